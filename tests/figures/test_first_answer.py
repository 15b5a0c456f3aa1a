"""A first answer waits for no library: what a figure needs comes with its module."""

import os
import subprocess
import sys

import pytest

#: asks each module of figures in a copy of a process that has imported none of them
ASKS = """
import importlib, os, pkgutil, sys
import matplotlib.backends.backend_svg, networkx, numpy, pandas, scipy.sparse
import govlib.figures
from govlib.drawing import declaration
from govlib.palette import new_figure

def slow(): return {m for m in sys.modules if m in ("scipy.stats", "scipy.signal")}

def ask(name):
    module = importlib.import_module(name)
    before = slow()
    for figure in map(vars(module).get, getattr(module, "__all__", ())):
        known = declaration(figure) if callable(figure) else None
        if known and figure.__module__ == name:
            state = next(iter(known.states()))
            known.say(state)
            figure(new_figure(*known.size), **state)
    if slow() - before:
        print(name, *slow() - before)

for info in pkgutil.walk_packages(govlib.figures.__path__, "govlib.figures."):
    if os.fork():
        if os.wait()[1]:
            print(info.name, "failed")
    else:
        ask(info.name)
        sys.stdout.flush()
        os._exit(0)
print("asked all")
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="copies of a process need fork")
def test_no_figure_imports_the_laws_of_chance_while_a_reader_waits():
    done = subprocess.run([sys.executable, "-c", ASKS], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n") == ["asked all", ""]
