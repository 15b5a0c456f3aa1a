"""Boxes and limits without a detour over arrays, and news that nobody waits for.

A box is four numbers; matplotlib asks numpy for the least of two of them, thousands of times a
frame. It also walks along the edges of each bar to find how far it reaches, although all
rectangles are one path. And each setting of an artist tells its axes, figure and listeners that
the picture is stale, which in a frame that is drawn once, to a file, nobody asks.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib import artist as martist
from matplotlib import cbook
from matplotlib import figure as mfigure
from matplotlib.axes import _base as mbase
from matplotlib.patches import Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Bbox, BboxBase

__all__ = ["PATCHES"]


def _least(a: Any, b: Any) -> Any:
    return a if a <= b or a != a else b  # as numpy does, not a number wins


def _most(a: Any, b: Any) -> Any:
    return a if a >= b or a != a else b


def xmin(self: Any) -> Any:
    """Return the left edge of a box."""
    points = self.get_points()
    return _least(points[0, 0], points[1, 0])


def ymin(self: Any) -> Any:
    """Return the lower edge of a box."""
    points = self.get_points()
    return _least(points[0, 1], points[1, 1])


def xmax(self: Any) -> Any:
    """Return the right edge of a box."""
    points = self.get_points()
    return _most(points[0, 0], points[1, 0])


def ymax(self: Any) -> Any:
    """Return the upper edge of a box."""
    points = self.get_points()
    return _most(points[0, 1], points[1, 1])


def union(bboxes: Any) -> Any:
    """Return the box around some boxes."""
    if not len(bboxes):
        raise ValueError("'bboxes' cannot be empty")
    points = np.concatenate([box.get_points() for box in bboxes])
    return Bbox(np.array([points.min(axis=0), points.max(axis=0)]))


def _ends(path: Any) -> Any:
    """Return where the pieces of a path begin and end, as matplotlib finds them."""
    return np.vstack([
        curve([0, *curve.axis_aligned_extrema()[1], 1])
        for curve, _ in path.iter_bezier(simplify=False)
    ])  # fmt: skip


_CORNERS = _ends(Path.unit_rectangle())
_update_patch_limits = mbase._AxesBase._update_patch_limits


def update_patch_limits(self: Any, patch: Any) -> None:
    """Widen the limits of data by a patch; of a rectangle in these data its corners are known."""
    if (
        type(patch) is not Rectangle
        or patch._transform is not self.transData
        or self.name != "rectilinear"
    ):
        _update_patch_limits(self, patch)
    elif patch.get_width() or patch.get_height():
        self.update_datalim(patch.get_patch_transform().transform(_CORNERS))


_process = cbook.CallbackRegistry.process


def process(self: Any, s: Any, *args: Any, **kwargs: Any) -> None:
    """Tell those who listen; mostly nobody does."""
    if self.callbacks.get(s) or (self._signals is not None and s not in self._signals):
        _process(self, s, *args, **kwargs)


def pchanged(self: Any) -> None:
    """Tell those who listen to an artist."""
    if self._callbacks.callbacks:
        self._callbacks.process("pchanged")


#: who passes on, from artist to axes to figure, that the picture is stale
_PASSED_ON = (martist._stale_axes_callback, mfigure._stale_figure_callback)


def set_stale(self: Any, value: Any) -> None:
    """Note that an artist is stale; axes and figure are drawn anyway."""
    self._stale = value
    told = self.stale_callback
    if value and told is not None and told not in _PASSED_ON and not self._animated:
        told(self, value)


#: What is replaced.
PATCHES = [
    (BboxBase, "xmin", property(xmin)),
    (BboxBase, "ymin", property(ymin)),
    (BboxBase, "xmax", property(xmax)),
    (BboxBase, "ymax", property(ymax)),
    (BboxBase, "union", staticmethod(union)),
    (mbase._AxesBase, "_update_patch_limits", update_patch_limits),
    (cbook.CallbackRegistry, "process", process),
    (martist.Artist, "pchanged", pchanged),
    (martist.Artist, "stale", martist.Artist.stale.setter(set_stale)),
]
