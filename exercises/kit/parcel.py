"""The files in what an instructor collects, a zip or a folder, each with what is odd about it.

No entry stops the others: one that is damaged, locked, too large or a link is there with that
reason in place of its data. Nothing is unpacked to the disk, no link is followed, and what a file
holds is read when it is asked for, so that nobody's files fill the memory that others' need.
"""

from __future__ import annotations

import io
import os
import stat
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from kit.reading import LARGEST, whole
from kit.release import FailedError

#: what systems and editors leave beside people's files; nobody hands it in
_JUNK = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini", ".git", ".ipynb_checkpoints")
_JUNK_START = ("._", ".~", "~$")


class UnreadableFileError(ValueError):
    """A file cannot be read; the message is a sentence about it."""


@dataclass(frozen=True)
class Member:
    """One file.

    Attributes
    ----------
    path : PurePosixPath
        Where it stood.
    load : callable
        Returns what it holds.
    size : int
        Bytes that it holds.
    why : str
        Why it is not to be read; nothing if it is.
    time : float
        When it was changed, in seconds.
    name : str
        Its whole name as it stood in the zip.
    """

    path: PurePosixPath
    load: Callable[[], bytes]
    size: int = 0
    why: str = ""
    time: float = 0.0
    name: str = ""

    def read(self) -> bytes:
        """Return what it holds.

        Raises
        ------
        UnreadableFileError
            If it is not to be read, or turns out to be damaged.
        """
        if self.why:
            raise UnreadableFileError(self.why)
        try:
            return self.load()
        except OSError as problem:
            raise UnreadableFileError(f"it cannot be read ({problem.strerror})") from None
        except Exception as problem:  # zlib, CRC, lengths, methods: whatever damage there is
            raise UnreadableFileError(f"it is damaged ({whole(str(problem))[:80]})") from None


def members(place: Path) -> list[Member]:
    """Return the files of a zip or a folder."""
    if not place.exists():
        raise FailedError(f"there is nothing at {place}")
    found = _zip(place) if place.is_file() else _folder(place)
    return [member for member in found if not _is_junk(member.path)]


def _is_junk(path: PurePosixPath) -> bool:
    return any(part in _JUNK for part in path.parts) or path.name.startswith(_JUNK_START)


def inside(data: bytes) -> list[Member]:
    """Return the files of a zip that somebody has handed in; none if it is no zip."""
    try:
        return [member for member in _zip(io.BytesIO(data)) if not _is_junk(member.path)]
    except FailedError:
        return []


def _zip(place: Path | io.BytesIO) -> Iterator[Member]:
    try:
        archive = zipfile.ZipFile(place)
    except (zipfile.BadZipFile, OSError, NotImplementedError):
        raise FailedError(f"{place} is not a zip file") from None
    for entry in archive.infolist():
        if not entry.is_dir():
            load = partial(archive.read, entry)
            path, moment = _safe(_name(entry)), _changed(entry)
            yield Member(path, load, entry.file_size, _locked(entry), moment, entry.filename)


def _name(entry: zipfile.ZipInfo) -> str:
    """Return the name of an entry; many programs write UTF-8 and do not say so."""
    if not entry.flag_bits & 0x800:
        try:
            return entry.filename.encode("cp437").decode("utf-8")
        except UnicodeError:
            pass
    return entry.filename


def _safe(name: str) -> PurePosixPath:
    parts = [p for p in PurePosixPath(whole(name).replace("\\", "/")).parts if p not in ("..", "/")]
    return PurePosixPath(*parts)


def _locked(entry: zipfile.ZipInfo) -> str:
    """Return why an entry is not to be read, or nothing."""
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "it is a link, not a file"
    if entry.file_size > LARGEST:
        return f"it is larger than {LARGEST // 2**20} MB"
    return "it is locked by a password" if entry.flag_bits & 0x1 else ""


def _changed(entry: zipfile.ZipInfo) -> float:
    try:
        return time.mktime((*entry.date_time, 0, 0, -1))
    except (ValueError, OverflowError):
        return 0.0


def _folder(place: Path) -> Iterator[Member]:
    for folder, folders, files in os.walk(place, followlinks=False):
        here = Path(folder)
        linked = [name for name in folders if (here / name).is_symlink()]
        folders[:] = sorted(set(folders) - set(linked))
        for name in sorted([*files, *linked]):
            path = here / name
            inner = path.relative_to(place)
            size, why, changed = _file(path)
            yield Member(_safe(str(inner)), path.read_bytes, size, why, changed, str(inner))


def _file(path: Path) -> tuple[int, str, float]:
    """Return the size of a file, why it is not to be read, and when it was changed."""
    try:
        told, why = path.lstat(), ""
        if stat.S_ISLNK(told.st_mode):
            why = f"it is a link to {whole(os.readlink(path))[:80]}"
        elif not stat.S_ISREG(told.st_mode):
            why = "it is not a file"
        elif told.st_size > LARGEST:
            why = f"it is larger than {LARGEST // 2**20} MB"
        return told.st_size, why, told.st_mtime
    except OSError as problem:
        return 0, f"it cannot be read ({problem.strerror})", 0.0
