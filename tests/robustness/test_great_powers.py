"""The robustness lines of *The burden of the great*, counted a second way."""

import runpy
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from govlib.agreements import JointProduct, PrivateProvision, commit_first
from govlib.published import get

script = runpy.run_path(str(Path(__file__).with_name("great_powers.py")))


@pytest.mark.parametrize(
    ("cases", "names", "result"),
    [
        ("shields", ("the large", "all"), "IIIB2.B2"),
        ("ranks", ("1964", "2018", "2019"), "IIIB2.B3"),
    ],
)
def test_whole_counts(cases, names, result):
    counts = Counter(script[cases]())
    for name, pair in zip(names, get(result).value, strict=True):
        assert (counts[name, True], counts[name, False]) == tuple(pair)


def test_who_gives_less_in_a_part_of_the_cases():
    """All groups take a minute (run the script); these are the nine of up to five members."""
    counts = Counter(script["burdens"](quick=True))
    assert (counts["one good", True], counts["one good", False]) == (0, 45)
    assert (counts["joint", True], counts["joint", False]) == (0, 135)
    assert (counts["least counts", True], counts["least counts", False]) == (45, 0)
    names = ("one good", "joint", "commits first", "cares less", "least counts")
    for name, (held, failed) in zip(names, get("IIIB2.B1").value, strict=True):
        assert counts[name, True] <= held
        assert counts[name, False] <= failed


def test_the_second_way_gives_what_the_library_gives():
    w = np.array([7.0, 4, 2])
    assert script["simple"](w, np.full(3, 0.4)) == pytest.approx(
        PrivateProvision(w, 0.4).equilibrium().gifts, abs=1e-9
    )
    assert script["twofold"](w, 0.3, 0.1) == pytest.approx(
        JointProduct(w, 0.3, 0.1).equilibrium().gifts
    )
    first = commit_first(PrivateProvision(w, 0.4)).gifts
    assert script["led"](w, 0.4) == pytest.approx(first, abs=0.01)
