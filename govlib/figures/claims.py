"""The map of claims: for each claim of the paper a mark, in the column of its verdict."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Protocol

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from govlib.drawing import Choice, figure
from govlib.palette import color, is_narrow

__all__ = ["COLUMNS", "Placed", "claim_map"]

#: verdict -> its column, the shape of its marks, their colour; the last only while some are to come
COLUMNS = {
    "supports": ("supports", "o", "green"),
    "qualifies": ("qualifies", "D", "blue"),
    "contradicts": ("contradicts", "X", "orange"),
    "": ("to come", "v", "muted"),
}


class Placed(Protocol):
    """What the map must know of a claim."""

    @property
    def key(self) -> str:
        """Its name in a link; names differ."""

    @property
    def section(self) -> str:
        """Where the paper makes it."""

    @property
    def chapter(self) -> str:
        """Title of the chapter that tries it."""

    @property
    def text(self) -> str:
        """The claim, one sentence with its full stop."""

    @property
    def kind(self) -> str:
        """``"said"`` or ``"read"``."""

    @property
    def verdict(self) -> str:
        """A key of :data:`COLUMNS`."""

    @property
    def turns_on(self) -> str:
        """The assumption on which the verdict turns; empty without a verdict."""


def _say(claims: Sequence[Placed], claim: str) -> str:
    one = next(c for c in claims if c.key == claim)
    said = "The paper's claim" if one.kind == "said" else "A reading of the paper"
    head = f"{said}, section {one.section}, in our words: {one.text.rstrip('.')}"
    if not one.verdict:
        return f"{head}. No verdict yet: the chapter is to come."
    stands = {"supports": "supported", "qualifies": "qualified", "contradicts": "contradicted"}
    return f"{head}. It is {stands[one.verdict]}; that turns on: {one.turns_on}."


def _label(one: Placed) -> str:
    """Return a claim for a menu: without its full stop, and cut where it is long."""
    return textwrap.shorten(f"{one.section}: {one.text.rstrip('.')}", 70, placeholder=" …")


def claim_map(claims: Sequence[Placed]) -> Callable[..., None]:
    """Return the map of some claims as a figure whose control chooses one of them.

    Parameters
    ----------
    claims : sequence of Placed
        At least two, in the order of the rows; those of one chapter stand together.

    Raises
    ------
    ValueError
        If there are fewer than two claims, two have one key, or a verdict is unknown.
    """
    rows = tuple(claims)
    keys = [c.key for c in rows]
    if len(rows) < 2 or len(set(keys)) < len(keys):
        raise ValueError(f"claims must be two or more with keys that differ; got {keys}")
    if unknown := [c.verdict for c in rows if c.verdict not in COLUMNS]:
        raise ValueError(f"verdict must be one of {list(COLUMNS)}; got {unknown[0]!r}")
    chapters = [(title, list(own)) for title, own in groupby(rows, lambda c: c.chapter)]
    labels = [_label(c) for c in rows]
    height = 0.9 + 0.21 * len(chapters)

    def say_claims(*, claim: str) -> str:
        return _say(rows, claim)

    @figure(
        says=say_claims,
        size=(6.4, height),
        narrow=(3.6, 0.85 + 0.172 * len(chapters)),
        claim=Choice(keys, labels, label="claim"),
    )
    def claims_of_the_paper(fig: Figure, *, claim: str) -> None:
        _draw(fig, chapters, claim)

    return claims_of_the_paper


def _draw(fig: Figure, chapters: Sequence[tuple[str, Sequence[Placed]]], claim: str) -> None:
    """Draw a row for each chapter and a column for each verdict."""
    narrow = is_narrow(fig)
    top = fig.get_size_inches()[1]
    left = 0.545 if narrow else 0.42
    foot, head, edge = (0.04, 0.4, 0.6) if narrow else (0.1, 0.5, 0.5)  # edge: of a row
    ax = fig.add_axes((left, foot / top, 0.99 - left, 1 - (foot + head) / top))
    tried = all(c.verdict for _, own in chapters for c in own)
    names = [name for verdict, (name, _, _) in COLUMNS.items() if verdict or not tried]
    ax.set(xlim=(-0.5, len(names) - 0.5), ylim=(len(chapters) - 1 + edge, -edge))
    if narrow:  # two heights, so that words do not meet
        names = [f"\n{name}" if i % 2 else f"{name}\n" for i, name in enumerate(names)]
    ax.set_xticks(range(len(names)), names, fontsize=8 if narrow else 10)
    ax.xaxis.tick_top()
    titles = [title for title, _ in chapters]
    ax.set_yticks(range(len(chapters)), titles, fontsize=8 if narrow else 10)
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    for row, (_, own) in enumerate(chapters):
        ax.axhline(row, color=color["line"], linewidth=0.6, zorder=0)
        there = any(c.key == claim for c in own)
        ax.get_yticklabels()[row].set_color(color["ink" if there else "muted"])
        _row(ax, row, own, claim)


def _row(ax: Axes, row: int, own: Sequence[Placed], claim: str) -> None:
    """Draw the marks of one chapter; said claims are filled, readings hollow."""
    for column, (verdict, (_, marker, hue)) in enumerate(COLUMNS.items()):
        some = [c for c in own if c.verdict == verdict]
        for i, one in enumerate(some):
            at = column + 0.28 * (i - (len(some) - 1) / 2)
            inside = color[hue] if one.kind == "said" else color["paper"]
            ax.plot([at], [row], marker, color=color[hue], markerfacecolor=inside,
                    markersize=7, markeredgewidth=1.4, zorder=3)  # fmt: skip
            if one.key == claim:
                ax.plot([at], [row], "s", color=color["ink"], markerfacecolor="none",
                        markersize=14, markeredgewidth=1.8, zorder=4)  # fmt: skip
