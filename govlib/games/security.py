"""Interdependent security: my protection pays only if the others are protected too.

In cyberspace nobody sets rules of protection, and an intruder comes by way of the least protected.
In the game of Kunreuther and Heal (2003) an agent that invests is safe from direct attack and
still exposed to what the unprotected pass on. Few can tip all the others. For agents that are all
alike see :mod:`govlib.games.equal_security`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import flags, integer, listed, numbers, square
from govlib._labels import labels_of, matched, together
from govlib._values import ByValue

__all__ = ["Protection", "Security", "SecurityCascade"]

#: most agents of which all sets are tried
_MOST_AGENTS = 18

#: relative difference that counts as a tie; who is indifferent invests
_TIE = 1e-12


@dataclass(frozen=True, eq=False)
class Protection(ByValue):
    """Who protects itself, and what each must expect to bear.

    Attributes
    ----------
    secured : numpy.ndarray of bool, shape (n,)
        Who invests.
    cost : numpy.ndarray, shape (n,)
        Expected cost of each.
    """

    secured: NDArray[np.bool_]
    cost: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class SecurityCascade(ByValue):
    """Who invests once some have to.

    Attributes
    ----------
    joined : numpy.ndarray of int, shape (n,)
        Step in which each agent begins to invest: 0 for those that have to, −1 for those that
        never do.
    """

    joined: NDArray[np.int64]

    @property
    def secured(self) -> NDArray[np.bool_]:
        """Who invests in the end."""
        return self.joined >= 0

    @property
    def complete(self) -> bool:
        """Whether all invest in the end."""
        return bool(self.secured.all())

    @property
    def steps(self) -> int:
        """The last step in which somebody began to invest."""
        return int(self.joined.max())


@dataclass(frozen=True, eq=False)
class Security(ByValue):
    """Agents that decide whether to protect themselves, each exposed to the others.

    An unprotected agent i suffers the loss Lᵢ directly with probability pᵢ; an unprotected agent j
    passes it on to i with probability qⱼᵢ; the loss is borne at most once. With Xᵢ = 1 − Π(1 − qⱼᵢ)
    over the unprotected j, the expected cost of i is ::

        cᵢ + Xᵢ Lᵢ                  if it invests
        pᵢ Lᵢ + (1 − pᵢ) Xᵢ Lᵢ      if it does not

    so it invests where cᵢ ≤ pᵢ Lᵢ (1 − Xᵢ): the more others invest, the more it pays.

    Parameters
    ----------
    cost : array_like, shape (n,)
        cᵢ, at least 0.
    risk : float or array_like, shape (n,)
        pᵢ in [0, 1].
    contagion : array_like, shape (n, n)
        qⱼᵢ in [0, 1), from the row to the column; the diagonal must be 0.
    loss : float or array_like, default 1
        Lᵢ, at least 0.

    References
    ----------
    H. Kunreuther and G. Heal (2003), "Interdependent security", Journal of Risk and Uncertainty
    26(2–3), 231–249, doi:10.1023/A:1024119208153.

    Examples
    --------
    Three providers; the first is the one that endangers the others most:

    >>> contagion = [[0, 0.5, 0.5], [0.1, 0, 0.1], [0.1, 0.1, 0]]
    >>> game = Security(cost=[0.095, 0.06, 0.06], risk=0.1, contagion=contagion)
    >>> [found.secured.astype(int).tolist() for found in game.equilibria()]
    [[0, 0, 0], [1, 1, 1]]
    >>> game.tipping_sets()
    [(0,)]
    >>> game.cascade([0]).joined
    array([0, 1, 1])
    """

    cost: Any
    risk: Any
    contagion: Any
    loss: Any = 1.0
    _labels: Any = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        given = together(cost=self.cost, risk=self.risk, loss=self.loss)
        rows = labels_of(self.contagion, 0)
        given = {name: matched(name, value, rows) for name, value in given.items()}
        found = (labels_of(value) for value in given.values())
        object.__setattr__(self, "_labels", rows or next((x for x in found if x), None))
        costs = numbers("cost", given["cost"], 0, ndim=1)
        n = costs.size
        contagion = square("contagion", self.contagion, 0, 1)
        if (contagion == 1).any():
            raise ValueError("contagion must lie in [0, 1); got 1")
        if contagion.shape != (n, n):
            raise ValueError(f"contagion must have shape {(n, n)}; got {contagion.shape}")
        if contagion.diagonal().any():
            raise ValueError("contagion must be 0 on the diagonal: nobody infects itself")
        object.__setattr__(self, "cost", costs)
        object.__setattr__(self, "contagion", contagion)
        for name, low, high in (("risk", 0.0, 1.0), ("loss", 0.0, np.inf)):
            value = numbers(name, given[name], low, high)
            if value.shape not in ((), (n,)):
                raise ValueError(f"{name} must be one number or one an agent; got {value.shape}")
            object.__setattr__(self, name, np.broadcast_to(value, (n,)))

    @property
    def n(self) -> int:
        """How many agents there are."""
        return int(self.cost.size)

    def expected_costs(self, secured: Any) -> NDArray[np.float64]:
        """Return what each agent must expect to bear.

        Parameters
        ----------
        secured : array_like of bool, shape (..., n)
            Who invests.
        """
        safe = self._set(secured)
        spared = np.exp(-self._pressure(safe))  # 1 − X
        invests = self.cost + (1 - spared) * self.loss
        bare = (1 - (1 - self.risk) * spared) * self.loss
        return np.where(safe, invests, bare)

    def best_reply(self, secured: Any) -> NDArray[np.bool_]:
        """Tell who does best to invest, given what the others do; who is indifferent does.

        Parameters
        ----------
        secured : array_like of bool, shape (..., n)
            Who invests.
        """
        return self._reply(self._set(secured))

    def cascade(self, forced: Any = ()) -> SecurityCascade:
        """Start with nobody protected but some that must be, and let all others follow.

        In each step all agents to which it pays by then begin to invest. The end is the
        smallest equilibrium in which the forced invest.

        Parameters
        ----------
        forced : sequence of int
            Numbers of the agents that must invest.
        """
        must = np.zeros(self.n, dtype=bool)
        for agent in listed("forced", forced):
            must[integer("forced", agent, 0, self.n - 1)] = True
        joined = np.where(must, 0, -1)
        now, made = must, 0
        while True:
            later = now | self._reply(now)
            made += 1
            if (later == now).all():
                return SecurityCascade(joined)
            joined[later & ~now] = made
            now = later

    def greatest_equilibrium(self) -> Protection:
        """Return the equilibrium in which most invest: it contains every other one."""
        now = np.ones(self.n, dtype=bool)
        while ((later := now & self._reply(now)) != now).any():
            now = later
        return self._protection(now)

    def equilibria(self) -> tuple[Protection, ...]:
        """Return all equilibria in pure strategies, those with few investors first.

        Raises
        ------
        ValueError
            If there are more than 18 agents; :meth:`cascade` and :meth:`greatest_equilibrium`
            give the smallest and the largest one.
        """
        sets = self._all_sets("equilibria")
        found = sets[(self._reply(sets) == sets).all(axis=1)]
        found = found[np.argsort(found.sum(axis=1), kind="stable")]
        return tuple(self._protection(secured) for secured in found)

    def tipping_sets(self) -> list[tuple[int, ...]]:
        """Return the smallest sets whose investment brings all others to invest.

        Returns
        -------
        list of tuple of int
            All sets of the least size; the empty one where all invest anyhow. Nobody has to follow
            the set of all agents, so there always is one.

        Raises
        ------
        ValueError
            If there are more than 18 agents.
        """
        n = self.n
        self._few("tipping_sets")
        for size in range(n + 1):
            chosen = list(combinations(range(n), size))
            now = np.zeros((len(chosen), n), dtype=bool)
            if size:
                now[np.arange(len(chosen))[:, None], np.array(chosen)] = True
            while ((later := now | self._reply(now)) != now).any():
                now = later
            if (tips := now.all(axis=1)).any():
                return [chosen[i] for i in np.flatnonzero(tips)]
        raise AssertionError("the set of all agents tips all")

    def optimum(self) -> Protection:
        """Return who invests where the expected costs of all together are least.

        Raises
        ------
        ValueError
            If there are more than 18 agents.
        """
        sets = self._all_sets("optimum")
        return self._protection(sets[np.argmin(self.expected_costs(sets).sum(axis=1))])

    def _protection(self, secured: NDArray[np.bool_]) -> Protection:
        return Protection(secured, self.expected_costs(secured))

    def _set(self, secured: Any) -> NDArray[np.bool_]:
        safe = flags("secured", matched("secured", secured, self._labels))
        if safe.ndim == 0 or safe.shape[-1] != self.n:
            raise ValueError(f"secured must have {self.n} entries; got shape {safe.shape}")
        return safe

    def _pressure(self, safe: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return −ln(1 − X) of each agent."""
        return np.asarray(~safe @ -np.log1p(-self.contagion))

    def _reply(self, safe: NDArray[np.bool_]) -> NDArray[np.bool_]:
        with np.errstate(divide="ignore", invalid="ignore"):
            bears = np.log(self.risk) + np.log(self.loss) - np.log(self.cost)
        bears = np.where(self.cost == 0, np.inf, bears)
        pressure = self._pressure(safe)
        return pressure <= bears + _TIE * (1 + np.abs(pressure))

    def _few(self, verb: str) -> None:
        if self.n > _MOST_AGENTS:
            raise ValueError(
                f"{verb} tries all sets of at most {_MOST_AGENTS} agents; got {self.n}"
            )

    def _all_sets(self, verb: str) -> NDArray[np.bool_]:
        self._few(verb)
        return np.arange(1 << self.n)[:, None] >> np.arange(self.n) & 1 == 1
