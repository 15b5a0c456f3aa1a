"""Who funds the United Nations, and with what strings: the figures of 2024.

Money comes as *assessed* dues that a scale lays down, as voluntary *core* gifts that may be used
for anything, and *earmarked* for a purpose of the giver. Tables are those of :mod:`govlib.data`;
ratios are ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlib._check import choice, flag

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "CHANNELS",
    "ODA_TARGET",
    "aid_effort",
    "by_giver",
    "channels",
    "funders",
    "replaced_by_dues",
    "scale_and_gifts",
]

#: who gives: names of :func:`by_giver`, and the types of contributor of the source in them
GIVERS = {
    "governments": ("Government",),
    "European Union": ("European Union",),
    "other bodies": (
        "Multilateral - Global Funds",
        "Multilateral - IFIs",
        "Multilateral - Other",
        "Multilateral - UN Orgs",
        "Multilateral - UN Pooled Funds",
    ),
    "private": (
        "Academic",
        "Foundations",
        "NGOs",
        "Private Sector",
        "Public Private Partnership",
    ),
}

#: ways in which money comes
CHANNELS = ("assessed", "core", "earmarked", "other")

#: the United Nations' target for official development assistance, percent of national income
ODA_TARGET = 0.7


def channels() -> pd.DataFrame:
    """Return how the revenue of each part of the United Nations system came in 2024.

    Returns
    -------
    pandas.DataFrame
        Indexed by entity (``"ALL"`` is the system), with the share of each channel and, in
        ``total``, revenue in million dollars. Small negative entries of the source, which
        correct earlier years, are part of the sums.

    Examples
    --------
    >>> table = channels()
    >>> table.loc["ALL"].round(2).tolist()  # one dollar in five is assessed
    [0.2, 0.08, 0.61, 0.1, 67111.49]
    >>> table.loc["UNICEF", "earmarked"].round(2).item()
    0.8
    """
    from govlib.data import load

    table = load("un_funding_by_contributor_2024")
    sums = table.groupby("entity", sort=False)[_columns()].sum()
    sums.columns = list(CHANNELS)
    total = sums.sum(axis=1)
    return sums.div(total, axis=0).assign(total=total)


def by_giver(entity: str = "ALL") -> pd.DataFrame:
    """Return who gave to a part of the United Nations system in 2024, and by which channel.

    Parameters
    ----------
    entity : str, default "ALL"
        ``"ALL"`` is the system.

    Returns
    -------
    pandas.DataFrame
        Million dollars by channel, indexed by kind of giver: governments, the European Union,
        other international bodies, private givers, and ``"none or corrections"``: revenue that
        nobody gave, contributors whom the source does not sort, and its negative entries, which
        correct other rows. Columns sum to the revenue of the entity.

    Examples
    --------
    >>> table = by_giver()
    >>> table.loc["governments"].round().tolist()
    [13728.0, 3907.0, 28400.0, 642.0]
    >>> (table.earmarked / table.sum(axis=1)).round(2)[:4].tolist()
    [0.61, 0.94, 0.81, 0.64]
    """
    import pandas as pd

    from govlib.data import load

    table = load("un_funding_by_contributor_2024")
    known = list(dict.fromkeys(table["entity"]))
    rows = table[table["entity"] == choice("entity", entity, known)]
    rows = rows.set_index("contributor_type")[_columns()]
    rows.columns = list(CHANNELS)
    groups = {name: rows.reindex(types).sum() for name, types in GIVERS.items()}
    found = pd.DataFrame(groups).T
    found.loc["none or corrections"] = rows.sum() - found.sum()
    return found


def funders(channel: str = "earmarked", *, governments: bool = True) -> pd.Series:
    """Return the largest contributors by one channel in 2024, million dollars.

    Parameters
    ----------
    channel : {"assessed", "core", "earmarked", "other"}
        Way in which the money came.
    governments : bool, default True
        Whether only governments count.

    Returns
    -------
    pandas.Series
        Indexed by name, largest first; those among the forty largest contributors overall who
        gave anything by this channel.

    Examples
    --------
    >>> from govlib.financing import herfindahl, top_share
    >>> given = funders("earmarked")
    >>> given.index[0], round(given.iloc[0])
    ('United States of America', 10487)
    >>> round(herfindahl(given), 2), round(herfindahl(funders("assessed")), 2)
    (0.21, 0.14)
    >>> round(top_share(given, 3), 2)
    0.63
    """
    from govlib.data import load

    column = _columns()[CHANNELS.index(choice("channel", channel, CHANNELS))]
    table = load("un_funding_top_contributors_2024").set_index("contributor")
    if flag("governments", governments):
        table = table[table["contributor_type"] == "Government"]
    given = table[column].rename(channel)
    return given[given > 0].sort_values(ascending=False)


def scale_and_gifts() -> pd.DataFrame:
    """Compare what the scale asks of governments with what they choose to give.

    Returns
    -------
    pandas.DataFrame
        Indexed by ISO code, for the governments among the forty largest contributors: ``scale``,
        the rate of assessment 2022–2024 in percent, and ``voluntary``, core and earmarked gifts
        of 2024 in percent of those of all governments.

    Examples
    --------
    >>> scale_and_gifts().loc[["USA", "CHN", "DEU"]].round(1).to_numpy().tolist()
    [[22.0, 33.9], [15.3, 0.8], [6.1, 11.9]]
    """
    from govlib.data import load

    gifts = _columns()[1:3]
    everyone = load("un_funding_by_contributor_2024").query(
        "entity == 'ALL' and contributor_type == 'Government'"
    )
    table = load("un_funding_top_contributors_2024").dropna(subset="iso3").set_index("iso3")
    voluntary = table[gifts].sum(axis=1) / everyone[gifts].to_numpy().sum() * 100
    scale = load("un_scale_2022_2024")["assessment_rate_percent"]
    both = voluntary.rename("voluntary").to_frame().join(scale.rename("scale"), how="inner")
    return both[["scale", "voluntary"]]


def replaced_by_dues() -> pd.DataFrame:
    """Put dues in place of the core gifts that governments made in 2024.

    The sum of all governments' core gifts to the system is laid on the members by the scale. Each
    of the listed governments is then taken to cut its voluntary gifts by its new dues, and by no
    more than it gives: the thought experiment of a giver who cares for the sum alone.

    Returns
    -------
    pandas.DataFrame
        Indexed by ISO code, for the governments among the forty largest contributors, million
        dollars: ``due``, ``core`` and ``earmarked``; ``undone``, the lesser of due and core gift;
        ``undone_all``, where it may cut earmarked gifts as well.

    Examples
    --------
    >>> table = replaced_by_dues()
    >>> int((table.core >= table.due).sum()), len(table), round(float(table.undone.sum()) / 3907, 2)
    (12, 22, 0.49)
    """
    from govlib.data import load

    raised = by_giver()["core"].to_numpy()[0]
    table = load("un_funding_top_contributors_2024").dropna(subset="iso3").set_index("iso3")
    scale = load("un_scale_2022_2024")["assessment_rate_percent"]
    found = table[_columns()[1:3]].set_axis(["core", "earmarked"], axis=1)
    found = found.join(scale.rename("due"), how="inner")
    found["due"] *= raised / 100
    found["undone"] = found[["due", "core"]].min(axis=1)
    found["undone_all"] = found["due"].clip(upper=found["core"] + found["earmarked"])
    return found[["due", "core", "earmarked", "undone", "undone_all"]]


def aid_effort() -> pd.DataFrame:
    """Return official development assistance as a share of national income, mostly of 2022.

    Returns
    -------
    pandas.DataFrame
        Indexed by ISO code, with ``name``, ``effort`` in percent, and ``gap``, what is missing
        to the target of 0.7 percent (0 where it is met).

    Examples
    --------
    >>> table = aid_effort()
    >>> int((table["gap"] == 0).sum()), len(table)
    (5, 41)
    """
    from govlib.data import load

    table = load("oda_gni")
    effort = table["oda_percent_gni"].rename("effort")
    return table[["name"]].assign(effort=effort, gap=(ODA_TARGET - effort).clip(lower=0))


def _columns() -> list[str]:
    return [f"{channel}_usd_million" for channel in CHANNELS]
