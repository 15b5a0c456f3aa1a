"""The files in what an instructor collects, a zip or a folder, each with what is odd about it.

No entry stops the others: one that is damaged, locked, too large or a link is there with that
reason in place of its data. Nothing is unpacked to the disk, and no link is followed.
"""

from __future__ import annotations

import io
import os
import stat
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kit.reading import LARGEST, whole
from kit.release import FailedError

#: bytes of all files together that are read from one zip
MOST = 4 * 2**30

#: what systems and editors leave beside people's files; nobody hands it in
_JUNK = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini", ".git", ".ipynb_checkpoints")
_JUNK_START = ("._", ".~", "~$")


@dataclass(frozen=True)
class Member:
    """One file.

    Attributes
    ----------
    path : PurePosixPath
        Where it stood.
    data : bytes
        What it holds; nothing if ``why`` says why not.
    why : str
        Why it could not be read.
    time : float
        When it was changed, in seconds.
    name : str
        Its whole name as it stood in the zip.
    """

    path: PurePosixPath
    data: bytes = b""
    why: str = ""
    time: float = 0.0
    name: str = ""


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
    left = MOST
    with archive:
        for entry in archive.infolist():
            if entry.is_dir():
                continue
            left -= entry.file_size
            data, why = (b"", "it is too large") if left < 0 else _entry(archive, entry)
            yield Member(_safe(_name(entry)), data, why, _changed(entry), entry.filename)


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


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> tuple[bytes, str]:
    if stat.S_ISLNK(entry.external_attr >> 16):
        return b"", "it is a link, not a file"
    if entry.file_size > LARGEST:
        return b"", f"it is larger than {LARGEST // 2**20} MB"
    if entry.flag_bits & 0x1:
        return b"", "it is locked by a password"
    try:
        return archive.read(entry), ""
    except Exception as problem:  # zlib, CRC, lengths, methods: whatever damage there is
        return b"", f"it is damaged ({whole(str(problem))[:80]})"


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
            data, why, changed = _file(path)
            yield Member(_safe(str(inner)), data, why, changed, str(inner))


def _file(path: Path) -> tuple[bytes, str, float]:
    try:
        told = path.lstat()
        if stat.S_ISLNK(told.st_mode):
            return b"", f"it is a link to {whole(os.readlink(path))[:80]}", told.st_mtime
        if not stat.S_ISREG(told.st_mode):
            return b"", "it is not a file", told.st_mtime
        if told.st_size > LARGEST:
            return b"", f"it is larger than {LARGEST // 2**20} MB", told.st_mtime
        return path.read_bytes(), "", told.st_mtime
    except OSError as problem:
        return b"", f"it cannot be read ({problem.strerror})", 0.0
