import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.networks.banking import BankNetwork, thin_claims


def claims(seed, n=8, share=1.0):
    rng = np.random.default_rng(seed)
    x = rng.lognormal(0, 2, (n, n)) * (rng.random((n, n)) < share)
    np.fill_diagonal(x, 0)
    i = np.arange(n)
    x[i, (i + 1) % n] += 1  # nobody stands alone
    return x


seeds = st.integers(0, 2**32 - 1)


@given(seeds, st.floats(0.05, 1), st.floats(0.3, 1))
def test_thinning_keeps_what_everybody_lends_and_owes(seed, density, share):
    x = claims(seed, share=share)
    y = thin_claims(x, density)
    assert y.sum(axis=0) == pytest.approx(x.sum(axis=0))
    assert y.sum(axis=1) == pytest.approx(x.sum(axis=1))
    assert (y >= 0).all()
    assert not y[x == 0].any()
    assert np.count_nonzero(y) <= np.count_nonzero(x)


@given(seeds)
def test_a_dense_network_can_be_thinned_to_a_few_links_each(seed):
    y = thin_claims(claims(seed, n=16), 0.5)
    assert np.count_nonzero(y) == 120
    # 16 creditors and 16 debtors need 31 links to settle any sums; exchanges get near that
    assert np.count_nonzero(thin_claims(y, 0.13)) <= 48


@given(seeds)
def test_thinner_networks_are_nested(seed):
    x = claims(seed)
    before = x > 0
    for density in (0.9, 0.6, 0.4, 0.2):
        after = thin_claims(x, density) > 0
        assert (after <= before).all()
        before = after


def test_full_density_changes_nothing():
    x = claims(1)
    assert (thin_claims(x, 1) == x).all()


@given(seeds, st.floats(0.01, 0.3), st.floats(0.05, 0.7), st.sampled_from(["first", "equal"]))
def test_balance_sheets_balance(seed, capital, exposure, depositors):
    network = BankNetwork(claims(seed), capital, exposure, depositors)
    assert np.maximum(network.lent, network.owed) == pytest.approx(exposure * network.balance)
    calm = network.shock(0, 0)
    assert calm.defaults == 0
    assert calm.losses == pytest.approx(0, abs=1e-9 * network.balance.max())
    assert calm.clearing.equity == pytest.approx(network.equity)


@given(seeds, st.integers(0, 7), st.floats(0, 1), st.sampled_from(["first", "equal"]))
def test_losses_add_up(seed, hit, size, depositors):
    network = BankNetwork(claims(seed), depositors=depositors)
    crisis = network.shock(hit, size)
    direct = size * (network.balance - network.lent)[hit]
    unpaid = network.owed.sum() - crisis.clearing.received.sum()
    assert crisis.losses.sum() == pytest.approx(direct + unpaid)
    assert (crisis.losses >= -1e-9 * network.balance).all()
    assert (crisis.losses <= network.balance * (1 + 1e-9)).all()
    stands = ~crisis.defaulted
    assert crisis.clearing.equity[stands] == pytest.approx((crisis.before - crisis.losses)[stands])
    near = 1e-6 * network.balance
    assert (crisis.losses[stands] <= crisis.before[stands] + near[stands]).all()
    assert (crisis.losses[~stands] >= crisis.before[~stands] - near[~stands]).all()
    assert ((crisis.equity_lost >= -1e-9) & (crisis.equity_lost <= 1)).all()
    assert crisis.passed_on == pytest.approx(crisis.losses.sum() - crisis.losses[hit])
    if crisis.defaults:
        assert np.flatnonzero(crisis.wave == 1).tolist() == [hit]
        assert crisis.waves.sum() == crisis.defaults


@given(seeds, st.integers(0, 7), st.floats(0, 1), st.floats(0, 1))
def test_a_larger_shock_hurts_more(seed, hit, a, b):
    network = BankNetwork(claims(seed))
    small, large = (network.shock(hit, size) for size in (min(a, b), max(a, b)))
    assert (large.losses >= small.losses - 1e-9 * network.balance).all()
    assert (large.defaulted >= small.defaulted).all()


@given(seeds, st.floats(0, 1))
def test_depositors_who_rank_equally_shield_the_network(seed, size):
    first, equal = (
        BankNetwork(claims(seed), depositors=d).shock(0, size) for d in ("first", "equal")
    )
    assert (equal.losses <= first.losses + 1e-9 * first.before.max()).all()
    assert (equal.defaulted <= first.defaulted).all()


def test_thinned_banks_keep_their_balance_sheets():
    network = BankNetwork(claims(3), capital=0.05, exposure=0.3, depositors="equal")
    other = network.thinned(0.4)
    assert other.density <= 0.4 < network.density
    assert other.balance == pytest.approx(network.balance)
    assert (other.capital, other.exposure, other.depositors) == (0.05, 0.3, "equal")


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda x: BankNetwork(-x), "claims must be at least 0"),
        (lambda x: BankNetwork(x + np.eye(8)), "0 on the diagonal"),
        (lambda x: BankNetwork(x, capital=0), "capital must be above 0|capital must lie"),
        (lambda x: BankNetwork(x, capital=0.1, exposure=0.95), "exposure must"),
        (lambda x: BankNetwork(x, depositors="last"), "depositors must be one of"),
        (lambda x: BankNetwork(x).shock(8, 0.1), "hit must"),
        (lambda x: BankNetwork(x).shock(0, 1.1), "size must"),
        (lambda x: BankNetwork(x).thinned(0), "density must"),
        (lambda x: BankNetwork([[0]]), "at least two countries"),
        (lambda x: BankNetwork(np.diag([1.0, 0], k=1)), "every country; got none for number 2"),
    ],
)
def test_bad_arguments(call, words):
    with pytest.raises(ValueError, match=words):
        call(claims(1))
