"""The table of known policies says what the climbs find, and each policy in it is a best one."""

from dataclasses import replace

import known_tables
import numpy as np
import pytest

from govlib.figures.sustainability.climate import DISCOUNTING
from govlib.sustainability import Dice, known_policies, shadow_prices

NINE = [
    Dice(time_preference=rho, elasticity=eta, sensitivity=warms)
    for rho, eta in DISCOUNTING.values()
    for warms in known_tables.SENSITIVITIES
]


@pytest.mark.parametrize("model", [NINE[0], NINE[7]], ids=["Nordhaus 2007", "Stern 2007"])
def test_a_climb_finds_the_same(model):
    climbed = known_tables.policies(model)
    today, best = known_policies(model)
    assert today.model == best.model == model
    again = model.path(climbed.control.to_numpy(), climbed.saving.to_numpy())
    assert best.welfare == pytest.approx(again.welfare, rel=1e-12)
    # as far as a climb is sure of its rates
    assert today.saving == pytest.approx(climbed.saving_today, abs=1e-6)
    assert best.saving == pytest.approx(climbed.saving, abs=1e-6)
    # two centuries and more ahead welfare hardly hangs on a rate of control, and where the climb
    # ends there hangs on the order in which the processor adds: the welfare is the same to 1e-14,
    # the rates to 1e-3
    soon = climbed.year.to_numpy() <= 2200
    assert best.control[soon] == pytest.approx(climbed.control[soon], abs=1e-5)
    assert best.control == pytest.approx(climbed.control, abs=2e-3)
    assert best.warming[soon] == pytest.approx(again.warming[soon], abs=1e-6)


@pytest.mark.parametrize("model", NINE, ids=lambda m: f"{m.time_preference}-{m.sensitivity}")
def test_no_rate_could_be_better(model):
    today, best = known_policies(model)
    assert today.control == pytest.approx(model.control_at(model.base_prices), rel=1e-12)
    for path in (today, best):
        assert (path.saving[-10:] == model.late_saving).all()
        slopes = shadow_prices(path)
        # welfare per unit of a rate, against what it would bring to consume that much of output
        worth = slopes.consumption * path.flows.output
        assert np.abs(slopes.saving[:-10] / worth[:-10]).max() < 1e-4
    assert best.control[0] == model.initial_control
    pull = (slopes.control / worth)[1:]
    control, most = best.control[1:], model.control_limit[1:]
    inside = (control > 1e-6) & (control < most - 1e-6)
    assert inside.sum() > 5
    assert np.abs(pull[inside]).max() < 1e-4
    assert (pull[control >= most - 1e-6] > -1e-4).all(), "a limit holds what would rise"


def test_the_best_is_better_than_today():
    for model in NINE:
        today, best = known_policies(model)
        assert best.welfare > today.welfare


def test_of_other_models_nothing_is_known():
    assert known_policies(Dice(sensitivity=3.0)) is None
    assert known_policies(replace(Dice(), damage=0.003)) is None
    assert known_policies() == known_policies(Dice())
    with pytest.raises(TypeError, match="model must be"):
        known_policies(3.1)
