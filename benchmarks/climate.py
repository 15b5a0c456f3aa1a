"""The optimum of DICE-2016R: scipy with our slopes beside IPOPT, and the pieces of a run.

    python benchmarks/climate.py [--quick] [--json FILE]

Both solvers must reach the same welfare, and the same social cost of carbon. Goals: an optimum in
at most 10 s, with either. Answers are stored by the library, so each call here first forgets
them. IPOPT (by way of casadi, which the extra named climate brings) is left out if it is missing;
with it, the baseline of Nordhaus's program and a limit of 2.5 °C are timed too.
"""

from __future__ import annotations

from typing import Any

from _timing import Report, peer  # first: it pins the threads of linear algebra

# isort: split
import numpy as np

from govlib.sustainability import Dice, baseline, optimum, shadow_prices
from govlib.sustainability._climate_solvers import solved


def cost(found: Any) -> str:
    return f"a tonne in 2020 costs {found.social_cost[1]:.3f}"


def main() -> None:
    report = Report(__doc__ or "")
    model = Dice()
    control = model.control_at(model.base_prices)
    repeat = 3 if report.quick else 7

    _, path = report.time("one run", "govlib Dice.path", lambda: model.path(control, 0.25))
    report.time("its slopes", "govlib shadow_prices", lambda: shadow_prices(path))
    many = control * np.linspace(0, 1, 1000)[:, None]
    report.time("1,000 runs at once", "govlib Dice.path", lambda: model.path(many, 0.25))

    forget = solved.cache_clear
    ours, best = report.time(
        "optimum", "scipy L-BFGS-B", optimum, repeat=repeat, prepare=forget, note=cost
    )
    report.goal("seconds for the optimum by scipy", ours, most=10)
    if peer("casadi"):
        theirs, same = report.time(
            "optimum",
            "IPOPT",
            lambda: optimum(solver="ipopt"),
            repeat=repeat,
            prepare=forget,
            note=cost,
        )
        report.goal("seconds for the optimum by IPOPT", theirs, most=10)
        scale = abs(same.path.welfare)
        report.agree("welfare", best.path.welfare, same.path.welfare, within=1e-9 * scale)
        report.agree("social cost", best.social_cost[1], same.social_cost[1], within=1e-3)
        print(f"  scipy takes {ours / theirs:.2g} times as long as IPOPT")
        report.time("baseline", "IPOPT", baseline, repeat=repeat, prepare=forget, note=cost)
        report.time(
            "at most 2.5 °C",
            "IPOPT",
            lambda: optimum(warming_limit=2.5),
            repeat=repeat,
            prepare=forget,
            note=cost,
        )
    report.close()


if __name__ == "__main__":
    main()
