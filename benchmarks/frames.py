"""What a frame costs, drawn fast and drawn plainly, interleaved; and what the whole book would.

    python benchmarks/frames.py [--quick]

For every explorer of the book, states in the order of the grid: a block of fast frames, then some
of the same frames plainly, compared byte by byte. CPU time, models known beforehand, what fast
drawing spends on learning included, garbage collected as in a build. The estimate is for twenty
chapters: 57 explorers, 7,600 states in two shapes, on two cores.
"""

from __future__ import annotations

import gc
import itertools
import os
import sys
import time
from pathlib import Path
from typing import Any

os.environ["GOVLIB_EXPLORER"] = "picture"
os.environ["MPLBACKEND"] = "agg"

from _timing import Report, Row

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

from explorers import explorers
from notebooks import chapters

from govlib.explorer import frames as build
from govlib.explorer.fast import FastDrawing, is_known, switched_on

#: Frames drawn fast before every fourth of them is drawn plainly.
BLOCK = 12

#: States and shapes of twenty chapters, and the cores that draw them.
STATES, SHAPES, CORES = 7600, 2, 2


@build.late_collections()
def measure(explorer: Any, count: int) -> tuple[float, float, int]:
    """Return CPU seconds a frame, plain and fast, and how many frames differed."""
    states = list(itertools.islice(explorer.states(), count))
    for state in states:
        explorer.say(state)  # models are known before frames are drawn
    jobs = [(state, shape) for state in states for shape in explorer.drawing.sizes]
    for job in jobs[:2]:
        explorer.drawing.draw(*job)
    quick = FastDrawing(explorer.drawing)
    gc.collect()
    fast, plain, different = [], [], 0
    for i in range(0, len(jobs), BLOCK):
        block, found = jobs[i : i + BLOCK], []
        with switched_on():
            for job in block:
                began = time.process_time()
                found.append(quick.draw(*job))
                fast.append(time.process_time() - began)
        for k in range(i // BLOCK % 4, len(block), 4):
            began = time.process_time()
            wanted = explorer.drawing.draw(*block[k])
            plain.append(time.process_time() - began)
            different += wanted != found[k]
    return sum(plain) / len(plain), sum(fast) / len(fast), different


def main() -> None:
    report = Report(__doc__ or "")
    if not is_known():
        print("  frames of this matplotlib were not compared: all are drawn plainly")
        report.close()
    total_plain = total_fast = frames = 0.0
    for path in chapters():
        for explorer in explorers(path):
            count = 12 if report.quick else 60
            plain, fast, different = measure(explorer, count)
            n = explorer.n_states * len(explorer.drawing.sizes)
            total_plain, total_fast, frames = (
                total_plain + n * plain,
                total_fast + n * fast,
                frames + n,
            )
            for who, seconds in (("plain", plain), ("fast", fast)):
                report.rows.append(Row(f"frame of {explorer.id}", who, seconds, seconds, ""))
            print(
                f"{explorer.id:16s} {n:5d} frames: plain {1e3 * plain:6.1f} ms, "
                f"fast {1e3 * fast:6.1f} ms, ratio {fast / plain:.2f}",
                flush=True,
            )
            report.agree(f"frames of {explorer.id} that differ", different, 0)
    each = total_fast / frames
    minutes = STATES * SHAPES * each / CORES / 60
    print(f"twenty chapters: {STATES * SHAPES} frames at {1e3 * each:.1f} ms = {minutes:.1f} min")
    report.goal("CPU time of fast frames to plain ones, over all explorers",
                total_fast / total_plain, most=0.4)  # fmt: skip
    report.goal("minutes to draw twenty chapters on two cores", minutes, most=6)
    report.close()


if __name__ == "__main__":
    main()
