"""Change the library in one place at a time, and list the changes that no test notices.

``python tools/mutants.py govlib/nations/secession.py tests/nations`` copies the project, lets
cosmic-ray make one small mistake after the other in the module of the copy, and runs the tests
against each. What survives is printed with its diff: either a test is missing, or the change does
not matter. A run takes as many test runs as there are changes, minutes to hours, and is no part of
``make test``.

Cosmic-ray is installed into an environment of its own, ``.venv-mutants``; the tests run in the
Python that starts this script.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / ".venv-mutants"
COSMIC_RAY = "cosmic-ray>=8.4,<9"
#: what the tests read
COPIED = ("govlib", "tests", "book", "tools", "_ext", "exercises", "pyproject.toml", "conftest.py")

CONFIG = """[cosmic-ray]
module-path = "{module}"
timeout = {timeout}
excluded-modules = []
test-command = "{python} -m pytest -x -q -p no:cacheprovider -p no:xdist {tests}"

[cosmic-ray.distributor]
name = "local"
"""


def installed() -> Path:
    """Return the folder of cosmic-ray's commands, installed there the first time."""
    commands = ENVIRONMENT / ("Scripts" if sys.platform == "win32" else "bin")
    if shutil.which("cosmic-ray", path=str(commands)) is None:
        venv.create(ENVIRONMENT, with_pip=True)
        python = shutil.which("python", path=str(commands))
        subprocess.run([str(python), "-m", "pip", "install", "-q", COSMIC_RAY], check=True)
    return commands


def copy_project(target: Path) -> None:
    """Copy what the tests read to ``target``, so that no mistake is made in the project itself."""
    target.mkdir()
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(
                source,
                target / name,
                ignore=shutil.ignore_patterns("__pycache__", "_build", "node_modules"),
            )
        else:
            shutil.copy(source, target / name)


def survivors(module: str, tests: list[str], timeout: float) -> str:
    """Return cosmic-ray's report of the changes of ``module`` that ``tests`` do not notice."""
    commands = installed()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "project"
        copy_project(copy)
        config = CONFIG.format(
            module=module, timeout=timeout, python=sys.executable, tests=" ".join(tests)
        )
        (copy / "mutants.toml").write_text(config, encoding="utf-8")

        def run(tool: str, *words: str) -> str:
            command = [str(shutil.which(tool, path=str(commands))), *words]
            done = subprocess.run(command, cwd=copy, check=True, stdout=subprocess.PIPE, text=True)
            return done.stdout

        run("cosmic-ray", "init", "mutants.toml", "mutants.sqlite")
        run("cosmic-ray", "baseline", "mutants.toml")  # fails where the tests fail unchanged
        run("cosmic-ray", "exec", "mutants.toml", "mutants.sqlite")
        return run("cr-report", "--surviving-only", "--show-diff", "mutants.sqlite")


def main() -> int:
    """Read the arguments, run cosmic-ray in a copy, and print what survived."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("module", help="file or folder below govlib")
    parser.add_argument("tests", nargs="+", help="test files or folders that should notice")
    parser.add_argument("--timeout", type=float, default=300.0, help="seconds for each run")
    given = parser.parse_args()
    for path in (given.module, *given.tests):
        if not (ROOT / path.partition("::")[0]).exists():
            parser.error(f"{path} does not exist below {ROOT}")
    print(survivors(given.module, given.tests, given.timeout))
    return 0


if __name__ == "__main__":
    sys.exit(main())
