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
    """All cases take minutes (run the script); these hold a veto that is single, and one shared."""
    counts = Counter(script["above"](quick=True))
    assert [counts["1/2", held] for held in (True, False)] == [3, 1]
    assert [counts["0.7", held] for held in (True, False)] == [2, 2]
    assert [counts["0.85", held] for held in (True, False)] == [1, 3]
    assert counts["veto", True] == counts["veto", False] == 1
    whole = dict(zip(("1/2", "0.7", "0.85", "veto"), get("IIIB2.V1").value, strict=True))
    assert all(counts[m, False] <= whole[m][1] for m in whole)


def test_the_second_way_counts_as_the_library_does():
    class Small:
        game = WeightedGame([9, 7, 5, 3, 3, 1], 15)

    every = list(range(6))
    assert script["swing_chances"](Small, every) == pytest.approx(banzhaf(Small.game).absolute)
    turned = script["turned"](Small, every)
    assert turned == pytest.approx(shapley_shubik(Small.game).index, abs=1e-12)


def test_a_veto_in_many_shaken_bodies():
    """Without any index: the votes of the others against what is needed."""
    held = [
        sum(b.votes) - b.votes[b.place("USA")] < b.game.quota
        for kind, majority, b, _, _ in script["boards"]()
        if majority == "0.85" and kind.startswith("shaken")
    ]
    assert (len(held), sum(held)) == (100, 98)
