"""The explorers of the book, as its chapters declare them.

python tools/explorers.py [CHAPTER ...]      what each is, by default of all chapters
"""

from __future__ import annotations

import ast
import io
import os
import sys
from contextlib import chdir, redirect_stdout
from pathlib import Path
from typing import Any

import jupytext

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from notebooks import BOOK, chapters  # noqa: E402

from govlib.explorer import Explorer  # noqa: E402
from govlib.explorer.numbers import forget  # noqa: E402


def explorers(path: Path) -> list[Explorer]:
    """Run the cells of a chapter, without drawing, and return the explorers that they show."""
    found: list[Explorer] = []
    space: dict[str, Any] = {"__name__": "__main__"}
    forget()  # two chapters may name different facts alike
    # only what it shows last counts, not what it prints
    with chdir(path.parent), redirect_stdout(io.StringIO()):
        for cell in jupytext.read(path).cells:
            if cell.cell_type != "code":
                continue
            body = ast.parse(cell.source)
            shown = body.body.pop() if body.body and isinstance(body.body[-1], ast.Expr) else None
            exec(compile(body, str(path), "exec"), space)
            if isinstance(shown, ast.Expr):
                value = eval(compile(ast.Expression(shown.value), str(path), "eval"), space)
                if isinstance(value, Explorer):
                    found.append(value)
    return found


def main(names: list[str]) -> None:
    for path in chapters():
        if names and path.stem not in names:
            continue
        for explorer in explorers(path):
            shapes = " and ".join(explorer.drawing.sizes)
            print(f"{path.relative_to(BOOK).with_suffix('')}: {explorer}, {shapes}")


if __name__ == "__main__":
    os.environ.setdefault("GOVLIB_EXPLORER", "picture")
    main(sys.argv[1:])
