"""The Sphinx extension: what a built page holds, and what the log says."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace

import pytest
from docutils import nodes
from docutils.utils import new_document
from nursery import SPHINX
from sphinx.errors import ExtensionError

from govlib.explorer import sphinx_ext
from govlib.explorer.page import asset

CONF = """
extensions = ["myst_nb", "govlib.explorer.sphinx_ext"]
numfig = True
nb_execution_mode = "cache"
nb_execution_raise_on_error = True
html_theme = "basic"
include_patterns = ["index.md", "class.md", "part/*.md"]
"""

HEAD = """---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {display_name: Python 3, language: python, name: python3}
---
"""

CHAPTER = """# Chapter

See {numref}`fig-line` and {numref}`fig-still`.

```{code-cell} ipython3
---
mystnb:
  figure:
    caption: "The line *rises* with `n`."
    name: fig-line
---
from govlib.explorer import Explorer, Practice, Slider, show

def line(fig, *, n):
    fig.add_axes((.1, .1, .8, .8)).plot([0, n])

def say(*, n):
    return f"It rises by {n}."

Explorer(line, title="A line", says=say, n=Slider(1, 4, 1))
```

```{code-cell} ipython3
---
mystnb:
  figure:
    caption: A still line.
    name: fig-still
---
show(line, says=say, n=2)
```

```{code-cell} ipython3
:tags: [remove-input]
quiz = Practice("chapter.toml", rises=[1, 2, 3])
quiz.predict("size")
```

```{code-cell} ipython3
:tags: [remove-input]
quiz.recap("size")
```

```{code-cell} ipython3
:tags: [remove-input]
quiz.draw("path")
```

```{code-cell} ipython3
:tags: [remove-input]
from govlib.games import dilemma_rounds
quiz.play("who", dilemma_rounds(draws=1))
```
"""

QUESTIONS = """
[predict.size]
question = "What *then* & now?"
answers = ["a", "b", "c"]
answer = 1
result = "b"
[play.who]
title = "Who?"
rules = "Play."
players = "Automata."
[draw.path]
question = "How?"
places = ["a", "b", "c"]
label = "height"
low = 0
high = 4
step = 1
truth = "{rises}"
result = "Up."
[[draw.path.check]]
rises = ["a", "c"]
right = "Up."
wrong = "Not down."
"""


@pytest.fixture(scope="module")
def build(nursery):
    """Build a folder, in a process of its own."""
    environment = {"GOVLIB_JOBS": "1", "GOVLIB_EXPLORER": None}

    def built(folder, *options):
        words = ("-b", "html", *options, ".", "_build")
        return nursery.run(SPHINX, *words, cwd=folder, env=environment)

    return built


@pytest.fixture(scope="module")
def book(build, tmp_path_factory):
    """A book of two pages, built."""
    folder = tmp_path_factory.mktemp("book")
    (folder / "part").mkdir()
    (folder / "conf.py").write_text(CONF)
    (folder / "index.md").write_text("# Index\n\n```{toctree}\npart/chapter\nclass\n```\n")
    (folder / "class.md").write_text("# Class\n\n```{class-wall}\n```\n\n```{my-answers}\n```\n")
    (folder / "part" / "chapter.md").write_text(HEAD + CHAPTER)
    (folder / "part" / "chapter.toml").write_text(QUESTIONS)
    done = build(folder, "-W", "-n", "--keep-going")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder, done.stdout


def test_log(book):
    _, log = book
    assert re.search(
        r"explorer line in part/chapter: 4 states, [\d,]+ bytes packed, drawn in [\d.]+ s", log
    )


def test_figures_are_numbered(book):
    html = (book[0] / "_build" / "part" / "chapter.html").read_text()
    one, two = re.findall(r"<figure.*?</figure>", html, re.S)
    assert 'id="fig-line"' in one
    assert "<gx-explorer" in one
    assert "<em>rises</em>" in one
    assert 'id="fig-still"' in two
    assert 'aria-label="It rises by 2."' in two
    assert html.index("See") < html.index('href="#fig-line"') < html.index("Fig. 1")
    assert 'href="#fig-still"' in html


def test_page_and_side_files(book):
    out = book[0] / "_build"
    html = (out / "part" / "chapter.html").read_text()
    sources = re.findall(r'data-src="([^"]+)"', html)
    assert len(sources) == 1
    side = (out / "part" / sources[0]).resolve()
    assert side.parent == out / "_static" / "gx"
    assert re.fullmatch(
        r'\(self\.gxPacks\?\?=\{\}\)\["line-wide-\w+"\]="[\w+/=]+";\n', side.read_text()
    )
    assert "data-seconds" not in html
    for name in ("explorer.js", "practice.js", "play.js", "explorer.css"):
        assert len(re.findall(rf'"\.\./_static/gx/{name}\b', html)) == 1
        assert (out / "_static" / "gx" / name).read_text() == asset(name)
    assert len(re.findall(r"<script defer", html)) == 3
    assert "--gx-blue:" not in html  # the palette stands in the style sheet
    assert "require" not in html
    assert "_static/gx" not in (out / "index.html").read_text()


def test_a_change_leaves_no_stale_file(build, book):
    folder, _ = book
    gx = folder / "_build" / "_static" / "gx"
    before = {file.name for file in gx.glob("line-*.js")}
    chapter = folder / "part" / "chapter.md"
    chapter.write_text(HEAD + CHAPTER.replace("Slider(1, 4, 1)", "Slider(1, 5, 1)"))
    assert "5 states" in build(folder, "-W").stdout
    after = {file.name for file in gx.glob("line-*.js")}
    assert len(after) == 1
    assert not before & after
    again = build(folder, "-W").stdout  # nothing to do: still reported
    assert "5 states" in again
    assert {file.name for file in gx.glob("line-*.js")} == after


def test_no_caption(build, book):
    folder, _ = book
    chapter = folder / "part" / "chapter.md"
    chapter.write_text(HEAD + re.sub(r"---\nmystnb:.*?---\n", "", CHAPTER, flags=re.S))
    log = build(folder).stderr
    assert "the explorer 'line' has no caption" in log
    assert "a figure has no caption" in log
    assert log.count("has no caption") == 2  # a question needs none


# ---- without a build


def outputs(*texts):
    document = new_document("chapter")
    for text in texts:
        figure = nodes.figure("", nodes.raw("", text, format="html"), nodes.caption("", "x"))
        document.append(figure)
    env = SimpleNamespace(docname="chapter")
    return SimpleNamespace(env=env), document


def explorer_html(id, size):
    return (
        f'<gx-explorer class="gx gx-card" id="gx-{id}" data-id="{id}" style="" '
        f'data-states="4" data-bytes="{size}" data-seconds="0.1">'
        f'<script type="text/plain" class="gx-pack" data-variant="wide" data-key="{id}-wide-1" '
        f'data-bytes="{size}">AAAA</script></gx-explorer>'
    )


def test_a_page_may_be_too_heavy():
    app, document = outputs(explorer_html("a", 1_600_000), explorer_html("b", 1_500_000))
    with pytest.raises(ExtensionError, match=r"chapter: its explorers weigh 3,100,000 bytes"):
        sphinx_ext.collect(app, document)


def test_what_is_noted():
    app, document = outputs(explorer_html("a", 1_600_000), explorer_html("b", 1_000_000))
    sphinx_ext.collect(app, document)
    found = app.env.govlib_explorers["chapter"]
    assert [record["id"] for record in found] == ["a", "b"]
    assert found[0]["files"] == ["a-wide-1.js"]
    sphinx_ext.forget(app, app.env, "chapter")
    assert app.env.govlib_explorers == {}


def test_split_leaves_other_pages_alone():
    body = "<p>text <style>p{}</style></p>"
    assert sphinx_ext.split(body, str) == (body, {}, [])


def test_the_pages_of_a_class_know_the_questions_of_the_book(book):
    html = (book[0] / "_build" / "class.html").read_text()
    wall, own = re.findall(r'class="gx-spec">(.*?)</script>', html)
    assert json.loads(wall)["questions"] == [
        {
            "chapter": "chapter",
            "id": "size",
            "question": "What then & now?",
            "answers": ["a", "b", "c"],
            "answer": 1,
        }
    ]
    titles = json.loads(own)["chapters"]
    assert titles == json.loads(wall)["chapters"]
    assert list(titles) == ["chapter"]
    for name in ("wall.js", "answers.js"):
        assert (book[0] / "_build" / "_static" / "gx" / name).read_text() == asset(name)
