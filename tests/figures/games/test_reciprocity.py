"""Stills of reciprocity draw the tournament and the table."""

import pytest
from figure_checks import drawn, said

from govlib.data import load
from govlib.figures.games import reciprocity
from govlib.games import round_robin
from govlib.games.strategies import field


def test_ranks_draws_each_place_in_three_tournaments():
    (ax,) = drawn(reciprocity.ranks).axes
    lines = {line.get_label(): line.get_ydata() for line in ax.lines}
    assert set(lines) == {one.name for one in field()}
    for k, noise in enumerate(reciprocity.ERRORS):
        ranking = round_robin(field(), noise=noise).ranking
        for name, places in lines.items():
            assert places[k] == ranking.index(name) + 1
    assert ax.get_ylim()[0] > ax.get_ylim()[1], "the first stands on top"


def test_tariffs_draws_both_columns():
    (ax,) = drawn(reciprocity.tariffs).axes
    table = load("us_china_tariffs")
    lines = {line.get_label(): line for line in ax.lines}
    assert lines["US on Chinese goods"].get_ydata() == pytest.approx(table.us_on_china_percent)
    assert lines["China on US goods"].get_ydata() == pytest.approx(table.china_on_us_percent)
    years = lines["China on US goods"].get_xdata()
    assert years == pytest.approx([2018.5, 2018.73, 2019.45, 2019.96, 2020.12], abs=0.01)
    written = {text.get_text() for text in ax.texts}
    assert written == {f"{v:.1f}" for v in table.to_numpy().ravel()}


def test_what_the_stills_say():
    assert said(reciprocity.ranks).endswith("Tit for tat is number 3, 6 and 7.")
    assert "from 3.8 percent to 21 and was 19.3" in said(reciprocity.tariffs)
    assert "from 7.2 to 21.1 and was 20.3" in said(reciprocity.tariffs)
