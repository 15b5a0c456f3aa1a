"""A figure without controls: the same picture, theme and alternative text as an explorer."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from govlib.drawing._check import refuse_controls
from govlib.drawing.declaration import (
    Size,
    declaration,
    declared,
)

from . import page
from .drawing import Drawing

__all__ = ["Still", "show"]


class Still:
    """A drawn state of a figure function; :func:`show` makes one."""

    def __init__(self, drawing: Drawing, state: dict[str, Any]) -> None:
        self.drawing, self.state = drawing, state

    def __repr__(self) -> str:
        return f"Still({self.drawing.say(self.state)!r})"

    def html(self) -> str:
        """Return the picture as HTML that follows the page's theme and width."""
        said = self.drawing.say(self.state)
        return page.style() + page.still_html(self.drawing, self.state, said)

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        said = self.drawing.say(self.state)
        if page.mode() == "static":  # a page shows no PNG
            return {"text/html": self.html(), "text/plain": said}, {}
        picture = base64.b64encode(self.drawing.png(self.state)).decode("ascii")
        width, height = self.drawing.sizes["wide"]
        data = {"image/png": picture, "text/plain": said}
        return data, {"image/png": {"width": round(width * 100), "height": round(height * 100)}}


def show(
    figure: Callable[..., None],
    /,
    *,
    says: Callable[..., str] | None = None,
    size: Size | None = None,
    narrow: Size | None = None,
    state: Mapping[str, Any] | None = None,
    **more: Any,
) -> Still:
    """Draw one state of a figure function, as the last line of a notebook cell.

    Parameters
    ----------
    figure : callable
        ``figure(fig, **state)`` draws on the empty figure ``fig``. Of a figure that was declared
        (:func:`govlib.drawing.declaration.figure`) the sentence, the sizes and the parameters
        that are not given are known.
    says : callable, optional
        ``says(**state)`` returns the sentence that stands in for the picture.
    size, narrow : tuple of float, optional
        Width and height in inches, for a wide page and for a phone.
    state : mapping, optional
        Parameters whose name is one of the words above, such as ``size``.
    **more
        The other parameters of the figure function.

    Returns
    -------
    Still
        In the book a picture that follows the page's theme and width; elsewhere a PNG.

    Raises
    ------
    TypeError
        If no sentence is known, or the figure function or ``says`` does not take these
        parameters.
    """
    refuse_controls({"says": says, "size": size, "narrow": narrow})
    known = declaration(figure)
    if says is None and known is None:
        raise TypeError("says must be a function that returns the sentence; got None")
    drawn = {**(known.start if known else {}), **(state or {}), **more}
    made = declared(figure, fixed=drawn, targets=(), says=says, size=size, narrow=narrow)
    name = f"{getattr(figure, '__module__', '')}.{getattr(figure, '__qualname__', figure)}"
    salt = "still-" + hashlib.sha256(f"{name}{drawn!r}".encode()).hexdigest()[:10]
    return Still(Drawing(made, salt), {})
