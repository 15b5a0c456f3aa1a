"""What is of another kind is refused by functions and methods too, in its argument's name."""

from __future__ import annotations

import ast
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from scipy import sparse

from govlib import (
    _check,
    agreements,
    coalitional,
    conventions,
    enforcement,
    evolution,
    financing,
    games,
    indicators,
    lab,
    nations,
    networks,
    sustainability,
    voting,
)
from govlib._values import fraction

THREE = agreements.AbatementGame([1, 2, 3], [1, 1, 1])
PLAIN = coalitional.CoalitionalGame([0, 0, 0, 1, 0, 1, 1, 1])
SECURE = games.Security([0.1, 0.2], 0.1, [[0, 0.1], [0.2, 0]])
ISSUES = games.Issues([[5, 0.5], [0.5, 5]], [1, 2])
DONORS = financing.Donors([1, 2])
RING = conventions.RingGame(conventions.CoordinationGame(6, 2, 0, 0, 1))
SLIPS = {"p": 0, "need": 2, "slip": 0}
EQUAL = lab.equal_world(5)
SPAN = np.timedelta64(3, "D")

#: calls that take lists, and what they call them
LISTS = {
    "coalition": [THREE.members, THREE.play, PLAIN.mask, PLAIN.value],
    "players": [
        PLAIN.subgame,
        lambda x: coalitional.CoalitionalGame(PLAIN.values, x),
        lambda x: voting.WeightedGame.veto(3, x),
        lambda x: games.dilemma_rounds(x),
    ],
    "colluders": [
        lambda x: DONORS.matched(1, colluders=x),
        lambda x: financing.BonusContract(DONORS, [1, 2], colluders=x),
    ],
    "forced": [SECURE.cascade],
    "issues": [ISSUES.package],
    "utilities": [lambda x: games.NashBargain([0, 0], x)],
    "strategies": [lambda x: enforcement.OptionalPunishment().shares(30, 0.1, strategies=x)],
    "tables": [lambda x: indicators.Choices(x, [[0.5, 0.5]])],
    "others": [lambda x: evolution.risk_rounds(others=x)],
    "games": [lambda x: evolution.sanctioned(x, 50)],
}

#: calls that take one thing of a kind, and what they call it
THINGS = {
    "world": [
        lambda x: nations.best_secession(x, 0.5),
        lambda x: nations.best_new_nation(x, 0.5),
        nations.largest_secession_proof,
        nations.largest_without_new_nation,
        lambda x: lab.best(x, lab.Rules()),
        lambda x: lab.find_treaty(x, lab.Rules()),
        lambda x: lab.report(x, lab.Rules()),
    ],
    "districts": [
        lambda x: nations.cooperative(x, 0.1),
        lambda x: nations.minimum_winning(x, 0.1),
        lambda x: nations.critical_spillover(x, "cooperative"),
    ],
    "rules": [lambda x: lab.best(EQUAL, x), lambda x: lab.ceiling(EQUAL, x)],
    "game": [evolution.givers, evolution.risk_rounds, lambda x: games.dilemma_rounds(game=x)],
    "campaign": [enforcement.inspector_rounds],
    "sessions": [games.giving_rounds],
    "model": [sustainability.optimum, lambda x: sustainability.restrain("less saving", None, x)],
    "path": [sustainability.shadow_prices, sustainability.social_cost_of_carbon],
    "run": [sustainability.spread_loss],
    "body": [lambda x: voting.as_one(x, ["BEL"], "one")],
}

#: calls that take numbers, and what they call them
NUMBERS = {
    "debtors": [networks.GaiKapadia().needed],
    "mask": [PLAIN.coalition],
    "need": [lambda x: networks.steps_with_slips(**(SLIPS | {"need": x}))],
    "rng": [lambda x: networks.steps_with_slips(**SLIPS, rng=x)],
    "points": [games.NashBargain([0, 0]).frontier],
    "exponent": [lambda x: games.supply(games.GiftEconomy([3, 2]), x)],
    "provider": [lambda x: games.supply(games.GiftEconomy([3, 2]), -1, x)],
    "belief": [lambda x: games.best_efforts(games.WeakestLinkGame(), x, 2)],
    "first": [RING.best_reply],
    "stock": [lambda x: sustainability.ResourceEconomy().harvest(x, 40)],
    "z": [networks.cascade_window(0.18).contains],
    "total": [lab.TreatyGame(EQUAL, lab.Rules()).benefit],
    "seeds": [lambda x: networks.cascade([[0, 1], [1, 0]], 0.5, x)],
    "discount": [lambda x: games.is_collectively_stable(games.grim(), discount=x)],
    "code": [lambda x: lab.combined(lab.Rules(), x)],
    "price": [lambda x: lab.surplus(EQUAL, lab.Rules(), x)],
}

#: calls that take a truth value, and what they call it
FLAGS = {
    "rational": [lambda x: coalitional.kohlberg(PLAIN, [1 / 3] * 3, rational=x)],
    "away": [lambda x: enforcement.OpenPunishment().rule(30, 0.1, away=x)],
    "governments": [lambda x: financing.funders(governments=x)],
    "symmetric": [lambda x: networks.as_csr([[0, 1], [1, 0]], symmetric=x)],
}


def pairs(table):
    return [
        pytest.param(name, call, id=f"{name}{i}")
        for name, calls in table.items()
        for i, call in enumerate(calls)
    ]


@pytest.mark.parametrize(("name", "call"), pairs(LISTS))
@pytest.mark.parametrize("wrong", [5, 0.5, True, object(), b"ab"])
def test_a_list_is_asked_for(name, call, wrong):
    with pytest.raises(TypeError, match=f"{name} must be a list"):
        call(wrong)


@pytest.mark.parametrize(("name", "call"), pairs(THINGS))
@pytest.mark.parametrize("wrong", ["text", 5, object()])
def test_a_thing_of_its_kind_is_asked_for(name, call, wrong):
    with pytest.raises(TypeError, match=f"{name} must be an? [A-Z]"):
        call(wrong)


@pytest.mark.parametrize(("name", "call"), pairs(NUMBERS))
@pytest.mark.parametrize("wrong", ["0.3", True, 1j, SPAN, np.ma.masked, [[1], [1, 2]], object()])
def test_a_number_is_asked_for(name, call, wrong):
    if name == "first" and wrong is True:
        with pytest.raises(ValueError, match="first must have 6 entries"):
            call(wrong)
    else:
        with pytest.raises((TypeError, ValueError), match=f"^{name} must"):
            call(wrong)


@pytest.mark.parametrize(("name", "call"), pairs(FLAGS))
@pytest.mark.parametrize("wrong", ["yes", 1, 0.0, None, [True]])
def test_a_truth_value_is_asked_for(name, call, wrong):
    with pytest.raises(TypeError, match=f"{name} must be True or False"):
        call(wrong)


def test_a_list_of_who_is_inside_is_no_list_of_players():
    game = coalitional.CoalitionalGame([0, 1, 2, 5])
    assert game.value([0]) == 1
    for inside in ([True, False], np.array([True, False])):
        with pytest.raises(ValueError, match="different players of 0, 1"):
            game.value(inside)
    said = coalitional.CoalitionalGame([0, 1, 2, 5], [True, False])
    assert said.value([False]) == 2
    with pytest.raises(ValueError, match="different players"):
        game.value([[0]])


def test_rows_of_members_are_truth_values():
    found = agreements.with_transfers(THREE, 2)
    assert found.named(np.array([[True, False, True]])) == (("1", "3"),)
    with pytest.raises(TypeError, match="members must be True or False each"):
        found.named([[1, 0, 1]])
    with pytest.raises(ValueError, match="a row a coalition of 3"):
        found.named([True, False, True])


def test_a_span_of_time_is_no_number():
    for call in (lambda: fraction("share", SPAN), lambda: _check.integer("n", SPAN)):
        with pytest.raises(TypeError, match="must be"):
            call()


def test_numbers_that_no_table_holds_are_refused():
    for call, name in (
        (lambda: networks.cascade_theory(1e30, 0.18), "z"),
        (lambda: networks.GaiKapadia().theory(1e30), "z"),
        (lambda: networks.poisson_degrees(1e30), "mean"),
        (lambda: voting.WeightedGame.veto(10**30, [0]), "n"),
        (lambda: voting.WeightedGame.members(10**30, 1), "n"),
        (lambda: voting.imf_reform(units=10**30), "units"),
    ):
        with pytest.raises(ValueError, match=f"{name} must lie in"):
            call()


@pytest.mark.parametrize("kind", [np.int8, np.uint8, np.int16, bool])
def test_sums_of_weights_in_a_narrow_type_do_not_wrap_around(kind):
    weights = (np.array([[0, 120, 0], [100, 0, 90], [0, 80, 0]]) > 0) * 1
    weights = weights if kind is bool else np.array([[0, 120, 0], [100, 0, 90], [0, 80, 0]])
    graph = sparse.csr_array(weights.astype(kind))
    assert np.array_equal(networks.symmetrise(graph).toarray(), weights + weights.T)
    twice = sparse.coo_array((np.full(4, 100, kind), ([0, 0, 0, 1], [1, 1, 1, 0])), shape=(2, 2))
    if kind is not bool:
        assert networks.as_csr(twice).toarray().tolist() == [[0, 300], [100, 0]]


def test_a_sparse_graph_of_complex_weights_is_refused():
    with pytest.raises(TypeError, match="graph must have weights that are real numbers"):
        networks.strength(sparse.csr_array(np.array([[0, 1j], [1, 0]])))


def test_listed():
    assert _check.listed("x", (i for i in "ab")) == ["a", "b"]
    with pytest.raises(TypeError, match="x must be a list or another collection; got 'ab'"):
        _check.listed("x", "ab")


def test_zeros_and_ones():
    for value in ([1, 0], [1.0, 0.0], [True, False], np.array([1, 0], np.int8)):
        assert _check.zeros_and_ones("x", value).tolist() == [True, False]
    for value in ([1, 0.5], [2, 0], [True, 0], [np.nan, 1], "10"):
        with pytest.raises((TypeError, ValueError), match="x must"):
            _check.zeros_and_ones("x", value)


def test_a_decimal_is_a_number():
    assert games.is_collectively_stable(games.grim(), discount=Decimal("0.9"))


def test_a_cache_does_not_take_true_for_one():
    lab.forty(1)
    games.power_utility(0)
    networks.mean_adoption(0, 1, draws=2)
    for call in (
        lambda: lab.forty(True),
        lambda: lab.forty(union=0),
        lambda: networks.bis_banks(True),
        lambda: games.power_utility(False),
        lambda: networks.mean_adoption(0, True, draws=2),
        lambda: evolution.groups(10, True),
    ):
        with pytest.raises(TypeError, match="must be"):
            call()


@pytest.mark.parametrize("odd", [[], {}, np.zeros(2)])
def test_what_has_no_hash_is_refused_by_name(odd):
    for call, name in (
        (lab.forty, "priority"),
        (games.power_utility, "caution"),
        (networks.bis_banks, "links"),
        (indicators.load_human_development, "year"),
        (indicators.load_governance, "group"),
        (voting.known_governors, "index"),
        (lambda x: evolution.groups(10, x), "n"),
    ):
        with pytest.raises((TypeError, ValueError), match=f"{name} must"):
            call(odd)


def test_equal_utilities_make_equal_bargains():
    for make in (games.power_utility, games.logarithmic_utility, games.cautious_utility):
        one, other = (games.NashBargain([-5, -5], [make(0.5)] * 2) for _ in range(2))
        assert one == other
        assert make(0.5) is make(np.float32(0.5))


def test_rows_of_unequal_length_are_no_shares():
    with pytest.raises(TypeError, match="phi must be a number or an array of numbers"):
        networks.cascade([[0, 1], [1, 0]], [[0.5], [0.5, 0.5]], [0])


@pytest.mark.parametrize("kind", [np.int8, np.uint8])
def test_whole_numbers_of_a_narrow_type_do_not_wrap_around(kind):
    people = games.Population(games.stylised(), [0.5, 0.36, 0.14])
    found = people.simulate(10, kind(3), groups=kind(60), n=kind(4), draws=kind(2), rng=1)
    want = people.simulate(10, 3, groups=60, n=4, draws=2, rng=1)
    assert np.array_equal(found.gifts, want.gifts, equal_nan=True)

    def last(own, other):
        return 1.0 if not other else other[-1]

    assert len(games.from_memory("last", kind(4), last).chance) == len(
        games.from_memory("last", 4, last).chance
    )


CHECKED = {"integer", "number", "flag"}
MODULES = [
    path
    for path in Path(_check.__file__).parent.rglob("*.py")
    if path.relative_to(Path(_check.__file__).parent).parts[0] not in ("figures", "explorer")
]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_what_a_check_returns_is_used(path):
    """An argument that was checked is in its own type still, in which products may wrap around."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            called = getattr(node.value.func, "id", "")
            bare = called in CHECKED and isinstance(node.value.args[1], ast.Name)
            assert not bare, f"line {node.lineno}: {ast.unparse(node)} is thrown away"


PATH = [[0, 1, 0, 0], [1, 0, 1, 0], [0, 1, 0, 1], [0, 0, 1, 0]]
MISFITS = [
    (lambda: networks.cascade(PATH, [0.5, 0.5], [0]), r"degree and phi must broadcast"),
    (lambda: networks.cascade(PATH, [[0.5]] * 4, [0]), r"phi must be one number or one a node"),
    (lambda: networks.final_size([1, 2, 3], seeds=[0.1, 0.2]), "r0 and seeds must broadcast"),
    (lambda: games.LinearPublicGood([4, 5], 0.4).payoff(1, [1, 2, 3]), "others must broadcast"),
    (lambda: games.LinearPublicGood([4, 5], 0.4).noisy_discount([0, 0, 0]), "error must broadcast"),
    (lambda: games.falling_mpcr([4, 5], [1, 2, 3], 1), "reference must broadcast"),
    (lambda: indicators.expected_shift([0, 0, 0], [1, 2]), "correlation and countries must"),
    (
        lambda: evolution.CollectiveRisk(6, 3, 0.1, [0.2, 0.5, 0.9]).population(50, [1, 2]),
        "selection and mutation must broadcast",
    ),
]


@pytest.mark.parametrize(("call", "says"), MISFITS)
def test_shapes_that_do_not_fit_are_named(call, says):
    with pytest.raises(ValueError, match=says):
        call()
