"""The versions of what draws: libraries, Python, the machine."""

from __future__ import annotations

import importlib.metadata
import platform
import sys

__all__ = ["versions"]

#: Distributions whose names differ from what is imported.
_DISTRIBUTIONS = {"PIL": "pillow", "yaml": "pyyaml", "mpl_toolkits": "matplotlib"}


def versions(*libraries: str) -> dict[str, str]:
    """Return the versions of some libraries, and of what draws every figure."""
    found = {}
    for library in sorted({*libraries, "matplotlib", "numpy"}):
        try:
            version = importlib.metadata.version(_DISTRIBUTIONS.get(library, library))
        except importlib.metadata.PackageNotFoundError:
            version = "?"
        found[f"library {library}"] = version
    major, minor = sys.version_info[:2]
    return found | {"python": f"{major}.{minor}-{platform.machine()}"}
