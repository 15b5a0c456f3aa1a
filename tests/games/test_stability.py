"""Best answers and invasion, against all strategies of a small class and the closed forms."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.games import (
    PrisonersDilemma,
    Strategy,
    best_answer,
    discounted_play,
    finite_play,
    invading_cluster,
    is_collectively_stable,
    memory_one,
    round_robin,
)
from govlib.games import strategies as named
from govlib.games.first_tournament import graaskamp

ALL = [getattr(named, name)() for name in named.__all__ if name != "field"]
DISCOUNTS = st.sampled_from([0, 0.2, 0.5, 0.75, 0.9, 0.99])
NOISE = st.sampled_from([0.0, 0.02, 0.3, 0.8])


@st.composite
def machines(draw):
    size = draw(st.integers(1, 3))
    state = st.integers(0, size - 1)
    chance = draw(st.lists(st.sampled_from([0, 0.3, 1]), min_size=size, max_size=size))
    after = draw(st.lists(state, min_size=4 * size, max_size=4 * size))
    return Strategy("drawn", chance, np.reshape(after, (size, 2, 2)), draw(state))


@settings(max_examples=60)
@given(machines(), DISCOUNTS, NOISE)
def test_no_plan_on_the_opponents_states_beats_the_best_answer(opponent, discount, noise):
    """All certain plans that follow the opponent's states, tried one by one."""
    answer = best_answer(opponent, discount=discount, noise=noise)
    seen = np.moveaxis(opponent.after, 1, 2)
    plans = [
        Strategy("plan", plan, seen, opponent.start)
        for plan in itertools.product((0, 1), repeat=len(opponent))
    ]
    values = discounted_play(plans, opponent, discount=discount, noise=noise).totals()[:, 0]
    assert answer.value == pytest.approx(values.max(), rel=1e-9)


@given(st.sampled_from(ALL), st.sampled_from(ALL), DISCOUNTS, NOISE)
def test_no_named_strategy_beats_the_best_answer(opponent, other, discount, noise):
    answer = best_answer(opponent, discount=discount, noise=noise)
    both = [answer.strategy, other]
    value, tried = discounted_play(both, opponent, discount=discount, noise=noise).totals()[:, 0]
    assert answer.value == pytest.approx(value, rel=1e-9)
    assert tried <= value + 1e-8 * max(1, abs(value))


@pytest.mark.parametrize("temptation", [3.5, 4.5, 5.0, 5.9])
def test_tit_for_tat_is_stable_exactly_above_the_threshold(temptation):
    game = PrisonersDilemma(temptation)
    threshold = game.critical_discount
    for step, stable in ((-1e-4, False), (0, True), (1e-4, True)):
        found = is_collectively_stable(named.tit_for_tat(), discount=threshold + step, game=game)
        assert found is stable


def test_defection_is_always_stable_and_cooperation_never():
    for w in (0, 0.5, 0.99):
        assert is_collectively_stable(named.always_defect(), discount=w)
        assert not is_collectively_stable(named.always_cooperate(), discount=w)
    assert is_collectively_stable(named.grim(), discount=0.6)
    assert not is_collectively_stable(named.grim(), discount=0.4)


def test_noise_makes_tit_for_tat_unstable_and_leaves_contrition_stable():
    stable = {
        one.name: is_collectively_stable(one, discount=0.95, noise=0.01)
        for one in (named.tit_for_tat(), named.contrite_tit_for_tat(), named.win_stay_lose_shift())
    }
    assert stable == {
        "tit for tat": False,
        "contrite tit for tat": True,
        "win-stay, lose-shift": False,
    }


def test_a_clock_is_seen_through():
    """One who knows the end game defects a move before it."""
    last = np.tile([1.0, 0.0], (5, 1))
    last[3:] = 0
    opponent = named.tit_for_tat().timed("gives up", last)
    answer = best_answer(opponent, discount=0.9)
    moves = finite_play(answer.strategy, opponent, steps=5).outcomes[0, 0]
    assert moves.tolist() == [[2, 0], [1, 2]]
    assert len(best_answer(graaskamp(), discount=0.9).strategy) == len(graaskamp())


@given(st.floats(0, 0.995))
def test_cluster_of_tit_for_tat_agrees_with_the_closed_form(w):
    found = invading_cluster(named.tit_for_tat(), named.always_defect(), discount=w)
    need = PrisonersDilemma().smallest_cluster(w)
    assert found == (pytest.approx(need) if need < 1 - 1e-9 else pytest.approx(1, abs=1e-6))


def test_clusters_at_the_extremes():
    defect, tit = named.always_defect(), named.tit_for_tat()
    assert invading_cluster(defect, tit, discount=0.9) == np.inf
    assert invading_cluster(defect, named.always_cooperate(), discount=0.9) == 0
    assert invading_cluster(tit, tit.named("twin"), discount=0.9) == 0
    assert invading_cluster(memory_one("x", 0, 1, 0, 1, 0), defect, discount=0.9) == 0


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: best_answer(ALL[0], discount=1), r"discount must lie in \[0, 0.999999\]; got 1"),
        (lambda: best_answer(ALL[0], discount=0.5, noise=2), r"noise must lie in \[0, 1\]; got 2"),
        (
            lambda: is_collectively_stable(
                ALL[0], discount=0.5, game=PrisonersDilemma(temptation=[4, 5])
            ),
            "one set of payoffs",
        ),
    ],
)
def test_bad_arguments_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize("unit", [1e-12, 1e-3, 1.0, 1e9])
def test_the_unit_of_payoffs_does_not_matter(unit):
    game = PrisonersDilemma(5 * unit, 3 * unit, unit, 0)
    for strategy, holds in (
        (named.tit_for_tat(), True),
        (named.always_cooperate(), False),
        (named.always_defect(), True),
        (named.tit_for_two_tats(), False),
    ):
        assert is_collectively_stable(strategy, discount=0.9, game=game) == holds
    assert not is_collectively_stable(named.tit_for_tat(), discount=0.66, game=game)
    share = invading_cluster(named.tit_for_tat(), named.always_defect(), discount=0.9, game=game)
    assert share == pytest.approx(1 / 21)
    best = best_answer(named.tit_for_tat(), discount=0.1, game=game)
    assert best.value == pytest.approx(best_answer(named.tit_for_tat(), discount=0.1).value * unit)
    ranking = round_robin(named.field(), noise=0.05).ranking
    assert round_robin(named.field(), noise=0.05, game=game).ranking == ranking
