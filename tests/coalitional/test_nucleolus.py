"""The nucleolus by its definition, by Kohlberg's criterion and where it is known."""

import sys

import numpy as np
import pytest
from coalitional_strategies import essential_games, games, relabelled
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.coalitional import (
    CoalitionalGame,
    bankruptcy_game,
    coalition_sums,
    core_check,
    kohlberg,
    least_core,
    nucleolus,
    prenucleolus,
    talmud,
)

FEW = settings(max_examples=25)


def complaints(game, payoff):
    """Excesses in falling order, rounded so that equal ones compare as equal."""
    return np.sort(game.excess(payoff)[1:-1])[::-1].round(7).tolist()


@given(games(most=5, least=2), st.integers(0, 2**32 - 1))
@FEW
def test_nobodys_complaint_can_be_quieter(game, seed):
    found = prenucleolus(game)
    assert found.payoff.sum() == pytest.approx(game.total)
    ours = complaints(game, found.payoff)
    rng = np.random.default_rng(seed)
    for size in (0.01, 0.3, 5.0):
        change = rng.normal(size=(20, game.n)) * size
        for other in found.payoff + change - change.mean(axis=1, keepdims=True):
            assert ours <= complaints(game, other)


@given(games(most=5, least=2))
@FEW
def test_kohlbergs_criterion_holds_there_and_nowhere_else(game):
    payoff = prenucleolus(game).payoff
    assert kohlberg(game, payoff).holds
    moved = payoff + np.append([0.1, -0.1], np.zeros(game.n - 2))
    found = kohlberg(game, moved)
    assert not found.holds
    # a small step in the direction that is named lowers the complaints
    better = moved + 1e-3 * found.direction
    assert better.sum() == pytest.approx(game.total)
    assert complaints(game, better) < complaints(game, moved)


@given(essential_games())
@FEW
def test_the_nucleolus_is_fair_to_everybody_alone(game):
    found = nucleolus(game)
    assert found.payoff.sum() == pytest.approx(game.total)
    assert (found.payoff >= game.alone - 1e-7).all()
    assert kohlberg(game, found.payoff, rational=True).holds
    before = prenucleolus(game).payoff
    if (before >= game.alone).all():
        assert found.payoff == pytest.approx(before, abs=1e-6)


@given(games(least=2))
@FEW
def test_it_lies_in_the_least_core(game):
    found = prenucleolus(game)
    assert found.levels[0] == pytest.approx(least_core(game).epsilon, abs=1e-8)
    assert (np.diff(found.levels) <= 1e-8).all()
    assert core_check(game, found.payoff, tolerance=1e-8).inside == (found.levels[0] <= 1e-8)


@given(games(most=5), st.randoms(use_true_random=False))
@FEW
def test_it_follows_a_relabelling(game, random):
    order = random.sample(range(game.n), game.n)
    ours, moved = prenucleolus(game).payoff, prenucleolus(relabelled(game, order)).payoff
    assert moved == pytest.approx(ours[order], abs=1e-7)


@given(games(most=4), st.floats(1e-3, 1e6), st.lists(st.floats(-1e3, 1e3), min_size=4, max_size=4))
@FEW
def test_it_follows_a_change_of_scale_and_origin(game, scale, shift):
    own = np.array(shift[: game.n])
    other = CoalitionalGame(scale * game.values + coalition_sums(own))
    close = 1e-7 * (scale * np.abs(game.values).max() + np.abs(own).max())
    want = scale * prenucleolus(game).payoff + own
    assert prenucleolus(other).payoff == pytest.approx(want, abs=close + 1e-12)


@given(st.lists(st.integers(1, 40), min_size=2, max_size=5), st.floats(0, 1))
@FEW
def test_it_is_what_the_talmud_says(claims, share):
    estate = share * sum(claims)
    found = nucleolus(bankruptcy_game(claims, estate)).payoff
    assert found == pytest.approx(talmud(claims, estate), abs=1e-6)


def test_floors_bind_where_the_prenucleolus_takes_from_somebody():
    """A and B are worth 10 together and C, alone, 3; all three no more than 10."""
    game = CoalitionalGame.from_dict({"AB": 10, "C": 3, "ABC": 10}, "ABC", missing=0)
    assert prenucleolus(game).payoff == pytest.approx([4.25, 4.25, 1.5])
    assert nucleolus(game).payoff == pytest.approx([3.5, 3.5, 3])
    assert kohlberg(game, [3.5, 3.5, 3], rational=True).holds
    assert not kohlberg(game, [3.5, 3.5, 3]).holds


@pytest.mark.parametrize("n", [3, 6, 9, 11])
def test_equals_share_alike_though_all_coalitions_of_a_size_tie(n):
    size = coalition_sums(np.ones(n))
    game = CoalitionalGame((size > n / 2).astype(float))
    assert prenucleolus(game).payoff == pytest.approx(np.full(n, 1 / n))
    assert kohlberg(game, np.full(n, 1 / n)).holds


def test_one_and_two_players():
    assert nucleolus(CoalitionalGame([0, 5])).payoff == pytest.approx([5])
    assert kohlberg(CoalitionalGame([0, 5]), [5]).holds
    assert prenucleolus(CoalitionalGame([0, 1, 2, 9])).payoff == pytest.approx([4, 5])
    assert prenucleolus(CoalitionalGame([0, 3, 2, 1])).payoff == pytest.approx([1, 0])


@pytest.mark.parametrize("values", [np.zeros(8), [0, 1, 2, 3, 4, 5, 6, 7], 1e-9 * np.arange(8)])
def test_a_game_without_gains_gives_everybody_her_own(values):
    game = CoalitionalGame(values)
    assert nucleolus(game).payoff == pytest.approx(game.alone)
    assert kohlberg(game, game.alone).holds


def test_what_cannot_be_divided_is_refused():
    with pytest.raises(ValueError, match="worth no less than its players alone, 5; got 1"):
        nucleolus(CoalitionalGame([0, 3, 2, 1]))
    game = CoalitionalGame([0, 0, 0, 6])
    with pytest.raises(ValueError, match="payoff must add up to 6; got 7"):
        kohlberg(game, [3, 4])
    with pytest.raises(ValueError, match="her own value"):
        kohlberg(game, [7, -1], rational=True)
    with pytest.raises(ValueError, match="tolerance must be above 0"):
        kohlberg(game, [3, 3], tolerance=0)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("kind", ["whole", "drawn", "won or lost", "alike"])
def test_descent_and_linear_programs_agree(monkeypatch, seed, kind):
    """With ties everywhere, with none, and where all players are alike."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, 8))
    size = np.array([m.bit_count() for m in range(1 << n)])
    values = {
        "whole": rng.integers(0, 4, 1 << n),
        "drawn": rng.normal(size=1 << n),
        "won or lost": rng.integers(0, 2, 1 << n),
        "alike": size**2,
    }[kind].astype(float)
    values[0] = 0
    game = CoalitionalGame(values)
    found = prenucleolus(game)
    assert kohlberg(game, found.payoff).holds
    monkeypatch.setattr(sys.modules["govlib.coalitional.nucleolus"], "descend", lambda *_: None)
    by_programs = prenucleolus(game)
    assert found.payoff == pytest.approx(by_programs.payoff, abs=1e-7)
    assert found.levels[0] == pytest.approx(by_programs.levels[0], abs=1e-7)
