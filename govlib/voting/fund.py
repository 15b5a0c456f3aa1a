"""Other rules for the International Monetary Fund: quotas by output, basic votes, two majorities.

A member's votes are basic votes, the same for all, and votes by quota. What would follow if quotas
followed output, if the equal part were larger, or if a majority of the members were needed too, is
asked with the same tables as :func:`govlib.voting.bodies.imf_governors`.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import choice, instance, integer, listed
from govlib._values import fraction
from govlib.voting.bodies import Body
from govlib.voting.rules import Conjunction, SimpleGame, Union, WeightedGame

__all__ = ["PRICES", "as_one", "imf_output", "imf_reform"]

#: prices at which output is added up
PRICES = ("market", "purchasing power")

#: votes that :func:`imf_reform` gives out, by default
UNITS = 10_000


@lru_cache(maxsize=1)
def _tables() -> tuple[tuple[str, ...], tuple[str, ...], NDArray[np.float64], int, int]:
    """Return codes, names, shares of the quotas, and basic and all votes of the members."""
    from govlib.data import load

    table = load("imf_quotas_2022")
    quota = table.quota_sdr_million.to_numpy(float)
    basic, votes = int(table.basic_votes.sum()), int(table.votes.sum())
    return tuple(table.index), tuple(table.member), quota / quota.sum(), basic, votes


@lru_cache(maxsize=len(PRICES))
def _shares_of_output(prices: str) -> NDArray[np.float64]:
    from govlib.data import load

    kind = {"market": "usd", "purchasing power": "ppp"}[prices]
    table = load("imf_gdp_2023")
    latest = table[f"gdp_{kind}_2023_billion"].fillna(table[f"gdp_{kind}_2022_billion"])
    output = latest.reindex(list(_tables()[0])).fillna(0.0).to_numpy(float)
    return np.asarray(output / output.sum())


def imf_output(prices: str = "market") -> dict[str, float]:
    """Return each member's share of the output of all members of the IMF in 2023.

    Parameters
    ----------
    prices : {"market", "purchasing power"}, default "market"
        Dollars at market rates, or international dollars at purchasing power parity.

    Returns
    -------
    dict of str to float
        By country code; the shares add up to 1. Where 2023 is missing it is 2022 (Afghanistan,
        Lebanon, Sri Lanka); Eritrea and Syria have 0, because neither year has a figure.

    Examples
    --------
    >>> [round(imf_output(prices)["IND"], 3) for prices in PRICES]
    [0.035, 0.077]
    """
    shares = _shares_of_output(choice("prices", prices, PRICES))
    return dict(zip(_tables()[0], shares.tolist(), strict=True))


def imf_reform(
    gdp: Any = 0,
    *,
    prices: str = "market",
    basic: Any = None,
    majority: Any = "1/2",
    members: Any = 0,
    units: int = UNITS,
) -> Body:
    """Return the IMF's Board of Governors under a rule that it does not have.

    Parameters
    ----------
    gdp : float, default 0
        Weight of output in a member's quota, from 0 (quotas of 2022) to 1 (output alone).
    prices : {"market", "purchasing power"}, default "market"
        Prices of that output.
    basic : float, optional
        Share of all votes that is divided equally, from 0 to 1; by default that of 2022, 5.5
        percent.
    majority : Fraction, str or float, default 1/2
        Share of the votes that a decision needs: *more than* one half at 1/2, else at least it.
    members : Fraction, str or float, default 0
        Share of the members that must agree as well: more than one half at 1/2, else at least
        it; 0 leaves this out.
    units : int, default 10000
        Votes in all. They are whole numbers, by largest remainders, so each member's share is
        within one unit of what the rule says.

    Examples
    --------
    Votes by output at market prices would give China a veto beside that of the United States; at
    purchasing power too.

    >>> for prices in PRICES:
    ...     body = imf_reform(1, prices=prices, majority=0.85)
    ...     print(prices, [body.members[i] for i in body.game.veto_players.nonzero()[0]])
    market ['CHN', 'USA']
    purchasing power ['CHN']
    """
    weight, share = fraction("gdp", gdp, 0, 1), fraction("majority", majority, Fraction(1, 2), 1)
    heads = fraction("members", members, 0, 1)
    most = integer("units", units, 1000, 10**9)
    codes, names, quota, basic_votes, votes = _tables()
    equal = Fraction(basic_votes, votes) if basic is None else fraction("basic", basic, 0, 1)
    output = _shares_of_output(choice("prices", prices, PRICES))
    ruled = (1 - float(weight)) * quota + float(weight) * output
    exact = most * (float(equal) / len(codes) + (1 - float(equal)) * ruled)
    whole = _rounded(exact, most)
    half = Fraction(1, 2)
    make = WeightedGame.above if share == half else WeightedGame.at_least
    game: SimpleGame = make(whole, share)
    if heads:
        n = len(codes)
        game = game & WeightedGame.members(n, n // 2 + 1 if heads == half else ceil(heads * n))
    name = f"IMF with {float(100 * weight):g} % output, {float(100 * equal):.3g} % basic votes"
    return Body(name, codes, whole, game, names)


def as_one(body: Body, members: Iterable[str], name: str) -> Body:
    """Return a body in which some members always vote alike, as one member with all their votes.

    Parameters
    ----------
    body : Body
        Any.
    members : iterable of str
        Codes of the members that join, at least two; the bloc stands last in the new body.
    name : str
        What the bloc is called, as a member and in words.

    Raises
    ------
    ValueError
        If a code is no member's, is named twice, or fewer than two are named.

    Examples
    --------
    >>> from govlib.voting.bodies import eu_council
    >>> benelux = as_one(eu_council("1958"), ["BEL", "NLD", "LUX"], "Benelux")
    >>> benelux.members, benelux.votes
    (('FRA', 'DEU', 'ITA', 'Benelux'), (4, 4, 4, 5))
    """
    instance("body", body, Body)
    joined = [body.place(code) for code in listed("members", members)]
    if len(joined) < 2 or len(set(joined)) < len(joined):
        raise ValueError(f"members must name at least two different members; got {len(joined)}")
    stay = [i for i in range(body.game.n) if i not in set(joined)]

    def merged(values: tuple[int, ...]) -> tuple[int, ...]:
        return (*(values[i] for i in stay), sum(values[i] for i in joined))

    def ruled(game: SimpleGame) -> SimpleGame:
        if isinstance(game, WeightedGame):
            return WeightedGame(merged(game.weights), game.quota)
        if isinstance(game, (Conjunction, Union)):
            return type(game)(tuple(ruled(part) for part in game.parts))
        raise TypeError(f"body must have a weighted game or a combination of some; got {game!r}")

    return Body(
        f"{body.name}, {name} as one",
        (*(body.members[i] for i in stay), name),
        merged(body.votes),
        ruled(body.game),
        (*(body.names[i] for i in stay), name),
    )


def _rounded(exact: NDArray[np.float64], total: int) -> tuple[int, ...]:
    """Round to whole numbers with the given sum, by largest remainders."""
    whole = np.floor(exact).astype(int)
    left = total - int(whole.sum())
    # ties go to the first; a billionth keeps what is equal on paper from parting by a last digit
    order = np.argsort(-np.round(exact - whole, 9), kind="stable")
    whole[order[:left]] += 1
    return tuple(whole.tolist())
