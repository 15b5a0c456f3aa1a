"""Majorities, Borda and Kemeny against their definitions, by trying everything."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.social_choice import Profile, kemeny
from govlib.social_choice.ballots import beating_blocks

ballots = st.integers(1, 5).flatmap(
    lambda m: st.lists(
        st.tuples(st.permutations("abcde"[:m]).map(tuple), st.integers(0, 4)),
        min_size=1,
        max_size=6,
    ).filter(lambda rows: any(count for _, count in rows))
)


def made(rows):
    return Profile([row for row, _ in rows], [count for _, count in rows])


def above(rows, one, other):
    return sum(count for row, count in rows if row.index(one) < row.index(other))


@given(ballots)
def test_pairwise_counts_who_ranks_one_above_the_other(rows):
    profile = made(rows)
    for (i, one), (j, other) in itertools.permutations(enumerate(profile.names), 2):
        assert profile.pairwise[i, j] == above(rows, one, other)
    assert not profile.pairwise.diagonal().any()


@given(ballots)
def test_borda_counts_places(rows):
    profile = made(rows)
    m = len(profile.names)
    for name, score in profile.borda().items():
        assert score == sum(count * (m - 1 - row.index(name)) for row, count in rows)
    best = max(profile.borda().values())
    assert {profile.borda()[name] for name in profile.borda_winners()} == {best}


@given(ballots)
def test_the_winner_beats_everybody_and_is_the_top_cycle(rows):
    profile = made(rows)
    winner = profile.condorcet_winner()
    beats_all = [
        one
        for one in profile.names
        if all(2 * above(rows, one, other) > profile.n for other in profile.names if other != one)
    ]
    assert beats_all == ([] if winner is None else [winner])
    assert (winner is not None) == (len(profile.top_cycle()) == 1)


@given(ballots)
def test_the_top_cycle_is_the_least_set_that_beats_the_rest(rows):
    profile = made(rows)

    def dominates(some):
        rest = set(profile.names) - set(some)
        return all(2 * above(rows, a, b) > profile.n for a in some for b in rest)

    sets = [
        set(some)
        for size in range(1, len(profile.names) + 1)
        for some in itertools.combinations(profile.names, size)
        if dominates(some)
    ]
    assert set(profile.top_cycle()) == sets[0]


@given(ballots)
def test_blocks_beat_all_that_follow(rows):
    profile = made(rows)
    blocks = beating_blocks(profile.pairwise)
    assert sorted(np.concatenate(blocks)) == list(range(len(profile.names)))
    for before, after in itertools.combinations(blocks, 2):
        assert (profile.pairwise[np.ix_(before, after)] * 2 > profile.n).all()


@given(ballots)
def test_kemeny_finds_all_best_rankings(rows):
    profile = made(rows)
    costs = {
        order: sum(
            above(rows, low, high)
            for high, low in itertools.combinations(order, 2)  # high stands above low
        )
        for order in itertools.permutations(profile.names)
    }
    best = kemeny(profile, most=1000)
    least = min(costs.values())
    assert best.disagreements == least == profile.disagreements(best.ranking)
    assert list(best.rankings) == sorted(order for order, cost in costs.items() if cost == least)
    assert best.complete
    assert best.unique == (len(best.rankings) == 1)


@given(ballots)
def test_kemeny_puts_a_majority_winner_first(rows):
    winner = made(rows).condorcet_winner()
    if winner is not None:
        assert kemeny(made(rows)).winners == (winner,)


@pytest.mark.parametrize("seed", range(4))
def test_subsets_and_integer_program_agree(seed, monkeypatch):
    rng = np.random.default_rng(seed)
    profile = Profile([tuple(rng.permutation(7).tolist()) for _ in range(4 + seed)])
    by_subsets = kemeny(profile, most=500)
    monkeypatch.setattr("govlib.social_choice.kemeny_rule._SUBSETS", 1)
    assert kemeny(profile, most=500) == by_subsets


def test_a_large_block_keeps_its_planted_circle():
    """Twenty alternatives in a circle, in which every voter starts at another place."""
    names = "abcdefghijklmnopqrst"
    profile = Profile([names[k:] + names[:k] for k in range(20)])
    assert len(profile.top_cycle()) == 20
    best = kemeny(profile, most=3)
    assert not best.complete
    assert {profile.disagreements(ranking) for ranking in best.rankings} == {best.disagreements}
    assert best.disagreements == profile.disagreements(names)


def test_ties_beyond_the_wanted_number_are_announced():
    profile = Profile(["abcd", "dcba"])
    assert len(kemeny(profile, most=24).rankings) == 24
    assert kemeny(profile, most=24).complete
    assert not kemeny(profile, most=23).complete


def test_names_that_cannot_be_sorted_keep_their_order():
    assert Profile([("x", 1, None)]).names == ("x", 1, None)


@pytest.mark.parametrize(
    ("rankings", "counts", "words"),
    [
        ([], None, "at least one ranking"),
        (["ab", "abc"], None, "each of a, b"),
        (["aab"], None, "each alternative once"),
        ([""], None, "each alternative once"),
        (["ab"], [-1], "counts must be at least 0"),
        (["ab"], [0], "sum to between"),
        (["ab"], [1, 2], "1 entries"),
        (["ab"], [2**41], "2\\^40"),
    ],
)
def test_bad_profiles_are_refused(rankings, counts, words):
    with pytest.raises(ValueError, match=words):
        Profile(rankings, counts)


@pytest.mark.parametrize("rankings", ["abc", 3, [3]])
def test_what_is_no_ranking_is_refused(rankings):
    with pytest.raises(TypeError, match="ranking"):
        Profile(rankings)


def test_counts_must_be_whole_and_not_given_twice():
    with pytest.raises(TypeError, match="whole number"):
        Profile(["ab"], [1.5])
    with pytest.raises(TypeError, match="mapping"):
        Profile({"ab": 1}, [1])
    with pytest.raises(TypeError, match="Profile"):
        kemeny(["ab"])
    with pytest.raises(ValueError, match="ranking must list"):
        Profile(["ab"]).disagreements("ac")


def test_a_block_that_is_too_large_is_refused():
    circle = list(range(61))
    with pytest.raises(ValueError, match="more than 60 alternatives"):
        kemeny(Profile([circle[k:] + circle[:k] for k in range(61)]))
