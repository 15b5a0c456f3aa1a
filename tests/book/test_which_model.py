"""The page *Which model for which question*: every call runs, and every family has one."""

import ast
import doctest
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import govlib

PAGE = Path(govlib.__file__).parents[1] / "book" / "reference" / "which-model.md"
LIBRARY = Path(govlib.__file__).parent
BOOK = LIBRARY.parent / "book"
#: Packages that are no family of models.
NOT_MODELS = {"data", "drawing", "explorer", "figures", "published", "rounds"}
TEXT = PAGE.read_text(encoding="utf-8")
SECTIONS = re.findall(r"^## (.+)$", TEXT, re.M)


@pytest.mark.parametrize("section", SECTIONS)
def test_each_call_runs_as_it_stands(section):
    body = TEXT.split(f"## {section}\n")[1].split("\n## ")[0]
    calls = re.findall(r"^```python\n(.*?)^```", body, re.M | re.S)
    assert calls
    for code in calls:
        examples = doctest.DocTestParser().get_doctest(code, {}, section, str(PAGE), 0)
        assert examples.examples
        runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
        told: list[str] = []
        assert runner.run(examples, out=told.append).failed == 0, "".join(told)


def test_each_question_names_what_can_be_looked_up():
    public = set()
    for path in LIBRARY.rglob("*.py"):
        if path.parent != LIBRARY or path.name == "sweep.py":
            public.update(_exported(path))
    for paragraph in re.findall(r"^(?:.+\?) (.*`.+`.*)$", TEXT, re.M):
        names = re.findall(r"`~govlib\.[\w.]+\.(\w+)`", paragraph)
        assert len(names) == paragraph.count("`") / 2, f"a name that is no link: {paragraph}"
        assert set(names) <= public, paragraph
    questions = re.findall(r"^(.+?\?)(?: |$)", TEXT, re.M)
    assert len(questions) == len(set(questions)) == TEXT.count("```python")


def _exported(path: Path) -> list[str]:
    """Return what a module promises."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
            return [str(e.value) for e in node.value.elts if isinstance(e, ast.Constant)]
    return []


def test_every_family_has_a_question():
    families = {
        path.parent.name
        for path in Path(govlib.__file__).parent.glob("*/__init__.py")
        if path.parent.name not in NOT_MODELS
    }
    asked = set(re.findall(r"from govlib\.(\w+) import", TEXT))
    assert families <= asked


def _functions() -> Iterator[tuple[Path, str]]:
    """Yield the public functions of the families of models, with their modules."""
    for path in sorted(LIBRARY.rglob("*.py")):
        family = path.relative_to(LIBRARY).parts[0]
        if path.name.startswith("_") or path.parent == LIBRARY or family in NOT_MODELS:
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield path, node.name


def _called(path: Path) -> set[str]:
    """Return the names that a module uses, imports that only pass a name on left out."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.ImportFrom) and path.name != "__init__.py":
            found.update(alias.name for alias in node.names)
    return found


def test_every_function_is_used_by_the_book_or_answers_a_question_here():
    """A library as small as the book needs: what nothing uses earns its place on this page."""
    used = set().union(*map(_called, LIBRARY.rglob("*.py")))
    for path in (*BOOK.rglob("*"), *(BOOK.parent / "exercises").rglob("*")):
        if path.suffix in (".md", ".toml"):
            used.update(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    useless = [f"{p.relative_to(LIBRARY)}: {name}" for p, name in _functions() if name not in used]
    assert not useless
