"""Figure of people and the resource they live from: rise, overshoot, and who can stay."""

from __future__ import annotations

from functools import lru_cache

from matplotlib.figure import Figure

from govlib.drawing import Slider, Target, figure
from govlib.palette import color, is_narrow
from govlib.sustainability import ResourceEconomy, ResourcePath, SteadyState

__all__ = ["island", "say_island"]

#: first landing and last century drawn, decades between, and the top of both axes, thousands
LANDED, END, TOP = 400, 3000, 60.0
DECADES = (END - LANDED) / 10

#: harvest a worker brings in of each unit of the resource, where skill is 1
SKILL = 1e-5


def _closeness(growth: float, skill: float, fertility: float) -> float:
    """Return the peak over those who can stay; 1 where nobody overshoots."""
    path, rest = _path(growth, skill, fertility), _rest(growth, skill, fertility)
    return path.peak[1] / rest.population if path.peak else 1.0


def _most_stay(skill: float, fertility: float) -> bool:
    """Tell whether no other skill on offer lets more people stay; growth scales all alike."""
    here = _rest(4, skill, fertility).population
    return all(here >= _rest(4, other, fertility).population for other in _SKILLS)


def say_island(*, growth: float, skill: float, fertility: float) -> str:
    """Say what :func:`island` shows."""
    path, rest = _path(growth, skill, fertility), _rest(growth, skill, fertility)
    stay = f"{rest.population / 1000:.1f} thousand"
    low = path.stock.min() / path.stock[0]
    if path.peak is None:
        grown = path.population[-1] / rest.population
        tale = f"People grow towards {stay}"
        tale += "" if grown > 0.95 else f", and by the year {END} are {grown:.0%} of that"
    else:
        when, high = LANDED + 10 * path.peak[0], path.peak[1]
        far = "far above" if high > 1.5 * rest.population else "near"
        far = "above" if 1.05 * rest.population < high <= 1.5 * rest.population else far
        tale = (
            f"People peak at {high / 1000:.1f} thousand in the year {when:.0f}, "
            f"{far} the {stay} who can stay"
        )
    left = f"{100 * low:.0f}%" if low >= 0.01 else "less than 1%"
    return (
        f"{tale}; the resource, growing by {growth:g}% a decade at most, falls to "
        f"{left} of what the settlers found."
    )


_SKILLS = [0.7, 0.8, 1, 1.5, 2, 3]


@figure(
    says=say_island,
    narrow=(3.6, 4.6),
    targets=[
        Target(
            "At a fertility of 3, the skill at which most people can stay",
            lambda skill, fertility: fertility == 3 and _most_stay(skill, fertility),
            said="Fewer children for each meal, and more skill still feeds more.",
        ),
        Target(
            "At a fertility of 4 and skill 1, the slowest regrowth at which the peak exceeds "
            "those who can stay by less than a fifth",
            lambda growth, skill, fertility: (
                fertility == 4 and skill == 1 and _closeness(growth, skill, fertility) < 1.2
            ),
            smallest="growth",
            said="What grows back as fast as people multiply forgives them.",
        ),
    ],
    growth=Slider(
        values=[2, 4, 8, 16], start=4, label="growth of the resource", unit=" % a decade"
    ),
    skill=Slider(values=_SKILLS, start=1, label="skill at the harvest"),
    fertility=Slider(values=[3, 4, 5], start=4, label="fertility"),
)
def island(fig: Figure, *, growth: float, skill: float, fertility: float) -> None:
    """Draw people and resource over time, and against each other.

    The share of labour that harvests is left at 40 percent: only its product with the skill
    counts.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    growth : float
        Intrinsic growth of the resource, percent a decade.
    skill : float
        Harvest a worker and unit of resource, as a multiple of the base case.
    fertility : float
        How much a unit of harvest a head adds to the growth of the population.
    """
    if is_narrow(fig):
        ax = fig.add_axes((0.15, 0.59, 0.8, 0.33))
        plane = fig.add_axes((0.15, 0.11, 0.8, 0.27))
    else:
        ax, plane = fig.add_axes((0.08, 0.15, 0.5, 0.74)), fig.add_axes((0.68, 0.15, 0.29, 0.74))
    path, rest = _path(growth, skill, fertility), _rest(growth, skill, fertility)
    years = LANDED + 10 * path.times
    stock, people = path.stock / 1000, path.population / 1000
    ax.plot(years, stock, "--", color=color["green"], label="resource")
    ax.plot(years, people, "-", color=color["blue"], label="people")
    if path.peak:
        when, high = LANDED + 10 * path.peak[0], path.peak[1] / 1000
        ax.plot([when], [high], "o", ms=8, color=color["ink"], zorder=4)
        late = when > END - 1100
        ax.annotate(
            f"{high:.1f} in {when:.0f}",
            (when, high),
            (-8 if late else 9, 4),
            textcoords="offset points",
            ha="right" if late else "left",
            va="bottom",
            bbox={"boxstyle": "square,pad=0.1", "fc": color["paper"], "ec": "none"},
            zorder=5,
        )
    ax.set(xlim=(LANDED, END), ylim=(0, TOP), xticks=[1000, 2000, 3000])
    ax.set_xlabel("year")
    ax.set_title("People and resource, thousands", loc="left")
    ax.legend(loc="upper right", ncols=2, borderaxespad=0.0, handlelength=2.4)
    ax.grid(axis="y")
    plane.plot(stock, people, "-", color=color["blue"], lw=1.6)
    plane.plot([stock[0]], [people[0]], ">", ms=8, color=color["ink"], clip_on=False, zorder=4)
    plane.plot(
        [rest.stock / 1000],
        [rest.population / 1000],
        "*",
        ms=13,
        color=color["orange"],
        mec=color["paper"],
        clip_on=False,
        zorder=5,
        ls="none",
        label="can stay",
    )
    plane.set(xlim=(0, 12.5), ylim=(0, TOP), xticks=[0, 4, 8, 12])
    plane.set_xlabel("resource, thousands")
    plane.set_title("People, thousands", loc="left")
    plane.legend(loc="upper right", borderaxespad=0.1, handletextpad=0.2)
    plane.grid()


@lru_cache(maxsize=512)
def _economy(growth: float, skill: float, fertility: float) -> ResourceEconomy:
    return ResourceEconomy(growth=growth / 100, efficiency=skill * SKILL, fertility=fertility)


@lru_cache(maxsize=512)
def _rest(growth: float, skill: float, fertility: float) -> SteadyState:
    return _economy(growth, skill, fertility).steady_state()


@lru_cache(maxsize=512)
def _path(growth: float, skill: float, fertility: float) -> ResourcePath:
    return _economy(growth, skill, fertility).path(DECADES, points=521)
