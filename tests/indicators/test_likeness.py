"""Likeness of the parts, and the shift of ranks that follows, against other computations."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from govlib.indicators import (
    aggregate,
    composite_correlation,
    expected_shift,
    likeness,
    load_human_development,
    load_technology,
    pair_correlations,
    rank_shift,
    ranks,
    settled_pairs,
)


@pytest.mark.parametrize("r", [-0.5, 0.3, 0.9])
def test_the_shift_is_the_mean_distance_of_two_ranks(r):
    grid = np.linspace(-6, 6, 1201)
    x, rest = np.meshgrid(grid, grid)
    y = r * x + np.sqrt(1 - r**2) * rest
    weight = norm.pdf(x) * norm.pdf(rest) * (grid[1] - grid[0]) ** 2
    want = (np.abs(norm.cdf(x) - norm.cdf(y)) * weight).sum()
    assert expected_shift(r) == pytest.approx(want, abs=1e-4)


def test_the_ends_of_the_shift():
    assert expected_shift([-1.0, 0.0, 1.0], 60) == pytest.approx([30, 20, 0], abs=1e-12)
    # two independent orders of n countries differ by (n − 1/n)/3
    rng = np.random.default_rng(0)
    table = rng.random((2, 20000, 10)).argsort(-1).argsort(-1) + 1
    assert rank_shift(*table).mean() == pytest.approx((10 - 0.1) / 3, abs=0.02)


@given(
    st.floats(0, 1),
    st.lists(st.tuples(st.floats(0.01, 1), st.floats(0.01, 1)), min_size=2, max_size=6),
)
def test_composites_correlate_as_their_covariance_says(h, pairs):
    w, v = (np.array(column) / sum(column) for column in zip(*pairs, strict=True))
    covariance = np.full((w.size, w.size), h)
    np.fill_diagonal(covariance, 1.0)
    want = w @ covariance @ v / np.sqrt((w @ covariance @ w) * (v @ covariance @ v))
    assert composite_correlation(h, w, v) == pytest.approx(want)


def test_likeness_is_the_mean_over_pairs():
    table = load_technology().normalised
    by_hand = [
        np.corrcoef(table[:, i], table[:, j])[0, 1] for i in range(8) for j in range(i + 1, 8)
    ]
    assert pair_correlations(table) == pytest.approx(by_hand)
    assert likeness(table) == pytest.approx(np.mean(by_hand))


def test_no_weights_turn_a_settled_pair_and_some_turn_the_others():
    parts = load_technology().normalised
    rng = np.random.default_rng(0)
    corners = np.eye(8)
    sets = np.concatenate([corners, 0.5 * (corners[:, None] + corners).reshape(-1, 8)])
    sets = np.concatenate([sets, rng.dirichlet(np.ones(8), 200)])
    composites = sets @ parts.T
    settled = 0
    for i in range(23):
        for j in range(i):
            gaps = composites[:, i] - composites[:, j]
            settled += (gaps >= -1e-12).all() or (gaps <= 1e-12).all()
    assert settled_pairs(parts) == pytest.approx(settled / (23 * 22 / 2))


def test_settled_whichever_of_the_two_comes_first_and_however_close():
    assert settled_pairs([[0.5, 0.5], [1, 1]]) == settled_pairs([[1, 1], [0.5, 0.5]]) == 1
    assert settled_pairs([[0.5, 0.6], [0.6, 0.5]]) == 0
    # the last two are alike: none is ahead
    assert settled_pairs([[0.5, 0.5], [1, 1], [1, 1]]) == pytest.approx(2 / 3)


def test_the_law_foretells_the_shift_of_a_real_index():
    parts = load_human_development(2021).dimensions
    for weights in ([2, 1, 1], [1, 2, 1], [1, 1, 2], [0, 1, 1]):
        first, second = aggregate(parts), aggregate(parts, weights)
        found = rank_shift(ranks(first), ranks(second))
        r = np.corrcoef(first, second)[0, 1]
        assert expected_shift(r, 191) == pytest.approx(found, rel=0.1)


def test_bad_input():
    with pytest.raises(ValueError, match="alike must lie in"):
        composite_correlation(1.2, [1, 1], [1, 2])
    with pytest.raises(ValueError, match="alike must lie in"):
        composite_correlation(-0.2, [1, 1], [1, 2])
    with pytest.raises(ValueError, match="first must"):
        composite_correlation(0.5, [2, -0.5], [1, 2])
    with pytest.raises(ValueError, match="second must have one entry an indicator, 2"):
        composite_correlation(0.5, [1, 1], [1, 2, 3])
    with pytest.raises(ValueError, match=r"second must have shape \(2,\); got shape \(3, 2\)"):
        composite_correlation(0.5, [1, 1], [[1, 2], [2, 1], [1, 1]])
    with pytest.raises(ValueError, match="first must not all be 0"):
        composite_correlation(0.5, [0, 0], [1, 2])
    with pytest.raises(ValueError, match="correlation must lie in"):
        expected_shift(1.5)
    with pytest.raises(ValueError, match="correlation must lie in"):
        expected_shift(-1.5)
    with pytest.raises(ValueError, match="countries must be whole"):
        expected_shift(0.5, 2.5)
    with pytest.raises(ValueError, match="countries must"):
        expected_shift(0.5, 0)
    with pytest.raises(ValueError, match="indicator 1 must not all be the same"):
        likeness([[1, 2], [3, 2]])
    with pytest.raises(ValueError, match="at least 2 indicators"):
        likeness([[1], [3]])
    for asked in (pair_correlations, settled_pairs):
        with pytest.raises(ValueError, match="at least 2"):
            asked([[1, 2]])
