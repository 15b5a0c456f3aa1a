"""What it costs to grade a class: 100 submissions of an assignment, in the sandbox.

    python benchmarks/grading.py [--quick]

The submissions are right in full, right in part and untouched, in turn. Seconds of the clock say
what an instructor waits and need a computer that does nothing else; seconds of the processors say
what the work is, on a computer that is busy, too. Memory is what all processes hold together. Both
are read from the processes while they run, since the system does not add up what a sandbox used.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from _timing import Report, Row

EXERCISES = Path(__file__).resolve().parents[1] / "exercises"
PYTHON = EXERCISES.parent / ".venv-grade" / "bin" / "python"
NAME = "collective-action"

#: submissions of a class, and those of a quick look
CLASS, FEW = 100, 6

#: seconds of the clock that each may take on two cores, and MB that all may take together
SECONDS, MEMORY = 4.0, 1000

HAND_IN = """
import sys
from kit import rehearsal
from kit.course import Course
from kit.release import hand_in
course, name, count = Course.here(sys.argv[1]), sys.argv[2], int(sys.argv[3])
books = [rehearsal.model(course, name), rehearsal.mistaken(course, name, 0)[0]]
books += [rehearsal.mistaken(course, name, 1)[0], rehearsal.blank(course, name)]
for number in range(count):
    hand_in(course, name, f"student-{number:03d}", books[number % len(books)])
"""


def kit(course: Path, *words: str) -> str:
    """Run a command of the kit, and return what it said."""
    whole = [str(PYTHON), "-m", "kit", "--course", str(course), *words]
    done = subprocess.run(whole, cwd=EXERCISES, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return done.stdout


class Meter:
    """What a process and its descendants use: MB at most, and seconds of the processors."""

    def __init__(self, pid: int) -> None:
        self.pid, self.most = pid, 0.0
        self.used: dict[tuple[int, str], float] = {}  # by process and its start

    @property
    def seconds(self) -> float:
        """Seconds of the processors, of all processes that were seen."""
        return sum(self.used.values())

    def look(self, weigh: bool) -> None:
        """Look at each process; at its memory, which takes longer, only if asked to."""
        from kit.processes import descendants, memory

        every = descendants(self.pid, 1000)
        for pid in every:
            try:
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            ticks = int(fields[11]) + int(fields[12])
            self.used[pid, fields[19]] = ticks / os.sysconf("SC_CLK_TCK")
        if weigh:
            self.most = max(self.most, sum(map(memory, every)) / 2**20)


def graded(course: Path, count: int) -> tuple[float, float, float, str]:
    """Grade; return seconds of the clock and of processors a submission, MB, and what was said."""
    words = [str(PYTHON), "-m", "kit", "--course", str(course), "grade", NAME, "--jobs", "2"]
    began = time.perf_counter()
    process = subprocess.Popen(words, cwd=EXERCISES, stdout=subprocess.PIPE, text=True)
    meter, done = Meter(process.pid), threading.Event()

    def look() -> None:
        turn = 0
        while not done.wait(0.1):
            turn += 1
            meter.look(turn % 10 == 0)

    threading.Thread(target=look, daemon=True).start()
    said, _ = process.communicate()
    done.set()
    return (time.perf_counter() - began) / count, meter.seconds / count, meter.most, said


def main() -> None:
    """Measure, and say whether the goals were met."""
    report = Report(__doc__)
    sys.path.insert(0, str(EXERCISES))
    count = FEW if report.quick else CLASS
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder) / "course"
        kit(course, "release", NAME)
        words = [str(PYTHON), "-c", HAND_IN, str(course), NAME, str(count)]
        subprocess.run(words, cwd=EXERCISES, check=True)
        clock, work, most, said = graded(course, count)
    case = f"{count} submissions"
    for who, seconds in (("clock, each", clock), ("processors, each", work)):
        report.rows.append(Row(case, who, seconds, seconds, ""))
        print(f"{case:30s} {who:34s} {seconds:12.2f} s", flush=True)
    report.agree(
        "lines about submissions", len(re.findall(rf"^\[ *\d+/{count}\]", said, re.M)), count
    )
    (tested,) = re.findall(r"(\d+) graded by tests", said)
    report.agree("graded by tests", int(tested), count)
    report.goal("seconds of the clock each, on two free cores", clock, most=SECONDS)
    report.goal("MB of all processes", most, most=MEMORY)
    report.close()


if __name__ == "__main__":
    main()
