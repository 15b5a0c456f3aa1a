"""What somebody who takes the project over relies on: one version, pinned pages, their order."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pin
import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import govlib

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WORKFLOWS = ROOT / ".github" / "workflows"


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_there_is_one_version():
    """The package takes its number from the library; the citation must say the same."""
    assert PROJECT["project"]["dynamic"] == ["version"]
    assert PROJECT["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "govlib.__version__"}
    assert str(yaml.safe_load(read("CITATION.cff"))["version"]) == govlib.__version__
    assert re.fullmatch(r"\d+\.\d+\.\d+", govlib.__version__)


def test_all_that_the_pages_ask_for_is_pinned_and_fits():
    pinned = pin.pinned()
    for wanted in pin.asked():
        version = pinned[canonicalize_name(wanted.name)]
        assert wanted.specifier.contains(version), f"{wanted} against {version}"


def test_what_is_required_in_turn_is_pinned_too():
    pinned = pin.pinned()
    assert {"sphinx", "myst-parser", "docutils", "pygments", "contourpy"} <= set(pinned)
    assert "pytest" not in pinned
    assert not pin.INSTALLERS & set(pinned)


def test_a_closure_follows_requirements_and_their_extras():
    found = pin.closure([Requirement("jupyter-book")])
    assert {"jupyter-book", "sphinx", "docutils"} <= set(found)
    assert "dask" not in found
    assert "distributed" not in found
    assert "distributed" in pin.closure([Requirement("dask[distributed]")])


def lines(name: str) -> list[str]:
    """Return the requirements of a file with their comments."""
    return [line for line in read(name).splitlines() if line and not line.startswith((" ", "#"))]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-ahead.txt"])
def test_every_requirement_says_why(name):
    assert all(re.search(r"\s# \S", line) for line in lines(name))


@pytest.mark.parametrize("name", ["matplotlib", "numpy", "networkx", "jupyter-book", "ipywidgets"])
def test_what_the_book_is_known_by_stands_by_name(name):
    assert [line for line in lines("requirements.txt") if re.match(rf"{name}\b", line)]


def test_nobody_gets_jupyter_book_2():
    assert not any(w.specifier.contains("2.0") for w in pin.asked() if w.name == "jupyter-book")
    for page in [ROOT / "README.md", *(ROOT / "book").rglob("*.md")]:
        for command in re.findall(
            r"pip install[^\n`]*jupyter-book[^\n`]*", page.read_text("utf-8")
        ):
            assert "jupyter-book<2" in command, page


def test_pages_are_published_after_the_tests():
    jobs = yaml.safe_load((WORKFLOWS / "pages.yml").read_text(encoding="utf-8"))["jobs"]
    assert jobs["test"]["uses"] == "./.github/workflows/test.yml"
    assert jobs["build"]["needs"] == "test"
    assert jobs["deploy"]["needs"] == "build"


@pytest.mark.parametrize("path", sorted(WORKFLOWS.glob("*.yml")), ids=lambda p: p.stem)
def test_what_a_workflow_makes_the_makefile_knows(path):
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.M))
    jobs = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values()
    commands = [step.get("run", "") for job in jobs for step in job.get("steps", [])]
    asked = {
        word
        for command in commands
        for call in re.findall(r"^make (.+)$", command, re.M)
        for word in call.split()
        if "=" not in word
    }
    assert asked
    assert asked <= targets


def test_hooks_ask_what_lint_asks():
    """The same tools with the same settings, each of which reads pyproject.toml."""
    hooks = {
        hook["id"]
        for repository in yaml.safe_load(read(".pre-commit-config.yaml"))["repos"]
        for hook in repository["hooks"]
    }
    lint = re.search(r"^lint:.*\n((?:\t.*\n)+)", read("Makefile"), re.M)[1]
    assert {"ruff-check", "ruff-format", "mypy", "codespell"} <= hooks
    assert all(tool in lint for tool in ("ruff check", "ruff format", "mypy", "codespell"))


def test_constraints_can_be_left_out():
    def said(*words: str) -> str:
        command = ["make", "-n", "-B", ".venv/.book", f"PYTHON={sys.executable}", *words]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        return done.stdout

    assert "-r requirements.txt -c constraints.txt" in said()
    assert "-c constraints.txt" not in said("CONSTRAINTS=")
