"""Borders of the inspection games, where a side is indifferent or inspections outnumber periods."""

import numpy as np
import pytest

from govlib.enforcement import Campaign, Inspection


def test_at_the_border_the_fewest_inspections():
    """An inspection costs exactly what a violation does: idle and busy are equally good."""
    border = Inspection(gain=1, fine=1, cost=1, loss=1).equilibrium()
    assert (border.inspection, border.violation) == (0, 1)
    swept = Inspection(gain=1, fine=1, cost=[0.999, 1, 1.001], loss=1).equilibrium()
    assert swept.inspection.tolist() == [0.5, 0, 0]
    assert swept.violation == pytest.approx([0.999, 1, 1])


@pytest.mark.parametrize(("periods", "inspections"), [(4, 4), (4, 5), (1, 9), (3, 1000)])
def test_inspections_for_all_periods_deter(periods, inspections):
    game = Campaign(periods, inspections)
    assert (game.value, game.chance, game.temptation) == (0, 1, 0)
    assert (game.coverage() == np.ones(periods)).all()
