"""How the items of an assignment did: mean, discrimination, fifths, and what a bad value means."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

#: fewer students than these say nothing in a correlation, or in fifths
FEWEST = 10


@dataclass(frozen=True)
class Item:
    """One item, or one of its cells, over a class.

    Attributes
    ----------
    name : str
        Such as ``q3``.
    most : float
        Points that there are.
    counted : int
        Students with points in it.
    mean : float
        Mean share of the points; not a number if nobody has any.
    discrimination : float
        Correlation of the share here with the share in all other items, over students who have
        both; not a number where it cannot be told.
    fifths : tuple of float
        Mean share in each fifth of the class, the weakest first; empty in a small class.
    ends : float
        Share of students who have nothing or everything.
    """

    name: str
    most: float
    counted: int
    mean: float
    discrimination: float
    fifths: tuple[float, ...]
    ends: float

    @property
    def remarks(self) -> list[str]:
        """What in these numbers asks for a second look, in sentences."""
        said: list[str] = []
        if self.counted < FEWEST:
            return said
        if self.discrimination < 0:
            said.append(
                "Students who do well elsewhere do worse here. Suspect the test or the wording "
                "before the students."
            )
        elif self.discrimination < 0.2:
            said.append(
                "It hardly tells strong students from weak ones: it may be too easy, too hard, or "
                "about something that the other items do not ask."
            )
        if self.discrimination < 0.2:
            chance = 1.96 / math.sqrt(self.counted - 3)  # Fisher's interval about no correlation
            said.append(
                f"With {self.counted} students, chance alone moves this by up to {chance:.1f} "
                "either way: see whether the next class agrees."
            )
        if self.fifths and self.fifths[-1] < 0.5:
            said.append("Even the strongest fifth gets less than half: suspect the question.")
        elif self.mean < 0.3:
            said.append("Hard: see below which wrong idea is behind it, and teach that again.")
        if self.mean > 0.95:
            said.append("Nearly everybody has it. That is well for a first item; it grades nobody.")
        if self.ends > 0.8 and 0.1 < self.mean < 0.9:
            said.append("All or nothing: hardly anybody earns a part. More, smaller tests would.")
        return said


def items(
    points: Mapping[str, Mapping[str, float | None]], most: Mapping[str, float]
) -> list[Item]:
    """Return how each item did.

    Parameters
    ----------
    points : mapping
        By student, the points of each cell; None where a person has not given them yet.
    most : mapping
        By cell, the points that there are; the item is what stands before the first hyphen.
    """
    names = list(dict.fromkeys(cell.split("-")[0] for cell in most))
    table = np.array([[_share(row, most, n) for n in names] for row in points.values()])
    table = table.reshape(len(points), len(names))
    weights = np.array([sum(v for c, v in most.items() if c.split("-")[0] == n) for n in names])
    found = []
    for i, name in enumerate(names):
        here = table[:, i]
        rest = _mean(np.delete(table, i, axis=1), np.delete(weights, i))
        known = here[~np.isnan(here)]
        found.append(
            Item(
                name,
                float(weights[i]),
                len(known),
                float(known.mean()) if len(known) else math.nan,
                correlation(here, rest),
                fifths(here, _mean(table, weights)),
                float(np.isin(known, (0.0, 1.0)).mean()) if len(known) else math.nan,
            )
        )
    return found


def _share(row: Mapping[str, float | None], most: Mapping[str, float], item: str) -> float:
    """Return the share of an item's points that a student has, of those that are given."""
    known = [c for c in most if c.split("-")[0] == item and row.get(c) is not None]
    whole = sum(most[c] for c in known)
    return sum(row[c] or 0.0 for c in known) / whole if whole else math.nan


def _mean(table: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return each student's mean share over items, by their points, of those that are known."""
    known = ~np.isnan(table)
    whole = (known * weights).sum(axis=1)
    with np.errstate(invalid="ignore"):
        return np.where(whole > 0, np.nansum(table * weights, axis=1) / whole, np.nan)


def correlation(one: np.ndarray, other: np.ndarray) -> float:
    """Return Pearson's correlation over those who have both; not a number if too few, or all alike.

    Examples
    --------
    >>> float(correlation(np.arange(12.0), np.arange(12.0)))
    1.0
    """
    both = ~(np.isnan(one) | np.isnan(other))
    if both.sum() < FEWEST or np.ptp(one[both]) == 0 or np.ptp(other[both]) == 0:
        return math.nan
    return round(float(np.corrcoef(one[both], other[both])[0, 1]), 12)


def fifths(here: np.ndarray, whole: np.ndarray) -> tuple[float, ...]:
    """Return the mean of an item in each fifth of the class, ordered by the whole."""
    both = ~(np.isnan(here) | np.isnan(whole))
    if both.sum() < FEWEST:
        return ()
    order = np.argsort(whole[both], kind="stable")
    return tuple(float(part.mean()) for part in np.array_split(here[both][order], 5))


def histogram(shares: Sequence[float], bins: int = 10) -> list[int]:
    """Return how many shares fall into each of equal bins from 0 to 1, the last one closed."""
    return [int(n) for n in np.histogram(np.clip(shares, 0, 1), bins=bins, range=(0, 1))[0]]
