"""The robustness lines of *Goals that do not agree*, counted a second way."""

import runpy
from collections import Counter
from pathlib import Path

import pytest

from govlib.figures.opinions.assembly import assembly_line
from govlib.games import Issues
from govlib.opinions import camp_members
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


def test_favours():
    counts = Counter(script["exchanges"]())
    found = pairs(counts, [f"favours {link:g}" for link in script["LINKS"]])
    assert found == [tuple(pair) for pair in get("IIIB3.G7").value]
    # derived by hand for two: what one gives up over what one gets, 3 - d over 3 + d
    for d in (0, 1, 2):
        swap = Issues([[3 + d, 0], [0, 3 + d]], [[0, 3 - d], [3 - d, 0]]).package()
        assert swap.critical_discount == pytest.approx((3 - d) / (3 + d))


def test_the_same_camps_means_every_member():
    three_camps = script["three_camps"]
    # the fifteen from Canada to Türkiye, read off the table as it is
    west = set(camp_members(assembly_line("all votes"), 0.2)[1])
    names = ["USA", "ISR", "BRA", "RUS", *west]
    assert three_camps(names, [{"USA", "ISR"}, west, {"BRA", "RUS"}])
    assert not three_camps(names, [{"USA", "ISR"}, west | {"RUS"}, {"BRA"}])
    assert not three_camps(names, [{"USA"}, west | {"ISR"}, {"BRA", "RUS"}])


def test_some_of_the_assemblies_and_of_the_even_lines():
    """All of them take minutes (run the script); these are a part, and both counts occur."""
    camps = Counter(script["assemblies"](quick=True))
    assert pairs(camps, ("all votes", "agreement", "plane")) == [(6, 0), (5, 1), (6, 0)]
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
