"""The link from a chapter to its assignment, ``{assignment} NAME``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bookkit import ROOT, repository
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

MASTERS = ROOT / "exercises"


class Assignment(SphinxDirective):
    """Say where the assignment of a chapter is; a name without a master is an error."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        if not (MASTERS / name).is_dir():
            known = ", ".join(sorted(p.name for p in MASTERS.iterdir() if p.is_dir()))
            raise self.error(f"no assignment {name!r} below exercises/; known: {known}")
        paragraph = nodes.paragraph()
        paragraph += nodes.Text("The graded assignment of this chapter is ")
        paragraph += nodes.literal("", name)
        release = Path("exercises", "release", name, f"{name}.ipynb")
        if url := repository():
            paragraph += nodes.Text(", a ")
            where = f"{url}/blob/main/{release.as_posix()}"
            paragraph += nodes.reference("", "notebook without solutions", refuri=where)
        paragraph += nodes.Text(
            ". Your instructor hands it out; if you teach, the instructor guide says how to "
            "release, collect and grade it."
        )
        return [paragraph]


def setup(app: Any) -> dict[str, Any]:
    """Register the directive."""
    app.add_directive("assignment", Assignment)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
