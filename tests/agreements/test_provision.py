"""Gifts to a public good: equilibria against best replies, and the theorems about them."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.optimize import brentq

from govlib.agreements import (
    CES,
    Demand,
    LargeEconomy,
    PrivateProvision,
    Substitution,
    crowding_design,
    crowding_out,
    provide,
)
from govlib.games import GiftEconomy

VALUES = st.floats(0.05, 0.95)


@st.composite
def economies(draw, most=6, equal=False):
    n = draw(st.integers(1, most))
    incomes = draw(st.lists(st.floats(0.1, 20), min_size=n, max_size=n))
    shape = VALUES if equal else st.lists(VALUES, min_size=n, max_size=n)
    return PrivateProvision(incomes, draw(shape))


def no_better_gift(economy, income, others, gift, price=1.0, tax=0.0):
    """Check gifts by trying others; ``others`` is what there is without one's own gift."""
    for i, (w, rest) in enumerate(zip(income, others, strict=True)):
        alpha = economy.valuation[i]
        tried = np.append(np.linspace(0, w - tax, 400, endpoint=False), gift[i])
        with np.errstate(divide="ignore"):
            worth = (1 - alpha) * np.log(w - tax - tried) + alpha * np.log(
                max(rest, 0) + tried / price
            )
        if worth[-1] < worth.max() - 1e-9:
            return False
    return True


@given(economies(), st.floats(0, 5), st.floats(0, 0.9))
def test_no_gift_beats_those_of_the_equilibrium(economy, grant, taxed):
    taxes = taxed * economy.incomes
    found = economy.equilibrium(taxes=taxes, grant=grant)
    income = economy.incomes - taxes
    assert found.public == pytest.approx(found.gifts.sum() + taxes.sum() + grant)
    assert found.private == pytest.approx(income - found.gifts)
    assert no_better_gift(economy, income, found.public - found.gifts, found.gifts)


@given(economies(), st.floats(0, 5))
def test_the_public_good_is_the_only_one_that_fits(economy, grant):
    def excess(total):
        return np.maximum(economy.incomes - economy.kept * total, 0).sum() + grant - total

    fits = brentq(excess, 0, economy.incomes.sum() + grant + 1, xtol=1e-14)
    assert economy.equilibrium(grant=grant).public == pytest.approx(fits)


@given(st.lists(st.floats(0.1, 20), min_size=2, max_size=8))
def test_half_and_half_is_the_summation_game(incomes):
    assert PrivateProvision(incomes).equilibrium().public == pytest.approx(
        GiftEconomy(incomes).summation_total
    )


@given(economies(), st.data())
def test_income_moved_among_givers_changes_nothing(economy, data):
    """Warr (1983): unless the one who loses income would give less than nothing."""
    found = economy.equilibrium()
    givers = np.flatnonzero(found.contributes)
    frm, to = (data.draw(st.sampled_from(givers.tolist())) for _ in range(2))
    move = data.draw(st.floats(0, 0.999)) * found.gifts[frm]
    incomes = economy.incomes.copy()
    incomes[frm] -= move
    incomes[to] += move
    after = PrivateProvision(incomes, economy.valuation).equilibrium()
    assert after.public == pytest.approx(found.public)
    assert after.private == pytest.approx(found.private)


@given(economies(), st.floats(0.01, 0.99))
def test_taxes_below_the_gifts_are_undone_in_full(economy, part):
    taxes = part * economy.equilibrium().gifts
    assert crowding_out(economy, taxes=taxes).share == pytest.approx(1, abs=1e-6)


@given(economies(), st.floats(0.01, 10))
def test_a_grant_is_undone_in_part(economy, grant):
    found = crowding_out(economy, grant=grant)
    assert -1e-9 <= found.share <= 1
    assert found.rise > 0
    givers = found.after.contributes
    if (givers == found.before.contributes).all():
        kept = economy.kept[givers].sum()
        assert found.share == pytest.approx(kept / (1 + kept))


@given(economies(equal=True))
def test_gifts_fall_short_of_the_efficient_amount(economy):
    full, found = economy.lindahl(), economy.equilibrium()
    assert full.price.sum() == pytest.approx(1)
    assert full.private + full.price * full.public == pytest.approx(economy.incomes)
    # Samuelson: the values of one more unit add up to its cost
    worth = economy.valuation / (1 - economy.valuation) * full.private / full.public
    assert worth.sum() == pytest.approx(1)
    assert found.public <= full.public * (1 + 1e-12)


@given(economies(), st.floats(0, 0.95))
def test_a_match_makes_gifts_cheaper(economy, rate):
    n = len(economy.incomes)
    assume(economy.incomes.min() > rate / n * economy.incomes.sum())  # everybody can pay the tax
    found = economy.matched(rate)
    tax = rate * found.public / n
    assert found.public == pytest.approx(found.gifts.sum() / (1 - rate))
    assert found.private + found.gifts + tax == pytest.approx(economy.incomes)
    others = found.public - found.gifts / (1 - rate)
    assert no_better_gift(economy, economy.incomes, others, found.gifts, 1 - rate, tax)


@given(st.integers(1, 30), VALUES, st.floats(0.1, 10))
def test_the_right_match_makes_equals_efficient(n, alpha, income):
    economy = PrivateProvision(np.full(n, income), alpha)
    assert economy.matched(1 - 1 / n).public == pytest.approx(economy.lindahl().public)
    assert economy.matched(0).public == pytest.approx(economy.equilibrium().public)


def test_a_sweep_equals_its_single_economies():
    incomes = np.array([[10, 6, 2], [1, 1, 1], [0, 0, 5.0]])
    rates, grants = np.array([0, 0.2, 0.4]), np.array([0, 1, 2.0])
    swept = PrivateProvision(incomes, [0.3, 0.5, 0.7])
    many = swept.equilibrium(grant=grants)
    for i, row in enumerate(incomes):
        one = PrivateProvision(row, [0.3, 0.5, 0.7])
        assert many.gifts[i] == pytest.approx(one.equilibrium(grant=grants[i]).gifts)
        assert many.contributors[i] == one.equilibrium(grant=grants[i]).contributors
    lone = PrivateProvision([4, 3, 3])
    assert lone.matched(rates).public == pytest.approx([lone.matched(r).public for r in rates])
    assert lone.equilibrium(grant=grants).gifts.shape == (3, 3)
    assert type(lone.equilibrium().public) is float
    assert type(lone.equilibrium().contributors) is int


def test_utilities_follow_their_formula():
    economy = PrivateProvision([4, 4], [0.25, 0.5])
    with pytest.raises(ValueError, match="private must be at least 0; got -1"):
        economy.utility([-1, 1], 1)
    assert economy.utility([np.e, 1], np.e**2) == pytest.approx([0.75 + 0.5, 1.0])
    assert economy.utility([0, 1], 1)[0] == -np.inf


@given(st.integers(1, 400), VALUES)
def test_the_large_economy_is_the_same_equilibrium(n, alpha):
    found = PrivateProvision(np.arange(1, n + 1) / n, alpha).equilibrium()
    large = LargeEconomy(n, alpha)
    # who is indifferent gives nothing but rounding
    assert large.contributors == (found.gifts > 1e-12).sum()
    assert large.public == pytest.approx(found.public)
    assert large.optimum_public == pytest.approx(
        PrivateProvision(np.arange(1, n + 1) / n, alpha).lindahl().public
    )


@given(VALUES)
def test_in_a_large_economy_nearly_nobody_gives(alpha):
    kept = (1 - alpha) / alpha
    large = LargeEconomy(np.array([1e4, 1e8, 1e12]), alpha)
    assert (np.diff(large.share) < 0).all()
    assert large.public[-1] == pytest.approx(1 / kept, rel=1e-3)
    assert large.contributors[-1] == pytest.approx(np.sqrt(2e12 / kept), rel=1e-3)


def test_the_tax_of_the_experiment_is_undone_in_theory():
    assert crowding_out(crowding_design(), taxes=2).share == pytest.approx(1)


@given(economies(most=4), st.floats(0, 3), st.floats(0, 0.9))
def test_the_general_solver_agrees_with_the_exact_one(economy, grant, taxed):
    taxes = taxed * economy.incomes
    exact = economy.equilibrium(taxes=taxes, grant=grant)
    ways = [
        [CES(a) for a in economy.valuation],
        [Demand(lambda z, a=a: a * z) for a in economy.valuation],
        [Substitution(lambda x, g, a=a: a / (1 - a) * x / g) for a in economy.valuation],
    ]
    for preferences in ways:
        found = provide(economy.incomes, preferences, taxes=taxes, grant=grant)
        assert found.public == pytest.approx(exact.public, rel=1e-9)
        assert found.gifts == pytest.approx(exact.gifts, abs=1e-8 * economy.incomes.max())


def logarithmic(z):
    """A demand with a slope between 0 and 1 that is nowhere constant."""
    return 0.5 * z + 0.4 * (1 - np.exp(-z))


@pytest.mark.parametrize(
    "preference",
    [CES(0.6, 0.3), CES(0.45, 3.0), Demand(logarithmic), Substitution(lambda x, g: (1 + x) / g**2)],
)
def test_neutrality_holds_for_any_normal_preferences(preference):
    base = provide([10, 8, 1], preference)
    assert base.contributes[:2].all()
    move = 0.5 * base.gifts[1]
    moved = provide([10 + move, 8 - move, 1], preference)
    assert moved.public == pytest.approx(base.public)
    taxed = provide([10, 8, 1], preference, taxes=[0.5 * base.gifts[0], move, 0])
    assert taxed.public == pytest.approx(base.public)
    assert provide([10, 8, 1], preference, grant=1).public > base.public


def test_a_giver_sits_where_one_more_unit_is_worth_its_cost():
    rate = Substitution(lambda x, g: (x / g) ** (1 / 0.4))
    found = provide([10, 3], [rate, CES(0.5, 0.4)])
    giver = int(np.argmax(found.gifts))
    assert found.private[giver] == pytest.approx(found.public)


def test_preferences_at_their_ends():
    assert CES(0.5).keeps(0) == Demand(lambda z: z / 2).keeps(0) == 0
    # more than any number: she keeps all
    assert CES(0.4, 1e6).keeps(3) == np.inf
    assert CES(0.4, 1e6).keeps(0) == 0
    assert CES(Fraction(1, 5), Decimal("0.5")).keeps(3.0) == CES(0.2, 0.5).keeps(3.0)
    assert Substitution(lambda x, g: 0.5).keeps(1.0) == np.inf
    assert Substitution(lambda x, g: 2.0).keeps(1.0) == 0
    assert Demand(lambda z: 0.0).keeps(1.0) == np.inf
    assert Demand(lambda z: z).keeps(1.0) == 0
    none = provide([5, 5], Demand(lambda z: 0.0), grant=2)
    assert (none.gifts.sum(), none.public) == (0, 2)
    broke = provide([4, 2], CES(0.5), taxes=[4, 2])
    assert (broke.gifts.sum(), broke.public) == (0, 6)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: PrivateProvision([1, -1]), "incomes must be at least 0; got -1"),
        (lambda: PrivateProvision([0, 0]), "incomes must not all be 0"),
        (lambda: PrivateProvision(3), "one entry a member"),
        (lambda: PrivateProvision([]), "incomes must not be empty"),
        (lambda: PrivateProvision([1, 2], 1.0), r"valuation must lie in \(0, 1\); got 1"),
        (lambda: PrivateProvision([1, 2], [0.1, 0.2, 0.3]), "one number or one a member"),
        (
            lambda: PrivateProvision([1, 2], [[0.1], [0.2]]).equilibrium(taxes=[1, 2, 3]),
            "n = 2 entries",
        ),
        (lambda: PrivateProvision([1, 2]).equilibrium(taxes=[1.5, 0]), "one does by 0.5"),
        (
            lambda: PrivateProvision([1, 2]).equilibrium(grant=-1),
            "grant must be at least 0; got -1",
        ),
        (
            lambda: PrivateProvision([1, 2]).equilibrium(grant=np.nan),
            "grant must be at least 0; got nan",
        ),
        (
            lambda: PrivateProvision([[1, 2]] * 3).equilibrium(grant=[1, 2]),
            "taxes and grant must broadcast",
        ),
        (lambda: PrivateProvision([[1, 2]] * 3).matched([0.1, 0.2]), "rate must broadcast"),
        (lambda: PrivateProvision([1, 2]).matched(1), r"rate must lie in \[0, 1\); got 1"),
        (lambda: PrivateProvision([100, 0.01], 0.9).matched(0.9), "exceed somebody's income"),
        (lambda: crowding_out(PrivateProvision([1, 2])), "no public money"),
        (lambda: LargeEconomy(0), r"n must lie in \[1, 1e\+15\]; got 0"),
        (lambda: LargeEconomy(2.5), "n must be whole; got 2.5"),
        (lambda: LargeEconomy(1e16), r"n must lie in \[1, 1e\+15\]"),
        (lambda: LargeEconomy([1, 2], [0.1, 0.2, 0.3]), "must broadcast"),
        (lambda: CES(1.5), "valuation must lie in"),
        (lambda: CES(0.5, 0), "elasticity must be above 0; got 0"),
        (lambda: provide([], CES(0.5)), "incomes must not be empty"),
        (lambda: provide([1, 2], [CES(0.5)]), "one for each of 2; got 1"),
        (lambda: provide([1, 2], CES(0.5), taxes=[2, 0]), "one does by 1"),
        (lambda: provide([1, 2], CES(0.5), taxes=[0, 0, 0]), "n = 2 entries"),
        (
            lambda: provide([9, 9], Substitution(lambda x, g: 2 / g**0.5)),
            "jumps at a public good of 4",
        ),
        (lambda: provide([9, 9], Demand(lambda z: 2 * z)), "a part of what there is to divide"),
        (
            lambda: provide([9, 9], Substitution(lambda x, g: -1.0)),
            "substitution must be at least 0",
        ),
        (lambda: provide([9, 9], Substitution(lambda x, g: g**3 * x)), "is not normal"),
    ],
)
def test_bad_arguments_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_bad_types_are_refused():
    with pytest.raises(TypeError, match="must be callable"):
        Demand(3)
    with pytest.raises(TypeError, match="must be callable"):
        Substitution(3)
    with pytest.raises(TypeError, match="must have a method keeps"):
        provide([1, 2], [0.5, 0.5])
    with pytest.raises(TypeError, match="incomes must be a number"):
        PrivateProvision("rich")
