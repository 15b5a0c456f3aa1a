"""Frames with the same bytes in little more than a third of the time.

Parts of matplotlib are replaced by others that remember what they did for the last frame:

- ``pool``: one figure for all frames, put back after each;
- ``layout``: texts are laid out once, ticks placed once;
- ``memo``: what was drawn before is written from memory;
- ``boxes``: limits and boxes are four numbers, and nobody waits for news;
- ``transforms``: they are combined once a change;
- ``detours``: small things that matplotlib does again and again.

These are private parts, so this holds for the versions in :data:`KNOWN` only, and whoever draws
fast draws a sample plainly as well and compares (:mod:`govlib.explorer.frames`). The parts are
replaced for the whole process: not beside threads that draw, best in processes of their own.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_svg import FigureCanvasSVG

from ...palette import styled
from ..drawing import BLANK, Drawing
from ..svg import tidy
from . import boxes, detours, layout, memo, pool, transforms

__all__ = ["KNOWN", "FastDrawing", "is_known", "switched_on"]

#: Versions of matplotlib whose frames were compared with plain ones.
KNOWN = ("3.11.",)


def is_known() -> bool:
    """Tell whether fast frames were compared with plain ones for this matplotlib."""
    return mpl.__version__.startswith(KNOWN)


@contextmanager
def switched_on() -> Iterator[None]:
    """Replace the parts, for many frames; once a process is best."""
    saved = []
    try:
        for part in (boxes, detours, layout, memo, pool, transforms):
            for owner, name, new in part.PATCHES:
                saved.append((owner, name, owner.__dict__[name]))
                setattr(owner, name, new)
        yield
    finally:
        for owner, name, old in reversed(saved):
            setattr(owner, name, old)


def _save(fig: Any, file: io.StringIO) -> None:
    """Write a figure as ``savefig`` does, without what puts the figure back: the pool does that."""
    rc: Any = mpl.rcParams
    usual = rc["savefig.dpi"] == "figure" and rc["savefig.bbox"] is None
    if fig.get_layout_engine() is not None or not usual:
        fig.savefig(file, format="svg", metadata=BLANK)
        return
    for part in ("facecolor", "edgecolor"):
        if (colour := rc[f"savefig.{part}"]) != "auto":
            fig.set(**{part: colour})
    fig.dpi = fig._original_dpi
    canvas = FigureCanvasSVG(fig)
    canvas._is_saving = True
    canvas.print_svg(file, metadata=BLANK)


class FastDrawing:
    """Draws frames of one drawing while the parts are switched on.

    Parameters
    ----------
    drawing : Drawing
        What is drawn.
    """

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self._pools: dict[str, pool.Pool] = {}
        self._settings: dict[str, dict[str, Any]] = {}
        self._memos: dict[str, tuple[dict[str, Any], dict[Any, Any]]] = {}

    def draw(self, state: Mapping[str, Any], variant: str = "wide") -> str:
        """Draw one frame, as :meth:`govlib.explorer.drawing.Drawing.draw` does."""
        rc: Any = mpl.rcParams
        before = dict(dict.items(rc))
        if variant not in self._settings:
            with styled(svg__hashsalt=f"{self.drawing.salt}-{variant}"):
                self._settings[variant] = dict(dict.items(rc))
        # settings that were checked once are put in place as they are
        dict.update(rc, self._settings[variant])
        try:
            return self._drawn(state, variant)
        finally:
            dict.update(rc, before)

    def _drawn(self, state: Mapping[str, Any], variant: str) -> str:
        if variant not in self._pools:
            self._pools[variant] = pool.Pool(self.drawing.sizes[variant])
        figures = self._pools[variant]
        fig = figures.begin()
        try:
            self.drawing.declared.draw(fig, **state)
            memo.Now.memo = self._memo(variant)
            memo.Now.file = buffer = io.StringIO()
            _save(fig, buffer)
        finally:
            memo.Now.memo = memo.Now.file = None
            figures.end()
        return tidy(buffer.getvalue())

    def _memo(self, variant: str) -> dict[Any, Any] | None:
        """Return what is remembered; it holds for the settings under which it was drawn."""
        rc: Any = dict(dict.items(mpl.rcParams))
        settings, known = self._memos.setdefault(variant, (rc, {}))
        return known if settings == rc else None
