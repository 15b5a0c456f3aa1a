"""What holds for every figure: a whole sentence for each state, and nothing outside the frame."""

import importlib
import inspect
import pkgutil
import random
import re

import numpy as np
from matplotlib.colors import to_hex
from matplotlib.container import BarContainer

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


def curves(ax):
    """The lines of a panel that have more than one point and are no rules across it."""
    inside = ax.transData
    return [one for one in ax.lines if len(one.get_xdata()) > 1 and one.get_transform() == inside]


def curve(ax, which):
    """The heights of a curve, found by its label or its place among the curves."""
    if isinstance(which, str):
        (found,) = [line for line in ax.lines if line.get_label() == which]
    else:
        found = curves(ax)[which]
    return np.asarray(found.get_ydata(), float)


def marks(ax):
    """The single points of a panel, in the order in which they were drawn."""
    ones = [line.get_xydata() for line in ax.lines if len(line.get_xdata()) == 1]
    return [tuple(map(float, one[0])) for one in ones]


def _bars(ax):
    return [bar for bars in ax.containers if isinstance(bars, BarContainer) for bar in bars]


def heights(ax):
    """The heights of the bars that stand in a panel."""
    return [bar.get_height() for bar in _bars(ax)]


def widths(ax):
    """The lengths of the bars that lie in a panel."""
    return [bar.get_width() for bar in _bars(ax)]


def said(draw, **state):
    """The sentence of a state of a declared figure."""
    return declaration(draw).say(state)


def check_sentence(text):
    """A text is one or two whole sentences, without traces of the code that made it."""
    assert text[0].isupper() or text[0].isdigit(), text
    assert text.endswith("."), text
    assert 40 < len(text) < 320, text
    assert not re.search(r"\bnan(?![a-z])|\binf\b|None|  |\[|e[+-]\d", text), text


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
