"""Run commands of the kit in copies of one process that has imported everything.

Started with the Python of the grading environment. Each line of its input is a JSON object: the
words of a command, or the code and words of a program; the folder and environment to run in; the
file that gets what is printed. Each line that it writes is the code with which the copy ended.
A command alone takes seconds to import nbgrader; the tests call more than a hundred.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "exercises")]
sys.path.append(str(ROOT))


def warm() -> None:
    """Import what commands need; nothing of it may keep anything from one to the next."""
    for name in (
        "kit",  # first, since it says what others need not import
        *("matplotlib.pyplot", "nbgrader.apps", "pandas", "scipy.optimize"),
        *("govlib.games", "govlib.networks"),
        *(f"kit.{name}" for name in ("check", "otter", "overview", "platforms", "public")),
        *(f"kit.{name}" for name in ("rehearsal", "steps", "student_kit", "trial")),
    ):
        importlib.import_module(name)


def act(ask: dict[str, Any]) -> int:
    """Do what was asked, as a process of its own would."""
    os.environ.clear()
    os.environ.update(ask["env"])
    # as kit.course did when it was imported
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    os.chdir(ask["cwd"])
    shown = os.open(ask["shown"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream, into in ((0, os.open(os.devnull, os.O_RDONLY)), (1, shown), (2, shown)):
        os.dup2(into, stream)
    sys.stdout = os.fdopen(1, "w", buffering=1)
    sys.stderr = os.fdopen(2, "w", buffering=1)
    sys.argv = ["kit", *ask["words"]]
    if "code" in ask:
        exec(compile(ask["code"], "code", "exec"), {"__name__": "__main__"})
        return 0
    from kit.__main__ import main

    return main(ask["words"])


def serve() -> None:
    """Take orders until the input ends."""
    warm()
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            code = 1
            try:
                code = act(json.loads(line))
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else 1
            except BaseException:
                traceback.print_exc()
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    serve()
