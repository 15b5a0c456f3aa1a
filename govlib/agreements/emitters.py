"""The forty largest emitters of carbon dioxide as a game among unequal countries.

Emissions, GDP and population are facts of 2018, in the table
``emissions_2018``; what a tonne is worth to whom is assumed, so everything that follows from it is
derived here.
"""

from __future__ import annotations

from govlib._check import flag, number
from govlib.agreements.abatement import AbatementGame

__all__ = ["emitters"]


def emitters(
    population: float = 0.0,
    *,
    social_cost: float = 50.0,
    backstop: float = 500.0,
    union: bool = False,
) -> AbatementGame:
    """Return the game among the forty largest emitters of carbon dioxide in 2018.

    A tonne abated anywhere is worth ``social_cost`` dollars to the forty together, divided by
    GDP, by population or in between. The marginal cost of a country rises linearly to
    ``backstop`` dollars at the tonne that ends its emissions. Neither changes which coalitions
    hold, nor what share of the gap they close.

    Parameters
    ----------
    population : float, default 0
        Weight of population in the division of benefits, from 0 (all by GDP) to 1.
    social_cost : float, default 50
        Benefit of all forty from a tonne, in dollars, above 0 and at most ``backstop``, so
        that no country abates more than it emits.
    backstop : float, default 500
        Marginal cost of the last tonne, in dollars.
    union : bool, default False
        Whether the members of the European Union among the forty are one player, ``"EU"``: its
        emissions, GDP and population are theirs together.

    Returns
    -------
    AbatementGame
        Names are ISO codes; abatement in million tonnes, payoffs in million dollars a year.

    Examples
    --------
    >>> from govlib.agreements import internally_stable
    >>> game = emitters()
    >>> game.n, game.names[:3]
    (40, ('CHN', 'USA', 'IND'))
    >>> internally_stable(game).stable
    ()
    >>> internally_stable(emitters(population=0.5)).stable
    (('IND', 'USA'),)
    >>> internally_stable(emitters(union=True)).stable
    (('EU', 'USA'),)
    """
    from govlib.data import load

    weight = number("population", population, 0, 1)
    price = number("backstop", backstop, above=0)
    worth = number("social_cost", social_cost, above=0, high=price)
    table = load("emissions_2018").drop(index="ROW")
    if flag("union", union):
        within = load("countries").eu27.reindex(table.index).eq(1)
        player = table.index.where(~within, "EU")
        table = table.select_dtypes("number").groupby(player).sum()
        table = table.sort_values("co2_2018_mt", ascending=False)
    people, income = table["population_2018"], table["gdp_2018_usd_million"]
    share = weight * people / people.sum() + (1 - weight) * income / income.sum()
    return AbatementGame(worth * share, price / table["co2_2018_mt"], table.index)
