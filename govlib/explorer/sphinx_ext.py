"""Put the explorers into the book that Sphinx builds.

An output brings everything along, to work alone. Here

- the kernels that run the chapters learn that they make a book (``GOVLIB_EXPLORER=static``);
- the packs move from the page to side files, ``_static/gx/<key>.js``, which a page loads when
  the reader first touches an explorer;
- style and scripts, which each output repeats, become one file each, on the pages that use them;
- the log says what each explorer weighs, and a page that weighs too much is an error;
- an explorer or a figure without a caption is warned of. A caption stands in the metadata of
  the cell, ``mystnb: {figure: {caption: …, name: …}}``, and makes a numbered figure of it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util import logging

from . import class_pages
from .packing import jobs
from .page import SCRIPTS, asset
from .progress import Watch
from .store import prune

__all__ = ["MAX_PAGE_BYTES", "setup", "split"]

#: How many bytes all packs of one page may weigh.
MAX_PAGE_BYTES = 3_000_000

#: Where side files, scripts and style stand, below ``_static``.
FOLDER = "gx"

logger = logging.getLogger(__name__)

_STYLE = re.compile(r'<style class="gx-style">.*?</style>', re.S)
_SCRIPT = re.compile(r'<script class="gx-runtime" data-name="([\w.]+)">.*?</script>', re.S)
_PACK = re.compile(
    r'(<script type="text/plain" class="gx-pack" data-variant="\w+" data-key="([\w-]+)"'
    r' data-bytes="(\d+)")>([A-Za-z0-9+/=]+)</script>'
)
_EXPLORER = re.compile(
    r'<gx-explorer [^>]*data-id="(?P<id>[\w-]+)"[^>]*data-states="(?P<states>\d+)"'
    r' data-bytes="(?P<bytes>\d+)" data-seconds="(?P<seconds>[\d.]+)"'
)
_SECONDS = re.compile(r'(<gx-explorer [^>]*) data-seconds="[\d.]+"')
_STILL = '<div class="gx gx-still"'
#: the sheet of a game or of a curve to draw is no figure of the chapter
_SHEET = re.compile(r"<gx-(play|draw|drawn) .*?</gx-\1>", re.S)


def split(body: str, link: Callable[[str], str]) -> tuple[str, dict[str, str], list[str]]:
    """Take out of a page what belongs into files of its own.

    Parameters
    ----------
    body : str
        The page's HTML, with outputs that work alone.
    link : callable
        ``link("name.js")`` returns the address of a side file, as seen from the page.

    Returns
    -------
    body : str
        The page without packs, scripts and style.
    files : dict of str to str
        Name and content of each side file.
    assets : list of str
        The scripts and the style that the page needs, by name.
    """
    if not _STYLE.search(body):
        return body, {}, []
    files: dict[str, str] = {}

    def move(match: re.Match[str]) -> str:
        tag, key, _, data = match.groups()
        files[f"{key}.js"] = f'(self.gxPacks??={{}})["{key}"]="{data}";\n'
        return f'{tag} data-src="{link(f"{key}.js")}"></script>'

    assets = ["explorer.css", *sorted(set(_SCRIPT.findall(body)))]
    body = _SCRIPT.sub("", _STYLE.sub("", body))
    # the time that drawing took is for the log; a page must not change with it
    return _SECONDS.sub(r"\1", _PACK.sub(move, body)), files, assets


def _records(env: BuildEnvironment) -> dict[str, list[dict[str, Any]]]:
    """Return what is known of the explorers of each document; kept with the environment."""
    known: dict[str, list[dict[str, Any]]] = env.__dict__.setdefault("govlib_explorers", {})
    return known


def collect(app: Sphinx, doctree: nodes.document) -> None:
    """Note the explorers of a document that was read, and check them."""
    env = app.env
    found: list[dict[str, Any]] = []
    for node in list(doctree.findall(nodes.raw)):
        html = node.astext()
        if "<gx-explorer " not in html and _STILL not in _SHEET.sub("", html):
            continue
        match = _EXPLORER.search(html)
        name = f"the explorer {match['id']!r}" if match else "a figure"
        if not _has_caption(node):
            logger.warning(
                "%s has no caption: give its cell the metadata "
                "mystnb: {figure: {caption: ..., name: ...}}",
                name,
                location=(env.docname, node.line),
                type="govlib",
                subtype="caption",
            )
        if match:
            if any(match["id"] == other["id"] for other in found):
                logger.warning(
                    "%s stands on this page twice", name, location=(env.docname, node.line)
                )
            keys = [f"{key}.js" for _, key, _, _ in _PACK.findall(html)]
            found.append({**match.groupdict(), "files": keys})
    total = sum(int(record["bytes"]) for record in found)
    if total > MAX_PAGE_BYTES:
        raise ExtensionError(
            f"{env.docname}: its explorers weigh {total:,} bytes packed, "
            f"at most {MAX_PAGE_BYTES:,}: give them fewer states, or make two pages"
        )
    _records(env)[env.docname] = found


def _has_caption(node: nodes.Node) -> bool:
    while node.parent is not None:
        node = node.parent
        if isinstance(node, nodes.figure):
            return any(isinstance(child, nodes.caption) for child in node.children)
    return False


#: Where a source declares an explorer.
_DECLARED = re.compile(r"^[ \w=]*\bExplorer\(", re.M)


class _Progress:
    """Says in the log which explorer of how many is drawn."""

    def __init__(self, path: Path) -> None:
        self.counts: dict[str, int] = {}
        self.passed = self.here = 0
        self.watch = Watch(path, self.heard)
        os.environ["GOVLIB_PROGRESS"] = str(path)

    def count(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Count the explorers of the documents that will be read."""
        for docname in docnames:
            text = Path(env.doc2path(docname)).read_text(encoding="utf-8")
            self.counts[docname] = len(_DECLARED.findall(text))

    def heard(self, facts: dict[str, Any]) -> None:
        """Say what a kernel tells."""
        if facts["seconds"] is None:
            self.here += 1
            total = max(sum(self.counts.values()), self.passed + self.here)
            logger.info(
                "explorer %d of %d, %s: %d states, %d shape(s) ...",
                self.passed + self.here,
                total,
                facts["explorer"],
                facts["states"],
                facts["shapes"],
            )
        elif facts["note"]:
            logger.info("explorer %s: %s", facts["explorer"], facts["note"], color="red")

    def read(self, app: Sphinx, doctree: nodes.document) -> None:
        """Go on to the next document; its explorers may not have been drawn, but kept."""
        self.watch.look()
        self.passed += self.counts.get(app.env.docname, 0)
        self.here = 0


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget a document that is read again, or gone."""
    _records(env).pop(docname, None)


def merge(app: Sphinx, env: BuildEnvironment, docnames: list[str], other: BuildEnvironment) -> None:
    """Take over what another process has read."""
    _records(env).update({k: v for k, v in _records(other).items() if k in docnames})


def externalise(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Write a page's side files, and link what they share."""
    if app.builder.name not in ("html", "dirhtml") or not context.get("body"):
        return
    link = context["pathto"]
    body, files, assets = split(context["body"], lambda name: link(f"_static/{FOLDER}/{name}", 1))
    context["body"] = body
    folder = Path(app.outdir, "_static", FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {**files, **{name: asset(name) for name in assets}}.items():
        (folder / name).write_text(text, encoding="utf-8")
    for name in assets:  # within this event, a file is added to this page only
        if name.endswith(".css"):
            app.add_css_file(f"{FOLDER}/{name}")
        else:
            app.add_js_file(f"{FOLDER}/{name}", loading_method="defer", priority=400)


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Log what each explorer weighs, and remove the side files that no page uses any more."""
    if exception is not None or app.builder.name not in ("html", "dirhtml"):
        return
    wanted = {"explorer.css", *SCRIPTS}
    for docname, records in sorted(_records(app.env).items()):
        for record in records:
            wanted.update(record["files"])
            logger.info(
                "explorer %s in %s: %s states, %s bytes packed, drawn in %s s",
                record["id"],
                docname,
                record["states"],
                f"{int(record['bytes']):,}",
                record["seconds"],
            )
    prune(Path(os.environ["GOVLIB_PACKS"]))
    for file in Path(app.outdir, "_static", FOLDER).glob("*"):
        if file.name not in wanted:
            file.unlink()


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension; the kernels that myst-nb starts inherit the environment."""
    os.environ["GOVLIB_EXPLORER"] = "static"
    os.environ["GOVLIB_BOOK"] = str(app.srcdir)
    os.environ.setdefault("GOVLIB_JOBS", str(jobs()))
    # whoever sets it shares what was drawn between checkouts
    os.environ.setdefault("GOVLIB_PACKS", str(Path(app.outdir).resolve().parent / ".packs"))
    class_pages.setup(app)
    progress = _Progress(Path(app.outdir).resolve().parent / f".progress-{os.getpid()}")
    app.connect("env-before-read-docs", progress.count)
    app.connect("doctree-read", progress.read)
    app.connect("build-finished", lambda app, exception: progress.watch.close())
    app.connect("doctree-read", collect)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("html-page-context", externalise)
    app.connect("build-finished", finish)
    return {
        "version": "1",
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
