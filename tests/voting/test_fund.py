"""What-ifs for the Fund: today's rule is a special case, and each part moves what it should."""

from fractions import Fraction

import numpy as np
import pytest

from govlib.data import load
from govlib.voting import (
    PRICES,
    Body,
    Conjunction,
    SimpleGame,
    as_one,
    banzhaf,
    eu_council,
    imf_governors,
    imf_output,
    imf_reform,
    security_council,
)


def test_without_a_change_the_votes_are_those_of_the_fund():
    now, made = imf_governors(), imf_reform(units=10**6)
    assert made.members == now.members
    assert made.names == now.names
    share = np.array(now.votes) / sum(now.votes)
    assert np.array(made.votes) / 10**6 == pytest.approx(share, abs=1e-6)
    one, two = banzhaf(now.game), banzhaf(made.game)
    i = now.place("USA")
    assert two.prevent[i] == pytest.approx(one.prevent[i], abs=1e-4)
    assert two.act == pytest.approx(one.act, abs=1e-4)


@pytest.mark.parametrize("units", [1000, 10_000, 123_457])
def test_votes_add_up_and_each_is_within_one(units):
    body = imf_reform(0.5, prices="purchasing power", basic=0.11, units=units)
    quota = load("imf_quotas_2022").quota_sdr_million
    output = imf_output("purchasing power")
    assert sum(body.votes) == units
    for code, votes in zip(body.members, body.votes, strict=True):
        ruled = (quota[code] / quota.sum() + output[code]) / 2
        assert abs(votes - units * (0.11 / 190 + 0.89 * ruled)) < 1


@pytest.mark.parametrize("prices", PRICES)
def test_output_is_a_share_of_all_members(prices):
    output = imf_output(prices)
    assert sum(output.values()) == pytest.approx(1)
    table = load("imf_gdp_2023")
    column = f"gdp_{'usd' if prices == 'market' else 'ppp'}_2023_billion"
    assert output["CHN"] / output["USA"] == pytest.approx(
        table[column]["CHN"] / table[column]["USA"]
    )
    assert (output["ERI"], output["SYR"]) == (0, 0)
    assert output["LKA"] > 0


def test_equal_votes_make_all_equal_and_half_is_more_than_half():
    body = imf_reform(basic=1, units=1900)
    assert set(body.votes) == {10}
    assert body.game.quota == 951
    assert imf_reform(basic=1, units=1900, majority=0.7).game.quota == 1330


def test_a_double_majority_needs_both():
    body = imf_reform(majority=0.85, members=Fraction(3, 5))
    assert isinstance(body.game, Conjunction)
    votes, heads = body.game.parts
    assert (votes.quota, heads.quota, set(heads.weights)) == (8500, 114, {1})
    assert imf_reform(members="1/2").game.parts[1].quota == 96
    large = np.argsort(body.votes)[-60:]
    some = np.isin(np.arange(190), large)
    assert votes.wins(some)
    assert not body.game.wins(some)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"gdp": 1.1}, "gdp must lie in"),
        ({"basic": -0.1}, "basic must lie in"),
        ({"prices": "constant"}, r"prices must be .*got 'constant'"),
        ({"majority": 0.4}, "majority must lie in"),
        ({"members": 2}, "members must lie in"),
        ({"units": 10}, "units must lie in"),
    ],
)
def test_what_is_no_rule_is_refused(changed, says):
    with pytest.raises(ValueError, match=says):
        imf_reform(**changed)


def test_a_bloc_votes_as_one():
    """Brute force: the merged game wins where the first one wins with the bloc in one piece."""
    body = security_council()
    bloc = as_one(body, ["FRA", "GBR", "elected 1"], "allies")
    assert bloc.members[-1] == bloc.names[-1] == "allies"
    assert bloc.votes[-1] == 3
    stay = [i for i, m in enumerate(body.members) if m not in {"FRA", "GBR", "elected 1"}]
    joined = [i for i in range(15) if i not in stay]
    every = (np.arange(2**13)[:, None] >> np.arange(13) & 1).astype(bool)
    whole = np.zeros((len(every), 15), bool)
    whole[:, stay] = every[:, :12]
    whole[:, joined] = every[:, [12]]
    assert (bloc.game.wins(every) == body.game.wins(whole)).all()


def test_a_bloc_in_a_union_of_rules():
    bloc = as_one(eu_council("lisbon"), ["DEU", "FRA"], "two")
    assert bloc.game.n == 26
    assert bloc.votes[-1] == sum(
        eu_council("lisbon").votes[eu_council("lisbon").place(code)] for code in ("DEU", "FRA")
    )


@pytest.mark.parametrize("members", [["USA"], [], ["USA", "USA"]])
def test_a_bloc_has_two_members(members):
    with pytest.raises(ValueError, match="at least two different members"):
        as_one(security_council(), members, "few")
    with pytest.raises(ValueError, match="member must be one of"):
        as_one(security_council(), ["DEU", "USA"], "strangers")


def test_a_bloc_needs_a_rule_that_can_be_merged():
    class Odd(SimpleGame):
        n = 3

    body = Body("odd", ("A", "B", "C"), (1, 1, 1), Odd(), ("A", "B", "C"))
    with pytest.raises(TypeError, match="body must have a weighted game or a combination"):
        as_one(body, ["A", "B"], "both")
