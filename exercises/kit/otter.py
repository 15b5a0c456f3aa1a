"""Turn a master into a notebook for ``otter assign``, which makes a zip for Gradescope."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell

from kit import master
from kit.course import Course
from kit.release import FailedError
from kit.repair import cell_id, is_test
from kit.sandbox import GOVLIB

_HIDDEN = re.compile(r"^#+ BEGIN HIDDEN TESTS.*?\n(.*?)^#+ END HIDDEN TESTS.*?$\n?", re.M | re.S)

#: what otter is told; govlib travels with the notebook, since no registry has it
_CONFIG = (
    "init_cell: true",
    "check_all_cell: true",
    "export_cell: {pdf: false, run_tests: true}",
    "generate: {seed: 42, show_hidden: false}",
    "files: [govlib]",
    "requirements: [numpy, scipy, networkx, pandas, matplotlib]",
)


def translate(nb: Any, name: str) -> Any:
    """Return the same assignment in the form that otter reads.

    A question of otter's has one solution cell, so each answer cell becomes a question: the tests
    that follow an answer are its tests.
    """
    cells = [_raw("# ASSIGNMENT CONFIG", f"name: {name}", *_CONFIG)]
    blocks = _blocks(nb.cells)
    for answer, tests, shown in blocks:
        if answer is None:
            cells += shown
            continue
        said = answer.metadata["nbgrader"]
        points = [t.metadata["nbgrader"]["points"] for t in tests]
        whole = sum(points) or said.get("points", 0)
        manual = ["manual: true"] if said.get("grade") else []
        question = cell_id(answer).replace("-", "_")
        cells.append(_raw("# BEGIN QUESTION", f"name: {question}", f"points: {whole:g}", *manual))
        cells += shown or [new_markdown_cell(f"**{question}**")]
        cells += [_raw("# BEGIN SOLUTION"), _solution(answer), _raw("# END SOLUTION")]
        if tests:
            cells += [_raw("# BEGIN TESTS"), *_tests(tests), _raw("# END TESTS")]
        cells.append(_raw("# END QUESTION"))
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return new_notebook(cells=cells, metadata=metadata)


def _blocks(cells: list[Any]) -> list[tuple[Any, list[Any], list[Any]]]:
    """Cut the notebook into answers, each with its tests and the Markdown cell before it."""
    blocks: list[tuple[Any, list[Any], list[Any]]] = []
    for cell in cells:
        if is_test(cell):
            blocks[-1][1].append(cell)
        elif cell_id(cell) and cell.metadata["nbgrader"]["solution"]:
            before = blocks[-1][2] if blocks and blocks[-1][0] is None else []
            prompt = [before.pop()] if before and before[-1].cell_type == "markdown" else []
            blocks.append((cell, [], prompt))
        else:
            copied = nbformat.from_dict(cell)
            copied.metadata = {}
            if not blocks or blocks[-1][0] is not None:
                blocks.append((None, [], []))
            blocks[-1][2].append(copied)
    return blocks


def _raw(*lines: str) -> Any:
    return new_raw_cell("\n".join(lines))


def _solution(cell: Any) -> Any:
    source = re.sub(r"#+ (BEGIN|END) SOLUTION.*", r"# \1 SOLUTION", cell.source)
    source = re.sub(rf"<!-- {master.PLANTED} -->\s*", "", source)
    return new_code_cell(source) if cell.cell_type == "code" else new_markdown_cell(source)


def _tests(tests: list[Any]) -> list[Any]:
    made = []
    for cell in tests:
        hidden = "\n".join(_HIDDEN.findall(cell.source)).strip()
        seen = _HIDDEN.sub("", cell.source).strip()
        points = f"points: {cell.metadata['nbgrader']['points']:g}"
        if re.sub(r"#.*", "", seen).strip():
            made.append(
                new_code_cell(f'""" # BEGIN TEST CONFIG\n{points}\n""" # END TEST CONFIG\n{seen}')
            )
            points = "points: 0"
        if hidden:
            config = f'""" # BEGIN TEST CONFIG\nhidden: true\n{points}\n""" # END TEST CONFIG'
            made.append(new_code_cell(f"{config}\n{hidden}"))
    return made


def otter(course: Course, assignment: str, python: Path) -> Path:
    """Make otter's notebook and let otter make the zip.

    Parameters
    ----------
    course : Course
        Gives the seed; the result goes into its folder.
    assignment : str
        Name of the assignment.
    python : pathlib.Path
        Python of the environment that has otter-grader.

    Returns
    -------
    pathlib.Path
        The zip for Gradescope.
    """
    folder = (course.root / "otter" / assignment).resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    skip = shutil.ignore_patterns("__pycache__")
    shutil.copytree(GOVLIB, folder / "govlib", ignore=skip, dirs_exist_ok=True)
    path = folder / f"{assignment}.ipynb"
    nbformat.write(translate(master.load(assignment).notebook(course.seed), assignment), path)
    words = [str(python), "-m", "otter", "assign", "--no-pdfs", str(path), str(folder / "made")]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True)
    found = sorted((folder / "made" / "autograder").glob("*.zip"), key=os.path.getmtime)
    if done.returncode or not found:
        said = (done.stderr or done.stdout).strip().splitlines()[-5:]
        raise FailedError("otter assign failed:\n" + "\n".join(said))
    return found[-1]
