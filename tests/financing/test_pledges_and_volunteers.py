"""Provision points, pledges and volunteers against brute force, nashpy and each other."""

import itertools

import nashpy
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from govlib.financing import PledgeGame, ProvisionPoint, UnequalVolunteers, VolunteersDilemma

COSTS = st.floats(0.02, 0.95)


@pytest.mark.parametrize("refund", [True, False])
@pytest.mark.parametrize(("values", "cost"), [((3, 2, 1), 4), ((5, 1, 1), 4), ((1, 1, 1), 4)])
def test_equilibria_on_a_grid_by_trying_every_other_contribution(values, cost, refund):
    point = ProvisionPoint(values, cost, refund)
    choices = np.arange(0, 6)
    for given_ in itertools.product(choices, repeat=3):
        best = True
        for i, tried in itertools.product(range(3), choices):
            other = list(given_)
            other[i] = tried
            best &= point.payoffs(other)[i] <= point.payoffs(given_)[i] + 1e-9
        # whole values and cost: no contribution between whole ones is ever better
        assert point.is_equilibrium(given_) == best, given_


@given(st.lists(st.floats(0.1, 10), min_size=2, max_size=6), st.floats(0.1, 0.99))
def test_core_contributions_are_equilibria_that_provide(values, part):
    point = ProvisionPoint(values, part * sum(values))
    shares = point.proportional()
    assert point.in_core(shares)
    assert point.is_equilibrium(shares)
    assert point.provided(shares)
    assert (point.least <= shares + 1e-9).all()
    assert (shares <= point.most + 1e-9).all()


@given(st.lists(st.floats(0.1, 10), min_size=2, max_size=6), st.floats(0.1, 1.5))
def test_giving_nothing_is_an_equilibrium_unless_one_would_pay_alone(values, part):
    cost = part * max(values)
    for refund in (True, False):
        point = ProvisionPoint(values, cost, refund)
        assert point.is_equilibrium(np.zeros(len(values))) == point.can_fail


def test_failed_gifts_are_an_equilibrium_only_with_a_refund():
    given_ = [1, 1, 1]
    assert ProvisionPoint([3, 3, 3], 9).is_equilibrium(given_)
    assert not ProvisionPoint([3, 3, 3], 9, refund=False).is_equilibrium(given_)


def test_many_contributions_at_once():
    point = ProvisionPoint([5, 4, 3], 9)
    tried = np.array([[4, 3, 2], [0, 0, 0], [5, 4, 3]])
    assert point.is_equilibrium(tried).tolist() == [True, True, False]
    assert point.payoffs(tried)[2].tolist() == [0, 0, 0]


@given(st.integers(2, 60), st.data(), COSTS, st.booleans())
def test_a_pledge_is_worth_nothing_in_equilibrium(n, data, cost, refund):
    game = PledgeGame(n, data.draw(st.integers(1, n)), cost, refund)
    p = game.equilibrium().chance
    if game.needed == n:
        assert p == 1
    elif p > 0:
        assert game.gain(p) == pytest.approx(0, abs=1e-9)
        above = np.linspace(p, 1, 50)[1:]
        assert (np.asarray(game.gain(above)) <= 1e-9).all()
    else:
        assert (np.asarray(game.gain(np.linspace(0, 1, 500))) <= 1e-9).all()


@given(st.integers(2, 30), st.data(), COSTS)
def test_gain_by_counting_the_others(n, data, cost):
    needed, p = data.draw(st.integers(1, n)), data.draw(st.floats(1e-9, 1))
    others = np.arange(n)
    chance = binom.pmf(others, n - 1, p)
    with_, without = others + 1 >= needed, others >= needed
    pledge = chance @ (with_ * (1 - cost))
    assert PledgeGame(n, needed, cost).gain(p) == pytest.approx(pledge - chance @ without, abs=1e-9)
    sunk = chance @ with_ - cost
    game = PledgeGame(n, needed, cost, refund=False)
    assert game.gain(p) == pytest.approx(sunk - chance @ without, abs=1e-9)


@given(st.integers(3, 40), st.data(), COSTS)
def test_a_refund_never_hurts(n, data, cost):
    needed = data.draw(st.integers(1, n))
    with_, without = (
        PledgeGame(n, needed, cost, refund).equilibrium().success for refund in (True, False)
    )
    assert with_ >= without - 1e-9


@given(st.integers(2, 40), COSTS)
def test_one_pledge_needed_is_the_volunteers_dilemma(n, cost):
    assert PledgeGame(n, 1, cost).equilibrium().success == pytest.approx(
        VolunteersDilemma(n, cost).equilibrium().provided
    )


def test_large_campaigns():
    game = PledgeGame(100_000, 2, 0.3)
    assert 0 < game.equilibrium().chance < 1e-3
    assert game.gain(game.equilibrium().chance) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(("cost", "fine"), [(0.5, 0.0), (0.3, 0.1), (0.9, 0.8)])
def test_two_volunteers_agree_with_nashpy(cost, fine):
    row = np.array([[1 - cost, 1 - cost], [1 - fine, -fine]])
    found = list(nashpy.Game(row, row.T).support_enumeration())
    mixed = [pair for pair in found if 0 < pair[0][0] < 1]
    assert len(mixed) == 1
    pair = VolunteersDilemma(2, cost, fine)
    assert mixed[0][0][0] == pytest.approx(pair.equilibrium().chance)
    assert row @ mixed[0][1] == pytest.approx(np.full(2, pair.equilibrium().payoff))


@given(st.integers(2, 500), COSTS, st.floats(0, 0.9))
def test_waiting_pays_as_much_as_volunteering(n, cost, part):
    group = VolunteersDilemma(n, cost, part * cost)
    others_wait = (1 - group.equilibrium().chance) ** (n - 1)
    assert 1 - others_wait - group.fine == pytest.approx(1 - cost)
    assert group.equilibrium().provided == pytest.approx(1 - (1 - group.equilibrium().chance) ** n)
    assert group.equilibrium().nobody == pytest.approx((1 - group.equilibrium().chance) ** n)
    assert group.equilibrium().fines == pytest.approx(group.fine * (1 - group.equilibrium().chance))


@given(st.integers(2, 200), COSTS)
def test_more_members_do_worse_and_a_fine_does_better(n, cost):
    alone = VolunteersDilemma(n, cost).equilibrium().provided
    assert VolunteersDilemma(n + 1, cost).equilibrium().provided < alone
    assert VolunteersDilemma(n, cost, cost / 2).equilibrium().provided > alone


def test_a_sweep_equals_its_single_groups():
    n, cost, fine = np.array([[2], [5], [50]]), np.array([0.3, 0.6]), 0.1
    swept = VolunteersDilemma(n, cost, fine)
    for i, j in np.ndindex(3, 2):
        one = VolunteersDilemma(int(n[i, 0]), cost[j], fine)
        assert swept.equilibrium().provided[i, j] == pytest.approx(one.equilibrium().provided)
        assert swept.equilibrium().payoff[i, j] == one.equilibrium().payoff


@given(st.integers(2, 8), st.floats(0.2, 0.8))
def test_equal_costs_are_the_symmetric_case(n, cost):
    unequal = UnequalVolunteers(np.full(n, cost)).equilibrium()
    equal = VolunteersDilemma(n, cost).equilibrium()
    assert unequal.chance == pytest.approx(np.full(n, equal.chance))
    assert unequal.nobody == pytest.approx(equal.nobody)


@given(st.lists(st.floats(0.3, 0.5), min_size=2, max_size=4))
def test_unequal_volunteers_are_each_indifferent(costs):
    group = UnequalVolunteers(costs)
    if not group.exists:
        with pytest.raises(ValueError, match="must not lie too far apart"):
            _ = group.equilibrium().chance
        return
    wait = 1 - group.equilibrium().chance
    for i, cost in enumerate(costs):
        assert np.delete(wait, i).prod() == pytest.approx(cost)
    assert wait.prod() == pytest.approx(group.equilibrium().nobody)
    assert group.cost[group.cheapest] == min(costs)


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: ProvisionPoint([], 1), ValueError, "values must not be empty"),
        (lambda: ProvisionPoint([1, -1], 1), ValueError, "values must be at least 0; got -1"),
        (lambda: ProvisionPoint([1, 2], 0), ValueError, "cost must be above 0; got 0"),
        (lambda: ProvisionPoint([1], 1, "no"), TypeError, "refund must be True or False"),
        (lambda: ProvisionPoint([1, 2], 1).payoffs([1]), ValueError, "must have 2 entries"),
        (lambda: ProvisionPoint([1, 1], 3).proportional(), ValueError, "got a sum of 2"),
        (lambda: PledgeGame(1, 1, 0.5), ValueError, "n must lie in"),
        (lambda: PledgeGame(5, 6, 0.5), ValueError, r"needed must lie in \[1, 5\]; got 6"),
        (lambda: PledgeGame(5, 2, 1.0), ValueError, "cost must lie in .*; got 1"),
        (lambda: PledgeGame(5, 2, 0.5).gain(1.5), ValueError, r"chance must lie in \[0, 1\]"),
        (lambda: PledgeGame(5, 2, 0.5, 1), TypeError, "refund must be True or False; got 1"),
        (lambda: VolunteersDilemma(1, 0.5), ValueError, "n must be at least 2; got 1"),
        (lambda: VolunteersDilemma(2.5, 0.5), ValueError, "n must be whole; got 2.5"),
        (lambda: VolunteersDilemma(2, 1.0), ValueError, r"cost must lie in \(0, 1\); got 1"),
        (lambda: VolunteersDilemma(2, 0.5, 0.5), ValueError, "fine must be below the cost"),
        (lambda: VolunteersDilemma([2, 3], [0.1, 0.2, 0.3]), ValueError, "must broadcast"),
        (lambda: UnequalVolunteers([0.5]), ValueError, "cost must hold at least two; got 1"),
        (lambda: UnequalVolunteers([0.5, 1.5]), ValueError, "cost must lie in"),
    ],
)
def test_bad_arguments_are_refused(make, error, message):
    with pytest.raises(error, match=message):
        make()


@given(st.integers(2, 60), COSTS, st.floats(0, 0.9))
def test_a_shared_cost_leaves_each_indifferent(n, cost, part):
    """A volunteer among m pays κ/m; the number of the others who volunteer is binomial."""
    group = VolunteersDilemma(n, cost, part * cost / n, shared=True)
    found = group.equilibrium()
    others = np.arange(n)
    pays = float((binom.pmf(others, n - 1, found.chance) / (others + 1)).sum()) * cost
    waits = 1 - (1 - found.chance) ** (n - 1) - group.fine
    assert 1 - pays == pytest.approx(waits, abs=1e-9)
    assert found.payoff == pytest.approx(waits, abs=1e-9)
    assert found.nobody == pytest.approx((1 - found.chance) ** n)
    alone = VolunteersDilemma(n, cost, group.fine).equilibrium()
    assert found.provided >= alone.provided
    assert found.payoff >= alone.payoff - 1e-12


def test_shared_costs_sweep_and_refuse():
    n, cost = np.array([[2], [10]]), np.array([0.2, 0.5])
    swept = VolunteersDilemma(n, cost, shared=True).equilibrium()
    for i, j in np.ndindex(2, 2):
        one = VolunteersDilemma(int(n[i, 0]), cost[j], shared=True).equilibrium()
        assert swept.chance[i, j] == pytest.approx(one.chance)
    # two of whom each pays a quarter if both act: κ(1 + γ)/2 = γ gives γ = 1/3 at κ = 1/2
    assert VolunteersDilemma(2, 0.5, shared=True).equilibrium().chance == pytest.approx(2 / 3)
    with pytest.raises(ValueError, match="fine must be below the cost over n, where it is shared"):
        VolunteersDilemma(10, 0.5, 0.05, shared=True)
    with pytest.raises(TypeError, match="shared must be True or False"):
        VolunteersDilemma(10, 0.5, shared=1)


def test_contributions_are_read_by_name():
    point = ProvisionPoint(pd.Series([5.0, 4, 3], index=list("ABC")), 9)
    assert point.is_equilibrium(pd.Series([2.0, 4, 3], index=list("CAB")))
    assert point.payoffs(pd.Series([2.0, 4, 3], index=list("CAB"))).tolist() == [1, 1, 1]
    with pytest.raises(ValueError, match="contributions must have the labels"):
        point.payoffs(pd.Series([2.0, 4, 3], index=list("ABD")))


# ---- bonuses, errors, acts that fail


@settings(max_examples=30)
@given(st.integers(3, 30), st.data(), COSTS, st.floats(0.01, 2))
def test_a_bonus_by_counting_the_others(n, data, cost, bonus):
    """A pledge pays the bonus where too few pledge; nobody pledging is no equilibrium."""
    needed = data.draw(st.integers(2, n))
    game = PledgeGame(n, needed, cost, bonus=bonus)
    found, plain = game.equilibrium(), PledgeGame(n, needed, cost).equilibrium()
    assert game.gain(0.0) == pytest.approx(bonus)
    assert found.success >= plain.success - 1e-9
    others = np.arange(n)
    chance = binom.pmf(others, n - 1, found.chance)
    pledge = chance @ np.where(others + 1 >= needed, 1 - cost, bonus)
    wait = chance @ (others >= needed)
    if needed == n:
        assert found.chance == 1
    else:
        assert pledge == pytest.approx(wait, abs=1e-8)
        grid = np.linspace(0, found.chance, 200)[:-1]
        assert (np.asarray(game.gain(grid)) > 0).all(), "it is the only equilibrium"
    pledges = np.arange(n + 1)
    few = binom.pmf(pledges, n, found.chance) * pledges * (pledges < needed)
    assert found.paid == pytest.approx(bonus * few.sum(), abs=1e-9)


@given(st.integers(2, 60), st.floats(0.02, 0.9), st.floats(0, 0.5), st.floats(0, 0.9))
def test_an_act_that_may_fail_leaves_each_indifferent(n, cost, failure, part):
    group = VolunteersDilemma(n, cost, part * cost, failure=failure)
    found = group.equilibrium()
    undone = (1 - found.chance * (1 - failure)) ** (n - 1)
    act, wait = 1 - failure * undone - cost, 1 - undone - group.fine
    assert found.nobody == pytest.approx(undone * (1 - found.chance * (1 - failure)))
    assert found.payoff == pytest.approx(act if found.chance else wait)
    if 0 < found.chance < 1:
        assert act == pytest.approx(wait)
    elif found.chance == 1:
        assert act >= wait - 1e-9
    else:
        assert wait >= act - 1e-9
    assert group.named == (1 - failure if cost < 1 - failure else 0)


@pytest.mark.parametrize("precision", [0.5, 5.0, 50.0])
def test_errors_answer_each_other(precision):
    n, cost = np.array([[2], [7], [90]]), np.array([0.1, 0.5, 0.9])
    found = VolunteersDilemma(n, cost).quantal(precision)
    p = np.asarray(found.chance)
    wins = (1 - p) ** (n - 1) - cost
    assert np.log(p / (1 - p)) == pytest.approx(precision * wins, abs=1e-6)
    assert found.nobody == pytest.approx((1 - p) ** n)
    others = (1 - p) ** (n - 1)
    assert found.payoff == pytest.approx(p * (1 - cost) + (1 - p) * (1 - others))


def test_few_errors_are_the_equilibrium_and_many_help_a_large_group():
    groups = VolunteersDilemma([2, 10, 100], 0.3)
    assert groups.quantal(1e5).chance == pytest.approx(groups.equilibrium().chance, abs=1e-4)
    provided = np.asarray(groups.quantal(5).provided)
    assert provided[2] > provided[0]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: PledgeGame(5, 2, 0.5, bonus=-1), "bonus must be at least 0; got -1"),
        (lambda: PledgeGame(5, 2, 0.5, False, 0.1), "bonus comes on top of a refund"),
        (lambda: VolunteersDilemma(2, 0.5, failure=1), "failure must lie in"),
        (lambda: VolunteersDilemma(2, 0.5, shared=True, failure=0.1), "failure must be 0 where"),
        (lambda: VolunteersDilemma(2, 0.5).quantal(0), "precision must be above 0; got 0"),
        (lambda: VolunteersDilemma(2, 0.5, shared=True).quantal(1), "no cost is shared"),
    ],
)
def test_bad_bonuses_and_errors_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_that_just_enough_are_named_is_an_equilibrium():
    """Ten named of twenty pledge, and the others do not; eleven would not last."""
    campaign = ProvisionPoint(np.ones(20), cost=3)
    assert campaign.is_equilibrium([0.3] * 10 + [0] * 10)
    assert not campaign.is_equilibrium([0.3] * 11 + [0] * 9)
