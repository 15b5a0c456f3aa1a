"""Public goods on a network against a plain loop over games and members."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.evolution import NetworkGoods


def by_loop(graph, cooperates, multiplier, cost):
    """Pay game by game, in the words of the article."""
    pay = dict.fromkeys(graph, 0.0)
    for head in graph:
        members = [head, *graph[head]]
        gifts = {
            m: cooperates[m] / (len(graph[m]) + 1 if cost == "per player" else 1) for m in members
        }
        for m in members:
            pay[m] += multiplier * sum(gifts.values()) / len(members) - gifts[m]
    return [pay[i] for i in range(len(graph))]


@st.composite
def states(draw):
    n = draw(st.integers(1, 12))
    seed = draw(st.integers(0, 100))
    graph = nx.gnp_random_graph(n, draw(st.floats(0, 1)), seed=seed)
    who = draw(st.lists(st.booleans(), min_size=n, max_size=n))
    return graph, np.array(who)


@given(states(), st.floats(0, 10), st.sampled_from(["per game", "per player"]))
def test_payoffs_game_by_game(state, multiplier, cost):
    graph, who = state
    goods = NetworkGoods(graph, multiplier, cost)
    want = by_loop(graph, who, multiplier, cost)
    assert goods.payoffs(who) == pytest.approx(np.array(want))
    assert goods.payoffs(np.column_stack([who, ~who]))[:, 0] == pytest.approx(np.array(want))


@given(states(), st.floats(0, 10), st.integers(0, 5))
def test_a_network_of_one_mind_stays_so(state, multiplier, seed):
    graph, _ = state
    goods = NetworkGoods(graph, multiplier)
    for mind in (0.0, 1.0):
        run = goods.run(4, start=mind, rng=seed)
        assert run.shares.tolist() == [[mind]] * 5
        assert (run.last == bool(mind)).all()


@given(states(), st.floats(0, 10), st.integers(0, 5))
def test_only_strategies_of_better_neighbours_are_taken(state, multiplier, seed):
    graph, who = state
    goods = NetworkGoods(graph, multiplier)
    pay = goods.payoffs(who)
    after = goods.run(1, start=who, rng=seed).last[:, 0]
    for node in np.flatnonzero(after != who):
        assert any(who[other] != who[node] and pay[other] > pay[node] for other in graph[node])


def test_the_chance_to_follow_is_the_gain_over_the_widest_gap():
    """A path of three whose middle cooperates: who follows whom, counted over many runs."""
    graph = nx.path_graph(3)
    goods = NetworkGoods(graph, 2.0, "per game")
    who = np.array([False, True, False])
    pay = goods.payoffs(who)
    gap = (pay[0] - pay[1]) / (pay.max() - pay.min())
    runs = 40_000
    run = goods.run(1, start=who, draws=runs, rng=1)
    assert pay[0] > pay[1]
    assert not run.last[0].all()
    assert run.last[1].mean() == pytest.approx(1 - gap, abs=4 / np.sqrt(runs))


def test_runs_start_with_the_share_asked_for():
    run = NetworkGoods(nx.cycle_graph(50), 2).run(0, start=0.3, draws=7, rng=3)
    assert run.shares.tolist() == [[0.3] * 7]
    assert run.last.sum(axis=0).tolist() == [15] * 7
    assert len({tuple(column) for column in run.last.T}) > 1


def test_the_same_seed_gives_the_same_run():
    goods = NetworkGoods(nx.barabasi_albert_graph(60, 2, seed=0), 3)
    first, second = (goods.run(20, draws=2, rng=5).shares for _ in range(2))
    assert first.tolist() == second.tolist()


def test_diversity_helps_where_one_gift_is_divided():
    """The article's result, in its own order: regular < hubs per game < hubs per player."""
    hubs = nx.barabasi_albert_graph(300, 2, seed=1)
    ring = nx.circulant_graph(300, [1, 2])
    ends = [
        NetworkGoods(graph, 3.0, cost).run(500, draws=4, rng=2).cooperation.mean()
        for graph, cost in ((ring, "per game"), (hubs, "per game"), (hubs, "per player"))
    ]
    assert ends[0] < 0.1
    assert ends[0] < ends[1] < ends[2]
    assert ends[2] > 0.7


def test_on_a_regular_network_both_costs_are_one():
    ring = nx.circulant_graph(40, [1, 2])
    who = np.arange(40) % 3 == 0
    game, player = (NetworkGoods(ring, 3.0, cost) for cost in ("per game", "per player"))
    assert game.payoffs(who) == pytest.approx(5 * player.payoffs(who))
    assert game.normalised == pytest.approx(0.6)


def test_a_node_without_neighbours_keeps_its_strategy():
    graph = nx.empty_graph(4)
    graph.add_edge(1, 2)
    run = NetworkGoods(graph, 1.5).run(30, start=[True, True, False, False], rng=0)
    assert run.last[[0, 3], 0].tolist() == [True, False]
    alone = NetworkGoods(nx.empty_graph(3), 1.5).run(3, start=[True, False, True], rng=0)
    assert alone.last[:, 0].tolist() == [True, False, True]


@pytest.mark.parametrize(
    ("call", "error", "match"),
    [
        (lambda: NetworkGoods(nx.Graph([(0, 0)]), 1), ValueError, "no loops"),
        (lambda: NetworkGoods(nx.DiGraph([(0, 1)]), 1), ValueError, "symmetric"),
        (lambda: NetworkGoods([[0, 2], [2, 0]], 1), ValueError, "links of weight 1; got 2"),
        (lambda: NetworkGoods(nx.path_graph(2), -1), ValueError, "multiplier must be at least 0"),
        (lambda: NetworkGoods(nx.path_graph(2), 1, "free"), ValueError, "pays must be one of"),
        (lambda: NetworkGoods(nx.path_graph(2), 1).payoffs([1]), ValueError, "n = 2 rows"),
        (lambda: NetworkGoods(nx.path_graph(2), 1).payoffs([0.5, 1]), ValueError, "true or false"),
        (lambda: NetworkGoods(nx.path_graph(2), 1).payoffs(["a", "b"]), TypeError, "cooperates"),
        (lambda: NetworkGoods(nx.path_graph(2), 1).run(-1), ValueError, "steps must be"),
        (lambda: NetworkGoods(nx.path_graph(2), 1).run(1.5), TypeError, "steps must be"),
        (lambda: NetworkGoods(nx.path_graph(2), 1).run(1, start=2), ValueError, "start must lie"),
        (lambda: NetworkGoods(nx.path_graph(2), 1).run(1, start=True), TypeError, "start"),
        (lambda: NetworkGoods(nx.path_graph(2), 1).run(1, draws=10**8), ValueError, "fewer draws"),
        (
            lambda: NetworkGoods(nx.path_graph(2), 1).run(1, start=[[1, 0], [0, 1]], draws=3),
            ValueError,
            "one a draw",
        ),
    ],
)
def test_bad_networks_are_refused(call, error, match):
    with pytest.raises(error, match=match):
        call()


def test_each_of_several_runs_is_as_a_single_one():
    """A node imitates with chance (gap)/(widest gap of its own run), whatever other runs do.

    In the second run the payoffs lie far apart, in the first close together; if one spread served
    both, the first would hardly ever change.
    """
    star = nx.star_graph(6)
    goods = NetworkGoods(star, 3.0)
    calm = np.array([False, True, False, False, False, False, False])
    wild = np.array([True, True, True, True, True, True, False])
    both = goods.run(
        1, start=np.stack([calm, wild], axis=1).repeat(4000, axis=1), draws=8000, rng=1
    )
    for at, start in ((slice(0, 4000), calm), (slice(4000, 8000), wild)):
        pay = goods.payoffs(start)
        chance = np.zeros(7)
        for i in range(7):
            near = list(star[i])
            gain = np.maximum(pay[near] - pay[i], 0) / (pay.max() - pay.min())
            turn = [g if start[j] != start[i] else 0.0 for g, j in zip(gain, near, strict=True)]
            chance[i] = np.mean(turn)
        seen = (both.last[:, at] != start[:, None]).mean(axis=1)
        assert seen == pytest.approx(chance, abs=4 * 0.5 / np.sqrt(4000))
        assert chance.max() > 0.1
