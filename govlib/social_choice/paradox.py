"""How likely it is that majorities run in a circle.

Rankings are drawn from an urn that holds each of the m! rankings once. A drawn ranking is put back
with α further ones of its kind: at α = 0 voters have nothing in common (*impartial culture*,
Guilbaud), at α = 1 all anonymous profiles are equally likely (*impartial anonymous culture*,
Gehrlein and Fishburn), and a larger α makes voters more alike. All probabilities are exact up to
rounding; :mod:`govlib.social_choice.paradox_draws` estimates those for sizes beyond reach.
"""

from __future__ import annotations

import math
from itertools import product
from math import ceil, comb, factorial

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, log_ndtr

from govlib._check import integer, number

__all__ = ["condorcet_chance", "condorcet_limit"]

#: steps of computation that take some seconds
_MOST_WORK = 1e9

#: contagion beyond which all voters are of one mind to all digits
MOST_ALIKE = 1e12

#: numbers held at once, 400 MB
_MOST_STATES = 5e7


def condorcet_chance(n: int, alternatives: int = 3, *, contagion: float = 0.0) -> float:
    """Return the probability that one alternative beats every other by a majority.

    Parameters
    ----------
    n : int
        Voters n, at least 1. An even number may tie, and a tie beats nobody.
    alternatives : int, default 3
        Alternatives m, at least 1.
    contagion : float, default 0
        α from 0 to 10¹²: copies added to the urn with every ranking drawn. 0 is impartial
        culture, 1 is impartial anonymous culture.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If the computation would take too long or fill the memory;
        :func:`govlib.social_choice.paradox_draws.draw_condorcet`
        estimates the probability instead.

    Notes
    -----
    The chance is m times that of a given alternative A, which beats all others if it stands
    above each of them for more than n/2 voters.

    *Without contagion.* A voter who places A at a uniformly drawn height u ranks it above each of
    the m − 1 others independently with probability u. Given all heights the others are alike and
    independent, so the chance is ::

        m E[P(S > n/2 | u₁ … uₙ)^(m−1)],   S = Σᵢ Bernoulli(uᵢ)

    Each uᵢ enters as a polynomial of degree at most m − 1, so its mean is exact when u takes
    only the ⌈m/2⌉ nodes of the Gauss–Legendre rule with their weights; it remains to sum over
    how many voters take which node.

    *With contagion.* Voters are sorted by the set of alternatives that they rank below A. Sets
    that hold r rankings have negative binomial numbers of voters (shape r/α), conditional on
    their sum n; these are added up together with the votes that each rival has against A, as
    long as A can still win.

    References
    ----------
    W. V. Gehrlein (2002), "Condorcet's paradox and the likelihood of its occurrence: different
    perspectives on balanced preferences", Theory and Decision 52(2), 171–199,
    doi:10.1023/A:1015551010381.

    Examples
    --------
    Three voters and three alternatives: 204 of 216 profiles have a winner.

    >>> round(condorcet_chance(3, 3) * 216, 9)
    204.0

    With all anonymous profiles equally likely it is 15(n+3)²/(16(n+2)(n+4)):

    >>> round(condorcet_chance(5, 3, contagion=1), 6), round(15 * 64 / (16 * 7 * 9), 6)
    (0.952381, 0.952381)
    """
    n, m = integer("n", n, 1), integer("alternatives", alternatives, 1)
    alpha = number("contagion", contagion, 0, MOST_ALIKE)
    if m == 1:
        return 1.0
    return _urn(n, m, alpha) if alpha else _independent(n, m)


def condorcet_limit(alternatives: int) -> float:
    """Return the probability of a majority winner among ever more voters of impartial culture.

    A's majorities over the others become jointly normal, any two correlated by 1/3, so the
    probability is m ∫ φ(z) Φ(z/√2)^(m−1) dz. Among three it is Guilbaud's number
    3/4 + (3/2π) arcsin(1/3).

    Parameters
    ----------
    alternatives : int
        Alternatives m, at least 1.

    Examples
    --------
    >>> [round(condorcet_limit(m), 4) for m in (2, 3, 4, 5, 10)]
    [1.0, 0.9123, 0.8245, 0.7487, 0.5113]
    """
    m = integer("alternatives", alternatives, 1, 10**6)
    from scipy.integrate import quad
    from scipy.stats import norm

    root, log_scale = math.sqrt(2), math.log(math.sqrt(2 * math.pi))

    def density(z: float) -> float:
        # scipy.stats.norm has the same logarithms, behind checks that take most of the time
        log_density = -(z**2) / 2 - log_scale
        return m * math.exp(log_density + (m - 1) * float(log_ndtr(z / root)))

    # the mass sits within a few units of where Φ(z/√2) is near 1 − 1/m
    middle = float(np.sqrt(2) * norm.isf(1 / m)) if m > 1 else 0.0
    return min(float(quad(density, -12, 20, points=[middle], epsabs=1e-12, limit=200)[0]), 1.0)


def _independent(n: int, m: int) -> float:
    """Sum over how many voters take which node of the quadrature."""
    from scipy.stats import binom

    need, nodes = n // 2 + 1, ceil(m / 2)
    if nodes == 1:
        return float(2 * binom.sf(need - 1, n, 0.5))
    loops = comb(n + nodes - 2, nodes - 2)  # of the recursion below, some 10 μs each
    if loops * (n * n / 4 + 2e4) + n**3 / 2 > _MOST_WORK or (nodes > 2 and n**3 > _MOST_STATES):
        raise _too_large(n, m)
    at, weight = np.polynomial.legendre.leggauss(nodes)
    at, log_weight = (at + 1) / 2, np.log(weight / 2)
    pairs = _two_nodes(n, need, at[-2], at[-1], keep=nodes > 2)
    votes = np.arange(n + 1)
    log_ways = gammaln(votes + 1)
    # chances of 0 … k votes among k voters at a node, by node and k
    chances = [binom.pmf(votes, votes[:, None], p) for p in at[:-2]]
    total = 0.0

    def walk(node: int, left: int, so_far: NDArray[np.float64], log_chance: float) -> None:
        nonlocal total
        if node == nodes - 2:
            lack = np.maximum(need - votes[: so_far.size], 0)
            win = np.clip(pairs[left][:, lack] @ so_far, 0, 1)
            at_first = votes[: left + 1]
            log_rest = at_first * log_weight[-2] + (left - at_first) * log_weight[-1]
            log_rest -= log_ways[: left + 1] + log_ways[left::-1]
            total += float(np.exp(log_chance + log_rest) @ win ** (m - 1))
            return
        for k in range(left + 1):
            given = np.convolve(so_far, chances[node][k, : k + 1])
            chance = log_chance + k * log_weight[node] - float(log_ways[k])
            walk(node + 1, left - k, given, chance)

    walk(0, n, np.ones(1), float(gammaln(n + 1)))
    return min(m * total, 1.0)


def _two_nodes(
    n: int, need: int, p: float, q: float, *, keep: bool
) -> dict[int, NDArray[np.float64]]:
    """Return P(Bin(k, p) + Bin(left − k, q) ≥ x) as arrays over k and x ≤ need, keyed by left.

    Only ``left = n`` is returned unless all are to be kept.
    """
    from scipy.stats import binom

    votes = np.arange(need + 1)
    table = np.array(votes == 0, dtype=float)[None, :]
    kept = {0: table}
    for left in range(1, n + 1):
        # one voter more at the second node, then the row in which all are at the first
        longer = np.empty((left + 1, need + 1))
        longer[:-1] = (1 - q) * table
        longer[:-1, 1:] += q * table[:, :-1]
        longer[:, 0] = 1
        longer[-1] = binom.sf(votes - 1, left, p)
        table = longer
        if keep:
            kept[left] = table
    return kept if keep else {n: table}


def _urn(n: int, m: int, alpha: float) -> float:
    """Add up the voters of each set that may stand above A, and their votes for each rival."""
    most, rivals = (n - 1) // 2, m - 1  # votes that a rival may have where A beats him
    states = (n + 1) * float(most + 2) ** rivals
    if states > _MOST_STATES or 2.0**rivals * n * states / 2 > _MOST_WORK:
        raise _too_large(n, m)
    everything = factorial(m) / alpha
    counts = [
        _negative_binomial(n, factorial(size) * factorial(rivals - size) / alpha, everything)
        for size in range(m)
    ]
    chance = np.zeros((n + 1,) + (most + 1,) * rivals)  # by voters so far, and votes of rivals
    chance[(0,) * m] = 1
    for above in product((0, 1), repeat=rivals):
        size = sum(above)
        if not size:
            continue
        # whoever ranks a set above A adds a vote for each in it; beyond `most` A is beaten
        new = counts[size][0] * chance
        for k in range(1, most + 1):
            into = tuple(slice(k * won, None) for won in (1, *above))
            out = tuple(slice(None, -k if won else None) for won in (1, *above))
            new[into] += counts[size][k] * chance[out]
        chance = new
    # those who rank nobody above A are the rest of the voters
    wins = counts[0][::-1] @ chance.reshape(n + 1, -1).sum(axis=1)
    return float(min(m * wins / _negative_binomial(n, everything, everything)[n], 1.0))


def _negative_binomial(n: int, shape: float, everything: float) -> NDArray[np.float64]:
    """Return the chances of 0 … n, scaled so that all shapes together have mean n."""
    k = np.arange(1, n + 1)
    log_miss = -shape * np.log1p(n / everything)
    steps = np.log(shape + (k - 1)) - np.log(k) - np.log1p(everything / n)
    return np.exp(np.r_[0.0, np.cumsum(steps)] + log_miss)


def _too_large(n: int, m: int) -> ValueError:
    return ValueError(
        f"voters and alternatives must be small enough to enumerate; got {n} and {m}. "
        "draw_condorcet estimates the probability, condorcet_limit gives it for many voters"
    )
