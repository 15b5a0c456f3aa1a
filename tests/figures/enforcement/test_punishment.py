"""Punishment: lines, marks and bars against the games."""

import pytest
from figure_checks import curves, drawn, grid, said, widths

from govlib.enforcement import OptionalPunishment, PunishmentGame
from govlib.enforcement.optional_punishment import STRATEGIES
from govlib.figures.enforcement import punishment


def final(mpcr, points, punishers):
    """Payoffs of a free rider and of a punisher, by hand from the published table of costs."""
    table = [[0] * 4 for _ in range(4)]
    for i in range(punishers):
        table[i][3] = points
    paid = PunishmentGame(mpcr=mpcr).payoffs([20, 20, 20, 0], table)
    return paid[3], paid[0]


@pytest.mark.parametrize(("mpcr", "points", "punishers"), [(0.4, 2, 1), (0.75, 3, 3)])
def test_deterrence_draws_the_free_rider_and_the_punisher(mpcr, points, punishers):
    (ax,) = drawn(punishment.deterrence, mpcr=mpcr, points=points, punishers=punishers).axes
    rider, punisher = (line.get_ydata() for line in curves(ax) if len(line.get_xdata()) == 6)
    want = [final(mpcr, p, punishers) for p in range(6)]
    assert rider == pytest.approx([w[0] for w in want])
    assert punisher == pytest.approx([w[1] for w in want])
    spots = [line for line in ax.lines if len(line.get_xdata()) == 1]
    assert [line.get_ydata()[0] for line in spots] == pytest.approx(final(mpcr, points, punishers))
    assert any(line.get_ydata()[0] == pytest.approx(80 * mpcr) for line in ax.lines)


@pytest.mark.parametrize("state", [("a pool", False, True, 1, 1000), ("peers", True, True, 2, 0.1)])
def test_institutions_draws_how_long_each_rules(state):
    names = ("kind", "second_order", "optional", "ratio", "strength")
    shares = punishment._shares(*state)
    (ax,) = drawn(punishment.institutions, **dict(zip(names, state, strict=True))).axes
    assert widths(ax) == pytest.approx(shares)
    assert shares.sum() == pytest.approx(1)


def test_deterrence_agrees_with_the_fewest_points():
    for state in grid(punishment.deterrence):
        text = said(punishment.deterrence, **state)
        rider, _ = final(**state)
        assert ("does not pay" in text) == (rider <= 80 * state["mpcr"] + 1e-9), state


def test_institutions_name_all_that_rule_most():
    """Three tie behind a pool that spares second-order free riders: all three are named."""
    for state in grid(punishment.institutions):
        shares = punishment._shares(**state)
        text = said(punishment.institutions, **state)
        first = text.split(" rule ")[0].lower()
        for i, name in enumerate(STRATEGIES):
            word = punishment._WORDS[name].replace("staying", "stay")
            tie = f"{shares[i]:.1%}" == f"{shares.max():.1%}"
            assert (word in first) == tie, (state, text)
        assert f"{shares.max():.0%} of the time" in text
        weak = "chance decides as much" in text
        present = (shares > 1e-9).sum()
        assert not weak or shares.max() < 2 / present, (state, text)
        if "A pool shows" in text:
            assert state["second_order"], state


def test_a_pool_behind_a_closed_door_says_how_seldom_it_begins():
    """The state of the chapter: with imitation of a tenth, once in some four hundred tries."""
    closed = {"kind": "a pool", "second_order": True, "optional": False, "ratio": 2}
    game = OptionalPunishment(second_order=True, pool_fine=1.4)
    chance = game.fixation(100, 0.1).chance[STRATEGIES.index("defector")]
    text = said(punishment.institutions, **closed, strength=0.1)
    assert f"once in {1 / chance[STRATEGIES.index('pool punisher')]:.0f} tries" in text
    assert "less than once in a million" in said(punishment.institutions, **closed, strength=1000)
    # behind an open door two likely steps lead there, and nothing is said
    assert "tries" not in said(punishment.institutions, **{**closed, "optional": True}, strength=1)


def test_where_the_pool_rules():
    """With second-order fines, and an open door or a fine that weighs more than its price."""
    for state in grid(punishment.institutions):
        if state["strength"] < 1:
            continue
        shares = punishment._shares(**state)
        begins = state["optional"] or state["ratio"] > 1
        pool = state["second_order"] and "pool" in state["kind"] and begins
        assert (int(shares.argmax()) == 3) == pool, state
        closed = "nobody can stay out" in said(punishment.institutions, **state)
        assert closed == (not state["optional"] and not pool), state
