"""Robustness of *The institution lab*: which sentences of the verdict hang on what is assumed.

    PYTHONPATH=tools python tests/robustness/institution_lab.py

*Alone*, *largest*, *half*: in eighteen variants of the world with both challenges (stakes, shields,
oil rents, costs, harm that is curved, retaliation, a tariff's profit, openness, the tariff, the
reference rate, the clause, the European Union as one), under every set of six reforms, no reform
alone provides a quarter of the best; patience, payments and sanctions add most on average;
together they provide half. *Clubs*, *paid outsiders*: in the four worlds of the chapter, under
every set of reforms, further clubs add less than a point; members who pay outsiders do no harm.
*Goals*: as stakes move away from where they match emissions best, to heads and to the rich, less is
provided without payments, and more with them; with and without shields, a rule and sanctions.

The treaties are those of the derived tables. Whether each holds and what it provides is found here
in another way, by solving for abatement with every member left out in turn, and averages by going
through all orders of reforms. What clubs add is read from the table.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

import lab_tables
import numpy as np
from counting import held_and_not, tell

from govlib.data import load
from govlib.lab import SIX, WORLDS, Rules, World, combined, forty
from govlib.lab.rules import SOCIAL_COST

#: bits of the three reforms that the verdict names
THREE = sum(1 << SIX.index(name) for name in ("patience", "transfers", "sanctions"))

#: steps away from where stakes match emissions best, to heads and over income to the rich
AWAY = ((-0.5, -1.0), (-0.5, 0.0), (0.0, 0.5), (0.5, 1.0))


class Solved:
    """A coalition, and it without each member in turn, by halving what is abated."""

    def __init__(self, world: World, rules: Rules, members: np.ndarray, d: float, clause: float):
        n = world.n
        harm = SOCIAL_COST[rules.rate]
        shield = np.where(world.great, rules.shield, 0.0)
        emitted = world.emissions.sum()
        alpha = harm * world.stakes * (1 - shield) - rules.oil * world.oil / emitted
        beta = harm * world.stakes * (rules.curvature - shield) / emitted
        m = world.emissions / rules.backstop
        groups = np.repeat(members[None], n + 1, axis=0)
        groups[np.arange(n), np.arange(n)] = False  # the last one is whole
        share = world.emissions / emitted
        force = (groups.sum(axis=1) > 1) & (groups @ share >= clause - 1e-9)
        inside = groups & force[:, None]

        def prices(total: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
            own = np.where(alpha > 0, alpha - beta * total[:, None], 0.0)
            joint = np.maximum(((alpha - beta * total[:, None]) * inside).sum(axis=1), 0)
            offer = d * joint / 2 * force * rules.channel
            price = np.where(inside, own + d * (joint[:, None] - own), own + offer[:, None])
            return price, own, offer

        low, high = np.zeros(n + 1), np.full(n + 1, 2 * emitted)
        for _ in range(60):
            middle = (low + high) / 2
            more = (prices(middle)[0] * m).sum(axis=1) > middle
            low, high = np.where(more, middle, low), np.where(more, high, middle)
        self.total = (low + high) / 2
        price, own, offer = prices(self.total)
        done = self.total[:, None]
        payoff = alpha * done - beta * done**2 / 2 - m * price**2 / 2
        bought = m * offer[:, None] ** 2 * ~inside
        weight = np.maximum(own, 0) * inside
        whole = np.maximum(weight.sum(axis=1, keepdims=True), 1e-300)
        payoff += bought - bought.sum(axis=1, keepdims=True) * weight / whole
        t, back = rules.tariff, rules.tariff * rules.retaliation
        for k in range(n + 1) if t else ():
            s = inside[k]
            into = world.exports[np.ix_(~s, s)]  # outsiders sell to members
            outof = world.exports[np.ix_(s, ~s)]
            gain, waste = world.tariff_gain, world.tariff_waste
            payoff[k, s] += into.sum(axis=0) * (rules.rent * gain[s] * t - waste[s] * t**2)
            payoff[k, ~s] -= into @ (gain[s] * t)
            payoff[k, ~s] += outof.sum(axis=0) * (
                rules.rent * gain[~s] * back - waste[~s] * back**2
            )
            payoff[k, s] -= outof @ (gain[~s] * back)
        unseen = m * (price[-1] - own[-1]) ** 2 / 2
        loss = payoff[-1] - payoff[np.arange(n), np.arange(n)]
        self.margin = (loss - ((1 + rules.rate) ** rules.lag - 1) * unseen)[members]
        self.size = np.abs(payoff[-1]).max()
        self.most = (
            m.sum() * SOCIAL_COST[rules.reference]
            / (1 + rules.curvature * SOCIAL_COST[rules.reference] * m.sum() / emitted)
        )  # fmt: skip

    def holds(self, transfers: bool) -> bool:
        """Tell whether nobody leaves and nobody cheats."""
        least = self.margin.sum() if transfers else self.margin.min(initial=np.inf)
        return bool(least >= -1e-7 * self.size)

    @property
    def provided(self) -> float:
        """Abatement as a share of the best."""
        return float(self.total[-1] / self.most)


def row_provides(world: World, rules: Rules, row: object) -> float:
    """Return what the treaty of a row provides, after asking whether it holds.

    Raises
    ------
    AssertionError
        If somebody would leave or cheat, or if the table says another share.
    """
    members = (int(row.members) >> np.arange(world.n) & 1).astype(bool)  # type: ignore[attr-defined]
    found = Solved(world, rules, members, row.depth, row.clause)  # type: ignore[attr-defined]
    if members.any() and not found.holds(rules.transfers):
        raise AssertionError(f"{row} does not hold")
    if abs(found.provided - row.provision) > 1e-5:  # type: ignore[attr-defined]
        raise AssertionError(f"{row} provides {found.provided}")
    return found.provided


def average(worth: np.ndarray) -> np.ndarray:
    """Return what each reform adds on average, by going through all orders."""
    k = worth.size.bit_length() - 1
    added = np.zeros(k)
    orders = list(permutations(range(k)))
    for order in orders:
        codes = np.cumsum([0, *(1 << i for i in order)])
        added[list(order)] += np.diff(worth[codes])
    return added / len(orders)


def variant_worth(name: str) -> np.ndarray:
    """Return what every set of reforms provides in a variant."""
    world, all_rules = lab_tables.variant(name)
    rows = load("lab_variants")
    rows = rows[rows.variant == name].sort_values("reforms")
    return np.array([row_provides(world, all_rules[r.reforms], r) for r in rows.itertuples()])


def world_rows(name: str) -> np.ndarray:
    """Return what every set of reforms provides in a world, and what clubs add there."""
    shield, priority = WORLDS[name]
    rows = load("lab_treaties")
    rows = rows[(rows.shield == shield) & (rows.priority == priority)].sort_values("reforms")
    world = forty(priority)
    found = [
        row_provides(world, combined(Rules(shield=shield), r.reforms), r) for r in rows.itertuples()
    ]
    return np.stack([found, rows.with_clubs - rows.provision], axis=1)


def goals() -> Iterator[tuple[str, bool]]:
    """Yield whether goals further apart lower what is provided, and raise it with payments."""
    rows = load("lab_goals")
    for place, part in rows.groupby(["shield", "rule", "tariff", "transfers"]):
        shield, rule, tariff, transfers = place
        rules = Rules(
            rate=0.03, lag=2, shield=shield, rule=rule, tariff=tariff, transfers=bool(transfers)
        )
        share = {r.priority: row_provides(forty(r.priority), rules, r) for r in part.itertuples()}
        name = ("help with payments" if transfers else "hurt") + (", sanctions" if tariff else "")
        for near, far in AWAY:
            change = share[far] - share[near]
            yield f"goals {name}", bool(change > 1e-6 if transfers else change < -1e-6)


def cases(quick: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield what was varied, and whether the sentence held; quickly, two variants and a world."""
    names = ["full retaliation", "one EU"] if quick else list(lab_tables.VARIANTS)
    for name in names:
        worth = variant_worth(name)
        yield "alone", bool(max(worth[1 << i] for i in range(len(SIX))) < 0.25)
        first = set(np.argsort(-average(worth))[:3].tolist())
        yield "largest", sum(1 << i for i in first) == THREE
        yield "half", bool(worth[THREE] >= 0.5)
    paid = 1 << SIX.index("channel")
    for name in ("both",) if quick else WORLDS:
        worth, more = world_rows(name).T
        for code in range(64):
            yield "clubs", bool(more[code] < 0.01)
            if not code & paid:
                harms = worth[code | paid] < worth[code] * (1 - 1e-6)
                yield f"paid outsiders, {name}", not harms
    if not quick:
        yield from goals()


def run(quick: bool = False) -> dict[str, tuple[int, int]]:
    """Count for each variation in how many cases the sentence held, and in how many not."""
    return held_and_not(cases(quick))


if __name__ == "__main__":
    tell(run())
