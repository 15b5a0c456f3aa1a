"""Round-robin tournaments of the repeated prisoner's dilemma, ours beside Axelrod-Python.

    python benchmarks/iterated.py [--quick] [--json FILE]

Sixteen strategies, 200 moves, each against each and itself. Axelrod-Python plays repetitions
move by move; govlib solves the joint Markov chains, so that its scores are those of unlimited
repetitions. Where no strategy throws dice and there is no noise both must be equal; otherwise
the means of the repetitions must agree up to chance. Goal: at least 500 times faster than 50
repetitions of Axelrod-Python, which still leave errors of about 0.01 a move; the ratio to a
single repetition is printed too.
"""

from __future__ import annotations

from typing import Any

from _timing import Report, peer  # first: it pins the threads of linear algebra

# isort: split
import numpy as np

from govlib.games import endless_play, finite_play, round_robin
from govlib.games import strategies as named

#: ours, and how Axelrod-Python calls it
PAIRS = [
    (named.tit_for_tat(), "TitForTat"),
    (named.tit_for_two_tats(), "TitFor2Tats"),
    (named.two_tits_for_tat(), "TwoTitsForTat"),
    (named.generous_tit_for_tat(), "GTFT"),
    (named.win_stay_lose_shift(), "WinStayLoseShift"),
    (named.firm_but_fair(), "FirmButFair"),
    (named.grim(), "Grudger"),
    (named.always_cooperate(), "Cooperator"),
    (named.suspicious_tit_for_tat(), "SuspiciousTitForTat"),
    (named.joss(), "FirstByJoss"),
    (named.grofman(), "FirstByGrofman"),
    (named.nydegger(), "FirstByNydegger"),
    (named.alternate(), "Alternator"),
    (named.coin(), "Random"),
    (named.bully(), "Bully"),
    (named.always_defect(), "Defector"),
]
STEPS = 200


def tournament(report: Report, axelrod: Any, noise: float, repetitions: int) -> None:
    case = f"{len(PAIRS)} strategies, noise {noise:g}"
    ours = [strategy for strategy, _ in PAIRS]
    fast, contest = report.time(
        case,
        "govlib round_robin (exact)",
        lambda: round_robin(ours, steps=STEPS, noise=noise),
        repeat=15,
        note=lambda found: f"best: {found.ranking[0]}",
    )
    if axelrod is None:
        return
    players = [getattr(axelrod, name)() for _, name in PAIRS]

    def play(repetitions: int) -> Any:
        return axelrod.Tournament(
            players, turns=STEPS, repetitions=repetitions, noise=noise, seed=1
        ).play(progress_bar=False)

    single, _ = report.time(case, "axelrod, 1 repetition", lambda: play(1), repeat=3)
    print(f"         times faster than one repetition of axelrod: {single / fast:.0f}")
    slow, results = report.time(
        case, f"axelrod, {repetitions} repetitions", lambda: play(repetitions), repeat=1
    )
    if repetitions >= 50:
        report.goal("times faster than axelrod", slow / fast, least=500)
    scores = np.array(results.payoffs)  # row, column, repetition
    error = scores.std(axis=2, ddof=1) / np.sqrt(repetitions)
    gap = scores.mean(axis=2) - contest.scores
    certain = error < 1e-12  # rounding apart
    if certain.any():
        report.agree(
            "largest gap where nothing is left to chance",
            np.abs(gap[certain]).max(),
            0,
            within=1e-9,
        )
    worst = float(np.abs(gap[~certain] / error[~certain]).max())
    report.goal("largest gap in standard errors", worst, most=6)


def main() -> None:
    report = Report(__doc__ or "")
    axelrod = peer("axelrod")
    for noise in (0.0, 0.05):
        tournament(report, axelrod, noise, 10 if report.quick else 50)
    ours = [strategy for strategy, _ in PAIRS]
    report.time("limit of means", "govlib endless_play", lambda: endless_play(ours, noise=0.01))
    report.time(
        "a million moves", "govlib finite_play", lambda: finite_play(ours, steps=10**6, noise=0.01)
    )
    report.close()


if __name__ == "__main__":
    main()
