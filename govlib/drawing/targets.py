"""Targets that notice: something to find with an explorer, and how the page knows it is found.

A target is a predicate over the grid, declared beside the explorer. When the book is built it is
proved that some state reaches it and that the start does not. The page says so once when the
reader's hand comes to rest on such a state, and keeps it in the reader's own record.
"""

from __future__ import annotations

import base64
import inspect
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from govlib.drawing.controls import Control

__all__ = ["Target", "bits"]


@dataclass(frozen=True)
class Target:
    """Something to find with an explorer.

    Parameters
    ----------
    text : str
        What is to be found, in a few words, as the page lists it.
    when : callable
        ``when(**state)`` tells whether a state reaches it. It names the parameters that it
        looks at; the others are not given to it.
    smallest, largest : str, optional
        A control with numbers: of the states that ``when`` accepts, only those count in which
        no smaller (larger) value of this control would do, all else equal.
    said : str, optional
        A kind sentence for the moment: what the reader has found. By default the text again.
    id : str, optional
        Name under which the record keeps it; by default made from the text.

    Raises
    ------
    TypeError, ValueError
        If ``when`` cannot be called, a text is empty, or both ``smallest`` and ``largest`` are
        given.

    Examples
    --------
    >>> giving = Target(
    ...     "4 members: the smallest return at which giving pays",
    ...     lambda n, mpcr: n == 4 and mpcr >= 1,
    ...     smallest="mpcr",
    ... )
    >>> giving.id
    '4-members-the-smallest-return-at-which-giving-pays'
    """

    text: str
    when: Callable[..., Any]
    smallest: str | None = None
    largest: str | None = None
    said: str = ""
    id: str = ""

    def __post_init__(self) -> None:
        if not isinstance(self.text, str) or not self.text.strip():
            raise ValueError(f"a target's text must say what to find; got {self.text!r}")
        if not isinstance(self.said, str):
            raise TypeError(f"a target's said must be text; got {self.said!r}")
        if not callable(self.when):
            raise TypeError(f"a target's when must be a function of the state; got {self.when!r}")
        if self.smallest is not None and self.largest is not None:
            raise ValueError("a target has either smallest or largest; got both")
        if not self.id:
            slug = re.sub(r"[^a-z0-9]+", "-", self.text.lower()).strip("-")
            object.__setattr__(self, "id", slug)
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", self.id):
            raise ValueError(
                f"a target's id must be lower-case letters, digits and hyphens; got {self.id!r}"
            )

    def check(self, controls: Mapping[str, Control]) -> None:
        """Refuse a target that asks for what the controls do not have."""
        for name in sorted(self.names):
            if name not in controls:
                known = ", ".join(controls)
                raise ValueError(f"the target {self.text!r} asks for {name!r}; there are {known}")
        for name in filter(None, [self.smallest, self.largest]):
            if controls[name].kind != "slider":
                raise ValueError(f"the target {self.text!r}: {name} has no smallest or largest")

    @property
    def names(self) -> set[str]:
        """The parameters that the target looks at."""
        return {*self._names(), *filter(None, [self.smallest, self.largest])}

    def _names(self) -> list[str]:
        parameters = inspect.signature(self.when).parameters.values()
        return [p.name for p in parameters if "VAR" not in p.kind.name]

    def _holds(self, state: Mapping[str, Any]) -> bool:
        parameters = inspect.signature(self.when).parameters.values()
        if any(p.kind is p.VAR_KEYWORD for p in parameters):
            return bool(self.when(**state))
        return bool(self.when(**{name: state[name] for name in self._names()}))

    def reached(self, state: Mapping[str, Any], controls: Mapping[str, Control]) -> bool:
        """Tell whether a state reaches the target; it may lie between the steps of a slider."""
        return self._best(state, controls, self._holds)

    def _best(
        self,
        state: Mapping[str, Any],
        controls: Mapping[str, Control],
        holds: Callable[[Mapping[str, Any]], bool],
    ) -> bool:
        name = self.smallest or self.largest
        if not holds(state) or name is None:
            return holds(state)
        now = state[name]
        better = [v for v in controls[name].values if (v < now if self.smallest else v > now)]
        return not any(holds({**state, name: v}) for v in better)

    def proved(
        self,
        states: Iterable[Mapping[str, Any]],
        start: Mapping[str, Any],
        controls: Mapping[str, Control],
    ) -> list[bool]:
        """Tell for each state of the grid whether it reaches the target.

        Raises
        ------
        ValueError
            If none does, or the start does.
        """
        states = list(states)
        known = {tuple(state.items()): self._holds(state) for state in states}
        found = [self._best(state, controls, lambda s: known[tuple(s.items())]) for state in states]
        if not any(found):
            raise ValueError(
                f"no state reaches the target {self.text!r}: change it, or the values of a control"
            )
        if found[states.index(dict(start))]:
            raise ValueError(
                f"the start reaches the target {self.text!r}: nothing would be left to find"
            )
        return found


def bits(truths: Sequence[bool]) -> str:
    """Pack truth values for the page: eight a byte, the first one lowest, in base64.

    Examples
    --------
    >>> bits([True, False, True])
    'BQ=='
    """
    packed = bytearray((len(truths) + 7) // 8)
    for i, truth in enumerate(truths):
        packed[i // 8] |= truth << (i % 8)
    return base64.b64encode(packed).decode("ascii")
