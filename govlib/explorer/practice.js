// The questions of the book: <gx-predict>, <gx-recap>, <gx-recall>. Nothing leaves the browser.
//
// The page (written by practice.py) holds each question as text with its answer folded away, and
// script.gx-spec with the same in HTML; this script puts native form controls in their place.
(() => {
  const { el, define, practiceStyle } = window.govlib;

  const LETTERS = "ABCDEF";

  // The texts come from the book's own files, as HTML written by practice.py.
  const html = (tag, inner, props = {}) => el(tag, { ...props, innerHTML: inner });
  const plain = (inner) => html("p", inner).textContent;

  // ---- memory: the browser's own storage, or this page where that is closed to us
  const here = (window.gxMemory ??= {});
  const name = (key) => "govlib/predict/" + key;
  const recallOf = (key) => {
    let text;
    try { text = localStorage.getItem(name(key)); } catch { /* private mode, blocked storage */ }
    try { return JSON.parse(text ?? here[key] ?? "null"); } catch { return null; }
  };
  const keep = (key, value) => {
    if (value) here[key] = JSON.stringify(value);
    else delete here[key];
    try {
      if (value) localStorage.setItem(name(key), here[key]);
      else localStorage.removeItem(name(key));
    } catch { /* kept in this page only */ }
    dispatchEvent(new CustomEvent("gx-predicted", { detail: key }));
  };

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
      if (this.shadowRoot) return;
      this.spec = JSON.parse(this.querySelector(".gx-spec").textContent);
      this.key = this.dataset.key;
      this.card = el("div", { className: "card" });
      const style = el("style", { textContent: practiceStyle });
      this.attachShadow({ mode: "open" }).append(style, this.card);
      this.build();
    }
  }

  class Predict extends Practice {
    build() {
      const { question, answers, result } = this.spec;
      this.choice = options("answer", answers, () => this.note());
      this.why = el("textarea", { id: "why", rows: 3 });
      this.why.oninput = () => this.note();
      this.open = el("button", {
        type: "button", className: "main", textContent: "See what happens",
      });
      this.open.onclick = () => this.reveal();
      this.again = el("button", { type: "button", textContent: "Predict again" });
      this.again.onclick = () => this.clear();
      this.said = el("p", { className: "said", role: "status" });
      this.result = el("div", { className: "said result", tabIndex: -1 },
        html("p", "<b>What happens.</b> " + result));
      this.bar = el("div", { className: "answer" }, this.open, this.again,
        el("span", { className: "muted private", textContent: "Kept in this browser only." }));
      this.card.append(
        el("p", { className: "title", textContent: "Predict" }),
        el("fieldset", {}, html("legend", question), ...this.choice.rows),
        el("label", { htmlFor: "why", textContent: "Why?" }), this.why,
        this.bar, this.said, this.result,
      );
      this.restore();
    }
    get index() { return this.choice.buttons.findIndex((button) => button.checked); }
    restore() {
      const kept = recallOf(this.key);
      const answers = this.spec.answers.map(plain);
      const i = answers.indexOf(kept?.answer);
      if (i >= 0) this.choice.buttons[i].checked = true;
      this.why.value = kept?.why ?? "";
      this.lock(Boolean(kept?.opened));
    }
    // Once the result is open the prediction stays as it was made.
    lock(opened) {
      this.choice.lock(opened);
      this.why.readOnly = opened;
      this.open.hidden = opened;
      this.again.hidden = !opened;
      this.result.hidden = !opened;
    }
    note(opened = false) {
      const i = this.index;
      const answer = i < 0 ? "" : plain(this.spec.answers[i]);
      keep(this.key, { answer, letter: LETTERS[i] ?? "", why: this.why.value.trim(), opened });
      this.said.textContent = "";
      this.warned = false;
    }
    reveal() {
      if (this.index < 0 && !this.warned) {
        this.said.textContent =
          "Choose an answer first: a wrong guess teaches more than none. " +
          "Press again to see the result without one.";
        this.warned = true;
        return;
      }
      this.note(true);
      this.lock(true);
      this.result.focus(); // a screen reader goes on with the result
    }
    clear() {
      keep(this.key, null);
      this.choice.buttons.forEach((button) => { button.checked = false; });
      this.restore();
      this.choice.buttons[0].focus();
    }
  }

  class Recap extends Practice {
    build() {
      this.show();
      this.heard = () => this.show();
      addEventListener("gx-predicted", this.heard); // made further up on this page
      addEventListener("storage", this.heard); // or in another window
    }
    show() {
      const kept = recallOf(this.key);
      const own = el("div", { className: "own" });
      if (kept?.answer) {
        own.append("You predicted ", el("b", { textContent: `${kept.letter}. ${kept.answer}` }));
        if (kept.why) own.append(" Your reason: ", el("q", { textContent: kept.why }));
      } else if (kept?.why) {
        own.append("You chose no answer, and wrote ", el("q", { textContent: kept.why }));
      } else {
        own.append("You made no prediction here. The question stands above the explorer.");
      }
      this.card.replaceChildren(
        el("p", { className: "title", textContent: "Your prediction" }),
        html("p", this.spec.question), own,
      );
    }
    disconnectedCallback() {
      removeEventListener("gx-predicted", this.heard);
      removeEventListener("storage", this.heard);
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
      // null: not answered yet, with a hint; otherwise whether it is right, and what to say
      const judge = question.options
        ? this.choose(question, i, clear) : this.number(question, i, clear);
      const form = el("form", { className: "question" }, ...judge.parts);
      judge.bar.append(check);
      form.append(judge.bar, said);
      form.onsubmit = (event) => {
        event.preventDefault();
        const { right, text } = judge.verdict();
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
      return form;
    }
    choose({ question, options: answers, answer, feedback }, i, clear) {
      const choice = options("q" + i, answers, clear);
      return {
        parts: [el("fieldset", {}, html("legend", `${i + 1}. ${question}`), ...choice.rows)],
        bar: el("div", { className: "answer" }),
        verdict: () => {
          const k = choice.buttons.findIndex((button) => button.checked);
          return k < 0 ? { right: null, text: "Choose an answer first." }
            : { right: k === answer, text: feedback[k] };
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
          return { right: close, text: close ? right : wrong };
        },
      };
    }
  }

  define("gx-predict", Predict);
  define("gx-recap", Recap);
  define("gx-recall", Recall);
})();
