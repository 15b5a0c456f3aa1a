"""Robustness of *Too small and too big*: who should provide a good, and how many nations.

    python tests/robustness/too_small_too_big.py

*Levels*: a good changes hands once as more of it spills over, from local governments to the
centre. *Better*: who loses less at small, middle and large spillovers. *Borders*: people at the
borders hold more nations than are best, and that costs less than a tenth. *Opening*: with openness
the best number and the one that borders hold rise, and their ratio falls.

The library solves first-order conditions. Here local governments answer each other in turn until
nobody moves, amounts of a centre and of a legislature are searched, people on a line are added up
one by one, and borders are pushed a little to see where they go.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product

import numpy as np
from counting import held_and_not, tell
from scipy.optimize import minimize_scalar

from govlib.published.v_scale import (
    BENDS,
    COSTS,
    DISTANCES,
    EXPONENTS,
    FORMS,
    MARKETS,
    OPENNESS,
    PARTS,
    RATIOS,
    wishes,
)


def _u(x: np.ndarray, form: float) -> np.ndarray:
    return np.log(x) if form == 0 else x**form / form


def _marginal(stake: float, form: float) -> float:
    """The amount at which one more unit is worth its price of 1, by halving."""
    low, high = 1e-12, 1e9
    for _ in range(200):
        middle = (low * high) ** 0.5
        low, high = (middle, high) if stake * middle ** (form - 1) > 1 else (low, middle)
    return (low * high) ** 0.5


def _spread(n: int, k: float) -> np.ndarray:
    """How much of each district's good reaches each other district."""
    reach = np.full((n, n), k / (n - 1))
    np.fill_diagonal(reach, 1 - k)
    return reach


def lead(m: np.ndarray, form: float, part: float, substitutes: bool) -> float:
    """Say how far a centre that gives all the same is ahead of local governments."""
    n = len(m)
    k = part * (n - 1) / n
    reach = _spread(n, k)

    def surplus(g: np.ndarray) -> float:
        drawn = _u(reach @ g, form) if substitutes else reach @ _u(g, form)
        return float(m @ drawn - g.sum())

    want = np.array([_marginal(w * (1 - k), form) for w in m])
    if substitutes:
        g = np.zeros(n)
        for _ in range(4000):
            before = g.copy()
            for i in np.argsort(-want):
                others = reach[i] @ g - reach[i, i] * g[i]
                g[i] = max(0.0, (want[i] - others) / reach[i, i])
            if np.abs(g - before).max() <= 1e-12 * want.max():
                break
    else:
        g = want
    level = minimize_scalar(
        lambda x: -surplus(np.full(n, np.exp(x))), bounds=(-12, 12), options={"xatol": 1e-9},
        method="bounded",
    )  # fmt: skip
    return float(-level.fun) - surplus(g)


def narrow(ratio: float, part: float) -> float:
    """Either district decides alone, by chance, and pays half."""
    m, reach = np.array([ratio, 1.0]), _spread(2, part / 2)

    def surplus(g: np.ndarray) -> float:
        return float(m @ (reach @ np.log(g)) - g.sum())

    outcomes = []
    for i in (0, 1):
        amounts = [_marginal(2 * m[i] * share, 0) for share in reach[i]]
        outcomes.append(surplus(np.array(amounts)))
    local = surplus(np.array([_marginal(w * reach[0, 0], 0) for w in m]))
    return float(np.mean(outcomes)) - local


def cooperative(ratio: float, part: float) -> float:
    """Districts send delegates in turn, each the best answer to the other, until none is changed.

    Voters want a delegate whose own wish is λ and pay half of what the delegates agree on.
    """
    m, reach = np.array([ratio, 1.0]), _spread(2, part / 2)
    sent = m.copy()
    for _ in range(400):
        before = sent.copy()
        for i in (0, 1):

            def slope(own: float, i: int = i) -> float:
                both = sent.copy()
                both[i] = own
                g = np.maximum(reach @ both, 1e-300)
                return float(m[i] * (reach[i] ** 2 / g).sum() - 0.5)

            low, high = 0.0, 4 * m.max()
            if slope(0.0) <= 0:
                sent[i] = 0.0
                continue
            for _ in range(60):
                middle = (low + high) / 2
                low, high = (middle, high) if slope(middle) > 0 else (low, middle)
            sent[i] = (low + high) / 2
        if np.abs(sent - before).max() < 1e-12:
            break
    g = reach @ sent
    surplus = m @ (reach @ np.log(g)) - g.sum()
    local = np.array([w * reach[0, 0] for w in m])
    return float(surplus - (m @ (reach @ np.log(local)) - local.sum()))


def leads(every: int = 1) -> Iterator[tuple[str, list[float]]]:
    """Yield each case with the lead of the centre at all spillovers."""
    for m, form in list(product(wishes(), FORMS))[::every]:
        yield "uniform", [lead(m, form, part, False) for part in PARTS]
        yield "substitutes", [lead(m, form, part, True) for part in PARTS]
    for ratio in RATIOS[::every]:
        # at ½ equal districts are indifferent whom they send; just below they are not
        parts = [min(part, 0.9999) for part in PARTS]
        yield "cooperative", [cooperative(ratio, part) for part in parts]
        yield "narrow", [narrow(ratio, part) for part in PARTS]


def levels(every: int = 1) -> Iterator[tuple[str, bool]]:
    """Yield whether a good changes hands once, and who is better where."""
    for name, found in leads(every):
        ahead = [x > -1e-7 for x in found]
        first = ahead.index(True) if True in ahead else None
        yield name, first is not None and all(ahead[first:])
        for part, x in zip(PARTS, found, strict=True):
            group = "small" if part <= 0.3 else "middle" if part <= 0.6 else "large"
            yield f"local better, {group} spillover", x < -1e-7


def _taken(count: int, cost: float, distance: float, bend: float) -> tuple[float, float]:
    """Add up people in one nation of many: the mean and the one at the border."""
    far = (np.arange(2000) + 0.5) / 2000 / (2 * count)
    return float((distance * far**bend).mean() + cost * count), cost * count


def bent(every: int = 1) -> Iterator[tuple[str, bool]]:
    """Yield what borders hold against what is best, where distance bends."""
    for cost, distance, bend in list(product(COSTS, DISTANCES, BENDS))[::every]:
        counts = np.arange(1, 80)
        mean = np.array([_taken(n, cost, distance, bend)[0] for n in counts])

        def edge(size: float, case: tuple[float, float, float] = (cost, distance, bend)) -> float:
            return case[1] * (size / 2) ** case[2] + case[0] / size

        # a border holds if the side that has grown a little is not the better one
        held = [n for n in counts if edge(1.0001 / n) >= edge(0.9999 / n) - 1e-11]
        best, most = int(counts[mean.argmin()]), max(held, default=1)
        yield "more", most > best
        yield "fewer", most < best
        yield "cheap", mean[most - 1] / mean[best - 1] - 1 < 0.1


def _worth(size: np.ndarray, part: float, openness: float, *case: float) -> np.ndarray:
    """What a nation of this size is worth to people at an average distance, or at a border."""
    cost, distance, market, exponent = case
    income = market * (openness + (1 - openness) * size) ** exponent
    return income - part * distance * size - cost / size


def opening(every: int = 1) -> Iterator[tuple[str, str]]:
    """Yield what each step of openness does to the best number, the held one and their ratio."""
    sizes = np.geomspace(1 / 60, 1, 200_001)
    whole = 1 / np.arange(1, 80)
    for case in list(product(COSTS, DISTANCES, MARKETS, EXPONENTS))[::every]:
        rows = []
        for openness in OPENNESS:
            mean = _worth(whole, 1 / 4, openness, *case)
            best = int((mean >= mean.max() - 1e-12).argmax()) + 1  # of two, the smaller
            low, high = (
                _worth(part * whole, 1 / 2, openness, *case) for part in (1 - 1e-6, 1 + 1e-6)
            )
            held = int((high <= low + 1e-13).nonzero()[0].max(initial=0)) + 1
            ideal = [sizes[_worth(sizes, p, openness, *case).argmax()] for p in (1 / 4, 1 / 2)]
            rows.append((best, held, ideal[0] / ideal[1]))
        for before, after in pairwise(rows):
            for name, old, new in zip(("best", "held", "ratio"), before, after, strict=True):
                close = 1e-3 if name == "ratio" else 0
                word = "rises" if new > old + close else "falls" if new < old - close else "stays"
                yield name, word


def run(every: int = 1) -> dict[str, tuple[int, int]]:
    """Count for each sentence in how many cases it held, and in how many not."""
    told = [(f"{name} {word}", True) for name, word in opening(every)]
    return held_and_not([*levels(every), *bent(every), *told])


if __name__ == "__main__":
    tell(run())
