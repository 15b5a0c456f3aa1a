"""The weakest link as people play it: the game of Van Huyck, Battalio and Beil (1990)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import integer, number, whole
from govlib._values import Floats, plain

__all__ = ["CommonEffort", "WeakestLinkGame"]


@dataclass(frozen=True)
class CommonEffort:
    """An equilibrium in which all make the same effort.

    Attributes
    ----------
    effort : int
        Effort of each.
    payoff : float
        What each earns.
    """

    effort: int
    payoff: float


@dataclass(frozen=True)
class WeakestLinkGame:
    """The minimum-effort game: all depend on the one who does least.

    A member who makes the effort x while the least effort in the group is y earns ay − bx + c.

    Parameters
    ----------
    benefit, cost, base : float
        Return a to the least effort, cost b of one's own, constant c; 0 < b < a. The defaults
        are those of payoff table A in the source.
    efforts : int, default 7
        Efforts run from 1 to this number.

    References
    ----------
    J. B. Van Huyck, R. C. Battalio and R. O. Beil (1990), "Tacit coordination games, strategic
    uncertainty, and coordination failure", American Economic Review 80(1), 234–248.

    Examples
    --------
    >>> game = WeakestLinkGame()
    >>> game.payoff(own=7, least=1), [found.effort for found in game.equilibria()]
    (0.1, [1, 2, 3, 4, 5, 6, 7])
    """

    benefit: float = 0.2
    cost: float = 0.1
    base: float = 0.6
    efforts: int = 7

    def __post_init__(self) -> None:
        object.__setattr__(self, "benefit", number("benefit", self.benefit, above=0))
        object.__setattr__(self, "cost", number("cost", self.cost, above=0))
        object.__setattr__(self, "base", number("base", self.base))
        object.__setattr__(self, "efforts", integer("efforts", self.efforts, 2))
        if self.cost >= self.benefit:
            raise ValueError(f"cost must be below benefit = {self.benefit:g}; got {self.cost:g}")

    def payoff(self, own: Any, least: Any) -> Floats:
        """Return the payoff of effort ``own`` where the least effort of all is ``least``."""
        x, y = whole("own", own, 1), whole("least", least, 1)
        for name, value in (("own", x), ("least", y)):
            if (value > self.efforts).any():
                raise ValueError(f"{name} must lie in [1, {self.efforts}]; got {value.max():g}")
        if (y > x).any():
            raise ValueError("least must not exceed own: it is the least effort of all")
        # rounding removes the last bits only, so that 0.2·1 − 0.1·7 + 0.6 prints as 0.1
        return plain(
            np.round(
                self.benefit * y - self.cost * x + self.base, 12 - round(np.log10(self._scale))
            )
        )

    @property
    def _scale(self) -> float:
        """How large payoffs are, so that no tolerance depends on their unit."""
        return self.benefit * self.efforts + abs(self.base)

    @property
    def table(self) -> NDArray[np.float64]:
        """Payoffs by own effort (rows) and least effort of the others (columns).

        Returns
        -------
        numpy.ndarray, shape (efforts, efforts)
            Row and column 0 stand for effort 1.
        """
        levels = np.arange(1, self.efforts + 1)
        own = levels[:, None]
        return np.asarray(self.payoff(own, np.minimum(own, levels)))

    def equilibria(self) -> tuple[CommonEffort, ...]:
        """Return the efforts that are best replies to themselves, for any group of 2 or more."""
        pay = self.table
        held = np.flatnonzero(pay.diagonal() >= pay.max(axis=0) - 1e-12 * self._scale)
        return tuple(CommonEffort(int(i) + 1, float(pay[i, i])) for i in held)

    @property
    def secure_effort(self) -> int:
        """The effort whose worst payoff is best."""
        return int(self.table.min(axis=1).argmax()) + 1
