"""Processes that grade one submission after another, so that the end of one is only one failure.

A process keeps what it has imported, and its court, from one submission to the next. What ends it
or holds it up for too long costs the submission it was at; the next one gets a new process.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection, wait

from kit import court

#: a copy has imported what this process has
_FORK = multiprocessing.get_context("fork")


class Worker:
    """A process that does its work for one student at a time.

    Parameters
    ----------
    work : callable
        Gets the name of a student.
    """

    def __init__(self, work: Callable[[str], None]) -> None:
        self.line, theirs = _FORK.Pipe()
        self.process = _FORK.Process(target=_serve, args=(work, theirs), daemon=True)
        self.process.start()
        theirs.close()
        self.student, self.begin = "", 0.0

    @property
    def seconds(self) -> float:
        """Seconds since it was last given something to do."""
        return time.monotonic() - self.begin

    def take(self, student: str) -> None:
        """Let it begin."""
        self.student, self.begin = student, time.monotonic()
        self.line.send(student)

    def outcome(self) -> str:
        """Return why it has not done its work; nothing if it has."""
        if not self.line.poll():
            self.process.kill()
            return "it took too long"
        try:
            self.line.recv()
        except EOFError:
            self.process.join()
            return f"its process ended ({self.process.exitcode})"
        return ""

    def close(self) -> None:
        """End it; hanging up would not do, since a later worker holds a copy of the line."""
        with contextlib.suppress(OSError):  # it has ended already
            self.line.send(None)
        self.process.join()


def _serve(work: Callable[[str], None], line: Connection) -> None:
    """Work until there is no student any more."""
    with court.kept():
        for student in iter(line.recv, None):
            work(student)
            line.send(student)


def each(
    work: Callable[[str], None], students: list[str], jobs: int, patience: float
) -> Iterator[tuple[str, str, float]]:
    """Do some work for each student, for some of them at the same time.

    Parameters
    ----------
    work : callable
        Gets the name of a student.
    students : list of str
        For whom, in this order.
    jobs : int
        For how many at the same time.
    patience : float
        Seconds that it may take for one.

    Yields
    ------
    tuple of str, str, float
        A student, why the work was not done (nothing if it was), and seconds.
    """
    waiting = list(reversed(students))
    free: list[Worker] = []
    busy: list[Worker] = []
    while waiting or busy:
        while waiting and len(busy) < jobs:
            worker = free.pop() if free else Worker(work)
            worker.take(waiting.pop())
            busy.append(worker)
        told = wait([worker.line for worker in busy], timeout=5)
        for worker in [*busy]:
            if worker.line in told or worker.seconds > patience:
                seconds, why = worker.seconds, worker.outcome()
                busy.remove(worker)
                if why:
                    worker.close()
                else:
                    free.append(worker)
                yield worker.student, why, seconds
    for worker in free:
        worker.close()
