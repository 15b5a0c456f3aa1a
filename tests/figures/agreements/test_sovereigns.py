"""The figures of agreements, gifts and burdens, and what they say, over their whole grids."""

import itertools
import re

import matplotlib
import pytest

from govlib.agreements import (
    AbatementGame,
    LeaderAgreement,
    PrivateProvision,
    alliance,
    assess,
    burdens,
    chander_tulkens,
    emitters,
    internally_stable,
)
from govlib.figures.agreements import burden, provision, transfers, treaties
from govlib.palette import color, new_figure, styled

POPULATION = [0.0, 0.2, 0.5, 0.8, 1.0]
SIGNING = {"n": [5, 10, 20, 50, 100], "cost": [0.01, 0.05, 0.25, 1.0, 5.0, 20.0]}
FIGURES = [
    (treaties.signing, treaties.say_signing, SIGNING),
    (treaties.paradox, treaties.say_paradox, SIGNING),
    (transfers.coalitions, transfers.say_coalitions, {"population": POPULATION}),
    (
        transfers.transfers,
        transfers.say_transfers,
        {"population": POPULATION, "worth": [25, 50, 100, 200]},
    ),
    (
        provision.gifts,
        provision.say_gifts,
        {"spread": [0.0, 0.5, 1.0, 2.0, 3.0, 4.0], "valuation": [0.2, 0.35, 0.5, 0.65, 0.8]},
    ),
    (
        provision.crowding,
        provision.say_crowding,
        {
            "source": list(provision.SOURCE),
            "valuation": [0.3, 0.5, 0.7],
            "money": [0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0],
        },
    ),
    (
        provision.large,
        provision.say_large,
        {"valuation": [0.2, 0.5, 0.8], "n": [2, 3, 10, 100, 1000, 10_000]},
    ),
    (burden.nato, burden.say_nato, {"year": list(burden.YEARS)}),
    (
        burden.valuation,
        burden.say_valuation,
        {"large": [1.5, 2.5, 5.0, 10.0], "alpha": [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]},
    ),
    (
        burden.shield,
        burden.say_shield,
        {"large": [2.0, 3.0, 4.0, 5.0], "cost": [26, 30, 36, 45, 60, 80]},
    ),
]


def states(grid):
    return [dict(zip(grid, values, strict=True)) for values in itertools.product(*grid.values())]


@pytest.mark.parametrize(("draw", "say", "grid"), FIGURES, ids=lambda x: getattr(x, "__name__", ""))
def test_every_state_is_a_whole_sentence(draw, say, grid):
    for state in states(grid):
        text = say(**state)
        assert text[0].isupper() or text[0].isdigit(), text
        assert text.endswith("."), text
        assert 40 < len(text) < 320, text
        assert not re.search(r"nan|inf\b|None|  |\[|e[+-]\d|-\d|\b1 (sign|give|lose)\b", text), text


@pytest.mark.parametrize("size", [(6.4, 3.8), (3.6, 4.6)])
@pytest.mark.parametrize(("draw", "say", "grid"), FIGURES, ids=lambda x: getattr(x, "__name__", ""))
def test_corners_are_drawn_within_the_figure_and_in_the_palette(draw, say, grid, size):
    corners = {name: sorted({values[0], values[-1]}, key=str) for name, values in grid.items()}
    known = {matplotlib.colors.to_hex(value) for value in color.values()}
    for state in states(corners):
        with styled():
            fig = new_figure(*size)
            draw(fig, **state)
            fig.draw_without_rendering()
            width, height = fig.get_size_inches() * fig.dpi
            for ax in fig.axes:
                labels = [
                    label
                    for axis in (ax.xaxis, ax.yaxis)
                    for at, label in zip(
                        axis.get_majorticklocs(), axis.get_ticklabels(), strict=True
                    )
                    if min(axis.get_view_interval()) <= at <= max(axis.get_view_interval())
                ]
                titles = (ax.title, ax._left_title, ax.xaxis.label, ax.yaxis.label)
                legend = ax.get_legend()
                words = legend.get_texts() if legend else []
                for text in (*ax.texts, *titles, *labels, *words):
                    if not (text.get_text() and text.get_visible()):
                        continue
                    assert matplotlib.colors.to_hex(text.get_color()) in known
                    box = text.get_window_extent()
                    assert -1 <= box.x0 <= box.x1 <= width + 1, (state, text)
                    assert -1 <= box.y0 <= box.y1 <= height + 1, (state, text)
                for line in ax.lines:
                    assert matplotlib.colors.to_hex(line.get_color()) in known
                for patch in ax.patches:
                    assert matplotlib.colors.to_hex(patch.get_facecolor()) in known


def test_signing_says_how_many():
    for state in states(SIGNING):
        k = assess(LeaderAgreement(state["n"], 100, 1, state["cost"])).largest
        said = treaties.say_signing(**state)
        assert said.startswith(f"All {k}" if k == state["n"] else f"{k} of {state['n']} countries")


def test_coalitions_name_those_that_stay():
    for share in POPULATION:
        said = transfers.say_coalitions(population=share)
        stable = internally_stable(emitters(share)).stable
        assert ("no coalition is safe" in said) == (not stable)
        for group in stable:
            assert " with ".join(group) in said


def test_transfers_count_the_losers():
    for share in (0.0, 0.5, 1.0):
        lose = (chander_tulkens(emitters(share)).gain_without < 0).sum()
        assert f"Without transfers {lose} of the forty" in transfers.say_transfers(
            population=share, worth=50
        )


def test_a_world_without_losers_is_said_so(monkeypatch):
    equal = AbatementGame([1.0] * 40, [1.0] * 40)
    monkeypatch.setattr(transfers, "emitters", lambda *args, **kw: equal)
    transfers._deal.cache_clear()
    assert "even without transfers" in transfers.say_transfers(population=0.0, worth=50)
    transfers._deal.cache_clear()


def test_crowding_says_when_all_is_undone():
    for money in (0.5, 1.0):
        said = provision.say_crowding(source="taxes", valuation=0.5, money=money)
        assert "leaves the public good at 2.5" in said
        assert "undo all of it" in said
    assert "undo all" not in provision.say_crowding(source="grant", valuation=0.5, money=1.0)


def test_gifts_count_the_givers():
    for state in states(FIGURES[4][2]):
        incomes, found, _ = provision._group(**state)
        k = PrivateProvision(incomes, state["valuation"]).equilibrium().contributors
        word = "all eight give" if k == 8 else "only the richest" if k == 1 else f"{k} of eight"
        assert word in provision.say_gifts(**state)
        assert found.contributors == k


def test_nato_tells_chance_from_rule():
    for year in burden.YEARS:
        sure = alliance(year).correlation().p < 0.05
        assert ("no more than chance" in burden.say_nato(year=year)) == (not sure)


def test_valuation_and_shield_compare_rightly():
    for state in states(FIGURES[8][2]):
        big, small = burdens(PrivateProvision([state["large"], 1], [state["alpha"], 0.5]))
        word = "more than" if big > small else "less than"
        if abs(big - small) < 1e-9:
            word = "as much as"
        assert f"{word} the small" in burden.say_valuation(**state)
    for cost, word in ((30, "less than"), (36, "as much as"), (60, "more than")):
        assert f"{word} the small" in burden.say_shield(large=3.0, cost=cost)
