"""Section IV.B: the forty emitters with payments, and the counts of robustness."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from govlib.agreements import chander_tulkens, emitters, leaving
from govlib.coalitional import coalition_sums
from govlib.data import load
from govlib.evolution import coalescence
from govlib.networks.graphs import strongest_partners
from govlib.published import reproduces

#: countries, spreads of the logarithms of benefits and costs, draws, and where benefits end: for
#: each country at one to two times so much as all would do if they did not fall
SIZES, SPREADS, DRAWS, ENDS = (3, 5, 8), (0.5, 1.0, 2.0), 10, (float("inf"), 2.0, 0.5)

#: weights of population in the division of benefits among the forty
WEIGHTS = (0.0, 0.25, 0.5, 0.75, 1.0)

#: tables of ties, and random networks: members, mean numbers of links, draws
TIES = ("trade_2006", "igo_comembership_2014", "unga_agreement_2010_2019", "bank_claims_2022q4")
MEMBERS, LINKS, GRAPHS = 24, (4, 6, 8, 10), 15


def worlds() -> Iterator[tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]]:
    """Yield benefits, slopes of marginal cost, and where the benefits of each end."""
    for n in SIZES:
        for spread in SPREADS:
            for draw in range(DRAWS):
                rng = np.random.default_rng([n, int(10 * spread), draw])
                b, c = np.exp(spread * rng.standard_normal((2, n)))
                # up to twice: then what all do together is short of every end
                unlike = rng.uniform(1, 2, n)
                for end in ENDS:
                    yield b, c, end * unlike * b.sum() * (1 / c).sum()


def _payoffs(
    b: NDArray[np.float64],
    c: NDArray[np.float64],
    end: NDArray[np.float64],
    inside: NDArray[np.bool_],
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return payoffs, costs and Q where these act as one, for u = b(Q − Q²/2A) − cq²/2."""
    fall = b / end
    stake = np.where(inside, (inside @ b)[:, None], b)
    falls = np.where(inside, (inside @ fall)[:, None], fall)
    total = (stake / c).sum(-1) / (1 + (falls / c).sum(-1))
    cost = (stake - falls * total[:, None]) ** 2 / c / 2
    return b * total[:, None] - fall * total[:, None] ** 2 / 2 - cost, cost, total


def hold(b: NDArray[np.float64], c: NDArray[np.float64], end: NDArray[np.float64]) -> list[bool]:
    """Tell of one world what is counted in IVB.R1."""
    n = len(b)
    inside = np.arange(1 << n)[:, None] >> np.arange(n) & 1 == 1
    payoff, cost, total = _payoffs(b, c, end, inside)
    value = (payoff * inside).sum(1)  # what each group secures if the others act alone
    extra = cost[-1] - cost[0]
    last = b * (1 - total[-1] / end)  # what the last unit is worth to each; b where none falls
    paid = payoff[-1] + extra - last / last.sum() * extra.sum()
    equal = payoff[0] + (payoff[-1].sum() - payoff[0].sum()) / n
    outside = np.array([payoff[(1 << n) - 1 - (1 << i), i] for i in range(n)])
    close = 1e-9 * np.abs(value).max()
    safe = [bool((value - coalition_sums(x))[1:-1].max() <= close) for x in (paid, equal)]
    return [
        bool((paid >= payoff[0] - close).all()),
        *safe,
        bool((payoff[-1] >= payoff[0] - close).all()),
        bool(outside.sum() <= payoff[-1].sum() + close),
    ]


def _counted(held: list[bool]) -> list[int]:
    return [sum(held), len(held) - sum(held)]


@reproduces("IVB.E1")
def forty_with_payments() -> list[list[float]]:
    """Count losers and leavers among the forty, and add up what is paid and what is missing."""
    rows = []
    for population in (0, 1):
        game = emitters(population)
        deal = chander_tulkens(game)
        left = leaving(game, received=deal.received)
        rows.append(
            [
                float((deal.gain_without < 0).sum()),
                float(deal.received.clip(0).sum()) / 1000,
                float((left.gain > 0).sum()),
                left.shortfall / 1000,
            ]
        )
    return rows


@reproduces("IVB.R1")
def win_win_with_payments() -> list[list[int]]:
    """Count the worlds in which each of five sentences holds."""
    found: list[list[bool]] = [[] for _ in range(5)]
    for world in worlds():
        linear = bool(np.isinf(world[2]).all())
        for row, held in enumerate(hold(*world)):
            if not (linear and row in (1, 2)):  # the core is a theorem there, so no case
                found[row].append(held)
    for weight in WEIGHTS:
        for union in (False, True):
            game = emitters(weight, union=union)
            deal = chander_tulkens(game)
            found[0].append(bool((deal.gain >= 0).all()))
            found[3].append(bool((deal.gain_without >= 0).all()))
            found[4].append(leaving(game).can_hold)
    return [_counted(held) for held in found]


def _needed(graph: object) -> float:
    """Return the ratio from which giving spreads; infinite for never, or in several parts."""
    ratio = coalescence(graph).critical_ratio
    return ratio if ratio > 0 else np.inf


def real_ties(name: str, *, alike: bool) -> list[float]:
    """Return the ratios with the best k partners of each, from the first k that joins all."""
    table = load(name).to_numpy()
    found = []
    for k in range(1, len(table)):
        kept = strongest_partners(table, k)
        if alike:
            kept.data[:] = 1
        if nx.is_connected(nx.from_scipy_sparse_array(kept)):
            found.append(_needed(kept))
            if np.isinf(found[-1]):
                break
    return found


def random_pairs() -> Iterator[tuple[nx.Graph, nx.Graph]]:
    """Yield random networks, evenly linked or with hubs, without and with one more link."""
    for links in LINKS:
        for draw in range(GRAPHS):
            for graph in (
                nx.gnm_random_graph(MEMBERS, MEMBERS * links // 2, seed=draw),
                nx.barabasi_albert_graph(MEMBERS, links // 2, seed=draw),
            ):
                if not nx.is_connected(graph):
                    continue
                more, absent = graph.copy(), list(nx.non_edges(graph))
                more.add_edge(*absent[np.random.default_rng(draw).integers(len(absent))])
                yield graph, more


def closer(graph: nx.Graph, draw: int) -> tuple[nx.Graph, nx.Graph]:
    """Return a network with one tie, and with ties of disjoint pairs, three times as strong."""
    ties = list(graph.edges)
    one, pairs = graph.copy(), graph.copy()
    picked = [ties[np.random.default_rng(draw).integers(len(ties))]]
    for changed, strong in ((one, picked), (pairs, nx.maximal_matching(graph))):
        nx.set_edge_attributes(changed, 1.0, "weight")
        nx.set_edge_attributes(changed, dict.fromkeys(strong, 3.0), "weight")
    return one, pairs


@reproduces("IVB.R2")
def more_ties_less_giving() -> list[list[int]]:
    """Count where one more tie raises the ratio, and where stronger ties lower it."""
    counts = []
    for alike in (True, False):
        held: list[bool] = []
        for name in TIES:
            steps = real_ties(name, alike=alike)
            held += [more > few for few, more in pairwise(steps)]
        counts.append(_counted(held))
    rows: tuple[list[bool], ...] = ([], [], [])
    for draw, (few, more) in enumerate(random_pairs()):
        before = _needed(few)
        one, pairs = (_needed(changed) for changed in closer(few, draw))
        for row, so in zip(
            rows, (_needed(more) > before, one < before, pairs < before), strict=True
        ):
            row.append(so)
    return counts + [_counted(row) for row in rows]


@reproduces("IVB.R3")
def closest_partners() -> list[float]:
    """Find the ratio for all trade, and with the closest pairs tied 3 and 10 times as strongly."""
    table = load("trade_2006").to_numpy()
    weight = strongest_partners(table, len(table) - 1).toarray()
    left, pairs = weight.copy(), np.ones_like(weight)
    while left.max() > 0:  # the strongest pair, then the strongest among the others
        i, j = np.unravel_index(int(left.argmax()), left.shape)
        left[[i, j]] = left[:, [i, j]] = 0
        pairs[[i, j], [j, i]] = 0
    return [_needed(np.where(pairs == 0, factor, 1) * weight) for factor in (1, 3, 10)]
