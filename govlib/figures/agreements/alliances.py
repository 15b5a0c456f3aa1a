"""Figure of NATO: who spends how much of its GDP, by size."""

from __future__ import annotations

from functools import lru_cache

from matplotlib.figure import Figure

from govlib._check import choice
from govlib.agreements import Alliance, RankCorrelation, alliance
from govlib.drawing import Choice, Target, figure
from govlib.palette import color, is_narrow

__all__ = ["nato", "say_nato"]

#: members that are named, and where their names stand (points)
NAMED = {"USA": (0, 7), "DEU": (0, -16)}
NAMED_THEN = {"LUX": (0, -16), "TUR": (6, 7), "PRT": (-4, 7)}
NAMED_NOW = {"LUX": (-19, -4), "GRC": (-2, 7), "EST": (0, 7), "POL": (6, 7)}
NAMED_2019 = NAMED_NOW | {"POL": (-12, 7)}  # Türkiye stands at its right

#: years with figures of NATO, and which members are drawn
YEARS = (1964, 2018, 2019)
MEMBERS = ("all", "the fourteen of 1964", "all but the United States")

#: percent of GDP at which members aim since 2014
AIM = 2.0


@lru_cache(maxsize=16)
def _alliance(year: int, members: str = "all") -> Alliance:
    every = alliance(year)
    if choice("members", members, MEMBERS) == MEMBERS[1]:
        return every.only(alliance(1964).codes)
    return every.without("USA") if members == MEMBERS[2] else every


@lru_cache(maxsize=16)
def _together(year: int, members: str) -> RankCorrelation:
    return _alliance(year, members).correlation()


def say_nato(*, year: int, members: str = "all") -> str:
    """Say what :func:`nato` shows."""
    drawn = _alliance(year, members)
    found = _together(year, members)
    rho = f"{found.rho:.2f}".replace("-", "−")
    sure = "more than chance would" if found.p < 0.05 else "no more than chance would"
    kept = int((drawn.effort >= AIM).sum())
    n = len(drawn.codes)
    whole = {
        MEMBERS[0]: f"NATO's {n} members with forces",
        MEMBERS[1]: f"the {n} members with forces of 1964",
        MEMBERS[2]: f"NATO's {n} members with forces other than the United States",
    }[members]
    weight = ""
    if "USA" in drawn.codes:
        usa = drawn.share("USA")
        weight = (
            f"The United States had {100 * usa.gdp:.0f} percent of their GDP and "
            f"{100 * usa.spending:.0f} percent of their spending. "
        )
    return (
        f"In {year}, {kept} of {whole} spent 2 percent of GDP or more on defence. {weight}Rank of "
        f"GDP and rank of effort correlate at {rho}, {sure}."
    )


@figure(
    says=say_nato,
    narrow=(3.6, 4.6),
    targets=[
        Target(
            "A year and members in which size and effort go together more than by chance",
            lambda year, members: _together(year, members).p < 0.05,
            said="One year of three, and only with all who were members then.",
        ),
    ],
    year=Choice(YEARS, style="radio", start=2018, label="year"),
    members=Choice(MEMBERS, style="radio", label="members"),
)
def nato(fig: Figure, *, year: int, members: str = "all") -> None:
    """Draw defence effort against GDP for members of NATO.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    year : int
        1964, 2018 or 2019.
    members : str, default "all"
        One of ``MEMBERS``.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.12, 0.12, 0.84, 0.78) if narrow else (0.08, 0.16, 0.89, 0.74))
    drawn = _alliance(year, members)
    size = drawn.gdp / 1e9
    ax.plot(size, drawn.effort, "o", ms=7, color=color["blue"], clip_on=False)
    ax.axhline(AIM, color=color["muted"], lw=1, ls="--")
    ax.text(60_000, AIM + 0.1, "2 %", ha="right", color=color["muted"], fontsize=10)
    named = NAMED | {1964: NAMED_THEN, 2018: NAMED_NOW, 2019: NAMED_2019}[year]
    for code, place in named.items():
        if code in drawn.codes:
            at = drawn.codes.index(code)
            ax.annotate(
                code,
                (size[at], drawn.effort[at]),
                xytext=place,
                textcoords="offset points",
                ha="center",
                fontsize=10,
            )
    ax.set_xscale("log")
    ax.set(xlim=(0.4, 60_000), ylim=(0, 9))
    ax.set_xticks([1, 10, 100, 1000, 10_000], ["1", "10", "100", "1000", "10 000"])
    ax.minorticks_off()
    ax.set_xlabel("GDP, billion $ (log scale)")
    ax.set_title(f"Defence, percent of GDP, {year}", loc="left")
