"""Cascades and epidemics on random graphs, ours beside cynetdiff, EoN and ndlib.

    python benchmarks/contagion.py [--quick] [--json FILE]

Poisson graphs with mean degree 4 and 20 seeds. Deterministic answers must be equal; shares
reached by epidemics must agree up to chance. Goals at 100,000 nodes: a global cascade in at most
15 ms; a Reed–Frost epidemic in at most 1.5 times the time of cynetdiff (C++); an epidemic in
continuous time at least 50 times faster than EoN. Times of peers leave out the making of their
graphs; ours include the check of the graph.
"""

from __future__ import annotations

from typing import Any

from _timing import Report, peer  # first: it pins the threads of linear algebra

# isort: split
import networkx as nx
import numpy as np

from govlib.networks import (
    cascade,
    percolation,
    poisson_graph,
    reed_frost,
    seed_analysis,
    sir,
)

PHI, T, TAU, GAMMA = 0.18, 0.4, 0.6, 1.0


def share(run: Any) -> str:
    return f"reaches {run.share:.4f}"


def cascades(report: Report, case: str, graph: Any, net: nx.Graph | None, seeds: list[int]) -> None:
    n = graph.shape[0]
    ours, run = report.time(case, "govlib cascade", lambda: cascade(graph, PHI, seeds), note=share)
    report.time(
        case,
        "govlib seed_analysis (all seeds)",
        lambda: seed_analysis(graph, PHI),
        note=lambda found: f"triggers {found.trigger_share:.4f}",
    )
    if n == 10**5:
        report.goal("milliseconds for a cascade", ours * 1e3, most=15)
    if net is None:
        return

    if peer("ndlib"):
        import ndlib.models.epidemics as epidemics
        from ndlib.models import ModelConfig

        def ndlib() -> int:
            model = epidemics.ThresholdModel(net)
            setup = ModelConfig.Configuration()
            setup.add_model_initial_configuration("Infected", seeds)
            for node in net:
                setup.add_node_configuration("threshold", node, PHI)
            model.set_initial_status(setup)
            before = -1
            while True:
                now = model.iteration(node_status=False)
                if now["iteration"] > 1 and now["node_count"][1] == before:
                    return before
                before = now["node_count"][1]

        theirs, size = report.time(case, "ndlib ThresholdModel", ndlib, repeat=1)
        report.agree("nodes reached by the cascade", run.size, size)
        report.goal("times faster than ndlib", theirs / ours, least=10)

    if eon := peer("EoN"):

        def rate(graph: nx.Graph, node: int, status: dict[int, str], _: Any) -> float:
            if status[node] == "I" or not graph.degree(node):
                return 0.0
            ill = sum(status[other] == "I" for other in graph.neighbors(node))
            return 1.0 if ill >= PHI * graph.degree(node) else 0.0

        start = dict.fromkeys(net, "S") | dict.fromkeys(seeds, "I")
        theirs, course = report.time(
            case,
            "EoN Gillespie_complex_contagion",
            lambda: eon.Gillespie_complex_contagion(
                net,
                rate,
                lambda graph, node, status, _: "I",
                lambda graph, node, status, _: set(graph.neighbors(node)),
                start,
                ("S", "I"),
                parameters=(None,),
                tmax=1e9,
            ),
            repeat=1,
        )
        report.agree("nodes reached by the cascade", run.size, course[2][-1])
        report.goal("times faster than EoN", theirs / ours, least=10)


def steps(report: Report, case: str, graph: Any, net: nx.Graph | None, seeds: list[int]) -> None:
    n, rng = graph.shape[0], np.random.default_rng(1)
    chance = 6 / np.sqrt(n)  # far more than the spread of the share reached from many seeds
    ours, run = report.time(
        case, "govlib reed_frost", lambda: reed_frost(graph, T, seeds, rng=rng), note=share
    )
    report.time(
        case,
        "govlib percolation (all seeds)",
        lambda: percolation(graph, T, rng=rng),
        note=lambda found: f"largest {found.largest_share:.4f}",
    )
    if net is None:
        return
    if peer("cynetdiff"):
        from cynetdiff.utils import networkx_to_ic_model

        model, _ = networkx_to_ic_model(net, activation_prob=T)
        model.set_seeds(seeds)
        theirs, _ = report.time(
            case, "cynetdiff (C++)", model.advance_until_completion, prepare=model.reset_model
        )
        size = model.get_num_activated_nodes()
        report.agree("share reached", run.share, size / n, within=chance)
        if n == 10**5:
            report.goal("times the time of cynetdiff", ours / theirs, most=1.5)
    if eon := peer("EoN"):
        theirs, course = report.time(
            case,
            "EoN basic_discrete_SIR",
            lambda: eon.basic_discrete_SIR(net, T, initial_infecteds=seeds),
            repeat=3,
        )
        report.agree("share reached", run.share, course[3][-1] / n, within=chance)
        report.goal("times faster than EoN", theirs / ours, least=10)


def times(report: Report, case: str, graph: Any, net: nx.Graph | None, seeds: list[int]) -> None:
    n, rng = graph.shape[0], np.random.default_rng(2)
    ours, run = report.time(
        case, "govlib sir", lambda: sir(graph, TAU, GAMMA, seeds, rng=rng), note=share
    )
    eon = peer("EoN") if net is not None else None
    if eon:
        theirs, course = report.time(
            case,
            "EoN fast_SIR",
            lambda: eon.fast_SIR(net, TAU, GAMMA, initial_infecteds=seeds),
            repeat=3,
        )
        report.agree("share reached", run.share, course[3][-1] / n, within=6 / np.sqrt(n))
        peak = run.ill(np.linspace(0, run.duration, 2000)).max() / n
        report.agree("share ill at the peak", peak, course[2].max() / n, within=6 / np.sqrt(n))
        if n == 10**5:
            report.goal("times faster than EoN", theirs / ours, least=50)


def main() -> None:
    report = Report(__doc__ or "")
    for n in (10**4,) if report.quick else (10**4, 10**5, 10**6):
        graph = poisson_graph(n, 4, rng=0)
        seeds = np.random.default_rng(0).choice(n, 20, replace=False).tolist()
        net = None
        if n <= 10**5:  # peers take too long beyond
            net = nx.empty_graph(n)
            net.add_edges_from(zip(*(ends.tolist() for ends in graph.nonzero()), strict=True))
        cascades(report, f"cascade, n = {n:,}", graph, net, seeds)
        steps(report, f"epidemic in steps, n = {n:,}", graph, net, seeds)
        times(report, f"epidemic in time, n = {n:,}", graph, net, seeds)
    report.close()


if __name__ == "__main__":
    main()
