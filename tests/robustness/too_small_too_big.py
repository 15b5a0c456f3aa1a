"""Robustness of *Too small and too big*: who should provide a good, and how many nations.

    python tests/robustness/too_small_too_big.py

*Levels*: a good changes hands once as more of it spills over, from local governments to the
centre. *Small loss*: the better of the two misses less than a tenth of what the best amounts cost.
*Borders*: people at the
borders hold more nations than are best, and that costs less than a tenth. *Opening*: with openness
the best number and the one that borders hold rise, and their ratio falls.

The library solves first-order conditions. Here local governments answer each other in turn until
nobody moves, amounts of a centre and of a legislature are searched, people on a line are added up
one by one, and borders are pushed a little to see where they go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise, product

import numpy as np
from counting import held_and_not, tell
from scipy.optimize import minimize_scalar

from govlib.published.v_levels import FORMS, PARTS, SMALL, pairs, wishes
from govlib.published.v_scale import (
    BENDS,
    COSTS,
    DISTANCES,
    EXPONENTS,
    MARKETS,
    OPENNESS,
)


def _u(x: np.ndarray, form: float) -> np.ndarray:
    return np.log(x) if form == 0 else x**form / form


def _marginal(stake: float, form: float) -> float:
    """The amount at which one more unit is worth its price of 1, by halving."""
    low, high = 1e-12, 1e9
    for _ in range(70):
        middle = (low * high) ** 0.5
        low, high = (middle, high) if stake * middle ** (form - 1) > 1 else (low, middle)
    return (low * high) ** 0.5


def _spread(n: int, k: float) -> np.ndarray:
    """How much of each district's good reaches each other district."""
    reach = np.full((n, n), k / (n - 1))
    np.fill_diagonal(reach, 1 - k)
    return reach


def _surplus(m: np.ndarray, g: np.ndarray, reach: np.ndarray, form: float) -> float:
    return float(m @ (reach @ _u(g, form)) - g.sum())


def _largest(value: Callable[[float], float], low: float = -12, high: float = 12) -> float:
    """The largest value over amounts, searched on the scale of their logarithms."""
    found = minimize_scalar(
        lambda x: -value(np.exp(x)), bounds=(low, high), options={"xatol": 1e-9}, method="bounded"
    )
    return -float(found.fun)


def _local(m: np.ndarray, reach: np.ndarray, form: float) -> float:
    own = np.array([_marginal(w, form) for w in m * np.diag(reach)])
    return _surplus(m, own, reach, form)


def _same(m: np.ndarray, reach: np.ndarray, form: float) -> float:
    return _largest(lambda x: _surplus(m, np.full(len(m), x), reach, form))


def uniform(m: np.ndarray, form: float, part: float) -> float:
    """Say how far a centre that gives all the same is ahead of local governments."""
    reach = _spread(len(m), part * (len(m) - 1) / len(m))
    return _same(m, reach, form) - _local(m, reach, form)


def one_way(m: np.ndarray, form: float, part: float) -> float:
    """Say the same of a river: what the first gives reaches the second."""
    reach = np.array([[1.0, 0.0], [part / 2, 1 - part / 2]])
    return _same(m, reach, form) - _local(m, reach, form)


def substitutes(m: np.ndarray, form: float, part: float) -> float:
    """Say the same where local governments answer each other: goods stand in for one another."""
    n, k = len(m), part * (len(m) - 1) / len(m)
    reach = _spread(n, k)

    def surplus(g: np.ndarray) -> float:
        return float(m @ _u(reach @ g, form) - g.sum())

    want = np.array([_marginal(w * (1 - k), form) for w in m])
    g = np.zeros(n)
    for _ in range(4000):
        before = g.copy()
        for i in np.argsort(-want):
            others = reach[i] @ g - reach[i, i] * g[i]
            g[i] = max(0.0, (want[i] - others) / reach[i, i])
        if np.abs(g - before).max() <= 1e-12 * want.max():
            break
    return _largest(lambda x: surplus(np.full(n, x))) - surplus(g)


def narrow(m: np.ndarray, form: float, part: float) -> float:
    """Either district decides alone, by chance, and pays half."""
    reach = _spread(2, part / 2)
    outcomes = []
    for i in (0, 1):
        amounts = [_marginal(2 * m[i] * share, form) for share in reach[i]]
        outcomes.append(_surplus(m, np.array(amounts), reach, form))
    return float(np.mean(outcomes)) - _local(m, reach, form)


def cooperative(m: np.ndarray, form: float, part: float) -> float:
    """Districts send delegates in turn, each the best answer to the other, until none is changed.

    Voters try delegates of all wishes λ and pay half of what the delegates agree on.
    """
    # at ½ equal districts are indifferent whom they send; just below they are not
    reach = _spread(2, min(part, 0.9999) / 2)
    sent, power = m.copy(), 1 / (1 - form)
    for _ in range(400):
        before = sent.copy()
        for i in (0, 1):

            def drawn(own: np.ndarray, i: int = i) -> np.ndarray:
                both = np.array([own, np.full_like(own, sent[1 - i])])[:: 1 - 2 * i]
                g = np.maximum(reach @ both, 1e-300) ** power
                return m[i] * (reach[i] @ _u(g, form)) - g.sum(axis=0) / 2

            around, step = np.array([0.0, 4 * m.max()]), 4 * m.max()
            while step > 1e-10:
                tried = np.linspace(around[0], around[1], 41)
                at, step = tried[drawn(tried).argmax()], tried[1] - tried[0]
                around = np.array([max(at - step, 0.0), at + step])
            sent[i] = at
        if np.abs(sent - before).max() < 1e-7:
            break
    amounts = (reach @ sent) ** power
    return _surplus(m, amounts, reach, form) - _local(m, reach, form)


CENTRES = {"uniform": uniform, "cooperative": cooperative, "narrow": narrow}


def levels(every: int = 1) -> Iterator[tuple[str, bool]]:
    """Yield whether a good changes hands once."""
    two = pairs()
    rivers = two + [(m[::-1], form) for m, form in two if m[0] != m[1]]
    families = (
        ("substitutes", substitutes, list(product(wishes(), FORMS))),
        ("cooperative", cooperative, two),
        ("narrow", narrow, two),
        ("one way", one_way, rivers),
    )
    for name, lead, cases in families:
        for m, form in cases[::every]:
            ahead = [lead(m, form, part) > -1e-7 for part in PARTS]
            first = ahead.index(True) if True in ahead else None
            yield name, first is not None and all(ahead[first:])


def small_losses(every: int = 1) -> Iterator[tuple[str, bool]]:
    """Yield whether the better level misses less than a tenth of what the best amounts cost."""
    for (name, lead), (m, form) in product(CENTRES.items(), pairs()[::every]):
        for part in PARTS:
            reach = _spread(2, part / 2)
            best = np.array([_marginal(stake, form) for stake in m @ reach])
            better = _local(m, reach, form) + max(lead(m, form, part), 0)
            small = _surplus(m, best, reach, form) - better < SMALL * best.sum()
            yield f"small loss, {name}", small


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
    return held_and_not([*levels(every), *small_losses(every), *bent(every), *told])


if __name__ == "__main__":
    tell(run())
