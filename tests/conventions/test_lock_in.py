"""Increasing returns and urns: closed forms, exact courses, and draws beside them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.conventions import (
    Returns,
    TwoKinds,
    Urn,
    polya_limit_above,
    polya_shares,
    power_rule,
    smooth_rule,
)

WALKS = st.builds(TwoKinds, st.integers(1, 7), st.integers(1, 7), st.floats(0.1, 0.9))


def copy(share):
    return share


@given(
    st.tuples(st.floats(-5, 5), st.floats(-5, 5)),
    st.tuples(st.floats(0, 2), st.floats(0, 2)),
    st.integers(0, 12),
)
def test_adopters_who_are_alike_by_choosing_in_turn(base, gain, adopters):
    counts, total = [0, 0], 0.0
    for _ in range(adopters):
        worth = [base[k] + gain[k] * counts[k] for k in (0, 1)]
        k = int(worth[1] > worth[0])
        counts[k] += 1
        total += worth[k]
    chosen = Returns(base, gain).choose(adopters)
    assert chosen.first == counts[0]
    assert chosen.total == pytest.approx(total)


@given(
    st.tuples(st.floats(-5, 5), st.floats(-5, 5)),
    st.tuples(st.floats(0, 2), st.floats(0, 2)),
    st.integers(0, 12),
)
def test_no_split_of_the_adopters_beats_the_best_total(base, gain, adopters):
    standards = Returns(base, gain)
    splits = [
        standards.all_on(0, first).total + standards.all_on(1, adopters - first).total
        for first in range(adopters + 1)
    ]
    assert standards.optimum(adopters).total == pytest.approx(max(splits))


@given(WALKS)
@settings(max_examples=25)
def test_the_end_of_the_walk_by_following_it(walk):
    course = walk.course(1500)
    assert course.open[-1] < 1e-6
    assert walk.chance_of_first == pytest.approx(course.first[-1], abs=1e-6)
    assert walk.mean_adopters == pytest.approx(course.open.sum(), rel=1e-5)
    assert course.lead.sum(axis=1) == pytest.approx(np.ones(1501))


@given(WALKS)
def test_the_walk_mirrors(walk):
    other = TwoKinds(walk.behind, walk.ahead, 1 - walk.share)
    assert walk.chance_of_first == pytest.approx(1 - other.chance_of_first)
    assert walk.mean_adopters == pytest.approx(other.mean_adopters)


@pytest.mark.parametrize("share", [0.5 - 1e-7, 0.5 + 1e-7, 0.5 + 1e-12])
def test_near_even_shares_have_no_jump(share):
    walk = TwoKinds(30, 50, share)
    assert walk.chance_of_first == pytest.approx(0.625, abs=1e-5)
    assert walk.mean_adopters == pytest.approx(1500, rel=1e-5)


def test_certain_kinds_and_long_barriers():
    assert TwoKinds(3, 5, 1.0).chance_of_first == 1
    assert TwoKinds(3, 5, 1.0).mean_adopters == 3
    assert TwoKinds(3, 5, 0.0).mean_adopters == 5
    assert TwoKinds(10**6, 10**6, 0.6).chance_of_first == 1
    assert TwoKinds(10**6, 10**6, 0.4).chance_of_first == 0


def test_histories_follow_the_exact_course():
    walk, draws = TwoKinds(3, 4, 0.45), 20_000
    lead = walk.walks(60, draws=draws, rng=2)
    assert (np.abs(np.diff(lead, axis=1)) == 1).all()
    for t in (3, 10, 60):
        spread = 5 / np.sqrt(draws)
        assert (lead[:, t] >= 3).mean() == pytest.approx(walk.course(60).first[t], abs=spread)
        assert (lead[:, t] <= -4).mean() == pytest.approx(walk.course(60).second[t], abs=spread)
    held = (lead >= 3) | (lead <= -4)
    assert (held[:, 1:] >= held[:, :-1]).all()


@pytest.mark.parametrize("gain", [(0.1, 0.1), (0.3, 0.07)])
def test_barriers_from_returns_by_trying_leads(gain):
    preference = (0.6, 0.21)
    walk = TwoKinds.from_returns(preference, gain)
    # the lead at which the other standard is worth more, with decimals as they print
    lead = next(k for k in range(1, 100) if round(k * gain[1] - preference[1], 9) > 0)
    lag = next(k for k in range(1, 100) if round(k * gain[0] - preference[0], 9) > 0)
    assert (walk.ahead, walk.behind) == (lead, lag)


@given(st.integers(1, 6), st.integers(1, 6), st.integers(0, 30))
def test_an_urn_that_copies_is_polyas(first, second, draws):
    exact = Urn(first, second, copy).distribution(draws)
    assert exact == pytest.approx(polya_shares(first, second, draws), abs=1e-12)
    assert exact.sum() == pytest.approx(1)


@given(st.integers(1, 5), st.integers(1, 5), st.floats(0.05, 0.95))
@settings(max_examples=10)
def test_polyas_limit_from_many_draws(first, second, share):
    urn = Urn(first, second, copy)
    want = polya_limit_above(first, second, share)
    assert urn.chance_above(share, steps=800) == pytest.approx(want, abs=8e-3)


@given(st.integers(1, 5), st.integers(1, 5), st.floats(0, 3), st.integers(0, 40))
def test_urns_mirror(first, second, exponent, draws):
    rule = power_rule(exponent)
    one, two = Urn(first, second, rule), Urn(second, first, rule)
    assert one.distribution(draws) == pytest.approx(two.distribution(draws)[::-1], abs=1e-12)
    assert one.chance_above(0.5, draws) == pytest.approx(1 - two.chance_above(0.5, draws))


def test_histories_of_an_urn_follow_its_distribution():
    urn, draws = Urn(1, 2, smooth_rule), 20_000
    share = urn.draw(30, draws=draws, rng=4)[:, -1]
    counts = np.bincount(np.rint(share * 33 - 1).astype(int), minlength=31) / draws
    assert counts == pytest.approx(urn.distribution(30), abs=5 / np.sqrt(draws))


def test_rest_points_and_where_the_urn_goes():
    spread, crowd = Urn(1, 1, power_rule(0.5)), Urn(1, 1, power_rule(2))
    assert [(p.share, p.stable) for p in spread.rest_points()] == [
        (0.0, False),
        (0.5, True),
        (1.0, False),
    ]
    assert [(p.share, p.stable) for p in crowd.rest_points()] == [
        (0.0, True),
        (0.5, False),
        (1.0, True),
    ]
    shares = (1 + np.arange(3001)) / 3002
    middle = (shares > 0.4) & (shares < 0.6)
    assert spread.distribution(3000)[middle].sum() > 0.99
    assert crowd.distribution(3000)[middle].sum() < 0.02
    found = Urn(1, 1, lambda x: 0.2 + 0.4 * x).rest_points()
    assert len(found) == 1
    assert found[0].share == pytest.approx(1 / 3)
    assert found[0].stable
    with pytest.raises(ValueError, match="whole stretch"):
        Urn(1, 1, copy).rest_points()


def test_an_exponent_of_nothing_ignores_the_share():
    assert (power_rule(0)(np.array([0, 0.3, 1])) == 0.5).all()


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: Returns((1, 2, 3), (0, 0)), "base must hold two"),
        (lambda: Returns((1, 2), (-1, 0)), "gain must lie"),
        (lambda: Returns((1, 2), (0, 0)).choose(-1), "adopters must lie"),
        (lambda: Returns((1, 2), (0, 0)).all_on(2, 1), "standard must lie"),
        (lambda: TwoKinds(0, 1), "ahead must lie"),
        (lambda: TwoKinds(1, 1, 1.5), "share must lie"),
        (lambda: TwoKinds(1, 1).course(10**9), "at most 50 million"),
        (lambda: TwoKinds(1, 1).walks(10**9), "at most 50 million"),
        (lambda: TwoKinds.from_returns((-1, 1), (1, 1)), "preference must be at least 0"),
        (lambda: TwoKinds.from_returns((1, 1), (0, 1)), "gain must be above 0"),
        (lambda: Urn(0, 0, copy), "not both be 0"),
        (lambda: Urn(-1, 1, copy), "first must lie"),
        (lambda: Urn(1, 1, lambda x: 2 * x), "probabilities"),
        (lambda: Urn(1, 1, lambda x: x * np.nan), "probabilities"),
        (lambda: Urn(1, 1, lambda x: 0.5), "one probability a share"),
        (lambda: Urn(1, 1, copy).distribution(10**6), "steps must lie"),
        (lambda: Urn(1, 1, copy).draw(10**6, draws=100), "50 million"),
        (lambda: power_rule(-1), "exponent must lie"),
        (lambda: polya_shares(0, 1, 3), "first must lie"),
        (lambda: polya_limit_above(1, 1, 2), "share must lie"),
    ],
)
def test_bad_arguments_are_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_a_rule_must_be_a_function():
    with pytest.raises(TypeError, match="rule must be a function"):
        Urn(1, 1, 0.5)
