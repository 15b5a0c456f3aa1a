"""Kemeny's ranking, ours beside pref_voting.

    python benchmarks/norms.py [--quick] [--json FILE]

Voters rank at random, so majorities run in circles and hardly anything can be settled in advance.
Both list all optimal rankings, which must be equal. pref_voting (1.18) looks at all m! orders;
ours at subsets of the alternatives. Goals: at 8 alternatives at least 100 times faster; at 18,
where no order can be looked at one by one, at most 1 s. For opinions no peer computes the same
process (ndlib's version moves one random agent an iteration), so there is nothing to compare.
"""

from __future__ import annotations

from _timing import Report, peer  # first: it pins the threads of linear algebra

# isort: split
import numpy as np

from govlib.social_choice import Kemeny, Profile, kemeny


def found(best: Kemeny) -> str:
    return f"{len(best.rankings)} best, {best.disagreements} disagreements"


def main() -> None:
    report = Report(__doc__ or "")
    rng = np.random.default_rng(1)
    other = peer("pref_voting")
    for m in (6, 8) if report.quick else (6, 7, 8, 14, 18, 30):
        rows = [tuple(rng.permutation(m).tolist()) for _ in range(15)]
        case = f"15 voters, {m} alternatives"
        ours, best = report.time(
            case, "govlib kemeny", lambda rows=rows: kemeny(Profile(rows)), note=found
        )
        if m == 18:
            report.goal("seconds", ours, most=1)
        if not other or m > 8:
            continue
        from pref_voting.profiles import Profile as Peer
        from pref_voting.voting_methods import kemeny_young_rankings

        def theirs(rows: list[tuple[int, ...]] = rows) -> set[tuple[int, ...]]:
            rankings, _ = kemeny_young_rankings(Peer(rows))
            return {tuple(int(x) for x in ranking) for ranking in rankings}

        theirs()  # compiles what it needs
        seconds, orders = report.time(
            case, "pref_voting kemeny_young", theirs, repeat=1, note=lambda o: f"{len(o)} best"
        )
        report.agree("optimal rankings in common", len(orders & set(best.rankings)), len(orders))
        report.agree("number of optimal rankings", len(best.rankings), len(orders))
        if m == 8:
            report.goal("times faster than pref_voting", seconds / ours, least=100)
    report.close()


if __name__ == "__main__":
    main()
