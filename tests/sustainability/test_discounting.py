"""Discounting: closed forms against integrals, limits and orderings."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import gamma

from govlib.sustainability import (
    NORDHAUS,
    STERN,
    GammaDiscounting,
    Ramsey,
    average_rate,
    mixed_factor,
)

MEANS, SDS, YEARS = st.floats(0.005, 0.1), st.floats(0.001, 0.1), st.floats(0.1, 500)


@settings(max_examples=25)
@given(MEANS, st.floats(0.005, 0.05), st.floats(1, 300))
def test_gamma_weight_is_the_mean_over_opinions(mean, sd, years):
    shape, scale = (mean / sd) ** 2, sd**2 / mean
    if shape < 0.5:
        return  # the density has a pole at 0 that quad does not like
    density = gamma(shape, scale=scale).pdf
    weighed, _ = quad(lambda x: density(x) * np.exp(-x * years), 0, mean + 40 * sd, limit=400)
    assert GammaDiscounting(mean, sd).factor(years) == pytest.approx(weighed, rel=1e-5, abs=1e-9)


@given(MEANS, SDS, YEARS)
def test_gamma_rate_is_the_slope_of_the_weight(mean, sd, years):
    opinions, h = GammaDiscounting(mean, sd), 1e-4 * years
    low, high = np.log(opinions.factor([years - h, years + h]))
    assert (low - high) / (2 * h) == pytest.approx(opinions.rate(years), rel=1e-4)


@given(MEANS, YEARS)
def test_certainty_is_the_limit(mean, years):
    sure = GammaDiscounting(mean, 0).factor(years)
    assert sure == pytest.approx(np.exp(-mean * years))
    assert GammaDiscounting(mean, 1e-9).factor(years) == pytest.approx(sure, rel=1e-6)
    assert GammaDiscounting(mean, 0).rate(years) == mean


@given(MEANS, SDS, YEARS)
def test_doubt_gives_weight_to_the_far_future(mean, sd, years):
    little, much = GammaDiscounting(mean, [sd, 2 * sd]).factor(years)
    assert np.exp(-mean * years) < little < much < 1


@given(st.lists(st.floats(0, 0.2), min_size=1, max_size=8), YEARS)
def test_a_mixture_lies_between_its_rates_and_below_their_mean(rates, years):
    rate = average_rate(mixed_factor(rates, years), years)
    assert min(rates) - 1e-12 <= rate <= np.mean(rates) + 1e-12


def test_a_mixture_ends_at_its_lowest_rate():
    assert average_rate(mixed_factor([0.01, 0.05], 1e4), 1e4) == pytest.approx(0.01, abs=1e-4)


def test_weights_are_scaled():
    assert mixed_factor([0.01, 0.05], 50, [3, 1]) == pytest.approx(
        mixed_factor([0.01, 0.01, 0.01, 0.05], 50)
    )


@given(st.floats(0, 0.05), st.floats(0, 4), st.floats(-0.02, 0.05), st.floats(0, 200))
def test_ramsey_rule(rho, eta, g, years):
    rule = Ramsey(rho, eta, g)
    assert rule.rate == pytest.approx(rho + eta * g)
    assert rule.factor(years) == pytest.approx(np.exp(-(rho + eta * g) * years))


def test_a_sweep_equals_its_single_rules():
    rho, eta = np.array([[0.001], [0.015]]), np.array([1.0, 1.5, 2.0])
    swept = Ramsey(rho, eta, 0.02).factor(100)
    for i, j in np.ndindex(2, 3):
        assert swept[i, j] == Ramsey(rho[i, 0], eta[j], 0.02).factor(100)


def test_stern_weighs_the_future_more():
    assert STERN.factor(100) > 10 * NORDHAUS.factor(100)


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: Ramsey(-0.1, 1, 0), ValueError, r"time_preference must lie in \[0, 1\]"),
        (lambda: Ramsey("low", 1, 0), TypeError, "time_preference must be a number"),
        (lambda: Ramsey([0, 0], [1, 1, 1], 0), ValueError, r"must broadcast; got shapes \(2,\)"),
        (lambda: Ramsey(0, 2, -0.5).factor(1e4), ValueError, "years must be fewer"),
        (lambda: STERN.factor(-1), ValueError, r"years must lie in \[0, 1e\+06\]; got -1"),
        (lambda: GammaDiscounting(0, 0.1), ValueError, r"mean must lie in \(0, 1\]; got 0"),
        (lambda: GammaDiscounting(0.1, np.nan), ValueError, r"sd must lie in \[0, 1\]; got nan"),
        (lambda: GammaDiscounting([0.1, 0.2], [1, 1, 1]), ValueError, "must broadcast"),
        (lambda: mixed_factor([], 10), ValueError, "rates must not be empty"),
        (lambda: mixed_factor([0.1], 10, [1, 2]), ValueError, "as many.*; got 1 and 2"),
        (lambda: mixed_factor([0.1], 10, [0]), ValueError, "weights must have a sum above 0"),
        (lambda: average_rate(0, 10), ValueError, "factor must be above 0; got 0"),
    ],
)
def test_bad_arguments_are_refused(make, error, message):
    with pytest.raises(error, match=message):
        make()
