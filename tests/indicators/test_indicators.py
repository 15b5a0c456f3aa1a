"""Normalising, weighting, aggregating and ranking indicators, against their own symmetries."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from govlib.data import load
from govlib.games import power_mean
from govlib.indicators import (
    Goalposts,
    aggregate,
    ahp,
    as_weights,
    benefit_of_doubt,
    factor_weights,
    load_human_development,
    min_max,
    outranking,
    rank_scores,
    rank_shift,
    ranks,
    standard_scores,
    two_by_two,
    varimax,
)

WHOLE = st.integers(-50, 50).map(float)
TABLES = st.tuples(st.integers(3, 8), st.integers(1, 5)).flatmap(
    lambda shape: arrays(float, shape, elements=WHOLE)
)
POSITIVE = st.floats(0.01, 100)
POWERS = st.sampled_from([-np.inf, -30.0, -1.0, 0.0, 0.5, 1.0, 2.0, 30.0, np.inf])


def varied(table):
    assume((np.ptp(table, axis=0) > 0).all())
    return table


@given(TABLES, st.floats(0.1, 10), st.floats(-5, 5))
def test_scores_do_not_depend_on_units(table, factor, shift):
    table = varied(table)
    other = factor * table + shift
    assert min_max(other) == pytest.approx(min_max(table))
    assert standard_scores(other) == pytest.approx(standard_scores(table))
    assert min_max(table, reverse=True) == pytest.approx(1 - min_max(table))
    assert rank_scores(table**3, reverse=True) == pytest.approx(1 - rank_scores(table))


@given(TABLES)
def test_scores_have_the_range_that_they_promise(table):
    table = varied(table)
    unit = min_max(table)
    assert (unit.min(axis=0) == 0).all()
    assert unit.max(axis=0) == pytest.approx(1)
    scores = standard_scores(table, mean=50, sd=10)
    assert scores.mean(axis=0) == pytest.approx(50)
    assert scores.std(axis=0, ddof=1) == pytest.approx(10)
    posts = Goalposts(table.min(axis=0), table.max(axis=0))
    assert posts.apply(table) == pytest.approx(unit)


def test_standard_scores_are_those_of_the_handbook():
    """Table 15 of the handbook: schooling in Finland, the United States, Sweden and Japan."""
    schooling = load("tai23_oecd_tableA2")[["schooling"]]
    assert standard_scores(schooling)[:4, 0] == pytest.approx([0.26, 1.52, 1.14, -0.06], abs=0.005)


def test_goalposts_cap_keep_or_refuse():
    posts = {b: Goalposts([0, 100], [10, 1], [False, True], b) for b in ("cap", "keep", "refuse")}
    beyond = [[12.0, 0.1]]
    assert posts["cap"].apply(beyond).tolist() == [[1.0, 1.0]]
    assert posts["keep"].apply(beyond) == pytest.approx(np.array([[1.2, 1.5]]))
    with pytest.raises(
        ValueError, match="indicator 0 must lie between its goalposts 0 and 10; got"
    ):
        posts["refuse"].apply(beyond)
    assert posts["refuse"].apply([5, 10]) == pytest.approx([0.5, 0.5])


@given(arrays(float, (4, 3), elements=POSITIVE), arrays(float, 3, elements=POSITIVE), POWERS)
def test_the_composite_lies_between_the_worst_and_the_best_score(scores, weights, power):
    composite = aggregate(scores, weights, power=power)
    assert (composite >= scores.min(axis=1) * (1 - 1e-9)).all()
    assert (composite <= scores.max(axis=1) * (1 + 1e-9)).all()
    assert aggregate(3 * scores, weights, power=power) == pytest.approx(3 * composite)
    assert aggregate(scores, 7 * weights, power=power) == pytest.approx(composite)
    assert aggregate(scores[:, ::-1], weights[::-1], power=power) == pytest.approx(composite)


@given(arrays(float, (4, 3), elements=POSITIVE), arrays(float, 3, elements=POSITIVE))
def test_less_compensation_never_raises_the_composite(scores, weights):
    courses = [
        aggregate(scores, weights, power=p) for p in (-np.inf, -20, -1, 0, 0.5, 1, 3, np.inf)
    ]
    assert (np.diff(courses, axis=0) >= -1e-9 * np.abs(courses[1:])).all()


@given(arrays(float, (3, 4), elements=st.just(0.0) | POSITIVE), POWERS)
def test_equal_weights_give_the_power_mean_of_the_games(scores, power):
    assert aggregate(scores, power=power) == pytest.approx(power_mean(scores, power), abs=1e-12)


@given(arrays(float, 3, elements=POSITIVE), arrays(float, 3, elements=POSITIVE), POWERS)
def test_an_indicator_without_weight_does_not_matter(scores, weights, power):
    both = np.r_[scores, 0.0], np.r_[weights, 0.0]
    assert aggregate(*both, power=power) == pytest.approx(aggregate(scores, weights, power=power))


def test_weights_broadcast_against_countries():
    scores, weights = np.array([[0.2, 0.8], [0.6, 0.5]]), np.array([[[1.0, 1.0]], [[3.0, 1.0]]])
    for power in (-np.inf, 0.0, 1.0, 2.0):
        swept = aggregate(scores, weights, power=power)
        for i in range(2):
            for c in range(2):
                one = aggregate(scores[c], weights[i, 0], power=power)
                assert isinstance(one, float)
                assert swept[i, c] == pytest.approx(one)


@given(arrays(float, 6, elements=WHOLE))
def test_ranks_count_those_ahead(scores):
    assert ranks(scores).tolist() == [1 + int((scores > s).sum()) for s in scores]
    assert rank_shift(ranks(scores), ranks(scores)) == 0


@given(arrays(float, st.integers(1, 9), elements=POSITIVE))
def test_consistent_judgements_give_back_their_weights(weights):
    found = ahp(weights[:, None] / weights)
    assert found.weights == pytest.approx(weights / weights.sum())
    assert found.eigenvalue == pytest.approx(len(weights))
    assert found.consistency_ratio == pytest.approx(0, abs=1e-9)


@given(arrays(float, (5, 5), elements=st.floats(1 / 9, 9)))
def test_judgements_are_an_eigenvector_whatever_they_are(upper):
    above = np.triu(np.ones((5, 5), bool), 1)
    matrix = np.where(above, upper, np.where(above.T, 1 / upper.T, 1.0))
    found = ahp(matrix)
    assert matrix @ found.weights == pytest.approx(found.eigenvalue * found.weights)
    assert found.eigenvalue >= 5 - 1e-9


def test_judgements_of_the_handbook_are_acceptable():
    found = ahp(load("tai_ahp").to_numpy())
    assert 0 < found.consistency_ratio < 0.1
    assert found.weights.argmax() == 6  # schooling
    big = ahp(np.ones((11, 11)))
    assert big.consistency_index == pytest.approx(0)
    with pytest.raises(ValueError, match="tabulated up to 10 indicators; got 11"):
        _ = big.consistency_ratio


KINDS = [
    ("objective", "process"),
    ("objective", "result"),
    ("subjective", "process"),
    ("subjective", "result"),
]


@given(st.lists(st.sampled_from(KINDS), max_size=6), st.floats(0, 1), st.floats(0, 1))
def test_two_by_two_gives_each_side_its_share(more, objective, process):
    kinds = KINDS + more
    weights = two_by_two(kinds, objective=objective, process=process)
    assert weights.sum() == pytest.approx(1)
    sides = np.array(kinds)
    assert weights[sides[:, 0] == "objective"].sum() == pytest.approx(objective)
    assert weights[sides[:, 1] == "process"].sum() == pytest.approx(process)


def test_two_by_two_needs_an_indicator_where_it_puts_weight():
    assert two_by_two(KINDS[:2], objective=1, process=0.25).tolist() == [0.25, 0.75]
    with pytest.raises(ValueError, match=r"\(subjective, process\), which has a share of 0.25"):
        two_by_two(KINDS[:2])
    with pytest.raises(ValueError, match="basis must be one of 'objective', 'subjective'"):
        two_by_two([("measured", "result")])


@given(arrays(float, (5, 3), elements=st.floats(-1, 1)))
def test_varimax_only_rotates(loadings):
    turned = varimax(loadings)
    assert turned @ turned.T == pytest.approx(loadings @ loadings.T, abs=1e-9)


def test_varimax_finds_the_simplest_of_two_factors_by_search():
    rng = np.random.default_rng(3)
    loadings = rng.normal(size=(6, 2))
    rows = loadings / np.sqrt((loadings**2).sum(axis=1, keepdims=True))

    def simplicity(matrix):
        return (matrix**2).var(axis=0).sum()

    angles = np.linspace(0, np.pi / 2, 2001)
    best = max(
        simplicity(rows @ np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]]))
        for a in angles
    )
    scale = np.sqrt((loadings**2).sum(axis=1, keepdims=True))
    assert simplicity(varimax(loadings) / scale) == pytest.approx(best, abs=1e-5)


def test_factor_weights_of_two_blocks():
    """Two pairs of twins and one more: twins share the weight of their factor."""
    rng = np.random.default_rng(0)
    base = np.linalg.qr(rng.normal(size=(40, 3)) - 0)[0]
    base -= base.mean(axis=0)
    base = np.linalg.qr(base)[0]
    twins = base[:, [0, 0, 1, 1, 2]] * [1, 3, -2, 2, 5]
    found = factor_weights(twins, 3)
    assert found.eigenvalues == pytest.approx([2, 2, 1, 0, 0], abs=1e-9)
    assert found.weights == pytest.approx([0.2] * 5)
    assert found.explained == pytest.approx([0.4, 0.4, 0.2])
    with pytest.raises(ValueError, match="rank of the data, 3; got 4"):
        factor_weights(twins, 4)


@settings(max_examples=25)
@given(arrays(float, (5, 3), elements=st.floats(0.05, 1)))
def test_no_fixed_weights_are_kinder_than_the_doubt(scores):
    found = benefit_of_doubt(scores)
    assert found.at_the_top.any()
    for weights in np.eye(3), np.ones((1, 3)), np.array([[0.2, 0.3, 0.5]]):
        fixed = scores @ weights.T
        assert (found.scores[:, None] >= fixed / fixed.max(axis=0) - 1e-9).all()
    assert (found.multipliers @ scores.T <= 1 + 1e-9).all()
    bounded = benefit_of_doubt(scores, least=0.2, most=0.5)
    assert (bounded.scores <= found.scores + 1e-9).all()
    assert (bounded.weights >= 0.2 - 1e-7).all()
    assert (bounded.weights <= 0.5 + 1e-7).all()


def test_a_country_with_nothing_has_no_best_weights():
    found = benefit_of_doubt([[0.0, 0.0], [1.0, 0.5]])
    assert found.scores == pytest.approx([0, 1])
    assert np.isnan(found.weights[0]).all()
    assert found.weights[1].sum() == pytest.approx(1)


@settings(max_examples=25)
@given(arrays(float, (4, 2), elements=st.floats(0.05, 1)))
def test_doubt_with_one_possible_set_of_weights_is_that_set(scores):
    found = benefit_of_doubt(scores, least=0.5, most=0.5)
    fixed = aggregate(scores)
    assert found.scores == pytest.approx(fixed / fixed.max())


@given(arrays(float, (5, 3), elements=st.integers(0, 4).map(float)))
def test_outranking_by_counting(values):
    found = outranking(values, [1, 2, 4])
    for i, j in np.ndindex(5, 5):
        count = ((values[i] > values[j]) + 0.5 * (values[i] == values[j])) @ [1, 2, 4]
        assert found.matrix[i, j] == pytest.approx(0 if i == j else count / 7)
    assert found.borda == pytest.approx(4 * rank_scores(values) @ as_weights([1, 2, 4], 3))
    assert found.copeland.sum() == 0
    if found.order:
        assert found.winner == found.order[0]
        assert found.copeland[list(found.order)].tolist() == [4, 2, 0, -2, -4]


def test_condorcets_own_example_runs_in_a_circle():
    """Tables 28 to 30 of the handbook: 60 indicators in five orders over three countries."""
    orders, counts = ("abc", "bca", "bac", "cab", "cba"), [23, 17, 2, 10, 8]
    found = outranking([[-o.index(x) for o in orders] for x in "abc"], counts)
    assert (found.matrix * 60).round().astype(int).tolist() == [
        [0, 33, 25],
        [27, 0, 42],
        [35, 18, 0],
    ]
    assert found.order is None
    assert found.winner is None
    assert (found.borda * 60).round().tolist() == [58, 69, 53]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: min_max([[1.0, 2.0], [1.0, 3.0]]), "values of indicator 0 must differ"),
        (lambda: min_max([[-1e308], [1e308]]), "indicator 0 lie too far apart for floats"),
        (lambda: min_max([[1.0]]), r"at least 2 row\(s\) and 1 column; got shape \(1, 1\)"),
        (lambda: min_max([1.0, 2.0]), r"values must have 2 dimension\(s\); got shape \(2,\)"),
        (lambda: min_max([[np.nan], [1.0]]), "values must be finite; got nan"),
        (lambda: min_max([[1.0], [2.0]], reverse=[True, True]), "one entry an indicator, 1; got"),
        (lambda: standard_scores([[1.0], [2.0]], sd=0), "sd must be above 0; got 0"),
        (lambda: Goalposts([0], [0]), "worst and best must differ; both hold 0"),
        (lambda: Goalposts([0], [1], [True]), "worst must be above 0; got 0"),
        (lambda: Goalposts([0, 1], [1]), "one entry an indicator; got shapes"),
        (lambda: Goalposts([1], [9], [True]).apply([0.0]), "in logarithms must be above 0; got 0"),
        (lambda: Goalposts([0], [1], beyond="clip"), "beyond must be one of 'refuse'"),
        (lambda: Goalposts([0], [1]).apply([[0, 1]]), "values must have 1 columns"),
        (lambda: aggregate([0.1, -0.1], power=0), r"scores must be at least 0; got -0.1"),
        (lambda: aggregate([0.1, 0.2], [1, -1]), "weights must be at least 0; got -1"),
        (lambda: aggregate([0.1, 0.2], [0, 0]), "weights must not all be 0"),
        (lambda: aggregate([0.1, 0.2], [1, 1, 1]), r"one entry an indicator, 2; got shape \(3,\)"),
        (lambda: aggregate([0.1], power=np.nan), "power must be a number"),
        (lambda: aggregate([[]]), "scores must not be empty"),
        (lambda: ranks(3.0), "one entry a country"),
        (lambda: rank_shift([1, 2], [1, 2, 3]), "must rank the same countries"),
        (lambda: ahp([[1, 2], [2, 1]]), r"reciprocal, .* got a\[0, 1\] = 2 and a\[1, 0\] = 2"),
        (lambda: ahp([[1, -2], [-0.5, 1]]), "matrix must be above 0; got -2"),
        (lambda: ahp(np.empty((0, 0))), "matrix must not be empty"),
        (lambda: factor_weights([[1, 2], [2, 2]], 1), "indicator 1 must differ"),
        (lambda: factor_weights([[1, 2], [2, 3]], 3), r"factors must lie in \[1, 2\]; got 3"),
        (lambda: benefit_of_doubt([[0.5, 0], [1, 0]]), "scores of indicator 1 must not all be 0"),
        (lambda: benefit_of_doubt([[0.5, 1]], least=0.6), "least ≤ 1/2 ≤ most; got 0.6 and 1"),
        (lambda: benefit_of_doubt([[-1.0]]), "scores must be at least 0; got -1"),
        (lambda: outranking(np.zeros((5001, 1))), "at most 5000 rows, for memory; got 5001"),
        (lambda: outranking([[1.0]], [[1.0]]), "weights must have one axis"),
        (lambda: two_by_two([("objective", "result")], objective=1.2), r"lie in \[0, 1\]; got 1.2"),
        (lambda: two_by_two(["objective"]), "each of kinds must be a pair"),
    ],
)
def test_bad_arguments_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize(
    "make",
    [
        lambda: min_max("abc"),
        lambda: min_max([[1.0], [2.0]], reverse=1),
        lambda: Goalposts([0], [1], [1]),
        lambda: ranks([0.1], digits=1.5),
        lambda: factor_weights([[1, 2], [2, 3]], 1.0),
        lambda: benefit_of_doubt([[0.5]], least=True),
    ],
)
def test_what_is_no_number_is_refused(make):
    with pytest.raises(TypeError):
        make()


@pytest.mark.parametrize(
    ("scores", "weights"), [([0.2, 0.9], None), ([0.2, 0.9, 0.5], [0.2, 0.3, 0.5])]
)
def test_the_power_mean_is_continuous_at_zero(scores, weights):
    want = aggregate(scores, weights, power=0)
    for power in (-1e-9, -1e-12, -2.2e-16, 5.6e-17, 1e-16, 1e-15, 1e-13, 1e-11, 1e-9):
        assert aggregate(scores, weights, power=power) == pytest.approx(want, abs=1e-8)
    swept = [aggregate(scores, weights, power=p) for p in np.arange(-0.3, 0.31, 0.1)]
    assert (np.diff(swept) > 0).all()


@pytest.mark.parametrize("power", [1e-15, 1e-3, 0.5, 2, 30, 700])
def test_a_score_of_zero_counts_above_power_zero(power):
    want = 0.9 * 0.5 ** (1 / power)
    assert aggregate([0.0, 0.9], power=power) == pytest.approx(want, abs=1e-12)


def test_a_power_near_zero_ranks_like_zero():
    hdi = load_human_development(2021)
    for power in (-2.2e-16, 5.6e-17):
        assert (hdi.ranks(power=power) == hdi.ranks(power=0)).all()


@pytest.mark.parametrize("power", ["1", True, None, object(), 1j, [1]])
def test_no_power(power):
    with pytest.raises((TypeError, ValueError), match="power must be a number"):
        aggregate([0.1, 0.2], power=power)


def test_labels_of_indicators_are_matched():
    table = pd.DataFrame([[0.1, 0.9], [0.8, 0.2], [0.5, 0.4]], columns=["health", "income"])
    weights = pd.Series([3, 1], index=["income", "health"])
    assert aggregate(table, weights) == pytest.approx(aggregate(table, [1, 3]))
    less = pd.Series([False, True], index=["income", "health"])
    assert (min_max(table, reverse=less) == min_max(table, reverse=[True, False])).all()
    assert (outranking(table, weights).matrix == outranking(table, [1, 3]).matrix).all()
    with pytest.raises(ValueError, match="weights must have the labels 'health', 'income'"):
        aggregate(table, pd.Series([3, 1], index=["income", "wealth"]))


def test_masked_entries_are_refused():
    hidden = np.ma.array([[1.0, 1e20], [2.0, 3.0]], mask=[[False, True], [False, False]])
    for call in (min_max, rank_scores, standard_scores, aggregate, outranking):
        with pytest.raises(ValueError, match="masked"):
            call(hidden)


def test_the_consistency_ratio_divides_by_the_index_of_random_matrices():
    """Saaty's random index of three is 0.58, of four 0.90."""
    circle = ahp([[1, 2, 1 / 2], [1 / 2, 1, 2], [2, 1 / 2, 1]])
    assert circle.eigenvalue == pytest.approx(3.5)
    assert circle.consistency_ratio == pytest.approx(0.25 / 0.58)
    four = np.array([[1, 2, 1, 1], [1 / 2, 1, 2, 1], [1, 1 / 2, 1, 1], [1, 1, 1, 1]])
    found = ahp(four)
    assert found.consistency_ratio == pytest.approx((found.eigenvalue - 4) / 3 / 0.90)
