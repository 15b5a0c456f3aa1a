"""Points and comments by hand outlive the gradebook."""

from __future__ import annotations

import json

from kit_course import NAME, Kit

GIVE = """
import sys
from kit.course import Course
with Course.here(sys.argv[1]).gradebook() as book:
    for student in sys.argv[2:]:
        notebook = book.find_submission_notebook(*["collective-action"] * 2, student)
        for grade in notebook.grades:
            if grade.cell.name in ("q5-why", "q6-plot", "q6-memo"):
                grade.manual_score, grade.needs_manual_grade = 2, False
        for comment in notebook.comments:
            if comment.cell.name == "q6-memo":
                comment.manual_comment = "r1 of " + student
    book.db.commit()
"""

COMMENTS = """
import sys
from kit.course import Course
with Course.here(sys.argv[1]).gradebook() as book:
    for student in sys.argv[2:]:
        print(book.find_comment("q6-memo", *["collective-action"] * 2, student).manual_comment)
"""


def kept(kit: Kit) -> dict[str, dict]:
    return json.loads((kit.course.root / "by-hand" / f"{NAME}.json").read_text())


def test_a_lost_gradebook_gets_back_what_people_gave(copied):
    kit, root = copied, copied.course.root
    kit.run(GIVE, "model", "doubled", "converted")
    before = kit.table(NAME)["model"]
    assert (before["status"], before["total"]) == ("graded", "28")
    (root / "gradebook.db").unlink()
    assert "does not know it" in kit.table(NAME)["model"]["status"]  # and nothing kept is lost
    work = root / "submitted" / "doubled" / NAME / f"{NAME}.ipynb"
    work.write_text(work.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    said = kit("grade", NAME, "--student", "model", "--student", "doubled")
    assert "by hand are back in the gradebook: doubled, model" in said
    after = kit.table(NAME)
    assert after["model"] == before
    # the work has changed since, so that somebody must confirm
    assert after["doubled"]["status"] == "waits for points by hand"
    assert after["doubled"]["open"] == "q5-why q6-plot q6-memo"
    comments = kit.run(COMMENTS, "model", "doubled").splitlines()
    assert comments == ["r1 of model", "r1 of doubled"]
    told = kept(kit)
    assert "lost" not in told["model"]
    assert told["converted"]["lost"]  # not graded anew yet
    memo = told["converted"]["cells"]["q6-memo"]
    assert (memo["points"], memo["open"], memo["comment"]) == (2, False, "r1 of converted")


def test_points_that_somebody_takes_back_do_not_return(copied):
    kit = copied
    kit.run(GIVE, "converted")
    kit("grades", NAME)
    assert "converted" in kept(kit)
    taken_back = GIVE.replace("= 2, False", "= None, True").replace('"r1 of " + student', "None")
    kit.run(taken_back, "converted")
    kit("grades", NAME)
    assert "converted" not in kept(kit)
