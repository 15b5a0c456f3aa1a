"""Composite indicators: scores, weights, ranks, and how far ranks depend on them.

==========================================  ======================================================
:mod:`govlib.indicators.aggregation`        from scores to one number, from numbers to ranks
:mod:`govlib.indicators.doubt`              the benefit of the doubt: each country judged with the
                                            weights that suit it best
:mod:`govlib.indicators.factors`            weights from rotated principal components
:mod:`govlib.indicators.governance`         one indicator in each cell of the paper's two-by-two of
                                            standards, 55 countries
:mod:`govlib.indicators.human_development`  the human development index of UNDP
:mod:`govlib.indicators.likeness`           how far ranks move when weights change, from how alike
                                            the parts are
:mod:`govlib.indicators.majority`           ranking by majority of indicators (Condorcet, Borda)
:mod:`govlib.indicators.normalisation`      indicators in different units on one scale: range,
                                            standard scores, ranks, goalposts
:mod:`govlib.indicators.robustness`         how far ranks depend on the choices behind them
:mod:`govlib.indicators.sensitivity`        Sobol' shares of uncertain assumptions
:mod:`govlib.indicators.technology`         the technology achievement index (OECD/JRC 2008)
:mod:`govlib.indicators.weighting`          pairwise judgements with their consistency (Saaty
                                            1977), and the paper's two-by-two of standards
==========================================  ======================================================
"""

from govlib.indicators.aggregation import aggregate, as_weights, rank_shift, ranks
from govlib.indicators.doubt import BenefitOfDoubt, benefit_of_doubt
from govlib.indicators.factors import FactorAnalysis, factor_weights, varimax
from govlib.indicators.governance import Governance, load_governance
from govlib.indicators.human_development import (
    HumanDevelopment,
    human_development_index,
    load_human_development,
)
from govlib.indicators.likeness import (
    composite_correlation,
    expected_shift,
    likeness,
    pair_correlations,
    settled_pairs,
)
from govlib.indicators.majority import Outranking, outranking
from govlib.indicators.normalisation import Goalposts, min_max, rank_scores, standard_scores
from govlib.indicators.robustness import Choices, Robustness
from govlib.indicators.sensitivity import (
    Sensitivity,
    SobolIndices,
    ishigami,
    ishigami_indices,
    sobol_indices,
)
from govlib.indicators.technology import Technology, load_technology
from govlib.indicators.weighting import Judgements, ahp, two_by_two

__all__ = [
    "BenefitOfDoubt",
    "Choices",
    "FactorAnalysis",
    "Goalposts",
    "Governance",
    "HumanDevelopment",
    "Judgements",
    "Outranking",
    "Robustness",
    "Sensitivity",
    "SobolIndices",
    "Technology",
    "aggregate",
    "ahp",
    "as_weights",
    "benefit_of_doubt",
    "composite_correlation",
    "expected_shift",
    "factor_weights",
    "human_development_index",
    "ishigami",
    "ishigami_indices",
    "likeness",
    "load_governance",
    "load_human_development",
    "load_technology",
    "min_max",
    "outranking",
    "pair_correlations",
    "rank_scores",
    "rank_shift",
    "ranks",
    "settled_pairs",
    "sobol_indices",
    "standard_scores",
    "two_by_two",
    "varimax",
]
