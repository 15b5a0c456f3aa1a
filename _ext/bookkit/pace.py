"""What a build would do again and again, done less often.

A doctree is half a million small objects that refer to each other, and none is garbage while it
is read: to look through them at every 700 new ones takes four times as long as reading them. And
of each citation pybtex asks which package brings its backend, for which it reads what is written
about all packages that are installed.
"""

from __future__ import annotations

import gc
from typing import Any

from pybtex.plugin import find_plugin, register_plugin

#: New objects after which the collector looks for garbage; Python's own number is 700.
OBJECTS = 1_000_000

#: Asked for at each citation.
PLUGINS = (("pybtex.backends", "plaintext"), ("pybtex.backends", "docutils"))


def begin(app: Any) -> None:
    """Look for garbage less often, until the build has ended."""
    app.bookkit_thresholds = gc.get_threshold()
    gc.set_threshold(OBJECTS, *app.bookkit_thresholds[1:])


def end(app: Any, error: Exception | None) -> None:
    """Look for garbage as often as before."""
    gc.set_threshold(*app.bookkit_thresholds)


def setup(app: Any) -> dict[str, Any]:
    """Register the extension."""
    app.setup_extension("sphinxcontrib.bibtex")  # which brings one of the plugins
    for group, name in PLUGINS:
        register_plugin(group, name, find_plugin(group, name), force=True)
    app.connect("builder-inited", begin)
    app.connect("build-finished", end)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
