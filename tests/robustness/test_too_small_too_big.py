"""The robustness lines of *Too small and too big*, solved a second way."""

import runpy
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from govlib.nations import Districts, cooperative, critical_spillover, minimum_winning
from govlib.published import get
from govlib.published.v_levels import (
    FORMS,
    PARTS,
    changes_hands_once,
    delegates,
    leads,
    legislature_lead,
    one_way_lead,
    pairs,
    substitutes_lead,
    uniform_lead,
    wishes,
)

script = runpy.run_path(str(Path(__file__).with_name("too_small_too_big.py")))


def test_a_uniform_centre_is_ahead_by_as_much_the_second_way():
    """One case in nine, all sizes and benefits among them; all take the script a minute."""
    for m, form in list(product(wishes(), FORMS))[::9]:
        for part in (2, 6, 10):
            first = (uniform_lead(m, form)[part], substitutes_lead(m, form)[part])
            second = [script[name](m, form, PARTS[part]) for name in ("uniform", "substitutes")]
            # where the good is next to the same for all, giving is next to a matter of chance
            assert first == pytest.approx(second, rel=1e-4, abs=1e-5 * m.sum())


def test_for_a_uniform_centre_and_goods_that_go_both_ways_it_is_a_theorem():
    """Why these cases are not counted: none of them could fail."""
    for m, form in product(wishes(), FORMS):
        lead = uniform_lead(m, form)
        assert (np.diff(lead) > 0).all()
        assert changes_hands_once(lead)


@pytest.mark.parametrize("rule", ["cooperative", "narrow"])
def test_legislatures_are_ahead_by_as_much_the_second_way(rule):
    for m, form in pairs()[::4]:
        found = legislature_lead(m, form, rule)
        for part in (1, 4, 7, 9):
            assert found[part] == pytest.approx(script[rule](m, form, PARTS[part]), abs=1e-5)


def test_a_legislature_with_logarithms_is_that_of_the_library():
    for m in (m for m, form in pairs() if form == 0):
        pair, k = Districts(m), np.array(PARTS) / 2
        sent = [delegates(m, each, 0.0) for each in k]
        assert np.allclose(sent, cooperative(pair, k).delegates, atol=1e-7)
        local = pair.decentralised(k).surplus
        ahead = minimum_winning(pair, k).surplus - local
        assert np.allclose(legislature_lead(m, 0.0, "narrow"), ahead, atol=1e-12)


def test_counts_of_majorities_and_rivers_are_those_of_the_table():
    rivers = pairs() + [(m[::-1], form) for m, form in pairs() if m[0] != m[1]]
    for row, name, cases in ((3, "narrow", pairs()), (4, "one_way", rivers)):
        held = 0
        for m, form in cases:
            held += changes_hands_once(np.array([script[name](m, form, p) + 1e-7 for p in PARTS]))
        assert (held, len(cases) - held) == tuple(get("V.R1").value[row])


def test_all_cases_are_the_sum_of_the_families():
    every, *families = get("V.R1").value
    assert list(every) == np.sum(families, axis=0).tolist()


def test_a_good_of_all_is_better_left_local_where_legislatures_fight_over_what_pays():
    """With a benefit like the root of the amount, and wishes that part, no spillover is enough."""
    for rule in ("cooperative", "narrow"):
        never = [(m, form) for m, form in pairs() if legislature_lead(m, form, rule).max() < 0]
        assert [form for _, form in never] == [0.5] * get("V.R1").value[2][1]
        assert min(m[0] / m[1] for m, _ in never) == pytest.approx(4)
    far_apart = np.array([1.8, 0.2])
    for rule in ("cooperative", "narrow"):
        assert (legislature_lead(far_apart, 0.5, rule) < 0).all()
        assert legislature_lead(far_apart, 0.0, rule)[-1] > 0


def test_a_river_never_goes_to_a_uniform_centre_if_upstream_wants_as_much():
    for m, form in pairs():
        assert (one_way_lead(m, form) < 0).all()
    # with a thirsty district below it does
    assert changes_hands_once(one_way_lead(np.array([0.5, 1.5]), 0.0))


def test_a_lead_that_shrinks_is_found_the_second_way():
    shrinks = [np.diff(lead).min() < -1e-9 for lead in leads()["substitutes"]]
    assert sum(shrinks) == get("V.R5").value[0]
    where = shrinks.index(True)
    m, form = list(product(wishes(), FORMS))[where]
    at = int(np.diff(leads()["substitutes"][where]).argmin())
    before, after = (script["substitutes"](m, form, PARTS[i]) for i in (at, at + 1))
    assert after < before


def test_losses_of_the_better_level_are_small_as_often_the_second_way(monkeypatch):
    """The uniform centre and the narrow majority whole; the other one is slow that way."""
    quick = {name: script[name] for name in ("uniform", "narrow")}
    monkeypatch.setitem(script["small_losses"].__globals__, "CENTRES", quick)
    counts = {name: [0, 0] for name in quick}
    for name, held in script["small_losses"]():
        counts[name.split(", ")[1]][not held] += 1
    uniform, _, narrow = get("V.R2").value
    assert counts == {"uniform": list(uniform), "narrow": list(narrow)}


def test_whole_counts_of_borders_are_those_of_the_table():
    counts = {}
    for name, held in script["bent"]():
        counts.setdefault(name, [0, 0])[not held] += 1
    found = [tuple(counts[name]) for name in ("more", "fewer", "cheap")]
    assert found == [tuple(pair) for pair in get("V.R3").value[:3]]


def test_opening_keeps_its_signs():
    told = list(script["opening"](every=27))
    assert {word for name, word in told if name in ("best", "held")} == {"rises", "stays"}
    ratios = [word for name, word in told if name == "ratio"]
    assert ratios.count("falls") > 0.9 * len(ratios)


def test_borders_between_levels_lie_where_a_grid_finds_them():
    for name, row in zip(("uniform", "cooperative", "narrow"), get("V.D1").value, strict=True):
        for ratio, critical in list(zip((1.0, 2.0, 5.0, 30.0), row, strict=True))[1:]:
            m, lead = np.array([ratio, 1.0]), script[name]
            assert lead(m, 0.0, 2 * critical - 0.01) < 0 < lead(m, 0.0, 2 * critical + 0.01), name


def test_only_a_narrow_majority_makes_unlike_wishes_ever_more_local():
    """The others rise and fall again."""
    ratios = (1, 2, 5, 30, 200)
    uniform = [Districts([ratio, 1]).critical_spillover for ratio in ratios]
    for rule, grows in (("cooperative", False), ("minimum winning", True)):
        found = [critical_spillover(Districts([ratio, 1]), rule) for ratio in ratios]
        assert bool((np.diff(found) > 0).all()) == grows
    assert np.argmax(uniform) == 2
