// The explorer of the book: <gx-explorer>. No library, and no request beyond its own side file.
//
// In the page (written by page.py) it holds
//   .gx-wide, .gx-narrow   the first picture, in one or two shapes
//   .gx-said               the sentence
//   script.gx-spec         title and controls
//   script.gx-pack         all pictures of one shape, packed; data-src names a side file instead
// and this script puts controls beside them. Where a kernel draws (live.js), `ask` is set.
(() => {
  const { el, Control, define, explorerStyle } = window.govlib;

  const packs = (window.gxPacks ??= {}); // side files put their pack here, by key
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const phone = matchMedia("(max-width: 560px)");
  const SLIM = 520; // px: a narrower explorer stacks its rows and shows the picture for phones
  const PAUSE = 220; // ms without a move before the sentence is said and the link is written

  // ---- packs

  const unpack = async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const [head, ...pieces] = (await new Response(stream).text()).split("\x1e");
    return { ...JSON.parse(head), pieces };
  };

  // A side file is a script, not a fetch: fetch() does not read file:// pages.
  const fetchPack = (key, src) =>
    new Promise((settle, fail) => {
      const script = el("script", { src });
      script.onload = () => {
        script.remove();
        packs[key] ? settle(packs[key]) : fail(new Error("the side file is damaged"));
      };
      script.onerror = () => {
        script.remove();
        fail(new Error("the side file is missing"));
      };
      document.head.append(script);
    });

  // ---- the element

  class Explorer extends HTMLElement {
    connectedCallback() {
      if (!this.shadowRoot && (this.spec || !this.build())) return;
      this.onHash = () => this.fromHash();
      addEventListener("hashchange", this.onHash);
      this.sizes = new ResizeObserver(() => this.fit());
      this.sizes.observe(this);
      this.fit();
      this.fromHash();
    }
    disconnectedCallback() {
      removeEventListener("hashchange", this.onHash);
      this.sizes?.disconnect();
      if (this.shadowRoot) this.stop();
    }

    // Put the controls up; false where the browser cannot show the pictures.
    build() {
      this.spec = JSON.parse(this.querySelector(".gx-spec").textContent);
      this.sentence = this.querySelector(".gx-said").textContent;
      if (!this.ask && !("DecompressionStream" in window)) return false; // the page says so
      this.loaded = {};
      this.picture = el("div", {
        className: "picture", role: "img", "aria-label": this.spec.title, "aria-describedby": "said",
      });
      this.said = el("p", {
        className: "said", id: "said", role: "status", textContent: this.sentence,
      });
      this.settings = el("p", { className: "settings" }); // printed in place of the controls
      this.controls = this.spec.controls.map((spec, k) =>
        new Control(spec, "c" + k, Boolean(this.ask), (state) => this.hand(k, state),
          (problem) => { this.show(); this.tell(problem, true); }));
      this.start = this.controls.map((control) => control.first);
      this.at = [...this.start]; // where the controls stand
      this.drawn = [...this.start]; // what the picture shows
      this.told = [...this.start]; // what the sentence last spoke of
      const form = el("form", { "aria-label": this.spec.title },
        ...this.controls.map((control) => control.row), this.bar());
      form.onsubmit = () => false;
      this.card = el("div", { className: "card" },
        el("p", { className: "title", textContent: this.spec.title }),
        this.picture, this.settings, this.said, form);
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
      const bar = el("div", { className: "bar" });
      this.player = this.controls.findIndex((control) => control.spec.name === this.spec.play);
      if (this.player >= 0) {
        this.button = el("button", { type: "button", className: "main" });
        this.button.onclick = () => {
          if (calm.matches) this.advance();
          else if (this.timer) this.stop();
          else this.play();
        };
        calm.addEventListener("change", () => { this.stop(); });
        bar.append(this.button);
        this.nameButton();
      }
      const reset = el("button", { type: "button", className: "reset", textContent: "Reset" });
      reset.onclick = () => {
        this.stop();
        this.at = [...this.start];
        this.opening = "Back at the start.";
        this.changed();
      };
      bar.append(reset);
      return bar;
    }

    // ---- the two shapes
    fit() {
      const width = this.clientWidth; // 0 while hidden, in a closed tab
      const slim = width ? width < SLIM : phone.matches;
      const variant = slim && this.querySelector(":scope > .gx-narrow") ? "narrow" : "wide";
      this.card.classList.toggle("slim", slim);
      if (variant === this.variant) return;
      this.variant = variant;
      if (this.isStart()) {
        this.picture.innerHTML = this.querySelector(":scope > .gx-" + variant).innerHTML;
      } else {
        this.stale = true;
        this.draw();
      }
    }
    isStart() { return this.drawn.every((state, k) => state === this.start[k]); }

    // ---- from control to picture
    hand(k, state) {
      if (k === this.player) this.stop();
      this.at[k] = state;
      this.changed();
    }
    show() {
      this.controls.forEach((control, k) => control.show(this.at[k]));
      this.settings.textContent = this.controls
        .map((control, k) => `${control.label}: ${control.text(this.at[k])}`).join(" · ");
    }
    changed() {
      this.show();
      this.draw();
      clearTimeout(this.linkTimer);
      if (!this.ask) this.linkTimer = setTimeout(() => this.toHash(), PAUSE);
    }
    load(variant = this.variant) {
      const get = async () => {
        const tag = this.querySelector(`:scope > .gx-pack[data-variant=${variant}]`);
        const { key, src } = tag.dataset;
        try {
          return await unpack(src ? packs[key] ?? (await fetchPack(key, src)) : tag.textContent);
        } catch (error) {
          delete packs[key]; // a later move fetches it again
          delete this.loaded[variant];
          throw error;
        }
      };
      return (this.loaded[variant] ??= get());
    }
    // The picture and the sentence of a state.
    async frame(at) {
      if (this.ask) return this.ask(at, this.variant);
      const { rows, said, pieces } = await this.load();
      const i = at.reduce((n, state, k) => n * this.controls[k].size + state, 0);
      return [rows[i].map((k) => pieces[k]).join("\n"), said[i]];
    }
    // One picture at a time: a slow one is followed by the state that is then wanted, so a fast
    // hand makes no queue.
    async draw() {
      if (this.busy) return;
      const at = [...this.at];
      if (!this.stale && at.every((state, k) => state === this.drawn[k])) return;
      this.busy = true;
      this.stale = false;
      try {
        const [svg, said] = await this.frame(at);
        this.picture.innerHTML = svg;
        this.drawn = at;
        this.sentence = said;
        this.busy = false;
      } catch (error) {
        this.busy = false;
        this.stop();
        return this.failed(error, at);
      }
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

    // ---- the sentence: what changed, and what it means
    report() {
      clearTimeout(this.sayTimer);
      if (this.timer) return this.tell(this.sentence); // during Play, without announcement
      this.sayTimer = setTimeout(() => {
        const changes = this.controls
          .map((control, k) => [control, this.told[k], this.drawn[k]])
          .filter(([, before, now]) => before !== now)
          .map(([control, a, b]) => `${control.label} ${control.bare(a)} → ${control.text(b)}`);
        const opening = this.opening ?? (changes.length ? changes.join("; ") + "." : "");
        this.opening = null;
        this.told = [...this.drawn];
        this.tell(this.sentence, false, opening);
      }, PAUSE);
    }
    tell(text, problem = false, opening = "") {
      this.said.classList.toggle("problem", problem);
      this.said.replaceChildren(...(opening ? [el("b", { textContent: opening }), " "] : []), text);
      // never shrink: the controls below would jump under the reader's finger
      const height = this.said.offsetHeight;
      if (height > (this.tall ?? 0)) this.said.style.minHeight = `${(this.tall = height)}px`;
    }

    // ---- Play
    nameButton() {
      if (!this.button) return;
      this.button.textContent = calm.matches ? "Step" : this.timer ? "❚❚ Pause" : "▶ Play";
    }
    // Move the played control on by one value of its grid.
    advance() {
      const control = this.controls[this.player];
      const next = (control.step(this.at[this.player]) + 1) % control.size;
      this.at[this.player] = control.atStep(next);
      this.changed();
    }
    get atEnd() {
      const control = this.controls[this.player];
      return control.step(this.at[this.player]) === control.size - 1;
    }
    async play() {
      this.timer = -1;
      this.nameButton();
      try {
        await (this.ask || this.load());
      } catch (error) {
        this.stop();
        return this.failed(error);
      }
      if (!this.timer) return; // paused meanwhile
      this.said.setAttribute("aria-live", "off"); // a screen reader hears the end, not each step
      if (this.atEnd) this.advance();
      let due = performance.now() + this.spec.interval;
      const tick = (now) => {
        if (!this.timer || !this.isConnected) return;
        if (now >= due - 4 && !this.busy) {
          if (this.atEnd) return this.stop();
          this.advance();
          due = Math.max(due + this.spec.interval, now);
        }
        this.timer = requestAnimationFrame(tick);
      };
      this.timer = requestAnimationFrame(tick);
    }
    stop() {
      if (this.timer) {
        cancelAnimationFrame(this.timer);
        this.timer = 0;
        this.said.setAttribute("aria-live", "polite");
        this.report();
      }
      this.nameButton();
    }

    // ---- links: #id?name=value&name=value
    toHash() {
      const query = this.controls
        .map(({ spec }, k) => `${spec.name}=${encodeURIComponent(spec.keys[this.at[k]])}`).join("&");
      try {
        history.replaceState(history.state, "", `#${this.spec.id}?${query}`);
      } catch { /* a page that may not change its address still works */ }
    }
    fromHash() {
      const [id, query] = location.hash.slice(1).split("?");
      if (this.ask || id !== this.spec.id || query === undefined) return;
      const wanted = new URLSearchParams(query);
      this.stop();
      this.controls.forEach((control, k) => {
        const state = control.fromLink(wanted.get(control.spec.name) ?? "");
        if (state >= 0) this.at[k] = state;
      });
      this.show();
      this.draw();
      this.scrollIntoView({ block: "nearest" });
    }
  }

  define("gx-explorer", Explorer);
})();
