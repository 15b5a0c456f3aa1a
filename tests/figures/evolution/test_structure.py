"""Networks on which giving spreads: marks and lines against the model."""

import numpy as np
import pytest
from figure_checks import curves, drawn, said

from govlib.figures.evolution import structure
from govlib.published import get


@pytest.mark.parametrize(("network", "ratio"), [("karate club", 6), ("two stars", 2.5)])
def test_structure_marks_each_networks_ratio_and_draws_its_links(network, ratio):
    name = next(n for n in structure.NETWORKS if network in n)
    net, ax = drawn(structure.structure, network=name, ratio=ratio).axes
    critical = [walk for _, walk in structure._ordered() if 0 < walk <= structure.LAST]
    starts = [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "o"]
    assert sorted(starts) == pytest.approx(sorted(critical))
    (own,) = [line for line in ax.lines if line.get_linestyle() == "-."]
    assert own.get_xdata() == pytest.approx([ratio, ratio])
    matrix = structure._solved(name)[1]
    drawn_links = sum(len(c.get_segments()) for c in net.collections if hasattr(c, "get_segments"))
    assert drawn_links == matrix.nnz // 2


@pytest.mark.parametrize(("worth", "start"), [(0.6, 50), (1.0, 10)])
def test_diversity_draws_the_course_of_each_world(worth, start):
    (ax,) = drawn(structure.diversity, worth=worth, start=start).axes
    for case, line in enumerate(curves(ax)[:3]):
        assert line.get_ydata() == pytest.approx(structure._course(case, worth, start))
        assert line.get_ydata()[0] == pytest.approx(start / 100, abs=0.05)


def test_structure_orders_networks_and_agrees_with_its_sentence():
    order = structure._ordered()
    assert {name for name, _ in order} == set(structure.NETWORKS)
    kind = [ratio for _, ratio in order if ratio > 0]
    assert kind == sorted(kind)
    for name, ratio in order:
        for own in (1, 6, 12):
            text = said(structure.structure, network=name, ratio=own)
            assert ("no benefit" in text) == (not 0 < ratio < np.inf)
            assert ("is enough" in text) == (0 < ratio < own)
    assert get("ALLEN-09").agrees(dict(order)["karate club"])


def test_hubs_help_most_where_one_gift_is_divided():
    for worth in (0.4, 0.6, 0.8):
        player, game, equal = (structure._course(case, worth, 50)[-1] for case in range(3))
        assert player > game >= equal
        assert player > equal + 0.3
