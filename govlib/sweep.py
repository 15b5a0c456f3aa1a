"""A model over a labelled grid of parameters, on one core, many, or a cluster.

:func:`sweep` calls a function once for each combination of parameters and each draw, and returns
what came back with its labels. The random numbers of a cell depend on the seed and on the cell's
place in the grid alone: neither the order of the work nor the number of workers changes a result.
Used in the and wherever a result is a mean over random draws.
"""

from __future__ import annotations

import inspect
import itertools
import math
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from govlib._check import integer

if TYPE_CHECKING:
    import xarray as xr

__all__ = ["sweep"]

Map = Callable[..., Iterable[Any]]


@dataclass(frozen=True)
class _Cell:
    """One call: what the model is given."""

    model: Callable[..., Any]
    state: Mapping[str, Any]
    seed: np.random.SeedSequence | None

    def run(self) -> dict[Hashable, np.ndarray]:
        """Call the model and return its results by name."""
        given = dict(self.state)
        if self.seed is not None:
            given["rng"] = np.random.default_rng(self.seed)
        try:
            result = self.model(**given)
            named = result if isinstance(result, Mapping) else {"result": result}
            return {name: np.asarray(value) for name, value in named.items()}
        except Exception as error:
            error.add_note(f"in the cell {self.state!r}")
            raise


def _run(cell: _Cell) -> dict[Hashable, np.ndarray]:
    return cell.run()


def sweep(
    model: Callable[..., Any],
    grid: Mapping[str, Sequence[Any]],
    *,
    fixed: Mapping[str, Any] | None = None,
    draws: int | None = None,
    rng: int | np.random.SeedSequence | None = None,
    executor: Executor | Map | None = None,
    chunk: int | None = None,
) -> xr.Dataset:
    """Call a model for each combination of parameters, and label what comes back.

    Parameters
    ----------
    model : callable
        ``model(**parameters)`` returns a number, an array, or a mapping of names to numbers or
        arrays; always of the same shape. With a process pool or a cluster it must be a function
        that can be pickled, defined in a module.
    grid : mapping of str to sequence
        The values of each parameter that varies. The order gives the dimensions of the result.
    fixed : mapping, optional
        Parameters that do not vary.
    draws : int, optional
        How often each cell is drawn; adds a dimension ``draw``. Needs a model that takes
        ``rng``.
    rng : int or numpy.random.SeedSequence, optional
        Seed. A model that takes ``rng`` is given a ``numpy.random.Generator`` of its own in each
        cell, a child of this seed that depends on the cell's place only. Required for such a
        model, so that results repeat.
    executor : concurrent.futures.Executor or callable, optional
        Who does the work: an executor (a process pool; on a cluster
        ``dask.distributed.Client.get_executor()``), or any function like the builtin ``map``,
        which is the default.
    chunk : int, optional
        Cells sent to an executor at once, at least 1; by default so many that each worker gets
        several parcels.

    Returns
    -------
    xarray.Dataset
        One variable for each name that the model returns (``result`` if it returns no mapping),
        with the dimensions of the grid, then ``draw``, then ``result_0``, … for the axes of
        what the model returns.

    Raises
    ------
    TypeError
        If the model takes no such parameter, or ``executor`` can do no work.
    ValueError
        If a parameter has no values, or has the name of another dimension; if a model with
        random numbers gets no seed; if results differ in name or shape.

    Examples
    --------
    >>> from govlib.games import LinearPublicGood
    >>> def patience(n, mpcr):
    ...     return LinearPublicGood(n, mpcr).critical_discount
    >>> table = sweep(patience, {"n": [4, 10], "mpcr": [0.3, 0.75]})
    >>> table.result.sel(n=10).round(3).values
    array([0.259, 0.037])

    >>> def mean(size, rng):
    ...     return rng.random(size).mean()
    >>> table = sweep(mean, {"size": [10, 1000]}, draws=50, rng=1)
    >>> table.result.std("draw").round(2).values
    array([0.09, 0.01])
    """
    axes = {name: _values(name, values) for name, values in grid.items()}
    constant = dict(fixed or {})
    random = _check_parameters(model, axes, constant, draws)
    if draws is not None:
        draws = integer("draws", draws, 1)
        axes["draw"] = list(range(draws))
    if random and rng is None:
        raise ValueError("rng must be a seed, so that a random model repeats; got None")
    cells = list(_cells(model, axes, constant, rng if random else None))
    results = list(_mapper(executor, chunk, len(cells))(_run, cells))
    return _labelled(results, axes, cells)


def _values(name: str, values: Any) -> list[Any]:
    if isinstance(values, (str, bytes)) or not isinstance(values, Iterable):
        raise TypeError(f"grid[{name!r}] must be a sequence of values; got {values!r}")
    found = list(values)
    if not found:
        raise ValueError(f"grid[{name!r}] must have at least one value; got none")
    if len(set(map(repr, found))) < len(found):
        raise ValueError(f"grid[{name!r}] must have different values; got {found}")
    return found


def _check_parameters(
    model: Callable[..., Any],
    axes: Mapping[str, Any],
    fixed: Mapping[str, Any],
    draws: int | None,
) -> bool:
    """Check that the model takes what it will be given; tell whether it takes ``rng``."""
    if not axes:
        raise ValueError("grid must have at least one parameter; got none")
    if twice := set(axes) & set(fixed):
        raise ValueError(f"{sorted(twice)[0]} must be in grid or in fixed; got both")
    takes = inspect.signature(model).parameters
    open_ended = any(p.kind is p.VAR_KEYWORD for p in takes.values())
    for name in ("rng", "draw"):
        if name in axes or name in fixed:
            raise ValueError(f"{name} must not be a parameter of the grid: it belongs to the sweep")
    unknown = [name for name in [*axes, *fixed] if name not in takes]
    if unknown and not open_ended:
        raise TypeError(f"the model must take {unknown[0]!r}; it takes {', '.join(takes)}")
    random = "rng" in takes
    if draws is not None and not random:
        raise ValueError(f"draws must be None for a model without rng; got {draws}")
    return random


def _cells(
    model: Callable[..., Any],
    axes: Mapping[str, Sequence[Any]],
    fixed: Mapping[str, Any],
    rng: int | np.random.SeedSequence | None,
) -> Iterator[_Cell]:
    if rng is None or isinstance(rng, np.random.SeedSequence):
        root = rng
    else:
        root = np.random.SeedSequence(integer("rng", rng, 0))
    names = [name for name in axes if name != "draw"]
    for place in itertools.product(*(range(len(values)) for values in axes.values())):
        at = dict(zip(axes, place, strict=True))
        state = {name: axes[name][at[name]] for name in names}
        seed = root and np.random.SeedSequence(
            # the place is the child's key: more values at the end leave the others as they were
            root.entropy,
            spawn_key=(*root.spawn_key, *place),
        )
        yield _Cell(model, {**fixed, **state}, seed)


def _mapper(executor: Any, chunk: int | None, cells: int) -> Map:
    """Return a function like ``map``."""
    if chunk is not None:
        chunk = integer("chunk", chunk, 1)
    if executor is None:
        return map
    if isinstance(executor, Executor):
        workers = getattr(executor, "_max_workers", None) or 4
        size = chunk or max(1, math.ceil(cells / (4 * workers)))
        return lambda function, items: executor.map(function, items, chunksize=size)
    if callable(executor):
        return executor
    raise TypeError(
        f"executor must be an Executor or a function like map; got {type(executor).__name__}"
    )


def _labelled(
    results: Sequence[Mapping[Hashable, np.ndarray]],
    axes: Mapping[str, Sequence[Any]],
    cells: Sequence[_Cell],
) -> xr.Dataset:
    """Put the results of all cells, in their order, into one dataset."""
    import xarray as xr

    first = results[0]
    for result, cell in zip(results, cells, strict=True):
        shapes = {name: value.shape for name, value in result.items()}
        wanted = {name: value.shape for name, value in first.items()}
        if shapes != wanted:
            raise ValueError(
                f"results must have one shape: {wanted} at first, {shapes} at {cell.state!r}"
            )
    size = tuple(len(values) for values in axes.values())
    variables = {}
    for name, value in first.items():
        stacked = np.array([result[name] for result in results]).reshape(size + value.shape)
        own = tuple(f"{name}_{axis}" for axis in range(value.ndim))
        variables[name] = ((*axes, *own), stacked)
    coordinates = {name: _coordinate(values) for name, values in axes.items()}
    return xr.Dataset(variables, coords=coordinates)


def _coordinate(values: Sequence[Any]) -> np.ndarray:
    """Return values as an axis; what numpy cannot hold as numbers or texts stays an object."""
    plain = all(isinstance(v, (bool, int, float, str, np.generic)) for v in values)
    if plain:
        return np.asarray(values)
    axis = np.empty(len(values), dtype=object)
    axis[:] = values
    return axis
