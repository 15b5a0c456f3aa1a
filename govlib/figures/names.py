"""How sentences call countries."""

from __future__ import annotations

from functools import lru_cache

__all__ = ["called"]


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    from govlib.data import load

    return dict(load("countries").name)


def called(code: str) -> str:
    """Return a country's name as it stands within a sentence.

    Examples
    --------
    >>> called("JPN"), called("USA"), called("EU")
    ('Japan', 'the United States', 'the EU')
    """
    if code == "EU":
        return "the EU"
    name = _countries()[code]
    return f"the {name}" if name.startswith(("United", "Netherlands", "Philippines")) else name
