"""Draw all states of an explorer, on all cores: one task a state, its sentence and its shapes.

Frames are drawn fast (:mod:`govlib.explorer.fast`) where that was compared with plain drawing for
this matplotlib. A sample is drawn plainly all the same, at each build; where a byte differs, all
frames are drawn plainly, and whoever builds is told.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from .fast import FastDrawing, is_known, switched_on
from .packing import pack, parallel

if TYPE_CHECKING:
    from .explorer import Explorer

__all__ = ["SAMPLE", "draw", "late_collections", "noted"]

#: How many states are drawn plainly too, besides the first.
SAMPLE = 3

#: After how many frames axes and ticks are made and the start is known; forked processes inherit
#: what was learnt here, and need not learn it each.
LEARNT = 2

#: How many new objects there may be, net, before garbage is looked for: those of some frames.
YOUNG = 20_000

State = dict[str, Any]
Drawn = tuple[str, list[str]]


@contextmanager
def late_collections() -> Iterator[None]:
    """Look for garbage rarely, and not in what there was before; forked processes inherit both.

    A frame leaves some thousand objects, few of which refer to each other in circles, and the
    kernel of a chapter holds hundreds of thousands that stay.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(YOUNG)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


@late_collections()
def draw(explorer: Explorer) -> tuple[dict[str, bytes], str]:
    """Return the packed frames of each shape, and what whoever builds should know.

    The sentence and all shapes of a state are one task, so a model is asked once for a state.

    Raises
    ------
    ValueError
        If a state is drawn differently each time.
    """
    states = list(explorer.states())
    shapes = list(explorer.drawing.sizes)
    first, note = states.index(explorer.start), ""
    # the page shows the start as it was drawn plainly, and finds it kept
    plain = _task(explorer, shapes, explorer.drawing.svg, explorer.start)
    done: list[Drawn] = []
    if is_known() and len(states) > 2 * SAMPLE:
        done = _fast(explorer, shapes, states)
        if differing := _differing(explorer, shapes, states, done, {first: plain}):
            note = f"fast frames differ from plain ones ({differing}), so all were drawn plainly"
            done = []
    if not done:
        done = parallel(partial(_task, explorer, shapes, explorer.drawing.draw), states)
        if done[first] != plain:
            raise ValueError(
                f"{explorer.id}: the figure differs each time it is drawn: seed its random numbers"
            )
    said = [text for text, _ in done]
    return {shape: pack([f[k] for _, f in done], said) for k, shape in enumerate(shapes)}, note


def _task(
    explorer: Explorer, shapes: Sequence[str], draw: Callable[..., str], state: State
) -> Drawn:
    try:
        return explorer.say(state), [draw(state, shape) for shape in shapes]
    except Exception as error:
        raise noted(error, explorer.id, state) from None


def _fast(explorer: Explorer, shapes: Sequence[str], states: list[State]) -> list[Drawn]:
    """Draw all states fast, with parts of matplotlib replaced meanwhile."""
    task = partial(_task, explorer, shapes, FastDrawing(explorer.drawing).draw)
    with switched_on():
        for _ in range(LEARNT):
            task(explorer.start)
        return parallel(task, states)


def _differing(
    explorer: Explorer,
    shapes: Sequence[str],
    states: list[State],
    done: list[Drawn],
    known: dict[int, Drawn],
) -> str:
    """Return a state of the sample whose frames are not those of plain drawing; mostly none."""
    last = len(states) - 1
    sample = {round((i + 0.5) * last / SAMPLE) for i in range(SAMPLE)} | set(known)
    for k in sorted(sample):
        plain = known.get(k) or _task(explorer, shapes, explorer.drawing.draw, states[k])
        if plain != done[k]:
            return _told(states[k])
    return ""


def _told(state: State) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in state.items())


def noted(error: Exception, id: str, state: State) -> Exception:
    """Add to an error which state of which explorer was drawn."""
    error.add_note(f"while the explorer {id!r} drew {_told(state)}")
    return error
