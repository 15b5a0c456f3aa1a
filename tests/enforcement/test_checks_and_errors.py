"""What was added for *The price of a check*: false alarms, errors, lots, fines for anybody."""

from itertools import combinations, product

import nashpy
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.enforcement import Campaign, Inspection, OpenPunishment, OptionalPunishment
from govlib.enforcement.open_punishment import FINES, STRATEGIES

SIZE = st.floats(0.1, 10)


@st.composite
def games(draw):
    detection = draw(st.floats(0.05, 1))
    alarm = draw(st.floats(0, 1)) * detection
    return Inspection(*(draw(SIZE) for _ in range(4)), draw(st.floats(0, 1)), detection, alarm)


# ---- false alarms


@given(games())
def test_nobody_gains_by_deviating_under_false_alarms(game):
    found = game.equilibrium()
    for chance in (0.0, 0.3, 1.0):
        assert game.payoffs(chance, found.violation).inspector <= found.inspector + 1e-9
        assert game.payoffs(found.inspection, chance).inspectee <= found.inspectee + 1e-9


@pytest.mark.parametrize(("kept", "fine"), [(0, 4), (0.5, 1), (1, 4), (1, 1)])
def test_false_alarms_against_nashpy(kept, fine):
    game = Inspection(1, fine, 0.2, 1, kept, 0.9, 0.1)
    tables = [
        np.array([[getattr(game.payoffs(p, q), who) for q in (1, 0)] for p in (1, 0)])
        for who in ("inspector", "inspectee")
    ]
    ((rows, columns),) = nashpy.Game(*tables).support_enumeration()
    found = game.equilibrium()
    assert (rows[0], columns[0]) == pytest.approx((found.inspection, found.violation))


@given(games())
@settings(max_examples=40)
def test_a_leader_does_at_least_as_well_as_any_announcement(game):
    lead = game.leadership().inspector
    for p in np.linspace(0, 1, 9):
        keeps = game.payoffs(p, 0).inspectee > game.payoffs(p, 1).inspectee + 1e-9
        breaks = game.payoffs(p, 0).inspectee < game.payoffs(p, 1).inspectee - 1e-9
        if keeps or breaks:
            assert game.payoffs(p, float(breaks)).inspector <= lead + 1e-9


@pytest.mark.parametrize("fine", [1, 2, 4, 8])
@pytest.mark.parametrize("alarm", [0, 0.1])
def test_a_leader_who_is_indifferent_deters(fine, alarm):
    """All of the fine is kept, and the loss is the gain: the game is one of constant sum."""
    for cost in (0.05, 0.2, 0.5):
        assert Inspection(1, fine, cost, 1, 1, 1, alarm).leadership().violation == 0


def test_who_is_fined_for_nothing():
    found = Inspection(1, 4, 0.2, kept=0, false_alarm=0.1).equilibrium()
    assert found.violation == pytest.approx(0.2)
    # 1 − 5p = −0.4p
    assert found.inspection == pytest.approx(1 / 4.6)
    assert found.wronged == pytest.approx(0.8 * 0.1 / 4.6)


def test_more_false_alarms_than_true_ones_are_refused():
    with pytest.raises(ValueError, match=r"false_alarm must not exceed detection; got 0.5 and 0.4"):
        Inspection(1, 1, 0.2, detection=0.4, false_alarm=0.5)


# ---- errors


@given(games(), st.floats(0, 20))
@settings(max_examples=40)
def test_a_quantal_equilibrium_answers_itself(game, precision):
    found = game.quantal(precision)
    p, q = found.inspection, found.violation
    come = game.payoffs(1, q).inspector - game.payoffs(0, q).inspector
    break_it = game.payoffs(p, 1).inspectee - game.payoffs(p, 0).inspectee
    for chance, advantage in ((p, come), (q, break_it)):
        assert chance == pytest.approx(1 / (1 + np.exp(-precision * advantage)), abs=1e-6)


def test_coins_and_certainty_are_the_ends():
    game = Inspection(1, [1, 4], 0.2)
    assert game.quantal(0).violation == pytest.approx(0.5)
    assert game.quantal(1000).violation == pytest.approx(game.equilibrium().violation, abs=0.02)
    assert game.quantal(1000).inspection == pytest.approx(game.equilibrium().inspection, abs=0.02)


# ---- lots


@pytest.mark.parametrize("game", [(4, 2, 1, 1), (7, 3, 0.25, 2), (5, 0, 1, 1), (6, 6, 2, 3)])
def test_the_best_plan_gets_the_value_and_no_other_more(game):
    campaign = Campaign(*game)
    assert campaign.against(campaign.chances()) == pytest.approx(campaign.value)
    rng = np.random.default_rng(17)
    shape = campaign.chances().shape
    for _ in range(30):
        assert campaign.against(rng.random(shape)) <= campaign.value + 1e-9
    assert campaign.against(campaign.even()) <= campaign.value + 1e-9


@pytest.mark.parametrize("caught", [0.3, 1, 5])
def test_a_lot_against_every_plan_of_the_inspectee(caught):
    """A plan says for each period and number of visits left whether to violate; pairs are drawn."""
    campaign = Campaign(4, 2, caught)
    places = [(t, left) for t in range(4) for left in range(3)]
    worst = np.inf
    for plan in product((False, True), repeat=len(places)):
        acts = dict(zip(places, plan, strict=True))
        total = 0.0
        for pair in combinations(range(4), 2):
            left = 2
            for t in range(4):
                if acts[t, left]:
                    total += caught if t in pair else -1
                    break
                left -= t in pair
        worst = min(worst, total / 6)
    assert campaign.against(campaign.even()) == pytest.approx(worst)


def test_a_table_of_another_shape_is_refused():
    with pytest.raises(ValueError, match=r"chances must have shape \(5, 3\)"):
        Campaign(4, 2).against(np.zeros((4, 3)))


# ---- fines for anybody


def test_peers_alone_are_the_peers_of_the_optional_game():
    names = ["cooperator", "defector", "non-participant", "peer punisher"]
    shares = OptionalPunishment(n=4).shares(60, 2.0, strategies=names)
    found = OpenPunishment(n=4).rule(60, 2.0, fines=FINES[1])
    assert found.giving == pytest.approx(shares[0] + shares[3])
    assert found.away == pytest.approx(shares[2])
    closed = OptionalPunishment(n=4).shares(60, 0.05, strategies=[*names[:2], names[3]])
    assert OpenPunishment(n=4).rule(60, 0.05, fines=FINES[1], away=False).keeping == pytest.approx(
        closed[1]
    )


def test_payoffs_of_a_group_by_hand():
    """Two who keep and fine givers, two who give and fine the first, one who stays out."""
    group = [0] * len(STRATEGIES)
    spite, guard = STRATEGIES.index(("keep", ("give",))), STRATEGIES.index(("give", ("keep",)))
    away = STRATEGIES.index(("stay out", ()))
    group[spite], group[guard], group[away] = 2, 2, 1
    game = OpenPunishment()
    # received 3·2/3 = 2; pays 2 fines and is fined twice
    assert game._payoff(spite, tuple(group)) == pytest.approx(2 - 1.4 - 1.4)
    # received 3·1/3 = 1, gave 1
    assert game._payoff(guard, tuple(group)) == pytest.approx(0 - 1.4 - 1.4)
    assert game._payoff(away, tuple(group)) == pytest.approx(1)


def test_strategies_are_all_lists_of_whom_to_fine():
    assert len(STRATEGIES) == 3 * 2**3
    assert len({(action, frozenset(targets)) for action, targets in STRATEGIES}) == 3 * 2**3


def test_payoffs_of_a_smaller_group_by_hand():
    """A quiet giver, one who fines givers, one who keeps and fines two kinds, one outside."""
    game = OpenPunishment(4, 2.5, gift=0.5, outside=0.4, fine=0.3, cost=0.2)
    kinds = [("give", ()), ("give", ("give",)), ("keep", ("give", "stay out"))]
    kinds.append(("stay out", ("keep",)))
    at = [STRATEGIES.index(kind) for kind in kinds]
    group = tuple(int(i in at) for i in range(len(STRATEGIES)))
    # the gift grows to 1.25, of which the two other members get half each
    by_hand = [
        0.625 - 0.5 - 2 * 0.3,
        0.625 - 0.5 - 0.2 - 0.3,
        1.25 - 3 * 0.2 - 0.3,
        0.4 - 0.2 - 0.3,
    ]
    assert [game._payoff(i, group) for i in at] == pytest.approx(by_hand)


def test_open_punishment_is_by_default_as_documented():
    game = OpenPunishment()
    assert game == OpenPunishment(5, 3.0, gift=1.0, outside=1.0, fine=0.7, cost=0.7)
    assert game.rule(60, 2.0) == game.rule(60, 2.0, fines="everybody fines anybody", away=True)


@pytest.mark.parametrize(
    "fine",
    [{"n": 2}, {"n": 20}, {"multiplier": 1.5, "outside": 0.4}, {"gift": 0.5, "outside": 0.99}],
)
def test_bounds_of_open_punishment_leave_room(fine):
    assert OpenPunishment(**fine) == OpenPunishment(**fine)


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ({"n": 1}, r"n must lie in \[2, 20\]; got 1"),
        ({"n": 21}, r"n must lie in \[2, 20\]; got 21"),
        ({"multiplier": 1.0}, "multiplier must be above 1; got 1"),
        ({"gift": 0}, "gift must be above 0; got 0"),
        ({"fine": 0}, "fine must be above 0; got 0"),
        ({"cost": 0}, "cost must be above 0; got 0"),
        ({"outside": 0}, r"outside must lie in \(0, 2\); got 0"),
        ({"gift": 0.5, "outside": 1}, r"outside must lie in \(0, 1\); got 1"),
    ],
)
def test_bad_open_punishment(bad, message):
    with pytest.raises(ValueError, match=message):
        OpenPunishment(**bad)


def test_fines_for_anybody_take_away_what_peers_won():
    game = OpenPunishment()
    peers, anybody = (game.rule(100, 100.0, fines=f) for f in FINES[1:])
    assert peers.giving > 0.9
    assert anybody.giving < 0.4
    assert peers.against_givers == 0
    assert anybody.against_givers > 0.4
    with pytest.raises(ValueError, match="fines must be one of"):
        game.rule(100, 1.0, fines="the strong")
    with pytest.raises(ValueError, match=r"selection must be at least 0; got -0\.5"):
        game.rule(100, -0.5)
