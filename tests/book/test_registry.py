"""The registry of chapters, and what is made from it."""

from __future__ import annotations

import re
import shutil

import pytest
import registry
import yaml

from govlib import published

WRITTEN = registry.written()


def test_every_source_is_in_the_registry():
    """A chapter that the registry does not know would be shown nowhere."""
    folders = {"", *registry.parts()}
    found = {
        p.relative_to(registry.ROOT / "book").with_suffix("").as_posix()
        for part in folders
        for p in (registry.ROOT / "book" / part).glob("*.md")
    }
    wholes = {"index", "by-question", "learned", *(f"{part}/index" for part in registry.parts())}
    assert wholes <= found
    assert found - wholes == {c.name for c in WRITTEN}


def test_the_table_of_contents_is_that_of_the_registry():
    text = (registry.ROOT / "_toc.yml").read_text(encoding="utf-8")
    assert registry.toc(text) == text, "run: python tools/registry.py"


def test_a_planned_chapter_is_shown_nowhere():
    listed = (registry.ROOT / "_toc.yml").read_text(encoding="utf-8")
    for chapter in set(registry.chapters()) - set(WRITTEN):
        assert not re.search(rf"{chapter.document}\b", listed)


def test_every_result_belongs_to_a_known_chapter():
    known = {c.name for c in registry.chapters()}
    assert {r.chapter for r in published.results()} <= known


@pytest.mark.parametrize("chapter", WRITTEN, ids=lambda c: c.slug)
def test_a_chapter_says_of_itself_what_the_registry_says(chapter):
    text = chapter.source.read_text(encoding="utf-8")
    assert re.search(rf"^# {re.escape(chapter.title)}$", text, re.M)
    assert re.search(rf"\*\*Time\*\* {chapter.minutes} minutes", text)
    assert len(chapter.title.split()) <= 6
    assert "?" not in chapter.title


@pytest.mark.parametrize("chapter", [c for c in WRITTEN if c.part], ids=lambda c: c.slug)
def test_objectives_claims_and_wrong_ideas_read(chapter):
    assert 3 <= len(chapter.objectives) <= 5
    assert all(row.taught for _, row in chapter.objectives)
    assert chapter.wrong_ideas
    for claim in chapter.claims:
        assert published.get(claim.result)


@pytest.fixture
def small(tmp_path):
    """A registry of two chapters, one of them written."""
    (tmp_path / "book" / "definitions").mkdir(parents=True)
    (tmp_path / "book" / "definitions" / "one.md").write_text("# One\n")
    row = 'cover = "C"\nsection = "II"\nminutes = 10\n'
    (tmp_path / "book" / "chapters.toml").write_text(
        '[parts]\ndefinitions = "Definitions"\n\n[plans]\n\n'
        f'[[chapter]]\npart = "definitions"\nslug = "one"\ntitle = "One"\n{row}\n'
        f'[[chapter]]\npart = "definitions"\nslug = "two"\ntitle = "Two"\n{row}'
    )
    return tmp_path


def test_only_what_is_written_is_listed(small):
    before = "format: jb-book\nroot: book/index\nparts:\n- caption: Reference\n  chapters: []\n"
    toc = yaml.safe_load(registry.toc(before, small))
    assert [p["caption"] for p in toc["parts"]] == ["Start", "Definitions", "Reference"]
    assert toc["parts"][0]["chapters"] == [{"file": "book/by-question"}]
    # the page of a part stands before its chapters, what was learned behind those of the last
    assert toc["parts"][1]["chapters"] == [
        {"file": "book/definitions/index"},
        {"file": "book/definitions/one"},
        {"file": "book/learned"},
    ]
    (small / "book" / "definitions" / "one.md").unlink()
    toc = yaml.safe_load(registry.toc(before, small))
    assert toc["parts"][1]["chapters"] == [{"file": "book/learned"}]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('slug = "two"', 'slug = "one"', "must differ"),
        ('slug = "two"', 'slug = "Two"', "small letters"),
        ('title = "Two"', "title = 2", "title is a str"),
        ('title = "Two"', 'name = "Two"', "got 'name'"),
        ('title = "Two"\n', "", r"\['title'\] must be given"),
        ('part = "definitions"\nslug = "two"', 'part = "x"\nslug = "two"', "part is one of"),
        ('part = "definitions"\nslug = "two"', 'part = ""\nslug = "two"', "stand together"),
    ],
)
def test_a_wrong_registry_says_what_is_wrong(small, tmp_path_factory, old, new, says):
    root = tmp_path_factory.mktemp("wrong")
    shutil.copytree(small, root, dirs_exist_ok=True)
    file = root / "book" / "chapters.toml"
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))
    with pytest.raises(ValueError, match=says):
        registry.chapters(root)


@pytest.mark.parametrize(
    ("field", "says"),
    [({"kind": "heard"}, "kind must be"), ({"verdict": "strong"}, "verdict must")],
)
def test_a_claim_takes_one_of_three_verdicts(field, says):
    row = {
        "section": "II",
        "text": "t",
        "kind": "said",
        "model": "m",
        "verdict": "supports",
        "turns_on": "a",
        "result": "II.A1",
    }
    assert registry.Claim(**row).verdict == "supports"
    with pytest.raises(ValueError, match=says):
        registry.Claim(**{**row, **field})
