// Predictions that are drawn: <gx-draw>, and <gx-drawn> beside the explanation, where the true
// curve is laid over the reader's. Every handle is a slider: mouse, touch, arrow keys.
(() => {
  const { el, define, record, chart, practiceStyle } = window.govlib;

  const html = (tag, inner, props = {}) => el(tag, { ...props, innerHTML: inner });
  const plain = (inner) => html("p", inner).textContent;
  const words = chart.words;

  // Whether a curve, in whole steps above the lowest value, meets a criterion (see curves.py).
  const passes = ({ kind, at, within, value }, y, truth) => {
    if (kind === "peak" || kind === "trough") {
      const best = kind === "peak" ? Math.max(...y) : Math.min(...y);
      return Math.max(...y) > Math.min(...y)
        && y.some((v, i) => v === best && Math.abs(i - at[0]) <= within);
    }
    if (kind === "near") return Math.abs(y[at[0]] - truth[at[0]]) <= within;
    const [a, b] = at.map((i) => y[i]);
    if (kind === "crosses") return (a - value) * (b - value) < 0;
    if (kind === "level") return Math.abs(b - a) <= within;
    return kind === "rises" ? b > a : b < a;
  };

  class Curve extends HTMLElement {
    connectedCallback() {
      if (!this.shadowRoot) {
        this.spec = JSON.parse(this.querySelector(".gx-spec").textContent);
        this.card = el("div", { className: "card" });
        const style = el("style", { textContent: practiceStyle });
        this.attachShadow({ mode: "open" }).append(style, this.card);
        this.build();
      }
      this.silence = record.heard(() => this.restore());
      this.sizes = new ResizeObserver(() => requestAnimationFrame(() => this.fit()));
      this.sizes.observe(this);
      this.restore();
    }
    disconnectedCallback() {
      this.silence?.();
      this.sizes?.disconnect();
    }
    get chapter() { return record.chapter(this); }
    // What was kept, if the question is still the same.
    get kept() {
      const kept = record.get("draw", this.chapter, this.dataset.id);
      const { question, places } = this.spec;
      const fine = kept?.question === plain(question) && String(kept.places) === String(places)
        && Array.isArray(kept.values) && kept.values.length === places.length
        && kept.values.every(Number.isFinite);
      return fine ? kept : null;
    }
    keep(changes) {
      const { question, places, label, unit, low, high, bars } = this.spec;
      record.put("draw", this.chapter, this.dataset.id, changes && {
        opened: false, ...this.kept, question: plain(question), places, label, unit, low, high, bars, ...changes,
      });
    }
    steps(values) { return values.map((v) => Math.round((v - this.spec.low) / this.spec.step)); }
    get slim() { return (this.clientWidth || innerWidth) < 520; }
    fit() {
      if (this.shape === this.slim) return;
      this.shape = this.slim;
      this.restore(true);
    }
    frame() {
      const { places, low, high, label, unit } = this.spec;
      const place = chart.frame({ places, low, high, label: label + (unit ? `, ${unit.trim()}` : ""), wide: !this.slim });
      place.svg.classList.add("alone");
      return place;
    }
  }

  class Draw extends Curve {
    build() {
      const { question } = this.spec;
      this.plot = el("div", { className: "plot" });
      this.said = el("p", { className: "said", role: "status" });
      this.on = el("button", { type: "button", className: "main", textContent: "Now look" });
      this.on.onclick = () => this.lead();
      this.again = el("button", { type: "button", textContent: "Draw again" });
      this.again.onclick = () => { this.keep(null); this.plot.querySelector("[role=slider]").focus(); };
      this.card.append(el("p", { className: "title", textContent: "Draw it first" }), html("p", question),
        el("p", { className: "muted hint", textContent:
          "Drag the points, or choose one with Tab and move it with the arrow keys." }),
        this.plot,
        el("div", { className: "answer" }, this.on, this.again,
          record.noted()),
        this.said);
    }
    restore(anew = false) {
      const kept = this.kept;
      if (this.held !== undefined) return; // a hand is drawing
      const values = kept?.values ?? this.spec.start;
      this.fixed = Boolean(kept?.opened);
      this.again.hidden = !kept;
      if (!anew && this.values && String(values) === String(this.values) && this.locked === this.fixed) return;
      this.values = [...values];
      this.locked = this.fixed;
      this.paint();
    }
    paint() {
      const { places, bars, given, low, high } = this.spec;
      const focus = this.shadowRoot.activeElement?.dataset?.at;
      const { svg } = (this.place = this.frame());
      svg.setAttribute("aria-hidden", "false");
      svg.setAttribute("role", "group");
      svg.setAttribute("aria-label", this.spec.label);
      this.line = chart.line(this.place, this.values, 0, { bars });
      this.handles = places.map((name, i) => {
        if (i < given || this.fixed) return null;
        const handle = chart.node("g", {
          class: "handle", role: "slider", tabindex: 0, "data-at": i, "aria-label": name,
          "aria-orientation": "vertical", "aria-valuemin": low, "aria-valuemax": high,
        }, chart.node("circle", { r: 22, class: "reach" }), chart.node("circle", { r: 9, class: "grip" }));
        handle.onkeydown = (event) => this.key(event, i);
        svg.append(handle);
        return handle;
      });
      this.handles.forEach((_, i) => this.settle(i));
      // a hand takes the nearest handle; a finger must touch one, so that it can still scroll
      svg.onpointerdown = (event) => {
        const on = event.target.closest?.(".handle");
        if (this.fixed || event.button > 0 || (event.pointerType === "touch" && !on)) return;
        event.preventDefault();
        svg.setPointerCapture(event.pointerId);
        this.before = [...this.values];
        this.held = on ? Number(on.dataset.at) : null;
        this.follow(event);
      };
      svg.onpointermove = (event) => { if (this.held !== undefined) this.follow(event); };
      svg.onpointerup = () => this.release();
      svg.onpointercancel = () => { // the page took the finger away: nothing was drawn
        if (this.held === undefined) return;
        this.before.forEach((v, i) => this.set(i, v));
        this.held = undefined;
      };
      this.plot.replaceChildren(svg);
      if (focus !== undefined) this.handles[focus]?.focus();
    }
    // From a pointer to a place and a value: one stroke may set them all.
    follow(event) {
      const svg = this.place.svg, { left, top, width } = svg.getBoundingClientRect();
      const k = svg.viewBox.baseVal.width / width;
      const px = (event.clientX - left) * k, py = (event.clientY - top) * k;
      const { low, high } = this.spec;
      const near = this.held ?? this.values.map((_, i) => Math.abs(this.place.x(i) - px))
        .reduce((best, d, i, all) => (d < all[best] ? i : best), 0);
      const { top: t, bottom: b } = this.place.box;
      if (this.handles[near]) this.set(near, low + ((b - py) / (b - t)) * (high - low));
    }
    release() {
      if (this.held === undefined) return;
      const at = this.held;
      this.held = undefined;
      this.handles[at ?? -1]?.focus();
      this.keep({ values: this.values });
    }
    key(event, i) {
      const { low, high, step } = this.spec;
      const to = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 5, PageDown: -5 }[event.key];
      if (to) this.set(i, this.values[i] + to * step);
      else if (event.key === "Home") this.set(i, low);
      else if (event.key === "End") this.set(i, high);
      else return;
      event.preventDefault();
      this.keep({ values: this.values });
    }
    set(i, value) {
      const { low, high, step } = this.spec;
      const steps = Math.round((Math.min(high, Math.max(low, value)) - low) / step);
      const most = Math.floor((high - low) / step + 1e-9);
      this.values[i] = Number((low + Math.min(steps, most) * step).toPrecision(12));
      this.settle(i);
      const line = chart.line(this.place, this.values, 0, { bars: this.spec.bars });
      this.line.replaceWith(line);
      this.line = line;
      this.place.svg.insertBefore(line, this.place.svg.querySelector(".handle")); // under the handles
    }
    settle(i) {
      const handle = this.handles[i];
      if (!handle) return;
      const { unit } = this.spec, value = this.values[i];
      handle.setAttribute("transform", `translate(${this.place.x(i).toFixed(1)},${this.place.y(value).toFixed(1)})`);
      handle.setAttribute("aria-valuenow", value);
      handle.setAttribute("aria-valuetext", words(value) + unit);
    }
    lead() {
      if (!this.kept && !this.warned) {
        this.said.textContent = "Draw something first: a wrong curve teaches more than none. Press again to go on without one.";
        this.warned = true;
        return;
      }
      this.said.textContent = "Your drawing is kept. What is true is laid over it further down, where it is explained.";
      const after = [...document.querySelectorAll("gx-explorer, gx-drawn")].find(
        (node) => this.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING);
      after?.scrollIntoView({ block: "start" });
      after?.shadowRoot?.querySelector("input, select, button")?.focus({ preventScroll: true, focusVisible: true });
    }
  }

  class Drawn extends Curve {
    build() {
      const { question } = this.spec;
      this.own = el("p", { className: "own" });
      this.plot = el("div", { className: "plot" });
      this.open = el("button", { type: "button", className: "main", textContent: "See what happens" });
      this.open.onclick = () => {
        const { truth, checks } = this.spec;
        const y = this.kept && this.steps(this.kept.values);
        if (y) {
          this.keep({ opened: true, truth, checks: checks.map((check) =>
            ({ right: passes(check, y, this.steps(truth)), text: plain(check.right) })) });
        }
        this.shown = true; // also where nothing was drawn
        this.restore(true);
        this.result.focus();
      };
      this.result = el("div", { className: "said result", tabIndex: -1 });
      this.card.append(el("p", { className: "title", textContent: "Your drawing" }), html("p", question), this.own,
        this.plot, el("div", { className: "answer" }, this.open), this.result);
    }
    restore() {
      const kept = this.kept, { truth, checks, result, places, bars, unit } = this.spec;
      const opened = this.shown || Boolean(kept?.opened);
      this.own.hidden = Boolean(kept);
      this.own.classList.toggle("none", !kept);
      this.own.textContent = "You have drawn nothing here.";
      this.open.hidden = opened;
      this.result.hidden = !opened;
      const lines = [];
      if (kept) lines.push(["what you drew", kept.values, 0]);
      if (opened) lines.push(["what is true", truth, 2]);
      this.plot.replaceChildren();
      if (!lines.length) return;
      const place = this.frame();
      lines.forEach(([, values, kind], i) =>
        chart.line(place, values, kind, { bars, of: lines.length, nth: i }));
      this.plot.append(place.svg, chart.legend(lines.map(([name, , kind]) => [name, kind])));
      if (!opened) return;
      const y = kept && this.steps(kept.values), true_ = this.steps(truth);
      const marks = y ? checks.map((check) => {
        const right = passes(check, y, true_);
        return html("li", `<b>${right ? "✓" : "✗"}</b> ${right ? check.right : check.wrong}`, { className: right ? "right" : "wrong" });
      }) : [];
      this.result.replaceChildren(
        ...(marks.length ? [el("ul", { className: "marks" }, ...marks)] : []),
        html("p", "<b>What happens.</b> " + result),
        chart.numbers(places, lines, (v) => words(v) + unit));
    }
  }

  define("gx-draw", Draw);
  define("gx-drawn", Drawn);
})();
