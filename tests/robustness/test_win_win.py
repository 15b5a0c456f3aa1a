"""The robustness lines of *Win-win*, solved a second way."""

import runpy
from pathlib import Path

import networkx as nx
import pytest

from govlib.published import get
from govlib.published.ivb_win_win import closer, hold, real_ties, worlds

script = runpy.run_path(str(Path(__file__).with_name("win_win.py")))

NAMES = (
    "each gains with payments",
    "no group does better",
    "no group does better, equal parts",
    "each gains without",
    "payments hold all",
)


def test_worlds_are_told_alike_the_second_way():
    """One in seven, each kind of benefit among them; all of them take the script a minute."""
    for world in list(worlds())[::7]:
        found = dict(script["world"](*world, groups=True))
        assert [found[name] for name in NAMES] == hold(*world)


def test_the_quick_counts_keep_the_proportions_of_the_table():
    counts = script["run"](every=11)
    for name, pair in zip(NAMES, get("IVB.R1").value, strict=True):
        held, failed = counts[name]
        assert (failed == 0) == (pair[1] == 0), name
        if pair[1]:
            assert held / (held + failed) == pytest.approx(pair[0] / sum(pair), abs=0.25), name
    for kind in ("alike", "by weight"):
        row = ("alike", "by weight").index(kind)
        assert list(counts[f"more is asked, {kind}"]) == list(get("IVB.R2").value[row])
    assert counts["more is asked, one link more"][1] == 0
    assert counts["less is asked, pairs closer"][1] == 0
    held, failed = counts["less is asked, one tie stronger"]
    assert held > failed


def test_what_all_do_together_falls_short_of_every_end():
    """Else a country would be harmed by more abatement, and payments might have to be negative."""
    for b, c, end in worlds():
        assert (script["settle"](b, c, end, tuple(range(len(b)))).sum() < end).all()


def test_only_the_chosen_ties_are_made_stronger():
    graph = nx.cycle_graph(6)
    one, pairs = closer(graph, 0)
    assert sorted(nx.get_edge_attributes(one, "weight").values()) == [1] * 5 + [3]
    strong = [tie for tie, weight in nx.get_edge_attributes(pairs, "weight").items() if weight == 3]
    assert len({end for tie in strong for end in tie}) == 2 * len(strong) >= 4


@pytest.mark.parametrize(("name", "alike"), [("trade_2006", True), ("bank_claims_2022q4", False)])
def test_the_ratios_are_those_of_the_linear_system(name, alike):
    first = 2 if name == "trade_2006" else 1
    for k, ratio in enumerate(real_ties(name, alike=alike)[:2], start=first):
        weight = script["best_partners"](name, k, alike)
        assert script["needed"](weight) == pytest.approx(ratio)
