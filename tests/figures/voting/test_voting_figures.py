"""The figures of voting power, and what they say, over their whole grids."""

import numpy as np
import pytest
from figure_checks import SIZES, check_drawing, check_sentence, corners, states

from govlib.figures.voting import councils, power
from govlib.palette import new_figure, styled
from govlib.voting import banzhaf, imf_executive_board, imf_governors

VOICE = {"body": list(power.BODIES), "index": list(power.INDICES)}
MAJORITY = {"percent": list(power.MAJORITIES), "chair": list(power.CHAIRS)}
ENLARGEMENT = {"state": list(councils.STATES)}
FIGURES = [
    (power.voice, power.say_voice, VOICE),
    (power.majority, power.say_majority, MAJORITY),
    (councils.enlargement, councils.say_enlargement, ENLARGEMENT),
]


@pytest.mark.parametrize(("draw", "say", "grid"), FIGURES, ids=lambda x: getattr(x, "__name__", ""))
def test_every_state_is_a_whole_sentence(draw, say, grid):
    for state in states(grid):
        check_sentence(say(**state))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("draw", "say", "grid"), FIGURES, ids=lambda x: getattr(x, "__name__", ""))
def test_states_are_drawn_within_the_figure_and_in_the_palette(draw, say, grid, size):
    for state in states(grid) if grid is not MAJORITY else corners(grid):
        fig = check_drawing(draw, size, **state)
        for text in (text for legend in fig.legends for text in legend.get_texts()):
            assert 0 <= text.get_window_extent().x0 <= text.get_window_extent().x1 <= fig.bbox.x1


def test_voice_shows_the_largest_and_the_smallest_member():
    with styled():
        fig = new_figure()
        power.voice(fig, body="IMF Governors", index="Banzhaf")
    (ax,) = fig.axes
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels[0] == "United States"
    assert labels[-1] == "Tuvalu"
    votes, drawn = (line.get_xdata() for line in ax.lines[:2])
    body = imf_governors()
    i = body.place("USA")
    assert votes[0] == pytest.approx(100 * body.votes[i] / sum(body.votes))
    assert drawn[0] == pytest.approx(100 * banzhaf(body.game).index[i])


@pytest.mark.parametrize("name", power.BODIES)
def test_voice_counts_every_member_once(name):
    for index in power.INDICES:
        groups = power._groups(name, index)
        if name == "Security Council":
            assert 5 * groups[0][3] + 10 * groups[1][3] == pytest.approx(1)
        else:
            assert sum(size for _, size, _, _ in groups) == len(power._body(name).members)
            assert sum(size * share for _, size, _, share in groups) == pytest.approx(1)
            assert sum(size * votes for _, size, votes, _ in groups) == pytest.approx(1)


def test_the_null_member_of_1958_is_named():
    text = power.say_voice(body="Council of six, 1958", index="Banzhaf")
    assert "Luxembourg" in text
    assert "no power at all" in text


def test_a_veto_begins_where_the_others_fall_short():
    """The United States blocks alone once the majority exceeds the votes of all others."""
    body = imf_executive_board()
    others = 1 - body.votes[body.place("USA")] / sum(body.votes)
    for percent in power.MAJORITIES:
        alone = banzhaf(imf_executive_board(percent / 100).game).prevent[body.place("USA")]
        assert (alone == 1) == (percent > 100 * others)
    said = power.say_majority(percent=85, chair="United States")
    assert "can prevent all of the decisions" in said


def test_powers_to_act_fall_with_the_majority():
    prevent, initiate, act = power._by_majority()
    assert (np.diff(act) <= 0).all()
    assert act[0] > act[-1] > 0
    # a chair that can block alone turns every decision that it joins: all fail without it
    veto = prevent[:, 0] == 1
    assert initiate[veto, 0] == pytest.approx(act[veto] / (1 - act[veto]))
