"""Workers and their courts go on from one submission to the next, and keep nothing of it."""

from __future__ import annotations

import json
import os
import subprocess
import time
from pathlib import Path

from kit.workers import each
from kit_course import ROOT


def test_whoever_ends_or_holds_up_a_worker_costs_nobody_else(tmp_path: Path):
    def work(student: str) -> None:
        if student == "dies":
            os._exit(3)
        if student == "waits":
            time.sleep(60)
        (tmp_path / student).write_text(str(os.getpid()))

    students = ["amy", "dies", "ben", "waits", "cleo", "dan"]
    done = {student: why for student, why, _ in each(work, students, jobs=2, patience=4)}
    failed = {"dies": "its process ended (3)", "waits": "it took too long"}
    assert done == dict.fromkeys(students, "") | failed
    pids = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert pids.keys() == {"amy", "ben", "cleo", "dan"}
    assert str(os.getpid()) not in pids.values()


def test_one_worker_does_all_that_goes_well(tmp_path: Path):
    def work(student: str) -> None:
        (tmp_path / student).write_text(str(os.getpid()))

    students = [f"student-{number}" for number in range(5)]
    assert [student for student, *_ in each(work, students, 1, 60)] == students
    assert len({path.read_text() for path in tmp_path.iterdir()}) == 1


JUDGED = """
import json, sys
sys.path.insert(0, "exercises")
from kit import court
from kit.execution import CouldNotRunError, Step, run
from kit.sandbox import Limits


def outcome(source, answer):
    test = Step("t", source, test=True, kinds={"x": "whole number"})
    try:
        look = run([Step("a", f"x = {answer}"), test], ["seen = []"], Limits()).look
    except CouldNotRunError as problem:
        return str(problem)
    return [test.judged, [output["evalue"] for output in test.outputs], look]


found = []
with court.kept():
    for source in json.loads(sys.argv[1]):
        said, held = outcome(source, len(found)), court._Kept.court
        found.append([said, held and held.box.process.pid])
print(json.dumps(found))
"""

#: a test that sees, in all that it could leave behind, whether it was run before
TRACES = """
import os, tempfile
seen.append(x)
assert len(seen) == 1, "names"
for folder in (tempfile.gettempdir(), "/tmp", "/tmp/work", "/dev/shm"):
    try:
        assert "trace" not in os.listdir(folder), folder
        open(os.path.join(folder, "trace"), "w").write("x")
    except OSError:
        assert folder != tempfile.gettempdir()
"""


def test_a_court_serves_one_submission_after_another_and_keeps_nothing(grading: Path):
    dies, fails = "import os; os._exit(1)", f"{TRACES}\nassert x == 0, x"
    tests = [TRACES, TRACES, dies, TRACES, fails, TRACES]
    done = subprocess.run(
        [str(grading), "-c", JUDGED, json.dumps(tests)], capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    outcomes, courts = zip(*json.loads(done.stdout), strict=True)
    well = [True, [], []]
    died = "the test t did not come to a verdict"
    assert outcomes == (well, well, died, well, [True, ["4"], []], well)
    assert courts[0] == courts[1]
    assert courts[2] is None  # what has ended in the middle is not used again
    assert courts[3] == courts[4] == courts[5] != courts[0]
