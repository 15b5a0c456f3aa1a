// The questions of the book: <gx-predict>, <gx-recap>, <gx-judge>, <gx-judged>,
// <gx-recall>. Nothing leaves the browser.
//
// The page (written by practice.py) holds each question as text with its answer folded away, and
// script.gx-spec with the same in HTML; this script puts native form controls in their place.
(() => {
  const { el, define, record, practiceStyle } = window.govlib;

  const LETTERS = "ABCDEF";

  // The texts come from the book's own files, as HTML written by practice.py.
  const html = (tag, inner, props = {}) => el(tag, { ...props, innerHTML: inner });
  const plain = (inner) => html("p", inner).textContent;

  // "0,25", "25 %", "1/4", "−3", "1 000": a number as people type it; NaN if it is none.
  // A percent sign divides by a hundred, unless the answer itself is in percent.
  const parse = (typed, unit) => {
    let text = typed.trim().replace(/[−–]/g, "-").replace(/[\s\u202f\u00a0'’]/g, "");
    const percent = text.endsWith("%");
    if (percent) text = text.slice(0, -1);
    else if (unit.trim() && text.endsWith(unit.replace(/\s/g, ""))) {
      text = text.slice(0, -unit.replace(/\s/g, "").length);
    }
    // of a comma and a dot the last one is the decimal sign
    if (text.lastIndexOf(",") > text.lastIndexOf(".")) {
      text = text.replaceAll(".", "").replace(/,(?=.*,)/g, "").replace(",", ".");
    } else text = text.replaceAll(",", "");
    const number = "[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:e[-+]?\\d+)?";
    const parts = new RegExp(`^(${number})(?:/(${number}))?$`, "i").exec(text);
    if (!parts) return NaN;
    const value = Number(parts[1]) / Number(parts[2] ?? 1);
    return percent && unit.trim() !== "%" ? value / 100 : value;
  };

  // Radio buttons with their answers; `lock` takes them out of use.
  const options = (group, answers, chosen) => {
    const buttons = answers.map((_, i) => {
      const button = el("input", { type: "radio", name: group, value: String(i) });
      button.onchange = () => chosen(i);
      return button;
    });
    const rows = buttons.map((button, i) =>
      el("label", { className: "option" }, button,
        html("span", `<b>${LETTERS[i]}.</b> ${answers[i]}`)));
    const lock = (locked) => {
      buttons.forEach((button) => { button.disabled = locked; });
      rows.forEach((row) => row.classList.toggle("locked", locked));
    };
    return { buttons, rows, lock };
  };

  class Practice extends HTMLElement {
    connectedCallback() {
      if (!this.shadowRoot) {
        this.spec = JSON.parse(this.querySelector(".gx-spec").textContent);
        [this.chapter, this.item] = this.dataset.key.split("/");
        this.card = el("div", { className: "card" });
        const style = el("style", { textContent: practiceStyle });
        this.attachShadow({ mode: "open" }).append(style, this.card);
        this.build();
      }
      if (this.restore) {
        this.silence = record.heard(() => this.restore()); // from this page or another window
        this.restore();
      }
    }
    disconnectedCallback() { this.silence?.(); }
    // What was kept; an answer to a question that has changed since counts for nothing.
    get kept() {
      const kept = record.get("predict", this.chapter, this.item);
      const same = String(kept?.answers) === String(this.spec.answers.map(plain));
      return kept && !same ? { why: kept.why } : kept;
    }
    keep(value) { record.put("predict", this.chapter, this.item, value); }
    // An entry can be read without the book.
    entry(changes) {
      const { question, answers } = this.spec;
      const asked = { question: plain(question), answers: answers.map(plain) };
      return { first: null, second: null, why: "", opened: false, ...this.kept, ...asked, ...changes };
    }
  }

  // The first answer is asked for before the model runs, and leads on to the explorer.
  class Predict extends Practice {
    build() {
      const { question, answers } = this.spec;
      this.choice = options("answer", answers, (i) => this.note({ first: i }));
      this.why = el("textarea", { id: "why", rows: 3 });
      this.why.oninput = () => this.note({ why: this.why.value });
      this.on = el("button", { type: "button", className: "main", textContent: "Now look" });
      this.on.onclick = () => this.lead();
      this.again = el("button", { type: "button", textContent: "Predict again" });
      this.again.onclick = () => this.clear();
      this.said = el("p", { className: "said", role: "status" });
      this.card.append(
        el("p", { className: "title", textContent: "Predict" }),
        el("fieldset", {}, html("legend", question), ...this.choice.rows),
        el("label", { htmlFor: "why", textContent: "Why?" }), this.why,
        el("div", { className: "answer" }, this.on, this.again,
          record.noted()),
        this.said,
      );
    }
    restore() {
      const kept = this.kept;
      this.choice.buttons.forEach((button, i) => { button.checked = i === kept?.first; });
      if (this.why.value.trim() !== (kept?.why ?? "")) this.why.value = kept?.why ?? "";
      // once the answer is known, the prediction stays as it was made
      const fixed = Boolean(kept?.opened);
      this.choice.lock(fixed);
      this.why.readOnly = fixed;
      this.again.hidden = !fixed;
    }
    note(changes) {
      if (this.kept?.opened) return;
      if (changes.why !== undefined) changes.why = changes.why.trim();
      this.keep(this.entry(changes));
      this.said.textContent = "";
      this.warned = false;
    }
    lead() {
      if (!this.choice.buttons.some((button) => button.checked) && !this.warned) {
        this.said.textContent =
          "Choose an answer first: a wrong guess teaches more than none. " +
          "Press again to go on without one.";
        this.warned = true;
        return;
      }
      const after = [...document.querySelectorAll("gx-explorer, gx-recap")].find(
        (node) => this.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING);
      this.said.textContent = "Your answer is noted. What happens is told further down, where it is explained.";
      if (!after) return;
      after.scrollIntoView({ block: "start" });
      const first = after.shadowRoot?.querySelector("input, select, button");
      first?.focus({ preventScroll: true, focusVisible: true });
    }
    clear() {
      this.keep(null);
      this.said.textContent = "";
      this.choice.buttons[0].focus();
    }
  }

  // Several judgements, a line each: no word is right, and the reasons open all at once.
  const marks = (question, answers, rows) => [
    el("fieldset", { className: "brief" }, html("legend", question),
      el("div", { className: "marks" }, ...rows)),
  ];
  const others = (node) => [...node.parentNode.querySelectorAll(node.localName)];

  class Judge extends Predict {
    build() {
      super.build();
      const { question, answers } = this.spec;
      const last = this.dataset.last !== undefined;
      this.card.classList.add("brief");
      this.card.replaceChildren(...marks(question, answers, this.choice.rows), ...(last
        ? [el("div", { className: "answer" }, this.on, this.again, record.noted()), this.said] : []));
      // without letters, which would name a right one
      this.choice.rows.forEach((row, i) => { row.lastChild.innerHTML = answers[i]; });
      this.again.textContent = "Judge again";
      this.on.textContent = "Now the reasons";
    }
    lead() {
      const open = others(this).filter(
        (one) => !one.choice.buttons.some((button) => button.checked));
      if (open.length && !this.warned) {
        this.said.textContent = `${open.length} ${open.length === 1 ? "claim is" : "claims are"} `
          + "not marked yet. Press again to go on all the same.";
        this.warned = true;
        return;
      }
      this.said.textContent = "Your marks are noted. What speaks for and against each stands below.";
      const after = document.querySelector("gx-judged");
      if (!after) return;
      after.scrollIntoView({ block: "start" });
      others(after).at(-1)?.open.focus({ preventScroll: true, focusVisible: true });
    }
    clear() {
      for (const one of others(this)) one.keep(null);
      others(this)[0].choice.buttons[0].focus();
    }
  }

  // Beside the explanation the reader may answer a second time; then it says which was right.
  class Recap extends Practice {
    build() {
      const { question, answers, result } = this.spec;
      this.own = el("div", { className: "own" });
      this.choice = options("second", answers, () => {});
      this.ask = el("fieldset", {}, el("legend", { textContent: "And what do you say now?" }),
        ...this.choice.rows);
      this.open = el("button", {
        type: "button", className: "main", textContent: "See what happens",
      });
      this.open.onclick = () => this.reveal();
      this.result = el("div", { className: "said result", tabIndex: -1 },
        html("p", "<b>What happens.</b> " + result));
      this.card.append(
        el("p", { className: "title", textContent: "Your prediction" }),
        html("p", question), this.own, this.ask,
        el("div", { className: "answer" }, this.open), this.result,
      );
    }
    restore() {
      const { answers, answer } = this.spec;
      const kept = this.kept, opened = Boolean(kept?.opened);
      const first = kept?.first ?? null, second = kept?.second ?? null;
      const named = (i) => el("b", {
        textContent: `${LETTERS[i]}. ${plain(answers[i])}${opened ? (i === answer ? " ✓" : " ✗") : ""}`,
      });
      this.own.replaceChildren();
      this.own.classList.toggle("none", !answers[first]);
      if (answers[first]) this.own.append("You predicted ", named(first));
      else this.own.append("You made no prediction here.");
      if (kept?.why) this.own.append(" Your reason: ", el("q", { textContent: kept.why }));
      if (opened && answers[second] && second !== first) {
        this.own.append(el("br"), "Then you said ", named(second));
      }
      if (opened && first !== answer && second !== answer) {
        this.own.append(el("br"), "Right is ", named(answer));
      }
      const now = this.choice.buttons.findIndex((button) => button.checked);
      if (!opened && now < 0 && answers[first]) this.choice.buttons[first].checked = true;
      this.ask.hidden = this.open.hidden = opened;
      this.result.hidden = !opened;
    }
    reveal() {
      const now = this.choice.buttons.findIndex((button) => button.checked);
      this.keep(this.entry({ second: now < 0 ? null : now, right: this.spec.answer, opened: true }));
      this.result.focus(); // a screen reader goes on with the result
    }
  }

  class Judged extends Practice {
    build() {
      const { question, result } = this.spec;
      this.own = el("p", { className: "own" });
      this.open = el("button", { type: "button", className: "main", textContent: "Show the reasons" });
      this.open.onclick = () => this.reveal();
      this.result = html("div", `<p>${result}</p>`, { className: "said result", tabIndex: -1 });
      this.card.classList.add("brief");
      this.card.append(html("p", question), this.own, this.result);
      if (this.dataset.last !== undefined) {
        this.card.append(el("div", { className: "answer" }, this.open));
      }
    }
    restore() {
      const kept = this.kept, opened = Boolean(kept?.opened);
      const mark = this.spec.answers[kept?.first];
      this.own.textContent = mark ? `You said: ${plain(mark)}` : "You have not marked this one.";
      this.own.classList.toggle("none", !mark);
      this.result.hidden = !opened;
      this.open.hidden = others(this).every((one) => one.kept?.opened);
    }
    reveal() {
      const all = others(this);
      for (const one of all) one.keep(one.entry({ opened: true }));
      all[0].result.focus();
    }
  }

  class Recall extends Practice {
    build() {
      this.right = this.spec.map(() => false);
      this.score = el("p", { className: "score muted" });
      const forms = this.spec.map((question, i) => this.form(question, i));
      this.card.append(el("p", { className: "title", textContent: "Recall" }), ...forms, this.score);
    }
    form(question, i) {
      const said = el("p", { className: "said", role: "status" });
      const check = el("button", { className: "main", type: "submit", textContent: "Check" });
      const clear = () => { said.className = "said"; said.textContent = ""; };
      // right: null where nothing was answered yet, with a hint; given: the answer in words
      const judge = question.options
        ? this.choose(question, i, clear) : this.number(question, i, clear);
      const form = el("form", { className: "question" }, ...judge.parts);
      judge.bar.append(check);
      form.append(judge.bar, said);
      const show = ({ right, text }) => {
        clear();
        if (right !== null) {
          said.classList.add(right ? "right" : "wrong");
          // a text that begins with "Right" says it itself
          const mark = !right ? "✗ Not yet." : /^right\b/i.test(plain(text)) ? "✓" : "✓ Right.";
          said.append(el("b", { textContent: mark }), " ");
          this.right[i] = right;
        }
        said.append(html("span", text));
        const count = this.right.filter(Boolean).length;
        this.score.textContent = `${count} of ${this.right.length} right so far.`;
      };
      form.onsubmit = (event) => {
        event.preventDefault();
        const verdict = judge.verdict();
        if (verdict.right !== null) {
          const before = record.get("recall", this.chapter, question.id);
          record.put("recall", this.chapter, question.id, {
            question: plain(question.question), given: verdict.given, right: verdict.right,
            first: before?.first ?? verdict.right, tries: (Number(before?.tries) || 0) + 1,
          });
        }
        show(verdict);
      };
      const kept = record.get("recall", this.chapter, question.id);
      if (kept?.question === plain(question.question) && judge.refill(String(kept.given))) {
        show(judge.verdict());
      }
      return form;
    }
    choose({ question, options: answers, answer, feedback }, i, clear) {
      const choice = options("q" + i, answers, clear);
      const texts = answers.map(plain);
      return {
        parts: [el("fieldset", {}, html("legend", `${i + 1}. ${question}`), ...choice.rows)],
        bar: el("div", { className: "answer" }),
        verdict: () => {
          const k = choice.buttons.findIndex((button) => button.checked);
          return k < 0 ? { right: null, text: "Choose an answer first." }
            : { right: k === answer, text: feedback[k], given: texts[k] };
        },
        refill: (given) => {
          const k = texts.indexOf(given);
          if (k >= 0) choice.buttons[k].checked = true;
          return k >= 0;
        },
      };
    }
    number({ question, answer, tolerance, unit, right, wrong }, i, clear) {
      const input = el("input", {
        type: "text", inputMode: "decimal", autocomplete: "off", id: "n" + i,
      });
      input.oninput = clear;
      return {
        parts: [html("label", `${i + 1}. ${question}`, { htmlFor: input.id })],
        bar: el("div", { className: "answer" }, input, unit),
        verdict: () => {
          const x = parse(input.value, unit);
          if (Number.isNaN(x)) {
            return { right: null, text: "Type a number, such as 0.25, 25% or 1/4." };
          }
          // a hair more, so that a difference that equals the tolerance in decimals passes
          const close = Math.abs(x - answer) <= tolerance * (1 + 1e-9) + 1e-12;
          return { right: close, text: close ? right : wrong, given: input.value.trim() };
        },
        refill: (given) => {
          input.value = given;
          return !Number.isNaN(parse(given, unit));
        },
      };
    }
  }

  define("gx-predict", Predict);
  define("gx-recap", Recap);
  define("gx-judge", Judge);
  define("gx-judged", Judged);
  define("gx-recall", Recall);
})();
