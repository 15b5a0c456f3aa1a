"""Every public dataclass keeps its values to itself; the tests find the classes themselves."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pickle
import pkgutil

import numpy as np
import pytest
from frozen_models import MODELS

import govlib
from govlib._values import ByValue
from govlib.sustainability.climate_records import Drivers

#: they draw or describe, and hold no model's numbers
SERVICES = {"drawing", "explorer", "figures", "published"}


def found():
    """Return the public dataclasses of the library by their names."""
    classes = {}
    for module in pkgutil.walk_packages(govlib.__path__, "govlib."):
        if module.name.split(".")[1] in SERVICES:
            continue
        for name, thing in vars(importlib.import_module(module.name)).items():
            ours = inspect.isclass(thing) and thing.__module__ == module.name
            if ours and dataclasses.is_dataclass(thing) and not name.startswith("_"):
                classes[f"{module.name}.{name}"] = thing
    return classes


CLASSES = found()
BY_VALUE = {name: cls for name, cls in CLASSES.items() if issubclass(cls, ByValue)}
#: results: they check nothing, and their constructor is the one that ``dataclass`` writes
RECORDS = {
    name: cls
    for name, cls in BY_VALUE.items()
    if cls.__post_init__ is ByValue.__post_init__
    and cls.__init__.__code__.co_filename == "<string>"
}
BUILT = {cls for cls, _ in MODELS}


def annotations(cls):
    return {f.name: str(f.type) for f in dataclasses.fields(cls) if f.compare}


def filled(cls, make):
    return {f.name: make(i) for i, f in enumerate(dataclasses.fields(cls)) if f.init}


def test_there_are_classes():
    assert len(CLASSES) > 100
    assert len(RECORDS) > 50


@pytest.mark.parametrize("name", CLASSES)
def test_no_class_is_compared_in_a_way_that_fails_for_arrays(name):
    """The comparison that ``dataclass`` writes asks an array whether it is true."""
    cls = CLASSES[name]
    assert cls.__dataclass_params__.frozen
    if cls.__eq__ not in (object.__eq__, ByValue.__eq__):
        arrays = {k for k, v in annotations(cls).items() if "NDArray" in v or "Floats" in v}
        assert not arrays, f"derive {name} from ByValue with eq=False, for {arrays}"
    assert cls.__hash__ is not None


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_is_apart_from_the_arrays_that_made_it(name):
    cls = RECORDS[name]
    given = filled(cls, lambda i: np.array([1.0 + i, np.nan, 3.0]))
    record, twin = cls(**given), cls(**filled(cls, lambda i: np.array([1.0 + i, np.nan, 3.0])))
    assert record == twin
    assert hash(record) == hash(twin)
    assert {record: "kept"}[twin] == "kept"
    for field, array in given.items():
        own = getattr(record, field)
        assert not np.shares_memory(own, array)
        assert array.flags.writeable, "the caller's array stays the caller's"
        with pytest.raises(ValueError, match="read-only"):
            own[0] = 0
    assert record != cls(**filled(cls, lambda i: np.array([1.0 + i, np.nan, 4.0])))
    assert pickle.loads(pickle.dumps(record)) == record


def test_arrays_within_tuples_and_mappings_are_apart_too():
    from govlib.coalitional import LeastCore
    from govlib.sustainability import ClimatePath

    weights = {("a",): np.ones(2)}
    least = LeastCore(**filled(LeastCore, lambda i: weights))
    assert least == LeastCore(**filled(LeastCore, lambda i: {("a",): np.ones(2)}))
    assert isinstance(hash(least), int)
    assert not np.shares_memory(least.weights["a",], weights["a",])
    assert not least.weights["a",].flags.writeable

    drivers = Drivers(*(np.ones(2) for _ in Drivers._fields))
    path = ClimatePath(**filled(ClimatePath, lambda i: drivers))
    assert type(path.states) is Drivers
    assert not any(part.flags.writeable for part in path.states)
    assert all(part.flags.writeable for part in drivers)


def test_a_locked_array_that_owns_its_numbers_is_not_copied_again():
    from govlib.networks import Spread

    times = np.array([0, 1, -1])
    times.setflags(write=False)
    assert Spread(times).times is times
    view = np.array([0, 1, -1])[:2]
    view.setflags(write=False)
    assert Spread(view).times is not view, "what a view shows can still be changed"


def test_every_model_that_is_compared_by_value_stands_among_the_models_tried():
    models = {cls for cls in BY_VALUE.values() if cls not in RECORDS.values()}
    missing = {cls.__name__ for cls in models - BUILT}
    # made from other models, or of single numbers
    apart = {
        "NashBargain", "Choices", "Profile", "EntryClause", "TradeMeasure", "SingleOffer", "Rules"
    }  # fmt: skip
    assert missing <= apart, "add them to MODELS"
