"""Run a student's notebook, cell by cell, inside its sandbox.

Started as ``python -m inside.runner MEMORY SECONDS FD FD …``: the first descriptor is the line to
the grader, the others wait for one snapshot each. A *snapshot* is a copy of the process, made where
a test stands in the notebook; it answers what the test asks (the value of a name, the result of a
call) after the notebook has run to its end. The tests themselves never come here, and what they
ask cannot reach any output of the student's: a snapshot writes in a folder of its own.
"""

from __future__ import annotations

import builtins
import contextlib
import os
import shutil
import signal
import socket
import sys
from pathlib import Path
from typing import Any, cast

from .cells import bare, remainder
from .limits import PATIENCE, confine, keep_to
from .wire import TAG, GoneError, Line, TooLargeError, decode, encode

#: outputs beyond these are cut
MOST_TEXT, MOST_OUTPUTS, MOST_PICTURE = 20_000, 60, 4 * 2**20

#: bytes of scratch files that each snapshot gets a copy of
MOST_COPIED = 2 * 2**20

#: statements of one cell that may fail
MOST_FAILURES = 20


class TooLongError(BaseException):
    """The cell has used up its time; not an Exception, so that ``except Exception`` lets it by."""


def _alarm(signum: int, frame: Any) -> None:
    raise TooLongError("stopped: the time limit was reached")


def timed(seconds: float) -> None:
    """Raise :class:`TooLongError` after ``seconds`` of work, or thrice as many of waiting.

    A busy machine then does not cut off honest work. 0 calls it off.
    """
    signal.signal(signal.SIGALRM, _alarm)
    signal.signal(signal.SIGPROF, _alarm)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE * seconds)


class Watch:
    """Notices when a cell changes what other people's code relies on."""

    def __init__(self, shell: Any) -> None:
        self.shell = shell
        self.seen: dict[str, Any] = {}
        self.changed()

    def changed(self) -> list[str]:
        """Return the names that have changed since the last look."""
        now = self._look()
        fresh = [name for name, what in now.items() if self.seen.get(name, what) is not what]
        self.seen.update(now)
        return sorted(fresh)[:20]

    def _look(self) -> dict[str, Any]:
        shell, now = self.shell, {}
        for name in ("input_transformers_cleanup", "input_transformers_post", "ast_transformers"):
            now[f"IPython's {name}"] = len(getattr(shell, name, ()))
        for name, what in vars(builtins).items():
            if not name.startswith("_") or name == "__import__":
                now[f"builtins.{name}"] = what
        for module in list(sys.modules):
            if module.partition(".")[0] in ("govlib", "math", "random") or module in (
                "numpy",
                "numpy.testing",
            ):
                now.update(self._module(module))
        return now

    @staticmethod
    def _module(name: str) -> dict[str, Any]:
        now: dict[str, Any] = {}
        for key, what in list(vars(sys.modules[name]).items()):
            if key.startswith("__") or not callable(what):
                continue
            now[f"{name}.{key}"] = what
            if isinstance(what, type) and what.__module__ == name and name.startswith("govlib"):
                for part, member in vars(what).items():
                    if callable(member) or isinstance(member, property):
                        now[f"{name}.{key}.{part}"] = member
            elif hasattr(what, "__code__"):
                now[f"{name}.{key}.__code__"] = what.__code__
        return now


class Notebook:
    """An IPython shell that runs cells and keeps what they show."""

    def __init__(self, snapshots: list[socket.socket]) -> None:
        from IPython.core.interactiveshell import InteractiveShell

        # its parts are replaced below, which its types do not foresee
        self.shell = cast(Any, InteractiveShell.instance())
        self.shell.colors = "NoColor"
        self.shell.history_manager.enabled = False
        self.shell._showtraceback = self._keep_trace
        self.shell.enable_gui = lambda gui=None: None  # there is no window; the base class fails
        self.shell.run_cell("%matplotlib inline", silent=True)
        self.home = Path.cwd()
        self.trace: list[str] = []
        self.snapshots, self.count = snapshots, 0
        self.watch = Watch(self.shell)

    def _keep_trace(self, kind: Any, value: Any, lines: list[str]) -> None:
        self.trace = [str(line) for line in lines]

    def run(self, source: str, limit: float) -> dict[str, Any]:
        """Run one cell as far as can be: a statement that fails is passed over.

        What fails may be the machine's fault, such as a package that is not here; the statements
        below it then still count. Each failure is told.
        """
        from IPython.utils.capture import capture_output

        self.count += 1
        self.trace = []
        source = bare(source)
        late, errors = False, []
        failures: list[Any] = []
        with capture_output() as shown:
            timed(limit)
            try:
                while source.strip() and len(failures) < MOST_FAILURES:
                    result = self.shell.run_cell(source, store_history=not failures)
                    failure = result.error_before_exec or result.error_in_exec
                    if failure is None:
                        break
                    late = isinstance(failure, TooLongError)
                    if late:
                        break
                    failures.append([type(failure).__name__, _said(failure)[:300]])
                    errors.append(self._error(failure))
                    source = remainder(self.shell, source, failure)
            except TooLongError:
                late = True
            finally:
                timed(0)
        if late:
            text = f"stopped: it takes more than {limit:g} seconds"
            errors.append(_shown_error("TimeoutError", text, [f"TimeoutError: {text}"]))
        outputs = self._outputs(shown)
        return {
            "outputs": outputs[: MOST_OUTPUTS if not errors else MOST_OUTPUTS // 2] + errors,
            "count": self.count,
            "late": late,
            "failures": failures,
            "changed": self.watch.changed(),
        }

    def _error(self, failure: BaseException) -> dict[str, Any]:
        trace = ["\n".join(self.trace)[-4000:]]
        return _shown_error(type(failure).__name__, _said(failure)[:2000], trace)

    def _outputs(self, shown: Any) -> list[dict[str, Any]]:
        outputs: list[dict[str, Any]] = []
        for name, text in (("stdout", shown.stdout), ("stderr", shown.stderr)):
            if text:
                text = text if len(text) <= MOST_TEXT else text[:MOST_TEXT] + "\n[cut]"
                outputs.append({"output_type": "stream", "name": name, "text": text})
        for rich in shown.outputs:
            data = {k: _text(v) for k, v in rich.data.items() if k in _SHOWN}
            data = {k: v for k, v in data.items() if v is not None and len(v) < MOST_PICTURE}
            outputs.append({"output_type": "display_data", "data": data, "metadata": {}})
        return outputs

    def snapshot(self, which: int) -> None:
        """Leave a copy of this process behind, which answers what a test asks."""
        if os.fork():
            self.snapshots[which].close()
            return
        try:
            for other in self.snapshots[which + 1 :]:
                other.close()  # whoever waits for one that ends must not wait for this one, too
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, 1)
            os.dup2(null, 2)
            sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115
            self._move_out(which)
            Answers(self.shell.user_ns, Line(self.snapshots[which])).serve()
        finally:
            os._exit(0)

    def _move_out(self, which: int) -> None:
        """Give a snapshot its own copy of what was written, and nothing else to write to.

        The student may have gone to another folder, or have removed the one that she was in.
        """
        own = Path(f"/tmp/own/{which}")
        own.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(OSError):
            if sum(p.stat().st_size for p in self.home.rglob("*")) <= MOST_COPIED:
                shutil.copytree(self.home, own, dirs_exist_ok=True, symlinks=True)
                here = Path.cwd()
                if here.is_relative_to(self.home):
                    os.chdir(own / here.relative_to(self.home))
        keep_to(own)


def _said(problem: BaseException) -> str:
    """Return the text of an error, which may be of the student's own making."""
    try:
        return str(problem)
    except Exception:
        return "an error that cannot be printed"


def _shown_error(name: str, text: str, trace: list[str]) -> dict[str, Any]:
    return {"output_type": "error", "ename": name, "evalue": text, "traceback": trace}


_SHOWN = ("text/plain", "text/latex", "image/png")


def _text(value: Any) -> str | None:
    if isinstance(value, bytes):
        import base64

        return base64.b64encode(value).decode()
    return value if isinstance(value, str) else None


class Answers:
    """What a snapshot says: values of names, results of calls."""

    def __init__(self, names: dict[str, Any], line: Line | None = None) -> None:
        self.names, self.line = names, line
        self.held: list[Any] = []
        self.told: dict[str, Any] = {}

    def hold(self, function: Any) -> int:
        """Keep a function and return its number."""
        self.held.append(function)
        return len(self.held) - 1

    def serve(self) -> None:
        """Answer until the grader hangs up."""
        assert self.line is not None
        while True:
            try:
                ask = self.line.receive()
            except GoneError:
                return
            try:
                self.line.send(self.answer(ask))
            except TooLargeError:
                self.line.send({"value": {TAG: "other", "type": "a value that is too large"}})

    def answer(self, ask: dict[str, Any]) -> dict[str, Any]:
        """Return the value of a name, or what a call gives."""
        try:
            timed(ask["limit"])
            if "name" in ask:
                if ask["name"] not in self.names:
                    return {"missing": True}
                if ask["name"] not in self.told:  # an iterator can be read once only
                    self.told[ask["name"]] = encode(self.names[ask["name"]], self.hold)
                return {"value": self.told[ask["name"]]}
            args, kwargs = decode(ask["args"]), decode(ask["kwargs"])
            return {"value": encode(self.held[ask["id"]](*args, **kwargs), self.hold)}
        except TooLongError:
            return {"late": True}
        except BaseException as problem:
            return {"error": [type(problem).__name__, _said(problem)[:2000]]}
        finally:
            timed(0)


def main() -> None:
    """Serve the grader until it hangs up."""
    memory, seconds, *fds = map(int, sys.argv[1:])
    lines = [socket.socket(fileno=fd) for fd in fds]
    confine(memory, seconds)
    line = Line(lines[0])
    # a copy of this process, whoever makes it, must not talk to the grader in its place
    os.register_at_fork(after_in_child=lines[0].close)
    notebook = Notebook(lines[1:])
    line.send({"ready": True})
    while True:
        try:
            ask = line.receive()
        except GoneError:
            return
        if "source" in ask:
            line.send(notebook.run(ask["source"], ask["limit"]))
        else:
            notebook.snapshot(ask["snapshot"])
            line.send({"kept": True})


if __name__ == "__main__":
    main()
