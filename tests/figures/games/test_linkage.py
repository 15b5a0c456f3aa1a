"""A package of two issues: bars and words against what each country gains and pays."""

import numpy as np
import pytest
from figure_checks import drawn, grid, heights, said

from govlib.figures.games import linkage
from govlib.published import get


def slack(difference, stake, discount):
    """What conforming gains each country on each issue, and on both, by hand."""
    benefit = np.array([[3 + difference, stake * (3 - difference)],
                        [3 - difference, stake * (3 + difference)]])  # fmt: skip
    each = discount * benefit - 1.5
    return np.vstack([each, each.sum(axis=0)])


@pytest.mark.parametrize("state", [(1, 1, 0.6), (2.5, 0.75, 0.4)])
def test_package_draws_the_slack_of_each_issue_and_of_both(state):
    names = ("difference", "stake", "discount")
    given = dict(zip(names, state, strict=True))
    fig = drawn(linkage.package, **given, payments=False)
    assert heights(fig.axes[0]) == pytest.approx(slack(*state).T.ravel())


@pytest.mark.parametrize("state", [(0.5, 0.5, 0.9), (1, 0.75, 0.6)])
def test_payments_move_slack_and_make_none(state):
    given = dict(zip(("difference", "stake", "discount"), state, strict=True))
    bars = heights(drawn(linkage.package, **given, payments=True).axes[0])
    # the bars before payments and those after, country after country
    parts = np.array(bars).reshape(2, 2, 3)
    before, after = parts[:, 0].T, parts[:, 1].T
    plain = slack(*state)
    assert before == pytest.approx(plain)
    assert after.sum(axis=1) == pytest.approx(plain.sum(axis=1))
    for row, was in zip(after, plain, strict=True):
        if was.sum() >= -1e-9:
            assert row.min() >= -1e-9
        else:
            assert row == pytest.approx(was)


def test_package_says_what_holds_in_all_states():
    for state in grid(linkage.package):
        text = said(linkage.package, **state)
        paid = state.pop("payments")
        table = slack(**state)
        sums = table.sum(axis=1) if paid else table.min(axis=1)
        first, second, both = sums >= -1e-9
        assert ("nothing holds" in text) == (not (first or second or both)), text
        assert ("each issue holds alone" in text) == (first and second), text
        assert ("package holds and no issue" in text) == (both and not (first or second)), text
        assert ("dead weight" in text) == ((first or second) and not both), text
        if first != second:
            assert f"issue {'A' if first else 'B'} holds alone" in text, text
        assert not (first and second and not both), "two deals that hold make a package that does"


def test_the_published_package_is_in_the_explorer():
    alike = linkage._issues(0.0, 1.0).package().critical_discount
    assert alike == linkage._issues(2.5, 1.0).package().critical_discount == pytest.approx(0.5)
    # costs of 1.5 in place of 1, and everything else as published
    assert 1.5 * get("LINK-04").value == pytest.approx(alike)
