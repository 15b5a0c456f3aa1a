"""Targets: what reaches them, and the proof that one can and that the start does not."""

from __future__ import annotations

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.drawing import figure as declare
from govlib.drawing.targets import bits
from govlib.explorer import Choice, Explorer, Slider, Target

CONTROLS = {"n": Slider(1, 10, 1, start=1), "m": Slider(1, 10, 1), "kind": Choice(["a", "b"])}


def figure(fig, *, n, m, kind):
    fig.add_axes((0.1, 0.1, 0.8, 0.8)).plot([n], [m], "o")


def explorer(*targets, **more):
    return Explorer(figure, title="F", targets=targets, **{**CONTROLS, **more})


def reached(target):
    known = explorer(target)
    states = list(known.states())
    found = target.proved(states, known.start, CONTROLS)
    return [(s["n"], s["m"], s["kind"]) for s, yes in zip(states, found, strict=True) if yes]


def test_a_predicate_names_what_it_looks_at():
    assert reached(Target("t", lambda n, kind: n == 3 and kind == "b")) == [
        (3, m, "b") for m in range(1, 11)
    ]
    assert len(reached(Target("t", lambda **state: state["m"] == 2))) == 20


def test_smallest_and_largest():
    product = lambda n, m: n * m >= 30  # noqa: E731
    low = reached(Target("t", product, smallest="n"))

    assert {(n, m) for n, m, _ in low} == {(-(-30 // m), m) for m in range(3, 11)}
    high = reached(Target("t", lambda n, m: n * m <= 30 and n + m > 5, largest="n"))
    assert {(n, m) for n, m, _ in high} == {(min(10, 30 // m), m) for m in range(1, 11)}


def test_between_the_steps_of_a_live_slider():
    target = Target("t", lambda x: x > 0.5, smallest="x")
    controls = {"x": Slider(0, 1, 0.25)}
    assert [x for x in (0.5, 0.6, 0.75, 0.8, 1.0) if target.reached({"x": x}, controls)] == [
        0.6,
        0.75,
    ]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Target("", bool), "must say what to find; got ''"),
        (lambda: Target("t", lambda: True, smallest="n", largest="n"), "smallest or largest"),
        (lambda: Target("t", lambda: True, id="A b"), "id must be lower-case letters"),
        (lambda: explorer(Target("far", lambda k: k)), "the target 'far' asks for 'k'; there are"),
        (lambda: explorer(Target("t", lambda n: n, smallest="kind")), "kind has no smallest"),
        (lambda: explorer(Target("t", lambda n: 1), Target("t", lambda m: 1)), "different ids"),
    ],
)
def test_bad_targets(make, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        make()


def test_what_is_no_target():
    with pytest.raises(TypeError, match="when must be a function"):
        Target("t", True)
    with pytest.raises(TypeError, match="targets must be a list of Target"):
        Explorer(figure, title="F", targets=[lambda n: n], **CONTROLS)
    with pytest.raises(TypeError, match="targets is a setting of its own"):
        Explorer(lambda fig, *, targets: None, title="F", targets=Slider(1, 2, 1))


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (lambda n: n > 10, "figure: no state reaches the target 'far'"),
        (lambda n: n < 5, "figure: the start reaches the target 'far'"),
    ],
)
def test_the_build_proves_that_a_target_can_be_found(monkeypatch, when, words):
    monkeypatch.setenv("GOVLIB_JOBS", "1")
    with pytest.raises(ValueError, match=re.escape(words)):
        explorer(Target("far", when), n=Slider(1, 5, 2), m=Slider(1, 2, 1)).html()


@given(st.lists(st.booleans(), max_size=50))
def test_bits_are_read_back(truths):
    data = base64.b64decode(bits(truths))
    assert [bool(data[i >> 3] >> (i & 7) & 1) for i in range(len(truths))] == truths


def test_a_grid_of_ones_own_leaves_out_what_it_cannot_reach():
    target = Target("four", lambda n: n == 4, smallest="m")
    declared = declare(says=lambda **state: "F.", targets=[target], **CONTROLS)(figure)
    assert Explorer(declared, title="F").targets == (target,)
    assert Explorer(declared, title="F", kind=Choice(["b", "c"])).targets == (target,)
    assert Explorer(declared, title="F", n=Slider(1, 20, 1)).targets == (target,)
    assert Explorer(declared, title="F", n=Slider(1, 9, 2)).targets == ()
    assert Explorer(declared, title="F", m=Choice([1, 2])).targets == ()
    with pytest.raises(ValueError, match="m has no smallest or largest"):
        Explorer(declared, title="F", targets=[target], m=Choice([1, 2]))
