import io
import itertools
import re

import numpy as np
import pytest

from govlib import data
from govlib.figures.networks import banks
from govlib.networks import LINKS, bank_countries, bank_crisis, bis_banks
from govlib.palette import PALETTE, new_figure, styled
from govlib.published import get

LOSSES = (5, 10, 15, 20, 25, 50, 100)
LIGHT = {light for light, _ in PALETTE.values()}


def svg(figure, size=(6.4, 4.4), **state):
    fig = new_figure(*size)
    buffer = io.StringIO()
    with styled(svg__hashsalt="test"):
        figure(fig, **state)
        fig.savefig(buffer, format="svg")
    assert set(re.findall(r"#[0-9a-f]{6}", buffer.getvalue())) <= LIGHT
    return fig


def crisis(hit, loss, links=LINKS[-1], **more):
    """A crisis whose loss comes in percent, as the figure's control has it."""
    return bank_crisis(hit, loss / 100, links, **more)


def grid():
    return itertools.product(bank_countries(), LOSSES, LINKS)


def test_countries_run_from_west_to_east_and_have_names():
    found = bank_countries()
    assert len(found) == 16
    assert set(found) == set(data.load("bank_claims_2022q4").index)
    assert next(iter(found)) == "USA"
    assert list(found)[-1] in ("JPN", "AUS")
    assert found["GBR"] == "United Kingdom"


@pytest.mark.parametrize("links", LINKS)
def test_bundling_keeps_every_sum_and_gives_the_number_of_links(links):
    full, bundled = bis_banks(), bis_banks(links)
    assert np.count_nonzero(bundled.claims) == links
    np.testing.assert_allclose(bundled.lent, full.lent)
    np.testing.assert_allclose(bundled.owed, full.owed)


def test_the_first_and_last_numbers_of_links_are_the_fewest_and_all():
    claims = data.load("bank_claims_2022q4").to_numpy()
    assert LINKS[-1] == np.count_nonzero(claims)
    assert np.count_nonzero(bis_banks(1).claims) == LINKS[0]


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("links", LINKS)
def test_a_loss_is_borne_once_by_capital_or_by_depositors(loss, links):
    network = bis_banks(links)
    place = list(bank_countries()).index("USA")
    result = crisis("USA", loss, links)
    shock = loss / 100 * (network.balance - network.lent)[place]
    deposits = network.balance - network.equity - network.owed
    capital = result.capital_lost * network.equity.sum()
    unpaid = (deposits - result.clearing.senior_paid).sum()
    assert capital + unpaid == pytest.approx(shock, rel=1e-9)


def test_waves_fit_the_chart():
    assert max(crisis(*state).wave.max() for state in grid()) <= banks.LAST_WAVE
    for links in range(31, 240, 26):
        for state in itertools.product(bank_countries(), range(3, 101, 9)):
            assert crisis(*state, links).wave.max() <= banks.LAST_WAVE


def test_the_targets_of_the_chapter_can_be_found():
    worse = [x for x in LOSSES if crisis("GBR", x).defaults > crisis("GBR", x, 31).defaults]
    assert worse[0] == 25
    assert crisis("GBR", 20).defaults < crisis("GBR", 20, 31).defaults
    alone = {c for c in bank_countries() if crisis(c, 100).defaults == 1}
    assert {"AUS", "IRL"} <= alone < set(bank_countries())


def test_a_tap_on_a_country_chooses_it():
    fig = new_figure()
    banks.shock(fig, hit="GBR", loss=50, links=239)
    groups = [a.get_gid() for a in fig.findobj() if (a.get_gid() or "").startswith("gx-tap")]
    nodes = [code for g in groups if g.startswith("gx-taps:hit=") for code in g[12:].split("|")]
    names = [g.removeprefix("gx-tap:hit=") for g in groups if g.startswith("gx-tap:hit=")]
    assert sorted(nodes) == sorted(names) == sorted(bank_countries())


def test_spreading_helps_small_shocks_and_hurts_large_ones_on_average():
    def mean(loss, links):
        return np.mean([crisis(code, loss, links).defaults for code in bank_countries()])

    assert mean(15, 239) < mean(15, 31)
    assert mean(50, 239) > mean(50, 31)


def test_who_is_paid_first_decides_how_far_failures_go():
    equal = crisis("USA", 50, depositors="equal").defaults
    assert equal < crisis("USA", 50).defaults - 3


def test_every_state_is_said():
    for hit, loss, links in grid():
        text = banks.say_shock(hit=hit, loss=loss, links=links)
        result = crisis(hit, loss, links)
        assert re.fullmatch(r"The banks of [A-Z].*[.]|The banks of the [A-Z].*[.]", text)
        assert not re.search(r"\b1 (other|further|links)|  |nan|0 other", text)
        assert f"{loss}%" in text
        assert f"{links} links" in text
        lost = float(re.search(r"(\d+)% of all bank capital is lost", text)[1])
        assert lost == pytest.approx(100 * result.capital_lost, abs=1)
        assert ("100% of all bank" in text) == (result.capital_lost == 1)
        assert ("nobody fails" in text) == (result.defaults == 0)
        assert ("fail alone" in text) == (result.defaults == 1)
        assert ("one other country" in text) == (result.defaults == 2)
        if result.defaults > 2:
            assert f"those of {result.defaults - 1} other countries" in text


@pytest.mark.parametrize("size", [(6.4, 4.4), (3.6, 3.55)])
@pytest.mark.parametrize("hit", ["USA", "IRL"])
@pytest.mark.parametrize("loss", [5, 100])
@pytest.mark.parametrize("links", [31, 239])
def test_the_shock_is_drawn_at_the_corners(size, hit, loss, links):
    fig = svg(banks.shock, size, hit=hit, loss=loss, links=links)
    net, bars = fig.axes
    result = crisis(hit, loss, links)
    waves = sorted(int(t.get_text()) for t in net.texts if t.get_text().isdigit())
    assert waves == sorted(result.wave[result.wave > 0].tolist())
    assert {t.get_text() for t in net.texts} >= set(bank_countries())
    bold = [
        t.get_text() for t in net.texts if t.get_fontweight() == "bold" and t.get_text().isalpha()
    ]
    assert bold == [hit]
    heights = sum(bar.get_height() for bar in bars.patches)
    assert heights == pytest.approx(result.capital_lost * result.before.sum() / 1e6)
    assert max(bar.get_height() for bar in bars.patches) < bars.get_ylim()[1]
    assert sum(int(t.get_text()) for t in bars.texts) == 16


def test_the_claims_that_are_drawn_are_those_of_the_network():
    fig = svg(banks.shock, hit="USA", loss=15, links=72)
    drawn = sum(
        len(c.get_segments()) for c in fig.axes[0].collections if hasattr(c, "get_segments")
    )
    assert drawn == 72


def test_a_state_between_those_of_the_sliders_can_be_drawn():
    svg(banks.shock, hit="FRA", loss=37.5, links=101)
    assert "37.5%" in banks.say_shock(hit="FRA", loss=37.5, links=101)


# ---- ring and complete network


@pytest.mark.parametrize(("id", "loss"), [("IIIA.A1", 0.6), ("IIIA.A2", 0.95), ("IIIA.A3", 1.05)])
def test_the_curves_pass_through_the_published_numbers(id, loss):
    at, failures = banks._failures()
    i = int(np.argmin(np.abs(at - (loss - 0.005))))
    shapes = ("ring", "complete", "halves")
    for shape, value in zip(shapes, get(id).value, strict=False):
        assert failures[shape][i] == value


def test_a_larger_loss_never_fells_fewer():
    _, failures = banks._failures()
    for counts in failures.values():
        assert (np.diff(counts) >= 0).all()


@pytest.mark.parametrize("size", [(6.4, 3.2), (3.6, 3.6)])
def test_ring_and_complete_are_drawn(size):
    fig = svg(banks.ring_and_complete, size)
    styles = {line.get_linestyle() for line in fig.axes[0].lines[:3]}
    assert len(fig.axes[0].lines) == 4
    assert len(styles) == 3
    assert re.fullmatch(r"A loss of .*[.]", banks.say_ring_and_complete())
