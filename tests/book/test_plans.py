"""Plans of a term and the dossier: one list, and what it says is what is handed in."""

from __future__ import annotations

import re
import tomllib
from types import SimpleNamespace

import pytest
import registry
import ways
from bookkit import plans
from kit import master

BOOK = registry.ROOT / "book"
SYLLABUS = (BOOK / "teaching" / "syllabus.md").read_text(encoding="utf-8")
TABLE = tomllib.loads((BOOK / "chapters.toml").read_text(encoding="utf-8"))
PLANS = ways.plans()

each = pytest.mark.parametrize("weeks", PLANS)


@pytest.fixture
def app():
    """What a generator asks of Sphinx."""
    return SimpleNamespace(env=SimpleNamespace(note_dependency=lambda name: None))


@each
def test_a_plan_has_as_many_meetings_as_weeks_and_chapters_in_their_order(weeks):
    order = registry.chapters()
    places = [order.index(chapter) for meeting in PLANS[weeks] for chapter, _ in meeting.chapters]
    assert places == sorted(set(places))
    assert len(PLANS[weeks]) == weeks
    assert f"(syllabus-{weeks})=" in SYLLABUS
    assert f"% generate: plan {weeks}" in SYLLABUS
    assert str(weeks) in TABLE["afterwards"]


@each
def test_a_plan_tells_what_is_handed_in(app, weeks):
    told = "\n".join(plans.plan(app, str(weeks)))
    load = r"(\d+) minutes, (\d+) points"
    rows = re.findall(rf"^\| \d+ \| (.*) \| (.*) \| (.*): {load} \|$", told, re.M)
    there = [meeting for meeting in PLANS[weeks] if meeting.written]
    assert len(rows) == len(there)
    for (titles, moved, homework, minutes, points), meeting in zip(rows, there, strict=True):
        own = [chapter for chapter, _ in meeting.written]
        assert re.findall(r"`([^`]+?) <", titles) == [chapter.title for chapter in own]
        assert "explorer" in moved
        items = re.findall(r"(all items|items (\d) to (\d)) of `([\w-]+)`", homework)
        asked = []
        for span, first, last, slug in items:
            every = master.load(slug).items
            asked += every if span == "all items" else every[int(first) - 1 : int(last)]
        assert int(minutes) == sum(item.minutes for item in asked)
        assert int(points) == sum(item.points for item in asked)
        assert 60 <= int(minutes) <= 120, "two to three hours at home, with the reading"
    assert f"{sum(int(r[3]) for r in rows)} minutes of homework" in told
    assert f"{sum(int(r[4]) for r in rows)} points" in told
    free = re.search(rf"^(\d+) of the {weeks} meetings are free", told, re.M)
    assert int(free[1] if free else 0) == weeks - len(there)


def test_halves_of_two_chapters_make_one_homework():
    for meeting in PLANS[14]:
        items = plans.handed_in(meeting)
        if len(items) == 2:
            (_, first), (_, second) = sorted(items, key=lambda entry: entry[1][0].number)
            assert [item.number for item in (*first, *second)] == [
                1,
                2,
                3,
                *range(4, 4 + len(second)),
            ]


@each
def test_a_chapter_that_a_plan_lacks_and_another_needs_is_named(app, weeks):
    told = "\n".join(plans.plan(app, str(weeks)))
    seen = []
    for meeting in PLANS[weeks]:
        seen += [chapter for chapter, _ in meeting.written]
        for chapter, _ in meeting.written:
            for first in ways.needed(chapter):
                missing = (
                    f"`{chapter.title} </{chapter.document}>` builds on {{doc}}`{first.title} "
                )
                assert (missing in told) is (first not in seen)


def test_what_a_chapter_needs_is_read_from_its_head():
    known = {chapter.slug: chapter for chapter in registry.written()}
    needs = {slug: [c.slug for c in ways.needed(chapter)] for slug, chapter in known.items()}
    assert needs["win-win"] == ["sovereign-states"]
    assert needs["governance-without-government"] == ["collective-action"]
    # a recall question alone builds on nothing
    assert needs["two-edges"] == needs["sovereign-states"] == []
    assert needs["community-of-fate"] == ["collective-action"]
    order = list(known)
    assert all(order.index(n) < order.index(slug) for slug, own in needs.items() for n in own)


def test_the_plans_side_by_side(app):
    rows = [row.split(" | ") for row in plans.overview(app) if "{ref}" in row]
    assert [int(re.search(r"`(\d+) <syllabus-\1>", row[0])[1]) for row in rows] == list(PLANS)
    for row, meetings in zip(rows, PLANS.values(), strict=True):
        items = [own for m in meetings for _, own in plans.handed_in(m)]
        assert int(row[4]) == sum(item.points for own in items for item in own)
        assert float(row[3]) * 60 == pytest.approx(sum(i.minutes for o in items for i in o), abs=3)


@each
def test_the_first_page_marks_what_is_to_come(app, weeks):
    (row,) = (r for r in plans.reading(app) if r.startswith(f"| [{weeks}]"))
    for chapter in (c for m in PLANS[weeks] for c, _ in m.chapters if c.part):
        assert chapter.title in row
        assert (f"{chapter.title} (to come)" in row) is not chapter.is_written


# ---- the dossier


def test_every_open_item_is_a_page_of_the_dossier(app):
    told = "\n".join(plans.dossier(app))
    pages = ways.dossier()
    assigned = [c for c in registry.chapters() if c.assignment]
    assert list(pages) == [c.slug for c in assigned if c.slug != "institution-lab"]
    for chapter in (c for c in assigned if c.slug in pages):
        stands = chapter.is_written and chapter.slug in master.known()
        assert (f"</{chapter.document}>` | {pages[chapter.slug]} |" in told) is stands
        if stands:
            last = master.load(chapter.slug).items[-1]
            assert last.kind == "Open"
            assert f"| {last.number}. {last.title} | {last.minutes} | {last.points} |" in told


@each
def test_whoever_reads_what_the_capstone_needs_has_made_its_pages(weeks):
    needs = set(ways.capstone().needs)
    read = {chapter for meeting in PLANS[weeks] for chapter, _ in meeting.chapters}
    if needs <= read:
        halves = {c: half for meeting in PLANS[weeks] for c, half in meeting.chapters}
        assert all(halves[chapter] in ("", "2") for chapter in needs)
    assert weeks < 10 or needs <= read


def test_the_capstone_ends_a_plan_that_makes_its_pages(app, monkeypatch):
    last = ways.capstone()
    sentence = f"{last.minutes} minutes, {last.points} points."
    for there in (False, True):
        monkeypatch.setattr(ways.Capstone, "is_written", there)
        told = {weeks: "\n".join(plans.plan(app, str(weeks))) for weeks in PLANS}
        met = {w: {c for m in PLANS[w] for c, _ in m.written} for w in PLANS}
        for weeks in PLANS:
            assert (sentence in told[weeks]) is (there and set(last.needs) <= met[weeks])
        assert ("**The capstone.**" in "\n".join(plans.dossier(app))) is there


def test_the_capstone_takes_the_minutes_and_points_of_its_page():
    last = ways.capstone()
    if last.page.exists():  # it has a table of the hours and one of the points
        rows = re.findall(r"^\| (\d+) \| ", last.page.read_text(encoding="utf-8"), re.M)
        assert sum(map(int, rows)) == last.minutes + last.points


@pytest.mark.parametrize(
    ("meetings", "says"),
    [
        ('[["three"]]', "an entry is a slug, .*got 'three' and ''"),
        ('[["one:3"]]', "got 'one' and '3'"),
        ('[["one", "two"]]', "one homework, or two halves"),
        ('[["one:1", "two:1"]]', "one homework, or two halves"),
        ('[["one:2"]]', "one homework, or two halves"),
    ],
)
def test_a_wrong_plan_says_what_is_wrong(tmp_path, meetings, says):
    (tmp_path / "book").mkdir()
    row = 'part = ""\ntitle = "T"\ncover = "C"\nsection = "II"\nminutes = 10\n'
    file = tmp_path / "book" / "chapters.toml"
    rest = '[dossier]\nfour = "F"\n[parts]\n' + "".join(
        f'[[chapter]]\nslug = "{s}"\n{row}' for s in ("one", "two")
    )
    file.write_text(f"[plans]\n1 = {meetings}\n{rest}")
    with pytest.raises(ValueError, match=says):
        ways.plans(tmp_path)
    with pytest.raises(ValueError, match=r"must name chapters with assignments; got \['four'\]"):
        ways.dossier(tmp_path)
