"""The explorer: figures that the reader moves, and questions that the page asks.

One figure function serves four readers. In the built book every state of a declared grid has
been drawn in advance and a small script swaps the pictures, with no kernel and no network. In
a live notebook the same front end asks the kernel, for any value between those of the grid. On
GitHub there is a picture and a sentence; in print, the state that the reader left.

- :class:`~govlib.explorer.explorer.Explorer` with
  :class:`~govlib.drawing.controls.Slider`, :class:`~govlib.drawing.controls.Choice` and
  :class:`~govlib.drawing.controls.Switch`: a figure with controls;
  :class:`~govlib.drawing.targets.Target`: something to find with it.
- :func:`~govlib.explorer.still.show`: the same without controls.
- :class:`~govlib.explorer.practice.Practice`: predictions, recall questions and games.
- :class:`~govlib.explorer.play.Play`: a game of a few rounds, read from a table.
- :func:`~govlib.explorer.claims.read_claims`: the claims that the book tries, with verdicts.
- :func:`~govlib.explorer.numbers.note`: computed numbers for the prose.

The environment variable ``GOVLIB_EXPLORER`` says for whom an output is made: ``live`` (the
default), ``static`` (the book, set by :mod:`govlib.explorer.sphinx_ext`) or ``picture`` (only a
picture and text, for a notebook that is committed with its outputs).
"""

from __future__ import annotations

from govlib.drawing.controls import Choice, Slider, Switch
from govlib.drawing.targets import Target

from .explorer import Explorer
from .numbers import note
from .play import Play
from .practice import Practice
from .still import Still, show

__all__ = [
    "Choice",
    "Explorer",
    "Play",
    "Practice",
    "Slider",
    "Still",
    "Switch",
    "Target",
    "note",
    "show",
]
