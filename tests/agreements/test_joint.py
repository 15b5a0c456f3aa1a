"""Joint products and a member that moves first, against best replies found by search."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.agreements import (
    JointProduct,
    PrivateProvision,
    alliance,
    burdens,
    commit_first,
    fit_joint,
)

incomes = st.lists(st.floats(0.1, 20), min_size=2, max_size=5)
weights = st.floats(0.02, 0.45)


@settings(max_examples=30)
@given(incomes, weights, weights)
def test_nobody_gains_by_another_gift(w, common, own):
    found = JointProduct(w, common, own).equilibrium()
    assert found.contributors == len(w)
    assert found.public == pytest.approx(found.gifts.sum())

    def utility(i, gift):
        rest = found.public - found.gifts[i]
        kept = (1 - common - own) * np.log(w[i] - gift)
        return kept + common * np.log(rest + gift) + own * np.log(gift)

    for i, mine in enumerate(found.gifts):
        tried = w[i] * np.linspace(0.001, 0.999, 400)
        assert utility(i, mine) >= utility(i, tried).max() - 1e-9


@given(incomes, weights, weights)
def test_the_larger_bears_at_least_as_much(w, common, own):
    w = np.sort(w)
    found = JointProduct(w, common, own).equilibrium()
    assert (np.diff(found.gifts / w) >= -1e-9).all()


@given(incomes, weights)
def test_the_two_ends_are_a_pure_good_and_a_flat_rate(w, weight):
    pure = JointProduct(w, weight, 0).equilibrium()
    assert pure.gifts == pytest.approx(PrivateProvision(w, weight).equilibrium().gifts, abs=1e-9)
    flat = JointProduct(w, 0, weight).equilibrium()
    assert flat.gifts == pytest.approx(weight * np.array(w))


def test_a_sweep_equals_its_single_groups():
    every = np.array([[11.0, 7, 5], [1, 2, 30]])
    swept = JointProduct(every, 0.3, 0.1).equilibrium()
    for row, gifts, public in zip(every, swept.gifts, swept.public, strict=True):
        one = JointProduct(row, 0.3, 0.1).equilibrium()
        assert gifts == pytest.approx(one.gifts)
        assert public == pytest.approx(one.public)
    assert type(one.public) is float


@pytest.mark.parametrize(("common", "own"), [(0.2, 0.05), (0.03, 0.2)])
def test_a_fit_finds_the_weights_that_made_the_burdens(common, own):
    w = np.array([600.0, 100, 60, 20, 1])
    made = JointProduct(w, common, own).equilibrium()
    found = fit_joint(w, 100 * made.gifts / w)
    assert (found.common, found.own) == pytest.approx((common, own), rel=1e-4)
    assert found.error < 1e-4 < found.flat_error


def test_no_weights_on_a_grid_fit_nato_better():
    then = alliance(1964)
    share = then.gdp / then.gdp.sum()
    found = fit_joint(then.gdp, then.effort)
    for common in np.linspace(0.01, 0.12, 12):
        for own in np.linspace(0.005, 0.06, 12):
            model = 100 * JointProduct(share, common, own).equilibrium().gifts / share
            assert np.sqrt(np.mean((model - then.effort) ** 2)) >= found.error - 1e-9
    assert found.flat_error == pytest.approx(then.effort.std())


@settings(max_examples=40)
@given(st.lists(st.floats(0.2, 8), min_size=2, max_size=4), st.floats(0.1, 0.8), st.data())
def test_no_other_gift_is_better_for_who_moves_first(w, alpha, data):
    economy = PrivateProvision(w, alpha)
    at = data.draw(st.integers(0, len(w) - 1))
    found = commit_first(economy, at)
    rest = PrivateProvision(np.delete(w, at), alpha)
    tried = w[at] * np.linspace(0, 0.999, 200)
    public = rest.equilibrium(grant=tried).public
    utility = (1 - alpha) * np.log(w[at] - tried) + alpha * np.log(public)
    mine = (1 - alpha) * np.log(found.private[at]) + alpha * np.log(found.public)
    assert mine >= utility.max() - 1e-9
    reply = rest.equilibrium(grant=found.gifts[at])
    assert np.delete(found.gifts, at) == pytest.approx(reply.gifts)
    assert found.public == pytest.approx(found.gifts.sum())


def test_who_moves_first_may_bear_less_though_larger():
    together = burdens(PrivateProvision([1.5, 1]))
    first = commit_first(PrivateProvision([1.5, 1])).gifts / [1.5, 1]
    assert together[0] > together[1]
    assert first[0] < first[1]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: JointProduct([1, 0], 0.3, 0.1), "incomes must be above 0; got 0"),
        (lambda: JointProduct(3, 0.3, 0.1), r"one entry a member; got shape \(\)"),
        (lambda: JointProduct([1, 2], 0.6, 0.4), r"must lie in \(0, 1\); got 0.6 \+ 0.4"),
        (lambda: JointProduct([1, 2], 0, 0), r"must lie in \(0, 1\); got 0 \+ 0"),
        (lambda: JointProduct([1, 2], -0.1, 0.4), "common must lie in"),
        (lambda: JointProduct([1, 2], 0.3, 0.1).gifts(0), "public must be above 0; got 0"),
        (lambda: fit_joint([1, 2], [3, 4]), "at least 3 members; got 2 and 2"),
        (lambda: fit_joint([1, 2, 3], [3, 4]), "at least 3 members; got 3 and 2"),
        (lambda: fit_joint([1, 2, 3], [3, 4, 0]), "effort must lie in"),
        (lambda: commit_first(PrivateProvision([3])), r"at least two; got incomes of \(1,\)"),
        (lambda: commit_first(PrivateProvision([0, 3])), "an income above 0; got 0"),
        (lambda: commit_first(PrivateProvision([3, 1]), 2), r"member must lie in \[0, 1\]"),
        (lambda: alliance(1964).without("POL"), "not members in 1964: POL"),
    ],
)
def test_bad_arguments_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()
