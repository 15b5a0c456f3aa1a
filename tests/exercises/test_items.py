"""Means, discrimination and fifths of items; answers that are alike."""

from __future__ import annotations

import math

import numpy as np
import pytest
from kit import alike, items

MOST = {"q1-seen": 1.0, "q1-hidden": 3.0, "q2-hidden": 4.0, "q3-memo": 5.0}


def row(q1: float, q2: float, memo: float | None = None) -> dict[str, float | None]:
    return {"q1-seen": min(q1, 1), "q1-hidden": max(q1 - 1, 0), "q2-hidden": q2, "q3-memo": memo}


def test_the_mean_is_that_of_the_points_that_are_given():
    points = {f"s{i}": row(4 if i < 3 else 1, 2, 5 if i == 0 else None) for i in range(4)}
    q1, q2, q3 = items.items(points, MOST)
    assert (q1.name, q1.most, q1.counted) == ("q1", 4, 4)
    assert q1.mean == pytest.approx((3 + 0.25) / 4)
    assert q2.mean == 0.5
    assert (q3.counted, q3.mean) == (1, 1.0)
    assert math.isnan(q1.discrimination)  # four students say nothing
    assert q1.fifths == ()
    assert q3.remarks == []


def test_an_item_that_orders_as_the_rest_does_discriminates():
    points = {f"s{i}": row(i % 5, i % 5 * 0.8) for i in range(20)}
    q1, q2, _ = items.items(points, MOST)
    assert q1.discrimination == pytest.approx(1)
    assert q2.fifths == pytest.approx((0, 0.2, 0.4, 0.6, 0.8))
    assert q1.remarks == []


def test_discrimination_leaves_the_item_itself_out():
    rng = np.random.default_rng(1)
    points = {f"s{i}": row(*rng.integers(0, 5, 2).tolist()) for i in range(400)}
    q1, _, _ = items.items(points, MOST)
    whole = [sum(v or 0 for v in r.values()) for r in points.values()]
    own = [(r["q1-seen"] or 0) + (r["q1-hidden"] or 0) for r in points.values()]
    assert np.corrcoef(own, whole)[0, 1] > 0.6  # with itself in the sum it would seem to work
    assert abs(q1.discrimination) < 0.15
    assert "With 400 students, chance alone moves this by up to 0.1" in q1.remarks[1]


@pytest.mark.parametrize(
    ("q1", "said"),
    [
        (lambda i: 4 - i % 5, "Suspect the test"),
        (lambda i: 4 * (i // 5 % 2), "hardly tells strong students from weak"),
        (lambda i: i % 5 * 0.2, "Even the strongest fifth"),
        (lambda i: 4 if i % 5 > 1 else 0, "All or nothing"),
        (lambda i: 4, "grades nobody"),
    ],
)
def test_a_bad_value_comes_with_a_sentence(q1, said):
    points = {f"s{i}": row(q1(i), i % 5 * 0.8) for i in range(20)}
    assert said in " ".join(items.items(points, MOST)[0].remarks)


def test_a_class_without_points_has_no_numbers():
    assert math.isnan(items.items({}, MOST)[0].mean)
    assert items.histogram([]) == [0] * 10
    assert items.histogram([0, 0.05, 0.1, 1.0]) == [2, 1, 0, 0, 0, 0, 0, 0, 0, 1]


GIVEN = "def shares(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
LOOP = """def shares(x):
    total = 0
    out = []
    for value in x:
        total += value
    for value in x:
        out.append(value / total if total else 0)
    return [round(v, 3) for v in out]
"""
RENAMED = LOOP.replace("value", "betrag").replace("total", "summe").replace("out", "liste")
OTHER = """def shares(x):
    import numpy as np
    y = np.asarray(x, dtype=float)
    whole = y.sum()
    if whole == 0:
        return np.zeros_like(y)
    return np.round(y / whole, decimals=3).tolist()
"""
MEMO = (
    "A secretariat that publishes what each member has paid lets all see who has not, but nobody "
    "must act on it, so that the promise is seen to be broken and nothing follows from that."
)


def test_a_copy_with_other_names_is_alike():
    answers = {"a": {"q1": LOOP}, "b": {"q1": "# mine\n" + RENAMED}, "c": {"q1": OTHER}}
    (group,) = alike.groups(answers, {"q1": ("code", GIVEN)})
    assert group.students == ("a", "b")
    assert group.share == 1
    assert "def shares" not in group.sources[0]  # the release gave that line


def test_what_the_release_gave_makes_nobody_alike():
    answers = {"a": {"q1": GIVEN}, "b": {"q1": GIVEN}}
    assert alike.groups(answers, {"q1": ("code", GIVEN)}) == []
    long = LOOP + OTHER
    answers = {"a": {"q1": long + "x = 1"}, "b": {"q1": long + "y = 2"}}
    assert alike.groups(answers, {"q1": ("code", long)}) == []


def test_texts_are_alike_by_their_words():
    answers = {
        "a": {"q5": MEMO},
        "b": {"q5": MEMO.replace("publishes", "tells").upper()},
        "c": {"q5": "A memo of my own, " + " ".join(f"word{i}" for i in range(40))},
    }
    (group,) = alike.groups(answers, {"q5": ("markdown", "*Write here.*")})
    assert group.students == ("a", "b")
    assert 0.5 < group.share < 1


def test_code_that_does_not_parse_is_compared_as_it_stands():
    broken = LOOP + "\n   (("
    answers = {"a": {"q1": broken}, "b": {"q1": broken}}
    assert alike.groups(answers, {"q1": ("code", GIVEN)})[0].share == 1


def test_two_texts_beside_each_other():
    rows = alike.beside("one\ntwo\nthree", "one\n2\nthree\nfour")
    assert rows == [
        ("one", "one", True),
        ("two", "2", False),
        ("three", "three", True),
        ("", "four", False),
    ]
