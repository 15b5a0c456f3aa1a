"""What the book asks of Sphinx: where it is hosted, what is run again, what pages are made of."""

from __future__ import annotations

import inspect
import re
from types import SimpleNamespace

import bookkit
import lite
import pytest
from bookkit import (
    api,
    assignments,
    data,
    docstrings,
    generated,
    notebooks,
    offline,
    paths,
    results,
)
from sphinx.builders.html._assets import _JavaScript
from sphinx.ext.napoleon import Config as SphinxConfig
from sphinx.ext.napoleon.docstring import NumpyDocstring

from govlib.drawing import Declaration
from govlib.published import get
from govlib.published import results as published_results


@pytest.mark.parametrize(
    ("told", "url"),
    [
        ("https://github.com/someone/book.git\n", "https://github.com/someone/book"),
        ("git@github.com:someone/book.git\n", "https://github.com/someone/book"),
        ("ssh://git@github.com/someone/book\n", "https://github.com/someone/book"),
        ("https://example.org/someone/book.git\n", ""),
        ("", ""),
    ],
)
def test_repository_of_a_checkout(monkeypatch, told, url):
    monkeypatch.setattr(paths.subprocess, "run", lambda *a, **k: SimpleNamespace(stdout=told))
    assert bookkit.repository({}) == url


def test_no_repository_where_there_is_no_git(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert bookkit.repository({}) == ""


def test_a_fork_links_to_itself():
    assert bookkit.repository({"GITHUB_REPOSITORY": "fork/book"}) == "https://github.com/fork/book"


def test_binder_opens_the_chapter_as_a_notebook():
    url = notebooks.binder("book/definitions/collective-action", "https://github.com/a/b")
    assert url == (
        "https://mybinder.org/v2/gh/a/b/main"
        "?urlpath=lab/tree/book/definitions/collective-action.ipynb"
    )


def chapter_context(pagename="book/part/chapter", notebook=True):
    metadata = {pagename: {"kernelspec": {}} if notebook else {}}
    app = SimpleNamespace(env=SimpleNamespace(metadata=metadata))
    return app, pagename, {"header_buttons": []}


def test_launch_buttons_stand_where_there_is_a_repository(monkeypatch):
    app, name, context = chapter_context()
    monkeypatch.setattr(notebooks, "repository", lambda: "https://github.com/a/b")
    notebooks.add_launchers(app, name, "", context, None)
    assert context["header_buttons"][0]["url"].startswith("https://mybinder.org/v2/gh/a/b/")
    monkeypatch.setattr(notebooks, "repository", lambda: "")
    app, name, context = chapter_context()
    notebooks.add_launchers(app, name, "", context, None)
    assert context["header_buttons"] == []
    monkeypatch.setattr(notebooks, "repository", lambda: "https://github.com/a/b")
    app, name, context = chapter_context(notebook=False)
    notebooks.add_launchers(app, name, "", context, None)
    assert context["header_buttons"] == []


def test_the_jupyter_in_the_browser_has_a_button_that_says_what_it_loads(monkeypatch):
    monkeypatch.setattr(notebooks, "repository", lambda: "")
    monkeypatch.setenv("BOOK_LITE", "https://example.org/lite/")
    app, name, context = chapter_context("book/part/chapter")
    notebooks.add_launchers(app, name, "", context, None)
    [button] = context["header_buttons"]
    assert button["url"] == ("https://example.org/lite/lab/index.html?path=part%2Fchapter.ipynb")
    for host in lite.HOSTS:
        assert host in button["tooltip"]


def test_scripts_that_ask_other_hosts_are_dropped():
    def script(name, body=None):
        return _JavaScript(name, **({"body": body} if body else {}))

    context = {
        "script_files": [
            script("_static/sphinx-thebe.js"),
            script(None, "const THEBE_JS_URL = 'https://unpkg.com/x'"),
            script("_static/book.js"),
            script("_static/book.js"),
        ],
        "css_files": [SimpleNamespace(filename="_static/sphinx-thebe.css"), "_static/book.css"],
    }
    offline.drop_scripts(None, "", "", context, None)
    assert [s.filename for s in context["script_files"]] == ["_static/book.js"]
    assert context["css_files"] == ["_static/book.css"]


def test_scripts_wait_for_the_page():
    files = ["documentation_options.js", "doctools.js", None, "own.js"]
    scripts = [_JavaScript(f, **({} if f else {"body": "x"})) for f in files]
    scripts.append(_JavaScript("late.js", **{"async": "async"}))
    context = {"script_files": scripts}
    offline.drop_scripts(None, "book/index", "", context, None)
    assert [s.filename for s in context["script_files"]] == [*files, "late.js"]
    waits = ["defer" in s.attributes for s in context["script_files"]]
    assert waits == [False, True, False, True, False]
    assert "defer" not in scripts[1].attributes  # pages share it
    context = {"script_files": scripts}
    offline.drop_scripts(None, "search", "", context, None)
    assert context["script_files"] == scripts


# ---- generated pages


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1 + 0.2, "0.3"),
        (1.25e-9, "1.25e−9"),
        (-2, "−2"),
        (3, "3"),
        ((1, [0.5, 2.0]), "(1, (0.5, 2))"),
    ],
)
def test_numbers_as_a_reader_expects_them(value, text):
    assert results.number(value) == text


def test_a_result_says_where_it_comes_from():
    block = results._block(get("IIIA.W1"), get("IIIA.W1").ours())
    assert "`IIIA.W1`" in block
    assert "{cite:t}`watts2002`" in block
    assert re.search(r"^published .* · ours .* · ±\u00a0.* · agrees$", block, re.M)
    assert ":::{div} result result-" in block
    own = next(r for r in published_results() if not (r.source or r.where))
    block = results._block(own, own.value)
    assert not re.search(r"^[;.]", block, re.M)
    assert block.count("{tag}") == 1
    wrong = results._block(get("II.A1"), 7)
    assert "**does not agree**" in wrong


def test_results_are_counted_by_what_confirms_them():
    menu = results._menu({"a/b": "I A"}, {"printed": 3, "derived": 1})
    assert '<input type="radio" name="tag" id="tag-all" checked> <b>4</b> all' in menu
    assert "<b>3</b> printed" in menu
    assert '<option value="results-a-b">I A</option>' in menu


def test_every_public_name_is_listed():
    text = "\n".join(api.index(None))
    for name in ("LinearPublicGood", "reed_frost", "load", "sweep", "Explorer"):
        assert f"`{name} <govlib." in text
    assert "Return" in text


def test_data_that_fails_a_check_is_marked(monkeypatch):
    monkeypatch.setattr(data.data, "failures", lambda name: ["41 donors"])
    assert "41 donors (**fails**)" in "\n".join(data.tables(None))


def test_a_mark_is_replaced_and_nothing_else():
    source = ["# Data\n\ntext % generate: data here\n\n% generate: api sweep\n"]
    generated.expand(SimpleNamespace(), "x", source)
    assert "text % generate: data here" in source[0]
    assert ".. automodule:: govlib.sweep" in source[0]


# ---- the link to an assignment


def test_assignments_are_known_by_their_master_or_their_release(monkeypatch, tmp_path):
    assert {"collective-action", "two-edges"} <= set(assignments.names())
    (tmp_path / "release" / "public").mkdir(parents=True)
    (tmp_path / "release" / "public" / "public.ipynb").write_text("{}")
    (tmp_path / "draft").mkdir()
    monkeypatch.setattr(assignments, "EXERCISES", tmp_path)
    assert assignments.names() == ["public"]


def test_attributes_that_share_an_entry_get_one_each():
    lines = [
        "A window.",
        "",
        "Parameters",
        "----------",
        "a, b : int",
        "    Both.",
        "",
        "Attributes",
        "----------",
        "lower, upper : float",
        "    Where it begins",
        "    and ends.",
        "width : float",
        "    How long it is, lower, upper.",
        "",
        "Notes",
        "-----",
        "first, second",
    ]
    assert docstrings.split(lines) == [
        *lines[:9],
        *("lower : float", *lines[10:12]),
        *("upper : float", *lines[10:12]),
        *lines[12:],
    ]


def test_no_attribute_is_read_as_a_type():
    """As napoleon does it with the docstring of a class of ours."""
    config = SphinxConfig(napoleon_use_ivar=True, napoleon_preprocess_types=True)
    lines = docstrings.split(inspect.getdoc(Declaration).splitlines())
    fields = str(NumpyDocstring(lines, config)).splitlines()
    named = [line for line in fields if line.startswith(":ivar")]
    assert ":ivar size: Width and height in inches on a wide page and on a phone; ``narrow``" in (
        line.rsplit(" may", 1)[0] for line in named
    )
    assert not [line for line in named if "," in line.split(":")[1]]
