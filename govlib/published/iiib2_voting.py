"""Section III.B.2: voting power in the Security Council, the councils of Europe and the IMF."""

from __future__ import annotations

from govlib.published import reproduces
from govlib.voting import (
    PER_MILLE,
    Body,
    banzhaf,
    eu_council,
    imf_executive_board,
    imf_governors,
    security_council,
    shapley_shubik,
)

#: places of a permanent and of an elected member in the Security Council
PERMANENT, ELECTED = 0, 5

#: the five that met as BRICS until 2023
BRICS = ("BRA", "RUS", "IND", "CHN", "ZAF")


def _banzhaf(body: Body, member: str) -> float:
    return float(banzhaf(body.game).index[body.place(member)])


def _shapley_shubik(body: Body, member: str) -> float:
    return float(shapley_shubik(body.game).index[body.place(member)])


@reproduces("IIIB2.U1")
def orders_in_the_security_council() -> tuple[float, ...]:
    """Find how often a permanent and an elected member turn a decision in random order."""
    index = shapley_shubik(security_council().game).index
    return float(index[PERMANENT]), float(index[ELECTED])


@reproduces("IIIB2.U2")
def swings_in_the_security_council() -> tuple[float, ...]:
    """Find what share of all swings a permanent and an elected member have."""
    index = banzhaf(security_council().game).index
    return float(index[PERMANENT]), float(index[ELECTED])


@reproduces("IIIB2.U3")
def coalitions_of_the_security_council() -> int:
    """Count the coalitions that carry a decision."""
    return banzhaf(security_council().game).winning


@reproduces("IIIB2.U4")
def permanent_five_before_1965() -> float:
    """Add up the indices of the permanent members in the council of eleven."""
    index = shapley_shubik(security_council("1945").game).index
    return float(index[:ELECTED].sum())


@reproduces("IIIB2.E6")
def council_of_six() -> tuple[tuple[float, ...], ...]:
    """Compare Germany, Belgium and Luxembourg in 1958 by both indices."""
    body = eu_council("1958")
    names = ("DEU", "BEL", "LUX")
    return (
        tuple(_banzhaf(body, name) for name in names),
        tuple(_shapley_shubik(body, name) for name in names),
    )


@reproduces("IIIB2.E8")
def germany_under_the_treaty_of_nice() -> tuple[float, ...]:
    """Measure Germany where votes, members and population must all suffice."""
    body = eu_council("2007", populations=PER_MILLE)
    return _banzhaf(body, "DEU"), _shapley_shubik(body, "DEU")


@reproduces("IIIB2.M1")
def united_states_on_the_executive_board() -> tuple[float, ...]:
    """Compare the votes of the United States with its power."""
    body, name = imf_executive_board(), "USA"
    share = body.votes[body.place(name)] / sum(body.votes)
    return share, _banzhaf(body, name), _shapley_shubik(body, name)


@reproduces("IIIB2.M2")
def china_and_the_special_majority() -> tuple[float, ...]:
    """Measure China at a simple majority and the United States at 85 percent."""
    special = imf_executive_board(0.85)
    return _banzhaf(imf_executive_board(), "CHN"), _banzhaf(special, "USA")


@reproduces("IIIB2.M3")
def united_states_among_the_governors() -> tuple[float, ...]:
    """Measure the United States among 190 at both majorities."""
    return _banzhaf(imf_governors(), "USA"), _banzhaf(imf_governors(0.85), "USA")


@reproduces("IIIB2.M4")
def one_veto_and_none() -> tuple[float, ...]:
    """Find what the United States can prevent, and what share of votes the BRICS had."""
    body = imf_governors(0.85)
    prevent = banzhaf(body.game).prevent[body.place("USA")]
    votes = sum(body.votes[body.place(name)] for name in BRICS)
    return float(prevent), votes / sum(body.votes)
