"""Three camps: arrows and points against counts, the sentence against the votes, in all states."""

from itertools import permutations

import pytest
from figure_checks import drawn, grid, said, widths

from govlib.figures.social_choice import priorities, triangle
from govlib.social_choice import SCALES, camp_votes


def orders(state):
    """Each camp's order of the goals and its votes, from the words of a state."""
    votes = camp_votes(state["scale"])
    found = {}
    for goal, camp in (("t", "america"), ("p", "south"), ("e", "europe")):
        second = state[camp][0]
        found[goal + second + "tpe".replace(goal, "").replace(second, "")] = votes[goal]
    return found


def ahead(rankings, one, other):
    return sum(v for order, v in rankings.items() if order.index(one) < order.index(other))


@pytest.mark.parametrize("seconds", [("poverty", "environment", "terrorism"),
                                     ("environment", "environment", "poverty")])  # fmt: skip
def test_arrows_and_points_are_those_of_the_votes(seconds):
    state = {
        "scale": "IMF votes",
        **dict(zip(("america", "south", "europe"), seconds, strict=True)),
    }
    net, bars = drawn(priorities.priorities, **state).axes
    rankings = orders(state)
    total = sum(rankings.values())
    words = [text.get_text() for text in net.texts]
    for one, other in (("t", "p"), ("p", "e"), ("e", "t")):
        won = max(ahead(rankings, one, other), ahead(rankings, other, one))
        assert f"{100 * won / total:.0f}:{100 - 100 * won / total:.0f}" in words
    points = [
        sum(v * (2 - order.index(goal)) for order, v in rankings.items()) for goal in triangle.GOALS
    ]
    assert widths(bars) == pytest.approx(points)
    assert [text.get_text() for text in bars.texts] == [f" {p / total:.2f}" for p in points]


def test_the_sentence_is_true_in_all_states():
    for state in grid(priorities.priorities):
        rankings, text = orders(state), said(priorities.priorities, **state)
        beats = {
            (a, b): ahead(rankings, a, b) > ahead(rankings, b, a) for a, b in permutations("tpe", 2)
        }
        winner = [g for g in "tpe" if all(beats[g, o] for o in "tpe" if o != g)]
        if winner:
            assert f"{triangle.GOALS[winner[0]].capitalize()} beats both" in text, state
        else:
            assert "a circle" in text, state
            fewest = {
                "".join(order): sum(
                    ahead(rankings, order[j], order[i]) for i in range(3) for j in range(i + 1, 3)
                )
                for order in permutations("tpe")
            }
            best = [o for o, count in fewest.items() if count == min(fewest.values())]
            if len(best) == 1:
                words = ", ".join(triangle.GOALS[g] for g in best[0])
                assert f"Kemeny’s order is {words}" in text, state
            else:
                assert (len(best), "Three orders" in text) == (3, True), state


@pytest.mark.parametrize(("scale", "count"), [*zip(SCALES, (0, 2, 2, 2), strict=True)])
def test_circles_are_counted(scale, count):
    assert priorities.circles(scale) == count
