"""Detours of matplotlib that a frame need not take.

Markers are copied flat instead of deeply, limits that are not stale are left alone, settings are
read without their checks, a colour is read once, an attribute is escaped once, and what artists
ask of a renderer is not passed on one by one.
"""

from __future__ import annotations

import functools
from typing import Any

import matplotlib as mpl
from matplotlib import colors as mcolors
from matplotlib import markers as mmarkers
from matplotlib.axes import _base as mbase
from matplotlib.backends import backend_svg as msvg
from matplotlib.backends.backend_mixed import MixedModeRenderer

__all__ = ["PATCHES"]

_set_marker = mmarkers.MarkerStyle._set_marker


def set_marker(self: Any, marker: Any) -> None:
    """Copy a marker flat."""
    # matplotlib copies a marker deeply; but it never changes its paths and transforms in place,
    # apart from the one that a caller gave
    if type(marker) is mmarkers.MarkerStyle and marker._user_transform is None:
        self.__dict__ = dict(marker.__dict__)
    else:
        _set_marker(self, marker)


_unstale = mbase._AxesBase._unstale_viewLim


def unstale(self: Any) -> None:
    """Work out limits that are stale, and only those."""
    stale = self._stale_viewlims
    if True in stale.values():
        _unstale(self)
        return
    for group in self._shared_axes.values():
        if group._mapping.data and self in group._mapping:
            _unstale(self)
            return


_xml_start = msvg._XMLWriter.start


@functools.lru_cache(1 << 14)
def _attribute(k: str, v: str) -> str:
    return f" {msvg._escape_cdata(k)}={msvg._quote_escape_attrib(v)}"


def xml_start(self: Any, tag: str, attrib: Any = None, **extra: str) -> int:
    """Open an element; the same attribute is escaped once."""
    self._XMLWriter__flush()
    tags = self._XMLWriter__tags
    tags.append(msvg._escape_cdata(tag))
    items = {**attrib, **extra} if attrib else extra
    parts = [self._XMLWriter__indentation[: len(tags) - 1], "<", tags[-1]]
    parts += [_attribute(k, v) for k, v in items.items() if v]
    self._XMLWriter__write("".join(parts))
    self._XMLWriter__open = 1
    return len(tags) - 1


_to_rgba = mcolors.to_rgba
_rgba: dict[Any, Any] = {}


def to_rgba(c: Any, alpha: Any = None) -> Any:
    """Read a colour once."""
    if type(c) is str and c[:1] == "#":
        found = _rgba.get((c, alpha))
        if found is None:
            found = _rgba[c, alpha] = _to_rgba(c, alpha)
        return found
    if type(c) is tuple and len(c) == 4 and type(c[0]) is float and alpha is None:
        found = _rgba.get(c)
        if found is None:
            found = _rgba[c] = _to_rgba(c)
        return found
    return _to_rgba(c, alpha)


_mixed_init = MixedModeRenderer.__init__
_start_rasterizing = MixedModeRenderer.start_rasterizing
_stop_rasterizing = MixedModeRenderer.stop_rasterizing

#: what artists ask of a renderer
_ASKED = (
    "open_group", "close_group", "new_gc", "points_to_pixels", "draw_path", "draw_markers",
    "draw_path_collection", "draw_text", "flipy", "option_image_nocomposite",
)  # fmt: skip


def mixed_init(self: Any, *args: Any, **kwargs: Any) -> None:
    """Make a renderer whose answers are those of the one that writes SVG, at hand."""
    _mixed_init(self, *args, **kwargs)
    self._raster_depth, self._rasterizing = 0, False
    _ask(self)


def _ask(self: Any) -> None:
    self.__dict__.update({name: getattr(self._vector_renderer, name) for name in _ASKED})


def start_rasterizing(self: Any) -> None:
    """Ask the other renderer meanwhile."""
    for name in _ASKED:
        self.__dict__.pop(name, None)
    _start_rasterizing(self)


def stop_rasterizing(self: Any) -> None:
    """Ask the one that writes SVG again."""
    _stop_rasterizing(self)
    _ask(self)


#: What is replaced.
PATCHES = [
    (mmarkers.MarkerStyle, "_set_marker", set_marker),
    (mbase._AxesBase, "_unstale_viewLim", unstale),
    # matplotlib's own looks for "backend" alone, which whoever draws to a file has no use for
    (mpl.RcParams, "__getitem__", dict.__getitem__),
    (msvg._XMLWriter, "start", xml_start),
    (mcolors, "to_rgba", to_rgba),
    (MixedModeRenderer, "__init__", mixed_init),
    (MixedModeRenderer, "start_rasterizing", start_rasterizing),
    (MixedModeRenderer, "stop_rasterizing", stop_rasterizing),
]
