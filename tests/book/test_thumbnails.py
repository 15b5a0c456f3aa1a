"""The small pictures on the cards of chapters."""

from __future__ import annotations

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from bookkit import thumbnails
from bookkit.paths import ROOT
from registry import chapters, written

from govlib.drawing.declaration import declaration
from govlib.explorer.closure import Sources

CHAPTERS = {c.slug: c for c in chapters()}


@pytest.mark.parametrize("chapter", [c for c in written() if c.part], ids=lambda c: c.slug)
def test_each_chapter_has_a_declared_figure_for_its_card(chapter):
    from importlib import import_module

    module, name = thumbnails.chosen(chapter)
    assert declaration(getattr(import_module(module), name)) is not None


def test_the_first_explorer_is_taken_unless_the_registry_names_another():
    chapter = CHAPTERS["collective-action"]
    assert thumbnails.chosen(chapter) == ("govlib.figures.games.public_goods", "payoffs")
    named = replace(chapter, picture="games.giving.decline")
    assert thumbnails.chosen(named) == ("govlib.figures.games.giving", "decline")
    # made from the claims that the page has read: nothing that could be drawn without it
    assert thumbnails.chosen(CHAPTERS["introduction"]) is None
    assert thumbnails.imports([named, CHAPTERS["introduction"]]) == (
        "from govlib.figures.games.giving import decline"
    )


def test_a_small_picture_has_no_words_and_the_colours_of_the_theme():
    svg = thumbnails.drawn("govlib.figures.agreements.burden", "valuation")
    assert svg.startswith("<svg")
    assert "<text" not in svg
    assert "var(--gx-blue)" in svg
    assert not re.search(r"#[0-9a-f]{6}|data-", svg)
    assert len(svg) < 10_000


def test_a_picture_is_drawn_again_only_when_its_figure_changes(tmp_path, monkeypatch):
    app = SimpleNamespace(
        outdir=tmp_path / "html", bookkit_keys=SimpleNamespace(sources=Sources(ROOT))
    )
    drawn = []
    monkeypatch.setattr(thumbnails, "drawn", lambda *names: drawn.append(names) or "<svg/>")
    chapter = replace(CHAPTERS["great-powers"], picture="agreements.burden.valuation")
    first, again = (thumbnails.thumbnail(app, chapter) for _ in range(2))
    assert first == again == '<div class="gx thumbnail" aria-hidden="true"><svg/></div>'
    assert drawn == [("govlib.figures.agreements.burden", "valuation")]
    thumbnails.thumbnail(app, replace(chapter, picture="agreements.burden.shield"))
    assert len(drawn) == 2
