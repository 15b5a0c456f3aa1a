// Pin and compare: one button keeps the present picture in grey under the moving one.
(() => {
  const { el } = window.govlib;

  window.govlib.Pin = class {
    // `host` has controls, at, drawn, picture; frame(at), isDrawn(at), announce(text), addressed().
    constructor(host) {
      this.host = host;
      this.at = null; // the state that is pinned
      this.ghost = el("div", { className: "ghost", "aria-hidden": "true", hidden: true });
      this.words = el("p", { className: "pinned", id: "pinned", hidden: true });
      this.button = el("button", { type: "button", textContent: "Pin" });
      this.button.onclick = () => {
        this.set(this.at ? null : [...host.drawn]);
        host.announce(this.at ? `Pinned: ${this.listed(this.at)}.` : "Nothing is pinned.");
        host.addressed();
      };
    }
    listed(at, some = () => true) {
      return this.host.controls.map((control, k) => [control, k]).filter(([, k]) => some(k))
        .map(([control, k]) => `${control.label}: ${control.text(at[k])}`).join("; ");
    }
    set(at) {
      this.at = at;
      this.button.textContent = at ? "Unpin" : "Pin";
      this.ghost.hidden = this.words.hidden = !at;
      this.say();
      return this.draw();
    }
    async draw() {
      const { at, host } = this, { variant } = host;
      if (!at) return this.ghost.replaceChildren();
      let svg = host.picture.innerHTML;
      if (!host.isDrawn(at)) {
        try {
          [svg] = await host.frame(at);
        } catch (error) {
          if (this.at === at) this.set(null);
          return host.failed(error);
        }
      }
      // meanwhile another may be pinned, or the picture have turned to its other shape
      if (this.at !== at || host.variant !== variant) return;
      // ids of its own; and nothing of it is a handle
      this.ghost.innerHTML = svg.replace(/( id="|href="#|url\(#)/g, "$1ghost-")
        .replace(/ data-(?:tap|drag|field|at|value)="[^"]*"/g, "");
      this.say();
    }
    // Both settings in words: what differs between them.
    say() {
      if (!this.at) return;
      const { host } = this;
      const differ = (k) => this.at[k] !== host.drawn[k];
      const scale = (box) => box.firstElementChild?.dataset.scale;
      this.words.textContent = host.controls.some((_, k) => differ(k))
        ? `In grey: ${this.listed(this.at, differ)}. In colour: ${this.listed(host.drawn, differ)}.`
        : "Pinned. Move a control: this picture stays underneath, in grey.";
      if (this.ghost.firstElementChild && scale(this.ghost) !== scale(host.picture)) {
        this.words.append(" The axes of the two differ: compare their numbers, not their heights.");
      }
    }
    // As a link says it: pin.name=key for each control.
    get query() {
      return this.host.controls
        .map(({ spec }, k) => `&pin.${spec.name}=${encodeURIComponent(spec.keys[this.at[k]])}`).join("");
    }
  };
})();
