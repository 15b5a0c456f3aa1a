"""Robustness of *A community of fate*: when a shared danger lets cooperation last.

    python tests/robustness/community_of_fate.py

Four sentences. *Lasting*: some start leads to lasting cooperation, and starts at 43 and at 69
percent do; counted for the article's payoffs and for those of the laboratory, where a gift is
lost with the rest. *Size*: of two groups, one twice as large, the smaller reaches its target more
often. *Doubt*: a wider doubt about the number needed asks for a higher risk. *A step of doubt*:
where cooperation can last before it, more starts end well after it, and more meet the target.
Each case is solved here from payoffs of single groups, by enumeration, by walking along the
equation, by bisection, and with the product formula of a birth-death chain; not by the library's
curves, roots and chains.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from math import comb

import numpy as np
from scipy.special import expit
from scipy.stats import hypergeom

from govlib.published.iiia_risk import BELIEVED, SAID, doubts, fates, needed, sizes


@cache
def _binomial(n: int) -> np.ndarray:
    """Chance that 0 to n − 1 companions cooperate, at the shares 0.001, …, 1."""
    x = np.arange(1, 1001)[:, None] / 1000
    j = np.arange(n)
    ways = np.array([comb(n - 1, int(k)) for k in j], float)
    return ways * x**j * (1 - x) ** (n - 1 - j)


def _gain(n: int, M: int, cost: float, risk: float, *, once: bool) -> np.ndarray:
    """What cooperating adds to a member's mean payoff, at each share."""
    j = np.arange(n)

    def payoff(cooperates: int) -> np.ndarray:
        safe = j + cooperates >= M
        if once:
            return (1 - cost * cooperates) * np.where(safe, 1, 1 - risk)
        return np.where(safe, 1, 1 - risk) - cost * cooperates

    return _binomial(n) @ (payoff(1) - payoff(0))


def _walk(gain: np.ndarray, start: float) -> bool:
    """Whether a population that starts here ends with cooperators."""
    at = round(1000 * start) - 1
    if gain[at] > 1e-9:
        return True
    while at >= 0 and gain[at] <= 1e-9:
        at -= 1
    return at >= 0


def lasting() -> Iterator[tuple[str, bool]]:
    """Yield whether cooperation can last, and whether it does from what is believed."""
    for n, M, cost, risk in fates():
        for once in (False, True):
            gain = _gain(n, M, cost, risk, once=once)
            rule = "lost once" if once else "in full"
            starts = np.arange(1, 1001) / 1000
            yield f"can last, {rule}", any(_walk(gain, s) for s in starts[::9]) or _walk(gain, 1)
            yield f"from 43 percent, {rule}", _walk(gain, BELIEVED)
            yield f"from 69 percent, {rule}", _walk(gain, SAID)


def _achieved(n: int, M: int, case: tuple[float, float, float, float, int]) -> float:
    """Share of groups that reach the target, from the chain's balance of flows."""
    cost, risk, selection, mutation, Z = case
    k = np.arange(1, Z)
    j = np.arange(n)[:, None]
    safe = np.where(np.arange(n + 1) >= M, 1.0, 1 - risk)
    with_her = (hypergeom.pmf(j, Z - 1, k - 1, n - 1) * (safe[1:, None] - cost)).sum(axis=0)
    without = (hypergeom.pmf(j, Z - 1, k, n - 1) * safe[:-1, None]).sum(axis=0)
    better = with_her - without
    meet = (1 - mutation) * k * (Z - k) / (Z * (Z - 1))
    up = np.r_[mutation, meet * expit(selection * better) + mutation * (Z - k) / Z]
    down = np.r_[meet * expit(-selection * better) + mutation * k / Z, mutation]
    log = np.r_[0, np.cumsum(np.log(up) - np.log(down))]
    time = np.exp(log - log.max())
    reach = hypergeom.sf(M - 1, Z, np.arange(Z + 1), n)
    return float(time @ reach / time.sum())


def size(every: int = 1) -> Iterator[tuple[str, str]]:
    """Yield which of two groups does better: held, reversed or alike."""
    for n, percent, cost, risk, selection, mutation, Z in list(sizes())[::every]:
        case = (cost, risk, selection, mutation, Z)
        small, large = (_achieved(m, needed(m, percent), case) for m in (n, 2 * n))
        yield "size", ("alike" if abs(small - large) <= 0.001 else
                       "held" if small > large else "reversed")  # fmt: skip


def doubt() -> Iterator[tuple[str, bool]]:
    """Yield whether one step more of doubt on both sides asks for a higher risk."""
    for n in range(3, 17):
        decides = _binomial(n)  # where M are needed, exactly M − 1 companions
        for M in range(2, n):
            peaks = [
                decides[:, M - 1 - d : M + d].mean(axis=1).max()
                for d in range(min(M - 1, n - M) + 1)
            ]
            for narrow, wide in pairwise(peaks):
                yield "doubt", bool(wide < narrow)


@cache
def _ends(n: int, low: int, high: int, cost: float, risk: float) -> tuple[float, float]:
    """Share of starts that end well, and how often the end that they reach meets the target."""
    window = [(k, comb(n - 1, k)) for k in range(low - 1, high)]

    def gain(x: float) -> float:
        # one of the numbers makes her the one who is missing, if low − 1 to high − 1 act
        inside = sum(w * x**k * (1 - x) ** (n - 1 - k) for k, w in window)
        return risk * inside / (high - low + 1) - cost

    # the chance peaks where one companion more leaves the window as fast as one enters it
    ratio = (comb(n - 2, low - 2) / comb(n - 2, high - 1)) if low > 1 and high < n else 0.0
    odds = ratio ** (1 / (high - low + 1))
    top = odds / (1 + odds) if low > 1 and high < n else 0.0 if low == 1 and high < n else 1.0
    if gain(top) <= 1e-9:
        return 0.0, 0.0

    def root(falls: float) -> float:
        grows = top
        for _ in range(30):
            middle = (grows + falls) / 2
            grows, falls = (middle, falls) if gain(middle) > 0 else (grows, middle)
        return grows

    lower = root(0.0) if gain(0.0) < 0 else 0.0
    end = root(1.0) if gain(1.0) < 0 else 1.0
    met = [sum(comb(n, k) * end**k * (1 - end) ** (n - k) for k in range(m, n + 1))
           for m in range(low, high + 1)]  # fmt: skip
    return 1 - lower, sum(met) / len(met)


def step_of_doubt() -> Iterator[tuple[str, str]]:
    """Yield what one step more of doubt changes where cooperation could last before it."""
    for n, M, d, cost, risk in doubts():
        basin, met = _ends(n, M - d + 1, M + d - 1, cost, risk)
        if basin == 0:
            continue
        after, met_after = _ends(n, M - d, M + d, cost, risk)
        yield "starts", ("none" if after == 0 else "as many" if abs(after - basin) <= 0.001 else
                         "more" if after > basin else "fewer")  # fmt: skip
        change = after * met_after - basin * met
        yield "met", ("as often" if abs(change) <= 0.001 else
                      "more" if change > 0 else "less")  # fmt: skip


def run(every: int = 1) -> dict[str, dict[str, int]]:
    """Count for each sentence in how many cases it held, and in how many not."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for name, held in (*lasting(), *doubt()):
        counts[name]["held" if held else "not"] += 1
    for name, told in (*size(every), *step_of_doubt()):
        counts[name][told] += 1
    return {name: dict(found) for name, found in counts.items()}


if __name__ == "__main__":
    for name, found in run().items():
        print(f"{name}: " + ", ".join(f"{word} {n}" for word, n in sorted(found.items())))
