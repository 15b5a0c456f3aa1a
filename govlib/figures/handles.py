"""Mark what a reader's hand may take hold of: a point to drag, a country to tap.

A figure function marks elements of its drawing and goes on knowing nothing of pages. A mark is
the group id of a matplotlib artist (``Artist.set_gid``), so it changes nothing that is seen. The
explorer reads it from the frames and learns there where the element stands in each state.

====================================  ===========================================
``gx-drag:n``, ``gx-drag:mpcr+n``     the element moves with one control, or two
``gx-tap:hit=GBR``                    a tap on the element chooses a value
``gx-taps:hit=GBR|USA``               the same for each member of a collection
``gx-field:mpcr+n``                   a tap in this area takes the handle there
====================================  ===========================================
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import Collection

__all__ = ["handle"]


def handle(
    artist: Artist | Iterable[Artist],
    *controls: str,
    value: Any = None,
    values: Sequence[Any] | None = None,
    field: Axes | Artist | None = None,
) -> None:
    """Let a reader take hold of an element of the figure.

    Without ``value`` the element is one that moves with its control: a dragged point, line or
    edge. The explorer finds out where it stands in every state, and a drag goes to the nearest
    of them. With a value, a tap on the element chooses that value.

    Parameters
    ----------
    artist : Artist or iterable of Artist
        What is drawn. For a bar whose end is dragged, mark a small line or point at that end:
        the middle of what is marked is where the hand holds it.
    *controls : str
        The parameter of the figure function that the element stands for. A dragged element may
        stand for two: the first is the one that moves it sideways, the second up and down.
    value : hashable, optional
        What a tap chooses.
    values : sequence, optional
        The same for each member of a collection (the points of one ``scatter``) or for each of
        several artists (bars, texts), in their order; None for a member that is no handle.
    field : Axes or Artist, optional
        An area where a tap takes the dragged element to the nearest place it can have: axes, or
        a heat map's background.

    Raises
    ------
    ValueError
        If no control is named, or more than one where a value is chosen, or more than two; if
        values do not match the artists.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax = Figure().add_axes((0.1, 0.1, 0.8, 0.8))
    >>> (point,) = ax.plot([2], [4], "o")
    >>> handle(point, "tax")
    >>> point.get_gid()
    'gx-drag:tax'
    >>> handle(ax.bar([0, 1], [3, 4]), "country", values=["CHN", "USA"])
    """
    for name in controls:
        if not isinstance(name, str) or not name.isidentifier():
            raise ValueError(f"a handle is named for a parameter of the figure; got {name!r}")
    if value is None and values is None:
        if not 1 <= len(controls) <= 2:
            raise ValueError(f"a dragged handle has one control or two; got {len(controls)}")
        _mark(artist, "drag", "+".join(controls))
        if field is not None:
            area = field.patch if isinstance(field, Axes) else field
            _mark(area, "field", "+".join(controls))
        return
    if len(controls) != 1:
        raise ValueError(f"a tap chooses a value of one control; got {len(controls)}")
    if values is None:
        _mark(artist, "tap", f"{controls[0]}={_key(value)}")
    elif isinstance(artist, Collection):
        count = len(np.asarray(artist.get_offsets()))
        if len(values) != count:
            raise ValueError(f"values must be as many as points; {len(values)} for {count}")
        keys = "|".join("" if v is None else _key(v) for v in values)
        _mark(artist, "taps", f"{controls[0]}={keys}")
    else:
        parts = list(artist) if isinstance(artist, Iterable) else [artist]
        if len(values) != len(parts):
            raise ValueError(f"values must be as many as artists; {len(values)} for {len(parts)}")
        for part, each in zip(parts, values, strict=True):
            if each is not None:
                _mark(part, "tap", f"{controls[0]}={_key(each)}")


def _key(value: Any) -> str:
    """Write a value as links do; a bar, a sign or a quote in it cannot end the mark."""
    if isinstance(value, (bool, np.bool_)):
        return "on" if value else "off"
    # 0.30000000000000004 is 0.3, as in a link
    text = f"{value:.12g}" if isinstance(value, (float, np.floating)) else str(value)
    return quote(text, safe="")


def _mark(artist: Any, kind: str, rest: str) -> None:
    if not isinstance(artist, Artist):
        raise TypeError(f"a handle must be an artist of matplotlib; got {artist!r}")
    artist.set_gid(f"gx-{kind}:{rest}")
