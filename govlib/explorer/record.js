// What the reader predicted, drew, played, answered and reached: kept on this device, sent nowhere.
//
// An entry has a kind, a chapter and an id, and is a plain object that can be read without the
// book: it carries the question with the answer. Where the browser lets a page keep nothing, the
// entries live as long as the page, and `open` is false, so that no element claims more.
(() => {
  const { el } = window.govlib;

  const KINDS = ["predict", "draw", "play", "recall", "target"];
  const FORMAT = "govlib-record";
  const NAME = /^govlib\/([a-z]+)\/([\w.-]+)\/([\w.-]+)$/;

  const here = (window.gxMemory ??= {}); // what this page remembers, whatever the browser does
  const storage = () => { try { return window.localStorage; } catch { return null; } };
  const parsed = (text) => {
    try {
      const value = JSON.parse(text);
      return value && typeof value === "object" && !Array.isArray(value) ? value : null;
    } catch { return null; }
  };
  const open = (() => {
    try {
      storage().setItem("govlib/test", "1");
      storage().removeItem("govlib/test");
      return true;
    } catch { return false; } // private mode, blocked or full
  })();

  const named = ({ kind, chapter, id }) =>
    KINDS.includes(kind) && [chapter, id].every((text) => /^[\w.-]+$/.test(text ?? ""));
  const name = (kind, chapter, id) => {
    if (!named({ kind, chapter, id })) throw new Error(`no entry can be named ${kind}/${chapter}/${id}`);
    return `govlib/${kind}/${chapter}/${id}`;
  };
  const read = (key) => {
    let text = null;
    try { text = storage()?.getItem(key) ?? null; } catch { /* closed */ }
    return parsed(text ?? here[key] ?? "null");
  };
  const write = (key, value) => {
    const text = value ? JSON.stringify(value) : null;
    if (text) here[key] = text;
    else delete here[key];
    try {
      if (text) storage().setItem(key, text);
      else storage().removeItem(key);
      return true;
    } catch { return false; } // kept in this page only
  };
  const tell = () => dispatchEvent(new CustomEvent("gx-record"));

  const record = {
    kinds: KINDS,
    open,

    // Read one entry, or null; write one (null deletes it), and say whether it will last.
    get: (kind, chapter, id) => read(name(kind, chapter, id)),
    put(kind, chapter, id, value) {
      const lasts = write(name(kind, chapter, id), value);
      tell();
      return lasts;
    },

    // All entries: [{ kind, chapter, id, …what was kept }], of one chapter or of all.
    all(chapter = null) {
      const keys = new Set(Object.keys(here));
      try { for (const key of Object.keys(storage() ?? {})) keys.add(key); } catch { /* closed */ }
      const found = [];
      for (const key of [...keys].sort()) {
        const [, kind, of, id] = NAME.exec(key) ?? [];
        const value = KINDS.includes(kind) && (chapter === null || of === chapter) && read(key);
        if (value) found.push({ ...value, kind, chapter: of, id });
      }
      return found;
    },
    drop(chapter = null) {
      for (const { kind, chapter: of, id } of record.all(chapter)) write(name(kind, of, id), null);
      tell();
    },

    // Call f when an entry changes, here or in another window; returns what ends it.
    heard(f) {
      const other = (event) => { if (event.key === null || NAME.test(event.key)) f(); };
      addEventListener("gx-record", f);
      addEventListener("storage", other);
      return () => {
        removeEventListener("gx-record", f);
        removeEventListener("storage", other);
      };
    },

    // Which chapter an element belongs to: it says so, or the page's own name does.
    chapter(element = null) {
      const said = element?.closest?.("[data-chapter]")?.dataset.chapter;
      const stem = decodeURIComponent(location.pathname).split("/").pop().replace(/\.\w+$/, "");
      return said || stem.replace(/[^\w.-]/g, "-") || "index";
    },

    // ---- files
    file: (entries, who = "") => ({ format: FORMAT, version: 1, name: who, entries }),
    // Read a saved file, as JSON or as a page that holds it; throws what is wrong with it.
    parse(text) {
      const page = /<script type="application\/json" id="govlib-record">([^]*?)<\/script>/.exec(text);
      const data = parsed(page ? page[1] : text);
      if (data?.format !== FORMAT || !Array.isArray(data.entries)) {
        throw new Error("it holds no answers of this book");
      }
      const entries = data.entries.filter((entry) => named(entry ?? {}));
      return { ...data, name: typeof data.name === "string" ? data.name : "", entries };
    },
    load(file) {
      for (const { kind, chapter, id, ...value } of file.entries) {
        write(name(kind, chapter, id), value);
      }
      tell();
      return file.entries.length;
    },
    // Hand the reader a file that she keeps where she likes.
    save(text, type, filename) {
      const url = URL.createObjectURL(new Blob([text], { type }));
      const link = el("a", { href: url, download: filename });
      document.body.append(link);
      link.click();
      link.remove();
      setTimeout(() => URL.revokeObjectURL(url), 10_000);
    },

    // What stands below an element that keeps something.
    note: () => (open ? "Kept in this browser only." : "This browser keeps nothing: it lasts as long as the page."),
    // The same with a link to the page that shows it all, in the book, which tells where its root is.
    noted: () => {
      const root = document.documentElement.dataset.content_root;
      const link = root === undefined || !open ? [] : [" ", el("a", {
        href: `${root}book/reference/my-answers.html`, textContent: "My answers",
      })];
      return el("span", { className: "muted private" }, record.note(), ...link);
    },
  };
  window.govlib.record ??= record;
})();
