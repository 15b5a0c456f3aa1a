"""One sentence for every model that would need too much memory."""

from __future__ import annotations

__all__ = ["must_fit"]


def must_fit(what: str, entries: float, most: int, advice: str) -> None:
    """Refuse a table with more than ``most`` entries, and say what to do instead."""
    if entries > most:
        raise ValueError(f"{what} would hold {entries:.3g} numbers, more than {most:.3g}; {advice}")
