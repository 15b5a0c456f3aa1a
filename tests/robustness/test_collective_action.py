"""The robustness lines of *The dilemma of collective action*, solved a second way."""

import runpy
from pathlib import Path

from govlib.published import get

script = runpy.run_path(str(Path(__file__).with_name("collective_action.py")))


def test_counts_are_those_of_the_table():
    counts = script["run"]()
    for name, pair in zip(("fixed", "falling", "errors"), get("II.A13").value, strict=True):
        assert counts[name] == tuple(pair)
    for name, pair in zip(("below half", "falls"), get("II.A14").value, strict=True):
        assert counts[name] == tuple(pair)
