"""What holds for every declared figure: it is said, drawn and moved as it was declared.

The figures are found, not listed: whoever declares one is tested.
"""

from __future__ import annotations

import inspect

import pytest
from figure_checks import FIGURES, check_drawing, check_sentence, drawers, sample

from govlib.drawing import declaration
from govlib.explorer import Explorer, show


def by_figure(figures):
    """Parameters of a test: a module's figures stay where its own tests are, and its models."""
    named = {f"{f.__module__[15:]}.{f.__name__}": f for f in figures}
    return [
        pytest.param(f, id=name, marks=pytest.mark.xdist_group(own_tests(f)))
        for name, f in named.items()
    ]


def own_tests(figure):
    """The file in which the figures of a module are tested each by each, if there is one."""
    _, _, area, module = figure.__module__.split(".")
    return f"tests/figures/{area}/test_{module}.py"


each = pytest.mark.parametrize("draw", by_figure(FIGURES))


def test_every_figure_function_is_declared():
    found = {f"{f.__module__}.{f.__name__}" for f in drawers()}
    declared = {f"{f.__module__}.{f.__name__}" for f in FIGURES}
    assert found == declared
    assert len(found) > 70


@each
def test_every_state_is_said_in_whole_sentences(draw):
    known = declaration(draw)
    for state in known.states():
        check_sentence(known.say(state))


@each
def test_a_sample_of_the_grid_is_drawn_in_the_frame_and_in_the_palette(draw):
    known = declaration(draw)
    for state in sample(known):  # in all sizes, one after the other: its model is asked once
        for size in known.sizes.values():
            check_drawing(draw, size, **state)


@each
def test_it_can_be_moved(draw):
    known = declaration(draw)
    if known.controls:
        explorer = Explorer(draw, title="A title")
        assert explorer.start == known.start
        assert explorer.frame(explorer.start, "narrow").startswith("<svg")
    else:
        assert show(draw).drawing.svg({}, "narrow").startswith("<svg")


@each
def test_parameters_and_controls_are_the_same(draw):
    first, *parameters = inspect.signature(draw).parameters
    assert first == "fig"
    assert parameters == list(declaration(draw).controls)
    assert list(inspect.signature(declaration(draw).says).parameters) == parameters


@pytest.mark.parametrize("draw", by_figure(f for f in FIGURES if declaration(f).targets))
def test_every_target_can_be_found_and_is_not_found_at_the_start(draw):
    known = declaration(draw)
    for target in known.targets:
        found = target.proved(known.states(), known.start, known.controls)
        # one that most states reach would be found by chance
        assert sum(found) <= len(found) / 4, target.text
