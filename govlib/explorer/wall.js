// A class on the wall: <gx-wall> makes pictures of many saved files, of counts that were typed in,
// or of both. It runs from a disk, and no file leaves the browser.
(() => {
  const { el, define, record, chart, wallStyle } = window.govlib;

  const LETTERS = "ABCDEF";
  const text = (x) => (x === null || x === undefined ? "" : String(x));
  const array = (x) => (Array.isArray(x) ? x : []);
  const whole = (x, size) => Number.isInteger(x) && x >= 0 && x < size;

  // ---- from files to counts

  // Entries of all files by what they answer: [{ key, kind, chapter, head, entries }].
  const grouped = (files) => {
    const found = new Map();
    for (const { entries } of files) {
      for (const entry of entries) {
        const head = text(entry.question ?? entry.title ?? entry.text ?? entry.id);
        // other numbers in a question make another question
        const key = JSON.stringify([entry.kind, entry.chapter, entry.id, head, array(entry.answers), array(entry.places)]);
        const group = found.get(key) ?? { key, kind: entry.kind, chapter: entry.chapter, id: entry.id, head, entries: [] };
        group.entries.push(entry);
        found.set(key, group);
      }
    }
    const order = (group) => record.kinds.indexOf(group.kind);
    return [...found.values()].sort((a, b) =>
      a.chapter.localeCompare(b.chapter) || order(a) - order(b) || a.id.localeCompare(b.id));
  };
  const votes = (entries, size) => {
    const first = Array(size).fill(0), second = Array(size).fill(0);
    let moved = 0, both = 0;
    for (const entry of entries) {
      if (whole(entry.first, size)) first[entry.first] += 1;
      if (whole(entry.second, size)) second[entry.second] += 1;
      if (whole(entry.first, size) && whole(entry.second, size)) {
        both += 1;
        moved += entry.first !== entry.second;
      }
    }
    return { first, second, moved, both };
  };
  const median = (values) => {
    const sorted = [...values].sort((a, b) => a - b), k = sorted.length >> 1;
    return sorted.length % 2 ? sorted[k] : (sorted[k - 1] + sorted[k]) / 2;
  };

  // ---- pictures

  const bar = (count, total, kind, name) => {
    const share = total ? count / total : 0;
    return el("div", { className: `bar kind${kind}` },
      el("span", { className: "fill", style: `width:${(100 * share).toFixed(1)}%` }),
      el("span", { className: "count", textContent: `${name}${count} · ${Math.round(100 * share)} %` }));
  };
  const ballot = ({ answers, right, counts, shown }) => {
    const { first, second } = counts;
    const one = first.reduce((a, b) => a + b, 0), two = second.reduce((a, b) => a + b, 0);
    return el("ul", { className: "ballot" }, ...answers.map((answer, i) => {
      const marked = shown && i === right;
      return el("li", { className: marked ? "is-right" : "" },
        el("p", {}, el("b", { textContent: `${LETTERS[i]}${marked ? " ✓" : ""} ` }), answer),
        bar(first[i], one, 0, two ? "first " : ""), ...(two ? [bar(second[i], two, 2, "then ")] : []));
    }));
  };
  const curves = (entries, shown) => {
    const [{ places, label, unit, low, high }] = entries;
    const names = array(places).map(text);
    const fine = entries.map((entry) => array(entry.values)).filter((v) => v.length === names.length && v.every(Number.isFinite));
    if (!names.length || !Number.isFinite(low) || !Number.isFinite(high) || !fine.length) return [];
    const place = chart.frame({ places: names, low, high, wide: innerWidth >= 520, label: `${text(label)}${text(unit) ? `,${text(unit)}` : ""}` });
    for (const values of fine) {
      const made = chart.line(place, values, 3);
      made.classList.add("one");
    }
    const middle = names.map((_, i) => median(fine.map((values) => values[i])));
    chart.line(place, middle, 0);
    const legend = [[`each of ${fine.length}`, 7], ["the median", 0]];
    const truth = entries.map((entry) => array(entry.truth)).find((t) => t.length === names.length && t.every(Number.isFinite));
    if (shown && truth) {
      chart.line(place, truth, 2);
      legend.push(["what is true", 2]);
    }
    const checks = new Map();
    for (const entry of entries) for (const check of array(entry.checks)) {
      const key = text(check?.text), [yes, all] = checks.get(key) ?? [0, 0];
      checks.set(key, [yes + Boolean(check?.right), all + 1]);
    }
    place.svg.setAttribute("role", "img");
    place.svg.removeAttribute("aria-hidden");
    place.svg.setAttribute("aria-label", `${fine.length} drawings; median ${middle.map(chart.words).join(", ")}`);
    place.svg.classList.add("alone");
    return [chart.legend(legend), place.svg, ...(shown && checks.size ? [el("ul", {},
      ...[...checks].map(([key, [yes, all]]) => el("li", { textContent: `${yes} of ${all}: ${key}` })))] : [])];
  };
  const games = (entries) => {
    const by = new Map();
    for (const entry of entries) {
      for (const result of array(entry.results)) {
        if (!Number.isFinite(result?.total)) continue;
        const of = by.get(text(result.setting)) ?? [];
        of.push(result);
        by.set(text(result.setting), of);
      }
    }
    const [{ unit, mark, slots, compared }] = entries;
    const names = array(slots).map(text);
    return [...by].flatMap(([setting, results]) => {
      const totals = results.map((result) => result.total).sort((a, b) => a - b);
      const says = `${setting ? `${setting}: ` : ""}${totals.length} games; from ${chart.words(totals[0])} to `
        + `${chart.words(totals.at(-1))} ${text(unit)}, median ${chart.words(median(totals))}`;
      const lines = results.map((result) => array(result.line)).filter((line) => line.length === names.length);
      const parts = [el("p", {}, el("b", { textContent: says }))];
      const published = array(compared).filter(([, v]) => array(v).length === names.length);
      const values = chart.known([...lines.flat(), ...published.flatMap(([, v]) => v)]);
      if (!lines.length || !values.length) return parts;
      const high = Math.max(...values), low = Math.min(0, ...values);
      const place = chart.frame({ places: names, low, high: high + (high - low || 1) * 0.05, wide: innerWidth >= 520, label: text(mark) });
      for (const line of lines) chart.line(place, line, 3).classList.add("one");
      const middle = names.map((_, i) => {
        const at = chart.known(lines.map((line) => line[i]));
        return at.length ? median(at) : null;
      });
      chart.line(place, middle, 0);
      published.slice(0, 1).forEach(([, v]) => chart.line(place, v, 2));
      place.svg.setAttribute("role", "img");
      place.svg.removeAttribute("aria-hidden");
      place.svg.setAttribute("aria-label", says);
      place.svg.classList.add("alone");
      return [...parts, chart.legend([[`each of ${lines.length} games`, 7], ["the median", 0],
        ...published.slice(0, 1).map(([name]) => [text(name), 2])]), place.svg];
    });
  };
  const recalled = (entries) => {
    const right = entries.filter((entry) => entry.first === true).length;
    return [bar(right, entries.length, 0, "right at once: ")];
  };
  const found = (entries) => [el("p", { textContent: `${entries.length} found it.` })];

  class Wall extends HTMLElement {
    connectedCallback() {
      if (this.shadowRoot) return;
      const spec = this.querySelector(".gx-spec");
      const { questions = [], chapters = {}, files = [] } = spec ? JSON.parse(spec.textContent) : {};
      this.questions = questions; // of the book, to be chosen from for a show of hands
      this.names = chapters;
      this.files = [];
      this.hands = []; // typed counts
      this.told = new Set(); // questions whose answer is shown
      this.build();
      for (const file of files) this.take(file);
      this.show();
    }
    build() {
      this.said = el("p", { className: "said", role: "status" });
      this.board = el("div", { className: "board" });
      const input = el("input", { type: "file", id: "files", multiple: true, accept: ".json,.html,.htm" });
      input.onchange = () => { this.read([...input.files]); input.value = ""; };
      const drop = el("div", { className: "drop" },
        el("label", { htmlFor: "files", textContent: "Drop the files that students saved here, or choose them:" }), input);
      for (const type of ["dragover", "drop"]) {
        drop.addEventListener(type, (event) => {
          event.preventDefault();
          if (type === "drop") this.read([...event.dataTransfer.files]);
        });
      }
      const style = el("style", { textContent: wallStyle });
      this.tools = el("div", { className: "tools" }, drop, this.form(), this.said);
      this.attachShadow({ mode: "open" }).append(style, el("div", { className: "card" }, this.tools, this.board));
    }
    // Counts from a show of hands.
    form() {
      const choice = el("select", { id: "question" }, el("option", { value: "", textContent: "a question of my own" }),
        ...this.questions.map((q, i) => el("option", { value: String(i), textContent: `${this.title(q.chapter)}: ${q.question}` })));
      const own = el("input", { type: "text", id: "own", className: "long", autocomplete: "off" });
      const ownRow = el("p", {}, el("label", { htmlFor: "own", textContent: "The question:" }), " ", own);
      const rows = el("tbody");
      const cell = (name) => el("input", { type: "text", inputMode: "numeric", size: 4, "aria-label": name });
      const lay = () => {
        const chosen = this.questions[choice.value];
        ownRow.hidden = Boolean(chosen);
        const answers = chosen ? chosen.answers : ["", "", "", ""];
        rows.replaceChildren(...answers.map((answer, i) => el("tr", {},
          el("th", { scope: "row", textContent: `${LETTERS[i]}. ${answer}`.trim() }),
          el("td", {}, cell(`${LETTERS[i]}, first vote`)), el("td", {}, cell(`${LETTERS[i]}, second vote`)))));
      };
      choice.onchange = lay;
      lay();
      const form = el("form", {}, el("p", {}, el("label", { htmlFor: "question", textContent: "A show of hands on" }), " ", choice),
        ownRow, el("table", {}, el("thead", {}, el("tr", {}, el("td"), el("th", { scope: "col", textContent: "first" }),
          el("th", { scope: "col", textContent: "second, if any" }))), rows),
        el("div", { className: "answer" }, el("button", { type: "submit", className: "main", textContent: "Put it on the wall" })));
      form.onsubmit = (event) => {
        event.preventDefault();
        const counts = [...rows.children].map((row) => [...row.querySelectorAll("input")].map((field) => field.value.trim()));
        const wrong = counts.flat().find((value) => value && !/^\d{1,4}$/.test(value));
        if (wrong !== undefined) return this.say(`A count must be a whole number such as 7; got “${wrong}”.`);
        const [first, second] = [0, 1].map((k) => counts.map((row) => Number(row[k] || 0)));
        if (!first.some(Boolean) && !second.some(Boolean)) return this.say("Type how many hands were up.");
        const chosen = this.questions[choice.value];
        this.hands.push({
          key: `hands ${this.hands.length}`, chapter: chosen?.chapter ?? "", head: chosen?.question ?? (own.value.trim() || "A show of hands"),
          answers: chosen?.answers ?? counts.map(() => ""), right: chosen?.answer ?? null, counts: { first, second },
        });
        this.say("It is on the wall.");
        this.show();
      };
      return el("details", { className: "hands" }, el("summary", { textContent: "Type in a show of hands" }), form);
    }
    title(chapter) { return this.names[chapter] ?? text(chapter).replaceAll("-", " "); }
    say(line) { this.said.textContent = line; }
    take(file) {
      // a student who saves twice counts once: the last file with the same answers wins
      const same = JSON.stringify(file.entries);
      if (this.files.some((other) => JSON.stringify(other.entries) === same)) return false;
      this.files.push(file);
      return true;
    }
    async read(chosen) {
      let taken = 0;
      const bad = [], twice = [];
      for (const file of chosen) {
        try {
          if (this.take(record.parse(await file.text()))) taken += 1;
          else twice.push(file.name);
        } catch (error) { bad.push(`${file.name}: ${error.message}`); }
      }
      this.say([`${taken} ${taken === 1 ? "file" : "files"} taken in; ${this.files.length} in all.`,
        ...(twice.length ? [`The same again: ${twice.join(", ")}.`] : []),
        ...(bad.length ? [`Left out: ${bad.join("; ")}.`] : [])].join(" "));
      this.show();
    }
    show() {
      const cards = [...this.hands.map((hand) => this.card(hand, [])), ...grouped(this.files).map((group) => this.group(group))];
      const head = this.files.length ? [el("p", { className: "muted", textContent: `${this.files.length} files.` })] : [];
      this.board.replaceChildren(...head, ...cards);
    }
    group(group) {
      const { entries, kind } = group, shown = this.told.has(group.key);
      if (kind === "predict") {
        const answers = array(entries[0].answers).map(text);
        const right = entries.map((entry) => entry.right).find((r) => whole(r, answers.length)) ?? null;
        const counts = votes(entries, answers.length);
        const note = counts.both ? [el("p", { className: "muted", textContent: `${counts.moved} of ${counts.both} changed their answer.` })] : [];
        return this.card({ ...group, answers, right, counts }, note);
      }
      const make = { draw: () => curves(entries, shown), play: () => games(entries), recall: () => recalled(entries), target: () => found(entries) };
      return this.frame(group, make[kind](), kind === "draw" && entries.some((entry) => array(entry.truth).length));
    }
    card(group, note) {
      const shown = this.told.has(group.key);
      return this.frame(group, [ballot({ ...group, shown }), ...note], group.right !== null);
    }
    frame(group, parts, canTell) {
      const tell = el("button", { type: "button", textContent: this.told.has(group.key) ? "Hide the answer" : "Show the answer" });
      tell.onclick = () => {
        this.told.has(group.key) ? this.told.delete(group.key) : this.told.add(group.key);
        this.show();
        [...this.board.querySelectorAll("section")].find((s) => s.dataset.key === group.key)?.querySelector("button")?.focus();
      };
      const made = el("section", {}, el("p", { className: "muted", textContent: group.chapter ? this.title(group.chapter) : "" }),
        el("h2", { textContent: group.head }), ...parts, ...(canTell ? [tell] : []));
      made.dataset.key = group.key;
      return made;
    }
  }

  define("gx-wall", Wall);
})();
