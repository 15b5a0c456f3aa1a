"""Words in a student's cell that have no place in an answer, and are worth a look.

The tests do not depend on this list: they run where the student's code cannot reach. It tells the
teacher that somebody tried.
"""

from __future__ import annotations

import re

_TRICKS = {
    r"\b(input|ast)_transformers?\w*": "rewrites code before it runs",
    r"\b__builtins__\b|\bbuiltins\b": "reaches for Python's builtins",
    r"\b_exit\b|\bos\.(kill|abort)\b|\bsignal\.": "ends or signals processes",
    r"^\s*(exit|quit)\s*\(|\bsys\.exit\b|\bSystemExit\b": "ends the notebook",
    r"\bctypes\b|\bcffi\b": "leaves Python (ctypes)",
    r"\bsubprocess\b|\bos\.(system|popen|fork|exec\w*|spawn\w*)\b|^\s*[!]": "starts processes",
    r"\bsocket\b|\burllib\b|\brequests\b|\bhttp\.client\b": "asks for the network",
    r"\b_getframe\b|\binspect\.(stack|currentframe)|\bgc\.get_|\bsettrace\b": "looks at its caller",
    r"/proc\b|/dev/fd|/kit\b|\bos\.environ\b": "looks around the machine",
    r"\bgovlib[\w.]*\.\w+\s*=(?!=)|\bsetattr\s*\(": "changes a library",
}


def tricks(source: str) -> list[str]:
    """Return what looks like a trick in a cell.

    Examples
    --------
    >>> tricks("import builtins; builtins.all = lambda x: True")
    ["reaches for Python's builtins"]
    """
    return [what for pattern, what in _TRICKS.items() if re.search(pattern, source, re.M)]
