"""Records: what happened to each submission besides its points."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kit.reading import line


def record_path(root: Path, assignment: str, student: str) -> Path:
    """Return the file that says what happened to a submission besides its points."""
    return root / "records" / assignment / f"{student}.json"


def note(path: Path, part: str, **values: Any) -> None:
    """Write one part of a record; what it says to people becomes lines."""
    if "look" in values:
        values["look"] = [line(reason) for reason in values["look"]]
    if "why" in values:
        values["why"] = line(values["why"])
    path.parent.mkdir(parents=True, exist_ok=True)
    told = read(path)
    told[part] = values
    path.write_text(json.dumps(told, indent=1))


def read(path: Path) -> dict[str, Any]:
    """Return all parts of a record; nothing if there is none."""
    return json.loads(path.read_text()) if path.exists() else {}
