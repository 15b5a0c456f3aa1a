"""What we learned: no number is typed, and nothing stands there that stands in no chapter."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
import registry
from bookkit import learned

from govlib import published

BOOK = registry.ROOT / "book"
PAGE = (BOOK / "learned.md").read_text(encoding="utf-8")
CHAPTERS = [c for c in registry.written() if c.part]
QUOTED = re.compile(r"\{published\}`([\w.-]+)((?:\[\d+\])*)(?::[^`]*)?`")


@pytest.fixture
def app():
    """What a generator asks of Sphinx."""
    return SimpleNamespace(env=SimpleNamespace(note_dependency=lambda name: None))


def test_every_number_stands_in_a_chapter_that_is_named_beside_it():
    sources = {c.slug: c.source.read_text(encoding="utf-8") for c in CHAPTERS}
    # a chapter that says "all 96" need not print the zero beside it
    row = lambda place: place.rpartition("[")[0]  # noqa: E731
    quoted = {(id, row(place)) for text in sources.values() for id, place in QUOTED.findall(text)}
    assert not re.search(r"\d", re.sub(r"\{[\w:]+\}`[^`]*`|^% .*$", "", PAGE, flags=re.M))
    home = {c.name: c.slug for c in registry.chapters()}
    for paragraph in PAGE.split("\n\n"):
        found = QUOTED.findall(paragraph)
        for id, place in found:
            assert (id, row(place)) in quoted, f"{id}{place} in no chapter"
        if "{chapter}" in paragraph and found:
            told = {home[published.get(id).chapter] for id, _ in found}
            named = set(re.findall(r"\{chapter\}`([\w-]+)", PAGE))
            assert told <= named


def test_all_means_that_none_is_against():
    found = re.findall(r"\ball \{published\}`([\w.-]+)((?:\[\d+\])*)\[0\]", PAGE)
    assert found
    for id, place in found:
        value = published.get(id).value
        for index in re.findall(r"\d+", place):
            value = value[int(index)]
        assert value[1] == 0, f"{id}{place}: {value}"


@pytest.mark.parametrize("verdict", registry.VERDICTS)
def test_claims_by_their_verdict(app, verdict):
    told = "\n".join(learned.learned(app, verdict))
    claims = [c for c in registry.claims() if c.verdict == verdict]
    assert len(re.findall(r"^- ", told, re.M)) == len(claims)
    for claim in claims:
        assert f"*Turns on:* {claim.turns_on}." in told
    assert bool(claims) or "No claim that a chapter has tried" in told


def test_another_word_is_no_verdict(app):
    with pytest.raises(ValueError, match=r"verdict must be one of .*got 'strong'"):
        list(learned.learned(app, "strong"))


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda c: c.slug)
def test_whoever_contradicts_a_chapter_is_cited_in_its_verdict(app, chapter):
    told = "\n".join(learned.contradicted(app))
    line = re.search(rf"^- \{{chapter\}}`{chapter.slug}`.*$", told, re.M)
    keys = learned.other_side(chapter)
    if other := learned.others().get(chapter.slug):
        verdict = re.search(
            r"^## Verdict\n(.*?)^## ", chapter.source.read_text(encoding="utf-8"), re.M | re.S
        )[1]
        assert set(learned.cited(other.theirs)) <= set(learned.cited(verdict))
        assert set(learned.cited(other.theirs))
        assert other.divides in line[0]
    else:  # a chapter that was written since: those whom its verdict cites as the other side
        assert set(learned.cited(line[0] if line else "")) == set(keys)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ('chapter = "nobody"', "must be known, and stand once; got 'nobody'"),
        ('chapter = "win-win"\nwho = "x"', "learned.toml, win-win: .*who"),
    ],
)
def test_a_wrong_line_says_what_is_wrong(tmp_path, monkeypatch, row, says):
    (tmp_path / "book").mkdir()
    text = f'[[other]]\n{row}\nours = "a"\ntheirs = "b"\ndivides = "c"\n'
    (tmp_path / "book" / "learned.toml").write_text(text)
    monkeypatch.setattr(learned, "ROOT", tmp_path)
    with pytest.raises(ValueError, match=says):
        learned.others()
