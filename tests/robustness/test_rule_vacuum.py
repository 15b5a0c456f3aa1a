"""The robustness lines of *Where no rule is yet*, solved a second way."""

import runpy
from pathlib import Path

import pytest

from govlib.conventions import TwoKinds, Urn, power_rule
from govlib.games import CommonPool, EqualSecurity
from govlib.published import get

script = runpy.run_path(str(Path(__file__).with_name("rule_vacuum.py")))


def test_counts_are_those_of_the_table():
    counts = script["run"]()
    for names, row in (
        (
            ("pools", "leak 1", "leak 0.9", "leak 0.4", "leak 0", "from all", "from all, cheap"),
            "IIIB4.V1",
        ),
        (("all meet all", "neighbours", "safer"), "IIIB4.V2"),
        (("early", "even tastes", "other tastes", "urns", "damped"), "IIIB4.V3"),
    ):
        for name, pair in zip(names, get(row).value, strict=True):
            assert counts[name] == tuple(pair), name


def test_the_second_way_finds_what_the_library_does():
    """Counts alone would not show a wrong size."""
    pool = script["left_of_the_rent"](8, lambda x: 18 * x - x * x / 4, 72)
    assert pool == pytest.approx(CommonPool(8).efficiency, abs=1e-5)
    game = EqualSecurity(9, 0.1, 0.2, 0.3, leak=0.4)
    bare, safe = (script["expected"](0.2, 0.3, 0.4, 0.1, 5, own) for own in (False, True))
    assert game.gain(3) == pytest.approx(bare - safe)
    assert script["walk"](8, 5, 0.52, 0) == pytest.approx(TwoKinds(8, 5, 0.52).chance_of_first)
    made = Urn(2, 1, power_rule(1.5)).chance_above(0.6, steps=400)
    assert script["urn"](1.5, 2, 1) == pytest.approx(made)
