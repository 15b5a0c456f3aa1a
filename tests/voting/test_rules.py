"""Rules of voting: which coalitions win, and what is refused."""

from fractions import Fraction
from itertools import product
from math import ceil, floor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.voting import Conjunction, SimpleGame, Union, WeightedGame

WEIGHTS = st.lists(st.integers(0, 50), min_size=1, max_size=8).filter(any)


@given(WEIGHTS, st.fractions(0, Fraction(99, 100)))
def test_above_and_at_least_part_at_the_share(weights, share):
    above = WeightedGame.above(weights, share)
    assert above.quota > share * above.total >= above.quota - 1
    if share > 0:
        least = WeightedGame.at_least(weights, share)
        assert least.quota >= share * least.total > least.quota - 1


def test_a_float_stands_for_its_decimals():
    """0.07 as a binary float lies above seven hundredths, so 7 of 100 would not be enough."""
    assert WeightedGame.at_least([93, 7], 0.07).quota == 7
    assert WeightedGame.at_least([93, 7], "7/100").quota == 7
    assert WeightedGame.above([93, 7], 0.07).quota == 8


@given(WEIGHTS, st.integers(0, 255))
def test_the_dual_wins_where_the_rest_cannot(weights, bits):
    game = WeightedGame(weights, max(1, sum(weights) // 3))
    votes = np.array([bool(bits >> i & 1) for i in range(game.n)])
    assert game.dual().wins(votes) == (not game.wins(~votes))
    assert game.dual().dual() == game


def test_combinations_agree_with_their_parts():
    a, b = WeightedGame([3, 2, 2], 5), WeightedGame.members(3, 2)
    votes = [[i >> 2 & 1, i >> 1 & 1, i & 1] for i in range(8)]
    assert ((a & b).wins(votes) == (a.wins(votes) & b.wins(votes))).all()
    assert ((a | b).wins(votes) == (a.wins(votes) | b.wins(votes))).all()
    assert (a & b).wins([1, 1, 0]) is True


def test_terms_keep_the_stricter_of_like_rules():
    three, four = WeightedGame.members(5, 3), WeightedGame.members(5, 4)
    assert (three & four)._terms() == {(four,): 1}
    assert (three | four)._terms() == {(three,): 1}


@pytest.mark.parametrize(
    ("weights", "quota", "error", "match"),
    [
        ([3, -1], 1, ValueError, r"weights must lie in \[0,"),
        ([3, 1.5], 1, TypeError, "weights must be a whole number; got 1.5"),
        ([3.0, 1.0], 1, TypeError, "weights must be a whole number"),
        ([3, float("nan")], 1, TypeError, "weights must be a whole number"),
        ([3, True], 1, TypeError, "weights must be a whole number; got True"),
        ([[3, 1]], 1, TypeError, "weights must be a whole number"),
        ("321", 1, TypeError, "weights must be a sequence"),
        (None, 1, TypeError, "weights must be a sequence"),
        (5, 1, TypeError, "weights must be a sequence"),
        ({"a": 1}, 1, TypeError, "weights must be a sequence"),
        ([], 1, ValueError, "weights must add up"),
        ([0, 0], 1, ValueError, "weights must add up"),
        ([2**60, 1], 1, ValueError, "weights must add up"),
        ([3, 1], 0, ValueError, r"quota must lie in \[1, 4\]; got 0"),
        ([3, 1], 5, ValueError, r"quota must lie in \[1, 4\]; got 5"),
        ([3, 1], 2.5, TypeError, "quota must be a whole number"),
        ([3, 1], True, TypeError, "quota must be a whole number"),
    ],
)
def test_bad_games_are_refused(weights, quota, error, match):
    with pytest.raises(error, match=match):
        WeightedGame(weights, quota)


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan"), float("inf"), "a lot", None, "1/0"])
def test_bad_shares_are_refused(share):
    with pytest.raises((TypeError, ValueError), match="share must"):
        WeightedGame.above([1, 2], share)


@pytest.mark.parametrize("d", range(1, 13))
def test_a_share_that_is_a_float_is_the_fraction_that_was_meant(d):
    """257 quotas of ``above`` and 81 of ``at_least`` were wrong up to 59 members."""
    for k, n in product(range(1, d), range(1, 60)):
        want = Fraction(k * n, d)
        assert WeightedGame.above([1] * n, k / d).quota == floor(want) + 1
        assert WeightedGame.at_least([1] * n, k / d).quota == ceil(want)


@pytest.mark.parametrize(
    ("votes", "kind"),
    [([100, 100, 100], np.int8), ([1_425_000_000, 1_428_000_000, 340_000_000], np.int32)],
)
@pytest.mark.parametrize("make", [WeightedGame.at_least, WeightedGame.above, WeightedGame])
def test_votes_in_a_narrow_type_do_not_wrap_around(votes, kind, make):
    narrow = np.array(votes, dtype=kind)
    assert make(narrow, 1 if make is WeightedGame else 0.5) == make(
        votes, 1 if make is WeightedGame else 0.5
    )
    with pytest.raises(ValueError, match="weights must have no masked entries"):
        make(np.ma.array(votes, mask=[True, False, False]), 1)


def test_shares_at_the_ends_are_refused_by_the_quota():
    with pytest.raises(ValueError, match="quota must lie"):
        WeightedGame.above([1, 2], 1)
    with pytest.raises(ValueError, match="quota must lie"):
        WeightedGame.at_least([1, 2], 0)
    with pytest.raises(TypeError, match="share must be a number"):
        WeightedGame.above([1, 2], True)


def test_bad_players_are_refused():
    with pytest.raises(ValueError, match="players must lie"):
        WeightedGame.veto(3, [3])
    with pytest.raises(ValueError, match="weights must add up"):
        WeightedGame.veto(3, [])
    with pytest.raises(ValueError, match=r"n must lie in \[1, "):
        WeightedGame.members(0, 1)


@pytest.mark.parametrize("votes", [[1, 0], [1, 0, 2], [0.5, 0, 1], 1, [[1, 0]], ["a", "b", "c"]])
def test_bad_coalitions_are_refused(votes):
    with pytest.raises(ValueError, match="coalitions must hold n = 3 entries"):
        WeightedGame([1, 1, 1], 2).wins(votes)


def test_bad_combinations_are_refused():
    a = WeightedGame([1, 1], 1)
    for make in (Conjunction, Union):
        with pytest.raises(TypeError, match="parts must be games"):
            make(())
        with pytest.raises(TypeError, match="parts must be games"):
            make((a, 3))
        with pytest.raises(ValueError, match="same members; got 2, 3"):
            make((a, WeightedGame([1, 1, 1], 1)))


def test_nobody_decides_without_a_rule():
    with pytest.raises(NotImplementedError):
        SimpleGame()._decides(np.ones((1, 2), bool))
    with pytest.raises(NotImplementedError):
        SimpleGame()._terms()
