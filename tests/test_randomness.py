"""Every public function that takes ``rng`` refuses what is no source of randomness, by name."""

import importlib
import inspect
import pkgutil

import numpy as np
import pytest

import govlib

FAMILIES = sorted(
    m.name for m in pkgutil.iter_modules(govlib.__path__) if m.ispkg and m.name != "figures"
)


def takers():
    for family in FAMILIES:
        package = importlib.import_module(f"govlib.{family}")
        for name in package.__all__:
            thing = getattr(package, name)
            if inspect.isfunction(thing) and "rng" in inspect.signature(thing).parameters:
                yield pytest.param(thing, id=f"{family}.{name}")


@pytest.mark.parametrize("function", list(takers()))
def test_rng_is_keyword_only(function):
    assert inspect.signature(function).parameters["rng"].kind is inspect.Parameter.KEYWORD_ONLY


CALLS = {
    "draw_condorcet": lambda f, rng: f(3, rng=rng),
    "poisson_graph": lambda f, rng: f(9, 2, rng=rng),
    "watts_strogatz": lambda f, rng: f(9, 4, 0.5, rng=rng),
    "encounters": lambda f, rng: f([0.0, 1], 0.5, steps=2, rng=rng),
    "shuffle": lambda f, rng: f([[0, 1, 1], [1, 0, 0], [1, 0, 0]], rng=rng),
    "reed_frost": lambda f, rng: f([[0, 1], [1, 0]], 0.5, 0, rng=rng),
    "sobol_indices": lambda f, rng: f(lambda u: u[:, 0], 1, draws=2, rng=rng),
}


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("rng", [True, [], "seed", 1.5, object()])
def test_no_source_of_randomness(name, rng):
    function = next(p.values[0] for p in takers() if p.id.endswith(f".{name}"))
    with pytest.raises(TypeError, match="rng must be None, whole numbers"):
        CALLS[name](function, rng)
    assert CALLS[name](function, np.random.default_rng(1)) is not None
