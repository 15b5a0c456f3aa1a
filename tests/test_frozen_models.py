"""Models keep what they were made with: copies, locked, compared and hashed by value."""

from __future__ import annotations

import numpy as np
import pytest

from govlib import agreements, coalitional, evolution, financing, games

#: what makes each model: keywords whose arrays are swept or stand for members
MODELS = [
    (games.LinearPublicGood, {"n": [4, 10], "mpcr": 0.3}),
    (games.CommonPool, {"n": [2, 8]}),
    (games.PrisonersDilemma, {"temptation": [5.0, 4.0]}),
    (games.AlternatingOffers, {"first": [0.9, 0.8], "second": 0.8}),
    (games.EqualSecurity, {"n": 5, "cost": [0.1, 0.2], "risk": 0.1, "contagion": 0.2}),
    (games.Issues, {"benefit": [[5.0, 0.5], [0.5, 5.0]], "cost": [1.0, 2.0]}),
    (games.GiftEconomy, {"incomes": [10.0, 6.0, 2.0]}),
    (
        games.Security,
        {"cost": [0.1, 0.2], "risk": [0.1, 0.1], "contagion": [[0.0, 0.1], [0.2, 0.0]]},
    ),
    (
        games.Schedules,
        {"others": [0.0, 20.0], "gifts": [[0.0, 20.0], [0.0, 0.0]], "names": ("a", "b")},
    ),
    (games.Population, {"schedules": games.stylised(), "shares": [0.5, 0.36, 0.14]}),
    (evolution.CollectiveRisk, {"n": 6, "threshold": 3, "cost": 0.1, "risk": [0.2, 0.9]}),
    (evolution.Imitation, {"population": 9, "selection": [1.0, 2.0], "mutation": 0.1}),
    (evolution.PairGame, {"payoffs": [[3.0, 0.0], [5.0, 1.0]]}),
    (evolution.GroupGame, {"payoffs": [[[1.0, 2.0]]]}),
    (agreements.LinearAgreement, {"n": 5, "benefit": [1.0, 2.0]}),
    (agreements.BinaryAgreement, {"n": 5, "benefit": [0.3, 0.4], "cost": 1.0}),
    (agreements.LeaderAgreement, {"n": 5, "benefit": [1.0, 2.0], "cost": 1.0}),
    (agreements.BoundedLeaderAgreement, {"n": 5, "benefit": [1.0, 2.0], "cost": 1.0}),
    (agreements.EmissionAgreement, {"n": 10, "damage": [0.03, 0.06]}),
    (agreements.LargeEconomy, {"n": [10, 100]}),
    (agreements.AbatementGame, {"benefit": [1.0, 2.0], "cost": [1.0, 0.5]}),
    (agreements.PrivateProvision, {"incomes": [10.0, 6.0], "valuation": [0.4, 0.5]}),
    (agreements.Shielding, {"damage": [3.0, 1.0], "protection_cost": [30.0, 40.0]}),
    (coalitional.CoalitionalGame, {"values": [0.0, 1.0, 1.0, 3.0]}),
    (financing.Donors, {"valuation": [1.0, 2.0]}),
    (financing.ProvisionPoint, {"values": [5.0, 4.0, 3.0], "cost": 9.0}),
    (financing.VolunteersDilemma, {"n": [2, 10], "cost": 0.5}),
    (financing.UnequalVolunteers, {"cost": [0.4, 0.5]}),
]


def arrays(keywords):
    return {k: np.array(v) if isinstance(v, list) else v for k, v in keywords.items()}


@pytest.mark.parametrize(("make", "keywords"), MODELS, ids=lambda v: getattr(v, "__name__", ""))
def test_a_model_is_apart_from_the_arrays_that_made_it(make, keywords):
    given = arrays(keywords)
    model = make(**given)
    for name, array in given.items():
        if not isinstance(array, np.ndarray):
            continue
        own = getattr(model, name)
        before = own.copy()
        array += 1
        assert (own == before).all(), "the caller's array is not the model's"
        assert not own.flags.writeable
        with pytest.raises(ValueError, match="read-only"):
            own[...] = 0


@pytest.mark.parametrize(("make", "keywords"), MODELS, ids=lambda v: getattr(v, "__name__", ""))
def test_models_are_equal_where_their_parameters_are(make, keywords):
    one, two = make(**arrays(keywords)), make(**keywords)
    assert one == two
    assert hash(one) == hash(two)
    assert {one: "kept"}[two] == "kept"
    changed = arrays(keywords)
    name = next(k for k, v in changed.items() if isinstance(v, np.ndarray))
    if make is coalitional.CoalitionalGame:
        changed[name][-1] += 1
    elif make is games.Population:
        changed[name] = changed[name][::-1]
    elif (
        make is games.Security
        or make is games.Schedules
        or make is evolution.PairGame
        or make is evolution.GroupGame
    ):
        changed[name] *= 2
    else:
        changed[name] = changed[name][::-1].copy()
    assert make(**changed) != one
    assert one != "a model"


@pytest.mark.parametrize(("make", "keywords"), MODELS, ids=lambda v: getattr(v, "__name__", ""))
@pytest.mark.parametrize("spoil", ["mask", "text", "flags", "complex", "empty"])
def test_what_is_no_number_is_refused(make, keywords, spoil):
    given = arrays(keywords)
    name = next(k for k, v in given.items() if isinstance(v, np.ndarray))
    value = given[name]
    hidden = np.zeros(value.shape, bool)
    hidden.flat[0] = True
    given[name] = {
        "mask": np.ma.array(value, mask=hidden),
        "text": value.astype(str),
        "flags": value.astype(bool),
        "complex": value.astype(complex),
        "empty": value[:0],
    }[spoil]
    with pytest.raises((TypeError, ValueError), match=name):
        make(**given)


@pytest.mark.parametrize(("make", "keywords"), MODELS, ids=lambda v: getattr(v, "__name__", ""))
def test_narrow_types_are_widened(make, keywords):
    """Half and single precision hold these parameters rounded; integers of 8 bits exactly."""
    given = arrays(keywords)
    for name, value in given.items():
        if isinstance(value, np.ndarray):
            whole = (value == np.floor(value)).all() and np.abs(value).max() < 100
            given[name] = value.astype(np.int8 if whole else np.float32)
    wide = {k: np.asarray(v, float) if isinstance(v, np.ndarray) else v for k, v in given.items()}
    for name, value in wide.items():
        if isinstance(value, np.ndarray) and name == "n":
            wide[name] = value.astype(int)
    assert make(**given) == make(**wide)
