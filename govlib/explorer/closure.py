"""What a figure or a chapter depends on: the modules, tables and libraries behind it.

Imports are read from the sources; nothing is run. ``from govlib.games import X`` leads to the
module that defines X, not to the whole family: a family's ``__init__`` counts as a table of
names. A module that is reached counts as a whole. Where a package is used in another way than by
its names (passed on, ``import *``, imported by a computed name), all of it counts.

Comments, docstrings and layout do not count. A table of ``govlib.data`` counts where its name
stands as a constant, and all tables where ``load`` is given what a module does not spell out;
published results count by the files that hold the ids and chapters which are named.

Not seen: names built at run time (``getattr(module, text)``), what a sibling does when a family
imports it, and files that are read by another way than :func:`govlib.data.load`. A test compares
what is read here with what really runs.
"""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from .syntax import defined, digest, imports, meant, parsed, read
from .versions import versions

__all__ = ["Sources"]

#: The name under which code that no module holds, such as a chapter's cells, is looked at.
CODE = "<code>"


class Sources:
    """The sources of one package, as they stand on disk now.

    Parameters
    ----------
    root : pathlib.Path
        The folder that holds the package.
    name : str, optional
        The package.

    Examples
    --------
    >>> import govlib
    >>> sources = Sources(Path(govlib.__file__).parents[1])
    >>> "govlib.games.public_goods" in sources.facts("govlib.games.public_goods")
    True
    """

    def __init__(self, root: Path, name: str = "govlib") -> None:
        self.root, self.name = Path(root), name
        self._texts: dict[str, str] = {}
        self._needs: dict[str, tuple[set[str], set[str]]] = {}

    # ---- what the key is made of

    def facts(self, *roots: str, code: str | None = None) -> dict[str, str]:
        """Return all that some modules depend on, each with its hash or version.

        Parameters
        ----------
        *roots : str
            Names of modules.
        code : str, optional
            Further code, such as the cells of a notebook; the code itself is no part of the
            answer, what it imports is.
        """
        if code is not None:
            self._texts[CODE] = code
            self._needs.pop(CODE, None)
            roots = (*roots, CODE)
        modules, libraries = self._closure(roots)
        files, more = self._published(modules)
        if more:
            further, others = self._closure(more)
            modules, libraries = modules | further, libraries | others
        found = {m: meant(self._text(m)) for m in sorted(modules - {CODE})}
        for table in sorted(self._tables(modules)):
            file = self._folder("data") / "tables" / f"{table}.csv"
            found[f"table {table}"] = digest(file.read_bytes(), repr(self._provenance[table]))
        for file in sorted(files):
            found[f"results {file.name}"] = digest(file.read_bytes())
        return found | versions(*libraries)

    def changed_since(self, time: float, facts: Iterable[str]) -> bool:
        """Tell whether a module among some facts was edited after a time."""
        paths = filter(None, (self.path(f) for f in facts if self._ours(f)))
        return any(path.stat().st_mtime > time for path in paths)

    # ---- files

    def _folder(self, *parts: str) -> Path:
        return self.root.joinpath(self.name, *parts)

    @cache  # noqa: B019  an object lives as long as a build
    def path(self, module: str) -> Path | None:
        """Return the file of a module; None if the package has no such module."""
        base = self.root.joinpath(*module.split("."))
        for file in (base.with_suffix(".py"), base / "__init__.py"):
            if self._ours(module) and file.exists():
                return file
        return None

    def _is_package(self, module: str) -> bool:
        path = self.path(module)
        return path is not None and path.name == "__init__.py"

    def _ours(self, module: str) -> bool:
        return module == self.name or module.startswith(f"{self.name}.")

    def _inside(self, package: str) -> set[str]:
        """Return all modules of a package, itself included."""
        if not self._is_package(package):
            return {package}
        files = self.root.joinpath(*package.split(".")).rglob("*.py")
        names = (".".join(f.relative_to(self.root).with_suffix("").parts) for f in files)
        return {name.removesuffix(".__init__") for name in names}

    def _text(self, module: str) -> str:
        if module not in self._texts:
            path = self.path(module)
            assert path is not None, module
            self._texts[module] = path.read_text(encoding="utf-8")
        return self._texts[module]

    def _tree(self, module: str) -> ast.Module:
        return parsed(self._text(module))

    # ---- imports

    def _closure(self, roots: Iterable[str]) -> tuple[set[str], set[str]]:
        """Return all modules behind some, and the libraries that they import."""
        seen: set[str] = set()
        libraries: set[str] = set()
        stack = list(roots)
        while stack:
            module = stack.pop()
            if module in seen or (module != CODE and self.path(module) is None):
                continue
            seen.add(module)
            if module not in self._needs:
                self._needs[module] = self._imports(module)
            needed, more = self._needs[module]
            libraries |= more
            stack += needed
        return seen, libraries - set(sys.stdlib_module_names) - {self.name, ""}

    def _imports(self, module: str) -> tuple[set[str], set[str]]:
        """Return the modules that one module needs, and the libraries that it imports."""
        tree = self._tree(module)
        needed: set[str] = set()
        libraries: set[str] = set()
        packages: dict[str, str] = {}
        for node in imports(self._text(module)):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    if not self._ours(alias.name):
                        libraries.add(alias.name.partition(".")[0])
                    elif alias.asname and self._is_package(alias.name):
                        packages[alias.asname] = alias.name
                    else:  # used by its dotted name, which may lead anywhere
                        needed |= self._inside(alias.name if alias.asname else self.name)
            elif isinstance(node, ast.ImportFrom):
                source = self._source(module, node)
                if not self._ours(source):
                    libraries.add(source.partition(".")[0])
                    continue
                for alias in node.names:
                    target = f"{source}.{alias.name}"
                    if alias.name == "*":
                        needed |= self._inside(source)
                    elif self._is_package(target):
                        packages[alias.asname or alias.name] = target
                    elif self.path(target):
                        needed.add(target)
                    else:
                        needed |= self._home(source, alias.name)
            else:  # import_module of a computed name; of published results, see _published
                here = self._package(module)
                needed |= set() if here == f"{self.name}.published" else self._inside(here)
        for bound, package in packages.items():
            needed |= self._used(tree, bound, package)
        return needed, libraries

    def _package(self, module: str) -> str:
        return module if self._is_package(module) else module.rpartition(".")[0]

    def _source(self, module: str, node: ast.ImportFrom) -> str:
        """Return the absolute name of what a ``from`` names."""
        if not node.level:
            return node.module or ""
        parts = self._package(module).split(".")
        return ".".join([*parts[: len(parts) - node.level + 1], *filter(None, [node.module])])

    def _home(self, module: str, name: str) -> set[str]:
        """Return the modules that define a name which ``module`` offers."""
        if not self._is_package(module):
            return {module}
        for node in self._tree(module).body:
            if isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    if (alias.asname or alias.name) == name:
                        source = self._source(module, node)
                        target = f"{source}.{alias.name}"
                        if self.path(target):
                            return {target}
                        return self._home(source, alias.name) if self._ours(source) else {module}
            elif name in defined(node):
                return {module}
        return self._inside(module)  # found nowhere: all of it

    def _used(self, tree: ast.Module, bound: str, package: str) -> set[str]:
        """Return the modules behind ``bound.NAME``; all of them if it is used otherwise."""
        needed: set[str] = set()
        plain = dotted = 0
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and node.id == bound:
                plain += 1
            elif (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and node.value.id == bound
            ):
                dotted += 1
                target = f"{package}.{node.attr}"
                needed |= {target} if self.path(target) else self._home(package, node.attr)
        return needed if plain == dotted else self._inside(package)

    # ---- what is read besides

    @cached_property
    def _provenance(self) -> dict[str, Any]:
        return tomllib.loads((self._folder("data") / "provenance.toml").read_text(encoding="utf-8"))

    def _tables(self, modules: set[str]) -> set[str]:
        """Return the tables of ``govlib.data`` that modules may load."""
        home = f"{self.name}.data"
        if not modules & self._inside(home):
            return set()
        known = set(self._provenance)
        used: set[str] = set()
        for module in modules - self._inside(home):
            says = read(self._text(module))
            told = says.texts & known
            used |= told
            if says.loads - ({ast.Constant, ast.Name} if told else {ast.Constant}):
                return known
        return used

    def _published(self, modules: set[str]) -> tuple[set[Path], set[str]]:
        """Return the files of published results that modules name, and what reproduces those.

        An id names its file, and so does a chapter; a beginning such as ``"IIIA."`` names all
        files that hold an id which begins so. Who names nothing may read everything.
        """
        home = f"{self.name}.published"
        if not modules & self._inside(home):
            return set(), set()
        files = sorted(self._folder("published").glob("*.toml"))
        found: set[Path] = set()
        runs = False
        for module in modules - self._inside(home):
            # a name is needed from the module that defines it, below the package
            if not any(f"{need}.".startswith(f"{home}.") for need in self._needs[module][0]):
                continue
            says = read(self._text(module))
            named = {f for f in files if any(_names(t, self._ids(f)) for t in says.texts)}
            found |= named or set(files)
            runs |= says.runs
        stems = {f.stem.lower() for f in found} if runs else set()
        return found, {f"{home}.{stem}" for stem in stems if self.path(f"{home}.{stem}")}

    @cache  # noqa: B019
    def _ids(self, file: Path) -> frozenset[str]:
        rows = tomllib.loads(file.read_text(encoding="utf-8")).get("result", [])
        return frozenset(x for row in rows for x in (row["id"], row["chapter"]))


def _names(text: str, ids: frozenset[str]) -> bool:
    return text in ids or (text.endswith(".") and any(i.startswith(text) for i in ids))
