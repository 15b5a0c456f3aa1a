"""The test of stability, and the four models of equal countries that are put to it."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar

from govlib.agreements import (
    Agreement,
    BinaryAgreement,
    BoundedLeaderAgreement,
    EmissionAgreement,
    LeaderAgreement,
    LinearAgreement,
    PreciseAgreement,
    assess,
    highest_theta,
    stable_sizes,
    switch_theta,
)

SIZES = st.integers(2, 30)
PARAMETERS = st.floats(0.05, 20)


@dataclass(frozen=True)
class Tabled:
    """An agreement whose payoffs are written down, with nothing but the protocol."""

    inside: tuple
    outside: tuple

    @property
    def n(self):
        return len(self.inside)

    def signatory(self, k):
        return np.array(self.inside)[np.asarray(k) - 1]

    def outsider(self, k):
        return np.array(self.outside)[k]


def test_any_class_with_the_methods_follows_the_protocol():
    assert isinstance(Tabled((1.0, 2.0), (0.0, 1.0)), Agreement)
    assert not isinstance(Tabled((1.0, 2.0), (0.0, 1.0)), PreciseAgreement)
    assert isinstance(LinearAgreement(3), PreciseAgreement)
    assert isinstance(BinaryAgreement(3, 1, 2), Agreement)


@given(
    st.integers(2, 8).flatmap(
        lambda n: st.tuples(*[st.lists(st.integers(0, 5), min_size=n, max_size=n)] * 2)
    )
)
def test_stability_of_any_payoffs_by_its_definition(payoffs):
    inside, outside = map(tuple, payoffs)
    n = len(inside)
    found = assess(Tabled(tuple(map(float, inside)), tuple(map(float, outside))))
    stable = [
        k
        for k in range(n + 1)
        if (k == 0 or inside[k - 1] >= outside[k - 1]) and (k == n or inside[k] <= outside[k])
    ]
    assert found.size[found.stable].tolist() == stable
    assert found.largest == stable[-1]  # among equal countries there always is one
    total = [
        k * (inside[k - 1] if k else 0) + (n - k) * (outside[k] if k < n else 0)
        for k in range(n + 1)
    ]
    assert found.welfare.tolist() == total


def test_a_tie_is_indifference_and_no_more():
    near = Tabled((1.0, 1.0 + 1e-15, 1.0), (1.0, 1.0, 1.0))
    assert stable_sizes(near) == (0, 1, 2, 3)
    assert stable_sizes(near, tie=0) == (0, 2, 3)


@given(SIZES, PARAMETERS, PARAMETERS)
def test_linear_payoffs_follow_from_abatement(n, b, c):
    treaty = LinearAgreement(n, b, c)
    k = np.arange(n + 1)
    done = treaty.abatement(k)
    inside, outside, total = done.signatory, done.outsider, done.total
    assert total[1:-1] == pytest.approx((k * inside + (n - k) * outside)[1:-1])
    assert total[[0, -1]] == pytest.approx([n * outside[0], n * inside[-1]])
    assert treaty.signatory(k[1:]) == pytest.approx((b * total - c * inside**2 / 2)[1:])
    assert treaty.outsider(k[:-1]) == pytest.approx((b * total - c * outside**2 / 2)[:-1])
    assert treaty.gain(k[1:]) == pytest.approx(
        treaty.signatory(k[1:]) - treaty.outsider(k[:-1]), abs=1e-9 * b**2 / c * n**2
    )


@given(st.integers(3, 200), PARAMETERS, PARAMETERS)
def test_linear_benefits_keep_three(n, b, c):
    assert stable_sizes(LinearAgreement(n, b, c)) == (0, 2, 3)


@given(st.integers(2, 40), st.floats(0.001, 0.999))
def test_all_or_nothing_keeps_the_fewest_that_gain(n, where):
    c = 1 + where * (n - 1)
    treaty = BinaryAgreement(n, 1.0, c)
    need = next(k for k in range(n + 1) if k >= c * (1 - 1e-12))
    assert assess(treaty).largest == need == treaty.smallest_active
    assert stable_sizes(treaty)[-1] == need
    assert need - 1 not in stable_sizes(treaty) or need == c


@pytest.mark.parametrize("k", range(2, 10))
def test_a_whole_ratio_of_decimals_is_whole(k):
    assert BinaryAgreement(20, 1 / k, 1).smallest_active == k
    assert assess(BinaryAgreement(20, 0.1, k * 0.1)).largest == k


LEADERS = st.builds(LeaderAgreement, SIZES, PARAMETERS, PARAMETERS, PARAMETERS)


@given(LEADERS, st.data())
def test_outsiders_answer_best_and_leaders_foresee_it(treaty, data):
    k = data.draw(st.integers(1, treaty.n - 1))
    n, a, b, c = treaty.n, treaty.choke, treaty.benefit, treaty.cost
    done = treaty.abatement(k)

    def answer(q):
        """Total abatement when each of k leaders does q: outsiders solve b(a − Q)/n = c·qₙ."""
        return (k * q + (n - k) * b * a / (n * c)) / (1 + (n - k) * b / (n * c))

    def payoff(total, own):
        return b * (a * total - total**2 / 2) / n - c * own**2 / 2

    assert done.total == pytest.approx(k * done.signatory + (n - k) * done.outsider)
    assert done.total == pytest.approx(answer(done.signatory))
    assert b * (a - done.total) / n == pytest.approx(c * done.outsider)
    best = minimize_scalar(lambda q: -payoff(answer(q), q), (0, a), method="golden", tol=1e-12)
    assert done.signatory == pytest.approx(best.x, rel=1e-4, abs=1e-6 * a)
    assert treaty.signatory(k) == pytest.approx(payoff(done.total, done.signatory))
    assert treaty.outsider(k) == pytest.approx(payoff(done.total, done.outsider))


@given(LEADERS)
def test_nobody_is_nash_and_all_are_efficient(treaty):
    n, a, b, c = treaty.n, treaty.choke, treaty.benefit, treaty.cost
    assert treaty.abatement(0).total == pytest.approx(a * b / (b + c))
    assert treaty.abatement(n).total == pytest.approx(a * b * n / (b * n + c))
    found = assess(treaty)
    assert found.gap_closed[[0, -1]] == pytest.approx([0, 1])
    assert found.welfare.max() == pytest.approx(found.welfare[-1])


@given(LEADERS)
def test_gains_are_differences_of_payoffs(treaty):
    k = np.arange(1, treaty.n + 1)
    level = np.abs(treaty.signatory(k)).max()
    plain = treaty.signatory(k) - treaty.outsider(k - 1)
    assert treaty.gain(k) == pytest.approx(plain, rel=1e-6, abs=1e-12 * level)
    alone = treaty.gain(1)
    assert alone >= 0  # who moves first can always do what she did before


@given(SIZES, PARAMETERS, st.floats(0.01, 1), PARAMETERS)
def test_emissions_are_abatement_in_other_words(n, a, where, b):
    c = b * where * highest_theta(n)
    emit = EmissionAgreement(n, c, b, a)
    same = LeaderAgreement(n, benefit=n * c, cost=b, choke=n * a)
    k = np.arange(1, n)
    emitted, abated = emit.emissions(k), same.abatement(k)
    assert emitted.signatory == pytest.approx(a - abated.signatory, abs=1e-9 * a)
    assert emitted.outsider == pytest.approx(a - abated.outsider, abs=1e-9 * a)
    assert emitted.total == pytest.approx(n * a - abated.total)
    assert emit.gain(k) == pytest.approx(same.gain(k))
    for name in ("signatory", "outsider"):
        e = getattr(emitted, name)
        assert (e >= -1e-9 * a).all()
        paid = b * (a * e - e**2 / 2) - c * emitted.total**2 / 2
        assert getattr(emit, name)(k) == pytest.approx(paid, abs=1e-9 * b * a**2 * n)


def exact_sizes(n, theta):
    """Stable sizes of the emission game in exact fractions, from its first-order conditions."""

    def payoffs(k):
        x = 1 + theta * (n - k)
        total = n * x / (x**2 + theta * k**2)
        inside, outside = 1 - theta * k * total / x, 1 - theta * total
        return [e - e**2 / 2 - theta * total**2 / 2 for e in (inside, outside)]

    table = [payoffs(k) for k in range(n + 1)]
    return tuple(
        k
        for k in range(n + 1)
        if (k == 0 or table[k][0] >= table[k - 1][1]) and (k == n or table[k + 1][0] <= table[k][1])
    )


@given(st.integers(5, 40), st.fractions(Fraction(1, 10**6), 1))
def test_two_three_or_four_sign_where_emissions_are_not_negative(n, where):
    theta = where * Fraction(4, n * (n - 4))
    found = stable_sizes(EmissionAgreement(n, float(theta)))
    assert found == exact_sizes(n, Fraction(float(theta)))
    assert len(found) == 1
    assert found[0] in (2, 3, 4)


@pytest.mark.parametrize(("n", "k"), [(5, 3), (5, 4), (10, 3), (25, 3)])
def test_the_switch_parts_the_sizes(n, k):
    at = switch_theta(n, k)
    assert stable_sizes(EmissionAgreement(n, at * (1 - 1e-9))) == (k - 1,)
    assert k in stable_sizes(EmissionAgreement(n, at * (1 + 1e-9)))


def test_where_there_is_no_switch():
    assert switch_theta(26, 3) != switch_theta(26, 3)  # NaN: three never stay among 26
    assert switch_theta(6, 4) != switch_theta(6, 4)
    assert switch_theta(12, 2) == 0
    assert {stable_sizes(EmissionAgreement(26, x)) for x in np.geomspace(1e-9, 6.9e-3)} == {(2,)}


def test_a_sweep_equals_its_single_models():
    costs = np.array([[0.01], [0.25], [3.0]])
    levels = np.array([50.0, 100.0])
    swept = assess(LeaderAgreement(20, 1, costs, levels))
    assert swept.signatory.shape == (3, 2, 21)
    for i, j in np.ndindex(3, 2):
        one = assess(LeaderAgreement(20, 1, costs[i, 0], levels[j]))
        assert swept.largest[i, j] == one.largest
        assert swept.share_closed[i, j] == pytest.approx(one.share_closed)
        assert swept.stable[i, j].tolist() == one.stable.tolist()
    with pytest.raises(ValueError, match="no one list"):
        stable_sizes(LeaderAgreement(20, 1, 1, levels))
    with pytest.raises(ValueError, match="no one table"):
        swept.table()


def test_the_table_has_a_row_a_size():
    table = assess(LeaderAgreement(10, 1, 0.25, 100)).table()
    assert table.index.tolist() == list(range(11))
    assert table.index[table["stable"]].tolist() == [4]
    assert np.isnan(table.loc[0, "signatory"])
    assert np.isnan(table.loc[10, "outsider"])


def test_results_of_single_models_are_plain_numbers():
    treaty = LeaderAgreement(10, 1, 0.25, 100)
    for value in (treaty.signatory(4), treaty.outsider(4), treaty.abatement(4).total, treaty.theta):
        assert type(value) is float
    assert type(assess(treaty).largest) is int
    assert type(assess(treaty).share_closed) is float
    assert type(BinaryAgreement(4, 1, 2).smallest_active) is int


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: LinearAgreement(1), "n must be at least 2; got 1"),
        (lambda: LinearAgreement(3, benefit=-1), "benefit must be above 0; got -1"),
        (lambda: LinearAgreement(3, cost=np.inf), "cost must be above 0; got inf"),
        (lambda: LinearAgreement(3, [1, 2], [1, 2, 3]), "must broadcast"),
        (lambda: LinearAgreement(3).signatory(0), "k must be at least 1; got 0"),
        (lambda: LinearAgreement(3).outsider(3), r"k must lie in \[0, 2\]; got 3"),
        (lambda: LinearAgreement(3).signatory(1.5), "k must be whole; got 1.5"),
        (lambda: BinaryAgreement(3, 1, 1), "no dilemma; got 1"),
        (lambda: BinaryAgreement(3, 1, 3), "no dilemma; got 3"),
        (lambda: BinaryAgreement(3, np.nan, 3), "benefit must be above 0; got nan"),
        (lambda: LeaderAgreement(10, 1, 1, 0), "choke must be above 0; got 0"),
        (lambda: LeaderAgreement(10, 1, 1, 1e200), "too large to compute"),
        (lambda: LeaderAgreement(10, 1e200, 1e-200), "too large to compute"),
        (lambda: LinearAgreement(10, 1e200, 1), "too large to square"),
        (lambda: BoundedLeaderAgreement(1, 1, 1), "n must be at least 2; got 1"),
        (lambda: BoundedLeaderAgreement(9, 0, 1), "benefit must be above 0; got 0"),
        (lambda: BoundedLeaderAgreement(9, 1, 0), "cost must be above 0; got 0"),
        (lambda: BoundedLeaderAgreement(9, 1, 1, 0), "choke must be above 0; got 0"),
        (lambda: BoundedLeaderAgreement(9, 1, 1, 1e200), "too large or too small to compute"),
        (lambda: BoundedLeaderAgreement(9, [1, 1e156], 1), "too large or too small to compute"),
        (lambda: BoundedLeaderAgreement(100, 1e155, 0.1), "too large or too small to compute"),
        (lambda: BoundedLeaderAgreement(9, [1, 1e-200], 1e200), "too large or too small"),
        (lambda: BoundedLeaderAgreement(9, 1, 1).abatement(-1), "k must be at least 0; got -1"),
        (lambda: BoundedLeaderAgreement(9, 1, 1).abatement(10), r"k must lie in \[0, 9\]"),
        (lambda: BoundedLeaderAgreement(9, 1, 1).signatory(0), "k must be at least 1; got 0"),
        (lambda: BoundedLeaderAgreement(9, 1, 1).signatory(10), r"k must lie in \[1, 9\]"),
        (lambda: BoundedLeaderAgreement(9, 1, 1).outsider(-1), "k must be at least 0; got -1"),
        (lambda: BoundedLeaderAgreement(10, 1, 1).outsider(10), r"k must lie in \[0, 9\]; got 10"),
        (lambda: LeaderAgreement(10, [1, 2, 3], 1, [1, 2]), "must broadcast; got shapes"),
        (lambda: EmissionAgreement(10, 0.07), "fall below zero; got 0.07"),
        (lambda: assess(LinearAgreement(10), tie=-1), "tie must lie in"),
        (lambda: assess(LinearAgreement(10**8)), "exceed 20,000,000 payoffs"),
        (lambda: switch_theta(4, 3), "n must be at least 5; got 4"),
        (lambda: switch_theta(5, 6), r"k must lie in \[2, 5\]; got 6"),
    ],
)
def test_bad_arguments_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize("n", [2.0, True, "3"])
def test_countries_are_counted_in_whole_numbers(n):
    with pytest.raises(TypeError, match="n must be a whole number"):
        LeaderAgreement(n, 1, 1)


def best_by_trying(treaty, k):
    """What k leaders do when each abatement up to a/N is tried, outsiders answering in turn."""
    n, theta = treaty.n, treaty.theta
    q = np.linspace(0, 1 / n, 20_001)
    other = np.zeros_like(q)
    for _ in range(200):  # each outsider moves half of the way to her best reply
        total = k * q + (n - k) * other
        other += (np.clip(theta * (1 - total + other) / (1 + theta), 0, 1 / n) - other) / n
    total = k * q + (n - k) * other
    pay = (total - total**2 / 2) / n - q**2 / (2 * theta * n)
    best = int(np.argmax(pay))
    return q[best], other[best], pay[best]


@pytest.mark.parametrize("n", [2, 3, 6, 10])
@pytest.mark.parametrize("cost", [0.01, 0.05, 0.2, 1.0])
def test_leaders_who_emit_no_less_than_nothing_by_trying(n, cost):
    treaty = BoundedLeaderAgreement(n, 1, cost)
    for k in range(1, n):
        inside, outside, pay = best_by_trying(treaty, k)
        done = treaty.abatement(k)
        assert done.signatory == pytest.approx(inside, abs=1e-3 / n)
        assert done.outsider == pytest.approx(outside, abs=1e-3 / n)
        assert treaty.signatory(k) == pytest.approx(pay, rel=1e-6)


def test_nobody_stands_outside_all_and_nobody_signs_none():
    """Without an agreement all play Nash, Q = a nθ/(1 + nθ); together they do all, a, or less."""
    treaty = BoundedLeaderAgreement(4, 3, [0.5, 40], 2)
    theta = np.array([3 / 2, 3 / 160])
    done = treaty.abatement([0, 4])
    assert np.isnan([done.signatory[:, 0], done.outsider[:, 1]]).all()
    assert done.outsider[:, 0] == pytest.approx(2 * theta / (1 + 4 * theta))
    assert done.total[:, 0] == pytest.approx(4 * done.outsider[:, 0])
    assert done.signatory[:, 1] == pytest.approx(2 * 4 * theta / (1 + 16 * theta))
    assert done.total[:, 1] == pytest.approx(4 * done.signatory[:, 1])


@pytest.mark.parametrize(("n", "benefit"), [(10, 1e150), (100, 1e154), (10, 1e-290)])
def test_payoffs_far_from_one_are_computed(n, benefit):
    treaty = BoundedLeaderAgreement(n, benefit, 1)
    # together they do θn/(1 + θn²) each, with θ = benefit/n
    assert treaty.abatement(n).signatory == pytest.approx(min(benefit, 1 / n), abs=0)
    assert np.isfinite([treaty.signatory(2), treaty.outsider(2)]).all()


@pytest.mark.parametrize("n", [3, 5, 10, 20, 100])
def test_large_agreements_do_not_rest_on_emissions_below_zero(n):
    """With corners the stable number is the same or one less, at 120 costs for each n."""
    cost = np.geomspace(1e-3, 10, 120)
    free, kept = LeaderAgreement(n, 1, cost), BoundedLeaderAgreement(n, 1, cost)
    before, after = assess(free), assess(kept)
    assert after.stable.any(axis=-1).all()
    assert set((before.largest - after.largest).tolist()) <= {0, 1}
    done = kept.abatement(np.arange(1, n))
    assert max(done.signatory.max(), done.outsider.max()) <= (1 + 1e-12) / n
    beyond = [free.abatement(int(k)).signatory[i] * n for i, k in enumerate(before.largest)]
    assert max(beyond) < (1.06 if n <= 20 else 1.011)


def test_where_nothing_binds_both_leaders_are_one():
    free, kept = LeaderAgreement(100, 1, 0.01, 100), BoundedLeaderAgreement(100, 1, 0.01, 100)
    assert assess(kept).largest == assess(free).largest == 51
    assert free.abatement(51).signatory == pytest.approx(0.9998, abs=1e-4)
    for name in ("signatory", "outsider", "total"):
        assert getattr(kept.abatement(51), name) == pytest.approx(getattr(free.abatement(51), name))
    assert kept.signatory(51) == pytest.approx(free.signatory(51))
    assert kept.outsider(51) == pytest.approx(free.outsider(51))


@pytest.mark.parametrize("odd", [np.nan, np.inf])
def test_payoffs_that_are_no_numbers_are_refused(odd):
    class Odd:
        n = 4

        def signatory(self, k):
            return np.where(np.asarray(k) == 3, odd, 1.0)

        def outsider(self, k):
            return np.ones(np.shape(k))

    with pytest.raises(ValueError, match="payoffs of the agreement must be finite; got signatory"):
        assess(Odd())
