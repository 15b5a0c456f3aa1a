"""Hand computed facts to the prose and the questions of a chapter."""

from __future__ import annotations

from typing import Any

from IPython.display import display

from .._check import number

__all__ = ["facts", "forget", "note"]

# what MyST-NB looks for when a page says {glue:text}`name:.2f`
_PREFIX = "application/papermill.record/"

#: what this kernel has noted so far
_NOTED: dict[str, float | str] = {}


def note(**values: Any) -> None:
    """Name facts that the prose of a chapter quotes, ``{glue:text}`name:.2f```.

    Nothing is shown. Prose takes its numbers from here, so that no result is typed, and so do the
    chapter's questions, whose texts say ``{name:.2f}``; the names are unique within a chapter.
    The book's build reads them, and so does the notebook that a reader downloads. Note a fact in
    a small cell just above the paragraph that quotes it.

    Parameters
    ----------
    **values
        A finite number or a text for each name; truth values and numpy scalars count as numbers.

    Raises
    ------
    TypeError, ValueError
        If a value is neither a finite number nor a text that says something; the message names
        it.
    """
    for name, value in values.items():
        if isinstance(value, str):
            if not value.strip():
                raise ValueError(f"{name} must be a number or a text; got {value!r}")
            fact: float | str = str(value)
        else:
            fact = number(name, float(value) if isinstance(value, bool) else value)
        _NOTED[name] = fact
        display(
            {_PREFIX + "text/plain": repr(fact)},
            raw=True,
            metadata={"scrapbook": {"name": name, "mime_prefix": _PREFIX}},
        )


def facts() -> dict[str, float | str]:
    """Return what this notebook has noted so far, by name."""
    return dict(_NOTED)


def forget() -> None:
    """Begin a notebook of its own: whoever runs several in one process calls it before each."""
    _NOTED.clear()
