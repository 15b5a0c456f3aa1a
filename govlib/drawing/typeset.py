"""How the texts of figures are set."""

from __future__ import annotations

import re

__all__ = ["apostrophes"]

_STRAIGHT = re.compile(r"(?<=\w)'")


def apostrophes(text: str) -> str:
    """Return a text with apostrophes as the prose around has them.

    An apostrophe follows a letter or a figure; a quotation mark at the beginning of a word stays.

    Examples
    --------
    >>> apostrophes("the large one's share of three members' gifts")
    'the large one’s share of three members’ gifts'
    """
    return _STRAIGHT.sub("’", text)
