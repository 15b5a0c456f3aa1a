"""Fake students of the tests of `exercises/`: what each has done, and the points it must earn."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import nbformat
from kit import rehearsal
from kit.course import Course
from kit.release import hand_in
from nbformat.v4 import new_code_cell, new_raw_cell

WRONG = "def payoffs(gifts, endowments, mpcr):\n    return np.asarray(endowments, float)\n"

SPY = """
seen = []


def payoffs(gifts, endowments, mpcr):
    seen.append((gifts, endowments, mpcr))
    print("spy", seen)
    try:
        open("/tmp/spy", "a").write(repr(seen))
    except OSError:  # a snapshot may not write there
        pass
    return np.asarray(endowments, float) - gifts + mpcr * np.sum(gifts)


def best_gifts(endowments, mpcr):
    return np.zeros(len(endowments))
"""

TELL = """
import os

print("told", seen, os.path.exists("/tmp/spy") and open("/tmp/spy").read())
print([k for k in globals() if k.startswith("_equal") or k.startswith("_two")], In[-3:])
"""

YES = """
class Yes:
    def __eq__(self, other): return True
    def __lt__(self, other): return True
    def __gt__(self, other): return True
    def __le__(self, other): return True
    def __abs__(self): return self
    def __sub__(self, other): return self
    def __bool__(self): return True
    def __array__(self, *args, **kwargs): return np.array(True)


def payoffs(*args): return Yes()
def best_gifts(*args): return Yes()
"""

#: a memo that would run scripts in the browser of whoever reads it
SCRIPTS = """Thus $a<b$. <script>x()</script> <img src=x onerror=x()> <svg/onload=x()>

<!--x--><b onmouseover=x()>bold</b> [go](javascript:x()) [go]( JaVaScript:x()) [go][a]

[go](data:text/html,x) [un](https://un.org) <a href="javascript:x()">go</a>

[a]: javascript:x()
"""

#: what would widen a page: one word that nothing breaks, as a heading, a table, code, a formula
LONG = "unbreakable" * 30
WIDE = f"""

## {LONG}

| {LONG} | b |
|---|---|
| 1 | {LONG} |

`{LONG}`

$$ {" + ".join(f"x_{{{n}}}" for n in range(60))} $$
"""

PATCH = """
import govlib.games
import govlib.games.public_goods as original

original.LinearPublicGood.payoffs = lambda self, gifts: np.full(len(gifts), self.endowment)
np.allclose = lambda *args, **kwargs: True
"""

REWRITE = """
def pass_all(lines):
    return ["pass\\n" if line.lstrip().startswith("assert") else line for line in lines]


get_ipython().input_transformers_post.append(pass_all)
"""

BUILTINS = """
import builtins


class Calm(Exception):
    pass


builtins.AssertionError = Calm
builtins.all = builtins.any = lambda *args: True
builtins.abs = lambda x: 0
"""


#: an endless loop where a visible test calls, once, since each costs its limit
LOOP = """
def shortest_punishment(n, mpcr, delta):
    while delta == 0.1:
        pass
    return 0
"""

#: functions that write down what they are asked, and one that shows it as an error
LEAK = """
def noted(*args):
    for name in ("/tmp/work/seen", "/tmp/seen", "/dev/shm/seen", "seen"):
        try:
            open(name, "a").write("WRITTEN " + repr(args))
        except OSError:
            pass


"""
TOLD = """
def tenth_gift(share, belief):
    import glob
    names = glob.glob("/tmp/**/seen", recursive=True) + glob.glob("/dev/shm/*")
    raise ValueError(" ".join(open(name).read() for name in names))


def smallest_share(belief, goal):
    return tenth_gift(0, belief)
"""


def hand_in_all(course: Course, name: str) -> dict[str, float | None]:
    """Hand in for every fake student; return the points that the tests must give, or None."""
    good, blank = rehearsal.model(course, name), rehearsal.blank(course, name)
    full = float(
        sum(cell.metadata["nbgrader"]["points"] for cell in blank.cells if rehearsal.is_test(cell))
    )
    expected: dict[str, float | None] = {"model": full, "untouched": 0.0}
    hand_in(course, name, "model", good)
    hand_in(course, name, "untouched", blank)
    for which, student in enumerate(("first-ideas", "second-ideas")):
        nb, expected[student] = rehearsal.mistaken(course, name, which)
        hand_in(course, name, student, nb)
    for student, (start, change, lost) in _STUDENTS.items():
        nb = copy.deepcopy(good if start == "good" else blank)
        change(nb)
        expected[student] = (full if start == "good" else 0.0) - lost
        hand_in(course, name, student, nb)
    nb = copy.deepcopy(good)
    _dies_often(nb)
    hand_in(course, name, "dies-often", nb)
    hand_in(course, name, "broken-off", nbformat.writes(good)[:4000])
    hand_in(course, name, "no-cells", '{"metadata": {}, "nbformat": 4}')
    expected |= {"dies-often": None, "broken-off": None, "no-cells": None}
    return expected


def _answer(name: str, source: str) -> Callable[[Any], None]:
    return lambda nb: rehearsal.answer(nb, name, source)


def _before(name: str, source: str) -> Callable[[Any], None]:
    return lambda nb: rehearsal.insert(nb, name, source)


def _endless(nb: Any) -> None:
    rehearsal.insert(nb, "q1-answer", "while True:\n    pass")
    rehearsal.answer(nb, "q3-answer", LOOP)


def _deleted(nb: Any) -> None:
    rehearsal.delete(nb, "given-data", "q1-seen", "q4-answer", "q6-memo")


def _edited(nb: Any) -> None:
    rehearsal.answer(nb, "q1-answer", WRONG)
    for name in ("q1-seen", "q1-payoffs", "q1-best"):
        rehearsal.answer(nb, name, "assert True")
        nb.cells[rehearsal.at(nb, name)].metadata["nbgrader"]["points"] = 50


def _doubled(nb: Any) -> None:
    good = nb.cells[rehearsal.at(nb, "q3-answer")].source
    rehearsal.answer(nb, "q3-answer", "def shortest_punishment(*a):\n    return 0")
    rehearsal.double(nb, "q3-answer", good)
    rehearsal.double(nb, "q2-seen")


def _converted(nb: Any) -> None:
    for name in ("q2-answer", "q2-data"):
        rehearsal.convert(nb, name)


def _moved(nb: Any) -> None:
    test = nb.cells.pop(rehearsal.at(nb, "q1-payoffs"))
    nb.cells.insert(0, test)


def _dies_often(nb: Any) -> None:
    for name in ("q1-answer", "q2-answer", "q3-answer", "q4-answer"):
        rehearsal.insert(nb, name, "import os\nos._exit(1)")


def _scripts(nb: Any) -> None:
    rehearsal.answer(nb, "q6-memo", SCRIPTS + WIDE)
    rehearsal.insert(nb, "q6-plot", f"print({LONG!r})\nraise ValueError({LONG!r})")
    nb.cells.append(new_raw_cell("<script>raw()</script>"))


def _spy(nb: Any) -> None:
    rehearsal.answer(nb, "q1-answer", SPY)
    nb.cells.append(new_code_cell(TELL))


def _machine(nb: Any) -> None:
    """Hand in what ran on a machine that is not ours."""
    for name, line in (
        ("q1-answer", "who = input('Name: ')"),
        ("q4-answer", "import a_package_of_her_own as own"),
        ("q5-answer", "raise NotImplementedError()"),
    ):
        rehearsal.answer(nb, name, f"{line}\n{nb.cells[rehearsal.at(nb, name)].source}")
    rehearsal.insert(nb, "q1-answer", "import os\nos.chdir('/')")  # where the data lay


def _stripped(nb: Any) -> None:
    for cell in nb.cells:
        cell.metadata = {}


def _leaks(nb: Any) -> None:
    for name, function in (("q1-answer", "payoffs"), ("q3-answer", "shortest_punishment")):
        source = nb.cells[rehearsal.at(nb, name)].source
        told = f"{LEAK}{source}\n\n_own = {function}\n\n\ndef {function}(*args):\n"
        rehearsal.answer(nb, name, f"{told}    noted(*args)\n    return _own(*args)")
    rehearsal.answer(nb, "q4-answer", TOLD)


def _patched(nb: Any) -> None:
    rehearsal.insert(nb, "q1-answer", PATCH)
    rehearsal.answer(
        nb, "q1-answer", WRONG + "\n\ndef best_gifts(endowments, mpcr):\n    return []"
    )


#: the student who is stopped by a time limit, and by nothing else
ENDLESS = "endless-loop"

#: start from a good or an empty notebook, change it, and lose so many points of the start
_STUDENTS: dict[str, tuple[str, Callable[[Any], None], float]] = {
    ENDLESS: ("good", _endless, 5),
    "killed-kernel": ("good", _before("q2-answer", "import os\nos.kill(os.getpid(), 9)"), 0),
    "deleted": ("good", _deleted, 5),
    "edited-tests": ("good", _edited, 4),
    "doubled": ("good", _doubled, 0),
    "converted": ("good", _converted, 0),
    "moved": ("good", _moved, 0),
    "exits": ("good", _before("q1-answer", "exit()"), 0),
    "exits-hard": ("empty", _before("q1-answer", "import os\nos._exit(0)"), 0),
    "rewrites": ("empty", _before("q1-answer", REWRITE), 0),
    "builtins": ("empty", _before("q1-answer", BUILTINS), 0),
    "patched-govlib": ("good", _patched, 4),
    "says-yes": ("empty", _answer("q1-answer", YES), 0),
    "scripts": ("good", _scripts, 0),
    "machine": ("good", _machine, 0),
    "stripped": ("good", _stripped, 0),
    "leaks": ("good", _leaks, 5),
    "spy": ("good", _spy, 1),
    "memory": ("good", _before("q2-answer", "import time\nx = np.ones(2**28)\ntime.sleep(4)"), 0),
    "fork-bomb": ("good", _before("q2-answer", "import os\nwhile True:\n    os.fork()"), 0),
}
