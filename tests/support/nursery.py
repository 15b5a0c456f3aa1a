"""Run programs in copies of one process that has imported the libraries.

A process of its own takes seconds to import what every program needs. A copy of one that has
imported it takes none, and leaves nothing behind for the next. Only libraries are imported before
the copy is made, or what keeps nothing from one program to another.

Run as a script this is the process itself. Its only word is a list of folders to find modules in
and of modules to import. Each line of its input is an object in JSON, see :meth:`Nursery.run`;
each line that it writes is the code with which the copy ended.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]

#: What the chapters, the builds and the tests import, and nothing of our own.
LIBRARIES = (
    *("matplotlib.figure", "matplotlib.backends.backend_svg", "PIL.Image", "networkx", "pandas"),
    *("scipy.linalg", "scipy.optimize", "scipy.sparse.csgraph", "scipy.sparse.linalg"),
    *("scipy.special", "scipy.stats", "jupytext", "nbclient", "jupyter_cache", "myst_nb"),
    *("sphinx.application", "sphinx.builders.html", "sphinx.cmd.build", "pytest", "yaml"),
)

#: A build, as ``python -m sphinx`` runs it, and tests, as ``python -m pytest`` does.
SPHINX = "import sys; from sphinx.cmd.build import main; sys.exit(main(sys.argv[1:]))"
PYTEST = "import sys, pytest; sys.exit(pytest.main(sys.argv[1:]))"


class Nursery:
    """A process that has imported some modules, and copies itself.

    Parameters
    ----------
    modules : sequence of str
        What it imports, in this order.
    path : sequence of pathlib.Path
        Where it looks first.
    python : pathlib.Path
        The Python that it runs in.
    """

    def __init__(
        self,
        modules: Sequence[str] = LIBRARIES,
        path: Sequence[Path] = (),
        python: Path = Path(sys.executable),
    ) -> None:
        told = json.dumps([[str(folder) for folder in path], list(modules)])
        self.process = subprocess.Popen(
            [str(python), "-P", __file__, told],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "MPLBACKEND": "agg"},
        )

    def run(
        self,
        code: str,
        *words: object,
        cwd: Path = ROOT,
        path: Sequence[Path] = (),
        env: Mapping[str, str | None] | None = None,
        together: bool = False,
    ) -> subprocess.CompletedProcess[str]:
        """Run a program in a copy, as ``python -c`` would.

        Parameters
        ----------
        code : str
            The program.
        *words : object
            What it finds in ``sys.argv``.
        cwd : pathlib.Path
            Where it runs.
        path : sequence of pathlib.Path
            Where it looks for modules first.
        env : mapping of str to str or None, optional
            What its environment has besides that of the tests; what is None it has not.
        together : bool
            Whether what it says and its errors are one text, in the order in which they came.
        """
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        told = {**os.environ, **(env or {})}
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder, "out")
            err = out if together else Path(folder, "err")
            ask = {
                "code": code,
                "words": [str(word) for word in words],
                "cwd": str(cwd),
                "path": [str(one) for one in path],
                "env": {name: value for name, value in told.items() if value is not None},
                "shown": [str(out), str(err)],
            }
            self.process.stdin.write(json.dumps(ask) + "\n")
            self.process.stdin.flush()
            answer = self.process.stdout.readline()
            assert answer, "the process that is copied has ended"
            said = [f.read_text(encoding="utf-8", errors="replace") for f in (out, err)]
        errors = "" if together else said[1]
        return subprocess.CompletedProcess(ask["words"], int(answer), said[0], errors)

    def close(self) -> None:
        """End it."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(30)
        self.process.stdout.close()


# ---- the process itself


def act(ask: dict[str, Any]) -> None:
    """Do what was asked, as a process of its own would."""
    os.environ.clear()
    os.environ.update(ask["env"])
    # programs that stand beside this Python are found, as in an environment that is activated
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    os.chdir(ask["cwd"])
    files = [os.open(name, os.O_WRONLY | os.O_CREAT | os.O_APPEND) for name in ask["shown"]]
    for stream, into in enumerate((os.open(os.devnull, os.O_RDONLY), *files)):
        os.dup2(into, stream)
    sys.stdout = os.fdopen(1, "w", buffering=1)
    sys.stderr = os.fdopen(2, "w", buffering=1)
    sys.argv = ["-c", *ask["words"]]
    sys.path[:0] = ask["path"]
    exec(compile(ask["code"], "code", "exec"), {"__name__": "__main__"})


def serve(path: list[str], modules: list[str]) -> None:
    """Take orders until the input ends."""
    sys.path[:0] = path
    for name in modules:
        importlib.import_module(name)
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            code = 1
            try:
                act(json.loads(line))
                code = 0
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else int(end.code is not None)
            except BaseException:
                traceback.print_exc()
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    serve(*json.loads(sys.argv[1]))
