"""The lab's game against plain loops, its identities, and what it refuses."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.lab import (
    BACKSTOP,
    REFORMS,
    SOCIAL_COST,
    TARIFF_GAIN,
    Rules,
    Treaty,
    TreatyGame,
    World,
    accede,
    all_treaties,
    best,
    cdice_world,
    combined,
    contributions,
    equal_world,
    find_treaty,
    forty,
    founding_pairs,
    government,
    gravity,
    report,
    surplus,
)
from govlib.sustainability import Dice, social_cost_of_carbon


def some_world(seed: int, n: int = 5) -> World:
    rng = np.random.default_rng(seed)
    stakes = rng.dirichlet(np.full(n, 3.0))
    trade = rng.uniform(0, 3, (n, n))
    np.fill_diagonal(trade, 0)
    oil = rng.normal(size=n)
    return World(
        tuple("abcdefgh"[:n]), rng.uniform(1, 5, n), stakes, rng.uniform(1, 9, n),
        great=rng.random(n) < 0.4, oil=oil - oil.mean(), exports=trade,
        tariff_gain=rng.uniform(0.4, 0.7, n), tariff_waste=rng.uniform(0.4, 0.9, n),
    )  # fmt: skip


some_rules = st.builds(
    Rules,
    shield=st.sampled_from([0.0, 0.5]),
    oil=st.sampled_from([0.0, 0.2]),
    transfers=st.booleans(),
    channel=st.booleans(),
    lag=st.sampled_from([0.0, 2.0, 10.0]),
    tariff=st.sampled_from([0.0, 0.03, 0.2]),
    backstop=st.just(60.0),
    curvature=st.sampled_from([0.0, 1.0]),
    local=st.sampled_from([0.0, 1.0]),
    retaliation=st.sampled_from([0.0, 1.0]),
    rent=st.sampled_from([0.0, 1.0]),
    worth=st.just(20.0),
)


def plainly(world: World, r: Rules, members: set[int], d: float) -> tuple[float, list[float]]:
    """Return abatement of all and payoffs, country by country, from the fixed point."""
    n, e = world.n, float(sum(world.emissions))
    sigma = [r.shield if g else 0.0 for g in world.great]
    m = [world.emissions[i] / r.backstop for i in range(n)]
    alpha = [
        r.worth * world.stakes[i] * (1 - sigma[i]) - r.oil * world.oil[i] / e for i in range(n)
    ]
    beta = [r.worth * world.stakes[i] * (r.curvature - sigma[i]) / e for i in range(n)]

    def prices(total: float) -> list[float]:
        own = [alpha[i] - beta[i] * total if alpha[i] > 0 else 0.0 for i in range(n)]
        joint = max(sum(alpha[i] - beta[i] * total for i in members), 0.0)
        free = d * joint / 2 if r.channel and len(members) > 1 else 0.0
        if len(members) < 2:
            return own
        return [own[i] + d * (joint - own[i]) if i in members else own[i] + free for i in range(n)]

    low, high = 0.0, 1e4
    for _ in range(200):
        total = (low + high) / 2
        done = sum(m[i] * (p + r.local) for i, p in enumerate(prices(total)))
        low, high = (total, high) if done > total else (low, total)
    price = prices(total)
    payoff = [
        alpha[i] * total - beta[i] * total**2 / 2 - m[i] * (price[i] ** 2 - r.local**2) / 2
        for i in range(n)
    ]
    if len(members) < 2:
        return total, payoff
    own = [alpha[i] - beta[i] * total if alpha[i] > 0 else 0.0 for i in range(n)]
    if r.channel:
        joint = max(sum(alpha[i] - beta[i] * total for i in members), 0.0)
        gift = d * joint / 2
        paid = 0.0
        for i in set(range(n)) - members:
            payoff[i] += m[i] * gift**2
            paid += m[i] * gift**2
        whole = sum(max(own[i], 0) for i in members)
        for i in members:
            payoff[i] -= paid * max(own[i], 0) / whole if whole else 0.0
    t, k = r.tariff, r.tariff * r.retaliation
    up, waste = world.tariff_gain, world.tariff_waste
    for i in members if t else ():
        for j in set(range(n)) - members:
            there, back = world.exports[j, i], world.exports[i, j]
            payoff[i] += there * (r.rent * up[i] * t - waste[i] * t**2) - back * up[j] * k
            payoff[j] += back * (r.rent * up[j] * k - waste[j] * k**2) - there * up[i] * t
    return total, payoff


@given(st.integers(0, 50), some_rules, st.integers(0, 31), st.sampled_from([0.35, 1.0]))
@settings(max_examples=60)
def test_payoffs_and_losses_by_leaving_are_those_of_plain_loops(seed, rules, code, depth):
    world = some_world(seed)
    members = {i for i in range(5) if code >> i & 1}
    row = np.array([[i in members for i in range(5)]])
    game = TreatyGame(world, rules)
    now = game.treaties(row, depth)
    total, payoff = plainly(world, rules, members, depth)
    assert now.total[0] == pytest.approx(total, rel=1e-9)
    assert now.payoff[0] == pytest.approx(payoff, rel=1e-7, abs=1e-7)
    if len(members) > 1:
        for i in members:
            outside = plainly(world, rules, members - {i}, depth)[1][i]
            assert now.slack[0, i] == pytest.approx(payoff[i] - outside, rel=1e-6, abs=1e-6)
    assert now.margin[0] == pytest.approx(now.slack[0] - rules.omega * now.cheat[0])


@given(st.integers(0, 50), some_rules, st.integers(3, 31))
@settings(max_examples=40)
def test_what_countries_gain_adds_up_to_the_worlds_surplus(seed, rules, code):
    """Without shields, whoever pays and whoever sells oil: money only changes hands."""
    world = some_world(seed)
    members = np.array([bool(code >> i & 1) for i in range(5)])
    if members.sum() < 2:
        return
    rules = replace(rules, shield=0.0, rent=1.0, retaliation=0.0, worth=None, backstop=200.0)
    found = report(world, rules, treaty=Treaty(members, 0.5))
    game = TreatyGame(world, rules)
    own = game.level - game.slope * game.nash
    before = surplus(world, rules, own)
    after = found.gain * best(world, rules).surplus
    assert found.gains.sum() == pytest.approx(after - before, rel=1e-6, abs=1e-4)


def test_a_clause_binds_nobody_below_its_share():
    world = forty()
    game = TreatyGame(world, Rules(), clause=0.55)
    small = np.isin(world.names, ("CHN", "IND"))
    big = small | np.isin(world.names, ("USA",))
    assert game.treaties(small[None], 1.0).total[0] == pytest.approx(game.nash)
    now = game.treaties(big[None], 1.0)
    assert now.total[0] > game.nash
    # any of the three may bring it down
    assert now.slack[0][big] == pytest.approx((now.payoff[0] - game.alone)[big])


def test_a_treaty_that_adds_nothing_is_none():
    game = TreatyGame(equal_world(3), Rules(worth=1, backstop=1))
    assert not game.holds(np.zeros((1, 3), dtype=bool), 1.0)[0][0]
    assert not game.holds([[True, False, False]], 1.0)[0][0]


def test_accession_takes_the_one_who_adds_most_and_ends_where_none_can():
    world, rules = forty(0.5), Rules(shield=0.5, rate=0.03, tariff=0.03)
    game = TreatyGame(world, rules)
    start = np.isin(world.names, ("CHN", "JPN"))
    ends = accede(game, start, 0.35)
    assert (ends & start).sum() == 2
    assert game.holds(ends[None], 0.35)[0][0]
    for i in np.flatnonzero(~ends):
        more = ends.copy()
        more[i] = True
        assert not game.holds(more[None], 0.35)[0][0], world.names[i]


def test_who_founds_decides_how_far_accession_goes():
    """A treaty that starts small need not arrive where another starts."""
    found = founding_pairs(some_world(3), Rules(worth=20, backstop=60, lag=0, tariff=0.01))
    assert found.pairs.shape == (10, 2)
    for pair, members, total in zip(found.pairs, found.members, found.total, strict=True):
        assert members[pair].all() or not members.any()
        assert total >= TreatyGame(some_world(3), Rules(worth=20, backstop=60)).nash * (1 - 1e-9)


@given(st.integers(0, 50), some_rules)
@settings(max_examples=8)
def test_a_conference_never_does_more_than_the_best_of_all(seed, rules):
    world = some_world(seed)
    game = TreatyGame(world, replace(rules, rule=1e-9), clause=1e-9)
    exact, searched = all_treaties(game), find_treaty(world, replace(rules, rule=1e-9))
    total = [game.treaties(t.members[None], t.depth or 1).total[0] for t in (searched, exact)]
    assert total[0] <= total[1] * (1 + 1e-9)
    # eight countries or fewer: every choice among the largest is every coalition
    assert total[0] == pytest.approx(total[1])


def test_the_constants_are_those_of_dice_and_of_the_regions():
    model = Dice()
    control = model.control_at(model.base_prices)
    for rate, used in SOCIAL_COST.items():
        # with utility that is linear the time preference is the discount rate
        path = replace(model, elasticity=1e-6, time_preference=rate).path(
            control=control, saving=0.25828
        )
        assert social_cost_of_carbon(path)[1] == pytest.approx(used, abs=0.05)
    price = 86.8
    share = (price / (model.backstop * (1 - model.backstop_decline))) ** (
        1 / (model.abatement_exponent - 1)
    )
    assert price / share == pytest.approx(BACKSTOP)
    world, _ = cdice_world()
    assert world.tariff_gain.mean() == pytest.approx(TARIFF_GAIN, abs=0.01)
    assert world.tariff_waste.mean() == pytest.approx(TARIFF_GAIN, abs=0.01)


def test_the_forty():
    world = forty(0.5)
    assert world.part[[0, 1, 2]].round(2).tolist() == [0.31, 0.17, 0.08]
    assert {n for n, g in zip(world.names, world.great, strict=True) if g} == {
        "CHN", "USA", "RUS", "JPN", "DEU", "CAN", "GBR", "FRA", "ITA"
    }  # fmt: skip
    assert world.exports.sum() == pytest.approx(0.1 * world.gdp.sum())
    one = forty(0.5, union=True)
    assert one.emissions.sum() == pytest.approx(world.emissions.sum())
    assert one.stakes[-1] == pytest.approx(
        sum(world.stakes[[n not in one.names for n in world.names]])
    )
    assert forty(-1).stakes[2] > forty(0).stakes[2] > world.stakes[2], "India, by heads"
    assert gravity().seller > 0 > gravity().distance


def test_the_opening_puzzle():
    rules = Rules(shield=0.5)
    assert report(forty(0.5), rules).alone == pytest.approx(0.0147, abs=1e-4)
    assert government(forty(0.5), replace(rules, rate=0.03)).provision == pytest.approx(
        0.69, abs=0.005
    )


def test_contributions_of_three():
    worth = np.array([1.0, 2, 1, 4, 1, 3, 0, 5])
    found = contributions(worth)
    assert found.shapley.sum() == pytest.approx(4)
    assert found.alone.tolist() == [1, 0, 0]
    assert found.last.tolist() == [5, 2, 1]
    assert found.harms.tolist() == [0, 0.25, 0.25]
    assert found.least.tolist() == [1, -1, -1]
    assert found.most.tolist() == [5, 2, 1]


def test_reforms_are_switched_on_by_bits():
    assert combined(Rules(), 0) == Rules()
    everything = combined(Rules(shield=0.5), 2 ** len(REFORMS) - 1)
    assert (everything.shield, everything.rule, everything.lag) == (0.5, 0.55, 2)
    assert everything.clubs
    assert everything.transfers
    with pytest.raises(ValueError, match=r"code must lie in \[0, 127\]; got 128"):
        combined(Rules(), 128)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"shield": 1.0}, r"shield must lie in \[0, 1\); got 1"),
        ({"rate": 0.035}, r"rate must be one of 0.025, 0.03, 0.04, 0.05, 0.06; got 0.035"),
        ({"rate": "fast"}, "rate must be a number"),
        ({"tariff": -0.1}, r"tariff must lie in \[0, 1\]; got -0.1"),
        ({"lag": -1}, "lag must be at least 0; got -1"),
        ({"transfers": 1}, "transfers must be True or False; got 1"),
        ({"depths": ()}, "depths must not be empty"),
        ({"depths": (0.5, 1.5)}, r"depths must lie in \(0, 1\]; got 1.5"),
        ({"backstop": 0}, "backstop must be above 0; got 0"),
        ({"worth": 0}, "worth must be above 0; got 0"),
    ],
)
def test_rules_out_of_range(change, message):
    with pytest.raises((TypeError, ValueError), match=message):
        Rules(**change)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"names": ("a", "a", "b")}, "names must be two or more, each once"),
        ({"stakes": [0.5, 0.5, 0.5]}, "stakes must add up to 1; got 1.5"),
        ({"emissions": [1, 2]}, r"emissions must have one entry a country, 3; got shape \(2,\)"),
        ({"emissions": [1, 2, 0]}, "emissions must be above 0; got 0"),
        ({"exports": np.ones((3, 3))}, "exports must be 0 on the diagonal"),
        ({"great": [1, 0, 0]}, "great must be True or False each"),
    ],
)
def test_worlds_that_are_none(change, message):
    whole = {"names": ("a", "b", "c"), "emissions": [1, 1, 1], "stakes": [0.2, 0.3, 0.5]}
    with pytest.raises((TypeError, ValueError), match=message):
        World(**{**whole, "gdp": [1, 1, 1], **change})


def test_what_games_and_reports_refuse():
    world, rules = equal_world(3), Rules()
    game = TreatyGame(world, rules, bound=[1.0, np.nan, np.nan])
    with pytest.raises(ValueError, match="members must be free; got 1, which another treaty binds"):
        game.treaties([[True, True, False]], 1.0)
    with pytest.raises(ValueError, match=r"members must have shape \(treaties, 3\); got \(1, 2\)"):
        game.treaties([[True, True]], 1.0)
    with pytest.raises(ValueError, match=r"depth must lie in \[0, 1\]; got 2"):
        game.treaties([[False, True, True]], 2)
    with pytest.raises(ValueError, match=r"clause must lie in \[0, 1\]; got 55"):
        TreatyGame(world, rules, clause=55)
    with pytest.raises(ValueError, match="bound must have one entry a country, 3"):
        TreatyGame(world, rules, bound=[1.0])
    with pytest.raises(TypeError, match="world must be a World"):
        TreatyGame(rules, rules)
    with pytest.raises(TypeError, match="rules must be a Rules"):
        find_treaty(world, None)
    with pytest.raises(ValueError, match="treaty must have one entry a country, 3"):
        report(world, rules, treaty=Treaty(np.ones(2, bool), 1.0))
    with pytest.raises(ValueError, match="game must have at most 16 countries to try all; got 40"):
        all_treaties(TreatyGame(forty(), rules))
    with pytest.raises(ValueError, match="worth must have 2, 4, 8, … entries; got 3"):
        contributions([0, 1, 2])
    with pytest.raises(ValueError, match="n must be at least 2; got 1"):
        equal_world(1)
    with pytest.raises(ValueError, match="openness must be above 0; got 0"):
        forty(openness=0)
