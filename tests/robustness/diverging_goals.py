"""Robustness of *Goals that do not agree*: circles, camps and packages, counted a second way.

    python tests/robustness/diverging_goals.py

First sentence: some goal beats both others although three camps put different goals first.
Varied: the scale of votes, who belongs to a camp, whether a camp votes as one. Second: the
Assembly falls into the same three camps. Varied: who is left out, small errors in the table, what
places the members, one axis or two. Third: a larger reach never leaves more camps. Varied: the
number of states. Fourth: a package needs no more patience where priorities are unlike, if each
issue serves all. Fifth: it needs less, if each issue is a favour to one. Varied: countries,
issues, costs, stakes, and how much of the other issues a breach ends.

Majorities are counted here pair by pair, opinions move one by one, and patience is searched for
by playing each breach out; the library sums, sorts and solves.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, pairwise, product

import numpy as np
from counting import held_and_not, tell

from govlib.data import load
from govlib.opinions import positions
from govlib.published.iiib3_goals import (
    COHESION,
    EVEN,
    LINKS,
    REACHES,
    as_blocks,
    deals,
    divided,
    favours,
    lines,
    tables,
    three_camps,
)

#: periods that a breach is played on
PERIODS = 4000


def settled(votes: dict[str, int]) -> bool:
    """Tell whether a goal has more votes than each other one, counted pair by pair."""
    goals = sorted(next(iter(votes)))
    ahead = dict.fromkeys(goals, 0)
    for one, other in combinations(goals, 2):
        margin = sum(n if o.index(one) < o.index(other) else -n for o, n in votes.items())
        ahead[one] += margin > 0
        ahead[other] += margin < 0
    return len(goals) - 1 in ahead.values()


def circles() -> Iterator[tuple[str, bool]]:
    """Yield the variation, and whether a goal beats both others."""
    for large, profile in as_blocks():
        names = ["".join(profile.names[i] for i in row) for row in profile.order]
        votes = dict(zip(names, profile.votes.tolist(), strict=True))
        yield "one camp has half" if large else "no camp has half", settled(votes)
    for cohesion in COHESION:
        for votes in divided(cohesion):
            yield f"states choose, {cohesion:g}", settled(votes)


def moved(places: np.ndarray, reach: float) -> list[set[int]]:
    """Let everybody move one after the other in each step, and return who ends together."""
    now = [tuple(np.atleast_1d(place)) for place in places]
    while True:
        later = []
        for x in now:
            heard = [
                y
                for y in now
                if sum((a - b) ** 2 for a, b in zip(x, y, strict=True)) <= (reach + 1e-9) ** 2
            ]
            later.append(tuple(sum(c) / len(heard) for c in zip(*heard, strict=True)))
        if (
            max(
                abs(a - b)
                for x, y in zip(now, later, strict=True)
                for a, b in zip(x, y, strict=True)
            )
            < 1e-10
        ):
            break
        now = later
    ends: dict[tuple[float, ...], set[int]] = {}
    for i, x in enumerate(now):
        for end, members in ends.items():
            if max(abs(a - b) for a, b in zip(x, end, strict=True)) < 1e-5:
                members.add(i)
                break
        else:
            ends[x] = {i}
    return list(ends.values())


def assemblies(quick: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield what places the members, and whether some reach leaves the three camps."""
    for i, table in enumerate(tables()):
        if quick and i % 15:
            continue
        names = list(table.index)
        for kind, places in lines(table).items():
            yield (
                kind,
                any(
                    three_camps(names, [{names[j] for j in camp} for camp in moved(places, reach)])
                    for reach in sorted(REACHES, key=lambda reach: abs(reach - 0.2))
                ),
            )


def even_lines(quick: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield whether camps never grow in number with the reach, in fractions."""
    for n in EVEN[:8] if quick else EVEN:
        counts = []
        for reach in REACHES:
            # in units of the distance of neighbours, as whole numbers over one denominator
            width = Fraction(str(reach)) * (n - 1)
            now = [Fraction(i) for i in range(n)]
            # fractions grow without end; from the third step on floats part what is not tied
            for step in range(500):
                later = [_mean([y for y in now if abs(y - x) <= width]) for x in now]
                if step == 2:
                    later, width = [float(x) for x in later], float(width) + 1e-9
                if all(abs(a - b) < 1e-9 for a, b in zip(now, later, strict=True)):
                    break
                now = later
            counts.append(1 + sum(abs(b - a) > 1e-6 for a, b in pairwise(now)))
        yield "even lines", all(b <= a for a, b in pairwise(counts))


def _mean(values):
    return sum(values) / len(values)


def keeps(benefit: np.ndarray, cost: np.ndarray, link: float, delta: float) -> bool:
    """Tell whether no country gains by any breach, played out period by period."""
    later = delta ** np.arange(1, PERIODS)
    for country in range(benefit.shape[1]):
        b, c = benefit[:, country], cost[:, country]
        for cheats in product((0, 1), repeat=len(b)):
            on = np.array(cheats, bool)
            keep = (b - c).sum() * (1 + later.sum())
            left = (1 - link) * (b - c)[~on].sum()
            breach = b[on].sum() + (b - c)[~on].sum() + left * later.sum()
            if on.any() and breach > keep + 1e-9:
                return False
    return True


def packages() -> Iterator[tuple[str, bool]]:
    """Yield the strength of the link, and whether unlike priorities need no more patience."""
    for link in LINKS:
        for even, own, cost in deals():
            low, high = 0.0, 0.995
            for _ in range(16):  # to 2e-5, below what is added then
                middle = (low + high) / 2
                low, high = (low, middle) if keeps(even, cost, link, middle) else (middle, high)
            # a patience just above what like priorities need, and nothing if they need too much
            reachable = keeps(even, cost, link, 0.995)
            yield f"link {link:g}", keeps(own, cost, link, high + 1e-4) if reachable else True


def exchanges() -> Iterator[tuple[str, bool]]:
    """Yield the strength of the link, and whether favours take less patience if unlike."""
    for link in LINKS:
        for like, unlike in favours():
            # the first hundredth at which nobody breaks the deal; 98 if there is none
            first, other = (
                bisect_left(range(1, 99), True, key=lambda d: keeps(*deal, link, d / 100))
                for deal in (unlike, like)
            )
            yield f"favours {link:g}", first < other


def no_winner() -> tuple[float, float]:
    """Return the share of triples without a winner on one axis and on two, voter by voter."""
    places = positions(load("unga_agreement_2010_2019"), 2, low="USA").coordinates
    found = []
    for axes in (1, 2):
        points = places[:, :axes]
        far = np.sqrt(((points[:, None] - points) ** 2).sum(axis=2))
        shares = []
        for out in (0, 13, 26, 39):
            voters = np.delete(far, out, 0)
            margin = np.sign(voters[:, None, :] - voters[:, :, None]).sum(axis=0)
            none = [
                not any(all(margin[i, j] > 0 for j in t if j != i) for i in t)
                for t in combinations(range(len(points)), 3)
            ]
            shares.append(np.mean(none))
        found.append(float(np.mean(shares)))
    return found[0], found[1]


def cases() -> Iterator[tuple[str, bool]]:
    """Yield all variations."""
    yield from circles()
    yield from assemblies()
    yield from even_lines()
    yield from packages()
    yield from exchanges()


def run() -> dict[str, tuple[int, int]]:
    """Count for each variation in how many cases the sentence held, and in how many not."""
    return held_and_not(cases())


if __name__ == "__main__":
    tell(run())
    print("triples without a winner:", no_winner())
