"""Figures of the General Assembly: where forty members stand, and what camps they form.

Positions stand in :mod:`govlib.opinions.positions`, camps in
:mod:`govlib.opinions.bounded_confidence`.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from govlib._check import choice
from govlib.data import load
from govlib.drawing import Choice, Slider, Target, figure
from govlib.figures.handles import handle
from govlib.figures.words import listed
from govlib.opinions import OpinionCourse, Positions, camp_members, opinion_course, positions
from govlib.palette import color, is_narrow

__all__ = ["AXES", "REACHES", "assembly", "assembly_line", "plane", "say_assembly", "say_plane"]

#: what places the members on a line
AXES = ("all votes", "agreement with the United States")

#: reaches that the figure can show
REACHES = tuple((np.arange(10, 81) / 200).round(3).tolist())

#: steps that are drawn, at least as many as any course takes
STEPS = 12

#: how camps are told apart, from low to high
_LOOKS = (("orange", "-"), ("blue", "--"), ("green", "-"), ("purple", "--"), ("gold", "-"),
          ("muted", "--"))  # fmt: skip


@lru_cache(maxsize=1)  # one table, scaled once
def _scaled() -> Positions:
    return positions(load("unga_agreement_2010_2019"), 2, low="USA")


@lru_cache(maxsize=2)  # the two axes; every course begins there
def assembly_line(axis: str) -> pd.Series:
    """Return the places of forty members of the General Assembly on a line from 0 to 1.

    Parameters
    ----------
    axis : str
        ``"all votes"``: the first axis of classical scaling, with the United States low;
        ``"agreement with the United States"``: one less that agreement, scaled.
    """
    if choice("axis", axis, AXES) == AXES[0]:
        found = _scaled()
        return pd.Series(found.scaled(), index=list(found.names))
    apart = 1 - load("unga_agreement_2010_2019")["USA"]
    return (apart - apart.min()) / np.ptp(apart)


# the dots of an axis need the end of every course: 142 of them, 71 reaches on two axes
@lru_cache(maxsize=256)
def _course(reach: float, axis: str) -> OpinionCourse:
    return opinion_course(assembly_line(axis), reach)


# sentence, picture and targets ask, and two targets for a whole axis: 142 at most
@lru_cache(maxsize=256)
def camps(reach: float, axis: str) -> tuple[tuple[str, ...], ...]:
    """Return the members of each camp in the end, from low to high."""
    return camp_members(assembly_line(axis), reach)


@lru_cache(maxsize=2)  # the two axes; the dots are the same at every reach
def _ends(axis: str) -> np.ndarray:
    """Return reach, place and size of each camp in the end, for all reaches."""
    rows = []
    for reach in REACHES:
        end = _course(reach, axis).camps
        rows += [(reach, *camp) for camp in zip(end.positions, end.sizes, strict=True)]
    return np.array(rows)


@lru_cache(maxsize=1)  # one table, read once
def _names() -> dict[str, str]:
    return dict(load("countries").name)


def _called(camp: tuple[str, ...]) -> str:
    names = [_names()[code] for code in camp]
    names = [f"the {name}" if name.startswith("United") else name for name in names]
    if len(camp) <= 3:
        return f"{listed(names)} {'alone' if len(camp) == 1 else ''}".strip()
    return f"{len(camp)} from {names[0]} to {names[-1]}"


def say_assembly(*, reach: float, axis: str) -> str:
    """Say what :func:`assembly` shows."""
    found, steps = camps(reach, axis), _course(reach, axis).steps
    start = f"At a reach of {reach:g}"
    if len(found) == 1:
        return f"{start} all forty agree after {steps} steps."
    if len(found) <= 4:
        return (
            f"{start} there are {len(found)} camps after {steps} steps: "
            f"{'; '.join(_called(camp) for camp in found)}."
        )
    largest = max(found, key=len)
    return (
        f"{start} there are {len(found)} camps after {steps} steps; the largest is "
        f"{_called(largest)}."
    )


@figure(
    says=say_assembly,
    narrow=(3.6, 4.6),
    targets=[
        Target(
            "All votes: the largest reach that leaves three camps",
            lambda reach, axis: axis == AXES[0] and len(camps(reach, axis)) == 3,
            largest="reach",
            said="Two, fifteen and twenty-three. A little more, and the larger two join.",
        ),
        Target(
            "All votes: the smallest reach at which all agree",
            lambda reach, axis: axis == AXES[0] and len(camps(reach, axis)) == 1,
            smallest="reach",
            said="Now somebody stands between any two who would not hear each other.",
        ),
        Target(
            "A reach with more camps than the next smaller one, on either axis",
            lambda reach, axis: _more_than_before(reach, axis),
            said="One who listens further moves, and may leave behind those who heard her.",
        ),
    ],
    reach=Slider(values=REACHES, start=0.1, label="reach"),
    axis=Choice(AXES, style="radio", label="places by"),
)
def assembly(fig: Figure, *, reach: float, axis: str) -> None:
    """Draw how forty members of the General Assembly move, and the camps for each reach.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    reach : float
        Distance up to which a member listens, in parts of the distance between the extremes.
    axis : str
        One of ``AXES``.
    """
    narrow = is_narrow(fig)
    if narrow:
        left, right = fig.add_axes((0.1, 0.56, 0.6, 0.37)), fig.add_axes((0.1, 0.11, 0.86, 0.31))
    else:
        left, right = fig.add_axes((0.06, 0.15, 0.37, 0.76)), fig.add_axes((0.6, 0.15, 0.38, 0.76))
    rows = _course(reach, axis).opinions
    rows = np.concatenate([rows, np.repeat(rows[-1:], STEPS + 1 - len(rows), axis=0)])
    found, done, named = camps(reach, axis), 0, []
    for i, camp in enumerate(found):
        tone, dash = _LOOKS[i % len(_LOOKS)]
        mine = rows[:, done : done + len(camp)]
        done += len(camp)
        left.plot(mine, dash, color=color[tone], lw=1)
        named.append((len(camp), float(mine[-1, 0]), camp, tone))
    apart = 0.12 if narrow else 0.07
    taken: list[float] = []
    for size, at, camp, tone in sorted(named, reverse=True):
        if all(abs(at - other) >= apart for other in taken):
            taken.append(at)
            text = ", ".join(camp) if size <= 2 else f"{size} states"
            left.annotate(
                text,
                (STEPS, at),
                (4, 0),
                textcoords="offset points",
                va="center",
                color=color[tone],
                fontsize=10,
                annotation_clip=False,
            )
    left.set(xlim=(0, STEPS), ylim=(-0.03, 1.03), xticks=range(0, STEPS + 1, 4), yticks=(0, 0.5, 1))
    left.set_xlabel("step", labelpad=1)
    left.set_title("Places", loc="left")
    at, places, sizes = _ends(axis).T
    here = np.abs(at - reach) < 1e-9
    for which, tone, marker in ((~here, "edge", "o"), (here, "orange", "s")):
        right.scatter(
            at[which],
            places[which],
            s=2.2 * sizes[which] + 4,
            color=color[tone],
            marker=marker,
            lw=0,
            clip_on=False,
        )
    line = right.axvline(reach, color=color["orange"], lw=1.2, ls=":", zorder=0)
    handle(line, "reach", field=right)
    right.set(
        xlim=(0.03, 0.42), ylim=(-0.03, 1.03), xticks=(0.1, 0.2, 0.3, 0.4), yticks=(0, 0.5, 1)
    )
    right.set_xlabel("reach", labelpad=1)
    right.set_title("Camps in the end", loc="left")


def _more_than_before(reach: float, axis: str) -> bool:
    i = int(np.argmin(np.abs(np.array(REACHES) - reach)))
    return i > 0 and len(camps(REACHES[i], axis)) > len(camps(REACHES[i - 1], axis))


# ---- both axes

#: members that are named in the plane
_SHOWN = ("ISR", "USA", "CAN", "AUS", "GBR", "TUR", "RUS", "MEX", "CHN", "IND", "EGY", "IRN")


def say_plane() -> str:
    """Say what :func:`plane` shows."""
    found = _scaled()
    at = dict(zip(found.names, found.coordinates[:, 0], strict=True))
    middle = [code for code in at if at["TUR"] < at[code] < at["RUS"]]
    return (
        f"The first axis carries {found.explained[0]:.0%} of the disagreement, the second "
        f"{found.explained[1]:.0%}. Between Türkiye and Russia stand{'s' * (len(middle) < 2)} "
        f"{listed([_names()[code] for code in middle]) if middle else 'nobody'}."
    )


@figure(says=say_plane, size=(6.4, 3.6), narrow=(3.6, 3.4))
def plane(fig: Figure) -> None:
    """Draw forty members of the General Assembly on the two axes that tell most.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.17, 0.15, 0.79, 0.75) if narrow else (0.1, 0.16, 0.87, 0.74))
    found = _scaled()
    x, y = found.coordinates.T
    number = {code: i for i, code in enumerate(found.names)}
    looks = (("orange", "s"), ("blue", "o"), ("green", "^"))
    for camp, (tone, mark) in zip(camps(0.2, AXES[0]), looks, strict=True):
        own = [number[code] for code in camp]
        ax.plot(x[own], y[own], mark, ms=5, color=color[tone], mec=color["paper"], mew=0.6)
    few = {"ISR", "USA", "CAN", "TUR", "RUS", "MEX", "IND", "IRN"}
    for code in _SHOWN:
        if narrow and code not in few:
            continue
        ax.annotate(
            code,
            (x[number[code]], y[number[code]]),
            (5, 4),
            textcoords="offset points",
            fontsize=9,
        )
    ax.set(
        xlim=(-0.57, 0.33), ylim=(-0.2, 0.11), xticks=(-0.4, -0.2, 0, 0.2), yticks=(-0.1, 0, 0.1)
    )
    ax.set_xlabel(f"first axis, {found.explained[0]:.0%}")
    ax.set_title(f"Second axis, {found.explained[1]:.0%}", loc="left")
    ax.grid()
    ax.set_axisbelow(True)
