"""Count in how many cases a sentence held, and in how many it did not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping


def held_and_not(cases: Iterable[tuple[str, bool]]) -> dict[str, tuple[int, int]]:
    """Return for each variation in how many cases the sentence held, and in how many not."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for name, held in cases:
        counts[name][not held] += 1
    return {name: (held, failed) for name, (held, failed) in counts.items()}


def tell(counts: Mapping[str, tuple[int, int]]) -> None:
    """Print both counts of each variation."""
    for name, (held, failed) in counts.items():
        print(f"{name}: held in {held}, not in {failed}")
