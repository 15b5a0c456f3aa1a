"""Draw one state of a figure function: as SVG for a page, as PNG for everywhere else."""

from __future__ import annotations

import inspect
import io
import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PIL import Image

from ..palette import new_figure, styled
from .svg import tidy

__all__ = ["Drawing"]

#: How many frames a live page keeps, so that going back costs nothing.
KEPT = 256

Size = tuple[float, float]


class Drawing:
    """A figure function, its sentence and the sizes at which it is drawn.

    Parameters
    ----------
    figure : callable
        ``figure(fig, **state)`` draws on the empty figure ``fig``.
    says : callable or None
        ``says(**state)`` returns the sentence that goes with it.
    names : iterable of str
        The parameters that make up a state.
    size, narrow : tuple of float or None
        Width and height in inches, for a wide page and for a phone.
    salt : str
        Keeps the ids of one drawing apart from those of others on the page.
    """

    def __init__(
        self,
        figure: Callable[..., None],
        says: Callable[..., str] | None,
        names: Iterable[str],
        size: Size,
        narrow: Size | None,
        salt: str,
    ) -> None:
        names = list(names)
        _check_takes("figure", figure, names, first=True)
        if says is not None:
            _check_takes("says", says, names)
        self.figure, self.says, self.salt = figure, says, salt
        self.sizes = {"wide": _check_size("size", size)}
        if narrow is not None:
            self.sizes["narrow"] = _check_size("narrow", narrow)
        self._kept: OrderedDict[Any, str] = OrderedDict()

    def say(self, state: Mapping[str, Any]) -> str:
        """Return the sentence for a state; empty without a function that says it."""
        if self.says is None:
            return ""
        text = self.says(**state)
        if not isinstance(text, str) or not text.strip():
            name = getattr(self.says, "__name__", repr(self.says))
            raise TypeError(f"{name} must return a sentence; got {text!r}")
        return re.sub(r"\s+", " ", text.strip())

    def svg(self, state: Mapping[str, Any], variant: str = "wide") -> str:
        """Return one frame as an ``<svg>`` element; the latest frames are kept."""
        key = (variant, repr(tuple(state.values())))
        if key not in self._kept:
            # neither date nor version: the same state gives the same bytes
            blank = dict.fromkeys(("Date", "Creator", "Format", "Type"))
            raw = self._save(state, variant, format="svg", metadata=blank)
            self._kept[key] = tidy(raw.decode())
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]

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
            self.figure(fig, **state)
            fig.savefig(buffer, **how)
        return buffer.getvalue()


def _check_size(name: str, size: Any) -> Size:
    try:
        width, height = (float(x) for x in size)
    except (TypeError, ValueError):
        raise TypeError(f"{name} must be (width, height) in inches; got {size!r}") from None
    if not (1 <= width <= 20 and 1 <= height <= 20):
        raise ValueError(f"{name} must be between 1 and 20 inches each way; got {size!r}")
    return width, height


def _check_takes(
    role: str, function: Callable[..., Any], names: list[str], first: bool = False
) -> None:
    """Refuse a function that cannot be called with exactly these keywords."""
    if not callable(function):
        raise TypeError(f"{role} must be a function; got {function!r}")
    name = getattr(function, "__name__", repr(function))
    parameters = list(inspect.signature(function).parameters.values())
    if first:
        if not parameters or parameters[0].kind not in (
            inspect.Parameter.POSITIONAL_ONLY,
            inspect.Parameter.POSITIONAL_OR_KEYWORD,
        ):
            raise TypeError(f"{name} must take the figure as its first parameter")
        parameters = parameters[1:]
    if not any(p.kind is p.VAR_KEYWORD for p in parameters):
        taken = {p.name for p in parameters if p.kind in (p.KEYWORD_ONLY, p.POSITIONAL_OR_KEYWORD)}
        if extra := [n for n in names if n not in taken]:
            raise TypeError(f"{name} has no parameter {', '.join(map(repr, extra))}")
    needed = {p.name for p in parameters if p.default is p.empty and "VAR" not in p.kind.name}
    if missing := sorted(needed - set(names)):
        raise TypeError(f"{name} needs a value for {', '.join(map(repr, missing))}")
