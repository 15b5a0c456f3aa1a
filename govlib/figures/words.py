"""How sentences write what a figure shows: lists, shares, small numbers."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["listed", "odds", "per_cent"]


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


def odds(chance: float) -> str:
    """Write a chance in two digits, and in more where two would make it certain.

    Examples
    --------
    >>> odds(0.2542), odds(0.998001), odds(1)
    ('0.25', '0.998', '1')
    """
    return next(t for t in (f"{chance:.{n}g}" for n in range(2, 18)) if t != "1" or chance == 1)
