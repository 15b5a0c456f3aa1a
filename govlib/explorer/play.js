// Games that the reader plays: <gx-play>, and <gx-played> beside the explanation.
//
// script.gx-spec holds the words and the table that a model's family compiled (govlib/rounds.py):
// for each state and own action the next state, what the others do, what it brings. Nothing here
// knows what the game is about, and no dice are thrown here.
(() => {
  const { el, define, record, chart, playStyle } = window.govlib;

  const html = (tag, inner, props = {}) => el(tag, { ...props, innerHTML: inner });
  const big = (text) => text.charAt(0).toUpperCase() + text.slice(1);
  const words = chart.words;
  const MOST = 20; // finished games that are kept

  // A column along which nothing changes has length 1.
  const cell = (column, state, action) => {
    const row = column.length === 1 ? column[0] : column[state];
    return row.length === 1 ? row[0] : row[action];
  };

  // Replay moves; null where the table does not allow them (it has changed since).
  const walk = (table, number, moves) => {
    const game = table.games[number];
    if (!game) return null;
    let state = game.start, score = table.start, ending = null;
    const rows = [];
    for (const move of moves) {
      const after = ending === null && rows.length < table.rounds ? table.after[state]?.[move] : -1;
      if (after === undefined || after === -1) return null;
      score += cell(table.payoff, state, move);
      rows.push({
        done: table.acts[cell(table.done, state, move)],
        shown: cell(table.shown, state, move).map((k) => table.acts[k]),
        payoff: cell(table.payoff, state, move), score,
        mark: cell(table.mark, state, move),
        beside: table.beside ? cell(table.beside, state, move) : null,
        told: table.told ? table.texts[cell(table.told, state, move)] : "",
        where: table.where[state] ?? "",
        slot: table.slot.length ? table.slot[state] : rows.length,
      });
      if (after < -1 || rows.length === table.rounds) ending = game.endings[Math.max(0, -2 - after)];
      state = after;
    }
    const total = ending ? score * ending[1] : score;
    return { game, rows, state, total, ending, average: ending ? score * ending[2] : score };
  };

  // The value of a line at each place: sums from round to round, or means at a place.
  const line = (table, rows, name) => {
    const sums = table.slots.map(() => null), counts = table.slots.map(() => 0);
    let sum = 0;
    for (const row of rows) {
      if (row[name] === null) return null;
      sum += row[name];
      counts[row.slot] += 1;
      sums[row.slot] = table.cumulative ? sum : (sums[row.slot] ?? 0) + row[name];
    }
    return sums.map((v, i) => (v === null || table.cumulative ? v : v / counts[i]));
  };

  // Whoever would have done the same, move by move, under the same dice.
  const rivals = (table, number, moves) => {
    const { setting, luck, answer } = table.games[number];
    const seen = JSON.stringify(walk(table, number, moves).rows.map(({ done, shown }) => [done, shown]));
    const same = table.games.flatMap((other, k) => {
      if (other.setting !== setting || other.luck !== luck || other.answer === answer) return [];
      const rows = walk(table, k, moves)?.rows.map(({ done, shown }) => [done, shown]);
      return JSON.stringify(rows) === seen ? [table.guesses[other.answer]] : [];
    });
    return [...new Set(same)];
  };

  const row = (tag, cells) => el("tr", {}, ...cells.map((text, i) =>
    el(i ? tag : "th", { textContent: text, ...(tag === "th" ? { scope: "col" } : i ? {} : { scope: "row" }) })));

  // Lines, strategies and players of a finished game. `all`: with what it is compared with.
  const results = (spec, number, moves, all) => {
    const { table } = spec, { labels } = table;
    const { game, rows, total, ending, average } = walk(table, number, moves);
    const own = line(table, rows, "mark"), beside = line(table, rows, "beside");
    const lines = [[labels.mark, own, 0]];
    if (beside) lines.push([labels.beside, beside, 1]);
    if (all) game.lines.forEach(([name, values], i) => lines.push([name, values, 2 + i]));
    const values = chart.known(lines.flatMap(([, v]) => v));
    const low = Math.min(0, ...values), high = Math.max(...values, low + 1e-9);
    const shapes = [true, false].map((wide) => {
      const place = chart.frame({
        places: table.slots, low, high: high + (high - low) * 0.05, wide, label: big(labels.axis ?? labels.unit),
      });
      [...lines].reverse().forEach(([, v, kind]) => chart.line(place, v, kind));
      place.svg.classList.add(wide ? "wide" : "narrow");
      return place.svg;
    });
    const parts = [chart.legend(lines.map(([name, , kind]) => [name, kind])), ...shapes,
      chart.numbers(table.slots, lines)];
    if (!all) return parts;
    const earned = [...game.earned, ["you", average]].sort((a, b) => b[1] - a[1]);
    const list = el("table", { className: "earned" },
      el("caption", { textContent: `What others would have had in your place, ${labels.unit}` }),
      el("tbody", {}, ...earned.map(([name, value]) => {
        const made = row("td", [name, words(value)]);
        if (name === "you") made.className = "you";
        return made;
      })));
    parts.push(list);
    if (ending[1] !== ending[2]) {
      parts.push(el("p", { className: "muted", textContent: "All on average over the die of the end." }));
    }
    const named = game.players.length > 1
      ? el("ol", { type: "A" }, ...game.players.map((text) => el("li", { textContent: text })))
      : el("p", { textContent: big(game.players[0]) + "." });
    parts.push(el("p", { className: "who", textContent: "Who played" }), named);
    return parts;
  };

  class Game extends HTMLElement {
    connectedCallback() {
      if (!this.shadowRoot) {
        this.spec = JSON.parse(this.querySelector(".gx-spec").textContent);
        this.table = this.spec.table;
        this.card = el("div", { className: "card" });
        const style = el("style", { textContent: playStyle });
        this.attachShadow({ mode: "open" }).append(style, this.card);
        this.build();
      }
      this.silence = record.heard(() => this.restore());
      this.restore();
    }
    disconnectedCallback() { this.silence?.(); }
    get chapter() { return record.chapter(this); }
    get kept() { return record.get("play", this.chapter, this.dataset.id); }
  }

  class Play extends Game {
    build() {
      const { table, spec } = this, { labels } = table;
      this.settings = [...new Set(table.games.map((game) => game.setting))];
      this.setting = el("fieldset", { className: "setting", hidden: this.settings.length < 2 },
        el("legend", { textContent: big(labels.setting ?? "variant") }),
        ...this.settings.map((name) => {
          const radio = el("input", { type: "radio", name: "setting", value: name });
          radio.onchange = () => this.begin(table.games.findIndex((g) => g.setting === name));
          return el("label", { className: "option" }, radio, name);
        }));
      this.where = el("p", { className: "where", id: "where" });
      this.moves = this.few ? this.buttons() : this.slider();
      this.said = el("p", { className: "said", role: "status" });
      this.head = row("th", this.columns());
      this.body = el("tbody");
      this.log = el("div", { className: "scroll", tabIndex: 0, role: "group", "aria-label": "The game so far" },
        el("table", { className: "log" }, el("thead", {}, this.head), this.body));
      this.end = el("div", { className: "end", tabIndex: -1, role: "group", "aria-label": "The end of the game" });
      this.back = el("button", { type: "button", textContent: "Begin again" });
      this.back.onclick = () => { this.begin(this.now.game); this.focusMove(); };
      this.next = el("button", { type: "button", textContent: "Another game" });
      this.next.onclick = () => { this.begin(this.another()); this.focusMove(); };
      this.card.append(
        html("p", `Play: ${spec.title}`, { className: "title" }), html("p", spec.rules), this.setting,
        this.where, this.moves, this.said, this.log, this.end, html("p", spec.players, { className: "muted" }),
        el("div", { className: "answer bar" }, this.back, this.next,
          record.noted()));
    }
    get few() { return this.table.actions.length <= 3; }
    columns() {
      const others = this.table.games[0].players.length;
      const names = others > 1 ? [..."ABCDEFGH"].slice(0, others) : ["other"];
      return [this.table.labels.round, "you", ...names, "you get", "you have"].map((text) =>
        text.length > 1 ? big(text) : text);
    }
    name(action) {
      const { act } = this.table.labels;
      return big(act ? `${act} ${this.table.actions[action]}` : this.table.actions[action]);
    }
    buttons() {
      const made = this.table.actions.map((_, k) => {
        const button = el("button", { type: "button", className: "main move", textContent: this.name(k) });
        button.onclick = () => this.move(k);
        return button;
      });
      return el("div", { className: "answer moves", role: "group", "aria-describedby": "where", "aria-label": "Your move" }, ...made);
    }
    slider() {
      const { actions, labels } = this.table;
      const middle = Math.floor((actions.length - 1) / 2);
      const range = el("input", {
        type: "range", min: 0, max: actions.length - 1, step: 1, value: middle, id: "range", "aria-describedby": "where",
      });
      const output = el("output", { htmlFor: "range", "aria-live": "off" });
      const show = () => {
        output.value = `${actions[range.value]} ${labels.unit}`;
        range.setAttribute("aria-valuetext", output.value);
      };
      range.oninput = show;
      show();
      const form = el("form", { className: "moves" },
        el("label", { htmlFor: "range", textContent: big(`${labels.act ?? "choose"}:`) }), range, output,
        el("button", { type: "submit", className: "main", textContent: big(labels.act ?? "choose") }));
      form.onsubmit = (event) => { event.preventDefault(); this.move(Number(range.value)); };
      return form;
    }
    focusMove() { this.moves.querySelector("input, button").focus(); }

    // ---- what is going on
    restore() {
      const kept = this.kept;
      const moves = Array.isArray(kept?.moves) ? kept.moves : [];
      const same = this.now && kept && kept.game === this.now.game && String(moves) === String(this.now.moves)
        && kept.guess === this.now.guess;
      if (same) return;
      const walked = kept && walk(this.table, kept.game, moves);
      this.now = walked ? { game: kept.game, moves, guess: kept.guess ?? null } : { game: 0, moves: [], guess: null };
      this.said.textContent = "";
      this.show();
    }
    keep() {
      const { labels, slots, cumulative } = this.table;
      const walked = walk(this.table, this.now.game, this.now.moves);
      const results = (this.kept?.results ?? []).slice(-MOST);
      if (walked.ending && !this.now.counted) {
        this.now.counted = true;
        results.push({
          setting: walked.game.setting, game: this.now.game, total: walked.total,
          line: line(this.table, walked.rows, "mark"),
        });
      }
      record.put("play", this.chapter, this.dataset.id, {
        title: el("p", { innerHTML: this.spec.title }).textContent, unit: labels.unit, mark: labels.mark, slots, cumulative,
        compared: walked.game.lines, ...this.now, results,
      });
    }
    begin(game) {
      this.now = { game, moves: [], guess: null };
      this.said.textContent = "";
      this.keep();
      this.show();
    }
    another() {
      const { games } = this.table, { setting } = games[this.now.game];
      const later = games.findIndex((g, k) => k > this.now.game && g.setting === setting);
      return later >= 0 ? later : games.findIndex((g) => g.setting === setting);
    }
    move(action) {
      const before = walk(this.table, this.now.game, this.now.moves);
      if (before.ending) return;
      if (this.table.after[before.state][action] === -1) {
        this.said.textContent = `${this.name(action)}: that cannot be done here.`;
        return;
      }
      this.now.moves = [...this.now.moves, action];
      const { rows, ending } = walk(this.table, this.now.game, this.now.moves);
      const { done, shown, payoff, score, told } = rows.at(-1);
      const others = shown.length > 1 ? `The others: ${shown.join(", ")}.` : `The other: ${shown[0]}.`;
      const { unit } = this.table.labels;
      const brought = payoff < 0 ? `It costs you ${words(-payoff)} ${unit}` : `You get ${words(payoff)} ${unit}`;
      this.said.textContent = `You: ${done}. ${others} ${brought}; you have ${words(score)}. ${told}`.trim();
      this.keep();
      this.show();
      if (ending) this.end.focus();
    }

    // ---- what is seen
    show() {
      const { table } = this, { games, labels, rounds } = table;
      const { rows, state, ending, total, game } = walk(table, this.now.game, this.now.moves);
      for (const radio of this.setting.querySelectorAll("input")) radio.checked = radio.value === game.setting;
      const mine = games.map((g, k) => [g, k]).filter(([g]) => g.setting === game.setting).map(([, k]) => k);
      const count = mine.length > 1 ? `Game ${mine.indexOf(this.now.game) + 1} of ${mine.length}. ` : "";
      const place = table.where[state] || `${big(labels.round)} ${rows.length + 1} of ${rounds}`;
      this.where.textContent = count + (ending ? "It is over." : place + ".");
      if (this.few) {
        [...this.moves.children].forEach((button, k) => {
          button.setAttribute("aria-disabled", String(!ending && table.after[state][k] === -1));
        });
      }
      this.moves.hidden = Boolean(ending);
      this.log.hidden = !rows.length;
      this.body.replaceChildren(...rows.map(({ done, shown, payoff, score, where }, t) =>
        row("td", [where ? where.split(":")[0] : String(t + 1), done, ...shown, words(payoff), words(score)])));
      this.back.hidden = !rows.length;
      this.next.hidden = !ending || mine.length < 2;
      this.end.hidden = !ending;
      this.end.replaceChildren();
      if (ending) this.finish(ending, total);
    }
    finish(ending, total) {
      const { labels, guesses } = this.table, { game, moves, guess } = this.now;
      this.end.append(el("p", {}, el("b", { textContent: `You have ${words(total)} ${labels.unit}.` }), ` ${ending[0]}`));
      const { answer } = this.table.games[game];
      if (answer >= 0 && guess === null) {
        const radios = guesses.map((name, k) =>
          el("label", { className: "option" }, el("input", { type: "radio", name: "guess", value: String(k) }), name));
        const form = el("form", {}, el("fieldset", {}, el("legend", { textContent: labels.guess ?? "Who was it?" }), ...radios),
          el("div", { className: "answer" }, el("button", { type: "submit", className: "main", textContent: "Tell me" })));
        form.onsubmit = (event) => {
          event.preventDefault();
          const chosen = form.querySelector(":checked");
          this.now.guess = chosen ? Number(chosen.value) : -1;
          this.keep();
          this.show();
          this.end.focus();
        };
        this.end.append(form);
        return;
      }
      if (answer >= 0) {
        const same = rivals(this.table, game, moves);
        const verdict = guess === answer ? "✓ Right: it was " : guess < 0 ? "It was "
          : `✗ You said ${guesses[guess]}. It was `;
        const doubt = same.length
          ? ` Your moves could not tell: ${same.join(", ")} would have done the same.`
          : " Nobody else on the list would have done the same.";
        this.end.append(el("p", {}, verdict, el("b", { textContent: guesses[answer] }), ".", doubt));
      }
      this.end.append(...results(this.spec, game, moves, !this.spec.later));
      if (this.spec.later) {
        this.end.append(el("p", { className: "muted",
          textContent: "Who they were, and what others would have had, is told further down, where it is explained." }));
      }
    }
  }

  // Beside the explanation: the game as it was left, with what it is compared with.
  class Played extends Game {
    build() {
      this.title_ = html("p", `Your game: ${this.spec.title}`, { className: "title" });
    }
    restore() {
      const kept = this.kept;
      const moves = Array.isArray(kept?.moves) ? kept.moves : [];
      const walked = kept && walk(this.table, kept.game, moves);
      if (walked?.ending) {
        this.card.replaceChildren(this.title_,
          el("p", { textContent: `You had ${words(walked.total)} ${this.table.labels.unit}. ${walked.ending[0]}` }),
          ...results(this.spec, kept.game, moves, true), html("p", this.spec.players, { className: "muted" }));
      } else {
        const go = el("button", { type: "button", className: "main", textContent: "Go to the game" });
        go.onclick = () => {
          const play = document.querySelector(`gx-play[data-id="${this.dataset.id}"]`);
          play?.scrollIntoView({ block: "start" });
          play?.focusMove?.();
        };
        this.card.replaceChildren(this.title_,
          el("p", { className: "own none", textContent: rowsOf(moves) }), el("div", { className: "answer" }, go));
      }
    }
  }
  const rowsOf = (moves) => (moves.length ? "You have not finished this game." : "You have not played this game.");

  define("gx-play", Play);
  define("gx-played", Played);
})();
