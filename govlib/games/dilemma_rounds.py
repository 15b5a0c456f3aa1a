"""Fifteen moves against an unknown automaton, compiled for a reader to play.

Chapter *Governance without government* (section II of the paper). The reader does not know which
of the named strategies she meets; afterwards she may guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from govlib._check import generator, instance, integer, listed, number
from govlib.games import strategies as named
from govlib.games.automata import Strategy
from govlib.games.dilemma import PrisonersDilemma
from govlib.rounds import Game, Line, Policy, Rounds, Seen, Step, compile_rounds

__all__ = ["dilemma_rounds"]

ACTS = ("cooperate", "defect")


def dilemma_rounds(
    players: Sequence[Strategy] | None = None,
    *,
    steps: int = 15,
    noise: float = 0.1,
    draws: int = 2,
    game: PrisonersDilemma | None = None,
    rng: Any = 1980,
) -> Rounds:
    """Compile meetings with each of the players, without and with errors.

    The dice, for errors and for players that throw some, are thrown once for each draw; all
    players meet the reader under the same dice. So whoever would have done the same as the
    player she met can be named.

    Parameters
    ----------
    players : sequence of Strategy, optional
        At least two, with different names; eight of the book's field by default.
    steps : int, default 15
        5 to 20.
    noise : float, default 0.1
        Chance that a move comes out as its opposite where errors are on, above 0 and at most ½.
    draws : int, default 2
        Different dice, 1 to 5.
    game : PrisonersDilemma, optional
        Payoffs; 5, 3, 1, 0 by default.
    rng : None, int, numpy.random.SeedSequence or numpy.random.Generator
        Draws the dice, and the order of the games.

    Returns
    -------
    govlib.rounds.table.Rounds
        Settings *no errors* and *errors*; the guesses are the names of the players.

    Examples
    --------
    >>> table = dilemma_rounds()
    >>> met = [g for g, one in enumerate(table.games) if one.players == ("tit for tat",)]
    >>> seen, earned = table.play(met[0], [0, 1, 0] + [0] * 12)  # defect once, in the second move
    >>> [other for _, (other,) in seen][:4], earned
    (['cooperate', 'cooperate', 'defect', 'cooperate'], 44.0)
    """
    field = list(_players()) if players is None else listed("players", players)
    for one in field:
        instance("each of players", one, Strategy)
    names = [player.name for player in field]
    if len(field) < 2 or len(set(names)) < len(names):
        raise ValueError(f"players must be two or more with different names; got {names}")
    steps = integer("steps", steps, 5, 20)
    draws = integer("draws", draws, 1, 5)
    chance = number("noise", noise, high=0.5, above=0)
    played = PrisonersDilemma() if game is None else instance("game", game, PrisonersDilemma)
    payoffs = played.matrix
    if payoffs.ndim != 2:
        raise ValueError(f"game must have single payoffs; got shape {payoffs.shape}")
    rng = generator("rng", rng)
    # for each draw and move: the player's own dice, her slip, the reader's slip
    dice = rng.random((2, draws, steps, 3))

    def step(state: tuple[int, int, int, int, int], action: int) -> Step:
        who, noisy, repeat, t, mood = state
        own_dice, slip_theirs, slip_own = dice[noisy, repeat, t]
        wish = int(own_dice >= field[who].chance[mood])
        theirs = wish ^ int(noisy and slip_theirs < chance)
        mine = action ^ int(noisy and slip_own < chance)
        after: Any = (who, noisy, repeat, t + 1, int(field[who].after[mood, theirs, mine]))
        told = "Your move came out wrong." if mine != action else ""
        payoff, other = float(payoffs[mine, theirs]), float(payoffs[theirs, mine])
        return Step(after, (ACTS[theirs],), payoff, payoff, other, ACTS[mine], told)

    games = [
        Game(
            (who, noisy, repeat, 0, field[who].start),
            (names[who],),
            ("no errors", "errors")[noisy],
            answer=who,
            luck=repeat,
        )
        for noisy in (0, 1)
        for repeat in range(draws)
        for who in rng.permutation(len(field)).tolist()
    ]
    table = compile_rounds(
        step,
        games,
        actions=ACTS,
        rounds=steps,
        labels={
            "round": "move",
            "mark": "your points",
            "beside": "the other’s points",
            "unit": "points",
            "guess": "Who was it?",
            "setting": "errors",
        },
        cumulative=True,
        guesses=tuple(names),
    )
    seats = {s.name: seat(s) for s in field if s.is_deterministic}
    return _with_lines(table.with_results(seats), seats)


def seat(strategy: Strategy) -> Policy:
    """Return a strategy without dice as it plays in the reader's seat.

    Parameters
    ----------
    strategy : Strategy
        One that is deterministic.
    """
    if not strategy.is_deterministic:
        raise ValueError(f"strategy must throw no dice; got {strategy!r}")

    def policy(seen: Sequence[Seen]) -> int:
        mood = strategy.start
        for own, (other,) in seen:
            mood = int(strategy.after[mood, ACTS.index(own), ACTS.index(other)])
        return int(strategy.chance[mood] == 0)

    return policy


def _with_lines(table: Rounds, seats: dict[str, Policy]) -> Rounds:
    """Add what tit for tat would have had after each move, where it is among the players."""
    from dataclasses import replace

    policy = seats.get("tit for tat")
    if policy is None:
        return table
    games = []
    for number_, one in enumerate(table.games):
        moves: list[int] = []
        seen: list[Seen] = []
        sums = []
        for _ in range(table.rounds):
            moves.append(int(policy(seen)))
            seen, total = table.play(number_, moves)
            sums.append(total)
        line = Line("tit for tat in your place", tuple(sums))
        games.append(replace(one, lines=(line,)))
    return replace(table, games=tuple(games))


def _players() -> tuple[Strategy, ...]:
    return (
        named.tit_for_tat(),
        named.tit_for_two_tats(),
        named.generous_tit_for_tat(),
        named.win_stay_lose_shift(),
        named.grim(),
        named.bully(),
        named.always_cooperate(),
        named.always_defect(),
    )
