"""What was drawn before, in the same place and with the same look, is written from memory.

A line, text, patch or collection is known by its every attribute, its data and its transform. An
attribute of an unknown type makes it draw as ever. What the renderer numbers as it goes (markers,
clips, hatches) is watched and brought up to date.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter
from typing import Any

import numpy as np
from matplotlib import axes as maxes
from matplotlib import collections as mcollections
from matplotlib import font_manager
from matplotlib import lines as mlines
from matplotlib import markers as mmarkers
from matplotlib import patches as mpatches
from matplotlib import text as mtext
from matplotlib.backends import backend_svg as msvg
from matplotlib.backends.backend_mixed import MixedModeRenderer
from matplotlib.path import Path
from matplotlib.spines import Spine
from matplotlib.transforms import Bbox, TransformedBbox

__all__ = ["PATCHES", "Now"]

#: what an artist looks like does not depend on these
_IRRELEVANT = frozenset((
    "_stale", "stale_callback", "_axes", "_parent_figure", "_label", "_callbacks",
    "_remove_method", "_renderer", "_picker", "_mouseover", "_pickradius", "ind_offset",
    "_in_layout", "_in_autoscale", "_sticky_edges", "zorder", "_transform", "_transformSet",
    "_stale_viewlims", "spine_type", "axis", "_gx_clip",
))  # fmt: skip
#: of a line: what it works out from its data
_DERIVED = _IRRELEVANT | frozenset((
    "_linestyles", "_x", "_y", "_xy", "_path", "_transformed_path", "_invalidx", "_invalidy",
    "_x_filled", "_xorig", "_yorig",
))  # fmt: skip
#: of a patch: its path is looked at itself
_SHAPE = _IRRELEVANT | frozenset(
    ["_path", "_patch_transform", "_bounds", "_position", "_bbox_transmuter", "_xy"]
)


#: what stands for itself
_PLAIN: frozenset[type] = frozenset(
    (str, int, float, bool, type(None), np.float64, np.int64, np.str_)
)


class _RefuseError(Exception):
    """Raised for an artist that is no case for the memo."""


def _array(a: Any) -> Any:
    if a.dtype == object:
        raise _RefuseError
    return (a.dtype.str, a.shape, a.tobytes())


def _items(x: Any) -> Any:
    return tuple([v if type(v) in _PLAIN else _value(v) for v in x])


def _same(x: Any) -> Any:
    return x


def _box(b: Any) -> Any:
    return b.bounds


_MARKER = (
    "_marker", "_fillstyle", "_user_transform", "_user_capstyle", "_user_joinstyle", "_filled",
    "_capstyle", "_joinstyle", "_snap_threshold",
)  # fmt: skip

_VALUES: dict[type, Callable[[Any], Any]] = {
    **dict.fromkeys(_PLAIN, _same),
    tuple: _items,
    list: _items,
    np.ndarray: _array,
    mmarkers.MarkerStyle: lambda m: _items(m.__dict__.get(k) for k in _MARKER),
    font_manager.FontProperties: lambda p: _items(p.__dict__.values()),
    mmarkers.CapStyle: _same,
    mmarkers.JoinStyle: _same,
    TransformedBbox: _box,
    Bbox: _box,
}


def _value(v: Any) -> Any:
    try:
        return _VALUES[type(v)](v)
    except KeyError:
        raise _RefuseError from None


_looks: dict[Any, Callable[[Any], Any]] = {}


def _look(artist: Any, without: Any) -> Any:
    attributes = artist.__dict__
    names = tuple(attributes)
    look = _looks.get((names, without))
    if look is None:
        look = _looks[names, without] = itemgetter(*(k for k in names if k not in without))
    return names, tuple([v if type(v) in _PLAIN else _VALUES[type(v)](v) for v in look(attributes)])


def _matrix(transform: Any) -> bytes:
    if not transform.is_affine:
        raise _RefuseError
    return transform.get_affine().get_matrix().tobytes()


def _line_key(line: Any) -> Any:
    if line._subslice or line._clippath is not None or line._marker._user_transform is not None:
        raise _RefuseError
    if line._invalidx or line._invalidy or line._xy is None:
        xy = (_value(line._xorig), _value(line._yorig))
    else:
        xy = _array(line._xy)
    steps = line._path._interpolation_steps if line._path is not None else 1
    transform = line.get_transform()
    if transform.is_affine:
        where = _matrix(transform)
    elif type(line.axes) in (maxes.Axes, type(None)) and len(line._xorig) <= 2:
        ends = np.column_stack(np.broadcast_arrays(line._xorig, line._yorig)).astype(float)
        where = transform.transform(ends).tobytes()
    else:
        raise _RefuseError
    return ("line", xy, steps, where, _look(line, _DERIVED))


def _text_key(text: Any) -> Any:
    odd = text._transform_rotates_text or text._wrap or text._usetex
    if text._text == "" or text._bbox_patch is not None or odd:
        raise _RefuseError
    if text._clippath is not None or not (_number(text._x) and _number(text._y)):
        raise _RefuseError
    where = text.get_transform().transform((text._x, text._y))
    if not np.isfinite(where).all():
        raise _RefuseError
    return ("text", where.tobytes(), _look(text, _IRRELEVANT))


def _number(x: Any) -> bool:
    return isinstance(x, (int, float, np.integer, np.floating))


def _patch_key(patch: Any) -> Any:
    if patch._clippath is not None:
        raise _RefuseError
    path = patch.get_path()
    codes = None if path.codes is None else path.codes.tobytes()
    shape = (path.vertices.tobytes(), codes, path._interpolation_steps, path.should_simplify)
    where = _matrix(patch.get_transform())
    return ("patch", type(patch).__name__, shape, where, _look(patch, _SHAPE))


def _path(path: Any) -> Any:
    codes = None if path.codes is None else path.codes.tobytes()
    return (path.vertices.tobytes(), codes, path._interpolation_steps, path.should_simplify)


def _masked(a: Any) -> Any:
    return (_array(a.data), _array(np.ma.getmaskarray(a)))


_VALUES[Path] = _path
_VALUES[np.ma.MaskedArray] = _masked

#: of a collection without mapped colours: what the colours would be mapped with
_MAPPED = _IRRELEVANT | frozenset((
    "_colorizer", "_id_colorizer", "callbacks", "_offset_transform", "_bbox", "_norm", "_cmap",
))  # fmt: skip


def _collection_key(c: Any) -> Any:
    if c._clippath is not None or c._A is not None:
        raise _RefuseError
    where = (_matrix(c.get_transform()), _matrix(c.get_offset_transform()))
    return ("collection", type(c).__name__, where, _look(c, _MAPPED))


class _Watched(dict[Any, Any]):
    """A table of the renderer that notes what is asked for and what is new."""

    def __init__(self, table: Any, name: str, asked: list[Any], new: list[Any]) -> None:
        super().__init__(table)
        self.name, self.asked, self.new = name, asked, new

    def get(self, key: Any, default: Any = None) -> Any:
        """Note what is asked for."""
        found = super().get(key, default)
        if all(key != k for n, k, _ in self.new if n == self.name):
            self.asked.append((self.name, key, key in self))
        return found

    def __setitem__(self, key: Any, value: Any) -> None:
        self.new.append((self.name, key, value))
        super().__setitem__(key, value)


class Now:
    """The frame that is drawn now: what is remembered for it, and the file it is written into."""

    memo: dict[Any, Any] | None = None
    file: Any = None


def _memoised(
    plain: Callable[..., Any], key_of: Callable[[Any], Any], kinds: set[type]
) -> Callable[..., Any]:
    """Return a way to draw artists of some kinds that remembers what it wrote."""

    def draw(self: Any, renderer: Any, *args: Any, **kwargs: Any) -> Any:
        odd = args or kwargs or self._rasterized or self._agg_filter
        if Now.memo is None or odd or type(self) not in kinds:
            return plain(self, renderer, *args, **kwargs)
        if not self._visible or self.__dict__.get("_text") == "":
            return plain(self, renderer)
        svg = renderer._renderer if type(renderer) is MixedModeRenderer else renderer
        if (
            type(svg) is not msvg.RendererSVG
            or svg.writer._XMLWriter__write.__self__ is not Now.file
        ):
            return plain(self, renderer)  # rasterised, or drawn for its layout only
        try:
            key = (key_of(self), svg._path_collection_id)
            variants = Now.memo.setdefault(key, [])
        except (_RefuseError, KeyError, TypeError):
            return plain(self, renderer)
        for asked, new, chunk, collections in variants:
            if all((k in svg.__dict__[name]) == present for name, k, present in asked):
                for name, k, value in new:
                    svg.__dict__[name][k] = value
                svg._path_collection_id = collections
                writer = svg.writer
                writer._XMLWriter__flush()
                writer._XMLWriter__write(chunk)
                return None
        writer = svg.writer
        writer._XMLWriter__flush()
        file = writer._XMLWriter__write.__self__
        start = file.tell()
        asked, new, tables = [], [], {}
        for name in ("_markers", "_clipd", "_hatchd"):
            tables[name] = svg.__dict__[name]
            svg.__dict__[name] = _Watched(tables[name], name, asked, new)
        try:
            plain(self, renderer)
        finally:
            for name, table in tables.items():
                table.update(svg.__dict__[name])
                svg.__dict__[name] = table
        if not writer._XMLWriter__open and not writer._XMLWriter__data:
            file.seek(start)
            variants.append((asked, new, file.read(), svg._path_collection_id))
        return None

    draw._supports_rasterization = True
    return draw


line_draw = _memoised(mlines.Line2D.draw, _line_key, {mlines.Line2D})
text_draw = _memoised(mtext.Text.draw, _text_key, {mtext.Text})
patch_draw = _memoised(
    mpatches.Patch.draw,
    _patch_key,
    {mpatches.Rectangle, Spine, mpatches.Polygon, mpatches.PathPatch},
)
collection_draw = _memoised(
    mcollections.Collection.draw,
    _collection_key,
    {mcollections.LineCollection, mcollections.PathCollection, mcollections.PolyCollection,
     mcollections.FillBetweenPolyCollection},
)  # fmt: skip


#: What is replaced.
PATCHES = [
    (mcollections.Collection, "draw", collection_draw),
    (mlines.Line2D, "draw", line_draw),
    (mtext.Text, "draw", text_draw),
    (mpatches.Patch, "draw", patch_draw),
]
