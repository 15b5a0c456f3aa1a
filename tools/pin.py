"""Write down the versions with which the pages were built: ``constraints.txt``.

``make pin`` does it in the environment of the book. Named are the requirements of the pages, from
``requirements.txt`` and ``pyproject.toml``, and all that these require in turn, on this platform;
what only tests or graders need stays free.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]

#: what pip installs with, not what the pages are built from
INSTALLERS = {"pip", "setuptools", "wheel"}

HEAD = """\
# What the built pages depend on, as they were last built and looked at: `make pin` writes it.
# pip takes these versions of what it is told to install, and nothing else from here:
#     pip install -r requirements.txt -c constraints.txt
"""


def asked(root: Path = ROOT) -> Iterator[Requirement]:
    """Yield what the book asks for: its tools, the library's requirements and its solver."""
    for line in (root / "requirements.txt").read_text(encoding="utf-8").splitlines():
        line = line.partition("#")[0].strip()
        if line and not line.startswith("-"):
            yield Requirement(line)
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for line in [*project["dependencies"], *project["optional-dependencies"]["climate"]]:
        yield Requirement(line)


def closure(waiting: list[Requirement]) -> dict[str, str]:
    """Return name → version of these distributions and of all that they require here."""
    found: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        for extra in ("", *sorted(wanted.extras)):
            if (name, extra) in seen:
                continue
            seen.add((name, extra))
            there = metadata.distribution(wanted.name)
            found[name] = there.version
            for text in there.requires or ():
                one = Requirement(text)
                if one.marker is None or one.marker.evaluate({"extra": extra}):
                    waiting.append(one)
    return {n: v for n, v in sorted(found.items()) if n not in INSTALLERS}


def pinned(root: Path = ROOT) -> dict[str, str]:
    """Return name → version as ``constraints.txt`` says."""
    text = (root / "constraints.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==(\S+)$", text, re.M))


if __name__ == "__main__":
    rows = "".join(f"{name}=={version}\n" for name, version in closure(list(asked())).items())
    (ROOT / "constraints.txt").write_text(HEAD + rows, encoding="utf-8")
