"""Robustness of *Rules without a ruler*: where some rule of conduct is kept by nobody's force.

    python tests/robustness/governance_without_government.py

The sentence: among two, some strategy of the fifteen that cooperates with its twin (in at least
four fifths of the moves that slips allow) is collectively stable. Varied: the four payoffs, the
chance of another meeting, the chance of an error; and beside it the same for tit for tat alone.
A best answer is found here by trying *every* plan on the states of the machine, solved as linear
equations, and not by the policy iteration of the library.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from functools import cache

import numpy as np

from govlib.games.strategies import field
from govlib.published.ii_reciprocity import KEPT, rule_cases


@cache
def plans(number: int, noise: float) -> tuple[np.ndarray, ...]:
    """Return for every plan against a machine its outcomes and moves between the states.

    Shapes (plans, states, 2, 2), own move first, and (plans, states, states).
    """
    one = field()[number]
    size = len(one)
    theirs = np.array([one.chance, 1 - one.chance]) * (1 - 2 * noise) + noise
    outcomes, moves = [], []
    for wish in itertools.product((0, 1), repeat=size):
        own = np.where(np.array(wish) == np.array([[0], [1]]), 1 - noise, noise)
        both = own[:, None] * theirs[None]  # (own move, other's move, state)
        step = np.zeros((size, size))
        for x, y, s in itertools.product((0, 1), (0, 1), range(size)):
            step[s, one.after[s, y, x]] += both[x, y, s]
        outcomes.append(np.moveaxis(both, 2, 0))
        moves.append(step)
    return np.array(outcomes), np.array(moves)


@cache
def with_its_twin(number: int, discount: float, noise: float) -> np.ndarray:
    """Return how often each outcome occurs between twins, discounted, adding up to 1."""
    one = field()[number]
    size = len(one)
    chance = np.array([one.chance, 1 - one.chance]) * (1 - 2 * noise) + noise
    step, both = np.zeros((size * size, size * size)), np.zeros((2, 2, size * size))
    for a, b, x, y in itertools.product(range(size), range(size), (0, 1), (0, 1)):
        p = chance[x, a] * chance[y, b]
        both[x, y, a * size + b] = p
        step[a * size + b, one.after[a, x, y] * size + one.after[b, y, x]] += p
    begin = np.zeros(size * size)
    begin[one.start * size + one.start] = 1 - discount
    visits = np.linalg.solve(np.eye(size * size) - discount * step.T, begin)
    return both @ visits


@cache
def best_outcomes(number: int, discount: float, noise: float) -> np.ndarray:
    """Return how often each outcome occurs under each plan, shape (plans, 2, 2)."""
    outcomes, moves = plans(number, noise)
    size = moves.shape[1]
    begin = np.zeros(size)
    begin[field()[number].start] = 1 - discount
    system = np.eye(size) - discount * moves.swapaxes(1, 2)
    visits = np.linalg.solve(system, np.broadcast_to(begin, (len(moves), size))[..., None])[..., 0]
    return np.einsum("ps,psxy->pxy", visits, outcomes)


def stable(number: int, matrix: np.ndarray, discount: float, noise: float) -> bool:
    """Tell whether no plan earns more against the machine than the machine itself."""
    best = np.einsum("pxy,xy->p", best_outcomes(number, discount, noise), matrix).max()
    own = float((with_its_twin(number, discount, noise) * matrix).sum())
    return bool(best <= own + 1e-9 * np.abs(matrix).max())


def run(draws: int = 25) -> dict[str, tuple[tuple[int, int], tuple[int, int]]]:
    """Count for each variation where the sentence held and did not: any rule, tit for tat."""
    names = [one.name for one in field()]
    counts: dict[str, list[list[int]]] = defaultdict(lambda: [[0, 0], [0, 0]])
    for name, game, discount, noise in rule_cases(draws):
        holds = [
            stable(i, game.matrix, discount, noise)
            for i in range(len(names))
            if with_its_twin(i, discount, noise)[0, 0] >= KEPT * (1 - noise) ** 2
        ]
        counts[name][0][not any(holds)] += 1
        counts[name][1][not stable(names.index("tit for tat"), game.matrix, discount, noise)] += 1
    return {name: (tuple(any_rule), tuple(tft)) for name, (any_rule, tft) in counts.items()}


if __name__ == "__main__":
    for name, (any_rule, tft) in run().items():
        print(f"{name}: some rule held in {any_rule[0]}, in {any_rule[1]} none; tit for tat {tft}")
