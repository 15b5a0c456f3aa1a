"""The robustness lines of *Measure, compare, correct*, counted a second way."""

import runpy
from collections import Counter
from pathlib import Path

import pytest

from govlib.enforcement import unrest
from govlib.published import get
from govlib.published.ivd_evaluation import INDICES, versions

script = runpy.run_path(str(Path(__file__).with_name("evaluation.py")))


def test_where_rankings_are_kept():
    counts = Counter(script["indices"]())
    names = [f"{index}, {kind}" for index in INDICES for kind in ("weights", "mean", "scale")]
    for name, pair in zip(names, get("INDEX-03").value, strict=True):
        assert [counts[name, held] for held in (True, False)] == list(pair), name
    extremes = [f"{index}, one part alone" for index in INDICES] + [
        "standards, the reader's square"
    ]
    for name, pair in zip(extremes, get("INDEX-05").value, strict=True):
        assert [counts[name, held] for held in (True, False)] == list(pair), name


def test_what_other_indicators_change():
    counts = Counter(script["boards"]())
    names = ("four are first", "China moves more than thirty", "nobody moves farther")
    for name, pair in zip(names, get("STAND-03").value, strict=True):
        assert [counts[f"boards, {name}", held] for held in (True, False)] == list(pair), name


def test_where_earlier_and_stronger_answers_calm():
    counts = Counter(script["answers"]())
    rows = {
        "DELAY-07": (
            "earlier, shocks",
            "earlier, one shock",
            "earlier, shocks, wrong reports",
            "earlier, steady push",
        ),
        "DELAY-08": ("stronger, no delay", "stronger, 1 or 2 late", "stronger, 3 to 8 late"),
    }
    for id, names in rows.items():
        for name, pair in zip(names, get(id).value, strict=True):
            assert [counts[name, held] for held in (True, False)] == list(pair), name


def test_shifts_are_the_same_number_by_number():
    own, *others = script["tables"]("technology")
    first = [shift for kind, shift in versions("technology") if kind == "scale"]
    again = [script["shift"](own, other, [1.0] * 8, (1.0, 1.0)) for other in others]
    assert again == pytest.approx(first)


def test_squares_of_one_shock_are_the_mean_square_of_many():
    found = script["course"](0.3, 2)
    assert script["calm"](found, ("shocks", 2.0, 0.5), 0.3, 2) == pytest.approx(
        unrest(0.3, 2, error=2 / 3**0.5), rel=1e-6
    )
