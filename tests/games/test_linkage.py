"""Linked issues: streams of payoffs, all deviations, all packages."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.games import Issues

VALUES = st.floats(0.05, 5)


@st.composite
def several(draw):
    issues, countries = draw(st.integers(1, 4)), draw(st.integers(1, 3))

    def table():
        row = st.lists(VALUES, min_size=countries, max_size=countries)
        return draw(st.lists(row, min_size=issues, max_size=issues))

    return Issues(table(), table())


@given(several(), st.floats(0.01, 0.98))
def test_no_deviation_pays_where_the_package_holds(issues, discount):
    """Compare conforming for ever with each set of issues that a country may break."""
    package = issues.package()
    keep = (issues.benefit - issues.cost).sum(axis=0) / (1 - discount)
    count, countries = issues.benefit.shape
    best = np.full(countries, -np.inf)
    for size in range(1, count + 1):
        for broken in itertools.combinations(range(count), size):
            kept = [k for k in range(count) if k not in broken]
            now = issues.benefit.sum(axis=0) - issues.cost[kept].sum(axis=0)
            best = np.maximum(best, now)
    gap = package.critical_discount - discount
    if abs(gap) > 1e-6:
        assert (keep >= best).all() == (gap < 0)


@given(several())
def test_a_package_lies_between_its_issues(issues):
    """A country's patience for the package is between the least and the most on an issue."""
    alone, together = issues.critical_discount, issues.package().critical_discount
    assert alone.min(axis=0).max() <= together * (1 + 1e-12)
    assert together <= alone.max() * (1 + 1e-12)


@given(VALUES, VALUES, st.integers(1, 4))
def test_linking_equal_issues_adds_nothing(benefit, cost, count):
    issues = Issues(np.full((count, 2), benefit), cost)
    assert issues.package().critical_discount == pytest.approx(issues.critical_discount[0, 0])


@given(several(), st.floats(0, 0.98))
def test_the_largest_packages_that_hold(issues, discount):
    count = len(issues.benefit)
    subsets = [s for r in range(1, count + 1) for s in itertools.combinations(range(count), r)]
    needs = {s: issues.package(s).critical_discount for s in subsets}
    if min(abs(need - discount) for need in needs.values()) < 1e-9:
        return
    holds = [s for s in subsets if needs[s] < discount]
    want = [s for s in holds if not any(set(s) < set(t) for t in holds)]
    assert sorted(held.issues for held in issues.packages(discount)) == sorted(want)
    for held in issues.packages(discount):
        assert (issues.slack(discount)[list(held.issues)].sum(axis=0) >= -1e-9).all()


@given(several(), st.floats(0.01, 0.98))
def test_payments_make_each_country_conform_and_pay(issues, discount):
    """Streams of payoffs: neither breaking all issues nor keeping a payment back pays."""
    package = issues.package(payments=True)
    if discount < package.critical_discount * (1 + 1e-9):
        return
    paid = issues.payments(discount)
    benefit, cost = issues.benefit.sum(axis=0), issues.cost.sum(axis=0)
    size = benefit.sum() + cost.sum()
    assert paid.sum() == pytest.approx(0, abs=1e-9 * size)
    keep = (benefit - cost + paid) / (1 - discount)
    room = 1e-9 * size / (1 - discount)
    assert (keep >= benefit - room).all()
    kept_back = benefit - cost  # conform to the end of the period, pay nothing, and no more of it
    assert (keep >= kept_back - room)[paid < 0].all()
    # no country that conforms of itself is paid, and none is paid more than it lacks
    slack = discount * benefit - cost
    assert (paid <= np.maximum(-slack, 0) + room).all()


@given(several(), st.floats(0.01, 0.98))
def test_without_enough_patience_no_payments_would_do(issues, discount):
    """Each needs its lack of slack or leaves at least that; together there is not enough."""
    package = issues.package(payments=True)
    if discount > package.critical_discount * (1 - 1e-6):
        return
    assert issues.slack(discount).sum() < 0
    with pytest.raises(ValueError, match="discount must be at least"):
        issues.payments(discount)


@given(several())
def test_payments_pool_countries_as_packages_pool_issues(issues):
    """The same numbers with issues and countries exchanged."""
    alone = issues.package(payments=True).critical_discount
    turned = Issues(issues.benefit.T, issues.cost.T)
    assert turned.package(payments=True).critical_discount == pytest.approx(alone)
    assert alone <= issues.package().critical_discount * (1 + 1e-12)
    assert alone == pytest.approx(issues.cost.sum() / issues.benefit.sum())


@given(several(), st.floats(0, 0.98))
def test_the_largest_packages_that_hold_with_payments(issues, discount):
    count = len(issues.benefit)
    subsets = [s for r in range(1, count + 1) for s in itertools.combinations(range(count), r)]
    needs = {s: issues.package(s, payments=True).critical_discount for s in subsets}
    if min(abs(need - discount) for need in needs.values()) < 1e-9:
        return
    holds = [s for s in subsets if needs[s] < discount]
    want = [s for s in holds if not any(set(s) < set(t) for t in holds)]
    found = issues.packages(discount, payments=True)
    assert sorted(held.issues for held in found) == sorted(want)
    assert [held.critical_discount for held in found] == [needs[held.issues] for held in found]


def test_payments_by_hand():
    """At δ = ½ the first has 2.5 − 1 to spare and the second lacks 1 − 0.25."""
    lopsided = Issues([[5, 0.5]], 1)
    assert lopsided.payments(0.5) == pytest.approx([-0.75, 0.75])
    assert lopsided.package(payments=True).critical_discount == pytest.approx(2 / 5.5)
    # who needs nothing is paid nothing, and two payers share by what they can spare
    assert Issues([[5, 5]], 1).payments(0.5).tolist() == [0, 0]
    assert Issues([[4, 8, 1]], 1).payments(0.5) == pytest.approx([-0.125, -0.375, 0.5])


def test_costs_and_benefits_of_nothing():
    issues = Issues([[1, 0, 0]], [[0, 0, 1]])
    assert issues.critical_discount.tolist() == [[0, 0, np.inf]]
    assert not issues.package().feasible
    assert Issues([[2.0]], 1).package().feasible


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: Issues([1, 2], 1), "2 dimension"),
        (lambda: Issues([[]], 1), "must not be empty"),
        (lambda: Issues([[-1.0]], 1), "benefit must lie"),
        (lambda: Issues([[1.0]], -1), "cost must lie"),
        (lambda: Issues([[1.0, 2]], [1, 2, 3]), "cost must broadcast"),
        (lambda: Issues([[1.0]], np.nan), "cost must lie"),
        (lambda: Issues([[1.0]], 1).package([1]), "issues must lie"),
        (lambda: Issues([[1.0]], 1).package([]), "each issue once"),
        (lambda: Issues([[1.0], [2]], 1).package([0, 0]), "each issue once"),
        (lambda: Issues([[1.0]], 1).slack(1), "discount must lie"),
        (lambda: Issues([[1.0]], 1).payments(1), "discount must lie"),
        (lambda: Issues([[4.0]], 1).payments(0.2), "at least 0.25 for payments .*; got 0.2"),
        (lambda: Issues([[4.0]], 1).payments(0.5, [3]), "issues must lie"),
        (lambda: Issues(np.ones((21, 2)), 1).packages(0.5), "at most 20 issues"),
    ],
)
def test_bad_arguments_are_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_costs_follow_the_issues_and_countries_of_the_benefits():
    benefit = pd.DataFrame([[5, 0.5], [0.5, 5]], index=["trade", "water"], columns=["N", "S"])
    cost = pd.DataFrame([[1.0, 2], [3, 4]], index=["trade", "water"], columns=["N", "S"])
    plain = Issues(benefit.to_numpy(), cost.to_numpy())
    assert Issues(benefit, cost.loc[["water", "trade"], ["S", "N"]]) == plain
    assert Issues(benefit, pd.Series([2.0, 1], index=["S", "N"])) == Issues(
        [[5, 0.5], [0.5, 5]], [1, 2]
    )


def test_payments_are_a_switch():
    with pytest.raises(TypeError, match="payments must be True or False; got 1"):
        Issues([[2.0]], 1).package(payments=1)
