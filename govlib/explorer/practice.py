"""Questions in the page: a prediction before the model runs, recall at the end.

Nothing leaves the browser. A prediction is kept in its local storage; what happens is told
beside the explanation, where the reader may answer a second time before she opens it. Without
a script the questions can be read, with their answers folded away.
"""

from __future__ import annotations

import math
import os
import re
from collections.abc import Callable
from dataclasses import asdict
from html import escape
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

from . import page
from .controls import number_text
from .numbers import facts
from .questions import ChoiceQuestion, NumberQuestion, Prediction, QuestionError, Questions, read

__all__ = ["Element", "Practice"]

_MARKDOWN = MarkdownIt("zero").enable(["emphasis", "backticks", "escape"])
_LETTERS = "ABCDEF"

#: how a field looks whose value is not known yet
_OPEN = re.compile(r"⟪(\w+)⟫|\\u27ea(\w+)\\u27eb")


class _Known(dict[str, Any]):
    """Values by name; a field without one stays open, and is told when it would be shown."""

    def __missing__(self, name: str) -> _Later:
        return _Later(name)


class _Later:
    """A value that is not known yet."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __format__(self, how: str) -> str:
        return f"⟪{self.name}⟫"


class Element:
    """A question, or several, as the last line of a notebook cell; :class:`Practice` makes it."""

    def __init__(self, html: str, markdown: str) -> None:
        if open_field := _OPEN.search(markdown + html):
            raise QuestionError(
                f"the questions need a value for {{{open_field[1]}}} by now: note it above"
            )
        self.body, self.markdown = html, markdown

    def __repr__(self) -> str:
        return self.markdown

    def html(self) -> str:
        """Return the question as HTML that works alone."""
        return page.style() + self.body + page.script("practice.js")

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        data = {} if page.mode() == "picture" else {"text/html": self.html()}
        return {**data, "text/markdown": self.markdown, "text/plain": self.markdown}


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
        self.questions  # noqa: B018 - a file that cannot be used is told at once

    @property
    def questions(self) -> Questions:
        """The questions, filled with what is known by now; the rest stays open."""
        return read(self.path, _Known({**facts(), **self._values}))

    def __repr__(self) -> str:
        n, m = len(self.questions.predictions), len(self.questions.recall)
        return f"Practice({self.path.name!r}: {n} predictions, {m} recall questions)"

    def predict(self, id: str) -> Element:
        """Ask for a prediction: answers and a free "why?". The result is not told here."""
        question = self._prediction(id)
        name = escape(f"gx-predict-{id}")
        html = (
            f'<gx-predict class="gx gx-card" id="{name}" {self._data(question)}>'
            f'<p class="gx-title">Predict</p><p>{_inline(question.question)}</p>'
            f'{_html_list(question.answers)}<p class="gx-room">Why?</p>'
            f"{self._spec(question, 'question', 'answers')}</gx-predict>"
        )
        lines = [f"**Predict.** {question.question}", "", *_text_list(question.answers)]
        return Element(html, "\n".join(lines))

    def recap(self, id: str) -> Element:
        """Show the reader's prediction beside the explanation, and then the result.

        Before she opens it she may answer again: first and second vote of a class.
        """
        question = self._prediction(id)
        right = f"{_LETTERS[question.answer]}. {question.answers[question.answer]}"
        html = (
            f'<gx-recap class="gx gx-card" {self._data(question)}>'
            f'<p class="gx-title">Your prediction</p><p>{_inline(question.question)}</p>'
            f"<details><summary>What happens</summary><p><b>{_inline(right)}</b></p>"
            f"<p>{_inline(question.result)}</p></details>"
            f"{self._spec(question)}</gx-recap>"
        )
        lines = [f"**You were asked:** {question.question}", ""]
        folded = _folded("What happens", f"**{right}** {question.result}")
        return Element(html, "\n".join([*lines, *folded]))

    def recall(self) -> Element:
        """Ask all recall questions of the chapter."""
        questions = read(self.path, {**facts(), **self._values}).recall
        if not questions:
            raise LookupError(f"{self.path.name} has no [[recall]] question")
        html, text, specs = [], ["**Recall**"], []
        for number, question in enumerate(questions, 1):
            options, answer = _answer(question)
            html.append(
                f"<div><p>{number}. {_inline(question.question)}</p>{_html_list(options)}"
                f"<details><summary>Answer</summary><p>{_inline(answer)}</p></details></div>"
            )
            text += ["", f"{number}. {question.question}", "", *_text_list(options)]
            text += ["", *_folded("Answer", answer)]
            specs.append(_rendered(asdict(question)))
        body = (
            f'<gx-recall class="gx gx-card" data-key="{escape(self.path.stem)}" '
            'data-lm-suppress-shortcuts="true">'
            f'<p class="gx-title">Recall</p>{"".join(html)}{page.json_tag("gx-spec", specs)}'
            "</gx-recall>"
        )
        return Element(body, "\n".join(text))

    def _prediction(self, id: str) -> Prediction:
        known = self.questions.predictions
        if id not in known:
            raise LookupError(
                f"{self.path.name} has no [predict.{id}]; it has {', '.join(known) or 'none'}"
            )
        return known[id]

    def _data(self, question: Prediction) -> str:
        """Return the attributes of the element: under which name the browser keeps the answer."""
        key = escape(f"{self.path.stem}/{question.id}")
        return f'data-key="{key}" data-lm-suppress-shortcuts="true"'

    def _spec(self, question: Prediction, *only: str) -> str:
        data = _rendered(asdict(question))
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


def _inline(text: str) -> str:
    return str(_MARKDOWN.renderInline(text))


def _rendered(data: dict[str, Any]) -> dict[str, Any]:
    """Return a question with its texts as HTML, ids and units as they are."""
    show: Callable[[Any], Any] = lambda v: (  # noqa: E731
        [_inline(x) for x in v] if isinstance(v, tuple) else _inline(v) if isinstance(v, str) else v
    )
    return {name: v if name in ("id", "unit") else show(v) for name, v in data.items()}


def _html_list(texts: tuple[str, ...]) -> str:
    items = "".join(f"<li>{_inline(text)}</li>" for text in texts)
    return f'<ol type="A">{items}</ol>' if texts else ""


def _text_list(texts: tuple[str, ...]) -> list[str]:
    return [f"- {letter}. {text}" for letter, text in zip(_LETTERS, texts, strict=False)]


def _folded(summary: str, text: str) -> list[str]:
    return [f"<details><summary>{summary}</summary>", "", text, "", "</details>"]


def _answer(question: ChoiceQuestion | NumberQuestion) -> tuple[tuple[str, ...], str]:
    """Return the options of a question, if any, and its answer in words."""
    if isinstance(question, ChoiceQuestion):
        right = question.answer
        return question.options, f"{_LETTERS[right]}. {question.feedback[right]}"
    digits = math.ceil(-math.log10(question.tolerance)) if question.tolerance else 6
    value = number_text(round(question.answer, max(0, digits)))
    return (), f"{value}{question.unit}. {question.right}"
