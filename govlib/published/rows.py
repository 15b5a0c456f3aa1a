"""The rows of the table of published results, and which function reproduces each."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from pkgutil import iter_modules
from typing import Any

import numpy as np
import pandas as pd

__all__ = [
    "CONFIRMED",
    "KINDS",
    "Result",
    "get",
    "reproduces",
    "results",
    "table",
]

#: How far a value is confirmed, strongest first.
CONFIRMED = {
    "printed": "seen in print: the source, or a text that quotes it, shows this number",
    "remembered": "agrees with the print as remembered; the page itself was not seen",
    "computed": "a consequence of the published model, computed independently of this library",
    "derived": "a consequence of a model whose parameters are ours; nobody published it",
}

#: What sort of number it is, which decides how close is close enough.
KINDS = {
    "published number": "printed in the source",
    "exact consequence": "follows from the published model without error",
    "Monte Carlo": "a mean over random draws, close up to sampling error",
    "data": "computed from data",
    "derived here": "follows from a model with parameters of our own",
}

_REPRODUCTIONS: dict[str, Callable[[], Any]] = {}


@dataclass(frozen=True)
class Result:
    """One published result.

    Attributes
    ----------
    id : str
        Its name in this table, such as ``"IIIA.W1"``; it never changes.
    section : str
        Section of the paper that it belongs to, such as ``"III.A"``.
    chapter : str
        Document that uses it, below ``book/``, without its ending.
    model, parameters, quantity : str
        What was computed, in words.
    value : float, int or nested tuple
        The published value or values.
    tolerance : float or tuple of float
        Largest absolute difference that counts as agreement; one for all, or one a component.
    source : tuple of str
        Keys of the bibliography.
    where : str
        Place in the source: a table, an equation, a proposition.
    confirmed : str
        One of :data:`CONFIRMED`.
    kind : str
        One of :data:`KINDS`.
    note : str
        Whatever a reader must know besides: why the tolerance is wide, what is ambiguous.
    """

    id: str
    section: str
    chapter: str
    model: str
    parameters: str
    quantity: str
    value: Any
    tolerance: Any
    source: tuple[str, ...]
    where: str
    confirmed: str
    kind: str
    note: str = ""

    def ours(self) -> Any:
        """Return the same quantity as the models of this library compute it.

        Raises
        ------
        LookupError
            If no function of :mod:`govlib.published` reproduces this result.
        """
        return self.reproduction()()

    def reproduction(self) -> Callable[[], Any]:
        """Return the function of this package that computes the same quantity.

        Raises
        ------
        LookupError
            If there is none.
        """
        try:
            return _reproductions()[self.id]
        except KeyError:
            raise LookupError(f"no function reproduces {self.id!r}") from None

    def difference(self, ours: Any) -> float:
        """Return the largest difference to the published value, in units of the tolerance.

        At most 1 means agreement. Where the tolerance is 0 the difference is 0 or infinite.
        A different number of components raises :class:`ValueError`.
        """
        want, got = _flat(self.value), _flat(ours)
        if want.shape != got.shape:
            raise ValueError(f"{self.id}: {want.size} value(s) published, {got.size} computed")
        size = _spread(self.tolerance, self.value)
        gap = np.where(want == got, 0.0, np.abs(got - want))
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = np.where(gap == 0, 0.0, gap / size)
        return float(np.max(np.where(np.isnan(ratio), np.inf, ratio)))

    def agrees(self, ours: Any) -> bool:
        """Tell whether ``ours`` lies within the tolerance."""
        # a hair above 1 lets a difference that equals the tolerance in decimals pass
        return self.difference(ours) <= 1 + 1e-9


def _flat(value: Any) -> np.ndarray:
    if isinstance(value, (list, tuple)):
        return np.concatenate([_flat(v) for v in value]) if value else np.empty(0)
    return np.atleast_1d(np.asarray(value, dtype=float)).ravel()


def _spread(tolerance: Any, value: Any) -> np.ndarray:
    """One tolerance for each component; a list of pairs may share one pair of tolerances."""
    size, want = _flat(tolerance), _flat(value)
    if want.size % size.size:
        raise ValueError(f"{size.size} tolerances do not fit {want.size} values")
    return np.tile(size, want.size // size.size)


def reproduces(id: str) -> Callable[[Callable[[], Any]], Callable[[], Any]]:
    """Mark a function without arguments as the computation of one published result."""

    def register(function: Callable[[], Any]) -> Callable[[], Any]:
        if id in _REPRODUCTIONS:
            raise ValueError(f"{id!r} is reproduced twice")
        _REPRODUCTIONS[id] = function
        return function

    return register


@cache
def _reproductions() -> dict[str, Callable[[], Any]]:
    package = import_module("govlib.published")
    for module in iter_modules(package.__path__):
        import_module(f"{package.__name__}.{module.name}")
    return _REPRODUCTIONS


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


@cache
def _table() -> dict[str, Result]:
    known: dict[str, Result] = {}
    for file in sorted(files("govlib.published").iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".toml"):
            continue
        for row in tomllib.loads(file.read_text(encoding="utf-8"))["result"]:
            result = Result(**{key: _frozen(value) for key, value in row.items()})
            if result.id in known:
                raise ValueError(f"{result.id!r} stands twice in the table of published results")
            known[result.id] = result
    return known


def results(chapter: str | None = None) -> list[Result]:
    """Return all published results, or those that one chapter may show, in order.

    What rests on memory alone (``"remembered"``) stands in no chapter.
    """
    return [
        r
        for r in _table().values()
        if chapter is None or (r.chapter == chapter and r.confirmed != "remembered")
    ]


def get(id: str) -> Result:
    """Return one published result.

    Raises
    ------
    KeyError
        If the table has no such id; the message lists those that begin alike.

    Examples
    --------
    >>> get("IIIA.W1").value
    (1.020704, 5.764677)
    """
    known = _table()
    if id not in known:
        near = [k for k in known if k.split(".")[0] == id.split(".")[0]] or list(known)
        raise KeyError(f"no published result {id!r}; known: {', '.join(near)}")
    return known[id]


def table(chapter: str | None = None) -> pd.DataFrame:
    """Return the results with what the models compute, a row each.

    Returns
    -------
    pandas.DataFrame
        Indexed by id, with columns ``model``, ``parameters``, ``quantity``, ``published``,
        ``ours``, ``tolerance``, ``agrees``, ``confirmed``, ``kind`` and ``chapter``.
    """
    rows = []
    for r in results(chapter):
        ours = r.ours()
        rows.append(
            {
                "id": r.id,
                "model": r.model,
                "parameters": r.parameters,
                "quantity": r.quantity,
                "published": r.value,
                "ours": ours,
                "tolerance": r.tolerance,
                "agrees": r.agrees(ours),
                "confirmed": r.confirmed,
                "kind": r.kind,
                "chapter": r.chapter,
            }
        )
    return pd.DataFrame(rows).set_index("id") if rows else pd.DataFrame()
