"""Punishment: the experiment by hand, institutions against their limits and brute force."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import multivariate_hypergeom

from govlib.enforcement import OptionalPunishment, PunishmentGame, credible_cost
from govlib.enforcement.optional_punishment import STRATEGIES
from govlib.enforcement.punishment import COSTS
from govlib.evolution.symmetric import group_game


def test_without_points_the_experiment_is_the_public_good():
    game = PunishmentGame()
    gifts = [20, 13, 7, 0]
    assert (game.payoffs(gifts, np.zeros((4, 4))) == game.first_stage.payoffs(gifts)).all()


@given(
    st.lists(st.integers(0, 10), min_size=12, max_size=12),
    st.lists(st.integers(0, 20), min_size=4, max_size=4),
)
def test_payoffs_by_hand(points, gifts):
    table = np.zeros((4, 4), int)
    table[~np.eye(4, dtype=bool)] = points
    found = PunishmentGame().payoffs(gifts, table)
    for i in range(4):
        earned = 20 - gifts[i] + 0.4 * sum(gifts)
        left = earned * (1 - min(10, int(table[:, i].sum())) / 10)
        assert found[i] == pytest.approx(left - sum(COSTS[p] for p in table[i]))


def test_nobody_who_cares_for_money_alone_ever_punishes():
    game, calm = PunishmentGame(), np.zeros((4, 4))
    angry = calm.copy()
    angry[0, 3] = 1
    assert game.payoffs([20, 20, 20, 0], angry)[0] < game.payoffs([20, 20, 20, 0], calm)[0]


@pytest.mark.parametrize("mpcr", [0.3, 0.4, 0.75, 0.9])
@pytest.mark.parametrize("others", [5.0, 20.0])
def test_deterring_points_by_trying(mpcr, others):
    game = PunishmentGame(mpcr=mpcr)
    need = game.deterring_points(others=others)
    conforming = game.first_stage.payoff(others, 3 * others)
    assert game.free_rider(need, others=others) <= conforming + 1e-9
    assert need == 0 or game.free_rider(need - 1, others=others) > conforming + 1e-9
    for k in (1, 2, 3):
        plans = itertools.product(range(need + 1), repeat=k)
        best = min(sum(COSTS[p] for p in plan) for plan in plans if sum(plan) == need)
        assert game.cost_of_deterring(k, others=others) == best


def test_giving_that_pays_needs_no_punishment():
    assert PunishmentGame(mpcr=1.2).deterring_points() == 0
    assert PunishmentGame(mpcr=1.2).cost_of_deterring(2) == 0


@given(st.floats(0, 5), st.floats(0, 0.95), st.integers(2, 10), st.data())
def test_credible_cost_parts_the_gain_from_the_loss(envy, guilt, n, data):
    """Condition A23 of Fehr and Schmidt: what an enforcer loses and saves by holding back."""
    guilt = min(envy, guilt)
    k = data.draw(st.integers(1, n))
    limit = credible_cost(envy, guilt, n=n, punishers=k)

    def loss_less_gain(c):
        loss = (envy * (1 - c) + guilt * (k - 1) * c) / (n - 1)
        return loss - c - envy * (n - k - 1) * c / (n - 1)

    assert loss_less_gain(limit) == pytest.approx(0, abs=1e-9)
    assert loss_less_gain(limit + 0.01) < 0


def test_more_punishers_make_a_dearer_punishment_credible():
    costs = [credible_cost(2, 0.6, n=4, punishers=k) for k in (1, 2, 3, 4)]
    assert costs == sorted(costs)
    assert credible_cost(0, 0, n=4, punishers=2) == 0
    assert credible_cost([0.5, 2], 0.25, n=4, punishers=1).shape == (2,)


GAMES = [OptionalPunishment(second_order=second) for second in (False, True)]
LIMIT = {"population": 60, "selection": 1000.0}


@pytest.mark.parametrize("game", GAMES)
def test_all_alike_get_what_the_article_says(game):
    N = game.n
    alone = [game.payoff(s, [N * (s == t) for t in STRATEGIES]) for s in STRATEGIES]
    assert alone == pytest.approx([2, 0, 1, 1.3, 2])
    assert game.income() == pytest.approx(alone)


def test_one_who_would_be_alone_stays_out():
    game = OptionalPunishment()
    for i, name in enumerate(STRATEGIES):
        counts = [0, 0, 4, 0, 0]
        counts[i] += 1
        assert game.payoff(name, counts) == game.outside


@pytest.mark.parametrize("game", GAMES)
def test_payoffs_by_hand_in_a_mixed_group(game):
    """One of each: four take part, three give."""
    second = game.second_order
    counts, each = [1, 1, 1, 1, 1], 3 / 3
    want = {
        "cooperator": 2 * each - 1 - second * (0.7 + 0.7),
        "defector": 3 * each - 0.7 - 0.7,
        "non-participant": 1,
        "pool punisher": 2 * each - 1 - 0.7,
        "peer punisher": 2 * each - 1 - 0.7 - second * (0.7 + 0.7),
    }
    for name, value in want.items():
        assert game.payoff(name, counts) == pytest.approx(value)


def test_second_order_punishment_by_peers_needs_a_defector():
    game = OptionalPunishment(second_order=True)
    assert game.payoff("cooperator", [3, 0, 0, 0, 2]) == 2
    assert game.payoff("peer punisher", [3, 0, 0, 0, 2]) == 2
    assert game.payoff("cooperator", [2, 1, 0, 0, 2]) < game.payoff("cooperator", [3, 0, 0, 0, 2])


def mean_payoff(game, own, population):
    """Mean over all groups that a member of a population can find herself in."""
    rest = np.array(population)
    rest[own] -= 1
    total = 0.0
    for group in itertools.product(range(game.n), repeat=5):
        if sum(group) == game.n - 1 and (np.array(group) <= rest).all():
            counts = list(group)
            counts[own] += 1
            chance = multivariate_hypergeom.pmf(group, m=rest, n=game.n - 1)
            total += chance * game.payoff(STRATEGIES[own], counts)
    return total


def test_the_game_between_two_strategies_is_the_mean_over_groups():
    game = OptionalPunishment(n=3, second_order=True)
    advantage = game.game.advantage(8)
    for resident, invader in ((1, 4), (2, 0), (4, 3), (0, 1)):
        for k in (1, 3, 7):
            counts = [0] * 5
            counts[invader], counts[resident] = k, 8 - k
            gap = mean_payoff(game, invader, counts) - mean_payoff(game, resident, counts)
            assert advantage[resident, invader, k - 1] == pytest.approx(gap)


@pytest.mark.parametrize("game", GAMES)
def test_shares_do_not_depend_on_the_order_of_strategies(game):
    straight = game.shares(**LIMIT)
    back = game.shares(**LIMIT, strategies=STRATEGIES[::-1])
    assert back == pytest.approx(straight[::-1], abs=1e-9)
    assert straight.sum() == pytest.approx(1)


def test_without_selection_all_strategies_rule_alike():
    assert OptionalPunishment().shares(50, 0.0) == pytest.approx(0.2)


@given(
    st.floats(2, 4.5),
    st.floats(0.1, 0.9),
    st.floats(0.1, 3),
    st.floats(0.1, 3),
    st.integers(10, 80),
)
def test_the_limit_depends_on_the_order_of_payoffs_only(r, outside, fine, cost, population):
    """Peer punishers among those who can stay out: (2, 2, 2, M + 2)/(M + 8) for any parameters."""
    strategies = [name for name in STRATEGIES if name != "pool punisher"]
    game = OptionalPunishment(
        multiplier=r, outside=outside, peer_fine=fine, peer_cost=cost, pool_cost=0.01
    )
    resident = game.game.advantage(population)
    # one peer punisher among M − 1 defectors may not matter: the limit needs defectors to lose
    # where punishers rule
    if resident[4, 1, 0] >= -1e-3:
        return
    want = np.array([2, 2, 2, population + 2]) / (population + 8)
    assert game.shares(population, 1e7, strategies=strategies) == pytest.approx(want, abs=1e-3)


def test_pool_punishers_earn_less_than_peers_but_last():
    game = GAMES[1]
    shares = game.shares(**LIMIT)
    assert shares[3] > 0.99
    assert game.income()[3] < game.income()[4]


def test_the_table_is_that_of_the_general_function():
    game = OptionalPunishment(n=3)
    table = group_game(lambda i, counts: game.payoff(STRATEGIES[i], counts), 5, 3)
    assert (table.payoffs == game.game.payoffs).all()


@pytest.mark.parametrize(
    ("error", "make", "message"),
    [
        (ValueError, lambda: PunishmentGame(n=1), "n must be at least 2; got 1"),
        (ValueError, lambda: PunishmentGame(mpcr=0), "mpcr must be above 0; got 0"),
        (TypeError, lambda: PunishmentGame(n=4.0), "n must be a whole number"),
        (
            ValueError,
            lambda: PunishmentGame().payoffs([0] * 4, np.eye(4)),
            "0 on the diagonal: nobody punishes herself",
        ),
        (ValueError, lambda: PunishmentGame().payoffs([0] * 4, [[0]]), r"shape \(4, 4\), giver by"),
        (
            ValueError,
            lambda: PunishmentGame().payoffs([0] * 4, np.full((4, 4), 11)),
            r"points must lie in \[0, 10\]; got 11",
        ),
        (
            ValueError,
            lambda: PunishmentGame().payoffs([0] * 4, np.full((4, 4), 0.5)),
            "points must be whole; got 0.5",
        ),
        (ValueError, lambda: PunishmentGame().cost_of_deterring(4), r"lie in \[1, 3\]; got 4"),
        (
            ValueError,
            lambda: PunishmentGame().free_rider(1, others=30),
            r"lie in \[0, 20\]; got 30",
        ),
        (ValueError, lambda: credible_cost(0.1, 0.5, n=4, punishers=1), "guilt must not exceed"),
        (ValueError, lambda: credible_cost(2, 1, n=4, punishers=1), "guilt must lie in"),
        (ValueError, lambda: credible_cost(2, 0.5, n=4, punishers=5), r"lie in \[1, 4\]; got 5"),
        (ValueError, lambda: OptionalPunishment(outside=2), r"outside must lie in \(0, 2\); got 2"),
        (ValueError, lambda: OptionalPunishment(pool_cost=1), r"pool_cost must lie in \(0, 1\)"),
        (ValueError, lambda: OptionalPunishment(multiplier=1), "multiplier must be above 1; got 1"),
        (ValueError, lambda: OptionalPunishment(n=1), r"n must lie in \[2, 100\]"),
        (TypeError, lambda: OptionalPunishment(second_order=1), "second_order must be True or"),
        (
            ValueError,
            lambda: OptionalPunishment().payoff("cooperator", [0, 1, 1, 1, 2]),
            "must include the cooperator herself",
        ),
        (
            ValueError,
            lambda: OptionalPunishment().payoff("cooperator", [1, 1, 1, 1]),
            "counts must hold 5 numbers that sum to 5",
        ),
        (ValueError, lambda: OptionalPunishment().payoff("saint", [1] * 5), "strategy must be one"),
        (ValueError, lambda: OptionalPunishment().shares(4, 1.0), "population must be at least 5"),
        (ValueError, lambda: OptionalPunishment().shares(50, -1.0), "selection must be at least 0"),
        (
            ValueError,
            lambda: OptionalPunishment().shares(50, 1.0, strategies=["defector"] * 2),
            "strategies must be different ones",
        ),
    ],
)
def test_bad_arguments_are_refused(error, make, message):
    with pytest.raises(error, match=message):
        make()
