"""A figure without controls: the same picture, theme and alternative text as an explorer."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from typing import Any

from . import page
from .drawing import Drawing, Size

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
        width, height = self.drawing.sizes["wide"]
        data: dict[str, Any] = {"text/html": self.html()} if page.mode() == "static" else {}
        data["image/png"] = base64.b64encode(self.drawing.png(self.state)).decode("ascii")
        data["text/plain"] = self.drawing.say(self.state)
        return data, {"image/png": {"width": round(width * 100), "height": round(height * 100)}}


def show(
    figure: Callable[..., None],
    /,
    *,
    says: Callable[..., str],
    size: Size = (6.4, 3.8),
    narrow: Size | None = None,
    **state: Any,
) -> Still:
    """Draw one state of a figure function, as the last line of a notebook cell.

    Parameters
    ----------
    figure : callable
        ``figure(fig, **state)`` draws on the empty figure ``fig``.
    says : callable
        ``says(**state)`` returns the sentence that stands in for the picture.
    size, narrow : tuple of float
        Width and height in inches, for a wide page and (optional) for a phone.
    **state
        The parameters of the figure function.

    Returns
    -------
    Still
        In the book a picture that follows the page's theme and width; elsewhere a PNG.

    Raises
    ------
    TypeError
        If the figure function or ``says`` does not take these parameters.
    """
    if not callable(says):
        raise TypeError(f"says must be a function that returns the sentence; got {says!r}")
    name = f"{getattr(figure, '__module__', '')}.{getattr(figure, '__qualname__', figure)}"
    salt = "still-" + hashlib.sha256(f"{name}{state!r}".encode()).hexdigest()[:10]
    return Still(Drawing(figure, says, state, size, narrow, salt), state)
