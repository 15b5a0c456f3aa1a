"""Inspection: the static game against nashpy, the recursive one against its own recursion."""

from functools import lru_cache
from math import comb

import nashpy
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from govlib.enforcement import Campaign, Inspection

SIZE = st.floats(0.1, 10)
SHARE = st.floats(0, 1)
GAMES = st.builds(Inspection, SIZE, SIZE, SIZE, SIZE, SHARE, st.floats(0.05, 1))


def bimatrix(game):
    """Rows inspect or not, columns violate or not."""
    inspector = [[game.payoffs(p, q).inspector for q in (1, 0)] for p in (1, 0)]
    inspectee = [[game.payoffs(p, q).inspectee for q in (1, 0)] for p in (1, 0)]
    return np.array(inspector), np.array(inspectee)


@given(GAMES)
def test_nobody_gains_by_deviating(game):
    found = game.equilibrium()
    for chance in (0.0, 0.3, 1.0):
        assert game.payoffs(chance, found.violation).inspector <= found.inspector + 1e-9
        assert game.payoffs(found.inspection, chance).inspectee <= found.inspectee + 1e-9


@pytest.mark.parametrize(
    ("fine", "cost", "kept", "detection"),
    [(1, 0.2, 0, 1), (4, 0.2, 0, 1), (4, 0.2, 0.5, 0.8), (4, 3, 0, 1), (0.5, 0.1, 0, 0.3)],
)
def test_the_equilibrium_is_the_one_that_nashpy_finds(fine, cost, kept, detection):
    game = Inspection(1, fine, cost, 1, kept, detection)
    found = game.equilibrium()
    (rows, columns), *more = nashpy.Game(*bimatrix(game)).support_enumeration()
    assert not more
    assert rows[0] == pytest.approx(found.inspection)
    assert columns[0] == pytest.approx(found.violation)


@given(GAMES)
def test_a_fine_that_is_not_kept_moves_inspections_only(game):
    low = Inspection(game.gain, game.fine, game.cost, game.loss, 0, game.detection).equilibrium()
    high = Inspection(
        game.gain, 3 * game.fine, game.cost, game.loss, 0, game.detection
    ).equilibrium()
    if 0 < low.inspection < 1:
        assert high.violation == low.violation
        assert high.inspection < low.inspection
        assert high.inspector == pytest.approx(low.inspector)


@given(GAMES)
def test_leading_never_hurts_the_inspector(game):
    follow, lead = game.equilibrium(), game.leadership()
    assert lead.inspector >= follow.inspector - 1e-9
    if lead.violation == 0:
        assert lead.inspectee == 0
        assert lead.undetected == 0
        # at the announced chance the inspectee does not gain from violating
        assert game.payoffs(lead.inspection, 1).inspectee == pytest.approx(0, abs=1e-9)


@given(GAMES, st.integers(0, 50))
def test_no_announcement_is_better_than_the_one_found(game, step):
    """The inspectee replies best; where indifferent, he complies."""
    announced = step / 50
    reply = float(game.payoffs(announced, 1).inspectee > 1e-9)
    assert game.payoffs(announced, reply).inspector <= game.leadership().inspector + 1e-9


@given(GAMES, st.floats(0.2, 3), st.floats(0, 0.9), st.floats(0.05, 0.95), st.floats(1.1, 5))
def test_a_leader_who_earns_more_than_he_loses_lets_all_violate(game, loss, wrong, share, more):
    """Where a visit can deter, pays if all violate, and does not pay if all comply."""
    assume(abs(game.kept * game.gain - loss) > 1e-6)
    detection, alarm = game.detection, wrong * game.detection
    fine = more * max(game.gain * (1 - detection) / (detection - alarm), 0.1)
    found, wronged = detection * (loss + game.kept * fine), alarm * game.kept * fine
    cost = wronged + share * (found - wronged)
    game = Inspection(game.gain, fine, cost, loss, game.kept, detection, alarm)
    assert (game.leadership().violation == 1) == (game.kept * game.gain > loss)


def test_a_sweep_equals_its_single_games():
    fine, cost = np.array([[0.5], [2.0], [8.0]]), np.array([0.1, 0.5, 2.0])
    swept = Inspection(1, fine, cost, kept=0.5)
    for i in range(3):
        for j in range(3):
            one = Inspection(1, fine[i, 0], cost[j], kept=0.5)
            for verb in ("equilibrium", "leadership"):
                many, single = getattr(swept, verb)(), getattr(one, verb)()
                for name in ("inspection", "violation", "inspector", "inspectee"):
                    assert getattr(many, name)[i, j] == getattr(single, name)
                    assert isinstance(getattr(single, name), float)


def solve(n, m, k, b):
    """Value and first chances of inspection and violation, by the recursion of 2 x 2 games."""

    @lru_cache(None)
    def value(n, m, k):
        if not n or not k or m >= n:
            return 0.0
        if not m:
            return -float(min(n, k))
        (a, c), (d, e) = matrix(n, m, k)
        return (a * e - c * d) / (a + e - c - d)

    def matrix(n, m, k):
        inspect = value(n - 1, m - 1, k), b
        pass_by = value(n - 1, m, k), -1 + value(n - 1, m, k - 1)
        return inspect, pass_by

    (a, c), (d, e) = matrix(n, m, k)
    total = a + e - c - d
    return value(n, m, k), (e - d) / total, (a - d) / total


@settings(max_examples=60)
@given(st.integers(2, 12), st.data(), st.floats(0.05, 20))
def test_the_closed_form_solves_the_recursion(n, data, b):
    m, k = data.draw(st.integers(1, n - 1)), data.draw(st.integers(1, n))
    value, chance, temptation = solve(n, m, k, b)
    game = Campaign(n, m, b, k)
    assert game.value == pytest.approx(value)
    assert game.chance == pytest.approx(chance)
    assert game.temptation == pytest.approx(temptation, abs=1e-12)


@given(st.integers(1, 12), st.integers(0, 14), st.floats(0.05, 20))
def test_the_chance_does_not_depend_on_how_often_one_means_to_violate(n, m, b):
    once, often = Campaign(n, m, b, 1), Campaign(n, m, b, n)
    assert (once.chances() == often.chances()).all()
    assert once.chances().shape == (n + 1, min(n, m) + 1)


@given(st.integers(1, 30), st.integers(0, 30), st.floats(0.05, 20))
def test_coverage_uses_up_all_inspections(n, m, b):
    covered = Campaign(n, m, b).coverage()
    assert covered.sum() == pytest.approx(min(m, n))
    assert ((covered >= 0) & (covered <= 1 + 1e-12)).all()


@given(st.integers(2, 20), st.data())
def test_more_inspections_and_fewer_periods_help_the_inspector(n, data):
    m = data.draw(st.integers(0, n - 1))
    game = Campaign(n, m)
    assert Campaign(n, m + 1).value > game.value
    assert Campaign(n + 1, m).value <= game.value
    assert game.value == pytest.approx(-comb(n - 1, m) / sum(comb(n, i) for i in range(m + 1)))


def test_ends_of_the_game():
    assert Campaign(0, 0).value == 0
    assert Campaign(0, 3).chance == 0
    assert Campaign(0, 3).coverage().shape == (0,)
    assert Campaign(5, 0).value == -1
    assert Campaign(5, 0, violations=3).value == -3
    assert Campaign(5, 0).temptation == 1
    assert Campaign(5, 5).value == 0
    assert Campaign(5, 9).chance == 1
    assert Campaign(5, 9).temptation == 0
    assert Campaign(5, 2, violations=0).value == 0
    large = Campaign(1000, 500, violations=400)
    assert -400 < large.value < 0
    assert 0 < large.chance < 1


@pytest.mark.parametrize(
    ("error", "make", "message"),
    [
        (ValueError, lambda: Inspection(0, 1, 1), "gain must be above 0; got 0"),
        (ValueError, lambda: Inspection(1, -1, 1), "fine must be above 0; got -1"),
        (ValueError, lambda: Inspection(1, 1, np.inf), "cost must be above 0; got inf"),
        (ValueError, lambda: Inspection(1, 1, 1, kept=1.5), r"kept must lie in \[0, 1\]; got 1.5"),
        (ValueError, lambda: Inspection(1, 1, 1, detection=0), r"detection must lie in \(0, 1\]"),
        (ValueError, lambda: Inspection([1, 2], [1, 2, 3], 1), r"broadcast; got shapes \(2,\), "),
        (ValueError, lambda: Inspection(1, 1, 1).payoffs(2, 0), r"inspection must lie in \[0, 1\]"),
        (TypeError, lambda: Inspection("1", 1, 1), "gain must be a number"),
        (ValueError, lambda: Campaign(-1, 1), r"periods must lie in \[0, 1000\]; got -1"),
        (ValueError, lambda: Campaign(10**6, 1), r"periods must lie in \[0, 1000\]; got 1000000"),
        (ValueError, lambda: Campaign(4, -1), "inspections must be at least 0; got -1"),
        (ValueError, lambda: Campaign(4, 1, 0), "caught must be above 0; got 0"),
        (ValueError, lambda: Campaign(4, 1, violations=-1), "violations must be at least 0"),
        (TypeError, lambda: Campaign(4.0, 1), "periods must be a whole number; got 4.0"),
        (TypeError, lambda: Campaign(4, True), "inspections must be a whole number; got True"),
    ],
)
def test_bad_arguments_are_refused(error, make, message):
    with pytest.raises(error, match=message):
        make()
