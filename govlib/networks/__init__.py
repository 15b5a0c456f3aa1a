"""Networks: what they look like, and what spreads over them.

=======================================  ========================================================
:mod:`govlib.networks.graphs`            a graph as a checked sparse array; random graphs
:mod:`govlib.networks.measures`          density, clustering, distances
:mod:`govlib.networks.centrality`        communities, through networkx
:mod:`govlib.networks.null_models`       the same degrees, shuffled links (Maslov and Sneppen
                                         2002), and a measure beside its null distribution
:mod:`govlib.networks.rings`             rings, and rings rewired (Watts and Strogatz 1998)
:mod:`govlib.networks.small_world`       what rewiring does to clustering and distance
:mod:`govlib.networks.spread`            the course of anything that spreads in steps
:mod:`govlib.networks.epidemics`         Reed–Frost, percolation (Newman 2002), epidemics in
                                         continuous time
:mod:`govlib.networks.epidemic_theory`   final size, threshold, generating functions
:mod:`govlib.networks.thresholds`        simple and complex contagion (Centola and Macy 2007)
:mod:`govlib.networks.cascades`          global cascades on one graph (Watts 2002)
:mod:`govlib.networks.windows`           when they can happen, how often and how far
:mod:`govlib.networks.clearing`          who can pay what (Eisenberg and Noe 2001)
:mod:`govlib.networks.interbank`         robust yet fragile (Gai and Kapadia 2010)
:mod:`govlib.networks.shocks`            ring, complete, halves (Acemoglu, Ozdaglar and
                                         Tahbaz-Salehi 2015)
:mod:`govlib.networks.banking`           clearing on a real matrix of claims; derived here
:mod:`govlib.networks.bundling`          the same sums over few links, drawn at random
:mod:`govlib.networks.bis_banks`         the banks of sixteen countries at the end of 2022
:mod:`govlib.networks.rewired`           adoption on a ring some of whose links were moved
=======================================  ========================================================

A graph is a networkx graph, a scipy sparse array or a square matrix. Nodes keep their order, and
every result is an array in that order; seeds are numbers of nodes, from 0.
"""

from govlib.networks.banking import BankNetwork, Crisis, thin_claims
from govlib.networks.bis_banks import (
    CAPITAL,
    EXPOSURE,
    LINKS,
    bank_countries,
    bank_crisis,
    bis_banks,
    bundled_failures,
)
from govlib.networks.bundling import random_bundles
from govlib.networks.cascades import SeedAnalysis, cascade, seed_analysis, sizes_by_seed
from govlib.networks.centrality import Communities, communities
from govlib.networks.clearing import Clearing, clear
from govlib.networks.epidemic_theory import (
    OutbreakTheory,
    critical_transmissibility,
    final_size,
    outbreak_theory,
    poisson_degrees,
)
from govlib.networks.epidemics import Epidemic, Percolation, percolation, reed_frost, sir
from govlib.networks.graphs import (
    as_csr,
    backbone,
    is_symmetric,
    link_pairs,
    poisson_graph,
    strongest_partners,
    symmetrise,
)
from govlib.networks.interbank import ContagionDraws, ContagionTheory, GaiKapadia
from govlib.networks.measures import (
    Paths,
    average_clustering,
    clustering,
    degree,
    density,
    path_lengths,
    reciprocity,
    strength,
    transitivity,
)
from govlib.networks.null_models import NullComparison, against_null, shuffle
from govlib.networks.rewired import (
    DRAWN_WORLD,
    WORLDS,
    complete_share,
    mean_adoption,
    rewired_adoption,
    steps_with_slips,
)
from govlib.networks.rings import ring_lattice, watts_strogatz
from govlib.networks.shocks import (
    SHAPES,
    ShockedBanks,
    complete_debts,
    halved_debts,
    mixed_debts,
    ring_debts,
)
from govlib.networks.small_world import (
    RewiringCurve,
    clustering_after_rewiring,
    lattice_clustering,
    lattice_distance,
    rewiring_curve,
    site_percolation_threshold,
)
from govlib.networks.spread import Spread
from govlib.networks.thresholds import complex_contagion, neighbours_needed
from govlib.networks.windows import (
    CascadeTheory,
    Window,
    cascade_theory,
    cascade_window,
    vulnerable_degree,
    vulnerable_neighbours,
)

__all__ = [
    "CAPITAL",
    "DRAWN_WORLD",
    "EXPOSURE",
    "LINKS",
    "SHAPES",
    "WORLDS",
    "BankNetwork",
    "CascadeTheory",
    "Clearing",
    "Communities",
    "ContagionDraws",
    "ContagionTheory",
    "Crisis",
    "Epidemic",
    "GaiKapadia",
    "NullComparison",
    "OutbreakTheory",
    "Paths",
    "Percolation",
    "RewiringCurve",
    "SeedAnalysis",
    "ShockedBanks",
    "Spread",
    "Window",
    "against_null",
    "as_csr",
    "average_clustering",
    "backbone",
    "bank_countries",
    "bank_crisis",
    "bis_banks",
    "bundled_failures",
    "cascade",
    "cascade_theory",
    "cascade_window",
    "clear",
    "clustering",
    "clustering_after_rewiring",
    "communities",
    "complete_debts",
    "complete_share",
    "complex_contagion",
    "critical_transmissibility",
    "degree",
    "density",
    "final_size",
    "halved_debts",
    "is_symmetric",
    "lattice_clustering",
    "lattice_distance",
    "link_pairs",
    "mean_adoption",
    "mixed_debts",
    "neighbours_needed",
    "outbreak_theory",
    "path_lengths",
    "percolation",
    "poisson_degrees",
    "poisson_graph",
    "random_bundles",
    "reciprocity",
    "reed_frost",
    "rewired_adoption",
    "rewiring_curve",
    "ring_debts",
    "ring_lattice",
    "seed_analysis",
    "shuffle",
    "sir",
    "site_percolation_threshold",
    "sizes_by_seed",
    "steps_with_slips",
    "strength",
    "strongest_partners",
    "symmetrise",
    "thin_claims",
    "transitivity",
    "vulnerable_degree",
    "vulnerable_neighbours",
    "watts_strogatz",
]
