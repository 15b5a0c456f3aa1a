"""The figures of financing and of the United Nations' revenue, and what they say."""

import re

import pytest
from figure_checks import SIZES, check_drawing, figure_tests, states

from govlib.figures.financing import fund, un_funding
from govlib.financing import Donors, PledgeGame, VolunteersDilemma, channels, scale_and_gifts

MATCHING = {"share": [1, 10, 25, 50, 60, 75, 100], "colluders": [1, 2, 3, 4]}
VOLUNTEERS = {"cost": [5, 25, 50, 75, 95], "fine": [0, 25, 50, 95]}
PLEDGES = {"needed": [1, 5, 10, 15, 20], "cost": [1, 10, 20, 50, 95]}
FIGURES = [
    (fund.matching, fund.say_matching, MATCHING),
    (fund.volunteers, fund.say_volunteers, VOLUNTEERS),
    (fund.pledges, fund.say_pledges, PLEDGES),
    (un_funding.budgets, un_funding.say_budgets, {}),
    (un_funding.dues_and_gifts, un_funding.say_dues_and_gifts, {}),
]


test_every_state_is_said, test_every_corner_is_drawn = figure_tests(FIGURES)


def test_matching_says_what_is_spent():
    donors = Donors([1, 2, 3, 4])
    for state in states(MATCHING):
        group = range(state["colluders"]) if state["colluders"] > 1 else ()
        found = donors.quadratic(state["share"] / 100, colluders=group)
        text = fund.say_matching(**state)
        assert f"{found.level:.0f} is spent where 100 is best" in text
        assert ("collude" in text) == (state["colluders"] > 1)


def test_collusion_overspends_only_where_the_fund_pays_enough():
    """The readers' target: where four collude, a small share of the match is best."""
    welfare = [fund._funded(share, 4).welfare for share in range(1, 101)]
    assert welfare.index(max(welfare)) < 5
    honest = [fund._funded(share, 1).welfare for share in range(1, 101)]
    assert honest.index(max(honest)) == 99


def test_volunteers_says_the_probabilities():
    for state in states(VOLUNTEERS):
        cost, fine = state["cost"] / 100, state["cost"] * state["fine"] / 1e4
        said = [float(x) for x in re.findall(r"0\.\d+", fund.say_volunteers(**state))]
        want = [VolunteersDilemma(n, cost).equilibrium().provided for n in (2, 100)]
        if fine:
            want.append(VolunteersDilemma(100, cost, fine).equilibrium().provided)
        assert said == pytest.approx(want, abs=0.0006)


def test_pledges_says_the_probabilities():
    for state in states(PLEDGES):
        text = fund.say_pledges(**state)
        kept, sunk = (
            PledgeGame(20, state["needed"], state["cost"] / 100, refund).equilibrium().success
            for refund in (True, False)
        )
        said = [float(x) for x in re.findall(r"[01]\.\d\d", text)]
        if state["needed"] == 20:
            assert "every pledge decides" in text
        elif sunk:
            assert said == pytest.approx([kept, sunk], abs=0.006)
        else:
            assert "nobody does" in text
            assert said == ([] if kept < 0.005 else pytest.approx([kept], abs=0.006))


def test_budgets_draws_every_channel_of_every_entity():
    fig = check_drawing(un_funding.budgets, SIZES[0])
    table = channels()
    widths = [patch.get_width() for patch in fig.axes[0].patches]
    assert len(widths) == 4 * len(table)
    assert max(widths) == pytest.approx(100 * table["assessed"].max())


def test_dues_and_gifts_draws_the_twelve_largest():
    fig = check_drawing(un_funding.dues_and_gifts, SIZES[0])
    (ax,) = fig.axes
    dues, gifts = (line.get_xdata() for line in ax.lines)
    both = scale_and_gifts()
    assert len(dues) == len(gifts) == 12
    assert max(dues) == both["scale"].max()
    assert max(gifts) == both["voluntary"].max()
