// "My answers": <gx-answers> shows what the reader predicted, drew, played, recalled and reached,
// and lets her delete it, save it as a file or a page, and load it again. Nothing is sent.
(() => {
  const { el, define, record, chart, answersStyle } = window.govlib;

  const LETTERS = "ABCDEF";
  const KINDS = { predict: "Predicted", draw: "Drawn", play: "Played", recall: "Recalled", target: "Found" };
  const text = (x) => (x === null || x === undefined ? "" : String(x));
  const words = (x) => (Number.isFinite(x) ? chart.words(x) : text(x));
  const item = (...parts) => el("li", {}, ...parts);

  // An entry in words; entries come from files too, so they are never trusted to be whole.
  const tell = (entry) => {
    const answers = Array.isArray(entry.answers) ? entry.answers : [];
    const named = (i) => `${LETTERS[i] ?? "?"}. ${text(answers[i])}`;
    const mark = (i) => (entry.opened && Number.isInteger(entry.right) ? (i === entry.right ? " ✓" : " ✗") : "");
    const lines = [];
    if (entry.kind === "predict") {
      lines.push(Number.isInteger(entry.first) ? named(entry.first) + mark(entry.first) : "no answer");
      if (Number.isInteger(entry.second) && entry.second !== entry.first) lines.push(`then ${named(entry.second)}${mark(entry.second)}`);
      if (entry.why) lines.push(`because: ${text(entry.why)}`);
    } else if (entry.kind === "draw") {
      const places = Array.isArray(entry.places) ? entry.places : [], values = Array.isArray(entry.values) ? entry.values : [];
      lines.push(places.map((place, i) => `${text(place)}: ${words(values[i])}${text(entry.unit)}`).join(", "));
      for (const check of Array.isArray(entry.checks) ? entry.checks : []) lines.push(`${check?.right ? "✓" : "✗"} ${text(check?.text)}`);
    } else if (entry.kind === "play") {
      const results = Array.isArray(entry.results) ? entry.results : [];
      for (const result of results) {
        lines.push(`${result?.setting ? `${text(result.setting)}: ` : ""}${words(result?.total)} ${text(entry.unit)}`);
      }
      if (!results.length) lines.push("begun, not finished");
    } else if (entry.kind === "recall") {
      lines.push(`${text(entry.given)} ${entry.right ? "✓" : "✗"}${entry.tries > 1 ? `, ${words(entry.tries)} tries` : ""}`);
    } else lines.push(text(entry.settings ?? entry.state ?? ""));
    return [text(entry.question ?? entry.title ?? entry.text ?? entry.id), lines.filter(Boolean)];
  };

  const chapters = (entries) => {
    const found = new Map();
    for (const entry of entries) found.set(entry.chapter, [...(found.get(entry.chapter) ?? []), entry]);
    return [...found].sort(([a], [b]) => a.localeCompare(b));
  };
  // "collective-action" where the page knows no better name
  const titled = (names, chapter) => names[chapter] ?? text(chapter).replaceAll("-", " ");

  // The same list in the page and in the page that is saved.
  const list = (entries, names, extra = () => []) => chapters(entries).map(([chapter, own]) =>
    el("section", {}, el("h2", { textContent: titled(names, chapter) }),
      ...record.kinds.flatMap((kind) => {
        const some = own.filter((entry) => entry.kind === kind);
        return some.length ? [el("h3", { textContent: KINDS[kind] }), el("ul", {}, ...some.map((entry) => {
          const [head, lines] = tell(entry);
          return item(el("span", { textContent: head }), ...lines.flatMap((line) => [el("br"), el("b", { textContent: line })]));
        }))] : [];
      }), ...extra(chapter)));

  // A page that reads without the book, and can be loaded again: the file is inside.
  const pageOf = (file, names) => {
    const body = el("body", {}, el("main", {},
      el("h1", { textContent: `Answers${file.name ? `: ${file.name}` : ""}` }), ...list(file.entries, names)));
    const data = JSON.stringify(file).replaceAll("<", "\\u003c");
    return '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Answers</title>'
      + '<meta name="viewport" content="width=device-width, initial-scale=1"><style>:root{color-scheme:light dark}'
      + "body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}b{font-weight:600}</style>"
      + `<script type="application/json" id="govlib-record">${data}</${"script"}></head>${body.outerHTML}</html>`;
  };

  class Answers extends HTMLElement {
    connectedCallback() {
      if (!this.shadowRoot) this.build();
      this.silence = record.heard(() => this.show());
      this.show();
    }
    disconnectedCallback() { this.silence?.(); }
    build() {
      const spec = this.querySelector(".gx-spec");
      this.names = spec ? JSON.parse(spec.textContent).chapters ?? {} : {};
      this.body = el("div");
      this.said = el("p", { className: "said", role: "status" });
      this.name_ = el("input", { type: "text", id: "name", autocomplete: "off" });
      const button = (textContent, act, main = false) => {
        const made = el("button", { type: "button", textContent, className: main ? "main" : "" });
        made.onclick = act;
        return made;
      };
      const input = el("input", { type: "file", id: "file", accept: ".json,.html,.htm" });
      input.onchange = async () => {
        const [chosen] = input.files;
        if (!chosen) return;
        try {
          const count = record.load(record.parse(await chosen.text()));
          this.say(`${count} ${count === 1 ? "answer was" : "answers were"} loaded from ${chosen.name}.`);
        } catch (error) { this.say(`${chosen.name} cannot be loaded: ${error.message}.`); }
        input.value = "";
      };
      this.save = el("div", { className: "answer" },
        button("Save as a file", () => this.write("json"), true), button("Save as a page", () => this.write("html")),
        button("Delete all", () => this.drop(null)));
      const style = el("style", { textContent: answersStyle });
      this.attachShadow({ mode: "open" }).append(style, el("div", { className: "card" },
        el("p", { className: "title", textContent: "My answers" }),
        el("p", { className: "muted", textContent: record.open
          ? "Kept on this device, in this browser, and sent nowhere."
          : "This browser keeps nothing for this page: what you see lasts as long as the page. Save a file." }),
        this.body,
        el("label", { htmlFor: "name", textContent: "A name in the file, if you want one:" }), " ", this.name_,
        this.save, el("label", { htmlFor: "file", textContent: "Load a saved file:" }), " ", input, this.said));
    }
    say(line) { this.said.textContent = line; }
    file() { return record.file(record.all(), this.name_.value.trim()); }
    write(type) {
      const file = this.file();
      if (type === "json") record.save(JSON.stringify(file, null, 1), "application/json", "my-answers.json");
      else record.save(pageOf(file, this.names), "text/html", "my-answers.html");
      this.say(`${file.entries.length} answers were saved as my-answers.${type}.`);
    }
    drop(chapter) {
      const what = chapter === null ? "all answers" : `the answers of ${titled(this.names, chapter)}`;
      if (this.sure !== what) { // a second press, not a dialogue
        this.sure = what;
        this.say(`Press again to delete ${what}. It cannot be undone.`);
        return;
      }
      record.drop(chapter);
      this.say(`Deleted: ${what}.`);
    }
    show() {
      this.sure = null;
      const entries = record.all();
      this.save.hidden = !entries.length;
      this.body.replaceChildren(...(entries.length ? list(entries, this.names, (chapter) => {
        const button = el("button", { type: "button", textContent: "Delete these" });
        button.setAttribute("aria-label", `Delete the answers of ${titled(this.names, chapter)}`);
        button.onclick = () => this.drop(chapter);
        return [button];
      }) : [el("p", { textContent: "Nothing yet: predict, draw, play or answer something in a chapter." })]));
    }
  }

  window.govlib.tellAnswers ??= { tell, chapters, titled };
  define("gx-answers", Answers);
})();
