"""Sanctions against groups counted one by one, and against the dilemma without them."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.evolution import CollectiveRisk, Sanctions, sanctioned

COMMON = {"n": 4, "threshold": 3, "cost": 0.1, "risk": 0.2, "tax": 0.03, "fine": 0.3}


def counted(game, state, kind):
    """Mean payoff of one member, over all sets of companions that she may have."""
    Z, N = sum(state), game.n
    others = [k for k in range(3) for _ in range(state[k] - (k == kind))]
    total, sets = 0.0, list(itertools.combinations(others, N - 1))
    for companions in sets:
        group = (*companions, kind)
        givers = sum(k < 2 for k in group)
        pay = game.endowment * (1 if givers >= game.threshold else 1 - game.risk)
        pay -= game.endowment * game.cost * (kind < 2) + game.tax * (kind == 1)
        if kind == 2:
            seen = group.count(1) if game.scale == "local" else state[1]
            pay -= game.fine * (seen >= game.quorum * (N if game.scale == "local" else Z) - 1e-12)
        total += pay
    return total / len(sets)


@pytest.mark.parametrize("scale", ["global", "local"])
@pytest.mark.parametrize("quorum", [0.25, 0.3, 0.75])
def test_a_small_population_by_counting_groups(scale, quorum):
    Z, beta, mu = 7, 2.0, 0.1
    game = Sanctions(**COMMON, quorum=quorum, scale=scale, endowment=1.5)
    found = game.population(Z, beta, mu)
    place = {tuple(state): at for at, state in enumerate(found.states.tolist())}
    P = np.zeros((len(place), len(place)))
    for state, at in place.items():
        for a, b in itertools.permutations(range(3), 2):
            if not state[a]:
                continue
            chance = mu * state[a] / (2 * Z)
            if state[b]:
                gap = counted(game, state, b) - counted(game, state, a)
                meet = state[a] / Z * state[b] / (Z - 1)
                chance += (1 - mu) * meet / (1 + np.exp(-beta * gap))
            after = list(state)
            after[a] -= 1
            after[b] += 1
            P[at, place[tuple(after)]] = chance
    change = P @ found.states - P.sum(axis=1, keepdims=True) * found.states
    assert found.drift == pytest.approx(change, abs=1e-12)
    P += np.diag(1 - P.sum(axis=1))
    assert found.stationary @ P == pytest.approx(found.stationary, abs=1e-14)
    assert found.stationary.sum() == pytest.approx(1)


@given(
    st.sampled_from(["global", "local"]),
    st.floats(0, 1),
    st.floats(0, 0.5),
    st.floats(0, 1),
    st.floats(0, 10),
)
@settings(max_examples=20)
def test_shares_add_up(scale, risk, tax, fine, beta):
    game = Sanctions(4, 2, 0.1, risk, tax, fine, quorum=0.5, scale=scale)
    found = game.population(12, beta)
    assert found.shares.sum() == pytest.approx(1)
    assert (found.states.sum(axis=1) == 12).all()
    assert found.drift.sum(axis=1) == pytest.approx(0, abs=1e-15)
    assert 0 <= found.achievement <= 1 + 1e-12
    assert 0 <= found.prevalence <= 1 + 1e-12


def test_without_tax_and_fine_punishers_are_cooperators():
    """Two names for the same conduct: the dilemma with twice as many ways into giving."""
    found = Sanctions(4, 3, 0.1, 0.6, 0, 0, quorum=0.5, scale="local").population(20, 3.0, 0.05)
    cooperators, punishers, _ = found.shares
    assert cooperators == pytest.approx(punishers)
    with_mutation = found.achievement
    blind = Sanctions(4, 3, 0.1, 0.6, 0, 0, quorum=0.5, scale="local").population(20, 0.0, 0.05)
    assert blind.shares == pytest.approx(np.full(3, 1 / 3))
    assert with_mutation != pytest.approx(blind.achievement)


def test_the_two_scales_are_one_where_the_group_is_the_population():
    pair = [
        Sanctions(**COMMON, quorum=0.5, scale=scale).population(4, 5.0, 0.1)
        for scale in ("global", "local")
    ]
    # locally a defector counts the punishers among her companions, which are all there are
    assert pair[0].stationary == pytest.approx(pair[1].stationary)
    assert pair[0].prevalence == pytest.approx(pair[1].prevalence)


def test_a_high_fine_makes_local_institutions_rule():
    weak, strong = (
        Sanctions(**COMMON | {"fine": fine}, quorum=0.25, scale="local").population(30)
        for fine in (0.0, 1.0)
    )
    assert strong.achievement > 0.5 > weak.achievement


def test_strong_selection_and_rare_experiments():
    found = Sanctions(**COMMON, quorum=0.25, scale="local").population(20, 1e5, 1e-9)
    assert np.isfinite(found.stationary).all()
    assert found.stationary.sum() == pytest.approx(1)


@pytest.mark.parametrize(("scale", "members"), [("global", 12), ("local", 4)])
def test_a_number_of_founders_is_a_quorum_of_that_share(scale, members):
    for founders in (1, 3, members):
        share = Sanctions(**COMMON, scale=scale, quorum=founders / members).population(12)
        number = Sanctions(**COMMON, scale=scale, founders=founders).population(12)
        assert number.stationary == pytest.approx(share.stationary)
        assert number.governed == pytest.approx(share.governed)


@pytest.mark.parametrize("scale", ["global", "local"])
def test_a_sweep_is_its_cases_one_by_one(scale):
    rules = COMMON | {"risk": np.array([0.1, 0.6])[:, None], "fine": 0.2}
    swept = Sanctions(**rules, scale=scale, founders=[1, 2, 4])
    assert swept.sweep == (2, 3)
    found = swept.population(9, 3.0, 0.05)
    assert found.stationary.shape == (2, 3, 55)
    for i, risk in enumerate((0.1, 0.6)):
        for j, founders in enumerate((1, 2, 4)):
            rules = COMMON | {"risk": risk, "fine": 0.2}
            one = Sanctions(**rules, scale=scale, founders=founders).population(9, 3.0, 0.05)
            assert found.stationary[i, j] == pytest.approx(one.stationary)
            assert found.drift[i, j] == pytest.approx(one.drift)
            assert found.achievement[i, j] == pytest.approx(one.achievement)
            assert found.prevalence[i, j] == pytest.approx(one.prevalence)
            assert found.shares[i, j] == pytest.approx(one.shares)


def test_games_that_are_solved_together_are_those_solved_alone():
    rules = COMMON | {"risk": [0.2, 0.6]}
    games = [
        Sanctions(**rules, scale="global", founders=[2, 3]),
        Sanctions(**rules | {"n": 5}, scale="local", founders=1),
    ]
    for game, together in zip(games, sanctioned(games, 9, 3.0, 0.05), strict=True):
        alone = game.population(9, 3.0, 0.05)
        for name in ("states", "stationary", "drift", "reach", "governed"):
            np.testing.assert_array_equal(getattr(together, name), getattr(alone, name))


def test_games_that_cannot_be_solved_together_are_refused():
    game = Sanctions(**COMMON, scale="local", founders=1)
    swept = Sanctions(**COMMON | {"risk": [0.2, 0.6]}, scale="local", founders=1)
    with pytest.raises(ValueError, match="games must hold at least one game"):
        sanctioned([], 9)
    with pytest.raises(ValueError, match=r"sweeps of one shape; got \(\), \(2,\)"):
        sanctioned([game, swept], 9)


def test_more_founders_than_members_are_refused():
    game = Sanctions(**COMMON, scale="global", founders=[3, 30])
    with pytest.raises(ValueError, match="founders must be at most the 20 members"):
        game.population(20)
    assert game.needed(30).tolist() == [3, 30]


def test_the_quorum_counts_whole_members():
    game = Sanctions(**COMMON, quorum=0.07, scale="global")
    assert [game.needed(n) for n in (1, 14, 15, 100, 300)] == [1, 1, 2, 7, 21]


def test_the_dilemma_underneath():
    game = Sanctions(**COMMON, quorum=0.07, scale="global", endowment=2)
    assert game.dilemma == CollectiveRisk(4, 3, 0.1, 0.2, 2)


@pytest.mark.parametrize(
    ("bad", "error", "match"),
    [
        ({"tax": -1}, ValueError, "tax must be at least 0"),
        ({"fine": np.inf}, ValueError, "fine must be at least 0; got inf"),
        ({"quorum": 0}, ValueError, r"quorum must lie in \(0, 1\]; got 0"),
        ({"scale": "none"}, ValueError, "scale must be one of 'global', 'local'; got 'none'"),
        ({"risk": [0.1, 2]}, ValueError, "risk must lie in"),
        ({"risk": [0.1, 0.2], "fine": [0, 1, 2]}, ValueError, "must broadcast"),
        ({"founders": 2}, ValueError, "give either quorum, a share, or founders, a number"),
        ({"quorum": None}, ValueError, "give either quorum, a share, or founders, a number"),
        ({"quorum": None, "founders": 0}, ValueError, r"founders must lie in \[1, 4\]; got 0"),
        ({"quorum": None, "founders": 5}, ValueError, r"founders must lie in \[1, 4\]; got 5"),
        ({"quorum": None, "founders": 1.5}, ValueError, "founders must be whole"),
        ({"threshold": 5}, ValueError, "threshold must lie in"),
        ({"n": "4"}, TypeError, "n must be a whole number"),
    ],
)
def test_bad_institutions_are_refused(bad, error, match):
    with pytest.raises(error, match=match):
        Sanctions(**COMMON | {"quorum": 0.25, "scale": "local"} | bad)


def test_bad_populations_of_institutions_are_refused():
    game = Sanctions(**COMMON, quorum=0.25, scale="local")
    with pytest.raises(ValueError, match="take at most 300 members"):
        game.population(301)
    with pytest.raises(ValueError, match="population must be at least 4"):
        game.population(3)
    with pytest.raises(ValueError, match="mutation must lie in"):
        game.population(20, 5, 0)
