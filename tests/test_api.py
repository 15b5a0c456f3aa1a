"""What a family exports is its API page: no more, no less, and no name means two things."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections import defaultdict
from pathlib import Path

import pytest

import govlib

PAGES = Path(govlib.__path__[0]).parent / "book" / "reference" / "api"
SERVICES = {"data", "drawing", "explorer", "figures", "published", "rounds"}
FAMILIES = sorted(
    m.name
    for m in pkgutil.iter_modules(govlib.__path__)
    if m.ispkg and m.name not in SERVICES and not m.name.startswith("_")
)


def modules(family: str):
    package = importlib.import_module(f"govlib.{family}")
    for found in pkgutil.iter_modules(package.__path__):
        if not found.name.startswith("_"):
            yield importlib.import_module(f"{package.__name__}.{found.name}")


@pytest.mark.parametrize("family", FAMILIES)
def test_each_family_has_its_page(family):
    page = PAGES / f"{family}.md"
    assert page.exists(), f"write {page.name}: a title and `% generate: api {family}`"
    assert f"% generate: api {family}" in page.read_text(encoding="utf-8")


def test_there_are_families():
    assert {"games", "networks", "voting"} <= set(FAMILIES)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_exports_what_its_modules_promise(family):
    exported = set(importlib.import_module(f"govlib.{family}").__all__)
    promised = set()
    for module in modules(family):
        assert module.__all__, f"{module.__name__} promises nothing: call it _{module.__name__}"
        promised |= set(module.__all__)
    assert promised - exported == set(), "public in a module and not in the family"
    assert exported - promised == set(), "public in the family and on no page"


@pytest.mark.parametrize("family", FAMILIES)
def test_every_name_stands_on_one_page(family):
    """A class or function is documented where it is defined, and nowhere else."""
    for module in modules(family):
        for name in module.__all__:
            thing = getattr(module, name)
            if inspect.isclass(thing) or inspect.isfunction(thing):
                assert thing.__module__ == module.__name__, name


def test_no_class_name_means_two_things():
    homes = defaultdict(set)
    for family in FAMILIES:
        package = importlib.import_module(f"govlib.{family}")
        for name in package.__all__:
            if inspect.isclass(getattr(package, name)):
                homes[name].add(family)
    twice = {name: sorted(where) for name, where in homes.items() if len(where) > 1}
    assert not twice


MODULES = {m.name for m in pkgutil.walk_packages(govlib.__path__, "govlib.")}
LINK = re.compile(r":(?:func|class|data|meth|attr|exc):`[~!]?(govlib\.[\w.]+)`")


def test_links_in_docstrings_name_the_module_where_a_thing_is_explained():
    """A page of the reference explains a name at its module; Sphinx finds it nowhere else."""
    lost = []
    for path in Path(govlib.__path__[0]).rglob("*.py"):
        for name in LINK.findall(path.read_text(encoding="utf-8")):
            module, _, rest = name.rpartition(".")
            while module not in MODULES:
                module, _, last = module.rpartition(".")
                rest = f"{last}.{rest}"
            home = importlib.import_module(module)
            first, *others = rest.split(".")
            thing = getattr(home, first, None)
            if thing is None or getattr(thing, "__module__", module) != module:
                lost.append(f"{path.name}: {name}")
            # fields of records stand in annotations only
            known = {*dir(thing), *getattr(thing, "__annotations__", ())}
            if others and others[0] not in known:
                lost.append(f"{path.name}: {name}")
    assert not lost
