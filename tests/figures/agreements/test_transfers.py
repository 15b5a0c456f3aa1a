"""Coalitions of the forty emitters, and who pays whom: bars against the model."""

import pytest
from figure_checks import drawn, said, values, widths

from govlib.agreements import (
    chander_tulkens,
    emitters,
    internally_stable,
    leaving,
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


@pytest.mark.parametrize(("population", "payments"), [(0.0, "none"), (1.0, "full"), (0.3, "half")])
def test_transfers_draws_payments_gains_and_gains_from_leaving(population, payments):
    game = emitters(population)
    paid = transfers.PAYMENTS[payments] * chander_tulkens(game).received
    inside = game.optimum().payoff + paid
    alone = game.equilibrium().payoff
    fig = drawn(transfers.transfers, population=population, payments=payments)
    for ax, want in zip(
        fig.axes,
        (
            paid,
            inside - alone,
            [game.play([j for j in range(40) if j != i]).payoff[i] - inside[i] for i in range(40)],
        ),
        strict=True,
    ):
        bars = {
            round(bar.get_x() + bar.get_width() / 2): bar.get_height()
            for group in ax.containers
            for bar in group
        }
        got = [bars[i] * 1000 for i in range(transfers.SHOWN)]
        assert got == pytest.approx(list(want[: transfers.SHOWN]), abs=1e-6)
    names = [label.get_text() for label in fig.axes[-1].get_xticklabels()]
    assert names == list(game.names[: transfers.SHOWN])


def test_coalitions_name_those_that_stay():
    names = load("countries").name
    for share in SHARES:
        text = said(transfers.coalitions, population=share)
        stable = internally_stable(emitters(share)).stable
        assert ("no coalition is safe" in text) == (not stable)
        for group in stable:
            for code in group:
                assert names[code] in text


def test_transfers_say_who_loses_who_pays_and_who_would_leave():
    names = load("countries").name
    for share in SHARES:
        game = emitters(share)
        deal = chander_tulkens(game)
        for payments, part in transfers.PAYMENTS.items():
            gain = deal.gain_without + part * deal.received
            left = leaving(game, received=part * deal.received).gain
            lose, leave = int((gain < 0).sum()), int((left > 0).sum())
            text = said(transfers.transfers, population=share, payments=payments)
            first, second = text.split(". ", 1) if part == 0 else text.rsplit(". ", 1)
            assert (f"{lose} of the forty lose" in second) == (lose > 1), text
            assert (" loses;" in second and "only" in second) == (lose == 1), text
            assert ("none of the forty loses" in second) == (lose == 0), text
            assert ("all forty would gain" if leave == 40 else f"{leave} of the forty") in second
            if lose:
                assert names[game.names[int(gain.argmin())]] in second
            if part:
                assert names[game.names[int(deal.received.argmin())]] in first
                assert names[game.names[int(deal.received.argmax())]] in first
            assert (payments == "none") == ("Nobody pays" in first)
