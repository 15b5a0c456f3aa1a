"""The robustness lines of *Treaties that hold by themselves*, solved a second way."""

import runpy
from fractions import Fraction
from pathlib import Path

import pytest

from govlib.agreements import assess
from govlib.published import get
from govlib.published.iiib1_treaties import agreement, equal_cases

script = runpy.run_path(str(Path(__file__).with_name("sovereign_states.py")))


def test_counts_are_those_of_the_table():
    counts = script["run"](every=50)
    kinds = ("linear", "leaders", "all or nothing", "emitters")
    gap, done = get("IIIB1.T9").value
    told = (
        (("weak", "weak with a clause", "weak with a measure"), get("IIIB1.T7").value),
        (
            (
                "more done, leaders",
                "more done, bounded leaders",
                "more done, measure",
                "closer, leaders",
                "closer, measure",
            ),
            get("IIIB1.T8").value,
        ),
        ([f"weak, {kind}" for kind in kinds], gap),
        ([f"little done, {kind}" for kind in kinds], done),
        ([f"weak, unequal, power {power}" for power in (0, 1, 2)], get("IIIB1.T10").value),
    )
    for names, row in told:
        for name, pair in zip(names, row, strict=True):
            assert counts[name] == tuple(pair), name
    assert counts["weak"] == tuple(map(sum, zip(*gap, strict=True)))
    assert counts["same or one less"] == (42, 0)
    assert get("IIIB1.T6").value[2] == 0


def test_no_model_is_counted_twice():
    """Leaders with the bound hold at the same sizes; beside the others they would count double."""
    kinds = [kind for kind, _, _ in equal_cases()]
    assert "bounded leaders" not in kinds
    assert len(list(equal_cases())) == len(set(equal_cases()))


def test_the_count_by_the_gap_does_not_move_from_twenty_countries_on():
    """What the page's feedback says of the number of states."""
    held: dict[int, int] = {}
    for case in equal_cases():
        held[case[1]] = held.get(case[1], 0) + bool(assess(agreement(*case)).share_closed < 0.5)
    assert len({held[n] for n in (20, 50, 100, 193)}) == 1
    assert held[5] < held[10] < held[20]


def test_a_treaty_of_two_ninths_of_the_step_keeps_all_ten():
    """What the page says of depth: each abates 3, and 32/81 of the gap is closed."""
    part = Fraction(2, 9)

    def earned(k, signs):
        own = 1 + part * (k - 1) if k else Fraction(1)
        effort = own if signs else Fraction(1)
        return k * own + 10 - k - effort**2 / 2

    assert 1 + part * 9 == 3
    assert all(earned(k, True) >= earned(k - 1, False) for k in range(1, 11))
    assert (earned(10, True) - earned(0, False)) / (50 - earned(0, False)) == Fraction(32, 81)


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
