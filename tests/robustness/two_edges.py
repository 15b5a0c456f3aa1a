"""How far the verdicts of *One network, two edges* reach: what was varied, and what held.

``python tests/robustness/two_edges.py`` runs all cases and prints one line a sentence;
``cases(quick=True)`` is the part that a test runs each time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from govlib import networks

__all__ = ["Count", "cases", "run"]


@dataclass(frozen=True)
class Count:
    """A sentence, what was varied, and in how many cases it held, failed, or neither."""

    sentence: str
    varied: str
    held: int
    failed: int
    ties: int = 0

    @property
    def share(self) -> float:
        """Share of all cases in which it held."""
        return self.held / self.total

    @property
    def total(self) -> int:
        """Number of cases."""
        return self.held + self.failed + self.ties


def _banks(quick: bool) -> Iterator[Count]:
    """Trouble crosses borders; more links or fewer."""
    capitals, exposures = ((0.04, 0.06), (0.2, 0.4)) if quick else (
        (0.03, 0.04, 0.06, 0.08), (0.2, 0.4, 0.6)
    )  # fmt: skip
    count, sizes = (3, [0.15, 0.5, 1.0]) if quick else (10, [0.15, 0.5, 1.0])
    runs = np.array(
        [
            networks.bundled_failures(
                sizes,
                bundlings=count,
                capital=capital,
                exposure=exposure,
                depositors=depositors,
                rng=7,
            )
            for capital in capitals
            for exposure in exposures
            for depositors in ("first", "equal")
        ]
    )
    varied = (
        f"capital {capitals}, exposure {exposures}, depositors first or equal, shocks {sizes}, "
        f"all links and {count} bundlings"
    )
    beyond = runs > 1  # more than one on average: somebody brings down another
    for name, part in (("of 15 percent", beyond[..., 0]), ("of half or more", beyond[..., 1:])):
        yield Count(
            f"trouble {name} at home brings down others, for at least one country that is hit",
            varied,
            int(part.sum()),
            int((~part).sum()),
        )
    few, full = runs[:, 1:], runs[:, :1]
    fewer, more = int((few < full).sum()), int((few > full).sum())
    yield Count(
        "more countries fail over all links than over few (mean over who is hit)",
        varied,
        fewer,
        more,
        few.size - fewer - more,
    )


def _contagion(quick: bool) -> Iterator[Count]:
    """Moved links speed up news; they stop or slow a norm, with and without width or slips."""
    worlds = range(3 if quick else 20)
    grid = [(60, 4), (60, 6)] if quick else [(60, 4), (60, 6), (200, 4), (200, 6), (200, 10)]
    chances = (0.1,) if quick else (0.05, 0.1, 0.2)
    varied = f"size and partners {grid}, chances {chances}, {len(worlds)} worlds"

    def runs(need: int, k: int, n: int) -> Iterator[tuple[networks.Spread, networks.Spread]]:
        ring = networks.complex_contagion(networks.ring_lattice(n, k), need, range(need))
        for p in chances:
            for i in worlds:
                world = networks.watts_strogatz(n, k, p, rng=i)
                yield ring, networks.complex_contagion(world, need, range(need))

    def count(sentence: str, pairs: list[tuple[networks.Spread, networks.Spread]]) -> Count:
        faster = sum(b.complete and b.steps < a.steps for a, b in pairs)
        same = sum(b.complete and b.steps == a.steps for a, b in pairs)
        return Count(sentence, varied, faster, len(pairs) - faster - same, same)

    news = [pair for n, k in grid for pair in runs(1, k, n)]
    yield count("news gains by moved links", news)
    tight = [pair for n, k in grid for pair in runs(k // 2, k, n)]
    yield count("a norm that needs all the width there is gains by moved links", tight)
    wide = [pair for n, k in grid if k > 4 for pair in runs(2, k, n)]
    yield count("a norm of two examples with width to spare gains by moved links", wide)
    for slip in (0.05,) if quick else (0.0, 0.01, 0.02, 0.05):
        a = [networks.steps_with_slips(0, 2, slip, rng=i) for i in worlds]
        b = [networks.steps_with_slips(0.1, 2, slip, rng=i) for i in worlds]
        held = sum(y is not None and y < x for x, y in zip(a, b, strict=True))
        yield Count(
            "a norm of two examples among four partners gains by moved links after all",
            f"one example is enough with chance {slip} a step, 200 countries, one link in ten",
            held,
            len(a) - held,
        )


def cases(*, quick: bool = False) -> list[Count]:
    """Return the counts of all sentences."""
    return [*_banks(quick), *_contagion(quick)]


def run(*, quick: bool = False) -> None:
    """Print what was varied, and what held."""
    for c in cases(quick=quick):
        print(f"{c.sentence}: held {c.held}, failed {c.failed}, ties {c.ties} ({c.share:.0%})")
        print(f"    varied: {c.varied}")


if __name__ == "__main__":
    run()
