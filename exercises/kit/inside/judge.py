"""Run the tests of an assignment, in a sandbox of their own, on answers that come as data.

Started as ``python judge.py MEMORY SECONDS FD``. The names that a test uses are those that the
assignment's own given cells define (imports, data); any other name is asked for, and comes from
the snapshot of the student's notebook that was taken where the test stands. A student's function
is called from afar. So nothing that she has done to her own process changes a test.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import io
import socket
import sys
import traceback
from collections.abc import Callable
from typing import Any

from limits import confine
from wire import GoneError, Line, Unreadable, decode, encode


class StudentError(Exception):
    """An error of a type that the tests do not know, raised by the student's code."""


class Remote:
    """The names of one snapshot."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.notes: list[str] = []

    def ask(self, **question: Any) -> Any:
        """Ask the snapshot; raise what its code raises."""
        self.line.send({"ask": question})
        reply = self.line.receive()
        if reply.get("late"):
            self.notes.append("a call was stopped by the time limit")
            raise TimeoutError("your function did not return within the time limit")
        if reply.get("gone"):
            self.notes.append("the notebook's process was gone when the test called it")
            raise RuntimeError("the answer could not be called")
        if "error" in reply:
            name, text = map(str, reply["error"][:2])
            kind = getattr(builtins, name, None)
            known = isinstance(kind, type) and issubclass(kind, Exception)
            if known and kind not in (UnicodeDecodeError, UnicodeEncodeError, BaseExceptionGroup):
                with contextlib.suppress(TypeError):
                    raise kind(text)
            raise StudentError(f"{name}: {text}")
        if reply.get("missing"):
            raise KeyError(question.get("name"))
        try:
            value = decode(reply.get("value"), self.function)
        except GoneError as problem:
            self.notes.append(f"an answer came as {problem}")
            raise StudentError("an answer that cannot be read") from None
        if isinstance(value, Unreadable):
            self.notes.append(f"an answer has the type {value.kind}, which the tests cannot read")
        return value

    def function(self, number: int) -> Callable[..., Any]:
        """Return a stand-in for a function of the student's."""

        def call(*args: Any, **kwargs: Any) -> Any:
            return self.ask(id=number, args=encode(args), kwargs=encode(kwargs))

        return call


def asked_names(source: str, known: dict[str, Any]) -> list[str]:
    """Return the names that a test uses and the assignment does not define."""
    used = [
        node.id
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    ]
    return [n for n in dict.fromkeys(used) if n not in known and not hasattr(builtins, n)]


def judge(source: str, given: dict[str, Any], line: Line) -> dict[str, Any]:
    """Run one test; return whether it passed, or how it failed."""
    remote, names = Remote(line), dict(given)
    try:
        for name in asked_names(source, given):
            with contextlib.suppress(KeyError):
                names[name] = remote.ask(name=name)
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
            "notes": remote.notes,
        }
    return {"passed": True, "notes": remote.notes}


def main() -> None:
    """Take given cells and tests until the grader hangs up."""
    memory, seconds, fd = map(int, sys.argv[1:])
    confine(memory, seconds)
    line = Line(socket.socket(fileno=fd))
    given: dict[str, Any] = {"__name__": "tests"}
    while True:
        try:
            ask = line.receive()
            if "given" in ask:
                with contextlib.redirect_stdout(io.StringIO()):
                    for source in ask["given"]:
                        exec(compile(source, "given", "exec"), given)
                line.send({"ready": True})
            else:
                line.send({"done": judge(ask["test"], given, line)})
        except GoneError:
            return


if __name__ == "__main__":
    main()
