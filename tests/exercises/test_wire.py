"""Values cross from the student's process to the tests as data, and as nothing else."""

from __future__ import annotations

import json
import pickle
import socket
from array import array
from collections import UserList, deque
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from itertools import count
from types import SimpleNamespace

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from kit.inside.kinds import fit
from kit.inside.wire import (
    MOST_COMMAS,
    GoneError,
    Line,
    Unreadable,
    decode,
    encode,
    unreadable,
)

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
        {"~": "fraction", "value": [1, 0]},
        {"~": "record"},
        {"~": "record", "value": [1]},
        {"~": "frame"},
    ],
)
def test_what_encode_never_makes_is_refused(data):
    with pytest.raises(GoneError):
        decode(data)


def test_a_message_of_nothings_is_refused_and_the_largest_answer_is_not():
    near, far = socket.socketpair()
    with near, far, ThreadPoolExecutor(1) as other:
        nothings = b"[" + b"[]," * (MOST_COMMAS + 1) + b"[]]"
        other.submit(far.sendall, len(nothings).to_bytes(4, "big") + nothings)
        with pytest.raises(GoneError, match="too many parts"):
            Line(near).receive(60)
        sent = encode([np.float64(0)] * 700_000)  # three commas each, and nearly the most bytes
        other.submit(Line(far).send, sent)
        assert len(decode(Line(near).receive(60))) == 700_000


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


# ---- what people answer with


class Euro(float):
    def __eq__(self, other):
        return True

    __hash__ = float.__hash__


@pytest.mark.parametrize(
    ("value", "came"),
    [
        (Decimal("1.5"), 1.5),
        ({"a": [Decimal("0.1")]}, {"a": [0.1]}),
        (np.longdouble(2), 2.0),
        (Euro(3), 3.0),
        ({"x": 1}.keys(), ["x"]),
        ({"x": 1}.items(), [("x", 1)]),
        (map(abs, [-1, 2]), [1, 2]),
        ((n for n in (1, 2)), [1, 2]),
        (deque([1]), [1]),
        (array("d", [1.0]), [1.0]),
        (pd.Categorical(["a"]), ["a"]),
        (UserList([1]), [1]),
        (memoryview(np.array([1.5])), [1.5]),
        (nx.path_graph(["a", "b"]).degree, {"a": 1, "b": 1}),
        (nx.path_graph(["a", "b"]).nodes, {"a": {}, "b": {}}),
        (IntEnum("Side", "left right").right, 2),
        (np.str_("x"), "x"),
        (np.float32(0.5), 0.5),
        (float("inf"), float("inf")),
    ],
)
def test_any_honest_number_list_or_text_comes_as_one(value, came):
    assert across(value) == came


def test_long_doubles_in_an_array_come_as_floats():
    back = across(np.array([[1, 2]], dtype=np.longdouble))
    assert back.dtype == float
    assert back.tolist() == [[1.0, 2.0]]


class Liar:
    def __iter__(self):
        raise RuntimeError

    def __str__(self):
        raise RuntimeError


def nest():
    inner = []
    for _ in range(50):
        inner = [inner]
    return inner


@pytest.mark.parametrize(
    "value",
    [
        Liar(),
        10**6000,
        Fraction(1, 10**6000),
        nest(),
        count(),
        range(10**9),
        np.zeros(2_000_000),
        [0.0] * 2_000_000,
        "x" * 40_000_000,
        np.ma.masked_array([1.0, 2.0], [True, False]),
        np.datetime64("2020-01-01"),
        b"x",
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_cannot_be_sent_is_said_and_kills_nothing(value):
    for sent in (value, {"inside": [1, value]}):
        data = json.loads(json.dumps(encode(sent)))
        assert unreadable(data)
        decode(data)


@pytest.mark.parametrize(
    ("value", "kind", "seen"),
    [
        (np.array([3.0]), "whole number", 3),
        (3.5, "whole number", 3.5),
        (float("inf"), "whole number", float("inf")),
        ([[2]], "number", 2),
        (1 + 0j, "number", 1.0),
        (pd.Series({"a": 1.0}), "dictionary", {"a": 1.0}),
        (SimpleNamespace(a=1.0), "dictionary", {"a": 1.0}),
        ({"falls"}, "text", "falls"),
        ({"falls", "rises"}, "text", {"falls", "rises"}),
        ({2.5}, "number", 2.5),
        (1, "truth", True),
        (np.float64(0), "truth", False),
        ({"B", "A"}, "texts", ["A", "B"]),
        (pd.Index(["A"]), "texts", ["A"]),
        (" falls ", "text", "falls"),
        ("no number", "number", "no number"),
        (None, "numbers", None),
    ],
)
def test_an_answer_is_seen_as_its_kind(value, kind, seen):
    got = fit(value, kind)
    assert got == seen or got is seen
    assert type(got) is type(seen)


@pytest.mark.parametrize(
    "value",
    [
        [1, 2],
        (1, 2),
        {2, 1},
        np.array([[1], [2]]),
        pd.DataFrame({"a": [1, 2]}),
        pd.Series([1, 2]),
    ],
)
def test_numbers_come_in_a_row(value):
    assert fit(value, "numbers").tolist() == [1, 2]
    assert fit(np.empty((0, 1)), "numbers").shape == (0, 1)


def test_a_table_may_be_a_set_of_rows():
    assert fit({(3, 4), (1, 2)}, "table of numbers").tolist() == [[1, 2], [3, 4]]
