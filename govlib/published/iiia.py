"""Section III.A: small worlds, epidemics, cascades and the clearing of debts."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib.networks import (
    BankNetwork,
    GaiKapadia,
    ShockedBanks,
    average_clustering,
    bis_banks,
    cascade_theory,
    cascade_window,
    clear,
    complex_contagion,
    final_size,
    outbreak_theory,
    path_lengths,
    poisson_degrees,
    random_bundles,
    rewiring_curve,
    ring_lattice,
    site_percolation_threshold,
    steps_with_slips,
    watts_strogatz,
)
from govlib.published import reproduces

#: the ten banks of the examples: each can spare 0.1, and owes 2
BANKS = ShockedBanks(n=10, debt=2, surplus=0.1)


@reproduces("IIIA.N1")
def clustering_of_the_ring() -> float:
    """Measure the clustering of the ring itself."""
    return average_clustering(ring_lattice(1000, 10))


@reproduces("IIIA.N2")
def distance_on_the_ring() -> float:
    """Measure the mean distance on the ring itself."""
    return path_lengths(ring_lattice(1000, 10)).mean


@reproduces("IIIA.N3")
def the_small_world() -> tuple[float, float]:
    """Rewire one link in a hundred of twenty rings."""
    curve = rewiring_curve(1000, 10, 0.01, draws=20, rng=1998)
    return float(curve.clustering.mean()), float(curve.distance.mean())


@reproduces("IIIA.N8")
def percolation_on_the_small_world() -> float:
    """Find the share of susceptible nodes at which a disease percolates."""
    return float(site_percolation_threshold(0.1))


@reproduces("IIIA.N10")
def contagion_on_the_ring() -> tuple[int, int]:
    """Count the steps of a simple and of a complex contagion."""
    ring = ring_lattice(1000, 4)
    simple, hard = (complex_contagion(ring, threshold, [0, 1]) for threshold in (1, 2))
    if not (simple.complete and hard.complete):
        raise ArithmeticError("a contagion stopped before all had adopted")
    return simple.steps, hard.steps


@reproduces("IIIA.N11")
def contagion_on_rewired_rings() -> tuple[float, float]:
    """Rewire a tenth of the links, and let both contagions run."""
    steps, large = [], []
    for stream in np.random.default_rng(2007).spawn(100):
        graph = watts_strogatz(1000, 4, 0.1, rng=stream)
        simple, hard = (complex_contagion(graph, threshold, [0, 1]) for threshold in (1, 2))
        large.append(hard.share >= 0.9)
        if simple.complete:
            steps.append(simple.steps)
    return float(np.mean(steps)), float(np.mean(large))


@reproduces("IIIA.S1")
def sizes_of_epidemics() -> list[float]:
    """Solve the equation of the final size."""
    return [float(final_size(r0)) for r0 in (1.5, 2)]


@reproduces("IIIA.S3")
def epidemic_on_a_poisson_graph() -> tuple[float, float]:
    """Find threshold and size by generating functions."""
    theory = outbreak_theory(poisson_degrees(4), 0.5)
    return theory.threshold, theory.size


@reproduces("IIIA.W1")
def edges_of_the_window() -> tuple[float, float]:
    """Find the mean degrees at which the cascade condition holds with equality."""
    window = cascade_window("0.18")
    return window.lower, window.upper


@reproduces("IIIA.W3")
def where_the_window_closes() -> float:
    """Find the peak of the cascade condition for thresholds just above a quarter."""
    return cascade_window("0.26").peak


@reproduces("IIIA.W4")
def cascades_inside_the_window() -> tuple[float, float, float]:
    """Solve for the vulnerable cluster, the chance and the size of a global cascade."""
    theory = cascade_theory(3, "0.18")
    return float(theory.vulnerable), float(theory.trigger), float(theory.size)


@reproduces("IIIA.G1")
def edges_of_contagion_between_banks() -> tuple[float, float]:
    """Find the window in which defaults spread."""
    window = GaiKapadia().window()
    return window.lower, window.upper


@reproduces("IIIA.G2")
def upper_edge_if_the_tie_counts() -> float:
    """Find the upper edge if a bank without any capital left fails."""
    return GaiKapadia(default_when="loss reaches capital").window().upper


@reproduces("IIIA.G3")
def how_often_defaults_spread() -> float:
    """Let one bank fail in each of a thousand networks."""
    return GaiKapadia().simulate(1000, 3, draws=1000, rng=2010).frequency(above=0.05)


@reproduces("IIIA.A1")
def a_small_shock() -> list[int]:
    """Count the defaults after a shock that all banks together could bear."""
    return [BANKS.shock(0.6, shape).defaults for shape in ("ring", "complete")]


@reproduces("IIIA.A2")
def a_shock_at_the_limit() -> list[int]:
    """Count the defaults after a shock that all banks together can just bear."""
    return [BANKS.shock(0.95, shape).defaults for shape in ("ring", "complete")]


@reproduces("IIIA.A3")
def a_large_shock() -> list[int]:
    """Count the defaults after a shock that is more than all can bear."""
    return [BANKS.shock(1.05, shape).defaults for shape in ("ring", "complete", "halves")]


@reproduces("IIIA.E1")
def a_clearing_vector() -> list[float]:
    """Clear the debts of three banks."""
    return [float(p) for p in clear([[0, 4, 2], [3, 0, 3], [1, 2, 0]], [1, 2, 0.5]).paid]


# ---- in how many cases the verdicts of the chapter hold
# the script tests/robustness/two_edges.py solves the same cases a second way

#: capital, the larger of foreign claims and debts as shares of a balance sheet, who is paid first
CAPITALS, EXPOSURES, RANKS = (0.03, 0.04, 0.06, 0.08), (0.2, 0.4, 0.6), ("first", "equal")

#: shares of the assets at home that are lost: the stops of the chapter's explorer
LOSSES = (0.05, 0.1, 0.15, 0.2, 0.25, 0.5, 1.0)

#: times as much capital as before
MORE = (1.5, 2, 3)

#: rings: countries and partners; chances of a link to be moved, those of the explorer above 0
RINGS, CHANCES = ((60, 4), (60, 6), (200, 4), (200, 6), (200, 10)), (0.02, 0.05, 0.1, 0.2, 0.4, 1)

#: chances that one example is enough, and worlds drawn for each case
SLIPS, WORLDS = (0.01, 0.02, 0.05), 20


@cache
def _crises() -> tuple[list[BankNetwork], NDArray[np.bool_]]:
    """Return the balance sheets, and who fails: by balance sheet, country hit, loss, country."""
    networks = [
        bis_banks(capital=capital, exposure=exposure, depositors=rank)
        for capital, exposure, rank in product(CAPITALS, EXPOSURES, RANKS)
    ]
    failed = [[[b.shock(i, x).defaulted for x in LOSSES] for i in range(16)] for b in networks]
    return networks, np.array(failed)


def _crossings() -> NDArray[np.bool_]:
    """Return whether another country fails: by balance sheet, country hit and loss."""
    others = _crises()[1] & ~np.eye(16, dtype=bool)[:, None, :]
    return np.asarray(others.any(axis=-1))


@reproduces("IIIA.B1")
def trouble_that_crosses_a_border() -> list[list[int]]:
    """Hit some country, and a given country."""
    crosses = _crossings()
    return [_both(np.any(crosses, axis=1)), _both(crosses)]


@reproduces("IIIA.B2")
def trouble_by_size() -> list[list[int]]:
    """Hit some country with each loss."""
    return [_both(column) for column in np.any(_crossings(), axis=1).T]


@reproduces("IIIA.B3")
def what_capital_meets() -> list[list[int]]:
    """Let a country that falls hold more capital, alone and with all others."""
    networks, failed = _crises()
    stands: dict[tuple[str, float], list[bool]] = {
        (who, more): [] for who, more in product(("alone", "all"), MORE)
    }
    for banks, crises in zip(networks, failed, strict=True):
        for hit, size in np.ndindex(16, len(LOSSES)):
            falls = np.flatnonzero(crises[hit, size] & (np.arange(16) != hit)).tolist()
            for more in MORE if falls else ():
                together = replace(banks, capital=more * banks.capital)
                left = together.shock(hit, LOSSES[size]).defaulted
                stands["all", more] += (~left[falls]).tolist()
                stands["alone", more] += [
                    not _with_more(banks, hit, LOSSES[size], country, more) for country in falls
                ]
    return [_both(np.array(found)) for found in stands.values()]


def _with_more(banks: BankNetwork, hit: int, size: float, country: int, more: float) -> bool:
    """Tell whether a country fails that alone has replaced deposits by capital."""
    outside = banks.balance - banks.lent
    deposits = banks.balance - banks.equity - banks.owed
    deposits[country] -= (more - 1) * banks.equity[country]
    outside[hit] *= 1 - size
    debts = banks.claims.T
    if banks.depositors == "first":
        return bool(clear(debts, outside, senior=deposits).defaulted[country])
    # depositors of all countries are one more creditor, who owes nothing
    debts = np.pad(np.column_stack([debts, deposits]), ((0, 1), (0, 0)))
    return bool(clear(debts, np.append(outside, 0)).defaulted[country])


@reproduces("IIIA.B4")
def few_links_and_many() -> list[list[int]]:
    """Compare ten bundlings with all links: means over who is hit, and each country hit."""
    networks, failed = _crises()
    drawn = random_bundles(networks[0].claims, 10, rng=7)
    more = np.array(
        [
            [
                [
                    [
                        few.shock(i, LOSSES[x]).defaults - np.count_nonzero(crises[i, x])
                        for x in (2, 5, 6)
                    ]
                    for i in range(16)
                ]
                for few in [replace(banks, claims=claims) for claims in drawn]
            ]
            for banks, crises in zip(networks, failed, strict=True)
        ]
    )
    return [_signs(more.sum(axis=2)), _signs(more)]


@reproduces("IIIA.N12")
def who_gains_by_moved_links() -> list[list[int]]:
    """Spread news and norms over rings with moved links, and over the ring itself."""
    later: list[list[float]] = [[], [], []]
    for n, k in RINGS:
        ring = ring_lattice(n, k)
        worlds = [watts_strogatz(n, k, p, rng=i) for p in CHANCES for i in range(WORLDS)]
        for place, need in enumerate((1, k // 2, 2)[: 3 if k > 4 else 2]):
            before = complex_contagion(ring, need, range(need)).steps
            for world in worlds:
                run = complex_contagion(world, need, range(need))
                later[place].append((run.steps if run.complete else np.inf) - before)
    return [_signs(np.array(found)) for found in later]


@reproduces("IIIA.N13")
def who_gains_if_one_is_sometimes_enough() -> list[list[int]]:
    """Spread a norm of two among four partners that one example sometimes moves."""
    found = []
    for slip in SLIPS:
        ring = [steps_with_slips(0, 2, slip, rng=i) for i in range(WORLDS)]
        moved = [[steps_with_slips(p, 2, slip, rng=i) for i in range(WORLDS)] for p in CHANCES]
        found.append(_signs(np.array(moved, dtype=float) - np.array(ring, dtype=float)))
    return found


def _both(held: NDArray[np.bool_]) -> list[int]:
    return [int(held.sum()), int((~held).sum())]


def _signs(difference: NDArray[Any]) -> list[int]:
    """Count what is below 0, above 0 and 0."""
    return [
        int(x) for x in ((difference < 0).sum(), (difference > 0).sum(), (difference == 0).sum())
    ]
