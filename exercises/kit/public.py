"""Split the repository: what may be public, without solutions and hidden tests.

The masters of this repository are public, as those of most open textbooks are. An instructor who
wants secrecy keeps a private fork with masters of her own, and publishes what this command makes:
a copy without masters, in which each assignment is there as its release. It has no history, since
the history holds the masters.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from kit import leaks, master
from kit.course import Course
from kit.release import FailedError, release

ROOT = master.FOLDER.parent

#: what the tests of the private part share, with answers in it
_HELPERS = ("tests/support/fake_students.py", "tests/support/kit_course.py")

#: where the planted word itself is explained, so that it may stand there
EXPLAINED = ("CONTRIBUTING.md", "exercises/kit/master.py")


def public(course: Course, target: Path) -> list[str]:
    """Write the public copy to a new folder; return what it left out.

    Parameters
    ----------
    course : Course
        Gives the seed of the releases; it is not changed.
    target : pathlib.Path
        Must not exist.
    """
    if target.exists():
        raise FailedError(f"{target} is there already; name a folder that is not")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    names = [name for name in listed.stdout.decode().split("\0") if name]
    private = [name for name in names if _private(name)]
    for name in names:
        if name not in private and (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    with tempfile.TemporaryDirectory() as folder:
        trial = Course(Path(folder))
        trial.make(course.seed)
        for name in master.known():
            release(trial, name, where=target / "exercises" / "release")
    _keep_releases(target)
    explained = {f"{target / name}: {leaks.WORD}" for name in EXPLAINED}
    found = leaks.search([p for p in target.iterdir() if p.name != ".git"], leaks.every_line())
    if found := [hit for hit in found if hit not in explained]:
        raise FailedError("the public copy would show private parts:\n" + "\n".join(found))
    return private


def _keep_releases(target: Path) -> None:
    """Let git keep the releases of the copy, which it ignores where they are made."""
    for name in (".gitignore", "exercises/.gitignore"):
        path = target / name
        kept = [line for line in path.read_text().splitlines() if "release" not in line]
        path.write_text("\n".join(kept) + "\n")
    with (target / ".gitignore").open("a") as file:
        file.write("# releases of assignments: all that this copy has of them\n")
        file.write("!/exercises/release/**/*.ipynb\n")


def _private(name: str) -> bool:
    """Tell whether a file of the repository belongs to the private part."""
    parts = Path(name).parts
    if parts[0] == "exercises" and len(parts) == 3 and parts[1] in master.known():
        return True
    return parts[:2] == ("tests", "exercises") or name in _HELPERS
