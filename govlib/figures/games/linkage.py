"""Figure of linked issues: what countries would not do alone they do in a package.

The model stands in :mod:`govlib.games.linkage`.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from govlib._check import flag
from govlib.drawing import Slider, Switch, Target, figure
from govlib.games import Issues
from govlib.palette import color, is_narrow

__all__ = ["package", "say_package"]

#: mean benefit of an issue to the first country, and what cooperating costs either on each
MEAN, COST = 3.0, 1.5

_NEAR = 1e-9

#: the issues of each deal
_DEALS = ((0,), (1,), (0, 1))


@lru_cache(maxsize=64)
def _issues(difference: float, stake: float) -> Issues:
    high, low = MEAN + difference, MEAN - difference
    return Issues([[high, stake * low], [low, stake * high]], COST)


@lru_cache(maxsize=512)
def _held(difference: float, stake: float, discount: float, payments: bool) -> tuple[bool, ...]:
    """Tell of each issue alone and of both together whether the deal holds."""
    made = _issues(difference, stake)
    return tuple(
        made.package(deal, payments=payments).critical_discount <= discount + _NEAR
        for deal in _DEALS
    )


def _need(difference: float, stake: float, payments: bool) -> tuple[float, ...]:
    made = _issues(difference, stake)
    return tuple(made.package(deal, payments=payments).critical_discount for deal in _DEALS)


def _patience(value: float) -> str:
    return f"{value:.2f}" if value < 1 else "1 or more"


def say_package(*, difference: float, stake: float, discount: float, payments: bool) -> str:
    """Say what :func:`package` shows."""
    first, second, both = _held(difference, stake, discount, flag("payments", payments))
    need = [_patience(value) for value in _need(difference, stake, payments)]
    how = "with payments" if payments else "without payments"
    if first and second:
        state = "each issue holds alone, and so does the package"
    elif first or second:
        one, other = ("A", "B") if first else ("B", "A")
        state = (
            f"issue {one} holds alone, and the package holds issue {other} too"
            if both
            else f"issue {one} holds alone, and the package breaks: issue {other} is dead weight"
        )
    else:
        state = "the package holds and no issue does" if both else "nothing holds, linked or not"
    return (
        f"At a patience of {discount:g}, {how}, {state}. Issue A needs a patience of {need[0]}, "
        f"issue B of {need[1]}, the package of {need[2]}."
    )


@figure(
    says=say_package,
    narrow=(3.6, 3.88),
    targets=[
        Target(
            "Equal stakes, patience 0.6, no payments: the smallest difference at which the "
            "package holds and no issue does",
            lambda difference, stake, discount, payments: (
                stake == 1
                and discount == 0.6
                and not payments
                and _held(difference, stake, discount, payments) == (False, False, True)
            ),
            smallest="difference",
            said="Each country gives way where it cares less.",
            id="smallest-difference",
        ),
        Target(
            "Stakes of one half: a package that holds only if the countries may pay each other",
            lambda difference, stake, discount, payments: (
                stake == 0.5
                and payments
                and _held(difference, stake, discount, True)[2]
                and not _held(difference, stake, discount, False)[2]
                and difference > 0
            ),
            said="The first country has enough to lose for both, and hands some of it on.",
            id="only-with-payments",
        ),
        Target(
            "An issue that holds alone, in a package that breaks",
            lambda difference, stake, discount, payments: (
                any(_held(difference, stake, discount, payments)[:2])
                and not _held(difference, stake, discount, payments)[2]
            ),
            said="Linked, it is dragged down by the other issue.",
            id="dead-weight",
        ),
    ],
    difference=Slider(0, 3, 0.5, start=1, label="difference of priorities"),
    stake=Slider(values=[0.5, 0.75, 1], start=1, label="stakes of country 2"),
    discount=Slider(values=[0.4, 0.5, 0.6, 0.7, 0.8, 0.9], start=0.7, label="patience δ"),
    payments=Switch(start=False, label="they may pay each other"),
)
def package(
    fig: Figure, *, difference: float, stake: float, discount: float, payments: bool
) -> None:
    """Draw the slack of two countries on two issues and on both together.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    difference : float
        By how much the first country gains more from issue A, and less from issue B, than the
        mean of 3; the second the other way round; from 0 to 3.
    stake : float
        What the second country gains, as a share of what the first does.
    discount : float
        Patience δ.
    payments : bool
        Whether the countries may pay one another. Bars then show what is left after payments,
        pale ones what there was before.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.12, 0.1, 0.85, 0.8) if narrow else (0.08, 0.12, 0.9, 0.78))
    before = _slack(difference, stake, discount)
    held = _held(difference, stake, discount, flag("payments", payments))
    after = before + _paid(difference, stake, discount, held) if payments else before
    look = (("blue", "", "country 1"), ("orange", "//", "country 2"))
    for country, (tone, hatch, label) in enumerate(look):
        at = np.arange(3) + 0.36 * country - 0.18
        if payments:
            ax.bar(at, before[:, country], width=0.34, facecolor=color["line"], lw=0)
        ax.bar(
            at,
            after[:, country],
            width=0.34,
            facecolor=color[tone],
            edgecolor=color["paper"],
            hatch=hatch,
            label=label,
        )
    for group in range(3):
        top = max(after[group].max(), before[group].max(), 0)
        ax.text(
            group,
            top + 0.2,
            "holds" if held[group] else "breaks",
            ha="center",
            va="bottom",
            color=color["green" if held[group] else "ink"],
            weight="bold" if held[group] else "normal",
        )
    ax.axhline(0, color=color["ink"], lw=1)
    ax.set_xticks(range(3), ["issue A", "issue B", "both linked"])
    ax.tick_params(axis="x", length=0, pad=4)
    ax.set(xlim=(-0.6, 2.6), ylim=(-2.2, 5.6), yticks=(-2, 0, 2, 4))
    ax.spines["bottom"].set_visible(False)
    ax.set_title("What keeping gains, a period", loc="left")
    ax.legend(
        loc="upper left",
        ncols=2 if narrow else 1,
        borderaxespad=0.1,
        handlelength=1.6,
        labelspacing=0.2,
    )


def _slack(difference: float, stake: float, discount: float) -> NDArray[np.float64]:
    slack = _issues(difference, stake).slack(discount)
    return np.vstack([slack, slack.sum(axis=0)])


def _paid(
    difference: float, stake: float, discount: float, held: tuple[bool, ...]
) -> NDArray[np.float64]:
    """Return what each country is paid in each deal; nothing where payments cannot save it."""
    made = _issues(difference, stake)
    return np.array(
        [
            made.payments(discount, deal) if holds else np.zeros(2)
            for deal, holds in zip(_DEALS, held, strict=True)
        ]
    )
