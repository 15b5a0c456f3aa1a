"""What the text of a module says by itself, worked out once however many sources have it."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

__all__ = ["Read", "called", "defined", "digest", "imports", "meant", "parsed", "read"]

#: Of ``govlib.published``, what runs the models.
_RUNS = frozenset({"evidence", "ours", "reproduction", "table"})


@lru_cache(maxsize=1024)
def parsed(text: str) -> ast.Module:
    """Return the syntax of a text; whoever changes it puts it back."""
    return ast.parse(text)


@lru_cache(maxsize=1024)
def meant(text: str) -> str:
    """Return the hash of a module without comments, docstrings and layout."""
    tree = parsed(text)
    kept: list[tuple[Any, list[ast.stmt]]] = []
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                kept.append((node, node.body))
                node.body = node.body[1:]
    bare = ast.dump(tree)
    for node, body in kept:
        node.body = body
    return digest(bare)


class Read(NamedTuple):
    """What a module may read: its constant texts, and what it calls."""

    texts: frozenset[str]
    #: in which form names of tables are given to ``load``
    loads: frozenset[type[ast.expr]]
    #: whether it names what runs the models of published results
    runs: bool


@lru_cache(maxsize=1024)
def read(text: str) -> Read:
    """Return what a module may read."""
    texts: set[str] = set()
    loads: set[type[ast.expr]] = set()
    runs = False
    for node in ast.walk(parsed(text)):
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str) and node.value:
                texts.add(node.value)
        elif isinstance(node, ast.Call) and called(node) == "load" and node.args:
            owner = getattr(getattr(node.func, "value", None), "id", "data")
            loads |= {type(node.args[0])} if owner == "data" else set()
        runs = runs or getattr(node, "attr", getattr(node, "id", "")) in _RUNS
    return Read(frozenset(texts), frozenset(loads), runs)


@lru_cache(maxsize=1024)
def imports(text: str) -> tuple[ast.Import | ast.ImportFrom | ast.Call, ...]:
    """Return what imports something, but for a type checker only."""
    found: list[ast.Import | ast.ImportFrom | ast.Call] = []
    stack: list[ast.AST] = [parsed(text)]
    while stack:
        node = stack.pop()
        if isinstance(node, (ast.Import, ast.ImportFrom)) or (
            isinstance(node, ast.Call) and called(node) == "import_module"
        ):
            found.append(node)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            stack += node.orelse
        else:
            stack += ast.iter_child_nodes(node)
    return tuple(found)


def called(node: ast.Call) -> str:
    """Return the last part of the name of what is called; empty if it has none."""
    return str(getattr(node.func, "attr", getattr(node.func, "id", "")))


def defined(node: ast.stmt) -> Iterator[str]:
    """Yield the names that a statement at the top of a module binds."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name
    targets = getattr(node, "targets", None) or [getattr(node, "target", None)]
    for target in targets:
        for inner in ast.walk(target) if target is not None else ():
            if isinstance(inner, ast.Name):
                yield inner.id


def digest(*parts: str | bytes) -> str:
    """Return a short name of some texts and bytes."""
    data = b"\0".join(p if isinstance(p, bytes) else p.encode() for p in parts)
    return hashlib.sha256(data).hexdigest()[:16]
