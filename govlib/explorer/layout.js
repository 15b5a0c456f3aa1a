// Where the parts of an explorer stand: controls below the picture or beside it, the picture as
// large as a screen lets both be seen, and the sentence where the reader looks.
(() => {
  const { el } = window.govlib;

  const phone = matchMedia("(max-width: 560px)");
  const SLIM = 520; // px: a narrower explorer stacks its rows and shows the picture for phones
  const DESK = 310; // px that controls beside the picture take, as explorer-form.css has it
  const KEPT = 0.84; // a picture that would shrink to less keeps its controls below

  window.govlib.Layout = class {
    // `host` is the explorer, with card, stage, plate, picture, said, form; turn(variant).
    constructor(host) {
      this.host = host;
      this.natural = parseFloat(host.style.maxWidth) || 768;
      this.line = el("div", { className: "line" }, host.said); // keeps the place of the sentence
      this.away = () => this.land();
      for (const type of ["pointerdown", "focusin"]) {
        host.form.addEventListener(type, ({ target }) => { this.row = target.closest(".row, .bar"); });
      }
      host.stage.addEventListener("pointerdown", () => { this.row = null; });
    }

    // ---- the two shapes of the picture, and the two places of the controls
    fit() {
      const { host } = this, width = host.clientWidth; // 0 while hidden, in a closed tab
      const slim = width ? width < SLIM : phone.matches;
      const variant = slim && host.querySelector(":scope > .gx-narrow") ? "narrow" : "wide";
      host.card.classList.toggle("slim", slim);
      if (variant !== host.variant) {
        host.turn(variant);
        this.room = null;
      }
      if (!width || this.room === this.space) return; // not with each sentence: it must not jump
      const below = this.share(false);
      if (!slim && host.parentElement.clientWidth > SLIM + DESK) {
        if (this.share(true) < KEPT * below) this.share(false);
      }
      this.room = this.space;
    }
    get open() { // what unfolded help adds
      return [...this.host.form.querySelectorAll(".help")].reduce((sum, p) => sum + p.offsetHeight, 0);
    }
    get space() {
      const { parentElement, clientWidth, form } = this.host;
      const screen = document.documentElement.clientHeight;
      return `${parentElement.clientWidth} ${clientWidth} ${screen} ${form.offsetHeight - this.open}`;
    }
    // Put the controls below or beside; return the width of the picture, which shares the screen
    // with them.
    share(beside) {
      const { card, form, picture, plate, said, stage, style } = this.host;
      card.classList.toggle("beside", beside);
      style.maxWidth = `${this.natural + (beside ? DESK : 0)}px`;
      const { width, height } = picture.firstElementChild.viewBox.baseVal;
      const screen = document.documentElement.clientHeight;
      const top = parseFloat(getComputedStyle(stage).top) || 0;
      const full = (stage.clientWidth * height) / width;
      const free = screen - top - (beside ? 0 : form.offsetHeight - this.open) - 12;
      // with the sentence if the picture keeps three quarters, else without; never too small to read
      const words = said.offsetHeight + 24;
      const tall = free - words >= 0.75 * full ? free - words : free;
      const shown = Math.min(full, Math.max(tall, 0.42 * screen, 160));
      plate.style.maxWidth = `${(shown * width) / height}px`;
      card.style.setProperty("--gx-cover", `${top + shown + 8}px`);
      return (shown * width) / height;
    }

    // ---- the sentence, while the controls are moved
    // Never let its place shrink: the controls below would jump under the reader's finger.
    hold() {
      this.land();
      this.line.style.minHeight = `${this.line.offsetHeight}px`;
    }
    // Where the picture stays in sight, the sentence may lie behind it. It then comes to the side
    // of the row in hand that has more room, until the reader scrolls or goes elsewhere.
    rise() {
      const { line, host } = this, { card, said, stage } = host;
      const place = line.getBoundingClientRect(), top = stage.getBoundingClientRect().bottom;
      const screen = document.documentElement.clientHeight;
      if (place.top >= top - 1 && place.bottom <= screen + 1) return;
      const row = this.row?.getBoundingClientRect() ?? { top, bottom: top };
      if (row.top < top - 1 || row.bottom > screen + 1) return;
      const { left, width } = host.getBoundingClientRect();
      line.style.height = `${line.offsetHeight}px`;
      card.classList.add("risen");
      Object.assign(said.style, { left: `${left}px`, width: `${width}px`, minHeight: "0" });
      const above = row.top - top >= screen - row.bottom;
      // what does not fit there lies over the foot of the picture, not over the row
      said.style.top = above ? "auto" : `${row.bottom}px`;
      said.style.bottom = above ? `${screen - row.top}px` : "auto";
      if (!above && row.bottom + said.offsetHeight > screen) {
        said.style.top = "auto";
        said.style.bottom = `${screen - row.top}px`;
      }
      for (const type of ["scroll", "resize"]) addEventListener(type, this.away, { once: true });
    }
    land() {
      const { card, said } = this.host;
      if (!card.classList.contains("risen")) return;
      card.classList.remove("risen");
      this.line.style.height = said.style.cssText = "";
      for (const type of ["scroll", "resize"]) removeEventListener(type, this.away);
    }
  };
})();
