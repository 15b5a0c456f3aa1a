"""Values cross from the student's process to the tests as data, and as nothing else."""

from __future__ import annotations

import json
import pickle
import socket
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from kit.inside.wire import GoneError, Line, Unreadable, decode, encode

plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.fractions()
    | st.complex_numbers(allow_nan=False),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(), inner, max_size=3)
    ),
    max_leaves=8,
)


def across(value):
    return decode(json.loads(json.dumps(encode(value))))


@given(plain)
def test_plain_values_come_as_they_went(value):
    back = across(value)
    assert back == value
    assert type(back) is type(value)


@given(
    arrays.arrays(
        st.sampled_from([np.float64, np.int64, np.bool_, np.int8]),
        arrays.array_shapes(min_dims=0, max_dims=3, max_side=4),
    )
)
def test_arrays_come_with_shape_and_type(value):
    back = across(value)
    assert back.dtype == value.dtype
    assert back.shape == value.shape
    np.testing.assert_array_equal(back, value)


def test_tables_come_as_tables():
    frame = pd.DataFrame({"a": [1, 2], "b": ["x", "y"]}, index=["p", "q"])
    pd.testing.assert_frame_equal(across(frame), frame, check_index_type=False, check_dtype=False)
    series = pd.Series([1.5, 2.5], index=["p", "q"], name="s")
    pd.testing.assert_series_equal(across(series), series, check_index_type=False)


def test_a_function_stays_and_gets_a_number():
    held = []
    sent = encode({"f": len}, lambda f: held.append(f) or 7)
    assert decode(sent, lambda number: ("function", number)) == {"f": ("function", 7)}
    assert held == [len]
    assert isinstance(across(len), Unreadable)


class Anything:
    def __reduce__(self):
        return (print, ("run",))

    def __eq__(self, other):
        return True

    __hash__ = None


def test_an_object_is_named_and_equals_nothing():
    back = across([Anything()])[0]
    assert isinstance(back, Unreadable)
    assert "Anything" in back.kind
    assert back != 3
    assert back != back


@pytest.mark.parametrize(
    "data",
    [
        {"~": "array", "dtype": "O", "shape": [1], "value": [1]},
        {"~": "array", "dtype": "<f8", "shape": [1000000000], "value": [1.0]},
        {"~": "array", "dtype": "<f8", "shape": [1], "value": ["x"]},
        {"~": "scalar", "dtype": "V9999999", "value": 1},
        {"~": "eval", "value": ["1"]},
        {"~": "dict", "value": [[1]]},
        {"no": "tag"},
        {"~": "function", "id": 3},
        {"~": "fraction", "value": ["x", "y", "z"]},
    ],
)
def test_what_encode_never_makes_is_refused(data):
    with pytest.raises(GoneError):
        decode(data)


def test_a_line_refuses_what_is_no_message():
    near, far = socket.socketpair()
    with near, far:
        far.sendall(b"\x00\x00\x00\x04" + pickle.dumps(1)[:4])
        with pytest.raises(GoneError, match="not JSON"):
            Line(near).receive(1)
        far.sendall(b"\xff\xff\xff\xff")
        with pytest.raises(GoneError, match="bytes"):
            Line(near).receive(1)
        with pytest.raises(TimeoutError):
            Line(near).receive(0.05)
    near, far = socket.socketpair()
    with near:
        far.close()
        with pytest.raises(GoneError, match="closed"):
            Line(near).receive(1)


def test_fractions_are_exact():
    assert across(Fraction(1, 3)) == Fraction(1, 3)
