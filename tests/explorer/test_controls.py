from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.drawing.controls import Choice, Slider, Switch, number_text


def test_slider_counts_in_decimals():
    slider = Slider(0.1, 1, 0.1, start=0.4)
    assert slider.values == (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
    assert slider.texts[2] == "0.3"
    assert slider.start == 3
    assert not slider.whole


def test_whole_numbers_stay_whole():
    slider = Slider(2, 20, 2, start=4, unit=" people")
    assert all(type(v) is int for v in slider.values)
    assert slider.texts[1] == "4 people"
    assert slider.whole


def test_numpy_values_become_plain_ones():
    slider = Slider(values=np.linspace(0, 0.3, 4), start=np.float64(0.1))
    assert [type(v) for v in slider.values] == [float] * 4
    assert slider.keys == ("0", "0.1", "0.2", "0.3")


@given(
    st.integers(-1000, 1000), st.integers(1, 60), st.integers(1, 500), st.sampled_from([1, 10, 100])
)
def test_any_regular_grid(first, count, step, scale):
    """A grid of tenths or hundredths has no float noise, neither in values nor in texts."""
    a, d = first / scale, step / scale
    b = (first + count * step) / scale
    slider = Slider(a, b, d)
    assert slider.values == tuple((first + i * step) / scale for i in range(count + 1))
    assert all(len(key.lstrip("-").replace(".", "")) <= 6 for key in slider.keys)
    assert [float(key) for key in slider.keys] == list(slider.values)


@given(st.floats(-1e9, 1e9, allow_subnormal=False))
def test_number_text_has_no_exponent(x):
    text = number_text(x)
    assert "e" not in text
    plain = float(text.replace("−", "-").replace("\u202f", ""))
    assert plain == pytest.approx(x, rel=1e-11, abs=1e-30)


@pytest.mark.parametrize(
    ("arguments", "options", "error", "words"),
    [
        ((), {}, TypeError, "needs first, last and step"),
        ((1, 2), {}, TypeError, "needs first, last and step"),
        ((1, 2, 1), {"values": [1, 2]}, TypeError, "not both"),
        ((0, 1, 0.3), {}, ValueError, "misses 1"),
        ((0, 1, 0), {}, ValueError, "step must be above 0; got 0"),
        ((1, 1, 1), {}, ValueError, "last must be above first"),
        ((0, float("inf"), 1), {}, TypeError, "last must be a finite number"),
        ((True, 2, 1), {}, TypeError, "first must be a finite number; got True"),
        ((), {"values": [1, 1, 2]}, ValueError, "values must differ; 1 came twice"),
        ((), {"values": [2, 1]}, ValueError, "must increase"),
        ((), {"values": ["a", "b"]}, TypeError, r"numbers; got 'a' \(use Choice\?\)"),
        ((), {"values": [1]}, ValueError, "at least two values"),
        ((2, 20, 2), {"start": 5}, ValueError, "start must be one of the values 2, 4"),
        ((2, 20, 2), {"unit": 3}, TypeError, "unit must be text"),
    ],
)
def test_bad_sliders(arguments, options, error, words):
    with pytest.raises(error, match=words):
        Slider(*arguments, **options)


def test_live_values_between_those_of_the_grid():
    assert Slider(0, 1, 0.1).value(0.37) == 0.37
    assert Slider(2, 20, 2).value(5) == 5
    assert type(Slider(2, 20, 2).value(5.0)) is int


@pytest.mark.parametrize("sent", [1.5, 25, "x", None])
def test_live_values_off_the_slider(sent):
    with pytest.raises(ValueError, match="a whole number from 2 to 20"):
        Slider(2, 20, 2).value(sent)


def test_choice():
    choice = Choice(["simple", "complex"], labels=["one", "two"], start="complex", style="radio")
    assert (choice.kind, choice.start, choice.texts) == ("radio", 1, ("one", "two"))
    assert choice.value(0) == "simple"
    assert choice.spec("the_rule")["label"] == "the rule"


@pytest.mark.parametrize(
    ("options", "more", "error", "words"),
    [
        ("ab", {}, TypeError, "must be a list"),
        (["a", "b"], {"labels": ["x"]}, ValueError, "1 for 2"),
        (["a", "b"], {"style": "wheel"}, ValueError, "'menu' or 'radio'"),
        (["a", "a"], {}, ValueError, "a came twice"),
        (["a", "b"], {"start": "c"}, ValueError, "start must be one of the values a, b; got 'c'"),
    ],
)
def test_bad_choices(options, more, error, words):
    with pytest.raises(error, match=words):
        Choice(options, **more)


def test_switch():
    assert Switch("noise", start=True).start == 1
    with pytest.raises(TypeError, match="start must be True or False; got 1"):
        Switch("noise", start=1)
