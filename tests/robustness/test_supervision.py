"""The robustness lines of *The price of a check*, counted a second way."""

import runpy
from collections import Counter
from pathlib import Path

import pytest

from govlib.enforcement import Inspection
from govlib.published import get
from govlib.published.ivd_supervision import CLOSED, PRECISIONS, PUNISHERS, giving, goods

script = runpy.run_path(str(Path(__file__).with_name("supervision.py")))


def test_who_keeps_to_the_rule_and_what_the_fine_does():
    counts = Counter(script["inspected"]())
    for id, sentence, rows in (
        (
            "INSPECT-09",
            "one in ten",
            ("not kept", "kept", "first, not kept", "first, kept", "errors"),
        ),
        ("INSPECT-10", "four times", ("not kept", "kept", *(f"errors {s}" for s in PRECISIONS))),
    ):
        for name, pair in zip(rows, get(id).value, strict=True):
            found = [counts[f"{sentence}, {name}", held] for held in (True, False)]
            assert found == list(pair), (id, name)


def test_where_most_give_in_a_part_of_the_cases():
    """All cases take minutes (run the script); these are groups of three, five and ten."""
    cases = list(goods())[7::25]
    assert {given["n"] for given, _ in cases} == {3, 5, 10}
    for who in PUNISHERS:
        for given, strength in cases:
            want = giving(who, given, strength) > 0.5
            rates = script["imitated"](who, given, strength)
            assert script["most_give"](*rates) == want, (who, given, strength)


@pytest.mark.parametrize("most", [True, False])
def test_behind_a_closed_door_whoever_came_first_stays_unless_imitation_is_weak(most):
    fine = 1.4 if most else 0.7
    for strength in (0.1, 1.0):
        given = {"n": 5, "multiplier": 3.0, "outside": 1.0, "fine": fine, "cost": 0.7}
        rates, gives = script["imitated"](CLOSED, given, strength)
        assert script["most_give"](rates, gives) == most
        assert script["gives_way"](rates, most) == (strength < 1)


def test_errors_by_halving_are_the_librarys():
    game = (4.0, 0.7, 0.2, 0.5, 0.6, 0.1)
    for precision in PRECISIONS:
        want = Inspection(1, 4, 0.2, 0.7, 0.5, 0.6, 0.1).quantal(precision).violation
        assert script["erring"](game, precision) == pytest.approx(want, abs=1e-9)
