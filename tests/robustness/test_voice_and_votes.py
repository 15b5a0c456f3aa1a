"""The robustness lines of *Voice and votes*, counted a second way."""

import runpy
from collections import Counter
from pathlib import Path

import pytest

from govlib.published import get
from govlib.voting import WeightedGame, banzhaf, shapley_shubik

script = runpy.run_path(str(Path(__file__).with_name("voice_and_votes.py")))


def test_the_five_and_their_yardsticks():
    counts = Counter(script["short"]())
    for name, pair in zip(
        ("market", "purchasing power", "dues"), get("IIIB2.V2").value, strict=True
    ):
        assert (counts[name, True], counts[name, False]) == tuple(pair)


def test_one_above_the_five_in_a_part_of_the_cases():
    """All cases take a minute (run the script); these hold a veto that is kept, and one lost."""
    counts = Counter(script["above"](quick=True))
    assert counts["1/2", True] == counts["0.7", True] == 4
    assert counts["0.85", True] == counts["0.85", False] == 2
    assert counts["veto", True] == counts["veto", False] == 1
    whole = dict(zip(("1/2", "0.7", "0.85", "veto"), get("IIIB2.V1").value, strict=True))
    assert all(counts[m, False] <= whole[m][1] for m in whole)


def test_the_second_way_counts_as_the_library_does():
    class Small:
        game = WeightedGame([9, 7, 5, 3, 3, 1], 15)

    every = list(range(6))
    assert script["swing_chances"](Small, every) == pytest.approx(banzhaf(Small.game).absolute)
    drawn = script["turned"](Small, every, script["np"].random.default_rng(1))
    assert drawn == pytest.approx(shapley_shubik(Small.game).index, abs=0.02)
