"""Sobol' shares of uncertain inputs, ours beside SALib and scipy.

    python benchmarks/sensitivity.py [--quick] [--json FILE]

The function of Ishigami and Homma with 2^12 and 2^16 draws, and the ranks of the technology
achievement index under ten uncertain choices: 24 results a draw, which SALib analyses one by one.
All must agree with the exact shares, or with each other, up to chance. Goal: at least twice as fast
as SALib, whose bootstrap of errors is turned down to two resamples, the fewest it takes.
"""

from __future__ import annotations

from typing import Any

from _timing import Report, peer  # first: it pins the threads of linear algebra

# isort: split
import numpy as np
from scipy import stats

from govlib.indicators import (
    aggregate,
    ishigami,
    ishigami_indices,
    load_technology,
    rank_shift,
    ranks,
    sobol_indices,
)


def shares(found: Any) -> str:
    return "first " + ", ".join(f"{value:.3f}" for value in np.ravel(found)[:3])


def problem(names: tuple[str, ...]) -> dict[str, Any]:
    return {"num_vars": len(names), "names": list(names), "bounds": [[0, 1]] * len(names)}


def one_result(report: Report, n: int) -> None:
    case, exact = f"Ishigami, n = {n:,}", ishigami_indices()
    within = 4 / np.sqrt(n)
    ours, found = report.time(
        case,
        "govlib sobol_indices",
        lambda: sobol_indices(ishigami, 3, draws=n, rng=0),
        note=lambda found: shares(found.first),
    )
    report.agree("first share, ours and exact", found.first[0], exact.first[0], within=within)
    report.time(
        case,
        "scipy.stats.sobol_indices",
        lambda: stats.sobol_indices(
            func=lambda x: ishigami(x.T), n=n, dists=[stats.uniform()] * 3, rng=0
        ),
        note=lambda found: shares(found.first_order),
    )
    if peer("SALib"):
        from SALib.analyze import sobol as analyse
        from SALib.sample import sobol as sample

        setting = problem(("x1", "x2", "x3"))

        def salib() -> Any:
            draws = sample.sample(setting, n, calc_second_order=False, seed=0)
            return analyse.analyze(
                setting, ishigami(draws), calc_second_order=False, num_resamples=2, seed=0
            )

        theirs, answer = report.time(case, "SALib", salib, note=lambda found: shares(found["S1"]))
        report.agree(
            "first share, ours and SALib's", found.first[0], answer["S1"][0], within=within
        )
        report.goal("times faster than SALib", theirs / ours, least=2)


def all_ranks(report: Report, n: int) -> None:
    case = f"ranks of 23 countries, n = {n:,}"
    choices = load_technology().choices()
    ours, found = report.time(
        case,
        "govlib Choices.assess",
        lambda: choices.assess(draws=n, rng=0),
        note=lambda found: shares(found.first[-1]),
    )
    if peer("SALib"):
        from SALib.analyze import sobol as analyse
        from SALib.sample import sobol as sample

        setting = problem(choices.inputs)
        reference = ranks(aggregate(choices.tables[0], choices.weights[0]))

        def salib() -> Any:
            draws = sample.sample(setting, n, calc_second_order=False, seed=0)
            places = ranks(choices.scores(np.minimum(draws, 1 - 1e-12)), digits=12)
            results = [*places.T.astype(float), rank_shift(places, reference)]
            return [
                analyse.analyze(setting, y, calc_second_order=False, num_resamples=2, seed=0)
                for y in results
            ]

        theirs, answer = report.time(
            case, "SALib, result by result", salib, repeat=3, note=lambda a: shares(a[-1]["S1"])
        )
        report.agree(
            "total share of compensation in the shift",
            found.total[-1, 1],
            answer[-1]["ST"][1],
            within=4 / np.sqrt(n),
        )
        report.goal("times faster than SALib", theirs / ours, least=2)


def main() -> None:
    report = Report(__doc__ or "")
    for n in (2**12,) if report.quick else (2**12, 2**16):
        one_result(report, n)
    all_ranks(report, 2**10)
    report.close()


if __name__ == "__main__":
    main()
