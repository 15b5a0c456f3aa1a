"""Ranks under other weights: lines and bars against the index."""

import numpy as np
import pytest
from figure_checks import curves, drawn, grid, said, widths

from govlib.figures.indicators import weights


@pytest.mark.parametrize("state", [("pairwise judgements", "fully"), ("equal", "not at all")])
def test_technology_joins_each_countrys_two_places(state):
    (ax,) = drawn(weights.technology, weights=state[0], compensation=state[1]).axes
    before, after = weights._places("equal", "fully"), weights._places(*state)
    words = [text.get_text() for text in ax.texts]
    for country, name in enumerate(weights.names()):
        assert f"{name}  {before[country]}" in words
        assert f"{after[country]}  {name}" in words
    ends = [line.get_ydata() for line in curves(ax)]
    for country, (left, right) in enumerate(ends):
        slots = np.argsort(np.argsort(after, kind="stable"))
        assert right == slots[country]
        assert left == np.argsort(np.argsort(before, kind="stable"))[country]


@pytest.mark.parametrize(("varied", "share"), [(0, 0.9), (2, 0.5)])
def test_certainty_draws_the_middle_share_of_the_ranks(varied, share):
    ax, bars = drawn(weights.certainty, varied=weights.VARIED[varied], share=share).axes
    found = weights._assessed(weights.VARIED[varied])
    low, high = found.interval(share)
    order = np.argsort(found.reference, kind="stable")
    spans = [segment[:, 1].tolist() for segment in ax.collections[0].get_segments()]
    assert spans == [[low[i], high[i]] for i in order]
    assert ax.lines[0].get_ydata() == pytest.approx(np.median(found.ranks, axis=0)[order])
    assert ax.lines[1].get_ydata() == pytest.approx(found.reference[order])
    total = np.sort(np.clip(found.total[-1], 0, None))[-6:]
    assert widths(bars) == pytest.approx(total)


def test_technology_names_all_who_move_most_and_says_where_weights_do_nothing():
    equal = weights._places("equal", "fully")
    still = weights._places("equal", "not at all")
    for state in grid(weights.technology):
        after = weights._places(**state)
        text = said(weights.technology, **state)
        moved = np.abs(equal - after)
        if not moved.any():
            assert "every country stands" in text
            continue
        assert f"average shift is {moved.mean():.1f} places" in text
        far = np.flatnonzero(moved == moved.max())
        for i in far[:3]:
            assert f"{weights.names()[i]} from {equal[i]} to {after[i]}" in text
        assert ("more as far" in text) == (len(far) > 3)
        deaf = "the weights change nothing" in text
        assert deaf == (state["compensation"] == "not at all" and "best" not in state["weights"])
        assert not deaf or (after == still).all()
        assert ("compensation is always full" in text) == (
            "best" in state["weights"] and state["compensation"] != "fully"
        )


def test_certainty_says_who_is_firm():
    for state in grid(weights.certainty):
        found = weights._assessed(state["varied"])
        low, high = found.interval(state["share"])
        text = said(weights.certainty, **state)
        assert ("no country has one rank" in text) == (low < high).all()
        widest = (high - low).argmax()
        assert f"from {low[widest]} to {high[widest]}" in text
