"""Which wrong ideas a class shows.

A student shows an idea when she fails an item's tests just as the idea fails them: the same tests,
with the same messages. Ideas that fail alike cannot be told apart, and are counted together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kit import ideas, master
from kit.check import Trial
from kit.names import item_of

_KIND = re.compile(r"(?P<kind>\w+): ?(?P<text>.*)", re.S)


@dataclass(frozen=True)
class Shown:
    """Wrong ideas that fail alike, and who shows them.

    Attributes
    ----------
    item : int
        Number of the item.
    ideas : tuple of str
        What these students may think.
    who : tuple of str
        They.
    """

    item: int
    ideas: tuple[str, ...]
    who: tuple[str, ...]


def said(kind: str, text: str) -> str:
    """Return what tells one failure of a test from another: its message, or else its kind.

    Examples
    --------
    >>> said("AssertionError", "two givers"), said("KeyError", "'x'")
    ('two givers', 'KeyError')
    >>> said("HiddenTestFailed", "AssertionError: two givers")
    'two givers'
    """
    if not kind.endswith("Error") and (found := _KIND.match(text)):
        kind, text = found["kind"], found["text"]
    return text[:200] if kind == "AssertionError" and text else kind


def shown(assignment: str, seed: int, failed: Mapping[str, Mapping[str, str]]) -> list[Shown]:
    """Return how many show each idea, the most frequent of each item first.

    Parameters
    ----------
    assignment : str
        Name of the assignment.
    seed : int
        Seed of the course.
    failed : mapping
        By student, what each test said that failed.
    """
    by_item = {
        who: {item: _of(item, tests) for item in {item_of(test) for test in tests}}
        for who, tests in failed.items()
    }
    alike: dict[tuple[int, frozenset[tuple[str, str]]], list[str]] = {}
    for idea, tests in signatures(assignment, seed):
        alike.setdefault((idea.item, frozenset(tests.items())), []).append(idea.idea)
    found = [
        Shown(
            item,
            tuple(some),
            tuple(who for who, own in by_item.items() if own.get(f"q{item}") == tests),
        )
        for (item, tests), some in alike.items()
    ]
    return sorted(found, key=lambda row: (row.item, -len(row.who)))


def _of(item: str, tests: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    return frozenset((test, text) for test, text in tests.items() if item_of(test) == item)


def signatures(assignment: str, seed: int) -> list[tuple[ideas.Idea, dict[str, str]]]:
    """Return how each wrong idea that has code fails, with the numbers of a seed.

    Masters and their wrong ideas are our own, so they run here, without a sandbox.
    """
    told = master.load(assignment)
    numbers = told.numbers(seed)
    trial = Trial(told.notebook(numbers).cells)
    return [
        (idea, _failed(trial.verdicts({idea.cell: idea.source(numbers)}, item=f"q{idea.item}")))
        for idea in ideas.load(assignment)
        if idea.code
    ]


def _failed(verdicts: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    return {
        test: said(verdict["ename"], verdict["evalue"])
        for test, verdict in verdicts.items()
        if not verdict["passed"]
    }
