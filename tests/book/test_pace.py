"""What a build does less often: it gives back what it changed, and finds the same."""

from __future__ import annotations

import gc
import importlib
from types import SimpleNamespace

import pybtex.plugin
import pytest
from bookkit import pace


@pytest.fixture
def app():
    connected = {}
    return SimpleNamespace(
        connected=connected,
        setup_extension=importlib.import_module,
        connect=connected.__setitem__,
    )


def test_garbage_is_looked_for_less_often_while_a_build_lasts(app):
    pace.setup(app)
    before = gc.get_threshold()
    app.connected["builder-inited"](app)
    try:
        assert gc.get_threshold() == (pace.OBJECTS, *before[1:])
        assert before[0] < pace.OBJECTS
    finally:
        app.connected["build-finished"](app, None)
    assert gc.get_threshold() == before


def test_a_citation_asks_no_package_for_its_backend(app, monkeypatch):
    found = [pybtex.plugin.find_plugin(group, name) for group, name in pace.PLUGINS]
    pace.setup(app)

    def read(**what):
        raise AssertionError(f"the packages were read for {what}")

    monkeypatch.setattr(pybtex.plugin, "entry_points", read)
    assert [pybtex.plugin.find_plugin(group, name) for group, name in pace.PLUGINS] == found
