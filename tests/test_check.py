"""The checks of arguments name the argument, the expectation and the value."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib import _check


@pytest.mark.parametrize(
    ("value", "bounds", "words"),
    [
        (1.3, {"low": 0, "high": 1}, r"risk must lie in \[0, 1\]; got 1.3"),
        ([0.2, -0.1], {"low": 0, "high": 1}, r"risk must lie in \[0, 1\]; got -0.1"),
        (0, {"above": 0}, r"risk must be above 0; got 0"),
        (1, {"low": 0, "below": 1}, r"risk must lie in \[0, 1\); got 1"),
        (-2, {"low": 0}, r"risk must be at least 0; got -2"),
        (2, {"high": 1}, r"risk must be at most 1; got 2"),
        (math.nan, {}, r"risk must be finite; got nan"),
        (math.inf, {"low": 0}, r"risk must be at least 0; got inf"),
    ],
)
def test_out_of_range(value, bounds, words):
    with pytest.raises(ValueError, match=words):
        _check.numbers("risk", value, **bounds)


@pytest.mark.parametrize("value", ["0.5", None, object(), [1, "a"], [[1], [1, 2]]])
def test_not_a_number(value):
    with pytest.raises(TypeError, match="risk must be a number"):
        _check.numbers("risk", value)


@pytest.mark.parametrize("value", [3.0, "3", True, None, np.float64(3), math.nan])
def test_not_whole(value):
    with pytest.raises(TypeError, match="n must be a whole number"):
        _check.integer("n", value)


def test_whole():
    assert _check.integer("n", np.int64(3), 1) == 3
    with pytest.raises(ValueError, match="n must be at least 1; got 0"):
        _check.integer("n", 0, 1)
    with pytest.raises(ValueError, match=r"n must lie in \[1, 5\]; got 6"):
        _check.integer("n", 6, 1, 5)


def test_one_number():
    assert _check.number("m", np.float32(0.5)) == 0.5
    with pytest.raises(TypeError, match="one number; got an array"):
        _check.number("m", [0.5, 0.6])
    with pytest.raises(TypeError, match="m must be a number; got True"):
        _check.number("m", True)


def test_choice():
    assert _check.choice("rule", "sum", ("sum", "min")) == "sum"
    with pytest.raises(ValueError, match="rule must be one of 'sum', 'min'; got 'max'"):
        _check.choice("rule", "max", ("sum", "min"))


def test_square():
    with pytest.raises(ValueError, match=r"square matrix; got shape \(1, 2\)"):
        _check.square("weights", [[1, 2]])
    with pytest.raises(ValueError, match="must have 2 dimension"):
        _check.square("weights", [1, 2])


@given(st.floats(0, 1), st.floats(0, 1))
def test_range_is_exact(low, value):
    if value >= low:
        assert _check.number("x", value, low, 1) == value
    else:
        with pytest.raises(ValueError, match="x must"):
            _check.number("x", value, low, 1)
