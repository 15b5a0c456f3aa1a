"""One notebook in its sandbox: what it may say of itself, and what its end costs."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from kit.execution import MOST_SHOWN
from kit.inside.calls import _KNOWN
from kit.inside.cells import bare
from kit.reading import LINE
from kit_course import ROOT

RUN = """
import json, sys, time
sys.path.insert(0, "exercises")
from kit import execution
from kit.execution import Step, run
from kit.sandbox import Limits

cells, tests, execution.MOST_SHOWN = json.loads(sys.argv[1])
steps = [Step(f"q{n}-answer", cell, answer=True) for n, cell in enumerate(cells)]
kinds = {name: "anything" for name in "fgx"}
steps += [Step(f"t{n}", test, test=True, kinds=kinds) for n, test in enumerate(tests)]
look = run(steps, ["import math"], Limits(cell=20)).look
print(json.dumps([look, [step.outputs for step in steps]]))
"""

Ran = Callable[..., tuple[list[str], list[list[dict[str, Any]]]]]


@pytest.fixture
def ran(grading: Path) -> Ran:
    """Return what runs some cells and tests, and returns reasons to look and outputs."""

    def run(*cells: str, tests: tuple[str, ...] = (), most: int = MOST_SHOWN) -> Any:
        done = subprocess.run(
            [str(grading), "-c", RUN, json.dumps([cells, tests, most])],
            capture_output=True,
            text=True,
            cwd=ROOT,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


def test_an_error_cannot_look_like_another_students_line(ran: Ran):
    name = "X\\n[2/2] ben  22 by tests\\u202e"
    look, outputs = ran(f"raise type('{name}' + 'Y' * 10**6, (Exception,), {{}})()")
    assert len(look) == 1
    assert "\n" not in look[0]
    assert "\u202e" not in look[0]
    assert len(look[0]) <= LINE + 1
    assert len(outputs[0][0]["ename"]) == 80


FORGE = """
import json, os, struct
for fd in range(3, 50):
    error = {"output_type": "error", "ename": "E" * 10**5, "evalue": "e" * 10**5}
    said = {"outputs": [error | {"traceback": ["t" * 10**5] * 99}], "count": 1, "late": False}
    body = json.dumps(said | {"failures": [["K" * 10**5, "t"]], "changed": []}).encode()
    try:
        assert os.readlink(f"/proc/self/fd/{fd}").startswith("socket")
        os.write(fd, struct.pack(">I", len(body)) + body)
        break
    except (AssertionError, OSError):
        pass
"""


def test_a_forged_reply_is_cut_to_what_a_notebook_may_show(ran: Ran):
    look, outputs = ran(FORGE)
    assert outputs[0][0]["ename"] == "E" * 80
    assert len(json.dumps(outputs)) < 10**6
    assert len(look) == 1
    assert len(look[0]) <= LINE


def test_what_a_notebook_shows_is_bounded_as_a_whole(ran: Ran):
    look, outputs = ran(*["print('x' * 8000)"] * 3, "x = 1", tests=("assert x == 1",), most=20_000)
    assert [bool(shown) for shown in outputs] == [True, True, False, False, False]
    assert look == ["it shows more than a page can hold; what came later was left out"]


def test_whoever_ends_one_snapshot_is_not_waited_for(ran: Ran):
    """Each test has a snapshot of its own; another that still lives must not hold its line."""
    f = "import os\ndef f(x):\n    return 1 if x == 0 else os._exit(0)"
    look, outputs = ran(f, tests=("assert f(0) == 1", "assert f(1) == 1", "assert f(0) == 1"))
    assert look == ["t1: f: the notebook's process was gone when the test called it"]
    assert [bool(shown) for shown in outputs] == [False, False, True, False]


#: memory that no process of its own would be weighed for; an entry is true if it is to be had
HIDE = """
import ctypes, os
libc = ctypes.CDLL(None)
USER_AND_MOUNT = 0x10000000 | 0x00020000


def mounted():
    pid = os.fork()
    if pid == 0:
        there = libc.unshare(USER_AND_MOUNT) == 0
        os._exit(there and libc.mount(b"none", b"/tmp/work", b"tmpfs", 0, b"size=9g") == 0)
    return os.waitpid(pid, 0)[1] != 0


def unnamed():
    return os.memfd_create("x") > 0


x = {"segment": libc.shmget(0, 2**20, 0o1600) >= 0, "mounted": mounted()}
x["cloned"] = libc.syscall({"x86_64": 56, "aarch64": 220}[os.uname().machine], 0x10000011, 0) > 0
try:
    x["unnamed"] = unnamed()
except OSError:
    x["unnamed"] = False
"""

#: what honest code does with processes, threads, shared memory and the shell
WORK = """
import subprocess
from multiprocessing import Pool, shared_memory
from concurrent.futures import ThreadPoolExecutor

with Pool(2) as pool, ThreadPoolExecutor(2) as threads:
    x = [*pool.map(abs, [-1]), *threads.map(abs, [-2])]
held = shared_memory.SharedMemory(create=True, size=8)
held.close(), held.unlink()
x.append(subprocess.run(["echo", "3"], capture_output=True, text=True).stdout.strip())
said = !echo 4
x += said
"""


@pytest.mark.skipif(os.uname().machine not in _KNOWN, reason="its system calls are not known")
def test_there_is_no_memory_that_is_not_weighed(ran: Ran):
    wanted = dict.fromkeys(("segment", "mounted", "cloned", "unnamed"), False)
    look, outputs = ran(HIDE, tests=(f"assert x == {wanted}, x",))
    assert (look, outputs[1]) == ([], [])


def test_honest_work_is_not_refused(ran: Ran):
    look, outputs = ran(WORK, tests=("assert x == [1, 2, '3', '4'], x",))
    assert (look, outputs[1]) == ([], [])


@pytest.mark.parametrize("magic", ["%%time", "\n%%capture", "%%time  "])
def test_what_follows_a_failure_is_run_under_a_magic_of_the_whole_cell(ran: Ran, magic):
    look, outputs = ran(f"{magic}\nimport a_package_of_her_own\nx = 1", tests=("assert x == 1",))
    assert outputs[1] == []
    assert "needs what is not installed here" in look[0]


def test_other_magics_stay():
    for source in ("%%capture shown\nx = 1", "%%writefile a.py\nx", "x = 1\n%%time"):
        assert bare(source) == source
