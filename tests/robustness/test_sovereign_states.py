"""The robustness lines of *Treaties that hold by themselves*, solved a second way."""

import runpy
from pathlib import Path

import pytest

from govlib.agreements import assess
from govlib.published import get
from govlib.published.iiib1_treaties import agreement, equal_cases

script = runpy.run_path(str(Path(__file__).with_name("sovereign_states.py")))


def test_counts_are_those_of_the_table():
    counts = script["run"](every=50)
    for names, row in (
        (("weak", "weak with a clause", "weak with a measure", "weak, all or nothing"), "IIIB1.T7"),
        (("more done, leaders", "more done, bounded leaders", "more done, measure"), "IIIB1.T8"),
    ):
        for name, pair in zip(names, get(row).value, strict=True):
            assert counts[name] == tuple(pair)
    assert counts["same or one less"] == (42, 0)
    assert get("IIIB1.T6").value[2] == 0


def test_the_windows_of_the_table_have_one_less():
    """Few enough to try each: the three slopes at which the bound costs a signatory."""
    n, at = 20, 2.15
    free, kept = (
        script["largest"](script["leaders"](n, 1 / (script["short"](at) * n), bound))
        for bound in (False, True)
    )
    assert (free, kept) == (15, 14)


def test_the_second_way_wins_back_what_the_library_does():
    """Counts of halves would not show a wrong share."""
    for case in list(equal_cases())[3:90:7]:
        found = assess(agreement(*case))
        pair = script["payoffs"](*case)
        assert script["largest"](pair) == found.largest, case
        assert float(script["closed"](pair)) == pytest.approx(found.share_closed, abs=1e-6), case
