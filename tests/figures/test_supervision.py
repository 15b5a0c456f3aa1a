"""The figures of supervision, evaluation and feedback, and what they say, over their grids."""

import re

import numpy as np
import pytest
from figure_checks import SIZES, check_drawing, check_sentence, corners, states

from govlib.enforcement import Campaign, DelayedFeedback, Inspection, PunishmentGame
from govlib.figures.enforcement import feedback, inspection, punishment
from govlib.figures.indicators import standards, weights
from govlib.indicators import load_human_development
from govlib.palette import new_figure, styled

TECHNOLOGY = {
    "weights": list(weights.WEIGHTS),
    "compensation": list(weights.COMPENSATION),
}
CERTAINTY = {"varied": list(weights.VARIED), "share": [0.5, 0.8, 0.9, 1.0]}
TENTHS = np.round(np.arange(0, 1.01, 0.1), 1).tolist()
STANDARDS = {"objective": TENTHS, "process": TENTHS}
DEVELOPMENT = {"compensation": list(standards.POWERS)}
FINES = {
    "fine": [0.25, 0.5, 1, 2, 4, 8, 16],
    "cost": [0.05, 0.2, 0.5, 1.0, 1.5],
    "kept": [0, 0.25, 1],
    "moves": list(inspection.MOVES),
}
CAMPAIGN = {"periods": [4, 10, 20], "inspections": [1, 2, 3], "caught": [0.5, 1, 4]}
LATE = {
    "gain": [0, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0, 1.5, 2.0],
    "delay": list(range(feedback.LONGEST + 1)),
}
PUSHED = {
    "proportional": [0, 0.1, 0.3, 0.5, 1.0],
    "integral": [0, 0.02, 0.1, 0.3],
    "delay": [0, 1, 2, 4],
}
DETERRENCE = {"mpcr": [0.3, 0.4, 0.75], "points": list(range(6)), "punishers": [1, 2, 3]}
INSTITUTIONS = {
    "kind": list(punishment.KINDS),
    "second_order": [False, True],
    "optional": [True, False],
    "strength": [0.1, 1, 10, 100],
}
FIGURES = [
    (weights.technology, weights.say_technology, TECHNOLOGY),
    (weights.certainty, weights.say_certainty, CERTAINTY),
    (standards.standards, standards.say_standards, STANDARDS),
    (standards.development, standards.say_development, DEVELOPMENT),
    (inspection.fines, inspection.say_fines, FINES),
    (inspection.campaign, inspection.say_campaign, CAMPAIGN),
    (feedback.late, feedback.say_late, LATE),
    (feedback.pushed, feedback.say_pushed, PUSHED),
    (punishment.deterrence, punishment.say_deterrence, DETERRENCE),
    (punishment.institutions, punishment.say_institutions, INSTITUTIONS),
]


@pytest.mark.parametrize(("draw", "say", "grid"), FIGURES, ids=lambda x: getattr(x, "__name__", ""))
def test_every_state_is_a_whole_sentence(draw, say, grid):
    for state in states(grid):
        text = say(**state)
        check_sentence(text)
        assert not re.search(r"-0\b|\b1 (members|periods)\b", text), text


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("draw", "say", "grid"), FIGURES, ids=lambda x: getattr(x, "__name__", ""))
def test_corners_are_drawn_within_the_figure_and_in_the_palette(draw, say, grid, size):
    chosen = corners(grid)
    if len(chosen) > 8:  # every second corner, so that each value still meets each other one
        chosen = [s for s in chosen if sum(s[k] != grid[k][0] for k in s) % 2]
    for state in chosen:
        fig = check_drawing(draw, size, **state)
        width = fig.get_size_inches()[0] * fig.dpi
        for legend in fig.legends:
            assert legend.get_window_extent().x1 <= width + 1, state


@pytest.mark.parametrize("size", SIZES)
def test_headings_of_the_ranks_do_not_touch(size):
    for state in states({**TECHNOLOGY, "compensation": ["fully", "partly"]}):
        with styled():
            fig = new_figure(*size)
            weights.technology(fig, **state)
            fig.draw_without_rendering()
            left, right = (t.get_window_extent() for t in fig.texts[:2])
            assert left.x1 < right.x0, state
            assert right.x1 <= fig.get_size_inches()[0] * fig.dpi, state


def test_equal_weights_and_full_compensation_are_the_reference():
    assert "every country stands" in weights.say_technology(weights="equal", compensation="fully")
    for state in states(TECHNOLOGY)[1:]:
        assert "average shift" in weights.say_technology(**state)


def test_certainty_says_who_is_firm():
    for state in states(CERTAINTY):
        found = weights._assessed(state["varied"])
        low, high = found.interval(state["share"])
        text = weights.say_certainty(**state)
        assert ("no country has one rank" in text) == (low < high).all()
        assert f"from {low[(high - low).argmax()]} to {(high)[(high - low).argmax()]}" in text


def test_each_programme_is_best_somewhere_on_the_map():
    _, leads = standards._map()
    assert ((leads > 0).any(axis=(1, 2))).all()
    for state in states(STANDARDS):
        best = list(standards.PROGRAMMES)[int(standards.scores(**state).argmax())]
        assert best in standards.say_standards(**state)


def test_development_names_those_who_move_most():
    report = load_human_development(2021)
    text = standards.say_development(compensation="none")
    gained = report.published_rank - report.ranks(power=-np.inf)
    assert report.names[int(gained.argmax())] in text
    assert str(-gained.min()) in text
    assert "all 191" in standards.say_development(compensation="partial (UNDP)")


def test_fines_are_told_as_the_game_has_them():
    for state in states(FINES):
        game = Inspection(1, state["fine"], state["cost"], kept=state["kept"])
        lead = state["moves"] == inspection.MOVES[1]
        now = game.leadership() if lead else game.equilibrium()
        text = inspection.say_fines(**state)
        assert f"{now.inspection:.0%} are inspected and {now.violation:.0%} violate" in text
        stays = not lead and not state["kept"] and now.violation < 1
        assert ("stay where they are" in text) == stays


def test_a_campaign_is_told_as_the_game_has_it():
    for state in states(CAMPAIGN):
        game = Campaign(**state)
        text = inspection.say_campaign(**state)
        assert f"at once in {game.chance:.0%}" in text
        assert ("next to nothing" in text) == (game.value > -0.005)


def test_late_says_what_the_course_does():
    for state in states(LATE):
        course, text = feedback._late(**state), feedback.say_late(**state)
        if "swing more and more" in text:
            assert np.abs(course).max() > 1 + 1e-9 or state["delay"] >= 4
            assert DelayedFeedback(**state).factor > 1
        if "without overshooting" in text:
            assert course.min() >= -1e-12
        if "die out" in text:
            assert DelayedFeedback(**state).factor < 1


def test_pushed_says_where_it_settles():
    text = feedback.say_pushed(proportional=0.5, integral=0.1, delay=0)
    assert "a deviation of 2 for good" in text
    assert "brings it to zero" in text
    for state in states(PUSHED):
        course = feedback._pushed(**state)
        if "brings it to zero," in feedback.say_pushed(**state):
            assert abs(course[-1]) < 0.5, state


def test_deterrence_agrees_with_the_fewest_points():
    for state in states(DETERRENCE):
        text = punishment.say_deterrence(**state)
        need = PunishmentGame(mpcr=state["mpcr"]).deterring_points()
        enough = state["points"] * state["punishers"] >= need
        assert ("does not pay" in text) == enough, state


def test_the_readers_target_in_institutions():
    """Only with a pool that punishes second-order free riders does the pool rule."""
    for state in states(INSTITUTIONS):
        shares = punishment._shares(**state)
        assert shares.sum() == pytest.approx(1)
        pool = state["second_order"] and "pool" in state["kind"] and state["optional"]
        assert (int(shares.argmax()) == 3) == pool, state
