"""The same sums over few links: bundlings of claims drawn at random.

The claims between n countries that keep what each lends and owes form a transportation polytope;
its corners are the bundlings, which need at most 2n − 1 links.
:func:`govlib.networks.banking.thin_claims` makes one of them; the ones drawn here tell whether a
result hangs on that one. Derived here.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import coo_array

from govlib._check import generator, integer, square

__all__ = ["random_bundles"]


def random_bundles(claims: Any, count: int, *, rng: Any = None) -> NDArray[np.float64]:
    """Draw bundlings: the same sums lent and owed, over as few links as a corner has.

    Each link gets a random cost, and the cheapest claims with the given sums are found by a
    linear program; its solution is a corner of the set of all such claims. Corners that are the
    cheapest for more costs come up more often, so this is a sample of them, not a uniform one.

    Parameters
    ----------
    claims : array_like, shape (n, n)
        x[i, j] is what i has lent to j; not negative. The diagonal must be 0.
    count : int
        Number of draws, at least 1.
    rng : None, int or numpy.random.Generator
        Source of randomness.

    Returns
    -------
    numpy.ndarray, shape (count, n, n)
        Rows and columns add up as those of ``claims``, to a billionth of the total.

    Raises
    ------
    ValueError
        If the claims are no square matrix, negative, or not 0 on the diagonal.

    Examples
    --------
    >>> claims = [[0, 4, 1, 2], [2, 0, 3, 2], [2, 3, 0, 1], [1, 1, 4, 0]]
    >>> few = random_bundles(claims, 20, rng=1)
    >>> int((few > 0).sum(axis=(1, 2)).max())
    7
    >>> few[0].sum(axis=0).round(6).tolist(), few[0].sum(axis=1).round(6).tolist()
    ([5.0, 8.0, 8.0, 5.0], [7.0, 7.0, 6.0, 6.0])
    """
    x = square("claims", claims, 0)
    n = len(x)
    if n < 2 or x.diagonal().any() or not x.any():
        raise ValueError("claims must be between at least two countries, and 0 on the diagonal")
    count = integer("count", count, 1)
    draw = generator("rng", rng)
    creditor, debtor = np.nonzero(~np.eye(n, dtype=bool))
    links = np.arange(creditor.size)
    ends = coo_array(
        (np.ones(2 * links.size), (np.r_[creditor, n + debtor], np.r_[links, links]))
    ).tocsr()
    total = x.sum()
    sums = np.r_[x.sum(axis=1), x.sum(axis=0)] / total
    bundles = np.zeros((count, n, n))
    for bundle in bundles:
        found = linprog(draw.random(links.size), A_eq=ends, b_eq=sums)
        if found.x is None:
            raise RuntimeError(f"the linear program of a bundling failed: {found.message}")
        # what is left of rounding is no link
        bundle[creditor, debtor] = np.where(found.x > 1e-10, found.x, 0.0) * total
    return bundles
