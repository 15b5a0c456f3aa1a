"""Robustness of *Voice and votes*: who stands above whom, by which measure, and short of what.

    python tests/robustness/voice_and_votes.py

First sentence: the United States has more power than each of Brazil, Russia, India, China and
South Africa, or than the bloc in which they vote as one. Varied: majority, board, index, blocs, the
votes themselves. Second sentence: one of the five has less voice than its share of a yardstick.
Varied: the yardstick, the measure of voice. Coalitions are counted here member by member, without
the member whose swings are asked for, and orders are replaced by coins of every bias; the library
counts subsets, and orders by their length, all members at once. The indices of Johnston and of
Deegan and Packel are the library's: tests/voting/test_critical.py checks them by definition.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from counting import held_and_not, tell

from govlib.data import load
from govlib.published.iiib2_voice import FIVE, MARGIN, boards, powers
from govlib.voting import Body

#: biases of a coin at which swings are counted; their chances are polynomials of degree n - 1, and
#: from here on more points change nothing that is asked
POINTS = 40


def swing_chances(body: Body, asked: list[int], yes: float = 0.5) -> np.ndarray:
    """Return the chance of a swing if each other says yes with this chance, for those asked."""
    found = []
    for one in asked:
        chance = np.zeros(body.game.quota)  # that the others cast x votes, below the quota
        chance[0] = 1.0
        for other, votes in enumerate(body.game.weights):
            if other == one:
                continue
            moved = (1 - yes) * chance
            if votes < len(chance):
                moved[votes:] += yes * chance[: len(chance) - votes]
            chance = moved
        least = max(body.game.quota - body.game.weights[one], 0)
        found.append(chance[least:].sum())
    return np.array(found)


def turned(body: Body, asked: list[int]) -> np.ndarray:
    """Return in what share of orders each member that is asked turns the vote.

    Let all coins share one bias, and any bias be as likely as another: a swing is then as likely
    as a turn in a random order. The mean over the biases is taken at Gauss and Legendre's points.
    """
    at, weight = np.polynomial.legendre.leggauss(min(body.game.n // 2 + 1, POINTS))
    chances = [swing_chances(body, asked, (1 + x) / 2) for x in at]
    return np.array(weight / 2 @ np.array(chances))


def compared(body: Body, five: tuple[str, ...], measure: str) -> np.ndarray:
    """Return the power of the United States and of the five, by a measure."""
    asked = [body.place("USA"), *(body.place(code) for code in five)]
    if measure == "Banzhaf":
        return swing_chances(body, asked)
    if measure == "Shapley–Shubik":
        return turned(body, asked)
    return powers(body, measure)[asked]


def above(quick: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield the majority, or "veto", and whether the first sentence held."""
    for kind, majority, body, five, measures in boards():
        if quick and kind not in ("as it is", "nine as one"):
            continue
        if majority == "0.85":
            rest = sum(body.game.weights) - np.array(body.game.weights)
            veto = rest < body.game.quota
            held = veto[body.place("USA")] and not veto[[body.place(c) for c in five]].any()
            yield "veto", bool(held)
        for measure in measures:
            power = compared(body, five, measure)
            yield majority, bool(power[0] > MARGIN * power[1:].max())


def short() -> Iterator[tuple[str, bool]]:
    """Yield the yardstick, and whether one of the five has less voice than its share of it."""
    output = load("imf_gdp_2023")
    yardsticks = {
        "market": output.gdp_usd_2023_billion.fillna(output.gdp_usd_2022_billion),
        "purchasing power": output.gdp_ppp_2023_billion.fillna(output.gdp_ppp_2022_billion),
        "dues": load("un_scale_2022_2024").assessment_rate_percent,
    }
    bodies = {m: body for kind, m, body, _, _ in boards() if kind == "as it is"}
    for majority in ("1/2", "0.7"):
        body = bodies[majority]
        every = list(range(body.game.n))
        at = [body.place(code) for code in FIVE]
        swings = swing_chances(body, every)
        voices = [swings[at] / swings.sum(), turned(body, at)]
        if majority == "1/2":
            votes = load("imf_quotas_2022").votes
            voices.append((votes[list(FIVE)] / votes.sum()).to_numpy())
        for name, yardstick in yardsticks.items():
            share = (yardstick[list(FIVE)] / yardstick.sum()).to_numpy()
            for voice in voices:
                for less in voice < share:
                    yield name, bool(less)


def run() -> dict[str, tuple[int, int]]:
    """Count for each variation in how many cases the sentence held, and in how many not."""
    return held_and_not((*above(), *short()))


if __name__ == "__main__":
    tell(run())
