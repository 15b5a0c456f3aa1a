"""The robustness lines of *Goals that do not agree*, counted a second way."""

import runpy
from collections import Counter
from pathlib import Path

import pytest

from govlib.published import get

script = runpy.run_path(str(Path(__file__).with_name("diverging_goals.py")))


def pairs(counts, names):
    return [(counts[name, True], counts[name, False]) for name in names]


def test_circles_of_blocks_and_of_states_that_choose():
    counts = Counter(script["circles"]())
    blocks = pairs(counts, ("no camp has half", "one camp has half"))
    assert blocks == [tuple(pair) for pair in get("IIIB3.G1").value]
    alone = pairs(counts, [f"states choose, {c:g}" for c in script["COHESION"]])
    assert alone == [tuple(pair) for pair in get("IIIB3.G2").value]


def test_packages():
    counts = Counter(script["packages"]())
    found = pairs(counts, [f"link {link:g}" for link in script["LINKS"]])
    assert found == [tuple(pair) for pair in get("IIIB3.G6").value]


def test_some_of_the_assemblies_and_of_the_even_lines():
    """All of them take minutes (run the script); these are a part, and both counts occur."""
    camps = Counter(script["assemblies"](quick=True))
    assert pairs(camps, ("all votes", "agreement", "plane")) == [(4, 0), (4, 0), (4, 0)]
    even = Counter(script["even_lines"](quick=True))
    up, never = even["even lines", False], even["even lines", True]
    assert up + never == 8
    assert up <= get("IIIB3.G5").value[1]
    assert never <= get("IIIB3.G5").value[0]


def test_triples_without_a_winner():
    one, two = script["no_winner"]()
    known = get("IIIB3.G3").value
    assert one == known[0]
    # four of forty voters left out in place of all
    assert two == pytest.approx(known[1], abs=4e-4)
