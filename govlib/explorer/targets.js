// Targets: what there is to find, what has been found, and the word that says so, once.
(() => {
  const { el, record } = window.govlib;

  window.govlib.Targets = class {
    // `host` has spec, controls, drawn; settings().
    constructor(host) {
      this.host = host;
      this.targets = (host.spec.targets ?? []).map((target) => ({
        ...target, states: target.states && atob(target.states),
      }));
      this.list = el("ul", { id: "targets" });
      this.note = el("p", { className: "private" });
      this.box = el("div", { className: "targets", hidden: !this.targets.length },
        el("p", { className: "to-find", textContent: "To find" }), this.list, this.note);
      this.show();
    }
    get chapter() { return record.chapter(this.host); }
    name(target) { return `${this.host.spec.id}.${target.id}`; }
    found(target) { return record.get("target", this.chapter, this.name(target)); }
    show() {
      const items = this.targets.map((target) => {
        const found = Boolean(this.found(target));
        return el("li", { className: found ? "found" : "" },
          el("span", { className: "mark", "aria-hidden": "true", textContent: found ? "✓" : "○" }),
          found ? el("span", { className: "unseen", textContent: "Found: " }) : "", target.text);
      });
      this.list.replaceChildren(...items);
      this.note.textContent = this.targets.some((target) => this.found(target)) ? record.note() : "";
    }
    // The words for what a state reaches and was not found before. `reached`: ids, from a kernel.
    notice(index, reached) {
      const here = this.targets.filter((target) => (reached
        ? reached.includes(target.id) : (target.states.charCodeAt(index >> 3) >> (index & 7)) & 1));
      const fresh = here.filter((target) => !this.found(target));
      for (const target of fresh) {
        record.put("target", this.chapter, this.name(target), {
          question: target.text, answer: this.host.settings(), explorer: this.host.spec.title,
          at: new Date().toISOString(),
        });
      }
      if (fresh.length) this.show();
      return fresh.map((target) => target.said || `Found: ${target.text}.`).join(" ");
    }
  };
})();
