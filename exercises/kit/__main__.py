"""The command line: ``python -m kit COMMAND``; the Makefile calls it."""

from __future__ import annotations

import argparse
import getpass
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kit import master

#: where a course lies unless said otherwise; git ignores it
COURSE = master.FOLDER / "course"


def _words() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m kit", description=__doc__)
    parser.add_argument("--course", type=Path, default=COURSE, help="folder of the course")
    parser.add_argument("--db", default="", help="gradebook, such as postgresql://…")
    orders = parser.add_subparsers(dest="order", required=True, metavar="COMMAND")

    def order(name: str, text: str, *, one: bool = True) -> argparse.ArgumentParser:
        new = orders.add_parser(name, help=text, description=text)
        if one:
            new.add_argument("assignment", help=f"one of {', '.join(master.known())}")
        return new

    order("release", "make the students' notebook").add_argument("--seed", type=int)
    order("selftest", "the model answer earns all points, the blank one none")
    order("check", "every row of numbers, and every wrong idea")
    order("rehearse", "write a made-up class of thirty")
    taken = order("collect", "take in a zip or a folder")
    taken.add_argument("place", type=Path)
    taken.add_argument("--open-zips", action="store_true", help="look into zips that were sent")
    names = order("roster", "take in the list of everybody in the course", one=False)
    names.add_argument("place", type=Path)
    cell = order("try", "run a student's notebook in the sandbox, up to one cell")
    cell.add_argument("student")
    cell.add_argument("cell", nargs="?", default="", help="such as q3-answer; all if none")
    cell.add_argument("--cell-seconds", type=float, help="time limit of a cell")
    grade = order("grade", "grade what is new")
    grade.add_argument("--again", action="store_true", help="grade all of it again")
    grade.add_argument("--student", action="append", help="grade only this one")
    grade.add_argument("--jobs", type=int, help="how many at the same time")
    grade.add_argument("--cell-seconds", type=float, help="time limit of a cell")
    back = order("grades", "write the grades as CSV, or into a platform's own export")
    back.add_argument("--for", dest="platform", choices=("canvas", "moodle"))
    back.add_argument("--export", type=Path, help="what the platform exported")
    back.add_argument("--column", default="", help="heading of the column for the points")
    back.add_argument("--leave-out", action="append", default=[], help="a student without a row")
    back = order("feedback", "write a page for each student, and a zip for a platform")
    back.add_argument("--for", dest="platform", choices=("canvas", "moodle"))
    back.add_argument("--leave-out", action="append", default=[], help="a student to leave out")
    back.add_argument("--student", action="append", help="a page for this one only")
    look = order("overview", "write the class on one page")
    look.add_argument("--names", action="store_true", help="name students")
    look.add_argument("--address", help="where the formgrader answers")
    order("otter", "make a zip for Gradescope").add_argument("python", type=Path)
    hand = order("formgrader", "grade by hand in the browser", one=False)
    hand.add_argument(
        "--grader", default="", help="who grades; by default the user of the computer"
    )
    hand = order("graders", "who gave which points by hand, what is left, where graders differ")
    hand.add_argument("--from", dest="place", type=Path, help="another's course folder, to take in")
    hand.add_argument("--address", help="where the formgrader answers")
    order("public", "copy the repository without its private part", one=False).add_argument(
        "target", type=Path
    )
    kit = order("student-kit", "write what students install", one=False)
    kit.add_argument("target", type=Path)
    kit.add_argument("--binder", default="", help="address of the public copy on Binder")
    leaks = order("leaks", "look for private parts, for instance in a built book", one=False)
    leaks.add_argument("places", type=Path, nargs="+")
    order("sandbox", "say whether student code can be run here", one=False)
    return parser


def main(words: list[str] | None = None) -> int:
    """Do what is asked; return 1 if it could not be done."""
    said = _words().parse_args(words)
    try:
        return _ORDERS[said.order](said) or 0
    except Exception as problem:
        if os.environ.get("KIT_TRACEBACK"):
            raise
        print(f"{said.order}: {problem}", file=sys.stderr)
        return 1


def _course(said: argparse.Namespace) -> Any:
    from kit.course import Course

    seconds = getattr(said, "cell_seconds", None)
    course = Course.here(said.course, said.db, **({"cell": seconds} if seconds else {}))
    course.make(getattr(said, "seed", None))
    return course


def _release(said: argparse.Namespace) -> None:
    from kit.release import RELEASES, release

    course = _course(said)
    path = release(course, said.assignment, where=RELEASES if said.course == COURSE else None)
    told = master.load(said.assignment)
    print(f"{path}: {told.points} points, {told.minutes} minutes, seed {course.seed}")


def _complain(what: str, wrong: list[str]) -> int:
    for line in wrong:
        print(line, file=sys.stderr)
    print(f"{what}: {f'{len(wrong)} problems' if wrong else 'all is well'}")
    return bool(wrong)


def _selftest(said: argparse.Namespace) -> int:
    from kit.release import selftest

    return _complain("selftest", selftest(_course(said), said.assignment))


def _check(said: argparse.Namespace) -> int:
    from kit.check import check
    from kit.grade import processors

    return _complain("check", check(said.assignment, processors()))


def _rehearse(said: argparse.Namespace) -> None:
    from kit.rehearsal import rehearse

    path = rehearse(_course(said), said.assignment)
    print(path)
    print(f"and the gradebook of its platform: {path.with_name(f'{path.stem}-canvas.csv')}")


def _collect(said: argparse.Namespace) -> None:
    from kit.collect import collect

    lines = collect(_course(said), said.assignment, said.place, open_zips=said.open_zips)
    print("\n".join([*lines, f"{len(lines)} submissions of {said.assignment}"]))


def _grade(said: argparse.Namespace) -> None:
    from kit.grade import NOTHING, grade, processors

    found = grade(
        _course(said),
        said.assignment,
        students=said.student,
        jobs=said.jobs or processors(),
        again=said.again,
    )
    look = [r for r in found if r.look and r.by_tests is not None]
    absent = [r for r in found if r.status == NOTHING]
    found = [r for r in found if r.status != NOTHING]
    failed = [r for r in found if r.by_tests is None]
    print(f"\n{len(found)} submissions, {len(found) - len(failed)} graded by tests")
    for title, some in (("Not graded (no points, not zero)", failed), ("Look at", look)):
        if some:
            print(f"\n{title}:")
        for result in some:
            print(f"  {result.student}: {result.why or '; '.join(result.look)}")

    if absent:
        print(f"\nNothing handed in ({len(absent)}): {', '.join(r.student for r in absent)}")


def _roster(said: argparse.Namespace) -> None:
    from kit.roster import keep

    print(f"{len(keep(_course(said), said.place))} people in the course")


def _try(said: argparse.Namespace) -> None:
    from kit.trial import attempt

    for line in attempt(_course(said), said.assignment, said.student, said.cell):
        print(line)


def _grades(said: argparse.Namespace) -> None:
    from kit.report import grades

    if not said.platform:
        print(grades(_course(said), said.assignment))
        return
    from kit.platforms import fill

    if said.export is None:
        raise ValueError(f"say which file {said.platform} exported: FROM=gradebook.csv")
    words = {"column": said.column, "leave_out": said.leave_out}
    filled = fill(_course(said), said.assignment, said.platform, said.export, **words)
    print("\n".join([f"left as it was: {line}" for line in filled.left]))
    print(f"{filled.path}: points of {filled.points}, {len(filled.left)} left as they were")


def _feedback(said: argparse.Namespace) -> int:
    from kit.grade import say

    if said.platform:
        from kit.platforms import pack

        made = pack(_course(said), said.assignment, said.platform, said.leave_out)
        print("\n".join([f"left out for now: {line}" for line in made.left]))
        count = f"{made.points} page{'' if made.points == 1 else 's'}"
        print(f"{made.path}: {count}, no hidden test in any")
        return 0
    from kit.report import feedback

    written = feedback(_course(said), said.assignment, said.student, say)
    some = "\n".join(map(str, written.pages[:1]))
    print(f"{some} \n{len(written.pages)} pages, no hidden test in any")
    return _complain("feedback", [f"{who}: {why}" for who, why in written.removed.items()])


def _overview(said: argparse.Namespace) -> None:
    from kit.overview import ADDRESS, overview

    address = (said.address or ADDRESS).rstrip("/")
    print(overview(_course(said), said.assignment, names=said.names, address=address))


def _otter(said: argparse.Namespace) -> None:
    from kit.otter import otter

    print(otter(_course(said), said.assignment, said.python))


def _formgrader(said: argparse.Namespace) -> int:
    from kit.graders import GRADER

    course = _course(said)
    print("Open the address below, then the menu Nbgrader > Formgrader, or /formgrader.")
    words = [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--LabApp.collaborative=False"]
    env = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    env[GRADER] = said.grader or getpass.getuser()
    words.append(f"--notebook-dir={course.place}")
    words += ["--allow-root"] if os.geteuid() == 0 else []
    _keep_by_hand(course)
    try:
        return subprocess.run(words, cwd=course.place, env=env).returncode
    finally:
        _keep_by_hand(course)


def _graders(said: argparse.Namespace) -> int:
    from kit.graders import take_in
    from kit.overview import ADDRESS
    from kit.shares import report

    course = _course(said)
    kept = take_in(course, said.assignment, said.place) if said.place else []
    for line in kept:
        print(f"left as it was: {line}")
    print("\n".join(report(course, said.assignment, (said.address or ADDRESS).rstrip("/"))))
    return bool(kept)


def _keep_by_hand(course: Any) -> None:
    from kit import by_hand

    with course.gradebook() as book:
        for assignment in book.assignments:
            by_hand.keep(course, assignment.name, book)


def _public(said: argparse.Namespace) -> None:
    from kit.public import public

    left_out = public(_course(said), said.target.resolve())
    print("\n".join(f"left out: {name}" for name in left_out))
    print(f"{said.target}: {len(master.known())} assignments as releases, no solution, no history")


def _student_kit(said: argparse.Namespace) -> None:
    from kit.student_kit import student_kit

    print(student_kit(_course(said), said.target.resolve(), binder=said.binder))


def _leaks(said: argparse.Namespace) -> int:
    from kit.leaks import every_line, search

    lines = every_line()
    return _complain(f"leaks ({len(lines)} private lines)", search(said.places, lines))


def _sandbox(said: argparse.Namespace) -> int:
    from kit.sandbox import refusal

    why = refusal()
    print(why or "student code can be run here, in a sandbox")
    return bool(why)


_ORDERS: dict[str, Callable[[argparse.Namespace], int | None]] = {
    "release": _release,
    "selftest": _selftest,
    "check": _check,
    "rehearse": _rehearse,
    "collect": _collect,
    "roster": _roster,
    "try": _try,
    "grade": _grade,
    "grades": _grades,
    "feedback": _feedback,
    "overview": _overview,
    "otter": _otter,
    "formgrader": _formgrader,
    "graders": _graders,
    "public": _public,
    "student-kit": _student_kit,
    "leaks": _leaks,
    "sandbox": _sandbox,
}

if __name__ == "__main__":
    raise SystemExit(main())
