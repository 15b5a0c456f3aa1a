"""Figures of the United Nations' revenue in 2024: with what strings it comes, and from whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure

from govlib.drawing import figure
from govlib.financing import CHANNELS, by_giver, channels, scale_and_gifts, top_share
from govlib.palette import color, is_narrow

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = [
    "budgets",
    "dues_and_gifts",
    "givers",
    "say_budgets",
    "say_dues_and_gifts",
    "say_givers",
]

_LOOKS = {
    "assessed": ("blue", ""),
    "core": ("green", "//"),
    "earmarked": ("orange", ""),
    "other": ("edge", ".."),
}


def _bars(ax: Axes, amounts: pd.DataFrame, height: float) -> None:
    """Draw one bar a row, its channels one after the other."""
    place, left = np.arange(len(amounts)), np.zeros(len(amounts))
    for channel in CHANNELS:
        name, hatch = _LOOKS[channel]
        amount = amounts[channel].clip(lower=0).to_numpy()
        ax.barh(
            place,
            amount,
            left=left,
            height=height,
            color=color[name],
            hatch=hatch,
            edgecolor=color["paper"],
            label=channel,
        )
        left = left + amount


def _name_channels(ax: Axes, left: float) -> None:
    ax.legend(
        loc="lower left",
        bbox_to_anchor=(left, 1.0),
        ncols=4,
        handlelength=1.1,
        columnspacing=0.9,
        handletextpad=0.4,
        borderaxespad=0.2,
    )


def say_budgets() -> str:
    """Say what :func:`budgets` shows."""
    table = channels()
    everything, children = table.loc["ALL"], table.loc["UNICEF"]
    return (
        f"Of the United Nations system's {everything['total'] / 1000:.0f} billion dollars in 2024, "
        f"{100 * everything['assessed']:.0f}% are dues and {100 * everything['earmarked']:.0f}% "
        f"gifts for a purpose of the giver; UNICEF, which has no dues, lives from earmarked money "
        f"by {100 * children['earmarked']:.0f}%."
    )


@figure(says=say_budgets, narrow=(3.6, 4.6))
def budgets(fig: Figure) -> None:
    """Draw for each part of the United Nations how its revenue came."""
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.27, 0.12, 0.69, 0.74) if narrow else (0.16, 0.14, 0.81, 0.72))
    table = channels()
    table = table.sort_values("assessed").rename(index={"ALL": "UN system", "UN": "Secretariat"})
    _bars(ax, 100 * table[list(CHANNELS)], 0.7)
    ax.set(yticks=range(len(table)), yticklabels=table.index, xlim=(0, 100))
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel("share of revenue 2024, %")
    _name_channels(ax, -0.4 if narrow else 0)


def say_givers() -> str:
    """Say what :func:`givers` shows."""
    table = by_giver() / 1000
    given = table.iloc[:-1]
    share = (given["earmarked"] / given.sum(axis=1))[1:]
    return (
        f"Governments gave {table['earmarked'].iloc[0]:.1f} billion dollars with a purpose of "
        f"their own, {given['earmarked'].iloc[0] / given['earmarked'].sum():.0%} of all that was "
        f"earmarked in 2024, and {table['core'].iloc[0]:.1f} without; of what other givers "
        f"brought, between {share.min():.0%} and {share.max():.0%} was earmarked."
    )


@figure(says=say_givers, narrow=(3.6, 4.6))
def givers(fig: Figure) -> None:
    """Draw who gave to the United Nations system, and with what strings."""
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.32, 0.12, 0.64, 0.74) if narrow else (0.19, 0.14, 0.77, 0.72))
    table = by_giver().iloc[:-1][::-1] / 1000
    _bars(ax, table, 0.66)
    labels = [name.replace(" Union", "\nUnion") if narrow else name for name in table.index]
    ax.set(yticks=range(len(table)), yticklabels=labels, xlim=(0, 50))
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="x")
    ax.set_axisbelow(True)
    ax.set_xlabel("billion dollars in 2024")
    _name_channels(ax, -0.48 if narrow else 0)


def say_dues_and_gifts() -> str:
    """Say what :func:`dues_and_gifts` shows."""
    both = scale_and_gifts()
    america, china = both.loc["USA"], both.loc["CHN"]
    gifts = top_share(both["voluntary"], 3) * both["voluntary"].sum()
    return (
        f"The scale asks the United States for {america['scale']:.0f}% and China for "
        f"{china['scale']:.0f}% of the dues; of the voluntary money they gave "
        f"{america['voluntary']:.0f}% and {china['voluntary']:.1f}% in 2024. The three largest "
        f"givers bring {gifts:.0f}% of it."
    )


@figure(says=say_dues_and_gifts, narrow=(3.6, 4.6))
def dues_and_gifts(fig: Figure) -> None:
    """Draw what the scale asks of large payers, and what they give of their own will."""
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.15, 0.12, 0.8, 0.74) if narrow else (0.1, 0.14, 0.86, 0.72))
    both = _largest()
    place = np.arange(len(both))[::-1]
    scale, gifts = both["scale"].to_numpy(), both["voluntary"].to_numpy()
    ax.hlines(place, np.minimum(scale, gifts), np.maximum(scale, gifts), color=color["edge"], lw=2)
    ax.plot(scale, place, "o", ms=8, color=color["blue"], label="dues by the scale", clip_on=False)
    ax.plot(
        gifts,
        place,
        "D",
        ms=7,
        mfc=color["paper"],
        mec=color["orange"],
        mew=1.8,
        clip_on=False,
        ls="none",
        label="voluntary gifts",
    )
    ax.set(yticks=place, yticklabels=both.index, xlim=(0, 36), ylim=(-0.6, len(both) - 0.4))
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="x")
    ax.set_xlabel("share of what governments pay, %")
    ax.legend(
        loc="lower right",
        bbox_to_anchor=(1.0, 1.0),
        ncols=2,
        handlelength=1.1,
        columnspacing=1.0,
        borderaxespad=0.2,
    )


def _largest() -> pd.DataFrame:
    both = scale_and_gifts()
    return both.loc[both.max(axis=1).sort_values(ascending=False).index[:12]]
