"""Figures of order without law: conventions that last, standards that lock in, urns that settle.

The models stand in :mod:`govlib.conventions.coordination`, :mod:`govlib.conventions.adoption` and
:mod:`govlib.conventions.urns`.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, PercentFormatter
from numpy.typing import NDArray

from govlib.conventions import CoordinationGame, LongRun, TwoKinds, Urn, power_rule
from govlib.drawing import Slider, Target, figure
from govlib.figures.networks.graph import key
from govlib.palette import color, is_narrow

__all__ = ["lock_in", "say_lock_in", "say_urn", "say_waiting", "urn", "waiting"]

# ---- conventions

#: most players drawn
LARGEST = 40


@lru_cache(maxsize=4096)
def _long_run(
    players: int, worth: float, error: float, safety: float
) -> tuple[CoordinationGame, LongRun]:
    game = CoordinationGame(players, a=worth, b=0, c=safety, d=1)
    return game, game.long_run(error)


def say_waiting(*, players: int, worth: float, error: float, safety: float) -> str:
    """Say what :func:`waiting` shows."""
    game, run = _long_run(players, worth, error, safety)
    up, down = game.errors_to_first, game.errors_to_second
    first = (
        f"Among {players} players the better convention comes up once {_err(up)}, after "
        f"{_periods(run.log10_to_first)} on average; {down} must err to lose it, after "
        f"{_periods(run.log10_to_second)}."
    )
    if up == down:
        return f"{first} Neither is favoured in the long run."
    share = run.share_first
    part = "more than 99.9%" if share > 0.999 else f"{share:.1%}"
    part = "less than 0.1%" if share < 0.001 else part
    safer = {"first": "better", "second": "worse"}.get(game.risk_dominant)
    why = f"the {safer} one is the safer one too" if safer == "better" else "the worse is safer"
    why = why if safer else "neither is safer"
    return f"{first} In the long run it is kept {part} of the time: {why}."


@figure(
    says=say_waiting,
    narrow=(3.6, 3.3),
    targets=[
        Target(
            "Worth 2, one error in ten, safety 0: the fewest players who wait over 1,000 periods "
            "for the better convention",
            lambda players, worth, error, safety: (
                (worth, error, safety) == (2, 0.1, 0)
                and _long_run(players, worth, error, safety)[1].log10_to_first > 3
            ),
            smallest="players",
            said="The wait grows by a steady factor with each few players.",
        ),
        Target(
            "40 players, worth 1.5: the least safety that keeps the worse convention nine tenths "
            "of the time",
            lambda players, worth, error, safety: (
                (players, worth) == (40, 1.5)
                and _long_run(players, worth, error, safety)[1].share_first < 0.1
            ),
            smallest="safety",
            said="What counts is not which one pays more, but which one is lost by fewer errors.",
        ),
    ],
    players=Slider(values=[4, 10, 20, 24, 30, 40], start=10, label="players"),
    worth=Slider(
        values=[1.2, 1.5, 2, 4], start=2, label="worth of the better convention (the worse: 1)"
    ),
    error=Slider(values=[0.1, 0.2, 0.3], start=0.1, label="chance of an error"),
    safety=Slider(
        values=[0, 0.5, 1], start=0, label="safety: what the worse earns against the better"
    ),
)
def waiting(fig: Figure, *, players: int, worth: float, error: float, safety: float) -> None:
    """Draw how long each convention lasts against the number of players, and the long run.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    players : int
        Players, from 4 to 40.
    worth : float
        What the better convention is worth to those who share it; the worse one is worth 1.
    error : float
        Probability that a player errs in a period.
    safety : float
        What the worse convention earns when it meets the better one.
    """
    narrow = is_narrow(fig)
    if narrow:
        left, right = (
            fig.add_axes((0.17, 0.585, 0.79, 0.34)),
            fig.add_axes((0.17, 0.135, 0.79, 0.3)),
        )
    else:
        left, right = fig.add_axes((0.1, 0.16, 0.4, 0.74)), fig.add_axes((0.6, 0.16, 0.38, 0.74))
    sizes = np.arange(4, LARGEST + 1, 2)
    runs = [_long_run(int(n), worth, error, safety)[1] for n in sizes]
    left.plot(sizes, [run.log10_to_second for run in runs], "-", color=color["blue"])
    left.plot(sizes, [run.log10_to_first for run in runs], "--", color=color["orange"])
    game, run = _long_run(players, worth, error, safety)
    left.plot([players], [run.log10_to_second], "o", ms=8, color=color["blue"], clip_on=False)
    left.plot([players], [run.log10_to_first], "s", ms=7, color=color["orange"], clip_on=False)
    # one scale for all states, so that a pinned one can be compared
    left.set(xlim=(3, LARGEST + 1), ylim=(0, 33))
    powers = (12, 24) if narrow else (6, 12, 18, 24)
    left.set_yticks([0, *powers], ["1", *(f"10$^{{{power}}}$" for power in powers)])
    left.set_xlabel("players", labelpad=1)
    if narrow:  # the label stands among the numbers
        left.set_xticks([10, 20, 40])
        left.tick_params(axis="y", labelsize=11)  # powers are written smaller
        left.xaxis.set_label_coords(0.71, -0.07)
    left.set_title("Periods until it falls", loc="left")
    names = {"the better one": ("blue", "-"), "the worse one": ("orange", "--")}
    at, columns = ((0.24, 0.9), 2) if narrow else ((0.15, 0.86), 1)
    key(fig, (), names, at=at, columns=columns, width=1.4, size=10)
    z = np.arange(players + 1)
    good = z > float(game.balance)
    for which, tone, hatch in ((good, "blue", ""), (~good, "orange", "//")):
        right.bar(
            z[which],
            run.distribution[which],
            width=0.9,
            facecolor=color[tone],
            edgecolor=color["paper"],
            linewidth=0.3,
            hatch=hatch,
        )
    right.set(xlim=(-0.8, players + 0.8), ylim=(0, 0.7), yticks=[])
    right.axvline(float(game.balance), color=color["muted"], lw=1, ls=":")
    right.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    right.set_xlabel("players of the better one", labelpad=1)
    right.set_title("Share of time in the long run", loc="left")
    right.spines["left"].set_visible(False)


def _err(count: int) -> str:
    return "one errs" if count == 1 else f"{count} err at once"


def _periods(log: float) -> str:
    if log < 6:
        return f"{10**log:,.0f} periods" if 10**log >= 1.5 else "a period or so"
    if log < 9:
        return f"{10 ** (log - 6):,.0f} million periods"
    return f"ten to the power of {log:.0f} periods"


# ---- lock-in of standards

#: adopters drawn, histories drawn, and the highest barrier
ADOPTERS, HISTORIES, HIGHEST = 120, 16, 12


@lru_cache(maxsize=256)
def _walks(ahead: int, behind: int, share: float) -> NDArray[np.int64]:
    return TwoKinds(ahead, behind, share).walks(ADOPTERS, draws=HISTORIES, rng=4)


def say_lock_in(*, ahead: int, behind: int, share: float) -> str:
    """Say what :func:`lock_in` shows."""
    walk = TwoKinds(ahead, behind, share)
    chance, mean = walk.chance_of_first, walk.mean_adopters
    number = "one adopter" if round(mean) == 1 else f"{mean:.0f} adopters"
    likes = "half" if share == 0.5 else f"{share:.0%}"
    text = (
        f"Though {likes} of the adopters prefer A, in the end all take one standard: A with a "
        f"chance of {_share(chance)}, decided after {number} on average."
    )
    late = walk.course(ADOPTERS).open[-1]
    if late > 0.05:
        return f"{text} With a chance of {late:.0%} it is still open after {ADOPTERS}."
    return f"{text} Who happens to come first decides for those who follow."


@figure(
    says=say_lock_in,
    narrow=(3.6, 4.6),
    ahead=Slider(values=[1, 2, 3, 5, 8, 12], start=3, label="lead of A that all follow"),
    behind=Slider(values=[1, 2, 3, 5, 8, 12], start=5, label="lead of B that all follow"),
    share=Slider(
        values=[0.3, 0.4, 0.45, 0.5, 0.52, 0.55, 0.6, 0.7], start=0.5, label="share that prefers A"
    ),
)
def lock_in(fig: Figure, *, ahead: int, behind: int, share: float) -> None:
    """Draw random histories of two standards, and how likely each has locked in by when.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    ahead, behind : int
        Lead of A, and of B, at which everybody follows; up to 12.
    share : float
        Share of adopters that prefer A by themselves.
    """
    if is_narrow(fig):
        left, right = fig.add_axes((0.15, 0.57, 0.8, 0.36)), fig.add_axes((0.15, 0.11, 0.8, 0.3))
    else:
        left, right = fig.add_axes((0.09, 0.15, 0.42, 0.76)), fig.add_axes((0.61, 0.15, 0.36, 0.76))
    walk = TwoKinds(ahead, behind, share)
    lead = _walks(ahead, behind, share)
    for history in lead:
        end = history[-1]
        tone = "blue" if end >= ahead else "orange" if end <= -behind else "muted"
        held = np.where((history > ahead) | (history < -behind), np.nan, history)
        dash = {"blue": "-", "orange": "--", "muted": ":"}[tone]
        left.plot(held, dash, color=color[tone], lw=0.9)
    for barrier, tone in ((ahead, "blue"), (-behind, "orange")):
        left.axhline(barrier, color=color[tone], lw=2)
    left.text(ADOPTERS, ahead + 1.2, "all take A", ha="right", color=color["blue"])
    left.text(ADOPTERS, -behind - 1.2, "all take B", ha="right", va="top", color=color["orange"])
    left.set(xlim=(0, ADOPTERS), ylim=(-HIGHEST - 4, HIGHEST + 4), yticks=(-10, -5, 0, 5, 10))
    left.set_xlabel("adopters", labelpad=1)
    left.set_title("Lead of standard A", loc="left")
    course = walk.course(ADOPTERS)
    t = np.arange(ADOPTERS + 1)
    right.fill_between(t, 0, course.first, color=color["blue"], linewidth=0)
    right.fill_between(t, course.first, 1 - course.second, color=color["line"], linewidth=0)
    right.fill_between(
        t,
        1 - course.second,
        1,
        facecolor=color["orange"],
        edgecolor=color["paper"],
        hatch="//",
        linewidth=0,
    )
    right.set(xlim=(0, ADOPTERS), ylim=(0, 1), xticks=(0, 40, 80, 120), yticks=(0, 0.5, 1))
    right.yaxis.set_major_formatter(PercentFormatter(1))
    right.set_xlabel("adopters", labelpad=1)
    right.set_title("Locked in: A, open, B", loc="left")


def _share(value: float) -> str:
    return "more than 99%" if value > 0.99 else "less than 1%" if value < 0.01 else f"{value:.0%}"


# ---- urns

#: draws after which the distribution is drawn, and histories beside it
DRAWS, SHOWN = 400, 12


@lru_cache(maxsize=256)
def _urn(exponent: float, first: int, second: int) -> tuple[NDArray[np.float64], ...]:
    """Return the chances of twenty equal classes of shares, and some histories."""
    made = Urn(first, second, power_rule(exponent))
    # every number of A stands for a small stretch of shares, which classes may divide
    bounds = (first + np.arange(DRAWS + 2) - 0.5) / (first + second + DRAWS)
    below = np.concatenate([[0], np.cumsum(made.distribution(DRAWS))])
    classes = np.diff(np.interp(np.linspace(0, 1, 21), bounds, below))
    return classes, made.draw(DRAWS, draws=SHOWN, rng=2)


def say_urn(*, exponent: float, first: int, second: int) -> str:
    """Say what :func:`urn` shows."""
    classes, _ = _urn(exponent, first, second)
    middle, ends = classes[8:12].sum(), classes[[0, 1, 18, 19]].sum()
    ahead = classes[10:].sum()
    start = f"From a start of {first} to {second}"
    if exponent == 1:
        shape = "newcomers copy the shares they see, and any share can last"
    elif exponent < 1:
        shape = "newcomers damp the lead they see, and both standards come to share the market"
    else:
        shape = "newcomers exaggerate the lead they see, and one standard comes to take nearly all"
    return (
        f"{start}, {shape}. After {DRAWS} adopters A has the larger part with a chance of "
        f"{_share(ahead)}; the share is within a tenth of one half with {_share(middle)}, and "
        f"within a tenth of an end with {_share(ends)}."
    )


@figure(
    says=say_urn,
    narrow=(3.6, 4.6),
    exponent=Slider(values=[0.5, 1, 1.5, 3], start=1, label="how a share is exaggerated"),
    first=Slider(1, 5, 1, start=1, label="A's at the start"),
    second=Slider(1, 5, 1, start=1, label="B's at the start"),
)
def urn(fig: Figure, *, exponent: float, first: int, second: int) -> None:
    """Draw how a standard's share develops, and how it is distributed after 400 adopters.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    exponent : float
        How much a share is exaggerated: 1 not at all, below 1 damped.
    first, second : int
        Adopters of A and of B at the start.
    """
    if is_narrow(fig):
        left, right = fig.add_axes((0.17, 0.57, 0.77, 0.36)), fig.add_axes((0.17, 0.11, 0.77, 0.29))
    else:
        left, right = fig.add_axes((0.1, 0.15, 0.41, 0.76)), fig.add_axes((0.6, 0.15, 0.37, 0.76))
    classes, courses = _urn(exponent, first, second)
    left.plot(np.arange(1, DRAWS + 2), courses.T, "-", color=color["blue"], lw=0.9)
    left.axhline(0.5, color=color["muted"], lw=0.9, ls=":")
    left.set_xscale("log")
    left.set_xticks([1, 10, 100, 400], ["1", "10", "100", "400"])
    left.minorticks_off()
    left.set(xlim=(1, DRAWS), ylim=(0, 1), yticks=(0, 0.5, 1))
    left.yaxis.set_major_formatter(PercentFormatter(1))
    left.set_xlabel("adopters (log scale)", labelpad=1)
    left.set_title("Share of A, in twelve worlds", loc="left")
    places = (np.arange(20) + 0.5) / 20
    right.bar(places, classes, width=0.045, facecolor=color["orange"], edgecolor=color["paper"])
    top = next((top for top in (0.2, 0.4) if classes.max() <= top), 1.0)
    right.set(xlim=(0, 1), ylim=(0, top), xticks=(0, 0.5, 1), yticks=(0, top / 2, top))
    right.xaxis.set_major_formatter(PercentFormatter(1))
    right.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    right.set_xlabel(f"share of A after {DRAWS}", labelpad=1)
    right.set_title("Chance of each share", loc="left")
