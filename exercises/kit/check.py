"""Whether the tests of a master are just: right answers pass, wrong ones do not.

Everything is tried with every row of numbers, through the same words as in grading
(:mod:`kit.inside.judge`), but in this process: masters and their solutions are our own, so they
need no sandbox.
"""

from __future__ import annotations

import contextlib
import io
import json
import math
import multiprocessing
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from kit import ideas, master
from kit.inside.judge import judge
from kit.inside.kinds import GIVES
from kit.inside.runner import Answers
from kit.names import cell_id, declared, is_answer, is_test, item_of
from kit.sandbox import GOVLIB
from kit.tell import hints

#: right solutions that each item with tests needs, besides the model answer
WAYS = 3

#: answers that hold nothing: no test may be passed by one
NOTHING: tuple[Any, ...] = (None, [], {}, "", math.nan, np.empty(0), np.empty((0, 1)))

#: answers to everything: no hidden test may be passed by one
CONSTANTS = (0, 1, -1, True, False, math.inf)


def check(name: str, jobs: int = 1) -> list[str]:
    """Try a master with its right solutions and wrong ideas; return what is wrong.

    Parameters
    ----------
    name : str
        Name of the assignment.
    jobs : int, default 1
        Rows of numbers that are tried at the same time, each in a process of its own.
    """
    told = master.load(name)
    wrong: list[str] = []
    for item in told.items:
        wrong += _enough(name, item)
    for cell in told.notebook(next(told.variants())).cells:
        if is_test(cell) and "BEGIN HIDDEN TESTS" in cell.source and not hints(cell.source):
            wrong.append(f"{cell_id(cell)} has no line '# HINT: …' in its hidden part")
    rows = list(enumerate(told.variants()))
    first = Trial(told.notebook(rows[0][1]).cells)  # imports once what all rows need
    if jobs > 1:
        with multiprocessing.get_context("fork").Pool(jobs) as pool:
            found = pool.starmap(_row, [(name, *row) for row in rows], chunksize=1)
    else:
        found = [_row(name, *row) for row in rows]
    wrong += [what for some in found for what in some]
    return wrong + [what for item in told.items for what in _undue(item, first)]


def _enough(name: str, item: master.Item) -> Iterator[str]:
    """Yield what an item lacks: wrong ideas, or right solutions that are unlike."""
    if sum(idea.item == item.number for idea in ideas.load(name)) < 2:
        yield f"item {item.number} has fewer than two wrong ideas in misconceptions.toml"
    if item.by_hand == item.points:
        return
    ways = [right for right in ideas.solutions(name) if right.item == item.number]
    if len(ways) < WAYS:
        yield f"item {item.number} has {len(ways)} right solutions in solutions.toml, not {WAYS}"
    for number, right in enumerate(ways):
        for other in ways[:number]:
            if right.shape == other.shape:
                yield (
                    f"item {item.number}: {right.way!r} differs from {other.way!r} in names and "
                    "numbers only; write it in another way"
                )


def _row(name: str, turn: int, numbers: Mapping[str, Any]) -> list[str]:
    """Return what goes wrong with one row of numbers."""
    trial = Trial(master.load(name).notebook(numbers).cells)
    return [f"row {turn}: {what}" for what in _tried(name, trial, numbers)]


def _tried(name: str, trial: Trial, numbers: Mapping[str, Any]) -> Iterator[str]:
    """Yield it, without saying which row it is."""
    failed, notes = trial.run({})
    yield from (f"the model answer fails {test}" for test in failed)
    yield from (f"the model answer: {what}" for what in notes)
    for right in ideas.solutions(name):
        failed, notes = trial.run(right.sources(numbers), item=f"q{right.item}")
        yield from (f"{right.way!r} of item {right.item} fails {test}" for test in failed)
        yield from (f"{right.way!r} of item {right.item}: {what}" for what in notes)
    for idea in ideas.load(name):
        if idea.code:
            answers = {idea.cell: idea.source(numbers)}
            failed, _ = trial.run(answers, item=f"q{idea.item}")
            if set(failed) != set(idea.lost):
                yield f"{idea.idea!r} fails {sorted(failed) or 'nothing'}"


def _undue(item: master.Item, trial: Trial) -> Iterator[str]:
    """Yield the tests that an answer passes which holds nothing, or is the same to everything."""
    for value in (*NOTHING, *CONSTANTS):
        nothing = any(value is one for one in NOTHING)
        for test in trial.passed_by(value, item.id):
            if nothing or "BEGIN HIDDEN TESTS" in trial.sources[test]:
                yield f"{test} is passed by the answer {value!r} to everything"


class Trial:
    """The cells of a master with one row of numbers, to be run with various answers."""

    def __init__(self, cells: list[Any]) -> None:
        if str(GOVLIB.parent) not in sys.path:  # the grading environment has no govlib of its own
            sys.path.append(str(GOVLIB.parent))
        self.cells = [cell for cell in cells if cell.cell_type == "code"]
        self.kinds = declared(cells)
        self.sources = {cell_id(cell): cell.source for cell in self.cells if cell_id(cell)}
        given = (c for c in self.cells if not is_test(c) and not is_answer(c))
        self.given = _executed({}, given)

    def run(self, answers: Mapping[str, str], item: str = "") -> tuple[list[str], list[str]]:
        """Return the tests that fail, and what the tests could not read."""
        verdicts = self.verdicts(answers, item)
        failed = [test for test, verdict in verdicts.items() if not verdict["passed"]]
        return failed, [note for verdict in verdicts.values() for note in verdict["notes"]]

    def verdicts(self, answers: Mapping[str, str], item: str = "") -> dict[str, dict[str, Any]]:
        """Return the verdict of each test, or of each test of an item."""
        wanted = (item, "given") if item else tuple({item_of(cell_id(c)) for c in self.cells})
        names: dict[str, Any] = {}
        found = {}
        for cell in self.cells:
            if item_of(cell_id(cell)) not in wanted:
                continue
            if is_test(cell):
                found[cell_id(cell)] = self._judged(cell, names)
            else:
                _executed(names, [cell], answers)
        return found

    def passed_by(self, value: Any, item: str) -> list[str]:
        """Return the tests of an item that pass if every declared name is, or gives, a value."""
        kinds = self.kinds.get(item, {})
        names = {
            name: (lambda *args, **kwargs: value) if kind.startswith(GIVES) else value
            for name, kind in kinds.items()
        }
        return [
            cell_id(cell)
            for cell in self.cells
            if is_test(cell)
            and item_of(cell_id(cell)) == item
            and self._judged(cell, names)["passed"]
        ]

    def _judged(self, cell: Any, names: dict[str, Any]) -> dict[str, Any]:
        kinds = self.kinds.get(item_of(cell_id(cell)), {})
        return judge(cell.source, self.given, _Near(names), kinds)


def _executed(
    names: dict[str, Any], cells: Iterable[Any], answers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Run some cells and return their names; an answer that fails leaves what it had."""
    import matplotlib

    matplotlib.use("agg")
    for cell in cells:
        source = (answers or {}).get(cell_id(cell), cell.source)
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(source, cell_id(cell), "exec"), names)
    return names


class _Near:
    """A line to a snapshot that is no other process."""

    def __init__(self, names: dict[str, Any]) -> None:
        self.answers, self.reply = Answers(dict(names)), None

    def send(self, message: Any) -> None:
        """Ask; what comes back has been data on the way."""
        self.reply = json.loads(json.dumps(self.answers.answer({**message["ask"], "limit": 120})))

    def receive(self, limit: float | None = None) -> Any:
        """Return the reply."""
        return self.reply
