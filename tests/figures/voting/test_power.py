"""Voice and majority: points and lines against the power indices."""

import re
from fractions import Fraction

import numpy as np
import pytest
from figure_checks import curve, drawn, grid, said

from govlib.figures.voting import power
from govlib.voting import banzhaf, imf_executive_board, imf_governors, shapley_shubik


@pytest.mark.parametrize(("body", "index"), [("IMF Governors", 0), ("Council of six, 1958", 1)])
def test_voice_draws_votes_and_power_of_those_it_names(body, index):
    (ax,) = drawn(power.voice, body=body, index=power.INDICES[index]).axes
    labels = [label.get_text() for label in ax.get_yticklabels()]
    made = power._body(body)
    found = banzhaf(made.game).index if index == 0 else shapley_shubik(made.game).index
    votes, drawn_power = (line.get_xdata() for line in ax.lines[:2])
    share = np.array(made.votes) / sum(made.votes)
    order = np.lexsort((-found, -share))
    assert votes[0] == pytest.approx(100 * share[order[0]])
    assert drawn_power[0] == pytest.approx(100 * found[order[0]])
    assert votes[-1] == pytest.approx(100 * share[order[-1]])
    assert drawn_power[-1] == pytest.approx(100 * found[order[-1]])
    if body == "IMF Governors":
        assert (labels[0], labels[-1]) == ("United States", "Tuvalu")
        assert made.votes == imf_governors().votes


@pytest.mark.parametrize(("percent", "chair"), [(50, "China"), (85, "United States")])
def test_majority_draws_what_a_chair_can_do(percent, chair):
    (ax,) = drawn(power.majority, percent=percent, chair=chair).axes
    i = imf_executive_board().names.index(chair)
    for at in (50, 70, 100):
        found = banzhaf(imf_executive_board(Fraction(at, 100)).game)
        k = at - 50
        assert curve(ax, "prevent what passes")[k] == pytest.approx(100 * found.prevent[i])
        assert curve(ax, "bring about what fails")[k] == pytest.approx(100 * found.initiate[i])
        assert curve(ax, "the board can act")[k] == pytest.approx(100 * found.act)
    marked = {tuple(line.get_markevery()) for line in ax.lines if line.get_markevery()}
    assert marked == {(percent - 50,)}


@pytest.mark.parametrize("name", power.BODIES)
def test_voice_counts_every_member_once(name):
    for index in power.INDICES:
        groups = power._groups(name, index)
        if name == "Security Council":
            assert 5 * groups[0][3] + 10 * groups[1][3] == pytest.approx(1)
        else:
            assert sum(size for _, size, _, _ in groups) == len(power._body(name).names)
            assert sum(size * share for _, size, _, share in groups) == pytest.approx(1)
            assert sum(size * votes for _, size, votes, _ in groups) == pytest.approx(1)


def test_the_null_member_of_1958_is_named():
    text = said(power.voice, body="Council of six, 1958", index="Banzhaf")
    assert "Luxembourg" in text
    assert "no power at all" in text


def test_what_is_no_majority_chair_body_or_index_is_refused():
    """A majority of 45 once answered for 96, and an index of any name for Shapley's."""
    for draw in (power.say_majority, lambda **state: drawn(power.majority, **state)):
        with pytest.raises(ValueError, match=r"percent must be at least 50.*got 45|percent .*45"):
            draw(percent=45, chair="China")
        with pytest.raises(ValueError, match=r"percent .*101"):
            draw(percent=101, chair="China")
        with pytest.raises(ValueError, match=r"chair must be .*got 'Atlantis'"):
            draw(percent=50, chair="Atlantis")
    for draw in (power.say_voice, lambda **state: drawn(power.voice, **state)):
        with pytest.raises(ValueError, match=r"index must be .*got 'foo'"):
            draw(body="IMF Governors", index="foo")
        with pytest.raises(ValueError, match=r"body must be .*got 'Foo'"):
            draw(body="Foo", index="Banzhaf")


def test_a_veto_begins_where_the_others_fall_short():
    """The United States blocks alone once the majority exceeds the votes of all others."""
    body = imf_executive_board()
    i = body.names.index("United States")
    others = 1 - body.votes[i] / sum(body.votes)
    prevent, _, _ = power._by_majority()
    for percent in power.MAJORITIES:
        assert (prevent[percent - 50, i] == 1) == (percent > 100 * others)
    for state in grid(power.majority):
        at = prevent[state["percent"] - 50, body.names.index(state["chair"])]
        text = said(power.majority, **state)
        assert ("can prevent all of the decisions" in text) == (at > 0.99999)
        assert re.search(r"more than half|\d+ percent", text)


def test_powers_to_act_fall_with_the_majority():
    prevent, initiate, act = power._by_majority()
    assert (np.diff(act) <= 0).all()
    assert act[0] > act[-1] > 0
    # a chair that can block alone turns every decision that it joins: all fail without it
    veto = prevent[:, 0] == 1
    assert initiate[veto, 0] == pytest.approx(act[veto] / (1 - act[veto]))


def test_large_powers_are_always_named_on_the_boards_of_the_fund():
    """India and Brazil once appeared by luck only, and the last chair was called by a number."""
    for body in ("IMF Governors", "IMF Executive Board"):
        (ax,) = drawn(power.voice, body=body, index="Banzhaf").axes
        labels = [label.get_text() for label in ax.get_yticklabels()]
        for name in ("United States", "China", "India", "Russia", "Brazil", "South Africa"):
            assert any(label.startswith(name) for label in labels), (body, name)
    assert labels[-1] == "Argentina + 5"
    assert "others have" in said(power.voice, body="IMF Executive Board", index="Banzhaf")
