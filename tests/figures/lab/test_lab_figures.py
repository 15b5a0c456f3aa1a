"""Figures of the institution lab draw what the models and the tables say."""

import numpy as np
import pytest
from figure_checks import drawn, grid, said, widths

from govlib.figures.lab import institution, reforms, treaties
from govlib.lab import (
    SIX,
    WORLDS,
    Rules,
    combined,
    contributions,
    find_treaty,
    forty,
    known_clubs,
    known_depths,
    known_founders,
    known_report,
    losers,
    provisions,
    report,
    variant_provisions,
)

NONE = dict.fromkeys(SIX, False)
STATES = [
    {"shield": True, "goals": True, **NONE},
    {"shield": True, "goals": True, **NONE, "patience": True, "sanctions": True},
    {"shield": False, "goals": False, **NONE, "transfers": True, "supervision": True},
]


@pytest.mark.parametrize("state", STATES)
def test_institution_draws_what_the_model_finds_without_the_table(state):
    """No rule in these states, so that the treaty is found again and is the same."""
    priority = 0.5 * state["goals"]
    rules = combined(
        Rules(shield=0.5 * state["shield"]), sum(state[n] << i for i, n in enumerate(SIX))
    )
    world = forty(priority)
    found = report(world, rules, treaty=find_treaty(world, rules))
    bar, dots, gains = drawn(institution.institution, **state).axes
    assert widths(bar) == pytest.approx([100, 100 * found.provision, 100 * found.alone])
    inside, outside, losing = (np.asarray(c.get_offsets()) for c in dots.collections)
    member = np.isin(world.names, found.members)
    both = np.column_stack([100 * world.part, 100 * world.stakes])
    assert inside == pytest.approx(both[member])
    assert outside == pytest.approx(both[~member])
    assert len(losing) == losers(world, found).sum()
    share = np.sort(100 * found.gains / world.gdp)
    assert widths(gains) == pytest.approx([*share[:4], *share[-4:]])
    text = said(institution.institution, **state)
    assert f"cheating is seen within {found.delay:.1f} years" in text


def test_institution_says_who_loses_in_every_state():
    for state in grid(institution.institution):
        name = institution._world(state["shield"], state["goals"])
        code = sum(state[n] << i for i, n in enumerate(SIX))
        found, world = known_report(name, code), forty(WORLDS[name][1])
        text = said(institution.institution, **state)
        count = int(losers(world, found).sum())
        assert ("nobody loses" in text) == (count == 0)
        if count > 1:
            assert f"{count} lose" in text
        assert found.depth > 0, "the sentence speaks of a treaty"
        assert found.delay >= combined(Rules(), code).lag - 1e-6


def test_the_targets_are_the_only_pairs_and_triples_that_their_words_say():
    worth = provisions("both")
    pairs = [c for c in range(64) if c.bit_count() == 2 and worth[c] >= 0.25]
    triples = [c for c in range(64) if c.bit_count() == 3 and worth[c] >= 0.5]
    assert pairs == [0b100010]
    assert triples == [0b100110]


@pytest.mark.parametrize("state", [(1, False, 3), (10, True, 5)])
def test_depth_draws_the_table_and_marks_the_best(state):
    tariff, transfers, rate = state
    rows = known_depths(tariff / 100, transfers, rate / 100)
    left, right = drawn(treaties.depth, tariff=tariff, transfers=transfers, rate=rate).axes
    for ax, values in ((left, 100 * rows.provision), (right, rows["size"])):
        line, mark = ax.lines
        assert line.get_ydata() == pytest.approx(values.to_numpy(float))
        assert mark.get_ydata()[0] == pytest.approx(values[rows.provision.idxmax()])


def test_depth_never_names_a_treaty_that_there_is_not():
    for state in grid(treaties.depth):
        rows = known_depths(state["tariff"] / 100, state["transfers"], state["rate"] / 100)
        text = said(treaties.depth, **state)
        assert ("The deepest treaty" in text) == (rows.provision.idxmax() == 1)
        assert " 0 members" not in text
        assert rows["size"].max() > 0


@pytest.mark.parametrize("price", [25, 100])
def test_clubs_draws_sizes(price):
    (ax,) = drawn(treaties.clubs, price=price).axes
    assert ax.lines[-1].get_ydata() == pytest.approx(known_clubs(price))
    assert len(ax.lines) == 4


@pytest.mark.parametrize("price", treaties.PRICES)
def test_clubs_says_from_which_tariff(price):
    size, text = known_clubs(price), said(treaties.clubs, price=price)
    assert size[0] == 0
    if size.max() == 15:
        first = int(text.split("from a tariff of ")[1].split()[0])
        assert size[first] == 15 > size[first - 1]
    else:
        last = int(text.split("up to a tariff of ")[1].split()[0])
        assert size[last] == 0 < size[last + 1]
        assert f"only {size[10]} of" in text


def test_founders_draws_all_pairs_from_least_to_most():
    (ax,) = drawn(treaties.founders).axes
    assert ax.lines[0].get_ydata() == pytest.approx(100 * np.sort(known_founders().provision))
    assert [line.get_ydata()[0] for line in ax.lines[1:]] == pytest.approx(
        [100 * known_founders().provision.min(), 100 * known_founders().provision.max()]
    )


def test_reforms_draws_averages_and_the_range_of_variants():
    left, right = drawn(reforms.reforms).axes
    found = contributions(provisions("both", clubs=True))
    order = np.argsort(-found.shapley, kind="stable")
    points = {line.get_label(): line for line in [*left.lines, *right.lines]}
    for name, values in (("average", found.shapley), ("alone", found.alone), ("last", found.last)):
        assert points[name].get_xdata() == pytest.approx(100 * values[order])
    assert points["neither"].get_xdata() == pytest.approx(
        100 * contributions(provisions("neither", clubs=True)).shapley[order]
    )
    spread = np.array([contributions(v).shapley for v in variant_provisions().values()])
    thick = [line for line in left.lines if line.get_linewidth() == 8]
    assert {line.get_linestyle() for line in thick} == {"-"}, "no gaps in a range"
    bars = [line.get_xdata() for line in thick]
    place = [i for i in order if i < len(SIX)]
    assert len(bars) == len(SIX)
    assert [b[0] for b in bars] == pytest.approx(100 * spread.min(axis=0)[place])
    assert [b[1] for b in bars] == pytest.approx(100 * spread.max(axis=0)[place])
    low, high = spread.min(axis=0), spread.max(axis=0)
    widest = int((high - low).argmax())
    text = f"{list(reforms.NAMES.values())[widest]} moves most, from {100 * low[widest]:.0f} to"
    assert text in said(reforms.reforms)
