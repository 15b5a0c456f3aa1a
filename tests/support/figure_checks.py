"""What holds for every figure: a whole sentence for each state, and nothing outside the frame."""

import importlib
import inspect
import pkgutil
import random
import re
from itertools import combinations

import numpy as np
from matplotlib.collections import PathCollection
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
    # a minus is no hyphen, thousands are set apart, and what is once is not "1 times"
    assert not re.search(r"(?<![\w.])-\d|(?<![\d.])\d{5}|(?<![\d.])1 times\b", text), text


def _texts(fig):
    """Return all that is written: notes, legends, titles, labels of axes and ticks in view."""
    labels = list(fig.texts)
    for ax in fig.axes:
        legend = ax.get_legend()
        labels += [*ax.texts, *(legend.get_texts() if legend else [])]
        if not ax.axison:
            continue
        labels += [ax.title, ax._left_title, ax._right_title, ax.xaxis.label, ax.yaxis.label]
        for axis in (ax.xaxis, ax.yaxis):
            low, high = sorted(axis.get_view_interval())
            labels += [t.label1 for t in axis.get_major_ticks() if low <= t.get_loc() <= high]
    return labels


def _overlap(one, two):
    """Tell whether two boxes cover each other by more than the white around a line of text."""
    across = min(one.x1, two.x1) - max(one.x0, two.x0)
    along = min(one.y1, two.y1) - max(one.y0, two.y0)
    return across > 3 and along > 3


def _points(ax):
    """Yield what is drawn at points: where on the screen, with what radius, and whether cut off."""
    pixels = ax.figure.dpi / 72
    for line in ax.lines:
        if line.get_visible() and line.get_marker() not in ("None", "none", "", " ", None, "|"):
            radius = (line.get_markersize() + line.get_markeredgewidth()) / 2 * pixels
            at = line.get_transform().transform(line.get_xydata())
            yield line, at, radius, line.get_clip_on()
    for dots in ax.collections:
        if isinstance(dots, PathCollection) and len(dots.get_offsets()):
            radius = np.sqrt(dots.get_sizes()) / 2 * pixels
            at = dots.get_offset_transform().transform(np.ma.filled(dots.get_offsets(), np.nan))
            yield dots, at, radius, dots.get_clip_on()


def check_points(fig, state):
    """No mark is cut through by the border of its panel, and none stands outside it."""
    for ax in fig.axes:
        panel = ax.get_window_extent()
        for mark, at, radius, cut_off in _points(ax):
            room = np.minimum(at - panel.min, panel.max - at).min(
                axis=1
            )  # nan for what is not shown
            if cut_off:  # a pixel of its rim does no harm
                least = np.broadcast_to(radius, room.shape) - 1
                assert not ((room > -1) & (room < least)).any(), (state, mark)
            else:
                assert not (room < -1).any(), (state, mark)


def check_drawing(draw, size, /, **state):
    """A state draws its texts in the figure and beside each other, in colours of the palette."""
    known = {to_hex(value) for value in color.values()}
    with styled():
        fig = new_figure(*size)
        draw(fig, **state)
        fig.draw_without_rendering()
        width, height = fig.get_size_inches() * fig.dpi
        shown = [text for text in _texts(fig) if text.get_text().strip() and text.get_visible()]
        boxes = [text.get_window_extent() for text in shown]
        for text, box in zip(shown, boxes, strict=True):
            assert to_hex(text.get_color()) in known, (state, text)
            assert -1 <= box.x0 <= box.x1 <= width + 1, (state, text)
            assert -1 <= box.y0 <= box.y1 <= height + 1, (state, text)
        for (text, box), (other, over) in combinations(zip(shown, boxes, strict=True), 2):
            assert not _overlap(box, over), (state, text, other)
        for ax in fig.axes:
            for line in ax.lines:
                assert to_hex(line.get_color()) in known, (state, line)
            for patch in ax.patches:
                assert to_hex(patch.get_facecolor()) in known, (state, patch)
        check_points(fig, state)
    return fig
