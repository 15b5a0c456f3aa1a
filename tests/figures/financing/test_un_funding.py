"""The United Nations' revenue: bars and points against the tables."""

import pytest
from figure_checks import drawn, said, widths

from govlib.figures.financing import un_funding
from govlib.financing import CHANNELS, by_giver, channels, scale_and_gifts


def test_budgets_draws_every_channel_of_every_entity():
    (ax,) = drawn(un_funding.budgets).axes
    table = channels().sort_values("assessed")
    want = [100 * share for channel in un_funding._LOOKS for share in table[channel].clip(lower=0)]
    assert widths(ax) == pytest.approx(want)


def test_dues_and_gifts_draws_the_twelve_largest():
    (ax,) = drawn(un_funding.dues_and_gifts).axes
    dues, gifts = (line.get_xdata() for line in ax.lines)
    both = scale_and_gifts()
    top = both.max(axis=1).sort_values(ascending=False).index[:12]
    assert dues == pytest.approx(both.loc[top, "scale"])
    assert gifts == pytest.approx(both.loc[top, "voluntary"])


def test_givers_draws_every_channel_of_every_kind_of_giver():
    (ax,) = drawn(un_funding.givers).axes
    table = by_giver().iloc[:4][::-1]
    want = [amount / 1000 for channel in CHANNELS for amount in table[channel].clip(lower=0)]
    assert widths(ax) == pytest.approx(want)


def test_givers_says_who_earmarks():
    table = by_giver().iloc[:4]
    text = said(un_funding.givers)
    assert f"{table.earmarked['governments'] / 1000:.1f} billion" in text
    assert f"{table.earmarked['governments'] / table.earmarked.sum():.0%} of all" in text
