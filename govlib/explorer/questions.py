"""Read the questions of a chapter, and say plainly what is wrong with a file.

A file of questions is TOML: ``[predict.<id>]`` tables, ``[play.<id>]`` tables with the words of a
game, ``[draw.<id>]`` tables (:mod:`govlib.explorer.curves`) and a list of ``[[recall]]``. Any
text may hold fields, ``{name}`` or ``{name:.2f}``, that the chapter fills with what its models
computed, and inline Markdown: ``*emphasis*``, and code between backticks.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .curves import Curve, read_curve
from .rows import QuestionError, Row

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
TABLES = ("predict", "draw", "play", "recall", "claim", "objective", "wrong")


@dataclass(frozen=True)
class Prediction:
    """A question asked before the model runs; ``answer`` counts from 0 and is told with it.

    Without an ``answer`` no word is right: such a question asks for a judgement, and ``result``
    gives reasons.
    """

    id: str
    question: str
    answers: tuple[str, ...]
    answer: int | None
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
    curves: dict[str, Curve]
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
    for kind, make in (("predict", _prediction), ("play", _game), ("draw", read_curve)):
        rows = data.get(kind, {})
        if not isinstance(rows, dict) or not all(isinstance(v, dict) for v in rows.values()):
            raise QuestionError(f"{path.name}: write each {kind} as [{kind}.<id>]")
        found[kind] = {
            id: make(Row(path.name, f"{kind}.{id}", row, values), id) for id, row in rows.items()
        }
    recall = data.get("recall", [])
    if not isinstance(recall, list):
        raise QuestionError(f"{path.name}: write recall questions as [[recall]]")
    questions: dict[str, ChoiceQuestion | NumberQuestion] = {}
    for i, row in enumerate(recall):
        name = row.get("id", f"number {i + 1}")
        question = _recall(Row(path.name, f"recall {name}", row, values))
        if question.id in questions:
            raise QuestionError(f"{path.name}, recall {name}: the id came before")
        questions[question.id] = question
    return Questions(found["predict"], found["play"], found["draw"], tuple(questions.values()))


def _prediction(row: Row, id: str) -> Prediction:
    row.only("question", "answers", "answer", "result")
    answers = row.texts("answers", 3, 4)
    answer = row.index("answer", len(answers)) if "answer" in row.data else None
    return Prediction(row.id(id), row.text("question"), answers, answer, row.text("result"))


def _game(row: Row, id: str) -> GameWords:
    row.only("title", "rules", "players", "later")
    later = row.data.get("later", False)
    if not isinstance(later, bool):
        raise row.wrong("later", f"must be true or false; got {later!r}")
    return GameWords(row.id(id), row.text("title"), row.text("rules"), row.text("players"), later)


def _recall(row: Row) -> ChoiceQuestion | NumberQuestion:
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
