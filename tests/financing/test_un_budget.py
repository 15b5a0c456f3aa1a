"""Measures of concentration, and the United Nations' revenue as the tables have it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.data import load
from govlib.financing import (
    CHANNELS,
    ODA_TARGET,
    aid_effort,
    by_giver,
    channels,
    funders,
    gini,
    herfindahl,
    replaced_by_dues,
    scale_and_gifts,
    top_share,
)

AMOUNTS = st.lists(st.floats(0.01, 100), min_size=1, max_size=12)


@given(AMOUNTS)
def test_gini_by_all_pairs(amounts):
    x = np.array(amounts)
    pairs = np.abs(x[:, None] - x).sum() / (2 * x.size**2 * x.mean())
    assert gini(x) == pytest.approx(pairs, abs=1e-12)


@given(AMOUNTS, st.floats(0.1, 10), st.randoms(use_true_random=False))
def test_neither_unit_nor_order_matters(amounts, unit, random):
    x = np.array(amounts)
    other = unit * x[random.sample(range(x.size), x.size)]
    for measure in (gini, herfindahl, lambda v: top_share(v, 1)):
        assert measure(other) == pytest.approx(measure(x), abs=1e-12)


@given(AMOUNTS)
def test_measures_keep_their_bounds(amounts):
    n = len(amounts)
    assert 0 <= gini(amounts) <= 1 - 1 / n + 1e-12
    assert 1 / n - 1e-12 <= herfindahl(amounts) <= 1 + 1e-12
    assert top_share(amounts, n) == pytest.approx(1)


@given(AMOUNTS, st.data())
def test_the_largest_are_the_first_of_those_that_are_sorted(amounts, data):
    count = data.draw(st.integers(1, len(amounts)))
    largest = sorted(amounts, reverse=True)[:count]
    assert top_share(amounts, count) == pytest.approx(sum(largest) / sum(amounts))


@given(st.integers(1, 20))
def test_the_inverse_of_herfindahl_counts_equals(n):
    assert 1 / herfindahl(np.full(n, 3.0)) == pytest.approx(n)


@given(st.integers(1, 40), st.floats(1e-3, 1e6))
def test_equals_are_not_concentrated_by_a_rounding(n, amount):
    assert gini(np.full(n, amount)) == 0


def test_a_sweep_of_rows():
    rows = np.array([[1, 2, 3], [5, 5, 5]])
    for measure in (gini, herfindahl):
        assert measure(rows).tolist() == pytest.approx([measure(row) for row in rows])


def test_rows_in_any_order_by_hand():
    rows = [[3, 1, 2], [0, 8, 2]]
    assert gini(rows) == pytest.approx([2 / 9, 8 / 15])
    assert herfindahl(rows) == pytest.approx([14 / 36, 68 / 100])
    for largest, shares in ((1, [1 / 2, 4 / 5]), (2, [5 / 6, 1]), (3, [1, 1])):
        assert top_share(rows, largest) == pytest.approx(shares)


def test_shares_of_channels_add_up():
    table = channels()
    assert table[list(CHANNELS)].sum(axis=1).to_numpy() == pytest.approx(np.ones(len(table)))
    raw = load("un_funding_by_contributor_2024").drop(columns=["entity", "contributor_type"])
    assert 2 * table.loc["ALL", "total"] > table["total"].sum() > table.loc["ALL", "total"]
    assert raw.to_numpy().sum() == pytest.approx(table["total"].sum())


def test_givers_and_what_nobody_gave_add_up_to_the_revenue():
    for entity in ("ALL", "WHO"):
        table = by_giver(entity)
        raw = load("un_funding_by_contributor_2024").query("entity == @entity")
        assert table.sum().to_numpy() == pytest.approx(raw.iloc[:, 2:].sum().to_numpy())
        named = raw[
            ~raw["contributor_type"].isin(["No Contributor", "Other Contributors", "Other"])
        ]
        assert table.iloc[:-1].sum().to_numpy() == pytest.approx(named.iloc[:, 2:].sum().to_numpy())


def test_dues_in_place_of_core_gifts_by_a_plain_loop():
    top = load("un_funding_top_contributors_2024").dropna(subset="iso3")
    scale = load("un_scale_2022_2024")["assessment_rate_percent"]
    found, raised = replaced_by_dues(), 3907.305
    for row in top.itertuples():
        due = raised * scale[row.iso3] / 100
        one = found.loc[row.iso3]
        assert one["due"] == pytest.approx(due)
        assert one["undone"] == pytest.approx(min(due, row.core_usd_million))
        both = row.core_usd_million + row.earmarked_usd_million
        assert one["undone_all"] == pytest.approx(min(due, both))
    # what falls on states outside the table
    assert raised - found["due"].sum() == pytest.approx(684, abs=1)


@pytest.mark.parametrize("channel", CHANNELS)
def test_funders_are_sorted_and_positive(channel):
    given_ = funders(channel)
    assert given_.is_monotonic_decreasing
    assert given_.min() > 0
    assert len(funders(channel, governments=False)) >= len(given_)


def test_the_scale_is_less_concentrated_than_the_gifts():
    both = scale_and_gifts()
    assert both["voluntary"].sum() < 100
    assert herfindahl(both["voluntary"]) > herfindahl(both["scale"])
    scale = load("un_scale_2022_2024")["assessment_rate_percent"]
    assert scale.sum() == pytest.approx(100, abs=0.01)
    assert gini(scale) > 0.8


def test_aid_falls_short_by_the_gap():
    table = aid_effort()
    assert (table["gap"] >= 0).all()
    short = table["effort"] < ODA_TARGET
    total = table["effort"] + table["gap"]
    assert total[short].to_numpy() == pytest.approx(np.full(short.sum(), ODA_TARGET))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: gini([]), "amounts must not be empty"),
        (lambda: gini(3.0), "amounts must be a list of what each gives; got 3"),
        (lambda: herfindahl(3.0), "amounts must be a list of what each gives; got 3"),
        (lambda: gini([0, 0]), "amounts must hold at least one above 0"),
        (lambda: gini([[1, 2], [0, 0]]), "amounts must hold at least one above 0"),
        (lambda: herfindahl([1, -1]), "amounts must be at least 0; got -1"),
        (lambda: herfindahl([1, np.nan]), "amounts must be at least 0; got nan"),
        (lambda: top_share([1, 2], 3), r"largest must lie in \[1, 2\]; got 3"),
        (lambda: by_giver("NATO"), "entity must be one of 'ALL'"),
        (lambda: funders("bribes"), "channel must be one of 'assessed'"),
    ],
)
def test_bad_arguments_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()
