"""Two protocols in numbers: who is party to them, and the emissions that they are about.

From the tables ``treaty_participation``, ``treaty_exits`` and ``treaty_outcomes``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govlib._check import choice

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ADOPTED", "NATURAL_EMISSIONS", "treaty_emissions", "treaty_parties"]

#: years in which the two protocols were adopted
ADOPTED = {"Montreal": 1987, "Kyoto": 1997}

#: emissions of ozone-depleting gases that nature makes, million tonnes a year
NATURAL_EMISSIONS = 0.165


def _load(name: str) -> Any:
    # data are read where they are asked for: models import without them
    from govlib.data import load

    return load(name)


def treaty_parties(treaty: str) -> pd.Series:
    """Return the parties of a treaty by year, without those that have left.

    Parameters
    ----------
    treaty : str
        ``"Montreal"`` or ``"Kyoto"``.

    Returns
    -------
    pandas.Series
        Numbers of states and of regional organisations, by year.

    Raises
    ------
    ValueError
        If the treaty is another one.

    Examples
    --------
    >>> treaty_parties("Kyoto").loc[[2009, 2013]].tolist()
    [190, 192]
    """
    name = f"{choice('treaty', treaty, ADOPTED)} Protocol"
    table, exits = _load("treaty_participation"), _load("treaty_exits")
    joined = table[table.treaty == name].set_index("year").cumulative_parties
    left = exits[(exits.treaty == name) & (exits.event == "withdrawal")]
    out = left.effective.str[:4].astype(int).to_numpy()
    return joined - [int((out <= year).sum()) for year in joined.index]


def treaty_emissions(treaty: str) -> pd.Series:
    """Return the emissions that a treaty is about, the year of its adoption being 100.

    Parameters
    ----------
    treaty : str
        ``"Montreal"``: gases that deplete the ozone layer, without those that nature makes.
        ``"Kyoto"``: carbon dioxide of the whole world, from fuels and cement.

    Returns
    -------
    pandas.Series
        Indices, by year from the adoption on.

    Raises
    ------
    ValueError
        If the treaty is another one.

    Examples
    --------
    >>> treaty_emissions("Montreal").loc[2014].round()
    np.float64(13.0)
    >>> treaty_emissions("Kyoto").loc[2012].round()
    np.float64(143.0)
    """
    choice("treaty", treaty, ADOPTED)
    table = _load("treaty_outcomes")
    made = {
        "Montreal": table.ods_emissions_mt_cfc11eq - NATURAL_EMISSIONS,
        "Kyoto": table.world_co2_mt_carbon,
    }[treaty].dropna()
    made = made[made.index >= ADOPTED[treaty]]
    return 100 * made / made.loc[ADOPTED[treaty]]
