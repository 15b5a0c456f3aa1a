"""What holds for every figure: a whole sentence for each state, and nothing outside the frame."""

import importlib
import inspect
import itertools
import pkgutil
import random
import re

import pytest
from matplotlib.colors import to_hex

import govlib.figures
from govlib.drawing import declaration
from govlib.palette import color, new_figure, styled


def drawers():
    """All figure functions of the library: public, of a figure, with a sentence beside them."""
    found = []
    for info in pkgutil.walk_packages(govlib.figures.__path__, "govlib.figures."):
        module = importlib.import_module(info.name)
        for name in getattr(module, "__all__", ()):
            function = getattr(module, name)
            if not inspect.isfunction(function) or function.__module__ != info.name:
                continue
            first = next(iter(inspect.signature(function).parameters), "")
            if first == "fig" and hasattr(module, f"say_{name}"):
                found.append(function)
    return found


#: All declared figures of the library.
FIGURES = [f for f in drawers() if declaration(f)]


def grid(draw):
    """All states of a declared figure."""
    return list(declaration(draw).states())


def values(draw, name):
    """The values of one control of a declared figure."""
    return declaration(draw).controls[name].values


def sample(known, count=8):
    """The start, the two ends, and others of the grid, the same in every run."""
    every = list(known.states())
    some = random.Random(1).sample(every, min(count, len(every)))
    chosen = [known.start, every[0], every[-1], *some]
    return [state for i, state in enumerate(chosen) if state not in chosen[:i]][:count]


def drawn(draw, size=None, /, **state):
    """Draw one state, by default at the wide size that was declared, and return the figure."""
    known = declaration(draw)
    with styled():
        fig = new_figure(*(size or (known.size if known else SIZES[0])))
        draw(fig, **state)
        fig.draw_without_rendering()
    return fig


SIZES = [(6.4, 3.8), (3.6, 4.6)]


def states(grid):
    """All states of a grid of controls, each as keyword arguments."""
    return [dict(zip(grid, values, strict=True)) for values in itertools.product(*grid.values())]


def corners(grid):
    """The states at the ends of all controls."""
    return states({name: [values[0], values[-1]] for name, values in grid.items()})


def figure_tests(figures):
    """Return two tests over rows of figure, sentence and grid: all sentences, all corners."""
    each = pytest.mark.parametrize(
        ("draw", "say", "grid"), figures, ids=lambda x: getattr(x, "__name__", "")
    )

    @each
    def said(draw, say, grid):
        for state in states(grid):
            check_sentence(say(**state))

    @pytest.mark.parametrize("size", SIZES)
    @each
    def drawn(draw, say, grid, size):
        for state in corners(grid):
            check_drawing(draw, size, **state)

    return said, drawn


def check_sentence(text):
    """A text is one or two whole sentences, without traces of the code that made it."""
    assert text[0].isupper(), text
    assert text.endswith("."), text
    assert 40 < len(text) < 320, text
    assert not re.search(r"nan|\binf\b|None|  |\[|e[+-]\d", text), text


def check_drawing(draw, size, /, **state):
    """A state draws all its texts inside the figure, and every colour is in the palette."""
    known = {to_hex(value) for value in color.values()}
    with styled():
        fig = new_figure(*size)
        draw(fig, **state)
        fig.draw_without_rendering()
        width, height = fig.get_size_inches() * fig.dpi
        for ax in fig.axes:
            legend = ax.get_legend()
            labels = [*ax.texts, *fig.texts, *(legend.get_texts() if legend else [])]
            if ax.axison:
                labels += [ax.title, ax._left_title, ax._right_title, ax.xaxis.label]
                labels += [ax.yaxis.label]
                for axis in (ax.xaxis, ax.yaxis):
                    low, high = sorted(axis.get_view_interval())
                    ticks = [t for t in axis.get_major_ticks() if low <= t.get_loc() <= high]
                    labels += [tick.label1 for tick in ticks]
            for text in labels:
                if not text.get_text() or not text.get_visible():
                    continue
                assert to_hex(text.get_color()) in known, (state, text)
                box = text.get_window_extent()
                assert -1 <= box.x0 <= box.x1 <= width + 1, (state, text)
                assert -1 <= box.y0 <= box.y1 <= height + 1, (state, text)
            for line in ax.lines:
                assert to_hex(line.get_color()) in known, (state, line)
            for patch in ax.patches:
                assert to_hex(patch.get_facecolor()) in known, (state, patch)
    return fig
