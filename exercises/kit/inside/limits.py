"""Limits that a process in a sandbox sets for itself.

It cannot raise them again: it has no capability to.
"""

from __future__ import annotations

import ctypes
import os
import resource
import tempfile
from pathlib import Path

from .calls import refuse

#: seconds of the clock that a second of work may take, on a busy machine
PATIENCE = 3

#: seconds of the clock for what is ours: to start, to copy a process. A busy machine needs many,
#: and whoever is handed in then must not be blamed for it
OURS = 180.0

#: seconds of the clock after its last in which a process may say that it was stopped
GRACE = 15.0


def confine(memory: int, seconds: int) -> None:
    """Limit address space in MB, processor seconds, files, and what the kernel does for it."""
    for what, most in (
        (resource.RLIMIT_AS, memory * 2**20),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 64 * 2**20),
        (resource.RLIMIT_NOFILE, 256),
        (resource.RLIMIT_NPROC, 128),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))
    refuse()


def keep_to(own: Path) -> bool:
    """Let this process and its children write in one folder only, and not read its siblings.

    It becomes their folder for scratch files. Landlock does the rest, where the kernel has it
    (Linux 5.13 and later); returns whether it does.
    """
    os.environ["TMPDIR"] = tempfile.tempdir = str(own)
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(_CREATE, None, 0, 1)
    if version < 1:
        return False
    every = _WRITE | _READ | (_TRUNCATE if version >= 3 else 0)
    rules = libc.syscall(_CREATE, ctypes.byref(ctypes.c_uint64(every)), 8, 0)
    if rules < 0:
        return False
    _allow(libc, rules, own, every)
    for name in os.listdir("/"):
        if name not in ("tmp", "dev"):
            _allow(libc, rules, Path("/", name), _READ)
    for path in own.parents[1].iterdir():
        if path != own.parent:
            _allow(libc, rules, path, _READ)
    for name in ("null", "zero", "full", "random", "urandom"):
        _allow(libc, rules, Path("/dev", name), _READ_FILE | _WRITE_FILE)
    libc.prctl(38, 1, 0, 0, 0)  # no new privileges: the kernel asks for it
    done = libc.syscall(_RESTRICT, rules, 0) == 0
    os.close(rules)
    return done


#: system calls of Landlock, and rights on files, as the kernel's linux/landlock.h numbers them
_CREATE, _ADD, _RESTRICT = 444, 445, 446
_WRITE_FILE, _READ_FILE = 1 << 1, 1 << 2
_READ = 1 << 0 | _READ_FILE | 1 << 3
_WRITE = _WRITE_FILE | sum(1 << bit for bit in range(4, 13))
_TRUNCATE = 1 << 14
_FILES_ONLY = 1 << 0 | _WRITE_FILE | _READ_FILE | _TRUNCATE


class _Below(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def _allow(libc: ctypes.CDLL, rules: int, path: Path, what: int) -> None:
    try:
        at = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    what = what if path.is_dir() else what & _FILES_ONLY
    libc.syscall(_ADD, rules, 1, ctypes.byref(_Below(what, at)), 0)
    os.close(at)
