"""How sentences write what a figure shows: lists, shares, small numbers."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["listed", "per_cent"]


def listed(words: Sequence[str], last: str = "and") -> str:
    """Join words as a sentence does.

    Examples
    --------
    >>> listed(["Japan", "Chile", "Peru"]), listed(["Peru"]), listed(["a", "b"], "or")
    ('Japan, Chile and Peru', 'Peru', 'a or b')
    """
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else words[0]


def per_cent(share: float) -> str:
    """Write a share in percent, with a decimal where it is small.

    Examples
    --------
    >>> per_cent(0.254), per_cent(0.0254), per_cent(1e-5)
    ('25 percent', '2.5 percent', 'less than 0.1 percent')
    """
    value = 100 * share
    if value < 0.05:
        return "less than 0.1 percent"
    return f"{value:.0f} percent" if value >= 9.5 else f"{value:.1f} percent"
