"""The four games that the book lets its readers play, against the models that they come from."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from govlib.enforcement import Campaign, inspector_rounds
from govlib.evolution import RiskExperiment, givers, risk_rounds
from govlib.evolution.risk_experiment import TREATMENTS
from govlib.games import (
    LinearPublicGood,
    dilemma_rounds,
    giving_rounds,
    load_sessions,
    play_out,
)
from govlib.games import strategies as named
from govlib.games.dilemma_rounds import seat


@pytest.fixture(scope="module")
def giving():
    return giving_rounds()


@pytest.fixture(scope="module")
def dilemma():
    return dilemma_rounds()


@pytest.fixture(scope="module")
def risk():
    return risk_rounds()


@pytest.fixture(scope="module")
def inspector():
    return inspector_rounds()


@pytest.mark.parametrize("make", [giving_rounds, dilemma_rounds, risk_rounds, inspector_rounds])
def test_seeded_and_repeatable(make):
    assert make().data() == make().data()
    assert make(rng=1).data() != make(rng=2).data()


# ---- giving


def test_the_others_follow_the_measured_schedules(giving):
    """Redo one game by hand: beliefs in tokens, kept to a tenth; gifts in whole tokens."""
    measured = load_sessions()
    names = list(measured.schedules.names)
    for game, gifts in ((1, [0] * 10), (3, [20] * 10), (4, [10, 6, 14, 2, 0, 8, 12, 4, 16, 18])):
        kinds = [names.index(player) for player in giving.games[game].players]
        belief, points = 9.8, 0.0
        seen, earned = giving.play(game, [gift // 2 for gift in gifts])
        for own, (done, shown) in zip(gifts, seen, strict=True):
            said = [round(float(measured.schedules.respond(belief)[kind])) for kind in kinds]
            assert (done, shown) == (str(own), tuple(map(str, said)))
            points += LinearPublicGood(4, 0.4, 20).payoff(own, sum(said))
            belief += measured.learning.value * ((own + sum(said)) / 4 - belief)
            belief = round(belief, 1)
        assert earned == pytest.approx(points)


def test_a_reader_who_is_average_sees_giving_fall(giving):
    """Whoever plays like a conditional cooperator ends well below the first gift."""
    measured = load_sessions()
    for game in range(len(giving.games)):
        moves = []
        for _ in range(10):
            seen = giving.play(game, moves)[0]
            hope = np.mean([float(g) for g in seen[-1][1]]) if seen else measured.beliefs[0]
            moves.append(round(float(measured.schedules.respond(hope)[0]) / 2))
        seen = giving.play(game, moves)[0]
        mean = [np.mean([float(own), *map(float, shown)]) for own, shown in seen]
        if "other" not in giving.games[game].players:
            assert mean[-1] < 0.6 * mean[0]
    assert giving.games[0].lines[0].values == pytest.approx(tuple(measured.gifts))


def test_groups_differ(giving):
    players = [game.players for game in giving.games]
    assert len(set(players)) == len(players) == 6
    known = set(load_sessions().schedules.names)
    assert {name for group in players for name in group} <= known


def test_giving_refuses():
    with pytest.raises(ValueError, match="endowment must be even; got 7"):
        giving_rounds(endowment=7)
    with pytest.raises(ValueError, match="groups must lie in"):
        giving_rounds(groups=21)


# ---- the dilemma


def test_without_errors_it_is_the_match_move_by_move(dilemma):
    names = {s.name: s for s in named.field()}
    for g, game in enumerate(dilemma.games):
        other = names[game.players[0]]
        if game.setting != "no errors" or not other.is_deterministic:
            continue
        for own in (named.tit_for_tat(), named.bully(), named.alternate()):
            played = play_out(own, other, steps=15)
            policy = seat(own)
            seen, total, taken = [], 0.0, []
            for _ in range(15):
                taken.append(policy(seen))
                seen, total = dilemma.play(g, taken)
            names_of = ("cooperate", "defect")
            assert [names_of.index(one) for one, _ in seen] == played.own[0].tolist()
            assert [names_of.index(one) for _, (one,) in seen] == played.other[0].tolist()
            assert total == pytest.approx(15 * played.scores()[0, 0])


def test_errors_are_the_same_for_all_players(dilemma):
    """Under one luck the reader's own slips fall on the same moves, whoever she meets."""
    slips = {}
    for g, game in enumerate(dilemma.games):
        seen, _ = dilemma.play(g, [0] * 15)
        mine = tuple(own for own, _ in seen)
        assert slips.setdefault((game.setting, game.luck), mine) == mine
    assert all(own == "cooperate" for own in slips["no errors", 0])
    assert any("defect" in mine for (setting, _), mine in slips.items() if setting == "errors")


def test_the_best_against_each_is_brute_force(dilemma):
    """All 2¹⁵ sequences against tit for tat, without errors and with."""
    short = dilemma_rounds([named.tit_for_tat(), named.grim()], steps=8, draws=1)
    for game in range(len(short.games)):
        best = max(short.play(game, moves)[1] for moves in itertools.product((0, 1), repeat=8))
        assert short.best(game) == best


def test_the_line_of_tit_for_tat_ends_where_it_earns(dilemma):
    for game in dilemma.games:
        assert game.lines[0].values[-1] == dict(game.earned)["tit for tat"]


def test_the_dilemma_refuses():
    with pytest.raises(ValueError, match="players must be two or more with different names"):
        dilemma_rounds([named.grim()])
    with pytest.raises(ValueError, match="steps must lie in"):
        dilemma_rounds(steps=3)
    with pytest.raises(ValueError, match="noise must lie in"):
        dilemma_rounds(noise=0)
    with pytest.raises(ValueError, match="strategy must throw no dice"):
        seat(named.coin())


# ---- the common risk


def test_the_risk_is_the_experiment(risk):
    """Redo games by hand, with what the experiment says that each keeps on average."""
    g = RiskExperiment()
    for moves in ([0] * 10, [1] * 10, [2] * 10, [2] + [1] * 9, [0] * 5 + [2] * 5):
        totals = np.zeros(6)
        last = 0.0
        for t, move in enumerate(moves):
            gifts = [2 * move, *(2 * a.rule(t, totals.sum(), last) for a in givers())]
            totals += gifts
            last = sum(gifts)
        for number, game in enumerate(risk.games):
            chance = float(game.setting.rstrip("%")) / 100
            expected = g.kept(totals, chance)[0]
            policy = lambda seen, moves=moves: moves[len(seen)]  # noqa: E731
            assert risk.earn(number, policy) == pytest.approx(expected)
            seen, kept = risk.play(number, moves)
            assert kept in (0.0, 40.0 - totals[0])
            assert sum(float(own) for own, _ in seen) == totals[0]
    # one euro more is what it takes: the target is met by 22, missed by 20 of the reader's
    assert risk.play(0, [2] + [1] * 9)[1] == 18.0


def test_the_dice_fall_as_often_as_they_should():
    table = risk_rounds(risks=(0.5,), draws=20, rng=5)
    lost = sum(table.play(g, [0] * 10)[1] == 0 for g in range(20))
    assert 5 <= lost <= 15
    assert all(risk_rounds(risks=(1,)).play(g, [0] * 10)[1] == 0 for g in range(3))
    assert all(risk_rounds(risks=(0,)).play(g, [0] * 10)[1] == 40 for g in range(3))


def test_the_published_averages_stand_at_the_end(risk):
    for treatment in TREATMENTS:
        games = [game for game in risk.games if game.setting == f"{treatment.risk:.0%}"]
        assert len(games) == 3
        for game in games:
            assert np.isnan(game.lines[1].values[:-1]).all()
            assert game.lines[1].values[-1] == pytest.approx(treatment.given / 6)


def test_the_risk_refuses():
    with pytest.raises(ValueError, match="others must hold 5 givers; got 2"):
        risk_rounds(others=givers()[:2])
    with pytest.raises(ValueError, match="risks must lie in"):
        risk_rounds(risks=(1.5,))
    with pytest.raises(ValueError, match="risks must hold at least one"):
        risk_rounds(risks=())


# ---- the inspector


def test_the_equilibrium_earns_its_value_whatever_the_operator_does(inspector):
    """The inspector's equilibrium leaves the operator indifferent, so his dice do not matter."""
    value = 3 * Campaign(4, 2).value
    for game in inspector.games:
        assert dict(game.earned)["throw the equilibrium’s dice"] == pytest.approx(value)
    other = inspector_rounds(Campaign(5, 2), years=2)
    for game in other.games:
        earned = dict(game.earned)["throw the equilibrium’s dice"]
        assert earned == pytest.approx(2 * Campaign(5, 2).value)


def test_the_operator_is_tempted_as_often_as_in_equilibrium():
    """Over many dice an inspector who never comes sees the chances of the recursion."""
    table = inspector_rounds(years=1, draws=20, rng=1)
    more = [inspector_rounds(years=1, draws=20, rng=seed) for seed in range(2, 40)]
    first = [t.play(g, [1])[0][0][1] == ("violated",) for t in [table, *more] for g in range(20)]
    assert np.mean(first) == pytest.approx(Campaign(4, 2).temptation, abs=0.06)


def test_what_is_not_seen_is_told_at_the_end_of_the_year(inspector):
    texts = inspector.texts
    unseen = 0
    for game in range(len(inspector.games)):
        state = inspector.games[game].start
        told, gains = [], []
        for _ in range(4):  # never come
            assert inspector.shown[state, 0, 0] == inspector.acts.index("not seen")
            told.append(texts[inspector.told[state, 0]])
            gains.append(inspector.payoff[state, 0])
            state = inspector.after[state, 0]
        assert told[:3] == ["", "", ""]
        assert told[3].startswith("The accounts of the year show ")
        assert gains == [0, 0, 0, 0 if "no violation" in told[3] else -1]
        unseen += gains[-1] < 0
    assert 0 < unseen < len(inspector.games)


def test_a_third_visit_is_refused(inspector):
    state = inspector.games[0].start
    moves = [1, 1]
    if any(shown == ("violated",) for _, shown in inspector.play(0, moves)[0]):
        moves = []
    for move in moves:
        state = inspector.after[state, move]
    assert "no visit left" in inspector.where[state]
    with pytest.raises(ValueError, match="not allowed in round 3"):
        inspector.play(0, [1, 1, 1])


def test_the_line_is_the_coverage(inspector):
    for game in inspector.games:
        assert game.lines[0].values == pytest.approx(tuple(Campaign(4, 2).coverage()))
        assert sum(game.lines[0].values) == pytest.approx(2)


def test_the_inspector_refuses():
    with pytest.raises(ValueError, match="campaign must have one violation and fewer inspections"):
        inspector_rounds(Campaign(4, 4))
    with pytest.raises(ValueError, match="years times periods must be at most 20; got 24"):
        inspector_rounds(Campaign(6, 2), years=4)
