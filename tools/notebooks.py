"""Make plain notebooks of the book's chapters, for Binder and for download.

A chapter is MyST Markdown: its prose takes numbers from cells and cites by key. Jupyter shows
neither. This module writes a notebook that any Jupyter shows well: numbers and citations as
text, captions below their figures, the questions in a file that the first cell writes.

    python tools/notebooks.py            all chapters, beside their sources
    python tools/notebooks.py FOLDER     all chapters, below FOLDER
"""

from __future__ import annotations

import ast
import os
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from pybtex.database import parse_file

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import registry  # noqa: E402 - of this folder

from govlib import published  # noqa: E402 - of this checkout
from govlib.explorer import claims  # noqa: E402

BOOK = ROOT / "book"

GLUE = re.compile(r"\{glue:text\}`([^`:]+)(?::([^`]+))?`")
PUBLISHED = re.compile(r"\{published\}`([^`]+)`")
EVIDENCE = re.compile(r"^% generate: evidence (.+)$", re.M)
MADE = re.compile(r"^% generate: .+$", re.M)
CITE = re.compile(r"\{cite(?::([tp]))?\}`([^`]+)`")
TERM = re.compile(r"\{(?:term|abbr)\}`([^`<]+?)\s*(?:<[^`]*>)?`")
NUMREF = re.compile(r"\{numref\}`(?:[^`<]*<)?([\w-]+)>?`")
EQUATION = re.compile(r"\$\$\s*\(([\w-]+)\)")
EQ = re.compile(r"\{eq\}`([\w-]+)`")
ROLE = re.compile(r"\{(?:doc|ref|py:\w+)\}`([^`<]+?)\s*(?:<[^`]*>)?`")
CHAPTER = re.compile(r"\{chapter\}`([^`]+?)`")
TARGET = re.compile(r"^\([\w-]+\)=\n", re.M)
DROPDOWN = re.compile(r"^```+\{dropdown\} (.*?)\n(.*?)^```+$", re.M | re.S)
ASSIGNMENT = re.compile(r"^```+\{assignment\} (\S+)\n```+$", re.M)
DIRECTIVE = re.compile(r"^(```+|:::+)\{(\w+)\}[^\n]*\n(?::\w[^\n]*\n)*(.*?)^\1$", re.M | re.S)


def with_minus(text: str) -> str:
    """Give a number that is below 0 a true minus sign in place of a hyphen.

    >>> with_minus("-0.5"), with_minus("Guinea-Bissau")
    ('−0.5', 'Guinea-Bissau')
    """
    return re.sub(r"^-(?=\d)", "−", text)


def chapters() -> list[Path]:
    """Return the sources that are notebooks, as their first lines say."""
    found = []
    for path in sorted(BOOK.rglob("*.md")):
        with path.open(encoding="utf-8") as file:
            head = file.read(600)
        if head.startswith("---") and "kernelspec:" in head:
            found.append(path)
    return found


def plain(path: Path, numbers: Mapping[str, float | str]) -> nbformat.NotebookNode:
    """Return a chapter as a notebook without outputs, to be read and run in any Jupyter.

    Parameters
    ----------
    path : pathlib.Path
        The MyST source.
    numbers : mapping of str to float
        What its cells hand to its prose.
    """
    book = jupytext.read(path)
    text = _Text(book, numbers)
    book.cells = list(_cells(book, text))
    if any("read_claims(" in c.source for c in book.cells if c.cell_type == "code"):
        every = claims.written_out(claims.gather(BOOK))
        book.cells.insert(0, _writes(claims.TOGETHER, every, "The claims of all chapters"))
    for file in sorted(path.parent.glob(f"{path.stem}.toml")):
        told = file.read_text(encoding="utf-8")
        book.cells.insert(0, _writes(file.name, told, "The questions of this chapter"))
    book.metadata = {"kernelspec": book.metadata["kernelspec"]}
    for place, cell in enumerate(book.cells):
        cell["id"] = f"cell-{place}"  # the same at each build
    nbformat.validator.normalize(book)
    return book


def _cells(book: Any, text: _Text) -> Iterator[Any]:
    for cell in book.cells:
        if cell.cell_type == "code":
            figure = _figure(cell)
            hidden = {"remove-cell", "remove-input", "hide-input"} & set(
                cell.metadata.get("tags", [])
            )
            cell.metadata = {"jupyter": {"source_hidden": True}} if hidden else {}
            yield cell
            if "caption" in figure:
                number = text.figures[figure.get("name", "")]
                caption = text.read(figure["caption"])
                yield nbformat.v4.new_markdown_cell(f"**Figure {number}.** {caption}")
        else:
            cell.source = text.read(cell.source)
            cell.metadata = {}
            yield cell


def _figure(cell: Any) -> Mapping[str, str]:
    return cell.metadata.get("mystnb", {}).get("figure", {})


def _writes(name: str, text: str, what: str) -> Any:
    """Return a cell that writes a file beside the notebook."""
    source = (
        f"# {what}, in the file that the cells below read.\n"
        "from pathlib import Path\n\n"
        f"Path({name!r}).write_text({text!r},\n"
        "    encoding='utf-8');"
    )
    return nbformat.v4.new_code_cell(source, metadata={"jupyter": {"source_hidden": True}})


def fact(text: str) -> float | str:
    """Return a noted fact, a number or a text, from how it is kept."""
    value = ast.literal_eval(text)
    return value if isinstance(value, str) else float(value)


def noted(executed: Mapping[str, Any]) -> dict[str, float | str]:
    """Return the facts that the cells of an executed notebook handed to the prose."""
    found = {}
    for cell in executed["cells"]:
        for output in cell.get("outputs", []):
            name = output.get("metadata", {}).get("scrapbook", {}).get("name")
            if name:
                found[name] = fact(output["data"]["application/papermill.record/text/plain"])
    return found


@cache
def _sources() -> dict[str, tuple[str, str]]:
    """Return authors and year of each entry of the bibliography."""
    entries = parse_file(str(BOOK / "references.bib"), bib_format="bibtex").entries
    found = {}
    for key, entry in entries.items():
        people = entry.persons.get("author") or entry.persons.get("editor", [])
        names = [" ".join([*p.prelast_names, *p.last_names]) for p in people]
        who = names[0] + " et al." if len(names) > 2 else " and ".join(names)
        found[key] = re.sub(r"[{}]", "", who), entry.fields.get("year", "undated")
    return found


class _Text:
    """Turns the MyST of one chapter into plain Markdown."""

    def __init__(self, book: Any, numbers: Mapping[str, float | str]) -> None:
        self.numbers = numbers
        names = [_figure(c).get("name", "") for c in book.cells if _figure(c).get("caption")]
        self.figures = {name: i for i, name in enumerate(names, 1)}
        prose = "\n".join(c.source for c in book.cells if c.cell_type == "markdown")
        self.equations = {name: i for i, name in enumerate(EQUATION.findall(prose), 1)}

    def read(self, text: str) -> str:
        text = TARGET.sub("", text)
        text = ASSIGNMENT.sub(
            "The assignment of this chapter is linked on its page in the book.", text
        )
        text = DROPDOWN.sub(r"<details><summary>\1</summary>\n\n\2\n</details>", text)
        text = DIRECTIVE.sub(r"\3", text)
        text = EVIDENCE.sub(lambda m: published.evidence(m[1].split()), text)
        text = MADE.sub("*What stands here is made from all chapters: see the book.*", text)
        text = GLUE.sub(self._number, text)
        text = PUBLISHED.sub(lambda m: published.quote(m[1]), text)
        text = CITE.sub(self._citation, text)
        text = TERM.sub(r"\1", text)
        text = NUMREF.sub(lambda m: f"figure {self.figures[m[1]]}", text)
        text = EQUATION.sub("$$", self._tagged(text))
        text = EQ.sub(lambda m: f"equation ({self.equations[m[1]]})", text)
        text = CHAPTER.sub(self._chapter, text)
        return ROLE.sub(r"\1", text)

    def _chapter(self, match: re.Match[str]) -> str:
        words, _, _ = match[1].partition("<")
        titles = {c.slug: c.title for c in registry.chapters()}
        return f"*{titles[match[1]]}*" if match[1] in titles else words.strip()

    def _number(self, match: re.Match[str]) -> str:
        name, form = match.groups()
        value = self.numbers[name]
        if not form and not isinstance(value, str):
            # without one, twelve would be printed as 12.0
            raise ValueError(f"{name} is a number: a format must follow its name; got {match[0]!r}")
        return with_minus(format(value, form or ""))

    def _citation(self, match: re.Match[str]) -> str:
        form, keys = match.groups()
        found = [_sources()[key.strip()] for key in keys.split(",")]
        if form == "t":
            return "; ".join(f"{who} ({year})" for who, year in found)
        return "(" + "; ".join(f"{who}, {year}" for who, year in found) + ")"

    def _tagged(self, text: str) -> str:
        """Give each equation the number that the prose uses."""

        def tag(match: re.Match[str]) -> str:
            return f"\\tag{{{self.equations[match[1]]}}}\n{match[0]}"

        return EQUATION.sub(tag, text)


def run(path: Path) -> nbformat.NotebookNode:
    """Run a chapter in a fresh kernel, in its own folder, and return it with its outputs."""
    from nbclient import NotebookClient

    book = jupytext.read(path)
    # one picture for each explorer, not one for each of its states
    environment = {**os.environ, "GOVLIB_EXPLORER": "picture"}
    client = NotebookClient(book, timeout=300, resources={"metadata": {"path": str(path.parent)}})
    client.execute(env=environment)
    return book


def main(folder: Path) -> None:
    for path in chapters():
        target = folder / path.relative_to(BOOK).with_suffix(".ipynb")
        target.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(plain(path, noted(run(path))), target)
        print(target)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else BOOK)
