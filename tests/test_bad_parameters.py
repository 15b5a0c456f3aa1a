"""What is no number is refused by every model with single numbers, in its argument's name."""

from __future__ import annotations

import dataclasses
from fractions import Fraction

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from frozen_models import MODELS, arrays

from govlib import (
    conventions,
    enforcement,
    indicators,
    nations,
    networks,
    opinions,
    social_choice,
    sustainability,
    voting,
)
from govlib._values import ByValue

FAMILIES = (
    conventions,
    enforcement,
    indicators,
    nations,
    networks,
    opinions,
    social_choice,
    sustainability,
    voting,
)

#: what makes each model, and which of its parameters are numbers
SINGLE = [
    (conventions.CoordinationGame, {"n": 10, "a": 2, "b": 0, "c": 0, "d": 1}, {}),
    (
        conventions.RingGame,
        {"reach": 1},
        {"game": conventions.CoordinationGame(10, 2, 0, 0, 1)},
    ),
    (conventions.TwoKinds, {"ahead": 3, "behind": 2, "share": 0.5}, {}),
    (conventions.Urn, {"first": 1, "second": 2}, {"rule": lambda x: x}),
    (enforcement.Campaign, {"periods": 5, "inspections": 2, "caught": 1.5, "violations": 2}, {}),
    (enforcement.Correction, {"proportional": 0.5, "integral": 0.1, "delay": 2}, {}),
    (enforcement.DelayedFeedback, {"gain": 0.5, "delay": 2}, {}),
    (
        enforcement.OpenPunishment,
        {"n": 5, "multiplier": 3.0, "gift": 1.0, "outside": 1.0, "fine": 0.7, "cost": 0.7},
        {},
    ),
    (
        enforcement.OptionalPunishment,
        {
            "n": 5,
            "multiplier": 3.0,
            "gift": 1.0,
            "outside": 1.0,
            "peer_fine": 0.7,
            "peer_cost": 0.7,
            "pool_fine": 0.7,
            "pool_cost": 0.7,
        },
        {"second_order": True},
    ),
    (enforcement.PunishmentGame, {"n": 4, "mpcr": 0.4, "endowment": 20.0}, {}),
    (nations.Districts, {"price": 1.0}, {"demands": [1.0, 2.0]}),
    (
        networks.BankNetwork,
        {"capital": 0.04, "exposure": 0.2},
        {"claims": [[0.0, 1.0], [2.0, 0.0]]},
    ),
    (networks.GaiKapadia, {"capital": 0.04, "interbank": 0.2}, {}),
    (networks.ShockedBanks, {"n": 5, "debt": 1.0, "surplus": 0.5}, {}),
    (
        sustainability.ResourceEconomy,
        {
            "growth": 0.04,
            "capacity": 12000.0,
            "efficiency": 1e-5,
            "taste": 0.4,
            "fertility": 4.0,
            "net_birth": -0.1,
        },
        {},
    ),
    (
        sustainability.Dice,
        {"elasticity": 1.45, "sensitivity": 3.1, "damage": 0.00236, "periods": 100},
        {},
    ),
    (voting.WeightedGame, {"quota": 3}, {"weights": (2, 1, 1)}),
]

CASES = [(make, {**one, **rest}, name) for make, one, rest in SINGLE for name in one]

#: the base of one above; or their parameters are games, tables or pairs
ELSEWHERE = {"ClimateParameters", "Choices", "Returns", "Conjunction", "Union"}


def rows(keywords):
    return {k: v for k, v in arrays(keywords).items() if isinstance(v, np.ndarray) and v.ndim == 1}


#: models with two arrays of one length, which two Series may be
PAIRS = [
    (make, keywords)
    for make, keywords in MODELS
    if len(rows(keywords)) > 1 and len({len(v) for v in rows(keywords).values()}) == 1
]

BAD = {
    "text": "many",
    "nothing": None,
    "flag": True,
    "complex": 1 + 1j,
    "unknown": float("nan"),
    "endless": float("inf"),
    "empty": [],
    "several": [[1, 2], [3, 4]],
    "masked": np.ma.masked_array(1, mask=True),
    "object": object(),
}


def test_every_model_of_these_families_is_tried():
    tried = {make for make, _, _ in SINGLE} | {make for make, _ in MODELS}
    public = [getattr(family, name) for family in FAMILIES for name in family.__all__]
    models = {
        thing
        for thing in public
        if isinstance(thing, type)
        and dataclasses.is_dataclass(thing)
        and getattr(thing, "__post_init__", None) not in (None, ByValue.__post_init__)
    }
    assert len(models) > 15
    assert {model.__name__ for model in models - tried} <= ELSEWHERE


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize(
    ("make", "given", "name"), CASES, ids=[f"{c[0].__name__}-{c[2]}" for c in CASES]
)
def test_what_is_no_number_is_refused(make, given, name, bad):
    make(**given)
    with pytest.raises((TypeError, ValueError), match=rf"\b{name}\b"):
        make(**{**given, name: BAD[bad]})


@pytest.mark.parametrize(
    ("make", "given", "name"), CASES, ids=[f"{c[0].__name__}-{c[2]}" for c in CASES]
)
def test_a_narrow_number_means_the_same(make, given, name):
    """A whole number of 8 bits is that number, also where the model multiplies it."""
    value = given[name]
    narrow = np.int16(value) if isinstance(value, int) else np.float64(value)
    model, other = make(**given), make(**{**given, name: narrow})
    assert getattr(other, name) == getattr(model, name)
    assert not isinstance(getattr(other, name), np.integer)
    assert type(getattr(other, name)) is type(getattr(model, name))


@pytest.mark.parametrize(("make", "keywords"), PAIRS, ids=lambda v: getattr(v, "__name__", ""))
def test_series_in_another_order_are_put_right(make, keywords):
    """Of two Series with the same labels the order of the first holds for both."""
    given = rows(keywords)
    labels = [f"m{i}" for i in range(len(next(iter(given.values()))))]
    first, *rest = given
    series = {first: pd.Series(given[first], index=labels)}
    for name in rest:
        series[name] = pd.Series(given[name], index=labels)[::-1]
    found, plain = make(**{**keywords, **series}), make(**keywords)
    for name in given:
        assert (getattr(found, name) == getattr(plain, name)).all()
    odd = {**series, rest[0]: pd.Series(given[rest[0]], index=[*labels[1:], "other"])}
    with pytest.raises(ValueError, match=rf"{rest[0]}.*'other'"):
        make(**{**keywords, **odd})


def test_equal_payoffs_written_otherwise_make_equal_games():
    one = conventions.CoordinationGame(10, a=2, b=0.5, c="1/2", d=1)
    two = conventions.CoordinationGame(10, a=np.array(2.0), b=Fraction(1, 2), c=0.5, d="1")
    assert one == two
    assert hash(one) == hash(two)


@pytest.mark.parametrize("make", [nx.Graph, pd.DataFrame])
def test_what_is_given_by_node_follows_the_nodes(make):
    """A chain c – a – b, whose middle adopts at one of two, and whose end never does at 1 of 1."""
    table = pd.DataFrame(
        [[0, 1, 0], [1, 0, 1], [0, 1, 0]], index=list("cab"), columns=list("cab"), dtype=float
    )
    graph = nx.Graph([("c", "a"), ("a", "b")]) if make is nx.Graph else table
    phi = pd.Series({"a": 0.6, "b": 0.5, "c": 0.5})
    assert networks.cascade(graph, phi, 0).times.tolist() == [0, -1, -1]
    assert networks.seed_analysis(graph, phi).vulnerable.tolist() == [True, False, True]
    assert networks.sizes_by_seed(graph, phi).tolist() == [1, 3, 1]
    need = pd.Series({"a": 2, "b": 1, "c": 1})
    assert networks.complex_contagion(graph, need, 0).times.tolist() == [0, -1, -1]
    assert networks.complex_contagion(graph, need[::-1], [0, 2]).times.tolist() == [0, 1, 0]
    for name, call in (
        ("phi", lambda x: networks.cascade(graph, x, 0)),
        ("threshold", lambda x: networks.complex_contagion(graph, x, 0)),
    ):
        with pytest.raises(ValueError, match=rf"{name}.*'d'"):
            call(need.rename({"c": "d"}))
    with pytest.raises(TypeError, match="seeds must be numbers of nodes, not a table"):
        networks.cascade(graph, 0.5, pd.Series({"a": 1, "b": 0, "c": 0}))
    with pytest.raises(TypeError, match="seeds"):
        networks.cascade(graph, 0.5, ["a"])


@pytest.mark.parametrize(
    "call",
    [
        lambda graph, seeds: networks.cascade(graph, 0.5, seeds),
        lambda graph, seeds: networks.complex_contagion(graph, 1, seeds),
        lambda graph, seeds: networks.reed_frost(graph, 0.5, seeds, rng=0),
        lambda graph, seeds: networks.sir(
            graph, infection_rate=1, recovery_rate=1, seeds=seeds, rng=0
        ),
        lambda graph, seeds: networks.GaiKapadia().contagion(nx.DiGraph(graph), seeds),
    ],
)
def test_a_seed_that_is_the_name_of_another_node_is_refused(call):
    graph = nx.Graph([(1, 2), (2, 3)])  # number 1 is the node called 2
    with pytest.raises(ValueError, match="seeds must say which node is meant; got 1"):
        call(graph, 1)
    assert call(graph, 0)
    assert call(nx.convert_node_labels_to_integers(graph), 1)
    with pytest.raises(ValueError, match="seeds must have no masked entries"):
        call(nx.path_graph(3), np.ma.masked_array([0, 1], mask=[False, True]))


def test_goalposts_follow_labels():
    worst = pd.Series({"life": 20.0, "income": 100.0})
    best = pd.Series({"income": 75000.0, "life": 85.0})
    log = pd.Series({"income": True, "life": False})
    posts = indicators.Goalposts(worst, best, log)
    assert posts == indicators.Goalposts([20, 100], [85, 75000], [False, True])
    table = pd.DataFrame({"income": [100.0, 75000.0], "life": [52.5, 85.0]})
    assert posts.apply(table) == pytest.approx(np.array([[0.5, 0.0], [1.0, 1.0]]))
    assert posts.apply(table.to_numpy()[:, ::-1]) == pytest.approx(posts.apply(table))
    with pytest.raises(ValueError, match="values must have the labels 'life', 'income'"):
        posts.apply(table.rename(columns={"life": "school"}))
    with pytest.raises(ValueError, match=r"best.*'school'"):
        indicators.Goalposts(worst, best.rename({"life": "school"}))


def test_choices_follow_labels():
    one = pd.DataFrame({"a": [0.75, 0.5, 0.25], "b": [0.25, 0.5, 0.5]}, index=list("xyz"))
    two = one.loc[::-1, ["b", "a"]] ** 2
    weights = pd.DataFrame({"b": [1.0, 2.0], "a": [3.0, 1.0]})
    found = indicators.Choices([one, two], weights)
    plain = indicators.Choices([one.to_numpy(), one.to_numpy() ** 2], [[3, 1], [1, 2]])
    assert all((mine == its).all() for mine, its in zip(found.tables, plain.tables, strict=True))
    assert found.weights.tolist() == plain.weights.tolist()
    assert found == plain
    assert hash(found) == hash(plain)
    assert not found.weights.flags.writeable
    with pytest.raises(ValueError, match="tables must have the labels"):
        indicators.Choices([one, two.rename(index={"x": "w"})], weights)
    with pytest.raises(ValueError, match="weights must have the labels"):
        indicators.Choices([one], weights.rename(columns={"a": "c"}))
    with pytest.raises(ValueError, match="names must stand in the order of the columns"):
        indicators.Choices([one], weights, names=["b", "a"])
    with pytest.raises(TypeError, match="power must be a number"):
        indicators.Choices([one], weights, powers=("1",))
