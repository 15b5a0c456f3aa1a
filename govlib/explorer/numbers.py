"""Hand computed numbers to the prose of a chapter."""

from __future__ import annotations

from typing import Any

from IPython.display import display

from .._check import number

__all__ = ["note"]

# what MyST-NB looks for when a page says {glue:text}`name:.2f`
_PREFIX = "application/papermill.record/"


def note(**values: Any) -> None:
    """Name numbers that the prose of a chapter quotes, ``{glue:text}`name:.2f```.

    Nothing is shown. Prose takes its numbers from here, so that no result is typed; the names
    are unique within a chapter. The book's build reads them, and so does the notebook that a
    reader downloads.

    Parameters
    ----------
    **values
        A finite number for each name; truth values and numpy scalars count as numbers.

    Raises
    ------
    TypeError, ValueError
        If a value is no finite number; the message names it.
    """
    for name, value in values.items():
        text = repr(number(name, float(value) if isinstance(value, bool) else value))
        display(
            {_PREFIX + "text/plain": text},
            raw=True,
            metadata={"scrapbook": {"name": name, "mime_prefix": _PREFIX}},
        )
