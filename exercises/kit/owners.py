"""Whose a file is, told by how platforms and people name files and folders.

Canvas
    ``lastfirst[_LATE]_<user>_<file>_<name>``, all in one folder; a text or an address in place of
    a file is ``lastfirst[_LATE]_<user>_text.html`` or ``_link.html``. Where names are hidden,
    ``[LATE_]anon_<letters>`` stands for name and user.
Moodle
    ``Full Name_<participant>_assignsubmission_file/<name>``, or the same in one name.
Blackboard
    ``<work>_<user>_attempt_<date>_<name>``.
by hand
    A folder for each student, or a file for each, ``amy_two-edges.ipynb``; around them may be a
    folder that holds all, and folders for sections.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from kit.parcel import Member

_CANVAS = re.compile(
    r"(?P<name>[^/]+?)(?P<late>_LATE)?_(?P<user>\d+)_(?P<late2>LATE_)?(?P<attempt>\d+)_(?P<file>.+)",
    re.I,
)
_CANVAS_TEXT = re.compile(
    r"(?P<name>[^/]+?)(?P<late>_LATE)?_(?P<user>\d+)_(?P<file>(?:text|link)\.html)", re.I
)
_CANVAS_HIDDEN = re.compile(
    r"(?P<late>LATE_)?anon_(?P<user>[a-z\d]{5})_(?:(?P<attempt>\d+)_)?(?P<file>.+)", re.I
)
_MOODLE = re.compile(
    r"(?P<name>[^/]*?)_(?P<user>\d+)_assignsubmission_[a-z]+_?(?P<file>[^/]*)", re.I
)
_BLACKBOARD = re.compile(
    r"(?P<work>.+)_(?P<user>[^_/]+)_attempt_(?P<when>\d{4}(?:-\d\d){5})(?:_(?P<file>.+))?"
)

#: what is said of a file that the platform has marked; :mod:`kit.terms` reads it
LATE = "it was handed in late"

_WORDS = (
    r"(?:old|new|final|drafts?|backups?|copy|src|code|work|data|notebooks?|files?|untitled|"
    r"submissions?|submitted|downloads?|uploads?|homeworks?|assignments?|exercises?|attempts?|"
    r"versions?|answers?|solutions?|weeks?|test|tmp)"
)
_GROUPS = (
    r"(?:sections?|groups?|class|classes|course|tutorials?|seminars?|labs?|teams?|gruppen?|kurs|"
    r"groupes?|grupos?)"
)
#: folders that are never a student, and those among them in which two may have one name
_COMMON = re.compile(
    rf"[\W_]*(?:{_WORDS}|{_GROUPS})(?:[\W_]*(?:{_WORDS}|{_GROUPS}|\d+|[a-z]))*[\W_]*", re.I
)
_GROUP = re.compile(rf".*\b{_GROUPS}\b.*", re.I)


@dataclass
class Sent:
    """One file of one student.

    Attributes
    ----------
    key : str
        What tells her from others.
    who : str
        What she is called.
    file : str
        What the file was called, without what a platform added.
    member : Member
        The file.
    attempt : tuple of int or str
        The platform's count; the largest is the last. Nothing where no platform counts.
    look : list of str
        What a person should know.
    group : str
        The section or group in which she stands.
    """

    key: str
    who: str
    file: str
    member: Member
    attempt: tuple[int | str, ...] = ()
    look: list[str] = field(default_factory=list)
    group: str = ""


def owned(found: list[Member], assignments: list[str]) -> list[Sent]:
    """Return each file with its student."""
    sent: list[Sent] = []
    tree = _Folder()
    around = _around(found)
    for member in found:
        told = _platform(member, around)
        if told is None:
            tree.put(member.path.parts, member)
        else:
            sent.append(told)
    return sent + _apart(list(_inside(tree, assignments)))


def _around(found: list[Member]) -> set[PurePosixPath]:
    """Return the folders around all: no student's own, in which she could name files for others."""
    inside: dict[PurePosixPath, set[str]] = {}
    for member in found:
        for path in (member.path, *member.path.parents):
            if path.name:
                inside.setdefault(path.parent, set()).add(path.name)
    around, todo = set(), [PurePosixPath()]
    while todo:
        folder = todo.pop()
        around.add(folder)
        names = inside.get(folder, set())
        todo += [folder / name for name in names if len(names) == 1 or _COMMON.fullmatch(name)]
    return around


def _platform(member: Member, around: set[PurePosixPath]) -> Sent | None:
    """Tell by the form of a platform's names; nothing if it has none of them."""
    parts, flat = member.path.parts, member.path.parent in around
    for at, part in enumerate(parts):
        if PurePosixPath(*parts[:at]) not in around:
            break
        if told := _MOODLE.fullmatch(part):
            file = parts[-1] if part is not parts[-1] else told["file"] or part
            who = f"{told['name']}-{told['user']}"
            return Sent(f"moodle {told['user']}", who, file, member)
    if flat and (made := _canvas(member)):
        return made
    if flat and (told := _BLACKBOARD.fullmatch(parts[-1])):
        file = told["file"] or parts[-1]
        return Sent(f"blackboard {told['user']}", told["user"], file, member, (told["when"],))
    return None


def _canvas(member: Member) -> Sent | None:
    """Tell by the form of Canvas's names."""
    called = member.path.name
    if told := _CANVAS_HIDDEN.fullmatch(called):
        name, key = "anon", f"hidden {told['user']}"  # it is no number of the gradebook
    elif told := _CANVAS.fullmatch(called) or _CANVAS_TEXT.fullmatch(called):
        name, key = told["name"], f"canvas {told['user']}"
    else:
        return None
    said = told.groupdict()
    look = [LATE] if said["late"] or said.get("late2") else []
    file = re.sub(r"-\d+(\.\w+)$", r"\1", told["file"])  # Canvas counts names that come again
    attempt = int(said.get("attempt") or 0)
    return Sent(key, f"{name}-{told['user']}", file, member, (attempt,), look)


def _apart(sent: list[Sent]) -> list[Sent]:
    """Keep two people of one name in two groups apart."""
    groups: dict[str, set[str]] = {}
    for one in sent:
        groups.setdefault(one.key, set()).add(one.group)
    for one in sent:
        if len(groups[one.key]) > 1:
            one.key, one.who = f"{one.group}/{one.key}", f"{one.who} {one.group}"
    return sent


# ---- folders and files that people have named


class _Folder:
    def __init__(self) -> None:
        self.folders: dict[str, _Folder] = {}
        self.files: list[Member] = []

    def put(self, parts: tuple[str, ...], member: Member) -> None:
        if len(parts) < 2:
            self.files.append(member)
        else:
            self.folders.setdefault(parts[0], _Folder()).put(parts[1:], member)

    def every(self) -> Iterator[Member]:
        yield from self.files
        for folder in self.folders.values():
            yield from folder.every()


def _inside(tree: _Folder, assignments: list[str], group: str = "") -> Iterator[Sent]:
    """Yield the files of a folder that holds students."""
    for member in tree.files:
        who = person(member.path.name, assignments)
        key = who or f"nameless {member.path}"
        look = [] if who else ["its name does not tell whose it is"]
        yield Sent(key, who or "nameless", member.path.name, member, (), look, group)
    for name, folder in tree.folders.items():
        if _holds_students(name, folder, tree, assignments):
            apart = bool(_GROUP.fullmatch(name)) or not _is_common(name, assignments)
            yield from _inside(folder, assignments, name if apart else group)
        else:
            for member in folder.every():
                yield Sent(name, name, member.path.name, member, (), [], group)


def _holds_students(name: str, folder: _Folder, tree: _Folder, assignments: list[str]) -> bool:
    """Tell whether a folder is one around students, such as a section, and not a student's own."""
    alone = len(tree.folders) == 1 and not tree.files
    books = [member.path.name for member in folder.files if ".ipynb" in member.path.name.lower()]
    if books:
        people = {person(book, assignments).casefold() for book in books}
        people = {who for who in people if who and not _COMMON.fullmatch(who)}
        named = all(_is_named(book, assignments) for book in books)
        return len(people) > 1 and (named or alone or _is_common(name, assignments))
    people = {n for n in folder.folders if not _is_common(n, assignments)}
    if not people:
        return False
    if _is_common(name, assignments):
        return True
    # a student's own folders have names that other students' folders have too
    others = {n.casefold() for other, f in tree.folders.items() if other != name for n in f.folders}
    unlike = not any(n.casefold() in others for n in people)
    return unlike and (len(people) > 1 or alone)


def _is_common(name: str, assignments: list[str]) -> bool:
    return bool(_COMMON.fullmatch(name)) or not person(name, assignments)


def _is_named(file: str, assignments: list[str]) -> bool:
    """Tell whether a file is named for a person *and* an assignment."""
    return any(a.lower() in file.lower() for a in assignments) and bool(person(file, assignments))


def person(file: str, assignments: list[str]) -> str:
    """Return whom the name of a file names; nothing if it names only the assignment.

    Examples
    --------
    >>> person("amy_two-edges (2).ipynb", ["two-edges"]), person("two-edges-1.ipynb", ["two-edges"])
    ('amy', '')
    """
    stem = stray(_ENDING.sub("", file))
    for name in assignments:
        found = re.search(rf"(?:^|[_ .-]+){re.escape(name)}(?:$|(?=[_ .(-]))", stem, re.I)
        if found:
            before, after = stem[: found.start()], stem[found.end() :].strip(" _.-()")
            bare = not after or (after.isdigit() and len(after) < 4) or _COMMON.fullmatch(after)
            stem = before or ("" if bare else after)
    return stray(stem).strip(" _.-")


_ENDING = re.compile(r"(\.(?:ipynb|txt|json|zip|pdf|html?|py|md|docx?|bak))+$", re.I)
_STRAY = re.compile(
    r"^copy of |[-_ .]*(?:copy|copie|kopie|copia|backup|bak|checkpoint|autosave|conflicted copy.*|"
    r"conflict.*)[-_ ]?\(?\d*\)?$|~$|^backup[-_ ]?",
    re.I,
)
_COUNT = re.compile(r"[ _]?\((\d+)\)$")


def stray(stem: str) -> str:
    """Return the name of a file without what marks a copy or a backup.

    Examples
    --------
    >>> stray("two-edges-Copy1"), stray("Copy of amy"), stray("two-edges (3)")
    ('two-edges', 'amy', 'two-edges')
    """
    stem = _COUNT.sub("", stem)
    return _STRAY.sub("", stem)


def is_stray(path: PurePosixPath) -> bool:
    """Tell whether a file is a copy or backup that an editor or a platform made."""
    name = re.sub(r"\.(bak|backup|orig|old|tmp)$", "~", path.name, flags=re.I)
    stem = _COUNT.sub("", re.sub(r"\.ipynb(?=~?$)", "", name))
    folders = {part.casefold() for part in path.parts[:-1]}
    return bool(_STRAY.search(stem)) or bool(folders & {"backup", "backups", "old", "trash"})


def count(stem: str) -> int:
    """Return the number that a browser puts behind the name of a second download.

    Examples
    --------
    >>> count("two-edges (10)"), count("two-edges")
    (10, 0)
    """
    found = _COUNT.search(stem)
    return int(found[1]) if found else 0
