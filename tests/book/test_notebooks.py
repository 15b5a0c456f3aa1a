"""Plain notebooks: what MyST says, in words that any Jupyter shows."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jupytext
import nbformat
import notebooks
import pytest

SOURCE = """---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {display_name: Python 3, language: python, name: python3}
---
(top)=
# Title

{cite:t}`watts2002` and {cite:p}`watts2002,centola2007` say {glue:text}`share:.1%` of
{glue:text}`count:.0f`. See {numref}`fig-two`, a {term}`best reply`, {term}`weak <Weakest link>`.
{chapter}`win-win` and {chapter}`the money <financing>`.

$$
x = 1
$$ (eq-one)

By {eq}`eq-one`, done.

```{dropdown} More
Hidden {glue:text}`count:g`.
```

```{assignment} somewhere
```

```{code-cell} ipython3
---
mystnb: {figure: {caption: First., name: fig-one}}
---
1
```

```{code-cell} ipython3
---
tags: [hide-input]
mystnb: {figure: {caption: "Second, {glue:text}`count:g`.", name: fig-two}}
---
2
```
"""


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "chapter.md"
    path.write_text(SOURCE)
    path.with_suffix(".toml").write_text('question = "It\'s \\"this\\"?"\n')
    return notebooks.plain(path, {"share": 0.256, "count": 12.0})


def text(book):
    return "\n".join(c.source for c in book.cells if c.cell_type == "markdown")


def test_a_notebook_is_the_same_each_time(tmp_path):
    path = tmp_path / "page.md"
    path.write_text(SOURCE)
    numbers = {"share": 0.5, "count": 3.0}
    first, second = (nbformat.writes(notebooks.plain(path, numbers)) for _ in range(2))
    assert first == second
    ids = [cell["id"] for cell in json.loads(first)["cells"]]
    assert len(set(ids)) == len(ids) > 2


def test_it_is_a_valid_notebook(book):
    nbformat.validate(json.loads(nbformat.writes(book)))
    assert book.metadata.kernelspec.name == "python3"


@pytest.mark.parametrize(
    "words",
    [
        "Watts (2002) and (Watts, 2002; Centola and Macy, 2007) say 25.6% of\n12.",
        "See figure 2, a best reply, weak.",
        "*Win-win* and the money.",
        "By equation (1), done.",
        "<details><summary>More</summary>",
        "Hidden 12.",
        "**Figure 1.** First.",
        "**Figure 2.** Second, 12.",
    ],
)
def test_roles_become_words(book, words):
    assert words in text(book)


def test_nothing_of_myst_is_left(book):
    assert "{" not in text(book).replace("\\tag{1}", "")
    assert "(top)=" not in text(book)
    assert "```" not in text(book)
    assert "$$ (eq-one)" not in text(book)


def test_captions_stand_below_their_figures(book):
    kinds = [(c.cell_type, c.source[:13]) for c in book.cells]
    at = kinds.index(("markdown", "**Figure 1.**"))
    assert kinds[at - 1] == ("code", "1")


def test_the_first_cell_writes_the_questions(book, tmp_path, monkeypatch):
    target = tmp_path / "elsewhere"
    target.mkdir()
    monkeypatch.chdir(target)
    exec(book.cells[0].source, {})
    assert (target / "chapter.toml").read_text() == (tmp_path / "chapter.toml").read_text()


def test_a_number_that_no_cell_noted_is_an_error(tmp_path):
    path = tmp_path / "chapter.md"
    path.write_text(SOURCE)
    with pytest.raises(KeyError, match="share"):
        notebooks.plain(path, {})


def test_a_number_is_quoted_with_a_format_and_a_minus(tmp_path):
    path = tmp_path / "chapter.md"
    head = SOURCE[: SOURCE.index("(top)=")]
    path.write_text(head + "Of {glue:text}`all:.0f`, {glue:text}`who` has {glue:text}`loss:.1f`.\n")
    made = notebooks.plain(path, {"all": 3.0, "who": "Guinea-Bissau", "loss": -0.5})
    assert "Of 3, Guinea-Bissau has −0.5." in text(made)
    path.write_text(head + "Of {glue:text}`all`.\n")
    with pytest.raises(ValueError, match="all is a number: a format must follow its name"):
        notebooks.plain(path, {"all": 3.0})


def test_chapters_are_found():
    names = {p.stem for p in notebooks.chapters()}
    assert {"index", "collective-action", "two-edges"} <= names
    assert "glossary" not in names


def test_a_run_hands_its_numbers_over(tmp_path):
    path = tmp_path / "tiny.md"
    head = SOURCE.split("(top)=")[0]
    path.write_text(
        head + "```{code-cell} ipython3\nfrom govlib.explorer import note\nnote(a=1/4)\n```\n"
    )
    executed = notebooks.run(path)
    assert notebooks.noted(executed) == {"a": 0.25}
    assert jupytext.read(path).cells[0].source.startswith("from govlib")


def test_binder_is_told_what_to_install():
    folder = Path(notebooks.ROOT, ".binder")
    assert "-r ../requirements.txt" in (folder / "requirements.txt").read_text()
    assert (folder / "runtime.txt").read_text().startswith("python-3.1")
    assert (folder / "postBuild").stat().st_mode & 0o111


def test_binder_installs_after_the_files_are_there():
    """What repo2docker makes of the folder, without Docker."""
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", "."]
    done = subprocess.run(command, cwd=notebooks.ROOT, capture_output=True, text=True, check=True)
    steps = done.stdout + done.stderr
    assert "python=3.12" in steps
    copied = steps.index("COPY --chown=0:0 src/ ")
    installed = steps.index('-r ".binder/requirements.txt"')
    assert copied < installed < steps.index("RUN ./.binder/postBuild")
