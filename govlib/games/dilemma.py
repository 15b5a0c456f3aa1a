"""The prisoner's dilemma, and how long a shadow of the future keeps reciprocity alive in it.

Payoffs, the threshold above which tit for tat is collectively stable, and the smallest cluster
that invades a world of defection, all after Axelrod and Hamilton (1981) and Axelrod (1984). Those
are closed forms for one strategy; :mod:`govlib.games.stability` computes the same for any finite
strategy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import numbers, parameters
from govlib._values import ByValue, Floats, plain

__all__ = ["PrisonersDilemma"]


@dataclass(frozen=True, eq=False)
class PrisonersDilemma(ByValue):
    """Two players, each of whom cooperates or defects.

    ::

                      the other
                      cooperates   defects
        cooperate     R            S
        defect        T            P         with  T > R > P > S

    Defecting pays better whatever the other does, and yet both would rather both cooperate.
    The default payoffs are those of Axelrod's tournaments.

    Parameters
    ----------
    temptation, reward, punishment, sucker : float or array_like, default 5, 3, 1, 0
        Payoffs T, R, P, S. Arrays broadcast against each other and are a sweep.

    References
    ----------
    R. Axelrod and W. D. Hamilton (1981), "The evolution of cooperation", Science 211(4489),
    1390–1396, doi:10.1126/science.7466396.

    R. Axelrod (1984), The Evolution of Cooperation, Basic Books, chapter 3.

    Examples
    --------
    >>> game = PrisonersDilemma()
    >>> game.matrix
    array([[3., 0.],
           [5., 1.]])
    >>> round(game.critical_discount, 6)
    0.666667
    """

    temptation: Any = 5.0
    reward: Any = 3.0
    punishment: Any = 1.0
    sucker: Any = 0.0

    def __post_init__(self) -> None:
        names = ("temptation", "reward", "punishment", "sucker")
        parameters(self, temptation={}, reward={}, punishment={}, sucker={})
        values = [getattr(self, name) for name in names]
        for high, low, more, less in zip(names, names[1:], values, values[1:], strict=False):
            wrong = ~(np.asarray(more) > np.asarray(less))
            if wrong.any():
                a, b = (np.broadcast_to(v, wrong.shape)[wrong].flat[0] for v in (more, less))
                raise ValueError(f"{high} must be above {low}; got {a:g} and {b:g}")

    @property
    def alternation_pays(self) -> Any:
        """Whether taking turns in exploiting each other beats cooperation: T + S > 2R."""
        taken, twice = np.add(self.temptation, self.sucker), 2 * np.asarray(self.reward)
        size = np.abs(self.temptation) + np.abs(self.sucker) + np.abs(twice)
        return plain(taken - twice > 1e-12 * size)

    @property
    def matrix(self) -> NDArray[np.float64]:
        """The payoffs of the row player, cooperation first, shape (..., 2, 2)."""
        cells = (self.reward, self.sucker, self.temptation, self.punishment)
        shape = np.broadcast_shapes(*map(np.shape, cells))
        flat = np.stack([np.broadcast_to(np.asarray(c, float), shape) for c in cells], axis=-1)
        return flat.reshape(*shape, 2, 2)

    @property
    def critical_discount(self) -> Floats:
        """The smallest chance of another meeting at which tit for tat is stable.

        Let w be the chance that two players meet again. Among players of tit for tat nobody
        gains by another strategy (tit for tat is *collectively stable*) if and only if ::

            w ≥ max((T − R) / (T − P), (T − R) / (R − S))

        The first bound makes it unprofitable to defect always, the second to alternate between
        defecting and cooperating; every other strategy does at most as well as the better of
        the two.

        Returns
        -------
        float or numpy.ndarray
            Above 1 where T + S > 2R: then no w makes tit for tat stable.

        Examples
        --------
        >>> PrisonersDilemma(temptation=[3.5, 4, 5, 7]).critical_discount.round(3)
        array([0.2  , 0.333, 0.667, 1.333])
        """
        gain = np.subtract(self.temptation, self.reward)
        always = gain / np.subtract(self.temptation, self.punishment)
        in_turn = gain / np.subtract(self.reward, self.sucker)
        return plain(np.maximum(always, in_turn))

    def smallest_cluster(self, discount: Any) -> Floats:
        """Return the least share of meetings among themselves that lets tit for tat invade.

        A few newcomers who play tit for tat enter a world that always defects. A newcomer meets
        another newcomer with chance p, a native otherwise; natives hardly ever meet a newcomer.
        The newcomers do better than the natives where p exceeds ::

            p* = [V(D|D) − V(TFT|D)] / [V(TFT|TFT) − V(TFT|D)]
               = (P − S)(1 − w) / (R − S − w(P − S))

        with V(TFT|TFT) = R/(1 − w), V(TFT|D) = S + wP/(1 − w) and V(D|D) = P/(1 − w).

        Parameters
        ----------
        discount : float or array_like
            Chance w that two players meet again, in [0, 1).

        Returns
        -------
        float or numpy.ndarray
            p*, broadcast over the sweep of the payoffs and ``discount``.

        Examples
        --------
        >>> round(1 / PrisonersDilemma().smallest_cluster(0.9), 9)
        21.0
        """
        w = numbers("discount", discount, 0, below=1)
        loss = np.subtract(self.punishment, self.sucker)
        gain = np.subtract(self.reward, self.sucker)
        return plain(loss * (1 - w) / (gain - w * loss))
