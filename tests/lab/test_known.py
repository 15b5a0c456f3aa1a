"""The derived tables of the lab say what the models say: every row holds, some are made again."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import lab_tables
import numpy as np
import pytest

from govlib.data import load
from govlib.lab import (
    DEPTHS,
    SIX,
    WORLDS,
    Rules,
    Treaty,
    TreatyGame,
    accede,
    all_treaties,
    best,
    bracket,
    cdice_world,
    ceiling,
    ceilings,
    combined,
    equal_world,
    find_treaty,
    forty,
    known_clubs,
    known_depths,
    known_founders,
    known_goals,
    known_report,
    known_treaty,
    losers,
    provisions,
    report,
    variant_provisions,
)

#: sets of reforms with and without a rule that are searched for again
SAMPLE = (("both", 0), ("both", 0b100010), ("goals", 0b010110), ("neither", 0b001010))
MEETING = (("both", 0b000001), ("shield", 0b100011), ("goals", 0b110111))


def provided(world, rules, treaty):
    game = TreatyGame(world, rules, clause=treaty.clause)
    held, now = game.holds(treaty.members[None], treaty.depth or 1.0)
    assert held[0] or not treaty.depth
    return now.total[0] / best(world, rules).total


def rules_of(world, code):
    shield, priority = WORLDS[world]
    return forty(priority), combined(Rules(shield=shield), code)


@pytest.mark.parametrize("world", WORLDS)
def test_every_treaty_holds_and_provides_what_the_table_says(world):
    told, top = provisions(world), ceilings(world)
    for code in range(64):
        place, rules = rules_of(world, code)
        treaty = known_treaty(world, code)
        assert treaty.clause in (0, rules.rule)
        assert provided(place, rules, treaty) == pytest.approx(told[code], rel=1e-6)
        assert np.isnan(top[code]) == (world in ("shield", "neither") and bool(code & 1))
        assert not told[code] > top[code] * (1 + 1e-6)


@pytest.mark.parametrize(("world", "code"), SAMPLE)
def test_without_a_rule_accession_ends_there(world, code):
    place, rules = rules_of(world, code)
    again, known = find_treaty(place, rules), known_treaty(world, code)
    assert (again.members == known.members).all()
    assert again.depth == known.depth
    assert ceilings(world)[code] == pytest.approx(provisions(world)[code])


@pytest.mark.parametrize(("world", "code"), MEETING)
def test_with_a_rule_the_short_search_finds_no_more(world, code):
    place, rules = rules_of(world, code)
    again = provided(place, rules, find_treaty(place, rules))
    told = provisions(world)[code]
    assert 0.8 * told < again <= told * (1 + 1e-6)


def test_the_ceiling_is_what_the_table_says():
    place, rules = rules_of("both", 0b110111)
    told = provisions("both")[0b110111]
    most = best(place, rules).total
    assert ceiling(place, rules, least=told * most) / most == pytest.approx(
        ceilings("both")[0b110111], rel=1e-3
    )


@pytest.mark.parametrize(
    ("code", "shield"), [(0b110111, 0.0), (0b000111, 0.5), (0b100011, 0.5), (0b011101, 0.5)]
)
def test_no_treaty_of_the_ten_largest_exceeds_the_ceiling(code, shield):
    whole = forty(0.5)
    keep = np.argsort(-whole.emissions)[:10]
    world = type(whole)(
        tuple(np.array(whole.names)[keep]), whole.emissions[keep],
        whole.stakes[keep] / whole.stakes[keep].sum(), whole.gdp[keep],
        great=whole.great[keep], exports=whole.exports[np.ix_(keep, keep)],
    )  # fmt: skip
    rules = combined(Rules(shield=shield, depths=(0.35, 1.0)), code)
    exact = max(
        float(game.treaties(t.members[None], t.depth or 1.0).total[0])
        for clause in (0.0, rules.rule)
        for game in [TreatyGame(world, rules, clause=clause)]
        for t in [all_treaties(game)]
    )
    # the ceiling does not know what there is to find
    top = ceiling(world, rules)
    assert exact <= top <= 1.35 * exact


def test_a_search_from_above_loses_nothing_and_stays_below_the_ceiling():
    world, rules = rules_of("goals", 0b110111)
    rules = replace(rules, depths=(1.0,))
    short = find_treaty(world, rules)
    found = bracket(world, rules, short)
    assert provided(world, rules, found.treaty) >= provided(world, rules, short)
    assert found.total <= found.ceiling


def test_the_long_search_finds_what_the_short_one_misses():
    world, rules = rules_of("both", 0b000011)
    short = provided(world, rules, find_treaty(world, rules))
    assert provisions("both")[0b000011] > 1.1 * short


def test_what_a_ceiling_refuses():
    for name, value in (("oil", 1.0), ("curvature", 0.5), ("local", 1.0), ("retaliation", 1.0)):
        with pytest.raises(ValueError, match=f"rules must have {name} = 0 for a ceiling; got"):
            ceiling(equal_world(3), Rules(**{name: value}))
    with pytest.raises(ValueError, match="rules must have target = 0 for a ceiling; got True"):
        ceiling(equal_world(3), Rules(target=True))
    with pytest.raises(ValueError, match="least must be at least 0; got -1"):
        ceiling(equal_world(3), Rules(), least=-1)


@pytest.mark.parametrize(("world", "code"), [("both", 0), ("neither", 0b100010)])
def test_further_clubs_are_found_when_asked_for(world, code):
    told = provisions(world, clubs=True)
    assert known_report(world, code, clubs=True).provision == pytest.approx(told[64 + code])
    assert told[64 + code] >= told[code]


def test_every_depth_holds_and_provides_what_the_table_says():
    world = forty(0.5)
    for tariff, transfers, rate in product((0, 0.01, 0.03, 0.05, 0.1), (False, True), (0.03, 0.05)):
        rules = Rules(shield=0.5, rule=0.55, lag=2, tariff=tariff, transfers=transfers, rate=rate)
        rows = known_depths(tariff, transfers, rate)
        assert tuple(rows.index) == DEPTHS
        for depth, row in rows.iterrows():
            members = (int(row.members) >> np.arange(40) & 1).astype(bool)
            treaty = Treaty(members, depth if members.any() else 0.0, row.clause)
            assert provided(world, rules, treaty) == pytest.approx(row.provision, rel=1e-6)
            assert row["size"] == members.sum()


@pytest.mark.parametrize("pair", [("JPN", "ZAF"), ("IND", "KOR"), ("CHN", "USA")])
def test_founders_end_where_accession_ends(pair):
    world, found = forty(0.5), known_founders()
    game = TreatyGame(world, Rules(shield=0.5, rate=0.03, tariff=0.03))
    start = np.isin(world.names, pair)
    place = [set(p) for p in zip(found.first, found.second, strict=True)].index(set(pair))
    if not game.holds(start[None], 1.0)[0][0]:
        assert found.size[place] == 0
        return
    ends = accede(game, start, 1.0)
    assert found.size[place] == ends.sum()
    total = game.treaties(ends[None], 1.0).total[0] / best(world, game.rules).total
    assert found.provision[place] == pytest.approx(total, rel=1e-6)


@pytest.mark.parametrize("name", ["stakes by heads", "full retaliation", "one EU", "curved harm"])
def test_treaties_of_a_variant_hold_there(name):
    world, all_rules = lab_tables.variant(name)
    rows = load("lab_variants")
    rows = rows[rows.variant == name]
    told = variant_provisions()[name]
    for row in list(rows.itertuples())[::3]:
        members = (int(row.members) >> np.arange(world.n) & 1).astype(bool)
        treaty = Treaty(members, row.depth, row.clause)
        share = provided(world, all_rules[row.reforms], treaty)
        assert share == pytest.approx(told[row.reforms], rel=1e-6)


@pytest.mark.parametrize("name", ["openness 5%", "no tariff rent", "oil rents at stake"])
def test_a_variant_is_searched_for_again(name):
    world, all_rules = lab_tables.variant(name)
    told = variant_provisions()[name]
    assert len(told) == 2 ** len(SIX)
    for code in (0b000010, 0b100110):
        again = provided(world, all_rules[code], find_treaty(world, all_rules[code], climbs=2))
        assert again == pytest.approx(told[code], rel=1e-6)


def test_variants_are_those_that_the_tool_says():
    assert list(variant_provisions()) == list(lab_tables.VARIANTS)
    kinds = {tuple(worth.round(6)) for worth in variant_provisions().values()}
    assert len(kinds) == len(lab_tables.VARIANTS), "no variant stands in for another"


@pytest.mark.parametrize(
    "rules", lab_tables.goals_rules()[1:4:2], ids=["payments", "payments and sanctions"]
)
def test_goals_are_searched_for_again(rules):
    told = known_goals(rules.shield, rules.rule, rules.tariff, rules.transfers)
    assert told.shape == (len(lab_tables.PRIORITIES),)
    for k in (0, 4):
        world = forty(lab_tables.PRIORITIES[k])
        again = provided(world, rules, find_treaty(world, rules))
        assert again == pytest.approx(told[k], rel=1e-6)


def test_the_largest_club_of_regions_is_found_again():
    world, backstop = cdice_world()
    every = (np.arange(2**15)[:, None] >> np.arange(15) & 1).astype(bool)
    for price, tariff in ((50, 3), (100, 8)):
        rules = Rules(worth=price, target=True, lag=0, tariff=tariff / 100, backstop=backstop)
        held = every[TreatyGame(world, rules).holds(every, 1.0)[0]]
        assert known_clubs(price)[tariff] == held.sum(axis=1).max()


def test_who_loses():
    world = forty(0.5)
    rules = Rules(shield=0.5, rate=0.03, transfers=True, tariff=0.03)
    found = known_report("both", 0b100110)
    assert losers(world, found).sum() == (found.gains < -1e-6 * world.gdp.mean()).sum() > 0
    assert not losers(world, report(world, replace(rules, tariff=0.0))).any()


def test_what_the_tables_do_not_have():
    with pytest.raises(ValueError, match="world must be one of 'both', 'shield', 'goals'"):
        known_treaty("flat", 0)
    with pytest.raises(ValueError, match=r"reforms must lie in \[0, 63\]; got 64"):
        known_treaty("both", 64)
    with pytest.raises(ValueError, match=r"tariff must be one of 0.0, 0.01, 0.03, 0.05, 0.1"):
        known_depths(0.02, False, 0.03)
    with pytest.raises(ValueError, match=r"price must be one of 12.5, 25.0, 50.0, 100.0; got 30"):
        known_clubs(30)
    with pytest.raises(ValueError, match=r"rule must be one of 0.0, 0.55; got 0.5"):
        known_goals(0, 0.5, 0, False)
