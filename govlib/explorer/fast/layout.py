"""Texts are measured and laid out once, and the ticks of an axis placed once a drawing.

The layout of a text depends on its string, font, angle and alignment, not on the frame, but
matplotlib forgets it with each renderer. And within the drawing of one axes it places the ticks
of an axis four or five times; once is enough while limits, locators and formatters are the same.
"""

from __future__ import annotations

from typing import Any

from matplotlib import axis as maxis
from matplotlib import text as mtext
from matplotlib.axes import _base as mbase
from matplotlib.backends import backend_svg as msvg
from matplotlib.backends.backend_mixed import MixedModeRenderer
from matplotlib.transforms import Bbox

__all__ = ["PATCHES"]

_metrics: dict[Any, Any] = {}


def _is_svg(renderer: Any) -> bool:
    """Tell whether text is measured as for SVG: not while something is rasterised."""
    if type(renderer) is MixedModeRenderer:
        renderer = renderer._renderer
    return type(renderer) is msvg.RendererSVG


_plain_metrics = mtext._get_text_metrics_with_cache


def text_metrics(renderer: Any, text: str, fontprop: Any, ismath: Any, dpi: float) -> Any:
    """Measure a text once."""
    if not _is_svg(renderer):
        return _plain_metrics(renderer, text, fontprop, ismath, dpi)
    key = (text, tuple(map(_hashable, fontprop.__dict__.values())), ismath, dpi)
    found = _metrics.get(key)
    if found is None:
        found = renderer.get_text_width_height_descent(text, fontprop.copy(), ismath)
        _metrics[key] = found
    return found


_plain_layout = mtext.Text._get_layout
_layouts: dict[Any, Any] = {}


def get_layout(self: Any, renderer: Any) -> Any:
    """Lay a text out once."""
    if self._wrap or self._usetex or not _is_svg(renderer):
        return _plain_layout(self, renderer)
    key = (
        self._text, tuple(map(_hashable, self._fontproperties.__dict__.values())),
        self.get_figure(root=True).dpi, self._linespacing, self._get_multialignment(),
        self._horizontalalignment, self._verticalalignment, self.get_rotation(),
        self._rotation_mode, self._parse_math,
    )  # fmt: skip
    found = _layouts.get(key)
    if found is None:
        found = _plain_layout(self, renderer)
        _layouts[key] = (found[0].get_points().copy(), found[1], found[2])
        return found
    points, info, corner = found
    return Bbox(points.copy()), list(info), corner


def _hashable(x: Any) -> Any:
    return tuple(x) if isinstance(x, list) else x


# ---- update: within one drawing of an Axes its ticks are placed once

_update_ticks = maxis.Axis._update_ticks
_bboxes = maxis.Axis._get_ticklabel_bboxes
_axes_draw = mbase._AxesBase.draw
_drawing: dict[Any, dict[str, Any]] = {}


def axes_draw(self: Any, renderer: Any) -> Any:
    """Draw axes; meanwhile their ticks are placed once."""
    axes = [*self._axis_map.values()]
    for axis in axes:
        _drawing[axis] = {}
    try:
        return _axes_draw(self, renderer)
    finally:
        for axis in axes:
            _drawing.pop(axis, None)


axes_draw._supports_rasterization = True


def _place(axis: Any) -> Any:
    low, high = axis.get_view_interval()
    return (
        float(low), float(high), axis.axes.bbox.bounds, axis.major.locator, axis.major.formatter,
        axis.minor.locator, axis.minor.formatter, axis._scale,
    )  # fmt: skip


def update_ticks(self: Any) -> Any:
    """Place the ticks of an axis, unless nothing has changed."""
    kept = _drawing.get(self)
    if kept is None:
        return _update_ticks(self)
    place = _place(self)
    if kept.get("place") != place:
        kept.clear()
        kept["ticks"] = _update_ticks(self)
        kept["place"] = place
    return list(kept["ticks"])


def ticklabel_bboxes(self: Any, ticks: Any, renderer: Any) -> Any:
    """Return the boxes of the labels, unless nothing has changed."""
    kept = _drawing.get(self)
    if kept is None or kept.get("place") != _place(self):
        return _bboxes(self, ticks, renderer)
    look = (ticks, [(t.label1._visible, t.label2._visible) for t in ticks])
    if kept.get("look") != look:
        kept["boxes"] = _bboxes(self, ticks, renderer)
        kept["look"] = look
    one, two = kept["boxes"]
    return [Bbox(b.get_points().copy()) for b in one], [Bbox(b.get_points().copy()) for b in two]


#: What is replaced.
PATCHES = [
    (mtext, "_get_text_metrics_with_cache", text_metrics),
    (mtext.Text, "_get_layout", get_layout),
    (mbase._AxesBase, "draw", axes_draw),
    (maxis.Axis, "_update_ticks", update_ticks),
    (maxis.Axis, "_get_ticklabel_bboxes", ticklabel_bboxes),
]
