"""What a move of an explorer costs in a live notebook: first frame, and frames after it.

    python benchmarks/live.py [--quick] [--json FILE] [NAME ...]

Every declared figure with controls is found and measured in a process of its own that has
imported the library and drawn nothing: CPU time of the first answer (frame, sentence, targets),
then of moves of one control by one stop, along a walk through the grid. Between the first answer
and the moves the kernel compares fast drawing with plain: what that takes, once for a figure and
while nobody waits, is shown too. NAME picks figures by their name. Goals: first answer at most
0.3 s, no move above 0.15 s.
"""

from __future__ import annotations

import gc
import importlib
import multiprocessing
import os
import pkgutil
import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ["MPLBACKEND"] = "agg"

from _timing import Report, Row

import govlib.figures
from govlib.drawing import declaration
from govlib.explorer import Explorer
from govlib.explorer.quick import LiveDrawing

#: Seconds of CPU.
FIRST, MOVE = 0.3, 0.15

MOVES, FEW = 80, 16


def figures() -> dict[str, Callable[..., None]]:
    """Return all declared figures with controls, by family and name."""
    found = {}
    for info in pkgutil.walk_packages(govlib.figures.__path__, "govlib.figures."):
        module = importlib.import_module(info.name)
        for name in getattr(module, "__all__", ()):
            function = getattr(module, name)
            known = declaration(function)
            if known and known.controls and function.__module__ == info.name:
                found[f"{info.name.split('.')[2]}.{name}"] = function
    return found


def walk(explorer: Explorer, count: int) -> list[dict[str, Any]]:
    """Return states, each one stop of one control from the one before, over the whole grid."""
    dice = random.Random(1)
    at = {name: c.start for name, c in explorer.controls.items()}
    states = []
    for k in range(count):
        names = [name for name, c in explorer.controls.items() if len(c.values) > 1]
        name = names[k % len(names)]
        last = len(explorer.controls[name].values) - 1
        if k % 8 == 7:  # a jump, so that a short walk sees all of a long grid
            at = {n: dice.randrange(len(c.values)) for n, c in explorer.controls.items()}
        step = dice.choice((-1, 1))
        at[name] = at[name] - step if not 0 <= at[name] + step <= last else at[name] + step
        states.append({n: c.values[at[n]] for n, c in explorer.controls.items()})
    return states


def answer(explorer: Explorer, drawing: LiveDrawing, state: dict[str, Any]) -> float:
    """Return the CPU seconds of what a kernel does when a control is moved."""
    began = time.process_time()
    explorer.say(state)
    drawing.draw(state)
    explorer.reached(state)
    return time.process_time() - began


def compare(drawing: LiveDrawing, state: dict[str, Any]) -> float:
    """Return the CPU seconds of comparing fast drawing with a frame that is there."""
    drawing.svg(state)
    began = time.process_time()
    drawing.compare(state)
    return time.process_time() - began


def measure(task: tuple[str, int]) -> tuple[float, float, list[float]]:
    """Measure one figure, in a process that has drawn nothing before."""
    name, count = task
    explorer = Explorer(figures()[name], title=name)
    # how long a collection of garbage takes depends on all that a notebook holds, not on a figure
    gc.collect()
    gc.freeze()
    drawing = LiveDrawing(explorer.drawing)
    first = answer(explorer, drawing, explorer.start)
    compared = compare(drawing, explorer.start)
    return first, compared, [answer(explorer, drawing, state) for state in walk(explorer, count)]


def main() -> None:
    report = Report(__doc__, names=True)
    every = figures()
    names = [n for n in every if not report.names or n.split(".")[1] in report.names]
    count = FEW if report.quick else MOVES
    slow: dict[str, list[str]] = {"first answer": [], "move": []}
    heads = "".join(f" {head:>8s}" for head in ("first", "compare", "median", "longest"))
    print(f"{'figure':32s} {'states':>6s}{heads}   CPU ms")
    context = multiprocessing.get_context("fork" if Path("/proc").exists() else "spawn")
    for name in names:
        with context.Pool(1) as pool:
            first, compared, moves = pool.apply(measure, ((name, count),))
        declared = declaration(every[name])
        assert declared is not None  # by name it was found as a declared figure
        states, median, most = declared.n_states, statistics.median(moves), max(moves)
        times = "".join(f" {1e3 * t:8.0f}" for t in (first, compared, median, most))
        print(f"{name:32s} {states:6d}{times}", flush=True)
        report.rows.append(Row(f"first answer of {name}", "govlib", first, first, ""))
        report.rows.append(Row(f"move of {name}", "govlib", median, most, "median and longest"))
        if first > FIRST:
            slow["first answer"].append(name)
        if most > MOVE:
            slow["move"].append(name)
    for what, bad in slow.items():
        limit = FIRST if what == "first answer" else MOVE
        report.goal(f"figures with a {what} above {limit} s {', '.join(bad)}", len(bad), most=0)
    report.close()


if __name__ == "__main__":
    main()
