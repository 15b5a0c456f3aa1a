"""Figures of a regime's terms: the Nile of 1959, one fall-back read in two ways, a secret one.

The models stand in :mod:`govlib.games.nash_bargaining`, :mod:`govlib.games.alternating_offers`
and :mod:`govlib.games.single_offer`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import scipy.stats  # noqa: F401 (models import it late, and a first answer would wait)
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from govlib.data import load
from govlib.drawing import Choice, Slider, Target, figure
from govlib.figures.handles import handle
from govlib.games import AlternatingOffers, SingleOffer
from govlib.palette import color, is_narrow

__all__ = ["nile", "readings", "say_nile", "say_readings", "say_secret", "secret"]

_NEAR = 1e-9

#: what a fall-back is, as the reader chooses it -> which option of the talks
READINGS = {"to live on": "inside", "to leave for": "outside"}


@lru_cache(maxsize=1)
def _nile() -> tuple[float, float]:
    """Return what there is to divide, and Egypt's share of it by the agreement of 1959."""
    shares = load("nile_waters_1959").share_1959
    return float(shares.sum()), float(shares["Egypt"])


def _egypt(egypt: float, sudan: float, reading: str, strength: float) -> float:
    """Return Egypt's share by the model, in milliard cubic metres."""
    pie, _ = _nile()
    kind = READINGS[reading]
    options = {f"{kind}_first": egypt / pie, f"{kind}_second": sudan / pie}
    # whose impatience is small beside the other's has power: rates 1 − s and s
    return float(AlternatingOffers.limit(1 - strength, strength, **options).proposer) * pie


def _as_in_1959(egypt: float, sudan: float, reading: str, strength: float) -> bool:
    return abs(_egypt(egypt, sudan, reading, strength) - _nile()[1]) < 0.05


def say_nile(*, reading: str, egypt: float, sudan: float, strength: float) -> str:
    """Say what :func:`nile` shows."""
    pie, agreed = _nile()
    share = _egypt(egypt, sudan, reading, strength)
    power = "equal power" if strength == 0.5 else f"{strength:.0%} of the power for Egypt"
    text = (
        f"With {egypt:g} and {sudan:g} {reading} and {power}, Egypt gets {share:.1f} and Sudan "
        f"{pie - share:.1f} of {pie:g}. "
    )
    if READINGS[reading] == "outside":
        alone = strength * pie
        if abs(share - alone) <= _NEAR:
            text += "Neither would rather leave for its fall-back: both change nothing. "
        else:
            who, what = ("Egypt", egypt) if share > alone else ("Sudan", sudan)
            text += f"{who} would leave for {what:g}, which is just matched. "
    else:
        text += f"Gains: {share - egypt:.1f} and {pie - share - sudan:.1f}. "
    return text + f"The agreement of 1959: {agreed:g} and {pie - agreed:g}."


@figure(
    says=say_nile,
    size=(6.4, 3.0),
    narrow=(3.6, 3.4),
    targets=(
        Target(
            "48 and 4 to live on: the power of Egypt that gives the shares of 1959",
            lambda egypt, sudan, reading, strength: (
                egypt == 48
                and sudan == 4
                and READINGS[reading] == "inside"
                and _as_in_1959(egypt, sudan, reading, strength)
            ),
            said="About one third, 7.5 of 22. It fits the treaty because it was fitted to it.",
        ),
        Target(
            "equal power, Sudan 4: the fall-back of Egypt to live on that gives Sudan 20",
            lambda egypt, sudan, reading, strength: (
                strength == 0.5
                and sudan == 4
                and READINGS[reading] == "inside"
                and abs(_egypt(egypt, sudan, reading, strength) - 54) < 0.05
            ),
            said="38 is 48 less the evaporation of 10: Egypt alone would bear it.",
        ),
        Target(
            "equal power: another pair of fall-backs that gives the shares of 1959",
            lambda egypt, sudan, reading, strength: (
                strength == 0.5 and _as_in_1959(egypt, sudan, reading, strength)
            ),
            said="37 and nothing fit the treaty as well as a power of one third does.",
        ),
    ),
    reading=Choice(list(READINGS), style="radio", start="to live on", label="fall-backs are"),
    egypt=Slider(values=[0, 37, 38, 48, 52], start=48, label="fall-back of Egypt"),
    sudan=Slider(values=[0, 4, 12, 20], start=4, label="fall-back of Sudan"),
    strength=Slider(values=[0.3, 0.34, 0.4, 0.5, 0.6], start=0.5, label="power of Egypt"),
)
def nile(fig: Figure, *, reading: str, egypt: float, sudan: float, strength: float) -> None:
    """Draw how the Nile is divided by a model, above how it was divided in 1959.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    reading : str
        What a fall-back is: a key of ``READINGS``.
    egypt, sudan : float
        What each has without an agreement, milliard cubic metres a year.
    strength : float
        Bargaining power of Egypt, that of both being 1: Sudan's rate of impatience as a share
        of both rates.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.03, 0.17, 0.94, 0.66) if narrow else (0.03, 0.18, 0.95, 0.66))
    pie, agreed = _nile()
    rights = load("nile_waters_1959").acquired_right
    share = _egypt(egypt, sudan, reading, strength)
    _bar(ax, 1.25, share, egypt, sudan, "the model")
    _bar(ax, 0.0, agreed, float(rights["Egypt"]), float(rights["Sudan"]), "8 November 1959")
    ax.plot([agreed] * 2, [-0.32, 1.57], ":", color=color["ink"], lw=1.2, zorder=4)
    (border,) = ax.plot([share] * 2, [0.9, 1.6], "-", color=color["ink"], lw=4, zorder=5)
    handle(border, "strength")
    ax.set(xlim=(-1, pie + 1), ylim=(-0.5, 2.15), xticks=[0, 20, 40, 60, pie], yticks=[])
    ax.set_xlabel("milliard m³ a year")
    ax.spines["left"].set_visible(False)
    ax.set_title("Egypt" if narrow else "Egypt: fall-back, gain (hatched)", loc="left")
    ax.set_title("Sudan" if narrow else "Sudan: gain (hatched), fall-back", loc="right")


def _bar(ax: Axes, y: float, share: float, egypt: float, sudan: float, name: str) -> None:
    """Draw one division: Egypt from the left, Sudan from the right, gains hatched."""
    pie, _ = _nile()
    for tint, parts in (
        ("blue", ((0.0, egypt, ""), (egypt, share - egypt, "//"))),
        ("orange", ((share, pie - share - sudan, "//"), (pie - sudan, sudan, ""))),
    ):
        for left, width, hatch in parts:
            ax.barh(
                y, width, left=left, height=0.62, lw=0.8, edgecolor=color["edge"], hatch=hatch,
                facecolor=color["paper"] if hatch else color[tint],
            )  # fmt: skip
    ax.text(0, y + 0.41, f"{share:.1f}", va="bottom", fontsize=10, color=color["blue"])
    ax.text(pie, y + 0.41, f"{pie - share:.1f}", va="bottom", ha="right", fontsize=10,
            color=color["orange"])  # fmt: skip
    ax.text(pie / 2, y + 0.41, name, va="bottom", ha="center", fontsize=10, color=color["muted"])


#: the other party's fall-back in the figure of two readings
OTHER = 0.1


def _read(fallback: np.ndarray, kind: str) -> np.ndarray:
    options = {f"{kind}_first": fallback, f"{kind}_second": OTHER}
    return np.asarray(AlternatingOffers.limit(1, 1, **options).proposer)


def say_readings() -> str:
    """Say what :func:`readings` shows."""
    live, leave = (float(_read(np.array(0.3), kind)) for kind in ("inside", "outside"))
    return (
        f"To live on, a fall-back counts with half of its size from the start; to leave for, it "
        f"counts for nothing up to one half and in full above. At 0.3 the two say {live:g} and "
        f"{leave:g}."
    )


@figure(says=say_readings, size=(6.4, 3.2), narrow=(3.6, 3.6))
def readings(fig: Figure) -> None:
    """Draw a party's share against its fall-back, read in two ways, between equally patient ones.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.12, 0.14, 0.83, 0.74) if narrow else (0.09, 0.15, 0.6, 0.73))
    fallback = np.linspace(0, 0.88, 177)
    for kind, tint, style, label in (
        ("inside", "blue", "-", "lives on it"),
        ("outside", "orange", "--", "leaves for it"),
    ):
        ax.plot(fallback, _read(fallback, kind), style, color=color[tint], lw=2, label=label)
        at = float(_read(np.array(0.3), kind))
        ax.plot([0.3], [at], "o", color=color[tint], ms=7, zorder=3)
        ax.annotate(
            f"{at:g}", (0.3, at), (0, 8 if kind == "inside" else -8), textcoords="offset points",
            ha="center", va="bottom" if kind == "inside" else "top", fontsize=10,
        )  # fmt: skip
    ax.plot([0, 0.9], [0, 0.9], ":", color=color["muted"], lw=1.2, label="the fall-back itself")
    ax.set(xlim=(0, 0.9), ylim=(0, 1), xticks=[0, 0.3, 0.6, 0.9], yticks=[0, 0.5, 1])
    ax.set_xlabel("fall-back of the first party")
    ax.set_title("Share of the first party", loc="left")
    ax.legend(loc="lower right") if narrow else ax.legend(
        loc="upper left", bbox_to_anchor=(1.02, 1)
    )


#: the proposer's own fall-back in the figure of a secret one
OWN = 0.2


def say_secret() -> str:
    """Say what :func:`secret` shows."""
    talks = SingleOffer(OWN)
    return (
        f"With a fall-back of {OWN:g} the best single offer is {talks.offer:.1f}. It misses "
        f"{talks.missed:.0%} of the agreements that are possible and {talks.lost:.0%} of the gains."
    )


@figure(says=say_secret, size=(6.4, 2.9), narrow=(3.6, 3.2))
def secret(fig: Figure) -> None:
    """Draw what an agreement adds for each fall-back of the other, reached by one offer or not.

    All fall-backs are alike likely, so that areas are gains.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.13, 0.16, 0.82, 0.7) if narrow else (0.09, 0.17, 0.86, 0.69))
    offer, most = SingleOffer(OWN).offer, 1 - OWN
    for low, high, tint, hatch in ((0.0, offer, "blue", ""), (offer, most, "paper", "//")):
        ends = np.array([low, high])
        ax.fill_between(
            ends, most - ends, facecolor=color[tint], edgecolor=color["edge"], hatch=hatch, lw=0.8
        )
    ax.axvline(offer, ls=":", color=color["ink"], lw=1.2, ymax=0.97)
    look: dict[str, Any] = {"fontsize": 10, "color": color["ink"]}
    ax.text(offer + 0.015, most, "your offer", va="center", **look)
    ax.text(offer + 0.14, 0.31, "missed", va="bottom", **look)
    ax.text(0.9, 0.03, "no gain", ha="center", va="bottom", fontsize=10, color=color["muted"])
    ax.text(offer / 2, 0.2, "reached", ha="center", fontsize=10, color=color["paper"])
    ax.set(xlim=(0, 1), ylim=(0, 0.9), xticks=[0, offer, most, 1], yticks=[0, offer, most])
    ax.set_xlabel("the other's fall-back")
    ax.set_title("What an agreement adds", loc="left")
