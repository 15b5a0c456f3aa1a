"""Great powers: burdens, the figures of NATO, and the shield."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import rankdata

from govlib.agreements import (
    Alliance,
    PrivateProvision,
    Shielding,
    alliance,
    burdens,
    crossover_cost,
    equal_burden,
)

INF = np.inf


@given(st.lists(st.floats(0.1, 20), min_size=2, max_size=6), st.floats(0.05, 0.95))
def test_at_equal_valuations_the_richer_carry_more(incomes, alpha):
    incomes = np.sort(incomes)
    found = burdens(PrivateProvision(incomes, alpha))
    assert (np.diff(found) >= -1e-12).all()


@given(st.lists(st.floats(0.1, 20), min_size=1, max_size=6), st.floats(0.05, 0.95), st.data())
def test_equal_burdens_are_an_equilibrium(incomes, alpha, data):
    member = data.draw(st.integers(0, len(incomes) - 1))
    even = equal_burden(incomes, alpha, member)
    assert even.valuation[member] == pytest.approx(alpha)
    found = burdens(PrivateProvision(incomes, even.valuation))
    assert found == pytest.approx(np.full(len(incomes), even.burden))


@given(st.floats(1.1, 10), st.floats(0.1, 0.9), st.floats(0.01, 0.2))
def test_the_valuation_parts_who_carries_more(large, alpha, step):
    even = equal_burden([large, 1], alpha, member=1).valuation[0]
    assume(even + step < 0.99)
    assume(even - step > 0.01)
    above, below = (
        burdens(PrivateProvision([large, 1], [even + by, alpha])) for by in (step, -step)
    )
    assert above[0] > above[1]
    assert below[0] < below[1]


@pytest.mark.parametrize("year", [1964, 2018, 2019])
def test_rank_correlation_by_its_definition(year):
    members = alliance(year)
    ranks = np.array([rankdata(members.gdp), rankdata(members.effort)])
    found = members.correlation()
    assert found.rho == pytest.approx(np.corrcoef(ranks)[0, 1])
    assert 0 <= found.p <= 1


def test_the_alliance_then_and_now():
    then, now = alliance(1964), alliance(2019)
    assert then.codes[0] == now.codes[0] == "USA"
    assert then.correlation().p < 0.05 < now.correlation().p
    usa = then.share("USA")
    gdp, spending = usa.gdp, usa.spending
    assert gdp < spending < 1
    old = now.only(then.codes)
    assert len(old.codes) == 14
    assert old.spending == pytest.approx(old.gdp * old.effort / 100)
    assert old.spending[old.codes.index("USA")] == pytest.approx(7.343441e11, rel=0.02)


@st.composite
def dangers(draw):
    n = draw(st.integers(1, 4))
    d = np.array(draw(st.lists(st.floats(0.1, 3), min_size=n, max_size=n)))
    factor = draw(st.lists(st.floats(1.05, 30) | st.just(INF), min_size=n, max_size=n))
    return Shielding(d, d**2 * np.array(factor), d.sum() * draw(st.floats(1.01, 10)))


@given(dangers())
def test_nobody_can_shield_or_mitigate_better(game):
    found = game.equilibrium()
    d, h = game.damage, game.protection_cost
    assert found.danger == pytest.approx(game.danger - found.mitigation.sum())
    assert found.danger > 0
    assert ((found.protection >= 0) & (found.protection <= 1)).all()
    for i in range(len(d)):
        rest = game.danger - (found.mitigation.sum() - found.mitigation[i])
        q = np.linspace(0, min(2 * d[i], rest), 61)[:, None]
        a = np.linspace(0, 1, 61) if np.isfinite(h[i]) else np.zeros(1)
        shield = h[i] * a**2 / 2 if np.isfinite(h[i]) else 0.0
        tried = q**2 / 2 + shield + d[i] * (rest - q) * (1 - a)
        assert found.cost[i] <= tried.min() + 1e-9


@given(dangers())
def test_a_dearer_shield_means_less_danger(game):
    dearer = Shielding(game.damage, 2 * game.protection_cost, game.danger)
    assert dearer.equilibrium().danger <= game.equilibrium().danger + 1e-9


@given(st.floats(0.2, 1), st.floats(1.2, 4), st.floats(1.1, 5))
def test_below_the_crossover_the_large_does_less(small, ratio, scale):
    large = small * ratio
    danger = (small + large) * scale
    cost = crossover_cost(large, small, danger=danger)
    at = Shielding([large, small], [cost, INF], danger).equilibrium()
    assert at.mitigation[0] == pytest.approx(at.mitigation[1])
    dear, cheap = (
        Shielding([large, small], [max(cost * by, large**2 * 1.0001), INF], danger).equilibrium()
        for by in (1.2, 0.9)
    )
    assert dear.mitigation[0] > dear.mitigation[1]
    assert cheap.mitigation[0] <= cheap.mitigation[1] + 1e-9
    assert cheap.cost[1] >= dear.cost[1]


@given(dangers())
def test_who_shields_more_does_less_for_its_damage(game):
    """Each does 1 − a for a unit of its damage; at a price by damage all shield alike."""
    found = game.equilibrium()
    assert found.mitigation / game.damage == pytest.approx(1 - found.protection)
    price = 1.1 * game.damage.max() * game.damage
    scaled = Shielding(game.damage, price, game.danger).equilibrium()
    assert scaled.protection == pytest.approx(np.full_like(price, scaled.protection[0]))


@given(st.floats(1.1, 4), st.integers(1, 4), st.floats(1.05, 6), st.floats(1.1, 20))
def test_when_a_shield_for_one_costs_all_more(large, n, scale, price):
    """It does where the danger left without it is below twice what the others lose by a unit."""
    damage = [large] + [1.0] * n
    danger = (large + n) * scale
    none = Shielding(damage, [INF] * (n + 1), danger).equilibrium()
    one = Shielding(damage, [price * large**2] + [INF] * n, danger).equilibrium()
    assume(one.protection[0] < 1)
    change = one.cost.sum() - none.cost.sum()
    share = large * one.protection[0]
    assert change == pytest.approx(share * (n - none.danger / 2), abs=1e-9)
    assert one.cost[0] < none.cost[0] + 1e-12


def test_where_all_have_a_shield_all_may_lose():
    bare, walled = (Shielding([1] * 4, [cost] * 4, 5).equilibrium().cost for cost in (INF, 6.0))
    assert bare == pytest.approx([1.5] * 4)
    assert walled == pytest.approx([2.375] * 4)


def test_a_shield_at_one_price_turns_at_the_sum_of_squares():
    """Of two with the same price the larger does more above b₁² + b₂² + (b₁ + b₂)S, here 34."""
    for cost, more in ((33.9, False), (34.1, True)):
        done = Shielding([3, 1], [cost, cost], 10).equilibrium().mitigation
        assert (done[0] > done[1]) == more


def test_a_sweep_equals_its_single_games():
    costs = np.array([[INF, INF], [36, INF], [12, 2], [9.5, 1.5]])
    swept = Shielding([3, 1], costs).equilibrium()
    for i, cost in enumerate(costs):
        one = Shielding([3, 1], cost).equilibrium()
        assert swept.danger[i] == pytest.approx(one.danger)
        assert swept.mitigation[i] == pytest.approx(one.mitigation)
        assert swept.cost[i] == pytest.approx(one.cost)
    assert type(one.danger) is float


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: burdens(PrivateProvision([1, 0])), "income of 0"),
        (lambda: equal_burden([1, 0], 0.5), "incomes must be above 0; got 0"),
        (lambda: equal_burden([], 0.5), "incomes must not be empty"),
        (lambda: equal_burden([1, 2], 0.5, 2), r"member must lie in \[0, 1\]; got 2"),
        (lambda: equal_burden([1, 2], 1), "valuation must lie in"),
        (lambda: alliance(1965), "year must be one of 1964, 2018, 2019; got 1965"),
        (lambda: alliance(1964).only(["USA", "POL"]), "not members in 1964: POL"),
        (lambda: alliance(1964).share("POL"), "not a member in 1964: POL"),
        (lambda: alliance(1964).only(["USA", "FRA"]).correlation(), "take at least 3"),
        (lambda: Shielding([3, 1], [9, INF]), "must exceed damage² = 9"),
        (lambda: Shielding([3, 1], [np.nan, INF]), "protection_cost must be above 0; got nan"),
        (lambda: Shielding([3, 1], [-INF, INF]), "protection_cost must be above 0; got -inf"),
        (lambda: Shielding([3, 1], 36), r"got shapes \(2,\) and \(\)"),
        (lambda: Shielding([3, 1], [36, INF, INF]), r"got shapes \(2,\) and \(3,\)"),
        (lambda: Shielding([3, 1], [36, INF], 4), "danger must exceed .* 4; got 4"),
        (lambda: Shielding([3, 0], [36, INF]), "damage must be above 0; got 0"),
        (lambda: crossover_cost(1, 1), "large must be above 1; got 1"),
        (lambda: crossover_cost(3, 1, danger=4), "danger must be above 4; got 4"),
    ],
)
def test_bad_arguments_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_an_alliance_can_be_written_down():
    made = Alliance(2000, ("A", "B", "C"), np.array([3.0, 2, 1]), np.array([3.0, 2, 1]))
    assert made.correlation().rho == pytest.approx(1)
    assert (made.share("A").gdp, made.share("A").spending) == pytest.approx((0.5, 9 / 14))
