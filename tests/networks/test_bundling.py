"""Bundlings keep all sums, on as few links as a corner of the polytope has."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from govlib.networks import (
    bank_countries,
    bis_banks,
    bundled_failures,
    random_bundles,
    thin_claims,
)


@st.composite
def matrices(draw):
    n = draw(st.integers(3, 6))
    x = draw(arrays(float, (n, n), elements=st.integers(0, 9).map(float)))
    np.fill_diagonal(x, 0)
    x[0, 1] += 1
    return x


@settings(max_examples=30)
@given(matrices(), st.integers(0, 2**32))
def test_sums_are_kept_on_few_links(claims, seed):
    for bundle in random_bundles(claims, 3, rng=seed):
        assert bundle.sum(axis=0) == pytest.approx(claims.sum(axis=0), abs=1e-6)
        assert bundle.sum(axis=1) == pytest.approx(claims.sum(axis=1), abs=1e-6)
        assert not bundle.diagonal().any()
        assert (bundle >= 0).all()
        # a corner: one link less than there are sums that are not zero
        sums = np.count_nonzero(claims.sum(axis=0)) + np.count_nonzero(claims.sum(axis=1))
        assert np.count_nonzero(bundle > 1e-9) <= sums - 1


def test_draws_repeat_and_differ():
    claims = np.arange(25.0).reshape(5, 5)
    np.fill_diagonal(claims, 0)
    first = random_bundles(claims, 8, rng=3)
    assert (first == random_bundles(claims, 8, rng=3)).all()
    assert len(np.unique(first, axis=0)) > 1
    assert np.count_nonzero(first[0]) <= np.count_nonzero(thin_claims(claims, 1.0))


@pytest.mark.parametrize(
    ("claims", "count", "words"),
    [
        ([[0, 1]], 1, "claims must be a square matrix"),
        ([[0, -1], [1, 0]], 1, "claims must be at least 0; got -1"),
        ([[1, 1], [1, 0]], 1, "0 on the diagonal"),
        ([[0, 0], [0, 0]], 1, "between at least two countries"),
        ([[0, 1], [1, 0]], 0, "count must be at least 1; got 0"),
    ],
)
def test_bad_input(claims, count, words):
    with pytest.raises(ValueError, match=words):
        random_bundles(claims, count)


def test_failures_over_bundlings_are_those_of_each_crisis():
    """The mean over who is hit, or one country alone; any capital."""
    codes = list(bank_countries())
    one = [bundled_failures([0.5], bundlings=2, capital=0.06, hit=code) for code in codes]
    every = bundled_failures([0.5], bundlings=2, capital=0.06)
    assert every == pytest.approx(np.mean(one, axis=0))
    banks = bis_banks(capital=0.06)
    assert one[0][0, 0] == banks.shock(0, 0.5).defaults
    assert every[0, 0] < bundled_failures([0.5], bundlings=1)[0, 0]
    with pytest.raises(ValueError, match="hit must be one of"):
        bundled_failures([0.5], bundlings=1, hit="XXX")
