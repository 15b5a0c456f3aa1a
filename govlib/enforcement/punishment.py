"""Punishing those who give too little: what it costs, what it takes, and when it is credible.

The experiment is that of Fehr and Gächter (2000): after a round of giving, members see all gifts
and may pay to take income from others. Somebody who cares for money alone never pays; Fehr and
Schmidt (1999) say how strong a dislike of inequality makes the threat credible.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import integer, number, numbers, square
from govlib._labels import matched, square_labels
from govlib._values import Floats, plain
from govlib.games import LinearPublicGood

__all__ = ["PunishmentGame", "credible_cost"]

#: what 0 to 10 punishment points for one other member cost, in tokens
COSTS = (0, 1, 2, 4, 6, 9, 12, 16, 20, 25, 30)


@dataclass(frozen=True)
class PunishmentGame:
    """A linear public good with a second stage in which members punish each other.

    Each point that a member receives takes a tenth of what she earned in the first stage, at most
    all of it. Points cost those who give them out more than in proportion.

    Parameters
    ----------
    n : int, default 4
        Members of the group, at least 2.
    mpcr : float, default 0.4
        Marginal per capita return, above 0.
    endowment : float, default 20
        Tokens that each has, above 0.

    References
    ----------
    E. Fehr and S. Gächter (2000), "Cooperation and punishment in public goods experiments",
    American Economic Review 90(4), 980–994, doi:10.1257/aer.90.4.980.

    Examples
    --------
    Three who give all they have each give a free rider one point:

    >>> points = [[0, 0, 0, 1], [0, 0, 0, 1], [0, 0, 0, 1], [0, 0, 0, 0]]
    >>> PunishmentGame().payoffs([20, 20, 20, 0], points)
    array([23. , 23. , 23. , 30.8])
    """

    n: int = 4
    mpcr: float = 0.4
    endowment: float = 20.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "n", integer("n", self.n, 2))
        object.__setattr__(self, "mpcr", number("mpcr", self.mpcr, above=0))
        object.__setattr__(self, "endowment", number("endowment", self.endowment, above=0))

    @property
    def first_stage(self) -> LinearPublicGood:
        """The public good, before anybody is punished."""
        return LinearPublicGood(self.n, self.mpcr, self.endowment)

    def payoffs(self, gifts: Any, points: Any) -> NDArray[np.float64]:
        """Return what each member has at the end.

        Parameters
        ----------
        gifts : array_like, shape (n,)
            Tokens given to the common pot.
        points : array_like of int, shape (n, n)
            Points that the member of the row gives the one of the column, 0 to 10; 0 on the
            diagonal.

        Returns
        -------
        numpy.ndarray, shape (n,)
            πᵢ (1 − min(Pᵢ/10, 1)) less the cost of the points given; may be below 0.
        """
        own = numbers("gifts", matched("gifts", gifts, square_labels(points)), ndim=1)
        earned = self.first_stage.payoffs(own)
        given = square("points", points, 0, len(COSTS) - 1)
        if given.shape != (self.n, self.n):
            raise ValueError(
                f"points must have shape ({self.n}, {self.n}), giver by receiver; got {given.shape}"
            )
        if (given != np.floor(given)).any():
            raise ValueError(f"points must be whole; got {given[given != np.floor(given)][0]:g}")
        if given.diagonal().any():
            raise ValueError("points must be 0 on the diagonal: nobody punishes herself")
        cost = np.asarray(COSTS, float)[given.astype(int)].sum(axis=1)
        return np.asarray(earned * (1 - np.minimum(given.sum(axis=0) / 10, 1)) - cost)

    def free_rider(self, points: Any, *, others: float | None = None) -> Floats:
        """Return what one who gives nothing ends up with for the points she receives in all.

        Parameters
        ----------
        points : int or array_like
            Points from all others together, at least 0; more than 10 take no more than 10 do.
        others : float, optional
            What each of the others gives; all they have by default.

        Examples
        --------
        >>> PunishmentGame().free_rider([0, 1, 2, 3, 10]).round(1)
        array([44. , 39.6, 35.2, 30.8,  0. ])
        """
        taken = np.minimum(numbers("points", points, 0) / 10, 1)
        return plain(self._alone(others) * (1 - taken))

    def deterring_points(self, *, others: float | None = None) -> int:
        """Return the fewest points that make giving as much as the others do the better choice.

        Who conforms receives no point. 0 where free riding does not pay anyway.

        Parameters
        ----------
        others : float, optional
            What each of the others gives; all they have by default.

        Examples
        --------
        >>> PunishmentGame().deterring_points()
        3
        """
        gift = self._others(others)
        conforming = float(self.first_stage.payoff(gift, (self.n - 1) * gift))
        spared = conforming / self._alone(others)
        # the correction keeps a share that is a whole number of tenths in decimals
        return max(0, int(np.ceil(10 * (1 - spared) - 1e-9)))

    def cost_of_deterring(self, punishers: int, *, others: float | None = None) -> int:
        """Return what the cheapest deterring punishment costs all punishers together.

        They divide the points as evenly as they can, which is cheapest because the cost of a
        point rises.

        Parameters
        ----------
        punishers : int
            Members who punish, from 1 to n − 1.
        others : float, optional
            What each of the others gives; all they have by default.

        Examples
        --------
        >>> [PunishmentGame().cost_of_deterring(k) for k in (1, 2, 3)]
        [4, 3, 3]
        """
        k = integer("punishers", punishers, 1, self.n - 1)
        each, rest = divmod(self.deterring_points(others=others), k)
        return (k - rest) * COSTS[each] + (rest * COSTS[each + 1] if rest else 0)

    def _others(self, others: float | None) -> float:
        return self.endowment if others is None else number("others", others, 0, self.endowment)

    def _alone(self, others: float | None) -> float:
        return float(self.first_stage.payoff(0, (self.n - 1) * self._others(others)))


def credible_cost(envy: Any, guilt: Any, *, n: int, punishers: int) -> Floats:
    """Return the price of punishing below which people who dislike inequality do punish.

    Of n members, n′ dislike to be behind (envy α) and ahead (guilt β); the rest care for money
    alone. To take one unit from a free rider costs c. The threat of the n′ to bring him down to
    their own payoff is credible where ::

        c < α / ((n − 1)(1 + α) − (n′ − 1)(α + β))

    and where in addition the marginal per capita return m satisfies m + β ≥ 1 for the n′, full
    giving by all is an equilibrium.

    Parameters
    ----------
    envy : float or array_like
        α, at least 0.
    guilt : float or array_like
        β, from 0 to below 1, at most α.
    n : int
        Members of the group, at least 2.
    punishers : int
        n′, from 1 to n.

    Returns
    -------
    float or numpy.ndarray
        The price; 0 where nobody minds being behind.

    References
    ----------
    E. Fehr and K. M. Schmidt (1999), "A theory of fairness, competition, and cooperation",
    Quarterly Journal of Economics 114(3), 817–868, doi:10.1162/003355399556151, Proposition 5.

    Examples
    --------
    >>> credible_cost(4, 0.6, n=4, punishers=1)
    0.26666666666666666
    """
    size = integer("n", n, 2)
    k = integer("punishers", punishers, 1, size)
    a, b = numbers("envy", envy, 0), numbers("guilt", guilt, 0, below=1)
    try:
        a, b = np.broadcast_arrays(a, b)
    except ValueError:
        raise ValueError(
            f"envy and guilt must broadcast; got shapes {a.shape} and {b.shape}"
        ) from None
    if (b > a).any():
        raise ValueError(f"guilt must not exceed envy; got {b[b > a].flat[0]:g}")
    return plain(a / ((size - 1) * (1 + a) - (k - 1) * (a + b)))
