"""The chapters in a Jupyter that needs no server: ``make lite`` writes ``_build/lite``.

JupyterLite runs Python in the reader's browser. The folder holds the application, the chapters
as notebooks and the library as a wheel; put it on any web server, and build the book with
``BOOK_LITE`` set to its address, so that each chapter has a button for it. Python itself and the
libraries that govlib needs are loaded by the kernel when a notebook starts, from ``HOSTS``: the
button names them. The pages of the book never do.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[1]
HTML = Path(os.environ.get("BOOK_HTML", ROOT / "_build" / "html"))
OUT = ROOT / "_build" / "lite"

#: From where a kernel in the browser loads itself and the libraries.
HOSTS = ("cdn.jsdelivr.net", "pypi.org")

#: The first cell of each notebook there; elsewhere govlib is installed beforehand.
INSTALL = "%pip install -q govlib ipywidgets"


def write_contents(html: Path, folder: Path) -> list[Path]:
    """Copy the chapters' notebooks, each with a first cell that installs the library.

    Raises
    ------
    ValueError
        If the book holds none, because it is not built.
    """
    source = html / "_sources" / "book"
    found = sorted(source.rglob("*.ipynb"))
    if not found:
        raise ValueError(f"{html} holds no notebooks: build the book first (make book)")
    written = []
    for path in found:
        notebook = nbformat.read(path, as_version=4)
        cell = nbformat.v4.new_code_cell(INSTALL, id="install")
        notebook.cells.insert(0, cell)
        target = folder / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, target)
        written.append(target)
    return written


def write_wheel(folder: Path) -> None:
    """Build the library from a copy of its sources, so that the checkout stays as it is."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch, "govlib")
        kept = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "govlib", copy / "govlib", ignore=kept)
        for name in ("pyproject.toml", "README.md", "LICENSE"):
            shutil.copy(ROOT / name, copy)
        command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps"]
        subprocess.run([*command, "-w", str(folder), str(copy)], check=True)


def make(out: Path, html: Path = HTML) -> list[Path]:
    """Build the folder anew; return its notebooks, relative to its list of files."""
    with tempfile.TemporaryDirectory() as scratch:
        files = Path(scratch, "files")
        written = write_contents(html, files)
        # the wheels that the folder holds are those in its folder pypi
        write_wheel(Path(scratch, "pypi"))
        shutil.rmtree(out, ignore_errors=True)
        command = [sys.executable, "-m", "jupyterlite_core", "build", "--lite-dir", scratch]
        command += ["--contents", str(files), "--output-dir", str(out.resolve())]
        # it keeps a list of what it did where it runs
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=scratch)
        if done.returncode:
            raise RuntimeError(f"JupyterLite could not be built:\n{done.stdout}\n{done.stderr}")
        names = [path.relative_to(files) for path in written]
    for path in out.rglob("*.map"):  # two thirds of it, which only programmers of it ask for
        path.unlink()
    return names


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path, default=OUT, help="the folder to write")
    out = parser.parse_args().out
    names = make(out)
    size = sum(p.stat().st_size for p in out.rglob("*") if p.is_file())
    print(f"{out}: {len(names)} notebooks, {size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
