"""The dilemma of collective risk against enumeration of groups and a chain solved densely."""

import itertools
from math import comb

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from govlib.evolution import CollectiveRisk, Imitation, companions, groups


@st.composite
def dilemmas(draw):
    size = draw(st.integers(2, 9))
    return CollectiveRisk(
        size,
        draw(st.integers(1, size)),
        draw(st.floats(0.01, 0.9)),
        draw(st.floats(0.01, 1)),
        draw(st.floats(0.5, 4)),
    )


def mean_payoff(game, x, cooperates):
    """Expected payoff where each companion cooperates with chance x, by adding up."""
    n = game.n - 1
    return sum(
        comb(n, j)
        * x**j
        * (1 - x) ** (n - j)
        * game.payoff(j + cooperates, cooperates=bool(cooperates))
        for j in range(n + 1)
    )


@given(dilemmas(), st.floats(0, 1))
def test_the_gradient_is_the_replicator_equation(game, x):
    gain = mean_payoff(game, x, 1) - mean_payoff(game, x, 0)
    assert game.gradient(x) == pytest.approx(x * (1 - x) * gain, abs=1e-12)


@given(dilemmas())
def test_nobody_decides_more_often_than_at_the_peak(game):
    x = np.linspace(0, 1, 201)
    assert game.pivotal(x).max() <= game.pivotal(game.most_pivotal) + 1e-12
    assert game.critical_risk == pytest.approx(game.cost / game.pivotal(game.most_pivotal))


@given(dilemmas())
@example(CollectiveRisk(2, 1, 0.010000000000000002, 0.01))
def test_mixed_equilibria_rest_and_exist_from_the_critical_risk_on(game):
    mixed = game.rest_points()
    # a risk that falls short of the critical one by rounding only is the critical one
    low = game.risk < game.critical_risk * (1 - 1e-12)
    assert np.isnan(mixed.unstable) == (low or game.threshold == 1)
    assert np.isnan(mixed.stable) == (low or game.threshold == game.n)
    step = 1e-6
    for root, sign in ((mixed.unstable, 1), (mixed.stable, -1)):
        if not np.isnan(root) and step < root < 1 - step:
            assert game.risk * game.pivotal(root) == pytest.approx(game.cost, rel=1e-6)
            if abs(root - game.most_pivotal) > 1e-3:
                assert sign * game.gradient(root + step) > 0 > sign * game.gradient(root - step)


def test_both_equilibria_meet_at_the_critical_risk():
    game = CollectiveRisk(6, 3, 0.1, 0.5)
    mixed = CollectiveRisk(6, 3, 0.1, game.critical_risk).rest_points()
    assert mixed.unstable == pytest.approx(game.most_pivotal, abs=1e-5)
    assert mixed.stable == pytest.approx(game.most_pivotal, abs=1e-5)


def test_where_cooperation_is_free_the_ends_are_the_roots():
    mixed = CollectiveRisk(6, 3, 0, [0, 0.5]).rest_points()
    assert np.isnan(mixed.unstable[0])
    assert np.isnan(mixed.stable[0])
    assert (mixed.unstable[1], mixed.stable[1]) == (0, 1)


@given(dilemmas(), st.floats(0, 1))
@settings(max_examples=40, deadline=None)
def test_a_destination_is_where_the_equation_ends(game, start):
    mixed = game.rest_points()
    near = [v for v in (mixed.unstable, mixed.stable, game.most_pivotal) if not np.isnan(v)]
    if any(abs(start - v) < 0.02 for v in near) or abs(game.risk - game.critical_risk) < 0.02:
        return  # next to a resting point time runs out first
    if 0 < start < 0.01 or 0.99 < start < 1:
        return
    end = float(game.destination(start))
    # follow the sign of the equation until it changes, or to an end
    x, step = start, 1e-3
    while 0 < x < 1:
        way = np.sign(game.gradient(x))
        after = min(max(x + way * step, 0.0), 1.0)
        if way == 0 or (0 < after < 1 and np.sign(game.gradient(after)) != way):
            break
        x = after
    assert end == pytest.approx(x, abs=2 * step)


def test_destinations_at_the_resting_points_and_of_sweeps():
    game = CollectiveRisk(6, 3, 0.1, [0.2, 0.5])
    low, high = (float(v[1]) for v in vars(game.rest_points()).values())
    assert game.destination([0, 0.1, low, 0.5, 1])[1] == pytest.approx([0, 0, low, high, 1])
    assert game.destination(0.9).tolist() == pytest.approx([0, high])
    assert CollectiveRisk(6, 6, 0.1, 0.9).destination([0.3, 0.99]).tolist() == [0, 1]
    one = CollectiveRisk(6, 1, 0.1, 0.9)
    assert one.destination(0.01) == pytest.approx(one.rest_points().stable)
    assert CollectiveRisk(6, 1, 0.9, 0.1).destination(0.5) == 0
    assert CollectiveRisk(6, 3, 0, 0).destination(0.4) == 0.4
    with pytest.raises(ValueError, match=r"start must lie in \[0, 1\]; got 1\.2"):
        game.destination(1.2)


def test_a_population_is_shown_in_one_line():
    found = CollectiveRisk(6, 3, 0.1, 0.5).population(50)
    assert repr(found) == f"RiskPopulation(Z=50, cooperation={found.cooperation:.4f}, " + (
        f"achievement={found.achievement:.4f})"
    )


def dense_chain(game, Z, beta, mu):
    """The transition matrix, from payoffs averaged over every possible set of companions."""

    def mean(k, cooperates):
        others = [1] * (k - cooperates) + [0] * (Z - 1 - k + cooperates)
        sets = list(itertools.combinations(others, game.n - 1))
        return sum(
            game.payoff(sum(s) + cooperates, cooperates=bool(cooperates)) for s in sets
        ) / len(sets)

    P = np.zeros((Z + 1, Z + 1))
    for k in range(Z + 1):
        better = mean(k, 1) - mean(k, 0) if 0 < k < Z else 0
        meet = (1 - mu) * k / Z * (Z - k) / (Z - 1)
        if k < Z:
            P[k, k + 1] = meet / (1 + np.exp(-beta * better)) + mu * (Z - k) / Z
        if k:
            P[k, k - 1] = meet / (1 + np.exp(beta * better)) + mu * k / Z
        P[k, k] = 1 - P[k].sum()
    return P


@given(dilemmas(), st.floats(0, 10), st.floats(0.01, 1))
@settings(max_examples=15)
def test_a_small_population_by_enumerating_groups(game, beta, mu):
    Z = 10
    if game.n > 5:
        return
    P = dense_chain(game, Z, beta, mu)
    found = game.population(Z, beta, mu)
    assert found.chain.stationary @ P == pytest.approx(found.chain.stationary, abs=1e-12)
    inner = np.diag(P, 1)[1:] - np.diag(P, -1)[:-1]
    assert found.chain.drift[1:-1] == pytest.approx(inner, abs=1e-12)
    assert found.chain.drift[[0, -1]] == pytest.approx([P[0, 1], -P[-1, -2]])


@pytest.mark.parametrize(("Z", "size"), [(6, 3), (7, 7), (9, 1)])
def test_groups_by_counting_them(Z, size):
    table = groups(Z, size)
    for k in range(Z + 1):
        people = [1] * k + [0] * (Z - k)
        drawn = [sum(s) for s in itertools.combinations(people, size)]
        assert table[k] == pytest.approx(np.bincount(drawn, minlength=size + 1) / len(drawn))
    assert companions(Z + 1, size + 1) == pytest.approx(table)


def test_a_large_population_keeps_its_sums():
    table = groups(100_000, 20)
    assert table.sum(axis=1) == pytest.approx(np.ones(100_001), abs=1e-12)
    k = np.arange(100_001)
    assert table @ np.arange(21) == pytest.approx(20 * k / 100_000, rel=1e-9, abs=1e-9)


@given(dilemmas(), st.integers(10, 60))
def test_blind_imitation_leaves_half_of_the_time_to_each(game, Z):
    assert game.population(Z, selection=0).cooperation == pytest.approx(0.5)


@given(dilemmas())
def test_risk_never_lowers_cooperation(game):
    sweep = CollectiveRisk(game.n, game.threshold, game.cost, np.linspace(0, 1, 11))
    assert (np.diff(sweep.population(30).cooperation) > -1e-12).all()


def test_a_sweep_is_each_of_its_points():
    risk, beta = np.array([[0.2], [0.9]]), np.array([1.0, 5.0, 300.0])
    sweep = CollectiveRisk(6, 3, 0.1, risk).population(40, beta, 0.02)
    assert sweep.chain.stationary.shape == (2, 3, 41)
    one = CollectiveRisk(6, 3, 0.1, 0.9).population(40, 300.0, 0.02)
    assert sweep.achievement[1, 2] == pytest.approx(one.achievement)
    assert sweep.cooperation[1, 2] == pytest.approx(one.cooperation)
    assert isinstance(one.achievement, float)
    assert isinstance(one.cooperation, float)


def test_strong_selection_is_finite():
    found = CollectiveRisk(6, 3, 0.1, 0.9).population(500, 1e6, 1e-12)
    assert np.isfinite(found.chain.stationary).all()
    assert found.chain.stationary.sum() == pytest.approx(1)


def test_who_experiments_always_changes_strategy():
    chain = Imitation(20, 3.0, 1.0).two_strategies(np.full(19, 5.0))
    assert chain.mean == pytest.approx(0.5)
    k = np.arange(21)
    assert chain.drift == pytest.approx(1 - 2 * k / 20)


@pytest.mark.parametrize(
    ("bad", "error", "match"),
    [
        ({"n": 1}, ValueError, "n must lie in"),
        ({"n": 6.0}, TypeError, "n must be a whole number"),
        ({"threshold": 7}, ValueError, "threshold must lie in"),
        ({"threshold": 0}, ValueError, "threshold must lie in"),
        ({"cost": 1.2}, ValueError, r"cost must lie in \[0, 1\]; got 1.2"),
        ({"risk": [0.1, np.nan]}, ValueError, "risk must lie"),
        ({"risk": True}, TypeError, "risk must be a number"),
        ({"risk": "high"}, TypeError, "risk must be a number"),
        ({"endowment": 0}, ValueError, "endowment must be above 0"),
        ({"cost": [0.1, 0.2], "risk": [0.1, 0.2, 0.3]}, ValueError, "broadcast"),
    ],
)
def test_bad_dilemmas_are_refused(bad, error, match):
    fine = {"n": 6, "threshold": 3, "cost": 0.1, "risk": 0.5}
    with pytest.raises(error, match=match):
        CollectiveRisk(**fine | bad)


def test_bad_populations_are_refused():
    game = CollectiveRisk(6, 3, 0.1, 0.5)
    with pytest.raises(ValueError, match=r"population must be at least 6; got 5"):
        game.population(5)
    with pytest.raises(ValueError, match="mutation must lie in"):
        game.population(50, mutation=0)
    with pytest.raises(ValueError, match="selection must be at least 0"):
        game.population(50, selection=-1)
    with pytest.raises(ValueError, match="take a smaller population"):
        game.population(10**6)
    with pytest.raises(ValueError, match="sweep fewer values"):
        CollectiveRisk(6, 3, 0.1, np.linspace(0, 1, 10**6)).population(50)
    with pytest.raises(ValueError, match="cooperators must lie in"):
        game.payoff(0, cooperates=True)
    with pytest.raises(ValueError, match="whole"):
        game.payoff(1.5, cooperates=True)
    with pytest.raises(ValueError, match="x must lie in"):
        game.gradient(-0.1)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Imitation(1, 1, 0.1), r"population must lie in \[2, 1e\+06\]; got 1"),
        (lambda: Imitation(10**6 + 1, 1, 0.1), r"population must lie in \[2, 1e\+06\]"),
        (lambda: Imitation(9, -0.1, 0.1), r"selection must be at least 0; got -0\.1"),
        (lambda: Imitation(9, 1, -0.1), r"mutation must lie in \(0, 1\]; got -0\.1"),
        (lambda: Imitation(9, 1, 1.1), r"mutation must lie in \(0, 1\]; got 1\.1"),
        (lambda: Imitation(9, 1, 0.1).two_strategies(0), "population − 1 = 8 entries"),
        (lambda: Imitation(9, 1, 0.1).two_strategies(np.zeros(7)), "population − 1 = 8 entries"),
        (lambda: Imitation(9, 1, 0.1).two_strategies(np.zeros(9)), "population − 1 = 8 entries"),
        (
            lambda: Imitation(100, np.ones((170, 1)), np.full(1000, 0.1)).two_strategies([1] * 99),
            r"the chains would hold 1\.7e\+07 numbers",
        ),
    ],
)
def test_bad_imitation_is_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_two_who_imitate_by_hand():
    """One of each: either adopts with 1 − μ at the odds e^β to 1, and at the ends μ leads back."""
    beta, mu = 2.0, 0.1
    wins = 1 / (1 + np.exp(-beta))
    up, down = (1 - mu) * wins / 2 + mu / 2, (1 - mu) * (1 - wins) / 2 + mu / 2
    weights = np.array([down / mu, 1, up / mu])
    found = Imitation(2, beta, mu).two_strategies([1.0])
    assert found.stationary == pytest.approx(weights / weights.sum())
    assert found.drift == pytest.approx([mu, up - down, -mu])
    assert Imitation(10**6, 0, 1).population == 10**6


def test_what_is_achieved_hangs_on_how_often_members_experiment():
    game = CollectiveRisk(6, 3, 0.1, 0.5)
    found = [game.population(50, 5.0, mu).achievement for mu in (1e-4, 1e-3, 1e-2, 1 / 50)]
    assert found == pytest.approx([0.0178, 0.1588, 0.7204, 0.7717], abs=5e-5)
