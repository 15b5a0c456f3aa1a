"""Figure of linked issues: what countries would not do alone they do in a package.

The model stands in :mod:`govlib.games.linkage`.
"""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from govlib.drawing import Slider, figure
from govlib.games import Issues
from govlib.palette import color, is_narrow

__all__ = ["package", "say_package"]

#: mean benefit of an issue when the other country cooperates
MEAN = 3.0

_NEAR = 1e-9


def _issues(difference: float, cost: float) -> Issues:
    high, low = MEAN + difference, MEAN - difference
    return Issues([[high, low], [low, high]], cost)


def say_package(*, difference: float, cost: float, discount: float) -> str:
    """Say what :func:`package` shows."""
    issues = _issues(difference, cost)
    alone = float(issues.critical_discount[0].max())
    together = issues.package().critical_discount
    apart = (issues.slack(discount) >= -_NEAR).all()
    linked = (issues.slack(discount).sum(axis=0) >= -_NEAR).all()
    patience = f"With a patience of {discount:g}"
    need = f"needs {alone:.2f} alone" if alone < 1 else "is out of reach alone"
    if difference == 0:
        state = "hold" if linked else "break"
        return (
            f"{patience} both issues {state}, linked or not: where countries have the same "
            f"priorities, linking adds nothing. Both need {together:.2f}."
        )
    if apart:
        return (
            f"{patience} each issue holds on its own, and so does the package. The package would "
            f"need only {together:.2f}, an issue alone {alone:.2f}."
        )
    if linked:
        return (
            f"{patience} neither issue holds on its own, but both linked do: each country gives "
            f"way where it cares less. The package needs {together:.2f}; an issue {need}."
        )
    return (
        f"{patience} nothing holds, not even the package, which needs {together:.2f}; an issue "
        f"{need}. Linking pools what there is to lose and adds nothing to it."
    )


@figure(
    says=say_package,
    narrow=(3.6, 4.6),
    difference=Slider(0, 3, 0.25, start=1, label="difference of interests"),
    cost=Slider(values=[0.5, 1, 1.5, 2, 2.5], start=1.5, label="cost of cooperating"),
    discount=Slider(0.1, 0.9, 0.1, start=0.6, label="patience δ"),
)
def package(fig: Figure, *, difference: float, cost: float, discount: float) -> None:
    """Draw the slack of two countries on two issues and on both together.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    difference : float
        By how much each country gains more from its own issue, and less from the other's, than
        the mean of 3; from 0 to 3.
    cost : float
        What cooperation costs a country on either issue.
    discount : float
        Patience δ.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.15, 0.2, 0.81, 0.7) if narrow else (0.09, 0.17, 0.88, 0.73))
    slack = _issues(difference, cost).slack(discount)
    bars = np.vstack([slack, slack.sum(axis=0)])
    look = (("blue", "", "country 1"), ("orange", "//", "country 2"))
    for country, (tone, hatch, label) in enumerate(look):
        ax.bar(
            np.arange(3) + 0.36 * country - 0.18,
            bars[:, country],
            width=0.34,
            facecolor=color[tone],
            edgecolor=color["paper"],
            hatch=hatch,
            label=label,
        )
    for group in range(3):
        holds = (bars[group] >= -_NEAR).all()
        top = max(bars[group].max(), 0)
        ax.text(
            group,
            top + 0.25,
            "holds" if holds else "breaks",
            ha="center",
            va="bottom",
            color=color["green" if holds else "ink"],
            weight="bold" if holds else "normal",
        )
    ax.axhline(0, color=color["ink"], lw=1)
    ax.set_xticks(range(3), ["issue A", "issue B", "both linked"])
    ax.tick_params(axis="x", length=0, pad=4)
    ax.set(xlim=(-0.6, 2.6), ylim=(-5, 9), yticks=(-3, 0, 3, 6))
    ax.spines["bottom"].set_visible(False)
    ax.set_title("What keeping gains, a period", loc="left")
    ax.legend(loc="upper left", ncols=1, borderaxespad=0.1, handlelength=1.6, labelspacing=0.2)
