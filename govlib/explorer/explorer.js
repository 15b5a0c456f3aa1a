// The explorer of the book: <gx-explorer>. No library, and no request beyond its own side file.
//
// In the page (written by page.py) it holds
//   .gx-wide, .gx-narrow   the first picture, in one or two shapes
//   .gx-said               the sentence
//   script.gx-spec         title, controls, hands and targets
//   script.gx-pack         all pictures of one shape, packed; data-src names a side file instead
// and this script puts controls beside them. Where a kernel draws (live.js), `ask` is set.
(() => {
  const { el, Control, Hands, Layout, Pin, Player, Targets, address, define, loadPack, explorerStyle } =
    window.govlib;

  const PAUSE = 220; // ms without a move before the sentence is said and the link is written

  class Explorer extends HTMLElement {
    connectedCallback() {
      if (!this.shadowRoot && (this.spec || !this.build())) return;
      this.onResize = () => this.fit();
      addEventListener("resize", this.onResize);
      this.sizes = new ResizeObserver(this.onResize);
      this.sizes.observe(this);
      this.fit();
      this.quiet = window.govlib.record.heard(() => this.targets.show());
      if (!this.ask) address.add(this);
    }
    disconnectedCallback() {
      removeEventListener("resize", this.onResize);
      this.sizes?.disconnect();
      this.quiet?.();
      address.drop(this);
      if (this.shadowRoot) this.stop();
    }

    // Put the controls up; false where the browser cannot show the pictures.
    build() {
      this.spec = JSON.parse(this.querySelector(".gx-spec").textContent);
      this.sentence = this.querySelector(".gx-said").textContent;
      if (!this.ask && !("DecompressionStream" in window)) return false; // the page says so
      this.loaded = {};
      this.picture = el("div", {
        className: "picture", role: "img", "aria-label": this.spec.title,
        "aria-describedby": "said pinned",
      });
      this.said = el("p", {
        className: "said", id: "said", role: "status", textContent: this.sentence,
      });
      this.printed = el("p", { className: "settings" }); // in place of the controls
      this.controls = this.spec.controls.map((spec, k) =>
        new Control(spec, "c" + k, Boolean(this.ask), {
          moved: (state) => this.choose([[k, state]]),
          held: (held) => this.hold(held),
          complain: (problem) => { this.show(); this.tell(problem, true); },
        }));
      this.start = this.controls.map((control) => control.first);
      this.at = [...this.start]; // where the controls stand
      this.drawn = [...this.start]; // what the picture shows
      this.told = [...this.start]; // what the sentence last spoke of
      this.pin = new Pin(this);
      this.hands = new Hands(this);
      this.targets = new Targets(this);
      this.player = new Player(this);
      this.plate = el("div", { className: "plate" }, this.pin.ghost, this.picture, this.hands.layer);
      this.plate.onclick = (event) => this.hands.click(event);
      this.stage = el("div", { className: "stage" }, this.plate);
      this.form = el("form", { "aria-label": this.spec.title },
        ...this.controls.map((control) => control.row), this.bar());
      this.form.onsubmit = () => false;
      this.layout = new Layout(this);
      this.card = el("div", { className: "card" },
        el("p", { className: "title", textContent: this.spec.title }),
        el("div", { className: "view" }, this.stage, this.printed, this.layout.line, this.pin.words),
        el("div", { className: "desk" }, this.form, this.targets.box));
      const style = el("style", { textContent: explorerStyle });
      this.attachShadow({ mode: "open" }).append(style, this.card);
      // the side file is fetched when a hand comes near, not before
      for (const type of ["pointerenter", "focusin", "touchstart"]) {
        const early = () => this.ask || this.load().catch(() => {});
        this.addEventListener(type, early, { once: true, passive: true });
      }
      this.show();
      return true;
    }
    bar() {
      const reset = el("button", { type: "button", className: "reset", textContent: "Reset" });
      reset.onclick = () => {
        this.stop();
        this.at = [...this.start];
        this.opening = "Back at the start.";
        this.changed();
      };
      const hint = el("span", { className: "hint", textContent: this.hands.hint });
      return el("div", { className: "bar" }, this.player.button ?? "", this.pin.button, hint, reset);
    }

    // ---- the two shapes
    fit() {
      this.layout.fit();
      this.hands.place();
    }
    turn(variant) {
      this.variant = variant;
      if (this.isStart()) {
        this.picture.innerHTML = this.querySelector(":scope > .gx-" + variant).innerHTML;
      } else {
        this.stale = true;
        this.draw();
      }
      this.pin.draw();
    }
    isDrawn(at) { return at.every((state, k) => state === this.drawn[k]); }
    isStart() { return this.isDrawn(this.start); }
    isMoved() { return Boolean(this.pin.at) || this.at.some((state, k) => state !== this.start[k]); }

    // ---- from control to picture
    // What the reader's hand does, on a control or in the figure: [[k, state], …]
    choose(states) {
      for (const [k, state] of states) {
        if (k === this.player.k) this.stop();
        this.at[k] = state;
      }
      this.byHand = true;
      this.changed();
    }
    settings() { return this.pin.listed(this.at); }
    show() {
      this.controls.forEach((control, k) => control.show(this.at[k]));
      this.print();
    }
    print() {
      const line = (at) => this.pin.listed(at).replaceAll("; ", " · ");
      this.printed.textContent = this.pin.at
        ? `In colour: ${line(this.at)}. In grey: ${line(this.pin.at)}.` : line(this.at);
    }
    changed() {
      this.show();
      this.draw();
      clearTimeout(this.linkTimer);
      this.linkTimer = setTimeout(() => this.addressed(), PAUSE);
    }
    addressed() {
      this.print();
      if (!this.ask && this.isConnected) address.write(this);
    }
    load(variant = this.variant) {
      const tag = this.querySelector(`:scope > .gx-pack[data-variant=${variant}]`);
      return (this.loaded[variant] ??= loadPack(tag).catch((error) => {
        delete this.loaded[variant]; // a later move fetches it again
        throw error;
      }));
    }
    index(at) { return at.reduce((n, state, k) => n * this.controls[k].size + state, 0); }
    // The picture, the sentence and, from a kernel, the targets of a state.
    async frame(at) {
      if (this.ask) return this.ask(at, this.variant);
      const pack = await this.load(), i = this.index(at);
      return [pack.svg(i), pack.said[i]];
    }
    // Where a dragged handle can stand while the other controls stay: [{ states, x, y }].
    async track(names) {
      const ks = names.split(" ").map((name) => this.spec.controls.findIndex((c) => c.name === name));
      const at = [...this.at];
      const live = this.ask && (await this.ask.track(at, names, this.variant));
      const pack = live ? null : await this.load();
      // of two controls a kernel draws each way alone; the middle is where the two ways cross
      const here = live?.map((way, i) => way[this.controls[ks[i]].step(at[ks[i]])]);
      const place = (steps) => {
        if (pack) return pack.place(this.index(at.map((s, k) => steps[ks.indexOf(k)] ?? s)), names);
        const found = live.map((way, i) => way[steps[i]]);
        if (![...found, ...here].every(Boolean)) return null;
        return found.length < 2 ? found[0] : [0, 1].map((d) => found[0][d] + found[1][d] - here[0][d]);
      };
      let stops = [[]];
      for (const k of ks) {
        stops = stops.flatMap((s) => Array.from({ length: this.controls[k].size }, (_, i) => [...s, i]));
      }
      return stops.map((steps) => [steps, place(steps)]).filter(([, found]) => found)
        .map(([steps, [x, y]]) => ({
          x, y, states: steps.map((i, n) => [ks[n], this.controls[ks[n]].atStep(i)]),
        }));
    }
    // One picture at a time: a slow one is followed by the state that is then wanted, so a fast
    // hand makes no queue.
    async draw() {
      if (this.busy) return;
      const at = [...this.at];
      if (!this.stale && this.isDrawn(at)) return;
      this.busy = true;
      this.stale = false;
      try {
        const [svg, said, reached] = await this.frame(at);
        this.picture.innerHTML = svg;
        Object.assign(this, { drawn: at, sentence: said, reached, busy: false });
      } catch (error) {
        this.busy = false;
        this.stop();
        return this.failed(error, at);
      }
      this.hands.place();
      this.pin.say();
      this.dispatchEvent(new CustomEvent("gx-drawn"));
      this.report();
      this.draw();
    }
    failed(error, at = this.at) {
      if (this.ask) {
        this.tell(error.message, true);
        const moved = at.some((state, k) => state !== this.at[k]); // a fast hand has gone on
        if (moved) this.draw();
        return;
      }
      this.at = [...this.drawn]; // controls, picture and sentence agree again
      this.show();
      this.tell("The other pictures could not be loaded. Move a control to try again.", true);
    }

    // ---- the sentence: what changed, what it means, and a target that is found
    report() {
      clearTimeout(this.sayTimer);
      if (this.player.timer) return this.tell(this.sentence); // during Play, without announcement
      this.sayTimer = setTimeout(() => {
        if (this.busy) return; // what is being drawn reports when it stands
        const changes = this.controls
          .map((control, k) => [control, this.told[k], this.drawn[k]])
          .filter(([, before, now]) => before !== now)
          .map(([control, a, b]) => `${control.label} ${control.bare(a)} → ${control.text(b)}`);
        const opening = this.opening ?? (changes.length ? changes.join("; ") + "." : "");
        const found = this.byHand && !this.held
          ? this.targets.notice(this.ask ? null : this.index(this.drawn), this.reached) : "";
        const problem = this.lost;
        this.opening = null;
        this.lost = false;
        if (!this.held) this.told = [...this.drawn];
        this.tell(this.sentence, problem, opening, found);
      }, PAUSE);
    }
    // A hand that stays on a slider or a handle: the move counts as a whole, and where it ends.
    hold(held) {
      if (held === Boolean(this.held)) return;
      this.held = held;
      if (!held && this.told.some((state, k) => state !== this.drawn[k])) this.report();
    }
    announce(opening) { this.tell(this.sentence, false, opening); }
    complain(text) {
      this.opening = text;
      this.lost = true;
      this.report();
    }
    tell(text, problem = false, opening = "", found = "") {
      this.said.classList.toggle("problem", Boolean(problem));
      const parts = [opening ? el("b", { textContent: opening }) : "", text,
        found ? el("b", { className: "found", textContent: `✓ ${found}` }) : ""].filter(Boolean);
      this.said.replaceChildren(...parts.flatMap((part, i) => (i ? [" ", part] : [part])));
      this.layout.hold();
      if (this.byHand) this.layout.rise();
    }
    stop() { this.player.stop(); }

    // ---- links: name=value&name=value, and pin.name=value for what is pinned
    query() {
      return this.controls
        .map(({ spec }, k) => `${spec.name}=${encodeURIComponent(spec.keys[this.at[k]])}`).join("&") +
        (this.pin.at ? this.pin.query : "");
    }
    // Go where a link leads; false if it asks for what is not there any more, which is said.
    go(wanted) {
      this.stop();
      this.byHand = false;
      const names = this.controls.map(({ spec }) => spec.name), lost = [];
      const at = [...this.at], pinned = [...this.start];
      for (const [name, key] of wanted) {
        const pin = name.startsWith("pin."), k = names.indexOf(pin ? name.slice(4) : name);
        const state = k < 0 ? -1 : this.controls[k].fromLink(key);
        if (state >= 0) (pin ? pinned : at)[k] = state;
        else lost.push(`${k < 0 ? name : this.controls[k].label} = ${key}`);
      }
      this.at = at;
      this.pin.set([...wanted.keys()].some((name) => name.startsWith("pin.")) ? pinned : null);
      this.show();
      this.draw();
      if (lost.length) {
        this.complain(`This link asks for what is not here any more: ${lost.join("; ")}.`);
      }
      return !lost.length;
    }
  }

  define("gx-explorer", Explorer);
})();
