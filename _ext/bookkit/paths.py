"""Where the parts of this repository are, and who hosts it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
for folder in (ROOT, ROOT / "tools"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))


def repository(environment: dict[str, str] | os._Environ[str] = os.environ) -> str:
    """Return the address of the repository on GitHub; empty if this checkout has none.

    On GitHub Actions it is the repository that builds, so a fork links to itself; elsewhere the
    remote ``origin``.
    """
    if name := environment.get("GITHUB_REPOSITORY"):
        return f"https://github.com/{name}"
    command = ["git", "-C", str(ROOT), "remote", "get-url", "origin"]
    try:
        told = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:  # a copy from an archive is built where there is no git
        return ""
    match = re.fullmatch(r"(?:https://|git@|ssh://git@)github\.com[:/](.+?/.+?)(?:\.git)?/?", told)
    return f"https://github.com/{match[1]}" if match else ""
