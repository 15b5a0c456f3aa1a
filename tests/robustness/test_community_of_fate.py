"""The robustness line of *A community of fate*, solved a second way."""

import runpy
from pathlib import Path

from govlib.published import get
from govlib.published.iiia_risk import needed, sizes

script = runpy.run_path(str(Path(__file__).with_name("community_of_fate.py")))


def test_counts_are_those_of_the_table():
    counts = script["run"]()
    names = [
        f"{question}, {rule}"
        for rule in ("in full", "lost once")
        for question in ("can last", "from 43 percent", "from 69 percent")
    ]
    told = tuple((counts[name]["held"], counts[name]["not"]) for name in names)
    assert told == get("IIIA.C10").value
    sizes = counts["size"]
    assert (sizes["held"], sizes["reversed"], sizes["alike"]) == get("IIIA.C11").value
    starts, met = counts["starts"], counts["met"]
    told = (
        tuple(starts[word] for word in ("more", "fewer", "none", "as many")),
        tuple(met[word] for word in ("more", "less", "as often")),
    )
    assert told == get("IIIA.C15").value
    assert (counts["doubt"]["held"], counts["doubt"].get("not", 0)) == get("IIIA.C12").value


def test_the_larger_group_does_better_only_with_many_experiments_and_hard_imitation():
    """What the page says of the reversed cases, on those and on a sample of the others."""
    achieved = script["_achieved"]
    reversed_ = set()
    for n, percent, *case in sizes():
        if case[3] < 0.1 and case[4] != 100:
            continue  # all with many experiments; of the others one population
        small, large = (achieved(m, needed(m, percent), tuple(case)) for m in (n, 2 * n))
        if large - small > 0.001:
            reversed_.add((case[2], case[3]))
    assert reversed_ == {(20.0, 0.1)}
