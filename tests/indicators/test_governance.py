"""The two-by-two on real countries: shares, groups, ranks."""

import numpy as np
import pytest

from govlib.data import load
from govlib.indicators import aggregate, load_governance, load_technology, ranks
from govlib.published import get

CORNERS = {(1, 1): "ITA", (0, 1): "CAN", (1, 0): "DEU", (0, 0): "AUS"}


def test_each_corner_is_one_indicator():
    table, twenty = load_governance(), load_governance("g20")
    columns = {(1, 1): 0, (0, 1): 1, (1, 0): 2, (0, 0): 3}
    for (o, p), first in CORNERS.items():
        values = table.values[:, columns[o, p]]
        above = (values[:, None] < values[None, :]).sum(axis=1)
        assert (table.ranks(objective=o, process=p) == 1 + above).all()
        assert twenty.codes[int(twenty.ranks(objective=o, process=p).argmin())] == first


def test_scores_are_products_of_shares():
    table = load_governance()
    x = table.values
    spread = (x - x.min(0)) / (x.max(0) - x.min(0))
    want = spread @ np.array([0.7 * 0.2, 0.3 * 0.2, 0.7 * 0.8, 0.3 * 0.8])
    assert table.scores(objective=0.7, process=0.2) == pytest.approx(want)
    weakest = table.scores(power=-np.inf)
    assert weakest == pytest.approx(spread.min(axis=1))


def test_a_group_keeps_its_scores_and_is_ranked_among_itself():
    table, twenty = load_governance(), load_governance("g20")
    for code in twenty.codes:
        got = twenty.scores(objective=0.3)[twenty.place(code)]
        assert got == pytest.approx(table.scores(objective=0.3)[table.place(code)])
    assert sorted(twenty.ranks()) == list(range(1, 19))
    members = load("countries").g20
    assert set(members.index[members == 1]) - set(twenty.codes) == {"SAU"}
    assert [table.among([code]).names for code in ("CHN", "FRA")] == [("China",), ("France",)]


def test_the_index_is_that_of_the_table_of_2022():
    table = load_governance()
    published = load("hdi_2022").hdi_published
    assert table.values[:, 2] == pytest.approx(published[list(table.codes)].to_numpy())


def test_bad_input():
    with pytest.raises(ValueError, match="group must be one of"):
        load_governance("g21")
    with pytest.raises(ValueError, match="codes must name a country of the table"):
        load_governance().among(["XXX"])
    with pytest.raises(TypeError, match="codes must be a list or another collection"):
        load_governance().among("CHN")
    with pytest.raises(ValueError, match="objective"):
        load_governance().scores(objective=1.5)
    with pytest.raises(ValueError, match="code must be one of"):
        load_governance("g7").place("CHN")


def test_other_estimates_are_of_the_same_countries():
    table, estimates = load_governance(), load("wgi_2019")
    assert table.values[:, 1] == pytest.approx(
        estimates.government_effectiveness[list(table.codes)].to_numpy(), abs=1e-9
    )


def test_shares_of_all_weights_together_are_those_of_every_draw_held_apart():
    """The four sets: each pair of scale and mean against all others, by plain loops."""
    choices, stream = load_technology().choices(), np.random.default_rng(5)
    reference = ranks(aggregate(choices.tables[0], choices.weights[0]), digits=12)
    seen = {}
    for draw in range(100):
        weights = [stream.choice(choices.weights[:, j]) for j in range(8)]
        for at, table in enumerate(choices.tables):
            for power in choices.powers:
                place = ranks(aggregate(table, weights, power=power), digits=12)
                seen[at, power, draw] = float(np.abs(place - reference).mean())
    whole = np.var(list(seen.values()))
    kinds = [(at, power) for at in (0, 1) for power in choices.powers]
    alone = np.mean([np.var([seen[(*kind, d)] for d in range(100)]) for kind in kinds])
    means = np.mean([np.var([seen[at, p, d] for p in (1, 0)]) for at in (0, 1) for d in range(100)])
    got = get("INDEX-06").value[0]
    assert got[1:] == pytest.approx([means / whole, alone / whole], abs=0.03)
