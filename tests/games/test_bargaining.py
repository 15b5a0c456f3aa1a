"""Bargaining: axioms, first-order conditions, brute force, and Rubinstein's recursion."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.games import AlternatingOffers, NashBargain, Utility
from govlib.games.utilities import (
    cautious_utility,
    linear_utility,
    logarithmic_utility,
    power_utility,
)

PATIENCE = st.floats(0, 0.999)


def kinds_of_utility(pie):
    """Utilities that a pie of this size does not satiate to the last digit."""
    return st.one_of(
        st.just(linear_utility()),
        st.floats(0, 0.9).map(power_utility),
        st.floats(0.05, 5).map(lambda base: logarithmic_utility(base * pie)),
        st.floats(0.1, 6).map(lambda rate: cautious_utility(rate / pie)),
    )


@st.composite
def bargains(draw, most=4):
    parties = draw(st.integers(2, most))
    pie = draw(st.floats(0.2, 20))
    kinds = draw(st.lists(kinds_of_utility(pie), min_size=parties, max_size=parties))
    shares = np.array(draw(st.lists(st.floats(0.01, 1), min_size=parties, max_size=parties)))
    shares *= pie * draw(st.floats(0, 0.95)) / shares.sum()
    outside = [float(u.value(np.array([x]))[0]) for u, x in zip(kinds, shares, strict=True)]
    powers = draw(st.lists(st.floats(0.2, 3), min_size=parties, max_size=parties))
    return NashBargain(outside, kinds, powers, pie)


def product(bargain, shares):
    gains = [
        float(u.value(np.array([x]))[0]) - d
        for u, x, d in zip(bargain.utilities, shares, bargain.outside, strict=True)
    ]
    if min(gains) <= 0:
        return -np.inf
    return float(np.dot(bargain.power, np.log(gains)))


@settings(max_examples=20)
@given(bargains(), st.integers(0, 2**32 - 1))
def test_no_other_division_has_a_larger_product(bargain, seed):
    found = bargain.solution()
    assert found.shares.sum() == pytest.approx(bargain.pie)
    assert (found.shares >= -1e-12).all()
    assert (found.gains > 0).all()
    best = product(bargain, found.shares)
    rng = np.random.default_rng(seed)
    for size in (1e-6, 1e-3, 0.1):
        moved = found.shares + size * bargain.pie * rng.normal(size=(20, len(found.shares)))
        moved = np.clip(moved, 0, None)
        moved *= bargain.pie / moved.sum(axis=1, keepdims=True)
        assert max(product(bargain, shares) for shares in moved) <= best + 1e-9 * max(1, abs(best))


@settings(max_examples=25)
@given(st.lists(st.floats(-1, 0.3), min_size=2, max_size=2))
def test_linear_parties_split_the_gain(outside):
    gain = 1 - sum(outside)
    expected = np.clip((1 + np.array([1, -1]) * (outside[0] - outside[1])) / 2, 0, 1)
    assert gain > 0
    assert NashBargain(outside).solution().shares == pytest.approx(expected)


@settings(max_examples=20)
@given(bargains(2), st.floats(0.1, 9), st.floats(-5, 5))
def test_units_of_utility_do_not_matter(bargain, scale, shift):
    first = bargain.utilities[0]
    same = Utility(lambda x: shift + scale * first.value(x), lambda x: scale * first.slope(x))
    outside = (shift + scale * bargain.outside[0], bargain.outside[1])
    other = NashBargain(outside, (same, bargain.utilities[1]), bargain.power, bargain.pie)
    assert other.solution().shares == pytest.approx(
        bargain.solution().shares, abs=1e-6 * bargain.pie
    )


@settings(max_examples=20)
@given(bargains(2))
def test_parties_may_be_named_in_any_order(bargain):
    turned = NashBargain(
        bargain.outside[::-1], bargain.utilities[::-1], bargain.power[::-1], bargain.pie
    )
    shares = bargain.solution().shares
    assert turned.solution().shares[::-1] == pytest.approx(shares, abs=1e-9 * bargain.pie)


@settings(max_examples=15)
@given(st.floats(0, 0.9), st.floats(0.05, 0.95))
def test_caution_costs(mild, more):
    shares = [
        NashBargain([0, 0], [linear_utility(), power_utility(rho)]).solution().shares[1]
        for rho in (mild, mild + (0.99 - mild) * more)
    ]
    assert shares[1] < shares[0] + 1e-12
    assert shares[0] == pytest.approx((1 - mild) / (2 - mild))


def test_frontier_runs_from_one_end_to_the_other_through_the_solution():
    bargain = NashBargain([0.1, 0.2], [linear_utility(), power_utility(0.5)])
    frontier = bargain.frontier(1001)
    assert frontier[0, 0] == frontier[-1, 1] == 0
    found = bargain.solution()
    assert np.interp(found.utilities[0], *frontier.T) == pytest.approx(found.utilities[1], abs=1e-5)


def test_least_shares_are_what_outside_options_are_worth():
    bargain = NashBargain([0.25, 0.5], [linear_utility(), cautious_utility(1)])
    assert bargain.least == pytest.approx([0.25, np.log(2)])
    assert NashBargain([-1, 0.5]).least == pytest.approx([0, 0.5])


@given(PATIENCE, PATIENCE, st.floats(0, 0.99), st.floats(0, 1))
def test_alternating_offers_solve_their_recursion(one, two, out, share):
    """Each proposer leaves the other what waiting or leaving would bring, and no more."""
    b1 = out * share
    b2 = out - b1
    first = AlternatingOffers(one, two, b1, b2).equilibrium()
    second = AlternatingOffers(two, one, b2, b1).equilibrium()
    assert first.proposer == pytest.approx(1 - max(two * second.proposer, b2))
    assert second.proposer == pytest.approx(1 - max(one * first.proposer, b1))
    assert first.proposer + first.responder == pytest.approx(1)


@settings(max_examples=20)
@given(st.floats(0.01, 2), st.floats(0.01, 2), st.floats(0, 0.4), st.floats(0, 0.4))
def test_fast_offers_tend_to_the_limit_whoever_begins(one, two, b1, b2):
    options = {"outside_first": b1, "outside_second": b2}
    limit = AlternatingOffers.limit(one, two, **options).proposer
    soon = AlternatingOffers.from_rates(one, two, 1e-5, **options).equilibrium().proposer
    turned = {"outside_first": b2, "outside_second": b1}
    late = AlternatingOffers.from_rates(two, one, 1e-5, **turned).equilibrium().responder
    assert soon == pytest.approx(limit, abs=1e-4)
    assert late == pytest.approx(limit, abs=1e-4)
    if b1 == b2 == 0:
        nash = NashBargain([0, 0], power=[1 / one, 1 / two]).solution().shares[0]
        assert nash == pytest.approx(limit)


def backwards(one, two, outside, inside, rounds):
    """Solve talks of so many rounds from their end; return what the first proposer gets.

    After the last refusal both live on their inside options for ever. The responder may take an
    offer, leave, or wait; the proposer may also make an offer that will be refused.
    """
    patience = (one, two)
    ends = np.array(inside, float)  # by party
    for left in range(rounds):
        turn = (rounds - 1 - left) % 2
        other = 1 - turn
        waits = (1 - np.array(patience)) * inside + np.array(patience) * ends
        asks = max(waits[other], outside[other])
        kept = 1 - asks
        if waits[other] >= outside[other] and waits[turn] > kept:  # better refused than met
            ends = waits
            continue
        ends = np.empty(2)
        ends[turn], ends[other] = kept, asks
    return ends[0]


@settings(max_examples=60)
@given(st.floats(0, 0.9), st.floats(0, 0.9), st.lists(st.floats(0, 0.24), min_size=4, max_size=4))
def test_long_talks_solved_from_their_end_give_the_equilibrium(one, two, options):
    outside, inside = np.array(options[:2]), np.array(options[2:])
    found = AlternatingOffers(one, two, *outside, *inside).equilibrium()
    assert found.proposer == pytest.approx(backwards(one, two, outside, inside, 401), abs=1e-9)
    assert found.responder == pytest.approx(1 - found.proposer)


@pytest.mark.parametrize("accident", [0.05, 0.2, 0.6])
@pytest.mark.parametrize("thrown", [(0.0, 0.0), (0.3, 0.1), (0.05, 0.6)])
def test_an_accident_counts_as_what_is_lived_on(accident, thrown):
    """Solve from the end: nobody is in a hurry, but a refusal may end the talks by chance."""
    worth = list(thrown)
    for turn in reversed(range(801)):
        proposer, responder = turn % 2, 1 - turn % 2
        waits = accident * thrown[responder] + (1 - accident) * worth[responder]
        worth[proposer], worth[responder] = 1 - waits, waits
    inside = {"inside_first": thrown[0], "inside_second": thrown[1]}
    found = AlternatingOffers(1 - accident, 1 - accident, **inside).equilibrium()
    assert found.proposer == pytest.approx(worth[0], abs=1e-9)


@settings(max_examples=20)
@given(st.floats(0.01, 2), st.floats(0.01, 2), st.floats(0, 0.45), st.floats(0, 0.45))
def test_with_inside_options_fast_offers_tend_to_nash(one, two, a1, a2):
    """What they live on while they talk is the fall-back of Nash's solution."""
    options = {"inside_first": a1, "inside_second": a2}
    limit = AlternatingOffers.limit(one, two, **options).proposer
    soon = AlternatingOffers.from_rates(one, two, 1e-5, **options).equilibrium().proposer
    nash = NashBargain([a1, a2], power=[1 / one, 1 / two]).solution().shares[0]
    assert soon == pytest.approx(limit, abs=1e-4)
    assert nash == pytest.approx(limit)


def test_the_same_numbers_read_in_two_ways():
    """By hand: half of 1 each, neither would leave for less; 0.3 and half of the 0.6 left."""
    leave = AlternatingOffers.limit(1, 1, outside_first=0.3, outside_second=0.1)
    live = AlternatingOffers.limit(1, 1, inside_first=0.3, inside_second=0.1)
    assert leave.proposer == pytest.approx(0.5)
    assert live.proposer == pytest.approx(0.6)


def test_an_option_to_leave_for_counts_only_above_what_one_lives_on():
    live = {"inside_first": 0.2, "inside_second": 0.4}
    same = AlternatingOffers.limit(1, 1, outside_second=0.4, **live)
    more = AlternatingOffers.limit(1, 1, outside_second=0.7, **live)
    assert same.responder == pytest.approx(0.4 + 0.2)
    assert more.responder == pytest.approx(0.7)


def test_a_sweep_equals_its_single_talks():
    first, second = np.array([[0.2], [0.9], [1.0]]), np.array([0.1, 0.8])
    swept = AlternatingOffers(first, second, 0.1, 0.3).equilibrium().proposer
    assert swept.shape == (3, 2)
    for i, j in np.ndindex(3, 2):
        one = AlternatingOffers(float(first[i, 0]), float(second[j]), 0.1, 0.3).equilibrium()
        assert swept[i, j] == one.proposer


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: NashBargain([0.6, 0.5]), "they need|need 1.1 of a pie of 1"),
        (lambda: NashBargain([0.5, 0.5]), "leave something to gain"),
        (lambda: NashBargain([0.5, 2]), "need inf of a pie"),
        (lambda: NashBargain([0.1]), "outside must have two or more parties; got 1"),
        (lambda: NashBargain([0, np.nan]), "outside must be finite; got nan"),
        (lambda: NashBargain([0, 0], power=[1, 0]), "power must be above 0; got 0"),
        (lambda: NashBargain([0, 0], power=[1]), "an entry for each of 2 parties; got 1"),
        (lambda: NashBargain([0, 0], [linear_utility()]), "an entry for each of 2 parties; got 1"),
        (lambda: NashBargain([0, 0], pie=-1), "pie must be above 0; got -1"),
        (
            lambda: NashBargain([0, 0], [linear_utility(), Utility(np.square, lambda x: 2 * x)]),
            "utility must be concave",
        ),
        (
            lambda: NashBargain([0, 0], [linear_utility(), Utility(np.negative, np.ones_like)]),
            "must be concave with the slope given",
        ),
        (
            lambda: NashBargain([0, 0], [linear_utility(), Utility(np.cos, lambda x: -np.sin(x))]),
            "must be finite and increasing",
        ),
        (
            lambda: NashBargain([0, 0], [linear_utility(), Utility(np.sqrt, np.ones_like)]),
            "must be concave with the slope given",
        ),
        (lambda: NashBargain([0, 0, 0]).frontier(), "two parties here; got 3"),
        (lambda: power_utility(1), r"caution must lie in \[0, 1\); got 1"),
        (lambda: AlternatingOffers(1, 1), "must not both be 1"),
        (lambda: AlternatingOffers(1.2, 0.5), r"first must lie in \[0, 1\]; got 1.2"),
        (lambda: AlternatingOffers(0.5, 0.5, 0.6, 0.5), "add up to less than 1; got 1.1"),
        (lambda: AlternatingOffers([0.5, 0.6], [0.1, 0.2, 0.3]), "must broadcast; got shapes"),
        (lambda: AlternatingOffers.from_rates(0.1, 0.1, 1e-9), "so ask for the limit"),
        (lambda: AlternatingOffers.from_rates(0.1, 0.1, 0), "delay must be above 0; got 0"),
        (lambda: AlternatingOffers.limit(0, 0.1), "first must be above 0; got 0"),
        (lambda: AlternatingOffers(0.5, 0.5, inside_first=1), r"inside_first must lie in \[0, 1\)"),
        (
            lambda: AlternatingOffers(0.5, 0.5, inside_first=0.6, outside_second=0.5),
            "must leave something to agree on.*got 1.1",
        ),
    ],
)
def test_bad_arguments_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize(
    "make",
    [
        lambda: NashBargain("ab"),
        lambda: NashBargain([0, 0], [linear_utility(), np.sqrt]),
        lambda: Utility(1, np.sqrt),
        lambda: NashBargain([0, 0], pie=True),
    ],
)
def test_wrong_types_are_refused(make):
    with pytest.raises(TypeError):
        make()


def test_equal_bargains_are_equal():
    one, same, other = NashBargain([0.1, 0.2]), NashBargain([0.1, 0.2]), NashBargain([0.1, 0.3])
    assert one == same
    assert hash(one) == hash(same)
    assert one != other
