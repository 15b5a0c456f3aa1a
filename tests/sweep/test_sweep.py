"""Sweeps: labels, seeds that do not depend on order or workers, and every kind of executor."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import numpy as np
import pytest
from dask import distributed
from hypothesis import given
from hypothesis import strategies as st
from sweep_models import attack_rate, mean, moments

from govlib.sweep import sweep

GRID = {"transmissibility": [0.2, 0.6], "degree": [1.5, 4.0]}


def serial(**more):
    return sweep(attack_rate, GRID, fixed={"n": 300}, draws=3, rng=7, **more)


def test_labels_and_values():
    table = sweep(lambda a, b: a * b, {"a": [1, 2, 3], "b": [10, 20]})
    assert table.result.dims == ("a", "b")
    assert table.result.sel(a=3, b=20) == 60
    assert (table.result.values == np.outer([1, 2, 3], [10, 20])).all()


def test_names_and_axes_of_results():
    table = sweep(moments, {"size": [5, 50]}, draws=4, rng=0)
    assert table["mean"].dims == ("size", "draw")
    assert table["ends"].dims == ("size", "draw", "ends_0")
    assert (table["ends"].isel(ends_0=0) <= table["mean"]).all()


def test_labels_of_any_kind():
    table = sweep(lambda rule: len(rule), {"rule": [("a", "b"), ("c",)]})
    assert table.result.values.tolist() == [2, 1]
    assert table.rule.values[0] == ("a", "b")


def test_a_process_pool_changes_nothing():
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert serial(executor=pool).identical(serial())
        assert serial(executor=pool, chunk=1).identical(serial())


def test_a_cluster_changes_nothing():
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        assert serial(executor=client.get_executor()).identical(serial())


def test_threads_and_foreign_maps_change_nothing():
    with ThreadPoolExecutor(2) as pool:
        assert serial(executor=pool).identical(serial())
        assert serial(executor=pool.map).identical(serial())

    def backwards(function, items):
        return [function(item) for item in reversed(list(items))][::-1]

    assert serial(executor=backwards).identical(serial())


@given(st.integers(0, 2**64), st.integers(1, 4), st.integers(1, 3))
def test_more_cells_leave_the_others_as_they_were(seed, sizes, draws):
    short = sweep(mean, {"size": list(range(1, sizes + 1))}, draws=draws, rng=seed)
    long = sweep(mean, {"size": list(range(1, sizes + 3))}, draws=draws + 2, rng=seed)
    assert (long.result[:sizes, :draws].values == short.result.values).all()


def test_cells_and_seeds_are_independent():
    table = sweep(mean, {"size": [5, 6, 7]}, draws=20, rng=1)
    assert len(np.unique(table.result)) == 60
    other = sweep(mean, {"size": [5, 6, 7]}, draws=20, rng=2)
    assert not np.isin(other.result, table.result).any()
    sequence = sweep(mean, {"size": [5, 6, 7]}, draws=20, rng=np.random.SeedSequence(1))
    assert sequence.identical(table)


@pytest.mark.parametrize(
    ("model", "grid", "options", "error", "words"),
    [
        (mean, {}, {"rng": 1}, ValueError, "at least one parameter"),
        (mean, {"size": []}, {"rng": 1}, ValueError, r"grid\['size'\] must have at least one"),
        (mean, {"size": 3}, {"rng": 1}, TypeError, "must be a sequence of values; got 3"),
        (mean, {"size": "abc"}, {"rng": 1}, TypeError, "must be a sequence of values; got 'abc'"),
        (mean, {"size": [1, 1]}, {"rng": 1}, ValueError, "different values"),
        (mean, {"length": [1]}, {"rng": 1}, TypeError, "must take 'length'; it takes size, rng"),
        (mean, {"size": [1]}, {}, ValueError, "rng must be a seed"),
        (mean, {"size": [1]}, {"rng": -1}, ValueError, "rng must be at least 0; got -1"),
        (mean, {"size": [1]}, {"rng": 1.5}, TypeError, "rng must be a whole number; got 1.5"),
        (mean, {"size": [1]}, {"rng": 1, "draws": 0}, ValueError, "draws must be at least 1"),
        (mean, {"size": [1], "rng": [1]}, {"rng": 1}, ValueError, "belongs to the sweep"),
        (abs, {"x": [1]}, {"draws": 2}, ValueError, "without rng; got 2"),
        (mean, {"size": [1]}, {"rng": 1, "fixed": {"size": 2}}, ValueError, "got both"),
        (mean, {"size": [1]}, {"rng": 1, "executor": 3}, TypeError, "function like map; got int"),
        (mean, {"size": [1]}, {"rng": 1, "chunk": 0}, ValueError, "chunk must be at least 1"),
    ],
)
def test_bad_input(model, grid, options, error, words):
    with pytest.raises(error, match=words):
        sweep(model, grid, **options)


def test_results_of_different_shape_are_refused():
    with pytest.raises(ValueError, match=r"one shape: .* at \{'n': 2\}"):
        sweep(lambda n: np.zeros(n), {"n": [1, 2]})


def test_an_error_names_its_cell():
    with pytest.raises(ZeroDivisionError) as caught:
        sweep(lambda a: 1 / a, {"a": [1, 0]})
    assert "{'a': 0}" in caught.value.__notes__[0]


def test_children_of_one_seed_are_different_sweeps():
    """Two sweeps seeded with spawned children must not get the same random numbers."""
    one, two = np.random.SeedSequence(3).spawn(2)
    first, second = (sweep(mean, {"size": [5, 6]}, draws=3, rng=seed) for seed in (one, two))
    assert (first.result.values != second.result.values).all()
    again = sweep(mean, {"size": [5, 6]}, draws=3, rng=np.random.SeedSequence(3).spawn(1)[0])
    assert (again.result.values == first.result.values).all()
