"""What this book asks of Sphinx beyond Jupyter Book's own settings.

===============  ===============================================================================
``paths``        where the parts of the repository are, and who hosts it
``keys``         what a page depends on: when it is read, and a notebook run, again
``running``      the notebooks of a build, two at once, before its pages are read
``pace``         what a build would do again and again, done less often
``offline``      no page asks another host for anything
``formulas``     formulas as MathML, set when the book is built
``spaces``       no line ends before a sign of a formula
``icons``        of the theme's icons those that the pages show
``search``       chapters first, and what a hit is about
``reading``      a chapter's head as a box, cycles in its contents, captions by parts
``citing``       the bibliography by author and year
``access``       what the theme leaves out for screen readers and for print
``docstrings``   attributes that share an entry of a docstring, each with its own
``terms``        the glossary says where each term is explained
``generated``    pages made from the package and the chapters: results, data, API, teaching
``notebooks``    chapters as plain notebooks; the buttons that start them
``crossing``     from chapter to chapter: titles that link, parts, reading by question
``assignments``  the link from a chapter to its assignment
===============  ===============================================================================
"""

from __future__ import annotations

import os
from typing import Any

from .paths import ROOT, repository

__all__ = ["ROOT", "repository", "setup"]

EXTENSIONS = (
    *("keys", "running", "pace", "offline", "formulas", "spaces", "icons", "search"),
    *("reading", "citing", "access", "docstrings", "crossing", "terms"),
    *("generated", "notebooks", "assignments"),
)


def prepare(app: Any, config: Any) -> None:
    """Let kernels find govlib, and say where the book is hosted."""
    os.environ["PYTHONPATH"] = os.pathsep.join(
        p for p in (str(ROOT), os.environ.get("PYTHONPATH")) if p
    )
    # a picture of matplotlib's own would be one format too many
    os.environ["MPLBACKEND"] = "agg"
    if url := repository():
        config.html_theme_options.update(
            repository_url=url,
            repository_branch="main",
            path_to_docs="",
            use_repository_button=True,
            use_issues_button=True,
            use_edit_page_button=True,
        )


def setup(app: Any) -> dict[str, Any]:
    """Register everything."""
    app.connect("config-inited", prepare)
    for name in EXTENSIONS:
        app.setup_extension(f"bookkit.{name}")
    app.setup_extension("govlib.explorer.sphinx_ext")
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
