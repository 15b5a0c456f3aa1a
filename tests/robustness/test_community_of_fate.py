"""The robustness line of *A community of fate*, solved a second way."""

import runpy
from pathlib import Path

from govlib.published import get

script = runpy.run_path(str(Path(__file__).with_name("community_of_fate.py")))


def test_counts_are_those_of_the_table():
    counts = script["run"]()
    names = [
        f"{question}, {rule}"
        for rule in ("in full", "lost once")
        for question in ("can last", "from 43 percent")
    ]
    told = tuple((counts[name]["held"], counts[name]["not"]) for name in names)
    assert told == get("IIIA.C10").value
    sizes = counts["size"]
    assert (sizes["held"], sizes["reversed"], sizes["alike"]) == get("IIIA.C11").value
    assert (counts["doubt"]["held"], counts["doubt"].get("not", 0)) == get("IIIA.C12").value
