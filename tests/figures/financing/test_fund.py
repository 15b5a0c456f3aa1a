"""One fund under four rules, pledges: lines, bars and marks against the models."""

import re

import numpy as np
import pytest
from figure_checks import curve, drawn, grid, marks, said, widths

from govlib.figures.financing import fund
from govlib.financing import BonusContract, Donors, PledgeGame

DONORS = Donors([1, 2, 3, 4])


def brought(rule, pot, case):
    """What a rule brings, put together anew from the models."""
    group = (0, 1, 2) if case == "three collude" else ()
    more = {"colluders": group}
    if rule == "grant":
        return DONORS.granted(pot, **more)
    if rule == "promise":
        first = 1.25 if case == "one is overrated" else 1
        asked = BonusContract.in_proportion(
            DONORS, bonus=pot / 3, believed=[first, 2, 3, 4], colluders=group
        )
        return asked.outcome()
    if case == "the tax is foreseen":
        more["taxes"] = 0.25
    if rule == "matching":
        return DONORS.matched(DONORS.rate_for_fund(pot, **more), **more)
    return DONORS.quadratic(DONORS.share_for_fund(pot, **more), **more)


def campaign(needed, cost, refund, bonus=0):
    return PledgeGame(20, needed, cost / 100, refund, bonus / 100).equilibrium()


@pytest.mark.parametrize("case", fund.CASES)
def test_rules_draws_what_each_brings_and_the_welfare(case):
    ax, bars = drawn(fund.rules, fund=20, case=case).axes
    found = [brought(rule, 20, case) for rule in fund.RULES]
    assert marks(ax) == [pytest.approx((20, one.level)) for one in found]
    for rule in fund.RULES:
        want = [brought(rule, pot, case).level for pot in (1, 30, 70)]
        assert curve(ax, rule)[[1, 13, 29]] == pytest.approx(want)
    assert widths(bars) == pytest.approx([one.welfare for one in found[::-1]])
    written = [text.get_text() for text in bars.texts]
    assert written == [f"{one.welfare:.0f}" for one in found[::-1]]


def test_rules_says_what_each_brings():
    for state in grid(fund.rules):
        pot, case = state["fund"], state["case"]
        found = {rule: brought(rule, pot, case) for rule in fund.RULES}
        text = said(fund.rules, **state)
        grant, matched, rooted = re.search(
            r"as a grant it brings ([\d.]+), as matching ([\d.]+).*, "
            r"by the quadratic rule ([\d.]+)",
            text,
        ).groups()
        for rule, shown in (("grant", grant), ("matching", matched), ("quadratic", rooted)):
            assert float(shown) == pytest.approx(found[rule].level, rel=0.006)
        promise = float(re.search(r"(?:promise brings|bonuses:) (\d+)", text)[1])
        assert promise == pytest.approx(found["promise"].level, rel=0.006)
        assert ("fails" in text) == (found["promise"].fund > 0)
        for rule, begins in (("matching", "as matching"), ("quadratic", "by the quadratic rule")):
            left = re.search(begins + r" [\d.]+ and leaves ([\d.]+) unused", text)
            unused = pot - found[rule].fund
            assert (left is not None) == (unused > 0.005)
            if left:
                assert float(left[1]) == pytest.approx(unused, rel=0.006)


@pytest.mark.parametrize(("needed", "cost", "bonus"), [(10, 18, 0), (15, 50, 30)])
def test_pledges_draws_the_campaigns(needed, cost, bonus):
    (ax,) = drawn(fund.pledges, needed=needed, cost=cost, bonus=bonus).axes
    ways = [("lost if it fails", False, 0), ("money back", True, 0)]
    if bonus:
        ways.append(("back with a bonus", True, bonus))
    for label, refund, more in ways:
        want = [campaign(needed, c, refund, more).success for c in (1, 18, 51, 99)]
        assert curve(ax, label)[[0, 17, 36, 52]] == pytest.approx(want)
    want = [campaign(needed, cost, refund, more).success for _, refund, more in ways]
    assert marks(ax) == [pytest.approx((cost, value)) for value in want]


def test_pledges_says_the_chances():
    for state in grid(fund.pledges):
        needed, cost, bonus = state["needed"], state["cost"], state["bonus"]
        text = said(fund.pledges, **state)
        if needed == 20:
            assert "every pledge decides" in text
            continue
        sunk, kept = (campaign(needed, cost, refund).success for refund in (False, True))
        assert ("nobody does if failed pledges are lost" in text) == (sunk == 0)
        told = [float(x) / 100 for x in re.findall(r"([\d.]+)% (?:of campaigns|with money)", text)]
        told += [float(x) / 100 for x in re.findall(r"makes it ([\d.]+)%", text)]
        want = [sunk] * (sunk > 0) + [kept]
        if bonus:
            found = campaign(needed, cost, True, bonus)
            want.append(found.success)
            paid = float(re.search(r"pays out ([\d.]+) of", text)[1])
            assert paid == pytest.approx(found.paid, abs=0.0051)
        want = [chance for chance in want if 0.0005 <= chance <= 0.9995]
        assert told == pytest.approx(want, abs=0.0051), text


def test_the_quadratic_rule_overspends_only_from_a_large_fund():
    """The readers' target: three colluders pass the best from a fund of 45 on."""
    levels = [brought("quadratic", pot, "three collude").level for pot in (30, 45)]
    assert levels[0] < 100 < levels[1]
    honest = np.array([brought("quadratic", pot, "as announced").welfare for pot in (1, 10, 30)])
    assert (honest < [brought("quadratic", p, "three collude").welfare for p in (1, 10, 30)]).all()
