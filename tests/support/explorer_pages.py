"""Small pages with explorers and questions, made as the Sphinx extension makes them."""

from __future__ import annotations

import os
from pathlib import Path
from unittest import mock

from govlib.explorer import Choice, Explorer, Practice, Slider, Switch, Target, show
from govlib.explorer.page import asset
from govlib.explorer.sphinx_ext import split
from govlib.figures.handles import handle
from govlib.palette import is_narrow

QUESTIONS = """
[predict.size]
question = "What happens to *giving* if the group grows?"
answers = ["It rises.", "It stays at zero.", "It falls."]
answer = 1
result = "It stays at zero."
[[recall]]
id = "pick"
question = "Which number decides?"
options = ["`m × N`", "`m`"]
answer = 1
feedback = ["That decides for the group.", "Below one, giving costs the giver."]
[[recall]]
id = "delta"
question = "What is the critical discount factor?"
answer = 0.7778
tolerance = 0.005
right = "It is 0.78."
wrong = "Compare one round with all later ones."
[[recall]]
id = "share"
question = "Which share gives?"
answer = 25
tolerance = 0.5
unit = "%"
right = "A quarter."
wrong = "Count again."
"""

PAGE = """<!doctype html>
<html lang="en" data-theme="light"><head><meta charset="utf-8"><title>Explorers</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<style>body{{margin:1rem auto;max-width:44rem;padding:0 1rem;background:#fff;color:#1f2328}}
@media screen{{html[data-theme=dark] body{{background:#14181e;color:#e6edf3}}}}
a{{color:inherit}}</style>
{head}</head><body><main><h1>Explorers</h1>
<p><a href="#line?n=3&amp;rule=two">Three, with the second rule</a></p>
{body}</main></body></html>
"""


def line(fig, *, n, rule, noise):
    """Draw a line whose label names the state."""
    ax = fig.add_axes((0.12, 0.14, 0.84, 0.76))
    ax.plot([0, 1], [0, n], "o-" if noise else "-")
    ax.set_ylim(0, 6)
    ax.set_title(f"{'narrow' if is_narrow(fig) else 'wide'} {n} {rule} {noise}")


def say_line(*, n, rule, noise):
    """Return the sentence of a state."""
    return f"The line rises by {n} under rule {rule}{' with noise' if noise else ''}."


def curve(fig, *, x, who):
    """Draw a point that is dragged along a curve, and three people to tap."""
    ax = fig.add_axes((0.12, 0.14, 0.84, 0.76))
    ax.set(xlim=(-1, 11), ylim=(-5, 120))
    ax.plot(range(11), [i * i for i in range(11)])
    handle(ax.plot([x], [x * x], "o", ms=10)[0], "x")
    handle(ax.scatter([1, 5, 9], [100, 100, 100], s=200), "who", values=["ann", "bob", "cy"])
    ax.set_title(f"{x} {who}")


def square(fig, *, a, b):
    """Draw a point that is dragged both ways, in a field that can be tapped."""
    ax = fig.add_axes((0.12, 0.14, 0.84, 0.76))
    ax.set(xlim=(-1, 5), ylim=(-0.2, 1.2) if a < 4 else (-0.2, 2.4))
    handle(ax.plot([a], [b], "s", ms=10)[0], "a", "b", field=ax)
    ax.set_title(f"square {a} {b:g}")


def flat(fig, *, n):
    """Draw a point that is dragged sideways only."""
    ax = fig.add_axes((0.12, 0.14, 0.84, 0.76))
    ax.set(xlim=(-1, 5), ylim=(0, 1))
    handle(ax.plot([n], [0.5], "o", ms=10)[0], "n")
    ax.set_title(f"flat {n}")


def handles() -> list[Explorer]:
    """Return explorers whose pictures have handles, one of them with targets."""
    found = Target("The largest x whose square is below 50", lambda x: x * x < 50, largest="x")
    both = Target("Cy at 9", lambda x, who: (x, who) == (9, "cy"), said="There is Cy.", id="cy")
    return [
        Explorer(
            curve,
            title="A curve",
            says=lambda *, x, who: f"{who.title()} stands by {x * x}.",
            narrow=(3.4, 3.0),
            targets=[found, both],
            x=Slider(0, 10, 1, start=2, label="number"),
            who=Choice(["ann", "bob", "cy"], ["Ann", "Bob", "Cy"], label="person"),
        ),
        Explorer(
            square,
            title="A square",
            a=Slider(0, 4, 1, start=2, label="across"),
            b=Slider(0, 1, 0.25, start=0.5, label="up"),
        ),
        Explorer(flat, title="A line", n=Slider(0, 4, 1, start=2, label="number")),
    ]


def explorers(values: tuple[int, ...] = (1, 2, 3, 4, 5)) -> list[Explorer]:
    """Return two explorers: one with every kind of control, one plain."""
    slope = {"start": 2, "label": "slope", "unit": " units", "help": "How fast it rises."}
    controls = {
        "n": Slider(values=values, **slope),
        "rule": Choice(["one", "two"], style="radio", label="rule"),
        "noise": Switch("with noise"),
    }
    options = {"title": "A line", "says": say_line, "narrow": (3.4, 3.0)}
    menu = {**controls, "rule": Choice(["one", "two", "three"], label="rule")}
    return [
        Explorer(line, id="line", play="n", interval=60, **options, **controls),
        Explorer(line, id="second", **{**options, "title": "Another"}, **menu),
    ]


def write(folder: Path, *, name: str = "index.html", kind: str = "all") -> Path:
    """Write a page and its side files, and return the page.

    ``kind`` is ``all``, ``explorers``, ``handles`` or ``alone``: explorers that bring
    everything along, as an output does in a notebook.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "chapter.toml").write_text(QUESTIONS, encoding="utf-8")
    with mock.patch.dict(os.environ, {"GOVLIB_EXPLORER": "static", "GOVLIB_JOBS": "1"}):
        made = handles() if kind == "handles" else explorers()
        parts = [explorer.html() for explorer in made]
        if kind == "all":
            parts.append(show(line, says=say_line, n=4, rule="one", noise=True).html())
            quiz = Practice(folder / "chapter.toml")
            for element in (quiz.predict("size"), quiz.recap("size"), quiz.recall()):
                parts.append(element.html())
    if kind != "alone":
        return page_of(folder, parts, name)
    page = folder / name
    page.write_text(PAGE.format(head="", body="\n".join(parts)), encoding="utf-8")
    return page


def page_of(folder: Path, parts: list[str], name: str = "index.html") -> Path:
    """Write a page of outputs, split as the Sphinx extension does, and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    body, files, assets = split("\n".join(parts), lambda file: f"gx/{file}")
    (folder / "gx").mkdir(exist_ok=True)
    for file, text in {**files, **{file: asset(file) for file in assets}}.items():
        (folder / "gx" / file).write_text(text, encoding="utf-8")
    head = "\n".join(
        f'<link rel="stylesheet" href="gx/{file}">'
        if file.endswith(".css")
        else f'<script defer src="gx/{file}"></script>'
        for file in assets
    )
    page = folder / name
    page.write_text(PAGE.format(head=head, body=body), encoding="utf-8")
    return page


LIVE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Live</title>
<link rel="icon" href="data:,"></head><body><main id="cell"></main><script type="module">
import widget from "./live.mjs";
const heard = [];
const model = {{
  get: () => document.getElementById("html").textContent,
  on: (_, f) => heard.push(f),
  off: () => {{}},
  send: async (message) => {{
    const reply = await window.kernel(message);
    if (reply) heard.forEach((f) => f(reply));
  }},
}};
widget.render({{ model, el: document.getElementById("cell") }});
</script><script type="text/plain" id="html">{html}</script></body></html>
"""


def write_live(folder: Path, values: tuple[int, ...] = (1, 2, 3, 4, 5)) -> Explorer:
    """Write ``live.html``, a notebook's cell whose kernel is the page's function ``kernel``."""
    return write_cell(folder, explorers(values)[0])


def write_cell(folder: Path, explorer: Explorer) -> Explorer:
    """The same for any explorer."""
    widget = explorer.widget()
    (folder / "live.mjs").write_text(widget._esm, encoding="utf-8")
    # a script element would end at the one inside
    html = widget.html.replace("</script>", "<\\/script>")
    page = LIVE.format(html=html).replace("textContent,", 'textContent.replaceAll("<\\\\/", "</"),')
    (folder / "live.html").write_text(page, encoding="utf-8")
    return explorer
