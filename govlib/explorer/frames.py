"""Draw all states of an explorer, on all cores: one task a state, its sentence and its shapes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from .packing import pack, parallel

if TYPE_CHECKING:
    from .explorer import Explorer

__all__ = ["draw", "noted"]


def draw(explorer: Explorer) -> dict[str, bytes]:
    """Return the packed frames of each shape.

    The sentence and all shapes of a state are one task, so a model is asked once for a state.

    Raises
    ------
    ValueError
        If a state is drawn differently each time.
    """
    states = list(explorer.states())
    shapes = list(explorer.drawing.sizes)
    done = parallel(partial(_task, explorer, shapes), states)
    said = [text for text, _ in done]
    first = done[states.index(explorer.start)][1]
    if first != [explorer.drawing.draw(explorer.start, shape) for shape in shapes]:
        raise ValueError(
            f"{explorer.id}: the figure differs each time it is drawn: seed its random numbers"
        )
    return {shape: pack([f[k] for _, f in done], said) for k, shape in enumerate(shapes)}


def _task(explorer: Explorer, shapes: list[str], state: dict[str, Any]) -> tuple[str, list[str]]:
    try:
        return explorer.say(state), [explorer.drawing.draw(state, shape) for shape in shapes]
    except Exception as error:
        raise noted(error, explorer.id, state) from None


def noted(error: Exception, id: str, state: dict[str, Any]) -> Exception:
    """Add to an error which state of which explorer was drawn."""
    told = ", ".join(f"{name}={value!r}" for name, value in state.items())
    error.add_note(f"while the explorer {id!r} drew {told}")
    return error
