"""Robustness of *Voice and votes*: who stands above whom, by which measure, and short of what.

    python tests/robustness/voice_and_votes.py

First sentence: the United States has more power than each of Brazil, Russia, India, China and
South Africa. Varied: majority, board, index, who votes as one, the votes themselves. Second
sentence: one of the five has less voice than its share of a yardstick. Varied: the yardstick,
the measure of voice. Coalitions are counted here member by member, without the member whose swings
are asked for, and orders are drawn at random; the library counts both exactly and all at once. The
indices of Johnston and of Deegan and Packel are the library's: tests/voting/test_critical.py
checks them against their definitions.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from counting import held_and_not, tell

from govlib.data import load
from govlib.published.iiib2_voice import FIVE, MARGIN, boards, powers
from govlib.voting import Body

#: random orders in which members join
ORDERS = 20_000


def swing_chances(body: Body, asked: list[int]) -> np.ndarray:
    """Return the chance of a swing if all others toss coins, for the members that are asked."""
    found = []
    for one in asked:
        chance = np.zeros(body.game.quota)  # that the others cast x votes, below the quota
        chance[0] = 1.0
        for other, votes in enumerate(body.game.weights):
            if other == one:
                continue
            moved = np.zeros_like(chance)
            if votes < len(chance):
                moved[votes:] = chance[: len(chance) - votes]
            chance = (chance + moved) / 2
        least = max(body.game.quota - body.game.weights[one], 0)
        found.append(chance[least:].sum())
    return np.array(found)


def turned(body: Body, asked: list[int], rng: np.random.Generator) -> np.ndarray:
    """Return in what share of random orders each member that is asked turns the vote."""
    votes = np.array(body.game.weights)
    count = np.zeros(body.game.n)
    for _ in range(ORDERS // 1000):
        order = np.argsort(rng.random((1000, body.game.n)), axis=1)
        pivot = (np.cumsum(votes[order], axis=1) < body.game.quota).sum(axis=1)
        np.add.at(count, order[np.arange(1000), pivot], 1)
    return count[asked] / ORDERS


def compared(body: Body, five: tuple[str, ...], measure: str) -> np.ndarray:
    """Return the power of the United States and of the five, by a measure."""
    asked = [body.place("USA"), *(body.place(code) for code in five)]
    if measure == "Banzhaf":
        return swing_chances(body, asked)
    if measure == "Shapley–Shubik":
        return turned(body, asked, np.random.default_rng(11))
    return powers(body, measure)[asked]


def above(quick: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield the majority, or "veto", and whether the first sentence held."""
    for kind, majority, body, five, measures in boards():
        if quick and kind not in ("as it is", "shaken 4"):
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
        rng = np.random.default_rng(12)
        swings = swing_chances(body, every)
        voices = [swings[at] / swings.sum(), turned(body, at, rng)]
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
