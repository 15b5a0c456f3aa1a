"""Coalitions of the forty emitters, and who pays whom: bars against the model."""

import pytest
from figure_checks import drawn, heights, said, values, widths

from govlib.agreements import (
    AbatementGame,
    chander_tulkens,
    emitters,
    internally_stable,
    with_transfers,
)
from govlib.data import load
from govlib.figures.agreements import transfers

SHARES = values(transfers.transfers, "population")


@pytest.mark.parametrize("population", [0.0, 0.5])
def test_coalitions_draws_the_share_of_the_gap_that_each_closes(population):
    game = emitters(population)
    closed = [100 * internally_stable(game).gap_closed[0]]
    closed += [100 * with_transfers(game, size).gap_closed[0] for size in (2, 3, 4)]
    fig = drawn(transfers.coalitions, population=population)
    assert widths(fig.axes[0]) == pytest.approx([*closed, 100])


@pytest.mark.parametrize("population", [0.0, 1.0])
def test_transfers_draws_gains_without_and_with_them(population):
    deal = chander_tulkens(emitters(population))
    fig = drawn(transfers.transfers, population=population)
    both = [*deal.gain_without[: transfers.SHOWN], *deal.gain[: transfers.SHOWN]]
    assert heights(fig.axes[0]) == pytest.approx([gain / 1000 for gain in both])
    names = [label.get_text() for label in fig.axes[0].get_xticklabels()]
    assert names == list(emitters(population).names[: transfers.SHOWN])


def test_coalitions_name_those_that_stay():
    names = load("countries").name
    for share in SHARES:
        text = said(transfers.coalitions, population=share)
        stable = internally_stable(emitters(share)).stable
        assert ("no coalition is safe" in text) == (not stable)
        for group in stable:
            for code in group:
                assert names[code] in text


def test_transfers_say_who_loses_and_who_pays():
    names = load("countries").name
    for share in SHARES:
        game = emitters(share)
        deal = chander_tulkens(game)
        lose = int((deal.gain_without < 0).sum())
        text = said(transfers.transfers, population=share)
        assert f"Without transfers {lose} of the forty" in text
        assert names[game.names[int(deal.gain_without.argmin())]] in text.split(".")[0]
        assert names[game.names[int(deal.received.argmin())]] in text.split(".", 1)[1]
        assert (deal.gain > 0).all()


def test_a_world_without_losers_is_said_so(monkeypatch):
    equal = AbatementGame([1.0] * 40, [1.0] * 40, emitters().names)
    monkeypatch.setattr(transfers, "emitters", lambda *args, **kw: equal)
    transfers._deal.cache_clear()
    assert "even without transfers" in transfers.say_transfers(population=0.0)
    transfers._deal.cache_clear()
