"""The inspection game: how often to inspect, and how often the rules are broken.

In the static game both mix, and each one's mixture follows from the payoffs of the other: a higher
fine makes inspections rarer and leaves violations where they are (Tsebelis 1990). An inspector who
can commit himself first turns the same fine into compliance (von Stengel 2016).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from govlib._check import numbers, parameters
from govlib._values import ByValue, Floats, plain

__all__ = ["Inspection", "InspectionOutcome"]


@dataclass(frozen=True, eq=False)
class InspectionOutcome(ByValue):
    """How often each side does what, and what both can expect.

    Attributes
    ----------
    inspection : float or numpy.ndarray
        Chance that the inspector inspects.
    violation : float or numpy.ndarray
        Chance that the inspectee violates.
    inspector, inspectee : float or numpy.ndarray
        Expected payoffs.
    """

    inspection: Floats
    violation: Floats
    inspector: Floats
    inspectee: Floats

    @property
    def undetected(self) -> Floats:
        """Chance of a violation without an inspection."""
        return plain(np.multiply(self.violation, np.subtract(1, self.inspection)))


@dataclass(frozen=True, eq=False)
class Inspection(ByValue):
    """One inspector, one inspectee, one decision of each at the same time.

    A violation brings the inspectee ``gain`` and costs the inspector ``loss``, unless an
    inspection detects it: then it brings neither, and the inspectee pays ``fine``. An inspection
    costs ``cost``, whether or not there is something to detect.

    Parameters
    ----------
    gain : float or array_like
        What an undetected violation brings, above 0.
    fine : float or array_like
        What a detected one costs, above 0.
    cost : float or array_like
        Of an inspection, above 0.
    loss : float or array_like, default 1
        Of the inspector by an undetected violation, above 0.
    kept : float or array_like, default 0
        Share of the fine that goes to the inspector, from 0 to 1.
    detection : float or array_like, default 1
        Chance that an inspection detects a violation, above 0 and at most 1.

    Notes
    -----
    Parameters that are arrays broadcast against each other; their axes are a sweep.

    References
    ----------
    G. Tsebelis (1990), "Penalty has no impact on crime: a game-theoretic analysis", Rationality
    and Society 2(3), 255–286, doi:10.1177/1043463190002003002.

    B. von Stengel (2016), "Recursive inspection games", Mathematics of Operations Research 41(3),
    935–952, doi:10.1287/moor.2015.0762 (the inspector as leader).

    Examples
    --------
    A fine four times as high:

    >>> found = Inspection(gain=1, fine=[1, 4], cost=0.2).equilibrium()
    >>> found.violation, found.inspection
    (array([0.2, 0.2]), array([0.5, 0.2]))
    """

    gain: Any
    fine: Any
    cost: Any
    loss: Any = 1.0
    kept: Any = 0.0
    detection: Any = 1.0

    def __post_init__(self) -> None:
        positive = {"above": 0}
        parameters(
            self,
            gain=positive,
            fine=positive,
            cost=positive,
            loss=positive,
            kept={"low": 0, "high": 1},
            detection={"above": 0, "high": 1},
        )

    @property
    def deterrent(self) -> Floats:
        """Chance of inspection that leaves the inspectee indifferent; above 1 if none does.

        With the chance of detection d, gain g and fine f it is g/(d(g + f)).
        """
        return plain(
            np.divide(self.gain, np.multiply(self.detection, np.add(self.gain, self.fine)))
        )

    @property
    def tolerated(self) -> Floats:
        """Chance of violation that leaves the inspector indifferent; above 1 if none does.

        With cost c, loss l and the share s of the fine f it is c/(d(l + sf)).
        """
        return plain(
            np.divide(
                self.cost,
                np.multiply(self.detection, np.add(self.loss, np.multiply(self.kept, self.fine))),
            )
        )

    def payoffs(self, inspection: Any, violation: Any) -> InspectionOutcome:
        """Return what both can expect if they inspect and violate with given chances.

        Parameters
        ----------
        inspection, violation : float or array_like
            Chances, from 0 to 1; they broadcast against the parameters.

        Examples
        --------
        >>> Inspection(gain=1, fine=4, cost=0.2).payoffs(inspection=1, violation=1)
        InspectionOutcome(inspection=1.0, violation=1.0, inspector=-0.2, inspectee=-4.0)
        """
        p, q = numbers("inspection", inspection, 0, 1), numbers("violation", violation, 0, 1)
        gain, fine, cost, loss, kept, detection = map(np.asarray, self._values())
        caught = p * q * detection
        free = q - caught
        p, q, inspector, inspectee = np.broadcast_arrays(
            p,
            q,
            kept * fine * caught - loss * free - cost * p,
            gain * free - fine * caught,
        )
        return InspectionOutcome(*map(plain, (p, q, inspector, inspectee)))

    def equilibrium(self) -> InspectionOutcome:
        """Return the equilibrium of simultaneous moves.

        Both mix where both :attr:`deterrent` and :attr:`tolerated` are below 1. Where an
        inspection costs more than it can save, nobody inspects and everybody violates; where even
        certain inspection does not deter, everybody violates and the inspector inspects if that
        pays. At the border, where a side is indifferent whatever it does, the outcome is the one
        with the fewest inspections.

        Examples
        --------
        >>> Inspection(gain=1, fine=4, cost=2).equilibrium().violation
        1.0
        """
        p, q = np.broadcast_arrays(self.deterrent, self.tolerated)
        idle, futile = q >= 1, p > 1
        inspection = np.where(idle, 0.0, np.where(futile, 1.0, p))
        violation = np.where(idle | futile, 1.0, q)
        return self.payoffs(inspection, violation)

    def leadership(self) -> InspectionOutcome:
        """Return what happens if the inspector announces how often he will inspect, and does.

        Announcing :attr:`deterrent` makes the inspectee indifferent, and a hair more makes him
        comply; that limit is the outcome, where the inspector prefers it to what he gets without
        deterring: the cost of so many inspections against the loss, or against inspecting for
        the fines alone.

        Examples
        --------
        The fine now saves inspections and nothing is violated:

        >>> found = Inspection(gain=1, fine=[1, 4], cost=0.2).leadership()
        >>> found.violation, found.inspection, found.inspector
        (array([0., 0.]), array([0.5, 0.2]), array([-0.1 , -0.04]))
        """
        p, q = np.broadcast_arrays(self.deterrent, self.tolerated)
        deterring = self.payoffs(np.minimum(p, 1), 0.0)
        # without deterring he may inspect up to the deterrent rate, which pays where q < 1
        giving_in = self.payoffs(np.where(q < 1, np.minimum(p, 1), 0.0), 1.0)
        best = (p <= 1) & (np.asarray(deterring.inspector) >= np.asarray(giving_in.inspector))
        return self.payoffs(
            np.where(best, deterring.inspection, giving_in.inspection), np.where(best, 0.0, 1.0)
        )

    def _values(self) -> tuple[Any, ...]:
        return (self.gain, self.fine, self.cost, self.loss, self.kept, self.detection)
