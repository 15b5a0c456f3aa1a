"""Section III.B.3: three first goals, a line of states and two issues, over many cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from govlib.data import load
from govlib.opinions import camp_members, hegselmann_krause, positions
from govlib.published import reproduces
from govlib.social_choice import Profile, camp_profiles, no_winner_share

#: the three goals in the order of their camps: United States, developing countries, Europe
GOALS = "tpe"

#: chances that a state puts its camp's goal first, and draws for each scale
COHESION = (1.0, 0.8, 0.6)
DRAWS = 200

#: reaches at which camps are counted
REACHES = tuple((np.arange(5, 41) / 100).tolist())

#: how many tables of agreement are shaken, and by how much at most
SHAKEN, NOISE = 20, (0.02, 0.05)

#: the larger of the two western camps in the table as it is, at a reach of 0.2
WEST = frozenset(
    {"AUS", "CAN", "CHE", "DEU", "FRA", "GBR", "ITA", "JPN", "KOR", "NLD", "NOR", "POL", "SWE"}
    | {"TUR", "UKR"}
)

#: states spread evenly over a line
EVEN = tuple(range(10, 61))

#: shares of the other issues that a breach on one ends
LINKS = (1.0, 0.75, 0.5, 0.25, 0.0)


# ---- votes


def weights() -> dict[str, pd.Series]:
    """Return what each country weighs on six scales, in whole numbers."""
    table = load("countries")
    output = load("imf_gdp_2023")
    found = {
        "states": table.un_accession_year.notna().astype(int),
        "dues": 1000 * load("un_scale_2022_2024").assessment_rate_percent,
        "IMF votes": load("imf_quotas_2022").votes,
        "output": output.gdp_usd_2023_billion,
        "output at purchasing power": output.gdp_ppp_2023_billion,
        "population": table.population_2024 / 1000,
    }
    return {name: scale.fillna(0).round().astype(int) for name, scale in found.items()}


def camps() -> dict[str, dict[str, list[str]]]:
    """Return four ways to draw the camps, by the goal that each puts first."""
    table = load("countries")
    western = table.un_voting_group == "WEOG"
    south = table.index[table.g77 == 1].tolist()
    europe = table.index[western & table.un_subregion.str.contains("Europe")].tolist()
    wide = [*(code for code in table.index[western] if code not in ("USA", "ISR")), "JPN"]
    first = {"t": ["USA"], "p": south, "e": europe}
    return {
        "as named": first,
        "Europe with Japan, Canada and others": {**first, "e": wide},
        "China with nobody": {**first, "p": [code for code in south if code != "CHN"]},
        "United States with Israel": {**first, "t": ["USA", "ISR"]},
    }


def as_blocks() -> Iterator[tuple[bool, Profile]]:
    """Yield whether one camp has more than half, and each camp's votes for one order."""
    for scale, camp in product(weights().values(), camps().values()):
        votes = {goal: int(scale.reindex(codes).fillna(0).sum()) for goal, codes in camp.items()}
        for profile in camp_profiles(votes):
            yield 2 * max(votes.values()) > sum(votes.values()), profile


@reproduces("IIIB3.G1")
def blocks_with_a_winner() -> tuple[tuple[int, int], ...]:
    """Count the cases with and without a winner: no camp has half the votes, and one has."""
    counts = {False: [0, 0], True: [0, 0]}
    for large, profile in as_blocks():
        counts[large][profile.condorcet_winner() is None] += 1
    return tuple((yes, no) for yes, no in counts.values())


def divided(cohesion: float) -> Iterator[dict[str, int]]:
    """Yield votes for each order where every state chooses for itself.

    A state puts its camp's goal first with the chance ``cohesion``, else any of the three; the
    rest is in random order.
    """
    rng = np.random.default_rng(12)
    scales, named = weights(), camps()["as named"]
    for name in ("dues", "IMF votes", "output"):
        scale = scales[name].reindex(np.concatenate(list(named.values()))).fillna(0).astype(int)
        listed = [(goal, int(scale[code])) for goal, codes in named.items() for code in codes]
        for _ in range(DRAWS):
            votes: dict[str, int] = {}
            for goal, weight in listed:
                first = goal if rng.random() < cohesion else GOALS[rng.integers(3)]
                rest = [other for other in GOALS if other != first]
                order = first + "".join(rest[:: 1 if rng.random() < 0.5 else -1])
                votes[order] = votes.get(order, 0) + weight
            yield votes


@reproduces("IIIB3.G2")
def divided_camps_with_a_winner() -> tuple[tuple[int, int], ...]:
    """Count the cases with and without a winner where states of a camp choose for themselves."""
    found = []
    for cohesion in COHESION:
        none = sum(Profile(v).condorcet_winner() is None for v in divided(cohesion))
        found.append((3 * DRAWS - none, none))
    return tuple(found)


@reproduces("IIIB3.G3")
def proposals_without_a_winner() -> tuple[float, ...]:
    """Take all triples of the Assembly's places as proposals, and leave out each voter once."""
    places = positions(load("unga_agreement_2010_2019"), 2, low="USA").coordinates
    found = []
    for axes in (1, 2):
        points = places[:, :axes]
        found.append(
            float(
                np.mean(
                    [no_winner_share(np.delete(points, i, 0), points) for i in range(len(points))]
                )
            )
        )
    return tuple(found)


# ---- a line


def tables() -> Iterator[pd.DataFrame]:
    """Yield tables of agreement: without each member in turn, then shaken a little."""
    table = load("unga_agreement_2010_2019")
    for code in table.index:
        yield table.drop(index=code, columns=code)
    for most, seed in product(NOISE, range(SHAKEN)):
        noise = np.random.default_rng(seed).uniform(-most, most, table.shape)
        shaken = (table + np.triu(noise, 1) + np.triu(noise, 1).T).clip(0, 1)
        yield shaken


def lines(table: pd.DataFrame) -> Mapping[str, NDArray[np.float64]]:
    """Return places by all votes, by agreement with the United States, and on two axes."""
    two = positions(table, 2, low="ISR" if "ISR" in table.index else "USA")
    known = {"all votes": two.scaled(), "plane": two.coordinates / np.ptp(two.coordinates[:, 0])}
    if "USA" in table.index:
        apart = (1 - table["USA"]).to_numpy()
        known["agreement"] = (apart - apart.min()) / np.ptp(apart)
    return known


def plane_camps(places: NDArray[np.float64], reach: float) -> list[set[int]]:
    """Return the camps that are left on two axes, where all who are within reach are heard."""
    now = places
    for _ in range(200):
        near = np.linalg.norm(now[:, None] - now, axis=2) <= reach + 1e-9
        later = near @ now / near.sum(axis=1)[:, None]
        if np.abs(later - now).max() < 1e-10:
            break
        now = later
    labels = np.unique(now.round(6), axis=0, return_inverse=True)[1].ravel()
    return [set(np.flatnonzero(labels == k).tolist()) for k in range(labels.max() + 1)]


def three_camps(names: list[str], found: list[set[str]]) -> bool:
    """Tell whether camps are the United States with Israel, the other western ones, the rest.

    Every member must be in its camp; whoever is left out of the table is not asked for.
    """
    first, west = {"USA", "ISR"} & set(names), set(WEST & set(names))
    return len(found) == 3 and all(
        camp in found for camp in (first, west, set(names) - first - west)
    )


@reproduces("IIIB3.G4")
def assemblies_in_three_camps() -> tuple[tuple[int, int], ...]:
    """Count the tables with and without a reach that leaves the three camps, by kind of place."""
    counts = {"all votes": [0, 0], "agreement": [0, 0], "plane": [0, 0]}
    for table in tables():
        names = list(table.index)
        for kind, places in lines(table).items():
            held = False
            # outwards from a reach of 0.2, near which the camps are found at once
            for reach in sorted(REACHES, key=lambda reach: abs(reach - 0.2)):
                if kind == "plane":
                    camps_now = [{names[i] for i in c} for c in plane_camps(places, reach)]
                else:
                    line = pd.Series(places, index=names)
                    camps_now = [set(camp) for camp in camp_members(line, reach)]
                if held := three_camps(names, camps_now):
                    break
            counts[kind][not held] += 1
    return tuple((yes, no) for yes, no in counts.values())


@reproduces("IIIB3.G5")
def reaches_that_only_unite() -> tuple[int, int]:
    """Count the even lines on which a larger reach never leaves more camps, and the others."""
    rises = 0
    for n in EVEN:
        line = np.linspace(0, 1, n)
        count = [hegselmann_krause(line, reach).count for reach in REACHES]
        rises += bool((np.diff(count) > 0).any())
    return len(EVEN) - rises, rises


# ---- packages


def patience(benefit: NDArray[np.float64], cost: NDArray[np.float64], link: float) -> float:
    """Return the patience for which no country gains by cheating on any of the issues.

    A breach ends cooperation for good on the issues on which one cheats, and on a share ``link``
    of each other one.
    """
    worst = 0.0
    for country in range(benefit.shape[1]):
        gain = benefit[:, country] - cost[:, country]
        for cheats in product((False, True), repeat=len(benefit)):
            on = np.array(cheats)
            if not on.any():
                continue
            saved = cost[on, country].sum()
            lost = gain[on].sum() + link * gain[~on].sum()
            # δ/(1 − δ) · lost must be at least what is saved in the period of the breach
            worst = max(worst, saved / (saved + lost) if lost > 0 else np.inf)
    return float(worst)


def deals() -> Iterator[tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]]:
    """Yield benefits with like priorities, with unlike ones, and costs; totals are the same."""
    for n, spread, stake, cost in product(
        (2, 3), (0.25, 0.5, 0.75), (1.0, 0.75, 0.5), (0.5, 1.0, 1.25)
    ):
        even = np.full((n, n), 3.0)
        own = even - 3 * spread / (n - 1)
        np.fill_diagonal(own, 3 + 3 * spread)
        scale = np.array([1.0] * (n - 1) + [stake])
        yield even * scale, own * scale, np.full((n, n), cost)


@reproduces("IIIB3.G6")
def packages_that_bear_unlike_priorities() -> tuple[tuple[int, int], ...]:
    """Count, for each strength of the link, the packages that need no more patience, and others."""
    found = []
    for link in LINKS:
        worse = sum(
            patience(own, cost, link) > patience(even, cost, link) + 1e-9
            for even, own, cost in deals()
        )
        found.append((54 - worse, worse))
    return tuple(found)


def favours() -> Iterator[tuple[tuple[NDArray[np.float64], NDArray[np.float64]], ...]]:
    """Yield benefits and costs of an exchange of favours: like priorities, then unlike ones.

    Each issue serves one country alone, and the others bear its costs.
    """
    for n, spread, stake, price in product(
        (2, 3), (0.25, 0.5, 0.75), (1.0, 0.75, 0.5), (0.5, 0.75, 1.0)
    ):
        scale = np.array([1.0] * (n - 1) + [stake])
        others = (1 - np.eye(n)) / (n - 1)
        yield tuple(
            (3 * (1 + d) * np.eye(n) * scale, 3 * price * (1 - d) * others) for d in (0.0, spread)
        )


@reproduces("IIIB3.G7")
def favours_that_unlike_priorities_help() -> tuple[tuple[int, int], ...]:
    """Count, for each strength of the link, the exchanges that need less patience, and others."""
    found = []
    for link in LINKS:
        helped = sum(
            patience(*unlike, link) < min(1.0, patience(*like, link) - 1e-9)
            for like, unlike in favours()
        )
        found.append((helped, 54 - helped))
    return tuple(found)
