"""Fast frames: the same bytes as plain ones, whatever a figure function does to matplotlib.

Twenty-four kinds of figure try to leave something behind for the next frame: settings, ticks,
fonts and paths changed in place, twins, layouts, rasters.
"""

from __future__ import annotations

import gc
import random

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Rectangle
from matplotlib.path import Path
from matplotlib.ticker import PercentFormatter
from matplotlib.transforms import Affine2D, Bbox, CompositeGenericTransform

from govlib.drawing.declaration import declared
from govlib.explorer import Explorer, Slider, fast, frames
from govlib.explorer.drawing import Drawing
from govlib.explorer.fast import FastDrawing, switched_on
from govlib.explorer.packing import unpack

pytestmark = pytest.mark.skipif(
    not fast.is_known(), reason="frames of this matplotlib were not compared: plain drawing is used"
)

A, B = (0.12, 0.15, 0.35, 0.7), (0.6, 0.15, 0.35, 0.7)
X = np.linspace(0, 3, 20)


def basic(fig):
    a, b = fig.add_axes(A), fig.add_axes(B)
    a.plot(X, X**2, label="square")
    a.set_title("left", loc="left")
    a.set_xlabel("x")
    a.set_ylabel("y")
    a.legend()
    b.bar([0, 1], [1, 2], hatch=["", "//"])
    return a, b


def rc(fig):
    mpl.rcParams["lines.linewidth"] = 7
    mpl.rcParams["font.size"] = 17
    basic(fig)


def rc_draw(fig):
    basic(fig)
    mpl.rcParams["path.simplify"] = False
    mpl.rcParams["text.color"] = "#00603d"


def spines(fig):
    a, b = basic(fig)
    a.spines["left"].set_position(("axes", 0.5))
    a.spines["bottom"].set_position(("data", 2))
    b.spines["left"].set_bounds(0.5, 1)
    b.spines["top"].set_visible(True)


def ticks(fig):
    a, _ = basic(fig)
    for k, label in enumerate(a.get_xticklabels()):
        label.set_color("#c0450b" if k % 2 else "#0f6fd6")
        label.set_rotation(30)
    a.xaxis.get_major_ticks()[0].tick1line.set_markersize(12)
    a.yaxis.get_major_ticks()[1].gridline.set_visible(True)
    a.yaxis.get_major_ticks()[1].gridline.set_linestyle(":")


def ticks_in_place(fig):
    a, _ = basic(fig)
    fig.canvas.draw()
    tick = a.xaxis.get_major_ticks()[2]
    tick.label1.get_fontproperties().set_size(20)
    tick.tick1line.get_path().vertices = np.array([[0.0, 0.0], [0.0, 3.0]])
    a.patch.get_path()
    a.transData.transform((0, 0))


def params(fig):
    a, b = basic(fig)
    a.tick_params(labelsize=6, length=9, direction="in", colors="#a53a8a", labeltop=True, top=True)
    b.tick_params(which="minor", length=3)
    b.minorticks_on()


def log(fig):
    a, _ = basic(fig)
    a.set_xscale("log")
    a.set(xlim=(0.1, 3), yscale="symlog")
    a.grid(which="both")


def inverted(fig):
    a, b = basic(fig)
    a.invert_yaxis()
    a.set_aspect("equal")
    b.axis("off")


def twin(fig):
    a, b = basic(fig)
    t = a.twinx()
    t.plot(X, 100 * X, "o-", color="#00603d")
    t.yaxis.set_major_formatter(PercentFormatter(100))
    b.inset_axes((0.5, 0.5, 0.4, 0.4)).plot(X, X)
    a.secondary_xaxis("top", functions=(lambda v: 2 * v, lambda v: v / 2))


def colorbar(fig):
    a = fig.add_axes(A)
    image = a.imshow(np.arange(12).reshape(3, 4), cmap="cividis", aspect="auto")
    fig.colorbar(image, ax=a, label="amount")
    fig.add_axes(B).scatter(X, X, c=X, s=30 + 10 * X, cmap="cividis")


def raster(fig):
    a, b = basic(fig)
    a.lines[0].set_rasterized(True)
    b.pcolormesh(np.arange(9).reshape(3, 3), rasterized=True)


def polar(fig):
    fig.add_axes(A, projection="polar").plot(X, X)
    fig.add_axes(B, facecolor="#d0d7de", frameon=False).plot(X, X)


def subplots(fig):
    axes = fig.subplots(2, 2, sharex=True)
    axes[0, 0].plot(X, np.sin(X))
    axes[1, 1].fill_between(X, 0, X, alpha=0.3)
    fig.suptitle("all")
    fig.supxlabel("x of all")
    fig.align_ylabels()


def layout(fig):
    fig.set_layout_engine("constrained")
    a = fig.add_subplot()
    a.set_ylabel("a\nlabel")
    a.plot(X, X)


def removed(fig):
    a, b = basic(fig)
    a.remove()
    fig.add_axes(A).plot(X, -X)
    b.clear()
    b.set_title("cleared")


def cleared(fig):
    basic(fig)
    fig.clear()
    fig.add_axes(A).plot(X, 1 - X)


def size(fig):
    fig.set_size_inches(5, 3)
    fig.set_dpi(120)
    fig.patch.set_facecolor("#d0d7de")
    basic(fig)


def texts(fig):
    a, _ = basic(fig)
    a.text(1, 2, "$x^2$ & <b>\nsecond line", ha="center", rotation=20, bbox={"fc": "#ffffff"})
    a.annotate("here", (1, 1), (2, 5), arrowprops={"arrowstyle": "->"})
    a.text(0.5, 0.5, "wrapped text that is long enough to be wrapped", wrap=True)
    a.text(1, 1, "", color="#00603d")
    a.text(np.nan, 1, "nowhere")
    fig.text(0.5, 0.02, "figure text", fontweight="bold", fontfamily="serif", alpha=0.5)


def lines(fig):
    a, b = basic(fig)
    a.add_collection(LineCollection([[(0, 0), (1, 1)], [(0, 1), (1, 3)]], linewidths=[1, 3]))
    a.plot(X, X, "s--", markevery=3, mfc="none", clip_on=False, drawstyle="steps-mid")
    a.scatter([1, 2], [1, 2], marker=(5, 1), s=80)
    a.scatter([1], [2], marker="x")
    b.errorbar([0, 1], [1, 2], yerr=0.3, capsize=4)
    b.plot([0, 1], [np.nan, 2], gid="mine", url="https://example.org")
    b.axvspan(0.2, 0.4, clip_path=None, alpha=0.2)
    long = np.linspace(0, 1, 3000)
    b.plot(long, np.sin(40 * long))


def dates(fig):
    _, b = basic(fig)
    b.clear()
    b.plot(np.array(["2020-01-01", "2021-01-01"], dtype="datetime64[D]"), [1, 2])
    c = fig.add_axes((0.2, 0.9, 0.2, 0.05))
    c.bar(["one", "two"], [1, 2])


def offset(fig):
    a, _ = basic(fig)
    a.set_ylim(1e6, 1e6 + 1)
    a.ticklabel_format(axis="x", style="sci", scilimits=(0, 0))
    a.set_title("high", loc="center", pad=20)
    a.xaxis.set_label_position("top")
    a.yaxis.set_label_coords(-0.2, 0.3)


def cycle(fig):
    a, _ = basic(fig)
    a.set_prop_cycle(color=["#503700", "#a53a8a"])
    a.plot(X, X)
    a.set_xticks([0, 1, 2], ["zero", "one", "two"], rotation=45, color="#00603d")
    a.margins(0.3)
    a.locator_params(axis="y", nbins=3)


def callbacks(fig):
    a, b = basic(fig)
    a.callbacks.connect("xlim_changed", lambda ax: ax.set_ylim(0, 50))
    a.set_xlim(0, 5)
    fig.canvas.mpl_connect("draw_event", lambda event: None)
    b.set_facecolor("#d0d7de")
    b.set_zorder(5)
    b.set_position((0.6, 0.4, 0.3, 0.3))
    b.set_clip_on(False)
    b.set_gid("second")


KINDS = [
    basic, rc, rc_draw, spines, ticks, ticks_in_place, params, log, inverted, twin,
    colorbar, raster, polar,
    subplots, layout, removed, cleared, size, texts, lines, dates, offset, cycle, callbacks,
]  # fmt: skip


def odd(fig, *, kind):
    KINDS[int(kind)](fig)


@pytest.fixture
def drawing():
    grid = {"kind": Slider(0, len(KINDS) - 1, 1)}
    return Drawing(declared(odd, controls=grid, narrow=(3.6, 4.6)), salt="odd")


@pytest.mark.filterwarnings("ignore")
def test_no_frame_leaves_something_for_the_next(drawing):
    jobs = [(state, size) for state in drawing.declared.states() for size in drawing.sizes]
    wanted = {(s["kind"], size): drawing.draw(s, size) for s, size in jobs}
    quick, order = FastDrawing(drawing), random.Random(1)
    settings = dict(mpl.rcParams)
    different = set()
    for _ in range(3):
        order.shuffle(jobs)
        with switched_on():
            for state, size in jobs:
                if quick.draw(state, size) != wanted[state["kind"], size]:
                    different.add(KINDS[int(state["kind"])].__name__)
    assert not different
    assert dict(mpl.rcParams) == settings
    # and none for plain drawing afterwards
    for state, size in jobs:
        assert drawing.draw(state, size) == wanted[state["kind"], size]


def test_the_parts_are_put_back(drawing):
    def parts():
        modules = (fast.boxes, fast.detours, fast.layout, fast.memo, fast.pool, fast.transforms)
        return [owner.__dict__[name] for m in modules for owner, name, _ in m.PATCHES]

    before = parts()
    with switched_on():
        assert all(a is not b for a, b in zip(parts(), before, strict=True))
    assert all(a is b for a, b in zip(parts(), before, strict=True))


def rising(fig, *, n):
    ax = fig.add_axes((0.15, 0.15, 0.8, 0.75))
    ax.plot([0, 1, 2], [0, n, 1], "o-")
    ax.set_title(f"n = {n:g}", loc="left")
    ax.set_xlim(0, 2 + n % 3)


def explorer(figure=rising):
    says = lambda *, n: f"It rises by {n:g}."  # noqa: E731
    grid = {"n": Slider(0, 11, 1)}
    return Explorer(figure, title="Rising", id="rising", says=says, narrow=(3.6, 3.2), **grid)


@pytest.fixture(scope="module")
def plain():
    """The packs of the rising line, drawn plainly in this process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOVLIB_JOBS", "1")
        patch.setattr(frames, "is_known", lambda: False)
        return explorer().packs()


@pytest.mark.parametrize("count", ["1", "2"])
def test_packs_are_the_same_fast_and_plain(monkeypatch, plain, count):
    monkeypatch.setenv("GOVLIB_JOBS", count)
    quick = explorer()
    assert quick.packs() == plain
    assert "differ" not in quick.note


@pytest.mark.parametrize("count", ["1", "2"])
def test_a_difference_falls_back_to_plain_drawing_and_says_so(monkeypatch, plain, count):
    monkeypatch.setenv("GOVLIB_JOBS", count)
    true = FastDrawing.draw
    wrong = lambda self, state, variant="wide": true(self, state, variant) + "<!-- wrong -->"  # noqa: E731
    monkeypatch.setattr(FastDrawing, "draw", wrong)
    again = explorer()
    assert again.packs() == plain
    assert "fast frames differ from plain ones (n=" in again.note


def test_other_versions_of_matplotlib_are_drawn_plainly(monkeypatch):
    monkeypatch.setattr(mpl, "__version__", "3.12.0")
    assert not fast.is_known()
    monkeypatch.setattr(frames, "_fast", None)  # calling it would fail
    assert len(unpack(explorer().packs()["wide"])[0]) == 12


def test_a_model_is_asked_once_for_a_state(monkeypatch):
    monkeypatch.setenv("GOVLIB_JOBS", "1")
    drawn = []

    def noted(fig, *, n):
        drawn.append(n)
        rising(fig, n=n)

    explorer(noted).packs()
    pairs = [drawn[i : i + 2] for i in range(0, len(drawn), 2)]
    assert all(a == b for a, b in pairs)  # both shapes of a state stand together


def test_an_error_of_a_fast_frame_says_which_state(monkeypatch):
    def fragile(fig, *, n):
        if n == 7:
            raise RuntimeError("no solution")
        rising(fig, n=n)

    for count in "12":
        monkeypatch.setenv("GOVLIB_JOBS", count)
        with pytest.raises(RuntimeError, match="no solution") as caught:
            explorer(fragile).packs()
        assert "while the explorer 'rising' drew n=7" in "".join(caught.value.__notes__)


@pytest.mark.parametrize(
    "corners",
    [
        [[0, 1], [2, 3]],
        [[2, 3], [0, 1]],
        [[2, 1], [0, 3]],
        [[np.nan, 1], [2, np.nan]],
        [[-np.inf, 0], [np.inf, 0]],
    ],
)
def test_the_edges_of_a_box_are_those_of_matplotlib(corners):
    other = Bbox([[1, -1], [5, 2]])

    def edges():
        box = Bbox(corners)
        return [box.xmin, box.ymin, box.xmax, box.ymax, *Bbox.union([box, other]).extents]

    plain = edges()
    with switched_on():
        np.testing.assert_array_equal(edges(), plain)


@pytest.mark.parametrize("ignore", [True, False, None])
@pytest.mark.parametrize(
    "points",
    [
        [[1, 2], [3, 4], [-5, 0.5]],
        [[0, 0], [-1, -2]],
        [[np.nan, 1], [2, 3]],
        [[np.inf, 1], [2, -3]],
        np.empty((0, 2)),
    ],
)
def test_a_box_is_widened_by_a_path_as_matplotlib_does(points, ignore):
    def widened():
        found = []
        for box in (Bbox([[0, 1], [2, 5]]), Bbox.null()):
            box.update_from_path(Path(points), ignore=ignore)
            box.update_from_path(Path([[0.5, 9]]), ignore=False, updatex=False)
            found += [box.get_points(), box.minpos]
        return np.concatenate(found, axis=None)

    plain = widened()
    with switched_on():
        np.testing.assert_array_equal(widened(), plain)


def test_a_transform_knows_of_each_change_below():
    with switched_on():
        low, high = Affine2D().scale(2), Affine2D().translate(1, 0)
        whole = CompositeGenericTransform(CompositeGenericTransform(low, high), Affine2D())
        for change in (lambda: low.scale(3), lambda: high.translate(0, 5), low.clear):
            assert whole.get_affine() is whole.get_affine()
            change()
            wanted = high.get_matrix() @ low.get_matrix()
            np.testing.assert_array_equal(whole.get_affine().get_matrix(), wanted)


def test_what_is_clipped_to_a_rectangle_shares_its_box_until_it_moves():
    def clips():
        ax = Figure().add_axes(A)
        frame = Rectangle((0, 0), 1, 1, transform=ax.transData)
        lines = [*ax.plot(X, X), *ax.plot(X, X**2), *ax.plot(X, X**3)]
        lines[0].set_clip_path(frame)
        lines[1].set_clip_path(frame)
        frame.set_width(2)
        lines[2].set_clip_path(frame)
        ax.set_xlim(0, 9)
        return [line.get_clip_box().bounds for line in lines]

    plain = clips()
    with switched_on():
        np.testing.assert_array_equal(clips(), plain)


def test_garbage_is_collected_as_before_once_all_is_drawn(monkeypatch):
    monkeypatch.setenv("GOVLIB_JOBS", "1")
    seen = set()

    def looking(fig, *, n):
        seen.add(gc.get_threshold()[0])
        rising(fig, n=n)

    before = gc.get_threshold()
    explorer(looking).packs()
    assert seen == {frames.YOUNG}
    assert gc.get_threshold() == before


def test_limits_of_rectangles_are_those_of_matplotlib():
    def limits():
        found = []
        for shape in (
            Rectangle((1, 2), 3, -4),
            Rectangle((1, 2), 3, 4, angle=30, rotation_point="center"),
            Rectangle((1, 2), 0, 0),
            Circle((1, 1), 2),
        ):
            ax = Figure().add_axes(A)
            ax.add_patch(shape)
            found.append(ax.dataLim.extents)
        ax = Figure().add_axes(A)
        ax.add_patch(Rectangle((5, 2), 1, 4, transform=ax.get_xaxis_transform()))
        ax.axhspan(3, 7)
        return [*found, ax.dataLim.extents]

    plain = limits()
    with switched_on():
        np.testing.assert_array_equal(limits(), plain)
