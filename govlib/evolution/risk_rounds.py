"""Ten rounds under a common risk, beside five automata of ours, compiled for a reader to play.

Chapter *A community of fate* (section III.A of the paper). The game is the experiment of Milinski
and others (2008); the five others are not: they are rules that we made up, one for each way in
which people in such groups are said to behave, so that all of them can be read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from govlib._check import generator, instance, integer, listed, number
from govlib.evolution.risk_experiment import TREATMENTS, RiskExperiment
from govlib.rounds import Ending, Game, Line, Policy, Rounds, Seen, Step, compile_rounds

__all__ = ["Giver", "givers", "risk_rounds"]


@dataclass(frozen=True)
class Giver:
    """A rule of giving: a finite automaton that sees the round and the group's gifts.

    Attributes
    ----------
    name : str
        How the page calls it.
    rule : callable
        ``rule(t, total, last)`` returns 0, 1 or 2: nothing, the middle or the highest gift.
        t counts rounds from 0, ``total`` is what the group has given, ``last`` what it gave in
        the round before (0 in the first).
    """

    name: str
    rule: Callable[[int, float, float], int]


def givers(game: RiskExperiment | None = None) -> tuple[Giver, ...]:
    """Return the five automata of the book.

    Parameters
    ----------
    game : RiskExperiment, optional
        Whose target and gifts the rules refer to; the experiment's by default.

    Examples
    --------
    In the first round, and in the second after a round that fell short:

    >>> [giver.rule(0, 0, 0) for giver in givers()]
    [1, 0, 1, 1, 0]
    >>> [giver.rule(1, 8, 8) for giver in givers()]
    [1, 0, 1, 2, 0]
    """
    g = RiskExperiment() if game is None else instance("game", game, RiskExperiment)
    need = g.target / g.steps  # what the group must give in a round, on average
    half = g.steps // 2

    def waits(t: int, total: float, last: float) -> int:
        within = g.target - total <= (g.steps - t) * g.n * g.highest
        return 2 if t >= half and within else 0

    return (
        Giver("the steady one gives the middle gift in every round", lambda t, total, last: 1),
        Giver("the free rider gives nothing", lambda t, total, last: 0),
        Giver(
            "the conditional one gives the middle gift while the round before brought "
            "two thirds of what is needed",
            lambda t, total, last: int(t == 0 or last >= need * 2 / 3 - 1e-9),
        ),
        Giver(
            "the worrier gives the highest gift whenever the group is behind",
            lambda t, total, last: 2 if total < need * t - 1e-9 else 1,
        ),
        Giver(
            "the latecomer waits for the second half and then gives the highest gift, "
            "while the target can still be reached",
            waits,
        ),
    )


def risk_rounds(
    game: RiskExperiment | None = None,
    *,
    others: Sequence[Giver] | None = None,
    risks: Sequence[float] = (0.9, 0.5, 0.1),
    draws: int = 3,
    rng: Any = 2008,
) -> Rounds:
    """Compile the collective-risk game beside automata.

    Parameters
    ----------
    game : RiskExperiment, optional
        The experiment's by default: six players, ten rounds of 0, 2 or 4, target 120.
    others : sequence of Giver, optional
        One for each other player; :func:`~govlib.evolution.risk_rounds.givers` by default.
    risks : sequence of float
        Chances of losing all where the target is missed, each in [0, 1]: the settings.
    draws : int, default 3
        Dice thrown for each risk, 1 to 20.
    rng : None, int, numpy.random.SeedSequence or numpy.random.Generator
        Throws them.

    Returns
    -------
    govlib.rounds.table.Rounds
        The lines are the fair share, and what a member gave on average in the treatment.

    References
    ----------
    M. Milinski, R. D. Sommerfeld, H.-J. Krambeck, F. A. Reed and J. Marotzke (2008), "The
    collective-risk social dilemma and the prevention of simulated dangerous climate change",
    Proceedings of the National Academy of Sciences 105(7), 2291–2294,
    doi:10.1073/pnas.0709546105.

    Examples
    --------
    The middle gift in every round falls short by two euros; one round of 4 is enough:

    >>> table = risk_rounds()
    >>> sum(sum(map(float, [own, *given])) for own, given in table.play(0, [1] * 10)[0])
    118.0
    >>> table.play(0, [2] + [1] * 9)[1]
    18.0
    """
    g = RiskExperiment() if game is None else instance("game", game, RiskExperiment)
    automata = givers(g) if others is None else tuple(listed("others", others))
    for one in automata:
        instance("each of others", one, Giver)
    if len(automata) != g.n - 1:
        raise ValueError(f"others must hold {g.n - 1} givers; got {len(automata)}")
    chances = [number("risks", risk, 0, 1) for risk in risks]
    if not chances:
        raise ValueError("risks must hold at least one chance")
    draws = integer("draws", draws, 1, 20)
    rng = generator("rng", rng)
    unit = g.highest / 2

    def step(state: tuple[int, float, float], action: int) -> Step:
        t, total, last = state
        gifts = [unit * automaton.rule(t, total, last) for automaton in automata]
        own = unit * action
        given = own + sum(gifts)
        total += given
        after: Any = (t + 1, total, given)
        if t + 1 == g.steps:
            after = int(total < g.target * (1 - 1e-12))  # ending 0: reached, 1: missed
        shown = tuple(f"{gift:g}" for gift in gifts)
        told = f"The group has given {total:g} of {g.target:g}."
        return Step(after, shown, -own, own, sum(gifts) / len(gifts), told=told)

    games = []
    for risk in chances:
        for luck, die in enumerate(rng.random(draws)):
            fate = "all is lost" if die < risk else "you are spared"
            missed = Ending(
                f"The target is missed. At a risk of {risk:.0%} the die says: {fate}.",
                0.0 if die < risk else 1.0,
                1 - risk,
            )
            reached = Ending("The target is reached: everybody keeps what is left.")
            names = tuple(automaton.name for automaton in automata)
            start = (0, 0.0, 0.0)
            lines = _lines(g, risk)
            setting = f"{risk:.0%}"
            games.append(Game(start, names, setting, (reached, missed), luck=luck, lines=lines))
    table = compile_rounds(
        step,
        games,
        actions=[f"{unit * k:g}" for k in range(3)],
        rounds=g.steps,
        labels={
            "round": "round",
            "act": "give",
            "mark": "what you have given",
            "beside": "what the five others have given on average",
            "unit": "euros",
            "setting": "risk of losing all",
        },
        cumulative=True,
        start=g.endowment,
    )
    return table.with_results(_strategies(g, automata))


def _lines(g: RiskExperiment, risk: float) -> tuple[Line, ...]:
    """Return the fair share, and the average gift of the treatment, known for the end only."""
    fair = tuple(g.fair_share / g.steps * (t + 1) for t in range(g.steps))
    lines = [Line(f"the fair share, {g.fair_share:g}", fair)]
    if g == RiskExperiment():
        for treatment in TREATMENTS:
            if treatment.risk == risk:
                end = treatment.given / g.n
                values = (*[float("nan")] * (g.steps - 1), end)
                lines.append(Line(f"average in the experiment, {end:.1f}", values))
    return tuple(lines)


def _strategies(g: RiskExperiment, automata: Sequence[Giver]) -> dict[str, Policy]:
    """Return each automaton, and the highest gift for ever, as they play in the reader's seat."""

    def seat(giver: Giver) -> Policy:
        def policy(seen: Sequence[Seen]) -> int:
            rounds = [float(own) + sum(map(float, gifts)) for own, gifts in seen]
            return giver.rule(len(seen), sum(rounds), rounds[-1] if rounds else 0.0)

        return policy

    # the first words of a rule name it
    named = {giver.name.split(" gives ")[0].split(" waits ")[0]: giver for giver in automata}
    most = f"{g.highest:g} in every round"
    return {**{name: seat(giver) for name, giver in named.items()}, most: lambda seen: 2}
