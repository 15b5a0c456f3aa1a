"""Finite strategies and what they get from each other, against brute force and against dice."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.data import load
from govlib.games import (
    PrisonersDilemma,
    Strategy,
    Tournament,
    best_answer,
    discounted_play,
    endless_play,
    finite_play,
    from_memory,
    memory_one,
    play_out,
    round_robin,
)
from govlib.games import strategies as named
from govlib.games.first_tournament import davis, feld, first_tournament, tullock

ALL = [getattr(named, name)() for name in named.__all__ if name != "field"]
CERTAIN = [one for one in ALL if one.is_deterministic]
NOISE = st.sampled_from([0.0, 0.01, 0.2, 0.5, 1.0])


@st.composite
def machines(draw, most=4):
    size = draw(st.integers(1, most))
    state = st.integers(0, size - 1)
    chance = draw(st.lists(st.sampled_from([0, 0.25, 0.8, 1]), min_size=size, max_size=size))
    after = draw(st.lists(state, min_size=4 * size, max_size=4 * size))
    return Strategy("drawn", chance, np.reshape(after, (size, 2, 2)), draw(state))


def joint_chain(one, two, noise):
    """Dense chain of two machines: transitions, outcomes a state, start."""
    a, b = len(one), len(two)
    step, outcome = np.zeros((a * b, a * b)), np.zeros((a * b, 2, 2))
    for s, t, x, y in itertools.product(range(a), range(b), (0, 1), (0, 1)):
        flip = [p * (1 - noise) + (1 - p) * noise for p in (one.chance[s], two.chance[t])]
        p = (flip[0] if x == 0 else 1 - flip[0]) * (flip[1] if y == 0 else 1 - flip[1])
        step[s * b + t, one.after[s, x, y] * b + two.after[t, y, x]] += p
        outcome[s * b + t, x, y] += p
    return step, outcome, np.eye(a * b)[one.start * b + two.start]


@given(machines(), machines(), NOISE, st.integers(1, 12))
def test_finite_play_steps_through_the_joint_chain(one, two, noise, moves):
    step, outcome, now = joint_chain(one, two, noise)
    expected = np.zeros((2, 2))
    for _ in range(moves):
        expected += np.tensordot(now, outcome, 1)
        now = now @ step
    play = finite_play(one, two, steps=moves, noise=noise)
    np.testing.assert_allclose(play.outcomes[0, 0], expected, atol=1e-12)
    assert play.length == moves


@given(machines(), machines(), NOISE, st.sampled_from([0, 0.3, 0.9, 0.999]))
def test_discounted_play_solves_the_joint_chain(one, two, noise, discount):
    step, outcome, start = joint_chain(one, two, noise)
    visits = np.linalg.solve(np.eye(len(step)) - discount * step.T, start)
    play = discounted_play(one, two, discount=discount, noise=noise)
    np.testing.assert_allclose(
        play.outcomes[0, 0], np.tensordot(visits, outcome, 1), rtol=1e-9, atol=1e-9
    )
    assert play.shares.sum() == pytest.approx(1)


@settings(max_examples=50)
@given(machines(), machines(), NOISE)
def test_endless_play_is_where_long_play_tends(one, two, noise):
    """The average of the first n moves differs from its limit by a constant over n."""
    limit = endless_play(one, two, noise=noise).shares
    assert limit.sum() == pytest.approx(1)
    long, longer = (finite_play(one, two, steps=n, noise=noise).shares for n in (10**4, 10**8))
    assert np.abs(long - limit).max() < 1e-2
    assert np.abs(longer - limit).max() < 1e-6


@settings(max_examples=15)
@given(machines(), machines(), st.sampled_from([0, 0.05]))
def test_squared_powers_equal_single_steps(one, two, noise):
    for moves in (4097, 5000):
        step, outcome, now = joint_chain(one, two, noise)
        visits = np.zeros(len(now))
        for _ in range(moves):
            visits += now
            now = now @ step
        play = finite_play(one, two, steps=moves, noise=noise)
        np.testing.assert_allclose(
            play.outcomes[0, 0], np.tensordot(visits, outcome, 1), rtol=1e-9, atol=1e-9
        )


@given(st.sampled_from(ALL), st.sampled_from(ALL), NOISE)
def test_a_meeting_seen_from_the_other_side(one, two, noise):
    play = finite_play(one, two, steps=30, noise=noise).outcomes[0, 0]
    turned = finite_play(two, one, steps=30, noise=noise).outcomes[0, 0]
    np.testing.assert_allclose(play, turned.T, atol=1e-12)


@given(st.sampled_from(ALL), st.sampled_from(ALL))
def test_full_noise_turns_every_move_around(one, two):
    if len(one) == len(two) == 1:
        noisy = finite_play(one, two, steps=10, noise=1).outcomes[0, 0]
        assert noisy == pytest.approx(finite_play(one, two, steps=10).outcomes[0, 0][::-1, ::-1])
    half = finite_play(one, two, steps=10, noise=0.5).shares[0, 0]
    assert half == pytest.approx(np.full((2, 2), 0.25))


def test_a_tournament_is_its_meetings():
    every = named.field()
    for noise in (0, 0.1):
        table = finite_play(every, steps=50, noise=noise).outcomes
        for (i, one), (j, two) in itertools.product(enumerate(every), repeat=2):
            single = finite_play(one, two, steps=50, noise=noise).outcomes[0, 0]
            np.testing.assert_allclose(table[i, j], single, atol=1e-10)


@settings(max_examples=40)
@given(st.sampled_from(CERTAIN), st.sampled_from(CERTAIN), st.integers(1, 40))
def test_certain_strategies_score_what_they_play(one, two, moves):
    match = play_out(one, two, steps=moves)
    scores = match.scores()[0] * moves
    assert finite_play(one, two, steps=moves).totals()[0, 0] == pytest.approx(scores[0])
    assert finite_play(two, one, steps=moves).totals()[0, 0] == pytest.approx(scores[1])


@pytest.mark.parametrize(("one", "two"), [(named.joss(), named.grofman()), (feld(60), tullock())])
def test_dice_agree_with_expectations(one, two):
    matches = play_out(one, two, steps=60, draws=1500, noise=0.02, rng=3)
    scores = matches.scores()[:, 0]
    expected = finite_play(one, two, steps=60, noise=0.02).scores()[0, 0]
    assert abs(scores.mean() - expected) < 4 * scores.std() / np.sqrt(len(scores))


def test_the_same_seed_plays_the_same_match():
    one, two = (play_out(named.joss(), named.coin(), steps=30, rng=5) for _ in range(2))
    assert np.array_equal(one.own, two.own)
    assert np.array_equal(one.other, two.other)


def reply(strategy, seen):
    """Moves of a certain strategy against given moves."""
    state, moves = strategy.start, []
    for other in seen:
        moves.append(int(strategy.chance[state] == 0))
        state = strategy.after[state, moves[-1], other]
    return moves


@pytest.mark.parametrize(
    ("strategy", "seen", "moves"),
    [
        (named.tit_for_tat(), "CDCDD", "CCDCD"),
        (named.suspicious_tit_for_tat(), "CCDC", "DCCD"),
        (named.tit_for_two_tats(), "DCDDDC", "CCCCDD"),
        (named.two_tits_for_tat(), "DCCDDCCC", "CDDCDDDC"),
        (named.grim(), "CDCCC", "CCDDD"),
        (named.win_stay_lose_shift(), "CDDCC", "CCDCC"),
        (named.alternate(), "CCDD", "CDCD"),
        (named.bully(), "CDC", "DDC"),
        (named.contrite_tit_for_tat(), "CDDCC", "CCDDC"),
        (named.nydegger(), "DCC", "CDD"),
        (named.nydegger(), "DDDC", "CDDC"),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_named_strategies_answer_as_described(strategy, seen, moves):
    answer = reply(strategy, ["CD".index(move) for move in seen])
    assert "".join("CD"[move] for move in answer) == moves


def test_contrition_ends_the_echo_of_a_slip():
    """One slip costs tit for tat an endless echo; its contrite relative takes the punishment."""
    slip = np.ones((3, 1))
    slip[1] = 0
    wrong = named.always_cooperate().timed("slip at move 2", slip)
    assert reply(named.contrite_tit_for_tat(), [0, 1, 0, 0, 0]) == [0, 0, 1, 0, 0]
    for noise in (0.001, 0.01):
        echo = endless_play(named.tit_for_tat(), noise=noise).cooperation[0, 0]
        calm = endless_play(named.contrite_tit_for_tat(), noise=noise).cooperation[0, 0]
        assert echo == pytest.approx(0.5)
        assert calm > 1 - 4 * noise
    assert finite_play(wrong, named.contrite_tit_for_tat(), steps=10).totals()[0, 0] == 29


@given(st.floats(1, 8), st.sampled_from(ALL))
def test_extortion_earns_a_multiple_of_the_others_surplus(factor, other):
    extortioner = named.extortion(factor)
    own = endless_play(extortioner, other).scores()[0, 0]
    theirs = endless_play(other, extortioner).scores()[0, 0]
    assert own - 1 == pytest.approx(factor * (theirs - 1), abs=1e-8)


def test_memory_and_machine_are_two_descriptions_of_one_strategy():
    pairs = [
        (named.tit_for_two_tats(), 2, lambda own, other: list(other) != [1, 1]),
        (named.tit_for_tat(), 1, lambda own, other: not other or other[-1] == 0),
        (named.two_tits_for_tat(), 2, lambda own, other: 1 not in list(other)),
        (named.win_stay_lose_shift(), 1, lambda own, other: not own or own == other),
    ]
    for machine, length, rule in pairs:
        twin = from_memory("twin", length, rule)
        for noise in (0, 0.1):
            table = finite_play([machine, twin], named.field(), steps=40, noise=noise).outcomes
            np.testing.assert_allclose(table[0], table[1], atol=1e-10)


def test_a_clock_that_changes_nothing_changes_nothing():
    for one in (named.tit_for_tat(), named.nydegger(), named.generous_tit_for_tat()):
        for moves in (1, 2, 7):
            twin = one.timed("twin", np.tile(one.chance, (moves, 1)))
            table = finite_play([one, twin], named.field(), steps=20, noise=0.1).outcomes
            np.testing.assert_allclose(table[0], table[1], atol=1e-12)


def test_the_last_row_of_a_clock_stays_in_force():
    late = named.always_cooperate().timed("cooperate twice", [[1], [1], [0]])
    assert reply(late, [0] * 6) == [0, 0, 1, 1, 1, 1]


def test_entries_of_the_first_tournament_stand_in_the_order_of_their_ranks():
    names = [one.name.lower() for one in first_tournament()]
    ranks = load("axelrod_first_tournament")
    known = (ranks["strategy"] + " " + ranks["author"].fillna("")).str.lower()
    assert len(names) == len(known)
    assert all(name in label for name, label in zip(names, known, strict=True))


def test_ranking_follows_the_means():
    contest = round_robin(named.field(), noise=0.03)
    means = dict(zip(contest.names, contest.means, strict=True))
    ranked = [means[name] for name in contest.ranking]
    assert ranked == sorted(ranked, reverse=True)
    assert contest.means == pytest.approx(contest.scores.mean(axis=1))
    tied = round_robin([named.tit_for_tat(), named.always_cooperate(), named.grim()])
    assert tied.ranking == tied.names


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Strategy("x", [0.5, 1.2], np.zeros((2, 2, 2))), r"chance must lie in \[0, 1\]"),
        (lambda: Strategy("x", [], np.zeros((0, 2, 2))), "chance must not be empty"),
        (lambda: Strategy("x", [1], np.zeros((1, 2))), r"after must have shape \(1, 2, 2\)"),
        (lambda: Strategy("x", [1], np.ones((1, 2, 2))), r"after must lie in \[0, 0\]; got 1"),
        (lambda: Strategy("x", [1, 0], np.full((2, 2, 2), 0.5)), "after must hold whole numbers"),
        (lambda: Strategy("x", [1], np.zeros((1, 2, 2)), 1), r"start must lie in \[0, 0\]; got 1"),
        (lambda: memory_one("x", 1, 1, 0, np.nan, 1), r"after_dc must lie in \[0, 1\]; got nan"),
        (lambda: from_memory("x", 6, lambda own, other: 1), r"length must lie in \[1, 5\]; got 6"),
        (lambda: named.tit_for_tat().timed("x", [[1, 0, 0]]), "a column for each of 2 states"),
        (lambda: named.tit_for_tat().timed("x", np.ones((10**5, 2))), "at most 20000 states"),
        (lambda: named.generous_tit_for_tat(1.5), r"generosity must lie in \[0, 1\]; got 1.5"),
        (lambda: named.extortion(0.5), "factor must be at least 1; got 0.5"),
        (lambda: finite_play(ALL, steps=0), r"steps must lie in \[1, 1e\+12\]; got 0"),
        (lambda: finite_play(ALL, noise=-0.1), r"noise must lie in \[0, 1\]; got -0.1"),
        (lambda: finite_play([]), "rows must hold at least one strategy; got none"),
        (lambda: discounted_play(ALL, discount=1), r"discount must lie in \[0, 1\); got 1"),
        (lambda: discounted_play(ALL, discount=np.inf), r"discount must lie in \[0, 1\); got inf"),
        (lambda: round_robin([named.grim()]), "strategies must be at least two; got 1"),
        (lambda: play_out(ALL[0], ALL[1], steps=10**9), "steps times draws must be at most"),
        (
            lambda: endless_play(tullock(), named.nydegger(), noise=0.1),
            "two strategies must reach at most 10,000 pairs of states here; got",
        ),
        (
            lambda: finite_play(tullock(), davis(), steps=10**8, noise=0.1),
            "steps must be fewer for strategies with so many states; got 100,000,000",
        ),
        (
            lambda: finite_play(Strategy("x", np.ones(20_000), np.zeros((20_000, 2, 2)))),
            "at most 100,000,000 pairs of states; got 20000 times 20000",
        ),
        (
            lambda: Tournament(finite_play(ALL[:2], ALL[:3]), PrisonersDilemma()),
            "same strategies as rows and columns",
        ),
        (
            lambda: round_robin(ALL, game=PrisonersDilemma(temptation=[5, 6])),
            r"one set of payoffs; got a sweep of shape \(2,\)",
        ),
    ],
)
def test_bad_arguments_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize(
    "make",
    [
        lambda: finite_play("tit for tat"),
        lambda: finite_play(ALL, [1]),
        lambda: finite_play(None),
        lambda: finite_play(ALL, steps=2.0),
        lambda: finite_play(ALL, noise=True),
        lambda: Strategy("", [1], np.zeros((1, 2, 2))),
        lambda: play_out([ALL[0], ALL[1]], ALL[0]),
    ],
)
def test_wrong_types_are_refused(make):
    with pytest.raises((TypeError, ValueError)):
        make()


def test_entries_that_count_on_the_end_meet_others_at_their_length_only():
    """At half the length the two end games still come in the last two moves: 3·98 + 0 + 1."""
    entries = {one.name: one for one in first_tournament(100)}
    for name in ("Tideman and Chieruzzi", "Stein and Rapoport"):
        play = finite_play(named.tit_for_tat(), entries[name], steps=100)
        assert play.totals()[0, 0] == 3 * 98 + 0 + 1
        for refused in (
            lambda one=entries[name]: finite_play(named.tit_for_tat(), one, steps=200),
            lambda one=entries[name]: discounted_play(one, discount=0.9),
            lambda one=entries[name]: endless_play(one),
            lambda one=entries[name]: play_out(one, named.grim(), steps=99),
            lambda one=entries[name]: best_answer(one, discount=0.9),
        ):
            with pytest.raises(ValueError, match="is built for 100 steps"):
                refused()
    fading = finite_play(feld(3), named.always_cooperate(), steps=3).outcomes[0, 0]
    assert fading[1, 0] == pytest.approx(0.25 + 0.5)  # cooperates with 1, then 0.75, then 0.5
    with pytest.raises(ValueError, match="steps must be at least 11; got 5"):
        first_tournament(5)


def test_a_rule_may_say_yes_or_no_but_nothing_else():
    one = from_memory("echo", 1, lambda own, other: not other or other[-1] == 0)
    two = named.tit_for_tat()
    for other in (named.joss(), named.coin(0.3)):
        found = [finite_play(x, other, steps=20).totals()[0, 0] for x in (one, two)]
        assert found[0] == pytest.approx(found[1])
    with pytest.raises(TypeError, match="rule must be a number"):
        from_memory("text", 1, lambda own, other: "1")
