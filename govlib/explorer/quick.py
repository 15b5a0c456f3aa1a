"""Frames of a live page: fast for the library's own figures, once a frame was compared.

What the book draws is compared with plain drawing at each build (:mod:`govlib.explorer.frames`);
a figure that a reader has written or changed was compared with nothing. So a live page draws fast
what stands in :mod:`govlib.figures`, and only after a frame came out the same both ways here too;
all else, and all after a change of matplotlib's settings, is drawn plainly.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

import matplotlib as mpl

from .drawing import Drawing
from .fast import FastDrawing, is_known, switched_on

__all__ = ["LiveDrawing"]

#: Where the figures stand that builds of the book compare.
COMPARED = "govlib.figures."


class LiveDrawing:
    """Draws the frames that a page asks a kernel for.

    Parameters
    ----------
    drawing : Drawing
        What is drawn; it keeps the latest frames.
    """

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        own = _home(drawing.declared.draw).startswith(COMPARED)
        self._fast = FastDrawing(drawing) if own and is_known() else None
        self._settings: dict[str, dict[str, Any]] = {}  # of the shapes that are drawn fast

    def svg(self, state: Mapping[str, Any], variant: str = "wide") -> str:
        """Return one frame as an ``<svg>`` element."""
        return self.drawing.svg(state, variant, self.draw)

    def draw(self, state: Mapping[str, Any], variant: str = "wide") -> str:
        """Draw one frame anew, as ``Drawing.draw`` does."""
        if self._fast is not None and self._settings.get(variant) == _settings():
            # what is wrong with a state, plain drawing says in the figure's own words
            with suppress(Exception), switched_on():
                return self._fast.draw(state, variant)
        return self.drawing.draw(state, variant)

    def compare(self, state: Mapping[str, Any], variant: str = "wide") -> None:
        """Draw a frame both ways, unless a shape was compared, and draw fast if they agree.

        It takes as long as some frames, so whoever waits for one should have it by then.
        """
        if self._fast is None or variant in self._settings:
            return
        self._settings[variant] = {}
        settings = _settings()
        plain = self.drawing.svg(state, variant)
        try:
            # twice, so that no move waits for the pool: it learns from the first frame which axes
            # frames have, and from the second which ticks these have
            with switched_on():
                same = all(self._fast.draw(state, variant) == plain for _ in range(2))
        except Exception:
            same = False
        if same:
            self._settings[variant] = settings


def _home(function: Callable[..., Any]) -> str:
    """Return the module of a figure function, also of one with fixed parameters."""
    while isinstance(function, partial):
        function = function.func
    return str(getattr(function, "__module__", ""))


def _settings() -> dict[str, Any]:
    """Return matplotlib's settings as they are."""
    rc: Any = mpl.rcParams
    return dict(dict.items(rc))
