// Hands in the figure: handles to drag, elements to tap, and the same by keyboard.
//
// A picture marks them (hands.py): data-drag with data-at, data-tap with data-value, data-field.
// Each control that has one gets a grip over the picture, which takes the focus, the arrow keys
// and, for a handle, the pointer. A drag goes to the nearest place that the handle can have.
(() => {
  const { el } = window.govlib;
  const SLACK = 4; // px that a hand may tremble before it drags
  const NEAR = { touch: 16, pen: 10, mouse: 4 }; // px around an element that still hit it
  const TOUCH = { x: "pan-y", y: "pan-x", xy: "none", drag: "none" }; // the rest scrolls the page
  const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

  const middle = ({ left, top, width, height }) => [left + width / 2, top + height / 2];
  const gap = (r, x, y) =>
    Math.hypot(Math.max(r.left - x, 0, x - r.right), Math.max(r.top - y, 0, y - r.bottom));
  const nearest = (list, far) => list.reduce((best, item) => {
    const away = far(item);
    return away < best[1] ? [item, away] : best;
  }, [null, Infinity]);

  window.govlib.Hands = class {
    // `host` has controls, at, picture; choose([[k, state], …]), hold(held), track(names), failed(error).
    constructor(host) {
      this.host = host;
      this.layer = el("div", { className: "hands" });
      this.hands = Object.entries(host.spec.hands ?? {}).map(([names, way]) => this.make(names, way));
    }
    make(names, way) {
      const ks = names.split(" ").map((name) =>
        this.host.controls.findIndex(({ spec }) => spec.name === name));
      const controls = ks.map((k) => this.host.controls[k]);
      const grip = el("div", {
        className: `grip ${way === "tap" ? "spot" : "ring"}`, role: "slider", tabIndex: 0,
        "aria-label": `${controls.map((c) => c.label).join(" and ")}, in the figure`,
        "aria-valuemin": "0", "aria-valuemax": String(controls[0].size - 1),
      });
      const hand = { names, ks, controls, grip, way, tap: way === "tap", at: null, spot: [50, 50] };
      grip.style.touchAction = TOUCH[way] ?? "";
      grip.onkeydown = (event) => this.key(event, hand);
      grip.onfocus = () => {
        if (hand.tap) this.place();
        else this.host.track(names).catch(() => {});
      };
      if (!hand.tap) {
        grip.onpointerdown = (event) => this.down(event, hand);
        grip.onpointermove = (event) => this.drag?.hand === hand && this.follow(event);
        grip.onpointerup = () => { this.release(); };
        // the browser took the gesture for a scroll of the page: nothing has changed
        grip.onpointercancel = () => { this.release(true); };
      }
      this.layer.append(grip);
      return hand;
    }
    // What can be done with the figure, in words.
    get hint() {
      const drag = this.hands.some((hand) => !hand.tap);
      const taps = this.hands.filter((hand) => hand.tap).map((hand) => hand.controls[0].spec.label);
      return [drag ? "Drag the ring" : "", taps.length ? `${drag ? "tap" : "Tap"} to choose the ${taps.join(" or ")}` : ""]
        .filter(Boolean).join(", or ");
    }

    // ---- after each picture: put the grips where the handles are
    place() {
      if (!this.hands.length) return;
      const svg = this.host.picture.firstElementChild;
      const box = svg.viewBox.baseVal;
      for (const hand of this.hands) {
        const { grip, controls, ks } = hand;
        let place = null; // in hundredths of the picture
        if (hand.tap) {
          // only the focus shows where it stands; to look costs a layout of the new picture
          if (this.layer.getRootNode().activeElement === grip) hand.spot = this.middle(hand);
          place = hand.spot;
        } else {
          const mark = svg.querySelector(`[data-drag="${hand.names}"]`);
          hand.at = mark ? mark.dataset.at.split(" ").map(Number) : null;
          if (hand.at) {
            place = [(100 * (hand.at[0] - box.x)) / box.width, (100 * (hand.at[1] - box.y)) / box.height];
          }
        }
        grip.hidden = !place;
        if (place) Object.assign(grip.style, { left: `${place[0]}%`, top: `${place[1]}%` });
        const texts = controls.map((control, i) => control.text(this.host.at[ks[i]]));
        grip.setAttribute("aria-valuenow", String(controls[0].step(this.host.at[ks[0]])));
        grip.setAttribute("aria-valuetext",
          texts.length < 2 ? texts[0] : texts.map((t, i) => `${controls[i].label}: ${t}`).join("; "));
      }
    }
    // Where the chosen member stands; the middle of the picture if none is drawn.
    middle(hand) {
      const frame = this.layer.getBoundingClientRect();
      const now = this.members(hand).find(({ state }) => state === this.host.at[hand.ks[0]]);
      if (!now || !frame.width) return hand.spot;
      const [x, y] = middle(now.mark.getBoundingClientRect());
      return [(100 * (x - frame.left)) / frame.width, (100 * (y - frame.top)) / frame.height];
    }
    members({ names, controls }) {
      return [...this.host.picture.querySelectorAll(`[data-tap="${names}"]`)].map((mark) => {
        const at = controls[0].fromLink(decodeURIComponent(mark.dataset.value));
        return { mark, state: at };
      });
    }

    // ---- dragging
    spot({ clientX, clientY }) { // in the units of the picture
      const box = this.host.picture.firstElementChild.viewBox.baseVal;
      const frame = this.layer.getBoundingClientRect();
      return [
        box.x + ((clientX - frame.left) / frame.width) * box.width,
        box.y + ((clientY - frame.top) / frame.height) * box.height,
      ];
    }
    down(event, hand) {
      if (event.button || !hand.at || this.drag) return;
      event.preventDefault(); // no selection of text
      hand.grip.focus({ preventScroll: true });
      hand.grip.setPointerCapture(event.pointerId);
      hand.grip.classList.add("held");
      const from = this.spot(event);
      const drag = { hand, from: [event.clientX, event.clientY], start: [...this.host.at], moved: false,
        off: [hand.at[0] - from[0], hand.at[1] - from[1]], track: null, last: event };
      this.drag = drag;
      this.host.hold(true);
      this.host.track(hand.names).then((track) => {
        drag.track = track;
        if (this.drag === drag) this.follow(drag.last);
      }, (error) => {
        if (this.drag === drag) this.release(true);
        this.host.failed(error);
      });
    }
    follow(event) {
      const drag = this.drag;
      drag.last = event;
      if (!drag.moved) {
        const dx = Math.abs(event.clientX - drag.from[0]), dy = Math.abs(event.clientY - drag.from[1]);
        drag.moved = Math.hypot(dx, dy) >= SLACK;
        const { way } = drag.hand;
        // a finger that starts across the handle's way is about to scroll the page
        const across = (way === "x" && dy > dx) || (way === "y" && dx > dy);
        if (drag.moved && across && event.pointerType !== "mouse") return this.release();
      }
      if (!drag.track || !drag.moved) return;
      const [x, y] = this.spot(event);
      this.toNearest(drag.track, x + drag.off[0], y + drag.off[1]);
    }
    toNearest(track, x, y) {
      const [best] = nearest(track, (stop) => Math.hypot(stop.x - x, stop.y - y));
      if (best?.states.some(([k, state]) => this.host.at[k] !== state)) this.host.choose(best.states);
    }
    release(undo = false) {
      const drag = this.drag;
      this.drag = null;
      if (!drag) return;
      drag.hand.grip.classList.remove("held");
      this.host.hold(false);
      if (undo) {
        const back = drag.hand.ks.map((k) => [k, drag.start[k]]);
        if (back.some(([k, state]) => this.host.at[k] !== state)) this.host.choose(back);
      }
    }

    // ---- tapping: a click is no swipe, so the page may scroll under a finger
    click(event) {
      if (!this.hands.length || event.composedPath().some((node) => node.classList?.contains("grip"))) return;
      const { clientX: x, clientY: y } = event;
      const near = NEAR[event.pointerType] ?? NEAR.mouse;
      const marks = this.hands.filter((hand) => hand.tap)
        .flatMap((hand) => this.members(hand).map((member) => ({ ...member, k: hand.ks[0] })));
      const under = event.composedPath()[0];
      let hit = marks.find(({ mark }) => mark.contains(under));
      if (!hit) {
        const [best, away] = nearest(marks, ({ mark }) => gap(mark.getBoundingClientRect(), x, y));
        if (away <= near) hit = best;
      }
      if (hit) return this.host.choose([[hit.k, hit.state]]);
      for (const hand of this.hands.filter((one) => !one.tap)) {
        const field = this.host.picture.querySelector(`[data-field="${hand.names}"]`);
        if (!field || gap(field.getBoundingClientRect(), x, y)) continue;
        const [px, py] = this.spot(event);
        this.host.track(hand.names).then((track) => this.toNearest(track, px, py),
          (error) => this.host.failed(error));
        return;
      }
    }

    // ---- keys
    key(event, hand) {
      if (event.key === "Escape" && this.drag) return this.release(true);
      const { ks, controls } = hand, host = this.host;
      const ends = { Home: 0, End: controls[0].size - 1 };
      const arrow = ARROWS[event.key];
      if (!arrow && !(event.key in ends)) return;
      event.preventDefault();
      if (hand.tap && arrow) return this.stride(hand, arrow);
      if (!arrow) return host.choose([[ks[0], controls[0].atStep(ends[event.key])]]);
      // of two controls the first moves sideways, the second up and down
      const i = ks.length > 1 && arrow[1] ? 1 : 0;
      const to = controls[i].step(host.at[ks[i]]) + (arrow[0] || arrow[1]);
      if (to >= 0 && to < controls[i].size) host.choose([[ks[i], controls[i].atStep(to)]]);
    }
    // To the nearest member that lies in the direction of the arrow.
    stride(hand, [right, up]) {
      const members = this.members(hand).map((m) => ({ ...m, at: middle(m.mark.getBoundingClientRect()) }));
      const now = members.find(({ state }) => state === this.host.at[hand.ks[0]]);
      if (!now) return;
      const [best] = nearest(members, ({ at, state }) => {
        const dx = at[0] - now.at[0], dy = now.at[1] - at[1];
        const along = dx * right + dy * up, across = Math.abs(dx * up) + Math.abs(dy * right);
        return state !== now.state && along > 1 ? along + 2 * across : Infinity;
      });
      if (best) this.host.choose([[hand.ks[0], best.state]]);
    }
  };
})();
