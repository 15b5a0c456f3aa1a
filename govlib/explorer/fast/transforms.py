"""Transforms that are combined once a change, and rectangles that are put in place directly.

A composite of transforms multiplies its matrices each time it is asked, tens of times a frame
for the same axes; each node of the tree is known to the nodes below it by a weak reference with a
function of its own; and an upright rectangle is placed by five transforms, four of which do
nothing.
"""

from __future__ import annotations

import math
import weakref
from typing import Any

import numpy as np
from matplotlib import units as munits
from matplotlib.artist import Artist
from matplotlib.patches import Rectangle
from matplotlib.transforms import Affine2D, Bbox, CompositeGenericTransform, TransformNode

__all__ = ["PATCHES"]


def set_children(self: Any, *children: Any) -> None:
    """Let the nodes below tell this one of changes."""
    # a reference to a node that is gone tells nobody; nothing needs to be called to drop it, as
    # the table is that of a node which lasts a frame, or which is put back after it
    own, me = weakref.ref(self), id(self)
    for child in children:
        child._parents[me] = own


_get_affine = CompositeGenericTransform.get_affine


def get_affine(self: Any) -> Any:
    """Return the affine part; it is worked out again only after a change below."""
    # changes below always reach a composite of this kind, and mark it (pass_through)
    kept = self.__dict__.get("_gx_affine")
    if kept is None or self._invalid:
        kept = self._gx_affine = _get_affine(self)
        self._invalid = 0
    return kept


_get_patch_transform = Rectangle.get_patch_transform


def get_patch_transform(self: Any) -> Any:
    """Return what takes the unit square to a rectangle; of an upright one it is known."""
    if self.angle or self._rotation_point != "xy" or self._aspect_ratio_correction != 1:
        return _get_patch_transform(self)
    x0, y0, x1, y1 = map(float, self._convert_units())
    if not all(map(math.isfinite, (x0, y0, x1, y1))):
        return _get_patch_transform(self)
    return Affine2D(np.array([[x1 - x0, 0.0, x0], [0.0, y1 - y0, y0], [0.0, 0.0, 1.0]]))


_set_clip_path = Artist.set_clip_path


def set_clip_path(self: Any, path: Any, transform: Any = None) -> None:
    """Clip to a path; all that is clipped to one rectangle shares its box."""
    if transform is not None or type(path) is not Rectangle:
        _set_clip_path(self, path, transform)
        return
    where = (path._x0, path._y0, path._width, path._height, path.angle, path._transform)
    kept = path.__dict__.get("_gx_clip")
    if kept is None or kept[0] != where:
        _set_clip_path(self, path)
        path._gx_clip = (where, self.clipbox)
        return
    self.clipbox, self._clippath = kept[1], None
    self.pchanged()
    self.stale = True


_update_from_path = Bbox.update_from_path


def update_from_path(
    self: Any, path: Any, ignore: Any = None, updatex: bool = True, updatey: bool = True
) -> None:
    """Widen a box by a path; the least and greatest of finite numbers are found at once."""
    vertices = path.vertices
    if not (updatex and updatey and len(vertices) and np.isfinite(vertices).all()):
        _update_from_path(self, path, ignore, updatex, updatey)
        return
    points = np.array([vertices.min(axis=0), vertices.max(axis=0)])
    minpos = np.array(
        [low if low > 0 else _least(vertices[:, k]) for k, low in enumerate(points[0])]
    )
    if not (self._ignore if ignore is None else ignore):
        old, least = self._points, self._minpos
        points[0] = np.where(points[0] < old[0], points[0], old[0])
        points[1] = np.where(points[1] > old[1], points[1], old[1])
        minpos = np.where(minpos < least, minpos, least)
    if (points != self._points).any() or (minpos != self._minpos).any():
        self.invalidate()
        self._points[...] = points
        self._minpos[...] = minpos


def _least(values: Any) -> Any:
    """Return the least positive number."""
    return values[values > 0].min(initial=np.inf)


_get_converter = munits.Registry.get_converter
_NUMBERS = (float, int, np.float64, np.int64)


def get_converter(self: Any, x: Any) -> Any:
    """Return what converts a value; plain numbers need nothing."""
    kind = x.dtype.type if type(x) is np.ndarray else type(x)
    return None if kind in _NUMBERS else _get_converter(self, x)


#: What is replaced.
PATCHES = [
    (Artist, "set_clip_path", set_clip_path),
    (Bbox, "update_from_path", update_from_path),
    (TransformNode, "set_children", set_children),
    (CompositeGenericTransform, "get_affine", get_affine),
    (Rectangle, "get_patch_transform", get_patch_transform),
    (munits.Registry, "get_converter", get_converter),
]
