// The address of a page: the states of its explorers, #id?name=key&name=key;id?name=key
//
// The explorer that was moved last stands first: there a copied link leads. Only those that are
// not at their start are named besides.
(() => {
  const explorers = new Set();
  const ordered = () => [...explorers].sort((a, b) =>
    a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1);

  // [{ id, wanted }]; wanted is null where the address names a place and no state
  const parts = () => location.hash.slice(1).split(";").map((part) => {
    const [id, query] = part.split("?");
    return { id, wanted: query === undefined ? null : new URLSearchParams(query) };
  });

  const write = (moved) => {
    const others = ordered().filter((one) => one !== moved && one.isMoved());
    const text = [moved, ...others].map((one) => `${one.spec.id}?${one.query()}`).join(";");
    try {
      history.replaceState(history.state, "", "#" + text);
    } catch { /* a page that may not change its address still works */ }
  };

  const read = () => {
    const all = ordered(), shown = [];
    for (const { id, wanted } of parts()) {
      const one = all.find((explorer) => explorer.spec.id === id);
      if (one) {
        if (!wanted && document.getElementById(id)) continue; // a heading of that name
        shown.push([one, wanted ? one.go(wanted) : true]);
      } else if (wanted && /^[a-z][a-z0-9-]*$/.test(id)) {
        all[0]?.complain(`This link names “${id}”, which is not on this page any more.`);
      }
    }
    if (!shown.length) return;
    shown[0][0].scrollIntoView({ block: shown[0][0].clientHeight < innerHeight ? "nearest" : "start" });
    // an address that asks for what is gone is put right
    if (shown.some(([, right]) => !right)) write(shown[0][0]);
  };

  let due = false;
  const soon = () => { // once all explorers of the page stand
    if (due) return;
    due = true;
    queueMicrotask(() => { due = false; read(); });
  };

  window.govlib.address ??= {
    add(explorer) {
      if (!explorers.size) addEventListener("hashchange", read);
      explorers.add(explorer);
      soon();
    },
    drop(explorer) {
      explorers.delete(explorer);
      if (!explorers.size) removeEventListener("hashchange", read);
    },
    write,
  };
})();
