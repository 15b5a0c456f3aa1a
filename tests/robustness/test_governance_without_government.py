"""The robustness line of *Rules without a ruler*, solved a second way."""

import runpy
from pathlib import Path

from govlib.published import get
from govlib.published.ii_reciprocity import DISCOUNTS, KEPT, KINDS, rule_cases

script = runpy.run_path(str(Path(__file__).with_name("governance_without_government.py")))


def test_counts_are_those_of_the_table():
    counts = script["run"]()
    any_rule, alone = get("II.B10").value, get("II.B11").value
    assert {name: counts[name] for name in KINDS} == {
        name: (tuple(some), tuple(one))
        for name, some, one in zip(KINDS, any_rule, alone, strict=True)
    }
    assert set(counts) == set(KINDS)


def test_with_few_errors_it_fails_only_at_the_first_chance_above_the_bound():
    """So the chapter says, and that two named rules are all that hold."""
    names = [one.name for one in script["field"]()]
    holding, failures = set(), 0
    for kind, game, discount, noise in rule_cases():
        if kind != KINDS[1]:
            continue
        held = {
            name
            for i, name in enumerate(names)
            if script["with_its_twin"](i, discount, noise)[0, 0] >= KEPT * (1 - noise) ** 2
            and script["stable"](i, game.matrix, discount, noise)
        }
        holding |= held
        if not held:
            failures += 1
            assert discount == min(d for d in DISCOUNTS if d >= game.critical_discount)
    assert holding == {"contrite tit for tat", "win-stay, lose-shift"}
    assert failures == get("II.B10").value[1][1]
