"""Best partners of each country: links and ratios against the model."""

import numpy as np
import pytest
from figure_checks import drawn, said

from govlib.data import load
from govlib.evolution import coalescence
from govlib.figures.evolution import partners
from govlib.networks.graphs import strongest_partners


@pytest.mark.parametrize(("k", "ratio"), [(3, 8), (9, 70)])
def test_partners_draws_the_links_both_ratios_and_the_readers(k, ratio):
    net, ax = drawn(partners.partners, k=k, ratio=ratio).axes
    kept = strongest_partners(load("trade_2006").to_numpy(), k)
    links = sum(len(c.get_segments()) for c in net.collections if hasattr(c, "get_segments"))
    assert links == kept.nnz // 2
    marks = {
        (round(x), hue): y
        for line in ax.lines
        for hue in [line.get_color()]
        if line.get_marker() in ("o", "s")
        for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)
    }
    assert len(marks) == 2 * len(partners.PARTNERS)
    first = coalescence(kept).critical_ratio
    second = coalescence(kept > 0).critical_ratio
    assert partners.critical(k) == pytest.approx((second if second > 0 else np.inf, first))
    found = sorted(y for (x, _), y in marks.items() if x == k)
    assert found == pytest.approx(sorted([first, second if second > 0 else partners.NEVER]))
    (own,) = [line for line in ax.lines if line.get_marker() == "D"]
    assert (own.get_xdata()[0], own.get_ydata()[0]) == (k, ratio)


def test_partners_say_where_giving_spreads():
    for k in partners.PARTNERS:
        alike, weighed = partners.critical(k)
        for ratio in (2, 20, 100):
            text = said(partners.partners, k=k, ratio=ratio)
            assert ("no ratio makes giving spread" in text) == np.isinf(alike)
            assert f"{weighed:.3g} on" in text
            enough = [ratio > alike, ratio > weighed]
            assert ("for both" in text) == (enough[0] == enough[1])
            assert ("is too little" in text) == (not any(enough))
