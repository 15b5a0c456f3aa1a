"""Figure of levels of government: who should provide a good of which how much spills over."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure

from govlib._check import choice
from govlib.drawing import Choice, Slider, Target, figure
from govlib.figures.handles import handle
from govlib.nations import Districts, cooperative, critical_spillover, minimum_winning
from govlib.palette import color, is_narrow

__all__ = ["CENTRES", "levels", "say_levels"]

#: how the centre decides
CENTRES = ("the same for all", "cooperative legislature", "narrow majority")

#: range of losses drawn, where the two districts want 2 in all
TOP = 1.1


def _pair(ratio: float) -> Districts:
    """Two districts that want 2 in all, the one ``ratio`` times as much as the other."""
    return Districts([2 * ratio / (ratio + 1), 2 / (ratio + 1)])


def _lost(ratio: float, centre: str, k: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Surplus that local and central provision miss."""
    choice("centre", centre, CENTRES)
    pair = _pair(ratio)
    best = pair.optimum(k).surplus
    central = {
        CENTRES[0]: lambda: pair.centralised(k).surplus,
        CENTRES[1]: lambda: cooperative(pair, k).provision.surplus,
        CENTRES[2]: lambda: minimum_winning(pair, k).surplus,
    }[centre]()
    return np.asarray(best - pair.decentralised(k).surplus), np.asarray(best - central)


@lru_cache(maxsize=256)
def _at(ratio: float, centre: str, spillover: float) -> tuple[float, float]:
    local, central = _lost(ratio, centre, np.array([spillover]))
    return float(local[0]), float(central[0])


@lru_cache(maxsize=32)
def _turn(ratio: float, centre: str) -> float:
    """Return the spillover from which the centre does better."""
    if centre == CENTRES[0]:
        return _pair(ratio).critical_spillover
    kind = {CENTRES[1]: "cooperative", CENTRES[2]: "minimum winning"}[centre]
    return critical_spillover(_pair(ratio), kind)


def say_levels(*, ratio: float, centre: str, spillover: float) -> str:
    """Say what :func:`levels` shows."""
    local, central = _at(ratio, centre, spillover)
    wishes = "both want the same" if ratio == 1 else f"one wants {ratio:g} times as much"
    who = "local governments" if local < central else "the centre"
    text = (
        f"Of two districts {wishes}. At a spillover of {spillover:g}, local governments lose "
        f"{local:.3g} against the best and the centre ({centre}) {central:.3g}: {who} should "
        "decide."
    )
    if centre == CENTRES[1] and ratio > 1:
        sent = cooperative(_pair(ratio), spillover).delegates
        if sent.min() == 0:
            text += " The district that wants less sends a delegate who asks for nothing."
    return text


def _found(rule: str, exact: str) -> Target:
    def ahead(ratio: float, centre: str, spillover: float) -> bool:
        local, central = _at(ratio, centre, spillover)
        return ratio == 3 and centre == rule and local > central

    text = f"One wants 3 times as much, {rule}: the smallest spillover for the centre"
    return Target(text, ahead, smallest="spillover", said=exact)


@figure(
    says=say_levels,
    narrow=(3.6, 4.6),
    targets=[
        _found(CENTRES[0], "The first stop above the border at 0.197."),
        _found(CENTRES[1], "The first stop above 0.306: shared bills make the centre dearer."),
        _found(CENTRES[2], "The first stop above 0.379: chance makes it dearer still."),
    ],
    ratio=Slider(values=[1, 2, 3, 5, 8], start=3, label="how many times as much the one wants"),
    centre=Choice(CENTRES, label="the centre gives"),
    spillover=Slider(
        values=[0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5], start=0.1, label="spillover"
    ),
)
def levels(fig: Figure, *, ratio: float, centre: str, spillover: float) -> None:
    """Draw what local and central provision lose against the best, as more spills over.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    ratio : float
        How many times as much of the good the one district wants.
    centre : str
        One of :data:`~govlib.figures.nations.levels.CENTRES`.
    spillover : float
        The reader's spillover, in (0, ½].
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.13, 0.12, 0.83, 0.67) if narrow else (0.08, 0.15, 0.88, 0.67))
    k = np.linspace(0.002, 0.5, 250)
    local, central = _lost(ratio, centre, k)
    ax.plot(k, local, "-", color=color["blue"], label="local governments")
    ax.plot(k, central, "--", color=color["orange"], label=f"centre: {centre}")
    line = ax.axvline(spillover, color=color["edge"], lw=1.4, zorder=0)
    handle(line, "spillover", field=ax)
    for value, hue, mark in zip(
        _at(ratio, centre, spillover), ("blue", "orange"), ("o", "s"), strict=True
    ):
        if value <= TOP:  # what is off the scale is said, not drawn
            ax.plot([spillover], [value], mark, color=color[hue], ms=8, zorder=4, clip_on=False)
    turn = _turn(ratio, centre)
    height = float(_lost(ratio, centre, np.array([max(turn, 1e-6)]))[0][0])
    ax.annotate(
        f"κ* = {turn:.2f}",
        (turn, height),
        xytext=(44 if turn < 0.05 else 0, 52 if height < 0.6 * TOP else -52),
        textcoords="offset points",
        ha="center",
        bbox={"boxstyle": "square,pad=0.15", "fc": color["paper"], "ec": "none"},
        arrowprops={"arrowstyle": "-", "color": color["ink"], "lw": 0.8},
    )
    ax.set(xlim=(0, 0.505), ylim=(0, TOP))
    ax.set_xticks([0, 0.25, 0.5], ["0: local good", "¼", "½: good of all"])
    labels = ax.get_xticklabels()
    labels[0].set(ha="left")
    labels[-1].set(ha="right")
    ax.set_xlabel("spillover κ")
    ax.legend(
        loc="lower left", bbox_to_anchor=(-0.02, 1.08), ncols=1 if narrow else 2, labelspacing=0.2
    )
    ax.set_title("Surplus lost", loc="left")
