"""Unequal countries: coalitions and transfers against brute force over every coalition."""

from itertools import combinations

import numpy as np
import pytest
from abatement_games import games
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.agreements import (
    AbatementGame,
    chander_tulkens,
    coalitions,
    emitters,
    gamma_core,
    gamma_values,
    internally_stable,
    membership_gain,
    with_transfers,
)
from govlib.data import load


def groups(n, least=2):
    return [group for k in range(least, n + 1) for group in combinations(range(n), k)]


def stays(game, group, i):
    """What member i gains by not leaving, from the payoffs of both outcomes."""
    without = [j for j in group if j != i]
    return game.play([*without, i]).payoff[i] - game.play(without).payoff[i]


@given(games())
def test_alone_and_together_are_optimal(game):
    rng = np.random.default_rng(1)
    nash, full = game.equilibrium(), game.optimum()

    def payoff(done):
        return game.benefit * done.sum() - game.cost * done**2 / 2

    assert nash.payoff == pytest.approx(payoff(nash.abatement))
    for _ in range(20):
        other = full.abatement * rng.uniform(0, 2, game.n)
        assert payoff(other).sum() <= full.welfare + 1e-9
        i = rng.integers(game.n)
        moved = nash.abatement.copy()
        moved[i] = other[i]
        assert payoff(moved)[i] <= nash.payoff[i] + 1e-9


@given(games(least=1, most=5))
def test_gains_of_membership_are_differences_of_payoffs(game):
    for group in groups(game.n, least=0):
        gains = membership_gain(game, group)
        for i in range(game.n):
            assert gains[i] == pytest.approx(stays(game, group, i), abs=1e-8)


@settings(max_examples=60)
@given(games())
def test_the_search_finds_what_trying_all_finds(game):
    found = internally_stable(game)
    listed = {tuple(np.flatnonzero(row)) for row in found.members}
    sure, unsure = set(), set()
    for group in groups(game.n):
        gains = membership_gain(game, group)[list(group)]
        scale = 1e-9 * game.play(group).payoff.max()
        (sure if gains.min() > scale else unsure if gains.min() > -scale else set()).add(group)
    assert sure <= listed <= sure | unsure
    for row, closed, external in zip(found.members, found.gap_closed, found.external, strict=True):
        group = np.flatnonzero(row)
        assert closed == pytest.approx(game.gap_closed(group.tolist()))
        joins = membership_gain(game, group.tolist())[~row]
        if joins.size and abs(joins).min() > 1e-9:
            assert external == (joins <= 0).all()
    assert (np.diff(found.gap_closed) <= 1e-12).all()


@settings(max_examples=40)
@given(games(), st.data())
def test_payments_hold_what_gains_in_sum(game, data):
    size = data.draw(st.integers(2, game.n))
    found = with_transfers(game, size)
    listed = {tuple(np.flatnonzero(row)) for row in found.members}
    for group in combinations(range(game.n), size):
        total = sum(stays(game, group, i) for i in group)
        if abs(total) > 1e-9 * game.optimum().welfare:
            assert (group in listed) == (total > 0)


@given(games())
def test_payments_hold_every_pair_and_every_triple(game):
    for size in (2, 3):
        if size <= game.n:
            held = with_transfers(game, size).members
            assert len(held) == len(list(combinations(range(game.n), size)))


@pytest.mark.parametrize("n", [3, 5, 12, 30])
def test_equal_countries_keep_two_and_three(n):
    found = internally_stable(AbatementGame(np.ones(n), np.full(n, 0.7)))
    counts = np.bincount(found.sizes, minlength=4)
    assert counts[2] == n * (n - 1) // 2
    assert counts[3] == n * (n - 1) * (n - 2) // 6
    assert counts[4:].sum() == 0
    assert found.external.all()  # at two, an outsider is indifferent


def test_a_chain_of_ever_smaller_stakes_holds():
    """Unequal countries can be more than three: each is small against those before it."""
    stake = 0.1 ** np.arange(8)
    part = stake / stake.sum()
    ability = 2 * part**2 / (3 * part**2 - 2 * part + 1)
    found = internally_stable(AbatementGame(stake, 1 / ability))
    assert found.sizes.max() == 8
    assert found.best == tuple("12345678")
    assert found.gap_closed[0] == pytest.approx(1)


def test_scale_of_benefits_and_costs_changes_no_coalition():
    for worth, price in ((50, 500), (1, 7), (300, 300)):
        found = internally_stable(emitters(0.5, social_cost=worth, backstop=price))
        base = internally_stable(emitters(0.5))
        assert (found.members == base.members).all()
        assert found.gap_closed == pytest.approx(base.gap_closed)


def test_nobody_abates_more_than_it_emits():
    from govlib.data import load

    full = emitters(0.3, social_cost=500, backstop=500).optimum().abatement
    assert full == pytest.approx(load("emissions_2018").drop(index="ROW")["co2_2018_mt"])


@given(games())
def test_transfers_add_up_and_nobody_loses(game):
    deal = chander_tulkens(game)
    scale = np.abs(deal.optimum.payoff).sum()
    assert deal.received.sum() == pytest.approx(0, abs=1e-12 * scale)
    assert (deal.gain >= -1e-12 * scale).all()
    assert deal.gain.sum() == pytest.approx(deal.gain_without.sum(), abs=1e-9 * scale)
    # linear benefits: the gain is shared in proportion to benefits
    assert deal.gain / game.benefit == pytest.approx(
        np.full(game.n, deal.gain.sum() / game.benefit.sum())
    )


@given(games())
def test_no_coalition_gains_by_leaving_the_transfers(game):
    check = gamma_core(game, chander_tulkens(game).payoff)
    assert check.efficient
    assert check.inside


@settings(max_examples=40)
@given(games(), st.lists(st.floats(-5, 5), min_size=7, max_size=7))
def test_the_core_by_trying_all(game, shifts):
    values = gamma_values(game)
    for group in groups(game.n, least=1):
        index = sum(2**i for i in group)
        assert values[index] == pytest.approx(game.play(group).payoff[list(group)].sum())
    moved = chander_tulkens(game).payoff + np.array(shifts[: game.n]) - np.mean(shifts[: game.n])
    check = gamma_core(game, moved)
    excess = {
        group: game.play(group).payoff[list(group)].sum() - moved[list(group)].sum()
        for group in groups(game.n, least=1)
        if len(group) < game.n
    }
    assert check.excess == pytest.approx(max(excess.values()), abs=1e-8)
    witness = tuple(sorted(int(name) - 1 for name in check.coalition))
    assert excess[witness] == pytest.approx(check.excess, abs=1e-8)
    assert not gamma_core(game, moved + 1).efficient


def test_members_by_name_or_position():
    game = AbatementGame([1, 2, 3], [1, 1, 1], ["a", "b", "c"])
    assert game.members(["c", 0]).tolist() == [True, False, True]
    assert game.members([]).tolist() == [False] * 3
    with pytest.raises(TypeError, match="coalition must be a list"):
        game.members("abc")
    with pytest.raises(ValueError, match="no country is called 'd'"):
        game.members(["d"])
    with pytest.raises(ValueError, match=r"position in coalition must lie in \[0, 2\]; got -1"):
        game.members([-1])


def test_parameters_cannot_be_changed_afterwards():
    game = AbatementGame([1, 2], [1, 1])
    with pytest.raises(ValueError, match="read-only"):
        game.benefit[0] = 5


def test_a_search_that_grows_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(coalitions, "_MOST", 100)
    with pytest.raises(ValueError, match="more than 100 partial coalitions of 12 countries"):
        internally_stable(AbatementGame(np.ones(12), np.ones(12)))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: AbatementGame([1, -2], [1, 1]), "benefit must be above 0; got -2"),
        (lambda: AbatementGame([1, 2], [1, np.nan]), "cost must be above 0; got nan"),
        (lambda: AbatementGame([1, 2], [1]), r"got shapes \(2,\) and \(1,\)"),
        (lambda: AbatementGame([], []), "benefit must not be empty"),
        (lambda: AbatementGame([1e200, 1], [1, 1]), "too large to square"),
        (lambda: AbatementGame(1, 1), r"benefit must have 1 dimension"),
        (lambda: AbatementGame([1, 2], [1, 1], ["a", "a"]), "2 different names; got 1"),
        (lambda: AbatementGame([1], [1]).gap_closed([0]), "no gap to close"),
        (lambda: with_transfers(AbatementGame([1, 2], [1, 1]), 3), r"size must lie in \[2, 2\]"),
        (lambda: with_transfers(emitters(), 20), "more than 1,000,000"),
        (lambda: gamma_values(emitters()), "too many to list"),
        (lambda: gamma_core(AbatementGame([1, 2], [1, 1]), [1]), r"n = 2 entries"),
        (lambda: gamma_core(AbatementGame([1], [1]), [1]), "no coalitions"),
        (lambda: emitters(1.2), r"population must lie in \[0, 1\]; got 1.2"),
        (lambda: emitters(social_cost=600), r"social_cost must lie in \(0, 500\]; got 600"),
    ],
)
def test_bad_arguments_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_the_union_is_the_sum_of_its_members():
    apart, one = emitters(0.4), emitters(0.4, union=True)
    table = load("emissions_2018").drop(index="ROW")
    within = [code for code in table.index if load("countries").eu27[code] == 1]
    assert len(within) == 8
    assert one.n == 33
    inside = apart.members(within)
    eu = one.names.index("EU")
    assert one.benefit[eu] == pytest.approx(apart.benefit[inside].sum())
    assert one.capacity[eu] == pytest.approx(apart.capacity[inside].sum())
    for code in set(one.names) - {"EU"}:
        here, there = one.names.index(code), apart.names.index(code)
        assert one.benefit[here] == pytest.approx(apart.benefit[there])
        assert one.cost[here] == pytest.approx(apart.cost[there])
    # what all do together does not depend on who speaks for whom
    assert one.optimum().welfare == pytest.approx(apart.optimum().welfare)
    with pytest.raises(TypeError, match="union must be True or False"):
        emitters(union=1)
