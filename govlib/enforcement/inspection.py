"""The inspection game: how often to inspect, and how often the rules are broken.

In the static game both mix, and each one's mixture follows from the payoffs of the other: a higher
fine makes inspections rarer and leaves violations where they are (Tsebelis 1990). An inspector who
can commit himself first turns the same fine into compliance (von Stengel 2016). Where both choose
with errors, each one's own payoffs count as well (McKelvey and Palfrey 1995).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from govlib._check import numbers, parameters
from govlib._values import ByValue, Floats, plain

__all__ = ["Inspection", "InspectionOutcome"]

#: precision beyond which choices are as good as without errors
MOST_PRECISE = 1000

#: difference, relative to payoffs, up to which an inspector who leads is indifferent, and deters
TIE = 1e-12

#: halvings of an interval until floats end
HALVINGS = 55


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
    wronged : float or numpy.ndarray
        Chance that one who complies is fined.
    """

    inspection: Floats
    violation: Floats
    inspector: Floats
    inspectee: Floats
    wronged: Floats

    @property
    def undetected(self) -> Floats:
        """Chance of a violation without an inspection."""
        return plain(np.multiply(self.violation, np.subtract(1, self.inspection)))


@dataclass(frozen=True, eq=False)
class Inspection(ByValue):
    """One inspector, one inspectee, one decision of each at the same time.

    A violation brings the inspectee ``gain`` and costs the inspector ``loss``, unless an
    inspection detects it: then it brings neither, and the inspectee pays ``fine``. An inspection
    costs ``cost``, whether or not there is something to detect. A false alarm makes one who
    complies pay the fine: nobody can tell her from one who is caught.

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
    false_alarm : float or array_like, default 0
        Chance that an inspection of one who complies ends in a fine, from 0 to ``detection``.

    Notes
    -----
    Parameters that are arrays broadcast against each other; their axes are a sweep.

    References
    ----------
    G. Tsebelis (1990), "Penalty has no impact on crime: a game-theoretic analysis", Rationality
    and Society 2(3), 255–286, doi:10.1177/1043463190002003002.

    B. von Stengel (2016), "Recursive inspection games", Mathematics of Operations Research 41(3),
    935–952, doi:10.1287/moor.2015.0762 (the inspector as leader). False alarms are added here.

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
    false_alarm: Any = 0.0

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
            false_alarm={"low": 0, "high": 1},
        )
        if np.any(np.greater(self.false_alarm, self.detection)):
            raise ValueError(
                "false_alarm must not exceed detection; got "
                f"{np.max(self.false_alarm):g} and {np.min(self.detection):g}"
            )

    @property
    def deterrent(self) -> Floats:
        """Chance of inspection that leaves the inspectee indifferent; above 1 if none does.

        With the chance of detection d, of a false alarm a, gain g and fine f it is
        g/(d(g + f) − af).
        """
        gain, fine, *_, detection, alarm = map(np.asarray, self._values())
        return plain(gain / (detection * (gain + fine) - alarm * fine))

    @property
    def tolerated(self) -> Floats:
        """Chance of violation that leaves the inspector indifferent; above 1 if none does.

        With cost c, loss l and the share s of the fine f it is (c − asf)/(d(l + sf) − asf); below
        0 where false alarms alone pay for the inspections.
        """
        _, fine, cost, loss, kept, detection, alarm = map(np.asarray, self._values())
        earned = alarm * kept * fine
        return plain((cost - earned) / (detection * (loss + kept * fine) - earned))

    def payoffs(self, inspection: Any, violation: Any) -> InspectionOutcome:
        """Return what both can expect if they inspect and violate with given chances.

        Parameters
        ----------
        inspection, violation : float or array_like
            Chances, from 0 to 1; they broadcast against the parameters.

        Examples
        --------
        >>> found = Inspection(gain=1, fine=4, cost=0.2).payoffs(inspection=1, violation=1)
        >>> found.inspector, found.inspectee
        (-0.2, -4.0)
        """
        p, q = numbers("inspection", inspection, 0, 1), numbers("violation", violation, 0, 1)
        gain, fine, cost, loss, kept, detection, alarm = map(np.asarray, self._values())
        caught = p * q * detection
        free = q - caught
        wronged = p * (1 - q) * alarm
        p, q, inspector, inspectee, wronged = np.broadcast_arrays(
            p,
            q,
            kept * fine * (caught + wronged) - loss * free - cost * p,
            gain * free - fine * (caught + wronged),
            wronged,
        )
        return InspectionOutcome(*map(plain, (p, q, inspector, inspectee, wronged)))

    def equilibrium(self) -> InspectionOutcome:
        """Return the equilibrium of simultaneous moves.

        Both mix where both :attr:`deterrent` and :attr:`tolerated` are below 1. Where an
        inspection costs more than it can save, nobody inspects and everybody violates; where even
        certain inspection does not deter, everybody violates and the inspector inspects if that
        pays; where false alarms alone pay for the inspections, everybody is inspected. At the
        border, where a side is indifferent whatever it does, the outcome is the one with the
        fewest inspections.

        Examples
        --------
        >>> Inspection(gain=1, fine=4, cost=2).equilibrium().violation
        1.0

        One innocent visit in ten ends in a fine that the inspector keeps: he comes to everybody.

        >>> found = Inspection(gain=1, fine=4, cost=0.2, kept=1, false_alarm=0.1).equilibrium()
        >>> found.inspection, found.violation, found.wronged
        (1.0, 0.0, 0.1)
        """
        p, q = np.broadcast_arrays(self.deterrent, self.tolerated)
        idle, futile, hungry = q >= 1, p > 1, q < 0
        inspection = np.where(idle, 0.0, np.where(futile | hungry, 1.0, p))
        violation = np.where(idle | futile, 1.0, np.maximum(q, 0))
        return self.payoffs(inspection, violation)

    def leadership(self) -> InspectionOutcome:
        """Return what happens if the inspector announces how often he will inspect, and does.

        Announcing :attr:`deterrent` makes the inspectee indifferent, and a hair more makes him
        comply; that limit is the outcome, where the inspector prefers it to what he gets without
        deterring: the cost of so many inspections against the loss, or against inspecting for
        the fines alone. Where false alarms alone pay for the inspections he announces all.

        Where it pays to inspect those who violate, he rather lets them, and takes their fines,
        if the share s of the fine that he keeps makes s times the gain exceed his loss, whatever
        fine, cost, detection and false alarms are.

        References
        ----------
        L. Andreozzi (2004), "Rewarding policemen increases crime. Another surprising result from
        the inspection game", Public Choice 121, 69–82, doi:10.1007/s11127-004-6166-x (more to
        gain for an inspector who leads, more violations).

        Examples
        --------
        The fine now saves inspections and nothing is violated:

        >>> found = Inspection(gain=1, fine=[1, 4], cost=0.2).leadership()
        >>> found.violation, found.inspection, found.inspector
        (array([0., 0.]), array([0.5, 0.2]), array([-0.1 , -0.04]))

        Who keeps the fine, and loses less than the site gains, does not deter:

        >>> Inspection(1, 4, 0.2, loss=[0.9, 1.1], kept=1).leadership().violation
        array([1., 0.])
        """
        p, q = np.broadcast_arrays(self.deterrent, self.tolerated)
        deterring = self.payoffs(np.where(q < 0, 1.0, np.minimum(p, 1)), 0.0)
        # without deterring he may inspect up to the deterrent rate, which pays where q < 1
        giving_in = self.payoffs(np.where(q < 1, np.minimum(p, 1), 0.0), 1.0)
        keeps, breaks = np.asarray(deterring.inspector), np.asarray(giving_in.inspector)
        # where all of the fine is kept and the loss is the gain both are worth the same: he deters
        best = (p <= 1) & (keeps >= breaks - TIE * self._scale)
        return self.payoffs(
            np.where(best, deterring.inspection, giving_in.inspection), np.where(best, 0.0, 1.0)
        )

    def quantal(self, precision: Any) -> InspectionOutcome:
        """Return the equilibrium of players who err the less, the more an error costs them.

        Each chooses an action with the chance 1/(1 + exp(−λ · advantage)), where the advantage
        is over the other action, given how the other side errs. Each side's chance answers the
        other's in one direction only, so there is one such point; it is found by bisection.

        Parameters
        ----------
        precision : float or array_like
            λ, from 0 (coins) to 1000; it broadcasts against the parameters.

        References
        ----------
        R. D. McKelvey and T. R. Palfrey (1995), "Quantal response equilibria for normal form
        games", Games and Economic Behavior 10(1), 6–38, doi:10.1006/game.1995.1023.

        Examples
        --------
        A fine four times as high brings fewer inspections *and* fewer violations:

        >>> found = Inspection(gain=1, fine=[1, 4], cost=0.2).quantal(5)
        >>> found.inspection.round(3), found.violation.round(3)
        (array([0.596, 0.319]), array([0.278, 0.048]))
        """
        strength = numbers("precision", precision, 0, MOST_PRECISE)
        gain, fine, cost, loss, kept, detection, alarm = map(np.asarray, self._values())

        def violate(p: Floats) -> Floats:
            return _logistic(strength * (gain - p * (detection * (gain + fine) - alarm * fine)))

        def inspect(q: Floats) -> Floats:
            found = q * detection * (loss + kept * fine) + (1 - q) * alarm * kept * fine
            return _logistic(strength * (found - cost))

        low = np.zeros(np.broadcast(strength, gain, fine, cost, loss, kept, detection, alarm).shape)
        high = np.ones_like(low)
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            more = inspect(violate(middle)) > middle
            low, high = np.where(more, middle, low), np.where(more, high, middle)
        return self.payoffs((low + high) / 2, violate((low + high) / 2))

    @property
    def _scale(self) -> Floats:
        """How large the inspector's payoffs are, so that no tolerance depends on their unit."""
        return self.cost + self.loss + self.kept * self.fine

    def _values(self) -> tuple[Any, ...]:
        return (
            self.gain,
            self.fine,
            self.cost,
            self.loss,
            self.kept,
            self.detection,
            self.false_alarm,
        )


def _logistic(advantage: Any) -> Any:
    return (1 + np.tanh(np.asarray(advantage) / 2)) / 2
