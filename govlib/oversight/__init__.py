"""Supervision, evaluation, feedback: indicators, inspections, punishment and late correction.

All of them serve the chapter *Supervision, evaluation, feedback* (section IV.D of the paper).

=========================================  =====================================================
:mod:`govlib.oversight.normalisation`      indicators in different units on one scale: range,
                                           standard scores, ranks, goalposts
:mod:`govlib.oversight.weighting`          pairwise judgements with their consistency (Saaty
                                           1977), and the paper's two-by-two of standards
:mod:`govlib.oversight.factors`            weights from rotated principal components
:mod:`govlib.oversight.doubt`              the benefit of the doubt: each country judged with
                                           the weights that suit it best
:mod:`govlib.oversight.aggregation`        from scores to one number, from numbers to ranks
:mod:`govlib.oversight.majority`           ranking by majority of indicators (Condorcet, Borda)
:mod:`govlib.oversight.sensitivity`        Sobol' shares of uncertain assumptions
:mod:`govlib.oversight.robustness`         how far ranks depend on the choices behind them
:mod:`govlib.oversight.human_development`  the human development index of UNDP
:mod:`govlib.oversight.technology`         the technology achievement index (OECD/JRC 2008)
:mod:`govlib.oversight.inspection`         the static inspection game and what a fine does to it
:mod:`govlib.oversight.campaign`           few inspections over many periods (Dresher; von
                                           Stengel 2016)
:mod:`govlib.oversight.punishment`         the punishment experiment of Fehr and Gächter (2000)
:mod:`govlib.oversight.institutions`       peer against pool punishment (Sigmund et al. 2010)
:mod:`govlib.oversight.feedback`           proportional correction with a delay (Levin and May
                                           1976)
:mod:`govlib.oversight.correction`         what proportional and integral correction leave over
=========================================  =====================================================
"""

from govlib.oversight.aggregation import aggregate, as_weights, rank_shift, ranks
from govlib.oversight.campaign import Campaign
from govlib.oversight.correction import Correction
from govlib.oversight.doubt import BenefitOfDoubt, benefit_of_doubt
from govlib.oversight.factors import FactorAnalysis, factor_weights, varimax
from govlib.oversight.feedback import DelayedFeedback, smooth_limit, stability_limit
from govlib.oversight.human_development import (
    HumanDevelopment,
    human_development_index,
    load_human_development,
)
from govlib.oversight.inspection import Inspection, InspectionOutcome
from govlib.oversight.institutions import OptionalPunishment
from govlib.oversight.majority import Outranking, outranking
from govlib.oversight.normalisation import Goalposts, min_max, rank_scores, standard_scores
from govlib.oversight.punishment import PunishmentGame, credible_cost
from govlib.oversight.robustness import Choices, Robustness
from govlib.oversight.sensitivity import (
    Sensitivity,
    ishigami,
    ishigami_indices,
    sobol_indices,
)
from govlib.oversight.technology import Technology, load_technology
from govlib.oversight.weighting import Judgements, ahp, two_by_two

__all__ = [
    "BenefitOfDoubt",
    "Campaign",
    "Choices",
    "Correction",
    "DelayedFeedback",
    "FactorAnalysis",
    "Goalposts",
    "HumanDevelopment",
    "Inspection",
    "InspectionOutcome",
    "Judgements",
    "OptionalPunishment",
    "Outranking",
    "PunishmentGame",
    "Robustness",
    "Sensitivity",
    "Technology",
    "aggregate",
    "ahp",
    "as_weights",
    "benefit_of_doubt",
    "credible_cost",
    "factor_weights",
    "human_development_index",
    "ishigami",
    "ishigami_indices",
    "load_human_development",
    "load_technology",
    "min_max",
    "outranking",
    "rank_scores",
    "rank_shift",
    "ranks",
    "smooth_limit",
    "sobol_indices",
    "stability_limit",
    "standard_scores",
    "two_by_two",
    "varimax",
]
