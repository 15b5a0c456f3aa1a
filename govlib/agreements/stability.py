"""Which agreements enforce themselves: nobody gains by leaving, nobody by joining.

Among sovereign states no court enforces a treaty, so it lasts only at sizes where membership is a
best reply to the membership of the others. The test is that of d'Aspremont et al. for cartels,
brought to treaties by Carraro and Siniscalco (1993) and Barrett (1994); any model that follows
:class:`Agreement` can be put to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from govlib._check import instance, integer, number
from govlib._values import ByValue, plain

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Agreement", "Assessment", "PreciseAgreement", "assess", "stable_sizes"]

#: largest number of payoffs (sizes times cells of a sweep) that are held at once
_MOST = 20_000_000


@runtime_checkable
class Agreement(Protocol):
    """What the test of stability asks of a model: payoffs at every size.

    A model has ``n`` equal countries and says what each signatory and each outsider earns when
    k have signed. Its parameters may be arrays; their axes come first in every result, those of
    k last.
    """

    @property
    def n(self) -> int:
        """Countries, at least 2."""

    def signatory(self, k: Any) -> Any:
        """Return the payoff of each signatory when k have signed, 1 ≤ k ≤ n."""

    def outsider(self, k: Any) -> Any:
        """Return the payoff of each outsider when k have signed, 0 ≤ k ≤ n − 1."""


@runtime_checkable
class PreciseAgreement(Agreement, Protocol):
    """A model that also knows the gain from signing without subtracting two large payoffs."""

    def gain(self, k: Any) -> Any:
        """Return what the k-th signatory gains by signing, πₛ(k) − πₒ(k − 1), 1 ≤ k ≤ n."""


@dataclass(frozen=True, eq=False)
class Assessment(ByValue):
    """An agreement at every size, from nobody to all.

    The last axis of each array counts the signatories, 0 to n; axes before it are a sweep over
    the parameters of the model.

    Attributes
    ----------
    size : numpy.ndarray of int, shape (n + 1,)
        Number of signatories.
    signatory : numpy.ndarray, shape (..., n + 1)
        Payoff of each signatory; NaN at size 0.
    outsider : numpy.ndarray, shape (..., n + 1)
        Payoff of each outsider; NaN at size n.
    internal : numpy.ndarray of bool, shape (..., n + 1)
        Whether no signatory gains by leaving.
    external : numpy.ndarray of bool, shape (..., n + 1)
        Whether no outsider gains by joining.
    """

    size: NDArray[np.int64]
    signatory: NDArray[np.float64]
    outsider: NDArray[np.float64]
    internal: NDArray[np.bool_]
    external: NDArray[np.bool_]

    @property
    def stable(self) -> NDArray[np.bool_]:
        """Whether the agreement enforces itself at each size."""
        return self.internal & self.external

    @property
    def largest(self) -> Any:
        """The largest stable size; there always is one among equal countries."""
        top = self.size[-1] - np.argmax(self.stable[..., ::-1], axis=-1)
        return plain(top)

    @property
    def welfare(self) -> NDArray[np.float64]:
        """Sum of all payoffs at each size."""
        n = self.size[-1]
        inside = np.where(self.size > 0, self.size * np.nan_to_num(self.signatory), 0)
        outside = np.where(self.size < n, (n - self.size) * np.nan_to_num(self.outsider), 0)
        return np.asarray(inside + outside)

    @property
    def gap_closed(self) -> NDArray[np.float64]:
        """Share of the distance from no agreement to full cooperation that each size closes."""
        welfare = self.welfare
        none, full = welfare[..., :1], welfare[..., -1:]
        return np.asarray((welfare - none) / (full - none))

    @property
    def share_closed(self) -> Any:
        """Share of that distance that the largest stable agreement closes."""
        at = np.asarray(self.largest)[..., None]
        return plain(np.take_along_axis(self.gap_closed, at, axis=-1)[..., 0])

    def table(self) -> pd.DataFrame:
        """Return the sizes as a table, in the manner of Barrett (1994, Table 1).

        Returns
        -------
        pandas.DataFrame
            Indexed by size, with columns ``signatory``, ``outsider``, ``welfare``, ``gap
            closed``, ``internal``, ``external`` and ``stable``.

        Raises
        ------
        ValueError
            If the model was swept.
        """
        import pandas as pd

        if self.signatory.ndim > 1:
            raise ValueError(
                f"a sweep of shape {self.signatory.shape[:-1]} has no one table; assess one model"
            )
        columns = {
            "signatory": self.signatory,
            "outsider": self.outsider,
            "welfare": self.welfare,
            "gap closed": self.gap_closed,
            "internal": self.internal,
            "external": self.external,
            "stable": self.stable,
        }
        return pd.DataFrame(columns, index=pd.Index(self.size, name="size"))


def assess(agreement: Agreement, *, tie: float = 1e-13) -> Assessment:
    """Put an agreement to the test of stability at every size.

    Size k is internally stable where πₛ(k) ≥ πₒ(k − 1): whoever leaves is no better off outside
    the agreement of the others. It is externally stable where πₛ(k + 1) ≤ πₒ(k). Who is
    indifferent does not move.

    Parameters
    ----------
    agreement : Agreement
        The model.
    tie : float, default 1e-13
        Two payoffs that differ by less than this share of the larger count as equal, because a
        smaller gap cannot be told from rounding. Not used for a
        :class:`govlib.agreements.stability.PreciseAgreement`.

    Returns
    -------
    Assessment

    Raises
    ------
    ValueError
        If the sweep and the sizes together exceed 2·10⁷ payoffs.

    References
    ----------
    C. Carraro and D. Siniscalco (1993), "Strategies for the international protection of the
    environment", Journal of Public Economics 52(3), 309–328.

    S. Barrett (1994), "Self-enforcing international environmental agreements", Oxford Economic
    Papers 46 (Supplement), 878–894.

    Examples
    --------
    >>> from govlib.agreements import LeaderAgreement
    >>> found = assess(LeaderAgreement(n=10, benefit=1, cost=0.25, choke=100))
    >>> found.largest, round(found.share_closed, 4)
    (4, 0.1147)
    >>> found.table().loc[3:5, ["internal", "external"]].to_numpy().tolist()
    [[True, False], [True, True], [False, True]]
    """
    instance("agreement", agreement, Agreement)
    n, tie = integer("n", agreement.n, 2), number("tie", tie, 0, 1)
    one = np.asarray(agreement.signatory(1), dtype=float)
    if one.size * (n + 1) > _MOST:
        raise ValueError(
            f"{one.size} cells of the sweep times {n + 1} sizes exceed {_MOST:,} payoffs; "
            "assess fewer cells at a time"
        )
    size = np.arange(n + 1)
    missing = np.full((*one.shape, 1), np.nan)
    signatory = np.concatenate([missing, np.asarray(agreement.signatory(size[1:]))], axis=-1)
    outsider = np.concatenate([np.asarray(agreement.outsider(size[:-1])), missing], axis=-1)
    for name, payoff in (("signatory", signatory[..., 1:]), ("outsider", outsider[..., :-1])):
        if not np.isfinite(payoff).all():
            raise ValueError(f"payoffs of the agreement must be finite; got {name}s with {payoff}")
    if isinstance(agreement, PreciseAgreement):
        gain = np.asarray(agreement.gain(size[1:]))
    else:
        stay, leave = signatory[..., 1:], outsider[..., :-1]
        near = tie * np.maximum(np.abs(stay), np.abs(leave))
        gain = np.where(np.abs(stay - leave) <= near, 0.0, stay - leave)
    yes = np.ones((*one.shape, 1), dtype=bool)
    internal = np.concatenate([yes, gain >= 0], axis=-1)
    external = np.concatenate([gain <= 0, yes], axis=-1)
    return Assessment(size, signatory, outsider, internal, external)


def stable_sizes(agreement: Agreement, *, tie: float = 1e-13) -> tuple[int, ...]:
    """Return every size at which an agreement enforces itself, smallest first.

    Sizes at which the signatories change nothing can be stable too: nobody loses by belonging
    to a treaty that asks for nothing.

    Parameters
    ----------
    agreement : Agreement
        The model, with single numbers as parameters.
    tie : float, default 1e-13
        As in :func:`govlib.agreements.stability.assess`.

    Raises
    ------
    ValueError
        If the model was swept.

    Examples
    --------
    >>> from govlib.agreements import BinaryAgreement, LinearAgreement
    >>> stable_sizes(LinearAgreement(n=190))
    (0, 2, 3)
    >>> stable_sizes(BinaryAgreement(n=10, benefit=0.3, cost=1))
    (0, 1, 2, 4)
    """
    found = assess(agreement, tie=tie)
    if found.stable.ndim > 1:
        raise ValueError(
            f"a sweep of shape {found.stable.shape[:-1]} has no one list of sizes; "
            "read assess(...).stable"
        )
    return tuple(int(k) for k in found.size[found.stable])
