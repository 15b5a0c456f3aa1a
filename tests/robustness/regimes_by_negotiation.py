"""Robustness of *Regimes by negotiation*: which possible agreements are made, and on what terms.

    python tests/robustness/regimes_by_negotiation.py

First sentence: where the fall-backs leave a gain, the parties agree and each has at least its
fall-back. Varied: patience, who begins, what the fall-back is, and whether it is known. Nash's
solution, for more parties, caution and power, is counted apart: it agrees by assumption. Second
sentence: a better fall-back brings a larger share. Varied: patience, who begins, the fall-back, and
what it is. Each case is solved here by search and from the end of long talks, not by the library's
closed forms.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from counting import held_and_not, tell
from scipy.stats import beta

from govlib.published.ii_bargaining import (
    better_cases,
    offer_cases,
    several_cases,
    talks_cases,
)


def divided(outside: list[float], caution: float, power: list[float]) -> np.ndarray:
    """Divide a pie by bisection on the price of a share: what each would take at that price."""
    least = np.array(outside)

    def taken(price: float) -> np.ndarray:
        # power u'/(u − u(d)) = price; the first has u = x^(1 − caution), the others u = x
        low, high = least.copy(), np.ones_like(least)
        for _ in range(45):
            x = (low + high) / 2
            steep = np.full_like(x, np.inf)
            gain = x - least
            gain[0] = (x[0] ** (1 - caution) - least[0] ** (1 - caution)) / (1 - caution)
            slope = np.ones_like(x)
            slope[0] = x[0] ** -caution
            np.divide(np.array(power) * slope, gain, out=steep, where=gain > 0)
            more = steep > price
            low, high = np.where(more, x, low), np.where(more, high, x)
        return low

    cheap, dear = 1e-6, 1e6
    for _ in range(50):
        price = np.sqrt(cheap * dear)
        cheap, dear = (price, dear) if taken(price).sum() > 1 else (cheap, price)
    return taken(dear)


def talked(
    patience: tuple[float, float],
    leave: tuple[float, float],
    live: tuple[float, float],
    rounds: int,
) -> tuple[float, float, bool]:
    """Solve talks from their end; return both shares, and whether the first offer is accepted."""
    worth, agreed = list(live), False
    for left in range(rounds):
        turn = (rounds - 1 - left) % 2
        other = 1 - turn
        wait = [(1 - d) * a + d * w for d, a, w in zip(patience, live, worth, strict=True)]
        ask = max(wait[other], leave[other])
        # an offer below this is refused: the other waits, or leaves
        refused = wait[turn] if wait[other] >= leave[other] else leave[turn]
        agreed = 1 - ask >= refused - 1e-12
        worth = wait
        if agreed:
            worth[turn], worth[other] = 1 - ask, ask
    return worth[0], worth[1], agreed


def rounds_for(one: float, two: float) -> int:
    """Return so many rounds that what comes after them weighs less than 1e-11."""
    return 2 * int(np.ceil(25.4 / -np.log(one * two))) + 1


def offered(own: float, law: tuple[float, float]) -> float:
    """Try a hundred thousand offers."""
    shares = np.linspace(0, 1 - own, 100_001)
    return float(shares[(beta.cdf(shares, *law) * (1 - own - shares)).argmax()])


def cases() -> Iterator[tuple[str, bool]]:
    """Yield what was varied, and whether the sentence held."""
    for outside, caution, power in several_cases():
        shares = divided(outside, caution, power)
        yield "assumed", bool((shares > np.array(outside) + 1e-9).all() and shares.sum() < 1 + 1e-6)
    for one, two, leave, live in talks_cases():
        first, second, agreed = talked((one, two), leave, live, rounds_for(one, two))
        least = np.maximum(leave, live) - 1e-9
        yield "known", agreed and first >= least[0] and second >= least[1]
    found: dict[tuple[float, tuple[float, float]], float] = {}
    for own, law, quantile in offer_cases():
        key = own, law
        if key not in found:
            found[key] = offered(*key)
        fallback = beta.ppf(quantile * beta.cdf(1 - own, *law), *law)
        yield "unknown", bool(fallback <= found[key])
    for one, two, begins, fallback in better_cases():
        for name in ("live", "leave"):
            less, more = (
                _with_option(one, two, begins, name, option)
                for option in (fallback, fallback + 0.1)
            )
            yield name, more > less + 1e-9


def _with_option(one: float, two: float, begins: bool, reading: str, option: float) -> float:
    """Return the share of the party that has the option."""
    pair = (option, 0.0) if begins else (0.0, option)
    leave, live = ((0.0, 0.0), pair) if reading == "live" else (pair, (0.0, 0.0))
    first, second, _ = talked((one, two), leave, live, rounds_for(one, two))
    return first if begins else second


def run() -> dict[str, tuple[int, int]]:
    """Count for each variation in how many cases the sentence held, and in how many not."""
    return held_and_not(cases())


if __name__ == "__main__":
    tell(run())
