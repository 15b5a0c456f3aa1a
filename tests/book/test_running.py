"""Notebooks run before the pages are read: each once, and what fails is left to its page."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from bookkit import running
from jupyter_cache import get_cache
from myst_nb.core.config import NbParserConfig
from myst_parser.config.main import MdParserConfig

NOTEBOOK = """\
---
file_format: mystnb
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

# A page

```{code-cell} ipython3
with open("ran.txt", "a") as file:
    file.write("NAME ")
```

```{code-cell} ipython3
CODE
```
"""


@pytest.fixture
def app(tmp_path):
    """A build of four pages, of which three are notebooks, and one of these fails."""
    for name, code in (("a", "1 + 1"), ("b", "2 + 2"), ("wrong", "1 / 0")):
        text = NOTEBOOK.replace("NAME", name).replace("CODE", code)
        (tmp_path / f"{name}.md").write_text(text)
    (tmp_path / "plain.md").write_text("# Words\n")
    config = NbParserConfig(
        execution_mode="cache",
        execution_cache_path=str(tmp_path / "cache"),
        execution_raise_on_error=True,
    )
    env = SimpleNamespace(
        doc2path=lambda name: str(tmp_path / f"{name}.md"),
        myst_config=MdParserConfig(),
        mystnb_config=config,
    )
    keys = SimpleNamespace(notebook=lambda path: "" if path.stem == "plain" else "key-1")
    return SimpleNamespace(env=env, bookkit_keys=keys, folder=tmp_path)


def kept(app):
    return [
        (Path(record.uri).name, bundle.nb.metadata.kernelspec.display_name)
        for record in get_cache(app.folder / "cache").list_cache_records()
        for bundle in [get_cache(app.folder / "cache").get_cache_bundle(record.pk)]
    ]


def test_what_will_be_read_is_run_once_and_found_again(app, monkeypatch):
    told = []
    monkeypatch.setattr(running, "logger", SimpleNamespace(info=told.append))
    pages = ["a", "b", "plain", "wrong"]
    running.run_all(app, app.env, pages)
    ran = (app.folder / "ran.txt").read_text().split()
    assert sorted(ran) == ["a", "b", "wrong"]
    assert sorted(kept(app)) == [("a.md", "Python 3 (key-1)"), ("b.md", "Python 3 (key-1)")]
    assert sorted(m.split(": ")[1].split(",")[0] for m in told) == ["a", "b", "wrong"]
    assert sum("an error: of which its page will tell" in m for m in told) == 1
    running.run_all(app, app.env, pages)
    again = (app.folder / "ran.txt").read_text().split()[len(ran) :]
    assert again == ["wrong"], "what the cache has is not run again; a failure is not kept"


def test_the_reading_finds_what_was_run(app):
    """The text of the pages is the one that the reading gets: with the key in the kernel's name."""
    # a kernel, but nothing that says how the cells are written: myst-nb reads it as words
    (app.folder / "words.md").write_text(NOTEBOOK.replace("file_format: mystnb\n", ""))
    [(path, notebook)] = running.notebooks(app, app.env, ["a", "plain", "words"])
    assert path.name == "a.md"
    assert notebook.metadata.kernelspec.display_name == "Python 3 (key-1)"


def test_where_notebooks_are_not_run_none_is_run_before(app):
    app.env.mystnb_config = app.env.mystnb_config.copy(execution_mode="off")
    running.run_all(app, app.env, ["a", "b"])
    assert not (app.folder / "ran.txt").exists()
