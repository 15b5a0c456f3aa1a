"""Each assignment is fit to be handed out: just tests, a clean release, points as they should be.

One pass an assignment, on a worker of its own. A new one is found by its folder.
"""

from __future__ import annotations

import json

import pytest
from kit import leaks, master, rehearsal
from kit.release import hand_in
from kit_course import NAMES, SEED, Kit, every_private_line, new_course

EACH = [pytest.param(name, marks=pytest.mark.xdist_group(f"assignment {name}")) for name in NAMES]


@pytest.fixture(scope="module")
def course(request, grader, tmp_path_factory) -> tuple[str, Kit]:
    """Return an assignment, and a course in which two have handed it in: solved, and as it was."""
    name = request.param
    kit = new_course(tmp_path_factory.mktemp("course"), grader, name)
    hand_in(kit.course, name, "model", rehearsal.model(kit.course, name))
    hand_in(kit.course, name, "untouched", rehearsal.blank(kit.course, name))
    kit("grade", name, "--jobs", "1")  # in one court, which imports once for both
    return name, kit


@pytest.mark.parametrize("name", EACH)
def test_right_solutions_pass_and_wrong_ideas_fail_their_tests_alone(name, grader):
    """With every row of numbers."""
    ended, said = grader("check", name)
    assert (ended, said) == (0, "check: all is well\n")


@pytest.mark.parametrize("course", EACH, indirect=True)
def test_a_release_shows_nothing(course):
    name, kit = course
    release = kit.course.root / "release"
    assert not leaks.search([release], every_private_line())
    text = (release / name / f"{name}.ipynb").read_text()
    assert "NotImplementedError" in text
    assert "# Further tests" in text


@pytest.mark.parametrize("course", EACH, indirect=True)
def test_the_solution_earns_all_points_and_nothing_earns_none(course):
    name, kit = course
    rows, told = kit.table(name), master.load(name)
    by_tests = told.points - sum(item.by_hand for item in told.items)
    assert float(rows["model"]["by tests"]) == by_tests
    assert float(rows["untouched"]["by tests"]) == 0
    assert [row["look"] for row in rows.values()] == ["", ""]


@pytest.mark.parametrize("course", EACH, indirect=True)
def test_feedback_shows_no_hidden_test(course):
    name, kit = course
    assert "2 pages, no hidden test in any" in kit("feedback", name)
    nb = master.load(name).notebook(SEED)
    own = json.dumps(rehearsal.model(kit.course, name))  # what stands in the solution, too
    hidden = {line for line in leaks.hidden_only(nb) if json.dumps(line)[1:-1] not in own}
    assert hidden
    page = kit.course.folder("feedback", "untouched", name) / f"{name}.html"
    assert not leaks.search([page], hidden)
    assert "a hidden test failed" in page.read_text()
