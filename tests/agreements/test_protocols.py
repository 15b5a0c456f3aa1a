"""Parties and emissions of two protocols against their tables, by hand."""

import pytest

from govlib.agreements import treaty_emissions, treaty_parties
from govlib.data import load


def test_parties_are_those_that_stayed():
    table = load("treaty_participation")
    for treaty, gone in (("Montreal", 0), ("Kyoto", 1)):
        joined = table[table.treaty == f"{treaty} Protocol"].set_index("year").cumulative_parties
        left = joined - treaty_parties(treaty)
        assert left.max() == gone
        assert (left[left.index < 2012] == 0).all()
        # Canada left Kyoto in December 2012, and has not come back
        assert (left[left.index >= 2012] == gone).all()


def test_emissions_by_hand():
    montreal, kyoto = treaty_emissions("Montreal"), treaty_emissions("Kyoto")
    assert montreal.loc[1987] == kyoto.loc[1997] == 100
    assert montreal.loc[2014] == pytest.approx(100 * (0.32 - 0.165) / (1.36 - 0.165))
    assert kyoto.loc[2012] == pytest.approx(100 * 9533 / 6649)


@pytest.mark.parametrize("ask", [treaty_emissions, treaty_parties])
def test_another_treaty_is_refused(ask):
    with pytest.raises(ValueError, match="treaty must be one of 'Montreal', 'Kyoto'; got 'Paris'"):
        ask("Paris")
