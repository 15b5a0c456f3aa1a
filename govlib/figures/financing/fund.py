"""Figures of financing: one fund under four rules, and pledges with their money back."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from govlib.drawing import Choice, Slider, Target, figure
from govlib.figures.handles import handle
from govlib.financing import BonusContract, Donors, Funding, PledgeGame
from govlib.palette import color, is_narrow

__all__ = ["CASES", "RULES", "pledges", "rules", "say_pledges", "say_rules"]

#: four donors who value the good differently; the fund that the figure draws at most
DONORS = Donors([1, 2, 3, 4])
MOST = 70

#: rules by which a fund is spent, and how each is drawn: colour, line, mark
RULES = {
    "grant": ("muted", ":", "v"),
    "matching": ("blue", "-", "o"),
    "quadratic": ("orange", "--", "s"),
    "promise": ("green", "-.", "D"),
}

#: what is assumed of the donors
CASES = ("as announced", "three collude", "the tax is foreseen", "one is overrated")

#: what the organiser of the joint promise then believes of the first donor, who values it at 1
OVERRATED = 1.25


def _funded(rule: str, fund: float, case: str) -> Funding:
    """Return what a fund brings about under a rule; no case matters to all of them."""
    heard = {
        "grant": CASES[1:2],
        "matching": CASES[1:3],
        "quadratic": CASES[1:3],
        "promise": (CASES[1], CASES[3]),
    }
    return _brought_about(rule, fund, case if case in heard[rule] else CASES[0])


# a curve asks for thirty funds, and under quadratic funding each takes one search within another;
# the rules hear eleven cases together, so the grid has 330, the reader's own fund among them
@lru_cache(maxsize=1024)
def _brought_about(rule: str, fund: float, case: str) -> Funding:
    group: Any = range(3) if case == CASES[1] else ()
    more: dict[str, Any] = {"colluders": group}
    if rule == "grant":
        return DONORS.granted(fund, **more)
    if rule == "promise":
        # what the fund can pay if one of the four refuses
        believed = [OVERRATED if case == CASES[3] else 1, 2, 3, 4]
        contract = BonusContract.in_proportion(
            DONORS, bonus=fund / 3, believed=believed, colluders=group
        )
        return contract.outcome()
    if case == CASES[2]:
        more["taxes"] = 1 / 4
    if rule == "matching":
        return DONORS.matched(DONORS.rate_for_fund(fund, **more), **more)
    return DONORS.quadratic(DONORS.share_for_fund(fund, **more), **more)


# the curves stay while the fund is moved: four rules in four cases
@lru_cache(maxsize=32)
def _levels(rule: str, case: str) -> tuple[np.ndarray, np.ndarray]:
    """Funds, and what is spent on the good from each."""
    funds = np.array([0.25, 1, *np.arange(2.5, MOST + 1, 2.5)])
    return funds, np.array([_funded(rule, float(fund), case).level for fund in funds])


def say_rules(*, fund: int, case: str) -> str:
    """Say what :func:`rules` shows."""
    found = {rule: _funded(rule, fund, case) for rule in RULES}
    level = {rule: _amount(one.level) for rule, one in found.items()}
    who = {
        CASES[0]: "",
        CASES[1]: " if the first three collude",
        CASES[2]: " if each foresees a quarter of the tax",
        CASES[3]: " if the first is believed to value the good a quarter more",
    }[case]
    rest = {}
    for rule in ("matching", "quadratic"):
        left = fund - found[rule].fund
        rest[rule] = f" and leaves {_amount(left)} unused" if left > 0.005 else ""
    promise = (
        f"The joint promise brings {level['promise']} and pays no bonus."
        if found["promise"].fund == 0
        else f"The joint promise fails, and the fund goes into bonuses: "
        f"{level['promise']} from gifts."
    )
    return (
        f"A fund of {fund}{who}: as a grant it brings {level['grant']}, as matching "
        f"{level['matching']}{rest['matching']}, by the quadratic rule {level['quadratic']}"
        f"{rest['quadratic']}, where "
        f"100 is best. {promise}"
    )


def _spent(rule: str, fund: int, case: str) -> float:
    return _funded(rule, fund, case).level


@figure(
    says=say_rules,
    narrow=(3.6, 3.97),
    targets=[
        Target(
            "as announced: the largest fund from which matching still brings more than the "
            "quadratic rule",
            lambda fund, case: (
                case == CASES[0]
                and _spent("matching", fund, case) > _spent("quadratic", fund, case) + 1e-6
            ),
            largest="fund",
            said="Up to 60. Matching reaches the best with 60, the quadratic rule with 70.",
        ),
        Target(
            "three collude: the smallest fund from which the quadratic rule spends too much",
            lambda fund, case: (
                case == CASES[1] and _spent("quadratic", fund, case) > DONORS.optimum().level
            ),
            smallest="fund",
            said="45. With less, their collusion brings more of the good, and not too much.",
        ),
        Target(
            "the whole fund is paid to donors, and nobody colludes",
            lambda fund, case: (
                case != CASES[1] and _funded("promise", fund, case).fund >= fund - 1e-9
            ),
            said="One who is asked too much refuses, and the three others have their bonus.",
        ),
    ],
    fund=Slider(values=[1, 5, 10, 20, 30, 45, 60, 70], start=10, label="fund"),
    case=Choice(CASES, label="donors"),
)
def rules(fig: Figure, *, fund: int, case: str) -> None:
    """Draw what the same fund brings under four rules, and the welfare that is left.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    fund : int
        What the fund has.
    case : str
        One of ``CASES``: what is assumed of the donors.
    """
    narrow = is_narrow(fig)
    if narrow:
        ax, bars = fig.add_axes((0.14, 0.53, 0.81, 0.35)), fig.add_axes((0.28, 0.112, 0.67, 0.25))
    else:
        ax, bars = fig.add_axes((0.08, 0.16, 0.46, 0.68)), fig.add_axes((0.7, 0.16, 0.28, 0.68))
    best = DONORS.optimum()
    ax.axhline(best.level, color=color["line"], lw=4, zorder=0)
    # on a phone to the left of where collusion brings more than is best
    spot, side, above = (MOST * 0.3, "left", 11) if narrow else (MOST, "right", 5)
    words = ax.text(
        spot, best.level + above, "best for all", ha=side, color=color["muted"], fontsize=9
    )
    if narrow:
        words.set_bbox({"facecolor": color["paper"], "edgecolor": "none", "pad": 0.5})
    for rule, (tone, dash, mark) in RULES.items():
        ax.plot(*_levels(rule, case), dash, color=color[tone], label=rule)
        at = _funded(rule, fund, case).level
        ax.plot([fund], [at], mark, ms=8, color=color[tone], clip_on=False, zorder=4)
    (line,) = ax.plot([fund, fund], [0, 150], color=color["edge"], lw=1, zorder=1)
    handle(line, "fund", field=ax)
    ax.set(xlim=(0, MOST), ylim=(0, 150), yticks=[0, 50, 100, 150])
    ax.set_xlabel("fund", labelpad=1 if narrow else None)
    ax.set_title("Spent on the good", loc="left", pad=18 if narrow else 22)
    fig.legend(
        *ax.get_legend_handles_labels(),
        loc="lower left",
        bbox_to_anchor=(ax.get_position().x0 - 0.02, ax.get_position().y1 + 0.01),
        ncols=4,
        borderaxespad=0,
        columnspacing=0.8,
        handletextpad=0.3,
        handlelength=1.4 if narrow else 1.7,
        fontsize=8.5 if narrow else 9,
    )
    names = list(RULES)[::-1]
    welfare = [_funded(rule, fund, case).welfare for rule in names]
    bars.barh(
        range(4),
        welfare,
        height=0.62,
        color=[color[RULES[rule][0]] for rule in names],
        edgecolor=color["paper"],
    )
    for spot, value in enumerate(welfare):
        bars.text(value - 3, spot, f"{value:.0f}", ha="right", va="center", color=color["paper"])
    bars.axvline(best.welfare, color=color["line"], lw=4, zorder=0)
    bars.set(yticks=range(4), yticklabels=names, xlim=(0, 104), xticks=[0, 50, 100])
    bars.tick_params(axis="y", length=0)
    bars.set_xlabel(f"with a fund of {fund}", labelpad=1 if narrow else None)
    bars.set_title("Welfare, of 100", loc="left")


#: people in a campaign
PEOPLE = 20

#: how a campaign treats pledges that fail: its label, colour, line, mark
TERMS = {
    "lost if it fails": ("orange", "--", "s"),
    "money back": ("blue", "-", "o"),
    "back with a bonus": ("green", "-.", "D"),
}


def say_pledges(*, needed: int, cost: int, bonus: int) -> str:
    """Say what :func:`pledges` shows."""
    sunk, kept, promised = (_campaign(needed, cost, term, bonus).success for term in TERMS)
    first = f"Where {needed} of {PEOPLE} must pledge {cost}% of what the good is worth to each"
    if needed == PEOPLE:
        return f"{first}, every pledge decides, and all pledge whatever becomes of failed ones."
    lost = "nobody does if failed pledges are lost" if not sunk else f"they do in {_odds(sunk)}"
    if sunk:
        lost += " of campaigns if failed pledges are lost"
    text = f"{first}, {lost}, and enough do in {_odds(kept)} with money back"
    if not bonus:
        return f"{text}. Nobody pledging is an equilibrium too."
    paid = _campaign(needed, cost, "back with a bonus", bonus).paid
    return (
        f"{text}. A bonus of {bonus}% makes it {_odds(promised)}, rules out that nobody pledges, "
        f"and pays out {paid:.2f} of one member's worth on average."
    )


@figure(
    says=say_pledges,
    narrow=(3.6, 4.6),
    targets=[
        Target(
            "10 of 20, failed pledges lost: the highest price at which anybody pledges",
            lambda needed, cost: needed == 10 and _campaign(10, cost, "lost if it fails", 0).chance,
            largest="cost",
            said="18%. At 19 the chance to decide is worth less than the pledge, and all stop.",
        ),
        Target(
            "10 of 20 at 30%: the smallest bonus with which two campaigns in three succeed",
            lambda needed, cost, bonus: (
                needed == 10
                and cost == 30
                and _campaign(10, 30, "back with a bonus", bonus).success >= 2 / 3
            ),
            smallest="bonus",
            said="30%, as much as the pledge. The organiser pays for every failure.",
        ),
        Target(
            "all pledge, whatever becomes of the money",
            lambda needed: needed == PEOPLE,
            said="Nobody can leave it to the others, so there is nothing to gain by waiting.",
        ),
    ],
    needed=Slider(values=[5, 10, 15, 20], start=10, label="pledges needed, of 20"),
    cost=Slider(values=[5, 18, 19, 30, 50, 70], start=19, label="a pledge", unit=" %"),
    bonus=Slider(values=[0, 10, 20, 30, 50], start=0, label="bonus if it fails", unit=" %"),
)
def pledges(fig: Figure, *, needed: int, cost: int, bonus: int) -> None:
    """Draw how likely a campaign for pledges succeeds, by what becomes of pledges that fail.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    needed : int
        Pledges that the good takes, of 20 people.
    cost, bonus : int
        A pledge, and what a failed campaign adds to the refund, percent of what the good is
        worth to each.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.14, 0.13, 0.81, 0.68) if narrow else (0.08, 0.16, 0.88, 0.66))
    for term, (tone, dash, mark) in TERMS.items():
        if term == "back with a bonus" and not bonus:
            continue
        ax.plot(*_success(needed, term, bonus), dash, color=color[tone], label=term)
        value = _campaign(needed, cost, term, bonus).success
        look: dict[str, Any] = {"color": color[tone], "mec": color["ink"], "clip_on": False}
        ax.plot([cost], [value], mark, ms=9, zorder=4, **look)
    (line,) = ax.plot([cost, cost], [0, 1], color=color["edge"], lw=1, zorder=0)
    handle(line, "cost", field=ax)
    ax.set(xlim=(0, 100), ylim=(0, 1), yticks=[0, 0.25, 0.5, 0.75, 1], xticks=range(0, 101, 20))
    ax.grid(axis="y")
    ax.set_xlabel("pledge, % of the good's worth to each")
    fig.text(0.14 if narrow else 0.08, 0.94, f"Chance that {needed} of {PEOPLE} pledge")
    ax.legend(
        loc="lower left",
        bbox_to_anchor=(-0.02, 1.0),
        ncols=2 if narrow else 3,
        borderaxespad=0.2,
        columnspacing=1.0,
        handletextpad=0.4,
        handlelength=2.0,
        fontsize=9,
    )


def _campaign(needed: int, cost: int, term: str, bonus: int) -> Any:
    return _pledging(needed, cost, term != "lost if it fails", bonus if "bonus" in term else 0)


@lru_cache(maxsize=4096)
def _pledging(needed: int, cost: int, refund: bool, bonus: int) -> Any:
    return PledgeGame(PEOPLE, needed, cost / 100, refund, bonus / 100).equilibrium()


@lru_cache(maxsize=128)
def _success(needed: int, term: str, bonus: int) -> tuple[np.ndarray, np.ndarray]:
    costs = np.array([*range(1, 30), *range(30, 100, 3)])  # close where curves break down
    return costs, np.array([_campaign(needed, int(c), term, bonus).success for c in costs])


def _odds(chance: float) -> str:
    """Write a chance in percent, with more digits near 0 and 1."""
    value = 100 * chance
    if value > 99.95:
        return "practically all"
    if value < 0.05:
        return "practically none"
    return f"{value:.1f}%" if value < 9.5 or value > 99 else f"{value:.0f}%"


def _amount(value: float) -> str:
    """Write an amount with three digits, whole from 100 on."""
    digits = 0 if value >= 99.95 else 1 if value >= 0.095 else 2
    text = f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
