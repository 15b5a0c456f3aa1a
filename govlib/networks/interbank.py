"""Contagion between banks that lend to each other: robust, yet fragile (Gai and Kapadia 2010).

Each bank spreads a fixed sum over its debtors. With more debtors a single default hurts less, but
there are more ways for it to arrive: contagion becomes rarer and, when it comes, total.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import choice, generator, integer, integers, number, numbers
from govlib._values import ByValue, fraction, plain
from govlib.networks._nodes import node_numbers
from govlib.networks.epidemic_theory import MOST_NEIGHBOURS, final_size
from govlib.networks.graphs import as_csr, poisson_graph
from govlib.networks.spread import Spread
from govlib.networks.thresholds import in_degrees, spread_from
from govlib.networks.windows import Window, at_most, chance_of_enough, settle, window_of

__all__ = ["ContagionDraws", "ContagionTheory", "GaiKapadia"]

RULES = ("loss exceeds capital", "loss reaches capital")


@dataclass(frozen=True, eq=False)
class ContagionTheory(ByValue):
    """Contagion from one random default in a large random network.

    Attributes
    ----------
    frequency : float or numpy.ndarray
        Chance that it spreads through the network.
    extent : float or numpy.ndarray
        Share of the banks that fail if it does; 0 outside the window.
    """

    frequency: Any
    extent: Any


@dataclass(frozen=True, eq=False)
class ContagionDraws(ByValue):
    """Contagion in simulated networks.

    Attributes
    ----------
    shares : numpy.ndarray, shape (draws,)
        Share of the banks that failed in each draw, the first one included.
    """

    shares: NDArray[np.float64]

    def frequency(self, above: float = 0.05) -> float:
        """Return how often more than a share of the banks failed."""
        return float((self.shares > number("above", above, 0, 1)).mean())

    def extent(self, above: float = 0.05) -> float:
        """Return the mean share that failed in those draws; NaN if there was none."""
        large = self.shares[self.shares > number("above", above, 0, 1)]
        return float(large.mean()) if large.size else float("nan")


@dataclass(frozen=True)
class GaiKapadia:
    """Banks with equal balance sheets that lend to a random number of others.

    A bank lends the sum A in equal parts to j others, and has capital K. When m of them fail it
    loses mA/j (nothing is recovered), and fails itself when the loss exceeds K.

    Parameters
    ----------
    capital : Fraction, str, Decimal or float, default 0.04
        Capital K, as a share of the balance sheet, above 0.
    interbank : Fraction, str, Decimal or float, default 0.20
        Interbank loans A, as a share of the balance sheet, above 0.
    default_when : {"loss exceeds capital", "loss reaches capital"}
        What happens at the tie mA/j = K. With the default parameters the tie is there at j = 5,
        and the second rule moves the upper edge of the window from 5.76 to 7.48. The first rule
        is that a bank stays solvent as long as its capital is not negative.

    Notes
    -----
    Amounts are compared as fractions, so ties are exact; floats are read as by
    ``govlib._values.fraction``.

    References
    ----------
    P. Gai and S. Kapadia (2010), "Contagion in financial networks", Proceedings of the Royal
    Society A 466(2120), 2401–2423, doi:10.1098/rspa.2009.0410.

    Examples
    --------
    >>> banks = GaiKapadia()
    >>> banks.vulnerable_degree, round(banks.window().upper, 6)
    (4, 5.764677)
    >>> round(GaiKapadia(default_when="loss reaches capital").window().upper, 5)
    7.47708
    """

    capital: Any = Fraction(4, 100)
    interbank: Any = Fraction(20, 100)
    default_when: str = RULES[0]

    def __post_init__(self) -> None:
        for name in ("capital", "interbank"):
            value = fraction(name, getattr(self, name))
            if value <= 0:
                raise ValueError(f"{name} must be above 0; got {float(value):g}")
            object.__setattr__(self, name, value)
        choice("default_when", self.default_when, RULES)

    @property
    def vulnerable_degree(self) -> int:
        """Most debtors a bank can have and still fail when a single one does."""
        ratio = self.interbank / self.capital  # fails at one default if j < ratio (or j ≤)
        whole = int(ratio)
        return whole - 1 if ratio == whole and self.default_when == RULES[0] else whole

    def needed(self, debtors: Any) -> NDArray[np.int64]:
        """Return how many of its debtors must fail to make a bank fail.

        Parameters
        ----------
        debtors : array_like of int
            Number j of debtors of each bank.

        Returns
        -------
        numpy.ndarray of int
            More than j where no number is enough.

        Examples
        --------
        >>> GaiKapadia().needed([1, 4, 5, 10]).tolist()
        [1, 1, 2, 3]
        """
        j = integers("debtors", debtors, 0, empty=True)
        share = self.capital / self.interbank
        if self.default_when == RULES[0]:
            return np.asarray(j * share.numerator // share.denominator + 1)
        return np.maximum(-(-j * share.numerator // share.denominator), 1)

    def window(self) -> Window:
        """Return the mean numbers of debtors at which contagion can spread.

        Along a loan one meets a creditor with Poisson many other debtors, who is vulnerable with
        chance P(j ≤ J − 1), J being :attr:`vulnerable_degree`; each leads to z further creditors.
        """
        return window_of(self.vulnerable_degree - 1)

    def theory(self, z: Any) -> ContagionTheory:
        """Return frequency and extent of contagion in a large random network.

        Parameters
        ----------
        z : float or array_like
            Mean number of debtors, and of creditors, of a bank: a sweep.

        Returns
        -------
        ContagionTheory
            The frequency is the chance that a branching process with Poisson offspring of mean
            z · P(j ≤ J − 1) does not die out. The extent ρ is the first fixed point above 0 of
            ρ = Σ pⱼ P(Bin(j, ρ) ≥ neighbours_needed(j)).

        Examples
        --------
        >>> theory = GaiKapadia().theory(3)
        >>> round(theory.frequency, 4), round(theory.extent, 4)
        (0.7802, 0.9405)
        """
        from scipy.stats import poisson

        mean = numbers("z", z, 0, MOST_NEIGHBOURS).ravel()
        growth = mean * at_most(self.vulnerable_degree - 1, mean)
        frequency = np.atleast_1d(final_size(growth))
        j = np.arange(int(poisson.isf(1e-16, float(mean.max()))) + 3)
        p, need = poisson.pmf(j, mean[..., None]), self.needed(j)
        extent = settle(
            lambda rho, rows: chance_of_enough(p[rows], need, j, rho),
            np.where(growth > 1, 1e-9, 0.0),
        )
        return ContagionTheory(
            *(plain(found.reshape(np.shape(z))) for found in (frequency, extent))
        )

    def contagion(self, loans: Any, seeds: Any) -> Spread:
        """Spread defaults through one network.

        Parameters
        ----------
        loans : networkx.DiGraph, scipy sparse array or array_like, shape (n, n)
            A link from i to j says that bank j has lent to bank i: losses run along the links.
            Amounts do not count, since each bank divides A evenly.
        seeds : int or sequence of int
            Banks that fail at step 0.

        Returns
        -------
        govlib.networks.spread.Spread

        Examples
        --------
        >>> import networkx as nx
        >>> chain = nx.path_graph(4, create_using=nx.DiGraph)
        >>> GaiKapadia().contagion(chain, 0).times.tolist()
        [0, 1, 2, 3]
        """
        matrix = as_csr(loans, name="loans")
        need = self.needed(in_degrees(matrix))
        return spread_from(matrix, need, node_numbers(matrix.shape[0], seeds, graph=loans))

    def simulate(self, n: int, z: float, *, draws: int = 1000, rng: Any = None) -> ContagionDraws:
        """Let one random bank fail in each of many random networks.

        Parameters
        ----------
        n : int
            Banks, at least 2.
        z : float
            Mean number of debtors of a bank.
        draws : int, default 1000
            Networks, each drawn anew.
        rng : None, int or numpy.random.Generator
            Source of randomness.

        Returns
        -------
        ContagionDraws

        Examples
        --------
        >>> GaiKapadia().simulate(200, 3, draws=100, rng=1).frequency()
        0.8
        """
        n, draws = integer("n", n, 2), integer("draws", draws, 1)
        rng = generator("rng", rng)
        shares = np.empty(draws)
        for i in range(draws):
            network = poisson_graph(n, z, directed=True, rng=rng)
            shares[i] = self.contagion(network, int(rng.integers(n))).share
        return ContagionDraws(shares)
