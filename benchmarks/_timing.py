"""Times of ours and of peers, side by side, with ratios and goals.

A benchmark makes one :class:`Report`, times calls on the same input with :meth:`Report.time`,
states what ought to hold with :meth:`Report.goal` and :meth:`Report.agree`, and leaves with
:meth:`Report.close`, which fails the script if a goal was missed.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from types import ModuleType
from typing import Any

# one thread for linear algebra: on shared machines a barrier costs more than it brings
for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(variable, "1")


@dataclass(frozen=True)
class Row:
    """One call: median and best time in seconds, and what it answered, in words."""

    case: str
    who: str
    median: float
    best: float
    note: str


class Report:
    """Rows as they are timed, and the goals that were met or missed."""

    def __init__(self, description: str, *, names: bool = False) -> None:
        parser = argparse.ArgumentParser(
            description=description, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        parser.add_argument("--quick", action="store_true", help="small cases only")
        parser.add_argument("--json", metavar="FILE", help="write all times there")
        if names:
            parser.add_argument("names", nargs="*", metavar="NAME", help="only these")
        self.arguments = parser.parse_args()
        self.rows: list[Row] = []
        self.missed: list[str] = []

    @property
    def quick(self) -> bool:
        """Whether only small cases are wanted."""
        return bool(self.arguments.quick)

    @property
    def names(self) -> list[str]:
        """What the caller picked by name; nothing for all."""
        return list(getattr(self.arguments, "names", ()))

    def time(
        self,
        case: str,
        who: str,
        call: Callable[[], Any],
        *,
        repeat: int = 7,
        prepare: Callable[[], Any] | None = None,
        note: Callable[[Any], str] | None = None,
    ) -> tuple[float, Any]:
        """Call ``repeat`` times, print a row, and return the median time and the last answer.

        ``prepare`` runs before each call, outside the time.
        """
        seconds = []
        for _ in range(repeat):
            if prepare:
                prepare()
            begin = time.perf_counter()
            answer = call()
            seconds.append(time.perf_counter() - begin)
        row = Row(case, who, statistics.median(seconds), min(seconds), note(answer) if note else "")
        self.rows.append(row)
        print(f"{case:30s} {who:34s} {row.median * 1e3:12.3f} ms  {row.note}", flush=True)
        return row.median, answer

    def goal(
        self, what: str, value: float, *, most: float = float("inf"), least: float = 0
    ) -> None:
        """State that a number ought to lie between ``least`` and ``most``."""
        met = least <= value <= most
        bound = f"at most {most:g}" if most < float("inf") else f"at least {least:g}"
        print(f"  {'met   ' if met else 'MISSED'} {what}: {value:.3g} (goal: {bound})", flush=True)
        if not met:
            self.missed.append(what)

    def agree(self, what: str, ours: float, theirs: float, *, within: float = 0.0) -> None:
        """State that two answers ought to be the same, up to ``within``."""
        fine = abs(ours - theirs) <= within
        print(f"  {'agree ' if fine else 'DIFFER'} {what}: {ours:.6g} and {theirs:.6g}", flush=True)
        if not fine:
            self.missed.append(what)

    def close(self) -> None:
        """Write the file that was asked for, and leave with failure if a goal was missed."""
        if self.arguments.json:
            with open(self.arguments.json, "w", encoding="utf-8") as file:
                table = [asdict(row) for row in self.rows]
                json.dump({"python": platform.python_version(), "rows": table}, file, indent=1)
        if self.missed:
            print(f"missed: {'; '.join(self.missed)}")
        sys.exit(bool(self.missed))


def peer(name: str) -> ModuleType | None:
    """Return another library, or say that it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        print(f"  {name} is left out ({error}); pip install '.[bench]' brings it")
        return None
