"""The verdicts of *One network, two edges* hold in the quick cases of its robustness script."""

import runpy
from pathlib import Path

import pytest

script = runpy.run_path(str(Path(__file__).with_name("two_edges.py")))


@pytest.fixture(scope="module")
def counts():
    return {c.sentence.split(",")[0]: c for c in script["cases"](quick=True)}


def test_trouble_crosses_borders_but_for_small_shocks_that_are_contained(counts):
    small = counts["trouble of 15 percent at home brings down others"]
    large = counts["trouble of half or more at home brings down others"]
    assert large.share >= 0.95
    assert 0.2 < small.share < 0.7
    together = (small.held + large.held) / (small.total + large.total)
    assert together == pytest.approx(0.8, abs=0.05)


def test_more_links_are_worse_in_few_cases_and_better_in_most(counts):
    count = counts["more countries fail over all links than over few (mean over who is hit)"]
    assert count.share < 0.2
    assert count.failed > count.held


def test_news_always_gains_and_a_norm_only_with_width_or_slips(counts):
    assert counts["news gains by moved links"].share >= 0.8
    tight = counts["a norm that needs all the width there is gains by moved links"]
    wide = counts["a norm of two examples with width to spare gains by moved links"]
    slips = counts["a norm of two examples among four partners gains by moved links after all"]
    assert tight.share <= 0.2
    assert wide.share > 0.5
    assert slips.share >= 0.8
