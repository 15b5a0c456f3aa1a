"""Figures of sharing: estates among claims, gains of three purposes, costs of water."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Polygon
from numpy.typing import NDArray

from govlib.coalitional import (
    CoalitionalGame,
    constrained_equal_awards,
    constrained_equal_losses,
    core_check,
    nucleolus,
    proportional,
    separable_costs_remaining_benefits,
    shapley_value,
    talmud,
)
from govlib.drawing import Choice, Slider, Target, figure
from govlib.palette import color, is_narrow

__all__ = [
    "CLAIMS",
    "METHODS",
    "RULES",
    "estate",
    "gains",
    "say_estate",
    "say_gains",
    "say_water",
    "water",
]

#: the claims of the Mishnah
CLAIMS = (100, 200, 300)

#: rules for sharing an estate
RULES = {
    "Talmud": talmud,
    "in proportion": proportional,
    "equal awards": constrained_equal_awards,
    "equal losses": constrained_equal_losses,
}

#: ways to share the cost of water
METHODS = ("Shapley value", "nucleolus", "SCRB", "in proportion", "equal parts")

#: savings of pairs of purposes (navigation, flood control, power) in the Tennessee valley,
#: in million dollars
_PAIRS = {"NF": 2.739, "NP": 34.795, "FP": 23.552}

_CLOSE = 1e-6


def say_estate(*, rule: str, estate: float) -> str:
    """Say what :func:`estate` shows."""
    if estate in (0, sum(CLAIMS)):
        return (
            "There is nothing to share, so the rules do not differ."
            if estate == 0
            else "The estate covers all claims: each is paid in full, and the rules do not differ."
        )
    got = [f"{award:.3g}" for award in RULES[rule](CLAIMS, estate)]
    name = {"Talmud": "the rule of the Talmud", "in proportion": "proportional sharing"}.get(
        rule, f"sharing by {rule}"
    )
    much = f"an estate of {estate:g}, where 600 are owed"
    if len(set(got)) == 1:
        return f"Of {much}, {name} gives each claimant {got[0]}, whatever she is owed."
    return (
        f"Of {much}, {name} gives {got[0]} to the claim of 100, {got[1]} to that of 200 and "
        f"{got[2]} to that of 300."
    )


@figure(
    says=say_estate,
    narrow=(3.6, 4.6),
    rule=Choice(list(RULES), start="Talmud", label="rule"),
    estate=Slider(0, 600, 50, start=200, label="estate"),
)
def estate(fig: Figure, *, rule: str, estate: float) -> None:
    """Draw what claims of 100, 200 and 300 get of any estate.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    rule : str
        One of ``RULES``.
    estate : float
        The estate to mark, between 0 and 600.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.15, 0.13, 0.67, 0.77) if narrow else (0.1, 0.15, 0.72, 0.75))
    every = np.linspace(0, sum(CLAIMS), 241)
    awards = RULES[rule](CLAIMS, every)
    now = RULES[rule](CLAIMS, estate)
    looks = (("blue", "-", "o"), ("orange", "--", "s"), ("green", "-.", "^"))
    for k, (hue, style, mark) in enumerate(looks):
        ax.plot(every, awards[:, k], style, color=color[hue])
        ax.plot([estate], now[k : k + 1], mark, ms=8, color=color[hue], clip_on=False, zorder=3)
        ax.text(622, CLAIMS[k], f"claim\nof {CLAIMS[k]}", va="center", color=color[hue])
    ax.axvline(estate, color=color["muted"], lw=0.8, zorder=0)
    ax.set(xlim=(0, 600), ylim=(0, 318), xticks=range(0, 601, 100), yticks=range(0, 301, 50))
    ax.grid()
    ax.set_xlabel("estate")
    ax.set_title(f"What each claimant gets: {rule}", loc="left")


@lru_cache(maxsize=64)
def _tennessee(joint: float) -> tuple[CoalitionalGame, NDArray[np.float64], NDArray[np.float64]]:
    game = CoalitionalGame.from_dict({**_PAIRS, "NFP": joint}, "NFP", missing=0)
    # rounded, so that no −0.0 is printed
    return game, shapley_value(game).round(9) + 0.0, nucleolus(game).payoff.round(9) + 0.0


def _corners(game: CoalitionalGame) -> NDArray[np.float64]:
    """Return the corners of the core of three, in order; none if it is empty.

    The triangle of divisions is cut along what each pair can secure.
    """
    shape = game.total * np.eye(3)
    for player, pair in enumerate((6, 5, 3)):
        most = game.total - game.values[pair]  # the third may get no more
        kept = []
        for here, there in zip(shape, np.roll(shape, -1, axis=0), strict=True):
            a, b = most - here[player], most - there[player]
            if a >= 0:
                kept.append(here)
            if a * b < 0:
                kept.append(here + a / (a - b) * (there - here))
        shape = np.array(kept).reshape(-1, 3)
    return shape


def _flat(payoffs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return points of the triangle as plane coordinates, navigation left, power on top."""
    share = np.atleast_2d(payoffs) / np.atleast_2d(payoffs).sum(axis=1, keepdims=True)
    return share @ np.array([[0.0, 0.0], [1.0, 0.0], [0.5, 0.866]])


def _stable(joint: float) -> tuple[bool, bool]:
    """Tell whether the Shapley value and the nucleolus lie in the core."""
    game, *divisions = _tennessee(joint)
    first, second = (core_check(game, x, tolerance=_CLOSE).inside for x in divisions)
    return first, second


def say_gains(*, joint: float) -> str:
    """Say what :func:`gains` shows."""
    game, shapley, kernel = _tennessee(joint)
    names = ("navigation", "flood control", "power")
    parts = ", ".join(f"{name} {part:.1f}" for name, part in zip(names, kernel, strict=True))
    first = f"Of {joint:.4g} million dollars saved together the nucleolus gives {parts}."
    if not core_check(game, kernel, tolerance=_CLOSE).inside:
        pair = " and ".join(names["NFP".index(p)] for p in core_check(game, kernel).coalition)
        return (
            f"{first} No division is stable: whatever is shared, some purposes, here {pair}, "
            "save more by themselves."
        )
    if core_check(game, shapley, tolerance=_CLOSE).inside:
        return f"{first} It lies in the core, as the Shapley value does: no purpose objects."
    return f"{first} It lies in the core; to the Shapley value somebody would object."


@figure(
    says=say_gains,
    narrow=(3.6, 4.6),
    targets=[
        Target(
            "The smallest joint saving that can be divided so that nobody leaves",
            lambda joint: _stable(joint)[1],
            smallest="joint",
            said="From what the dearest pair saves by itself, a core appears.",
        ),
        Target(
            "The smallest joint saving at which nobody objects to the Shapley value",
            lambda joint: _stable(joint)[0],
            smallest="joint",
            said="Between the two, a stable division exists, and the mean is not one.",
        ),
    ],
    joint=Slider(
        values=[30, 34, 36, 40, 42, 50, 75, 100, 141.858],
        start=141.858,
        label="what all three save together",
        unit=" million $",
    ),
)
def gains(fig: Figure, *, joint: float) -> None:
    """Draw who can get what of the savings of three purposes, and where nobody objects.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    joint : float
        What all three purposes save together, million dollars; above 0.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.03, 0.05, 0.94, 0.66) if narrow else (0.02, 0.04, 0.6, 0.86))
    game, shapley, kernel = _tennessee(joint)
    ax.add_patch(Polygon(_flat(np.eye(3)), fill=False, ec=color["muted"], lw=1))
    core = _corners(game)
    if len(core):
        region = Polygon(_flat(core), fc=color["line"], ec=color["ink"], lw=1.2, hatch="//")
        ax.add_patch(region)
    points = ((shapley, "o", "blue", "Shapley value"), (kernel, "D", "orange", "nucleolus"))
    for payoff, mark, hue, _ in points:
        ax.plot(*_flat(payoff)[0], mark, ms=9, color=color[hue], mec=color["paper"], zorder=3)
    where: dict[str, Any] = {"ha": "center", "fontsize": 10}
    ax.text(0, -0.03, "all to\nnavigation", va="top", **where)
    ax.text(1, -0.03, "all to\nflood control", va="top", **where)
    ax.text(0.5, 0.885, "all to power", va="bottom", **where)
    ax.set(xlim=(-0.17, 1.17), ylim=(-0.17, 0.97), aspect="equal")
    ax.axis("off")
    title = f"Sharing {joint:.4g} million dollars saved"
    fig.text(0.03 if narrow else 0.02, 0.94, title, fontsize=11)
    key = fig.add_axes((0, 0, 1, 1))
    key.set(xlim=(0, 1), ylim=(0, 1))
    key.axis("off")
    left, top, step = (0.05, 0.885, 0.055) if narrow else (0.64, 0.72, 0.08)
    order: dict[str, Any] = {"color": color["muted"], "fontsize": 10, "va": "center"}
    if narrow:
        key.text(0.97, top, "navigation / flood / power", ha="right", **order)
    else:
        key.text(left, top + 0.1, "navigation / flood / power", **order)
    for row, (payoff, mark, hue, name) in enumerate(points):
        y = top - (row + 1) * step if narrow else top - 2 * row * step
        key.plot([left], [y], mark, ms=9, color=color[hue])
        key.text(left + 0.04, y, name, va="center")
        parts = " / ".join(f"{part:.1f}" for part in payoff)
        spot = (0.97, y) if narrow else (left + 0.04, y - 0.065)
        key.text(*spot, parts, va="center", ha="right" if narrow else "left", fontsize=10)
    y = top - (3 if narrow else 4) * step
    if len(core):
        look: dict[str, Any] = {"mfc": color["line"], "color": color["ink"]}
        key.plot([left], [y], "s", ms=10, **look)
    text = "core: nobody objects" if len(core) else "the core is empty"
    key.text(left + 0.04, y, text, va="center")


@lru_cache(maxsize=1)
def _water() -> tuple[CoalitionalGame, dict[str, NDArray[np.float64]]]:
    from govlib.data import load

    costs = CoalitionalGame.from_table(load("skane_costs"), "AHKLMT", costs=True)
    paid = (
        shapley_value(costs),
        nucleolus(costs).payoff,
        separable_costs_remaining_benefits(costs),
        costs.total * costs.alone / costs.alone.sum(),
        np.full(costs.n, costs.total / costs.n),
    )
    return costs, dict(zip(METHODS, paid, strict=True))


def _objection(method: str) -> tuple[str, float]:
    """Return the coalition that overpays most, as letters, and by how much; none if none does."""
    costs, paid = _water()
    found = core_check(costs, paid[method], tolerance=_CLOSE)
    return ("", 0.0) if found.inside else ("".join(found.coalition), found.excess)


def say_water(*, method: str) -> str:
    """Say what :func:`water` shows."""
    costs, paid = _water()
    name = {
        "Shapley value": "The Shapley value",
        "nucleolus": "The nucleolus",
        "SCRB": "The engineers’ method (SCRB)",
        "in proportion": "Sharing in proportion to the cost alone",
        "equal parts": "Sharing in equal parts",
    }[method]
    saved = costs.alone - paid[method]
    most = costs.players[int(np.argmax(saved))]
    first = (
        f"{name} saves {most} most, {saved.max():.1f} of the {costs.alone.sum() - costs.total:.1f} "
        "million crowns."
    )
    who, excess = _objection(method)
    if not who:
        return f"{first} No group of municipalities would pay less by itself."
    group = who if len(who) == 1 else f"{', '.join(who[:-1])} and {who[-1]} together"
    return (
        f"{first} It is not stable: {group} would pay {excess:.2g} million less without the rest."
    )


@figure(
    says=say_water,
    narrow=(3.6, 4.6),
    method=Choice(METHODS, label="method"),
)
def water(fig: Figure, *, method: str) -> None:
    """Draw what six municipalities pay for water together, against the cost alone.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    method : str
        One of ``METHODS``.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.13, 0.12, 0.83, 0.62) if narrow else (0.09, 0.15, 0.89, 0.64))
    costs, paid = _water()
    who, _ = _objection(method)
    at = np.arange(costs.n)
    objects = np.array([player in who for player in costs.players])
    for chosen, hue, hatch, label in (
        (~objects, "blue", "", "pays"),
        (objects, "orange", "//", "pays, and would leave"),
    ):
        if chosen.any():
            look: dict[str, Any] = {
                "color": color[hue],
                "edgecolor": color["paper"],
                "hatch": hatch,
            }
            ax.bar(at[chosen], paid[method][chosen], width=0.62, label=label, **look)
    for i, alone in enumerate(costs.alone):
        first = "cost alone" if i == 0 else "_"  # once in the legend
        ax.hlines(alone, i - 0.42, i + 0.42, color=color["ink"], lw=2, label=first)
    for i, charge in enumerate(paid[method]):
        # inside the bar, because the line of the cost alone may lie right above it
        ax.text(i, 0.4, f"{charge:.1f}", ha="center", va="bottom", fontsize=9, **_PLATE)
    ax.set(xticks=at, xlim=(-0.6, costs.n - 0.4), ylim=(0, 24))
    ax.set_xticklabels(costs.players)
    ax.tick_params(axis="x", length=0)
    ax.set_xlabel("municipality")
    fig.text(0.02, 0.94, f"Cost of water, million crowns: {method}", fontsize=11)
    fig.legend(
        loc="upper left",
        bbox_to_anchor=(0.0, 0.925),
        ncols=2 if narrow else 3,
        columnspacing=1.2,
        labelspacing=0.2,
    )


_PLATE = {"bbox": {"boxstyle": "square,pad=0.15", "fc": color["paper"], "ec": "none"}}
