"""Figure of people and the resource they live from: rise, overshoot, and rest."""

from __future__ import annotations

from functools import lru_cache

from matplotlib.figure import Figure

from govlib.drawing import Slider, figure
from govlib.palette import color, is_narrow
from govlib.sustainability import ResourceEconomy, ResourcePath

__all__ = ["island", "say_island"]

#: first landing and last century drawn, and decades between
LANDED, END = 400, 1900
DECADES = (END - LANDED) / 10


def say_island(*, growth: float, taste: float) -> str:
    """Say what :func:`island` shows."""
    path, rest = _path(growth, taste), _economy(growth, taste).steady_state()
    if rest.population == 0:
        return (
            f"With {taste:g}% of labour at the harvest nobody is fed well enough: people die out, "
            "and the resource stays at its capacity of 12 thousand."
        )
    if path.peak is None or path.peak[1] < 1.02 * rest.population:
        tale = f"People settle near {rest.population / 1000:.1f} thousand without falling back"
    else:
        when, high = LANDED + 10 * path.peak[0], path.peak[1]
        tale = (
            f"People peak at {high / 1000:.1f} thousand in the year {when:.0f}, far above the "
            f"{rest.population / 1000:.1f} thousand who can stay"
            if high > 1.5 * rest.population
            else f"People peak at {high / 1000:.1f} thousand in the year {when:.0f} and settle "
            f"near {rest.population / 1000:.1f} thousand"
        )
    low = path.stock.min()
    return (
        f"{tale}; the resource, growing by {growth:g}% a decade at most, falls to "
        f"{100 * low / path.stock[0]:.0f}% of what the settlers found."
    )


@figure(
    says=say_island,
    narrow=(3.6, 4.6),
    growth=Slider(
        values=[1, 2, 4, 8, 10, 16, 20, 35, 80],
        start=4,
        label="growth of the resource",
        unit=" % a decade",
    ),
    taste=Slider(
        values=[20, 25, 30, 40, 50, 60, 90], start=40, label="labour that harvests", unit=" %"
    ),
)
def island(fig: Figure, *, growth: float, taste: float) -> None:
    """Draw people and resource over time, and against each other.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    growth : float
        Intrinsic growth of the resource, percent a decade.
    taste : float
        Share of labour that harvests, percent.
    """
    if is_narrow(fig):
        ax = fig.add_axes((0.15, 0.59, 0.8, 0.33))
        plane = fig.add_axes((0.15, 0.11, 0.8, 0.27))
    else:
        ax, plane = fig.add_axes((0.08, 0.15, 0.5, 0.74)), fig.add_axes((0.68, 0.15, 0.29, 0.74))
    path, rest = _path(growth, taste), _economy(growth, taste).steady_state()
    years = LANDED + 10 * path.times
    stock, people = path.stock / 1000, path.population / 1000
    top = max(16.0, 1.5 * people.max())
    ax.plot(years, stock, "--", color=color["green"], label="resource")
    ax.plot(years, people, "-", color=color["blue"], label="people")
    if path.peak:
        when, high = LANDED + 10 * path.peak[0], path.peak[1] / 1000
        ax.plot([when], [high], "o", ms=8, color=color["ink"], zorder=4)
        late = when > END - 500
        ax.annotate(
            f"{high:.1f} in {when:.0f}",
            (when, high),
            (-8 if late else 8, 3),
            textcoords="offset points",
            ha="right" if late else "left",
            va="bottom",
        )
    ax.set(xlim=(LANDED, END), ylim=(0, top), xticks=[500, 1000, 1500])
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
        label="rest",
    )
    plane.set(xlim=(0, 12.5), ylim=(0, top), xticks=[0, 4, 8, 12])
    plane.set_xlabel("resource, thousands")
    plane.set_title("People, thousands", loc="left")
    plane.legend(loc="upper left", borderaxespad=0.1, handletextpad=0.2)
    plane.grid()


@lru_cache(maxsize=512)
def _economy(growth: float, taste: float) -> ResourceEconomy:
    return ResourceEconomy(growth=growth / 100, taste=taste / 100)


@lru_cache(maxsize=512)
def _path(growth: float, taste: float) -> ResourcePath:
    return _economy(growth, taste).path(DECADES, points=301)
