"""The robustness line of *Rules without a ruler*, solved a second way."""

import runpy
from pathlib import Path

from govlib.published import get
from govlib.published.ii_reciprocity import KINDS

script = runpy.run_path(str(Path(__file__).with_name("governance_without_government.py")))


def test_counts_are_those_of_the_table():
    counts = script["run"]()
    any_rule, alone = get("II.B10").value, get("II.B11").value
    assert {name: counts[name] for name in KINDS} == {
        name: (tuple(some), tuple(one))
        for name, some, one in zip(KINDS, any_rule, alone, strict=True)
    }
    assert set(counts) == set(KINDS)
