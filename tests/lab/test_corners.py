"""Known results come out in the corners of the institution lab."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from scipy.stats import spearmanr

from govlib.agreements import (
    AbatementGame,
    LinearAgreement,
    Shielding,
    chander_tulkens,
    emitters,
    gamma_core,
    internally_stable,
    membership_gain,
    stable_sizes,
    with_transfers,
)
from govlib.lab import (
    PATIENT,
    TARIFF_GAIN,
    Rules,
    Treaty,
    TreatyGame,
    World,
    all_treaties,
    best,
    cdice_world,
    equal_world,
    find_treaty,
    forty,
    report,
)

#: one depth, and cheating is seen at once
DEEP = Rules(worth=1, backstop=1, lag=0, depths=(1.0,))
REAL = Rules(worth=50, backstop=500, lag=0, depths=(1.0,))


def first(n: int, k: int) -> np.ndarray:
    return (np.arange(n) < k)[None]


def every_group(n: int, size: int) -> np.ndarray:
    who = np.array(list(combinations(range(n), size)))
    members = np.zeros((len(who), n), dtype=bool)
    np.put_along_axis(members, who, True, axis=1)
    return members


def slack_of_equals(n: int, k: int, d: float) -> float:
    """What a member of k among n equals loses by leaving, in units of b²/c, by hand."""

    def level(j: int) -> float:
        return 1 + d * (j - 1) if j > 1 else 1.0

    inside = k * level(k) + n - k - level(k) ** 2 / 2
    outside = (k - 1) * level(k - 1) + n - k + 1 - 1 / 2
    return inside - outside


@pytest.fixture(scope="module")
def pair():
    """The forty emitters, here and in govlib.agreements."""
    return TreatyGame(forty(), REAL), emitters()


def test_equal_countries_alone_do_one_nth_of_the_best():
    world = equal_world(10)
    assert TreatyGame(world, DEEP).nash / best(world, DEEP).total == pytest.approx(0.1)


@pytest.mark.parametrize("n", [4, 10, 25])
def test_treaties_of_two_and_three_equals_hold(n):
    game = TreatyGame(equal_world(n), DEEP)
    held = [k for k in range(2, n + 1) if game.holds(first(n, k), 1.0)[0][0]]
    assert held == [k for k in stable_sizes(LinearAgreement(n=n)) if k > 1] == [2, 3]


@pytest.mark.parametrize("depth", [0.1, 0.25, 0.5, 1.0])
def test_a_treaty_that_asks_for_less_holds_more(depth):
    game = TreatyGame(equal_world(10), DEEP)
    held = [k for k in range(2, 11) if game.holds(first(10, k), depth)[0][0]]
    assert held == [k for k in range(2, 11) if slack_of_equals(10, k, depth) >= -1e-12]
    assert max(held) == {0.1: 10, 0.25: 9, 0.5: 5, 1.0: 3}[depth]


def test_all_switches_off_it_is_the_game_of_the_emitters(pair):
    game, ours = pair
    none = game.treaties(np.zeros((1, 40), dtype=bool), 1.0)
    assert none.payoff[0] == pytest.approx(ours.equilibrium().payoff)
    assert game.alone == pytest.approx(none.payoff[0])
    assert none.total[0] == pytest.approx(game.nash)


def test_the_same_coalitions_hold_as_an_exact_search_finds(pair):
    game, ours = pair
    found = internally_stable(ours).members
    assert len(found) == 179
    assert game.holds(found, 1.0)[0].all()
    known = {tuple(row) for row in found.tolist()}
    for size in (2, 3):
        tries = every_group(40, size)
        held = tries[game.holds(tries, 1.0)[0]]
        assert {tuple(row) for row in held.tolist()} == {r for r in known if sum(r) == size}


def test_what_a_member_loses_by_leaving(pair):
    game, ours = pair
    members = np.isin(game.world.names, ("CHN", "JPN"))
    slack = game.treaties(members[None], 1.0).slack[0]
    assert slack[members] == pytest.approx(membership_gain(ours, ("CHN", "JPN"))[members])
    assert not slack[~members].any()


def test_payments_hold_the_same_three(pair):
    _, ours = pair
    game = TreatyGame(forty(), replace(REAL, transfers=True))
    members = np.isin(game.world.names, with_transfers(ours, 3).best)
    assert game.holds(members[None], 1.0)[0][0]
    assert not pair[0].holds(members[None], 1.0)[0][0]


def test_all_or_nothing_with_payments_is_efficient_and_all_gain():
    found = report(forty(), replace(REAL, transfers=True, rule=1.0))
    assert len(found.members) == 40
    assert found.provision == pytest.approx(1)
    assert (found.gains > 0).all()
    four = AbatementGame([1, 2, 3, 4], [1, 0.5, 1, 2])
    assert gamma_core(four, chander_tulkens(four).payoff).inside


def test_all_or_nothing_without_payments_leaves_somebody_out():
    assert len(report(forty(), replace(REAL, rule=1.0)).members) < 40


def test_the_least_tariff_that_holds_all_equals_is_the_one_by_hand():
    n, world = 10, equal_world(10, trade=1.0)
    # whoever leaves gains −slack/n² and loses gain·t on what it sells to nine
    least = -slack_of_equals(n, n, 1.0) / n**2 / (TARIFF_GAIN * (n - 1))
    for tariff, held in ((least * 0.999, False), (least * 1.001, True)):
        game = TreatyGame(world, replace(DEEP, tariff=tariff))
        assert game.holds(first(n, n), 1.0)[0][0] == held


def test_where_cheating_is_never_seen_there_is_no_treaty():
    found = report(forty(), replace(REAL, lag=1e4, transfers=True))
    assert (found.depth, found.members, found.clubs) == (0, (), 0)
    assert found.provision == pytest.approx(found.alone)
    assert np.isnan(found.delay)


def test_all_or_nothing_among_equals_holds_to_the_lag_of_a_trigger_strategy():
    """Where δᴸ ≥ ½, as in the repeated game whose punishment is to do nothing together."""
    edge = np.log(2) / np.log(1 + PATIENT)
    rules = replace(DEEP, rule=1.0, rate=PATIENT)
    held = [
        find_treaty(equal_world(10), replace(rules, lag=edge * f)).depth for f in (0.999, 1.001)
    ]
    assert held == [1, 0]


@pytest.mark.parametrize("priority", [-1.0, 0.0, 0.5])
def test_all_or_nothing_with_payments_holds_to_the_same_lag_for_any_countries(priority):
    """With harm in proportion, losses by leaving and gains by cheating have the same sum."""
    rules = replace(REAL, transfers=True, rule=1.0)
    game = TreatyGame(forty(priority), rules, clause=1.0)
    now = game.treaties(np.ones((1, 40), dtype=bool), 1.0)
    assert now.slack.sum() == pytest.approx(now.cheat.sum())
    found = report(forty(priority), replace(rules, worth=None, rate=PATIENT))
    assert found.delay == pytest.approx(np.log(2) / np.log(1.03))


def test_shielding_is_that_of_the_shielding_game():
    world = World(("large", "small"), [1, 1], [0.75, 0.25], [1, 1], great=np.array([True, False]))
    rules = Rules(worth=4, backstop=50, shield=0.6, lag=0)
    harm = rules.cost * world.stakes
    protection = np.array([harm[0] * 2 / 0.6, np.inf])
    # a capacity of 1/50 is a unit of abatement at q²/2 in other units
    unit = np.sqrt(1 / 50)
    other = Shielding(harm * unit, protection, danger=2 / unit).equilibrium()
    assert TreatyGame(world, rules).nash == pytest.approx(other.mitigation.sum() * unit)


def test_shielding_lowers_what_is_done():
    none, some = (TreatyGame(forty(), replace(REAL, shield=s)).nash for s in (0.0, 0.5))
    assert some < none
    alone = [TreatyGame(forty(), replace(REAL, shield=s)).alone for s in (0.0, 0.5)]
    small = ~forty().great
    assert (alone[1][small] < alone[0][small]).all(), "who is not shielded has the less"


def test_alone_the_great_bear_more_of_their_income(pair):
    game, _ = pair
    burden = game.capacity * game.level**2 / 2 / game.world.gdp
    assert spearmanr(burden, game.world.gdp)[0] == pytest.approx(0.94, abs=0.005)


def test_oil_is_sold_and_bought():
    assert forty().oil.sum() == pytest.approx(0, abs=1e-6)
    assert max(zip(forty().oil, forty().names, strict=True))[1] == "SAU"
    exporter, importer = (forty().names.index(c) for c in ("SAU", "CHN"))
    plain, rich = (TreatyGame(forty(), replace(REAL, oil=o)).alpha for o in (0.0, 1.0))
    assert rich[exporter] < plain[exporter]
    assert rich[importer] > plain[importer]


def test_a_good_of_use_at_home_only_needs_no_treaty():
    rules = replace(REAL, worth=1e-9, local=20.0)
    assert TreatyGame(forty(), rules).nash / best(forty(), rules).total == pytest.approx(1)


def test_forty_equals_form_thirteen_clubs_of_three():
    found = report(equal_world(40), replace(DEEP, clubs=True))
    assert found.clubs == 13
    assert found.provision == pytest.approx((13 * 9 + 1) / 1600)


def test_alone_provision_follows_the_social_cost_at_the_governments_rate():
    hasty, patient = (TreatyGame(forty(), Rules(rate=r)).nash for r in (0.05, 0.03))
    assert patient / hasty == pytest.approx(86.8 / 22.7)


def club(price: float, tariff: float) -> int:
    """Members of the largest of all clubs of the fifteen regions that holds."""
    world, backstop = cdice_world()
    rules = Rules(worth=price, target=True, lag=0, tariff=tariff, backstop=backstop)
    every = (np.arange(2**15)[:, None] >> np.arange(15) & 1).astype(bool)
    held = every[TreatyGame(world, rules).holds(every, 1.0)[0]]
    return int(held.sum(axis=1).max()) if len(held) else 0


def test_clubs_of_regions_need_a_tariff_that_fits_the_price():
    """Nordhaus (2015) in kind: none without a tariff, all fifteen at 25 dollars from 3 percent."""
    assert [club(25, t) for t in (0.0, 0.02, 0.03)] == [0, 13, 15]
    assert [club(100, t) for t in (0.0, 0.10)] == [0, 4]


def test_three_countries_by_hand():
    """The worked example of the chapter, and all-or-nothing."""
    world = World(("1", "2", "3"), [1, 1, 1], np.array([1, 2, 3]) / 6, [1, 1, 1])
    rules = Rules(worth=6, backstop=1)
    now = TreatyGame(world, rules, clause=1.0).treaties([[True, True, True]], 1.0)
    assert now.slack[0] == pytest.approx([-5.5, 8, 22.5])
    assert now.total[0] == pytest.approx(18)
    for members, paid, held in (((True,) * 3, False, False), ((True,) * 3, True, True)):
        game = TreatyGame(world, replace(rules, transfers=paid, lag=0))
        assert game.holds([members], 1.0)[0][0] == held
    lag = report(world, replace(rules, transfers=True), treaty=Treaty(np.ones(3, bool), 1.0)).delay
    assert lag == pytest.approx(np.log1p(3 / 25) / np.log(1.05))


def test_a_search_finds_the_best_of_all_treaties_of_few():
    """Exact for the twelve largest in most states; nowhere more than 3 percent short."""
    world, ratio = largest(10), []
    for rate, paid, tariff, lag in (
        (0.03, True, 0.0, 2),
        (0.05, False, 0.03, 2),
        (0.03, False, 0.0, 0),
    ):
        rules = Rules(rate=rate, transfers=paid, tariff=tariff, rule=1e-9, lag=lag, shield=0.5)
        game = TreatyGame(world, rules, clause=1e-9)
        exact = all_treaties(game)
        searched = find_treaty(world, rules)
        total = [game.treaties(t.members[None], t.depth or 1).total[0] for t in (searched, exact)]
        ratio.append(total[0] / total[1])
    assert min(ratio) > 0.97
    assert max(ratio) <= 1 + 1e-9


def largest(n: int) -> World:
    """The n largest emitters alone."""
    whole = forty()
    keep = np.argsort(-whole.emissions)[:n]
    return World(
        tuple(np.array(whole.names)[keep]),
        whole.emissions[keep],
        whole.stakes[keep] / whole.stakes[keep].sum(),
        whole.gdp[keep],
        great=whole.great[keep],
        exports=whole.exports[np.ix_(keep, keep)],
    )
