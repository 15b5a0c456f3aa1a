"""Section III.B.2: whether the asymmetry of voice hangs on the measure, and who is short of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from govlib.data import load
from govlib.published import reproduces
from govlib.voting import (
    PRICES,
    Body,
    WeightedGame,
    as_one,
    banzhaf,
    deegan_packel,
    imf_executive_board,
    imf_output,
    imf_reform,
    johnston,
    shapley_shubik,
)

if TYPE_CHECKING:
    import pandas as pd

#: the five that met as BRICS until 2023, and the chairs of the Executive Board that vote for them
FIVE = {"CHN": "CHN", "IND": "chair 17", "BRA": "chair 16", "RUS": "chair 19", "ZAF": "chair 15"}

#: the Fund's ordinary and its two special majorities
MAJORITIES = ("1/2", "0.7", "0.85")

#: those that met as BRICS from January 2024 on
NINE = (*FIVE, "EGY", "ETH", "IRN", "ARE")

#: shaken bodies whose powers are counted, and in which a veto alone is looked for
SHAKEN, LOOKED_AT = 5, 100

#: how much more than the strongest of the five counts as more: a twentieth
MARGIN = 1.05

#: measures for any body, and for committees. Prevent and initiate are swings too, divided by a
#: number that is the same for all, so they compare members as Banzhaf does
MEASURES = ("Banzhaf", "Shapley–Shubik")
COMMITTEE = (*MEASURES, "Johnston", "Deegan–Packel")

_INDEX = {
    "Banzhaf": lambda game: banzhaf(game).index,
    "Shapley–Shubik": lambda game: shapley_shubik(game).index,
    "Johnston": johnston,
    "Deegan–Packel": deegan_packel,
}


def powers(body: Body, measure: str) -> NDArray[np.float64]:
    """Return what a measure says of each member."""
    return np.asarray(_INDEX[measure](body.game))


def shaken(body: Body, majority: str, seed: int) -> Body:
    """Return a body whose members have up to a tenth more or fewer votes."""
    noise = np.random.default_rng(seed).uniform(0.9, 1.1, body.game.n)
    votes = tuple(np.rint(np.array(body.votes) * noise).astype(int).tolist())
    make = WeightedGame.above if majority == "1/2" else WeightedGame.at_least
    return Body(body.name, body.members, votes, make(votes, majority), body.names)


def boards() -> Iterator[tuple[str, str, Body, tuple[str, ...], tuple[str, ...]]]:
    """Yield kind, majority, body, codes of the five in it, and the measures to take.

    Where the five vote as one, alone or with the four that joined them, they are one member. A veto
    needs no counting, so more shaken bodies are looked at for it, with no measure taken.
    """
    union = load("countries").eu27
    members = [str(code) for code in union.index[union == 1]]
    for majority in MAJORITIES:
        fund = imf_reform(majority=majority)
        yield "as it is", majority, fund, tuple(FIVE), MEASURES
        yield "EU as one", majority, as_one(fund, members, "EU"), tuple(FIVE), MEASURES
        yield "poor as one", majority, as_one(fund, _poor(), "poor"), tuple(FIVE), MEASURES
        yield "five as one", majority, as_one(fund, FIVE, "five"), ("five",), MEASURES
        yield "nine as one", majority, as_one(fund, NINE, "nine"), ("nine",), MEASURES
        for seed in range(LOOKED_AT if majority == MAJORITIES[-1] else SHAKEN):
            measures = MEASURES if seed < SHAKEN else ()
            yield f"shaken {seed}", majority, shaken(fund, majority, seed), tuple(FIVE), measures
        board = imf_executive_board(majority)
        yield "Executive Board", majority, board, tuple(FIVE.values()), COMMITTEE


def _poor() -> list[str]:
    least = load("countries").ldc
    return [code for code in imf_output() if least.get(code, 0) == 1]


def stands_out(body: Body, five: tuple[str, ...], power: NDArray[np.float64]) -> bool:
    """Tell whether the United States has more power than each of the five, by a twentieth."""
    strongest = max(power[body.place(code)] for code in five)
    return bool(power[body.place("USA")] > MARGIN * strongest)


def alone_can_stop(body: Body, five: tuple[str, ...]) -> bool:
    """Tell whether the United States has a veto and none of the five has."""
    veto = body.game.veto_players
    return bool(veto[body.place("USA")]) and not any(veto[body.place(code)] for code in five)


@reproduces("IIIB2.V1")
def one_above_the_five() -> tuple[tuple[int, int], ...]:
    """Count, for each majority, in how many cases the United States stands above the five.

    The last pair counts the bodies at 85 percent in which it alone can stop everything and none
    of the five can.
    """
    counts = dict.fromkeys((*MAJORITIES, "veto"), (0, 0))
    for _, majority, body, five, measures in boards():
        if majority == MAJORITIES[-1]:
            yes, no = counts["veto"]
            held = alone_can_stop(body, five)
            counts["veto"] = (yes + held, no + (not held))
        for measure in measures:
            held = stands_out(body, five, powers(body, measure))
            yes, no = counts[majority]
            counts[majority] = (yes + held, no + (not held))
    return tuple(counts.values())


@reproduces("IIIB2.V2")
def short_of_a_yardstick() -> tuple[tuple[int, int], ...]:
    """Count, for each yardstick, where one of the five has less voice than its share of it."""
    dues = load("un_scale_2022_2024").assessment_rate_percent / 100
    yardsticks: list[Mapping[str, float] | pd.Series] = [imf_output(p) for p in PRICES]
    yardsticks.append(dues)
    bodies = {majority: imf_reform(majority=majority) for majority in MAJORITIES[:2]}
    fund = bodies["1/2"]
    voices = [
        np.array(fund.votes) / sum(fund.votes),
        *(
            powers(body, measure)
            for body in bodies.values()
            for measure in ("Banzhaf", "Shapley–Shubik")
        ),
    ]
    found = []
    for yardstick in yardsticks:
        short = [voice[fund.place(code)] < yardstick[code] for voice in voices for code in FIVE]
        found.append((sum(short), len(short) - sum(short)))
    return tuple((int(yes), int(no)) for yes, no in found)
