"""Sheets to play or draw on by hand: what a game and a curve are where no script runs."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from matplotlib.figure import Figure

from govlib.drawing.controls import number_text
from govlib.drawing.declaration import Declaration

from ..palette import color
from . import page
from .curves import Curve
from .drawing import Drawing
from .texts import Element, folded, inline

__all__ = ["NARROW", "WIDE", "drawn_element", "sheet"]

#: Width and height of a sheet in inches, on a wide page and on a phone.
WIDE, NARROW = (6.4, 3.0), (3.6, 2.8)


def sheet(
    fig: Figure,
    places: Sequence[str],
    levels: Sequence[float],
    label: str,
    *,
    below: str = "",
    dots: bool = False,
    truth: Sequence[float] = (),
    bars: bool = False,
) -> None:
    """Draw an empty sheet, or what is true on it.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        The empty figure.
    places : sequence of str
        What stands along it.
    levels : sequence of float
        What can be chosen upwards, ascending.
    label, below : str
        What is drawn, and what the places are.
    dots : bool, default False
        Whether each possible choice has a dot.
    truth : sequence of float
        Drawn as a line or as bars.
    bars : bool, default False
        Bars in place of a line.
    """
    ax = fig.add_axes((0.12, 0.17, 0.85, 0.7))
    at = range(1, len(places) + 1)
    room = (levels[-1] - levels[0]) * 0.06
    ax.set(xlim=(0.5, len(places) + 0.5), ylim=(levels[0] - room / 2, levels[-1] + room))
    ax.set_xticks(at, places)
    ax.set_xlabel(below)
    ax.set_title(label[:1].upper() + label[1:], loc="left")
    ax.grid(color=color["line"], linewidth=0.8)
    ax.set_axisbelow(True)
    if dots:
        for slot in at:
            ax.plot([slot] * len(levels), levels, "o", ms=3, color=color["muted"])
    if truth and bars:
        ax.bar(at, truth, width=0.6, color=color["orange"])
    elif truth:
        ax.plot(at, truth, "s--", color=color["orange"])


def drawn_element(tag: str, chapter: str, curve: Curve, spec: dict[str, Any], what: str) -> Element:
    """Return the element of a curve: to be drawn (``Draw``) or as it was drawn (``Drawn``)."""
    spec["checks"] = [
        {**check, "right": inline(check["right"]), "wrong": inline(check["wrong"])}
        for check in spec["checks"]
    ]
    told = what == "Drawn"
    title = "Your drawing" if told else "Draw it first"
    count = round((curve.high - curve.low) / curve.step)
    levels = [curve.low + curve.step * k for k in range(count + 1)]

    def figure(fig: Figure) -> None:
        truth = curve.truth if told else ()
        sheet(fig, curve.places, levels, curve.label, truth=truth, bars=curve.bars)

    values = ", ".join(
        f"{place}: {number_text(float(f'{value:.4g}'))}{curve.unit}"
        for place, value in zip(curve.places, curve.truth, strict=True)
    )
    said = (
        f"What is true: {values}."
        if told
        else f"A sheet to draw on: {curve.label}, from {curve.low:g} to {curve.high:g}{curve.unit},"
        f" at {', '.join(curve.places)}."
    )
    drawing = Drawing(Declaration(figure, lambda: said, WIDE, NARROW), f"{tag}-{curve.id}")
    picture = page.still_html(drawing, {}, said)
    if told:
        picture = (
            f"<details><summary>What happens</summary>{picture}<p>{escape(said)}</p>"
            f"<p>{inline(curve.result)}</p></details>"
        )
    html = (
        f'<{tag} class="gx gx-card" id="{tag}-{escape(curve.id)}" data-id="{escape(curve.id)}" '
        f'data-chapter="{escape(chapter)}" data-lm-suppress-shortcuts="true">'
        f'<p class="gx-title">{title}</p><p>{inline(curve.question)}</p>{picture}'
        f"{page.json_tag('gx-spec', spec)}</{tag}>"
    )
    lines = [f"**{title}.** {curve.question}", ""]
    lines += folded("What happens", f"{said} {curve.result}") if told else [said]
    return Element(html, "\n".join(lines))
