"""Interdependent security among agents that are all alike, of any number.

The game of Kunreuther and Heal (2003) as in :mod:`govlib.games.security`, with closed forms: all
invest or nobody does, and how many it takes to tip the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from govlib._check import parameters, whole
from govlib._values import ByValue, Floats, plain
from govlib.games.security import _TIE

__all__ = ["EqualSecurity"]


@dataclass(frozen=True, eq=False)
class EqualSecurity(ByValue):
    """The game of :class:`govlib.games.security.Security` among agents that are all alike.

    Parameters
    ----------
    n : int or array_like
        Agents, at least 2.
    cost : float or array_like
        Cost c of protection, above 0.
    risk : float or array_like
        Probability p of a direct loss, above 0 and at most 1.
    contagion : float or array_like
        Probability q in [0, 1) that an unprotected agent passes the loss on to a given other.
    loss : float or array_like, default 1
        L, above 0.

    Notes
    -----
    Parameters that are arrays broadcast against each other; their axes are a sweep. All invest or
    nobody does: with q above 0 there is no equilibrium in between.

    References
    ----------
    H. Kunreuther and G. Heal (2003), "Interdependent security", Journal of Risk and Uncertainty
    26(2–3), 231–249, doi:10.1023/A:1024119208153.

    Examples
    --------
    >>> game = EqualSecurity(n=20, cost=0.05, risk=0.1, contagion=0.1)
    >>> game.all_invest, game.none_invest, game.tipping_size
    (True, True, 13)
    """

    n: Any
    cost: Any
    risk: Any
    contagion: Any
    loss: Any = 1.0

    def __post_init__(self) -> None:
        parameters(
            self,
            n={"low": 2, "whole": True},
            cost={"above": 0},
            risk={"above": 0, "high": 1},
            contagion={"low": 0, "below": 1},
            loss={"above": 0},
        )

    @property
    def _parameters(self) -> tuple[Any, ...]:
        return self.n, self.cost, self.risk, self.contagion, self.loss

    def gain(self, others: Any) -> Floats:
        """Return what investing saves an agent when ``others`` of the others invest.

        Parameters
        ----------
        others : int or array_like
            From 0 to n − 1.

        Returns
        -------
        float or numpy.ndarray
            p L (1 − q)^(n − 1 − others) − c.
        """
        k = whole("others", others, 0)
        n, c, p, q, loss = (np.asarray(value, dtype=float) for value in self._parameters)
        if (k > n - 1).any():
            raise ValueError(f"others must not exceed n - 1 = {n - 1}; got {others}")
        return plain(p * loss * (1 - q) ** (n - 1 - k) - c)

    @property
    def all_invest(self) -> Any:
        """Whether it is an equilibrium that all invest."""
        return plain(np.asarray(self.tipping_size) < self.n)

    @property
    def none_invest(self) -> Any:
        """Whether it is an equilibrium that nobody invests."""
        return plain(np.asarray(self.tipping_size) > 0)

    @property
    def tipping_size(self) -> Any:
        """How many must invest so that all others follow.

        Returns
        -------
        int or numpy.ndarray of int
            0 where all invest anyhow; n where protection does not pay even the last one.
        """
        n, c, p, q, loss = np.broadcast_arrays(*map(np.asarray, self._parameters))
        bears = np.log(p) + np.log(loss) - np.log(c)
        pressure = -np.log1p(-q.astype(float))
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            bearable = np.floor(bears / pressure * (1 + _TIE) + _TIE)
        bearable = np.where(pressure == 0, np.inf, bearable)
        size = np.clip(n - 1 - bearable, 0, n)
        return plain(np.where(bears >= -_TIE, size, n).astype(np.int64))

    def mean_cost(self, secured: Any) -> Floats:
        """Return the expected cost of an agent on average when ``secured`` agents invest.

        Parameters
        ----------
        secured : int or array_like
            From 0 to n.
        """
        m = whole("secured", secured, 0)
        n, c, p, q, loss = (np.asarray(value, dtype=float) for value in self._parameters)
        if (m > n).any():
            raise ValueError(f"secured must not exceed n = {n}; got {secured}")
        safe = c + (1 - (1 - q) ** (n - m)) * loss
        bare = (1 - (1 - p) * (1 - q) ** np.maximum(n - m - 1, 0)) * loss
        return plain((m * safe + (n - m) * bare) / n)
