"""Section II: where a rule of conduct holds without force, in how many cases."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np

from govlib._check import generator
from govlib.games import PrisonersDilemma, discounted_play, is_collectively_stable
from govlib.games.automata import Strategy
from govlib.games.strategies import field, tit_for_tat
from govlib.published import reproduces

#: chances of another meeting, and of an error
DISCOUNTS = (0.2, 0.4, 0.6, 0.8, 0.9, 0.99)
ERRORS = (0.0, 0.001, 0.01, 0.05, 0.1)

#: how often twins must both cooperate for a rule to be kept, as a share of what slips allow
KEPT = 0.8

#: what a case is called, in the order of the table
KINDS = (
    "long future, no errors",
    "long future, errors of 0.1 and 1 percent",
    "long future, errors of 5 and 10 percent",
    "short future, no errors",
    "turns pay, no errors",
    "between the bounds, no errors",
    "between the bounds, errors of 0.1 and 1 percent",
)


def rule_cases(draws: int = 25) -> Iterator[tuple[str, PrisonersDilemma, float, float]]:
    """Yield name, payoffs, chance of another meeting and chance of an error of each case.

    Payoffs are four numbers from 0 to 10, drawn at random and ordered; closer than half a unit
    they are drawn again. The future is long where δ is at least the bound of tit for tat, and
    short where it is below (T − R)/(T − P), which the harshest threat needs. Six values of δ
    seldom fall between the two, so as many games again are drawn in which the bounds lie at
    least 0.05 apart, as those of 5, 3, 1, 0 do, and δ is put halfway.
    """
    rng = generator("rng", 1984)
    for _ in range(draws):
        game = _game(rng)
        for discount in DISCOUNTS:
            if game.alternation_pays:
                yield KINDS[4], game, discount, 0.0
            elif discount < _harshest(game):
                yield KINDS[3], game, discount, 0.0
            elif discount < game.critical_discount:
                yield from _between(game, discount)
            else:
                for noise in ERRORS:
                    kind = KINDS[0] if noise == 0 else KINDS[1] if noise <= 0.01 else KINDS[2]
                    yield kind, game, discount, noise
    found = 0
    while found < draws:
        game = _game(rng)
        low, high = _harshest(game), float(game.critical_discount)
        if not game.alternation_pays and high - low >= 0.05:
            found += 1
            yield from _between(game, (low + high) / 2)


def _game(rng: np.random.Generator) -> PrisonersDilemma:
    """Draw four payoffs, none closer to the next than half a unit."""
    while True:
        p = np.sort(rng.uniform(0, 10, 4))[::-1]
        if (p[:-1] - p[1:]).min() > 0.5:
            return PrisonersDilemma(*p.tolist())


def _harshest(game: PrisonersDilemma) -> float:
    """Return the δ from which mutual defection for ever deters: below it nothing does."""
    return float((game.temptation - game.reward) / (game.temptation - game.punishment))


def _between(
    game: PrisonersDilemma, discount: float
) -> Iterator[tuple[str, PrisonersDilemma, float, float]]:
    for noise in ERRORS[:3]:
        yield KINDS[5 if noise == 0 else 6], game, discount, noise


@cache
def rules(discount: float, noise: float) -> tuple[Strategy, ...]:
    """Return those of the fifteen that cooperate with their twins as often as a rule asks for."""
    shares = discounted_play(field(), discount=discount, noise=noise).shares
    own = np.arange(len(shares))
    both, allowed = shares[own, own, 0, 0], KEPT * (1 - noise) ** 2
    kept = [one for one, share in zip(field(), both, strict=True) if share >= allowed]
    # longer memories first: a case is settled by the first rule that holds
    return tuple(sorted(kept, key=len, reverse=True))


@reproduces("II.B10")
def where_a_rule_is_kept() -> tuple[tuple[int, int], ...]:
    """Count cases in which some cooperative strategy is collectively stable, and in which none."""
    counts = {name: [0, 0] for name in KINDS}
    for name, game, discount, noise in rule_cases():
        held = any(
            is_collectively_stable(one, discount=discount, noise=noise, game=game)
            for one in rules(discount, noise)
        )
        counts[name][not held] += 1
    return tuple((yes, no) for yes, no in counts.values())


@reproduces("II.B11")
def where_tit_for_tat_keeps_it() -> tuple[tuple[int, int], ...]:
    """Count cases in which tit for tat itself is collectively stable, and in which not."""
    counts = {name: [0, 0] for name in KINDS}
    for name, game, discount, noise in rule_cases():
        one = tit_for_tat()
        counts[name][
            not is_collectively_stable(one, discount=discount, noise=noise, game=game)
        ] += 1
    return tuple((yes, no) for yes, no in counts.values())
