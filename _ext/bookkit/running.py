"""Notebooks of a build, run before its pages are read, as many at once as is of use.

Pages are read one after the other, and a kernel leaves a core idle while it computes what its
explorers will draw. So what the reading would run is run before it, by threads that each wait for
a kernel, and kept; the reading then finds everything in the cache. A notebook that fails is left
to the reading, which says so in its own words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any

from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from jupyter_cache.executors.utils import single_nb_execution
from myst_nb.core.read import create_nb_reader
from nbformat import NotebookNode
from sphinx.util.logging import getLogger

from .keys import named

#: Kernels at once: each draws its explorers on all cores, so that more would only wait.
KERNELS = 2

logger = getLogger(__name__)


def notebooks(app: Any, env: Any, docnames: Iterable[str]) -> Iterator[tuple[Path, NotebookNode]]:
    """Yield the notebooks among some pages, as they will be read."""
    for docname in docnames:
        path = Path(env.doc2path(docname))
        if key := app.bookkit_keys.notebook(path):
            text = named(path.read_text(encoding="utf-8"), key, docname)
            reader = create_nb_reader(str(path), env.myst_config, env.mystnb_config, text)
            if reader is not None:  # else the page is read as words alone
                yield path, reader.read(text)


def is_kept(cache: Any, notebook: NotebookNode) -> bool:
    """Tell whether the cache has a notebook with its outputs."""
    try:
        cache.match_cache_notebook(notebook)
    except KeyError:
        return False
    return True


def run_all(app: Any, env: Any, docnames: list[str]) -> None:
    """Run the notebooks of the pages that will be read, and keep them."""
    config = env.mystnb_config
    if config.execution_mode != "cache":
        return
    cache = get_cache(config.execution_cache_path)
    with ThreadPoolExecutor(KERNELS) as pool:
        runs = {
            pool.submit(
                single_nb_execution,
                notebook,
                cwd=str(path.parent),
                timeout=config.execution_timeout,
                allow_errors=config.execution_allow_errors,
            ): path
            for path, notebook in notebooks(app, env, docnames)
            if not is_kept(cache, notebook)
        }
        for done, ended in enumerate(as_completed(runs), 1):
            path, result = runs[ended], ended.result()
            said = f"notebook {done} of {len(runs)}: {path.stem}"
            if result.err is None:
                kept = CacheBundleIn(result.nb, str(path), data={"execution_seconds": result.time})
                cache.cache_notebook_bundle(kept, check_validity=False, overwrite=True)
                logger.info(f"{said}, in {result.time:.0f} s")
            else:
                logger.info(f"{said}, an error: of which its page will tell")


def setup(app: Any) -> dict[str, Any]:
    """Register the extension, after those that prepare the reading."""
    app.connect("env-before-read-docs", run_all, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
