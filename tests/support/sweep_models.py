"""Models that a process pool can pickle."""

from govlib.networks import percolation, poisson_graph


def mean(size, rng):
    return rng.random(size).mean()


def moments(size, rng):
    draws = rng.random(size)
    return {"mean": draws.mean(), "ends": [draws.min(), draws.max()]}


def attack_rate(n, degree, transmissibility, rng):
    graph = poisson_graph(n, degree, rng=rng)
    return percolation(graph, transmissibility, rng=rng).sizes[0] / n
