"""What the tests ask of pytest-xdist: a group stays on one worker, as one Firefox serves all."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("xdist", reason="pip install pytest-xdist")

GROUPED = """
import os, pathlib, pytest

@pytest.mark.xdist_group("together")
@pytest.mark.parametrize("i", range(6))
def test_where(i):
    (pathlib.Path(__file__).parent / f"{i}.worker").write_text(os.environ["PYTEST_XDIST_WORKER"])
"""


def test_a_group_stays_on_one_worker(tmp_path):
    (tmp_path / "test_grouped.py").write_text(GROUPED, encoding="utf-8")
    asked = ["-p", "no:cacheprovider", "-q", "-n", "2", "--dist", "loadgroup", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--rootdir", str(tmp_path), *asked],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    workers = {name.read_text(encoding="utf-8") for name in tmp_path.glob("*.worker")}
    assert len(workers) == 1


def test_groups_are_named_before_they_are_read(pytestconfig):
    """pytest-xdist reads groups in the hook that names ours, and misses what is named after it."""
    named = [
        hook
        for hook in pytestconfig.hook.pytest_collection_modifyitems.get_hookimpls()
        if Path(getattr(hook.plugin, "__file__", "")).name == "conftest.py"
        and "xdist_group" in hook.function.__code__.co_consts + hook.function.__code__.co_names
    ]
    assert named
    assert [hook.plugin.__file__ for hook in named if not hook.tryfirst] == []


def test_long_groups_come_first_and_are_there(pytestconfig):
    """A worker that begins a minute of work when the others have none left keeps them waiting."""
    root = pytestconfig.rootpath
    (rules,) = [
        plugin
        for plugin in pytestconfig.pluginmanager.get_plugins()
        if getattr(plugin, "__file__", None) == str(root / "conftest.py")
    ]
    places = [rules.order(name) for name in rules.LONG]
    assert places == list(range(len(rules.LONG)))
    assert rules.order("tests/voting/test_power.py") == len(rules.LONG)
    assert rules.order("assignment two-edges") == rules.LONG.index("assignment ")
    for name in rules.LONG:
        assert name in ("classroom", "assignment ") or (root / name).exists(), name
    # and pytest-xdist is told to leave them so
    unit = re.search(r"^unit:.*\n\t(.+)", (root / "Makefile").read_text("utf-8"), re.M)[1]
    assert "--no-loadscope-reorder" in unit
