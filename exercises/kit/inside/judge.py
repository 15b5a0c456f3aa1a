"""Run the tests of an assignment, in a sandbox of their own, on answers that come as data.

Started as ``python -m inside.judge MEMORY SECONDS FD``. The names that a test uses are those that
the assignment's own given cells define (imports, data) and those that its item declares; only the
latter are asked for, and come from the snapshot of the student's notebook that was taken where the
test stands. A student's function is called from afar. So nothing that she has done to her own
process changes a test, and nothing that she calls as a test calls its own variables is looked at.

The process runs the given cells once; a copy of it judges each submission.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import io
import os
import shutil
import socket
import sys
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

from .kinds import GIVES, fit
from .limits import confine, keep_to
from .wire import GoneError, Line, Unreadable, decode, encode, unreadable

#: errors that an answer can owe to the machine that runs it
MACHINE = {
    "ModuleNotFoundError": "needs what is not installed here",
    "ImportError": "needs what is not installed here",
    "EOFError": "asks for input",
    "StdinNotImplementedError": "asks for input",
    "FileNotFoundError": "reads a file that is not here",
    "PermissionError": "writes where nothing may be written",
    "ConnectionError": "asks for the network",
    "URLError": "asks for the network",
    "gaierror": "asks for the network",
    "MemoryError": "needs more memory than there is",
    "BlockingIOError": "starts more processes than there may be",
}


class StudentError(Exception):
    """An error of a type that the tests do not know, raised by the student's code."""


class Asks(Protocol):
    """Whatever passes a question on and brings the reply."""

    def send(self, message: Any) -> None:
        """Send a question."""

    def receive(self, limit: float | None = None) -> Any:
        """Return the reply."""


class Remote:
    """The names of one snapshot.

    Attributes
    ----------
    notes : list of str
        What a person should know about the answers.
    foreign : list of BaseException
        The errors that the student's code raised, not the test.
    """

    def __init__(self, line: Asks, kinds: Mapping[str, str]) -> None:
        self.line, self.kinds = line, kinds
        self.notes: list[str] = []
        self.foreign: list[BaseException] = []

    def _ask(self, **question: Any) -> dict[str, Any]:
        self.line.send({"ask": question})
        reply = self.line.receive()
        return reply if isinstance(reply, dict) else {"gone": True}

    def name(self, name: str) -> Any:
        """Return the value of a name.

        Raises
        ------
        KeyError
            If the notebook has none of this name.
        """
        reply = self._ask(name=name)
        if reply.get("missing"):
            raise KeyError(name)
        if "value" not in reply:
            why = "a value that took too long to read" if reply.get("late") else "a value"
            self._note(f"{name} is {why}, which the tests cannot read")
            return Unreadable(why)
        kind = self.kinds.get(name, "anything")
        value = self._value(reply, f"{name} is", "anything" if kind.startswith(GIVES) else kind)
        return value if not callable(value) else self.function(name, value.number)

    def function(self, name: str, number: int) -> Callable[..., Any]:
        """Return a stand-in for a function of the student's."""
        kind = self.kinds.get(name, "anything")
        kind = kind.removeprefix(GIVES) if kind.startswith(GIVES) else "anything"

        def call(*args: Any, **kwargs: Any) -> Any:
            reply = self._ask(id=number, args=encode(args), kwargs=encode(kwargs))
            if reply.get("late"):
                self._note(f"{name}: a call was stopped by the time limit")
                self._fail(TimeoutError("your function did not return within the time limit"))
            if reply.get("gone"):
                self._note(f"{name}: the notebook's process was gone when the test called it")
                self._fail(RuntimeError("the answer could not be called"))
            if "error" in reply:
                self._raise(name, *map(str, reply["error"][:2]))
            value = self._value(reply, f"{name} gives", kind)
            return self.function(name, value.number) if callable(value) else value

        call.number = number  # type: ignore[attr-defined]
        return call

    def _value(self, reply: dict[str, Any], what: str, kind: str) -> Any:
        def held(number: int) -> Callable[..., Any]:
            return self.function("", number)

        try:
            value = decode(reply.get("value"), held)
        except GoneError as problem:
            self._note(f"{what} {problem}")
            return Unreadable("a value")
        for odd in unreadable(reply.get("value")):
            self._note(f"{what} or holds {odd}, which the tests cannot read")
        return fit(value, kind)

    def _note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)

    def _raise(self, name: str, kind: str, text: str) -> None:
        """Raise what the student's function raised, as far as the tests know its type."""
        if kind in MACHINE:
            self._note(f"{name} {MACHINE[kind]} ({kind}: {text[:80]})")
        known = getattr(builtins, kind, None)
        problem: BaseException = StudentError(f"{kind}: {text}")
        if isinstance(known, type) and issubclass(known, Exception):
            with contextlib.suppress(TypeError):  # some want more than a text
                problem = known(text)
        self._fail(problem)

    def _fail(self, problem: BaseException) -> None:
        self.foreign.append(problem)
        raise problem


def asked_names(source: str, kinds: Mapping[str, str]) -> list[str]:
    """Return the declared names that a test uses."""
    used = [
        node.id
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    ]
    return [name for name in dict.fromkeys(used) if name in kinds]


def judge(
    source: str, given: Mapping[str, Any], line: Asks, kinds: Mapping[str, str]
) -> dict[str, Any]:
    """Run one test; return whether it passed, or how it failed.

    Parameters
    ----------
    source : str
        The test.
    given : mapping
        The names that the given cells define.
    line : Asks
        Passes questions on to the snapshot.
    kinds : mapping of str to str
        The names that the item declares, with their kinds.
    """
    remote, names = Remote(line, kinds), dict(given)
    try:
        for name in asked_names(source, kinds):
            names.pop(name, None)
            with contextlib.suppress(KeyError):
                names[name] = remote.name(name)
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            exec(compile(source, "test", "exec"), names)
    except GoneError:
        raise
    except BaseException as problem:
        at = [f.lineno for f in traceback.extract_tb(problem.__traceback__) if f.filename == "test"]
        where = source.splitlines()[at[-1] - 1].strip() if at and at[-1] else ""
        return {
            "passed": False,
            "ename": type(problem).__name__,
            "evalue": str(problem)[:2000],
            "where": where,
            "foreign": any(problem is one for one in remote.foreign),
            "notes": remote.notes,
        }
    return {"passed": True, "notes": remote.notes}


def sit(line: Line, given: Mapping[str, Any]) -> None:
    """Judge one submission in a copy of this process, and wait for the end of the copy.

    The copy writes in a folder of its own, which goes with it.

    Raises
    ------
    GoneError
        If the copy has ended before the grader was done with it.
    """
    own = Path("/tmp/own/copy")
    if pid := os.fork():
        _, ended = os.waitpid(pid, 0)
        shutil.rmtree(own, ignore_errors=True)
        if ended:
            raise GoneError("the court has ended")
        return
    code = 1
    try:
        own.mkdir(parents=True)
        keep_to(own)
        line.send({"ready": True})
        while "test" in (ask := line.receive()):
            line.send({"done": judge(ask["test"], given, line, ask["kinds"])})
        code = 0
    finally:
        os._exit(code)


def main() -> None:
    """Run the given cells, then sit on one submission after another until the grader hangs up."""
    memory, seconds, fd = map(int, sys.argv[1:])
    confine(memory, seconds)
    line = Line(socket.socket(fileno=fd))
    given: dict[str, Any] = {"__name__": "tests"}
    with contextlib.suppress(GoneError):
        with contextlib.redirect_stdout(io.StringIO()):
            for source in line.receive()["given"]:
                exec(compile(source, "given", "exec"), given)
        while line.receive():
            sit(line, given)


if __name__ == "__main__":
    main()
