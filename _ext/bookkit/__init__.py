"""What this book asks of Sphinx beyond Jupyter Book's own settings.

===============  ===============================================================================
``paths``        where the parts of the repository are, and who hosts it
``offline``      no page asks another host for anything; MathJax stands in the book
``access``       what the theme leaves out for screen readers and for print
``generated``    reference pages that are made from the package: ``results``, ``data``, ``api``
``notebooks``    chapters as plain notebooks; the buttons that start them
``assignments``  the link from a chapter to its assignment
===============  ===============================================================================
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

from .paths import ROOT, repository

__all__ = ["ROOT", "fingerprint", "repository", "setup"]

#: Where the hash of the package stands in the environment, so that a change builds pages anew.
WATCHED = ("*.py", "*.toml", "*.csv", "*.js", "*.css")


def fingerprint(root: Path = ROOT) -> str:
    """Return a hash of all that a notebook's results depend on besides its own cells."""
    files = [f for pattern in WATCHED for f in (root / "govlib").rglob(pattern)]
    digest = hashlib.sha256()
    for file in [*sorted(files), root / "requirements.txt", root / "pyproject.toml"]:
        digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


def prepare(app: Any, config: Any) -> None:
    """Let kernels find govlib, and key their results on it."""
    os.environ["PYTHONPATH"] = os.pathsep.join(
        p for p in (str(ROOT), os.environ.get("PYTHONPATH")) if p
    )
    # a picture of matplotlib's own would be one format too many
    os.environ["MPLBACKEND"] = "agg"
    key = fingerprint()
    config.govlib_fingerprint = key
    config.nb_execution_cache_path = str(Path(app.outdir).parent / ".jupyter_cache" / key)
    if url := repository():
        config.html_theme_options.update(
            repository_url=url,
            repository_branch="main",
            path_to_docs="",
            use_repository_button=True,
            use_issues_button=True,
            use_edit_page_button=True,
        )


def key_questions(app: Any, docname: str, source: list[str]) -> None:
    """Run a chapter again when its file of questions has changed.

    The cache looks at the cells and at the kernel's name; so the name carries the questions.
    """
    path = Path(app.env.doc2path(docname)).with_suffix(".toml")
    if not path.exists():
        return
    app.env.note_dependency(str(path))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
    source[0] = source[0].replace(
        "display_name: Python 3\n", f"display_name: Python 3 ({digest})\n", 1
    )


def setup(app: Any) -> dict[str, Any]:
    """Register everything."""
    app.add_config_value("govlib_fingerprint", "", "env")
    app.connect("config-inited", prepare)
    app.connect("source-read", key_questions)
    for name in ("offline", "access", "generated", "notebooks", "assignments"):
        app.setup_extension(f"bookkit.{name}")
    app.setup_extension("govlib.explorer.sphinx_ext")
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
