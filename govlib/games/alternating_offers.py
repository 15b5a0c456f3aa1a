"""Rubinstein's bargaining by alternating offers, and its limit as offers come fast.

Two parties propose in turn how to divide a pie of 1; waiting for the next offer costs. Rubinstein
(1982) showed that there is one subgame-perfect equilibrium and that it is reached at once; as the
time between offers vanishes it becomes Nash's solution, in which the more patient has more power
(Binmore, Rubinstein and Wolinsky 1986).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from govlib._check import numbers, parameters
from govlib._values import ByValue, Floats, plain

__all__ = ["AlternatingOffers", "Division"]


#: a shorter wait would drown in the rounding of 1 − δ
_SHORTEST = 1e-8


@dataclass(frozen=True, eq=False)
class Division(ByValue):
    """Shares of the pie that are agreed on at once.

    Attributes
    ----------
    proposer, responder : float or numpy.ndarray
        Share of the party that makes the first offer, and of the other.
    """

    proposer: Floats
    responder: Floats


@dataclass(frozen=True, eq=False)
class AlternatingOffers(ByValue):
    """Two parties who take turns in proposing a division of a pie of 1.

    Parameters
    ----------
    first, second : float or array_like
        Discount factors δ₁ of the party that proposes first and δ₂ of the other, in [0, 1], not
        both 1.
    outside_first, outside_second : float or array_like, default 0
        What each can take elsewhere after it has turned down an offer, in [0, 1); together less
        than 1. Both end the talks.
    inside_first, inside_second : float or array_like, default 0
        What each lives on while they talk, as the share that never agreeing would be worth to
        it, in [0, 1): a period of talks brings (1 − δ) times that. The better of a party's two
        options and the better of the other's must together be less than 1.

    Notes
    -----
    Arrays broadcast against each other and are a sweep. What a party gets above its inside
    option is discounted as a pie without one would be, so the game with inside options is the
    plain game about what is left of the pie after both.

    The same numbers hold of parties who are in no hurry where each refusal ends the talks by
    accident, with the chance 1 − δ, and throws them back on their inside options: a risk that
    nobody chooses works as time does. An outside option is taken only in answer to an offer; if
    a proposer, too, may leave once it has been refused, there are many equilibria.

    References
    ----------
    A. Rubinstein (1982), "Perfect equilibrium in a bargaining model", Econometrica 50(1),
    97–109, doi:10.2307/1912531.

    K. Binmore, A. Rubinstein and A. Wolinsky (1986), "The Nash bargaining solution in economic
    modelling", RAND Journal of Economics 17(2), 176–188, doi:10.2307/2555382.

    Examples
    --------
    >>> talks = AlternatingOffers(0.9, 0.8)
    >>> round(talks.equilibrium().proposer, 6)
    0.714286

    An outside option that is worse than the expected share is an empty threat; a better one is
    matched and no more:

    >>> outside = [0.1, 0.2, 0.4]
    >>> AlternatingOffers(0.9, 0.8, outside_second=outside).equilibrium().responder.round(6)
    array([0.285714, 0.285714, 0.4     ])

    The same number as an inside option always counts, however small it is:

    >>> AlternatingOffers(0.9, 0.8, inside_second=outside).equilibrium().responder.round(6)
    array([0.357143, 0.428571, 0.571429])
    """

    first: Any
    second: Any
    outside_first: Any = 0.0
    outside_second: Any = 0.0
    inside_first: Any = 0.0
    inside_second: Any = 0.0

    def __post_init__(self) -> None:
        parameters(
            self,
            first={"low": 0, "high": 1},
            second={"low": 0, "high": 1},
            outside_first={"low": 0, "below": 1},
            outside_second={"low": 0, "below": 1},
            inside_first={"low": 0, "below": 1},
            inside_second={"low": 0, "below": 1},
        )
        if np.any((np.asarray(self.first) == 1) & (np.asarray(self.second) == 1)):
            raise ValueError("first and second must not both be 1: then nothing urges agreement")
        both = np.add(self.outside_first, self.outside_second)
        if np.any(both >= 1):
            raise ValueError(
                f"outside_first and outside_second must add up to less than 1; got {np.max(both):g}"
            )
        most = np.maximum(self.outside_first, self.inside_first) + np.maximum(
            self.outside_second, self.inside_second
        )
        if np.any(most >= 1):
            raise ValueError(
                "inside_first and inside_second must leave something to agree on: the better "
                f"options of both must add up to less than 1; got {np.max(most):g}"
            )

    @classmethod
    def from_rates(
        cls,
        first: Any,
        second: Any,
        delay: Any,
        *,
        outside_first: Any = 0.0,
        outside_second: Any = 0.0,
        inside_first: Any = 0.0,
        inside_second: Any = 0.0,
    ) -> AlternatingOffers:
        """Return the talks of parties with rates of impatience r and a delay Δ between offers.

        δᵢ = exp(−rᵢΔ).

        Parameters
        ----------
        first, second : float or array_like
            Rates r₁ and r₂, above 0, per unit of time.
        delay : float or array_like
            Time Δ from one offer to the next, above 0.
        outside_first, outside_second, inside_first, inside_second : float or array_like, default 0
            As for the class.

        Examples
        --------
        >>> round(AlternatingOffers.from_rates(0.05, 0.10, delay=0.1).equilibrium().proposer, 6)
        0.668332
        """
        one, two = numbers("first", first, above=0), numbers("second", second, above=0)
        wait = numbers("delay", delay, above=0)
        shortest = float(np.minimum(np.min(one), np.min(two)) * np.min(wait))
        if shortest < _SHORTEST:
            raise ValueError(
                f"delay times a rate must be at least {_SHORTEST:g}; got {shortest:g}, "
                "so ask for the limit"
            )
        options = outside_first, outside_second, inside_first, inside_second
        return cls(np.exp(-one * wait), np.exp(-two * wait), *options)

    def equilibrium(self) -> Division:
        """Return the division in the subgame-perfect equilibrium.

        The responder accepts what it would get by waiting or outside, whichever is more, and
        the proposer offers no more than that. Without outside options the proposer gets ::

            (1 − δ₂) / (1 − δ₁δ₂)

        With them it gets at least what it keeps when its own option is matched later,
        1 − δ₂(1 − b₁), and at most what is left when the other's is matched now, 1 − b₂. With
        inside options a₁ and a₂ this holds of the 1 − a₁ − a₂ that is left after both, and of
        outside options less the inside ones.
        """
        one, two = np.asarray(self.first), np.asarray(self.second)
        left, near, far = self._above_inside()
        alone = (1 - two) / (1 - one * two)
        backed = 1 - two * (1 - near)
        kept = np.minimum(np.maximum(alone, backed), 1 - far)
        share = self.inside_first + left * kept
        return Division(plain(share), plain(1 - share))

    def _above_inside(self) -> tuple[Any, Any, Any]:
        """Return what both inside options leave, and the outside options as shares of it."""
        left = 1 - np.add(self.inside_first, self.inside_second)
        near = np.maximum(np.subtract(self.outside_first, self.inside_first), 0) / left
        far = np.maximum(np.subtract(self.outside_second, self.inside_second), 0) / left
        return left, near, far

    @staticmethod
    def limit(
        first: Any,
        second: Any,
        *,
        outside_first: Any = 0.0,
        outside_second: Any = 0.0,
        inside_first: Any = 0.0,
        inside_second: Any = 0.0,
    ) -> Division:
        """Return the division as the time between offers goes to 0.

        The first party gets r₂/(r₁ + r₂), whoever begins, unless an outside option is better:
        Nash's solution with powers 1/r₁ and 1/r₂, the inside options as the worth of no
        agreement, cut off at the outside options.

        Parameters
        ----------
        first, second : float or array_like
            Rates of impatience r₁ and r₂, above 0.
        outside_first, outside_second, inside_first, inside_second : float or array_like, default 0
            As for the class.

        Examples
        --------
        >>> round(AlternatingOffers.limit(0.05, 0.10).proposer, 6)
        0.666667

        Options of 0.3 and 0.1: to leave for, and to live on.

        >>> AlternatingOffers.limit(1, 1, outside_first=0.3, outside_second=0.1).proposer
        0.5
        >>> AlternatingOffers.limit(1, 1, inside_first=0.3, inside_second=0.1).proposer
        0.6
        """
        one, two = numbers("first", first, above=0), numbers("second", second, above=0)
        # validates the options; the discount factors do not matter here
        talks = AlternatingOffers(0, 0, outside_first, outside_second, inside_first, inside_second)
        left, near, far = talks._above_inside()
        kept = np.minimum(np.maximum(two / (one + two), near), 1 - far)
        share = talks.inside_first + left * kept
        return Division(plain(share), plain(1 - share))
