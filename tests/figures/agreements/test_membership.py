"""A coalition that the reader builds: bars, words and marks against payoffs of the game."""

import pytest
from figure_checks import drawn, grid, said

from govlib.agreements import emitters
from govlib.data import load
from govlib.drawing import declaration
from govlib.figures.agreements import membership as module

BASE = {"by": "GDP", "europe": module.ALONE}


def gains(state):
    """What each gains by being in, from what all do in both cases."""
    union = state["europe"] == module.UNION
    game = emitters(module.WEIGHTS[state["by"]], union=union)
    codes = ["CHN", "USA", "IND", "JPN", "EU" if union else "DEU"]
    inside = state["signed"].split("-")
    signed = [c for c in codes if c in inside or (c == codes[-1] and "EUR" in inside)]
    found = {}
    for i, code in enumerate(game.names):
        others = [c for c in signed if c != code]
        into = game.play([*others, code]).payoff[i]
        found[code] = (into - game.play(others).payoff[i]) / 1000
    return found, signed, codes, game


@pytest.mark.parametrize(
    "changed",
    [{}, {"signed": "CHN-JPN-EUR", "by": "population", "europe": module.UNION}],
)
def test_membership_draws_what_each_gains(changed):
    state = {**declaration(module.membership).start, **changed}
    found, signed, codes, game = gains(state)
    (ax,) = drawn(module.membership, **state).axes
    bars = [bar.patches[0].get_height() for bar in ax.containers[1:]]
    assert bars == pytest.approx([found[code] for code in codes], abs=1e-9)
    assert f"gap closed: {100 * game.gap_closed(signed):.1f} %" in ax.get_title("right")


def test_a_tap_changes_one_country():
    (ax,) = drawn(module.membership, signed="USA-JPN", **BASE).axes
    marks = [patch.get_gid().removeprefix("gx-tap:signed=") for patch in ax.containers[0].patches]
    assert marks == ["CHN-USA-JPN", "JPN", "USA-IND-JPN", "USA", "USA-JPN-EUR"]
    (ax,) = drawn(module.membership, signed="JPN", **BASE).axes
    assert ax.containers[0].patches[3].get_gid() == "gx-tap:signed=none"


def test_words_say_who_would_move():
    names = load("countries").name
    for i, state in enumerate(grid(module.membership)):
        found, signed, codes, _ = gains(state)
        text = said(module.membership, **state)
        if len(signed) < 2:
            assert text.startswith("Fewer than two")
            continue
        first, rest = text.split(". ", 1)
        leave, join = rest.split("; ")
        call = {code: "EU" if code == "EU" else names[code] for code in codes}
        for code in codes:
            assert (call[code] in first) == (code in signed), text
            if code in signed:
                assert (call[code] in leave) == (found[code] < -1e-9), text
            else:
                assert (call[code] in join) == (found[code] > 1e-9), text
        count = sum(v > 1e-9 for c, v in found.items() if c not in signed and c not in codes)
        assert (str(count) in join.split()) == (count > 0), text
        if i % 17:
            continue
        (ax,) = drawn(module.membership, **state).axes
        words = [t.get_text() for t in ax.texts]
        for code in codes:
            sign = "+" if found[code] > 5e-4 else "−" if found[code] < -5e-4 else "0"
            amount = words[2 * codes.index(code) + 1]
            assert amount[0] == sign
            assert (float(amount.replace("−", "-")) == 0) == (sign == "0")
        assert words.count("leaves") == sum(found[c] < -1e-9 for c in signed)
        assert words.count("joins") == sum(found[c] > 1e-9 for c in codes if c not in signed)


@pytest.mark.parametrize(
    ("europe", "best"), [(module.ALONE, ("CHN", "JPN")), (module.UNION, ("USA", "EU"))]
)
def test_targets_are_the_best_that_hold(europe, best):
    """Every coalition of the five, by the payoffs."""
    held = {}
    for signed in module.SETS:
        state = {"signed": signed, "by": "GDP", "europe": europe}
        found, signed, _, game = gains(state)
        if len(signed) > 1 and all(found[c] >= -1e-9 for c in signed):
            held[tuple(signed)] = game.gap_closed(signed)
    assert max(held, key=held.get) == best == module._best_that_holds("GDP", europe)


def test_said_of_the_best_is_so():
    """The United States would join China and Japan, and then each of the two would leave."""
    assert gains({**BASE, "signed": "CHN-JPN"})[0]["USA"] > 0
    found = gains({**BASE, "signed": "CHN-USA-JPN"})[0]
    assert found["CHN"] < 0
    assert found["JPN"] < 0
