"""Make the derived tables of the institution lab: treaties, depths, founders, and so on.

    python tools/lab_tables.py clubs founders treaties depths variants goals
    python tools/lab_tables.py treaties-ceilings

Each name is a table ``govlib/data/tables/lab_<name>.csv``; the second line puts ceilings into the
first, for the worlds in which goals differ. All of it takes about twenty minutes.
They are made again when the game, the world or the search changes; ``tests/lab/test_known.py``
recomputes some rows of each. Members are a whole number, whose bit i is country i in the order of
:func:`govlib.lab.forty`.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from govlib.lab import (
    DEPTHS,
    REFORMS,
    SIX,
    WORLDS,
    Rules,
    Treaty,
    TreatyGame,
    World,
    best,
    cdice_world,
    ceiling,
    combined,
    find_treaty,
    forty,
    founding_pairs,
    from_above,
    improve,
    report,
)

#: maps a function over items, here or on several processes
Map = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]

TABLES = Path(__file__).resolve().parents[1] / "govlib" / "data" / "tables"


def bits(members: np.ndarray) -> int:
    """Return members as a whole number."""
    return sum(1 << int(i) for i in np.flatnonzero(members))


def total(world: World, rules: Rules, treaty: Treaty) -> float:
    """Return what is abated under a treaty."""
    game = TreatyGame(world, rules, clause=treaty.clause)
    return float(game.treaties(treaty.members[None], treaty.depth or 1.0).total[0])


def from_seeds(world: World, rules: Rules, start: Treaty, masks: np.ndarray) -> Treaty:
    """Try what was found under other rules, at every depth, and improve the best two of each."""
    found, most = start, total(world, rules, start)
    for clause in sorted({0.0, rules.rule}):
        game = TreatyGame(world, rules, clause=clause)
        for depth in rules.depths:
            held, now = game.holds(masks, depth)
            order = np.argsort(-np.where(held, now.total, -np.inf))[:2]
            for k in order[held[order]]:
                members = improve(game, masks[k], depth)
                done = float(game.treaties(members[None], depth).total[0])
                # of two that do the same the first one stays
                if done > most * (1 + 1e-9):
                    found, most = Treaty(members, float(depth), clause), done
    return found


def search_all(
    world: World, all_rules: list[Rules], *, climbs: int = 4, above: bool = True
) -> list[Treaty]:
    """Find a treaty under each of several rules.

    A conference is searched for from below, from above, and from what was found under the others'
    rules.
    """
    found = [find_treaty(world, rules, climbs=climbs) for rules in all_rules]
    for k, rules in enumerate(all_rules):
        if rules.rule and above:
            found[k] = from_above(world, rules, found[k])
    masks = np.unique([t.members for t in found if t.depth], axis=0)
    return [
        from_seeds(world, rules, treaty, masks) if rules.rule else treaty
        for rules, treaty in zip(all_rules, found, strict=True)
    ]


def world_rows(name: str) -> list[dict[str, Any]]:
    """Find the treaties of one of the four worlds under all sets of six reforms."""
    shield, priority = WORLDS[name]
    world, base = forty(priority), Rules(shield=shield)
    all_rules = [combined(base, code) for code in range(2 ** len(SIX))]
    rows = []
    for code, found in enumerate(search_all(world, all_rules)):
        plain = report(world, all_rules[code], treaty=found)
        more = report(world, replace(all_rules[code], clubs=True), treaty=found)
        rows.append(
            {
                "shield": shield,
                "priority": priority,
                "reforms": code,
                "members": bits(found.members),
                "depth": found.depth,
                "clause": found.clause,
                "provision": plain.provision,
                "with_clubs": more.provision,
                "ceiling": float("nan") if code & 1 else plain.provision,
            }
        )
    return rows


def treaties(spread: Map) -> pd.DataFrame:
    """Find the treaties of four worlds and all sets of six reforms."""
    return pd.DataFrame(list(chain.from_iterable(spread(world_rows, WORLDS))))


def depth_rules(row: pd.Series) -> Rules:
    """Return the rules of a row of the table of depths."""
    return Rules(
        shield=0.5,
        rule=0.55,
        lag=2.0,
        tariff=float(row.tariff),
        transfers=bool(row.transfers),
        rate=float(row.rate),
        depths=(float(row.depth),),
    )


def depths(_: Map) -> pd.DataFrame:
    """Find the best treaty at each depth, with rule and supervision, by tariff and rate."""
    world, rows = forty(0.5), []
    cases = [
        (tariff, transfers, rate, depth)
        for tariff in (0.0, 0.01, 0.03, 0.05, 0.10)
        for transfers in (False, True)
        for rate in (0.03, 0.04, 0.05)
        for depth in DEPTHS
    ]
    names = ("tariff", "transfers", "rate", "depth")
    all_rules = [depth_rules(pd.Series(dict(zip(names, case, strict=True)))) for case in cases]
    for case, rules, found in zip(
        cases, all_rules, search_all(world, all_rules, above=False), strict=True
    ):
        provided = report(world, rules, treaty=found).provision
        rows.append(
            dict(zip(names, case, strict=True))
            | {
                "transfers": int(case[1]),
                "members": bits(found.members),
                "clause": found.clause,
                "provision": provided,
            }
        )
    return pd.DataFrame(rows)


def founders(_: Map) -> pd.DataFrame:
    """Let each pair found a treaty of full depth, patient and with sanctions."""
    world, rules = forty(0.5), Rules(shield=0.5, rate=0.03, tariff=0.03)
    found = founding_pairs(world, rules)
    most = report(world, rules, treaty=Treaty(np.zeros(world.n, dtype=bool), 0.0))
    game = TreatyGame(world, rules)
    scale = most.alone / game.nash
    return pd.DataFrame(
        {
            "first": [world.names[i] for i in found.pairs[:, 0]],
            "second": [world.names[i] for i in found.pairs[:, 1]],
            "members": [bits(row) for row in found.members],
            "provision": found.total * scale,
        }
    )


#: what each variant changes in the world, in the rules, and in what a reform does
VARIANTS: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, dict[str, Any]]]] = {
    "base": ({}, {}, {}),
    "stakes by heads": ({"priority": -1.0}, {}, {}),
    "no shield": ({}, {"shield": 0.0}, {}),
    "oil rents at stake": ({}, {"oil": 1.0}, {}),
    "backstop 150": ({}, {"backstop": 150.0}, {}),
    "backstop 550": ({}, {"backstop": 550.0}, {}),
    "curved harm": ({}, {"curvature": 1.0}, {}),
    "full retaliation": ({}, {"retaliation": 1.0}, {}),
    "no tariff rent": ({}, {"rent": 0.0}, {}),
    "openness 5%": ({"openness": 0.05}, {}, {}),
    "openness 20%": ({"openness": 0.20}, {}, {}),
    "tariff 1%": ({}, {}, {"sanctions": {"tariff": 0.01}}),
    "tariff 10%": ({}, {}, {"sanctions": {"tariff": 0.10}}),
    "reference 4%": ({}, {"reference": 0.04}, {"patience": {"rate": 0.04}}),
    "reference 2.5%": ({}, {"reference": 0.025}, {"patience": {"rate": 0.025}}),
    "clause 90%": ({}, {}, {"rule": {"rule": 0.9}}),
    "clause 100%": ({}, {}, {"rule": {"rule": 1.0}}),
    "one EU": ({"union": True}, {}, {}),
}


#: depths at which conferences in the variants are searched for first
COARSE = (0.2, 0.5, 1.0)


def variant(name: str) -> tuple[World, list[Rules]]:
    """Return the world of a variant and its rules under all sets of six reforms."""
    place, change, tools = VARIANTS[name]
    world = forty(**{"priority": 0.5, **place})
    base = Rules(**{"shield": 0.5, **change})
    reforms = {key: {**REFORMS[key], **tools.get(key, {})} for key in SIX}
    return world, [combined(base, code, reforms) for code in range(2 ** len(SIX))]


def finer(world: World, all_rules: list[Rules], coarse: list[Treaty]) -> list[Treaty]:
    """Find treaties at all depths, where those of the depths in :data:`COARSE` are known."""
    found = [
        known if rules.rule else find_treaty(world, rules)
        for rules, known in zip(all_rules, coarse, strict=True)
    ]
    masks = np.unique([t.members for t in found if t.depth], axis=0)
    others = tuple(depth for depth in DEPTHS if depth not in COARSE)
    return [
        from_seeds(world, replace(rules, depths=others), treaty, masks) if rules.rule else treaty
        for rules, treaty in zip(all_rules, found, strict=True)
    ]


def variant_rows(name: str) -> list[dict[str, Any]]:
    """Find the treaties of a variant under all sets of six reforms."""
    world, all_rules = variant(name)
    fast = [replace(rules, depths=COARSE) for rules in all_rules]
    coarse = search_all(world, fast, climbs=2, above=False)
    return [
        {
            "variant": name,
            "reforms": code,
            "members": bits(found.members),
            "depth": found.depth,
            "clause": found.clause,
            "provision": report(world, all_rules[code], treaty=found).provision,
        }
        for code, found in enumerate(finer(world, all_rules, coarse))
    ]


def variants(spread: Map) -> pd.DataFrame:
    """Find the treaties under all sets of six reforms where something else differs."""
    return pd.DataFrame(list(chain.from_iterable(spread(variant_rows, VARIANTS))))


#: how far stakes lean to the rich, from by heads to more than in proportion to income
PRIORITIES = (-1.0, -0.5, 0.0, 0.5, 1.0)


def goals_rules() -> list[Rules]:
    """Return the rules under which stakes are varied: patient, cheating seen after two years."""
    return [
        Rules(rate=0.03, lag=2.0, shield=shield, rule=rule, tariff=tariff, transfers=transfers)
        for shield in (0.0, 0.5)
        for rule in (0.0, 0.55)
        for tariff in (0.0, 0.03)
        for transfers in (False, True)
    ]


def goals_rows(priority: float) -> list[dict[str, Any]]:
    """Find the treaties where stakes are of one kind."""
    world, all_rules = forty(priority), goals_rules()
    return [
        {
            "priority": priority,
            "shield": rules.shield,
            "rule": rules.rule,
            "tariff": rules.tariff,
            "transfers": int(rules.transfers),
            "members": bits(found.members),
            "depth": found.depth,
            "clause": found.clause,
            "provision": report(world, rules, treaty=found).provision,
        }
        for rules, found in zip(all_rules, search_all(world, all_rules, above=False), strict=True)
    ]


def goals(spread: Map) -> pd.DataFrame:
    """Find the treaties as stakes go from heads to the rich."""
    return pd.DataFrame(list(chain.from_iterable(spread(goals_rows, PRIORITIES))))


def clubs(_: Map) -> pd.DataFrame:
    """Try all clubs of the regions of Nordhaus (2015), by target price and tariff."""
    world, backstop = cdice_world()
    every = (np.arange(2**world.n)[:, None] >> np.arange(world.n) & 1).astype(bool)
    rows = []
    for price in (12.5, 25.0, 50.0, 100.0):
        for tariff in np.round(np.arange(0, 0.105, 0.01), 2):
            rules = Rules(worth=price, target=True, lag=0, tariff=tariff, backstop=backstop)
            held = every[TreatyGame(world, rules).holds(every, 1.0)[0]]
            # of the largest the first in the order of the bits
            most = held[held.sum(axis=1).argmax()] if len(held) else np.zeros(world.n, bool)
            rows.append({"price": price, "tariff": float(tariff), "members": bits(most)})
    return pd.DataFrame(rows)


def row_ceiling(row: pd.Series) -> float:
    """Return the ceiling of a row of the treaties, as a share of the best."""
    if not int(row.reforms) & 1:
        return float(row.provision)
    if not row.priority:
        return float("nan")
    world = forty(float(row.priority))
    rules = combined(Rules(shield=float(row.shield)), int(row.reforms))
    most = best(world, rules).total
    return ceiling(world, rules, least=row.provision * most) / most


def ceilings(name: str, spread: Map) -> pd.DataFrame:
    """Put the ceilings of conferences into a table that is there."""
    table = pd.read_csv(TABLES / f"lab_{name}.csv")
    rows = [row for _, row in table.iterrows()]
    return table.assign(ceiling=list(spread(row_ceiling, rows)))


#: what makes each table
MAKERS = {
    "treaties": treaties,
    "depths": depths,
    "founders": founders,
    "variants": variants,
    "goals": goals,
    "clubs": clubs,
}


def main(names: list[str], workers: int) -> None:
    """Make the tables that are named."""
    with ProcessPoolExecutor(workers) as pool:
        for name in names:
            start, of = time.time(), name.removesuffix("-ceilings")
            made = ceilings(of, pool.map) if of != name else MAKERS[name](pool.map)
            made.to_csv(TABLES / f"lab_{of}.csv", index=False, float_format="%.7g")
            print(name, len(made), "rows,", round(time.time() - start), "s", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="+", metavar="table", help="a table, or table-ceilings")
    parser.add_argument("--workers", type=int, default=1, help="processes (1)")
    options = parser.parse_args()
    main(options.names, options.workers)
