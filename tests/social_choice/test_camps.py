"""Camps with different first goals, and proposals at places, against plain counts."""

from itertools import combinations, permutations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.data import load
from govlib.social_choice import SCALES, camp_profiles, camp_votes, no_winner_share


def has_circle(orders, votes):
    """Count by hand: each of three goals is beaten by another one."""
    goals = [order[0] for order in orders]

    def for_first(one, other):
        return sum(v for o, v in zip(orders, votes, strict=True) if o.index(one) < o.index(other))

    return all(
        any(for_first(other, one) > for_first(one, other) for other in goals if other != one)
        for one in goals
    )


@pytest.mark.parametrize(
    ("scale", "circles"),
    [("one state one vote", 0), ("UN dues", 2), ("IMF votes", 2), ("equal camps", 2)],
)
def test_circles_among_eight_cases(scale, circles):
    votes = camp_votes(scale)
    assert scale in SCALES
    cases = list(camp_profiles(votes))
    assert len(cases) == 8
    assert sum(case.condorcet_winner() is None for case in cases) == circles
    orders = product(*([g + "".join(r) for r in permutations("tpe".replace(g, ""))] for g in votes))
    assert sum(has_circle(o, votes.values()) for o in orders) == circles


def test_votes_come_from_the_tables():
    assert camp_votes("UN dues")["t"] == 22_000
    assert camp_votes("IMF votes")["t"] == load("imf_quotas_2022").votes["USA"]
    dues = load("un_scale_2022_2024").assessment_rate_percent
    g77 = load("countries").g77
    assert camp_votes("UN dues")["p"] / 1000 == pytest.approx(dues[g77.index[g77 == 1]].sum())


def test_each_camp_puts_its_goal_first_and_all_profiles_differ():
    cases = list(camp_profiles({"a": 3, "b": 2, "c": 1, "d": 1}))
    assert len(cases) == 6**4
    assert len({case.order.tobytes() for case in cases}) == len(cases)
    for case in cases:
        assert [case.names[row[0]] for row in case.order] == list("abcd")
        assert case.votes.tolist() == [3, 2, 1, 1]


@pytest.mark.parametrize(
    ("votes", "message"),
    [
        ({"poverty": 1}, "one letter"),
        ({}, "one letter"),
        (dict.fromkeys("abcde", 1), "not make more than 10000 profiles"),
        ({"a": -1}, "votes"),
    ],
)
def test_bad_camps(votes, message):
    with pytest.raises(ValueError, match=message):
        list(camp_profiles(votes))


def test_a_scale_that_is_none_is_refused():
    with pytest.raises(ValueError, match="scale must be one of"):
        camp_votes("people")


# ---- proposals at places


@given(st.integers(0, 10_000), st.integers(1, 3), st.integers(1, 6), st.integers(3, 7))
def test_triples_by_trying_each(seed, axes, voters, proposals):
    rng = np.random.default_rng(seed)
    members, places = rng.random((voters, axes)), rng.random((proposals, axes))
    none = 0
    triples = list(combinations(places, 3))
    for triple in triples:

        def beats(one, other):
            margin = sum(
                np.sign(np.linalg.norm(m - other) - np.linalg.norm(m - one)) for m in members
            )
            return margin > 0

        none += not any(
            all(beats(triple[i], triple[j]) for j in range(3) if j != i) for i in range(3)
        )
    assert no_winner_share(members, places) == pytest.approx(none / len(triples))


PLACES = st.tuples(st.integers(0, 4), st.integers(0, 4))


@given(
    st.lists(PLACES, min_size=1, max_size=6),
    st.lists(PLACES, min_size=3, max_size=6),
    st.sampled_from([1, 1e-9 / 3, 1e9 / 3]),
)
def test_the_equally_near_abstain_in_any_unit(voters, proposals, unit):
    """On a grid squared distances are whole numbers, which show who is equally near."""

    def margin(one, other):
        far = [[(x - a) ** 2 + (y - b) ** 2 for a, b in (one, other)] for x, y in voters]
        return sum((a < b) - (a > b) for a, b in far)

    triples = list(combinations(range(len(proposals)), 3))
    none = sum(
        not any(all(margin(proposals[i], proposals[j]) > 0 for j in t if j != i) for i in t)
        for t in triples
    )
    # moved by thirds, so that equal distances do not round to equal numbers
    members, places = (unit * (np.array(x) + 1 / 3) for x in (voters, proposals))
    assert no_winner_share(members, places) == pytest.approx(none / len(triples))


@given(st.lists(st.floats(0, 1), min_size=1, max_size=9).filter(lambda x: len(x) % 2))
def test_an_odd_number_on_a_line_always_has_a_winner(members):
    places = np.linspace(0.0137, 0.9871, 7) ** 1.3
    middles = [(a + b) / 2 for a, b in combinations(places, 2)]
    if np.abs(np.subtract.outer(members, middles)).min() > 1e-9:  # nobody abstains
        assert no_winner_share(members, places) == 0


@pytest.mark.parametrize(
    ("voters", "proposals", "message"),
    [
        ([0, 1], [0, 1], "at least three; got 2"),
        ([[0, 1]], [0, 1, 2], "as many axes as voters, 2; got 1"),
        ([0, 1], [[0, 1]] * 3, "as many axes as voters, 1; got 2"),
        (1.0, [0, 1, 2], r"voters must be places on one axis or several; got \(\)"),
        ([0, 1], [[[0, 1]]] * 3, r"proposals must be places .* got \(3, 1, 2\)"),
        (np.zeros((900_000, 2)), np.zeros((30, 2)), r"would hold 5\.4e\+07 numbers"),
        ([], [0, 1, 2], "voters"),
    ],
)
def test_bad_places(voters, proposals, message):
    with pytest.raises(ValueError, match=message):
        no_winner_share(voters, proposals)
