"""Play: a game of a few rounds in the page, read from a table; the page holds no model.

A model's family compiles the table (:mod:`govlib.rounds`); here it gets words, a picture for
those who cannot play, and a place under which the browser keeps what was played.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from html import escape
from typing import Any, Protocol

from matplotlib.figure import Figure

from govlib.drawing.controls import number_text
from govlib.drawing.declaration import Declaration

from . import page
from .drawing import Drawing
from .sheets import NARROW, WIDE, sheet
from .texts import Element, folded, inline, settled

__all__ = ["MAX_TABLE_BYTES", "Play", "Table"]

#: What a table may weigh in a page, before the page is compressed.
MAX_TABLE_BYTES = 200_000

#: Read where no script lets the reader play.
_NEEDS = "The game needs JavaScript; it can be played on paper with this sheet and a partner."


def _points(value: float) -> str:
    """Write what a strategy earned, to four digits."""
    return number_text(float(f"{value:.4g}"))


class Table(Protocol):
    """What a game must be able to do: :class:`govlib.rounds.table.Rounds` is one."""

    def data(self) -> dict[str, Any]:
        """Return the table as lists, numbers and texts."""


class Play:
    """A game that the reader plays, as the last line of a notebook cell.

    Parameters
    ----------
    table : Table
        The compiled game, for example :func:`govlib.games.giving_rounds.giving_rounds`.
    id : str
        Under which name the browser keeps what was played; once on a page.
    title, rules : str
        A line, and what the reader must know before she begins. Inline Markdown.
    players : str
        Who the others are, printed under the game: what is measured and what is made up.
    chapter : str, optional
        The chapter to which it belongs; by default the name of the page.
    later : bool, default False
        Whether the published line, the players and the other strategies are shown beside the
        explanation only (:meth:`recap`), since they would give a prediction away.

    Raises
    ------
    TypeError
        If ``table`` is no compiled game.
    ValueError
        If the table weighs more than a page may carry.

    Examples
    --------
    >>> from govlib.games import giving_rounds
    >>> Play(giving_rounds(groups=1), id="giving", title="Giving", rules="Give.", players="Four.")
    Play('giving': 1 game of 10 rounds)
    """

    def __init__(
        self,
        table: Table,
        /,
        *,
        id: str,
        title: str,
        rules: str,
        players: str,
        chapter: str = "",
        later: bool = False,
    ) -> None:
        if not callable(getattr(table, "data", None)):
            raise TypeError(f"table must be a compiled game, see govlib.rounds; got {table!r}")
        settled(f"{title} {rules} {players}")
        self.id, self.title, self.rules, self.players = id, title, rules, players
        self.chapter, self.later = chapter, later
        self.table: Mapping[str, Any] = table.data()
        weight = len(json.dumps(self.table, separators=(",", ":")))
        if weight > MAX_TABLE_BYTES:
            raise ValueError(
                f"table must weigh at most {MAX_TABLE_BYTES:,} bytes; got {weight:,}: "
                "give it fewer games or actions"
            )
        salt = f"play-{id}"
        self.drawing = Drawing(Declaration(self._sheet, self._says, WIDE, NARROW), salt)

    def __repr__(self) -> str:
        games = len(self.table["games"])
        many = "1 game" if games == 1 else f"{games} games"
        return f"Play({self.id!r}: {many} of {self.table['rounds']} rounds)"

    def html(self) -> str:
        """Return the game as HTML that works alone."""
        spec = {
            "title": inline(self.title),
            "rules": inline(self.rules),
            "players": inline(self.players),
            "later": self.later,
            "table": self.table,
        }
        after = "" if self.later else self._results_html()
        body = (
            f'<gx-play class="gx gx-card" id="gx-play-{escape(self.id)}" {self._data()}>'
            f'<p class="gx-title">{inline(self.title)}</p><p>{inline(self.rules)}</p>'
            f"{page.still_html(self.drawing, {}, self._says())}"
            f'<p class="gx-note gx-late">{_NEEDS}</p><p>{inline(self.players)}</p>{after}'
            f"{page.json_tag('gx-spec', spec)}</gx-play>"
        )
        return page.style() + body + page.script("play.js")

    @property
    def markdown(self) -> str:
        """The game in words, for where it cannot be played."""
        lines = [f"**Play. {self.title}.** {self.rules}", "", self.players, ""]
        return "\n".join(lines if self.later else [*lines, *self._results_text()])

    def recap(self) -> Element:
        """Show what was played, over the published or computed line, beside the explanation."""
        spec = {
            "title": inline(self.title),
            "players": inline(self.players),
            "table": self.table,
        }
        body = (
            f'<gx-played class="gx gx-card" {self._data()}>'
            f'<p class="gx-title">Your game: {inline(self.title)}</p>{self._results_html()}'
            f"{page.json_tag('gx-spec', spec)}</gx-played>"
        )
        text = "\n".join([f"**Your game: {self.title}**", "", *self._results_text()])
        return Element(body, text, "play.js")

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        data: dict[str, Any] = {"text/markdown": self.markdown, "text/plain": self.markdown}
        if page.mode() != "picture":
            return {**data, "text/html": self.html()}, {}
        return data, {}

    def _ipython_display_(self) -> None:
        """Show the game; where only pictures can be shown, the sheet and the words."""
        from IPython.display import display

        data, metadata = self._repr_mimebundle_()
        if page.mode() == "picture":
            picture = base64.b64encode(self.drawing.png({})).decode("ascii")
            display({"image/png": picture, "text/plain": self._says()}, raw=True)
        display(data, raw=True, metadata=metadata)

    # ---- the parts

    def _data(self) -> str:
        chapter = f' data-chapter="{escape(self.chapter)}"' if self.chapter else ""
        return f'data-id="{escape(self.id)}"{chapter} data-lm-suppress-shortcuts="true"'

    def _says(self) -> str:
        labels, rounds = self.table["labels"], self.table["rounds"]
        return (
            f"A sheet to play on: {rounds} {labels['round']}s from left to right, "
            f"{labels['mark']} upwards."
        )

    def _sheet(self, fig: Figure) -> None:
        """Draw what can be chosen in each round, and nothing of what happens."""
        table = self.table
        levels = sorted({x for row in table["mark"] for x in row if x is not None})
        if table["cumulative"]:
            levels = [min(0, levels[0]), levels[-1] * len(table["slots"])]
        below = "" if len(table["slots"][0]) > 2 else table["labels"]["round"]
        dots = not table["cumulative"]
        sheet(fig, table["slots"], levels, table["labels"]["mark"], below=below, dots=dots)

    def _results(self) -> list[tuple[str, list[str], list[tuple[str, float]]]]:
        """Return setting, players and earnings of the first game of each setting."""
        found: dict[str, tuple[str, list[str], list[tuple[str, float]]]] = {}
        for game in self.table["games"]:
            setting = game["setting"]
            found.setdefault(setting, (setting, list(game["players"]), game["earned"]))
        return list(found.values())

    def _results_html(self) -> str:
        parts = []
        for setting, players, earned in self._results():
            rows = "".join(
                f"<tr><td>{escape(name)}</td><td>{_points(value)}</td></tr>"
                for name, value in earned
            )
            parts.append(
                f"<p>{escape(self._against(setting, players))}</p><table>"
                f"<thead><tr><th>in your place</th><th>{escape(self._unit())}</th></tr></thead>"
                f"<tbody>{rows}</tbody></table>"
            )
        return f"<details><summary>What strategies earn</summary>{''.join(parts)}</details>"

    def _results_text(self) -> list[str]:
        lines = []
        for setting, players, earned in self._results():
            lines += [self._against(setting, players), ""]
            lines += [f"| in your place | {self._unit()} |", "| --- | --- |"]
            lines += [f"| {name} | {_points(value)} |" for name, value in earned] + [""]
        return folded("What strategies earn", "\n".join(lines))

    def _against(self, setting: str, players: list[str]) -> str:
        label = self.table["labels"].get("setting", "")
        start = f"{label.capitalize()}: {setting}. " if setting else ""
        return f"{start}For example against: {'; '.join(players)}."

    def _unit(self) -> str:
        return str(self.table["labels"]["unit"])
