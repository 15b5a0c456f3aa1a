"""Interdependent security among agents that are all alike, of any number.

The game of Kunreuther and Heal (2003) as in :mod:`govlib.games.security`, with closed forms: all
invest or nobody does, and how many it takes to tip the rest. What the others pass on may also be
stopped in part: then protection can invite free riding in place of encouraging others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

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
    leak : float or array_like, default 1
        Share λ in [0, 1] of what the others pass on that gets through an agent's protection.

    Notes
    -----
    Parameters that are arrays broadcast against each other; their axes are a sweep. The game of
    Kunreuther and Heal has λ = 1. With q above 0 and λ above 1 − p, protection of others
    encourages: all invest or nobody does. With λ below 1 − p it invites free riding: some number
    invests, and that is the one equilibrium but for ties.

    References
    ----------
    H. Kunreuther and G. Heal (2003), "Interdependent security", Journal of Risk and Uncertainty
    26(2–3), 231–249, doi:10.1023/A:1024119208153. Protection that stops a part of what others pass
    on: H. Chan and L. E. Ortiz (2014), "Computing Nash equilibria in generalized interdependent
    security games", Advances in Neural Information Processing Systems 27, 2735–2743.

    Examples
    --------
    >>> game = EqualSecurity(n=20, cost=0.05, risk=0.1, contagion=0.1)
    >>> game.all_invest, game.none_invest, game.tipping_size
    (True, True, 13)

    A patch that stops contagion too, and is dear: the last few ride free.

    >>> EqualSecurity(n=20, cost=0.3, risk=0.2, contagion=0.05, leak=0).equilibria()
    (17,)
    """

    n: Any
    cost: Any
    risk: Any
    contagion: Any
    loss: Any = 1.0
    leak: Any = 1.0

    def __post_init__(self) -> None:
        parameters(
            self,
            n={"low": 2, "whole": True},
            cost={"above": 0},
            risk={"above": 0, "high": 1},
            contagion={"low": 0, "below": 1},
            loss={"above": 0},
            leak={"low": 0, "high": 1},
        )

    @property
    def _parameters(self) -> tuple[Any, ...]:
        return self.n, self.cost, self.risk, self.contagion, self.loss, self.leak

    def gain(self, others: Any) -> Floats:
        """Return what investing saves an agent when ``others`` of the others invest.

        Parameters
        ----------
        others : int or array_like
            From 0 to n − 1.

        Returns
        -------
        float or numpy.ndarray
            L (p + (1 − p − λ) X) − c, with X = 1 − (1 − q)^(n − 1 − others): at λ = 1 it is
            p L (1 − q)^(n − 1 − others) − c.
        """
        k = whole("others", others, 0)
        n, c, p, q, loss, leak = (np.asarray(value, dtype=float) for value in self._parameters)
        if (k > n - 1).any():
            raise ValueError(f"others must not exceed n - 1 = {n - 1}; got {others}")
        spared = (1 - q) ** (n - 1 - k)
        # the same as p + (1 − p − λ) X, and at λ = 1 it is p · spared with all its digits
        return plain(loss * (p * spared + (1 - leak) * (1 - spared)) - c)

    @property
    def all_invest(self) -> Any:
        """Whether it is an equilibrium that all invest."""
        c, p, loss = np.asarray(self.cost), np.asarray(self.risk), np.asarray(self.loss)
        holds = np.log(p) + np.log(loss) - np.log(c) >= -_TIE
        return plain(np.broadcast_arrays(holds, *self._parameters)[0])

    @property
    def none_invest(self) -> Any:
        """Whether it is an equilibrium that nobody invests."""
        return plain(~self._pays(0))

    @property
    def tipping_size(self) -> Any:
        """How many must invest so that all others follow.

        Returns
        -------
        int or numpy.ndarray of int
            0 where all invest anyhow; n where protection does not pay even the last one.
        """
        n, c, p, q, loss, leak = (
            np.asarray(value, dtype=float) for value in np.broadcast_arrays(*self._parameters)
        )
        stopped = 1 - leak
        pressure = -np.log1p(-q)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            # 1 − X at which protection just pays: gain = 0
            even = np.log(c / loss - stopped) - np.log(p - stopped)
            bearable = np.floor(-even / pressure * (1 + _TIE) + _TIE)
        # where the others' protection discourages, who pays as the last one pays at any place
        always = (p - stopped <= _TIE) | (c / loss - stopped <= 0) | (pressure == 0)
        size = np.clip(n - 1 - np.where(always, np.inf, bearable), 0, n)
        return plain(np.where(self.all_invest, size, n).astype(np.int64))

    def equilibria(self) -> tuple[int, ...]:
        """Return the numbers of investors at which nobody wants to change.

        Who is indifferent invests.

        Raises
        ------
        ValueError
            If a parameter is an array: the number of equilibria differs from game to game.

        Examples
        --------
        >>> EqualSecurity(n=20, cost=0.1, risk=0.2, contagion=0.05).equilibria()
        (0, 20)
        """
        if any(np.ndim(value) for value in self._parameters):
            raise ValueError("equilibria needs one number for each parameter; got an array")
        pays = np.append(self._pays(np.arange(self.n)), False)
        stays = np.concatenate([[True], pays[:-1]])
        return tuple(np.flatnonzero(stays & ~pays).tolist())

    def _pays(self, others: Any) -> NDArray[np.bool_]:
        """Tell where investing pays; who is indifferent invests."""
        scale = np.asarray(self.cost) + np.asarray(self.loss)
        return np.asarray(self.gain(others)) >= -_TIE * scale

    def mean_cost(self, secured: Any) -> Floats:
        """Return the expected cost of an agent on average when ``secured`` agents invest.

        Parameters
        ----------
        secured : int or array_like
            From 0 to n.
        """
        m = whole("secured", secured, 0)
        n, c, p, q, loss, leak = (np.asarray(value, dtype=float) for value in self._parameters)
        if (m > n).any():
            raise ValueError(f"secured must not exceed n = {n}; got {secured}")
        safe = c + leak * (1 - (1 - q) ** (n - m)) * loss
        bare = (1 - (1 - p) * (1 - q) ** np.maximum(n - m - 1, 0)) * loss
        return plain((m * safe + (n - m) * bare) / n)
