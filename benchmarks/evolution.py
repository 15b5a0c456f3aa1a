"""Evolving populations: ours beside egttools, dense linear algebra and a loop in plain Python.

    python benchmarks/evolution.py [--quick] [--json FILE]

Answers must agree. Goals: the chain of collective risk at least 500 times faster than egttools
(its transition matrix and eigenvectors; 500 members, and a sweep over the risk at 100), the matrix
of fixation chances at least 300 times, and a generation of public goods on a network of 100,000
nodes at least 100 times faster than the loop. Ours include all checks; the table of groups drawn
from a population is made in the first call and kept, as in any use of the library.
"""

from __future__ import annotations

import random
from typing import Any

from _timing import Report, peer  # first: it pins the threads of linear algebra

# isort: split
import networkx as nx
import numpy as np

from govlib.evolution import (
    CollectiveRisk,
    NetworkGoods,
    PairGame,
    Sanctions,
    coalescence,
    fixation,
)

N, M, COST, RISK, BETA = 6, 3, 0.1, 0.2, 5.0


def chains(report: Report, population: int) -> None:
    case, mu = f"collective risk, Z = {population}", 1 / population
    game = CollectiveRisk(N, M, COST, RISK)
    ours, chain = report.time(
        case,
        "govlib CollectiveRisk.population",
        lambda: game.population(population, BETA, mu).chain,
        repeat=50,
        note=lambda found: f"cooperation {found.mean:.4f}",
    )
    egt = peer("egttools")
    if not egt:
        return
    from egttools.analytical import PairwiseComparison

    other = egt.games.OneShotCRD(1.0, COST, RISK, N, M)
    rule = PairwiseComparison(population, other)

    def solve(rule: Any = rule) -> np.ndarray:
        matrix = rule.calculate_transition_matrix(BETA, mu)
        return egt.utils.calculate_stationary_distribution(np.asarray(matrix.todense()).T)

    theirs, found = report.time(case, "egttools matrix + eigenvector", solve, repeat=5)
    gap = min(abs(found - chain.stationary).max(), abs(found[::-1] - chain.stationary).max())
    report.agree("largest difference of the distributions", gap, 0, within=1e-9)
    if population == 500:
        report.goal("times faster than egttools", theirs / ours, least=500)
    if population != 100 or report.quick:
        return
    risks = np.linspace(0, 1, 200)
    ours, _ = report.time(
        "  200 risks at once",
        "govlib",
        lambda: CollectiveRisk(N, M, COST, risks).population(population, BETA, mu).chain,
        repeat=15,
    )

    def one_by_one() -> None:
        for risk in risks:
            game = egt.games.OneShotCRD(1.0, COST, float(risk), N, M)
            solve(PairwiseComparison(population, game))

    theirs, _ = report.time("  200 risks at once", "egttools, one by one", one_by_one, repeat=1)
    report.goal("times faster than egttools", theirs / ours, least=500)


def institutions(report: Report, population: int) -> None:
    case = f"institutions, Z = {population}"
    game = Sanctions(4, 3, COST, RISK, tax=0.03, fine=0.3, quorum=0.25, scale="local")
    _, found = report.time(
        case,
        "govlib Sanctions.population",
        lambda: game.population(population),
        repeat=5,
        note=lambda found: f"achievement {found.achievement:.5f}",
    )
    if population > 50:
        return

    def dense() -> np.ndarray:
        from govlib.evolution.institutions import _moves

        pay, _ = game._payoffs(found.states, population)
        moves = _moves(found.states, pay, population, BETA, 1 / population)
        source, target, rates, _ = moves
        matrix = np.zeros((len(found.states),) * 2)
        matrix[source, target] = rates
        matrix += np.diag(1 - matrix.sum(axis=1))
        values, vectors = np.linalg.eig(matrix.T)
        weight = np.abs(vectors[:, np.argmin(abs(values - 1))].real)
        return weight / weight.sum()

    _, weight = report.time(case, "numpy dense matrix + eigenvector", dense, repeat=1)
    gap = abs(weight - found.stationary).max()
    report.agree("largest difference of the distributions", gap, 0, within=1e-9)


def takeovers(report: Report, strategies: int, population: int, beta: float) -> None:
    case = f"fixation, s = {strategies}, Z = {population}"
    table = np.random.default_rng(0).normal(size=(strategies, strategies))
    game = PairGame(table)
    ours, found = report.time(
        case, "govlib fixation", lambda: fixation(game, population, beta), repeat=15
    )
    report.time(case, "govlib stationary, rare mutation", lambda: found.stationary, repeat=5)
    egt = peer("egttools")
    if not egt:
        return
    from egttools.analytical import PairwiseComparison

    holder = egt.games.Matrix2PlayerGameHolder(strategies, table)  # must outlive the rule
    rule = PairwiseComparison(population, holder)
    theirs, answer = report.time(
        case,
        "egttools C++",
        lambda: rule.calculate_transition_and_fixation_matrix_sml(beta)[1],
        repeat=1 if strategies > 5 else 3,
    )
    off = ~np.eye(strategies, dtype=bool)
    gap = float(np.abs(np.asarray(answer) - found.chance)[off].max())
    report.agree("largest difference of the chances", gap, 0, within=2e-7)
    if strategies > 5:  # with few strategies the time is that of a single call
        report.goal("times faster than egttools", theirs / ours, least=300)
    else:
        print(f"  {theirs / ours:.2g} times faster", flush=True)


def loop(graph: nx.Graph, state: dict[int, float], r: float) -> dict[int, float]:
    """One generation in plain Python: what the article says, game by game."""
    draw, pay = random.Random(0), dict.fromkeys(graph, 0.0)
    for head in graph:
        members = [head, *graph.neighbors(head)]
        share = r * sum(state[m] / (graph.degree(m) + 1) for m in members) / len(members)
        for m in members:
            pay[m] += share - state[m] / (graph.degree(m) + 1)
    widest = max(pay.values()) - min(pay.values())
    after = {}
    for node in graph:
        other = draw.choice(list(graph.neighbors(node)))
        better = draw.random() * widest < pay[other] - pay[node]
        after[node] = state[other] if better else state[node]
    return after


def networks(report: Report, n: int) -> None:
    case, generations, r = f"network goods, n = {n:,}", 20, 3.0
    graph = nx.barabasi_albert_graph(n, 2, seed=1)
    goods = NetworkGoods(graph, r, "per player")
    who = np.random.default_rng(0).random(n) < 0.5
    ours, run = report.time(
        case,
        f"govlib, {generations} generations",
        lambda: goods.run(generations, start=who, rng=1),
        repeat=5,
        note=lambda found: f"first step to {found.shares[1, 0]:.4f}",
    )
    state = dict(enumerate(who.astype(float).tolist()))
    theirs, after = report.time(
        case, "networkx loop, 1 generation", lambda: loop(graph, state, r), repeat=3
    )
    share = sum(after.values()) / n
    report.agree("givers after one generation", run.shares[1, 0], share, within=4 / np.sqrt(n))
    if n == 10**5:
        report.goal("times faster than the loop", theirs / (ours / generations), least=100)


def meetings(report: Report, n: int) -> None:
    graph = nx.barabasi_albert_graph(n, 2, seed=1)
    report.time(
        f"critical ratio, n = {n:,}",
        "govlib coalescence",
        lambda: coalescence(graph).critical_ratio,
        repeat=1,
        note=lambda ratio: f"(b/c)* = {ratio:.6f}",
    )


def main() -> None:
    report = Report(__doc__ or "")
    for population in (50, 100) if report.quick else (50, 100, 500):
        chains(report, population)
    for population in (50,) if report.quick else (50, 100):
        institutions(report, population)
    takeovers(report, 5, 100, 0.1)
    if not report.quick:
        takeovers(report, 20, 100, 0.1)
        takeovers(report, 20, 1000, 0.01)
    for n in (10**3,) if report.quick else (10**3, 10**5):
        networks(report, n)
    for n in (100,) if report.quick else (100, 1000):
        meetings(report, n)
    report.close()


if __name__ == "__main__":
    main()
