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
from collections.abc import Callable, Mapping
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import numpy as np

#: bytes of the largest message that is read
LARGEST = 32 * 2**20

TAG = "~"


class GoneError(Exception):
    """The other side has closed the line, or talks nonsense."""


class Unreadable:
    """Stands for an answer of a type that cannot be sent as data."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __repr__(self) -> str:
        return f"<a value of type {self.kind}, which the tests cannot read>"

    def __eq__(self, other: object) -> bool:
        return False

    def __hash__(self) -> int:
        return id(self)


def encode(value: Any, hold: Callable[[Any], int] | None = None, depth: int = 0) -> Any:
    """Return ``value`` as something that JSON can hold.

    ``hold`` keeps a function and returns its number; without it functions cannot be sent.
    """
    if depth > 20:
        return {TAG: "other", "type": "a nest more than twenty deep"}

    def each(items: Any) -> list[Any]:
        return [encode(item, hold, depth + 1) for item in items]

    if value is None or type(value) in (bool, int, float, str):
        return value
    if value is ...:
        return {TAG: "ellipsis"}
    if type(value) is list:
        return each(value)
    if isinstance(value, np.generic) and value.dtype.kind in "biufU":
        return {TAG: "scalar", "dtype": value.dtype.str, "value": value.item()}
    if isinstance(value, np.ndarray):
        return _array(value, each)
    if isinstance(value, (tuple, set, frozenset)):
        kind = next(k for k in (tuple, set, frozenset) if isinstance(value, k))
        return {TAG: kind.__name__, "value": each(value)}
    if isinstance(value, range):
        return {TAG: "range", "value": [value.start, value.stop, value.step]}
    if isinstance(value, Mapping):
        return {TAG: "dict", "value": [each(pair) for pair in value.items()]}
    if isinstance(value, Fraction):
        return {TAG: "fraction", "value": [value.numerator, value.denominator]}
    if isinstance(value, (complex, np.complexfloating)):
        return {TAG: "complex", "value": [value.real, value.imag]}
    found = _frame(value, each)
    if found is not None:
        return found
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
        return {TAG: "record", "value": {k: encode(v, hold, depth + 1) for k, v in fields.items()}}
    if callable(value) and hold is not None:
        return {TAG: "function", "id": hold(value)}
    kind = type(value)
    return {TAG: "other", "type": f"{kind.__module__}.{kind.__qualname__}"}


def _array(value: np.ndarray, each: Callable[[Any], list[Any]]) -> Any:
    flat = value.ravel()
    kind = value.dtype.kind
    if kind == "c":
        return {TAG: "array", "dtype": "complex", "shape": value.shape, "value": each(flat)}
    if kind not in "biufU":
        return {TAG: "array", "dtype": "object", "shape": value.shape, "value": each(flat)}
    return {TAG: "array", "dtype": value.dtype.str, "shape": value.shape, "value": flat.tolist()}


def _frame(value: Any, each: Callable[[Any], list[Any]]) -> Any:
    """Encode tables of pandas and sparse arrays of scipy, without importing either."""
    module, name = type(value).__module__.partition(".")[0], type(value).__name__
    if module == "pandas" and name == "DataFrame":
        columns = [value[c].to_numpy() for c in value.columns]
        return {TAG: "frame", "value": each([list(value.index), list(value.columns), columns])}
    if module == "pandas" and name == "Series":
        return {TAG: "series", "value": each([list(value.index), value.to_numpy(), value.name])}
    if module == "pandas" and name.endswith("Index"):
        return each(value)
    if module == "scipy" and hasattr(value, "toarray") and value.shape[0] * value.shape[1] < 10**7:
        return {TAG: "sparse", "value": each([value.toarray()])}
    return None


def decode(data: Any, call: Callable[[int], Any] | None = None) -> Any:
    """Return the value that ``data`` stands for; ``call`` makes a function of its number.

    Raises
    ------
    GoneError
        If the data are not what :func:`encode` makes.
    """
    try:
        return _decode(data, call)
    except (KeyError, TypeError, ValueError, IndexError, OverflowError, RecursionError) as problem:
        raise GoneError(f"data that no answer consists of ({type(problem).__name__})") from None


def _decode(data: Any, call: Callable[[int], Any] | None) -> Any:
    if isinstance(data, list):
        return [_decode(item, call) for item in data]
    if not isinstance(data, dict):
        return data
    tag, value = data[TAG], data.get("value")
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
        """Send one message."""
        try:
            body = json.dumps(message).encode()
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
        try:
            return json.loads(self._read(length))
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
