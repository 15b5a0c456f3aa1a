// One control of an explorer: a slider, a menu, radio buttons or a switch, made of native inputs.
(() => {
  const { el } = window.govlib;
  const SWIPE = 8; // px after which a finger moves the slider, sideways, or the page
  const capital = (text) => text[0].toUpperCase() + text.slice(1);

  // ---- numbers of a live slider, which moves between the values of its grid as well

  const round12 = (x) => +x.toPrecision(12);

  // The place of a number on the slider, in steps of the grid.
  const place = (numbers, x) => {
    const last = numbers.length - 1;
    let i = 0;
    while (i < last - 1 && numbers[i + 1] <= x) i++;
    return i + (x - numbers[i]) / (numbers[i + 1] - numbers[i]);
  };

  // The number at a place, with one decimal more than the grid needs.
  const numberAt = ({ numbers, whole }, at) => {
    const i = Math.min(Math.floor(at), numbers.length - 2);
    const gap = numbers[i + 1] - numbers[i];
    const x = numbers[i] + (at - i) * gap;
    if (whole) return Math.round(x);
    return round12(+x.toFixed(Math.min(12, Math.max(0, Math.ceil(1 - Math.log10(gap) - 1e-9)))));
  };

  const written = (x, unit) => {
    const text = String(Math.abs(round12(x))).replace(/^\d{5,}/, (whole) =>
      whole.replace(/\B(?=(\d{3})+$)/g, "\u202f"));
    return (x < 0 ? "−" : "") + text + unit;
  };

  // ---- one control
  //
  // Its state is an index into its values; a live slider's is the number itself. `moved(state)`
  // reports the reader's hand, `held(true)` that it stays on a slider, `show(state)` puts the control
  // there.

  window.govlib.Control = class {
    constructor(spec, id, live, { moved, held, complain }) {
      Object.assign(this, { spec, id, moved, held, complain });
      this.free = live && spec.kind === "slider";
      this.row = el("div", { className: "row" });
      this.build();
      if (spec.help) this.addHelp();
    }
    get first() { return this.free ? this.spec.numbers[this.spec.start] : this.spec.start; }
    get size() { return this.spec.texts.length; }
    get label() { return capital(this.spec.label); }
    text(state) { return this.free ? written(state, this.spec.unit) : this.spec.texts[state]; }
    // without its unit: "4 → 6 people" rather than "4 people → 6 people"
    bare(state) {
      const { unit } = this.spec, text = this.text(state);
      return unit && text.endsWith(unit) ? text.slice(0, -unit.length) : text;
    }
    // the nearest value of the grid, for Play
    step(state) { return this.free ? Math.round(place(this.spec.numbers, state)) : state; }
    atStep(i) { return this.free ? this.spec.numbers[i] : i; }
    fromLink(key) {
      const { keys } = this.spec, number = key === "" ? NaN : Number(key);
      return keys.includes(key) ? keys.indexOf(key) : keys.findIndex((k) => Number(k) === number);
    }

    build() {
      this["build_" + this.spec.kind]();
    }
    name(tag = "label") {
      const text = el(tag, { textContent: this.label, id: this.id + "-name" });
      if (tag === "label") text.htmlFor = this.id;
      this.caption = el("div", { className: "name" }, text);
      return this.caption;
    }
    build_slider() {
      const { numbers, texts, unit } = this.spec;
      const gap = numbers[1] - numbers[0];
      const even = numbers.every((x, i) => !i || Math.abs(x - numbers[i - 1] - gap) < 1e-9);
      // a live slider of whole numbers stops at each of them, another ten times a step
      const fine = this.spec.whole && even ? 1 / gap : 0.1;
      this.input = el("input", {
        type: "range", id: this.id, className: "input", min: 0, max: texts.length - 1,
        step: this.free ? fine : 1,
      });
      this.input.oninput = () => {
        if (this.finger) return; // it may be on its way to scroll the page
        const at = +this.input.value;
        const state = this.free ? numberAt(this.spec, at) : at;
        if (state === this.state) return;
        this.hand = true; // do not pull the thumb to a rounded number under the reader's hand
        this.moved(state);
        this.hand = false;
      };
      this.input.onpointerdown = ({ pointerType, clientX: x, clientY: y }) => {
        this.finger = pointerType === "mouse" ? null : { x, y };
        this.held(true);
      };
      const settled = () => {
        this.finger = null;
        this.input.oninput();
      };
      // the touch was a scroll of the page: the thumb goes back, nothing has moved
      const scrolled = () => {
        this.finger = null;
        this.show(this.state);
      };
      this.input.onpointermove = ({ clientX, clientY }) => {
        if (!this.finger) return;
        this.finger.swept ||= Math.abs(clientY - this.finger.y) > SWIPE;
        if (!this.finger.swept && Math.abs(clientX - this.finger.x) > SWIPE) settled();
      };
      this.input.onpointerup = () => {
        if (this.finger) (this.finger.swept ? scrolled : settled)();
        this.held(false);
      };
      this.input.onpointercancel = () => {
        scrolled();
        this.held(false);
      };
      if (!this.free) {
        // the slider itself says its value; an <output> would say it again
        this.output = el("output", { className: "value", htmlFor: this.id, "aria-live": "off" });
        // as wide as its longest text: the slider must not change its length under the hand
        this.output.style.minWidth = `${Math.max(...texts.map((text) => text.length))}ch`;
        this.row.append(this.name(), this.input, this.output);
        return;
      }
      const low = numbers[0], high = numbers.at(-1);
      // the steps of an uneven slider are tenths, which a whole number would round away
      if (this.spec.whole && !even) {
        this.input.onkeydown = (event) => {
          const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
          if (!by) return;
          event.preventDefault();
          this.moved(Math.min(high, Math.max(low, this.state + by)));
        };
      }
      this.field = el("input", {
        type: "number", min: low, max: high, step: this.spec.whole ? 1 : "any",
        "aria-label": `${this.label}, any value`,
      });
      // JupyterLab keeps Enter from the browser, which would otherwise report the change
      this.field.onkeydown = (event) => { if (event.key === "Enter") this.field.onchange(); };
      this.field.onchange = () => {
        const x = this.field.valueAsNumber;
        const fits = x >= low && x <= high && (!this.spec.whole || Number.isInteger(x));
        if (fits) return this.moved(x);
        const kind = this.spec.whole ? "a whole number" : "a number";
        this.complain(`${this.label} must be ${kind} from ${written(low, "")} to ${written(high, "")}.`);
      };
      const value = el("span", { className: "value" }, this.field, unit);
      this.row.append(this.name(), this.input, value);
    }
    build_menu() {
      this.input = el("select", { id: this.id });
      this.input.append(...this.spec.texts.map((text) => el("option", { textContent: text })));
      this.input.onchange = () => this.moved(this.input.selectedIndex);
      this.row.classList.add("long", "menu");
      this.row.append(this.name(), el("div", { className: "input" }, this.input));
    }
    build_radio() {
      this.name("span");
      this.buttons = this.spec.texts.map((_, i) => {
        const button = el("input", { type: "radio", name: this.id });
        button.onchange = () => this.moved(i);
        return button;
      });
      this.input = el(
        "div",
        { className: "input options", role: "radiogroup", "aria-labelledby": this.id + "-name" },
        ...this.buttons.map((button, i) => el("label", {}, button, this.spec.texts[i])),
      );
      this.row.classList.add("long");
      this.row.append(this.caption, this.input);
    }
    build_switch() {
      this.input = el("input", { type: "checkbox", role: "switch", id: this.id });
      this.input.onchange = () => this.moved(+this.input.checked);
      const label = el("label", {}, this.input, this.label);
      this.caption = el("div", { className: "input options" }, label);
      this.row.classList.add("single");
      this.row.append(this.caption);
    }
    addHelp() {
      const help = el("p", {
        className: "help", id: this.id + "-help", hidden: true, textContent: this.spec.help,
      });
      const button = el("button", {
        type: "button", className: "ask", textContent: "?", "aria-expanded": "false",
        "aria-controls": help.id, "aria-label": `About “${this.spec.label}”`,
      });
      button.onclick = () => {
        help.hidden = !help.hidden;
        button.setAttribute("aria-expanded", String(!help.hidden));
      };
      this.input.setAttribute("aria-describedby", help.id);
      this.caption.append(button);
      this.row.append(help);
    }
    show(state) {
      this.state = state;
      const { kind } = this.spec;
      if (kind === "menu") this.input.selectedIndex = state;
      else if (kind === "radio") this.buttons[state].checked = true;
      else if (kind === "switch") this.input.checked = Boolean(state);
      else {
        if (!this.hand) this.input.value = this.free ? place(this.spec.numbers, state) : state;
        this.input.setAttribute("aria-valuetext", this.text(state));
        if (this.free) this.field.value = state;
        else this.output.value = this.text(state);
      }
    }
  };
})();
