"""Formulas in plain text stay together where a line ends."""

import pytest
from bookkit import spaces
from docutils import nodes


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("known payoffs with T > R > P.", "known payoffs with T_> R_> P."),
        ("for n = 4, m = 0.4, δ = ⅔", "for n_=_4, m_=_0.4, δ_=_⅔"),
        ("turns 5/(1 − ¼) = 6.67", "turns 5/(1_−_¼)_= 6.67"),
        ("that is 0.5 × ", "that is 0.5_×_"),  # a number is filled in
        ("a well-known rule - or two (and more) - holds", None),
        ("(a bracket with words = and more of them)", "(a bracket with words_= and more of them)"),
    ],
)
def test_a_line_ends_after_a_sign_and_not_before(text, kept):
    assert spaces.kept(text) == (text if kept is None else kept.replace("_", "\u00a0"))


def test_a_set_formula_keeps_its_brackets_and_stops():
    text = nodes.Text
    formula, alone = nodes.math("", "x^2"), nodes.math("", "y")
    paragraph = nodes.paragraph("", "", text("so ("), formula, text("), or "), alone, text(" here"))
    spaces.keep(None, nodes.document(None, None, "", paragraph), "page")
    assert paragraph.astext() == "so (x^2), or y here"
    piece = formula.parent
    assert piece["classes"] == ["untorn"]
    assert piece.astext() == "(x^2),"
    assert alone.parent is paragraph


@pytest.mark.parametrize(
    ("cell", "kept"),
    [("77 and 7", "77_and_7"), ("24, 0", "24,_0"), ("6 of the 7", None), ("1,803", None)],
)
def test_two_numbers_in_a_cell_stand_on_one_line(cell, kept):
    first, _, rest = cell.partition(" ")  # a quoted number is a node of its own
    entry = nodes.entry(
        "", nodes.paragraph("", "", nodes.inline("", first), nodes.Text(" " + rest))
    )
    document = nodes.document(None, None, "", entry)
    expected = first + " " + rest if kept is None else kept.replace("_", "\u00a0")
    spaces.keep(None, document, "page")
    assert entry.astext().rstrip() == expected.rstrip()


def test_code_and_set_formulas_are_left_as_they_are():
    code = nodes.literal("", "", nodes.Text("n = 4"))
    block = nodes.literal_block("", "", nodes.inline("", "", nodes.Text("m = 0.4")))
    paragraph = nodes.paragraph("", "", nodes.Text("at n = 4 "), code)
    document = nodes.document(None, None, "", paragraph, block)
    spaces.keep(None, document, "page")
    assert paragraph.astext() == "at n\u00a0=\u00a04 n = 4"
    assert block.astext() == "m = 0.4"
