"""Two pages of the book that show no chapter: the reader's own answers, and a class on the wall.

The directive ``my-answers`` shows what the reader predicted, drew, played and answered; the
directive ``class-wall`` makes pictures of files that students saved, and of counts that an
instructor types in. For those it knows the predictions of the book, which the build collects.
"""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from . import page

__all__ = ["answers_html", "setup", "wall_html"]

_ASKED = re.compile(
    r'<gx-(?:predict|recap|judged?) [^>]*data-key="([\w.-]+)/([\w.-]+)".*?'
    r'class="gx-spec">(.*?)</script>',
    re.S,
)
_TAG = re.compile(r"<[^>]+>")

_NEEDS = "This needs JavaScript: the answers are in your browser only."


def answers_html(chapters: dict[str, str] | None = None) -> str:
    """Return the reader's own answers as HTML that works alone.

    Parameters
    ----------
    chapters : dict of str to str, optional
        Titles of the chapters by the names of their files.
    """
    return _element("gx-answers", {"chapters": chapters or {}}, "answers.js")


def wall_html(
    questions: list[dict[str, Any]] | None = None,
    chapters: dict[str, str] | None = None,
    files: list[Any] | None = None,
) -> str:
    """Return the wall of a class as HTML that works alone.

    Parameters
    ----------
    questions : list of dict, optional
        Predictions to be chosen from: ``chapter``, ``question``, ``answers`` and perhaps
        ``answer``.
    chapters : dict of str to str, optional
        Titles of the chapters by the names of their files.
    files : list, optional
        Saved files that are on the wall from the start.
    """
    spec = {"questions": questions or [], "chapters": chapters or {}, "files": files or []}
    return _element("gx-wall", spec, "wall.js")


def _element(tag: str, spec: dict[str, Any], script: str) -> str:
    body = (
        f'<{tag} class="gx gx-card"><p class="gx-note gx-late">{_NEEDS}</p>'
        f"{page.json_tag('gx-spec', spec)}</{tag}>"
    )
    return page.style() + body + page.script(script)


def _shown(env: BuildEnvironment, html: str) -> list[nodes.Node]:
    """Return an element, and note that its page names the questions of the book."""
    pages(env)[env.docname] = {"questions": [], "shows": True}
    return [nodes.raw("", html, format="html")]


class MyAnswers(SphinxDirective):
    """The directive ``my-answers``."""

    def run(self) -> list[nodes.Node]:
        """Return the element; what it names is filled in when all is read."""
        return _shown(self.env, answers_html())


class ClassWall(SphinxDirective):
    """The directive ``class-wall``."""

    def run(self) -> list[nodes.Node]:
        """Return the element; what it names is filled in when all is read."""
        return _shown(self.env, wall_html())


def pages(env: BuildEnvironment) -> dict[str, dict[str, Any]]:
    """Return what is known of each document; kept with the environment."""
    known: dict[str, dict[str, Any]] = env.__dict__.setdefault("govlib_class_pages", {})
    return known


def collect(app: Sphinx, doctree: nodes.document) -> None:
    """Note the predictions of a document that was read."""
    env = app.env
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for node in doctree.findall(nodes.raw):
        for chapter, id, spec in _ASKED.findall(node.astext()):
            data = json.loads(spec)
            question, *answers = (
                unescape(_TAG.sub("", text)) for text in (data["question"], *data["answers"])
            )
            known = {"chapter": chapter, "id": id, "question": question, "answers": answers}
            # which is right stands beside the explanation only
            right = {"answer": data["answer"]} if data.get("answer") is not None else {}
            found[chapter, id] = {**found.get((chapter, id), {}), **known, **right}
    shows = pages(env).get(env.docname, {}).get("shows", False)
    pages(env)[env.docname] = {"questions": list(found.values()), "shows": shows}


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget a document that is read again, or gone."""
    pages(env).pop(docname, None)


def merge(app: Sphinx, env: BuildEnvironment, docnames: list[str], other: BuildEnvironment) -> None:
    """Take over what another process has read."""
    pages(env).update({k: v for k, v in pages(other).items() if k in docnames})


def write_again(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages that name chapters and questions: another page may have changed."""
    return [name for name, known in pages(env).items() if known["shows"]]


def fill(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Put the titles and the predictions of the book into its two pages."""
    body = context.get("body") or ""
    if "<gx-answers " not in body and "<gx-wall " not in body:
        return
    env = app.env
    questions, chapters = [], {}
    order = {name: k for k, name in enumerate(_order(env))}
    for name in sorted(pages(env), key=lambda name: order.get(name, len(order))):
        for question in pages(env)[name]["questions"]:
            questions.append(question)
            chapters[question["chapter"]] = env.titles[name].astext()
    for tag, new in (
        ("gx-wall", wall_html(questions, chapters)),
        ("gx-answers", answers_html(chapters)),
    ):
        element = re.compile(rf"<{tag} .*?</{tag}>", re.S)
        found = element.search(new)
        assert found is not None
        body = element.sub(lambda _, text=found[0]: text, body)
    context["body"] = body


def _order(env: BuildEnvironment) -> list[str]:
    """Return the documents in the order of the table of contents."""
    found, waiting = [], [env.config.root_doc]
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found.append(name)
            waiting = [*env.toctree_includes.get(name, []), *waiting]
    return found


def setup(app: Sphinx) -> None:
    """Register the directives and what fills them."""
    app.add_directive("my-answers", MyAnswers)
    app.add_directive("class-wall", ClassWall)
    app.connect("doctree-read", collect)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("env-updated", write_again)
    # before the scripts are taken out of the page
    app.connect("html-page-context", fill, priority=400)
