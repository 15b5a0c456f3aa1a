// Packs: all pictures of an explorer in one shape, stored as pieces (packing.py).
(() => {
  const { el } = window.govlib;
  const packs = (window.gxPacks ??= {}); // side files put their pack here, by key

  class Pack {
    constructor({ rows, said, pieces }) {
      Object.assign(this, { rows, said, pieces });
      this.places = {};
    }
    svg(i) { return this.rows[i].map((k) => this.pieces[k]).join("\n"); }

    // Where a dragged handle stands in a picture, [x, y]; undefined where it is not drawn.
    place(i, handle) {
      const known = (this.places[handle] ??= this.find(handle));
      return known.get(this.rows[i].find((k) => known.has(k)));
    }
    find(handle) {
      const mark = `data-drag="${handle}" data-at="`, known = new Map();
      this.pieces.forEach((piece, k) => {
        const at = piece.indexOf(mark);
        if (at >= 0) known.set(k, piece.slice(at + mark.length).split('"')[0].split(" ").map(Number));
      });
      return known;
    }
  }

  const unpack = async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const [head, ...pieces] = (await new Response(stream).text()).split("\x1e");
    return new Pack({ ...JSON.parse(head), pieces });
  };

  // A side file is a script, not a fetch: fetch() does not read file:// pages.
  const fetched = (key, src) =>
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

  // Read the pack of a script.gx-pack; one that cannot be read is fetched again next time.
  window.govlib.loadPack = async (tag) => {
    const { key, src } = tag.dataset;
    try {
      return await unpack(src ? packs[key] ?? (await fetched(key, src)) : tag.textContent);
    } catch (error) {
      delete packs[key];
      throw error;
    }
  };
})();
