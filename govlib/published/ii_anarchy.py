"""Section II: rules kept without force, and rules that are negotiated."""

from __future__ import annotations

from scipy.optimize import bisect

from govlib.games import (
    AlternatingOffers,
    NashBargain,
    finite_play,
    first_tournament,
    invading_cluster,
    is_collectively_stable,
)
from govlib.games.first_tournament import TOURNAMENT_STEPS
from govlib.games.strategies import always_defect, tit_for_tat
from govlib.published import reproduces

#: rates of impatience of the two parties
RATES = (0.05, 0.10)


def row_of_tit_for_tat() -> tuple[float, ...]:
    """Score tit for tat against all entries of the first tournament."""
    play = finite_play(tit_for_tat(), first_tournament(), steps=TOURNAMENT_STEPS)
    return tuple(play.totals()[0].tolist())


def both_scores(name: str) -> tuple[float, float]:
    """Score tit for tat and one entry of the first tournament against each other."""
    entry = {one.name: one for one in first_tournament()}[name]
    own, other = finite_play(tit_for_tat(), entry), finite_play(entry, tit_for_tat())
    return float(own.totals()[0, 0]), float(other.totals()[0, 0])


@reproduces("II.B1")
def shadow_of_the_future() -> float:
    """Find where no strategy does better against tit for tat than tit for tat."""

    def stable(discount: float) -> float:
        return 1.0 if is_collectively_stable(tit_for_tat(), discount=discount) else -1.0

    return float(bisect(stable, 0.01, 0.99, xtol=1e-8))


@reproduces("II.B2")
def end_game() -> tuple[float, float]:
    """Meet an opponent who defects on the last two moves."""
    return both_scores("Tideman and Chieruzzi")


@reproduces("II.B3")
def late_learner() -> tuple[float, float]:
    """Meet an opponent who defects on the first two moves."""
    return both_scores("Downing")


@reproduces("II.B5")
def sum_of_the_row() -> tuple[float, float]:
    """Add up what tit for tat expects from all entries."""
    row = row_of_tit_for_tat()
    return sum(row), sum(row) / len(row)


@reproduces("II.B6")
def against_dice() -> float:
    """Find what tit for tat expects from a coin."""
    return both_scores("random")[0]


@reproduces("II.B8")
def cluster_that_invades() -> float:
    """Find how much of their time newcomers must spend among themselves."""
    return invading_cluster(tit_for_tat(), always_defect(), discount=0.9)


@reproduces("II.B9")
def cells_of_the_row() -> tuple[float, ...]:
    """Score tit for tat against each entry."""
    return row_of_tit_for_tat()


@reproduces("II.C1")
def patient_proposer() -> float:
    """Divide between the more and the less patient."""
    return float(AlternatingOffers(0.9, 0.8).equilibrium().proposer)


@reproduces("II.C2")
def first_among_equals() -> float:
    """Divide between two who are equally patient."""
    return float(AlternatingOffers(0.9, 0.9).equilibrium().proposer)


@reproduces("II.C4")
def fast_offers() -> tuple[float, float]:
    """Let offers come every tenth of a year, and then without delay."""
    soon = AlternatingOffers.from_rates(*RATES, delay=0.1).equilibrium()
    nash = NashBargain([0, 0], power=[1 / rate for rate in RATES]).solution()
    return float(soon.proposer), float(nash.shares[0])


@reproduces("II.C5")
def gains_divided_equally() -> float:
    """Divide a pie between parties with unequal outside options."""
    return float(NashBargain([0.3, 0.1]).solution().shares[0])
