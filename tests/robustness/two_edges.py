"""Robustness of *One network, two edges*: what crosses a border, who can meet it, what links do.

    python tests/robustness/two_edges.py

First sentence: trouble at home brings down another country. Varied: capital, exposure, who is paid
first, the loss, who is hit; real claims only, each case once. Second: a country that falls through
another's trouble stands if it alone holds more capital, or if all do. Third: more countries fail
over all links than over few. Fourth: moved links bring news, and norms, to all sooner. Payments
are cleared here by passing losses on until nothing changes, all cases at once, and adoption is
counted over whole matrices; the library solves each case for itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import product

import numpy as np
from counting import tell

from govlib.networks import as_csr, bis_banks, random_bundles, ring_lattice, watts_strogatz
from govlib.published.iiia import (
    CAPITALS,
    CHANCES,
    EXPOSURES,
    LOSSES,
    MORE,
    RANKS,
    RINGS,
    SLIPS,
    WORLDS,
)

Case = tuple[str, bool]


def fails(
    claims: np.ndarray,
    capital: np.ndarray,
    exposure: float,
    rank: str,
    hit: np.ndarray,
    loss: np.ndarray,
) -> np.ndarray:
    """Return who cannot pay in full: a row a case, with the capital ratio of each country in it."""
    lent, owed = claims.sum(axis=1), claims.sum(axis=0)
    balance = np.maximum(lent, owed) / exposure
    deposits = balance - capital * balance - owed
    outside = np.tile(balance - lent, (hit.size, 1))
    outside[np.arange(hit.size), hit] *= 1 - loss
    part = np.ones_like(deposits)  # of what it owes abroad, what each pays
    for _ in range(20_000):
        has = outside + (part * owed) @ (claims / owed).T
        pays = (has - deposits) / owed if rank == "first" else has / (owed + deposits)
        now = np.clip(pays, 0, 1)
        if np.abs(now - part).max() < 1e-13:
            return now < 1 - 1e-9
        part = now
    raise AssertionError("payments do not come to rest")


def settings(quick: bool = False) -> Iterator[tuple[float, float, str]]:
    """Yield capital, exposure and who is paid first."""
    yield from product(CAPITALS[1:2] if quick else CAPITALS, EXPOSURES, RANKS)


def pairs() -> tuple[np.ndarray, np.ndarray]:
    """Return each country hit with each loss: numbers of countries, and shares lost."""
    hit, loss = np.meshgrid(np.arange(16), np.array(LOSSES), indexing="ij")
    return hit.ravel(), loss.ravel()


def crossings() -> Iterator[Case]:
    """Yield what is counted, and whether trouble brings down another country."""
    claims, (hit, loss) = bis_banks().claims, pairs()
    for capital, exposure, rank in settings():
        failed = fails(claims, np.full((hit.size, 16), capital), exposure, rank, hit, loss)
        failed[np.arange(hit.size), hit] = False
        crosses = failed.any(axis=1)
        for size in LOSSES:
            yield "any country hit", bool(crosses[loss == size].any())
            yield f"any, a loss of {size}", bool(crosses[loss == size].any())
        for one in crosses:
            yield "each country hit", bool(one)


def shields() -> Iterator[Case]:
    """Yield who holds how much more, and whether a country that would fall stands."""
    claims, (hit, loss) = bis_banks().claims, pairs()
    for capital, exposure, rank in settings():
        failed = fails(claims, np.full((hit.size, 16), capital), exposure, rank, hit, loss)
        case, falls = np.nonzero(failed)
        case, falls = case[falls != hit[case]], falls[falls != hit[case]]
        row = np.arange(case.size)
        for more in MORE:
            own = np.full((case.size, 16), capital)
            own[row, falls] *= more
            for who, held in (("alone", own), ("all", np.full_like(own, more * capital))):
                left = fails(claims, held, exposure, rank, hit[case], loss[case])
                for one in left[row, falls]:
                    yield f"{who} {more}", not one


def bundlings(quick: bool = False) -> Iterator[tuple[str, str]]:
    """Yield the yardstick, and whether fewer, more or as many fail over few links."""
    claims, (hit, loss) = bis_banks().claims, pairs()
    few = random_bundles(claims, 10, rng=7)
    for capital, exposure, rank in settings(quick):
        held = np.full((hit.size, 16), capital)
        full = fails(claims, held, exposure, rank, hit, loss).sum(axis=1)
        for bundle in few:
            more = fails(bundle, held, exposure, rank, hit, loss).sum(axis=1) - full
            for size in (0.15, 0.5, 1.0):
                here = more[loss == size]
                yield "mean", word(int(here.sum()))
                if here.sum() < 0:
                    yield "fewer over few", f"{capital:g}, {exposure:g}, {rank}"
                for one in here:
                    yield "each", word(int(one))


def word(more: int) -> str:
    """Say whether fewer, more or as many fail."""
    return "fewer" if more < 0 else "more" if more else "as many"


def steps(links: np.ndarray, need: int) -> int | None:
    """Return when all have adopted, from as many neighbours as one needs; None if never."""
    adopted = np.arange(len(links)) < need
    step = 0
    while not adopted.all():
        after = adopted | (links @ adopted.astype(float) > need - 0.5)
        if (after == adopted).all():
            return None
        adopted, step = after, step + 1
    return step


def moved() -> Iterator[tuple[str, str]]:
    """Yield what spreads, and whether it reaches all sooner, as soon, or later or never."""
    for (n, k), chance, seed in product(RINGS, CHANCES, range(WORLDS)):
        ring = as_csr(ring_lattice(n, k)).toarray()
        world = as_csr(watts_strogatz(n, k, chance, rng=seed)).toarray()
        kinds = {"news": 1, "no width to spare": k // 2} | ({"width to spare": 2} if k > 4 else {})
        for kind, need in kinds.items():
            before, after = steps(ring, need), steps(world, need)
            assert before is not None
            later = after is None or after > before
            yield kind, "later" if later else "as soon" if after == before else "sooner"


def slips() -> Iterator[tuple[str, str]]:
    """Yield how often one example is enough, and whether moved links speed up a norm of two."""
    for slip, seed in product(SLIPS, range(WORLDS)):
        ring = nine_tenths(0, slip, seed)
        for chance in CHANCES:
            after = nine_tenths(chance, slip, seed)
            outcome = "later" if after > ring else "as soon" if after == ring else "sooner"
            yield f"slip {slip}", outcome


def nine_tenths(chance: float, slip: float, seed: int) -> float:
    """Return when 180 of 200 have adopted a norm of two that one example sometimes moves."""
    draw = np.random.default_rng(seed)
    links = as_csr(watts_strogatz(200, 4, chance, rng=draw)).toarray()
    adopted = np.arange(200) < 2
    for step in range(5_000):
        if adopted.sum() >= 180:
            return step
        seen = links[:, adopted].sum(axis=1)
        adopted = adopted | (seen >= 2) | ((seen == 1) & (draw.random(200) < slip))
    return np.inf


def run() -> dict[str, tuple[int, int]]:
    """Count what crosses borders and who can meet it: where it held, and where not."""
    counts = Counter((*crossings(), *shields()))
    return {name: (counts[name, True], counts[name, False]) for name, _ in counts}


if __name__ == "__main__":
    tell(run())
    for (name, outcome), count in sorted(Counter((*bundlings(), *moved(), *slips())).items()):
        print(f"{name}, {outcome}: {count}")
