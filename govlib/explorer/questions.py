"""Read the questions of a chapter, and say plainly what is wrong with a file.

A file of questions is TOML: ``[predict.<id>]`` tables, ``[play.<id>]`` tables with the words of a
game, and a list of ``[[recall]]`` tables. Any
text may hold fields, ``{name}`` or ``{name:.2f}``, that the chapter fills with what its models
computed, and inline Markdown: ``*emphasis*``, and code between backticks.
"""

from __future__ import annotations

import math
import re
import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = [
    "ChoiceQuestion",
    "GameWords",
    "NumberQuestion",
    "Prediction",
    "QuestionError",
    "Questions",
    "read",
]

#: the tables of the file: those read here, and those that reference and teaching pages read
TABLES = ("predict", "play", "recall", "claim", "objective", "wrong")


class QuestionError(ValueError):
    """A file of questions that cannot be used; the message names file, question and field."""


@dataclass(frozen=True)
class Prediction:
    """A question asked before the model runs; ``answer`` counts from 0 and is told with it."""

    id: str
    question: str
    answers: tuple[str, ...]
    answer: int
    result: str


@dataclass(frozen=True)
class ChoiceQuestion:
    """A question with options, one of them right; each has its feedback."""

    id: str
    question: str
    options: tuple[str, ...]
    answer: int
    feedback: tuple[str, ...]


@dataclass(frozen=True)
class NumberQuestion:
    """A question whose answer is a number, right within ``tolerance`` on either side."""

    id: str
    question: str
    answer: float
    tolerance: float
    unit: str
    right: str
    wrong: str


@dataclass(frozen=True)
class GameWords:
    """The words of a game that is played in the page; see :class:`govlib.explorer.play.Play`."""

    id: str
    title: str
    rules: str
    players: str
    later: bool


@dataclass(frozen=True)
class Questions:
    """All questions of one file."""

    predictions: dict[str, Prediction]
    games: dict[str, GameWords]
    recall: tuple[ChoiceQuestion | NumberQuestion, ...]


def read(path: Path, values: Mapping[str, Any]) -> Questions:
    """Read a file and fill its fields.

    Parameters
    ----------
    path : pathlib.Path
        The TOML file.
    values : mapping
        What the fields of the texts stand for.

    Raises
    ------
    QuestionError
        If the file is no TOML, or a question is malformed, or a field has no value.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise QuestionError(f"{path.name}: {error}") from None
    if extra := sorted(set(data) - set(TABLES)):
        raise QuestionError(f"{path.name}: unknown table {extra[0]!r}; known: {', '.join(TABLES)}")
    found: dict[str, dict[str, Any]] = {}
    for kind, make in (("predict", _prediction), ("play", _game)):
        rows = data.get(kind, {})
        if not isinstance(rows, dict) or not all(isinstance(v, dict) for v in rows.values()):
            raise QuestionError(f"{path.name}: write each {kind} as [{kind}.<id>]")
        found[kind] = {
            id: make(_Row(path.name, f"{kind}.{id}", row, values), id) for id, row in rows.items()
        }
    recall = data.get("recall", [])
    if not isinstance(recall, list):
        raise QuestionError(f"{path.name}: write recall questions as [[recall]]")
    questions: dict[str, ChoiceQuestion | NumberQuestion] = {}
    for i, row in enumerate(recall):
        name = row.get("id", f"number {i + 1}")
        question = _recall(_Row(path.name, f"recall {name}", row, values))
        if question.id in questions:
            raise QuestionError(f"{path.name}, recall {name}: the id came before")
        questions[question.id] = question
    return Questions(found["predict"], found["play"], tuple(questions.values()))


class _Row:
    """One table of the file; reads its fields, and complains in one voice."""

    def __init__(
        self, file: str, name: str, data: Mapping[str, Any], values: Mapping[str, Any]
    ) -> None:
        self.where, self.data, self.values = f"{file}, {name}", data, values

    def wrong(self, field: str, why: str) -> QuestionError:
        return QuestionError(f"{self.where}, {field}: {why}")

    def only(self, *fields: str) -> None:
        for field in self.data:
            if field not in fields:
                raise self.wrong(field, f"unknown field; known: {', '.join(fields)}")

    def get(self, field: str) -> Any:
        if field not in self.data:
            raise self.wrong(field, "is missing")
        return self.data[field]

    def id(self, text: Any) -> str:
        if not isinstance(text, str) or not re.fullmatch(r"[a-z][a-z0-9-]*", text):
            raise self.wrong("id", f"must be lower-case letters, digits and hyphens; got {text!r}")
        return text

    def text(self, field: str) -> str:
        return self.fill(field, self.get(field))

    def texts(self, field: str, low: int, high: int) -> tuple[str, ...]:
        found = self.get(field)
        if not isinstance(found, list) or not low <= len(found) <= high:
            many = f"{low}" if low == high else f"{low} to {high}"
            raise self.wrong(field, f"must be a list of {many} texts")
        return tuple(self.fill(field, text) for text in found)

    def index(self, field: str, size: int) -> int:
        found = self.get(field)
        if isinstance(found, bool) or not isinstance(found, int) or not 0 <= found < size:
            raise self.wrong(field, f"must be a whole number from 0 to {size - 1}; got {found!r}")
        return found

    def number(self, field: str, found: Any, low: float = -math.inf) -> float:
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


def _prediction(row: _Row, id: str) -> Prediction:
    row.only("question", "answers", "answer", "result")
    answers = row.texts("answers", 3, 4)
    answer = row.index("answer", len(answers))
    return Prediction(row.id(id), row.text("question"), answers, answer, row.text("result"))


def _game(row: _Row, id: str) -> GameWords:
    row.only("title", "rules", "players", "later")
    later = row.data.get("later", False)
    if not isinstance(later, bool):
        raise row.wrong("later", f"must be true or false; got {later!r}")
    return GameWords(row.id(id), row.text("title"), row.text("rules"), row.text("players"), later)


def _recall(row: _Row) -> ChoiceQuestion | NumberQuestion:
    if "options" not in row.data:
        row.only("id", "question", "answer", "tolerance", "unit", "right", "wrong")
        unit = row.data.get("unit", "")
        if not isinstance(unit, str):
            raise row.wrong("unit", f"must be text; got {unit!r}")
        return NumberQuestion(
            row.id(row.get("id")),
            row.text("question"),
            row.number("answer", row.get("answer")),
            row.number("tolerance", row.get("tolerance"), low=0),
            unit,
            row.text("right"),
            row.text("wrong"),
        )
    row.only("id", "question", "options", "answer", "feedback")
    options = row.texts("options", 2, 6)
    answer = row.index("answer", len(options))
    feedback = row.texts("feedback", len(options), len(options))
    return ChoiceQuestion(row.id(row.get("id")), row.text("question"), options, answer, feedback)
