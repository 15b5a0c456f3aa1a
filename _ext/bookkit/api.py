"""The API pages: one for each family, and a list of all public names."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import govlib


def _modules(name: str) -> list[str]:
    """Return the public modules of a family; the family itself if it is one module."""
    family = importlib.import_module(f"govlib.{name}")
    if not hasattr(family, "__path__"):
        return [family.__name__]
    own = [
        f"{family.__name__}.{m.name}"
        for m in pkgutil.iter_modules(family.__path__)
        if not m.name.startswith("_")
    ]
    # the public names of data stand in the package itself
    defined = [n for n in getattr(family, "__all__", []) if _home(family, n) == family.__name__]
    return [family.__name__] * bool(defined) + own


def _home(module: ModuleType, name: str) -> str:
    """Return the module that defines a public name; empty for a constant."""
    return str(getattr(getattr(module, name), "__module__", ""))


def _of_results(module: str) -> bool:
    """Tell whether a module computes published results, and has no public names."""
    loaded = importlib.import_module(module)
    return module.startswith("govlib.published.") and not hasattr(loaded, "__all__")


def api(app: Any, family: str) -> Iterator[str]:
    """Write the documentation of one family, a section a module."""
    package = importlib.import_module(f"govlib.{family}")
    modules = _modules(family)
    if package.__name__ not in modules:
        yield f"```{{eval-rst}}\n.. automodule:: {package.__name__}\n   :no-members:\n```\n"
    for module in modules:
        if _of_results(module):
            continue  # one function a result, listed on the page of results
        yield f"## `{module}`\n"
        yield f"```{{eval-rst}}\n.. automodule:: {module}\n   :members:\n```\n"


def index(app: Any) -> Iterator[str]:
    """Write a list of all public names, family by family."""
    listed = inspect.getdoc(govlib) or ""
    for name, purpose in re.findall(r":mod:`govlib\.(\w+)`\s+(.+)", listed):
        yield f"## {{doc}}`{name} <api/{name}>`\n"
        yield f"{purpose[0].upper()}{purpose[1:]}.\n"
        for module in _modules(name):
            loaded = importlib.import_module(module)
            if _of_results(module):
                continue
            for public in getattr(loaded, "__all__", []):
                if _home(loaded, public) == module and callable(getattr(loaded, public)):
                    link = f"{{py:obj}}`{public} <{module}.{public}>`"
                    yield f"- {link}: {_first_line(loaded, public)}"
        yield ""


def _first_line(module: ModuleType, name: str) -> str:
    line = (inspect.getdoc(getattr(module, name)) or "").split("\n\n")[0].replace("\n", " ")
    return re.sub(r":\w+:`~?([^`]+)`", r"`\1`", line).replace("``", "`")
