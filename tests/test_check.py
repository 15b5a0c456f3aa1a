"""The checks of arguments name the argument, the expectation and the value."""

import math
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib import _check
from govlib._labels import matched, together
from govlib._values import ByValue, fraction, lock


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


@pytest.mark.parametrize(
    "value",
    [
        *("0.5", ["0.3"], None, ..., [1, "a"], [[1], [1, 2]], {0.1}, {0.1: 2}),
        *(True, [True], [1, True], [[1], [True]], np.array([True]), [np.True_, 2.0]),
        *(1j, [1j], np.array([0.5 + 0j]), [Fraction(1, 2), "a"], [Fraction(1, 2), True]),
        *(np.array(["2020-01-01"], dtype="M8[D]"), pd.Series(["0.1"]), pd.Series([True])),
    ],
    ids=repr,
)
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


@pytest.mark.parametrize(
    "value",
    [
        np.ma.masked,
        [0.5, np.ma.masked],
        [[0.5, np.ma.masked]],
        np.ma.array([0.5, 1e20], mask=[False, True]),
        [np.ma.array([0.5, 1e20], mask=[False, True])] * 2,
    ],
    ids=repr,
)
def test_masked(value):
    for check in (_check.numbers, _check.integers, _check.flags):
        with pytest.raises(ValueError, match="x must have no masked entries"):
            check("x", value)


def test_a_mask_that_hides_nothing():
    assert _check.numbers("x", np.ma.array([0.5, 1])).tolist() == [0.5, 1]


def test_numbers_of_other_kinds():
    kinds = [[Fraction(1, 4), Decimal("0.5"), 1], [10**30], pd.Series([1, 2], dtype="Int64")]
    assert [_check.numbers("x", v).tolist() for v in kinds] == [[0.25, 0.5, 1], [1e30], [1, 2]]
    with pytest.raises(ValueError, match="x must be finite"):
        _check.numbers("x", [10**400])
    with pytest.raises(ValueError, match="x must be finite"):
        _check.numbers("x", pd.Series([1, None], dtype="Int64"))


@pytest.mark.parametrize("value", [[], [[]], np.empty((0, 3)), pd.Series([], dtype=float)])
def test_empty(value):
    for check in (_check.numbers, _check.integers):
        with pytest.raises(ValueError, match="x must not be empty; got shape"):
            check("x", value)
        assert check("x", value, empty=True).size == 0


@pytest.mark.parametrize("check", [_check.numbers, _check.integers, _check.square, _check.whole])
def test_what_comes_back_is_a_locked_copy(check):
    given = np.array([[1, 2], [3, 4]], dtype=np.int64)
    back = check("x", given, *([0] if check is _check.whole else []))
    given[0, 0] = 9
    assert back[0, 0] == 1
    with pytest.raises(ValueError, match="read-only"):
        back[0, 0] = 5


def test_narrow_whole_numbers_are_widened():
    assert _check.integers("x", np.array([100, 100], np.int8)).sum() == 200
    assert _check.integers("x", [0, 5], 0, 5).tolist() == [0, 5]


@pytest.mark.parametrize("value", [[1.0], [True], "12", [[1], [1, 2]], [2**70], None])
def test_no_whole_numbers(value):
    with pytest.raises(TypeError, match="x must be whole numbers"):
        _check.integers("x", value)


def test_whole_numbers_out_of_range():
    with pytest.raises(ValueError, match=r"x must lie in \[0, 5\]; got 6"):
        _check.integers("x", [1, 6], 0, 5)
    with pytest.raises(ValueError, match=r"x must be at least 0; got -1"):
        _check.integers("x", [-1, 6], 0)
    with pytest.raises(ValueError, match=r"x must lie in .*; got 9223372036854775808"):
        _check.integers("x", np.array([2**63], np.uint64), 0)


def test_flags():
    assert _check.flag("directed", np.True_) is True
    assert _check.flags("reverse", [True, False], (2,)).tolist() == [True, False]
    for value in (1, "abc", None, [True]):
        with pytest.raises(TypeError, match="directed must be True or False"):
            _check.flag("directed", value)
    with pytest.raises(TypeError, match="reverse must be True or False each"):
        _check.flags("reverse", [1, 0])
    with pytest.raises(ValueError, match=r"reverse must have shape \(3,\)"):
        _check.flags("reverse", [True, False], (3,))


def test_instance():
    assert _check.instance("game", 3, int) == 3
    with pytest.raises(TypeError, match="game must be an int or a float; got 'x'"):
        _check.instance("game", "x", (int, float))


@pytest.mark.parametrize("value", [True, [], (), "a", 1.5, object(), np.array([], int)])
def test_no_generator(value):
    with pytest.raises(TypeError, match="rng must be None, whole numbers"):
        _check.generator("rng", value)


def test_generator():
    with pytest.raises(ValueError, match="rng must be None, whole numbers at least 0"):
        _check.generator("rng", -1)
    one = np.random.default_rng(7)
    assert _check.generator("rng", one) is one
    for seed in (7, [7], np.random.SeedSequence(7), np.random.PCG64(7)):
        assert _check.generator("rng", seed).random() == np.random.default_rng(7).random()


def test_choice_knows_true_from_one():
    with pytest.raises(ValueError, match="rule must be one of"):
        _check.choice("rule", 1, [True, False])
    with pytest.raises(ValueError, match="rule must be one of"):
        _check.choice("rule", np.array(["sum", "min"]), ["sum", "min"])


TABLE = pd.DataFrame([[0.0, 10, 0], [0, 0, 20], [0, 0, 0]], index=[*"ABC"], columns=[*"ABC"])


def test_columns_follow_the_rows():
    want = TABLE.to_numpy()
    assert (_check.square("debts", TABLE[[*"CAB"]]) == want).all()
    numbered = TABLE.set_axis([2, 0, 1], axis=0).set_axis([2, 0, 1], axis=1)
    assert (_check.square("debts", numbered[[0, 1, 2]]) == want).all()
    # where one side has no labels there is nothing to match
    assert (_check.square("debts", TABLE.reset_index(drop=True)) == want).all()


@pytest.mark.parametrize("columns", ["ABX", "AAB"])
def test_labels_that_do_not_match(columns):
    with pytest.raises(ValueError, match=r"debts must have the labels 'A', 'B', 'C'"):
        _check.square("debts", TABLE.set_axis([*columns], axis=1))


def test_series_follow_each_other():
    one, two = pd.Series([1, 2, 3], [*"abc"]), pd.Series([3, 2, 1], [*"cba"])
    found = together(plain=[7, 8, 9], one=one, two=two, number=5)
    assert found["plain"] == [7, 8, 9]
    assert found["number"] == 5
    assert found["two"].tolist() == [1, 2, 3]
    assert matched("two", two.reset_index(drop=True), [*"abc"]).tolist() == [3, 2, 1]
    with pytest.raises(ValueError, match="two must have the labels 'a', 'b', 'c'"):
        together(one=one, two=two.set_axis([*"cbx"]))


def test_broadcast():
    assert _check.broadcast(a=[1, 2], b=[[1], [2], [3]], c=1) == (3, 2)
    with pytest.raises(ValueError, match=r"a, b and c must broadcast; got shapes \(2,\), \(3,\)"):
        _check.broadcast(a=[1, 2], b=[1, 2, 3], c=1)


@dataclass(frozen=True, eq=False)
class Game(ByValue):
    n: Any
    cost: Any = 0.5
    size: int = field(init=False, compare=False, default=0)

    def __post_init__(self):
        shape = _check.parameters(self, n={"low": 2, "whole": True}, cost={"above": 0, "high": 1})
        object.__setattr__(self, "size", math.prod(shape))


def test_parameters():
    game = Game(np.int8(4))
    assert type(game.n) is int
    assert type(game.cost) is float
    given = np.array([0.1, 0.2])
    swept = Game([[2], [3], [4]], given)
    given[0] = -5
    assert swept.size == 6
    assert swept.cost.tolist() == [0.1, 0.2]
    assert not swept.cost.flags.writeable
    with pytest.raises(ValueError, match="n and cost must broadcast"):
        Game([2, 3], [0.1, 0.2, 0.3])
    with pytest.raises(ValueError, match="n must be whole"):
        Game(2.5)
    with pytest.raises(ValueError, match=r"cost must lie in \(0, 1\]; got 0"):
        Game(2, 0)
    labelled = Game(pd.Series([2, 3], ["a", "b"]), pd.Series([0.2, 0.1], ["b", "a"]))
    assert labelled.cost.tolist() == [0.1, 0.2]


def test_swept_models_compare_and_hash():
    assert Game([2, 3]) == Game(np.array([2.0, 3.0]))
    assert hash(Game([2, 3])) == hash(Game((2, 3)))
    assert Game(2) == Game(2.0)
    assert Game([2, 3]) != Game([2, 4])
    assert Game([2, 3]) != Game([[2, 3]])
    assert Game(2) != 2
    assert len({Game([2, 3]), Game([2, 3]), Game(2)}) == 2


@pytest.mark.parametrize(
    ("value", "want"),
    [
        (2 / 3, Fraction(2, 3)),
        (1 - 1 / 3, Fraction(2, 3)),
        (0.1 + 0.2, Fraction(3, 10)),
        (np.float64(1 / 3), Fraction(1, 3)),
        (np.float32(2 / 3), Fraction(2, 3)),
        (np.float16(1 / 3), Fraction(1, 3)),
        (np.array(0.18), Fraction(9, 50)),
        (math.pi, Fraction("3.141592653589793")),
        (1e-14, Fraction(1, 10**14)),
        (np.int8(2), Fraction(2)),
        ("2/3", Fraction(2, 3)),
        (Decimal("0.05"), Fraction(1, 20)),
    ],
)
def test_a_float_is_read_as_the_fraction_that_was_meant(value, want):
    assert fraction("share", value) == want


@given(st.integers(0, 5000), st.integers(1, 5000))
def test_every_quotient_of_small_numbers_is_read_back(top, bottom):
    assert fraction("share", top / bottom) == Fraction(top, bottom)


@pytest.mark.parametrize("value", ["a", "1/0", True, None, [0.5], 1j, np.ma.masked])
def test_no_fraction(value):
    with pytest.raises(TypeError, match="share must be a number, or a decimal or fraction"):
        fraction("share", value)


def test_fractions_out_of_range():
    with pytest.raises(ValueError, match="share must be finite; got nan"):
        fraction("share", math.nan)
    with pytest.raises(ValueError, match=r"share must lie in \[0, 1\]; got 3/2"):
        fraction("share", "3/2", 0, 1)
    with pytest.raises(ValueError, match=r"share must be at least 0; got -1"):
        fraction("share", -1, 0)


def test_locked():
    array = lock(np.zeros(2))
    with pytest.raises(ValueError, match="read-only"):
        array[0] = 1


def test_must_fit():
    _check.must_fit("the table", 10, 10, "take fewer")
    with pytest.raises(ValueError, match="the table would hold 11 numbers, more than 10; take"):
        _check.must_fit("the table", 11, 10, "take fewer")
