"""How all tests run: where govlib is found, how examples are drawn, and what must not be skipped.

Where ``CI=true`` a skipped test fails the run: there every tool must be installed. The collector of
the book's notebooks stands beside them, in ``book/conftest.py``.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent

#: Groups of many seconds, the longest first, and what their names begin with. They come before all
#: others, so that no worker is left with one when the others have nothing to do any more.
LONG = (
    "classroom",
    "assignment ",
    "tests/explorer/test_closure.py",
    "tests/test_published.py",
    "tests/explorer/test_fast_frames.py",
    "tests/explorer/test_store.py",
    "tests/exercises/",
    "tests/book/",
    "tests/networks/",
    "tests/figures/",
    "tests/robustness/",
    "tests/test_workers.py",
    "tests/explorer/",
    "tests/games/",
)

# the kernels find govlib as the tests do
os.environ["PYTHONPATH"] = os.pathsep.join(
    p for p in (str(ROOT), os.environ.get("PYTHONPATH")) if p
)

# no deadline: machines are busy; where CI decides, the same examples each time
settings.register_profile("govlib", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.load_profile("govlib")


@pytest.fixture(scope="session")
def nursery() -> Iterator[Any]:
    """Return what runs programs in copies of one process that has imported the libraries."""
    from nursery import Nursery  # of tests/support

    started = Nursery()
    yield started
    started.close()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep on one worker what shares costly results: a file, all that use the graded class.

    A test that names its own group (a declared figure, the rows of an assignment) keeps it, and
    what needs a browser is grouped where it stands. It must come first: pytest-xdist reads the
    groups in the same hook, and saw none that were named after it.
    """
    places, found = [], []
    for place, item in enumerate(items):
        if item.get_closest_marker("browser"):
            continue
        if not (marked := item.get_closest_marker("xdist_group")):
            graded = "classroom" in getattr(item, "fixturenames", ())
            group = "classroom" if graded else str(item.path.relative_to(ROOT))
            marked = pytest.mark.xdist_group(group).mark
            item.add_marker(pytest.mark.xdist_group(group))
        places.append(place)
        found.append((order(marked.args[0]), item))
    # where they are run by one worker, files stay as they were found
    if os.environ.get("PYTEST_XDIST_WORKER"):
        found.sort(key=lambda one: one[0])
    for place, (_, item) in zip(places, found, strict=True):
        items[place] = item


def order(group: str) -> int:
    """Return the place of a group: that of the first in ``LONG`` with which its name begins."""
    return next((i for i, name in enumerate(LONG) if group.startswith(name)), len(LONG))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Look for garbage among what tests make, not among all modules and tests, again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Fail a run that skipped something where it must not."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if skipped and os.environ.get("CI") == "true":
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter.write_line(f"{len(skipped)} skipped, where CI=true: a missing tool?", red=True)
