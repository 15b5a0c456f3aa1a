"""Public goods among neighbours, some of whom have many more links than others.

Santos, Santos and Pacheco (2008) let every node of a network head a public good for itself and its
neighbours. What decides is whether a cooperator pays anew for each good, or divides one gift among
all of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from govlib._check import choice, generator, integer, must_fit, number, zeros_and_ones
from govlib._values import ByValue
from govlib.networks.graphs import as_csr

__all__ = ["NetworkGoods", "NetworkRun"]

#: what a cooperator pays: 1 in each of her games, or 1 in all of them together
PAYS = ("per game", "per player")


@dataclass(frozen=True, eq=False)
class NetworkRun(ByValue):
    """The course of one or several populations on a network.

    Attributes
    ----------
    shares : numpy.ndarray, shape (steps + 1, draws)
        Share of cooperators at the start and after each step.
    last : numpy.ndarray of bool, shape (n, draws)
        Who cooperates at the end.
    """

    shares: NDArray[np.float64]
    last: NDArray[np.bool_]

    @property
    def cooperation(self) -> NDArray[np.float64]:
        """Share of cooperators at the end of each run."""
        return self.shares[-1]


@dataclass(frozen=True, eq=False)
class NetworkGoods:
    """A public good around every node of a network.

    A node with k neighbours takes part in k + 1 games: its own and those of its neighbours. Gifts
    in a game are multiplied by r and divided among all who take part in it.

    Parameters
    ----------
    graph : networkx.Graph, scipy sparse array or array_like, shape (n, n)
        Undirected, without loops, all links of weight 1.
    multiplier : float
        Factor r, at least 0. A gift pays for itself where r exceeds the size of the game, k + 1.
    pays : {"per game", "per player"}
        Whether a cooperator pays 1 in each of her k + 1 games, or 1/(k + 1) in each.

    References
    ----------
    F. C. Santos, M. D. Santos and J. M. Pacheco (2008), "Social diversity promotes the emergence
    of cooperation in public goods games", Nature 454(7201), 213–216, doi:10.1038/nature06940.

    Examples
    --------
    The hub of a star with three leaves cooperates alone; the leaves live on her gifts.

    >>> import networkx as nx
    >>> goods = NetworkGoods(nx.star_graph(3), multiplier=2, pays="per game")
    >>> goods.payoffs([True, False, False, False])
    array([-0.5,  1.5,  1.5,  1.5])
    """

    graph: Any
    multiplier: float
    pays: str = "per player"
    _near: Any = field(init=False, repr=False)
    _gift: Any = field(init=False, repr=False)
    _paid: Any = field(init=False, repr=False)
    _share: Any = field(init=False, repr=False)
    _degree: Any = field(init=False, repr=False)
    _last: Any = field(init=False, repr=False)
    _row: Any = field(init=False, repr=False)
    _target: Any = field(init=False, repr=False)

    def __post_init__(self) -> None:
        links = as_csr(self.graph, symmetric=True)
        if links.nnz and (links.data != 1).any():
            bad = links.data[links.data != 1][0]
            raise ValueError(
                f"graph must have links of weight 1; got {bad:g} "
                "(networkx.to_scipy_sparse_array(graph, weight=None) leaves weights out)"
            )
        object.__setattr__(self, "graph", links)
        object.__setattr__(self, "multiplier", number("multiplier", self.multiplier, 0))
        choice("pays", self.pays, PAYS)
        n = links.shape[0]
        degree = np.diff(links.indptr)
        gift = 1.0 / (degree + 1) if self.pays == "per player" else np.ones(n)
        # a node without neighbours looks at itself
        alone = np.flatnonzero(degree == 0)
        row = links.indptr[:-1].astype(np.int64)
        row[alone] = links.nnz + np.arange(len(alone))
        for name, value in {
            "_near": sparse.csr_array(links + sparse.eye_array(n), dtype=np.float64),
            "_gift": gift,
            "_paid": gift * (degree + 1),
            "_share": self.multiplier / (degree + 1),
            "_degree": degree.astype(np.float32),
            "_last": np.maximum(degree - 1, 0).astype(np.int32),
            "_row": row,
            "_target": np.concatenate([links.indices, alone]),
        }.items():
            object.__setattr__(self, name, value)

    @property
    def normalised(self) -> float:
        """The multiplier as a multiple of the size of a mean game, η = r/(z + 1)."""
        return self.multiplier / (self.graph.nnz / self.graph.shape[0] + 1)

    def payoffs(self, cooperates: Any) -> NDArray[np.float64]:
        """Return what each node earns in all its games together.

        Parameters
        ----------
        cooperates : array_like of bool, shape (n,) or (n, draws)
            Who gives.

        Returns
        -------
        numpy.ndarray, same shape
        """
        return self._pay(self._strategies("cooperates", cooperates).astype(np.float64))

    def run(
        self,
        steps: int,
        *,
        start: Any = 0.5,
        draws: int = 1,
        rng: Any = None,
    ) -> NetworkRun:
        """Let all nodes imitate their neighbours, generation by generation.

        Each node draws one neighbour and takes over his strategy with chance
        (his payoff − its own)/D if he earned more, where D is the largest difference between any
        two payoffs in the network. All nodes decide at once. A node without neighbours keeps
        its strategy.

        Parameters
        ----------
        steps : int
            Generations, at least 0.
        start : float or array_like of bool, shape (n,) or (n, draws)
            Who cooperates at first, or the share of cooperators, who are then drawn at random.
        draws : int, default 1
            Independent populations on the same network.
        rng : None, int or numpy.random.Generator
            Source of randomness.

        Returns
        -------
        NetworkRun

        Examples
        --------
        >>> import networkx as nx
        >>> graph = nx.barabasi_albert_graph(200, 2, seed=1)
        >>> goods = NetworkGoods(graph, multiplier=4, pays="per player")
        >>> goods.run(800, draws=3, rng=1).cooperation.round(2)
        array([0.87, 0.98, 1.  ])
        """
        steps, draws = integer("steps", steps, 0), integer("draws", draws, 1)
        n = self.graph.shape[0]
        must_fit("the runs", float(n) * draws, 2**23, "take fewer draws at a time")
        must_fit("the course", (steps + 1.0) * draws, 2**25, "take fewer steps at a time")
        rng = generator("rng", rng)
        if np.ndim(start) == 0:
            count = round(n * number("start", start, 0, 1))
            first = rng.permuted(np.tile(np.arange(n) < count, (draws, 1)), axis=1).T
        else:
            first = self._strategies("start", start)
            if first.ndim == 1:
                first = np.repeat(first[:, None], draws, axis=1)
            if first.shape[1] != draws:
                raise ValueError(
                    f"start must have {draws} column(s), one a draw; got {first.shape}"
                )
        state = first.astype(np.float64)
        shares = np.empty((steps + 1, draws))
        everyone = np.full(n, 1.0)
        shares[0] = everyone @ state / n
        for step in range(1, steps + 1):
            if np.all((shares[step - 1] == 0) | (shares[step - 1] == 1)):
                shares[step:] = shares[step - 1]
                break
            state = self._imitate(state, rng)
            shares[step] = everyone @ state / n
        return NetworkRun(shares, state.astype(bool))

    def _imitate(self, state: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.float64]:
        """Return the strategies of the next generation, shape (n, draws)."""
        n, draws = state.shape
        pay = self._pay(state)
        # along a row numpy finds extremes several times faster than down short columns
        rows = np.ascontiguousarray(pay.T)
        most, least = rows.max(axis=1), rows.min(axis=1)
        # float32 is enough to draw a neighbour; rounding up to the degree itself is cut off
        drawn = (rng.random((n, draws), dtype=np.float32) * self._degree[:, None]).astype(np.int32)
        other = self._target[np.minimum(drawn, self._last[:, None]) + self._row[:, None]]
        flat = other * draws + np.arange(draws) if draws > 1 else other
        gain = np.take(pay, flat) - pay
        # payoffs that differ by rounding only are equal, even where no others differ by more
        worth = gain > 1e-12 * np.maximum(most, -least)
        follow = worth & (rng.random((n, draws)) * (most - least) < gain)
        return np.where(follow, np.take(state, flat), state)

    def _pay(self, state: NDArray[np.float64]) -> NDArray[np.float64]:
        if state.ndim == 2 and state.shape[1] == 1:  # products with a vector are faster
            return self._pay(state[:, 0])[:, None]
        spare = (slice(None),) + (None,) * (state.ndim - 1)
        pots = self._near @ (state * self._gift[spare])
        pots *= self._share[spare]
        return np.asarray(self._near @ pots - state * self._paid[spare])

    def _strategies(self, name: str, value: Any) -> NDArray[np.bool_]:
        given, n = zeros_and_ones(name, value), self.graph.shape[0]
        if given.ndim not in (1, 2) or given.shape[0] != n:
            raise ValueError(f"{name} must have n = {n} rows; got shape {given.shape}")
        return given
