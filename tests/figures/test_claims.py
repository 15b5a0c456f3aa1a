"""The map of claims: each claim stands in the column of its verdict, said and drawn alike."""

from dataclasses import replace

import numpy as np
import pytest
import registry
from figure_checks import check_drawing, check_sentence, drawn

from govlib.drawing import declaration
from govlib.explorer.claims import Claim
from govlib.figures.claims import COLUMNS, claim_map

CLAIMS = registry.claims()
MAP = claim_map(CLAIMS)

SMALL = [
    Claim(
        "II", "Rules hold.", "said", "m", "supports", "patience", "II.A1", key="a", chapter="One"
    ),
    Claim(
        "II", "More is worse.", "read", "m", "qualifies", "size", "II.A1", key="b", chapter="One"
    ),
    Claim(
        "V", "All is well.", "said", "m", "contradicts", "goods", "II.A1", key="c", chapter="Two"
    ),
    Claim("V", "All ends.", "said", "m", key="d", chapter="Three"),
]


def placed(fig):
    """Where each mark stands: (column, row, shape, filled)."""
    (ax,) = fig.axes
    ones = [line for line in ax.lines if len(line.get_xdata()) == 1]
    return [
        (*map(float, one.get_xydata()[0]), one.get_marker(), one.get_markerfacecolor())
        for one in ones
    ]


def test_a_state_for_each_claim_of_the_book():
    assert declaration(MAP).n_states == len(CLAIMS)
    for state in declaration(MAP).states():
        check_sentence(declaration(MAP).say(state))


@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_all_texts_stand_inside_the_frame(size):
    known = declaration(MAP)
    # a title is darker where it is chosen, and no wider
    for claim in (CLAIMS[0], CLAIMS[-1], max(CLAIMS, key=lambda c: len(c.chapter))):
        check_drawing(MAP, known.sizes[size], claim=claim.key)


def test_each_mark_stands_in_the_column_of_its_verdict_and_the_row_of_its_chapter():
    fig = drawn(claim_map(SMALL), claim="c")
    marks = placed(fig)
    shapes = [(round(x), y, shape) for x, y, shape, _ in marks if shape != "s"]
    assert shapes == [(0, 0, "o"), (1, 0, "D"), (2, 1, "X"), (3, 2, "v")]
    # the square is around the chosen one
    assert [(x, y) for x, y, shape, _ in marks if shape == "s"] == [(2, 1)]
    titles = [t.get_text() for t in fig.axes[0].get_yticklabels()]
    assert titles == ["One", "Two", "Three"]


def test_no_column_waits_for_what_is_not_to_come():
    ticks = drawn(claim_map(SMALL), claim="c").axes[0].get_xticklabels()
    assert [t.get_text() for t in ticks] == ["supports", "qualifies", "contradicts", "to come"]
    ticks = drawn(claim_map(SMALL[:3]), claim="c").axes[0].get_xticklabels()
    assert [t.get_text() for t in ticks] == ["supports", "qualifies", "contradicts"]


def test_the_menu_names_the_claims_without_their_full_stop():
    assert declaration(claim_map(SMALL)).controls["claim"].texts[0] == "II: Rules hold"
    assert max(len(text) for text in declaration(MAP).controls["claim"].texts) <= 70


def test_columns_differ_by_shape_and_readings_are_hollow():
    assert len({shape for _, shape, _ in COLUMNS.values()}) == len(COLUMNS)
    marks = placed(drawn(claim_map(SMALL), claim="a"))
    inside = {(round(x), y): fill for x, y, shape, fill in marks if shape != "s"}
    assert inside[1, 0] == "#ffffff"
    assert inside[0, 0] != "#ffffff"


def test_two_claims_of_one_verdict_stand_side_by_side():
    twins = [SMALL[0], replace(SMALL[0], key="e"), SMALL[2]]
    marks = [
        (x, y) for x, y, shape, _ in placed(drawn(claim_map(twins), claim="c")) if shape == "o"
    ]
    assert len(set(marks)) == 2
    assert np.mean([x for x, _ in marks]) == pytest.approx(0)


def test_the_sentence_says_where_a_claim_stands():
    say = declaration(claim_map(SMALL)).say
    assert say({"claim": "b"}) == (
        "A reading of the paper, section II, in our words: More is worse. It is qualified; "
        "that turns on: size."
    )
    assert say({"claim": "d"}).endswith("No verdict yet: the chapter is to come.")


@pytest.mark.parametrize(
    ("claims", "says"),
    [
        (SMALL[:1], "two or more"),
        ([SMALL[0], SMALL[0]], "keys that differ"),
    ],
)
def test_what_no_map_can_be_made_of(claims, says):
    with pytest.raises(ValueError, match=says):
        claim_map(claims)
