"""Section III.A: small worlds, epidemics, cascades and the clearing of debts."""

from __future__ import annotations

import numpy as np

from govlib.networks import (
    GaiKapadia,
    ShockedBanks,
    average_clustering,
    cascade_theory,
    cascade_window,
    clear,
    complex_contagion,
    final_size,
    outbreak_theory,
    path_lengths,
    poisson_degrees,
    rewiring_curve,
    ring_lattice,
    site_percolation_threshold,
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
