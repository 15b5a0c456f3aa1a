"""What a figure depends on, read from the sources of a small package and of the library."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

import govlib
from govlib.explorer.closure import Sources

ROOT = Path(govlib.__file__).parents[1]

#: A package in miniature: two families, tables, results.
FILES = {
    "__init__.py": "from importlib import import_module\ndef __getattr__(n): import_module(n)\n",
    "_check.py": "LIMIT = 1\n",
    "games/__init__.py": "from .pot import Pot\nfrom .duel import Duel, helper as h\nN = 3\n",
    "games/pot.py": "import numpy\nfrom .._check import LIMIT\nclass Pot: pass\n",
    "games/duel.py": "import scipy.stats\nclass Duel: pass\ndef helper(): pass\n",
    "nets/__init__.py": "from .ring import Ring\nfrom . import flow\n",
    "nets/ring.py": "from toy import games\nclass Ring: game = games.Pot\n",
    "nets/flow.py": "def run(): from toy.data import load; return load('banks')\n",
    "data/__init__.py": "def load(name): return name\ndef names(): return []\n",
    "data/provenance.toml": "[banks]\ntitle = 'Banks'\n[votes]\ntitle = 'Votes'\n",
    "data/tables/banks.csv": "a\n1\n",
    "data/tables/votes.csv": "a\n1\n",
    "published/__init__.py": "def get(id): pass\ndef table(c): pass\ndef reproduces(id): pass\n",
    "published/ii.py": "from toy.games import Duel\nfrom . import reproduces\nX = 'II.1'\n",
    "published/II.toml": "[[result]]\nid = 'II.1'\nchapter = 'part/one'\n",
    "published/IV.toml": "[[result]]\nid = 'IV.1'\nchapter = 'part/two'\n",
}


@pytest.fixture
def toy(tmp_path):
    for name, text in FILES.items():
        file = tmp_path / "toy" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return tmp_path


def behind(root, code):
    """Return the modules, tables and results behind some code, without versions."""
    facts = Sources(root, "toy").facts(code=code)
    return {k.removeprefix("toy.") for k in facts if not k.startswith(("library", "python"))}


@pytest.mark.parametrize(
    ("code", "modules"),
    [
        ("from toy.games import Pot", {"games.pot", "_check"}),
        ("from toy.games import h", {"games.duel"}),
        ("from toy.games import N", {"games", "games.pot", "games.duel", "_check"}),
        ("from toy.games.duel import Duel", {"games.duel"}),
        ("from toy import games\ngames.Duel()", {"games.duel"}),
        ("import toy.games as g\ng.Duel()", {"games.duel"}),
        ("from toy import games\nf(games)", {"games", "games.pot", "games.duel", "_check"}),
        ("from toy.games import *", {"games", "games.pot", "games.duel", "_check"}),
        ("from toy import nets\nnets.Ring()", {"nets.ring", "games.pot", "_check"}),
        ("from toy.nets import flow", {"nets.flow", "data", "table banks"}),
        ("def f():\n  from toy.games import Duel", {"games.duel"}),
        ("if TYPE_CHECKING:\n  from toy.games import Duel", set()),
        ("from toy.data import load\nload('votes')", {"data", "table votes"}),
        ("from toy.data import load\nload(x)", {"data", "table votes", "table banks"}),
        ("from toy.data import load\nload(f'{x}s')", {"data", "table votes", "table banks"}),
        ("from toy.data import load\nfor x in ['votes']: load(x)", {"data", "table votes"}),
        ("from toy.published import get\nget('II.1')", {"published", "results II.toml"}),
        ("from toy.published import get\nget(f'II.{n}')", {"published", "results II.toml"}),
        (
            "from toy.published import get\nget(x)",
            {"published", "results II.toml", "results IV.toml"},
        ),
        (
            "from toy.published import table\ntable('part/one')",
            {"published", "results II.toml", "published.ii", "games.duel"},
        ),
        (
            "from toy.published import get\nget('II.1').ours()",
            {"published", "results II.toml", "published.ii", "games.duel"},
        ),
    ],
)
def test_what_is_behind_some_code(toy, code, modules):
    assert behind(toy, code) == modules


def test_a_package_used_by_dotted_names_counts_as_a_whole(toy):
    found = behind(toy, "import toy\ntoy.games.Pot()")
    assert {"toy", "games.duel", "nets.flow", "published.ii", "table banks"} <= found


def test_libraries_count_with_their_versions(toy):
    facts = Sources(toy, "toy").facts(code="from toy.games import Duel")
    assert facts["library scipy"] == __import__("scipy").__version__
    assert facts["library matplotlib"] == __import__("matplotlib").__version__
    assert facts["python"].startswith(f"{sys.version_info[0]}.{sys.version_info[1]}-")


@pytest.mark.parametrize(
    ("file", "old", "new", "counts"),
    [
        ("games/pot.py", "class Pot: pass", "class Pot:\n    '''Doc.'''\n    pass", False),
        ("games/pot.py", "class Pot", "# a comment\n\nclass Pot", False),
        ("games/pot.py", "pass", "x = 1", True),
        ("_check.py", "1", "2", True),
        ("games/duel.py", "pass", "x = 1", False),
        ("games/__init__.py", "N = 3", "N = 4", False),
    ],
)
def test_what_an_edit_changes(toy, file, old, new, counts):
    code = "from toy.games import Pot"
    before = Sources(toy, "toy").facts(code=code)
    path = toy / "toy" / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))
    assert (Sources(toy, "toy").facts(code=code) != before) == counts


# ---- of the library: what really runs is what is read

#: Draws the first state of some explorers and notes what is executed and opened.
TRACE = """
import json, sys
from pathlib import Path
root, source = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
sys.path[:0] = [str(root), str(root / "tools")]
from explorers import explorers
from govlib.explorer import store
ran, opened = set(), set()
sys.addaudithook(lambda event, args: event == "open" and opened.add(str(args[0])))
def note(frame, event, argument):
    if event == "call":
        ran.add(frame.f_code.co_filename)
found = []
for explorer in explorers(source):
    ran.clear(); opened.clear()
    facts = store.facts(explorer)
    ran.clear(); opened.clear()
    sys.setprofile(note)
    explorer.say(explorer.start)
    for shape in explorer.drawing.sizes:
        explorer.drawing.draw(explorer.start, shape)
    sys.setprofile(None)
    def inside(names):
        own = [Path(n) for n in names if Path(n).is_relative_to(root / "govlib")]
        return [str(n.relative_to(root)) for n in own]
    found.append([explorer.id, facts and sorted(facts), inside(ran), inside(opened)])
print(json.dumps(found))
"""

CHAPTERS = sorted(
    p
    for p in (ROOT / "book").rglob("*.md")
    if "Explorer(" in p.read_text(encoding="utf-8") and "kernelspec" in p.read_text("utf-8")[:600]
)


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda p: p.stem)
def test_nothing_runs_that_the_key_does_not_know(nursery, chapter):
    done = nursery.run(TRACE, ROOT, chapter, env={"GOVLIB_EXPLORER": "picture"})
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found
    for id, facts, ran, opened in found:
        if facts is None:  # drawn from a table of the page: at each build, never kept
            continue
        modules = {n.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for n in ran}
        # the explorer calls what draws, and names states; neither is part of a frame
        modules -= {"govlib.explorer.explorer", "govlib.explorer.controls"}
        assert len(modules) >= 3
        assert modules <= set(facts), id
        tables = {f"table {Path(n).stem}" for n in opened if n.endswith(".csv")}
        assert tables <= set(facts), id


def test_an_installed_package_has_the_same_key(tmp_path):
    """The key names no folder, so that checkouts may share what is kept."""
    shutil.copytree(ROOT / "govlib", tmp_path / "govlib", ignore=shutil.ignore_patterns("__pyc*"))
    module = "govlib.explorer.frames"
    assert Sources(tmp_path).facts(module) == Sources(ROOT).facts(module)
