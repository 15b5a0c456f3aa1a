// The button that moves one control by itself, a step at a time where motion is not wanted.
(() => {
  const { el } = window.govlib;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  window.govlib.Player = class {
    // `host` has spec, controls, at, busy, said; changed(), load(), report(), failed(error).
    constructor(host) {
      this.host = host;
      this.timer = 0;
      this.k = host.controls.findIndex((control) => control.spec.name === host.spec.play);
      if (this.k < 0) return;
      this.control = host.controls[this.k];
      this.button = el("button", { type: "button", className: "main" });
      this.button.onclick = () => {
        host.byHand = Boolean(calm.matches || this.timer);
        if (calm.matches) this.advance();
        else if (this.timer) this.stop();
        else this.play();
      };
      calm.addEventListener("change", () => { this.stop(); });
      this.name();
    }
    name() {
      if (!this.button) return;
      this.button.textContent = calm.matches ? "Step" : this.timer ? "❚❚ Pause" : "▶ Play";
    }
    // Move the played control on by one value of its grid.
    advance() {
      const { host, control, k } = this;
      host.at[k] = control.atStep((control.step(host.at[k]) + 1) % control.size);
      host.changed();
    }
    get atEnd() { return this.control.step(this.host.at[this.k]) === this.control.size - 1; }
    async play() {
      const { host } = this;
      this.timer = -1;
      this.name();
      try {
        await (host.ask || host.load());
      } catch (error) {
        this.stop();
        return host.failed(error);
      }
      if (!this.timer) return; // paused meanwhile
      host.said.setAttribute("aria-live", "off"); // a screen reader hears the end, not each step
      if (this.atEnd) this.advance();
      let due = performance.now() + host.spec.interval;
      const tick = (now) => {
        if (!this.timer || !host.isConnected) return;
        if (now >= due - 4 && !host.busy) {
          if (this.atEnd) return this.stop();
          this.advance();
          due = Math.max(due + host.spec.interval, now);
        }
        this.timer = requestAnimationFrame(tick);
      };
      this.timer = requestAnimationFrame(tick);
    }
    stop() {
      if (this.timer) {
        cancelAnimationFrame(this.timer);
        this.timer = 0;
        this.host.said.setAttribute("aria-live", "polite");
        this.host.report();
      }
      this.name();
    }
  };
})();
