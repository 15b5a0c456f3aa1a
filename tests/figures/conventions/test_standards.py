"""The figure of two standards draws the table."""

import pytest
from figure_checks import drawn

from govlib.data import load
from govlib.figures.conventions import standards


@pytest.mark.parametrize("log", [False, True])
def test_lines_are_the_table(log):
    ax = drawn(standards.standards, log=log).axes[0]
    table = load("internet_standards")
    for line, name in zip(ax.lines, ("IPv6", "RPKI"), strict=True):
        rows = table[table.standard == name]
        assert line.get_ydata() == pytest.approx(rows.percent.to_numpy(float))
        years = [float(str(date)[:4]) for date in rows.date]
        assert [int(x) for x in line.get_xdata()] == years
    assert ax.get_yscale() == ("log" if log else "linear")


def test_days_count():
    share = standards.shares("IPv6")
    assert share.index[4] == pytest.approx(2015.983, abs=0.01)
    with pytest.raises(ValueError, match="standard must be one of"):
        standards.shares("IPv4")
