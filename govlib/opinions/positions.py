"""From agreement to positions: who stands where, read off how often members agree.

Agreement is all that a record of votes gives. Classical scaling looks for points whose distances
come closest to the disagreements; if the first axis carries most of what they tell, the members
stand nearly on a line, and models of opinions on a line can start from there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import integer, numbers, square
from govlib._labels import labels_of, square_labels
from govlib._values import ByValue
from govlib.opinions.bounded_confidence import hegselmann_krause

__all__ = ["Positions", "camp_members", "positions"]

#: disagreements that differ by less than this from symmetry are symmetric
_NEAR = 1e-9

#: part of the largest eigenvalue below which an axis carries nothing but rounding
_NOTHING = 1e-12


@dataclass(frozen=True, eq=False)
class Positions(ByValue):
    """Members on axes, the one that tells most first.

    Attributes
    ----------
    names : tuple
        The members, in the order of the table; numbers where it has no labels.
    coordinates : numpy.ndarray, shape (members, axes)
        Their places, in the unit of the disagreement; each axis has mean 0.
    explained : numpy.ndarray, shape (axes,)
        What each axis carries of the sum of all positive eigenvalues.
    """

    names: tuple[Any, ...]
    coordinates: NDArray[np.float64]
    explained: NDArray[np.float64]

    def scaled(self, axis: int = 0) -> NDArray[np.float64]:
        """Return the places on one axis moved and scaled so that they run from 0 to 1.

        Parameters
        ----------
        axis : int, default 0
            Number of the axis, from 0.
        """
        at = self.coordinates[:, integer("axis", axis, 0, len(self.explained) - 1)]
        return np.asarray((at - at.min()) / np.ptp(at))


def positions(agreement: Any, axes: int = 1, *, low: Any = None) -> Positions:
    """Place members on axes so that those who agree stand close (classical scaling).

    Parameters
    ----------
    agreement : array_like or DataFrame, shape (members, members)
        Symmetric, from 0 (never agree) to 1, which stands in the diagonal.
    axes : int, default 1
        How many axes.
    low : label, optional
        A member that shall stand below the mean on each axis; by default the first one. Scaling
        says how far apart two stand, and not which of them is left.

    Returns
    -------
    Positions

    Raises
    ------
    ValueError
        If the table is not symmetric, has another diagonal, fewer than two members, no member
        called ``low``, or fewer axes that carry anything than were asked for.

    Notes
    -----
    With the disagreements d, the rows and columns of −d²/2 are reduced by their means. If the
    members were points at distances d, this would be the table of their inner products, whose
    eigenvectors are the axes. Eigenvalues below 0 show how far they are from being points.

    References
    ----------
    W. S. Torgerson (1952), "Multidimensional scaling: I. Theory and method", Psychometrika 17(4),
    401–419, doi:10.1007/BF02288916.

    Examples
    --------
    Three on a line, the second halfway:

    >>> line = positions([[1, 0.75, 0.5], [0.75, 1, 0.75], [0.5, 0.75, 1]])
    >>> line.explained.round(3)
    array([1.])
    >>> line.scaled().round(3)
    array([0. , 0.5, 1. ])
    """
    names = square_labels(agreement)
    table = square("agreement", agreement, 0, 1)
    count = len(table)
    if count < 2:
        raise ValueError(f"agreement must hold at least two members; got {count}")
    if np.abs(table - table.T).max() > _NEAR or np.abs(table.diagonal() - 1).max() > _NEAR:
        raise ValueError("agreement must be symmetric, with 1 in its diagonal")
    members = tuple(names if names is not None else range(count))
    wanted = integer("axes", axes, 1, count)
    if low is not None and low not in members:
        raise ValueError(f"low must be one of the members; got {low!r}")
    squares = (1 - (table + table.T) / 2) ** 2
    products = -(squares - squares.mean(axis=0) - squares.mean(axis=1)[:, None]) / 2
    products -= squares.mean() / 2
    values, vectors = np.linalg.eigh(products)
    values, vectors = values[::-1], vectors[:, ::-1]
    useful = int((values > _NOTHING * max(values[0], _NEAR)).sum())
    if useful < wanted:
        raise ValueError(f"axes must be at most {useful}, more carry nothing; got {wanted}")
    places = vectors[:, :wanted] * np.sqrt(values[:wanted])
    places = places * np.where(places[0 if low is None else members.index(low)] > 0, -1.0, 1.0)
    return Positions(members, places, values[:wanted] / values[values > 0].sum())


def camp_members(opinions: Any, confidence: float) -> tuple[tuple[Any, ...], ...]:
    """Return who is in which camp in the end, if all move to the mean of those within reach.

    Parameters
    ----------
    opinions : array_like or Series, shape (agents,)
        First opinions.
    confidence : float
        Reach, as in :func:`~govlib.opinions.bounded_confidence.hegselmann_krause`.

    Returns
    -------
    tuple of tuple
        The camps in the order of their opinions, and within each its members in the order of
        their first ones: labels of the Series, or numbers.

    Examples
    --------
    >>> camp_members([0.9, 0.0, 0.2, 1.0], 0.3)
    ((1, 2), (0, 3))
    """
    names = labels_of(opinions)
    first = numbers("opinions", opinions, ndim=1)
    sizes = hegselmann_krause(first, confidence).sizes
    labels = names if names is not None else list(range(len(first)))
    # nobody overtakes anybody, so the camps cut the order of the first opinions
    order = [labels[i] for i in np.argsort(first, kind="stable").tolist()]
    ends = np.cumsum(sizes).tolist()
    return tuple(tuple(order[a:b]) for a, b in zip([0, *ends], ends, strict=False))
