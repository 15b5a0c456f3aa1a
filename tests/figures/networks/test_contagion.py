import io
import itertools
import re

import numpy as np
import pytest
from figure_checks import drawn, values

from govlib import networks
from govlib.figures.networks import contagion
from govlib.palette import PALETTE, new_figure, styled

CHANCES = values(contagion.rewiring, "p")
LIGHT = {light for light, _ in PALETTE.values()}


def svg(figure, size=(6.4, 4.2), **state):
    fig = new_figure(*size)
    buffer = io.StringIO()
    with styled(svg__hashsalt="test"):
        figure(fig, **state)
        fig.savefig(buffer, format="svg")
    return buffer.getvalue(), fig


def only_palette(text):
    return set(re.findall(r"#[0-9a-f]{6}", text)) <= LIGHT


def sentence(text):
    """Tell what a text that was put together from parts must not contain."""
    assert re.fullmatch(r"[A-Z].*[.]", text)
    assert not re.search(r"\b1 (countries|links|partners|steps|worlds)\b|  |nan|None|\.\.", text)
    assert not re.search(r"Of 72 links, (1 have|0|[2-9]\d* has)", text)
    return text


# ---- the rewired ring


def brute_force(p, need):
    """Run the adoption node by node, as a reader would by hand."""
    pairs = networks.link_pairs(
        networks.watts_strogatz(
            contagion.COUNTRIES, contagion.PARTNERS, p, rng=networks.DRAWN_WORLD
        )
    )
    partners = {i: set() for i in range(contagion.COUNTRIES)}
    for a, b in pairs.tolist():
        partners[a].add(b)
        partners[b].add(a)
    when = dict.fromkeys((0, 1), 0)
    for step in itertools.count(1):
        new = [i for i in partners if i not in when and len(partners[i] & set(when)) >= need]
        if not new:
            return [when.get(i, -1) for i in partners]
        when |= dict.fromkeys(new, step)


@pytest.mark.parametrize("p", CHANCES)
@pytest.mark.parametrize("need", [1, 2])
def test_the_drawn_adoption_is_that_of_the_drawn_links(p, need):
    assert contagion._adoption(p, need).times.tolist() == brute_force(p, need)


def test_moving_links_keeps_their_number_and_leaves_none_on_the_ring_in_the_end():
    moved = []
    for p in CHANCES:
        pairs, far = contagion._world(p)
        assert len(pairs) == contagion.COUNTRIES * contagion.PARTNERS // 2
        moved.append(int(far.sum()))
    assert moved[0] == 0
    assert moved == sorted(moved)
    assert moved[-1] > 60


def test_news_gains_and_norms_lose_by_moved_links():
    news = [contagion._adoption(p, 1).steps for p in CHANCES]
    norms = [contagion._adoption(p, 2).size for p in CHANCES]
    assert news == sorted(news, reverse=True)
    assert norms == sorted(norms, reverse=True)
    assert all(contagion._adoption(p, 1).complete for p in CHANCES)


def test_the_targets_of_the_chapter_can_be_found():
    ring = contagion._adoption(0, 1).steps
    halved = [p for p in CHANCES if contagion._adoption(p, 1).steps <= ring / 2]
    everybody = [p for p in CHANCES if contagion._adoption(p, 2).complete]
    assert (min(halved), max(everybody)) == (0.2, 0.02)


def test_the_drawn_world_is_a_typical_one():
    for p in CHANCES:
        assert abs(contagion._adoption(p, 2).share - contagion._reach(p, 2)) < 0.12
    assert contagion._reach(1, 1) > 0.99


def test_the_sentence_tells_how_many_worlds_are_reached_whole():
    worlds = [networks.rewired_adoption(0.02, 2, rng=i).complete for i in range(networks.WORLDS)]
    text = contagion.say_rewiring(p=0.02, need=2, step=contagion.STEPS)
    assert 0 < sum(worlds) < networks.WORLDS
    assert f"everybody in {sum(worlds)} of them" in text


def test_no_run_outlasts_the_slider():
    runs = [contagion._adoption(p, need) for p in CHANCES for need in (1, 2)]
    assert max(run.steps for run in runs) < contagion.STEPS


def test_every_state_of_the_ring_is_said():
    said = set()
    for p, need, step in itertools.product(CHANCES, (1, 2), range(contagion.STEPS + 1)):
        text = sentence(contagion.say_rewiring(p=p, need=need, step=step))
        run = contagion._adoption(p, need)
        assert f"by step {step}" in text
        now = int(run.by(step).sum())
        assert text.split(". ")[1].startswith("All 36" if now == 36 else f"{now} of 36")
        assert ("more will follow" in text) == (step < run.steps)
        assert ("has stopped" in text) == (step >= run.steps and not run.complete)
        assert ("everybody in" in text) == (step >= run.steps and p > 0)
        said.add(text)
    assert len(said) == len(CHANCES) * 2 * (contagion.STEPS + 1)


@pytest.mark.parametrize("size", [(6.4, 4.2), (3.6, 4.32)])
@pytest.mark.parametrize("p", [0, 1])
@pytest.mark.parametrize("need", [1, 2])
@pytest.mark.parametrize("step", [0, 18])
def test_the_ring_is_drawn_at_the_corners(size, p, need, step):
    text, fig = svg(contagion.rewiring, size, p=p, need=need, step=step)
    assert only_palette(text)
    net, chart = fig.axes
    points = sum(len(c.get_offsets()) for c in net.collections if c.get_offset_transform() != 0)
    assert points >= contagion.COUNTRIES
    times = contagion._adoption(p, need).times
    curves = {line.get_linewidth(): line for line in chart.lines if len(line.get_xdata()) > 1}
    shown = [line.get_ydata()[-1] for line in chart.lines if len(line.get_ydata()) == 1]
    assert max(shown) <= 1
    assert np.mean((times >= 0) & (times <= step)) in [pytest.approx(y) for y in shown]
    assert len(curves) == (2 if step else 0)


def test_a_state_between_those_of_the_sliders_can_be_drawn():
    svg(contagion.rewiring, p=0.07, need=2, step=3)
    sentence(contagion.say_rewiring(p=0.07, need=2, step=3))


@pytest.mark.parametrize("size", [(6.4, 3.1), (3.6, 2.25)])
def test_the_race_shows_both_runs(size):
    for p, step in itertools.product((0, 0.1, 0.4), (0, 4, 18)):
        text, fig = svg(contagion.race, size, p=p, step=step)
        assert only_palette(text)
        for ax, need in zip(fig.axes, (1, 2), strict=False):
            reached = int(contagion._adoption(p, need).by(step).sum())
            assert ax.get_title().endswith(f": {reached} of 36")
        said = sentence(contagion.say_race(p=p, step=step))
        news, norm = contagion._adoption(p, 1), contagion._adoption(p, 2)
        over = step >= max(news.steps, norm.steps)
        assert ("has stopped" in said) == (over and not norm.complete)
        assert f"{int(norm.by(step).sum())} the norm" in said


@pytest.mark.parametrize(("p", "need", "step"), [(0.1, 2, 4), (0.4, 1, 3)])
def test_rewiring_draws_who_has_adopted_and_both_curves(p, need, step):
    net, chart = drawn(contagion.rewiring, p=p, need=need, step=step).axes
    times = np.array(brute_force(p, need))
    points = [c for c in net.collections if not hasattr(c, "get_segments")]
    adopted, now = (times > 0) & (times < step), times == step
    out = ((times < 0) | (times > step)).sum()
    counts = sorted(len(c.get_offsets()) for c in points)
    assert counts == sorted(n for n in (out, adopted.sum(), now.sum(), 2) if n)
    courses = {
        line.get_linestyle(): line.get_ydata() for line in chart.lines if len(line.get_xdata()) > 1
    }
    for dash, rule in ((":", 1), ("-", 2)):
        when = np.array(brute_force(p, rule))
        want = [((when >= 0) & (when <= t)).mean() for t in range(step + 1)]
        assert courses[dash] == pytest.approx(want)
