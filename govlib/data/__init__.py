"""Figures of fact: small tables with source, unit, year and licence.

:func:`load` returns a table as a pandas frame; ``provenance.toml`` says where each comes from
and what was checked, and the *Data* page of the book is made from it. The tables are shipped
with the package, so nothing is fetched.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import pandas as pd

__all__ = ["Provenance", "failures", "load", "names", "provenance"]


@dataclass(frozen=True)
class Provenance:
    """Where a table comes from.

    Attributes
    ----------
    name : str
        What :func:`load` is asked for.
    title, unit, year, source, licence : str
        In words, for the reader.
    note : str
        What one must know besides; often empty.
    index : str
        Column that names the rows; empty if none does.
    matrix : bool
        Whether rows and columns are the same list of codes.
    fractions : bool
        Whether cells are fractions such as 1/3.
    checks : tuple of mapping
        What :func:`failures` verifies.
    """

    name: str
    title: str
    unit: str
    year: str
    source: str
    licence: str
    note: str = ""
    index: str = ""
    matrix: bool = False
    fractions: bool = False
    checks: tuple[Mapping[str, Any], ...] = ()


@cache
def _all() -> dict[str, Provenance]:
    text = files(__name__).joinpath("provenance.toml").read_text(encoding="utf-8")
    return {
        name: Provenance(name, **{**row, "checks": tuple(row["checks"])})
        for name, row in tomllib.loads(text).items()
    }


def names() -> tuple[str, ...]:
    """Return the names of all tables, in the order of the Data page.

    Examples
    --------
    >>> names()[:3]
    ('countries', 'emissions_2018', 'bank_claims_2022q4')
    """
    return tuple(_all())


def provenance(name: str) -> Provenance:
    """Return where a table comes from.

    Parameters
    ----------
    name : str
        One of :func:`names`.

    Raises
    ------
    KeyError
        If there is no such table; the message lists those that there are.

    Examples
    --------
    >>> provenance("imf_quotas_2022").year
    '2 October 2022, after the fourteenth review'
    """
    known = _all()
    if name not in known:
        raise KeyError(f"no table {name!r}; known: {', '.join(known)}")
    return known[name]


@cache
def _read(name: str) -> pd.DataFrame:
    origin = provenance(name)
    with as_file(files(__name__).joinpath("tables", f"{name}.csv")) as path:
        # "NA" is Namibia
        frame = pd.read_csv(path, keep_default_na=False, na_values=[""])
    if origin.index:
        frame = frame.set_index(origin.index)
    if origin.fractions:
        frame = frame.map(lambda cell: float(Fraction(str(cell))))
    for key in ("name", "title", "unit", "year", "source", "licence", "note"):
        frame.attrs[key] = getattr(origin, key)
    return frame


def load(name: str) -> pd.DataFrame:
    """Return a table.

    Parameters
    ----------
    name : str
        One of :func:`names`.

    Returns
    -------
    pandas.DataFrame
        Indexed by country code, or by whatever names the rows; a copy that may be changed. Its
        ``attrs`` hold ``title``, ``unit``, ``year``, ``source``, ``licence`` and ``note``.

    Raises
    ------
    KeyError
        If there is no such table; the message lists those that there are.

    Examples
    --------
    >>> votes = load("imf_quotas_2022").votes
    >>> int(votes["USA"]), int(votes.sum())
    (831401, 5039930)
    >>> load("bank_claims_2022q4").attrs["year"]
    '31 December 2022'
    """
    return _read(name).copy()


def failures(name: str) -> list[str]:
    """Return the stated checks that a table fails: none, as long as nobody changed it.

    Parameters
    ----------
    name : str
        One of :func:`names`.

    Raises
    ------
    KeyError
        If there is no such table, or a check names a column that is not there.
    ValueError
        If a check states nothing that could be verified.

    Examples
    --------
    >>> failures("eu_council_2024")
    []
    """
    frame = load(name)
    return [str(check["says"]) for check in provenance(name).checks if not _holds(frame, check)]


def _values(frame: pd.DataFrame, column: str) -> pd.Series:
    """Return a column, the index by its name, or with ``*`` all cells; gaps are left out."""
    if column == "*":
        return pd.Series(frame.to_numpy().ravel())
    return frame.reset_index()[column].dropna()


def _holds(frame: pd.DataFrame, check: Mapping[str, Any]) -> bool:
    """Tell whether all that a check states is true."""
    found = []
    if "rows" in check:
        found.append(len(frame) == check["rows"])
    if "unique" in check:
        found.append(_values(frame, check["unique"]).is_unique)
    if "whole" in check:
        found.append((_values(frame, check["whole"]) % 1 == 0).all())
    if "falling" in check:
        found.append(_values(frame, check["falling"]).is_monotonic_decreasing)
    if "sum" in check:
        total = _values(frame, check["sum"]).sum()
        found.append(abs(total - check["is"]) <= check.get("within", 0))
    if "range" in check:
        found.append(_values(frame, check["range"]).between(check["low"], check["high"]).all())
    if check.get("symmetric"):
        cells = frame.to_numpy()
        found.append((cells == cells.T).all())
    if check.get("hollow"):
        found.append((frame.to_numpy().diagonal() == 0).all())
    if not found:
        raise ValueError(f"check {check.get('says')!r} states nothing that could be verified")
    return all(bool(x) for x in found)
