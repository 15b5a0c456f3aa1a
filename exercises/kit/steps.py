"""The steps that replace nbgrader's own when it grades and when it writes feedback.

They are set in :mod:`kit.course`, so a click on *Autograde* in the formgrader runs the same,
sandboxed, as ``make grade``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_markdown_cell
from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Dict, Unicode

from kit.execution import HIDDEN, Step, run
from kit.names import declared, is_answer, item_of
from kit.records import note, read, record_path
from kit.repair import cell_id, is_test, repair
from kit.sandbox import Limits
from kit.tell import comments, expand, help_for, rubric
from kit.terms import Terms
from kit.tricks import tricks


class KitStep(NbGraderPreprocessor):
    """What the steps share: where the course lies, and the record of each submission."""

    root = Unicode(help="Folder of the course.").tag(config=True)
    limits = Dict(help="Limits of the sandbox, by name.").tag(config=True)

    def _record(self, resources: dict[str, Any]) -> Path:
        who = resources["nbgrader"]
        return record_path(Path(self.root), who["assignment"], who["student"])


class Repair(KitStep):
    """Put the submission back into shape before its locked cells are restored."""

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Repair, and note what was done."""
        name = resources["nbgrader"]["assignment"]
        release = nbformat.read(Path(self.root) / "release" / name / f"{name}.ipynb", 4)
        nb, look = repair(nb, release)
        note(self._record(resources), "repair", look=look)
        return nb, resources


class Run(KitStep):
    """Run the notebook in one sandbox and its tests in another."""

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Run, put what was shown into the cells, and note what is worth a look."""
        steps, cells, given, look = [], [], [], []
        kinds, blank = declared(nb.cells), self._blank(resources)
        for number, cell in enumerate(nb.cells, 1):
            if cell.cell_type != "code":
                continue
            name = cell.metadata.get("nbgrader", {}).get("grade_id", f"cell {number}")
            ours = utils.is_locked(cell) and not is_test(cell)
            touched = is_answer(cell) and cell.source.strip() != blank.get(name, "").strip()
            asked = kinds.get(item_of(name), {}) if is_test(cell) else {}
            steps.append(Step(name, cell.source, is_test(cell), ours, touched, asked))
            cells.append(cell)
            if ours:
                given.append(cell.source)
            elif not is_test(cell):
                look += [f"{name} {what}" for what in tricks(cell.source)]
        record = run(steps, given, Limits(**self.limits))
        for step, cell in zip(steps, cells, strict=True):
            cell.outputs = nbformat.from_dict(step.outputs)
            cell.execution_count = step.count
        silent = [step.name for step in steps if step.test and not step.judged]
        resources["nbgrader"]["not_judged"] = silent
        look += record.look
        note(self._record(resources), "run", look=look, seconds=record.seconds, not_judged=silent)
        return nb, resources

    def _blank(self, resources: dict[str, Any]) -> dict[str, str]:
        """Return the cells of the release by name."""
        name = resources["nbgrader"]["assignment"]
        release = nbformat.read(Path(self.root) / "release" / name / f"{name}.ipynb", 4)
        return {cell_id(cell): cell.source for cell in release.cells if cell_id(cell)}


class KeepOpen(KitStep):
    """Leave the points of tests that were not run open, for a person to give."""

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Take back the zeros of tests without a verdict."""
        who = resources["nbgrader"]
        if who["not_judged"]:
            with Gradebook(who["db_url"]) as gb:
                for name in who["not_judged"]:
                    grade = gb.find_grade(name, who["notebook"], who["assignment"], who["student"])
                    grade.auto_score, grade.needs_manual_grade = None, True
                gb.db.commit()
        return nb, resources


class HideTests(NbGraderPreprocessor):
    """Let feedback say that a hidden test failed, and no more."""

    def preprocess_cell(
        self, cell: Any, resources: dict[str, Any], index: int
    ) -> tuple[Any, dict[str, Any]]:
        """Shorten the error of a hidden line: neither its text nor its type is shown."""
        for output in cell.get("outputs", []) if is_test(cell) else []:
            if output.output_type == "error" and output.ename == HIDDEN:
                output.ename, output.evalue = "Failed", "a hidden test failed"
                output.traceback = [output.evalue]
        return cell, resources


class Tell(KitStep):
    """Add to a page of feedback what its student may know besides points."""

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Add the terms on top, write out comments, and give hints after the deadline."""
        from kit.course import Course  # which names this step

        who, root = resources["nbgrader"], Path(self.root)
        terms = Terms.of(Course(root), who["assignment"])
        words, over = comments(root), terms.over()
        cells: list[Any] = []
        lines: list[str] = []
        if text := terms.lateness(who["student"], read(self._record(resources))).text:
            cells.append(new_markdown_cell(text))
        for cell in nb.cells:
            said = cell.metadata.get("nbgrader", {})
            if cell.cell_type == "markdown" and not said:
                lines = rubric(cell.source) or lines
            if said.get("comment"):
                said["comment"] = expand(said["comment"], lines, words)
            cells.append(cell)
            if over and is_test(cell) and (helps := help_for(cell)):
                cells.append(new_markdown_cell("*Hint.* " + " ".join(helps)))
        nb.cells = cells
        return nb, resources
