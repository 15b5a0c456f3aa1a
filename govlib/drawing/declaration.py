"""Declare a figure: its function, its sentence, its sizes and its grid, in one place."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from types import MappingProxyType
from typing import Any, TypeVar

from govlib.drawing._check import (
    check_apart,
    check_controls,
    check_size,
    check_takes,
    checked_targets,
    merged,
    refuse_controls,
)
from govlib.drawing.controls import Control
from govlib.drawing.targets import Target
from govlib.drawing.typeset import apostrophes

__all__ = [
    "MAX_STATES",
    "NARROW",
    "WIDE",
    "Declaration",
    "Size",
    "declaration",
    "declared",
    "figure",
    "link_name",
]

#: How many states a grid may have.
MAX_STATES = 1500

Size = tuple[float, float]

#: Width and height in inches on a wide page, and on a phone: there the figure, its sentence and
#: three controls stand on one screen.
WIDE: Size = (6.4, 3.8)
NARROW: Size = (3.6, 3.2)

_Figure = TypeVar("_Figure", bound=Callable[..., None])


@dataclass(frozen=True, eq=False)
class Declaration:
    """What is known of a figure beside its drawing.

    Attributes
    ----------
    draw : callable
        ``draw(fig, **state)`` draws one state on the empty figure ``fig``.
    says : callable or None
        ``says(**state)`` returns one or two sentences: what is seen, and what it means.
    size, narrow : tuple of float
        Width and height in inches on a wide page and on a phone; ``narrow`` may be None.
    controls : mapping of str to Control
        The values of each parameter. Together they are the grid.
    play : str or None
        The control that a Play button moves.
    interval : int
        Milliseconds from one step of Play to the next.
    targets : tuple of Target
        What the reader is asked to find.
    """

    draw: Callable[..., None]
    says: Callable[..., str] | None = None
    size: Size = WIDE
    narrow: Size | None = None
    controls: Mapping[str, Control] = field(default_factory=dict)
    play: str | None = None
    interval: int = 200
    targets: tuple[Target, ...] = ()

    def __post_init__(self) -> None:
        check_takes("figure", self.draw, self.controls, first=True)
        if self.says is not None:
            check_takes("says", self.says, self.controls)
        size, narrow = check_size("size", self.size), self.narrow
        object.__setattr__(self, "size", size)
        object.__setattr__(self, "narrow", narrow and check_size("narrow", narrow))
        object.__setattr__(self, "controls", MappingProxyType(dict(self.controls)))
        if self.play is not None and self.play not in self.controls:
            known = ", ".join(self.controls)
            raise ValueError(f"play must be one of {known}; got {self.play!r}")
        gap = self.interval
        if isinstance(gap, bool) or not isinstance(gap, int) or gap < 20:
            raise ValueError(f"interval must be at least 20 milliseconds; got {gap!r}")
        object.__setattr__(self, "targets", checked_targets(self.targets, self.controls))
        if self.n_states > MAX_STATES:
            product = " × ".join(str(len(c.values)) for c in self.controls.values())
            raise ValueError(
                f"{product} = {self.n_states} states, at most {MAX_STATES}: "
                "give coarser controls, or make two figures"
            )

    @property
    def sizes(self) -> dict[str, Size]:
        """The sizes that the figure has: ``wide``, and ``narrow`` if there is one."""
        return {"wide": self.size} | ({"narrow": self.narrow} if self.narrow else {})

    @property
    def n_states(self) -> int:
        """The number of states in the grid."""
        return math.prod(len(c.values) for c in self.controls.values())

    @property
    def start(self) -> dict[str, Any]:
        """The state shown first."""
        return {name: c.values[c.start] for name, c in self.controls.items()}

    def states(self) -> Iterator[dict[str, Any]]:
        """Yield all states of the grid; the last control moves fastest."""
        values = [c.values for c in self.controls.values()]
        for combination in itertools.product(*values):
            yield dict(zip(self.controls, combination, strict=True))

    def say(self, state: Mapping[str, Any]) -> str:
        """Return the sentence for a state; empty without a function that says it.

        Raises
        ------
        TypeError
            If the function returns no text.
        """
        if self.says is None:
            return ""
        text = self.says(**state)
        if not isinstance(text, str) or not text.strip():
            name = getattr(self.says, "__name__", repr(self.says))
            raise TypeError(f"{name} must return a sentence; got {text!r}")
        return apostrophes(re.sub(r"\s+", " ", text.strip()))

    def changed(
        self,
        *,
        controls: Mapping[str, Control] | None = None,
        fixed: Mapping[str, Any] | None = None,
        **settings: Any,
    ) -> Declaration:
        """Return the declaration with other settings, other controls, or fewer.

        Parameters
        ----------
        controls : mapping of str to Control, optional
            Controls in place of those of the same name; new ones come last. Where one lacks
            stops of the old one, the declared targets that look at it are left out.
        fixed : mapping of str to value, optional
            Parameters that keep one value and lose their control.
        **settings
            ``says``, ``size``, ``narrow``, ``play``, ``interval``, ``targets``; None leaves one
            as it is.

        Raises
        ------
        TypeError, ValueError
            As :func:`figure`.
        """
        fixed, given = dict(fixed or {}), dict(controls or {})
        check_controls(given)
        check_apart(fixed, given)
        kept = {name: c for name, c in {**self.controls, **given}.items() if name not in fixed}
        new = {name: value for name, value in settings.items() if value is not None}
        # nothing is left to find with a control that is gone, or whose stops are gone
        lost = {*fixed, *(n for n, c in given.items() if not _keeps_stops(self.controls.get(n), c))}
        new.setdefault("targets", tuple(t for t in self.targets if not t.names & lost))
        if fixed:
            check_takes("figure", self.draw, [*kept, *fixed], first=True)
            said = new.get("says", self.says)
            new |= {"draw": partial(self.draw, **fixed), "says": said and partial(said, **fixed)}
            if self.play in fixed:
                new.setdefault("play", None)
        return replace(self, controls=kept, **new)


def _keeps_stops(old: Control | None, new: Control) -> bool:
    """Tell whether a control has all the stops of the one that it replaces."""
    if old is None:
        return True
    return old.kind == new.kind and all(value in new.values for value in old.values)


def figure(
    *,
    says: Callable[..., str],
    size: Size = WIDE,
    narrow: Size = NARROW,
    play: str | None = None,
    interval: int = 200,
    targets: Sequence[Target] = (),
    controls: Mapping[str, Control] | None = None,
    **more: Control,
) -> Callable[[_Figure], _Figure]:
    """Declare what goes with a figure function; the function itself stays as it is.

    Parameters
    ----------
    says : callable
        ``says(**state)`` returns one or two sentences: what is seen, and what it means.
    size, narrow : tuple of float, optional
        Width and height in inches on a wide page and on a phone.
    play : str, optional
        The control that a Play button moves.
    interval : int, default 200
        Milliseconds from one step of Play to the next.
    targets : sequence of Target, optional
        What the reader is asked to find.
    controls : mapping of str to Control, optional
        Controls of parameters whose name is one of the words above, such as ``size``.
    **more
        A :class:`~govlib.drawing.controls.Slider`, :class:`~govlib.drawing.controls.Choice` or
        :class:`~govlib.drawing.controls.Switch` for each parameter, by its name.

    Raises
    ------
    TypeError
        If the figure or ``says`` lacks a parameter, or a control is none.
    ValueError
        If the grid has more than :data:`MAX_STATES` states, or a name or a size is wrong.

    Examples
    --------
    >>> from govlib.drawing import Slider, declaration, figure
    >>> def say_line(*, slope):
    ...     return f"The line rises by {slope:g} for each step to the right."
    >>> @figure(says=say_line, slope=Slider(0, 1, 0.25, start=0.5))
    ... def line(fig, *, slope):
    ...     fig.add_axes((0.1, 0.1, 0.8, 0.8)).plot([0, 1], [0, slope])
    >>> declaration(line).start
    {'slope': 0.5}
    """
    every = merged(controls, more)
    settings = {"says": says, "size": size, "narrow": narrow, "play": play}
    refuse_controls({**settings, "interval": interval, "targets": targets})

    def declare(draw: _Figure) -> _Figure:
        made = Declaration(
            draw, says, size, narrow, every, play=play, interval=interval, targets=tuple(targets)
        )
        draw.__declaration__ = made  # type: ignore[attr-defined]
        return draw

    return declare


def declared(
    draw: Callable[..., None],
    *,
    controls: Mapping[str, Control] | None = None,
    fixed: Mapping[str, Any] | None = None,
    **settings: Any,
) -> Declaration:
    """Return what is known of a figure function with what is given of it here.

    Parameters
    ----------
    draw : callable
        A figure function, declared or not.
    controls, fixed, **settings
        As :meth:`Declaration.changed`.

    Raises
    ------
    TypeError, ValueError
        As :func:`figure`.
    """
    if (known := declaration(draw)) is not None:
        return known.changed(controls=controls, fixed=fixed, **settings)
    given = {name: value for name, value in settings.items() if value is not None}
    if fixed:
        check_apart(fixed, controls or {})
        check_takes("figure", draw, [*(controls or {}), *fixed], first=True)
        draw = partial(draw, **fixed)
        if "says" in given:
            given["says"] = partial(given["says"], **fixed)
    return Declaration(draw, controls=controls or {}, **given)


def link_name(draw: Callable[..., None]) -> str:
    """Return the name of a figure function as a link has it.

    Examples
    --------
    >>> def best_reply(fig, *, n): ...
    >>> link_name(best_reply)
    'best-reply'
    """
    name = getattr(draw, "__name__", "figure").lower()
    return re.sub(r"[^a-z0-9]+", "-", name).strip("-") or "figure"


def declaration(draw: Callable[..., None]) -> Declaration | None:
    """Return what was declared of a figure function, or None if nothing was."""
    return getattr(draw, "__declaration__", None)
