"""When work is due, and what it costs to be late."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from kit.course import Course
from kit.release import FailedError
from kit.terms import MARKED, Terms

ZONE = timezone(timedelta(hours=1))
DUE = datetime(2027, 3, 5, 23, 59, tzinfo=ZONE)

TOML = """
[due]
two-edges = 2027-03-05T23:59:00+01:00
[late]
per_day = 10
most = 25
grace_minutes = 15
[extension.two-edges]
amy = 2027-03-09T23:59:00+01:00
[handed_in.two-edges]
ben = 2027-03-06T00:30:00+01:00
"""


@pytest.fixture
def course(tmp_path: Path) -> Course:
    (tmp_path / "course.toml").write_text(TOML)
    return Course(tmp_path)


def at(moment: datetime) -> dict[str, dict[str, str]]:
    return {"platform": {"handed_in": moment.isoformat()}}


@pytest.mark.parametrize(
    ("after", "days", "share"),
    [
        (timedelta(minutes=-1), 0, 0.0),
        (timedelta(minutes=15), 0, 0.0),  # the grace
        (timedelta(minutes=16), 1, 0.1),
        (timedelta(days=1), 1, 0.1),
        (timedelta(days=1, minutes=1), 2, 0.2),
        (timedelta(days=9), 9, 0.25),  # never more than most
    ],
)
def test_each_day_begun_costs_until_the_most(course, after, days, share):
    late = Terms.of(course, "two-edges").lateness("eve", at(DUE + after))
    assert (late.days, late.share) == (days, pytest.approx(share))


def test_an_extension_counts_from_its_own_end(course):
    terms = Terms.of(course, "two-edges")
    late = terms.lateness("amy", at(DUE + timedelta(days=4, hours=2)))
    assert (late.days, late.share) == (1, pytest.approx(0.1))
    assert terms.lateness("amy", at(DUE + timedelta(days=4))).days == 0
    assert "put off for you" in late.text


def test_what_the_instructor_writes_counts(course):
    late = Terms.of(course, "two-edges").lateness("ben", at(DUE + timedelta(days=5)))
    assert late.days == 1
    assert late.text.endswith("1 day late: 10 % of the points earned are taken off.")


def test_late_by_an_unknown_time_is_neither_free_nor_dear(course):
    terms = Terms.of(course, "two-edges")
    late = terms.lateness("eve", {"collect": {"look": [MARKED]}})
    assert (late.days, late.share) == (None, None)
    assert terms.lateness("eve", {}).share == 0


def test_without_a_due_date_nobody_is_late(course):
    terms = Terms.of(course, "collective-action")
    assert terms.lateness("eve", at(DUE + timedelta(days=99))).share == 0
    assert terms.lateness("eve", {"collect": {"look": [MARKED]}}).share == 0
    assert not terms.over(DUE + timedelta(days=999))


def test_the_time_of_all_is_over_after_the_last_extension(course):
    terms = Terms.of(course, "two-edges")
    assert not terms.over(DUE + timedelta(days=4))
    assert terms.over(DUE + timedelta(days=4, minutes=1))


def test_a_day_alone_ends_at_midnight(tmp_path):
    (tmp_path / "course.toml").write_text("[due]\ntwo-edges = 2027-03-05\n")
    due = Terms.of(Course(tmp_path), "two-edges").due
    assert due is not None
    assert (due.day, due.hour, due.minute) == (5, 23, 59)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[due]\ntwo-edges = "Friday"\n', "due.two-edges must be a date"),
        ("[late]\nper_hour = 1\n", "per_hour"),
        ('[late]\nper_day = "ten"\n', "late.per_day must be a number"),
        ("due = 2027-03-05\n", r"due must be a table"),
        ("[extension]\ntwo-edges = 3\n", "extension.two-edges must be a table"),
    ],
)
def test_a_slip_in_course_toml_is_said(tmp_path, text, said):
    (tmp_path / "course.toml").write_text(text)
    with pytest.raises(FailedError, match=said):
        Terms.of(Course(tmp_path), "two-edges")
