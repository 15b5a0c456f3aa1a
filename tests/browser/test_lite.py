"""The chapters in a Jupyter that needs no server: what the folder holds, and that it opens."""

from __future__ import annotations

import json

import lite
import nbformat
import pytest
from built import CHAPTERS, HTML
from web import serving

import govlib

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("lite")]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made") / "lite"
    return folder, lite.make(folder, HTML)


def test_each_chapter_stands_there_and_installs_the_library_first(made):
    folder, names = made
    documents = {f"book/{name.with_suffix('.html')}" for name in names}
    assert set(CHAPTERS) <= documents
    for name in names:
        notebook = nbformat.read(folder / "files" / name, as_version=4)
        assert notebook.cells[0].source == lite.INSTALL
    [wheel] = json.loads((folder / "pypi" / "all.json").read_text())["govlib"]["releases"].values()
    assert wheel[0]["filename"].startswith(f"govlib-{govlib.__version__}-")


def test_it_is_small_and_names_the_host_of_its_kernel(made):
    folder, _ = made
    files = [p for p in folder.rglob("*") if p.is_file()]
    assert sum(p.stat().st_size for p in files) <= 40e6
    scripts = [p.read_text(errors="ignore") for p in files if p.suffix == ".js"]
    assert any(lite.HOSTS[0] in text for text in scripts)


def test_it_opens_and_lists_the_chapters_without_another_host(visit, made):
    folder, names = made
    with serving(folder) as address:
        one = visit(address + "lab/index.html")
        first = names[0].parts[0]
        one.page.locator(".jp-DirListing-item", has_text=first).wait_for()
        assert not one.outside(address)


def test_a_book_that_is_not_built_has_no_notebooks(tmp_path):
    with pytest.raises(ValueError, match="build the book first"):
        lite.write_contents(tmp_path, tmp_path / "files")
