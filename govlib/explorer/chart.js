// A plain chart of a few lines over named places, for games and for curves that readers draw.
// Lines differ in dash and mark, not in colour alone, and are named at their end or in a legend.
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const node = (tag, attributes, ...children) => {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };

  // At most six round steps between low and high: [first, …, last].
  const ticks = (low, high) => {
    const raw = (high - low) / 5 || 1;
    const power = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 5, 10].find((k) => k * power >= raw - 1e-12) * power;
    const found = [];
    for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9; k++) {
      found.push(Number((k * step).toPrecision(12)));
    }
    return found;
  };
  const words = (x) => String(Number(x.toPrecision(4))).replace("-", "−");

  const known = (values) => values.filter((v) => v !== null && Number.isFinite(v));
  const MARKS = ["M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0", "M-3.5,-3.5h7v7h-7z", "M0,-4.5L4.5,3.5H-4.5z", ""];

  // A place for lines: scales and axes. places: names along x; xs: where they stand, if not evenly.
  const frame = ({ places, xs, low, high, label, wide = true }) => {
    const width = wide ? 640 : 340, height = wide ? 300 : 260;
    const box = { left: 46, right: width - 14, top: 30, bottom: height - 30 };
    const at = xs ?? places.map((_, i) => i);
    const [a, b] = [Math.min(...at), Math.max(...at)];
    const gap = (box.right - box.left) / (places.length + 1) / 2;
    const x = (i) => box.left + gap + ((at[i] - a) / (b - a || 1)) * (box.right - box.left - 2 * gap);
    const y = (v) => box.bottom - ((v - low) / (high - low || 1)) * (box.bottom - box.top);
    const svg = node("svg", { viewBox: `0 0 ${width} ${height}`, class: "chart", "aria-hidden": "true" });
    svg.append(node("text", { x: box.left - 40, y: 16, class: "label" }, label));
    for (const tick of ticks(low, high)) {
      svg.append(
        node("line", { x1: box.left, x2: box.right, y1: y(tick), y2: y(tick), class: "rule" }),
        node("text", { x: box.left - 6, y: y(tick) + 4, class: "tick", "text-anchor": "end" }, words(tick)));
    }
    const room = (box.right - box.left) / places.length;
    const every = Math.ceil((Math.max(...places.map((p) => p.length)) * 8 + 6) / room);
    places.forEach((place, i) => {
      if (i % every) return;
      svg.append(node("text", { x: x(i), y: height - 10, class: "tick", "text-anchor": "middle" }, place));
    });
    return { svg, x, y, box, low, high };
  };

  // Draw one line; `kind` 0 is the reader's own.
  const line = ({ svg, x, y, low, high }, values, kind, { bars = false, of = 1, nth = 0 } = {}) => {
    const group = node("g", { class: `line kind${kind}` });
    if (bars) {
      const width = Math.abs(x(1) - x(0) || 60) * 0.7;
      const base = y(Math.min(Math.max(0, low), high));
      values.forEach((v, i) => {
        if (v === null || !Number.isFinite(v)) return;
        const each = width / of;
        group.append(node("rect", {
          x: x(i) - width / 2 + each * nth, width: Math.max(each - 2, 2),
          y: Math.min(y(v), base), height: Math.max(Math.abs(y(v) - base), 1),
        }));
      });
      svg.append(group);
      return group;
    }
    let path = "", pen = "M";
    values.forEach((v, i) => {
      if (v === null || !Number.isFinite(v)) { pen = "M"; return; }
      // a value between places that are not known is a short piece of its line, or it would not show
      const beside = [values[i - 1], values[i + 1]];
      const alone = !MARKS[kind % 4] && beside.every((w) => w == null || !Number.isFinite(w));
      path += alone
        ? `M${(x(i) - 9).toFixed(1)},${y(v).toFixed(1)}h18`
        : `${pen}${x(i).toFixed(1)},${y(v).toFixed(1)}`;
      pen = "L";
    });
    group.append(node("path", { d: path, fill: "none" }));
    values.forEach((v, i) => {
      if (v === null || !Number.isFinite(v) || !MARKS[kind % 4]) return;
      group.append(node("path", {
        d: MARKS[kind % 4], class: "mark", transform: `translate(${x(i).toFixed(1)},${y(v).toFixed(1)})`,
      }));
    });
    svg.append(group);
    return group;
  };

  // The names of the lines, each with a piece of it.
  const legend = (names) => {
    const list = document.createElement("ul");
    list.className = "legend";
    for (const [name, kind] of names) {
      const item = document.createElement("li");
      const piece = node("svg", { viewBox: "0 0 34 12", "aria-hidden": "true" });
      const group = node("g", { class: `line kind${kind}` }, node("path", { d: "M1,6H33", fill: "none" }));
      if (MARKS[kind % 4]) group.append(node("path", { d: MARKS[kind % 4], class: "mark", transform: "translate(17,6)" }));
      piece.append(group);
      item.append(piece, name);
      list.append(item);
    }
    return list;
  };

  // The values of the lines, a row for each place: so a phone has room for all columns.
  const numbers = (places, lines, written = words) => {
    const { el } = window.govlib, title = "The lines in numbers";
    const head = (scope, text) => el("th", { scope, textContent: text });
    const row = (place, i) => el("tr", {}, head("row", place), ...lines.map(([, values]) =>
      el("td", { textContent: values[i] === null ? "–" : written(values[i]) })));
    const table = el("table", {},
      el("thead", {}, el("tr", {}, el("td"), ...lines.map(([name]) => head("col", name)))),
      el("tbody", {}, ...places.map(row)));
    return el("details", { className: "numbers" }, el("summary", { textContent: title }),
      el("div", { className: "scroll", tabIndex: 0, role: "group", "aria-label": title }, table));
  };

  window.govlib.chart ??= { node, ticks, words, known, frame, line, legend, numbers };
})();
