"""The folder of a course: where nbgrader finds releases, submissions, grades and feedback.

It is private: it holds solutions and students' work. It is never committed and never built into
the book, and ``make clean`` leaves it alone.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import shutil
import sys
import tempfile
import tomllib
import warnings
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.sandbox import Limits

if TYPE_CHECKING:
    from collections.abc import Iterator

KIT = Path(__file__).resolve().parents[1]

#: templates of the pages that nbgrader makes
PAGES = Path(__file__).resolve().parent / "templates"

# whoever upgrades a gradebook: nbgrader calls alembic by name; it lies beside this Python, which
# need not be on the PATH
os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"

_CONFIG = """\
# Written by the kit; nbgrader and its formgrader read it.
import sys

sys.path.insert(0, {kit!r})
from kit.course import Course

Course.here({root!r}).configure(get_config())
"""


def newest_gradebook() -> str:
    """Return the version of nbgrader's tables, which a new gradebook is marked with.

    nbgrader asks ``alembic heads`` for it, which imports for seconds; this reads the same folder.
    """
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from nbgrader.dbutil import ALEMBIC_DIR

    config = Config()
    config.set_main_option("script_location", ALEMBIC_DIR)
    (head,) = ScriptDirectory.from_config(config).get_heads()
    return head


@dataclass(frozen=True)
class Course:
    """A course and its settings.

    Parameters
    ----------
    root : pathlib.Path
        Its folder.
    db : str
        Address of the gradebook; SQLite in the folder by default.
    limits : Limits
        Of each sandbox.
    """

    root: Path
    db: str = ""
    limits: Limits = field(default_factory=Limits)

    @classmethod
    def here(cls, root: str | Path, db: str = "", **limits: Any) -> Course:
        """Return the course of a folder, with settings from its ``course.toml`` if there is one."""
        root = Path(root).resolve()
        path = root / "course.toml"
        said = tomllib.loads(path.read_text()) if path.exists() else {}
        db = db or os.environ.get("GRADEBOOK", "") or said.get("gradebook", "")
        return cls(root, db, Limits(**{**said.get("limits", {}), **limits}))

    @property
    def db_url(self) -> str:
        """Address of the gradebook as SQLAlchemy wants it."""
        # name the driver that is installed
        if self.db.startswith(("postgresql://", "postgres://")):
            return f"postgresql+psycopg://{self.db.partition('://')[2]}"
        return self.db or f"sqlite:///{self.place}/gradebook.db?timeout=60"

    @cached_property
    def place(self) -> Path:
        """The folder under a name in which nbgrader and SQLAlchemy see no pattern.

        They take ``[``, ``{``, ``?``, ``%`` and their like in a path for something else than
        themselves; such a folder is reached by a link in a folder of the user's own.
        """
        if re.fullmatch(r"[\w/. -]+", str(self.root)):
            return self.root
        links = Path(tempfile.gettempdir()).resolve() / f"courses-{os.getuid()}"
        links.mkdir(mode=0o700, exist_ok=True)
        if links.is_symlink() or links.stat().st_uid != os.getuid():
            raise PermissionError(f"{links} belongs to somebody else; remove it, or set TMPDIR")
        link = links / hashlib.sha256(os.fsencode(self.root)).hexdigest()[:16]
        with suppress(FileExistsError):
            link.symlink_to(self.root, target_is_directory=True)
        return link

    @property
    def seed(self) -> int:
        """Seed of the course, by which its numbers are drawn."""
        path = self.root / "seed"
        return int(path.read_text()) if path.exists() else 1

    def make(self, seed: int | None = None) -> None:
        """Make the folder, its configuration for nbgrader, and keep the seed."""
        self.root.mkdir(parents=True, exist_ok=True)
        text = _CONFIG.format(kit=str(KIT), root=str(self.root))
        (self.root / "nbgrader_config.py").write_text(text)
        if seed is not None:
            (self.root / "seed").write_text(f"{seed}\n")

    def folder(self, kind: str, student: str, assignment: str) -> Path:
        """Return a folder in nbgrader's order, such as submitted/student/assignment."""
        return self.root / kind / student / assignment

    def students(self, assignment: str) -> list[str]:
        """Return who has handed something in."""
        return sorted(p.parent.name for p in (self.root / "submitted").glob(f"*/{assignment}"))

    def configure(self, c: Any) -> Any:
        """Fill in a configuration of nbgrader."""
        from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
        from nbgrader import api
        from nbgrader import preprocessors as own
        from nbgrader.server_extensions import formgrader

        from kit import graders, steps

        api.get_alembic_version = newest_gradebook
        if grader := os.environ.get(graders.GRADER):
            graders.watch(self, grader)
        c.CourseDirectory.root = str(self.place)
        c.CourseDirectory.course_id = "governance"
        c.CourseDirectory.db_url = self.db_url
        c.CourseDirectory.submitted_directory = "prepared"  # what was handed in stays as it is
        c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\nraise NotImplementedError()"}
        c.ClearSolutions.text_stub = "*Write your answer here, in place of this line.*"
        c.KitStep.root = str(self.root)
        c.KitStep.limits = asdict(self.limits)
        c.Autograde.sanitize_preprocessors = [
            own.ClearOutput,
            steps.Repair,
            own.OverwriteKernelspec,
            own.OverwriteCells,
            own.CheckCellMetadata,
        ]
        c.Autograde.autograde_preprocessors = [
            steps.Run,
            own.LimitOutput,
            own.SaveAutoGrades,
            steps.KeepOpen,
            own.AssignLatePenalties,
            own.CheckCellMetadata,
        ]
        # both the formgrader and feedback: nothing that runs, nothing from other hosts
        c.HTMLExporter.filters = {
            "markdown2html": "kit.markup.markdown2html",
            "without_outside": "kit.markup.without_outside",
        }
        c.HTMLExporter.template_file = "kit.html.j2"
        # the formgrader keeps the first of these, feedback the second
        c.HTMLExporter.extra_template_paths = [str(PAGES / "feedback")]
        own_pages = Path(formgrader.__file__).parent / "templates"
        c.HTMLExporter.extra_template_basedirs = [str(own_pages), str(PAGES)]
        c.GenerateFeedback.preprocessors = [
            own.GetGrades,
            steps.Tell,
            steps.HideTests,
            own.ClearHiddenTests,
            CSSHTMLHeaderPreprocessor,
        ]
        return c

    def api(self) -> Any:
        """Return nbgrader's interface to this course."""
        from nbgrader.apps import NbGraderAPI
        from traitlets.config import Config

        # nbgrader's own untidiness, on which a teacher can do nothing
        warnings.filterwarnings("ignore", module=r"nbgrader\.|nbformat\.|sqlalchemy\.")
        logging.getLogger("alembic").setLevel(logging.WARNING)
        return NbGraderAPI(config=self.configure(Config()))

    @contextmanager
    def gradebook(self) -> Iterator[Any]:
        """Open the gradebook."""
        from nbgrader import api

        api.get_alembic_version = newest_gradebook
        with api.Gradebook(self.db_url, "governance") as book:
            yield book

    def remove(self, kind: str, student: str, assignment: str) -> None:
        """Remove one of the folders made from a submission; nbgrader makes them read only."""
        folder = self.folder(kind, student, assignment)
        if folder.exists():
            for path in [folder, *folder.rglob("*")]:
                path.chmod(0o755 if path.is_dir() else 0o644)
            shutil.rmtree(folder)
