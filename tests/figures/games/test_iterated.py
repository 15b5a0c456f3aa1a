"""The repeated dilemma: bars, lines and marks against the games that are played."""

import inspect

import numpy as np
import pytest
from figure_checks import curve, curves, drawn, grid, marks, said, values, widths

from govlib.drawing import declaration
from govlib.figures.games import future, iterated
from govlib.games import PrisonersDilemma, play_out, round_robin
from govlib.games.strategies import field


@pytest.mark.parametrize(
    ("own", "other", "noise"), [("tit for tat", "grim", 0.05), ("grim",) * 2 + (0,)]
)
def test_match_draws_the_moves_and_the_mean_scores(own, other, noise):
    fig = drawn(iterated.match, own=own, other=other, noise=noise)
    moves, run = fig.axes
    kinds = iterated.PLAYERS
    played = play_out(kinds[own](), kinds[other](), steps=iterated.STEPS, noise=noise, rng=7)
    a, b = played.own[0], played.other[0]
    table = np.array([[3, 0], [5, 1]])  # rows: own move, 0 cooperates
    assert (PrisonersDilemma().matrix == table).all()
    for line, scores in zip(curves(run)[:2], (table[a, b], table[b, a]), strict=True):
        want = np.cumsum(scores) / np.arange(1, len(scores) + 1)
        assert line.get_ydata() == pytest.approx(want)
    shown = {True: set(), False: set()}
    for line in moves.lines:
        for x, y in line.get_xydata():
            shown[y > 0.5].add((int(x), line.get_marker()))
    for first, row in ((True, a), (False, b)):
        seen = dict(shown[first])
        for i, move in enumerate(row[: iterated.SHOWN], start=1):
            assert seen[i] == ("s" if move else "o"), "filled squares defect"


@pytest.mark.parametrize(("noise", "steps"), [(0.05, 200), (0.0, 10)])
def test_tournament_draws_the_ranking_from_the_top(noise, steps):
    (ax,) = drawn(iterated.tournament, noise=noise, steps=steps).axes
    contest = round_robin(field(), noise=noise, steps=steps)
    labels = [label.get_text() for label in ax.get_yticklabels()][::-1]
    assert tuple(labels) == contest.ranking
    assert widths(ax) == pytest.approx(sorted(contest.means))


@pytest.mark.parametrize(("temptation", "discount"), [(5, 0.5), (6.5, 0.9)])
def test_shadow_draws_what_three_ways_earn(temptation, discount):
    (ax,) = drawn(future.shadow, temptation=temptation, discount=discount).axes
    w = np.linspace(0, 1, 201)
    want = {
        "cooperate": 3 + 0 * w,
        "always defect": (1 - w) * temptation + w,
        "defect in turn": temptation / (1 + w),
    }
    for label, series in want.items():
        assert curve(ax, label) == pytest.approx(series)
    here = [np.interp(discount, w, series) for series in want.values()]
    assert marks(ax) == [pytest.approx((discount, value)) for value in here]


@pytest.mark.parametrize(("discount", "share"), [(0.9, 0.05), (0.5, 0.3)])
def test_cluster_draws_newcomers_and_natives(discount, share):
    (ax,) = drawn(future.cluster, discount=discount, share=share).axes
    own, natives = (line.get_ydata() for line in curves(ax)[:2])
    alone = discount * 1  # a sucker once, then punishment for ever
    assert own == pytest.approx([alone, 3])
    assert natives == pytest.approx([1, 1])
    here, turn = marks(ax)[:2]
    assert here == pytest.approx((share, alone + share * (3 - alone)))
    assert turn == pytest.approx(((1 - alone) / (3 - alone), 1))


def test_the_shadow_says_where_cooperation_is_best():
    for state in grid(future.shadow):
        t, w = state["temptation"], state["discount"]
        ways = {"to cooperate": 3, "always to defect": (1 - w) * t + w}
        ways["to defect in turn"] = t / (1 + w)
        text = said(future.shadow, **state)

        first = text[: text.index(" a move.")]
        for way, value in ways.items():
            assert (way in first) == (value > max(ways.values()) - 1e-9), text
        need = max((t - 3) / (t - 1), (t - 3) / 3)
        assert ("is at least" in text) == (need < 1 - 1e-9), text
        assert ("any δ below 1" in text) == (abs(need - 1) < 1e-9), text


def test_the_targets_are_where_the_bounds_lie():
    """T = 5: turns from 1/4 to 2/3, cooperation above; no chance below 1 helps from T = 6 on."""
    found = {
        t.text: [s for s in grid(future.shadow) if _reached(t, s)] for t in _targets(future.shadow)
    }
    last, first, high = found.values()
    assert max(s["discount"] for s in last) == 0.65
    assert min(s["discount"] for s in first) == 0.7
    assert {s["temptation"] for s in (*last, *first)} == {5}
    assert min(s["temptation"] for s in high) == 6


def test_the_targets_of_the_match():
    twins, loser = (
        [s for s in grid(iterated.match) if _reached(t, s)] for t in _targets(iterated.match)
    )
    assert twins == [{"own": "tit for two tats", "other": "tit for two tats", "noise": 0.02}]
    assert loser == [{"own": "win-stay, lose-shift", "other": "always defect", "noise": 0.02}]


def _targets(draw):
    return declaration(draw).targets


def _reached(target, state):
    wanted = inspect.signature(target.when).parameters
    return bool(target.when(**{k: v for k, v in state.items() if k in wanted}))


def test_a_cluster_invades_above_the_share_that_the_model_names():
    for state in grid(future.cluster):
        need = PrisonersDilemma().smallest_cluster(state["discount"])
        text = said(future.cluster, **state)
        assert ("they invade" in text) == (state["share"] > need + 1e-9)
        assert ("they die out" in text) == (state["share"] < need - 1e-9)


def test_the_readers_target_in_the_tournament():
    """Without errors the first nine are never first to defect; a single move undoes them all."""
    last = iterated._contest(0.0, 200)
    nice = {one.name for one in field()[:9]}
    assert set(last.ranking[:9]) == nice
    once = iterated._contest(0.0, 1)
    assert not nice & set(once.ranking[: np.count_nonzero(once.means > 2.5)])
    assert 1 in values(iterated.tournament, "steps")
