"""The page *Which model for which question*: every call runs, and every family has one."""

import doctest
import re
from pathlib import Path

import pytest

import govlib

PAGE = Path(govlib.__file__).parents[1] / "book" / "reference" / "which-model.md"
TEXT = PAGE.read_text(encoding="utf-8")
SECTIONS = re.findall(r"^## (.+)$", TEXT, re.M)


@pytest.mark.parametrize("section", SECTIONS)
def test_the_calls_run(section):
    body = TEXT.split(f"## {section}\n")[1].split("\n## ")[0]
    code = "\n".join(re.findall(r"^```python\n(.*?)^```", body, re.M | re.S))
    examples = doctest.DocTestParser().get_doctest(code, {}, section, str(PAGE), 0)
    assert examples.examples
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    told: list[str] = []
    assert runner.run(examples, out=told.append).failed == 0, "".join(told)


def test_every_family_has_a_question():
    families = {
        path.parent.name
        for path in Path(govlib.__file__).parent.glob("*/__init__.py")
        if path.parent.name not in {"data", "drawing", "explorer", "figures", "published", "rounds"}
    }
    asked = set(re.findall(r"from govlib\.(\w+) import", TEXT))
    assert families <= asked
