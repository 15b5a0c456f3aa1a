"""Aid, schedules and the decline of giving: lines and marks against data and model."""

import numpy as np
import pytest
from figure_checks import curve, curves, drawn, grid, widths

from govlib.data import load
from govlib.figures.games import giving
from govlib.games import load_sessions

STATES = [
    {"free_riders": 23, "rest": "as measured", "belief": 9.8, "rule": "schedules"},
    {"free_riders": 0, "rest": "perfect matchers", "belief": 14, "rule": "schedules and beliefs"},
]


def test_aid_draws_every_donor_and_sets_apart_who_meets_the_target():
    (ax,) = drawn(giving.aid).axes
    table = load("oda_gni_2022_final").sort_values("oda_percent_gni", ascending=False)
    share = table["oda_percent_gni"].to_numpy(float)
    met, missed = (line for line in ax.lines if line.get_marker() in ("o", "s"))
    assert met.get_ydata() == pytest.approx(share[:4])
    assert missed.get_ydata() == pytest.approx(share[4:])
    assert [*met.get_xdata(), *missed.get_xdata()] == list(range(1, 31))
    (then,) = (line for line in ax.lines if line.get_marker() == "_")
    old = load("oda_1970").query("dac_member_1970 == 1")["aid_percent_gni"]
    spots = {table.index[int(x) - 1]: y for x, y in zip(*then.get_data(), strict=True) if y == y}
    assert spots == old.to_dict()


def test_aid_says_who_reaches_the_target_and_who_gives_more_than_in_1970():
    text = giving.say_aid()
    assert "30 donors, 4 reach" in text
    assert "Luxembourg, Sweden, Norway, Germany." in text
    now, old = load("oda_gni_2022_final"), load("oda_1970").query("dac_member_1970 == 1")
    more = sum(now.oda_percent_gni[code] > old.aid_percent_gni[code] for code in old.index)
    assert f"members in 1970, 0 reached it then, and {more} give a larger share now" in text


def test_schedules_draws_each_kind_and_everybody():
    (ax,) = drawn(giving.schedules).axes
    sessions = load_sessions()
    rows = [line.get_ydata() for line in curves(ax)]
    for row in (sessions.schedules.others, *sessions.schedules.gifts):
        assert any(len(r) == len(row) and np.allclose(r, row) for r in rows)
    assert curve(ax, "everybody") == pytest.approx(sessions.average)
    rest = sessions.population().rest_points()
    (points,) = [line for line in ax.lines if line.get_marker() == "o"]
    assert points.get_xdata() == pytest.approx(rest)
    assert points.get_ydata() == pytest.approx(rest)


@pytest.mark.parametrize("state", STATES)
def test_decline_draws_beliefs_data_and_model(state):
    ax, strip = drawn(giving.decline, **state).axes[:2]
    course = giving._course(**state)
    beliefs, data, model = (line.get_ydata() for line in ax.lines[:3])
    assert beliefs == pytest.approx(course.beliefs)
    assert data == pytest.approx(load_sessions().gifts)
    assert model == pytest.approx(course.mean)
    shares = giving._people(state["free_riders"], state["rest"], state["rule"]).shares
    drawn_shares = sorted(width for width in widths(strip) if width > 1e-12)
    assert drawn_shares == pytest.approx(sorted(share for share in shares if share > 1e-12))


def test_the_course_is_that_of_the_population_with_its_beliefs():
    """Half free riders and half perfect matchers give half of what they expect."""
    people = giving._people(50, "perfect matchers", "schedules")
    assert people.run(10.0, 1).mean[0] == pytest.approx(5.0)


def test_the_readers_target_in_decline():
    """Only perfect matchers with no free rider among them keep giving at its first level."""
    for state in grid(giving.decline):
        course = giving._course(**state)
        holds = course.mean[-1] >= course.mean[0] - 0.05 and course.mean[0] > 5
        matchers = state["rest"] == "perfect matchers" and state["free_riders"] == 0
        assert holds == (matchers and state["belief"] > 5), state


def test_the_default_of_decline_is_the_measured_population():
    default = giving._people(23, "as measured", "schedules")
    assert default.shares == pytest.approx(load_sessions().shares, abs=0.005)
    assert default.shares.sum() == pytest.approx(1)
