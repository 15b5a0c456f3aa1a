"""Section II: terms of a regime by both readings of a fall-back, and where talks fail."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product

import numpy as np

from govlib.data import load
from govlib.games import AlternatingOffers, NashBargain, SingleOffer
from govlib.games.utilities import linear_utility, power_utility
from govlib.published import reproduces

#: a division of several: fall-backs, the first party's caution, powers
Several = tuple[list[float], float, list[float]]
#: talks of two: patience of who begins and of the other, what each could leave for, live on
Talks = tuple[float, float, tuple[float, float], tuple[float, float]]
#: one offer: the proposer's fall-back, the law of the other's, the quantile at which it lies
Offer = tuple[float, tuple[float, float], float]

_PATIENCE = (0.5, 0.7, 0.9, 0.95, 0.99)


@reproduces("II.C6")
def one_pair_of_options_read_twice() -> tuple[float, float]:
    """Let two equally patient parties live on 0.3 and 0.1, and then leave for them."""
    live = AlternatingOffers.limit(1, 1, inside_first=0.3, inside_second=0.1)
    leave = AlternatingOffers.limit(1, 1, outside_first=0.3, outside_second=0.1)
    return float(live.proposer), float(leave.proposer)


def several_cases() -> Iterator[Several]:
    """Yield fall-backs that leave a gain, among two, three and five parties."""
    for n, total, caution, even, held in product(
        (2, 3, 5), (0.0, 0.3, 0.6, 0.9), (0.0, 0.5, 0.75), (True, False), (True, False)
    ):
        if held and not total:
            continue  # nothing that one of them could hold
        outside = [total] + [0.0] * (n - 1) if held else [total / n] * n
        yield outside, caution, [1.0] * n if even else [float(i + 1) for i in range(n)]


def talks_cases() -> Iterator[Talks]:
    """Yield talks of two whose options leave a gain, read in both ways."""
    options = ((0.0, 0.0), (0.3, 0.1), (0.1, 0.3), (0.6, 0.3), (0.0, 0.8))
    for one, two, pair in product((0.5, 0.8, 0.95, 0.99), (0.5, 0.8, 0.95, 0.99), options):
        if any(pair):
            yield one, two, (0.0, 0.0), pair
        yield one, two, pair, (0.0, 0.0)


def offer_cases() -> Iterator[Offer]:
    """Yield unknown fall-backs at twenty quantiles of those that leave a gain."""
    laws = ((1, 1), (2, 1), (1, 2), (2, 2), (5, 2), (1, 4))
    for own, law, i in product(np.arange(9) / 10, laws, range(20)):
        yield float(own), law, (i + 0.5) / 20


def better_cases() -> Iterator[tuple[float, float, bool, float]]:
    """Yield two patiences, whether the party with the fall-back begins, and the fall-back."""
    yield from product(_PATIENCE, _PATIENCE, (True, False), (np.arange(9) / 10).tolist())


@reproduces("II.C7")
def possible_agreements_made() -> tuple[tuple[int, int], ...]:
    """Count possible agreements that are made: by Nash, in talks, and with an unknown fall-back."""
    counts = np.zeros((3, 2), dtype=int)
    for outside, caution, power in several_cases():
        kinds = [power_utility(caution)] + [linear_utility()] * (len(outside) - 1)
        worth = [float(u.value(np.array([d]))[0]) for u, d in zip(kinds, outside, strict=True)]
        gains = NashBargain(worth, kinds, power).solution().gains
        counts[0, int(not (gains > 1e-9).all())] += 1
    for one, two, leave, live in talks_cases():
        found = AlternatingOffers(one, two, *leave, *live).equilibrium()
        least = np.maximum(leave, live) - 1e-9
        made = found.proposer >= least[0] and found.responder >= least[1]
        counts[1, int(not made)] += 1
    missed = cache(lambda own, law: SingleOffer(own, *law).missed)
    for own, law, quantile in offer_cases():
        # refused are the fall-backs at the top, a share `missed` of those that leave a gain
        counts[2, int(quantile > 1 - missed(own, law))] += 1
    return tuple((int(made), int(not_made)) for made, not_made in counts)


def responder_or_proposer(case: tuple[float, float, bool, float], reading: str) -> float:
    """Return the share of the party that has the fall-back, to live on or to leave for."""
    one, two, begins, fallback = case
    side = "first" if begins else "second"
    found = AlternatingOffers(one, two, **{f"{reading}_{side}": fallback}).equilibrium()
    return float(found.proposer if begins else found.responder)


@reproduces("II.C8")
def better_fall_backs_that_pay() -> tuple[tuple[int, int], ...]:
    """Count raised fall-backs that bring more, to live on and to leave for."""
    counts = []
    for reading in ("inside", "outside"):
        more = [
            responder_or_proposer((one, two, begins, fallback + 0.1), reading)
            > responder_or_proposer((one, two, begins, fallback), reading) + 1e-9
            for one, two, begins, fallback in better_cases()
        ]
        counts.append((sum(more), len(more) - sum(more)))
    return tuple(counts)


@reproduces("II.C9")
def nile_by_the_models() -> tuple[tuple[float, float], ...]:
    """Divide what the Nile carries, by four readings of who has what without an agreement."""
    nile = load("nile_waters_1959")
    egypt, sudan = (float(nile.acquired_right[p]) for p in ("Egypt", "Sudan"))
    lost = float(nile.part_of_gain["evaporation"])
    pie = float(nile.share_1959.sum())
    leave = AlternatingOffers.limit(1, 1, outside_first=egypt / pie, outside_second=sudan / pie)
    divisions = [
        NashBargain([egypt, sudan], pie=pie).solution().shares,
        np.array([leave.proposer, leave.responder]) * pie,
        NashBargain([0, 0], pie=pie).solution().shares,
        NashBargain([egypt, sudan], pie=pie + lost).solution().shares - [lost, 0],
    ]
    return tuple((float(one), float(two)) for one, two in divisions)
