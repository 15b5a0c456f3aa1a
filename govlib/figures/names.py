"""How sentences call countries."""

from __future__ import annotations

from functools import lru_cache

__all__ = ["called", "with_article"]

_WITH_ARTICLE = ("United", "Netherlands", "Philippines", "USA", "UK")


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
    return with_article(name)


def with_article(name: str) -> str:
    """Return a country's name, long or short, with its article if it has one.

    Examples
    --------
    >>> with_article("USA"), with_article("Netherlands"), with_article("Japan")
    ('the USA', 'the Netherlands', 'Japan')
    """
    return f"the {name}" if name.startswith(_WITH_ARTICLE) else name
