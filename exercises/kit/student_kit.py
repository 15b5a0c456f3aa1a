"""What students install: a wheel of govlib, the releases, a check, and a page to print.

A clone of the repository would put every solution on every student's disk; this holds none.
"""

from __future__ import annotations

import hashlib
import inspect
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from importlib.metadata import version
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from kit import leaks, master
from kit.course import Course
from kit.pages import ENVIRONMENT
from kit.release import FailedError
from kit.sandbox import GOVLIB
from kit.terms import Terms, show

#: what a notebook of a student may import besides govlib, apart from Python's own modules
PACKAGES = ("numpy", "scipy", "networkx", "pandas", "matplotlib", "xarray", "pillow", "anywidget")

_BUILT_FROM = ("pyproject.toml", "README.md", "LICENSE")


def student_kit(course: Course, target: Path, *, binder: str = "") -> Path:
    """Write the kit into a new folder, and a zip of it beside the folder.

    Parameters
    ----------
    course : Course
        Its releases go into the kit.
    target : pathlib.Path
        The folder; what an earlier kit left there is replaced.
    binder : str
        Address of the public copy on Binder, such as
        ``https://mybinder.org/v2/gh/owner/repository/HEAD``, if students may work there.

    Returns
    -------
    pathlib.Path
        The zip.
    """
    names = [n for n in master.known() if (course.root / "release" / n / f"{n}.ipynb").exists()]
    if not names:
        raise FailedError(
            "no assignment has been released in this course; make release comes first"
        )
    if target.exists():
        if not (target / "check.ipynb").exists() and any(target.iterdir()):
            raise FailedError(f"{target} holds something else; name another folder")
        shutil.rmtree(target)
    target.mkdir(parents=True)
    built = wheel(target)
    for name in names:
        shutil.copyfile(course.root / "release" / name / f"{name}.ipynb", target / f"{name}.ipynb")
    (target / "requirements.txt").write_text(requirements(built.name), encoding="utf-8")
    nbformat.write(check_notebook(), target / "check.ipynb")
    page = ENVIRONMENT.get_template("student.html.j2").render(
        assignments=[_about(course, name) for name in names],
        late=_rule(Terms.of(course, names[0])),
        packages=("govlib", *PACKAGES),
        seconds=course.limits.cell,
        python=".".join(map(str, sys.version_info[:2])),
        binder=binder.rstrip("/"),
    )
    (target / "START-HERE.html").write_text(page, encoding="utf-8")
    _without_secrets(course, target)
    return _zipped(target)


def wheel(folder: Path) -> Path:
    """Build govlib into a wheel, from a copy, so that nothing old gets into it."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        skip = shutil.ignore_patterns("__pycache__")
        shutil.copytree(GOVLIB, root / "govlib", ignore=skip)
        for name in _BUILT_FROM:
            shutil.copyfile(GOVLIB.parent / name, root / name)
        words = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check"]
        words += ["--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(root)]
        done = subprocess.run(words, capture_output=True, text=True)
    found = sorted(folder.glob("govlib-*.whl"))
    if done.returncode or len(found) != 1:
        raise FailedError("the wheel of govlib could not be built:\n" + done.stderr[-2000:])
    return found[0]


def requirements(built: str) -> str:
    """Return what pip installs: the wheel, and packages of the versions that grade."""
    near = [f"{name}=={'.'.join(version(name).split('.')[:2])}.*" for name in PACKAGES]
    head = "# python -m pip install -r requirements.txt, in this folder"
    return "\n".join([head, f"./{built}", *near, "jupyterlab>=4", ""])


def digest(folder: str) -> str:
    """Return a fingerprint of a package's files, the same on every system."""
    whole = hashlib.sha256()
    endings = (".py", ".csv", ".toml", ".js", ".css")
    paths = [p for p in Path(folder).rglob("*") if p.suffix in endings]
    for path in sorted(paths, key=lambda p: p.relative_to(folder).as_posix()):
        whole.update(path.relative_to(folder).as_posix().encode())
        whole.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return whole.hexdigest()[:16]


_CHECK = """
wanted = {wanted}
differs = []
for name, want in wanted.items():
    try:
        here = version(name)
    except PackageNotFoundError:
        here = "missing"
    if here.split(".")[:2] != want.split(".")[:2]:
        differs.append(f"{{name}} is {{here}} here, and {{want}} where it is graded")
if sys.version_info < (3, 11):
    differs.append(f"Python is {{sys.version.split()[0]}} here; it must be 3.11 or newer")
found = find_spec("govlib")
if found is None:
    differs.append("govlib is missing")
elif digest(str(Path(found.origin).parent)) != {fingerprint!r}:
    differs.append("govlib is another version than the one that grades")
if differs:
    print("This environment is not the one that grades:")
    print("\\n".join(f"- {{line}}" for line in differs))
    print("Open a terminal in the folder of this notebook, and run:")
    print("python -m pip install --force-reinstall --no-deps ./govlib-*.whl")
    print("python -m pip install -r requirements.txt")
else:
    print("Your environment is the one that grades.")
"""


def check_cell() -> str:
    """Return the cell that tells whether an environment is the one that grades."""
    wanted = json.dumps({name: version(name) for name in PACKAGES}, indent=4)
    return (
        "import hashlib\nimport sys\n"
        "from importlib.metadata import PackageNotFoundError, version\n"
        "from importlib.util import find_spec\nfrom pathlib import Path\n\n\n"
        + inspect.getsource(digest)
        + "\n"
        + _CHECK.format(wanted=wanted, fingerprint=digest(str(GOVLIB)))
    )


def check_notebook() -> nbformat.NotebookNode:
    """Return a notebook with that cell."""
    text = "# Is your environment the one that grades?\n\nClick the cell below, then Shift-Enter."
    nb = new_notebook(cells=[new_markdown_cell(text), new_code_cell(check_cell())])
    nb.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    return nb


def _about(course: Course, name: str) -> dict[str, object]:
    told, due = master.load(name), Terms.of(course, name).due
    words = {"name": name, "title": told.title, "minutes": told.minutes, "points": told.points}
    return {**words, "due": show(due)}


def _rule(terms: Terms) -> str:
    """Return the late rule in a sentence; empty if there is none."""
    if not terms.per_day:
        return ""
    said = f"Each day late, begun or whole, costs {100 * terms.per_day:g} % of the points earned"
    return f"{said}, at most {100 * terms.most:g} %." if terms.most < 1 else f"{said}."


def _without_secrets(course: Course, target: Path) -> None:
    if found := leaks.search([target], leaks.every_line()):
        shutil.rmtree(target)
        raise FailedError("the kit would show private parts:\n" + "\n".join(found))


def _zipped(target: Path) -> Path:
    path = target.with_name(f"{target.name}.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(target.iterdir()):
            archive.write(file, f"{target.name}/{file.name}")
    return path
