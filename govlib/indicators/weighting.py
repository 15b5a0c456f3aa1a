"""Where weights come from: pairwise judgements, and the paper's two-by-two of standards.

The analytic hierarchy process asks which of two indicators matters more, and by how much, and
measures how far the answers contradict each other (Saaty 1977). The two-by-two is the paper's own:
a standard is objective or subjective, and looks at the process or at the result.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import choice, number, numbers, square
from govlib._values import ByValue

__all__ = ["Judgements", "ahp", "two_by_two"]

#: what a standard can rest on, and what it can look at
BASES, FOCUSES = ("objective", "subjective"), ("process", "result")

#: mean consistency index of random matrices of 1, 2, 3, … indicators, as Saaty's books tabulate it
RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49)


@dataclass(frozen=True, eq=False)
class Judgements(ByValue):
    """Weights from pairwise judgements, and how well these agree with each other.

    Attributes
    ----------
    weights : numpy.ndarray, shape (q,)
        The principal eigenvector, scaled to sum 1.
    eigenvalue : float
        The principal eigenvalue λ; q where the judgements are consistent, else above.
    """

    weights: NDArray[np.float64]
    eigenvalue: float

    @property
    def consistency_index(self) -> float:
        """How far the judgements contradict each other, (λ − q)/(q − 1); 0 if not at all."""
        q = len(self.weights)
        return max(self.eigenvalue - q, 0.0) / (q - 1) if q > 1 else 0.0

    @property
    def consistency_ratio(self) -> float:
        """The consistency index over that of random judgements; up to 0.1 is held acceptable.

        0 for one and two indicators, which cannot contradict each other.

        Raises
        ------
        ValueError
            For more than ten indicators, beyond the tabulated random indices.
        """
        q = len(self.weights)
        if q > len(RANDOM_INDEX):
            raise ValueError(
                f"the random index is tabulated up to {len(RANDOM_INDEX)} indicators; got {q}"
            )
        return self.consistency_index / RANDOM_INDEX[q - 1] if q > 2 else 0.0


def ahp(matrix: Any) -> Judgements:
    """Return the weights that a matrix of pairwise judgements implies.

    Parameters
    ----------
    matrix : array_like, shape (q, q)
        How many times more important the indicator of the row is than that of the column; above
        0, with ones on the diagonal and aᵢⱼ = 1/aⱼᵢ.

    Returns
    -------
    Judgements

    Raises
    ------
    ValueError
        If the matrix is not reciprocal.

    References
    ----------
    T. L. Saaty (1977), "A scaling method for priorities in hierarchical structures", Journal of
    Mathematical Psychology 15(3), 234–281, doi:10.1016/0022-2496(77)90033-5.

    Examples
    --------
    >>> found = ahp([[1, 2, 8], [1 / 2, 1, 4], [1 / 8, 1 / 4, 1]])
    >>> found.weights.round(3), round(found.eigenvalue, 9)
    (array([0.615, 0.308, 0.077]), 3.0)
    """
    a = numbers("matrix", square("matrix", matrix), above=0)
    if not a.size:
        raise ValueError("matrix must compare at least one indicator; got an empty one")
    gap = np.abs(a * a.T - 1)
    if gap.max() > 1e-6:
        i, j = (int(k) for k in np.unravel_index(np.argmax(gap), gap.shape))
        raise ValueError(
            "matrix must be reciprocal, a[i, j] = 1/a[j, i]; "
            f"got a[{i}, {j}] = {a[i, j]:g} and a[{j}, {i}] = {a[j, i]:g}"
        )
    values, vectors = np.linalg.eig(a)
    first = int(np.argmax(values.real))
    vector = np.abs(vectors[:, first].real)
    return Judgements(vector / vector.sum(), float(values[first].real))


def two_by_two(
    kinds: Sequence[tuple[str, str]], *, objective: float = 0.5, process: float = 0.5
) -> NDArray[np.float64]:
    """Return weights of indicators from what the reader thinks of four kinds of standard.

    The paper sorts standards twice: they are objective (laws, rules, documents) or subjective
    (what the public and those concerned expect), and they look at the process or at the result.
    The share of a cell is the product of its two shares, and the indicators of a cell divide it
    evenly.

    Parameters
    ----------
    kinds : sequence of (str, str)
        For each indicator one of ``BASES`` and one of ``FOCUSES``.
    objective : float, default 0.5
        Share of the weight on objective standards, from 0 to 1; the rest is on subjective ones.
    process : float, default 0.5
        Share on the process, from 0 to 1; the rest is on the result.

    Returns
    -------
    numpy.ndarray, shape (q,)
        Sums to 1.

    Raises
    ------
    ValueError
        If a cell has a share and no indicator.

    Examples
    --------
    Two laws to keep, one survey, one outcome to count:

    >>> kinds = [("objective", "process"), ("objective", "process"), ("subjective", "result"),
    ...          ("objective", "result"), ("subjective", "process")]
    >>> two_by_two(kinds, objective=0.6, process=0.5)
    array([0.15, 0.15, 0.2 , 0.3 , 0.2 ])
    """
    shares = {
        "objective": number("objective", objective, 0, 1),
        "process": number("process", process, 0, 1),
    }
    shares["subjective"], shares["result"] = 1 - shares["objective"], 1 - shares["process"]
    cells = [_cell(kind) for kind in kinds]
    for base in BASES:
        for focus in FOCUSES:
            if shares[base] * shares[focus] > 0 and (base, focus) not in cells:
                raise ValueError(
                    f"kinds must have an indicator of ({base}, {focus}), "
                    f"which has a share of {shares[base] * shares[focus]:g}; got none"
                )
    return np.array([shares[b] * shares[f] / cells.count((b, f)) for b, f in cells])


def _cell(kind: Any) -> tuple[str, str]:
    if isinstance(kind, str) or len(kind) != 2:
        raise ValueError(
            f"each of kinds must be a pair such as {(BASES[0], FOCUSES[0])}; got {kind!r}"
        )
    return choice("basis", kind[0], BASES), choice("focus", kind[1], FOCUSES)
