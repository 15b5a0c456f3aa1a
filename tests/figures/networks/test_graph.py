from itertools import combinations

import numpy as np
import pytest
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import to_hex

from govlib.figures.networks.graph import Mark, bend, key, links, names, nodes, ring, stage
from govlib.palette import PALETTE, color, new_figure

MARKS = {0: Mark("out", "paper"), 1: Mark("in", "blue", "s"), 2: Mark("new", "orange", "^")}


@pytest.fixture
def ax():
    return new_figure(3, 3).add_axes((0, 0, 1, 1))


def test_a_ring_starts_at_the_top_and_runs_clockwise():
    places = ring(16, radius=2.0)
    assert places.shape == (16, 2)
    np.testing.assert_allclose(np.hypot(*places.T), 2.0)
    np.testing.assert_allclose(places[0], (0, 2), atol=1e-12)
    np.testing.assert_allclose(places[4], (2, 0), atol=1e-12)
    gaps = np.linalg.norm(places - np.roll(places, 1, axis=0), axis=1)
    np.testing.assert_allclose(gaps, gaps[0])


def test_a_bent_link_keeps_its_ends_and_stays_inside_the_ring():
    places = ring(20)
    pairs = np.array([(0, 1), (0, 2), (3, 13), (5, 12)])
    curves = bend(places, pairs, points=7)
    assert curves.shape == (4, 7, 2)
    np.testing.assert_allclose(curves[:, 0], places[pairs[:, 0]])
    np.testing.assert_allclose(curves[:, -1], places[pairs[:, 1]])
    assert (np.hypot(*curves[:, 1:-1].T) < 1).all()


def test_without_pull_a_link_is_straight():
    places = ring(8)
    pairs = np.array([(0, 3)])
    middle = bend(places, pairs, pull=0.0, points=3)[0, 1]
    np.testing.assert_allclose(middle, places[[0, 3]].mean(axis=0))


def test_all_links_are_one_artist_in_a_palette_colour(ax):
    drawn = links(ax, ring(6)[list(combinations(range(6), 2))], width=np.linspace(1, 2, 15))
    assert [type(c) for c in ax.collections] == [LineCollection]
    assert len(drawn.get_segments()) == 15
    assert to_hex(drawn.get_color()[0]) == color["edge"]
    np.testing.assert_allclose(drawn.get_linewidth(), np.linspace(1, 2, 15))


def test_no_link_at_all_can_be_drawn(ax):
    drawn = links(ax, np.empty((0, 2, 2)))
    assert drawn.get_segments() == []


def test_nodes_are_one_artist_a_kind_and_kinds_differ_in_shape(ax):
    kinds = np.array([0, 1, 1, 2, 0, 0])
    nodes(ax, ring(6), kinds, MARKS)
    assert [type(c) for c in ax.collections] == [PathCollection] * 3
    assert [len(c.get_offsets()) for c in ax.collections] == [3, 2, 1]
    outlines = {c.get_paths()[0].vertices.tobytes() for c in ax.collections}
    assert len(outlines) == 3
    np.testing.assert_allclose(ax.collections[1].get_offsets(), ring(6)[1:3])


def test_a_kind_without_nodes_draws_nothing(ax):
    nodes(ax, ring(3), [1, 1, 1], MARKS)
    assert len(ax.collections) == 1


def test_an_unknown_kind_is_refused(ax):
    with pytest.raises(ValueError, match=r"kinds must be among \['0', '1', '2'\]; got 7"):
        nodes(ax, ring(3), [0, 7, 1], MARKS)


def test_names_stand_outside_and_the_strong_ones_are_bold(ax):
    places = ring(4)
    names(ax, places, ["a", "b", "c", "d"], away=0.2, strong=[2])
    for text, place in zip(ax.texts, places, strict=True):
        np.testing.assert_allclose(text.get_position(), place * 1.2, atol=1e-12)
    assert [t.get_fontweight() for t in ax.texts] == ["normal", "normal", "bold", "normal"]


def test_one_name_a_node(ax):
    with pytest.raises(ValueError, match="zip"):
        names(ax, ring(3), ["a", "b"])


def test_the_stage_holds_every_node_and_keeps_scales_equal(ax):
    places = np.array([(0.0, 0.0), (4.0, 1.0)])
    stage(ax, places, margin=0.1)
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    assert (left, right) == pytest.approx((-0.4, 4.4))
    assert high - low == pytest.approx(right - left)
    assert low < 0 < 1 < high
    assert ax.get_aspect() == 1.0
    assert not ax.axison


def test_a_flat_ring_has_the_same_margin_on_all_sides(ax):
    places = ring(16, flat=0.5)
    assert places.max(axis=0) == pytest.approx((1, 0.5))
    stage(ax, places, margin=0.1, square=False)
    assert (*ax.get_xlim(), *ax.get_ylim()) == pytest.approx((-1.2, 1.2, -0.7, 0.7))


@pytest.mark.parametrize("columns", [1, 2, 4])
def test_the_key_names_every_mark_and_line(columns):
    fig = new_figure(4, 3)
    lines = {"loss": ("orange", "--")}
    key(fig, MARKS.values(), lines, at=(0.1, 0.9), columns=columns, width=0.8, size=9)
    assert [t.get_text() for t in fig.texts] == ["out", "in", "new", "loss"]
    *marks, line = fig.artists
    assert len({m.get_marker() for m in marks}) == 3
    light = {pair[0] for pair in PALETTE.values()}
    assert {m.get_markerfacecolor() for m in marks} <= light
    assert len(line.get_xdata()) == 2
    places = {t.get_position() for t in fig.texts}
    assert len(places) == 4
    assert len({x for x, _ in places}) == columns
    assert min(y for _, y in places) > 0.9 - 4 * 1.5 * 9 / 72 / 3
