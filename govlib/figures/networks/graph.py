"""Drawing networks: places, links, nodes, names and a key.

Everything takes plain arrays: ``places`` holds a row ``(x, y)`` a node, ``pairs`` a row of two
node numbers a link. All links of one kind are one ``LineCollection`` and all nodes of one kind
one ``scatter``, so a frame of a hundred nodes costs a few artists. A kind of node is a
:class:`Mark`: kinds differ in marker and in fill, never in colour alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike, NDArray

from govlib.figures.handles import handle
from govlib.palette import color

__all__ = ["Mark", "bend", "key", "links", "names", "nodes", "ring", "stage"]


@dataclass(frozen=True)
class Mark:
    """How the nodes of one kind look.

    Attributes
    ----------
    label : str
        What the kind is called in the key.
    fill : str
        Name of a palette colour; ``"paper"`` for an empty marker.
    marker : str
        Matplotlib's name of the shape.
    edge : str
        Palette colour of the outline.
    scale : float
        Size relative to the other kinds (area).
    """

    label: str
    fill: str
    marker: str = "o"
    edge: str = "ink"
    scale: float = 1.0


def ring(n: int, *, radius: float = 1.0, flat: float = 1.0) -> NDArray[np.float64]:
    """Return the places of ``n`` nodes on a circle, clockwise from the top, shape ``(n, 2)``.

    ``flat`` is its height in parts of its width: on a phone a flat ring leaves room below, and
    names above and below it stand as far apart as on a circle.

    Examples
    --------
    >>> ring(4).round(3).tolist()
    [[0.0, 1.0], [1.0, 0.0], [0.0, -1.0], [-1.0, -0.0]]
    """
    turn = 2 * np.pi * np.arange(n) / n
    return radius * np.column_stack([np.sin(turn), flat * np.cos(turn)])


def bend(
    places: ArrayLike, pairs: ArrayLike, *, pull: float = 0.25, points: int = 9
) -> NDArray[np.float64]:
    """Return links as curves pulled towards the origin, shape ``(m, points, 2)``.

    On a :func:`ring` this keeps short links off the nodes between their ends and gives long
    ones a gentle bow. ``pull`` is the share of the way from a link's middle to the origin.
    """
    places, pairs = np.asarray(places, dtype=float), np.asarray(pairs, dtype=np.intp)
    start, end = places[pairs[:, 0]], places[pairs[:, 1]]
    control = (start + end) / 2 * (1 - 2 * pull)
    t = np.linspace(0, 1, points)[None, :, None]
    return np.asarray(
        (1 - t) ** 2 * start[:, None] + 2 * t * (1 - t) * control[:, None] + t**2 * end[:, None]
    )


def stage(ax: Axes, places: ArrayLike, *, margin: float = 0.08, square: bool = True) -> None:
    """Set the limits around ``places`` with equal scales and no frame.

    ``margin`` is the space on each side, in units of the larger extent. Without ``square`` it is
    the same above as beside what is lower than wide.
    """
    places = np.asarray(places, dtype=float)
    low, high = places.min(axis=0), places.max(axis=0)
    extent, middle = high - low, (low + high) / 2
    half = np.full(2, float(extent.max()) * (0.5 + margin))
    if not square:
        half -= (extent.max() - extent) / 2
    ax.set_axis_off()
    ax.set(
        xlim=(middle[0] - half[0], middle[0] + half[0]),
        ylim=(middle[1] - half[1], middle[1] + half[1]),
        aspect="equal",
    )


def links(
    ax: Axes,
    curves: ArrayLike,
    *,
    width: ArrayLike = 0.8,
    tone: str = "edge",
    style: Any = "-",
    layer: float = 1.0,
) -> LineCollection:
    """Draw links of one kind as a single collection.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw.
    curves : array_like of float, shape (m, points, 2)
        A line a link: ``places[pairs]`` for straight ones, or what :func:`bend` returns.
    width : array_like of float
        Line width in points, one for all or one a link.
    tone : str
        Name of a palette colour.
    style : str or tuple
        Matplotlib's line style.
    layer : float
        Drawing order; nodes stand at 3.
    """
    drawn = LineCollection(
        list(np.asarray(curves, dtype=float)),
        linewidths=np.atleast_1d(np.asarray(width, dtype=float)).tolist(),
        colors=color[tone],
        linestyles=style,
        zorder=layer,
    )
    ax.add_collection(drawn, autolim=False)
    return drawn


def nodes(
    ax: Axes,
    places: ArrayLike,
    kinds: ArrayLike,
    marks: Mapping[Any, Mark],
    *,
    size: float = 60.0,
    control: str | None = None,
    values: Sequence[Any] = (),
) -> None:
    """Draw the nodes, each as the mark of its kind.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw.
    places : array_like of float, shape (n, 2)
        Where the nodes stand.
    kinds : array_like, shape (n,)
        The kind of each node, a key of ``marks``.
    marks : mapping
        How each kind looks.
    size : float
        Area of a marker in square points.
    control, values : str and sequence, optional
        A control of which a tap on a node chooses the node's value, one for each node
        (:func:`govlib.figures.handles.handle`).

    Raises
    ------
    ValueError
        If a node has a kind that ``marks`` does not know.
    """
    places, kinds = np.asarray(places, dtype=float), np.asarray(kinds)
    unknown = set(kinds.tolist()) - set(marks)
    if unknown:
        raise ValueError(f"kinds must be among {sorted(map(str, marks))}; got {unknown.pop()}")
    for kind, mark in marks.items():
        which = np.flatnonzero(kinds == kind)
        here = places[which]
        if len(here):
            drawn = ax.scatter(
                here[:, 0],
                here[:, 1],
                s=size * mark.scale,
                marker=mark.marker,
                color=color[mark.fill],
                edgecolors=color[mark.edge],
                linewidths=0.8,
                zorder=3,
            )
            if control:
                handle(drawn, control, values=[values[int(i)] for i in which])


def names(
    ax: Axes,
    places: ArrayLike,
    words: Sequence[str],
    *,
    away: float = 0.13,
    size: float = 9.5,
    strong: Iterable[int] = (),
    control: str | None = None,
) -> None:
    """Write a name outside each node, on the ray from the origin, ``away`` beyond its place.

    The numbers in ``strong`` are set in bold. A tap on a name chooses it of ``control``, if given.
    """
    bold = set(strong)
    for i, ((x, y), word) in enumerate(zip(np.asarray(places, dtype=float), words, strict=True)):
        far = float(np.hypot(x, y)) or 1.0
        name = ax.text(
            x * (1 + away / far),
            y * (1 + away / far),
            word,
            ha="center",
            va="center",
            fontsize=size,
            fontweight="bold" if i in bold else "normal",
            zorder=4,
        )
        if control:
            handle(name, control, value=word)


def key(
    fig: Figure,
    marks: Iterable[Mark],
    lines: Mapping[str, tuple[str, Any]] | None = None,
    *,
    at: tuple[float, float],
    columns: int = 1,
    width: float = 1.6,
    size: float = 9.0,
) -> None:
    """Draw a key of marks and lines, column by column.

    It does without matplotlib's legend, which takes a quarter of the time of a frame.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Where to draw.
    marks : iterable of Mark
        Kinds of nodes.
    lines : mapping, optional
        ``{label: (palette colour, line style)}``.
    at : (float, float)
        Middle of the first symbol, in shares of the figure's width and height.
    columns : int
        Number of columns.
    width : float
        Distance of the columns in inches.
    size : float
        Size of the type in points; rows are 1.5 times as far apart.
    """
    entries: list[tuple[str, dict[str, Any], float]] = [
        (
            mark.label,
            {
                "marker": mark.marker,
                "markersize": 7.5,
                "markerfacecolor": color[mark.fill],
                "markeredgecolor": color[mark.edge],
                "markeredgewidth": 0.8,
            },
            0.0,
        )
        for mark in marks
    ]
    for label, (tone, style) in (lines or {}).items():
        entries.append((label, {"color": color[tone], "linestyle": style, "linewidth": 1.6}, 0.11))
    inch_x, inch_y = 1 / fig.get_figwidth(), 1 / fig.get_figheight()
    rows = -(-len(entries) // columns)
    for i, (label, look, half) in enumerate(entries):
        column, row = divmod(i, rows)
        x = at[0] + column * width * inch_x
        y = at[1] - row * 1.5 * size / 72 * inch_y
        ends = [x - half * inch_x, x + half * inch_x] if half else [x]
        fig.add_artist(Line2D(ends, [y] * len(ends), transform=fig.transFigure, **look))
        fig.text(x + 0.19 * inch_x, y, label, fontsize=size, va="center")
