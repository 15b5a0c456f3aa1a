"""The rules of international bodies: Security Council, councils of Europe, boards of the IMF.

Votes and populations come from :mod:`govlib.data`; the Charter's rules are written down here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import isnan
from typing import TYPE_CHECKING, Any

from govlib._check import choice, integer
from govlib._values import fraction
from govlib.voting.power import banzhaf, shapley_shubik
from govlib.voting.rules import SimpleGame, WeightedGame

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "COUNCILS",
    "PER_MILLE",
    "Body",
    "eu_council",
    "imf_executive_board",
    "imf_governors",
    "security_council",
]

#: the councils of Europe by the year or month from which their rule held
COUNCILS = (
    "1958",
    "1973",
    "1981",
    "1986",
    "1995",
    "2004_may",
    "2004_nov",
    "2007",
    "2013",
    "lisbon",
)

#: population per mille of the 27 members, as in the studies of the Treaty of Nice, rounded so that
#: they add up to 1000: France, with 122.544, has 122 here and 123 in some of them
PER_MILLE: Mapping[str, int] = {
    "DEU": 170, "GBR": 123, "FRA": 122, "ITA": 120, "ESP": 82, "POL": 80, "ROU": 47, "NLD": 33,
    "GRC": 22, "CZE": 21, "BEL": 21, "HUN": 21, "PRT": 21, "SWE": 18, "BGR": 17, "AUT": 17,
    "SVK": 11, "DNK": 11, "FIN": 11, "IRL": 8, "LTU": 8, "LVA": 5, "SVN": 4, "EST": 3, "CYP": 2,
    "LUX": 1, "MLT": 1,
}  # fmt: skip

_PERMANENT = {
    "CHN": "China",
    "FRA": "France",
    "RUS": "Russia",
    "GBR": "United Kingdom",
    "USA": "United States",
}

#: elected members and votes needed in the Security Council, by the year of the Charter's text
_COUNCIL_OF = {"1945": (6, 7), "1965": (10, 9)}


@dataclass(frozen=True)
class Body:
    """A body with its members and its rule.

    Attributes
    ----------
    name : str
        What it is called, with the year.
    members : tuple of str
        Country codes (ISO 3166-1 alpha-3), in the order of the game. Who sits for no country or
        for several is numbered: ``"elected 1"``, ``"chair 11"``.
    votes : tuple of int
        Votes of each member: 1 each where the rule only counts members, inhabitants where it
        counts those.
    game : SimpleGame
        Who can carry a decision.
    names : tuple of str
        Names of the members in words.
    """

    name: str
    members: tuple[str, ...]
    votes: tuple[int, ...]
    game: SimpleGame
    names: tuple[str, ...]

    def place(self, member: str) -> int:
        """Return the place of a member in the game.

        Raises
        ------
        ValueError
            If nobody is called so.
        """
        return self.members.index(choice("member", member, self.members))

    def power(self) -> pd.DataFrame:
        """Return what each member can do.

        Returns
        -------
        pandas.DataFrame
            Indexed by member, with columns ``votes``, ``share`` (of all votes), ``banzhaf``
            (the index), ``shapley_shubik``, ``absolute``, ``prevent`` and ``initiate``.

        Examples
        --------
        >>> eu_council("1958").power().round(3)[["votes", "share", "banzhaf", "prevent"]]
                votes  share  banzhaf  prevent
        member
        BEL         2  0.118    0.143    0.429
        FRA         4  0.235    0.238    0.714
        DEU         4  0.235    0.238    0.714
        ITA         4  0.235    0.238    0.714
        LUX         1  0.059    0.000    0.000
        NLD         2  0.118    0.143    0.429
        """
        import pandas as pd

        swings, orders = banzhaf(self.game), shapley_shubik(self.game)
        columns = {
            "votes": self.votes,
            "share": [v / sum(self.votes) for v in self.votes],
            "banzhaf": swings.index,
            "shapley_shubik": orders.index,
            "absolute": swings.absolute,
            "prevent": swings.prevent,
            "initiate": swings.initiate,
        }
        return pd.DataFrame(columns, index=pd.Index(self.members, name="member"))


def security_council(rule: str = "1965") -> Body:
    """Return the Security Council deciding on matters of substance.

    Nine of fifteen members must agree (Article 27 of the Charter), and none of the five
    permanent ones may object; before the reform of 1965 it was seven of eleven. That a permanent
    member may abstain without a veto is left out: everybody is for or against.

    Parameters
    ----------
    rule : {"1965", "1945"}, default "1965"
        The year of the Charter's text: as amended, or the first, with eleven members.

    Examples
    --------
    >>> body = security_council()
    >>> body.members[:6]
    ('CHN', 'FRA', 'RUS', 'GBR', 'USA', 'elected 1')
    >>> banzhaf(body.game).winning
    848
    """
    elected, quota = _COUNCIL_OF[choice("rule", rule, _COUNCIL_OF)]
    others = tuple(f"elected {i}" for i in range(1, elected + 1))
    members = (*_PERMANENT, *others)
    n = len(members)
    game = WeightedGame.members(n, quota) & WeightedGame.veto(n, range(5))
    name = "Security Council" if rule == "1965" else "Security Council before 1965"
    return Body(name, members, (1,) * n, game, (*_PERMANENT.values(), *others))


def eu_council(rule: str, *, populations: Mapping[str, int] | None = None) -> Body:
    """Return the Council of Ministers deciding by qualified majority on a Commission proposal.

    Parameters
    ----------
    rule : str
        One of ``COUNCILS``. Up to ``"2004_may"`` the votes decide; then votes and a number of
        members; ``"lisbon"`` (since 2014) needs 15 of 27 members with 65 percent of the
        population, or 24 members, because fewer than four cannot block.
    populations : mapping of str to int, optional
        Population of each member by country code, for the third condition of the Treaty of
        Nice, 62 percent of the population (``"2004_nov"``, ``"2007"`` and ``"2013"``; any member
        may ask for it); ``PER_MILLE`` has those of the 27. For ``"lisbon"`` they replace
        those of 2024.

    Raises
    ------
    ValueError
        If a member has no population, or the rule has no use for populations.

    Examples
    --------
    >>> nice = eu_council("2007", populations=PER_MILLE)
    >>> round(float(banzhaf(nice.game).index[nice.place("DEU")]), 4)
    0.0778
    """
    from govlib.data import load

    choice("rule", rule, COUNCILS)
    if rule == "lisbon":
        table = load("eu_council_2024")
        people = table.population_2024
        members = tuple(people.index)
        weights = _populations(populations or dict(zip(members, people, strict=True)), members)
        n = len(members)
        most = WeightedGame.members(n, 15) & WeightedGame.at_least(weights, "0.65")
        game: SimpleGame = most | WeightedGame.members(n, n - 3)
        return Body("Council of the EU since 2014", members, weights, game, tuple(table.name))
    table = load("eu_council_weights")
    column = table[f"w_{rule}"].dropna()
    quotas = load("eu_council_quotas")
    quota, least = quotas.loc[f"w_{rule}", ["quota", "min_members"]].to_numpy(float)
    members = tuple(column.index)
    votes = tuple(int(v) for v in column)
    game = WeightedGame(votes, int(quota))
    has_more = not isnan(least)
    if has_more:
        game = game & WeightedGame.members(len(members), int(least))
    if populations is not None:
        if not has_more:
            raise ValueError(f"populations do not matter under the rule of {rule}")
        game = game & WeightedGame.at_least(_populations(populations, members), "0.62")
    called = tuple(table.country[list(members)])
    return Body(f"Council of Ministers, {rule.replace('_', ' ')}", members, votes, game, called)


def imf_governors(majority: Any = "1/2") -> Body:
    """Return the Board of Governors of the IMF: 190 members with their votes of October 2022.

    Parameters
    ----------
    majority : Fraction, str or float, default 1/2
        Share of all votes that a decision needs, from 1/2 to 1. At one half *more* than that is
        needed; a special majority, such as 0.7 or 0.85, is met by that share exactly. A float is
        read as the fraction that was meant.

    Examples
    --------
    The United States alone blocks what needs 85 percent.

    >>> body = imf_governors(0.85)
    >>> [body.members[i] for i in body.game.veto_players.nonzero()[0]]
    ['USA']
    """
    return _imf("Board of Governors of the IMF", *_governors(), majority)


def imf_executive_board(majority: Any = "1/2") -> Body:
    """Return the Executive Board of the IMF: 24 chairs with the votes they cast in October 2022.

    A chair that sits for one country has its code; the others are ``"chair 4"`` and so on, by
    the votes they cast. In words such a chair is called by its largest member, as in
    ``"Netherlands and 14 others"``; an office held in turn, it is not that country's own.

    Parameters
    ----------
    majority : Fraction, str or float, default 1/2
        As in :func:`govlib.voting.bodies.imf_governors`.

    Examples
    --------
    >>> body = imf_executive_board()
    >>> body.power().loc["USA", ["share", "banzhaf"]].round(3).tolist()
    [0.166, 0.205]
    >>> body.names[body.place("chair 16")]
    'Brazil and 10 others'
    """
    return _imf("Executive Board of the IMF", *_chairs(), majority)


#: codes, names and votes of members
_Votes = tuple[tuple[str, ...], tuple[str, ...], tuple[int, ...]]


@lru_cache(maxsize=1)
def _governors() -> _Votes:
    from govlib.data import load

    table = load("imf_quotas_2022")
    return tuple(table.index), tuple(table.member), tuple(int(v) for v in table.votes)


@lru_cache(maxsize=1)
def _chairs() -> _Votes:
    from govlib.data import load

    seats = load("imf_constituencies_2022").sort_values("votes", ascending=False, kind="stable")
    votes = load("imf_executive_board_2022").votes
    chairs, names = [], []
    for number, (_, seat) in enumerate(seats.groupby("chair"), 1):
        first, others = seat.member.iloc[0].split(",")[0], len(seat) - 1
        first = {"Russian Federation": "Russia"}.get(first, first)
        chairs.append(seat.index[0] if others == 0 else f"chair {number}")
        names.append(first if others == 0 else f"{first} and {others} other{'s' * (others > 1)}")
    return tuple(chairs), tuple(names), tuple(int(v) for v in votes)


def _imf(
    name: str,
    members: tuple[str, ...],
    names: tuple[str, ...],
    weights: tuple[int, ...],
    majority: Any,
) -> Body:
    share = fraction("majority", majority, Fraction(1, 2), 1)
    make = WeightedGame.above if share == Fraction(1, 2) else WeightedGame.at_least
    return Body(f"{name}, {float(100 * share):g} %", members, weights, make(weights, share), names)


def _populations(people: Mapping[str, int], members: tuple[str, ...]) -> tuple[int, ...]:
    missing = [code for code in members if code not in people]
    if missing:
        raise ValueError(f"populations must name every member; {', '.join(missing)} are missing")
    return tuple(integer("populations", people[code], 1) for code in members)
