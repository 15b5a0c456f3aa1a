"""The glossary as an index: each term is explained in its home, and linked there."""

from __future__ import annotations

import re

import pytest
import registry
from bookkit import terms

BOOK = registry.ROOT / "book"
GLOSSARY = (BOOK / "reference" / "glossary.md").read_text(encoding="utf-8")
TERMS = {name.casefold() for name, _ in terms._ENTRY.findall(GLOSSARY.partition("{glossary}\n")[2])}

#: Where a reader meets a term first, with its explanation.
HOMES = {
    "global-public-goods": "global public problem, public good, free riding, nash equilibrium, "
    "best reply, efficient, social optimum, aggregation technology, summation, weakest link, "
    "best shot, neutrality, power mean",
    "collective-action": "linear public good, mpcr, dominant strategy, discount factor, "
    "grim trigger, conditional cooperation",
    "governance-without-government": "governance, prisoner's dilemma, tit for tat, "
    "shadow of the future, collectively stable, automaton",
    "regimes-by-negotiation": "regime, outside option, fall-back, nash bargaining solution, "
    "alternating offers",
    "two-edges": "network, node, link, degree, density, path length, clustering coefficient, "
    "small world, random network, null model, simple contagion, complex contagion, threshold, "
    "bridge, long tie, cascade window, vulnerable node, giant component, robust yet fragile, "
    "percolation, transmissibility, clearing vector, default, capital buffer, "
    "contagion (financial)",
    "community-of-fate": "collective-risk dilemma, pivotal, critical risk, replicator equation, "
    "stationary distribution, group achievement",
    "sovereign-states": "self-enforcing agreement, internal stability, external stability, "
    "entry clause, leakage",
    "many-centres": "polycentric governance, quorum, founders",
    "great-powers": "private provision, lindahl price, normal good, joint product, exploitation, "
    "rank correlation",
    "voice-and-votes": "swing, banzhaf index, shapley–shubik index, power to act, "
    "power to prevent, power to initiate, veto, basic votes",
    "diverging-goals": "condorcet winner, borda count, kemeny ranking, impartial culture, "
    "single-peaked, bounded confidence, issue linkage",
    "rule-vacuum": "common-pool resource, rent dissipation, interdependent security, tipping set, "
    "convention, risk dominance, stochastic stability, lock-in, pólya urn",
    "supervision": "inspection game, commitment, pool punishment, second-order free rider, "
    "quantal response equilibrium",
    "sustainable-development": "pure rate of time preference, ramsey rule, gamma discounting, "
    "social cost of carbon, backstop",
    "financing": "crowding out, earmarked contribution, quadratic funding, assurance contract, "
    "provision point, volunteer's dilemma, herfindahl index",
    "evaluation": "composite indicator, goalposts, compensation, benefit of the doubt, "
    "sobol' index",
    "too-small-too-big": "spillover, decentralisation theorem",
    "win-win": "transfer, core, gamma core, excess, nucleolus, shapley value, prekernel, "
    "critical benefit-to-cost ratio",
}


@pytest.mark.parametrize("slug", HOMES)
def test_a_term_is_linked_first_in_its_home(slug):
    uses = terms.uses()
    for term in HOMES[slug].split(", "):
        assert term in TERMS
        assert uses.get(term), f"{term} is linked nowhere"
        assert uses[term][0].slug == slug, term


def test_no_term_of_the_glossary_is_idle():
    first = terms.linked((BOOK / "introduction.md").read_text(encoding="utf-8"))
    assert TERMS - set(terms.uses()) - set(first) == set()


def test_the_glossary_says_where_a_term_is_explained_and_used(monkeypatch):
    one, two = [c for c in registry.chapters() if c.part][:2]
    monkeypatch.setattr(terms, "uses", lambda: {"core": [one, two], "game": [two]})
    entries = "Core\n  Divisions.\n\nGame\n  Rules.\n\nIdle\n  Nothing."
    page = f"# G\n\n```{{glossary}}\n{entries}\n```\n\nEnd.\n"
    told = terms.indexed(page)
    assert f"Core\n  Divisions. *Explained in* {{chapter}}`{one.slug}`; also in" in told
    assert (
        f"Game\n  Rules. *Explained in* {{chapter}}`{two.slug}`.\n\nIdle\n  Nothing.\n```" in told
    )
    assert told.startswith("# G\n")
    assert told.endswith("```\n\nEnd.\n")


def test_the_page_keeps_every_definition():
    told = terms.indexed(GLOSSARY)
    assert len(re.findall(r"^\S", told, re.M)) == len(re.findall(r"^\S", GLOSSARY, re.M))
    assert told.count("*Explained in*") == len(TERMS & set(terms.uses()))
