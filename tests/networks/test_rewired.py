"""Adoption on rewired rings: shares over worlds, and norms with slips."""

import itertools

import numpy as np
import pytest

from govlib import networks
from govlib.networks.rings import rewired_rings


def by_hand(p, need, slip, n, k, goal, seed):
    """Run a norm with slips node by node."""
    draw = np.random.default_rng(seed)
    graph = networks.as_csr(networks.watts_strogatz(n, k, p, rng=draw)).toarray() > 0
    adopted = {0, 1}
    for step in itertools.count():
        if len(adopted) >= goal * n:
            return step
        luck = draw.random(n) < slip
        new = set()
        for i in set(range(n)) - adopted:
            seen = sum(graph[i, j] for j in adopted)
            if seen >= need or (seen and luck[i]):
                new.add(i)
        if not new and not slip:
            return None
        adopted |= new


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("p", "slip"), [(0, 0), (0.1, 0), (0.1, 0.05), (0.3, 0.5), (0, 1)])
def test_a_norm_with_slips_is_the_one_run_by_hand(p, slip, seed):
    want = by_hand(p, 2, slip, 40, 4, 0.9, seed)
    assert networks.steps_with_slips(p, 2, slip, n=40, goal=0.9, rng=seed) == want


def test_without_slips_it_is_complex_contagion_and_with_certain_ones_simple():
    for need, slip in ((2, 0), (1, 0), (2, 1)):
        ring = networks.complex_contagion(networks.ring_lattice(60, 4), 1 if slip else need, [0, 1])
        assert networks.steps_with_slips(0, need, slip, n=60, goal=1, rng=1) == ring.steps


def test_slips_turn_the_order_of_ring_and_rewired_ring_round():
    ring, moved = (
        [networks.steps_with_slips(p, 2, 0.05, rng=i) for i in range(20)] for p in (0, 0.1)
    )
    assert max(moved) < min(ring)
    assert {networks.steps_with_slips(0.1, 2, 0, rng=i) for i in range(20)} == {None}


def test_the_share_of_whole_worlds_is_counted():
    whole = [networks.rewired_adoption(0.05, 2, rng=i).size == 36 for i in range(50)]
    assert networks.complete_share(0.05, 2, draws=50) == np.mean(whole)
    assert 0 < np.mean(whole) < 1


@pytest.mark.parametrize(("n", "k", "p"), [(36, 4, 0.1), (5, 4, 1.0), (7, 2, 0.0)])
def test_worlds_side_by_side_are_the_single_ones(n, k, p):
    together = rewired_rings(n, k, p, 4).toarray()
    for seed in range(4):
        own = slice(n * seed, n * seed + n)
        alone = networks.watts_strogatz(n, k, p, rng=seed).toarray()
        assert (together[own, own] == alone).all()
        assert together[own].sum() == alone.sum()


@pytest.mark.parametrize(
    ("change", "says"),
    [({"slip": 1.5}, "slip must"), ({"slip": 0.1, "goal": 0}, "goal must")],
)
def test_bad_input_is_named(change, says):
    with pytest.raises(ValueError, match=says):
        networks.steps_with_slips(0.1, 2, **change)
