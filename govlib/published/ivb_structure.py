"""Section IV.B: the benefit-to-cost ratio from which a network favours cooperation."""

from __future__ import annotations

import networkx as nx

from govlib.evolution import coalescence
from govlib.published import reproduces


@reproduces("ALLEN-01")
def circulant() -> float:
    """Solve the circulant graph of 20 nodes with four neighbours each."""
    return coalescence(nx.circulant_graph(20, [1, 2])).critical_ratio


@reproduces("ALLEN-02")
def petersen() -> float:
    """Solve the Petersen graph."""
    return coalescence(nx.petersen_graph()).critical_ratio


@reproduces("ALLEN-04")
def complete() -> float:
    """Solve the complete graph of five."""
    return coalescence(nx.complete_graph(5)).critical_ratio


@reproduces("ALLEN-05")
def joined_stars() -> float:
    """Solve two stars of five leaves with their hubs linked."""
    stars = nx.disjoint_union(nx.star_graph(5), nx.star_graph(5))
    stars.add_edge(0, 6)
    return coalescence(stars).critical_ratio


@reproduces("ALLEN-08")
def ceiling_fan() -> float:
    """Solve twenty triangles that share a node."""
    return coalescence(nx.windmill_graph(20, 3)).critical_ratio


@reproduces("ALLEN-09")
def karate_club() -> float:
    """Solve the karate club without the weights of its links."""
    club = nx.to_scipy_sparse_array(nx.karate_club_graph(), weight=None)
    return coalescence(club).critical_ratio
