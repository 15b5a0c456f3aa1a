"""One figure for all frames of a shape: axes and ticks as matplotlib made them.

Axes and ticks that frames ask for are made once, by matplotlib; a snapshot of every dict, list,
set and array that can be reached from them is put back after each frame. So each frame gets them
as matplotlib made them. Only ``add_axes`` with four numbers is served from the pool; all other
axes (subplots, polar, insets, twins) are made new, as ever.
"""

from __future__ import annotations

import functools
import itertools
import re
import types
import weakref
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Iterable
from typing import Any

import numpy as np
from matplotlib import axes as maxes
from matplotlib import axis as maxis
from matplotlib import figure as mfigure
from matplotlib.axes import _base as mbase
from matplotlib.figure import Figure

from ...palette import new_figure

__all__ = ["PATCHES", "Pool", "Snapshot"]

_ATOMIC = (
    str, bytes, int, float, complex, bool, type(None), type, types.ModuleType,
    types.FunctionType, types.BuiltinFunctionType, types.CodeType, weakref.ref,
    re.Pattern, np.dtype, np.generic, range, slice, itertools.count,
)  # fmt: skip
_WEAK: tuple[Any, ...] = (weakref.WeakKeyDictionary, weakref.WeakValueDictionary)
_DICTS = (dict, OrderedDict, defaultdict)


class Snapshot:
    """All that can change in the objects that can be reached from some, and how to put it back."""

    def __init__(self, roots: Iterable[Any], known: Iterable[Snapshot] = ()) -> None:
        self.dicts: list[tuple[Any, dict[Any, Any]]] = []
        self.attributes: list[tuple[Any, dict[Any, Any]]] = []
        self.lists: list[tuple[Any, list[Any]]] = []
        self.sets: list[tuple[Any, list[Any]]] = []
        self.arrays: list[tuple[Any, Any]] = []
        self.seen: dict[int, Any] = {}
        # asked as they are: to copy them for each tick took as long as a frame
        before = [snapshot.seen for snapshot in known]
        stack = list(roots)
        while stack:
            o = stack.pop()
            key = id(o)
            if isinstance(o, _ATOMIC) or key in self.seen or any(key in seen for seen in before):
                continue
            self.seen[key] = o
            if isinstance(o, np.ndarray):
                if o.flags.writeable and o.dtype != object:
                    self.arrays.append((o, o.copy()))
                if o.base is not None:
                    stack.append(o.base)
                continue
            if isinstance(o, _DICTS):
                self.dicts.append((o, dict(o)))
                stack += [*dict.keys(o), *dict.values(o)]
            elif isinstance(o, list):
                self.lists.append((o, list(o)))
                stack += o
            elif isinstance(o, (set, deque)):
                self.sets.append((o, list(o)))
                stack += o
            elif isinstance(o, (tuple, frozenset)):
                stack += o
            elif isinstance(o, types.MethodType):
                stack.append(o.__self__)
            elif isinstance(o, functools.partial):
                stack += [o.func, *o.args, *o.keywords.values()]
            elif isinstance(o, _WEAK):
                self.dicts.append((o.data, dict(o.data)))
                continue
            if hasattr(o, "__dict__"):
                d = o.__dict__
                self.attributes.append((d, dict(d)))
                stack += d.values()

    def restore(self) -> None:
        """Put everything back as it was."""
        for table, pairs in self.attributes:
            table.update(pairs)
            if len(table) != len(pairs):  # some were added
                table.clear()
                table.update(pairs)
        for table, pairs in self.dicts:  # of these the order counts too
            table.clear()
            table.update(pairs)
        for row, items in self.lists:
            row[:] = items
        for group, items in self.sets:
            group.clear()
            (group.update if isinstance(group, set) else group.extend)(items)
        for array, numbers in self.arrays:
            array[...] = numbers


_PLAIN_VALUES = (str, int, float, bool, type(None))


class Pool:
    """One figure with the axes and ticks that the frames of one shape ask for."""

    def __init__(self, size: tuple[float, float]) -> None:
        self.size, self.fig = size, new_figure(*size)
        self.fig._gx_pool = self
        self.axes: dict[Any, list[Any]] = defaultdict(list)
        self.ticks: dict[Any, list[Any]] = defaultdict(list)
        self.missed_axes: Counter[Any] = Counter()
        self.missed_ticks: Counter[Any] = Counter()
        #: all axes as they were made, and the place of each there, by its id
        self.made: list[Any] = []
        self.number: dict[int, int] = {}
        self.tick_snapshots: dict[int, Snapshot] = {}
        self.used_axes: Counter[Any] = Counter()
        self.used_ticks: Counter[Any] = Counter()
        self.given: list[Snapshot] = []
        self._take()

    def _take(self) -> None:
        self.__dict__.pop("snapshot", None)
        self.fig.__dict__.pop("_gx_pool", None)
        base = Snapshot([self.fig, self.made])
        # each tick apart: only those that were used are put back
        for ticks in self.ticks.values():
            for tick in ticks:
                if id(tick) not in self.tick_snapshots:
                    self.tick_snapshots[id(tick)] = Snapshot([tick], [base])
        self.snapshot = base
        self.fig._gx_pool = self

    def begin(self) -> Figure:
        """Return the figure, ready for a frame."""
        self.used_axes, self.used_ticks, self.given = Counter(), Counter(), []
        return self.fig

    def end(self) -> None:
        """Put everything back, and make what the frame asked for and did not get."""
        self.snapshot.restore()
        # what matplotlib keeps of axes outside of any figure: who shares limits or a frame
        for grouper in (*mbase._AxesBase._shared_axes.values(), mbase._AxesBase._twinned_axes):
            for ax in self.made:
                if ax in grouper._mapping:
                    grouper.remove(ax)
        for snapshot in self.given:
            snapshot.restore()
        grown = False
        for key, count in self.missed_axes.items():
            while len(self.axes[key]) < count:
                rect, kwargs = key
                ax = maxes.Axes(self.fig, rect, **dict(kwargs))
                self.axes[key].append(ax)
                self.number[id(ax)] = len(self.made)
                self.made.append(ax)
                grown = True
        for key, count in self.missed_ticks.items():
            number, name, major, kw = key
            while len(self.ticks[key]) < count:
                axis = getattr(self.made[number], name)
                self.ticks[key].append(axis._tick_class(axis.axes, 0, major=major, **dict(kw)))
                grown = True
        self.missed_axes.clear()
        self.missed_ticks.clear()
        if grown:
            self._take()
        self.fig._gx_pool = self

    def take_axes(self, rect: tuple[float, ...], kwargs: dict[str, Any]) -> Any:
        """Return axes as matplotlib made them; None if there are none left."""
        key = (rect, tuple(sorted(kwargs.items())))
        k = self.used_axes[key]
        self.used_axes[key] += 1
        if k < len(self.axes[key]):
            return self.axes[key][k]
        self.missed_axes[key] = k + 1
        return None

    def take_tick(self, axis: Any, major: bool, kw: dict[str, Any]) -> Any:
        """Return a tick as matplotlib made it; None if there is none, or the axis is special."""
        ax = axis.axes
        number = self.number.get(id(ax))
        if number is None:
            return None
        name = axis.axis_name + "axis"
        sides = ("bottom", "top") if name == "xaxis" else ("left", "right")
        usual = (None, ("outward", 0), ("outward", 0.0))
        if any(ax.spines[side]._position not in usual for side in sides):
            return None
        if not all(isinstance(v, _PLAIN_VALUES) for v in kw.values()):
            return None
        key = (number, name, major, tuple(kw.items()))
        k = self.used_ticks[key]
        self.used_ticks[key] += 1
        if k < len(self.ticks[key]):
            tick = self.ticks[key][k]
            self.given.append(self.tick_snapshots[id(tick)])
            return tick
        self.missed_ticks[key] = k + 1
        return None


_add_axes = mfigure.FigureBase.add_axes
_get_tick = maxis.Axis._get_tick


def add_axes(self: Any, *args: Any, **kwargs: Any) -> Any:
    """Add axes of the pool where they are asked for by four numbers."""
    pool = self.__dict__.get("_gx_pool")
    if pool is not None and len(args) == 1 and type(args[0]) is tuple:
        rect = args[0]
        fine = len(rect) == 4 and all(isinstance(x, (int, float)) for x in rect)
        fine = fine and all(isinstance(v, (str, int, float, bool)) for v in kwargs.values())
        if fine and not {"projection", "polar", "axes_class", "sharex", "sharey"} & set(kwargs):
            ax = pool.take_axes(tuple(map(float, rect)), kwargs)
            if ax is not None:
                return self._add_axes_internal(ax, (args, kwargs))
    return _add_axes(self, *args, **kwargs)


def get_tick(self: Any, major: bool) -> Any:
    """Return a tick of the pool if the figure has one."""
    pool = self.get_figure(root=True).__dict__.get("_gx_pool")
    if pool is not None:
        kw = self._major_tick_kw if major else self._minor_tick_kw
        tick = pool.take_tick(self, major, kw)
        if tick is not None:
            return tick
    return _get_tick(self, major)


#: What is replaced while frames are drawn from a pool.
PATCHES = [
    (mfigure.FigureBase, "add_axes", add_axes),
    (maxis.Axis, "_get_tick", get_tick),
]
