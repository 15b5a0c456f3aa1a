"""Values as plain data, so that the tests can use a student's answers without running her code.

A value becomes JSON with tags; a tag names one of a closed list of types. Nothing that comes back
can be more than data, whatever the process that sent it has done to itself. A function stays where
it is: it becomes a number by which it can be called from afar.
"""

from __future__ import annotations

import dataclasses
import json
import socket
import struct
from collections.abc import Callable, Iterator, Mapping, Sequence, Set, ValuesView
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import numpy as np

#: bytes of the largest message that is read, and its commas: a part has at most three
LARGEST, MOST_COMMAS = 32 * 2**20, 3_500_000

#: parts of the largest answer that is sent; each takes at most some twenty bytes
MOST_PARTS = 1_000_000

#: bits of the largest whole number; Python reads no more than 4300 digits
MOST_BITS = 14_000

TAG = "~"

#: what comes of data that :func:`encode` never makes: a lacking or a wrong part, 1/0, a deep nest
_NONSENSE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


class GoneError(Exception):
    """The other side has closed the line, or talks nonsense."""


class Unreadable:
    """Stands for an answer of a type that cannot be sent as data."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __repr__(self) -> str:
        return f"<{self.kind}, which the tests cannot read>"

    def __eq__(self, other: object) -> bool:
        return False

    def __hash__(self) -> int:
        return id(self)


class TooLargeError(Exception):
    """An answer has more parts than are sent."""


def encode(value: Any, hold: Callable[[Any], int] | None = None) -> Any:
    """Return ``value`` as something that JSON can hold; never too much of it.

    ``hold`` keeps a function and returns its number; without it functions cannot be sent. What
    cannot be sent becomes a word that says so, alone or inside what can: an object of a class, a
    number with more digits than Python reads, a nest that has no end, an answer as a whole that is
    too large.
    """
    try:
        return _Encoder(hold).encode(value, 0)
    except TooLargeError:
        return _other("a value that is too large")


def _other(what: str) -> dict[str, str]:
    return {TAG: "other", "type": what}


class _Encoder:
    """Turns one value into data and counts its parts."""

    def __init__(self, hold: Callable[[Any], int] | None) -> None:
        self.hold, self.left = hold, MOST_PARTS

    def take(self, parts: int) -> None:
        self.left -= parts
        if self.left < 0:
            raise TooLargeError

    def each(self, items: Any, depth: int) -> list[Any]:
        return [self.encode(item, depth + 1) for item in items]

    def encode(self, value: Any, depth: int) -> Any:
        self.take(1)
        if depth > 20:
            return _other("a nest more than twenty deep")
        if value is None or isinstance(value, (bool, np.bool_, str, bytes, bytearray)):
            return self._plain(value)
        if value is ...:
            return {TAG: "ellipsis"}
        if isinstance(value, (int, float, complex, Fraction, Decimal, np.number)):
            return _number(value)
        if isinstance(value, np.ndarray):
            return self._array(value, depth)
        if isinstance(value, range):
            self.take(len(value))
            return {TAG: "range", "value": [value.start, value.stop, value.step]}
        if isinstance(value, (tuple, set, frozenset)):
            kind = next(k for k in (tuple, set, frozenset) if isinstance(value, k))
            return {TAG: kind.__name__, "value": self.each(value, depth)}
        if isinstance(value, Mapping):
            pairs = [self.each(pair, depth) for pair in value.items()]
            return {TAG: "dict", "value": pairs}
        if isinstance(value, (Sequence, Set, ValuesView, Iterator)):
            return self.each(value, depth)  # an endless one ends where the count does
        found = self._library(value, depth)
        if found is not None:
            return found
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            fields = {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
            told = {k: self.encode(v, depth + 1) for k, v in fields.items()}
            return {TAG: "record", "value": told}
        if callable(value) and self.hold is not None:
            return {TAG: "function", "id": self.hold(value)}
        kind = type(value)
        return _other(f"a value of the type {kind.__module__}.{kind.__qualname__}")

    def _plain(self, value: Any) -> Any:
        """Send a truth value or a text; a subclass, such as of ``StrEnum``, as what it is."""
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, np.bool_):
            return {TAG: "scalar", "dtype": "|b1", "value": bool(value)}
        if isinstance(value, str):
            self.take(len(value) // 5)
            return str.__str__(value)
        return _other(f"a value of the type {type(value).__name__}")

    def _array(self, value: np.ndarray, depth: int) -> Any:
        """Send an array as its items, type and shape."""
        self.take(value.size)
        if isinstance(value, np.ma.MaskedArray) and np.ma.is_masked(value):
            return _other("an array with masked parts")
        flat, kind = np.asarray(value).ravel(), value.dtype.kind
        sent: dict[str, Any] = {TAG: "array", "shape": value.shape}
        if kind == "f" and value.dtype.itemsize > 8:
            flat = flat.astype(float)
        if kind == "c":
            return sent | {"dtype": "complex", "value": [_number(complex(x)) for x in flat]}
        if kind not in "biufU":
            return sent | {"dtype": "object", "value": self.each(flat, depth)}
        if kind == "U":
            self.take(flat.nbytes // 20)
        return sent | {"dtype": flat.dtype.str, "value": flat.tolist()}

    def _library(self, value: Any, depth: int) -> Any:
        """Send tables of pandas and xarray and sparse arrays of scipy, importing none of them."""
        module, name = type(value).__module__.partition(".")[0], type(value).__name__
        if module == "pandas" and name == "DataFrame":
            self.take(value.size)
            columns = [value.iloc[:, k].to_numpy() for k in range(value.shape[1])]
            parts = [list(value.index), list(value.columns), columns]
            return {TAG: "frame", "value": self.each(parts, depth)}
        if module == "pandas" and name == "Series":
            self.take(value.size)
            parts = [list(value.index), value.to_numpy(), value.name]
            return {TAG: "series", "value": self.each(parts, depth)}
        if module == "pandas" and (name.endswith(("Index", "Array")) or name == "Categorical"):
            return self.each(value, depth)
        if module == "networkx" and name.endswith("DegreeView"):
            return self.encode(dict(value), depth)
        if module == "scipy" and hasattr(value, "toarray"):
            self.take(value.shape[0] * value.shape[-1])
            return {TAG: "sparse", "value": self.each([value.toarray()], depth)}
        if module == "xarray" and name in ("DataArray", "Variable"):
            return self._array(np.asarray(value.values), depth)
        return None


def _number(value: Any) -> Any:
    """Send a number; a long double and a Decimal as the nearest float, where there is one."""
    if isinstance(value, Fraction):
        if max(value.numerator.bit_length(), value.denominator.bit_length()) > MOST_BITS:
            return _other("a fraction with too many digits")
        return {TAG: "fraction", "value": [value.numerator, value.denominator]}
    if isinstance(value, np.integer):
        return {TAG: "scalar", "dtype": value.dtype.str, "value": int(value)}
    if isinstance(value, (complex, np.complexfloating)):
        return {TAG: "complex", "value": [float(value.real), float(value.imag)]}
    if isinstance(value, int):
        if int.bit_length(value) > MOST_BITS:
            return _other("a whole number with too many digits")
        return int.__int__(value)
    if isinstance(value, np.floating):
        kind = value.dtype.str if value.dtype.itemsize <= 8 else "<f8"
        return {TAG: "scalar", "dtype": kind, "value": float(value)}
    if isinstance(value, Decimal) and value.is_snan():
        return float("nan")
    return float(value) if isinstance(value, Decimal) else float.__float__(value)


def decode(data: Any, call: Callable[[int], Any] | None = None) -> Any:
    """Return the value that ``data`` stands for; ``call`` makes a function of its number.

    Raises
    ------
    GoneError
        If the data are not what :func:`encode` makes.
    """
    try:
        return _decode(data, call)
    except _NONSENSE as problem:
        raise GoneError(f"data that no answer consists of ({type(problem).__name__})") from None


def _decode(data: Any, call: Callable[[int], Any] | None) -> Any:
    if isinstance(data, list):
        return [_decode(item, call) for item in data]
    if not isinstance(data, dict):
        return data
    tag: Any = data[TAG]
    value: Any = data.get("value")
    if tag == "function" and call is not None:
        return call(int(data["id"]))
    if tag == "ellipsis":
        return ...
    if tag == "other":
        return Unreadable(str(data["type"])[:80])
    if tag == "record":
        return SimpleNamespace(**{str(k): _decode(v, call) for k, v in value.items()})
    if tag in ("scalar", "array"):
        return _numpy(tag, data, call)
    items = [_decode(item, call) for item in value]
    if tag in ("frame", "series", "sparse"):
        return _table(tag, items)
    if tag == "dict":
        return dict(items)
    if tag == "fraction":
        return Fraction(*items)
    makers: dict[str, Callable[..., Any]] = {"tuple": tuple, "set": set, "frozenset": frozenset}
    if tag in makers:
        return makers[tag](items)
    return {"range": range, "complex": complex}[tag](*items)


def _numpy(tag: str, data: Any, call: Callable[[int], Any] | None) -> Any:
    kind = data["dtype"]
    if kind in ("object", "complex"):
        flat = np.empty(len(data["value"]), dtype=kind)
        flat[:] = [_decode(item, call) for item in data["value"]]
    else:
        dtype = np.dtype(kind)
        if dtype.kind not in "biufU" or dtype.itemsize > 4096:
            raise ValueError(kind)
        if tag == "scalar":
            return dtype.type(data["value"])
        flat = np.array(data["value"], dtype=dtype)
    return flat.reshape([int(n) for n in data["shape"]])


def unreadable(data: Any) -> list[str]:
    """Return what in some data stands for a value that could not be sent."""
    found, todo = [], [data]
    while todo:
        item = todo.pop()
        if isinstance(item, dict):
            if item.get(TAG) == "other":
                found.append(str(item.get("type"))[:80])
            todo.extend(item.values())
        elif isinstance(item, list):
            todo.extend(item)
    return list(dict.fromkeys(found))


def _table(tag: str, items: list[Any]) -> Any:
    import pandas as pd
    from scipy import sparse

    if tag == "sparse":
        return sparse.csr_array(items[0])
    if tag == "series":
        return pd.Series(items[1], index=items[0], name=items[2])
    rows, columns, values = items
    frame = pd.DataFrame(dict(enumerate(values)), index=rows)
    frame.columns = pd.Index(columns)
    return frame


class Line:
    """One end of a connection: messages of JSON, each after its length."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock

    def send(self, message: Any) -> None:
        """Send one message.

        Raises
        ------
        TooLargeError
            If the other side would not read it; nothing is sent.
        GoneError
            If it cannot be sent.
        """
        try:
            body = json.dumps(message).encode()
            if len(body) > LARGEST:
                raise TooLargeError
            self.sock.sendall(struct.pack(">I", len(body)) + body)
        except (OSError, ValueError, TypeError, RecursionError, struct.error) as problem:
            raise GoneError(f"could not send: {type(problem).__name__}") from None

    def receive(self, limit: float | None = None) -> Any:
        """Return the next message; wait at most ``limit`` seconds for each part of it.

        Raises
        ------
        TimeoutError
            If nothing comes.
        GoneError
            If the line is closed or what comes is no message.
        """
        self.sock.settimeout(limit)
        (length,) = struct.unpack(">I", self._read(4))
        if length > LARGEST:
            raise GoneError(f"a message of {length} bytes")
        body = self._read(length)
        if body.count(b",") > MOST_COMMAS:  # as lists of nothing it would take twenty times as much
            raise GoneError("a message of too many parts")
        try:
            return json.loads(body)
        except (ValueError, RecursionError):
            raise GoneError("a message that is not JSON") from None

    def _read(self, count: int) -> bytes:
        parts = bytearray()
        while len(parts) < count:
            try:
                part = self.sock.recv(min(count - len(parts), 65536))
            except TimeoutError:
                raise
            except OSError:
                part = b""
            if not part:
                raise GoneError("the line is closed")
            parts += part
        return bytes(parts)
