"""Keep the packed frames of explorers, each under a key of what they depend on.

The folder stands in the environment variable ``GOVLIB_PACKS``; without it nothing is kept. Many
builds may share it, at the same time: a file is written beside its place and then moved there,
and its name is made of all that its frames depend on (:mod:`govlib.explorer.closure`), so it
never holds anything else.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .closure import Sources
from .packing import unpack

if TYPE_CHECKING:
    from .explorer import Explorer

__all__ = ["facts", "kept", "prune"]

#: After how many days a file that no build asked for is removed.
DAYS = 60

#: When this process began to read the package; what is edited later is not what runs.
_BEGAN = time.time()

_PACKAGE = __name__.partition(".")[0]

#: What turns a state into bytes, whatever the figure.
_DRAWING = (f"{__package__}.frames", f"{__package__}.drawing")


@cache
def sources() -> Sources:
    """Return the sources of the package that runs."""
    return Sources(Path(__file__).resolve().parents[2], _PACKAGE)


def facts(explorer: Explorer) -> dict[str, str] | None:
    """Return all that the frames of an explorer depend on.

    Returns
    -------
    dict of str to str, or None
        Each with its hash, its version or its value; None for a figure function that does not
        stand in a module of this package, such as one that a notebook defines.
    """
    made = explorer.drawing.declared
    parts = [_unfixed(f) for f in (made.draw, made.says) if f is not None]
    functions = [function for function, _ in parts]
    if not all(map(_stands_in_a_module, functions)):
        return None
    grid = {
        # without a sentence of its own, a state is named by the words of its controls
        name: (repr(c.values), c.spec(name) if made.says is None else "")
        for name, c in explorer.controls.items()
    }
    return {
        "figure": ", ".join(f"{f.__module__}.{f.__qualname__}({fixed})" for f, fixed in parts),
        "sizes": f"{made.sizes} {explorer.drawing.salt}",
        "grid": repr(grid),
        **sources().facts(*(f.__module__ for f in functions), *_DRAWING),
    }


def _unfixed(function: Callable[..., Any]) -> tuple[Callable[..., Any], str]:
    """Return a function, and what of its parameters is fixed."""
    if isinstance(function, partial):
        return function.func, repr(sorted(function.keywords.items()))
    return function, ""


def _stands_in_a_module(function: Callable[..., Any]) -> bool:
    home = sys.modules.get(getattr(function, "__module__", ""))
    name = getattr(function, "__qualname__", "")
    inside = home is not None and f"{home.__name__}.".startswith(f"{_PACKAGE}.")
    return inside and getattr(home, name, None) is function


def kept(explorer: Explorer, draw: Callable[[], dict[str, bytes]]) -> tuple[dict[str, bytes], str]:
    """Return the packs of an explorer, drawn only if they are not kept.

    The start frame is drawn at each build, for the page; where it is not the one that is kept,
    the key has missed something, and all is drawn again.

    Returns
    -------
    packs : dict of str to bytes
        One for each shape.
    note : str
        What whoever builds should know; mostly empty.
    """
    folder = os.environ.get("GOVLIB_PACKS")
    found = facts(explorer) if folder else None
    if not folder or found is None:
        return draw(), ""
    key = hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()[:20]
    file = Path(folder, f"{explorer.id}-{key}.zip")
    note = ""
    if packs := _read(file, list(explorer.drawing.sizes)):
        if _is_drawn_so(explorer, packs):
            return packs, ""
        note = "the kept frames were not what is drawn now, so all were drawn again"
    packs = draw()
    if sources().changed_since(_BEGAN, found):
        return packs, "its sources were edited while it was drawn, so its frames are not kept"
    try:
        _write(file, packs, found)
    except OSError as error:
        note = f"its frames could not be kept in {folder}: {error}"
    return packs, note


def _is_drawn_so(explorer: Explorer, packs: dict[str, bytes]) -> bool:
    first = list(explorer.states()).index(explorer.start)
    said = explorer.say(explorer.start)
    for shape, data in packs.items():
        frames, texts = unpack(data)
        if (frames[first], texts[first]) != (explorer.frame(explorer.start, shape), said):
            return False
    return True


def _read(file: Path, shapes: list[str]) -> dict[str, bytes]:
    """Return what a file holds; nothing if there is none, or a part of it is missing or wrong."""
    try:
        with zipfile.ZipFile(file) as archive:
            packs = {shape: archive.read(shape) for shape in shapes}
    except (OSError, KeyError, zipfile.BadZipFile):
        return {}
    with suppress(OSError):  # a folder that may only be read
        os.utime(file)  # it is wanted: see prune
    return packs


def _write(file: Path, packs: dict[str, bytes], found: dict[str, str]) -> None:
    """Write a file in one step, as others may be reading, or writing the same."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as raw, zipfile.ZipFile(raw, "w") as archive:
            for shape, data in packs.items():
                archive.writestr(shape, data)
            # says afterwards why a key changed
            archive.writestr("facts.json", json.dumps(found, indent=1))
        os.chmod(name, 0o644)
        os.replace(name, file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def prune(folder: Path, days: float = DAYS) -> None:
    """Remove files that no build has asked for in some days, and what a stopped build left."""
    limit = time.time() - days * 86400
    for file in [*folder.glob("*.zip"), *folder.glob(".*.part")]:
        with suppress(OSError):  # another build was faster
            if file.stat().st_mtime < limit:
                file.unlink()
