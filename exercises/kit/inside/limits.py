"""Limits that a process in a sandbox sets for itself before any foreign code runs in it.

It cannot raise them again: it has no capability to.
"""

from __future__ import annotations

import resource

#: seconds of the clock that a second of work may take, on a busy machine
PATIENCE = 3


def confine(memory: int, seconds: int) -> None:
    """Limit address space in MB, processor seconds, size of files and number of open files."""
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
