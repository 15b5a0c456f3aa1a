"""Pack all frames of an explorer into one small file, and draw them on all cores.

Frames of one figure are alike: the axes stay, a few curves move. So each different run of SVG
lines is stored once, a frame is a list of numbers of such pieces, and the whole is gzipped.
The browser unpacks it with its own ``DecompressionStream`` and joins the pieces.
"""

from __future__ import annotations

import gzip
import json
import multiprocessing
import os
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from typing import Any

__all__ = ["jobs", "pack", "parallel", "unpack"]

#: Between the parts of a pack: the ASCII record separator, which no SVG and no JSON holds.
_MARK = "\x1e"


def pack(frames: Sequence[str], said: Sequence[str]) -> bytes:
    """Return frames and their sentences as gzipped bytes, the same for the same input.

    Parameters
    ----------
    frames : sequence of str
        One SVG element a frame, a tag a line, as :func:`govlib.explorer.svg.tidy` returns it.
    said : sequence of str
        The sentence of each frame.

    Returns
    -------
    bytes
        A gzip file: a JSON head ``{"rows": [[piece, …], …], "said": [sentence, …]}`` and the
        pieces, separated by the ASCII record separator.
    """
    if len(frames) != len(said):
        raise ValueError(f"each frame needs a sentence; {len(said)} for {len(frames)} frames")
    for text in frames:
        if _MARK in text:
            raise ValueError("a frame must not hold the record separator U+001E")
    split = [frame.split("\n") for frame in frames]
    after: dict[str | None, set[str | None]] = defaultdict(set)
    before: dict[str | None, set[str | None]] = defaultdict(set)
    for lines in split:
        for a, b in pairwise([None, *lines, None]):
            after[a].add(b)
            before[b].add(a)
    pieces: dict[str, int] = {}
    rows = []
    for lines in split:
        row, run = [], [lines[0]]
        for a, b in pairwise(lines):
            if len(after[a]) == 1 and len(before[b]) == 1:  # never one without the other
                run.append(b)
            else:
                row.append(pieces.setdefault("\n".join(run), len(pieces)))
                run = [b]
        rows.append([*row, pieces.setdefault("\n".join(run), len(pieces))])
    # a JSON string escapes the mark, so the head never holds it
    head = json.dumps({"rows": rows, "said": list(said)}, separators=(",", ":"), ensure_ascii=False)
    return gzip.compress(_MARK.join([head, *pieces]).encode(), 9, mtime=0)


def unpack(data: bytes) -> tuple[list[str], list[str]]:
    """Return the frames and sentences of a pack, as the script in the page does.

    Examples
    --------
    >>> unpack(pack(["<svg>a</svg>", "<svg>b</svg>"], ["first", "second"]))
    (['<svg>a</svg>', '<svg>b</svg>'], ['first', 'second'])
    """
    head, *pieces = gzip.decompress(data).decode().split(_MARK)
    spec = json.loads(head)
    return ["\n".join(pieces[k] for k in row) for row in spec["rows"]], spec["said"]


def jobs() -> int:
    """Return how many processes draw: ``GOVLIB_JOBS``, or all cores that we may use."""
    text = os.environ.get("GOVLIB_JOBS")
    if text is None:
        own = getattr(os, "sched_getaffinity", None)
        return len(own(0)) if own else os.cpu_count() or 1
    if not text.isdecimal() or int(text) < 1:
        raise ValueError(f"GOVLIB_JOBS must be a whole number of at least 1; got {text!r}")
    return int(text)


_task: Callable[[Any], Any] | None = None


def _run(item: Any) -> Any:
    assert _task is not None
    return _task(item)


def parallel(function: Callable[[Any], Any], items: Iterable[Any]) -> list[Any]:
    """Return ``[function(x) for x in items]``, computed in forked processes.

    A fork inherits the function and what it has learnt, so it may be a closure or live in a
    notebook. Where processes cannot fork (Windows, a browser), or one job is asked for, the work
    is done here.

    Parameters
    ----------
    function : callable
        Of one item.
    items : iterable
        What it is called with.
    """
    global _task
    items = list(items)
    workers = min(jobs(), len(items))
    if workers < 2 or "fork" not in multiprocessing.get_all_start_methods():
        return [function(x) for x in items]
    _task = function
    context = multiprocessing.get_context("fork")
    try:
        with warnings.catch_warnings():
            # newer Pythons warn of forks beside threads; ours only draw, and end
            warnings.simplefilter("ignore", DeprecationWarning)
            with ProcessPoolExecutor(workers, mp_context=context) as pool:
                return list(pool.map(_run, items, chunksize=max(1, min(8, len(items) // workers))))
    finally:
        _task = None
