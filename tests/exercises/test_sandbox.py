"""The sandbox keeps what it promises, and nothing runs where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from kit import processes, sandbox
from kit_course import ROOT

TRY = """
import json, os, socket, sys
found = {}
def tried(name, act):
    try:
        found[name] = str(act())
    except Exception as problem:
        found[name] = type(problem).__name__
tried("network", lambda: socket.create_connection(("127.0.0.1", int(os.environ["PORT"])), 2))
tried("name", lambda: socket.getaddrinfo("example.org", 80))
tried("home", lambda: os.listdir(os.environ["REAL"]))
tried("root", lambda: sorted(os.listdir("/")))
tried("kit", lambda: sorted(os.listdir("/kit") + os.listdir("/kit/inside")))
tried("library", lambda: open("/course/govlib/__init__.py", "a"))
tried("python", lambda: open(os.__file__, "a"))
tried("new", lambda: open("/new", "w"))
tried("scratch", lambda: open("/tmp/work/scratch", "w").write("x"))
tried("processes", lambda: len([p for p in os.listdir("/proc") if p.isdigit()]))
tried("user", lambda: os.getuid())
tried("mount", lambda: os.system("mount -t tmpfs none /tmp 2>/dev/null") != 0)
tried("rich", lambda: sum(open("/tmp/work/big", "wb").write(bytes(2**20)) for _ in range(1)))
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def inside(grading: Path) -> dict[str, str]:
    """Return what a curious program finds in a sandbox."""
    import json
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        words = [
            "import sys; sys.path.insert(0, 'exercises')",
            "from kit.sandbox import command",
            "words = command('-c', [sys.argv[1]])",
            "at = words.index('--setenv')",
            "extra = ['--setenv', 'PORT', sys.argv[2], '--setenv', 'REAL', sys.argv[3]]",
            "import subprocess; raise SystemExit(subprocess.call(words[:at] + extra + words[at:]))",
        ]
        port = str(server.getsockname()[1])
        done = subprocess.run(
            [str(grading), "-c", "\n".join(words), TRY, port, str(Path.home())],
            capture_output=True,
            text=True,
            cwd=ROOT,
        )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_there_is_no_network(inside):
    assert inside["network"] in ("ConnectionRefusedError", "OSError")
    assert inside["name"] == "gaierror"


def test_the_disk_is_not_there_or_read_only(inside):
    assert "exercises" not in inside["root"]
    assert "home'" not in inside["root"]
    assert "judge.py" in inside["kit"]
    assert "master.py" not in inside["kit"]
    assert "check.py" not in inside["kit"]
    for what in ("library", "python", "new"):
        assert inside[what] in ("OSError", "PermissionError")
    assert inside["scratch"] == "1"
    assert inside["rich"] == str(2**20)


def test_home_is_not_there(inside):
    # the Python of the environment may lie below HOME; nothing else does
    allowed = {".pyenv", "hostedtoolcache", "work"}
    assert inside["home"] == "FileNotFoundError" or all(
        part.strip(" '[]") in allowed for part in inside["home"].split(",")
    )


def test_it_has_its_own_processes_and_no_rights(inside):
    assert int(inside["processes"]) <= 4
    assert inside["user"] == "1000"
    assert inside["mount"] == "True"


GREEDY = {
    "more than 300 MB of memory": "import numpy as np, time\nx = np.ones(2**26)\ntime.sleep(60)",
    "more than 12 processes": "import os, time\nfor _ in range(20): os.fork() or time.sleep(60)\n"
    "time.sleep(60)",
    "more than 4 sessions of processes": "import os, time\nfor _ in range(5):\n"
    "    os.fork() or os.setsid() or time.sleep(60)\ntime.sleep(60)",
    # deaf as compiled code is, and as long on a fast machine as on a slow one
    "more time than it was given": "import signal, time\n"
    "signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())\ntime.sleep(600)",
}


@pytest.mark.parametrize("limit", GREEDY)
def test_whoever_takes_too_much_is_ended(grading, limit):
    """Each limit on its own; the cell is left out, and the tests are run all the same."""
    words = """
import sys
sys.path.insert(0, "exercises")
from kit.execution import Step, run
from kit.sandbox import Limits
memory, seconds = 300 if "MB" in sys.argv[1] else 1500, 1 if "time" in sys.argv[1] else 30
limits = Limits(memory, seconds, processes=12)
test = Step("t", "assert x == 1", test=True, kinds={"x": "whole number"})
steps = [Step("a", "x = 1"), Step("b", sys.argv[2]), test]
print(run(steps, ["import math"], limits).look, test.judged, test.outputs)
"""
    done = subprocess.run(
        [str(grading), "-c", words, limit, GREEDY[limit]], capture_output=True, text=True, cwd=ROOT
    )
    said = f"b ended the notebook's process (it used {limit}) and was left out"
    assert done.stdout.strip() == f"{[said]} True []", done.stderr


@pytest.fixture
def path_without_bwrap(tmp_path: Path) -> str:
    """Return a PATH on which everything is but bubblewrap."""
    for folder in os.environ["PATH"].split(":"):
        for tool in Path(folder).glob("*") if Path(folder).is_dir() else []:
            link = tmp_path / tool.name
            if tool.name != "bwrap" and not link.exists():
                link.symlink_to(tool)
    return str(tmp_path)


def test_without_bubblewrap_nothing_is_run(copied, path_without_bwrap):
    kit = copied
    release = kit.course.root / "release/collective-action/collective-action.ipynb"
    folder = kit.course.folder("submitted", "amy", "collective-action")
    folder.mkdir(parents=True)
    shutil.copy(release, folder)
    said = kit("grade", "collective-action", fails=True, PATH=path_without_bwrap)
    assert "bubblewrap (bwrap) is not installed. Nothing was run." in said
    assert not kit.course.folder("autograded", "amy", "collective-action").exists()


def test_where_the_host_forbids_it_nothing_is_run(grading, tmp_path, path_without_bwrap):
    fake = Path(path_without_bwrap) / "bwrap"
    fake.write_text(
        '#!/bin/sh\n[ "$1" = --version ] && echo bubblewrap 0.9.0 && exit\n'
        "echo 'bwrap: setting up uid map: Permission denied' >&2; exit 1\n"
    )
    fake.chmod(0o755)
    done = subprocess.run(
        [str(grading), "-m", "kit", "sandbox"],
        cwd=ROOT / "exercises",
        env={**os.environ, "PATH": path_without_bwrap},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "setting up uid map: Permission denied" in done.stdout
    assert "Nothing was run" in done.stdout


def test_it_refuses_other_systems(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    sandbox.refusal.cache_clear()
    try:
        assert "needs Linux; this is darwin" in str(sandbox.refusal())
    finally:
        monkeypatch.undo()
        sandbox.refusal.cache_clear()


GROW = """
import sys
held = []
for line in sys.stdin:
    held.append(bytearray(int(line)))
    print(len(held), flush=True)
"""


def test_only_who_may_hold_more_than_before_is_weighed(monkeypatch):
    """It takes the kernel milliseconds; a notebook has twenty processes, most of them idle."""
    weighed = []
    weigh = processes.memory
    monkeypatch.setattr(processes, "memory", lambda pid: weighed.append(pid) or weigh(pid))
    words = [sys.executable, "-c", GROW]
    with subprocess.Popen(words, stdin=-1, stdout=-1, text=True) as process:

        def grow(size: int) -> None:
            process.stdin.write(f"{size}\n")
            process.stdin.flush()
            process.stdout.readline()

        every, scales = [process.pid], processes.Scales()
        grow(2**20)
        assert not scales.above(2**30, every)
        assert weighed == []  # whatever it holds, it is less
        most = weigh(process.pid) + 2**25
        assert not scales.above(most / 1.2, every)
        seen = len(weighed)
        for _ in range(5):
            assert not scales.above(most, every)
        assert len(weighed) == seen  # it does nothing
        grow(2**26)
        assert scales.above(most, every)
        process.stdin.close()
