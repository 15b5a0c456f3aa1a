"""Texts are measured and laid out once, and the ticks of an axis placed once a drawing.

The layout of a text depends on its string, font, angle and alignment, not on the frame, but
matplotlib forgets it with each renderer. And within the drawing of one axes it places the ticks
of an axis and its label four or five times, and within that of a legend packs what stands in it
as often as boxes lie in each other; once is enough.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from matplotlib import artist as martist
from matplotlib import axis as maxis
from matplotlib import text as mtext
from matplotlib.axes import _base as mbase
from matplotlib.backends import backend_svg as msvg
from matplotlib.backends.backend_mixed import MixedModeRenderer
from matplotlib.legend import Legend
from matplotlib.offsetbox import HPacker, VPacker
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


# ---- within one drawing of an Axes its ticks are placed once, and so are the labels beside them

_update_ticks = maxis.Axis._update_ticks
_bboxes = maxis.Axis._get_ticklabel_bboxes
_axes_draw = mbase._AxesBase.draw
_drawing: dict[Any, dict[str, Any]] = {}


def axes_draw(self: Any, renderer: Any) -> Any:
    """Draw axes; meanwhile limits, locators and formatters stay what they are."""
    axes = [*self._axis_map.values()]
    for axis in axes:
        _drawing[axis] = {}
    try:
        return _axes_draw(self, renderer)
    finally:
        for axis in axes:
            _drawing.pop(axis, None)


axes_draw._supports_rasterization = True


def update_ticks(self: Any) -> Any:
    """Place the ticks of an axis, the first time."""
    kept = _drawing.get(self)
    if kept is None:
        return _update_ticks(self)
    if "ticks" not in kept:
        kept["ticks"] = _update_ticks(self)
    return list(kept["ticks"])


def ticklabel_bboxes(self: Any, ticks: Any, renderer: Any) -> Any:
    """Return the boxes of the labels, worked out the first time."""
    kept = _drawing.get(self)
    if kept is None or kept.get("ticks") != ticks:
        return _bboxes(self, ticks, renderer)
    if "boxes" not in kept:
        kept["boxes"] = _bboxes(self, ticks, renderer)
    one, two = kept["boxes"]
    return list(one), list(two)


def _placed_once(plain: Callable[..., Any]) -> Callable[..., Any]:
    def update_label_position(self: Any, renderer: Any) -> None:
        kept = _drawing.get(self)
        if kept is None or "label" not in kept:
            plain(self, renderer)
        if kept is not None:
            kept["label"] = True

    return update_label_position


def tick_draw(self: Any, renderer: Any) -> None:
    """Draw what is seen of a tick."""
    if self.get_visible():
        renderer.open_group(self.__name__, gid=self.get_gid())
        for part in (self.gridline, self.tick1line, self.tick2line, self.label1, self.label2):
            if part._visible:
                part.draw(renderer)
        renderer.close_group(self.__name__)
    self.stale = False


# ---- within one drawing of a legend its boxes are packed once

_legend_draw = Legend.draw
_packed: dict[Any, Any] | None = None


def legend_draw(self: Any, renderer: Any) -> None:
    """Draw a legend; meanwhile what stands in it keeps its size."""
    global _packed
    _packed = {}
    try:
        _legend_draw(self, renderer)
    finally:
        _packed = None


legend_draw._supports_rasterization = True


def _packed_once(plain: Callable[..., Any]) -> Callable[..., Any]:
    def get_bbox_and_child_offsets(self: Any, renderer: Any) -> Any:
        if _packed is None:
            return plain(self, renderer)
        if self not in _packed:
            _packed[self] = plain(self, renderer)
        return _packed[self]

    return get_bbox_and_child_offsets


#: What is replaced.
PATCHES = [
    (mtext, "_get_text_metrics_with_cache", text_metrics),
    (mtext.Text, "_get_layout", get_layout),
    (mbase._AxesBase, "draw", axes_draw),
    (maxis.Axis, "_update_ticks", update_ticks),
    (maxis.Axis, "_get_ticklabel_bboxes", ticklabel_bboxes),
    (maxis.Tick, "draw", martist.allow_rasterization(tick_draw)),
    (Legend, "draw", legend_draw),
    *((of, "_update_label_position", _placed_once(vars(of)["_update_label_position"]))
      for of in (maxis.XAxis, maxis.YAxis)),
    *((of, "_get_bbox_and_child_offsets", _packed_once(vars(of)["_get_bbox_and_child_offsets"]))
      for of in (HPacker, VPacker)),
]  # fmt: skip
