"""A package of two issues: bars against the slack of the model."""

import numpy as np
import pytest
from figure_checks import drawn, grid, heights, said

from govlib.figures.games import linkage
from govlib.games import Issues
from govlib.published import get


def issues(difference, cost):
    return Issues([[3 + difference, 3 - difference], [3 - difference, 3 + difference]], cost)


@pytest.mark.parametrize("state", [(1, 1.5, 0.6), (2.5, 0.5, 0.3)])
def test_package_draws_the_slack_of_each_issue_and_of_both(state):
    difference, cost, discount = state
    fig = drawn(linkage.package, difference=difference, cost=cost, discount=discount)
    slack = issues(difference, cost).slack(discount)
    table = np.vstack([slack, slack.sum(axis=0)])
    assert heights(fig.axes[0]) == pytest.approx(table.T.ravel())


def test_package_says_what_holds():
    for state in grid(linkage.package):
        text = said(linkage.package, **state)
        made = issues(state["difference"], state["cost"])
        patience = state["discount"] + 1e-9
        together = made.package().critical_discount <= patience
        alone = bool((made.critical_discount <= patience).all())
        if state["difference"]:
            assert ("nothing holds" in text) == (not together), text
            assert ("each issue holds" in text) == alone, text
            assert ("both linked do" in text) == (together and not alone), text
        else:
            assert alone == together


def test_the_published_package_is_in_the_explorer():
    assert linkage._issues(2.0, 1.0).package().critical_discount == pytest.approx(1 / 3)
    alike = linkage._issues(0.0, 1.0).package().critical_discount
    assert alike == pytest.approx(get("LINK-04").value)
