"""The robustness lines of *Regimes by negotiation*, solved a second way."""

import runpy
from pathlib import Path

import numpy as np
import pytest

from govlib.games import NashBargain
from govlib.games.utilities import linear_utility, power_utility
from govlib.published import get

script = runpy.run_path(str(Path(__file__).with_name("regimes_by_negotiation.py")))


def test_counts_are_those_of_the_table():
    counts = script["run"]()
    rows = {"II.C7": ("assumed", "known", "unknown"), "II.C8": ("live", "leave")}
    for row, names in rows.items():
        for name, pair in zip(names, get(row).value, strict=True):
            assert counts[name] == tuple(pair)


def test_the_second_way_divides_as_the_library_does():
    """Counts of gains would not show a wrong division."""
    cases = list(script["several_cases"]())
    for outside, caution, power in cases[::7]:
        kinds = [power_utility(caution)] + [linear_utility()] * (len(outside) - 1)
        worth = [float(u.value(np.array([d]))[0]) for u, d in zip(kinds, outside, strict=True)]
        shares = NashBargain(worth, kinds, power).solution().shares
        assert script["divided"](outside, caution, power) == pytest.approx(shares, abs=1e-6)
