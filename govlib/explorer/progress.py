"""Tell whoever builds which explorer is drawn, and what became of it.

The kernels that draw write a line into the file that ``GOVLIB_PROGRESS`` names; the process that
builds reads them there while it waits for the kernel.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

__all__ = ["Watch", "tell"]


def tell(**facts: Any) -> None:
    """Write some facts for whoever builds, if anyone does."""
    if path := os.environ.get("GOVLIB_PROGRESS"):
        with open(path, "a", encoding="utf-8") as file:
            file.write(json.dumps(facts) + "\n")


class Watch:
    """Reads what kernels tell, as they tell it.

    Parameters
    ----------
    path : pathlib.Path
        The file; it is made new.
    heard : callable
        Called with the facts of each line, from a thread of its own.
    """

    def __init__(self, path: Path, heard: Callable[[dict[str, Any]], None]) -> None:
        self.path, self.heard = path, heard
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
        self._at = 0
        self._lock = threading.Lock()
        self._over = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while not self._over.wait(0.3):
            self.look()

    def look(self) -> None:
        """Read what has been told since the last look."""
        with self._lock, open(self.path, encoding="utf-8") as file:
            file.seek(self._at)
            while (line := file.readline()).endswith("\n"):
                self._at = file.tell()
                self.heard(json.loads(line))

    def close(self) -> None:
        """Read the rest, and remove the file."""
        self._over.set()
        self.look()
        self.path.unlink(missing_ok=True)
