"""Figures of what nobody rules: a common pool, and protection that depends on others.

The models stand in :mod:`govlib.games.commons` and :mod:`govlib.games.security`.
"""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from govlib.drawing import Slider, Target, figure
from govlib.games import CommonPool, EqualSecurity
from govlib.palette import color, is_narrow

__all__ = ["dissipation", "protection", "say_dissipation", "say_protection"]

#: most users drawn
LARGEST = 30

#: loss probability of an unprotected agent
RISK = 0.2


def say_dissipation(*, users: int, fee: float) -> str:
    """Say what :func:`dissipation` shows."""
    pool = CommonPool(users)
    left = float(_rent(_use(users, fee))[0] / pool.optimum().rent)
    right = float(pool.fee)
    if users == 1:
        why = "nobody else bears the cost of what it takes"
        if not fee:
            return f"A sole user has the whole rent without any rule: {why}."
        return f"A sole user needs no fee: {why}. One of {fee:g} leaves {left:.0%} of the rent."
    start = f"With a fee of {fee:g}" if fee else "Without a rule"
    text = f"{start} {users} users leave {left:.0%} of the rent"
    if not fee:
        patience = float(pool.critical_discount)
        return (
            f"{text}. A fee of {right:.1f} would save all of it, and so would a threat without "
            f"law, if their patience is at least {patience:.2f}."
        )
    free = float(pool.efficiency)
    side = "about right" if abs(fee - right) < 0.75 else "too low" if fee < right else "too high"
    return (
        f"{text}, and would leave {free:.0%} without it. The fee is {side}: {right:.1f} would "
        "save all."
    )


@figure(
    says=say_dissipation,
    narrow=(3.6, 4.6),
    users=Slider(values=[1, 2, 3, 4, 6, 8, 10, 15, 20, 30], start=8, label="users"),
    fee=Slider(values=[0, 2, 4, 5, 6, 8, 9, 12, 16], start=0, label="fee"),
)
def dissipation(fig: Figure, *, users: int, fee: float) -> None:
    """Draw how the rent of a common pool melts with the number of users, and what a fee saves.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    users : int
        Appropriators, from 1 to 30.
    fee : float
        Charge per unit of effort, below 18; it goes back to all users.
    """
    if is_narrow(fig):
        left, right = fig.add_axes((0.16, 0.57, 0.79, 0.36)), fig.add_axes((0.16, 0.11, 0.79, 0.29))
    else:
        left, right = fig.add_axes((0.09, 0.15, 0.46, 0.76)), fig.add_axes((0.65, 0.15, 0.33, 0.76))
    pool = CommonPool(users)
    effort = np.linspace(0, 78, 157)
    left.plot(effort, _rent(effort), "-", color=color["blue"])
    left.axhline(0, color=color["muted"], lw=0.8)
    best, now = pool.optimum(), _use(users, fee)
    at, high = float(best.total), float(best.rent)
    left.plot([at], [high], "D", ms=8, color=color["green"], zorder=3)
    left.annotate(
        "optimum",
        (at, high),
        xytext=(0, 8),
        textcoords="offset points",
        ha="center",
        color=color["green"],
    )
    left.plot([72], [0], "s", ms=7, color=color["muted"], zorder=3)
    left.text(69, 20, "open access", ha="right", color=color["muted"])
    left.plot([now], [_rent(now)], "o", ms=11, color=color["orange"], zorder=4)
    left.set(xlim=(0, 78), ylim=(-60, 420), xticks=(0, 18, 36, 54, 72), yticks=(0, 100, 200, 300))
    left.set_xlabel("effort of all", labelpad=1)
    left.set_title("Rent of the pool", loc="left")
    sizes = np.arange(1, LARGEST + 1)
    free = np.asarray(CommonPool(sizes).efficiency)
    paid = np.array([_rent(_use(int(n), fee)) for n in sizes]) / high
    right.plot(sizes, free, "--", color=color["muted"], lw=1.5)
    right.plot(sizes, paid, "-", color=color["orange"])
    right.plot([users], _rent(now) / high, "o", ms=9, color=color["orange"], clip_on=False)
    if fee:
        right.text(
            LARGEST, free[-1] + 0.03, "no fee", ha="right", va="bottom", color=color["muted"]
        )
    right.set(xlim=(0, LARGEST), ylim=(0, 1.05), yticks=(0, 0.5, 1), xticks=(1, 10, 20, 30))
    right.set_yticks([0, 0.5, 1], ["0%", "50%", "100%"])
    right.set_xlabel("users", labelpad=1)
    right.set_title("Part of it that is left", loc="left")


def _use(users: int, fee: float) -> float:
    """Return the effort of all in equilibrium when a unit of it costs a fee besides."""
    return float(CommonPool(users, outside=5.0 + fee).equilibrium().total)


def _rent(effort: float | np.ndarray) -> np.ndarray:
    """Return the rent of the pool at an effort of all; a fee only moves it among the users."""
    return np.asarray(CommonPool(1).rents(np.atleast_1d(effort)[:, None]))[:, 0]


def say_protection(*, agents: int, cost: float, contagion: float, leak: float) -> str:
    """Say what :func:`protection` shows."""
    game = EqualSecurity(agents, cost, RISK, contagion, leak=leak)
    alone, last = (float(game.gain(k)) for k in (0, agents - 1))
    none, all_ = (float(game.mean_cost(m)) for m in (0, agents))
    gains = (
        f"Protection gains {_signed(alone)} of a loss where no other of {agents} has it, "
        f"{_signed(last)} where all others have"
    )
    costs = f"each bears {none:.2f} of a loss if nobody is protected, {all_:.2f} if all are"
    tip, ends = int(game.tipping_size), game.equilibria()
    if len(ends) == 2:
        follow = f"Once {tip} of {agents} must have it, all others follow"
        return f"{gains}: all or nobody, both last. {follow}; {costs}."
    if 0 < ends[0] < agents:
        rest = agents - ends[0]
        return f"{gains}: {ends[0]} protect themselves and {rest} ride free; {costs}."
    if ends[0]:
        return f"{gains}: it pays each, whatever the others do; {costs}."
    worth = "though" if none > all_ + 1e-9 else "and"
    return f"{gains}: nobody protects itself, {worth} {costs}."


def _signed(value: float) -> str:
    """Return a gain with its sign; what rounds to nothing has none."""
    text = f"{value:.3f}"
    return "0" if float(text) == 0 else text.replace("-", "−")


@figure(
    says=say_protection,
    narrow=(3.6, 3.47),
    targets=[
        Target(
            "20 networks, cost 0.1, all gets through: the least contagion at which a lone network "
            "does without",
            lambda agents, cost, contagion, leak: (
                (agents, cost, leak) == (20, 0.1, 1)
                and EqualSecurity(20, 0.1, RISK, contagion).none_invest
            ),
            smallest="contagion",
            said="Protection saves the direct loss only, and that is worth less where a loss comes "
            "from somebody else anyhow.",
        ),
        Target(
            "A state in which some protect themselves and the others ride free",
            lambda agents, cost, contagion, leak: any(
                0 < m < agents
                for m in EqualSecurity(agents, cost, RISK, contagion, leak=leak).equilibria()
            ),
            said="Now each that is protected makes it less urgent for the next.",
        ),
    ],
    agents=Slider(values=[5, 10, 20], start=20, label="networks"),
    cost=Slider(values=[0.05, 0.1, 0.15, 0.3], start=0.1, label="cost of protection"),
    contagion=Slider(values=[0, 0.03, 0.05, 0.1, 0.2, 0.4], start=0.1, label="chance of contagion"),
    leak=Slider(
        values=[0, 0.4, 0.8, 1], start=1, label="share of contagion that gets through protection"
    ),
)
def protection(fig: Figure, *, agents: int, cost: float, contagion: float, leak: float) -> None:
    """Draw what protection gains an agent against how many others are protected.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    agents : int
        Networks or states that depend on each other.
    cost : float
        Cost of protection, as a share of the loss.
    contagion : float
        Chance that an unprotected agent passes the loss on to a given other.
    leak : float
        Share of what the others pass on that gets through protection.
    """
    narrow = is_narrow(fig)
    if narrow:
        left, right = (
            fig.add_axes((0.17, 0.575, 0.78, 0.355)),
            fig.add_axes((0.17, 0.13, 0.78, 0.255)),
        )
    else:
        left, right = fig.add_axes((0.11, 0.15, 0.45, 0.76)), fig.add_axes((0.66, 0.15, 0.32, 0.76))
    game = EqualSecurity(agents, cost, RISK, contagion, leak=leak)
    others = np.arange(agents)
    gain = np.asarray(game.gain(others))
    pays = gain >= -1e-12
    left.axhline(0, color=color["ink"], lw=1)
    for which, tone, hatch in ((pays, "blue", ""), (~pays, "orange", "//")):
        left.bar(
            others[which],
            gain[which],
            width=0.85,
            facecolor=color[tone],
            edgecolor=color["paper"],
            linewidth=0.3,
            hatch=hatch,
        )
    tip, ends = int(game.tipping_size), game.equilibria()
    if len(ends) == 2:
        left.axvline(tip - 0.5, color=color["green"], lw=1.4, ls="-.")
        early = tip < agents / 2
        left.text(
            tip - 0.1 if early else tip - 0.9,
            0.82 if narrow else 0.9,
            f"{tip} tip{'s' if tip == 1 else ''} the rest",
            color=color["green"],
            ha="left" if early else "right",
        )
    # one scale for all states, so that a pinned one can be compared
    left.set(xlim=(-1, agents), ylim=(-0.35, 1.02), yticks=(-0.2, 0, 0.2, 0.4, 0.6, 0.8))
    left.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    left.set_xlabel("others that are protected", labelpad=1)
    left.set_title("Gain from one's own protection", loc="left")
    secured = np.arange(agents + 1)
    right.plot(secured, np.asarray(game.mean_cost(secured)), "-", color=color["blue"])
    right.plot(ends, np.asarray(game.mean_cost(ends)), "o", ms=9, color=color["ink"], clip_on=False)
    right.set(xlim=(0, agents), ylim=(0, 1.35), yticks=(0, 0.5, 1))
    right.xaxis.set_major_locator(MaxNLocator(4, integer=True))
    right.set_xlabel("protected", labelpad=1)
    right.set_title("Mean cost (dots: stable)", loc="left")
