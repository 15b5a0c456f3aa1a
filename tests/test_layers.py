"""The layers: models know no plotting, figures no widgets, the explorer no model."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import govlib

ROOT = Path(govlib.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))
SERVICES = {"palette", "drawing", "figures", "explorer", "published", "data", "sweep"}
MODELS = [m for m in MODULES if m.relative_to(ROOT).parts[0].removesuffix(".py") not in SERVICES]

#: What a layer may import from outside at the top of a module.
MATHEMATICS = {"numpy", "scipy", "networkx"}
DRAWING = {"matplotlib", "cycler"}
PAGES = {"PIL", "anywidget", "traitlets", "markdown_it", "IPython", "docutils", "sphinx"}


def imports(path: Path, *, everywhere: bool) -> set[str]:
    """Return the modules that a file imports, at its top or anywhere."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = ast.walk(tree) if everywhere else _top(tree.body)
    package = ("govlib", *path.relative_to(ROOT).parent.parts)
    found = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(filter(None, [base, node.module]))
            found.add(module)
            found |= {f"{module}.{alias.name}" for alias in node.names}
    return found


def _top(body):
    """Yield the statements that run on import; not those for a type checker only."""
    for node in body:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        yield node
        for inner in ("body", "orelse", "handlers"):
            if isinstance(node, (ast.If, ast.Try, ast.With)):
                yield from _top(getattr(node, inner, []))


def foreign(path: Path, *, everywhere: bool = False) -> set[str]:
    """Return the packages outside the standard library and govlib that a file imports."""
    roots = {name.split(".")[0] for name in imports(path, everywhere=everywhere)}
    return roots - set(sys.stdlib_module_names) - {"govlib", "", "__future__"}


def family(name: str) -> str:
    return name.removeprefix("govlib.").split(".")[0]


def test_there_are_models():
    assert len(MODELS) > 20


@pytest.mark.parametrize("path", MODELS, ids=lambda p: str(p.relative_to(ROOT)))
def test_models_know_mathematics_only(path):
    assert foreign(path) <= MATHEMATICS
    # inside a function a table may be returned, or a solver called
    assert foreign(path, everywhere=True) <= MATHEMATICS | {"pandas", "xarray", "casadi"}
    inside = {family(n) for n in imports(path, everywhere=True) if n.startswith("govlib.")}
    assert not inside & {"figures", "explorer", "published"}


def test_models_leave_the_laws_of_chance_until_they_are_needed():
    """To import ``scipy.stats`` takes longer than all else that a family needs."""
    assert not [m for m in MODELS if "scipy.stats" in imports(m, everywhere=False)]


FIGURES = [m for m in MODULES if m.relative_to(ROOT).parts[0] == "figures"]


@pytest.mark.parametrize("path", FIGURES, ids=lambda p: p.name)
def test_figures_know_no_widgets(path):
    assert foreign(path, everywhere=True) <= MATHEMATICS | DRAWING | {"pandas"}
    inside = {family(n) for n in imports(path, everywhere=True) if n.startswith("govlib.")}
    assert "explorer" not in inside
    assert "matplotlib.pyplot" not in imports(path, everywhere=True), "pyplot keeps figures alive"


DECLARING = [m for m in MODULES if m.relative_to(ROOT).parts[0] == "drawing"]


@pytest.mark.parametrize("path", DECLARING, ids=lambda p: p.name)
def test_a_declaration_is_data(path):
    """It stands below figures and pages, so it knows neither, and no plotting."""
    assert foreign(path, everywhere=True) <= {"numpy"}
    inside = {family(n) for n in imports(path, everywhere=True) if n.startswith("govlib.")}
    assert inside <= {"drawing", "_check"}


EXPLORER = [m for m in MODULES if m.relative_to(ROOT).parts[0] == "explorer"]


@pytest.mark.parametrize("path", EXPLORER, ids=lambda p: p.name)
def test_the_explorer_knows_no_model(path):
    inside = {
        n
        for n in imports(path, everywhere=True)
        if n.startswith("govlib.") and n != "govlib._check"
    }
    allowed = ("govlib.explorer", "govlib.drawing", "govlib.palette", "govlib._check")
    assert all(n.startswith(allowed) for n in inside), inside
    assert foreign(path, everywhere=True) <= {"numpy", "matplotlib"} | PAGES


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_modules_are_small_and_say_what_they_are_for(path):
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "a module says what it is for"
    assert text.count("\n") <= 350, "one concept a module"


def test_the_package_itself_is_light():
    """``import govlib`` brings no library along; a family brings what it needs."""
    code = "import sys, govlib; print(*sorted({m.split('.')[0] for m in sys.modules}))"
    done = subprocess.run(
        [
            sys.executable,
            "-I",
            "-c",
            f"import sys; sys.path.insert(0, {str(ROOT.parent)!r}); {code}",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    heavy = {"numpy", "scipy", "networkx", "pandas", "matplotlib", "xarray", "IPython", "casadi"}
    assert not heavy & set(done.stdout.split())


def test_every_family_is_listed():
    folders = {
        p.stem for p in ROOT.iterdir() if not p.name.startswith(("_", ".")) and p.name != "py.typed"
    }
    assert folders == set(govlib.__all__)
    for name in govlib.__all__:
        assert f":mod:`govlib.{name}`" in govlib.__doc__
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = govlib.nothing


BOOK = ROOT.parent / "book"
CHAPTERS = sorted(p for p in BOOK.rglob("*.md") if "note(" in p.read_text(encoding="utf-8"))


def cells(text: str) -> list[str]:
    """Return the code of a chapter's cells."""
    found = re.findall(r"^```\{code-cell\}[^\n]*\n(.*?)^```", text, re.M | re.S)
    return [re.sub(r"\A(---\n.*?\n---\n|(:[^\n]*\n)+)", "", cell, flags=re.S) for cell in found]


def figure_modules(tree: ast.AST) -> set[str]:
    """Return the names under which a chapter imports figures."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("govlib.figures")
        for alias in node.names
    }


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda p: p.name)
def test_a_chapter_takes_its_facts_from_models(path):
    """What prose and questions quote is computed by a model; a figure is shown, and that is all."""
    trees = [ast.parse(cell) for cell in cells(path.read_text(encoding="utf-8"))]
    figures = set().union(*map(figure_modules, trees))
    assert figures
    for tree in trees:
        called = {
            n.func.id
            for n in ast.walk(tree)
            if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
        }
        # a constant says at what a figure is drawn; whatever is computed stands in a model
        used = {
            f"{n.value.id}.{n.attr}"
            for n in ast.walk(tree)
            if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name)
            if n.value.id in figures and not n.attr.isupper()
        }
        if called & {"note", "Practice"}:
            assert not used, ast.unparse(tree)


def test_make_site_looks_wherever_tests_are_marked_browser():
    """It collects no more, since to collect all tests takes as long as to open fifty pages."""
    makefile = (ROOT.parent / "Makefile").read_text(encoding="utf-8")
    told = re.search(r"^BROWSER := (.+)$", makefile, re.M)
    assert told
    places = [ROOT.parent / place for place in told[1].split()]
    tests = (ROOT.parent / "tests").rglob("test_*.py")
    marked = [p for p in tests if re.search(r"pytest\.mark\.browser\b", p.read_text("utf-8"))]
    assert len(marked) > 9
    assert not [p for p in marked if not any(p.is_relative_to(place) for place in places)]
