"""Power indices against brute force, closed forms and each other's ways of counting."""

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.voting import (
    Conjunction,
    Union,
    WeightedGame,
    banzhaf,
    imf_executive_board,
    shapley_shubik,
)
from govlib.voting._counting import _box, _boxed, _line, tally
from govlib.voting._halves import halves
from govlib.voting._owen import _nodes, owen_integral

SIZES = st.integers(1, 7)


@st.composite
def weighted(draw, n=None, largest=40):
    n = draw(SIZES) if n is None else n
    weights = draw(st.lists(st.integers(0, largest), min_size=n, max_size=n).filter(any))
    return WeightedGame(weights, draw(st.integers(1, sum(weights))))


@st.composite
def combined(draw):
    n = draw(SIZES)
    game = draw(weighted(n))
    for _ in range(draw(st.integers(0, 2))):
        other = draw(weighted(n))
        game = game & other if draw(st.booleans()) else game | other
    return game


def brute_force(game):
    """Winning coalitions, swings and shares of orders, by trying all coalitions."""
    n = game.n
    coalitions = list(itertools.product([False, True], repeat=n))
    won = dict(zip(coalitions, game.wins(coalitions).tolist(), strict=True))
    swings, shares = [0] * n, [Fraction(0)] * n
    for coalition in (c for c in coalitions if won[c]):
        size = sum(coalition)
        for i in range(n):
            without = tuple(c and j != i for j, c in enumerate(coalition))
            if coalition[i] and not won[without]:
                swings[i] += 1
                orders = math.factorial(size - 1) * math.factorial(n - size)
                shares[i] += Fraction(orders, math.factorial(n))
    return sum(won.values()), tuple(swings), tuple(shares)


@given(combined())
def test_any_combination_agrees_with_all_coalitions(game):
    winning, swings, shares = brute_force(game)
    power = banzhaf(game)
    assert (power.winning, power.swings) == (winning, swings)
    assert shapley_shubik(game).shares == shares


@given(st.lists(weighted(n=6), min_size=1, max_size=3))
@settings(max_examples=50)
def test_tables_and_halves_count_the_same(rules):
    for by_size in (False, True):
        weights, corner, _ = _boxed(tuple(rules), by_size)
        winning, containing = halves(weights, corner, 6)
        if not by_size:
            winning, containing = winning.sum(keepdims=True), containing.sum(1, keepdims=True)
        ways = [_box(weights, corner, 6, by_size)]
        if len(weights) == 1 and not by_size:
            ways.append(_line(weights[0], int(corner[0])))
            ways.append(halves(weights, corner, 6, by_size=False))
        for way in ways:
            assert (way[0] == winning).all()
            assert (way[1] == containing).all()


@given(weighted())
def test_swings_are_those_of_the_dual(game):
    ours, other = banzhaf(game), banzhaf(game.dual())
    assert ours.swings == other.swings
    assert ours.winning + other.winning == 2**game.n
    assert shapley_shubik(game).shares == shapley_shubik(game.dual()).shares


@given(combined(), st.randoms(use_true_random=False))
def test_power_follows_a_relabelling_of_members(game, random):
    order = random.sample(range(game.n), game.n)

    def relabel(part):
        if isinstance(part, WeightedGame):
            return WeightedGame([part.weights[i] for i in order], part.quota)
        return type(part)(tuple(map(relabel, part.parts)))

    moved = relabel(game)
    assert banzhaf(moved).swings == tuple(banzhaf(game).swings[i] for i in order)
    there, here = shapley_shubik(moved).shares, shapley_shubik(game).shares
    assert there == tuple(here[i] for i in order)


@given(combined())
def test_indices_hang_together(game):
    power, orders = banzhaf(game), shapley_shubik(game)
    assert sum(orders.shares) == 1
    assert power.index.sum() == pytest.approx(1)
    assert orders.index == pytest.approx([float(share) for share in orders.shares])
    # the absolute index is the harmonic mean of Coleman's two powers of a member
    some = np.array(power.swings) > 0
    mean = 2 / (1 / power.prevent[some] + 1 / power.initiate[some])
    assert power.absolute[some] == pytest.approx(mean)
    assert power.absolute == pytest.approx(2 * power.act * power.prevent)
    assert ((power.prevent == 1) == game.veto_players).all()
    assert power.shares == tuple(Fraction(s, sum(power.swings)) for s in power.swings)


@given(weighted(largest=9), st.integers(2, 10**6))
def test_a_common_factor_does_not_matter(game, factor):
    scaled = WeightedGame([w * factor for w in game.weights], game.quota * factor)
    assert banzhaf(scaled) == banzhaf(game)
    assert shapley_shubik(scaled).shares == shapley_shubik(game).shares


@pytest.mark.parametrize(("n", "quota"), [(5, 3), (190, 96), (190, 160), (501, 251), (64, 1)])
def test_equal_votes_have_the_binomial_chance_of_a_swing(n, quota):
    """The chance that exactly quota − 1 of the others agree; 501 members fill eleven limbs."""
    power = banzhaf(WeightedGame.members(n, quota))
    assert set(power.swings) == {math.comb(n - 1, quota - 1)}
    assert power.winning == sum(math.comb(n, s) for s in range(quota, n + 1))


def test_weights_too_large_for_a_table_are_counted_in_halves():
    """Thirteen of these 26 weigh less than any fourteen, so that only numbers matter."""
    game = WeightedGame([3 * 10**9 + i for i in range(26)], 14 * 3 * 10**9)
    members = WeightedGame.members(26, 14)
    assert banzhaf(game) == banzhaf(members)
    assert shapley_shubik(game).shares == shapley_shubik(members).shares
    # two such rules at once, by comparing all pairs of halves
    again = WeightedGame([2 * 10**9 + 5 * i for i in range(26)], 14 * 2 * 10**9)
    assert banzhaf(game & again) == banzhaf(members)


@pytest.mark.parametrize("n", [7, 190])
def test_equal_votes_share_alike(n):
    shares = shapley_shubik(WeightedGame.members(n, n // 2 + 1)).shares
    assert set(shares) == {Fraction(1, n)}


def counts_of_sums(weights):
    """How many coalitions weigh how much, from a dictionary that grows member by member."""
    counts = {0: 1}
    for w in weights:
        more = dict(counts)
        for total, number in counts.items():
            more[total + w] = more.get(total + w, 0) + number
        counts = more
    return counts


def test_votes_of_two_sizes_are_counted_exactly():
    """Weights near multiples of 1000: a truncated Fourier series is off by 4e-4 there."""
    weights = [1000 * k + 1 for k in np.random.default_rng(3).integers(1, 6, 50).tolist()]
    game = WeightedGame.above(weights, "1/2")
    power = banzhaf(game)
    for i in (0, int(np.argmin(weights)), int(np.argmax(weights))):
        others = counts_of_sums(weights[:i] + weights[i + 1 :])
        window = range(game.quota - weights[i], game.quota)
        assert power.swings[i] == sum(c for total, c in others.items() if total in window)
    exact = shapley_shubik(game)
    assert exact.exact
    assert owen_integral(game) == pytest.approx(exact.index, abs=1e-13)


@given(weighted(n=7), st.integers(1, 300))
@settings(max_examples=50)
def test_owens_integral_is_the_index(game, factor):
    scaled = WeightedGame([w * factor for w in game.weights], game.quota * factor)
    assert owen_integral(scaled) == pytest.approx(shapley_shubik(game).index, abs=1e-13)


def test_owens_integral_on_the_executive_board():
    game = imf_executive_board(0.85).game
    assert owen_integral(game) == pytest.approx(shapley_shubik(game).index, abs=1e-13)


def test_large_games_are_integrated_and_add_up():
    """600 members, so that the table of chances has to be scaled on the way."""
    weights = np.random.default_rng(0).integers(1, 50, 600).tolist()
    power = shapley_shubik(WeightedGame.above(weights, 0.5))
    assert not power.exact
    assert power.shares is None
    assert power.index.sum() == pytest.approx(1, abs=1e-12)
    order = np.argsort(weights, kind="stable")
    assert (np.diff(power.index[order]) >= -1e-15).all()
    assert power.index == pytest.approx(np.array(weights) / sum(weights), rel=0.01)


@pytest.mark.parametrize("n", [2, 9, 40, 120, 400])
def test_nodes_integrate_any_swing(n):
    """A member's chance p^k (1 − p)^(n − 1 − k) has the beta function as its integral."""
    x, share = np.polynomial.legendre.leggauss(_nodes(n))
    p = (1 + x) / 2
    for k in {0, (n - 1) // 3, (n - 1) // 2, n - 1}:
        term = math.comb(n - 1, k) * p**k * (1 - p) ** (n - 1 - k)
        assert share @ term / 2 == pytest.approx(1 / n, abs=1e-14)


def test_what_is_too_large_is_refused():
    many = WeightedGame([10**9 + i for i in range(60)], 31 * 10**9)
    with pytest.raises(ValueError, match="divide the weights by a common factor"):
        banzhaf(many)
    with pytest.raises(ValueError, match="divide the weights by a common factor"):
        shapley_shubik(many)
    with pytest.raises(ValueError, match="60 members"):
        tally((many, WeightedGame.members(60, 31)), by_size=True)


@pytest.mark.parametrize("game", [None, 3, [4, 2, 1], "majority"])
def test_what_is_no_game_is_refused(game):
    with pytest.raises(TypeError, match="game must be a weighted game"):
        banzhaf(game)
    with pytest.raises(TypeError, match="game must be a weighted game"):
        shapley_shubik(game)


def test_a_single_part_is_itself():
    game = WeightedGame([3, 2, 1], 4)
    assert banzhaf(Conjunction((game,))) == banzhaf(Union((game,))) == banzhaf(game)
    assert banzhaf(game & game) == banzhaf(game | game) == banzhaf(game)
