"""Section IV.D: composite indicators, inspection, punishment and delayed feedback."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from govlib.enforcement import (
    Campaign,
    Correction,
    Inspection,
    OptionalPunishment,
    smooth_limit,
    stability_limit,
)
from govlib.enforcement.optional_punishment import STRATEGIES
from govlib.indicators import (
    aggregate,
    ahp,
    benefit_of_doubt,
    factor_weights,
    ishigami_indices,
    load_human_development,
    load_technology,
    outranking,
    rank_shift,
    ranks,
)
from govlib.indicators.doubt import BenefitOfDoubt
from govlib.published import reproduces

#: members of the population in which strategies of punishment compete, and how they imitate
POPULATION, STRONG = 100, 1000.0


def _human_development(code: str) -> float:
    report = load_human_development(2021)
    return float(report.scores()[report.place(code)])


@reproduces("HDI-01")
def human_development_as_printed() -> int:
    """Count the countries whose index comes out as UNDP prints it."""
    report = load_human_development(2021)
    return int((report.scores().round(3) == report.published).sum())


@reproduces("HDI-02")
def human_development_of_switzerland() -> float:
    """Compute the index of the country at the top."""
    return _human_development("CHE")


@reproduces("HDI-03")
def human_development_of_china() -> float:
    """Compute the index of China."""
    return _human_development("CHN")


@reproduces("HDI-05")
def human_development_of_india() -> float:
    """Compute the index of India."""
    return _human_development("IND")


@reproduces("HDI-07")
def human_development_of_hong_kong() -> float:
    """Compute the index of Hong Kong."""
    return _human_development("HKG")


def _technology(code: str) -> float:
    tai = load_technology()
    return float(tai.scores("EW")[tai.place(code)])


@reproduces("TAI-01")
def technology_of_finland() -> float:
    """Compute the index of the country at the top."""
    return _technology("FIN")


@reproduces("TAI-02")
def technology_of_the_united_states() -> float:
    """Compute the index of the country in second place."""
    return _technology("USA")


@reproduces("TAI-04")
def technology_of_slovenia() -> float:
    """Compute the index of the country in last place."""
    return _technology("SVN")


@reproduces("TAI-06")
def technology_of_singapore() -> float:
    """Compute the index on which two sources disagree."""
    return _technology("SGP")


def _ranks_as_printed(method: str) -> int:
    tai = load_technology()
    return int((tai.ranks(method) == tai.rankings[method]).sum())


@reproduces("TAI-07")
def ranks_under_equal_weights() -> int:
    """Count the ranks that come out as printed under equal weights."""
    return _ranks_as_printed("EW")


@reproduces("TAI-08")
def ranks_under_budget_weights() -> int:
    """Count the ranks that come out as printed under the weights from experts' budgets."""
    return _ranks_as_printed("BAP")


@reproduces("TAI-11")
def shift_between_weights() -> float:
    """Average the shift from equal weights to pairwise judgements."""
    rankings = load_technology().rankings
    return float(rank_shift(rankings["AHP"], rankings["EW"]))


@reproduces("TAI-12")
def eigenvalue_of_judgements() -> float:
    """Find the principal eigenvalue of the comparison matrix."""
    from govlib.data import load

    return ahp(load("tai_ahp").to_numpy()).eigenvalue


@reproduces("TAI-13")
def geometric_score() -> float:
    """Aggregate scores of which one is high and three are low."""
    return float(aggregate([21, 1, 1, 1], power=0))


def _doubt() -> BenefitOfDoubt:
    return benefit_of_doubt(load_technology().spread, least=0.10, most=0.15)


@reproduces("TAI-14")
def ranks_with_the_benefit_of_the_doubt() -> int:
    """Count the ranks that come out as printed where each country chooses its weights."""
    return int((ranks(_doubt().scores, digits=9) == load_technology().rankings["BOD"]).sum())


@reproduces("TAI-15")
def scores_with_the_benefit_of_the_doubt() -> tuple[float, ...]:
    """Score the 23 countries, each with the weights that suit it best."""
    return tuple(_doubt().scores.tolist())


@reproduces("TAI-16")
def weights_from_factors() -> tuple[float, ...]:
    """Weigh the eight indicators by four rotated components."""
    return tuple(factor_weights(load_technology().values, factors=4).weights.tolist())


@reproduces("TAI-17")
def majority_of_indicators() -> tuple[int, ...]:
    """Rank four countries by 21 indicators, after Condorcet and after Borda."""
    orders, groups = ("abcd", "acbd", "bdca", "cbda"), (3, 5, 7, 6)
    places = [[-order.index(country) for order in orders] for country in "abcd"]
    found = outranking(places, groups)
    order = found.order or ()
    points = np.rint(found.borda * sum(groups)).astype(int)
    return (*(order.index(country) + 1 for country in range(4)), *points.tolist())


@reproduces("SOBOL-01")
def ishigami_first() -> float:
    """Find what the first input accounts for by itself."""
    return float(ishigami_indices().first[0])


@reproduces("SOBOL-02")
def ishigami_second() -> float:
    """Find what the second input accounts for by itself."""
    return float(ishigami_indices().first[1])


@reproduces("SOBOL-03")
def ishigami_first_in_all() -> float:
    """Find what the first input accounts for alone and with others."""
    return float(ishigami_indices().total[0])


@reproduces("INSPECT-01")
def one_inspection_in_two_periods() -> float:
    """Solve the smallest game with something to decide."""
    return Campaign(periods=2, inspections=1).value


@reproduces("INSPECT-02")
def two_inspections_in_four_periods() -> float:
    """Solve the game of four periods."""
    return Campaign(periods=4, inspections=2).value


@reproduces("INSPECT-03")
def three_inspections_in_ten_periods() -> float:
    """Solve the game of ten periods."""
    return Campaign(periods=10, inspections=3).value


@reproduces("INSPECT-06")
def what_a_higher_fine_changes() -> tuple[float, ...]:
    """Compare a fine with one four times as high."""
    low, high = (Inspection(gain=1, fine=fine, cost=0.2).equilibrium() for fine in (1, 4))
    return (float(low.violation), float(high.violation), float(high.inspection))


@reproduces("DELAY-01")
def limit_one_period_late() -> float:
    """Find the largest stable gain for a delay of one period."""
    return float(stability_limit(1))


@reproduces("DELAY-02")
def limit_two_periods_late() -> float:
    """Find the largest stable gain for a delay of two periods."""
    return float(stability_limit(2))


@reproduces("DELAY-04")
def limit_ten_periods_late() -> float:
    """Find the largest stable gain for a delay of ten periods."""
    return float(stability_limit(10))


@reproduces("DELAY-05")
def largest_gain_without_overshoot() -> float:
    """Find the largest gain that does not overshoot two periods late."""
    return float(smooth_limit(2))


@reproduces("DELAY-06")
def lasting_error() -> float:
    """Run a proportional correction against a constant push until it settles."""
    return float(Correction(0.5).run(200, disturbance=1)[-1])


def _shares(second_order: bool, *out: str) -> tuple[float, ...]:
    """Shares of all strategies but those in ``out``."""
    strategies: Sequence[str] = [name for name in STRATEGIES if name not in out]
    game = OptionalPunishment(second_order=second_order)
    return tuple(game.shares(POPULATION, STRONG, strategies=strategies).tolist())


@reproduces("PUNISH-01")
def pool_of_the_first_order() -> tuple[float, ...]:
    """Let pool punishers compete who do not punish those who leave it to them."""
    return _shares(False, "peer punisher")


@reproduces("PUNISH-02")
def pool_of_the_second_order() -> tuple[float, ...]:
    """Let pool punishers compete who punish all that do not pay into the pool."""
    return _shares(True, "peer punisher")


@reproduces("PUNISH-03")
def peers() -> tuple[float, ...]:
    """Let peer punishers compete, without and with punishment of the second order."""
    return (*_shares(False, "pool punisher"), *_shares(True, "pool punisher"))


@reproduces("PUNISH-04")
def both_of_the_first_order() -> tuple[float, ...]:
    """Let both kinds compete without punishment of the second order."""
    return _shares(False)


@reproduces("PUNISH-05")
def both_of_the_second_order() -> tuple[float, ...]:
    """Let both kinds compete with punishment of the second order."""
    return _shares(True)


@reproduces("PUNISH-06")
def compulsory() -> tuple[float, ...]:
    """Find who is left where nobody can stay out."""
    return tuple(_shares(second, "non-participant")[1] for second in (False, True))
