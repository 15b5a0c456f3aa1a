"""The book spells a word in one way, on its pages, in its questions and under its figures."""

from __future__ import annotations

import re

import pytest
import registry

ROOT = registry.ROOT

#: What stands nowhere, and what stands in its place. Titles of sources are in references.bib.
ONE_WAY = {
    r"[Pp]er cent\b": "percent",
    r"\b[Nn]ought\b": "zero",
    r"\bTurkey\b": "Türkiye",
    r"\bGroup of Seven\b": "G7",
    r"\b[Cc]o-operat": "cooperat",
    r"\b[Tt]it-for-tat\b": "tit for tat",
    r"\b[Ff]ree-rid": "free rid",
    r"\b[Bb]est response": "best reply",
    r"\b[Ff]orever\b": "for ever",
    r"\bUnited States (?:are|were)\b": "the United States is, was",
}
PLACES = [
    "book/**/*.md",
    "book/**/*.toml",
    "exercises/*/*.md",
    "exercises/*/*.toml",
    "govlib/figures/**/*.py",
]
TEXTS = {p: p.read_text(encoding="utf-8") for place in PLACES for p in sorted(ROOT.glob(place))}


@pytest.mark.parametrize("word", ONE_WAY)
def test_one_word_for_one_thing(word):
    seen = [
        f"{path.relative_to(ROOT)}: {text[max(found.start() - 40, 0) : found.end() + 20]!r}"
        for path, text in TEXTS.items()
        for found in re.finditer(word, text)
    ]
    assert not seen, f"write {ONE_WAY[word]!r}:\n" + "\n".join(seen)


@pytest.mark.parametrize("place", PLACES)
def test_every_place_is_read(place):
    assert len([path for path in TEXTS if path.match(place)]) > 15
