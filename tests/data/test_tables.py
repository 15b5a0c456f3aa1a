"""The shipped tables: their stated checks, their origin, and the loader."""

import math
from importlib.resources import files
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from govlib import data


@pytest.mark.parametrize("name", data.names())
def test_stated_checks_hold(name):
    assert data.failures(name) == []


def test_every_table_has_an_origin_and_every_origin_a_table():
    shipped = {
        entry.name.removesuffix(".csv") for entry in files(data).joinpath("tables").iterdir()
    }
    assert shipped == set(data.names())


def test_no_table_lies_unused():
    root = Path(__file__).parents[2]
    places = [*root.glob("govlib/**/*.py"), *root.glob("book/**/*.md")]
    places += [*root.glob("exercises/*/*.md"), *root.glob("tests/**/*.py")]
    text = "".join(path.read_text(encoding="utf-8") for path in places)
    assert [name for name in data.names() if f'"{name}"' not in text] == []


@pytest.mark.parametrize("name", data.names())
def test_origin_is_told(name):
    attrs = data.load(name).attrs
    for key in ("title", "unit", "year", "source", "licence"):
        assert attrs[key].strip(), key
    assert data.provenance(name).checks


@pytest.mark.parametrize("name", data.names())
def test_rows_can_be_named(name):
    frame, origin = data.load(name), data.provenance(name)
    assert frame.index.is_unique
    assert len(frame.columns)
    if origin.matrix:
        assert list(frame.index) == list(frame.columns)
    if frame.index.name == "iso3":
        assert frame.index.dropna().str.fullmatch(r"[A-Z]{3}").all()


def test_a_changed_copy_changes_nothing():
    frame = data.load("oda_gni")
    frame.loc["LUX"] = None
    assert data.load("oda_gni").loc["LUX"].notna().all()


def test_unknown_table_lists_the_known():
    with pytest.raises(KeyError, match=r"no table 'oda'; known: countries, .*oda_gni"):
        data.load("oda")


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        ({"rows": 2}, [1, 2], [1]),
        ({"unique": "x"}, [1, 2], [1, 1]),
        ({"whole": "x"}, [1.0, 2.0], [1.5, 2]),
        ({"falling": "x"}, [2, 1], [1, 2]),
        ({"sum": "x", "is": 3}, [1, 2], [1, 1]),
        ({"sum": "x", "is": 3, "within": 0.1}, [1, 2.05], [1, 2.2]),
        ({"range": "x", "low": 0, "high": 2}, [0, 2], [0, 2.1]),
        ({"rows": 2, "range": "*", "low": 0, "high": 1}, [0, 1], [0, -1]),
    ],
)
def test_each_check_can_fail(check, good, bad):
    assert data._holds(pd.DataFrame({"x": good}), check)
    assert not data._holds(pd.DataFrame({"x": bad}), check)


def test_checks_of_matrices_can_fail():
    even, odd = pd.DataFrame([[0, 1], [1, 0]]), pd.DataFrame([[1, 1], [2, 0]])
    for check in ({"symmetric": True}, {"hollow": True}):
        assert data._holds(even, check)
        assert not data._holds(odd, check)


def test_a_check_that_states_nothing_is_refused():
    with pytest.raises(ValueError, match="'nothing' states nothing"):
        data._holds(pd.DataFrame({"x": [1]}), {"says": "nothing"})


# ---- what the sources print, beyond sums and ranges


def test_imf_votes_follow_from_quotas():
    table = data.load("imf_quotas_2022")
    assert ((10 * table.quota_sdr_million).round() + table.basic_votes == table.votes).all()
    share = 100 * table.votes / table.votes.sum()
    assert (share - table.votes_percent_published).abs().max() < 0.006


def test_council_weights_add_up_to_their_totals():
    weights, quotas = data.load("eu_council_weights"), data.load("eu_council_quotas")
    for column, row in quotas.iterrows():
        assert weights[column].sum() == row.total_weight
        assert weights[column].notna().sum() == row.members


def test_paris_entered_into_force_when_both_thresholds_were_met():
    table = data.load("paris_agreement_2017").dropna(subset="ratification_date")
    days = table.groupby("ratification_date").emissions_share_percent.agg(["sum", "size"]).cumsum()
    assert days[(days["sum"] >= 55) & (days["size"] >= 55)].index[0] == "2016-10-05"


def test_bank_claims_are_those_that_the_bis_prints():
    """Million dollars, immediate counterparty: a column of table B4, one value revised since."""
    printed = data.load("bank_claims_check_2022q4")
    assert set(printed.borrower) == {"JPN"}
    ours = data.load("bank_claims_2022q4").loc[printed.index, "JPN"]
    apart = (ours - printed.claims_usd_million).abs()
    assert apart.drop("ITA").max() <= 0.5
    assert apart["ITA"] < 0.0004 * printed.claims_usd_million["ITA"]


def test_treaty_parties_accumulate():
    table = data.load("treaty_participation")
    assert (table.groupby("treaty").new_parties.cumsum() == table.cumulative_parties).all()


def test_types_of_subjects_add_up_to_all():
    table = data.load("public_goods_fg2010_schedules")
    types = [column for column in table if column != "all_140"]
    sizes = np.array([int(column.rsplit("_", 1)[1]) for column in types])
    assert sizes.sum() == 140
    assert (table[types] @ sizes / 140 - table.all_140).abs().max() < 1e-3


def test_revenue_adds_up_over_entities():
    table = data.load("un_funding_by_contributor_2024").set_index("entity")
    assert table.loc["ALL"].iloc[:, 1:].sum().sum() == pytest.approx(67111, abs=1)


def test_trade_matches_the_totals_of_its_countries():
    trade, totals = data.load("trade_2006"), data.load("trade_2006_countries")
    assert list(trade.index) == list(totals.index)
    assert (np.diag(trade) == totals.internal_trade_usd_million).all()
    assert (trade.sum(axis=1) / totals.output_usd_million).between(0.5, 1.0001).all()


def test_joint_memberships_do_not_exceed_own_ones():
    table = data.load("igo_comembership_2014").to_numpy()
    assert (table <= table.diagonal()[:, None]).all()


def test_human_development_index_follows_from_its_components():
    row = data.load("hdi_2022")
    health = (row.life_expectancy_years - 20) / 65
    schooling = (
        row.expected_schooling_years.clip(upper=18) / 18
        + row.mean_schooling_years.clip(upper=15) / 15
    ) / 2
    income = np.log(row.gni_per_capita_ppp2017usd.clip(upper=75000) / 100) / math.log(750)
    index = (health.clip(upper=1) * schooling * income) ** (1 / 3)
    assert (index - row.hdi_published).abs().max() < 0.001
