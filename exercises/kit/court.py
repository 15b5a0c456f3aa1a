"""The court: a sandbox in which the tests of an assignment are judged.

Its process runs the assignment's own cells once, which import for seconds. Each submission is
judged in a copy of that process, made before any of its answers comes and gone after the last. So
nothing of one submission meets the next, and none waits for imports.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from kit.inside.limits import OURS
from kit.inside.wire import GoneError, Line
from kit.sandbox import Box, Limits


class Court:
    """A court for one assignment, which sits on one submission at a time.

    Parameters
    ----------
    given : list of str
        The assignment's own cells (imports, data), which the tests rely on.
    limits : Limits
        What each submission may use of it.
    """

    def __init__(self, given: list[str], limits: Limits) -> None:
        self.given, self.limits = given, limits
        self.box = Box("judge", 1, limits)
        self._line = Line(self.box.ends[0])
        self._begun = self._called = False

    def suits(self, given: list[str], limits: Limits) -> bool:
        """Tell whether it still runs, and would be the same if it were made anew."""
        alive = self.box.process.poll() is None
        return alive and (self.given, self.limits) == (given, limits)

    def call(self) -> None:
        """Let it get ready for a submission, while the notebook runs."""
        if not self._begun:
            self._line.send({"given": self.given})
            self._begun = True
        self._line.send({"sit": True})
        self._called = True

    def ready(self) -> Line:
        """Return the line to what judges the submission, once it is ready.

        Raises
        ------
        GoneError, TimeoutError
            If it does not get ready, such as if the given cells do not run.
        """
        if self._called:
            self._line.receive(OURS)
            self._called = False
        return self._line

    def dismiss(self) -> None:
        """Let it forget the submission."""
        self.ready().send({"over": True})

    def close(self) -> None:
        """End it."""
        self.box.close()


class _Kept:
    """Whether this process keeps its court from one submission to the next, and that court."""

    wanted = False
    court: Court | None = None


@contextlib.contextmanager
def kept() -> Iterator[None]:
    """Keep a court for all submissions that this process runs meanwhile, and end it then."""
    _Kept.wanted = True
    try:
        yield
    finally:
        _Kept.wanted = False
        if _Kept.court is not None:
            _Kept.court.close()
            _Kept.court = None


@contextlib.contextmanager
def sitting(given: list[str], limits: Limits) -> Iterator[Court]:
    """Yield a court that sits on one submission."""
    court, _Kept.court = _Kept.court, None
    if court is None or not court.suits(given, limits):
        if court is not None:
            court.close()
        court = Court(given, limits)
    whole = False
    try:
        court.call()
        yield court
        with contextlib.suppress(GoneError, TimeoutError):  # it was not asked, or has said so
            court.dismiss()
            whole = True
    finally:
        if whole and _Kept.wanted:
            _Kept.court = court
        else:
            court.close()
