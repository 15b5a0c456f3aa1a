"""When a page is read again, and a notebook run again: when what it depends on has changed.

A chapter depends on its questions, on what its cells import and all behind that, and on the
libraries below; a page that is made from the package on a part of it. Each page has a key of
that, kept with the environment: where the key is another than when the page was read, it is read
again. The cache of executed notebooks looks at the cells and at the kernel's name; so the name
carries the key.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from jupyter_cache import get_cache
from registry import written  # of tools/
from sphinx.errors import ExtensionError

from govlib.explorer.closure import Sources
from govlib.explorer.versions import versions

from .cells import code
from .generated import lists_chapters, needs
from .paths import ROOT
from .thumbnails import imports

#: What stands between the cells and the page, besides what the cells import.
LIBRARIES = ("myst-nb", "ipykernel", "nbclient", "jupyter-cache")

#: What makes pages of the sources; where it is another, all pages are made again.
MAKERS = ("_ext", *(f"tools/{name}.py" for name in ("lite", "notebooks", "registry", "ways")))

#: Where the name of the kernel stands in the head of a notebook.
NAME = re.compile(r"(display_name: Python 3)(?= *[,}\n])")

#: Where a page quotes published results.
QUOTED = re.compile(r"\{published\}`([\w.-]+)")
EVIDENCE = re.compile(r"^% generate: evidence (.+)$", re.M)

#: Where a page shows chapters as cards, with small pictures.
CARDS = re.compile(r"^% generate: (?:chapters|part )", re.M)

#: How many executed notebooks are kept: some editions of each chapter.
KEPT = 100

#: Files of the package that anything depends on.
WATCHED = ("*.py", "*.toml", "*.csv", "*.js", "*.css")


def digest(facts: Any) -> str:
    """Return a short name for some facts."""
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:12]


def fingerprint(folders: Iterable[Path], root: Path = ROOT) -> str:
    """Return a key of all files of some folders, or of some files."""
    found = hashlib.sha256()
    for folder in sorted(folders):
        files = [folder]
        if folder.is_dir():
            files = sorted(f for pattern in WATCHED for f in folder.rglob(pattern))
        for file in files:
            found.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes())
    return found.hexdigest()[:12]


def is_notebook(text: str) -> bool:
    """Tell from its first lines whether a source is a notebook."""
    return text.startswith("---") and "kernelspec:" in text[:600]


def chapter_facts(path: Path, sources: Sources) -> dict[str, str]:
    """Return all that the outputs of a chapter depend on, besides its cells."""
    told = code(path)
    facts = sources.facts(code=told) | versions(*LIBRARIES)
    explorer = sources.root / "govlib" / "explorer"
    if "govlib.explorer.page" in facts:
        # an output brings its scripts and its style along
        assets = [f for f in explorer.glob("*.*") if f.suffix in (".js", ".css")]
        facts["assets"] = fingerprint(assets, sources.root)
    questions = path.with_suffix(".toml")
    if questions.exists():
        facts["questions"] = hashlib.sha256(questions.read_bytes()).hexdigest()
    if "read_claims(" in told:
        facts["claims"] = fingerprint([sources.root / "book"], sources.root)
    return facts


def quoted(text: str) -> str:
    """Return the code that would read the published results which a page quotes."""
    ids = QUOTED.findall(text)
    shown = [id for told in EVIDENCE.findall(text) for id in told.split()]
    lines = [*(f"get({id!r})" for id in ids), *(f"get({id!r}).ours()" for id in shown)]
    return "\n".join(["from govlib.published import get", *lines]) if lines else ""


class Keys:
    """The keys of a build's pages; each is worked out once."""

    def __init__(self, root: Path = ROOT) -> None:
        self.sources = Sources(root)
        self.notebook = cache(self._notebook)
        self.of = cache(self._of)

    def _notebook(self, path: Path) -> str:
        """Return the key of what the cells of a notebook give; empty for other pages."""
        if not is_notebook(path.read_text(encoding="utf-8")):
            return ""
        return digest(chapter_facts(path, self.sources))

    def _of(self, path: Path) -> str:
        """Return the key of a page; empty if it depends on its text alone."""
        text = path.read_text(encoding="utf-8")
        files, more = needs(text, self.sources.root), quoted(text)
        if CARDS.search(text):
            more += "\n" + imports(written(self.sources.root))
        parts = [
            self.notebook(path),
            fingerprint(files, self.sources.root) if files else "",
            digest(self.sources.facts(code=more)) if more else "",
            digest([c.name for c in written(self.sources.root)]) if lists_chapters(text) else "",
        ]
        return "-".join(filter(None, parts))


def outdated(app: Any, env: Any, added: set[str], changed: set[str], removed: set[str]) -> list:
    """Return the pages whose key is another than when they were read."""
    app.bookkit_keys = keys = Keys()
    read = env.__dict__.setdefault("bookkit_keys", {})
    pages = set(env.found_docs) - added - changed - removed
    return [p for p in sorted(pages) if keys.of(Path(env.doc2path(p))) != read.get(p, "")]


def named(text: str, key: str, docname: str) -> str:
    """Return a notebook whose kernel's name carries a key."""
    text, count = NAME.subn(rf"\1 ({key})", text, count=1)
    if not count:
        raise ExtensionError(f"{docname}: the kernelspec needs the line display_name: Python 3")
    return text


def carry(app: Any, docname: str, source: list[str]) -> None:
    """Note the key of a page that is read, and let the kernel's name carry a notebook's."""
    path = Path(app.env.doc2path(docname))
    if key := app.bookkit_keys.of(path):
        app.env.__dict__.setdefault("bookkit_keys", {})[docname] = key
    if key := app.bookkit_keys.notebook(path):
        source[0] = named(source[0], key, docname)


def forget(app: Any, env: Any, docname: str) -> None:
    """Forget a page that is read again, or gone."""
    env.__dict__.setdefault("bookkit_keys", {}).pop(docname, None)


def merge(app: Any, env: Any, docnames: list[str], other: Any) -> None:
    """Take over what another process has read."""
    keys = other.__dict__.get("bookkit_keys", {})
    env.__dict__.setdefault("bookkit_keys", {}).update(
        {name: key for name, key in keys.items() if name in docnames}
    )


def cache_notebooks(app: Any, config: Any) -> None:
    """Keep executed notebooks in one folder, as their keys tell them apart, and not for ever."""
    folder = Path(app.outdir).parent / ".jupyter_cache"
    config.nb_execution_cache_path = str(folder)
    get_cache(folder).change_cache_limit(KEPT)


def setup(app: Any) -> dict[str, Any]:
    """Register the extension; keys are noted before other extensions change a source."""
    makers = fingerprint([ROOT / place for place in MAKERS])
    app.add_config_value("bookkit_makers", makers, "env")
    app.connect("config-inited", cache_notebooks)
    app.connect("env-get-outdated", outdated)
    app.connect("source-read", carry, priority=100)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
