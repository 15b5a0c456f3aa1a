"""The verdicts of *One network, two edges*, counted a second way."""

import runpy
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from govlib.networks import bis_banks, complex_contagion, watts_strogatz
from govlib.published import get
from govlib.published.iiia import LOSSES, MORE, SLIPS

script = runpy.run_path(str(Path(__file__).with_name("two_edges.py")))


def pair(counts: Counter, name: str) -> tuple[int, int]:
    return counts[name, True], counts[name, False]


def three(counts: Counter, name: str, words: tuple[str, str, str]) -> tuple[int, ...]:
    return tuple(counts[name, word] for word in words)


def test_trouble_crosses_borders_in_these_cases():
    counts = Counter(script["crossings"]())
    found = [pair(counts, name) for name in ("any country hit", "each country hit")]
    assert found == [tuple(row) for row in get("IIIA.B1").value]
    by_loss = [pair(counts, f"any, a loss of {size}") for size in LOSSES]
    assert by_loss == [tuple(row) for row in get("IIIA.B2").value]


def test_more_capital_saves_these_alone_and_these_together():
    counts = Counter(script["shields"]())
    found = [pair(counts, f"{who} {more}") for who in ("alone", "all") for more in MORE]
    assert found == [tuple(row) for row in get("IIIA.B3").value]
    # the page says "about half"
    alone, falls = get("IIIA.B3").value[1]
    assert alone / (alone + falls) == pytest.approx(0.5, abs=0.05)


def test_few_links_do_better_in_these_comparisons_and_only_at_these_balance_sheets():
    counts = Counter(script["bundlings"]())
    words = ("fewer", "more", "as many")
    found = [three(counts, name, words) for name in ("mean", "each")]
    assert found == [tuple(row) for row in get("IIIA.B4").value]
    where = {setting for name, setting in counts if name == "fewer over few"}
    assert where == {f"{c}, {e}, first" for c in ("0.03", "0.04") for e in ("0.4", "0.6")}


def test_news_gains_by_moved_links_and_a_norm_only_with_width_to_spare():
    counts = Counter(script["moved"]())
    names, words = ("news", "no width to spare", "width to spare"), ("sooner", "later", "as soon")
    assert [three(counts, n, words) for n in names] == [tuple(v) for v in get("IIIA.N12").value]


def test_slips_turn_the_order_round_where_they_are_frequent():
    counts = Counter(script["slips"]())
    words = ("sooner", "later", "as soon")
    found = [three(counts, f"slip {slip}", words) for slip in SLIPS]
    assert found == [tuple(v) for v in get("IIIA.N13").value]


@pytest.mark.parametrize("rank", ["first", "equal"])
def test_the_second_way_clears_as_the_library_does(rank):
    banks = bis_banks(capital=0.05, exposure=0.5, depositors=rank)
    hit, loss = np.arange(16), np.full(16, 0.6)
    ours = script["fails"](banks.claims, np.full((16, 16), 0.05), 0.5, rank, hit, loss)
    assert ours.tolist() == [banks.shock(i, 0.6).defaulted.tolist() for i in range(16)]
    assert ours.sum() > 16


def test_the_second_way_spreads_as_the_library_does():
    network = watts_strogatz(36, 4, 0.1, rng=563)
    matrix = script["as_csr"](network).toarray()
    assert script["steps"](matrix, 1) == complex_contagion(network, 1, [0]).steps
    assert script["steps"](matrix, 2) is None
    assert not complex_contagion(network, 2, [0, 1]).complete
