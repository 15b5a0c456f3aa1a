"""The robustness lines of *The price of a check*, counted a second way."""

import runpy
from collections import Counter
from pathlib import Path

import pytest

from govlib.enforcement import Inspection
from govlib.published import get
from govlib.published.ivd_supervision import PUNISHERS, giving, goods

script = runpy.run_path(str(Path(__file__).with_name("supervision.py")))


def test_who_keeps_to_the_rule_and_what_the_fine_does():
    counts = Counter(script["inspected"]())
    for id, sentence, rows in (
        ("INSPECT-09", "one in ten", ("not kept", "kept", "first", "errors")),
        ("INSPECT-10", "four times", ("not kept", "kept", "errors")),
    ):
        for name, pair in zip(rows, get(id).value, strict=True):
            found = [counts[f"{sentence}, {name}", held] for held in (True, False)]
            assert found == list(pair), (id, name)


def test_where_most_give_in_a_part_of_the_cases():
    """All cases take minutes (run the script); these are one in sixteen of the small games."""
    cases = list(goods())[::16]
    for who in PUNISHERS:
        for given, strength in cases:
            want = giving(who, given, strength) > 0.5
            assert script["most_give"](who, given, strength) == want, (who, given, strength)


def test_errors_by_small_steps_are_the_librarys():
    game = (4.0, 0.2, 0.5, 0.6, 0.1)
    want = Inspection(1, 4, 0.2, 1, 0.5, 0.6, 0.1).quantal(5).violation
    assert script["erring"](game, 5) == pytest.approx(want, abs=1e-6)
