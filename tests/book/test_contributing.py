"""The steps of CONTRIBUTING, done as they are written, on a copy of the package."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from nursery import PYTEST

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
QUIET = ("-q", "-p", "no:cacheprovider")


def block(after: str) -> str:
    """Return the first block of code after some words of the text."""
    rest = TEXT[TEXT.index(after) :]
    found = re.search(r"^( *)```(?:python|toml)\n(.*?)^\1```$", rest, re.M | re.S)
    assert found, f"no code after {after!r}"
    return re.sub(rf"^{found[1]}", "", found[2], flags=re.M)


def page(after: str) -> str:
    """Return the first MyST page after some words of the text."""
    rest = TEXT[TEXT.index(after) :]
    found = re.search(r"^`{5}markdown\n(.*?)^`{5}$", rest, re.M | re.S)
    assert found, f"no page after {after!r}"
    return found[1]


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the package in which all steps have been done."""
    root = tmp_path_factory.mktemp("copy")
    package = root / "govlib"
    shutil.copytree(ROOT / "govlib", package, ignore=shutil.ignore_patterns("__pycache__"))
    (package / "games" / "tolls.py").write_text(block("**1. Write the model**"))
    init = package / "games" / "__init__.py"
    init.write_text(init.read_text() + "\nfrom govlib.games.tolls import Tolls\n")
    (root / "test_tolls.py").write_text(block("**2. Test it**"))
    with (package / "published" / "II.toml").open("a") as file:
        file.write("\n" + block("**3. Publish"))
    function = block("and the function that computes")
    with (package / "published" / "ii.py").open("a") as file:
        file.write(f"\n\nfrom govlib.games import Tolls\n\n\n{function}")
    (package / "figures" / "games" / "tolls.py").write_text(block("**4. Draw it.**"))
    (root / "test_tolls_figure.py").write_text(block("What it cannot know"))
    return root


@pytest.fixture(scope="module")
def run(nursery, copy):
    """Run a program, or tests, on the copy, in a process of its own."""

    environment = {"PYTHONPATH": str(copy), "GOVLIB_JOBS": "1"}

    def done(code, *words):
        return nursery.run(code, *words, cwd=copy, path=[copy], env=environment)

    return done


@pytest.fixture(scope="module")
def told(run):
    """What pytest says of the three files of tests, in one run."""
    shared = f"pythonpath={ROOT / 'tests' / 'support'}"
    files = ("test_tolls.py", "govlib/games/tolls.py", "test_tolls_figure.py")
    return run(PYTEST, *QUIET, "-rA", "-o", shared, "--doctest-modules", *files).stdout


def passed(text, file):
    """Return how many tests of a file have passed; the others have not been told."""
    assert not re.search(rf"^(?:FAILED|ERROR) {file}", text, re.M), text
    return len(re.findall(rf"^PASSED {file}::", text, re.M))


def test_the_model_and_its_test_pass(told):
    assert passed(told, "test_tolls.py") == 3, told
    assert passed(told, "govlib/games/tolls.py") in (1, 2), told


def test_the_result_is_reproduced(run):
    code = (
        "from govlib.published import get; r = get('II.T1'); "
        "assert r.agrees(r.ours()) and not r.agrees(0.3)"
    )
    done = run(code)
    assert done.returncode == 0, done.stderr


def test_the_figure_draws_the_model(told):
    assert passed(told, "test_tolls_figure.py") == 2, told


def test_the_figure_moves(run):
    code = block("**5. Move it.**").strip()
    name = "Explorer("
    call = code[code.index(name) :]
    imports = code[: code.index(name)]
    proved = "made.spec(packs)"  # the handle moves, the target can be found
    done = run(f"{imports}\nmade = {call}\npacks = made.packs()\nprint({proved})")
    assert "'hands': {'owners': 'xy'}" in done.stdout, done.stderr
    assert "The fewest owners at whom" in done.stdout


def test_the_new_files_keep_the_style(copy, tmp_path):
    files = ["govlib/games/tolls.py", "govlib/figures/games/tolls.py"]
    config = str(ROOT / "pyproject.toml")
    # what `make lint` found out of the library serves here as far as its text is the same
    known = tmp_path / "known"
    if (ROOT / ".mypy_cache").is_dir():
        shutil.copytree(ROOT / ".mypy_cache", known)
    for words in (
        ("ruff", "check", "--config", config),
        ("mypy", "--config-file", config, "--cache-dir", str(known)),
    ):
        command = [sys.executable, "-m", *words, *files]
        done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


def test_what_it_names_exists():
    for name in re.findall(r"`((?:tests|govlib|book|_ext|benchmarks|exercises)/[\w./-]+)`", TEXT):
        if "tolls" not in name and "gates" not in name:
            assert (ROOT / name).exists(), name


def test_the_game_of_the_guide_can_be_played():
    """The eight lines give a table that a page takes, with what its strategy earns."""
    names: dict = {}
    exec(block("as here in eight lines."), names)
    from govlib.explorer import Play

    Play(names["table"], id="echo", title="An echo", rules="Give or keep.", players="An echo.")
    assert dict(names["table"].games[0].earned) == {
        "always give": 8.0,
        "the best in hindsight": 9.0,
    }


def test_the_curve_of_the_guide_can_be_drawn(tmp_path):
    from govlib.explorer import Practice
    from govlib.games import load_sessions

    sessions = load_sessions()
    gifts = sessions.gifts[[0, 3, 6, 9]]
    file = tmp_path / "chapter.toml"
    file.write_text(block("A prediction may be **drawn**").strip() + "\n", encoding="utf-8")
    quiz = Practice(file, gifts=gifts, first=gifts[0], last=gifts[-1])
    assert "It falls, from 7.9 to 2.2." in quiz.drawn("waning").html()


#: what the rules of chapters and masters ask that a small example cannot have
SIZE = "not length and not time_is_counted"


@pytest.fixture(scope="module")
def book(run, copy):
    """A copy of the book, with the library of :func:`copy`, to which a chapter has been added."""
    waste = shutil.ignore_patterns("__pycache__", "*.ipynb", "course", "release")
    for name in ("book", "tools", "_ext", "tests", "exercises"):
        shutil.copytree(ROOT / name, copy / name, ignore=waste)
    for name in ("pyproject.toml", "conftest.py", "_toc.yml", "_config.yml"):
        shutil.copy(ROOT / name, copy)
    with (copy / "book" / "chapters.toml").open("a", encoding="utf-8") as file:
        file.write("\n" + block("**1. Look up its line**"))
    source = copy / "book" / "conclusion" / "gates-in-a-row.md"
    source.parent.mkdir(exist_ok=True)
    source.write_text(page("**2. Write the chapter**"), encoding="utf-8")
    source.with_suffix(".toml").write_text(block("**3. Write the questions**"), encoding="utf-8")
    master = copy / "exercises" / "gates-in-a-row" / "gates-in-a-row.md"
    master.parent.mkdir()
    master.write_text(page("**4. Write the assignment**"), encoding="utf-8")
    script = "import runpy; runpy.run_path('tools/registry.py', run_name='__main__')"
    done = run(script)
    assert done.returncode == 0, done.stderr
    return copy


def test_the_places_of_a_chapter_are_nine_and_exist():
    table = re.search(r"^## Add a chapter\n.*?(?=^\*\*1\.)", TEXT, re.M | re.S)[0]
    places = re.findall(r"^\| (\d) \| `([^`]+)` \|", table, re.M)
    assert [int(number) for number, _ in places] == list(range(1, 10))
    for _, place in places:
        if "<" not in place:
            assert (ROOT / place).exists(), place


@pytest.fixture(scope="module")
def rules(run, book):
    """What pytest says of the registry, and of the form of the chapter, in one run."""
    files = ("tests/book/test_registry.py", "tests/test_chapters.py")
    wanted = f"test_registry or (gates-in-a-row and {SIZE})"
    return run(PYTEST, *QUIET, "-rA", *files, "-k", wanted).stdout


def test_the_chapter_stands_in_the_contents(book, rules):
    listed = (book / "_toc.yml").read_text(encoding="utf-8")
    assert "- file: book/conclusion/gates-in-a-row\n" in listed
    assert passed(rules, "tests/book/test_registry.py") >= 15


def test_the_chapter_keeps_the_rules_of_form(rules):
    assert passed(rules, "tests/test_chapters.py") >= 15


def test_the_cells_of_the_chapter_run(run, book):
    """Facts, questions and figures in one process, as a kernel would; pages are built elsewhere."""
    code = (
        "import os, jupytext; os.chdir('book/conclusion')\n"
        "for cell in jupytext.read('gates-in-a-row.md').cells:\n"
        "    if cell.cell_type == 'code': exec(cell.source, globals())\n"
        "html = quiz.recap('more-gates').html()\n"
        "assert '20% still pass' in html, html\n"
    )
    done = run(code)
    assert done.returncode == 0, done.stderr[-3000:]


def test_the_assignment_loads(run, book):
    code = (
        "import sys; sys.path.insert(0, 'exercises')\n"
        "from kit import master\n"
        "told = master.load('gates-in-a-row')\n"
        "assert 'gates-in-a-row' in master.known()\n"
        "assert [(i.kind, i.minutes, i.points) for i in told.items] == [('Compute', 15, 3)]\n"
        "cells = told.notebook(1).cells\n"
        "assert any('return 1 / (n + 1)' in c.source for c in cells)\n"
        "assert not any('{{' in c.source for c in cells)\n"
    )
    done = run(code)
    assert done.returncode == 0, done.stderr[-3000:]
