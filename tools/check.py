"""Check one chapter in about two minutes: its rules, notebook, figures, page and assignment.

    python tools/check.py CHAPTER           its slug, such as two-edges
    python tools/check.py CHAPTER page      one step of page, figures, notebook, rules, assignment

Only this page is built, with the glossary and the bibliography, into ``_build/check/CHAPTER``;
frames of explorers come from where ``make book`` keeps them. A link to another page of the book
must lead to a source that exists.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tools"), str(ROOT / "_ext")]

from registry import Chapter, chapters  # noqa: E402
from ways import questions  # noqa: E402

from govlib.explorer.closure import Sources  # noqa: E402

PYTEST = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]

#: Pages that every chapter needs: what its terms and citations lead to.
NEEDED = ("book/reference/glossary", "book/reference/bibliography")

#: Warnings of a page that stands alone; what they name must exist among the sources.
_ALONE = (
    re.compile(r"unknown document: '(?P<page>[^']+)'"),
    re.compile(r"Unknown source document '(?P<page>[^']+)'"),
    re.compile(r"(?:undefined label|cross-reference target not found): '(?P<label>[^']+)'"),
    re.compile(r"numfig_format|toctree contains reference to"),
)


class FailedError(Exception):
    """A step that did not pass; its text is what the author must read."""


def run(command: list[str], **environment: str) -> str:
    """Run a command at the root; what it says is returned, or told if it fails."""
    told = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    done = subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True, check=False)
    text = done.stdout + done.stderr
    if done.returncode:
        raise FailedError(text)
    return text


# ---- the steps


def rules(chapter: Chapter) -> str:
    """Skeleton, voice, spelling, and where numbers come from."""
    wanted = f"{chapter.slug} or (test_chapters and table_of_contents)"
    own = [ROOT / "exercises" / chapter.slug, *(ROOT / "book").rglob(f"{chapter.slug}.*")]
    spelling = [sys.executable, "-m", "codespell_lib", *(str(p) for p in own if p.exists())]
    tests = ["tests/test_chapters.py", "tests/test_layers.py"]
    return run(spelling) + run([*PYTEST, *tests, "-k", wanted])


def notebook(chapter: Chapter) -> str:
    """Run every cell in a fresh kernel."""
    return run([*PYTEST, "--nbval-lax", str(chapter.source.relative_to(ROOT))])


def figures(chapter: Chapter) -> str:
    """Say and draw the states of every figure that the chapter shows."""
    from bookkit.keys import chapter_facts

    facts = chapter_facts(chapter.source, Sources(ROOT))
    names = [f.removeprefix("govlib.figures.") for f in facts if f.startswith("govlib.figures.")]
    text = chapter.source.read_text(encoding="utf-8")
    used = {n: re.findall(rf"\b{n.rpartition('.')[2]}\.(\w+)", text) for n in names}
    names = [f"{name}.{function}" for name, functions in used.items() for function in functions]
    if not names:
        return "it shows no figure of the library"
    return run([*PYTEST, "tests/figures/test_declared.py", "-k", " or ".join(sorted(set(names)))])


def page(chapter: Chapter) -> str:
    """Build the page alone, then open it in the browser as the whole book is opened."""
    folder = ROOT / "_build" / "check" / chapter.slug
    folder.mkdir(parents=True, exist_ok=True)
    toc = folder / "toc.yml"
    table = {
        "format": "jb-book",
        "root": chapter.document,
        "chapters": [{"file": name} for name in NEEDED],
    }
    toc.write_text(yaml.safe_dump(table), encoding="utf-8")
    builder = str(Path(sys.executable).with_name("jupyter-book"))
    command = [builder, "build", str(ROOT), "--toc", str(toc), "--path-output", str(folder)]
    packs = os.environ.get("GOVLIB_PACKS", str(ROOT / "_build" / ".packs"))
    said = run([*command, "-n", "--keep-going"], GOVLIB_PACKS=packs)
    warned = [line for line in said.split("\n") if "WARNING" in line or "ERROR" in line]
    faults = [line for line in warned if not _is_of_a_page_alone(line)]
    if faults:
        # it is read again next time, and warned of again
        shutil.rmtree(folder / "_build" / ".doctrees", ignore_errors=True)
        raise FailedError("\n".join(faults))
    tests = [*PYTEST, "-m", "browser", "tests/browser/test_site.py", "-k", chapter.slug]
    return run(tests, BOOK_HTML=str(folder / "_build" / "html"))


def _is_of_a_page_alone(line: str) -> bool:
    """Tell whether a warning is one only because the other pages are not there."""
    for pattern in _ALONE:
        if match := pattern.search(line):
            told = match.groupdict()
            if "page" in told:
                name = told["page"].lstrip("/")
                found = [name, *(f"book/{part}/{name}" for part in _folders())]
                return any((ROOT / f"{n}.md").exists() for n in found) or name.startswith("..")
            return "label" not in told or _is_a_label(told["label"])
    return "IPKernelApp" in line


def _folders() -> list[str]:
    return [str(p.relative_to(ROOT / "book")) for p in (ROOT / "book").rglob("*") if p.is_dir()]


def _is_a_label(label: str) -> bool:
    """Tell whether a label stands in some source, or is made from the package or the list."""
    if re.match(r"results-|data-|govlib\.", label) or label in {q.anchor for q in questions()}:
        return True
    mark = re.compile(rf"^\({re.escape(label)}\)=|name: {re.escape(label)}\b", re.M)
    texts = (path.read_text(encoding="utf-8") for path in (ROOT / "book").rglob("*.md"))
    return any(map(mark.search, texts))


def assignment(chapter: Chapter) -> str:
    """Check the master: every row of numbers, and every wrong idea."""
    if not (ROOT / "exercises" / chapter.slug / f"{chapter.slug}.md").exists():
        if chapter.assignment:
            raise FailedError(f"exercises/{chapter.slug}/{chapter.slug}.md is missing")
        return "it has none"
    kit = [*_make(), "-f", "exercises/Makefile", "check", f"A={chapter.slug}"]
    private = {"exercises", "support"}  # hold answers, and are no part of the public copy
    tests = sorted(p.name for p in (ROOT / "tests").iterdir() if p.name not in private)
    public = ["book", "govlib", *(f"tests/{name}" for name in tests if name[0] not in "._")]
    leaks = [*_make(), "-f", "exercises/Makefile", "leaks", f"IN={' '.join(public)}"]
    return run(kit) + run(leaks)


def _make() -> list[str]:
    return [os.environ.get("MAKE", "make"), "--no-print-directory"]


STEPS: tuple[Callable[[Chapter], str], ...] = (page, figures, notebook, rules, assignment)


def timed(step: Callable[[Chapter], str], chapter: Chapter) -> tuple[str, float]:
    """Do one step; return what went wrong, and the seconds."""
    began = time.perf_counter()
    try:
        step(chapter)
        problem = ""
    except FailedError as failure:
        problem = str(failure)
    took = time.perf_counter() - began
    print(f"{'FAULT' if problem else 'pass '} {step.__name__:11} {took:6.1f} s", flush=True)
    return problem, took


def main(slug: str, *names: str) -> int:
    known = {c.slug: c for c in chapters()}
    if slug not in known or not known[slug].is_written:
        there = ", ".join(c.slug for c in known.values() if c.is_written)
        print(f"CHAPTER must be a chapter that is written: {there}; got {slug!r}")
        return 2
    chapter = known[slug]
    steps = [step for step in STEPS if not names or step.__name__ in names]
    if not steps or set(names) - {step.__name__ for step in steps}:
        print(f"a step is one of {', '.join(s.__name__ for s in STEPS)}; got {', '.join(names)}")
        return 2
    began = time.perf_counter()
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda step: timed(step, chapter), steps))
    for step, (problem, _) in zip(steps, done, strict=True):
        if problem:
            print(f"\n== {step.__name__}: {step.__doc__}\n{problem.strip()[-6000:]}")
    faults = sum(bool(problem) for problem, _ in done)
    print(f"\n{slug}: {faults or 'no'} of {len(steps)} steps failed, "
          f"{time.perf_counter() - began:.0f} s")  # fmt: skip
    return int(faults > 0)


if __name__ == "__main__":
    if len(sys.argv) < 2 or not sys.argv[1]:
        print(__doc__)
        sys.exit(2)
    sys.exit(main(*sys.argv[1:]))
