"""System calls that a sandbox refuses: they hold memory that belongs to no process.

The guard weighs processes. Memory in a file without a name, in a segment of System V, or in a file
system that somebody mounts in a namespace of her own weighs nothing there, and there is no end to
it. No answer needs any of it; whoever asks is told that the kernel does not have it.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import sys
from typing import NamedTuple


class _Numbers(NamedTuple):
    """How an architecture numbers itself and its calls: ``linux/audit.h``, ``asm/unistd.h``."""

    itself: int
    refused: dict[str, int]
    clone: int


_SAME = {"clone3": 435, "io_uring_setup": 425, "memfd_secret": 447}
_KNOWN = {
    "x86_64": _Numbers(
        0xC000003E,
        {"memfd_create": 319, "shmget": 29, "unshare": 272, "setns": 308, **_SAME},
        clone=56,
    ),
    "aarch64": _Numbers(
        0xC00000B7,
        {"memfd_create": 279, "shmget": 194, "unshare": 97, "setns": 268, **_SAME},
        clone=220,
    ),
}

#: steps of a filter, as linux/bpf_common.h numbers them
_LOAD, _EQUALS, _AT_LEAST, _HAS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
#: where linux/seccomp.h puts the call, the architecture and the first argument
_CALL, _ARCHITECTURE, _FIRST = 0, 4, 16
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.ENOSYS
#: calls of x86-64's second numbering begin here
_OTHER_NUMBERS = 0x40000000
_NEW_USER_NAMESPACE = 0x10000000
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2


class _Step(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_uint16),
        ("yes", ctypes.c_uint8),
        ("no", ctypes.c_uint8),
        ("value", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("steps", ctypes.POINTER(_Step)))


def refuse() -> bool:
    """Refuse these calls to this process and all that it starts; return whether that is done.

    On an architecture whose numbers are not known here, nothing is refused.
    """
    numbers = _KNOWN.get(platform.machine())
    if numbers is None or sys.maxsize < 2**32:  # a Python of 32 bits calls by other numbers
        return False
    steps = _steps(numbers)
    program = _Program(len(steps), (_Step * len(steps))(*steps))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)  # the kernel asks for it
    return bool(libc.prctl(_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0)


def _steps(numbers: _Numbers) -> list[_Step]:
    """Return the filter; each test of it skips the step below if it does not hold."""
    steps = [
        _Step(_LOAD, 0, 0, _ARCHITECTURE),
        _Step(_EQUALS, 1, 0, numbers.itself),
        _Step(_RETURN, 0, 0, _REFUSE),
        _Step(_LOAD, 0, 0, _CALL),
        _Step(_AT_LEAST, 0, 1, _OTHER_NUMBERS),
        _Step(_RETURN, 0, 0, _REFUSE),
    ]
    for number in sorted(numbers.refused.values()):
        steps += [_Step(_EQUALS, 0, 1, number), _Step(_RETURN, 0, 0, _REFUSE)]
    return [
        *steps,
        _Step(_EQUALS, 0, 3, numbers.clone),
        _Step(_LOAD, 0, 0, _FIRST),
        _Step(_HAS, 0, 1, _NEW_USER_NAMESPACE),
        _Step(_RETURN, 0, 0, _REFUSE),
        _Step(_RETURN, 0, 0, _ALLOW),
    ]
