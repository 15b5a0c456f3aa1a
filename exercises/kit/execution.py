"""Run one submission: the student's cells in one sandbox, the tests in another.

The student's cells run in order. Where a test stands, a snapshot of her process is kept. When all
has run, the tests are judged in their own sandbox; what they ask of the answers is passed on to
the snapshots as data (see :mod:`kit.inside.wire`). A cell that kills its process is left out, and
the rest is run again without it.
"""

from __future__ import annotations

import ast
import json
import re
import time
from dataclasses import dataclass, field
from typing import Any

from kit.court import Court, sitting
from kit.inside.judge import MACHINE
from kit.inside.limits import GRACE, OURS, PATIENCE
from kit.inside.runner import MOST_OUTPUTS, MOST_PICTURE, MOST_TEXT
from kit.inside.wire import GoneError, Line, TooLargeError
from kit.reading import line as one_line
from kit.reading import whole
from kit.sandbox import Box, Limits, wait_until

#: seconds that a given cell may take at least
GIVEN = 60.0

#: characters of all that one notebook may show; whoever grades holds them in memory
MOST_SHOWN = 50 * 2**20

#: how often a notebook is started again after one of its cells has ended its process
RESTARTS = 3


class CouldNotRunError(Exception):
    """The machinery failed, not the answer: nothing may be concluded about points."""


@dataclass
class Step:
    """One code cell of a notebook in order: foreign code, or a test.

    Attributes
    ----------
    name : str
        How reports call it.
    source : str
        Its code.
    test : bool
        Whether it is a test, to be judged elsewhere.
    given : bool
        Whether it is the assignment's own (imports, data).
    answer : bool
        Whether it is an answer that the student has written something into.
    kinds : dict of str to str
        For a test: the names that its item declares, with their kinds.
    outputs : list of dict
        What it showed, as in a notebook file; a test that passed shows nothing.
    count : int or None
        Execution count.
    judged : bool
        For a test: whether there is a verdict at all.
    """

    name: str
    source: str
    test: bool = False
    given: bool = False
    answer: bool = False
    kinds: dict[str, str] = field(default_factory=dict)
    outputs: list[dict[str, Any]] = field(default_factory=list)
    count: int | None = None
    judged: bool = False


@dataclass
class Record:
    """What happened to a submission besides its points.

    Attributes
    ----------
    look : list of str
        Reasons for a person to look at it.
    seconds : float
        How long it took.
    """

    look: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def note(self, reason: str) -> None:
        """Add a reason once."""
        reason = one_line(reason)
        if reason not in self.look:
            self.look.append(reason)


def run(steps: list[Step], given: list[str], limits: Limits) -> Record:
    """Run the steps and judge the tests among them; the steps are changed in place.

    Parameters
    ----------
    steps : list of Step
        The code cells of the repaired submission, in order.
    given : list of str
        The assignment's own cells (imports, data), which the tests rely on.
    limits : Limits
        What the submission may use.

    Raises
    ------
    CouldNotRunError
        If a sandbox or the given cells fail, which is nobody's mistake but ours.
    """
    begin, record = time.monotonic(), Record()
    tests = [step for step in steps if step.test]
    with sitting(given, limits) as court:
        left_out: set[int] = set()
        for _ in range(RESTARTS + 1):
            with Box("runner", 1 + len(tests), limits) as box:
                dead = _run_cells(steps, box, left_out, record, begin + limits.total)
                if dead is None:
                    _judge(tests, court, box, limits, record, begin + 2 * limits.total)
                    break
                record.note(_obituary(steps[dead], box))
                left_out.add(dead)
        else:
            record.note(f"its process ended {RESTARTS + 1} times; the tests were not run")
    record.seconds = time.monotonic() - begin
    return record


def _obituary(step: Step, box: Box) -> str:
    why = f" (it used {box.stopped_for})" if box.stopped_for else ""
    text = f"{step.name} ended the notebook's process{why} and was left out"
    step.outputs = [_error("ProcessEnded", text)]
    return text


def _run_cells(
    steps: list[Step], box: Box, left_out: set[int], record: Record, until: float
) -> int | None:
    """Run all cells; return the number of the one that ended the process, or None."""
    line, snapshots, room = Line(box.ends[0]), 0, MOST_SHOWN
    try:
        line.receive(OURS)
    except (GoneError, TimeoutError):
        raise CouldNotRunError("the notebook's sandbox did not start") from None
    for number, step in enumerate(steps):
        if number in left_out:
            continue
        if step.test:
            try:
                line.send({"snapshot": snapshots})
                line.receive(OURS)
            except (GoneError, TimeoutError):
                return _last_run(steps, number, left_out)
            snapshots += 1
            continue
        limit = max(box.limits.cell, GIVEN) if step.given else box.limits.cell
        limit = min(limit, wait_until(until))
        try:
            line.send({"source": step.source, "limit": limit})
            reply = line.receive(PATIENCE * limit + GRACE)
            step.outputs = _outputs(reply["outputs"])
            room -= len(json.dumps(step.outputs))
            if room < 0:
                record.note("it shows more than a page can hold; what came later was left out")
                step.outputs = []
            step.count = min(int(reply["count"]), 10**6)
            failures = [(str(kind)[:80], str(text)[:300]) for kind, text in reply["failures"][:20]]
            changed = [str(name)[:80] for name in reply["changed"][:5]]
        except TimeoutError:
            box.stopped_for = box.stopped_for or "more time than it was given"
            return number
        except Exception:  # whatever the process of a student may say in place of a reply
            return number
        if step.given and (reply.get("late") or failures):
            record.note(f"{step.name}, a given cell, did not run")
        elif reply.get("late"):
            record.note(f"{step.name} was stopped after {limit:g} seconds")
        for kind, text in failures:
            if why := _why(step, kind, text):
                record.note(why)
        for name in changed:
            record.note(f"{step.name} changes {name}")
    return None


def _why(step: Step, kind: str, text: str) -> str:
    """Return why a person should see a statement that failed; nothing if it is no matter."""
    short = f"{kind}: {text.splitlines()[0][:120] if text else ''}".rstrip(": ")
    if kind == "SystemExit":
        return f"{step.name} tries to end the notebook (exit)"
    if kind == "NotImplementedError" and not text:
        return f"{step.name} still holds raise NotImplementedError()" if step.answer else ""
    if kind in MACHINE:
        return f"{step.name} {MACHINE[kind]} ({short}); the rest of it was run"
    return f"{step.name} stops at an error ({short}); the rest of it was run" if step.answer else ""


def _last_run(steps: list[Step], number: int, left_out: set[int]) -> int:
    """Return the cell before a test at which the process was found dead."""
    before = [i for i in range(number) if not steps[i].test and i not in left_out]
    if not before:
        raise CouldNotRunError("the notebook's sandbox ended before any cell ran")
    return before[-1]


def _judge(
    tests: list[Step], court: Court, box: Box, limits: Limits, record: Record, until: float
) -> None:
    """Judge all tests: first every visible line, then the hidden ones.

    What a student may see of a test is settled before the first hidden line is run. So whatever
    her functions do with the arguments of a hidden call, it comes too late to be shown.
    """
    try:
        judge = court.ready()
    except (GoneError, TimeoutError):
        raise CouldNotRunError("the assignment's own cells do not run") from None
    lines = [Line(end) for end in box.ends[1:]]
    for turn in ("visible", "hidden"):
        for step, answers in zip(tests, lines, strict=True):
            seen = visible_part(step.source)
            source = seen if turn == "visible" else step.source
            if step.outputs or not runs(source) or (turn == "hidden" and seen == step.source):
                continue
            calls = min(until, time.monotonic() + 2 * PATIENCE * limits.cell)
            try:
                judge.send({"test": source, "kinds": step.kinds})
                while "ask" in (message := judge.receive(PATIENCE * limits.cell + OURS)):
                    judge.send(_pass_on(message["ask"], answers, limits, calls))
            except (GoneError, TooLargeError, TimeoutError):
                raise CouldNotRunError(f"the test {step.name} did not come to a verdict") from None
            verdict = message["done"]
            for reason in verdict["notes"]:
                record.note(f"{step.name}: {reason}")
            if not verdict["passed"]:
                step.outputs = [_failure(verdict, turn == "hidden")]
    for step in tests:
        step.judged = True


#: how the error of a hidden test is called where teachers see it; feedback shows no more of it
HIDDEN = "HiddenTestFailed"

_HIDDEN_PART = re.compile(
    r"^[ \t]*#+ BEGIN HIDDEN TESTS\b.*?^[ \t]*#+ END HIDDEN TESTS\b[^\n]*$\n?", re.M | re.S
)


def visible_part(source: str) -> str:
    """Return the lines of a test that students see."""
    return _HIDDEN_PART.sub("", source)


def runs(source: str) -> bool:
    """Tell whether a test has anything to run."""
    return bool(ast.parse(source).body)


def _failure(verdict: dict[str, Any], hidden: bool) -> dict[str, Any]:
    """Return what a failed test shows; of an error of the student's own, the first line."""
    name, text = str(verdict["ename"]), whole(str(verdict["evalue"]))
    if hidden:
        return _error(HIDDEN, f"{name}: {text}"[:500], verdict["where"])
    if verdict["foreign"]:
        text = text.split("\n")[0][:150]
    return _error(name, text[:500], verdict["where"])


def _pass_on(ask: dict[str, Any], answers: Line, limits: Limits, until: float) -> dict[str, Any]:
    """Ask a snapshot what the test wants to know."""
    limit = min(limits.cell, until - time.monotonic())
    if limit <= 0:
        return {"late": True}
    try:
        answers.send({**ask, "limit": limit})
        reply = answers.receive(PATIENCE * limit + GRACE)
    except TimeoutError:
        answers.sock.close()  # what comes after this would answer the wrong question
        return {"late": True}
    except (GoneError, TooLargeError):
        return {"gone": True}
    return reply if isinstance(reply, dict) else {"gone": True}


def _error(name: str, text: str, where: str = "") -> dict[str, Any]:
    trace = [line for line in (where, f"{name}: {text}") if line]
    return {"output_type": "error", "ename": name, "evalue": text, "traceback": trace}


def _outputs(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Keep of what a notebook claims to have shown only what a notebook file may hold."""
    kept: list[dict[str, Any]] = []
    for output in outputs[:MOST_OUTPUTS]:
        kind = output["output_type"]
        if kind == "stream":
            kept.append({"output_type": kind, "name": "stdout", "text": _cut(output["text"])})
        elif kind == "error":
            trace = [_cut(line) for line in output["traceback"][:20]]
            error = _error(_cut(output["ename"], 80), _cut(output["evalue"]))
            kept.append(error | {"traceback": trace})
        elif kind == "display_data":
            data = {
                str(k): _cut(v, MOST_PICTURE if k == "image/png" else MOST_TEXT)
                for k, v in output["data"].items()
                if k in _SAFE
            }
            if not _BASE64.fullmatch(data.get("image/png", "")):
                del data["image/png"]
            kept.append({"output_type": kind, "data": data, "metadata": {}})
    return kept


def _cut(text: Any, most: int = MOST_TEXT + 10) -> str:
    """Return a text that is no longer than what the runner shows."""
    return whole(str(text)[:most])


#: forms of output that are kept; HTML and SVG could run scripts in a teacher's browser
_SAFE = ("text/plain", "text/latex", "image/png")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
