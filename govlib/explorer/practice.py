"""Questions in the page: a prediction before the model runs, recall at the end.

Nothing leaves the browser. A prediction is kept in its local storage; what happens is told
beside the explanation, where the reader may answer a second time before she opens it. Without
a script the questions can be read, with their answers folded away.
"""

from __future__ import annotations

import math
import os
from dataclasses import asdict
from html import escape
from pathlib import Path
from typing import Any

from govlib.drawing.controls import number_text

from . import page
from .numbers import facts
from .play import Play, Table
from .questions import ChoiceQuestion, NumberQuestion, Prediction, Questions, read
from .sheets import drawn_element
from .texts import LETTERS, Element, Known, folded, inline, rendered

__all__ = ["Practice"]


class Practice:
    """The questions of one chapter.

    Parameters
    ----------
    file : str or path
        The file of questions, beside the chapter; :mod:`govlib.explorer.questions` says what it
        holds.
    **values
        What the fields of its texts stand for, besides what :func:`~govlib.explorer.numbers.note`
        has named by the time a question is asked: computed, never typed.

    Raises
    ------
    FileNotFoundError
        If there is no such file; the message lists the places searched.
    govlib.explorer.questions.QuestionError
        If the file cannot be used; the message names the question and the field.
    """

    def __init__(self, file: str | os.PathLike[str], /, **values: Any) -> None:
        self.path = find(Path(file))
        self._values = values
        self._played: dict[str, Play] = {}
        self.questions  # noqa: B018 - a file that cannot be used is told at once

    @property
    def questions(self) -> Questions:
        """The questions, filled with what is known by now; the rest stays open."""
        return read(self.path, Known({**facts(), **self._values}))

    def __repr__(self) -> str:
        n, m = len(self.questions.predictions), len(self.questions.recall)
        return f"Practice({self.path.name!r}: {n} predictions, {m} recall questions)"

    def predict(self, id: str) -> Element:
        """Ask for a prediction: answers and a free "why?". The result is not told here."""
        question = self._with_answer(id)
        name = escape(f"gx-predict-{id}")
        html = (
            f'<gx-predict class="gx gx-card" id="{name}" {self._data(question)}>'
            f'<p class="gx-title">Predict</p><p>{inline(question.question)}</p>'
            f'{_html_list(question.answers)}<p class="gx-room">Why?</p>'
            f"{self._spec(question, 'question', 'answers')}</gx-predict>"
        )
        lines = [f"**Predict.** {question.question}", "", *_text_list(question.answers)]
        return Element(html, "\n".join(lines))

    def recap(self, id: str) -> Element:
        """Show the reader's prediction beside the explanation, and then the result.

        Before she opens it she may answer again: first and second vote of a class.
        """
        question = self._with_answer(id)
        right = f"{LETTERS[question.answer]}. {question.answers[question.answer]}"
        html = (
            f'<gx-recap class="gx gx-card" {self._data(question)}>'
            f'<p class="gx-title">Your prediction</p><p>{inline(question.question)}</p>'
            f"<details><summary>What happens</summary><p><b>{inline(right)}</b></p>"
            f"<p>{inline(question.result)}</p></details>"
            f"{self._spec(question)}</gx-recap>"
        )
        lines = [f"**You were asked:** {question.question}", ""]
        lines += folded("What happens", f"**{right}** {question.result}")
        return Element(html, "\n".join(lines))

    def judge(self, *ids: str) -> Element:
        """Ask for judgements, one line each: predictions of the file that have no answer.

        Each is kept as a prediction is. No reason is told here.
        """
        return self._judgements("gx-judge", ids, "question", "answers")

    def judged(self, *ids: str) -> Element:
        """Show the reader's judgements beside the reasons, which open all at once."""
        return self._judgements("gx-judged", ids)

    def _judgements(self, tag: str, ids: tuple[str, ...], *only: str) -> Element:
        if not ids:
            raise TypeError("ids must name at least one prediction; got none")
        html, lines = [], []
        for place, id in enumerate(ids):
            question = self._named("predict", self.questions.predictions, id)
            if question.answer is not None:
                raise ValueError(f"id must name a prediction without an answer; got {id!r}")
            last = " data-last" * (place == len(ids) - 1)
            asked = f"<p>{inline(question.question)}</p>"
            lines += [question.question, ""]
            if tag == "gx-judge":
                asked += _html_list(question.answers)
                lines += [*_text_list(question.answers), ""]
            else:
                why = f"<p>{inline(question.result)}</p>"
                asked += f"<details><summary>Why</summary>{why}</details>"
                lines += [*folded("Why", question.result), ""]
            html.append(
                f'<{tag} class="gx gx-card" {self._data(question)}{last}>'
                f"{asked}{self._spec(question, *only)}</{tag}>"
            )
        return Element(f'<div class="gx-judgements">{"".join(html)}</div>', "\n".join(lines))

    def play(self, id: str, table: Table) -> Play:
        """Let the reader play a game; the file's ``[play.<id>]`` has its words.

        Parameters
        ----------
        id : str
            Which of the games of the file.
        table : Table
            The compiled game, for example :func:`govlib.games.giving_rounds.giving_rounds`.
        """
        words = self._named("play", self.questions.games, id)
        self._played[id] = Play(table, **asdict(words), chapter=self.path.stem)
        return self._played[id]

    def played(self, id: str) -> Element:
        """Show what was played, with what it is compared with; :meth:`play` comes first."""
        self._named("play", self.questions.games, id)
        if id not in self._played:
            raise LookupError(
                f"the game {id!r} is not on this page yet: play({id!r}, …) comes first"
            )
        return self._played[id].recap()

    def draw(self, id: str) -> Element:
        """Let the reader draw a curve or bars; what is true is not told here."""
        curve = self._named("draw", self.questions.curves, id)
        hidden = {**rendered(asdict(curve)), "truth": [], "result": "", "checks": []}
        hidden["truth"] = curve.truth[: curve.given]
        return drawn_element("gx-draw", self.path.stem, curve, hidden, "Draw")

    def drawn(self, id: str) -> Element:
        """Lay the true curve over what the reader drew, and mark it by its criteria."""
        curve = self._named("draw", self.questions.curves, id)
        return drawn_element("gx-drawn", self.path.stem, curve, rendered(asdict(curve)), "Drawn")

    def recall(self) -> Element:
        """Ask all recall questions of the chapter."""
        questions = read(self.path, {**facts(), **self._values}).recall
        if not questions:
            raise LookupError(f"{self.path.name} has no [[recall]] question")
        html, text, specs = [], ["**Recall**"], []
        for number, question in enumerate(questions, 1):
            options, answer = _answer(question)
            html.append(
                f"<div><p>{number}. {inline(question.question)}</p>{_html_list(options)}"
                f"<details><summary>Answer</summary><p>{inline(answer)}</p></details></div>"
            )
            text += ["", f"{number}. {question.question}", "", *_text_list(options)]
            text += ["", *folded("Answer", answer)]
            specs.append(rendered(asdict(question)))
        body = (
            f'<gx-recall class="gx gx-card" data-key="{escape(self.path.stem)}" '
            'data-lm-suppress-shortcuts="true">'
            f'<p class="gx-title">Recall</p>{"".join(html)}{page.json_tag("gx-spec", specs)}'
            "</gx-recall>"
        )
        return Element(body, "\n".join(text))

    def _with_answer(self, id: str) -> Any:
        question = self._named("predict", self.questions.predictions, id)
        if question.answer is None:
            raise ValueError(f"{id!r} has no answer: ask it by judge({id!r}), tell it by judged")
        return question

    def _named(self, kind: str, known: dict[str, Any], id: str) -> Any:
        if id not in known:
            raise LookupError(
                f"{self.path.name} has no [{kind}.{id}]; it has {', '.join(known) or 'none'}"
            )
        return known[id]

    def _data(self, question: Prediction) -> str:
        """Return the attributes of the element: under which name the browser keeps the answer."""
        key = escape(f"{self.path.stem}/{question.id}")
        return f'data-key="{key}" data-lm-suppress-shortcuts="true"'

    def _spec(self, question: Prediction, *only: str) -> str:
        data = rendered(asdict(question))
        return page.json_tag("gx-spec", {k: data[k] for k in only or data})


def find(file: Path) -> Path:
    """Return the path of a file beside the running notebook.

    Looked for in the working directory (which is the notebook's folder in Jupyter, in nbval and
    in the book's build), in the folder of the notebook that the Jupyter server names, and last,
    by its name, below ``GOVLIB_BOOK``, which the book's build sets.
    """
    places = [Path.cwd()]
    if session := os.environ.get("JPY_SESSION_NAME"):
        places.append(Path(session).parent)
    for place in places:
        if (place / file).is_file():
            return place / file
    if book := os.environ.get("GOVLIB_BOOK"):
        places.append(Path(book))
        hits = [p for p in sorted(Path(book).rglob(file.name)) if "_build" not in p.parts]
        if len(hits) == 1:
            return hits[0]
    raise FileNotFoundError(f"no {file} in {', '.join(map(str, places))}")


def _html_list(texts: tuple[str, ...]) -> str:
    items = "".join(f"<li>{inline(text)}</li>" for text in texts)
    return f'<ol type="A">{items}</ol>' if texts else ""


def _text_list(texts: tuple[str, ...]) -> list[str]:
    return [f"- {letter}. {text}" for letter, text in zip(LETTERS, texts, strict=False)]


def _answer(question: ChoiceQuestion | NumberQuestion) -> tuple[tuple[str, ...], str]:
    """Return the options of a question, if any, and its answer in words."""
    if isinstance(question, ChoiceQuestion):
        right = question.answer
        return question.options, f"{LETTERS[right]}. {question.feedback[right]}"
    digits = math.ceil(-math.log10(question.tolerance)) if question.tolerance else 6
    value = number_text(round(question.answer, max(0, digits)))
    return (), f"{value}{question.unit}. {question.right}"
