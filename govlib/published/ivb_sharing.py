"""Section IV.B: cost sharing in Tennessee and Skåne, and the Talmud's bankruptcies."""

from __future__ import annotations

from govlib.coalitional import (
    CoalitionalGame,
    bankruptcy_game,
    nucleolus,
    shapley_value,
)
from govlib.data import load
from govlib.published import reproduces

#: cost in thousand dollars of a dam for navigation (N), flood control (F), power (P)
TENNESSEE = CoalitionalGame.from_dict(
    {
        "N": 163520,
        "F": 140826,
        "P": 250096,
        "NF": 301607,
        "NP": 378821,
        "FP": 367370,
        "NFP": 412584,
    },
    costs=True,
)

#: the claims of the Mishnah
CLAIMS = (100, 200, 300)


def _skane() -> CoalitionalGame:
    return CoalitionalGame.from_table(load("skane_costs"), "AHKLMT", costs=True)


@reproduces("TVA-01")
def tennessee_by_shapley() -> tuple[float, ...]:
    """Charge each purpose the mean of what it adds to the cost."""
    return tuple(shapley_value(TENNESSEE).tolist())


@reproduces("TVA-02")
def tennessee_by_nucleolus() -> tuple[float, ...]:
    """Charge each purpose so that the loudest complaint is quietest."""
    return tuple(nucleolus(TENNESSEE).payoff.tolist())


@reproduces("TALMUD-01")
def estate_of_100() -> tuple[float, ...]:
    """Divide the smallest estate."""
    return tuple(nucleolus(bankruptcy_game(CLAIMS, 100)).payoff.tolist())


@reproduces("TALMUD-02")
def estate_of_200() -> tuple[float, ...]:
    """Divide the middle estate."""
    return tuple(nucleolus(bankruptcy_game(CLAIMS, 200)).payoff.tolist())


@reproduces("SWEDEN-01")
def water_by_shapley() -> tuple[float, ...]:
    """Charge each municipality the mean of what it adds to the cost."""
    return tuple(shapley_value(_skane()).tolist())


@reproduces("SWEDEN-03")
def water_by_nucleolus() -> tuple[float, ...]:
    """Charge each municipality so that the loudest complaint is quietest."""
    return tuple(nucleolus(_skane()).payoff.tolist())
