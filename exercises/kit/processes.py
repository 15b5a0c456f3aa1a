"""Processes as the kernel tells of them: who descends from whom, and what they hold together."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple


class Scales:
    """Weighs the memory of some processes, and looks at those only that may have taken more.

    To weigh a process, the kernel goes through all its pages. What they hold together is at most
    what they held when all were weighed, and all that those hold which have touched a page since.
    """

    def __init__(self) -> None:
        self._weighed = 0.0
        self._seen: dict[int, _Touched] = {}

    def above(self, most: float, every: list[int]) -> bool:
        """Tell whether the processes hold more than ``most`` bytes together."""
        now = {pid: touched for pid in every if (touched := _touched(pid))}
        fresh = sum(one.held for pid, one in now.items() if self._seen.get(pid) != one)
        if self._weighed + fresh <= most:
            return False
        self._weighed, self._seen = sum(map(memory, every)), now
        return self._weighed > most


class _Touched(NamedTuple):
    """Of a process, when it began, how often it touched a new page, and the bytes it holds."""

    began: int
    faults: int
    held: int


def _touched(pid: int) -> _Touched | None:
    """Return what tells whether a process may hold more than before; None if it has gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    pages = int(fields[21]) * os.sysconf("SC_PAGESIZE")
    return _Touched(int(fields[19]), int(fields[7]) + int(fields[9]), pages)


def tasks() -> int:
    """Return how many tasks the machine has; one short read."""
    return int(Path("/proc/loadavg").read_text().split()[3].partition("/")[2])


def descendants(root: int, most: int) -> list[int]:
    """Return the processes that descend from ``root``, itself included; too many only in part.

    Who counts what never stops growing would not come to an end.
    """
    children = _children if Path(f"/proc/self/task/{os.getpid()}/children").exists() else _listed()
    found: list[int] = []
    todo = [root]
    while todo and len(found) <= most:
        found.append(todo.pop())
        todo += children(found[-1])
    return found


def _children(pid: int) -> list[int]:
    """Return the children of a process, as the kernel lists them."""
    found: list[int] = []
    with contextlib.suppress(OSError):  # it has gone
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children") as file:
                found += map(int, file.read().split())
    return found


def _listed() -> Callable[[int], list[int]]:
    """Return what tells the children of a process, where the kernel does not list them."""
    parents: dict[int, list[int]] = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                text = Path(f"/proc/{entry}/stat").read_text()
            except OSError:
                continue
            parents.setdefault(int(text.rpartition(")")[2].split()[1]), []).append(int(entry))
    return lambda pid: parents.get(pid, [])


def sessions(every: list[int]) -> set[int]:
    """Return the sessions to which some processes belong."""
    found: set[int] = set()
    for pid in every:
        with contextlib.suppress(ProcessLookupError):
            found.add(os.getsid(pid))
    return found


def memory(pid: int) -> float:
    """Return the bytes a process holds; what it shares with its copies counts once."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024.0
    except OSError:
        pass
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE")
    except (OSError, ValueError):
        return 0.0
