"""Section III.B.3: majorities in a circle, opinions that part, issues that are linked."""

from __future__ import annotations

from govlib.games import Issues
from govlib.opinions import Camps, compromise, equally_spaced, hegselmann_krause_exact
from govlib.published import reproduces
from govlib.social_choice import Profile, condorcet_chance, condorcet_limit

#: the sixty indicators of the handbook's Table 28, Condorcet's example
SIXTY = {"abc": 23, "bca": 17, "bac": 2, "cab": 10, "cba": 8}

#: the 21 indicators of the handbook's Table 25
TWENTY_ONE = {"abcd": 3, "acbd": 5, "bdca": 7, "cbda": 6}

#: two issues on which two countries gain the same the other way round
MIRRORED = Issues([[5, 0.5], [0.5, 5]], 1)

#: time by which camps of the rate equation stand still
SETTLED = 100


@reproduces("CONDORCET-01")
def three_voters() -> float:
    """Find how often three voters have a majority winner among three."""
    return condorcet_chance(3, 3)


@reproduces("CONDORCET-02")
def five_voters() -> float:
    """Find how often five voters have a majority winner among three."""
    return condorcet_chance(5, 3)


@reproduces("CONDORCET-04")
def five_alternatives() -> float:
    """Find how often three voters have a majority winner among five."""
    return condorcet_chance(3, 5)


@reproduces("CONDORCET-06")
def many_voters() -> float:
    """Find how often very many voters have a majority winner among three."""
    return condorcet_limit(3)


@reproduces("CONDORCET-08")
def anonymous_voters() -> float:
    """Find in what share of anonymous profiles of five voters a majority winner exists."""
    return condorcet_chance(5, 3, contagion=1)


@reproduces("AGGREG-01")
def borda_of_sixty() -> tuple[int, ...]:
    """Count Borda points over sixty indicators."""
    scores = Profile(SIXTY).borda()
    return tuple(scores[name] for name in "abc")


@reproduces("AGGREG-02")
def majorities_of_sixty() -> tuple[int, ...]:
    """Count for each pair who ranks the first above the second."""
    votes = Profile(SIXTY).pairwise
    return tuple(int(votes[i, j]) for i in range(3) for j in range(3) if i != j)


@reproduces("AGGREG-04")
def borda_of_twenty_one() -> tuple[int, ...]:
    """Count Borda points over 21 indicators."""
    scores = Profile(TWENTY_ONE).borda()
    return tuple(scores[name] for name in "abcd")


def _end(camps: Camps) -> tuple[int, int, tuple[int, ...]]:
    assert camps.steps is not None  # a model with steps
    return camps.steps, camps.count, camps.sizes


@reproduces("HK-01")
def twelve_in_a_row() -> tuple[int | None, int, tuple[int, ...]]:
    """Let twelve agents one confidence apart find their camps."""
    return _end(hegselmann_krause_exact(range(12), 1))


@reproduces("HK-02")
def thirty_in_a_row() -> tuple[int | None, int, tuple[int, ...]]:
    """Let thirty agents one confidence apart find their camps."""
    return _end(hegselmann_krause_exact(range(30), 1))


@reproduces("HK-04")
def twenty_five_in_a_row() -> tuple[int | None, int, tuple[int, ...]]:
    """Let 25 agents one confidence apart find their camps."""
    return _end(hegselmann_krause_exact(range(25), 1))


@reproduces("HK-06")
def two_camps() -> int:
    """Let fifty agents listen a fifth of the range far."""
    return hegselmann_krause_exact(equally_spaced(50), "0.20").count


@reproduces("HK-07")
def one_camp() -> int:
    """Let fifty agents listen a quarter of the range far."""
    return hegselmann_krause_exact(equally_spaced(50), "0.25").count


def _major(half_range: float) -> int:
    return compromise(half_range, time=SETTLED).camps(least=0.5).count


@reproduces("BKR-01")
def compromise_of_all() -> int:
    """Count large camps where opinions begin within 1.5."""
    return _major(1.5)


@reproduces("BKR-02")
def compromise_in_two() -> int:
    """Count large camps where opinions begin within 2."""
    return _major(2.0)


@reproduces("BKR-04")
def compromise_in_three() -> int:
    """Count large camps where opinions begin within 3."""
    return _major(3.0)


@reproduces("BKR-05")
def fall_of_the_spread() -> float:
    """Divide the second moment at time 5 by the first one."""
    first, later = (compromise(0.4, time=t, resolution=200) for t in (0, 5))
    return later.spread / first.spread


@reproduces("LINK-01")
def patience_for_the_package() -> float:
    """Find the patience that two mirrored issues take together."""
    return MIRRORED.package().critical_discount


@reproduces("LINK-02")
def patience_for_one_issue() -> float:
    """Find the patience that the second country needs on the first issue alone."""
    return float(MIRRORED.critical_discount[0, 1])


@reproduces("LINK-04")
def patience_for_equal_issues() -> float:
    """Find the patience that two equal issues take together."""
    return Issues([[3, 3], [3, 3]], 1).package().critical_discount
