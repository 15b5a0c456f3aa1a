"""When a page is read again: edits in a copy of the book, and the keys of its pages."""

from __future__ import annotations

import re
import shutil
import sys
from types import SimpleNamespace

import pytest
from bookkit import keys, paths
from bookkit.keys import Keys
from nursery import SPHINX
from sphinx.errors import ExtensionError

from govlib.figures.networks import banks
from govlib.games import LinearPublicGood
from govlib.voting import banzhaf

ONE, TWO = "definitions/collective-action", "opportunities/two-edges"
PAGES = (ONE, TWO, "index", "reference/data", "reference/published", "reference/api",
         "reference/api/voting", "reference/bibliography")  # fmt: skip


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    root = tmp_path_factory.mktemp("checkout")
    for name in ("govlib", "book"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(paths.ROOT / name, root / name, ignore=ignored)
    return root


def keys_of(root):
    found = Keys(root)
    return {page: found.of(root / "book" / f"{page}.md") for page in PAGES}


def of(thing):
    return sys.modules[getattr(thing, "__module__", thing.__name__)].__file__


ALWAYS = {"reference/published", "reference/api"}  # made from all models, and from all modules

EDITS = [
    ("a comment", of(banks), "# a comment", {"reference/api"}),
    ("a figure", of(banks), "NEW = 1", {TWO, "reference/api"}),
    ("a model of another chapter", of(banzhaf), "NEW = 1", {"reference/api/voting", "index",
     *ALWAYS}),
    ("a model", of(LinearPublicGood), "NEW = 1", {ONE, "index", *ALWAYS}),  # drawn on the cover
    ("a table", "govlib/data/tables/oda_1970.csv", "", {ONE, "reference/data", *ALWAYS}),
    ("questions", f"book/{TWO}.toml", "# more", {TWO}),
    ("published results", "govlib/published/IVC.toml", "# more", ALWAYS),
    ("results of the chapter", "govlib/published/II_giving.toml", "# more", {ONE, *ALWAYS}),
    ("the script of the page", "govlib/explorer/explorer.js", "//", {ONE, TWO, "index",
     "reference/api"}),
]  # fmt: skip


@pytest.fixture(scope="module")
def before(checkout):
    return keys_of(checkout)


@pytest.mark.parametrize(("what", "file", "more", "again"), EDITS, ids=[e[0] for e in EDITS])
def test_an_edit_changes_the_keys_of_what_depends_on_it(checkout, before, what, file, more, again):
    path = checkout / (paths.ROOT / file).relative_to(paths.ROOT)
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\n{more}\n", encoding="utf-8")
    try:
        after = keys_of(checkout)
    finally:
        path.write_text(text, encoding="utf-8")
    assert {page for page in PAGES if before[page] != after[page]} == again


def test_a_page_of_text_has_no_key(before):
    assert before["reference/bibliography"] == ""


def test_the_same_sources_have_the_same_keys(checkout, before):
    assert keys_of(checkout) == before


def test_the_key_changes_with_what_runs_the_notebooks(checkout, before, monkeypatch):
    monkeypatch.setattr(keys, "versions", lambda *names: dict.fromkeys(names, "another"))
    assert {p for p, key in keys_of(checkout).items() if key != before[p]} == {ONE, TWO, "index"}


def test_quoted_results_count(checkout, tmp_path):
    text = "A {published}`IIIA.W1[0]:.2f` and\n\n% generate: evidence II.A1 IIIB2.V1\n"
    assert keys.quoted(text).split("\n")[1:] == [
        "get('IIIA.W1')", "get('II.A1').ours()", "get('IIIB2.V1').ours()"
    ]  # fmt: skip
    page = tmp_path / "page.md"
    page.write_text("A {published}`IIIA.W1[0]:.2f`.")
    results = checkout / "govlib" / "published" / "IIIA.toml"
    kept = results.read_text(encoding="utf-8")
    before = Keys(checkout).of(page)
    try:
        results.write_text(kept + "\n# more\n", encoding="utf-8")
        assert before != Keys(checkout).of(page) != ""
    finally:
        results.write_text(kept, encoding="utf-8")


# ---- what Sphinx is told

HEAD = "---\nkernelspec:\n  display_name: Python 3\n  name: python3\n---\n"


def read(tmp_path, source, key="abc"):
    env = SimpleNamespace(doc2path=lambda name: str(tmp_path / f"{name}.md"), found_docs={"a"})
    found = SimpleNamespace(of=lambda path: f"{key}-more", notebook=lambda path: key)
    app = SimpleNamespace(env=env, bookkit_keys=found)
    lines = [source]
    keys.carry(app, "a", lines)
    return lines[0], env


@pytest.mark.parametrize(
    "head", [HEAD, "---\nkernelspec: {display_name: Python 3, name: python3}\n---\n"]
)
def test_the_name_of_the_kernel_carries_the_key(tmp_path, head):
    text, env = read(tmp_path, head)
    assert text == head.replace("Python 3", "Python 3 (abc)")
    assert env.bookkit_keys == {"a": "abc-more"}


def test_a_notebook_whose_key_nothing_would_carry_is_refused(tmp_path):
    with pytest.raises(ExtensionError, match="needs the line display_name: Python 3"):
        read(tmp_path, HEAD.replace("Python 3", "Python 3.11"))


def test_a_page_is_read_again_when_its_key_is_another(tmp_path, monkeypatch):
    for name in "abc":
        (tmp_path / f"{name}.md").write_text("text")
    found = {"a": "1", "b": "2", "c": ""}
    monkeypatch.setattr(keys, "Keys", lambda: SimpleNamespace(of=lambda path: found[path.stem]))
    env = SimpleNamespace(found_docs=set("abc"), doc2path=lambda n: str(tmp_path / f"{n}.md"))
    app = SimpleNamespace()
    env.bookkit_keys = {"a": "1", "b": "1"}
    assert keys.outdated(app, env, set(), set(), set()) == ["b"]
    assert keys.outdated(app, env, set(), {"b"}, set()) == []
    env.bookkit_keys = {}
    assert keys.outdated(app, env, set(), set(), set()) == ["a", "b"]


MYST = "jupytext: {text_representation: {format_name: myst}}"

CONF = """
import sys
sys.path.insert(0, {ext!r})
extensions = ["myst_nb", "bookkit.keys"]
nb_execution_mode = "cache"
html_theme = "basic"
"""

CELL = """
```{code-cell} ipython3
from pathlib import Path
with open("runs", "a") as file:
    file.write("x")
```
"""


def test_a_notebook_runs_again_for_its_questions_and_not_without_reason(nursery, tmp_path):
    (tmp_path / "conf.py").write_text(CONF.format(ext=str(paths.ROOT / "_ext")))
    (tmp_path / "index.md").write_text(
        HEAD.replace("---\n", f"---\n{MYST}\n", 1)
        + "# Title\n"
        + CELL.replace('"runs"', repr(str(tmp_path / "runs")))
    )

    def build(*more):
        words = ("-b", "html", ".", "_build/html")
        done = nursery.run(SPHINX, *more, *words, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        told.append(done.stdout)
        return len((tmp_path / "runs").read_text())

    told = []
    assert build() == 1
    assert build() == 1
    (tmp_path / "index.toml").write_text("x = 1")
    assert build() == 2
    (tmp_path / "index.toml").write_text("x = 2")
    assert build() == 3
    (tmp_path / "index.toml").write_text("x = 1")  # as it was before: kept
    assert build() == 3
    # what makes pages has changed: read again, and not run again
    assert build() == 3
    assert "config changed" not in told[-1]
    assert build("-D", "bookkit_makers=others") == 3
    assert "[config changed ('bookkit_makers')]" in told[-1]


def test_all_that_makes_pages_is_watched():
    lines = "".join(file.read_text() for file in (paths.ROOT / "_ext").rglob("*.py"))
    used = set(re.findall(r"^from (\w+) import", lines, re.M))
    there = {file.stem for file in (paths.ROOT / "tools").glob("*.py")}
    assert {f"tools/{name}.py" for name in used & there} | {"_ext"} == set(keys.MAKERS)
