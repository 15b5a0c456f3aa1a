"""Compromise by pairs: two who meet and are close enough meet halfway.

Agents meet in pairs and compromise if their opinions are less than a threshold apart (Deffuant and
others 2000); the rate equation for very many agents is that of Ben-Naim, Krapivsky and Redner
(2003), whose opinions start evenly on [−Δ, Δ] with threshold 1. The wider the range, the more
camps are left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from govlib._check import generator, integer, number, numbers
from govlib._values import ByValue
from govlib.opinions.bounded_confidence import Camps

__all__ = ["Encounters", "OpinionDensity", "compromise", "encounters"]

#: largest share of its agents that a site may lose in one step
_STEP = 0.2

#: pairs of sites that are looked at in one step
_MOST_PAIRS = 2e7


@dataclass(frozen=True, eq=False)
class OpinionDensity(ByValue):
    """How many agents hold which opinion at one time.

    Attributes
    ----------
    opinions : numpy.ndarray, shape (sites,)
        Opinions, evenly spaced, ascending.
    masses : numpy.ndarray, shape (sites,)
        Agents at each; their sum is 2Δ and does not change.
    time : float
        Time t of the rate equation.
    """

    opinions: NDArray[np.float64]
    masses: NDArray[np.float64]
    time: float

    @property
    def spread(self) -> float:
        """Second moment of the opinions, M₂ = Σ mass · opinion²."""
        return float(self.masses @ self.opinions**2)

    def camps(self, least: float = 0.0, *, empty: float = 1e-7) -> Camps:
        """Return mean opinion and mass of each camp of more than ``least``, in order.

        Camps are stretches with agents that are more than half a threshold apart; those that
        last are at least a threshold apart.

        Parameters
        ----------
        least : float, default 0
            Smaller camps are left out. Ben-Naim, Krapivsky and Redner call those of about unit
            mass major; minor ones hold some hundredths or less.
        empty : float, default 1e-7
            Sites with no more than this mass count as empty.

        Examples
        --------
        >>> end = compromise(2.0, time=60)
        >>> end.camps().positions.round(2), end.camps().sizes.round(3).tolist()
        (array([-1.96, -0.86,  0.86,  1.96]), [0.001, 1.999, 1.999, 0.001])
        """
        least, empty = number("least", least, 0), number("empty", empty, 0)
        full = np.flatnonzero(self.masses > empty)
        starts = np.flatnonzero(np.diff(self.opinions[full], prepend=-np.inf) > 0.5)
        if not full.size:
            return Camps(np.empty(0), np.empty(0))
        mass = np.add.reduceat(self.masses[full], starts)
        mean = np.add.reduceat(self.masses[full] * self.opinions[full], starts) / mass
        return Camps(mean[mass > least], mass[mass > least])


def compromise(half_range: float, *, time: float, resolution: int = 50) -> OpinionDensity:
    """Solve the rate equation of compromises from evenly spread opinions.

    Opinions start with density 1 on [−Δ, Δ]. Two agents whose opinions differ by less than 1
    meet at rate 1 and both take their mean: ::

        ∂P(x)/∂t = ∫∫ P(x₁) P(x₂) [δ(x − (x₁ + x₂)/2) − δ(x − x₁)] dx₁ dx₂,   |x₁ − x₂| < 1

    Parameters
    ----------
    half_range : float
        Δ, above 0.
    time : float
        Time t at which the density is wanted, from 0 to 10,000. Camps stand still by about 60, but
        near a Δ at which a new camp appears it takes longer.
    resolution : int, default 50
        Sites in a unit of opinion, at least 4.

    Returns
    -------
    OpinionDensity

    Raises
    ------
    ValueError
        If Δ and the resolution make too many pairs of sites.

    Notes
    -----
    Sites stand at the middles of equal cells. A mean that falls between two sites is shared by
    them, and a pair exactly 1 apart meets at half the rate; both errors fall with the square of
    the spacing. Time steps are those of the classical Runge–Kutta method. Number and mean of the
    opinions are conserved; as long as all hear each other (Δ < 1/2), M₂ falls as exp(−Δt).

    References
    ----------
    E. Ben-Naim, P. L. Krapivsky and S. Redner (2003), "Bifurcations and patterns in compromise
    processes", Physica D 183(3–4), 190–204, doi:10.1016/S0167-2789(03)00171-4.

    Examples
    --------
    >>> first, later = (compromise(0.4, time=t, resolution=200) for t in (0, 5))
    >>> round(later.spread / first.spread, 3), round(float(np.exp(-0.4 * 5)), 3)
    (0.135, 0.135)
    """
    width = number("half_range", half_range, above=0)
    end = number("time", time, 0, 10_000)
    reach = integer("resolution", resolution, 4)
    if 2 * width * reach * reach > _MOST_PAIRS:
        raise ValueError(
            f"half_range and resolution must make at most {_MOST_PAIRS:g} pairs of sites; got "
            f"{width:g} and {reach}. Take a lower resolution"
        )
    sites = max(int(np.rint(2 * width * reach)), 2)
    # the spacing fits a whole number of cells into the range; reach is then not quite whole
    spacing = 2 * width / sites
    near, share = _weights(1 / spacing, sites)
    opinions = (np.arange(sites) - (sites - 1) / 2) * spacing
    masses = np.full(sites, spacing)
    change = _changes(sites, near, share)
    steps = int(np.ceil(end * min(2 * width, 2.5) / (2 * _STEP)))
    h = end / max(steps, 1)
    for _ in range(steps):
        a = change(masses)
        b = change(masses + h / 2 * a)
        c = change(masses + h / 2 * b)
        d = change(masses + h * c)
        masses = masses + h / 6 * (a + 2 * b + 2 * c + d)
    return OpinionDensity(np.asarray(opinions), masses, end)


def _weights(reach: float, sites: int) -> tuple[int, NDArray[np.float64]]:
    """Return the largest distance in sites at which agents meet, and the rate at each distance.

    Agents of a cell are spread over it, so two cells meet in part where only part is in reach.
    """
    distance = np.arange(min(int(np.ceil(reach)) + 1, sites))
    over = np.clip(distance - reach, -1, 1)
    part = np.where(over < 0, 1 - (1 + over) ** 2 / 2, (1 - over) ** 2 / 2)
    return len(distance) - 1, part


def _changes(
    n: int, near: int, share: NDArray[np.float64]
) -> Callable[[NDArray[np.float64]], NDArray[np.float64]]:
    """Return the function from masses of the sites to the rates at which they change."""
    padded = np.zeros(near + n + near + 1)  # the masses, and nobody on either side
    windows = sliding_window_view(padded, near + 1)
    up = windows[near : near + n]  # up[i, d] = masses[i + d]
    down = windows[:n, ::-1]  # down[i, d] = masses[i − d]
    above = windows[near + 1 : near + 1 + n]
    meet = np.concatenate([share[:0:-1], share])
    # pairs around site i, an even number of sites apart: i − d and i + d
    half = near // 2
    here, there, evenly = down[:, : half + 1], up[:, : half + 1], share[: 2 * half + 1 : 2]
    # pairs around the middle between i and i + 1, an odd number apart: i − d and i + 1 + d
    half = (near + 1) // 2
    below, beyond, oddly = down[:, :half], above[:, :half], share[1 : 2 * half : 2]

    def change(masses: NDArray[np.float64]) -> NDArray[np.float64]:
        padded[near : near + n] = masses
        heard = np.convolve(masses, meet, mode="full")[near : near + n]
        even = 2 * (here * there) @ evenly
        even -= share[0] * masses**2  # a pair on one site was counted twice
        odd = 2 * (below * beyond) @ oddly
        gain = even + odd / 2
        gain[1:] += odd[:-1] / 2
        return np.asarray(gain - masses * heard)

    return change


@dataclass(frozen=True, eq=False)
class Encounters(ByValue):
    """Opinions of agents that met in pairs.

    Attributes
    ----------
    opinions : numpy.ndarray, shape (steps + 1, agents)
        Opinions after each step; agents keep their places.
    """

    opinions: NDArray[np.float64]

    @property
    def steps(self) -> int:
        """Steps that were made."""
        return len(self.opinions) - 1

    def camps(self, gap: float) -> Camps:
        """Return mean and size of the groups at the end that are more than ``gap`` apart."""
        gap = number("gap", gap, 0)
        last = np.sort(self.opinions[-1])
        starts = np.flatnonzero(np.concatenate([[True], np.diff(last) > gap]))
        sizes = np.diff(np.append(starts, last.size))
        return Camps(np.add.reduceat(last, starts) / sizes, sizes, self.steps)


def encounters(
    opinions: Any,
    confidence: float,
    *,
    steps: int,
    pull: float = 0.5,
    rng: Any = None,
) -> Encounters:
    """Let agents meet in random pairs and move towards each other if they are close enough.

    In each step everybody meets one other, all pairings alike (with an odd number one stays
    alone). Two whose opinions differ by less than ``confidence`` both move by the share ``pull``
    of their distance: at 1/2 they meet halfway. With opinions spread evenly on [−Δ, Δ] and
    threshold 1, k steps are the time k/2Δ of :func:`compromise`.

    Parameters
    ----------
    opinions : array_like, shape (agents,)
        First opinions, at least two.
    confidence : float
        Threshold, above 0.
    steps : int
        Steps, at least 0.
    pull : float, default 0.5
        Share of the distance that each moves, from 0 to 0.5.
    rng : None, int or numpy.random.Generator
        Source of randomness.

    Returns
    -------
    Encounters

    Notes
    -----
    The pairs of a step meet at once and not one after the other, so that a step is one
    operation on arrays; nobody meets twice before all have met once.

    References
    ----------
    G. Deffuant, D. Neau, F. Amblard and G. Weisbuch (2000), "Mixing beliefs among interacting
    agents", Advances in Complex Systems 3(1–4), 87–98, doi:10.1142/S0219525900000078.

    Examples
    --------
    >>> run = encounters(np.linspace(-2, 2, 4000), 1.0, steps=200, rng=1)
    >>> run.camps(gap=0.5).sizes
    array([2006, 1994])
    """
    first = numbers("opinions", opinions, ndim=1)
    if first.size < 2:
        raise ValueError(f"opinions must hold at least two agents; got {first.size}")
    reach = number("confidence", confidence, above=0)
    steps, pull = integer("steps", steps, 0), number("pull", pull, 0, 0.5)
    if (steps + 1) * first.size > 5e7:
        raise ValueError(
            f"steps must not make more than 50 million opinions; got {steps} steps of "
            f"{first.size} agents. Go on from the last opinions in several calls"
        )
    rng = generator("rng", rng)
    course = np.empty((steps + 1, first.size))
    course[0] = first
    pairs = first.size // 2
    for before, after in pairwise(course):
        after[:] = before
        order = rng.permutation(first.size)
        one, other = order[:pairs], order[pairs : 2 * pairs]
        apart = before[other] - before[one]
        move = np.where(np.abs(apart) < reach, pull * apart, 0.0)
        after[one] += move
        after[other] -= move
    return Encounters(course)
