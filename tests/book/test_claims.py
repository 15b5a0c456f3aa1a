"""The map of claims: from the chapters and the list of planned claims to the table."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from types import SimpleNamespace

import notebooks
import pytest
import registry
from bookkit import ROOT
from bookkit import claims as pages

from govlib import published
from govlib.explorer.claims import Claim, gather, read_claims, written_out

BOOK = registry.ROOT / "book"
EVERY = registry.claims()
#: Sections of the paper that make claims.
SECTIONS = {"II", "III.A", "III.B.1", "III.B.2", "III.B.3", "III.B.4", "IV.A", "IV.B", "IV.C"}
SECTIONS |= {"IV.D", "V", "the whole paper"}

#: Least and largest share of the cases in which a claim held, by its verdict.
BOUNDS = {"supports": (0.8, 1), "contradicts": (0, 0.2)}

each = pytest.mark.parametrize("claim", EVERY, ids=lambda c: c.key)


@pytest.fixture
def app():
    """What a generator asks of Sphinx."""
    uri = lambda page, to: to.removeprefix("book/") + ".html"  # noqa: E731
    env = SimpleNamespace(docname="book/introduction", note_dependency=lambda name: None)
    return SimpleNamespace(env=env, builder=SimpleNamespace(get_relative_uri=uri))


@pytest.fixture
def book(tmp_path):
    """A book of two chapters, the first of them written."""
    (tmp_path / "definitions").mkdir()
    rows = [("one", "One"), ("two", "Two")]
    (tmp_path / "chapters.toml").write_text(
        "".join(
            f'[[chapter]]\npart = "definitions"\nslug = "{slug}"\ntitle = "{title}"\n'
            for slug, title in rows
        )
    )
    base = 'section = "II"\ntext = "T."\nkind = "said"\nmodel = "m"\n'
    own = f'[[claim]]\n{base}verdict = "supports"\nturns_on = "a"\nresult = "II.A1"\n'
    (tmp_path / "definitions" / "one.md").write_text("# One\n")
    (tmp_path / "definitions" / "one.toml").write_text(own + own)
    plans = "".join(f'[[claim]]\nchapter = "{slug}"\n{base}' for slug in ("one", "two"))
    (tmp_path / "claims-planned.toml").write_text(plans)
    return tmp_path


# ---- the claims


@each
def test_a_claim_of_the_book_is_short_and_its_section_exists(claim):
    assert claim.section in SECTIONS
    assert claim.text.endswith(".")
    assert claim.text[0].isupper()
    assert claim.model[0].isupper(), "a cell of the table begins with a capital"
    assert len(claim.text.split()) <= 22
    assert len(claim.turns_on.split()) <= 22


@each
def test_a_verdict_stands_with_a_chapter_and_a_result_of_it(claim):
    (chapter,) = (c for c in registry.chapters() if c.title == claim.chapter)
    assert bool(claim.verdict) is chapter.is_written
    if claim.verdict:
        assert published.get(claim.result).chapter == chapter.name


def test_every_chapter_but_the_first_has_a_claim():
    told = {c.chapter for c in EVERY}
    assert told == {c.title for c in registry.chapters() if c.part}
    assert {c.section for c in EVERY} == SECTIONS


def test_own_claims_take_the_place_of_planned_ones(book):
    found = gather(book)
    assert [(c.key, c.chapter, c.verdict) for c in found] == [
        ("one", "One", "supports"),
        ("one-2", "One", "supports"),
        ("two", "Two", ""),
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("definitions/one.toml", "supports", "strong", "one.toml, claim 1 of one: verdict must"),
        ("definitions/one.toml", 'result = "II.A1"', 'result = ""', "result must be given"),
        ("definitions/one.toml", "model =", "place = [0]\nmodel =", "place and counted must"),
        ("claims-planned.toml", '"said"', '"heard"', "claims-planned.toml, claim 1 of two: kind"),
        ("claims-planned.toml", 'chapter = "two"', 'chapter = "ten"', "got 'ten'"),
        ("definitions/one.toml", "model", "models", "claim 1 of one.*models"),
    ],
)
def test_a_wrong_claim_says_where_it_stands(book, file, old, new, says):
    path = book / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    with pytest.raises(ValueError, match=says):
        gather(book)


def test_a_notebook_reads_them_in_the_book_and_away_from_it(book, monkeypatch, tmp_path_factory):
    monkeypatch.delenv("GOVLIB_BOOK", raising=False)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    monkeypatch.chdir(book)
    inside = read_claims()
    assert inside == gather(book)
    away = tmp_path_factory.mktemp("away")
    monkeypatch.chdir(away)
    with pytest.raises(FileNotFoundError, match=r"no chapters.toml"):
        read_claims()
    (away / "claims.json").write_text(written_out(inside), encoding="utf-8")
    assert read_claims() == inside


def test_the_plain_notebook_brings_the_claims_along():
    made = notebooks.plain(BOOK / "introduction.md", Facts())
    first = next(c.source for c in made.cells if "claims.json" in c.source)
    text = re.search(r"write_text\((.*),\n", first, re.S)[1]
    assert tuple(Claim(**row) for row in json.loads(eval(text))) == EVERY
    assert not any("% generate" in c.source for c in made.cells)


class Facts(dict):
    """Some number for each fact, where the numbers do not matter."""

    def __missing__(self, name):
        return "none" if name in ("n_against", "how_many") else 1.0


# ---- the table


def rows(app):
    return re.findall(r'<tr role="row" id="claim-.*?</tr>', "\n".join(pages.claims_table(app)))


def test_the_table_has_a_row_for_each_claim_in_their_order(app):
    found = rows(app)
    assert [re.search(r'id="claim-([\w-]+)"', row)[1] for row in found] == [c.key for c in EVERY]
    for row, claim in zip(found, EVERY, strict=True):
        assert f'data-verdict="{claim.verdict}"' in row
        assert row.count('role="cell"') == len(pages.HEADS)
        assert (claim.verdict or "chapter to come") in row
        assert f'href="#claims?claim={claim.key}"' in row
        assert ("A common reading" in row) is (claim.kind == "read")
        # what is to come has no page, no number and no assumption
        assert ('.html">' in row) is bool(claim.verdict)
        assert row.count("data-empty") == (0 if claim.verdict else 2)


def test_counts_beside_a_chapter_are_those_of_its_results(app):
    for chapter in (c for c in registry.written() if c.part):
        results = published.results(chapter.name)
        printed = sum(r.confirmed == "printed" for r in results)
        told = [row for row in rows(app) if f"{chapter.name}.html" in row]
        assert told
        assert all(f"{len(results)} results, {printed} printed" in row for row in told)


def test_one_number_with_its_status():
    told = pages._number("II.C6")
    result = published.get("II.C6")
    assert told.startswith("<b>0.6 · 0.5</b>")
    assert f'class="tag tag-{result.confirmed}"' in told
    # of many pairs of counts the one that is named, with words of its own
    told = pages._number("IIIB2.V1", (2,), "cases at 85 percent, and others")
    pair = published.get("IIIB2.V1").value[2]
    assert told.startswith(f"<b>{pair[0]} · {pair[1]}</b> cases at 85 percent, and others ")
    with pytest.raises(ValueError, match=r"which group of IIIB2\.V1"):
        pages._number("IIIB2.V1")


@each
def test_the_number_of_a_claim_says_what_it_counts(claim):
    if not claim.verdict:
        return
    assert pages._number(claim.result, claim.place, claim.counted)
    assert len(claim.counted.split()) <= 25
    assert ("held" in claim.counted) is False, "what held stands in the words"


@pytest.mark.parametrize("claim", [c for c in EVERY if c.verdict in BOUNDS], ids=lambda c: c.key)
def test_a_claim_with_no_if_has_the_counts_of_its_word(claim):
    """As the first page says: in at least four fifths of the cases, for it or against it."""
    yes, no = published.get(claim.result).value[claim.place[0]]
    low, high = BOUNDS[claim.verdict]
    assert low <= yes / (yes + no) <= high


def test_no_score_is_printed(app):
    page = (BOOK / "introduction.md").read_text(encoding="utf-8")
    told = "\n".join([page, *pages.claims_table(app), *pages.seen(app)])
    assert not re.search(r"\d+ (?:of \d+ )?(?:claims )?(?:supported|qualified|contradicted)", told)
    assert "%" not in re.sub(r"^% generate.*$|\{[\w:%.]+\}", "", page, flags=re.M)


def test_how_results_were_seen_is_counted(app):
    told = "\n".join(pages.seen(app))
    for tag, count in Counter(r.confirmed for r in published.results()).items():
        assert f"| {count} | {{tag}}`{tag}` |" in told
    assert set(pages.SEEN) == set(published.CONFIRMED)


# ---- the page


PAGE = (BOOK / "introduction.md").read_text(encoding="utf-8")
QUESTIONS = tomllib.loads((BOOK / "introduction.toml").read_text(encoding="utf-8"))
IDS = '"fate", "great", "law", "money", "check"'


def test_five_claims_are_marked_before_a_reason_or_the_map():
    assert list(QUESTIONS["predict"]) == re.findall(r"\w+", IDS)
    order = [f"quiz.judge({IDS})", f"quiz.judged({IDS})", "Explorer(", "% generate: claims"]
    places = [PAGE.index(mark) for mark in order]
    assert places == sorted(places)


@pytest.mark.parametrize("id", QUESTIONS["predict"])
def test_the_reveal_says_the_reason_and_not_the_word(id):
    row = QUESTIONS["predict"][id]
    assert "answer" not in row
    assert row["answers"] == ["holds", "holds under conditions", "fails"]
    assert not re.search(r"support|qualif|contradict|under conditions|\bfails\b", row["result"])
    assert 25 <= len(row["result"].split()) <= 60


def test_the_page_is_as_long_as_it_says():
    prose = re.sub(r"^---.*?^---|^```.*?^```", "", PAGE, flags=re.M | re.S)
    words = len(re.findall(r"[\w'’\-]+", re.sub(r"\{[\w:]+\}`[^`]*`", "x", prose)))
    assert 900 <= words <= 1300
    told = int(re.search(r"\*\*Time\*\* (\d+) minutes", PAGE)[1])
    # an explorer, and the five claims as one prediction
    assert abs(told - (words / 150 + 5 + 2)) <= 2
    start = prose[: prose.index("**Your decision.**")]
    assert len(start.split()) <= 200


def test_no_planned_claim_is_left_of_a_chapter_that_stands():
    """It would be shadowed by the chapter's own, and nobody would see that it is stale."""
    planned = tomllib.loads((ROOT / "book/claims-planned.toml").read_text(encoding="utf-8"))
    standing = {chapter.slug for chapter in registry.written()}
    assert not standing & {row["chapter"] for row in planned.get("claim", [])}


def test_the_example_of_a_verdict_has_that_verdict():
    """Verdicts change when a chapter is reviewed; the page that explains them must follow."""
    page = (ROOT / "book/introduction.md").read_text(encoding="utf-8")
    found = re.findall(r"^- \*\*(\w+)\.\*\*.*?\]\((?:\w+/)([\w-]+)\.md\)", page, re.MULTILINE)
    assert {word for word, _ in found} >= {"Supports", "Qualifies"}
    verdicts = {(claim.verdict, one.slug) for one in registry.written() for claim in one.claims}
    assert {(word.lower(), slug) for word, slug in found} <= verdicts
