"""The world of the institution lab: forty real countries, fifteen regions, or equal ones.

Emissions, income and population of the forty largest emitters of carbon dioxide are facts of 2018
(table ``emissions_2018``), and so are their groups (``countries``) and trade in crude oil
(``crude_oil_trade_2021``). Who has what at stake is assumed, and trade among the forty follows a
gravity equation that is fitted to the trade of 2006 (``trade_2006``).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import flag, flags, integer, number, numbers, square
from govlib._labels import labels_of, matched
from govlib._values import ByValue, remembered
from govlib.lab.rules import TARIFF_GAIN, TARIFF_WASTE

__all__ = ["GravityFit", "World", "cdice_world", "equal_world", "forty", "gravity"]

#: the common factor of the cost coefficients of C-DICE, as in the replication
_COST_FACTOR = 0.837


@dataclass(frozen=True, eq=False)
class World(ByValue):
    """Countries with what they emit, have at stake and sell to each other.

    Parameters
    ----------
    names : tuple of str
        One name a country, each once.
    emissions : array_like, shape (n,)
        Million tonnes of carbon dioxide a year, above 0.
    stakes : array_like, shape (n,)
        Share of each in the harm of all, above 0; they add up to 1.
    gdp : array_like, shape (n,)
        Million dollars a year, above 0.
    great : array_like of bool, shape (n,), optional
        Great powers, which can shield themselves; nobody by default.
    oil : array_like, shape (n,), optional
        Net exports of crude oil, in million dollars a year; none by default.
    exports : array_like, shape (n, n), optional
        Trade, the row sells to the column, in million dollars a year; none by default.
    steep : array_like, shape (n,), optional
        Marginal cost of each one's last tonne over the backstop of the rules; 1 by default.
    tariff_gain, tariff_waste : array_like, shape (n,), optional
        Constants of a tariff on imports; :data:`govlib.lab.rules.TARIFF_GAIN` and
        :data:`govlib.lab.rules.TARIFF_WASTE` by default.

    Raises
    ------
    ValueError
        If lengths differ, a name stands twice, stakes do not add up to 1, or a country trades
        with itself.

    Examples
    --------
    >>> World(("a", "b"), [1, 3], [0.5, 0.5], [2, 2]).part
    array([0.25, 0.75])
    """

    names: tuple[str, ...]
    emissions: Any
    stakes: Any
    gdp: Any
    great: Any = None
    oil: Any = None
    exports: Any = None
    steep: Any = None
    tariff_gain: Any = None
    tariff_waste: Any = None

    def __post_init__(self) -> None:
        names = tuple(map(str, self.names))
        n = len(names)
        if n < 2 or len(set(names)) < n:
            raise ValueError(f"names must be two or more, each once; got {names!r}")
        usual = {
            "oil": np.zeros(n),
            "steep": np.ones(n),
            "tariff_gain": np.full(n, TARIFF_GAIN),
            "tariff_waste": np.full(n, TARIFF_WASTE),
        }
        given = {k: getattr(self, k) for k in ("emissions", "stakes", "gdp")}
        given |= {k: v if getattr(self, k) is None else getattr(self, k) for k, v in usual.items()}
        great = np.zeros(n, dtype=bool) if self.great is None else self.great
        exports = np.zeros((n, n)) if self.exports is None else self.exports
        # tables are read by the names of the countries, or by labels of their own
        own = (labels_of(value, 0) for value in (*given.values(), great, exports))
        order = next((x for x in own if x is not None and set(x) != set(names)), names)
        given = {name: matched(name, value, order) for name, value in given.items()}
        great, exports = matched("great", great, order), matched("exports", exports, order, 0)
        exports = matched("exports", exports, order)
        low: dict[str, Any] = {"oil": {}, "tariff_gain": {"low": 0}, "tariff_waste": {"low": 0}}
        fields: dict[str, Any] = {
            name: numbers(name, value, ndim=1, **low.get(name, {"above": 0}))
            for name, value in given.items()
        }
        fields |= {"great": flags("great", great), "exports": square("exports", exports, 0)}
        for name, value in fields.items():
            if len(value) != n:
                raise ValueError(
                    f"{name} must have one entry a country, {n}; got shape {value.shape}"
                )
        if not np.isclose(fields["stakes"].sum(), 1):
            raise ValueError(f"stakes must add up to 1; got {fields['stakes'].sum():g}")
        if fields["exports"].diagonal().any():
            raise ValueError("exports must be 0 on the diagonal: nobody trades with itself")
        for name, value in {"names": names, **fields}.items():
            object.__setattr__(self, name, value)

    @property
    def n(self) -> int:
        """Number of countries."""
        return len(self.names)

    @property
    def part(self) -> NDArray[np.float64]:
        """Share of each in emissions."""
        share: NDArray[np.float64] = self.emissions / self.emissions.sum()
        return share


@dataclass(frozen=True, eq=False)
class GravityFit(ByValue):
    """Trade as a power of both incomes and of distance.

    Attributes
    ----------
    constant, seller, buyer, distance : float
        ln of trade in million dollars is constant + seller·ln Yᵢ + buyer·ln Yⱼ + distance·ln Dᵢⱼ.
    pairs : int
        Directed pairs of countries that it is fitted to.
    correlation : float
        Of fitted and observed trade.
    """

    constant: float
    seller: float
    buyer: float
    distance: float
    pairs: int
    correlation: float


@lru_cache(maxsize=1)
def gravity() -> GravityFit:
    """Fit a gravity equation to real trade of 2006 by Poisson pseudo-maximum likelihood.

    Of the thirty countries of ``trade_2006`` those are taken that are among the forty. Incomes
    are of 2018, distances between the positions of the ``countries`` table.

    References
    ----------
    J. M. C. Santos Silva and S. Tenreyro (2006), "The log of gravity", Review of Economics and
    Statistics 88(4), 641–658.

    Examples
    --------
    >>> fit = gravity()
    >>> fit.pairs, round(fit.correlation, 2), round(fit.distance, 2)
    (462, 0.84, -0.94)
    """
    from govlib.data import load

    trade, facts = load("trade_2006"), load("emissions_2018")
    both = [c for c in trade.index if c in facts.index]
    seen = trade.loc[both, both].to_numpy(float)
    income, km = np.log(facts.loc[both, "gdp_2018_usd_million"].to_numpy(float)), _distance(both)
    i, j = np.nonzero(~np.eye(len(both), dtype=bool))
    x = np.stack([np.ones(i.size), income[i], income[j], np.log(km[i, j])], axis=1)
    middle = x[:, 1:].mean(axis=0)
    x[:, 1:] -= middle
    flow = seen[i, j]
    k = np.array([np.log(flow.mean()), 0, 0, 0])
    for _ in range(30):  # Newton's method; the likelihood is concave
        mean = np.exp(x @ k)
        k = k + np.linalg.solve((x * mean[:, None]).T @ x, x.T @ (flow - mean))
    fitted = np.exp(x @ k)
    k[0] -= k[1:] @ middle
    constant, seller, buyer, distance = map(float, k)
    correlation = float(np.corrcoef(fitted, flow)[0, 1])
    return GravityFit(constant, seller, buyer, distance, int(i.size), correlation)


def _distance(codes: list[str]) -> NDArray[np.float64]:
    """Return great-circle distances in kilometres."""
    from govlib.data import load

    place = np.radians(load("countries").loc[codes, ["lat", "lon"]].to_numpy(float))
    lat, lon = place[:, :1], place[:, 1:]
    cosine = np.sin(lat) * np.sin(lat).T + np.cos(lat) * np.cos(lat).T * np.cos(lon - lon.T)
    found: NDArray[np.float64] = 6371 * np.arccos(np.clip(cosine, -1, 1))
    return found


@remembered(16)
def forty(priority: float = 0.0, *, openness: float = 0.1, union: bool = False) -> World:
    """Return the forty largest emitters of carbon dioxide in 2018.

    Great powers are the permanent members of the Security Council and the Group of Seven.

    Parameters
    ----------
    priority : float, default 0
        Stakes are proportional to GDP times (GDP a head) to this power η: −1 goes by heads, 0 by
        income, and above 0 the poor put other things first.
    openness : float, default 0.1
        Exports among the forty over their GDP, above 0; the gravity equation gives the pattern.
    union : bool, default False
        Whether the members of the European Union among them are one, ``"EU"``, and a great power.

    Returns
    -------
    World
        Names are ISO codes.

    Examples
    --------
    >>> world = forty()
    >>> world.names[:3], world.part[:3].round(2)
    (('CHN', 'USA', 'IND'), array([0.31, 0.17, 0.08]))
    >>> int(world.great.sum()), forty(union=True).n
    (9, 33)
    """
    from govlib.data import load

    power = number("priority", priority)
    opened = number("openness", openness, above=0)
    facts, place = load("emissions_2018").drop(index="ROW"), load("countries")
    codes = list(facts.index)
    place = place.loc[codes]
    gdp, people = (facts[c].to_numpy(float) for c in ("gdp_2018_usd_million", "population_2018"))
    stakes = gdp * (gdp / people) ** power
    flows = load("crude_oil_trade_2021")
    flows = flows[flows.exporter.isin(codes) & flows.importer.isin(codes)]
    sold, bought = (
        flows.groupby(side).usd_million.sum().reindex(codes, fill_value=0.0).to_numpy(float)
        for side in ("exporter", "importer")
    )
    fit, km = gravity(), _distance(codes)
    np.fill_diagonal(km, 1.0)
    income = np.log(gdp)
    exports = np.exp(
        fit.constant + fit.seller * income[:, None] + fit.buyer * income + fit.distance * np.log(km)
    )
    np.fill_diagonal(exports, 0.0)
    world = World(
        tuple(codes),
        facts["co2_2018_mt"].to_numpy(float),
        stakes / stakes.sum(),
        gdp,
        great=((place.unsc_permanent == 1) | (place.g7 == 1)).to_numpy(),
        oil=sold - bought,
        exports=exports * opened * gdp.sum() / exports.sum(),
    )
    return _merged(world, (place.eu27 == 1).to_numpy()) if flag("union", union) else world


def _merged(world: World, members: NDArray[np.bool_]) -> World:
    """Return the world with some of its countries as one, a great power, named EU."""
    rest = np.flatnonzero(~members)
    group = np.zeros((rest.size + 1, world.n))
    group[np.arange(rest.size), rest] = 1
    group[-1, members] = 1
    exports = group @ world.exports @ group.T
    np.fill_diagonal(exports, 0.0)
    return World(
        (*(world.names[i] for i in rest), "EU"),
        group @ world.emissions,
        group @ world.stakes,
        group @ world.gdp,
        great=np.append(world.great[rest], True),
        oil=group @ world.oil,
        exports=exports,
    )


def equal_world(n: int, *, trade: float = 0.0) -> World:
    """Return n equal countries with emissions and GDP 1 each.

    Parameters
    ----------
    n : int
        Countries, at least 2.
    trade : float, default 0
        What each sells to each other one.

    Examples
    --------
    >>> equal_world(4).stakes
    array([0.25, 0.25, 0.25, 0.25])
    """
    count = integer("n", n, 2)
    one = np.ones(count)
    sold = number("trade", trade, 0) * (1 - np.eye(count))
    return World(tuple(map(str, range(1, count + 1))), one, one / count, one, exports=sold)


def cdice_world() -> tuple[World, float]:
    """Return the fifteen regions of Nordhaus (2015), and the backstop that goes with them.

    Harm falls in proportion to GDP. A cut of emissions by the share μ costs 0.837 αμ² of GDP,
    so that the last tonne costs 1.674 α GDP/CO₂; the backstop is the mean of that over regions.

    Returns
    -------
    world : World
        With costs and constants of the tariff of each region.
    backstop : float
        Dollars, for :class:`govlib.lab.rules.Rules`.

    References
    ----------
    W. Nordhaus (2015), "Climate Clubs: Overcoming Free-riding in International Climate Policy",
    American Economic Review 105(4), 1339–1370. doi:10.1257/aer.15000001

    Examples
    --------
    >>> world, backstop = cdice_world()
    >>> world.n, round(backstop)
    (15, 138)
    """
    from govlib.data import load

    table, trade = load("cdice_regions"), load("cdice_trade")
    gdp = 1e3 * table["gdp_usd_billion"].to_numpy(float)
    emitted = table["co2_mt"].to_numpy(float)
    last = 2 * _COST_FACTOR * table["cost_alpha"].to_numpy(float) * gdp / emitted
    backstop = float(last.mean())
    world = World(
        tuple(table.index),
        emitted,
        gdp / gdp.sum(),
        gdp,
        exports=1e3 * trade.to_numpy(float),
        steep=last / backstop,
        tariff_gain=table["tariff_gain"].to_numpy(float),
        tariff_waste=table["tariff_waste"].to_numpy(float),
    )
    return world, backstop
