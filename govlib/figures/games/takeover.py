"""Figure of invasions: who takes over from whom where members meet again and again."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from govlib.drawing import Slider, figure
from govlib.evolution import Fixation, PairGame, fixation
from govlib.palette import color, is_narrow

__all__ = ["say_takeover", "takeover"]

#: members of the population in which strategies try to take over, and what the three are called
INVADED = 50
STRATEGIES = ("always give", "never give", "tit for tat")


@lru_cache(maxsize=512)
def _takeover(rounds: int, ratio: float, selection: float) -> tuple[Fixation, np.ndarray]:
    """Chances of taking over, and the shares of time."""
    give, gain = 1.0, ratio
    once = 1 / rounds
    payoffs = [
        [gain - give, -give, gain - give],
        [gain, 0.0, gain * once],
        [gain - give, -give * once, gain - give],
    ]
    found = fixation(PairGame(payoffs), INVADED, selection)
    return found, found.stationary


def say_takeover(*, rounds: int, ratio: float, selection: float) -> str:
    """Say what :func:`takeover` shows."""
    found, time = _takeover(rounds, ratio, selection)
    top = int(np.argmax(time))
    times = "once" if rounds == 1 else f"{rounds} times"
    if time.max() - time.min() < 0.02:
        first = f"Where members meet {times}, all three strategies rule about equally long."
    else:
        first = (
            f"Where members meet {times}, “{STRATEGIES[top]}” rules {time[top]:.0%} of the time."
        )
    tit = float(found.relative[1, 2])
    verdict = "works against it" if tit < 1 else "favours it"
    if abs(tit - 1) < 0.005:
        second = "One tit for tat among those who never give takes over as often as by chance."
    elif tit < 0.005:
        second = "One tit for tat among those who never give practically never takes over."
    else:
        often = f"{tit:.2g}" if f"{tit:.2g}" != "1" else f"{tit:.3g}"
        second = (
            f"One tit for tat among {INVADED - 1} who never give takes over {often} times as "
            f"often as by chance, so selection {verdict}."
        )
    return f"{first} {second}"


@figure(
    says=say_takeover,
    narrow=(3.6, 4.6),
    rounds=Slider(values=[1, 2, 5, 10, 20, 50, 100], start=10, label="meetings of a pair"),
    ratio=Slider(values=[1.2, 2, 3, 5, 10], start=3, label="benefit over cost"),
    selection=Slider(values=[0, 0.01, 0.1, 1, 10, 100], start=0.1, label="strength of selection"),
)
def takeover(fig: Figure, *, rounds: int, ratio: float, selection: float) -> None:
    """Draw who takes over from whom among three strategies, and how long each rules.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    rounds : int
        Times that two members meet.
    ratio : float
        What a gift is worth over what it costs.
    selection : float
        Strength of selection β.
    """
    narrow = is_narrow(fig)
    if narrow:
        ax, bars = fig.add_axes((0.02, 0.36, 0.96, 0.64)), fig.add_axes((0.3, 0.05, 0.52, 0.21))
    else:
        ax, bars = fig.add_axes((0.0, 0.02, 0.56, 0.96)), fig.add_axes((0.74, 0.2, 0.17, 0.58))
    found, time = _takeover(rounds, ratio, selection)
    places = np.array([[-1.0, -0.6], [1.0, -0.6], [0.0, 0.9]])
    ax.set(xlim=(-1.75, 1.75), ylim=(-1.5, 1.5))
    ax.set_axis_off()
    for r in range(3):
        for i in range(3):
            if r != i:
                _arrow(ax, places[r], places[i], float(found.relative[r, i]))
    for place, name, share in zip(places, STRATEGIES, time, strict=True):
        ax.plot(
            *place[:, None],
            "o",
            ms=14 + 30 * np.sqrt(share),
            mfc=color["blue"],
            color=color["ink"],
            mec=color["paper"],
            zorder=3,
        )
        high = place[1] > 0
        ax.text(
            place[0], place[1] + (0.44 if high else -0.44), name, ha="center", va="center", zorder=5
        )
    ax.text(
        0,
        -1.4,
        f"takes over … times as often as one in {INVADED}",
        ha="center",
        color=color["muted"],
        fontsize=9,
    )
    rows = np.arange(3)
    bars.barh(rows, time, height=0.6, color=color["blue"])
    for row, share in enumerate(time):
        bars.text(share + 0.03, row, f"{share:.0%}", va="center", clip_on=False)
    bars.set(yticks=rows, yticklabels=STRATEGIES, xlim=(0, 1), ylim=(2.5, -0.5), xticks=[])
    bars.spines[["left", "bottom"]].set_visible(False)
    bars.tick_params(axis="y", length=0)
    bars.set_title("Time at the top", loc="left")


def _arrow(ax: Axes, start: np.ndarray, end: np.ndarray, relative: float) -> None:
    """Draw the way from residents to an invader, bold where selection favours him."""
    along = end - start
    length = float(np.hypot(*along))
    unit = along / length
    aside = 0.11 * np.array([unit[1], -unit[0]])
    favoured = relative > 1 + 1e-6
    tone = color["orange"] if favoured else color["muted"]
    ax.annotate(
        "",
        end - 0.3 * unit + aside,
        xytext=start + 0.3 * unit + aside,
        arrowprops={
            "arrowstyle": "-|>",
            "color": tone,
            "lw": 2.4 if favoured else 1.0,
            "ls": "-" if favoured else "--",
            "mutation_scale": 14,
        },
    )
    words = (
        "0"
        if relative < 0.005
        else f"{relative:.{2 if relative < 0.95 else 0 if relative > 9.5 else 1}f}"
    )
    # a number beside a slanting arrow needs more room than one above a level one
    at = (start + end) / 2 + (2.4 if abs(unit[0]) > 0.9 else 3.0) * aside
    ax.text(float(at[0]), float(at[1]), words, ha="center", va="center", color=tone, fontsize=10)
