"""Section V: the institution lab, the paper's challenges and countermeasures in one game."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np

from govlib.lab import (
    SIX,
    WORLDS,
    Rules,
    TreatyGame,
    World,
    best,
    ceilings,
    combined,
    contributions,
    equal_world,
    forty,
    government,
    known_clubs,
    known_depths,
    known_founders,
    known_goals,
    known_report,
    losers,
    provisions,
    variant_provisions,
)
from govlib.published import reproduces

#: the paper's world
HERE = "both"

#: places of stakes in :func:`known_goals`, from where they match emissions best to further away
AWAY = ((1, 0), (1, 2), (2, 3), (3, 4))

#: the three reforms with the largest averages
PATIENCE, TRANSFERS, CHANNEL, SUPERVISION, SANCTIONS = (1 << i for i in range(1, 6))
THREE = PATIENCE | TRANSFERS | SANCTIONS


@reproduces("V.I1")
def clubs_of_regions() -> tuple[tuple[int, ...], ...]:
    """Try all clubs of fifteen regions."""
    return tuple(tuple(known_clubs(p).tolist()) for p in (12.5, 25, 50, 100))


@reproduces("V.I2")
def three_by_hand() -> tuple[tuple[float, ...], ...]:
    """Work out the example of three countries."""
    world = World(("1", "2", "3"), [1, 1, 1], np.array([1, 2, 3]) / 6, [1, 1, 1])
    members = [[True, True, True]]
    open_, closed = (
        TreatyGame(world, Rules(worth=6, backstop=1), clause=c).treaties(members, 1.0)
        for c in (0.0, 1.0)
    )
    rows = (open_.payoff, open_.slack, open_.cheat, closed.slack)
    return tuple(tuple(row[0].tolist()) for row in rows)


@reproduces("V.I3")
def years_of_blindness() -> tuple[float, ...]:
    """Find how late cheating may be seen where it is all of the forty or nobody."""
    rules = Rules(transfers=True, rule=1.0)
    everybody = government(forty(), rules).members
    treaty = np.isin(forty().names, everybody)[None]
    found = []
    for rate in (0.03, 0.04, 0.05):
        now = TreatyGame(forty(), replace(rules, rate=rate), clause=1.0).treaties(treaty, 1.0)
        ratio = float(now.slack.sum() / now.cheat.sum())
        found.append(float(np.log1p(ratio) / np.log1p(rate)))
    return tuple(found)


@reproduces("V.I4")
def four_worlds() -> tuple[tuple[float, ...], ...]:
    """Provide alone, without a reform, with all seven, and with the best set."""
    rows = []
    for name in WORLDS:
        worth = provisions(name, clubs=True)
        rows.append((known_report(name, 0).alone, *map(float, (worth[0], worth[-1], worth.max()))))
    return tuple(rows)


@reproduces("V.I5")
def one_reform_alone() -> tuple[float, ...]:
    """Provide with one reform of the seven."""
    worth = provisions(HERE, clubs=True)
    return tuple(float(worth[1 << i]) for i in range(7))


@reproduces("V.I6")
def average_of_each() -> tuple[tuple[float, ...], ...]:
    """Average what each reform adds over all orders, in four worlds."""
    return tuple(
        tuple(contributions(provisions(name, clubs=True)).shapley.tolist()) for name in WORLDS
    )


@reproduces("V.I7")
def harm_of_paid_outsiders() -> tuple[float, ...]:
    """Count the sets of reforms that payments to outsiders make worse, in four worlds."""
    place = SIX.index("channel")
    return tuple(float(contributions(provisions(name, clubs=True)).harms[place]) for name in WORLDS)


@reproduces("V.I8")
def sets_of_reforms() -> tuple[float, ...]:
    """Provide with pairs and sets of reforms that the chapter names."""
    worth = provisions(HERE)
    codes = (
        PATIENCE | SANCTIONS,
        THREE,
        THREE | SUPERVISION,
        THREE | SUPERVISION | CHANNEL,
    )
    return tuple(float(worth[code]) for code in codes)


@reproduces("V.I9")
def more_or_less_than_the_sum() -> tuple[float, ...]:
    """Compare pairs with the sum of both."""
    worth = provisions(HERE)
    pairs = ((PATIENCE, SANCTIONS), (PATIENCE, TRANSFERS), (CHANNEL, SANCTIONS),
             (TRANSFERS, SANCTIONS))  # fmt: skip
    return tuple(float(worth[a | b] - worth[a] - worth[b] + worth[0]) for a, b in pairs)


@reproduces("V.I10")
def what_searches_may_miss() -> tuple[float, ...]:
    """Compare ceilings with what was found where goals differ: mean, worst; within a tenth."""
    ratios = np.concatenate([(ceilings(n) / provisions(n))[1::2] for n in ("both", "goals")])
    return float(ratios.mean()), float(ratios.max()), float((ratios <= 1.1).sum())


@reproduces("V.I11")
def who_starts() -> tuple[float, ...]:
    """Provide after the worst, the middle and the best pair of founders."""
    share = known_founders().provision
    return float(share.min()), float(np.median(share)), float(share.max())


@reproduces("V.I12")
def best_depths() -> tuple[tuple[float, ...], ...]:
    """Find the depth that provides most, patient, at five tariffs, without and with payments."""
    return tuple(
        tuple(
            float(known_depths(t, paid, 0.03).provision.idxmax())
            for t in (0, 0.01, 0.03, 0.05, 0.1)
        )
        for paid in (False, True)
    )


@reproduces("V.I13")
def goals_that_differ() -> tuple[tuple[float, ...], ...]:
    """Provide without and with payments, as stakes go from heads to the rich."""
    return tuple(tuple(known_goals(0, 0, 0, paid).tolist()) for paid in (False, True))


@reproduces("V.I14")
def where_outsiders_answer() -> tuple[float, ...]:
    """Average sanctions, and provide with three reforms, without and with retaliation."""
    found = []
    for name in ("base", "full retaliation"):
        worth = variant_provisions()[name]
        place = SIX.index("sanctions")
        found += [float(contributions(worth).shapley[place]), float(worth[THREE])]
    return tuple(found)


@reproduces("V.I15")
def who_loses() -> tuple[float, ...]:
    """Count losers on average: without sanctions, with them, and with payments too."""
    world = forty(WORLDS[HERE][1])
    count = np.array([losers(world, known_report(HERE, c)).sum() for c in range(64)])
    codes = np.arange(64)
    taxed, paid = codes & SANCTIONS > 0, codes & TRANSFERS > 0
    return tuple(float(count[which].mean()) for which in (~taxed, taxed, taxed & paid))


@reproduces("V.I16")
def robust_sentences() -> tuple[tuple[int, int], ...]:
    """Count variants in which sentences of the verdict hold, and in which not."""
    held = np.zeros(3, dtype=int)
    for worth in variant_provisions().values():
        average = contributions(worth).shapley
        three = {SIX.index(name) for name in ("patience", "transfers", "sanctions")}
        held += [
            all(worth[1 << i] < 0.25 for i in range(6)),
            set(np.argsort(-average)[:3].tolist()) == three,
            worth[THREE] >= 0.5,
        ]
    count = len(variant_provisions())
    return tuple((int(h), int(count - h)) for h in held)


@reproduces("V.I17")
def clubs_add_little() -> float:
    """Find the most that further clubs add to any set of reforms in any of the worlds."""
    return max(
        float((provisions(n, clubs=True)[64:] - provisions(n, clubs=True)[:64]).max())
        for n in WORLDS
    )


@reproduces("V.I18")
def a_threat_without_a_tariff() -> tuple[float, ...]:
    """Provide with patience and payments under clauses of 90 and 100 percent; years survived."""
    found = []
    for clause in ("clause 90%", "clause 100%"):
        worth = variant_provisions()[clause]
        found.append(float(worth[1 | PATIENCE | TRANSFERS]))
    rules = combined(Rules(shield=0.5), PATIENCE | TRANSFERS)
    world = forty(0.5)
    treaty = np.ones((1, world.n), dtype=bool)
    now = TreatyGame(world, rules, clause=1.0).treaties(treaty, 1.0)
    ratio = float(now.slack.sum() / now.cheat.sum())
    return (*found, float(np.log1p(ratio) / np.log1p(rules.rate)))


@reproduces("V.I19")
def goals_hurt_or_help() -> tuple[tuple[int, int], ...]:
    """Count steps of stakes that lower provision without payments, and raise it with them."""
    rows = []
    for tariff in (0, 0.03):
        for paid in (False, True):
            held = [
                (share[far] - share[near]) * (1 if paid else -1) > 1e-6
                for shield, rule in product((0, 0.5), (0, 0.55))
                for share in [known_goals(shield, rule, tariff, paid)]
                for near, far in AWAY
            ]
            rows.append((int(sum(held)), len(held) - int(sum(held))))
    return tuple(rows)


@reproduces("V.I20")
def paid_outsiders() -> tuple[tuple[int, int], ...]:
    """Count the sets of five reforms that payments to outsiders do not harm, and harm."""
    codes = np.array([code for code in range(64) if not code & CHANNEL])
    rows = []
    for name in WORLDS:
        worth = provisions(name)
        harmed = int((worth[codes | CHANNEL] < worth[codes] * (1 - 1e-6)).sum())
        rows.append((codes.size - harmed, harmed))
    return tuple(rows)


@reproduces("V.I21")
def clubs_below_a_point() -> tuple[tuple[int, int], ...]:
    """Count the sets of six reforms to which further clubs add less than a point, and more."""
    rows = []
    for name in WORLDS:
        both = provisions(name, clubs=True)
        held = int((both[64:] - both[:64] < 0.01).sum())
        rows.append((held, 64 - held))
    return tuple(rows)


@reproduces("V.I22")
def each_variant() -> tuple[tuple[float, float], ...]:
    """Provide with the best single reform and with the three, in each variant."""
    return tuple(
        (max(float(worth[1 << i]) for i in range(6)), float(worth[THREE]))
        for worth in variant_provisions().values()
    )


@reproduces("V.I23")
def corners_of_equals() -> tuple[float, ...]:
    """Play the game among ten equals: alone, the largest treaty, and all or nothing, paid."""
    world, rules = equal_world(10), Rules(worth=1, backstop=1, lag=0)
    game, most = TreatyGame(world, rules), best(world, rules).total
    sizes = np.tri(10, dtype=bool)
    held = sizes[game.holds(sizes, 1.0)[0]].sum(axis=1)
    paid = TreatyGame(world, replace(rules, transfers=True, rule=1.0), clause=1.0)
    holds, now = paid.holds(np.ones((1, 10), dtype=bool), 1.0)
    return game.nash / most, float(held.max()), float(now.total[0] / most * holds[0])
