import io
import re

import numpy as np
import pytest

from govlib.figures.networks import small_world
from govlib.palette import PALETTE, new_figure, styled

LIGHT = {light for light, _ in PALETTE.values()}


def svg(figure, size):
    fig = new_figure(*size)
    buffer = io.StringIO()
    with styled(svg__hashsalt="test"):
        figure(fig)
        fig.savefig(buffer, format="svg")
    return buffer.getvalue(), fig


def only_palette(text):
    return set(re.findall(r"#[0-9a-f]{6}", text)) <= LIGHT


def sentence(text):
    assert re.fullmatch(r"[A-Z].*[.]", text)
    assert "nan" not in text


# ---- large worlds


def test_distance_and_news_fall_before_clustering():
    at, clustering, distance, news, norm = small_world._large()
    assert (np.diff(distance) < 0.005).all()
    assert (np.diff(norm) < 0.02).all()
    middle = (at > 0.003) & (at < 0.05)
    assert (clustering[middle] > 0.85).all()
    assert (distance[middle] < 0.35).all()
    assert (norm[at > 0.05] < 0.05).all()
    assert news[0] > 0.9
    assert news[-1] < 0.05


@pytest.mark.parametrize("size", [(6.4, 3.4), (3.6, 5.6)])
def test_the_worlds_are_drawn(size):
    text, fig = svg(small_world.worlds, size)
    assert only_palette(text)
    assert [len(ax.lines) for ax in fig.axes] == [2, 2]
    sentence(small_world.say_worlds())


# ---- real networks


@pytest.mark.parametrize("name", small_world.REAL)
def test_a_backbone_is_symmetric_and_has_the_share_asked_for(name):
    kept = small_world._backbone(name)
    n = len(kept)
    np.testing.assert_array_equal(kept, kept.T)
    assert not kept.diagonal().any()
    assert set(np.unique(kept)) == {0, 1}
    assert kept.sum() / (n * (n - 1)) == pytest.approx(small_world.STRONGEST, abs=0.02)


def test_memberships_are_clustered_beyond_their_degrees_and_claims_are_not():
    found = {name: small_world._against_null(name) for name in small_world.REAL}
    assert found["igo_comembership_2014"].z > 5
    assert found["trade_2006"].z > 2
    low, high = np.quantile(found["bank_claims_2022q4"].draws, [0.025, 0.975])
    assert low < found["bank_claims_2022q4"].observed < high


@pytest.mark.parametrize("size", [(6.4, 2.8), (3.6, 3.3)])
def test_the_backbones_are_drawn(size):
    text, fig = svg(small_world.backbones, size)
    assert only_palette(text)
    assert len(fig.axes[0].lines) == 9
    sentence(small_world.say_backbones())
