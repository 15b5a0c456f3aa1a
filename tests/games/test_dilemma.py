"""The prisoner's dilemma: its closed forms against streams of payoffs."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from govlib.games import PrisonersDilemma, discounted_play, memory_one
from govlib.games.strategies import always_defect, tit_for_tat


@st.composite
def dilemmas(draw):
    steps = [draw(st.floats(0.1, 5)) for _ in range(3)]
    sucker = draw(st.floats(-3, 3))
    punishment, reward, temptation = sucker + np.cumsum(steps)
    return PrisonersDilemma(float(temptation), float(reward), float(punishment), sucker)


@given(dilemmas(), st.floats(0.01, 0.99))
def test_tit_for_tat_resists_both_ways_of_cheating_exactly_above_the_threshold(game, w):
    threshold = game.critical_discount
    assume(abs(w - threshold) > 1e-6)
    play = discounted_play([tit_for_tat(), always_defect(), alternate_from_defection()], discount=w)
    own, defects, in_turn = play.totals(game)[:, 0]
    assert (max(defects, in_turn) <= own + 1e-9) == (w > threshold)


def alternate_from_defection():
    return memory_one("defect, then cooperate", 0, 0, 0, 1, 1)


@given(dilemmas(), st.floats(0, 0.99))
def test_the_smallest_cluster_earns_what_natives_earn(game, w):
    p = game.smallest_cluster(w)
    value = discounted_play([tit_for_tat(), always_defect()], discount=w).totals(game)
    assert p * value[0, 0] + (1 - p) * value[0, 1] == pytest.approx(value[1, 1])
    assert 0 < p < 1


@given(dilemmas())
def test_turns_pay_where_no_patience_is_enough(game):
    assert game.alternation_pays == (game.temptation + game.sucker > 2 * game.reward)
    if game.alternation_pays:
        assert game.critical_discount > 1 - 1e-12


def test_a_sweep_equals_its_single_games():
    reward = np.array([2.0, 3.0, 4.0])
    swept = PrisonersDilemma(reward=reward)
    single = [PrisonersDilemma(reward=r) for r in reward]
    assert swept.matrix.shape == (3, 2, 2)
    for i, game in enumerate(single):
        assert np.array_equal(swept.matrix[i], game.matrix)
        assert swept.critical_discount[i] == game.critical_discount
        assert swept.smallest_cluster(0.9)[i] == game.smallest_cluster(0.9)
    play = discounted_play([tit_for_tat(), always_defect()], discount=0.9)
    assert np.array_equal(play.totals(swept)[1], play.totals(single[1]))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: PrisonersDilemma(3, 3, 1, 0), "temptation must be above reward; got 3 and 3"),
        (lambda: PrisonersDilemma(5, 3, 3.5, 0), "reward must be above punishment; got 3 and 3.5"),
        (lambda: PrisonersDilemma(5, 3, 1, [0, 1]), "punishment must be above sucker; got 1 and 1"),
        (lambda: PrisonersDilemma(np.nan), "temptation must be finite; got nan"),
        (lambda: PrisonersDilemma([5, 6], [3, 4, 4.5]), "must broadcast"),
        (lambda: PrisonersDilemma().smallest_cluster(1), r"discount must lie in \[0, 1\); got 1"),
    ],
)
def test_bad_payoffs_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()
