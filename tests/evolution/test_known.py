"""The table of known offices says what the chains say."""

import known_tables
import numpy as np
import pytest

from govlib.evolution import CollectiveRisk, known_office
from govlib.figures.evolution import institutions as figures


@pytest.mark.parametrize(
    ("scale", "founders", "fine"),
    [("global", 1, 0.5), ("global", 13, 0.3), ("global", 5, 0.1), ("local", 1, 0.2)],
)
def test_chains_have_the_same_means(scale, founders, fine):
    solved, known = known_tables.office(scale, founders, fine), known_office(scale, founders, fine)
    assert known.achievement == pytest.approx(solved.achievement.to_numpy(), rel=1e-12)
    kinds = solved[["cooperators", "punishers", "defectors"]].to_numpy()
    assert known.shares == pytest.approx(kinds, rel=1e-12)


def test_every_office_is_known_that_the_figure_asks_for():
    founders, fines = known_tables.asked()
    kinds = [*(("global", number) for number in founders), ("local", figures.LOCAL)]
    assert len(kinds) * len(fines) == 36
    for kind in kinds:
        reached = []
        for fine in fines:
            known = known_office(*kind, fine)
            assert known.shares.sum(axis=1) == pytest.approx(1)
            # at no risk nobody gives for her own sake, and a higher risk helps
            assert (np.diff(known.achievement) > 0).all()
            reached.append(known.achievement[2])
        assert (np.diff(reached) > 0).all(), "a higher fine helps"


def test_no_office_is_worse_than_none():
    game = CollectiveRisk(4, 3, figures.COST, np.array(figures.RISKS))
    none = game.population(figures.POPULATION).achievement
    for fine in (0.1, 0.2, 0.3, 0.5):
        assert (known_office("local", 1, fine).achievement > none).all()


def test_where_nothing_is_known_the_figure_solves():
    assert known_office("global", 7, 0.3) is None
    solved = figures._offices(7, 0.3)
    for scale, founders in (("global", 7), ("local", figures.LOCAL)):
        again = known_tables.office(scale, founders, 0.3)
        assert solved[scale].achievement == pytest.approx(again.achievement.to_numpy(), rel=1e-12)
    # six founders are easier to find than seven, and these than eight
    six, eight = (known_office("global", n, 0.3).achievement for n in (6, 8))
    assert (six > solved["global"].achievement).all()
    assert (solved["global"].achievement > eight).all()


def test_bad_input():
    with pytest.raises(ValueError, match="scale must be one of 'global', 'local'"):
        known_office("regional", 1, 0.3)
    with pytest.raises(ValueError, match="founders must"):
        known_office("global", 0, 0.3)
