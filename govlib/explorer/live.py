"""The explorer in a live notebook: the book's own front end, drawn by the kernel.

The script in the page asks for one frame at a time, so a fast hand never makes a queue; this
side draws it, or says in a sentence why it could not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from .hands import stands
from .page import asset
from .quick import LiveDrawing

if TYPE_CHECKING:
    from .explorer import Explorer

__all__ = ["LiveExplorer"]


class LiveExplorer(anywidget.AnyWidget):
    """An explorer whose frames this kernel draws."""

    _esm = asset("explorer.js") + asset("live.js")
    html = traitlets.Unicode().tag(sync=True)

    def __init__(self, explorer: Explorer) -> None:
        self.explorer = explorer
        self.drawing = LiveDrawing(explorer.drawing)
        super().__init__(html=explorer.html(packed=False))
        self.on_msg(self._answer)

    def _answer(self, _: Any, message: dict[str, Any], __: Any) -> None:
        """Draw the state that the page asks for."""
        reply = {"ticket": message.get("ticket")}
        try:
            state = self._state(message["at"])
            variant = message.get("variant", "wide")
            if "track" in message:
                reply["places"] = self._places(state, message["track"], variant)
            else:
                reply |= {
                    "svg": self.explorer.frame(state, variant, self.drawing.svg),
                    "said": self.explorer.say(state),
                    "reached": self.explorer.reached(state),
                }
        except Exception as error:  # whatever the figure function raises, the reader is told
            reply["error"] = f"{type(error).__name__}: {error}"
        self.send(reply)
        if "svg" in reply:
            self.drawing.compare(state, variant)

    def _places(self, state: dict[str, Any], handle: str, variant: str) -> list[list[Any]]:
        """Return where a handle stands along each of its controls, the others as they are.

        One list a control, with a place or None for each of its values. For a handle of two
        controls the page adds the two ways up: to draw all pairs would take a minute.
        """
        found = []
        for name in handle.split():
            states = [{**state, name: value} for value in self.explorer.controls[name].values]
            found.append(
                [
                    stands(self.explorer.frame(s, variant, self.drawing.svg)).get(handle)
                    for s in states
                ]
            )
        return found

    def _state(self, at: list[Any]) -> dict[str, Any]:
        state = {}
        for (name, control), sent in zip(self.explorer.controls.items(), at, strict=True):
            try:
                state[name] = control.value(sent)
            except ValueError as error:
                raise ValueError(f"{name} {error}") from None
        return state
