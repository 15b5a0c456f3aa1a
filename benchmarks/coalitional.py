"""Values and nucleoli of coalitional games, ours beside coopgame-py (Rust) and shapley-value.

    python benchmarks/coalitional.py [--quick] [--json FILE]

Games whose values grow faster than the players' weights, with ten per cent of noise. Goals: the
Shapley value of 20 players at least 3 times faster than coopgame-py; the prenucleolus of 15 in at
most twice its time. Least cores are timed but not compared with coopgame-py, which admits only
payoffs that give each player her own value.
"""

from __future__ import annotations

from _timing import Report, peer  # first: it pins the threads of linear algebra

# isort: split
import numpy as np

from govlib.coalitional import (
    CoalitionalGame,
    coalition_sums,
    kohlberg,
    least_core,
    prenucleolus,
    shapley_value,
)


def game(n: int) -> CoalitionalGame:
    rng = np.random.default_rng(0)
    values = coalition_sums(rng.lognormal(size=n)) ** 1.5
    return CoalitionalGame(values * np.append(0, 1 + 0.1 * rng.random(values.size - 1)))


def values(report: Report, n: int) -> None:
    case, ours = f"Shapley value, {n} players", game(n)
    quick, found = report.time(case, "govlib shapley_value", lambda: shapley_value(ours))
    if coop := peer("coopgame"):
        theirs = coop.Game(ours.values[1:].tolist())
        slow, other = report.time(case, "coopgame-py (Rust)", lambda: coop.shapley(theirs))
        report.agree("share of the first player", found[0], other[0], within=1e-8)
        if n == 20:
            report.goal("times faster than coopgame-py", slow / quick, least=3)
        else:
            print(f"  {slow / quick:.2g} times faster", flush=True)
    if n <= 10 and (library := peer("shapley_value")):
        named = {ours.coalition(m): float(ours.values[m]) for m in range(1, ours.values.size)}
        solver = library.ShapleyCombinations(list(ours.players))
        slow, _ = report.time(
            case, "shapley-value", lambda: solver.calculate_shapley_values(named), repeat=1
        )
        print(f"  {slow / quick:.2g} times faster", flush=True)


def nucleoli(report: Report, n: int) -> None:
    case, ours = f"prenucleolus, {n} players", game(n)
    quick, found = report.time(case, "govlib prenucleolus", lambda: prenucleolus(ours), repeat=3)
    report.agree("Kohlberg's criterion holds", kohlberg(ours, found.payoff).holds, True)
    report.time(case.replace("prenucleolus", "least core"), "govlib", lambda: least_core(ours))
    if coop := peer("coopgame"):
        theirs = coop.Game(ours.values[1:].tolist())
        slow, other = report.time(
            case, "coopgame-py (Rust)", lambda: coop.prenucleolus(theirs), repeat=3
        )
        gap = np.abs(found.payoff - np.array(other["allocation"])).max()
        report.agree("largest difference of payoffs", gap, 0, within=1e-6)
        report.goal("times the time of coopgame-py", quick / slow, most=1)


def main() -> None:
    report = Report(__doc__ or "")
    for n in (10, 15) if report.quick else (10, 15, 20):
        values(report, n)
    for n in (8, 10) if report.quick else (8, 10, 12, 15):
        nucleoli(report, n)
    report.close()


if __name__ == "__main__":
    main()
