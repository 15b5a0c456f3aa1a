"""Every published result is reproduced within its tolerance, and the table is in order."""

from __future__ import annotations

import math
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.published import (
    CONFIRMED,
    KINDS,
    Result,
    evidence,
    get,
    quote,
    reproduces,
    results,
    table,
)
from govlib.published.rows import _reproductions

RESULTS = results()
BOOK = Path(__file__).resolve().parents[1] / "book"


@pytest.mark.parametrize("result", RESULTS, ids=lambda r: r.id)
def test_reproduced(result):
    ours = result.ours()
    assert result.agrees(ours), (
        f"{result.model}, {result.parameters}: {result.quantity}: published {result.value}, "
        f"ours {ours}, {result.difference(ours):.3g} times the tolerance {result.tolerance}"
    )


@pytest.mark.parametrize("result", RESULTS, ids=lambda r: r.id)
def test_row_is_complete(result):
    assert result.confirmed in CONFIRMED
    assert result.kind in KINDS
    assert (result.confirmed == "derived") == (result.kind == "derived here")
    assert result.source or result.confirmed == "derived"
    for text in (result.section, result.chapter, result.model, result.parameters, result.quantity):
        assert text.strip()
    assert all(t >= 0 for t in np.ravel(result.tolerance))


def test_every_function_reproduces_a_row():
    assert set(_reproductions()) == {r.id for r in RESULTS}


def test_table_of_a_chapter():
    rows = table("definitions/collective-action")
    assert list(rows.index) == [r.id for r in results("definitions/collective-action")]
    assert rows.agrees.all()
    assert table("no/such-chapter").empty


def test_what_rests_on_memory_stands_in_no_chapter():
    remembered = [r for r in RESULTS if r.confirmed == "remembered"]
    assert remembered
    for result in remembered:
        assert result not in results(result.chapter)
        assert result in results()
        with pytest.raises(ValueError, match="rests on memory alone"):
            quote(result.id)
        with pytest.raises(ValueError, match="rests on memory alone"):
            evidence([result.id])


def test_confirmed_means_seen():
    """By a search for each number: these were seen in print, these only worked out."""
    for id in ("II.B9", "ARTHUR-01", "TALMUD-01", "CONDORCET-06", "CPR-01", "CPR-02"):
        assert get(id).confirmed == "printed", id
    assert {get(id).confirmed for id in ("IIIB2.U1", "II.B1", "IIIB1.I1")} == {"printed"}
    for id in ("II.B8", "CPR-03", "IIIB2.U4", "IIIB2.E8", "IIIB1.B1", "IIIB1.B2"):
        assert get(id).confirmed == "computed", id


# ---- what agreement means


def row(value, tolerance):
    words = dict.fromkeys(("section", "chapter", "model", "parameters", "quantity", "where"), "x")
    return Result("X", value=value, tolerance=tolerance, source=(), confirmed="", kind="", **words)


@given(st.floats(-1e6, 1e6), st.floats(1e-9, 10), st.floats(-3, 3))
def test_agreement_is_the_tolerance(value, tolerance, steps):
    near = row(value, tolerance)
    if abs(abs(steps) - 1) > 1e-6 and tolerance > 1e-8 * abs(value):
        assert near.agrees(value + steps * tolerance) == (abs(steps) < 1)


def test_exact_agreement():
    assert row(3, 0).agrees(3)
    assert not row(3, 0).agrees(3 + 1e-12)
    assert row(3, 0).difference(4) == math.inf
    assert not row(0.5, 0.1).agrees(math.nan)


def test_tolerance_of_each_component():
    pair = row((1.0, 100.0), (0.1, 5.0))
    assert pair.agrees([1.05, 104])
    assert not pair.agrees([1.2, 100])
    assert pair.agrees(np.array([1.05, 104]))
    many = row(((1.0, 100.0), (2.0, 200.0)), (0.1, 5.0))
    assert many.agrees([[1.05, 104], [2.05, 204]])


def test_a_different_number_of_values_is_an_error():
    with pytest.raises(ValueError, match=r"X: 2 value\(s\) published, 1 computed"):
        row((1.0, 2.0), 0.1).agrees(1.0)


def test_unknown_result_lists_those_that_begin_alike():
    with pytest.raises(KeyError, match=r"no published result 'II\.A99'; known: .*II\.A1"):
        get("II.A99")


def test_a_result_is_reproduced_once():
    with pytest.raises(ValueError, match=r"'II\.A1' is reproduced twice"):
        reproduces("II.A1")(lambda: 4)


def test_a_row_without_a_function():
    with pytest.raises(LookupError, match="no function reproduces 'X'"):
        row(1, 0).ours()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("IIIA.W1[1]", "5.76"),
        ("IIIA.W1[0]:.1f", "1.0"),
        (" IIIA.W1[0] ", "1.02"),
        ("FIN-04[1]:.0f", "−44"),
    ],
)
def test_a_value_is_quoted_as_the_prose_asks(text, written):
    assert quote(text) == written


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("IIIA.W1", ValueError, "name a place"),
        ("IIIA.W1[7]", ValueError, "no place 7"),
        ("IIIA.W1[0]:zz", ValueError, "IIIA.W1"),
        ("IIIA.W1[x]", ValueError, "is written ID"),
        ("nothing", KeyError, "no published result"),
    ],
)
def test_a_value_that_is_not_there_is_not_quoted(text, error, says):
    with pytest.raises(error, match=says):
        quote(text)


#: prose that says of a count of cases that it is all of them
ALL = re.compile(r"\ball (?:of )?(?:the )?\{published\}`([\w.-]+?)((?:\[\d+\])*)\[([01])\]")


@pytest.mark.parametrize("page", sorted(BOOK.rglob("*.md")), ids=lambda page: page.stem)
def test_all_cases_are_all(page):
    """Of a pair of counts, held and not held, one may be called all if the other is 0."""
    for id, places, last in ALL.findall(page.read_text(encoding="utf-8")):
        counts = get(id).value
        for place in re.findall(r"\d+", places):
            counts = counts[int(place)]
        if len(counts) == 2:
            assert counts[1 - int(last)] == 0, f"{id}{places}"


def test_the_table_for_readers_says_how_each_value_is_known():
    one = {
        tag: next(r for r in results() if r.confirmed == tag)
        for tag in ("printed", "computed", "derived")
    }
    ours = dict(zip((r.id for r in one.values()), (1.23456, (1, 0.5), 3), strict=True))
    head, _, *rows = evidence(list(ours), ours).splitlines()
    assert head == "| what, and where | expected | ours | known as |"
    ends = [[cell.strip() for cell in row.split("|")[-3:-1]] for row in rows]
    assert ends == [["1.23", "printed"], ["(1, 0.5)", "computed"], ["3", "derived"]]
    with pytest.raises(ValueError, match="at least one"):
        evidence([])


def test_rows_of_numbers_are_written_without_nested_brackets():
    row = evidence(["IIIB1.B4"], {"IIIB1.B4": [[3, 0.0157], [51, 0.02]]}).splitlines()[-1]
    assert row.endswith("| 3, 0.0157; 51, 0.02 | 3, 0.0157; 51, 0.02 | computed |")
    mixed = evidence(["HK-01"], {"HK-01": (11, 4, (3, 3, 3, 3))}).splitlines()[-1]
    assert "| (11, 4, (3, 3, 3, 3)) |" in mixed
    deep = ((6, 0), (77, 7)), ((6, 0), (43, 41))
    deeper = evidence(["IIIB1.T9"], {"IIIB1.T9": deep}).splitlines()[-1]
    assert "| 6, 0; 77, 7" not in deeper
    assert "((" not in deeper


def test_evidence_shows_no_identifier_of_a_row_above():
    ids = ["IIIB1.V1", "IIIB1.V2"]
    shown = evidence(ids, {id: get(id).value for id in ids})
    assert "as above with Z = 100" in shown
    assert "IIIB1" not in shown


def test_a_row_without_source_names_none():
    bare = [r.id for r in results() if not (r.source or r.where)]
    assert bare
    assert "()" not in evidence(bare, {id: get(id).value for id in bare})
