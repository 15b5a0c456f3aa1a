"""Models keep what they were made with: copies, locked, compared and hashed by value."""

from __future__ import annotations

import copy
import pickle

import numpy as np
import pytest
from frozen_models import MODELS, arrays

from govlib import coalitional, evolution, games, networks


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
        or make is networks.BankNetwork
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


@pytest.mark.parametrize(("make", "keywords"), MODELS, ids=lambda v: getattr(v, "__name__", ""))
@pytest.mark.parametrize(
    "copied", [copy.copy, copy.deepcopy, lambda m: pickle.loads(pickle.dumps(m))]
)
def test_a_copy_is_equal_and_as_locked(make, keywords, copied):
    model = make(**keywords)
    found = copied(model)
    assert found == model
    assert hash(found) == hash(model)
    held = [value for value in vars(found).values() if isinstance(value, np.ndarray)]
    assert not any(value.flags.writeable for value in held)
