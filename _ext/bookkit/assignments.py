"""The link from a chapter to its assignment, ``{assignment} NAME``."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from .paths import ROOT

EXERCISES = ROOT / "exercises"


def names() -> list[str]:
    """Return the assignments: those with a master, and in a public copy those with a release."""
    folders = [*EXERCISES.glob("*/*.md"), *EXERCISES.glob("release/*/*.ipynb")]
    return sorted({file.parent.name for file in folders if file.stem == file.parent.name})


class Assignment(SphinxDirective):
    """Say where the assignment of a chapter is; an unknown name is an error."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return one paragraph."""
        name = self.arguments[0]
        if name not in names():
            raise self.error(f"no assignment {name!r} in exercises/; known: {', '.join(names())}")
        release = EXERCISES / "release" / name / f"{name}.ipynb"
        notebook = nodes.inline()
        if release.exists():
            path = f"/{release.relative_to(ROOT).as_posix()}"
            notebook += addnodes.download_reference(
                "", "", nodes.literal("", f"{name}.ipynb"), reftarget=path, refdoc=self.env.docname
            )
        else:
            notebook += nodes.literal("", name)
        guide = addnodes.pending_xref(
            "",
            nodes.inline("", "instructor guide"),
            refdomain="std",
            reftype="ref",
            reftarget="instructor-guide",
            refexplicit=True,
            refdoc=self.env.docname,
        )
        text = nodes.Text
        return [
            nodes.paragraph(
                "",
                "",
                text("The graded assignment of this chapter is "),
                notebook,
                text(", a notebook with points, minutes and objectives. Your instructor hands it "),
                text("out; if you teach, the "),
                guide,
                text(" leads from here to grades."),
            )
        ]


def setup(app: Any) -> dict[str, Any]:
    """Register the directive."""
    app.add_directive("assignment", Assignment)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
