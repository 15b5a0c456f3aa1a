"""The two indices with real data: human development and technology achievement."""

import numpy as np
import pytest

from govlib.data import load
from govlib.indicators import (
    benefit_of_doubt,
    human_development_index,
    load_human_development,
    load_technology,
    outranking,
    ranks,
)


@pytest.mark.parametrize("year", [2021, 2022])
def test_every_country_has_the_index_and_the_rank_that_undp_prints(year):
    report = load_human_development(year)
    assert (report.scores().round(3) == report.published).all()
    assert (report.ranks() == report.published_rank).all()


def test_the_dimensions_are_capped_as_undp_caps_them():
    rich = human_development_index([90, 25, 18, 300_000])
    assert rich == 1.0
    assert human_development_index([85, 18, 15, 75_000]) == pytest.approx(1)
    assert human_development_index([20, 10, 10, 10_000]) == 0.0


def test_the_old_arithmetic_mean_is_never_lower():
    report = load_human_development(2021)
    assert (report.scores(power=1) >= report.scores() - 1e-12).all()
    assert (report.ranks(power=1) != report.ranks()).any()


def test_rows_are_found_by_code():
    report, tai = load_human_development(2022), load_technology()
    assert report.names[report.place("CHE")] == "Switzerland"
    assert tai.names[tai.place("KOR")].startswith("Korea")
    with pytest.raises(ValueError, match="code must be one of"):
        tai.place("XYZ")
    with pytest.raises(ValueError, match="year must be one of 2021, 2022; got 2020"):
        load_human_development(2020)
    with pytest.raises(ValueError, match="method must be one of 'EW'"):
        tai.scores("PCA")


def test_the_two_tables_of_technology_are_one():
    assert (load_technology().values == load("tai23_oecd_tableA2").to_numpy()).all()


def test_rounded_weights_cost_few_ranks():
    """The printed weights have two decimals; ranks differ only among neighbours."""
    tai = load_technology()
    for method in ("FA", "AHP"):
        gap = np.abs(tai.ranks(method) - tai.rankings[method])
        assert gap.max() <= 2
        assert (gap == 0).sum() >= 19


def test_the_doubt_lets_three_countries_share_the_top():
    tai = load_technology()
    found = benefit_of_doubt(tai.spread, least=0.10, most=0.15)
    assert [tai.codes[i] for i in np.flatnonzero(found.at_the_top)] == ["FIN", "USA", "SWE"]
    assert (tai.scores("BOD") == found.scores).all()
    assert set(tai.ranks("BOD")[found.at_the_top]) == {1}
    with pytest.raises(ValueError, match="power must be 1 for the benefit of the doubt; got 0"):
        tai.ranks("BOD", power=0)
    free = benefit_of_doubt(tai.spread)
    assert free.at_the_top.sum() > 3


def test_majorities_agree_with_the_index_on_the_top():
    tai = load_technology()
    found = outranking(tai.values)
    first = ranks(found.copeland)
    assert tai.names[int(first.argmin())] in ("Finland", "United States", "Sweden")
    assert np.corrcoef(first, tai.ranks())[0, 1] > 0.8
