"""Two lists of the same members are matched by label wherever they come in, not by place."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest

from govlib import (
    agreements,
    enforcement,
    evolution,
    financing,
    games,
    indicators,
    lab,
    nations,
    sustainability,
)

NAMES = list("ABCD")


def named(*values):
    return pd.Series(values, NAMES[: len(values)])


def numbers_of(found):
    """Everything in a result that is a number, in a row."""
    if dataclasses.is_dataclass(found):
        parts = [getattr(found, f.name) for f in dataclasses.fields(found) if f.name[0] != "_"]
        return np.concatenate([numbers_of(part) for part in parts])
    return np.ravel(np.asarray(found, dtype=float))


PRIVATE = agreements.PrivateProvision([10, 6, 2, 1], named(0.5, 0.4, 0.3, 0.2))
DONORS = financing.Donors(named(1, 2, 3, 4))
DISTRICTS = nations.Districts(named(4, 3, 2, 1))

#: what takes lists of the same members, and the lists
PAIRS = {
    "fit_joint": (agreements.fit_joint, (600, 100, 90, 10), (2.9, 1.8, 1.7, 1.1)),
    "provide": (
        lambda w, t: agreements.provide(w, agreements.CES(0.5), taxes=t),
        (10, 6, 2, 1),
        (1, 0, 0.5, 0),
    ),
    "contrast": (evolution.contrast, (5, 1, 0), (10, 20, 30)),
    "contract": (
        lambda a, paid: financing.BonusContract(financing.Donors(a), paid).gain,
        (1, 2, 3, 4),
        (10, 20, 30, 41),
    ),
    "fit_learning": (games.fit_learning, (9, 8, 6, 5), (7, 6, 4, 4)),
    "fit_pull": (games.fit_pull, (9, 8, 6, 5), (7, 6, 4, 4), (10, 8, 7, 4)),
    "tastes": (games.supply_for_tastes, (10, 6, 2, 1), (1, 2, 0.5, 1)),
    "rank_shift": (indicators.rank_shift, (1, 2, 3, 4), (2, 1, 3, 4)),
    "correlation": (
        lambda w, v: indicators.composite_correlation(0.3, w, v),
        (0.4, 0.3, 0.2, 0.1),
        (0.7, 0.1, 0.1, 0.1),
    ),
    "mixed_factor": (
        lambda r, w: sustainability.mixed_factor(r, 50, w),
        (0.01, 0.02, 0.05, 0.07),
        (4, 3, 2, 1),
    ),
}

#: methods of a model whose members have names, and what they are asked for
METHODS = {
    "utility": (lambda x: PRIVATE.utility(x, 3), (4, 3, 2, 1)),
    "taxes": (lambda t: PRIVATE.equilibrium(taxes=t), (1, 0, 0.5, 0)),
    "match": (lambda t: DONORS.matched(1, taxes=t), (0.6, 0.3, 0.1, 0)),
    "quadratic": (lambda k: DONORS.quadratic(identities=k), (1, 2, 3, 4)),
    "believed": (
        lambda a: financing.BonusContract.in_proportion(DONORS, believed=a).payments,
        (1.25, 2, 3, 4),
    ),
    "districts": (lambda g: DISTRICTS.provide(g, 0.1), (1, 2, 3, 4)),
    "shares": (
        lambda s: games.Population(
            games.Schedules([0, 20], [[0, 20], [0, 0], [5, 5], [9, 1]], tuple(NAMES)), s
        ).run(10),
        (0.4, 0.3, 0.2, 0.1),
    ),
}


@pytest.mark.parametrize("name", PAIRS)
def test_functions_match_members_by_name(name):
    function, *lists = PAIRS[name]
    want = numbers_of(function(*lists))
    for turned in range(1, len(lists)):
        given = [named(*values) for values in lists]
        given[turned] = given[turned].iloc[::-1]
        assert np.allclose(numbers_of(function(*given)), want, rtol=1e-12, atol=1e-12)
        by_place = list(lists)
        by_place[turned] = by_place[turned][::-1]
        assert not np.allclose(numbers_of(function(*by_place)), want)
    with pytest.raises(ValueError, match="must have the labels 'A'"):
        function(*given[:-1], given[-1].rename({"B": "X"}))


@pytest.mark.parametrize("name", METHODS)
def test_methods_match_members_by_name(name):
    method, values = METHODS[name]
    want = numbers_of(method(values))
    assert np.array_equal(numbers_of(method(named(*values).iloc[::-1])), want)
    assert not np.allclose(numbers_of(method(values[::-1])), want)
    with pytest.raises(ValueError, match="must have the labels 'A'"):
        method(named(*values).rename({"B": "X"}))


def test_points_of_punishment_say_who_gave_what():
    game = enforcement.PunishmentGame()
    points = np.zeros((4, 4))
    points[0, 1] = 2
    want = game.payoffs([20, 5, 10, 0], points)
    table = pd.DataFrame(points, NAMES, NAMES)
    gifts = named(20, 5, 10, 0)
    assert np.array_equal(game.payoffs(gifts.iloc[::-1], table), want)
    assert np.array_equal(game.payoffs(gifts, table[NAMES[::-1]]), want)


def test_who_is_secured_is_read_by_the_names_of_agents():
    contagion = [[0, 0.1, 0.1], [0.2, 0, 0.1], [0.1, 0.1, 0]]
    want = games.Security([0.1, 0.2, 0.3], 0.1, contagion).expected_costs([True, False, False])
    table = pd.DataFrame(contagion, NAMES[:3], NAMES[:3])
    for game in (
        games.Security(named(0.1, 0.2, 0.3), 0.1, contagion),
        games.Security([0.1, 0.2, 0.3], 0.1, table),
    ):
        secured = pd.Series([False, False, True], ["C", "B", "A"])
        assert np.array_equal(game.expected_costs(secured), want)


def test_a_world_is_read_by_the_names_of_countries():
    places = {"emissions": (1, 2, 3), "stakes": (0.2, 0.3, 0.5), "gdp": (1, 2, 3)}
    trade = pd.DataFrame([[0, 1, 2], [3, 0, 4], [5, 6, 0]], NAMES[:3], NAMES[:3])
    names, great = tuple(NAMES[:3]), (True, False, False)
    want = lab.World(names, *places.values(), great=great, exports=trade.to_numpy())
    turned = {name: named(*values).iloc[::-1] for name, values in places.items()}
    for exports in (trade.iloc[::-1], trade[["B", "A", "C"]]):
        given = {"great": named(*great).iloc[::-1], "exports": exports}
        assert lab.World(names, **turned, **given) == want
    # labels that are no names are codes, in which all tables must agree
    coded = lab.World(("X", "Y", "Z"), **turned | {"gdp": named(1, 2, 3)}, exports=trade)
    assert coded.emissions.tolist() == [3, 2, 1]
    assert coded.exports.tolist() == trade.iloc[::-1, ::-1].to_numpy().tolist()
    with pytest.raises(ValueError, match="gdp must have the labels"):
        lab.World(("X", "Y", "Z"), **turned | {"gdp": named(1, 2, 3).rename({"A": "D"})})


def test_schedules_are_read_by_the_names_of_types():
    gifts = pd.DataFrame([[0, 20], [0, 0], [5, 5]], NAMES[:3])
    want = games.Schedules([0, 20], gifts.to_numpy(), tuple(NAMES[:3]))
    assert games.Schedules([0, 20], gifts.iloc[::-1], NAMES[:3]) == want
    with pytest.raises(ValueError, match="names must name each type once"):
        games.Schedules([0, 20], gifts.to_numpy(), ["A", "B", "A"])
    with pytest.raises(TypeError, match="names must be a list"):
        games.Schedules([0, 20], [[0, 20], [0, 0]], "ab")
