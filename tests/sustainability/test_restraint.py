"""What the same warming costs: identities, a run by hand, the search, bad input."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.sustainability import WAYS, Dice, restrain, restraint_for, spread_loss

MODEL = Dice()


@pytest.mark.parametrize("way", WAYS)
def test_without_a_change_nothing_changes(way):
    run = restrain(way)
    assert run.change == pytest.approx(np.zeros(MODEL.periods), abs=1e-9)
    assert spread_loss(run) == pytest.approx(0, abs=1e-9)


def test_each_way_changes_the_one_thing_that_it_names():
    control, saving = MODEL.control_at(MODEL.base_prices), MODEL.late_saving
    prices = np.maximum(MODEL.base_prices, 70 * 1.03 ** (MODEL.years - 2020.0))
    prices[0] = 2
    expected = {
        ("carbon price", 70): MODEL.path(MODEL.control_at(prices), saving),
        ("less saving", 0.1): MODEL.path(control, 0.1),
        ("slower productivity", 0.03): replace(MODEL, productivity_growth=0.03).path(
            control, saving
        ),
        ("cleaner technology", -0.03): replace(MODEL, intensity_growth=-0.03).path(control, saving),
    }
    for (way, level), path in expected.items():
        run = restrain(way, level, rise=0.03)
        assert run.path.consumption == pytest.approx(path.consumption)
        assert run.path.warming == pytest.approx(path.warming)
        t = MODEL.period(2050)
        lost = 1 - path.consumption[t] / run.today.consumption[t]
        assert run.loss(2050) == pytest.approx(100 * lost)


def test_growth_is_the_mean_rate_between_two_years():
    run = restrain("less saving", 0.1)
    start, end = (run.path.at(year).consumption for year in (2015, 2100))
    assert start * (1 + run.growth() / 100) ** 85 == pytest.approx(end)


@settings(max_examples=8)
@given(st.sampled_from(WAYS), st.floats(3.0, 4.0))
def test_the_search_meets_the_warming_wanted(way, warming):
    try:
        run = restraint_for(way, warming)
    except ValueError:
        # less saving and slower productivity end near 3.2 °C: land, other gases, and the past
        assert way in ("less saving", "slower productivity")
        assert warming < 3.4
        return
    assert run.path.at(2100).warming == pytest.approx(warming, abs=1e-6)
    # a little less of the same does not do
    nearer = run.level + 1e-3 * (restrain(way).level - run.level)
    assert restrain(way, nearer).path.at(2100).warming > warming


@pytest.mark.parametrize(("rho", "eta"), [(0.015, 1.45), (0.001, 1.0), (0.03, 2.0)])
def test_the_spread_loss_has_the_welfare_of_the_changed_run(rho, eta):
    model = Dice(time_preference=rho, elasticity=eta)
    run = restrain("less saving", 0.12, model)
    spend = run.today.consumption * (1 - spread_loss(run) / 100)
    utility = np.log(spend) if eta == 1 else (spend ** (1 - eta) - 1) / (1 - eta)
    weights = 5 * model.drivers.population * model.drivers.discount
    assert (weights * utility).sum() == pytest.approx(run.path.welfare, rel=1e-9)


def test_bad_input():
    with pytest.raises(ValueError, match="way must be one of"):
        restrain("prayer", 1)
    with pytest.raises(ValueError, match=r"level must lie in \[0.01, 1\)"):
        restrain("less saving", 0)
    with pytest.raises(ValueError, match=r"level must lie in \[-1, 0\]"):
        restrain("cleaner technology", 0.01)
    with pytest.raises(ValueError, match=r"rise must lie in \[0, 0.2\]"):
        restrain("carbon price", 10, rise=1)
    with pytest.raises(ValueError, match=r"warming must lie in .* where 'less saving' leads"):
        restraint_for("less saving", 1.5)
    with pytest.raises(ValueError, match="warming must lie in"):
        restraint_for("carbon price", 9)
    with pytest.raises(ValueError, match="year must be one of"):
        restraint_for("carbon price", 3, year=2101)


@pytest.mark.parametrize("eta", [1 - 1e-9, 1 - 1e-13, 1 + 1e-13, 1 + 1e-10])
def test_the_spread_loss_is_continuous_where_utility_is_the_logarithm(eta):
    want = spread_loss(restrain("carbon price", 50, Dice(elasticity=1.0)))
    found = spread_loss(restrain("carbon price", 50, Dice(elasticity=eta)))
    assert found == pytest.approx(want, rel=1e-7)
