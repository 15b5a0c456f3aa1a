"""Johnston and Deegan–Packel: printed values, definitions by brute force, and limits."""

from itertools import combinations

import numpy as np
import pytest

from govlib.voting import (
    WeightedGame,
    banzhaf,
    deegan_packel,
    johnston,
    security_council,
)


def by_definition(game, minimal):
    """Share out each coalition among the members that it cannot lose."""
    n, power = game.n, np.zeros(game.n)
    for size in range(1, n + 1):
        for who in combinations(range(n), size):
            inside = np.isin(np.arange(n), who)
            if not game.wins(inside):
                continue
            needed = [i for i in who if not game.wins(inside & (np.arange(n) != i))]
            if needed and (not minimal or len(needed) == size):
                power[needed] += 1 / len(needed)
    return power / power.sum()


def test_printed_values():
    """Of CoopGame's manual: its own example, and Holler and Illing's."""
    assert johnston(WeightedGame([3, 2, 1], 4)) == pytest.approx([4 / 6, 1 / 6, 1 / 6])
    found = deegan_packel(WeightedGame([35, 20, 15, 15, 15], 51))
    assert found == pytest.approx(np.array([18, 9, 11, 11, 11]) / 60)


@pytest.mark.parametrize("seed", range(6))
def test_random_games_by_definition(seed):
    rng = np.random.default_rng(seed)
    weights = rng.integers(0, 9, 7).tolist()
    game = WeightedGame(weights, max(1, int(rng.integers(1, sum(weights) + 1))))
    both = game & WeightedGame.members(7, 3)
    for rule in (game, both, game | WeightedGame.members(7, 6)):
        assert johnston(rule) == pytest.approx(by_definition(rule, False))
        assert deegan_packel(rule) == pytest.approx(by_definition(rule, True))


def test_more_members_than_a_block():
    """Seventeen members with one vote each and a president who must agree."""
    game = WeightedGame.members(18, 10) & WeightedGame.veto(18, [17])
    for index in (johnston, deegan_packel):
        power = index(game)
        assert power.sum() == pytest.approx(1)
        assert power[:17] == pytest.approx(np.full(17, power[0]))
        assert power[17] > power[0]
    # a minimal coalition is the president and nine others, and each has one part of ten
    assert deegan_packel(game)[17] == pytest.approx(0.1)


def test_who_never_swings_has_nothing_and_a_veto_most():
    game = security_council().game
    for index in (johnston, deegan_packel):
        power = index(game)
        assert power[:5] == pytest.approx(np.full(5, power[0]))
        assert power[0] > power[5] > 0
    null = WeightedGame([4, 4, 4, 2, 2, 1], 12)
    assert banzhaf(null).swings[5] == 0
    assert johnston(null)[5] == deegan_packel(null)[5] == 0


def test_large_games_and_no_games_are_refused():
    for index in (johnston, deegan_packel):
        with pytest.raises(ValueError, match="coalitions of 25 members would hold"):
            index(WeightedGame.members(25, 13))
        with pytest.raises(TypeError, match="game must be"):
            index([4, 2, 1])
