"""A prediction that is drawn: a curve or bars, set by a few handles and marked by criteria.

In the file of questions::

    [draw.waning]
    question = "Draw the average gift of ten periods."
    places = ["1", "4", "7", "10"]     # one handle each
    label = "average gift"
    low = 0
    high = 20
    step = 1
    unit = " of 20"
    truth = "{gifts}"                  # an array that the notebook gave to Practice
    result = "It falls, from {first:.1f} to {last:.1f}."

    [[draw.waning.check]]
    falls = ["1", "10"]
    right = "It falls."
    wrong = "It does not end as high as it began."

``bars = true`` draws bars. ``given = 1`` sets the first place at its true value. ``start`` says
where the handles stand at first, in the middle by default. A check is one of ``rises``, ``falls``
(two places), ``level`` (two places, and ``within`` so many steps of each other), ``peak``,
``trough`` (a place, and ``within`` so many places of it), ``crosses`` (a value, and ``between`` two
places) and ``near`` (a place, and ``within`` so many steps of the truth). What is drawn and what is
true are compared in whole steps. The truth must pass every check, and the handles as they stand at
first must fail one: a criterion that everybody meets says nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .rows import QuestionError, Row

__all__ = ["Check", "Curve", "read_curve"]

#: how many handles a hand can set
FEWEST, MOST = 3, 12

FIELDS = (
    *("question", "places", "label", "low", "high", "step", "unit", "bars", "given", "start"),
    *("truth", "result", "check"),
)

KINDS = ("rises", "falls", "level", "peak", "trough", "crosses", "near")


@dataclass(frozen=True)
class Check:
    """One criterion; ``at`` holds indices of places, ``value`` and ``within`` are in steps."""

    kind: str
    at: tuple[int, ...]
    within: float
    value: float
    right: str
    wrong: str

    def passes(self, steps: Sequence[float], truth: Sequence[float]) -> bool:
        """Tell whether a curve, in whole steps above the lowest value, meets the criterion."""
        y = np.asarray(steps, float)
        if self.kind in ("peak", "trough"):
            best = y.max() if self.kind == "peak" else y.min()
            there = np.flatnonzero(y == best)
            near = np.abs(there - self.at[0]).min() <= self.within
            return bool(near and y.max() > y.min())
        if self.kind == "near":
            return bool(abs(y[self.at[0]] - truth[self.at[0]]) <= self.within)
        a, b = y[list(self.at)]
        if self.kind == "crosses":
            return bool((a - self.value) * (b - self.value) < 0)
        if self.kind == "level":
            return bool(abs(b - a) <= self.within)
        return bool(b > a) if self.kind == "rises" else bool(b < a)


@dataclass(frozen=True)
class Curve:
    """A question that is answered by drawing; values are in the units of its label."""

    id: str
    question: str
    places: tuple[str, ...]
    label: str
    low: float
    high: float
    step: float
    unit: str
    bars: bool
    given: int
    start: tuple[float, ...]
    truth: tuple[float, ...]
    result: str
    checks: tuple[Check, ...]

    def steps(self, values: Sequence[float]) -> list[int]:
        """Return values as whole steps above the lowest."""
        return [math.floor((value - self.low) / self.step + 0.5) for value in values]


def read_curve(row: Row, id: str) -> Curve:
    """Read one ``[draw.<id>]`` table.

    Raises
    ------
    govlib.explorer.rows.QuestionError
        If it is malformed, or its criteria say nothing.
    """
    row.only(*FIELDS)
    row.id(id)
    places = row.texts("places", FEWEST, MOST)
    if len(set(places)) < len(places):
        raise row.wrong("places", "must have different names")
    low, high = (row.number(name, row.get(name)) for name in ("low", "high"))
    step = row.number("step", row.get("step"))
    if not 0 < step <= (high - low) / 4:
        raise row.wrong(
            "step", f"must be above 0 and fit four times from low to high; got {step:g}"
        )
    given = row.data.get("given", 0)
    if isinstance(given, bool) or not isinstance(given, int) or not 0 <= given <= len(places) - 2:
        raise row.wrong("given", f"must be a whole number from 0 to {len(places) - 2}")
    bars, unit = row.data.get("bars", False), row.data.get("unit", "")
    if not isinstance(bars, bool) or not isinstance(unit, str):
        raise row.wrong("bars", "must be true or false, and unit a text")
    truth = row.array("truth", len(places), low, high)
    middle = low + round((high - low) / 2 / step) * step
    start = [row.number("start", row.data.get("start", middle), low)] * len(places)
    start[:given] = truth[:given]
    checks = row.data.get("check")
    if not isinstance(checks, list) or not checks:
        raise row.wrong("check", f"needs at least one [[draw.{id}.check]]")
    found = tuple(
        _check(Row(row.where, f"check {k + 1}", one, row.values), places, low, step)
        for k, one in enumerate(checks)
    )
    curve = Curve(
        id, row.text("question"), places, row.text("label"), low, high, step, unit, bars, given,
        tuple(start), tuple(truth), row.text("result"), found,
    )  # fmt: skip
    if truth and not np.isnan(truth).any():
        _agrees(row, curve)
    return curve


def _agrees(row: Row, curve: Curve) -> None:
    """Refuse criteria that the truth does not meet, or that everything meets."""
    true, first = curve.steps(curve.truth), curve.steps(curve.start)
    for k, check in enumerate(curve.checks, 1):
        if not check.passes(true, true):
            raise QuestionError(f"{row.where}, check {k}: the truth does not meet it")
    if all(check.passes(first, true) for check in curve.checks):
        raise QuestionError(f"{row.where}: the handles as they stand at first meet every check")


def _check(row: Row, places: tuple[str, ...], low: float, step: float) -> Check:
    kinds = [kind for kind in KINDS if kind in row.data]
    if len(kinds) != 1:
        raise row.wrong("check", f"must be one of {', '.join(KINDS)}; got {', '.join(kinds)}")
    (kind,) = kinds
    more = {"crosses": ["between"], "rises": [], "falls": []}.get(kind, ["within"])
    row.only(kind, "right", "wrong", *more)
    two = kind in ("rises", "falls", "level", "crosses")
    field = "between" if kind == "crosses" else kind
    named = row.get(field)
    names = named if two else [named]
    if not isinstance(names, list) or len(names) != 1 + two or not set(names) <= set(places):
        many = "two places" if two else "a place"
        raise row.wrong(field, f"must name {many} among {', '.join(places)}; got {named!r}")
    at = tuple(places.index(name) for name in names)
    if two and at[0] >= at[1]:
        raise row.wrong(field, "must name the earlier place first")
    value = (row.number(kind, row.get(kind)) - low) / step if kind == "crosses" else 0.0
    within = row.number("within", row.data.get("within", 0), 0)
    return Check(kind, at, within, value, row.text("right"), row.text("wrong"))
