// What the scripts of the book share. Each script stands alone in its page or notebook, so this is
// put before each of them (page.py) and may run more than once.
(() => {
  const govlib = (window.govlib ??= {});

  // Make an element: el("p", { className: "x", "aria-live": "off" }, children…)
  govlib.el = (tag, props = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(props)) {
      if (name in node) node[name] = value;
      else node.setAttribute(name, value);
    }
    node.append(...children);
    return node;
  };

  // Define an element once the page is parsed: one that wakes up earlier has no children yet.
  govlib.define = (tag, element) => {
    const define = () => {
      if (!customElements.get(tag)) customElements.define(tag, element);
    };
    if (document.readyState === "loading") addEventListener("DOMContentLoaded", define);
    else define();
  };
})();
