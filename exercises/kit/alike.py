"""Answers that resemble one another, once what the release gave to all is taken out.

Code is compared by its tokens, with all names made one, so that a copy with other names is still
a copy; text by its words. Two answers are as alike as the runs of five tokens, or words, that both
hold (their Jaccard index). That is a reason to read them beside each other, and proves nothing:
short right answers to one question look alike.
"""

from __future__ import annotations

import difflib
import io
import keyword
import re
import tokenize
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

#: how long a run is, how many an answer must have, and from when on two are alike
RUN = 5
FEWEST = {"code": 30, "markdown": 20}
ALIKE = {"code": 0.8, "markdown": 0.3}


@dataclass(frozen=True)
class Group:
    """Students whose answers to one question are alike.

    Attributes
    ----------
    cell : str
        The question's cell.
    students : tuple of str
        All of them.
    pair : tuple of str
        The two most alike.
    share : float
        How alike these are, between 0 and 1.
    sources : tuple of str
        What the two wrote, without the release.
    """

    cell: str
    students: tuple[str, ...]
    pair: tuple[str, str]
    share: float
    sources: tuple[str, str]


def own(source: str, release: str) -> str:
    """Return an answer without the lines that the release gave."""
    given = {line.strip() for line in release.splitlines()}
    return "\n".join(line for line in source.splitlines() if line.strip() not in given).strip("\n")


def runs(source: str, kind: str) -> frozenset[tuple[str, ...]]:
    """Return the runs of tokens of code, or of words of a text."""
    parts = _tokens(source) if kind == "code" else re.findall(r"\w+", source.casefold())
    return frozenset(zip(*(parts[i:] for i in range(RUN)), strict=False))


def _tokens(source: str) -> list[str]:
    found = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.NAME:
                found.append(token.string if keyword.iskeyword(token.string) else "name")
            elif token.type in (tokenize.NUMBER, tokenize.STRING, tokenize.OP):
                found.append(token.string)
    except (tokenize.TokenError, SyntaxError):
        return re.findall(r"\w+|[^\w\s]", source)  # it does not parse: compare it as it stands
    return found


def groups(
    answers: Mapping[str, Mapping[str, str]], release: Mapping[str, tuple[str, str]]
) -> list[Group]:
    """Return who answered alike, the most alike first.

    Parameters
    ----------
    answers : mapping
        By student, the source of each answer cell.
    release : mapping
        By cell, its kind (``code`` or ``markdown``) and the source that all were given.
    """
    found = []
    for cell, (kind, given) in release.items():
        texts = {who: own(said.get(cell, ""), given) for who, said in answers.items()}
        held = {who: runs(text, kind) for who, text in texts.items()}
        held = {who: some for who, some in held.items() if len(some) >= FEWEST[kind]}
        graph = nx.Graph()
        for one, other in combinations(sorted(held), 2):
            share = len(held[one] & held[other]) / len(held[one] | held[other])
            if share >= ALIKE[kind]:
                graph.add_edge(one, other, share=share)
        for members in nx.connected_components(graph):
            edges = graph.subgraph(members).edges(data="share")
            one, other, share = max(edges, key=lambda edge: (edge[2], edge[0], edge[1]))
            pair, sources = (one, other), (texts[one], texts[other])
            found.append(Group(cell, tuple(sorted(members)), pair, share, sources))
    return sorted(found, key=lambda group: (-group.share, group.cell))


def beside(one: str, other: str) -> list[tuple[str, str, bool]]:
    """Return two texts line by line beside each other, and whether the lines are the same."""
    left, right = one.splitlines(), other.splitlines()
    rows: list[tuple[str, str, bool]] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, left, right).get_opcodes():
        for i in range(max(b - a, d - c)):
            first = left[a + i] if a + i < b else ""
            second = right[c + i] if c + i < d else ""
            rows.append((first, second, tag == "equal"))
    return rows
