"""Figures of punishment: what it takes to deter, and which institution imitation selects.

The models stand in :mod:`govlib.enforcement.punishment` and
:mod:`govlib.enforcement.optional_punishment`.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter
from numpy.typing import NDArray

from govlib.drawing import Choice, Slider, Switch, Target, figure
from govlib.enforcement import OptionalPunishment, PunishmentGame
from govlib.enforcement.optional_punishment import STRATEGIES
from govlib.figures.words import listed
from govlib.palette import color, is_narrow

__all__ = ["KINDS", "deterrence", "institutions", "say_deterrence", "say_institutions"]

#: most points that one punisher gives in the figure
MOST = 5

#: members of the population in the figure of institutions
POPULATION = 100

#: price of a fine in the figure of institutions
PRICE = 0.7

#: who punishes -> strategies that can occur, besides those who stay out
KINDS = {
    "nobody": ("cooperator", "defector"),
    "peers": ("cooperator", "defector", "peer punisher"),
    "a pool": ("cooperator", "defector", "pool punisher"),
    "peers or a pool": ("cooperator", "defector", "pool punisher", "peer punisher"),
}

_TONES = {
    "cooperator": ("gold", ".."),
    "defector": ("orange", "//"),
    "non-participant": ("edge", ""),
    "pool punisher": ("green", "\\\\"),
    "peer punisher": ("blue", "xx"),
}
_WORDS = {
    "cooperator": "cooperators",
    "defector": "free riders",
    "non-participant": "staying out",
    "pool punisher": "pool punishers",
    "peer punisher": "peer punishers",
}


@lru_cache(maxsize=16)
def _game(mpcr: float) -> PunishmentGame:
    return PunishmentGame(mpcr=mpcr)


def _final(mpcr: float, points: int, punishers: int) -> NDArray[np.float64]:
    """Pay three who give all, punishers first, and one who gives nothing."""
    table = np.zeros((4, 4))
    table[:punishers, 3] = points
    return _game(mpcr).payoffs([20, 20, 20, 0], table)


def say_deterrence(*, mpcr: float, points: int, punishers: int) -> str:
    """Say what :func:`deterrence` shows."""
    game = _game(mpcr)
    final = _final(mpcr, points, punishers)
    conforming = float(game.first_stage.optimum().payoff)
    who = "one member gives" if punishers == 1 else f"{punishers} members give"
    count = {0: "no point", 1: "one point"}.get(points, f"{points} points")
    first = (
        f"Where {who} a free rider {count}{' each' if punishers > 1 and points else ''}, she ends "
        f"up with {final[3]:.3g} against {conforming:.3g} had she given"
    )
    worth = (
        "free riding does not pay" if final[3] <= conforming + 1e-9 else "free riding still pays"
    )
    lost = final[2 if punishers < 3 else 0]
    without = _final(mpcr, 0, 1)[0]
    if points:
        second = (
            f"Each punisher has {final[0]:.3g} instead of {without:.3g}: once the gifts are made, "
            "punishing only costs her."
        )
    else:
        second = f"Those who gave have {lost:.3g} each, and nothing can be undone but by paying."
    return f"{first}: {worth}. {second}"


@figure(
    says=say_deterrence,
    narrow=(3.6, 4.6),
    mpcr=Slider(values=[0.3, 0.4, 0.75], start=0.4, label="return to each (MPCR)"),
    points=Slider(0, MOST, 1, start=2, label="points of each punisher"),
    punishers=Slider(1, 3, 1, start=1, label="punishers"),
)
def deterrence(fig: Figure, *, mpcr: float, points: int, punishers: int) -> None:
    """Draw what a free rider and a punisher end up with as punishment grows.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    mpcr : float
        Marginal per capita return.
    points : int
        Points that each punisher gives, 0 to 5.
    punishers : int
        Members who punish, 1 to 3 of the three who give.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.14, 0.12, 0.82, 0.72) if narrow else (0.08, 0.15, 0.66, 0.73))
    game = _game(mpcr)
    each = np.arange(MOST + 1)
    courses = np.array([_final(mpcr, int(p), punishers) for p in each])
    conforming = float(game.first_stage.optimum().payoff)
    lines = [
        (courses[:, 3], "orange", "-", "s", "free rider"),
        (courses[:, 0], "blue", "--", "o", "punisher"),
    ]
    ax.axhline(conforming, color=color["green"], ls="-.", lw=1.4)
    for course, tone, dash, mark, _ in lines:
        ax.plot(each, course, dash, marker=mark, ms=5, color=color[tone], clip_on=False)
        ax.plot(
            [points], course[points : points + 1], mark, ms=11, color=color[tone], clip_on=False
        )
    ax.axvline(points, color=color["line"], lw=1, zorder=0)
    top = max(60.0, 1.1 * courses.max())
    ax.set(xlim=(-0.15, MOST + 0.15), ylim=(0, top), xticks=each)
    ax.set_xlabel("points from each punisher")
    ax.grid(axis="y")
    names = [
        ("orange", "— free rider"),
        ("blue", "- - punisher"),
        ("green", "–· all, if all give"),
    ]
    if narrow:
        fig.text(0.14, 0.93, "Final payoff, of 20 tokens", fontsize=11)
        for x, (tone, word) in zip((0.14, 0.4, 0.64), names, strict=True):
            fig.text(x, 0.875, word, color=color[tone], fontsize=9)
    else:
        ax.set_title("Final payoff, of 20 tokens", loc="left")
        for y, (tone, word) in zip((0.8, 0.7, 0.6), names, strict=True):
            fig.text(0.765, y, word, color=color[tone], fontsize=10)


# ---- which institution imitation selects


@lru_cache(maxsize=256)
def _shares(
    kind: str, second_order: bool, optional: bool, ratio: float, strength: float
) -> NDArray[np.float64]:
    """Shares of the five strategies, those that cannot occur being 0."""
    game = OptionalPunishment(
        second_order=second_order, peer_fine=PRICE * ratio, pool_fine=PRICE * ratio
    )
    names = KINDS[kind] + (("non-participant",) if optional else ())
    shares = np.zeros(len(STRATEGIES))
    shares[[STRATEGIES.index(name) for name in names]] = game.shares(
        POPULATION, strength, strategies=names
    )
    return shares


def _tries(ratio: float, strength: float) -> str:
    """Say how often a payer into a pool takes over from free riders where nobody may stay out."""
    game = OptionalPunishment(pool_fine=PRICE * ratio)
    names = ("defector", "pool punisher")
    chance = float(game.fixation(POPULATION, strength, strategies=names).chance[0, 1])
    if chance < 1e-6:
        return "less than once in a million tries"
    return f"once in {1 / chance:,.0f} tries"


def say_institutions(
    *, kind: str, second_order: bool, optional: bool, ratio: float, strength: float
) -> str:
    """Say what :func:`institutions` shows."""
    shares = _shares(kind, second_order, optional, ratio, strength)
    top = int(shares.argmax())
    givers = float(shares[[0, 3, 4]].sum())
    tied = [i for i in range(len(shares)) if f"{shares[i]:.1%}" == f"{shares[top]:.1%}"]
    words = listed([_WORDS[STRATEGIES[i]].replace("staying", "those who stay") for i in tied])
    each = "each rule" if len(tied) > 1 else "rule"
    first = (
        f"{words[0].upper()}{words[1:]} {each} {shares[top]:.0%} of the time, and most give in "
        f"{givers:.0%} of it."
    )
    there = len(KINDS[kind]) + optional
    if shares[top] < 2 / there and strength < 0.1:
        return f"{first} Imitation is so weak that chance decides as much as success does."
    if not optional and STRATEGIES[top] == "defector":
        second = "As nobody can stay out, a lone giver among free riders fares worst of all."
        return f"{first} {second}"
    if STRATEGIES[top] == "pool punisher":
        second = "A pool shows who has not paid, so those who leave punishing to others are caught."
        if not optional:
            second += f" A first payer takes over from free riders {_tries(ratio, strength)}."
    elif STRATEGIES[top] == "peer punisher":
        second = "Among givers nobody can tell who would punish: they drift away, fall and return."
    else:
        second = "Givers, free riders and those who stay out follow each other in a circle."
    return f"{first} {second}"


def _giving(kind: str, second_order: bool, optional: bool, ratio: float, strength: float) -> float:
    return float(_shares(kind, second_order, optional, ratio, strength)[[0, 3, 4]].sum())


@figure(
    says=say_institutions,
    narrow=(3.6, 3.67),
    targets=[
        Target(
            "most give all the time",
            lambda **state: _giving(**state) > 0.999,
            said="A pool that nobody may spare.",
        ),
        Target(
            "somebody may punish, imitation is not weak, and yet nobody ever gives",
            lambda **state: (
                state["kind"] != "nobody" and state["strength"] >= 1 and _giving(**state) < 0.001
            ),
            said="Behind a closed door no punisher begins, or none lasts.",
        ),
        Target(
            "nobody may stay out, imitation is not weak, and yet most give most of the time",
            lambda **state: (
                not state["optional"] and state["strength"] >= 1 and _giving(**state) > 0.5
            ),
            said="A fine that weighs more than its price, and spares nobody. But when?",
        ),
    ],
    kind=Choice(list(KINDS), start="a pool", label="who can punish"),
    second_order=Switch("punish those who leave it to others"),
    optional=Switch("one may stay out", start=True),
    ratio=Slider(values=[1, 2], start=1, label="fine, for a price of one"),
    strength=Slider(values=[0.01, 0.1, 1, 1000], start=1000, label="strength of imitation"),
)
def institutions(
    fig: Figure, *, kind: str, second_order: bool, optional: bool, ratio: float, strength: float
) -> None:
    """Draw how long each strategy rules where members imitate who does better.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    kind : str
        One of ``KINDS``: who can punish.
    second_order : bool
        Whether those who leave punishing to others are punished.
    optional : bool
        Whether one may stay out.
    ratio : float
        What a fine takes, in multiples of what it costs.
    strength : float
        Of imitation: how surely the worse off copies the better off, at least 0.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.36, 0.095, 0.58, 0.815) if narrow else (0.24, 0.15, 0.72, 0.74))
    shares = _shares(kind, second_order, optional, ratio, strength)
    present = [*KINDS[kind], *(["non-participant"] if optional else [])]
    spots = np.arange(len(STRATEGIES))[::-1]
    for spot, name, share in zip(spots, STRATEGIES, shares, strict=True):
        tone, hatch = _TONES[name]
        there = name in present
        ax.barh([spot], [share], height=0.62, color=color[tone], hatch=hatch, ec=color["paper"])
        text = "cannot occur" if not there else f"{share:.1%}" if share < 0.995 else f"{share:.0%}"
        inside = share > 0.8
        ax.annotate(
            text,
            (share, spot),
            xytext=(-5 if inside else 5, 0),
            textcoords="offset points",
            ha="right" if inside else "left",
            va="center",
            fontsize=10,
            color=color["ink" if there else "muted"],
            bbox={"boxstyle": "square,pad=0.15", "fc": color["paper"], "ec": "none"}
            if inside
            else None,
        )
    ax.set_yticks(spots, [_WORDS[name] for name in STRATEGIES])
    ax.set(xlim=(0, 1), ylim=(-0.6, len(spots) - 0.4), xticks=[0, 0.25, 0.5, 0.75, 1])
    ax.xaxis.set_major_formatter(PercentFormatter(1))
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="x")
    ax.set_title("Share of time that each strategy rules", loc="left", x=-0.5 if narrow else 0)
