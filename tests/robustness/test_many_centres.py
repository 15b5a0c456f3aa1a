"""The robustness line of *One centre or many*, solved a second way."""

import runpy
from collections import Counter
from pathlib import Path

from govlib.published import get
from govlib.published.iiib1_institutions import FINES, PAIRS, RISKS, TAXES, ahead, compare

script = runpy.run_path(str(Path(__file__).with_name("many_centres.py")))


def test_offices_agree_case_by_case():
    """On a sample that takes in every kind of setting; the whole is the script's own run."""
    signs = Counter()
    for at, (risk, fine, tax), told in script["offices"](71):
        found = compare(at)
        place = RISKS.index(risk), FINES.index(fine), TAXES.index(tax)
        for (first, second), name in zip(PAIRS, ("shares", "numbers", "sum"), strict=True):
            assert ahead(found[first], found[second])[place] == told[name], (at, name)
            signs[told[name]] += 1
    assert min(signs[1], signs[-1], signs[0]) > 0


def test_rounding_a_quorum_up_can_turn_the_order_round():
    assert dict(script["quorums"]((10, 11, 26, 28, 29))) == {10: -1, 11: 1, 26: -1, 28: 0, 29: 1}


def test_counts_of_starters_are_those_of_the_table():
    counts = Counter(script["starting"]())
    for table, told in zip(
        ("igo_comembership_2014", "trade_2006"), get("IIIB1.S2").value, strict=True
    ):
        assert tuple(counts[table, word] for word in ("best", "others", "nobody")) == told
