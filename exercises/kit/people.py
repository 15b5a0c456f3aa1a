"""Names of students as folders and as keys of the gradebook: safe, and never shared by two.

A safe name keeps letters of all scripts with their marks. What two people would share after that,
or only for capitals, gets a short sum of the full name behind it. Who has which name stays in
``students.json`` of the course, so that a student keeps hers.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata

from kit.course import Course

#: characters and bytes of the longest name; a file system takes 255 bytes with an ending
MOST, MOST_BYTES = 60, 180


def student_id(text: str) -> str:
    """Return a name that is safe as the name of a folder and of a student in the gradebook.

    Examples
    --------
    >>> student_id("../O'Brien, Zoë"), student_id("किरण"), student_id("..")
    ('O-Brien-Zoë', 'किरण', 'nameless')
    """
    text = unicodedata.normalize("NFC", text.strip())
    kept = (c if c in "_.@-" or unicodedata.category(c)[0] in "LMN" else "\0" for c in text)
    safe = re.sub("\0+", "-", "".join(kept))
    return _cut(safe, MOST, MOST_BYTES) or "nameless"


def _cut(text: str, most: int, most_bytes: int) -> str:
    text = text.strip("-._@")[:most]
    while len(text.encode()) > most_bytes:
        text = text[:-1]
    # a mark must not stand first, nor without its letter
    while text and unicodedata.category(text[0])[0] == "M":
        text = text[1:]
    return text.strip("-._@")


class People:
    """The names of a course's students.

    Parameters
    ----------
    course : Course
        The course.
    """

    def __init__(self, course: Course) -> None:
        self.path = course.root / "students.json"
        told = json.loads(self.path.read_text(encoding="utf-8")) if self.path.exists() else {}
        self.known: dict[str, str] = told
        self.taken = {name.casefold() for name in told.values()}

    def name(self, key: str, text: str) -> str:
        """Return the safe name of a student.

        Parameters
        ----------
        key : str
            What tells her from everybody else: a platform's number, or her name in full.
        text : str
            What her safe name is made from, the first time.
        """
        key = unicodedata.normalize("NFC", key)
        if key not in self.known:
            safe = student_id(text)
            whole = unicodedata.normalize("NFC", text.strip())
            cut = len(safe) < len(whole) and len(whole) > MOST
            if safe == "nameless" or cut or safe.casefold() in self.taken:
                mark = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:8]
                safe = f"{_cut(safe, MOST - 9, MOST_BYTES - 9)}-{mark}"
            self.known[key] = safe
            self.taken.add(safe.casefold())
        return self.known[key]

    def save(self) -> None:
        """Keep who has which name."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(self.known, indent=1, sort_keys=True)
        self.path.write_text(text + "\n", encoding="utf-8")
