"""Read one table of a file of questions, and complain in one voice."""

from __future__ import annotations

import math
import re
import string
from collections.abc import Mapping
from typing import Any

__all__ = ["QuestionError", "Row"]


class QuestionError(ValueError):
    """A file of questions that cannot be used; the message names file, question and field."""


class Row:
    """One table of the file; reads its fields, and complains in one voice."""

    def __init__(
        self, file: str, name: str, data: Mapping[str, Any], values: Mapping[str, Any]
    ) -> None:
        self.where, self.data, self.values = f"{file}, {name}", data, values

    def wrong(self, field: str, why: str) -> QuestionError:
        """Return the error that says why a field cannot be used."""
        return QuestionError(f"{self.where}, {field}: {why}")

    def only(self, *fields: str) -> None:
        """Refuse fields that are not among these."""
        for field in self.data:
            if field not in fields:
                raise self.wrong(field, f"unknown field; known: {', '.join(fields)}")

    def get(self, field: str) -> Any:
        """Return a field that must be there."""
        if field not in self.data:
            raise self.wrong(field, "is missing")
        return self.data[field]

    def id(self, text: Any) -> str:
        """Return a name that can stand in an address."""
        if not isinstance(text, str) or not re.fullmatch(r"[a-z][a-z0-9-]*", text):
            raise self.wrong("id", f"must be lower-case letters, digits and hyphens; got {text!r}")
        return text

    def text(self, field: str) -> str:
        """Return a text, filled."""
        return self.fill(field, self.get(field))

    def texts(self, field: str, low: int, high: int) -> tuple[str, ...]:
        """Return a list of texts, filled."""
        found = self.get(field)
        if not isinstance(found, list) or not low <= len(found) <= high:
            many = f"{low}" if low == high else f"{low} to {high}"
            raise self.wrong(field, f"must be a list of {many} texts")
        return tuple(self.fill(field, text) for text in found)

    def index(self, field: str, size: int) -> int:
        """Return a whole number from 0 to below ``size``."""
        found = self.get(field)
        if isinstance(found, bool) or not isinstance(found, int) or not 0 <= found < size:
            raise self.wrong(field, f"must be a whole number from 0 to {size - 1}; got {found!r}")
        return found

    def number(self, field: str, found: Any, low: float = -math.inf) -> float:
        """Return a number, typed or computed."""
        text = self.fill(field, found) if isinstance(found, str) else found
        if isinstance(text, str) and text.startswith("⟪"):
            return math.nan  # not known yet: told when the question is asked
        try:
            value = math.nan if isinstance(text, bool) else float(text)
        except (TypeError, ValueError):
            value = math.nan
        if not math.isfinite(value) or value < low:
            least = "" if low == -math.inf else f" of at least {low:g}"
            raise self.wrong(field, f"must be a number{least}; got {text!r}")
        return value

    def array(self, field: str, size: int, low: float, high: float) -> list[float]:
        """Return the numbers that the notebook gave under a name, ``{name}``; nan if not yet."""
        text = self.get(field)
        named = re.fullmatch(r"\{(\w+)\}", text) if isinstance(text, str) else None
        if not named:
            raise self.wrong(field, f"must name what the notebook computed, {{name}}; got {text!r}")
        if self.fill(field, text).startswith("⟪"):
            return [math.nan] * size  # not known yet
        found = self.values[named[1]]
        try:
            numbers = [float(x) for x in found]
        except (TypeError, ValueError):
            numbers = []
        fine = len(numbers) == size and all(low <= x <= high for x in numbers)
        if not fine:
            raise self.wrong(
                field, f"must be {size} numbers from {low:g} to {high:g}; got {found!r}"
            )
        return numbers

    def fill(self, field: str, text: Any) -> str:
        """Put the chapter's values into a text."""
        if not isinstance(text, str) or not text.strip():
            raise self.wrong(field, f"must be text; got {text!r}")
        try:
            return string.Formatter().vformat(text, (), self.values)
        except KeyError as error:
            known = ", ".join(self.values) or "none"
            raise self.wrong(
                field, f"needs a value for {{{error.args[0]}}}; given: {known}"
            ) from None
        except IndexError:
            raise self.wrong(field, "a field needs a name: {name}, not {}") from None
        except (ValueError, TypeError, AttributeError) as error:
            raise self.wrong(field, f"{error} (a literal brace is written twice)") from None
