"""The Council of Ministers: lines and bars against the power indices."""

import pytest
from figure_checks import curves, drawn, heights, said

from govlib.figures.voting import councils
from govlib.voting import COUNCILS, banzhaf, eu_council


@pytest.mark.parametrize("state", ["Germany", "Luxembourg"])
def test_enlargement_draws_votes_power_and_the_power_to_act(state):
    ax, low = drawn(councils.enlargement, state=state).axes
    votes, power = (line.get_ydata() for line in curves(ax)[:2])
    acts = heights(low)
    for k, rule in ((0, "1958"), (len(COUNCILS) - 1, "lisbon")):
        assert list(COUNCILS)[k] == rule
        body = eu_council(rule)
        found, i = banzhaf(body.game), body.names.index(state)
        assert votes[k] == pytest.approx(100 * body.votes[i] / sum(body.votes))
        assert power[k] == pytest.approx(100 * found.index[i])
        assert acts[k] == pytest.approx(100 * found.act)


def test_a_state_that_was_no_founder_is_refused():
    for draw in (councils.say_enlargement, lambda **s: drawn(councils.enlargement, **s)):
        with pytest.raises(ValueError, match=r"state must be .*got 'Poland'"):
            draw(state="Poland")
    assert "had no power at all" in said(councils.enlargement, state="Luxembourg")
