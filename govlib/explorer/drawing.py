"""Draw one state of a figure function: as SVG for a page, as PNG for everywhere else."""

from __future__ import annotations

import io
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any

from PIL import Image

from govlib.drawing.declaration import Declaration, Size

from ..palette import new_figure, styled
from .svg import tidy

__all__ = ["BLANK", "Drawing"]

#: How many frames a live page keeps, so that going back costs nothing.
KEPT = 256

#: Neither date nor version: the same state gives the same bytes.
BLANK: dict[str, Any] = dict.fromkeys(("Date", "Creator", "Format", "Type"))

#: Draws a state in one of the shapes.
Draw = Callable[[Mapping[str, Any], str], str]


class Drawing:
    """A declared figure, drawn.

    Parameters
    ----------
    declared : Declaration
        The figure function, its sentence and the sizes at which it is drawn.
    salt : str
        Keeps the ids of one drawing apart from those of others on the page.
    """

    def __init__(self, declared: Declaration, salt: str) -> None:
        self.declared, self.salt = declared, salt
        self.sizes: dict[str, Size] = declared.sizes
        self._kept: OrderedDict[Any, str] = OrderedDict()

    def say(self, state: Mapping[str, Any]) -> str:
        """Return the sentence for a state; empty without a function that says it."""
        return self.declared.say(state)

    def svg(self, state: Mapping[str, Any], variant: str = "wide", draw: Draw | None = None) -> str:
        """Return one frame as an ``<svg>`` element; the latest frames are kept.

        Another way to :meth:`draw` the same may be given.
        """
        key = (variant, repr(tuple(state.values())))
        if key not in self._kept:
            self._kept[key] = (draw or self.draw)(state, variant)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]

    def draw(self, state: Mapping[str, Any], variant: str = "wide") -> str:
        """Draw one frame anew, as an ``<svg>`` element."""
        return tidy(self._save(state, variant, format="svg", metadata=BLANK).decode())

    def png(self, state: Mapping[str, Any]) -> bytes:
        """Return the wide picture on white, in 128 colours: a third of the bytes."""
        raw = self._save(state, "wide", format="png", dpi=144, facecolor="white")
        picture = Image.open(io.BytesIO(raw)).convert("RGB").quantize(128)
        buffer = io.BytesIO()
        picture.save(buffer, "png", optimize=True)
        return buffer.getvalue()

    def _save(self, state: Mapping[str, Any], variant: str, **how: Any) -> bytes:
        # a new figure for each frame: what one frame sets must not show in the next
        fig = new_figure(*self.sizes[variant])
        buffer = io.BytesIO()
        with styled(svg__hashsalt=f"{self.salt}-{variant}"):
            self.declared.draw(fig, **state)
            fig.savefig(buffer, **how)
        return buffer.getvalue()
