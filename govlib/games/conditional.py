"""Conditional cooperation: people who give when they expect others to, and why giving fades.

Fischbacher and Gächter (2010) set measured schedules and beliefs against ten periods of play; a
:class:`Population` puts the same two things together and lets them run.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import broadcast, generator, instance, integer, number, numbers, parameters
from govlib._labels import matched, together
from govlib._values import ByValue, lock
from govlib.games.schedules import Schedules

__all__ = ["Fit", "GivingPath", "Population", "fit_learning", "fit_pull"]


@dataclass(frozen=True, eq=False)
class GivingPath(ByValue):
    """A run of periods.

    Attributes
    ----------
    beliefs : numpy.ndarray, shape (..., steps)
        What members expect of the others, on average.
    gifts : numpy.ndarray, shape (..., steps, types)
        What each type gives, on average.
    mean : numpy.ndarray, shape (..., steps)
        Average gift of the population.
    """

    beliefs: NDArray[np.float64]
    gifts: NDArray[np.float64]
    mean: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Population(ByValue):
    """A mix of types whose beliefs follow what they see.

    Two rules, one for gifts and one for beliefs:

    - type k gives (1 − w) fₖ(b) + w b, where fₖ is its schedule, b its belief and w the *pull*
      of the belief itself;
    - after each period the belief moves by the share ρ (*learning*) of its error:
      b' = b + ρ (ḡ − b), where ḡ is the average gift just seen.

    Parameters
    ----------
    schedules : Schedules
        The types.
    shares : array_like, shape (..., types)
        Share of each type, at least 0, summing to 1; leading axes are a sweep.
    learning : float or array_like, default 1
        ρ within [0, 1]; 1 expects the last period again.
    pull : float or array_like, default 0
        w within [0, 1]; 0 follows the schedule alone.

    References
    ----------
    U. Fischbacher and S. Gächter (2010), "Social preferences, beliefs, and the dynamics of free
    riding in public goods experiments", American Economic Review 100(1), 541–556,
    doi:10.1257/aer.100.1.541. Both rules are of the kind estimated there; their coefficients
    here are whatever the caller gives.

    Examples
    --------
    >>> from govlib.games import stylised
    >>> Population(stylised(), [0.5, 0.36, 0.14]).run(belief=10, steps=3).mean
    array([6.4    , 4.096  , 2.62144])
    """

    schedules: Schedules
    shares: Any
    learning: Any = 1.0
    pull: Any = 0.0

    def __post_init__(self) -> None:
        instance("schedules", self.schedules, Schedules)
        names = self.schedules.names
        shares = numbers("shares", matched("shares", self.shares, names), 0, 1)
        types = len(names)
        if shares.ndim == 0 or shares.shape[-1] != types:
            raise ValueError(f"shares must have {types} entries; got shape {shares.shape}")
        total = shares.sum(axis=-1, keepdims=True)
        if (np.abs(total - 1) > 1e-6).any():
            raise ValueError(f"shares must sum to 1; got {total.flat[0]:.9g}")
        if (np.abs(total - 1) > 1e-9).any():  # shares in single precision
            shares = lock(shares / total)
        object.__setattr__(self, "shares", shares)
        parameters(self, learning={"low": 0, "high": 1}, pull={"low": 0, "high": 1})
        broadcast(shares=shares[..., 0], learning=self.learning, pull=self.pull)

    def respond(self, belief: Any) -> NDArray[np.float64]:
        """Return what each type gives at ``belief``, shape (..., types)."""
        b = numbers("belief", belief)[..., None]
        w = np.asarray(self.pull)[..., None]
        return np.asarray((1 - w) * self.schedules.respond(belief) + w * b)

    def run(self, belief: Any, steps: int = 10) -> GivingPath:
        """Return the course of beliefs and gifts in a population too large for luck.

        Everybody meets the average of the population, so all share one belief and the course is
        exact: no random numbers are drawn.

        Parameters
        ----------
        belief : float or array_like, shape (...)
            What all expect at first.
        steps : int, default 10
            At least 1.

        Returns
        -------
        GivingPath
            Sweep axes of ``belief``, ``shares``, ``learning`` and ``pull`` come first.
        """
        steps = integer("steps", steps, 1)
        b = numbers("belief", belief, 0, self.schedules.others[-1])
        sweep = np.broadcast_shapes(
            b.shape, self.shares.shape[:-1], np.shape(self.learning), np.shape(self.pull)
        )
        b = np.broadcast_to(b, sweep)
        beliefs = np.empty((*sweep, steps))
        gifts = np.empty((*sweep, steps, len(self.schedules.names)))
        for t in range(steps):
            beliefs[..., t] = b
            gifts[..., t, :] = self.respond(b)
            b = b + self.learning * ((self.shares * gifts[..., t, :]).sum(axis=-1) - b)
        return GivingPath(beliefs, gifts, (self.shares[..., None, :] * gifts).sum(axis=-1))

    def simulate(
        self,
        belief: float,
        steps: int = 10,
        *,
        groups: int = 35,
        n: int = 4,
        draws: int = 1,
        rng: Any = None,
    ) -> GivingPath:
        """Return the course in small groups that are drawn anew each period.

        Each member sees the average of her own group's others, so beliefs come to differ.

        Parameters
        ----------
        belief : float
            What all expect at first.
        steps : int, default 10
            At least 1.
        groups, n : int
            Number of groups and members of each, at least 2.
        draws : int, default 1
            Independent repetitions.
        rng : None, int, numpy.random.SeedSequence or numpy.random.Generator
            Source of the types and of the groups.

        Returns
        -------
        GivingPath
            With the draws as leading axis. A type that was not drawn in one gives ``nan``.

        Raises
        ------
        ValueError
            If the population has sweep axes of its own.

        Examples
        --------
        >>> from govlib.games import stylised
        >>> people = Population(stylised(), [0.5, 0.36, 0.14])
        >>> people.simulate(10, 5, draws=200, rng=1).mean.mean(axis=0).round(1)
        array([6.4, 4.1, 2.6, 1.7, 1.1])
        """
        steps = integer("steps", steps, 1)
        groups = integer("groups", groups, 1)
        n = integer("n", n, 2)
        draws = integer("draws", draws, 1)
        start = number("belief", belief, 0, float(self.schedules.others[-1]))
        if self.shares.ndim > 1 or np.ndim(self.learning) or np.ndim(self.pull):
            raise ValueError("a population to simulate must have no sweep axes")
        rng = generator("rng", rng)
        people, types = groups * n, len(self.schedules.names)
        kind = rng.choice(types, size=(draws, people), p=self.shares)
        is_kind = kind[..., None] == np.arange(types)
        b = np.full((draws, people), start)
        beliefs, means = np.empty((2, draws, steps))
        gifts = np.empty((draws, steps, types))
        for t in range(steps):
            given = np.take_along_axis(self.respond(b), kind[..., None], axis=-1)[..., 0]
            beliefs[:, t], means[:, t] = b.mean(axis=1), given.mean(axis=1)
            with np.errstate(invalid="ignore"):
                gifts[:, t] = (is_kind * given[..., None]).sum(axis=1) / is_kind.sum(axis=1)
            seat = rng.permuted(np.broadcast_to(np.arange(people), (draws, people)), axis=1)
            table = np.take_along_axis(given, seat, axis=1).reshape(draws, groups, n)
            seen = (table.sum(axis=-1, keepdims=True) - table) / (n - 1)
            back = np.empty_like(b)
            np.put_along_axis(back, seat, seen.reshape(draws, people), axis=1)
            b = b + self.learning * (back - b)
        return GivingPath(beliefs, gifts, means)

    def rest_points(self) -> NDArray[np.float64]:
        """Return the average gifts that repeat themselves, in ascending order.

        These are the points where the average schedule crosses the line on which all give what
        they expect. Learning and pull change the speed of the course, not where it rests.

        Returns
        -------
        numpy.ndarray, shape (points,)
            Where the two lines coincide along a stretch, the ends of its segments.

        Examples
        --------
        >>> from govlib.games import stylised
        >>> Population(stylised(), [0.5, 0.36, 0.14]).rest_points()
        array([0.])
        """
        if self.shares.ndim > 1:
            raise ValueError("a population to search must have no sweep axes")
        x = self.schedules.others
        gap = self.shares @ self.schedules.gifts - x
        gap = np.where(np.abs(gap) < 1e-12 * x[-1], 0.0, gap)
        left, right = gap[:-1], gap[1:]
        crossing = left * right < 0
        step = left[crossing] / (left - right)[crossing]
        inside = x[:-1][crossing] + step * np.diff(x)[crossing]
        return np.sort(np.concatenate([x[gap == 0], inside]))


@dataclass(frozen=True, eq=False)
class Fit(ByValue):
    """A coefficient fitted by least squares.

    Attributes
    ----------
    value : float
        The coefficient, as fitted; it may lie outside [0, 1].
    residuals : numpy.ndarray
        What the fit leaves unexplained.
    """

    value: float
    residuals: NDArray[np.float64]

    @property
    def rmse(self) -> float:
        """Root of the mean squared residual, in the units of the data."""
        return float(np.sqrt(np.mean(self.residuals**2)))


def fit_learning(beliefs: Any, means: Any) -> Fit:
    """Fit the share ρ of its error by which the average belief moves each period.

    Least squares through the origin of bₜ₊₁ − bₜ on ḡₜ − bₜ.

    Parameters
    ----------
    beliefs, means : array_like, shape (steps,)
        Average belief and average gift of each period.

    Examples
    --------
    >>> from govlib.games import stylised
    >>> course = Population(stylised(), [0.5, 0.36, 0.14], learning=0.3).run(10)
    >>> round(fit_learning(course.beliefs, course.mean).value, 6)
    0.3
    """
    b, g = _alike(beliefs=beliefs, means=means)
    return _through_origin(g[:-1] - b[:-1], np.diff(b))


def fit_pull(means: Any, scheduled: Any, beliefs: Any) -> Fit:
    """Fit the pull w that beliefs have on gifts beside the schedules.

    Least squares through the origin of ḡₜ − f̄ₜ on bₜ − f̄ₜ, where f̄ₜ is what the schedules say at
    the average belief bₜ.

    Parameters
    ----------
    means, scheduled, beliefs : array_like, shape (steps,)
        Average gift, average gift by the schedules, average belief of each period.
    """
    g, f, b = _alike(means=means, scheduled=scheduled, beliefs=beliefs)
    return _through_origin(b - f, g - f)


def _alike(**series: Any) -> list[NDArray[np.float64]]:
    """Return series of the same periods, at least two, in the order of the first."""
    # periods of one table may stand in another order
    found = [numbers(name, value, ndim=1) for name, value in together(**series).items()]
    lengths = [len(values) for values in found]
    if len(set(lengths)) > 1 or lengths[0] < 2:
        *most, last = series
        raise ValueError(
            f"{', '.join(most)} and {last} must be equally long, at least 2; "
            f"got {', '.join(map(str, lengths))}"
        )
    return found


def _through_origin(x: NDArray[np.float64], y: NDArray[np.float64]) -> Fit:
    if not (x @ x) > 0:
        raise ValueError("the data must vary for a slope to be fitted")
    slope = float(x @ y / (x @ x))
    return Fit(slope, y - slope * x)
