"""One offer to somebody whose fall-back is not known: agreements that are possible and missed.

Two parties could share a pie of 1. One proposes a division, once; the other accepts it or takes
its fall-back. The proposer knows only from which distribution the fall-back comes. To keep more,
it risks a refusal, so that some possible agreements fail. That this cannot be mended by another
procedure, if both fall-backs are private, was shown by Myerson and Satterthwaite (1983).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

from govlib._check import number
from govlib._values import ByValue

__all__ = ["SingleOffer"]


@dataclass(frozen=True, eq=False)
class SingleOffer(ByValue):
    """A proposer who makes one offer, and a responder with a fall-back of its own.

    Parameters
    ----------
    own : float, default 0
        The proposer's fall-back, as a share of the pie, in [0, 1).
    alpha, beta : float, default 1
        Parameters, from 1 to 1,000, of the beta distribution on [0, 1] from which the responder's
        fall-back comes: with 1 and 1 all values are alike likely, a larger ``alpha`` makes high
        fall-backs likelier, a larger ``beta`` low ones.

    References
    ----------
    R. B. Myerson and M. A. Satterthwaite (1983), "Efficient mechanisms for bilateral trading",
    Journal of Economic Theory 29(2), 265–281, doi:10.1016/0022-0531(83)90048-0.

    Examples
    --------
    Where all fall-backs are alike likely, half of the possible agreements fail, whatever the
    proposer could have elsewhere:

    >>> talks = SingleOffer(own=0.2)
    >>> round(talks.offer, 6), round(talks.missed, 6)
    (0.4, 0.5)

    Those that fail are the poor ones, with a quarter of what could be gained:

    >>> round(talks.lost, 6)
    0.25
    """

    own: float = 0.0
    alpha: float = 1.0
    beta: float = 1.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "own", number("own", self.own, 0, below=1))
        for name in ("alpha", "beta"):
            object.__setattr__(self, name, number(name, getattr(self, name), 1, 1e3))

    @property
    def offer(self) -> float:
        """The share offered, which maximises F(x)(1 − own − x) over x.

        F is the chance that the fall-back is at most x. Where it is log-concave, as here, what a
        little more brings, (1 − own − x) f(x), falls below what it costs, F(x), once.
        """
        from scipy.stats import beta as beta_law

        most = 1 - self.own

        def worth_more(share: float) -> float:
            # both sides in logarithms, which stay finite where F and f are tiny
            law = (share, self.alpha, self.beta)
            return float(np.log(most - share) + beta_law.logpdf(*law) - beta_law.logcdf(*law))

        edge = 1e-12 * most
        return float(brentq(worth_more, edge, most - edge, xtol=1e-14, rtol=1e-14))

    @property
    def agreement(self) -> float:
        """The chance that the offer is accepted."""
        return self._reached(self.offer)

    @property
    def missed(self) -> float:
        """The share of possible agreements that fail.

        An agreement is possible where both fall-backs together are less than the pie.
        """
        return 1 - self.agreement / self._reached(1 - self.own)

    @property
    def lost(self) -> float:
        """The share of the possible gains over both fall-backs that fails with them.

        Where fall-backs up to x agree, the parties gain (1 − own) F(x) − E[f; f ≤ x].
        """
        return 1 - self._gained(self.offer) / self._gained(1 - self.own)

    def _gained(self, most: float) -> float:
        """Return what is gained on average if fall-backs up to ``most`` lead to agreement."""
        mean = self.alpha / (self.alpha + self.beta)
        # weighted by itself, a beta law is one with a larger alpha
        below = mean * self._reached(most, more=1)
        return (1 - self.own) * self._reached(most) - below

    def _reached(self, share: float, more: float = 0) -> float:
        """Return the chance of a fall-back of at most ``share``, with alpha larger by ``more``."""
        from scipy.stats import beta as beta_law

        return float(beta_law.cdf(share, self.alpha + more, self.beta))
