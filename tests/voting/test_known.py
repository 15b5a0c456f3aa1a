"""The tables of known power say what the counts and the integral say."""

import known_tables
import numpy as np
import pytest

from govlib.voting import (
    PRICES,
    banzhaf,
    imf_governors,
    imf_reform,
    known_double_majority,
    known_governors,
    shapley_shubik,
)


@pytest.mark.parametrize(
    ("index", "count"), [("banzhaf", banzhaf), ("shapley_shubik", shapley_shubik)]
)
def test_governors_have_the_power_that_is_counted(index, count):
    assert known_governors(index) == pytest.approx(count(imf_governors().game).index, rel=1e-12)


def test_who_has_more_votes_has_more_power():
    votes = np.array(imf_governors().votes)
    for index in ("banzhaf", "shapley_shubik"):
        power = known_governors(index)[np.argsort(votes)]
        assert (np.diff(power) > -1e-12).all()


def test_known_power_is_not_to_be_changed():
    with pytest.raises(ValueError, match="read-only"):
        known_governors()[0] = 1.0


@pytest.mark.parametrize(
    ("gdp", "prices", "basic"),
    [(0, "market", 5.5), (50, "purchasing power", 15), (100, "market", 30)],
)
def test_double_majorities_are_those_that_are_counted(gdp, prices, basic):
    counted = known_tables.double_majority(gdp, prices, basic)
    known = known_double_majority(gdp / 100, prices, basic / 100)
    assert list(known) == list(counted)
    assert list(known.values()) == pytest.approx(list(counted.values()), rel=1e-12)


def test_every_double_majority_follows_the_votes():
    for gdp in known_tables.GDP:
        for prices in PRICES:
            for basic in known_tables.BASIC:
                known = known_double_majority(gdp / 100, prices, basic / 100)
                body = imf_reform(gdp / 100, prices=prices, basic=basic / 100)
                votes = [body.votes[body.place(code)] for code in known_tables.ROWS]
                order = np.argsort(votes, kind="stable")
                power = np.array([known[code] for code in known_tables.ROWS])[order]
                assert (np.diff(power) > -1e-12).all()
                assert 0 < known["act"] < 0.5, "two majorities are harder to win than one"


def test_of_other_rules_nothing_is_known():
    assert known_double_majority(0.5, "market", 0.2) is None
    assert known_double_majority(0.4, "market", 0.1) is None


def test_bad_input():
    with pytest.raises(ValueError, match="index must be one of 'banzhaf', 'shapley_shubik'"):
        known_governors("johnston")
    with pytest.raises(ValueError, match="prices must be"):
        known_double_majority(0.5, "any", 0.1)
    with pytest.raises(ValueError, match="gdp must lie"):
        known_double_majority(2, "market", 0.1)
