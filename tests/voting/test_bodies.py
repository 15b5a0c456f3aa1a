"""International bodies: their rules as written, and what follows for single members."""

import re
from fractions import Fraction

import numpy as np
import pytest

from govlib.data import load
from govlib.voting import (
    COUNCILS,
    PER_MILLE,
    WeightedGame,
    banzhaf,
    eu_council,
    imf_executive_board,
    imf_governors,
    security_council,
    shapley_shubik,
)


def votes_of(body, *names):
    return np.isin(body.members, names)


def test_the_security_council_needs_its_five_and_four_more():
    body = security_council()
    five = np.arange(15) < 5
    assert (body.game.veto_players == five).all()
    for elected in (3, 4):
        votes = five.copy()
        votes[5 : 5 + elected] = True
        assert body.game.wins(votes) == (elected == 4)


@pytest.mark.parametrize(
    ("body", "equivalent"),
    [
        (security_council(), WeightedGame([7] * 5 + [1] * 10, 39)),
        (security_council("1945"), WeightedGame([5] * 5 + [1] * 6, 27)),
    ],
)
def test_the_veto_is_a_weighted_game(body, equivalent):
    assert banzhaf(body.game) == banzhaf(equivalent)
    assert shapley_shubik(body.game).shares == shapley_shubik(equivalent).shares


@pytest.mark.parametrize("rule", COUNCILS)
def test_every_council_is_complete(rule):
    body = eu_council(rule)
    power = body.power()
    assert list(power.index) == list(body.members)
    assert power.share.sum() == pytest.approx(1)
    assert power.banzhaf.sum() == pytest.approx(1)
    assert power.shapley_shubik.sum() == pytest.approx(1)
    assert len(body.members) == {"1958": 6, "1973": 9, "1981": 10, "1986": 12, "1995": 15}.get(
        rule, {"2007": 27, "2013": 28, "lisbon": 27}.get(rule, 25)
    )


def test_lisbon_needs_a_fourth_member_to_block():
    body = eu_council("lisbon")
    people = load("eu_council_2024").population_2024
    largest = people.nlargest(3).index
    assert people.drop(largest).sum() < 0.65 * people.sum()
    assert body.game.wins(~votes_of(body, *largest))
    assert not body.game.wins(~votes_of(body, *largest, "MLT"))


def test_lisbon_needs_people_and_members():
    body = eu_council("lisbon")
    people = load("eu_council_2024").population_2024
    assert not body.game.wins(votes_of(body, *people.nsmallest(20).index))
    assert not body.game.wins(votes_of(body, *people.nlargest(14).index))
    assert body.game.wins(votes_of(body, *people.nlargest(15).index))


def test_nice_needs_all_three():
    body = eu_council("2007", populations=PER_MILLE)
    plain = eu_council("2007")
    assert banzhaf(plain.game).winning >= banzhaf(body.game).winning > 0
    assert sum(PER_MILLE.values()) == 1000
    # with 123 for France they add up to 1001, and Germany has the same power
    other = eu_council("2007", populations={**PER_MILLE, "FRA": 123})
    assert banzhaf(other.game).index[0] == pytest.approx(banzhaf(body.game).index[0], abs=5e-6)
    assert set(PER_MILLE) == set(body.members)


def test_populations_are_checked():
    with pytest.raises(ValueError, match="HRV are missing"):
        eu_council("2013", populations=PER_MILLE)
    with pytest.raises(ValueError, match="do not matter under the rule of 1958"):
        eu_council("1958", populations=PER_MILLE)
    with pytest.raises(TypeError, match="populations must be a whole number"):
        eu_council("2007", populations={**PER_MILLE, "DEU": 17.5})
    with pytest.raises(ValueError, match="populations must be at least 1"):
        eu_council("2007", populations={**PER_MILLE, "DEU": 0})
    with pytest.raises(ValueError, match="rule must be one of"):
        eu_council("1957")


def test_a_new_census_changes_lisbon():
    same = eu_council("lisbon", populations=dict.fromkeys(eu_council("lisbon").members, 1))
    assert set(banzhaf(same.game).swings) == {banzhaf(same.game).swings[0]}


def test_the_fund_counts_its_votes():
    body = imf_governors()
    votes = load("imf_quotas_2022").votes
    assert sum(body.votes) == votes.sum()
    assert body.votes[body.place("USA")] == votes["USA"]
    assert body.game.quota == votes.sum() // 2 + 1
    assert not body.game.veto_players.any()


def test_85_per_cent_is_a_veto_of_one():
    for body, name in ((imf_governors(0.85), "USA"), (imf_executive_board(0.85), "USA")):
        assert [body.members[i] for i in body.game.veto_players.nonzero()[0]] == [name]
        assert 100 * body.game.quota >= 85 * sum(body.votes) > 100 * (body.game.quota - 1)


@pytest.mark.parametrize("share", [0.49, 1.01, 85])
def test_majorities_are_checked(share):
    with pytest.raises(ValueError, match=r"majority must lie in \[1/2, 1\]"):
        imf_governors(share)
    with pytest.raises(TypeError, match="majority must be a number"):
        imf_executive_board(None)


def test_a_share_means_the_same_however_it_is_written():
    for share in (0.85, "85/100", Fraction(17, 20), "0.85"):
        assert imf_executive_board(share) == imf_executive_board(0.85)


def test_members_are_called_alike_in_all_bodies():
    """Codes for who sits for one country, numbers for the others; no body knows its own scheme."""
    codes = set(load("countries").index)
    bodies = [security_council(rule) for rule in ("1945", "1965")]
    bodies += [imf_governors(), imf_executive_board(), *map(eu_council, COUNCILS)]
    for body in bodies:
        assert len(body.members) == len(body.votes) == len(body.names) == body.game.n
        numbered = {m for m in body.members if m.partition(" ")[0] in ("elected", "chair")}
        # two members of the Fund are no members of the United Nations
        assert len(set(body.members) - codes - numbered) <= 3
        assert all(re.fullmatch("[A-Z]{3}", m) for m in set(body.members) - numbered)
    for code, name in (("USA", "United States"), ("FRA", "France")):
        for body in bodies[:4]:
            assert body.names[body.place(code)] == name


@pytest.mark.parametrize("rule", ["1966", 1965, True])
def test_the_rule_of_the_security_council_is_known(rule):
    with pytest.raises(ValueError, match="rule must be one of '1945', '1965'"):
        security_council(rule)


def test_unanimity_makes_all_equal():
    power = banzhaf(imf_executive_board(1).game)
    assert set(power.swings) == {1}
    assert power.winning == 1


def test_unknown_members_are_named():
    with pytest.raises(ValueError, match="member must be one of"):
        eu_council("1958").place("GBR")
