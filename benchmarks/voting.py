"""Power indices of bodies small and large, ours beside powerindex, powerindices and power_bdd.

    python benchmarks/voting.py [--quick] [--json FILE]

Votes are spread as in the IMF. Our Banzhaf indices are exact whole numbers, the Shapley–Shubik
indices too up to 100 members. Goals: for the 190 members of the IMF and their 5.04 million votes,
where no peer finishes, Banzhaf in at most 0.25 s and Shapley–Shubik in at most 5 s, in the time of
one processor, which other work on the machine does not lengthen much; at 100 members at least
100 times faster than powerindex; never above 2 GB of memory.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from _timing import Report, peer  # first: it pins the threads of linear algebra

# isort: split
import numpy as np

from govlib.voting import (
    WeightedGame,
    _counting,
    banzhaf,
    imf_governors,
    power,
    shapley_shubik,
)


def votes(n: int, total: int) -> list[int]:
    """Votes that fall off as those of the IMF do: a first with 17.5 per cent, a long tail."""
    rng = np.random.default_rng(0)
    rank = np.arange(1, n + 1)
    share = rank**-1.05 * np.exp(-rank / 90 + 0.15 * rng.standard_normal(n))
    share[0] = 0.175 / (1 - 0.175) * share[1:].sum()
    basic = max(1, total // 3450)
    return [basic + int(v) for v in share / share.sum() * (total - basic * n)]


def fresh() -> None:
    """Forget what was counted before."""
    power._tally.cache_clear()
    _counting._halved.cache_clear()


def first(found: Any) -> str:
    return f"first member {found:.6f}"


def ours(report: Report, case: str, game: WeightedGame) -> tuple[float, float, float, float]:
    """Time both of our indices; return the times and the first member's indices."""
    count, swings = report.time(
        case,
        "govlib banzhaf",
        lambda: banzhaf(game),
        prepare=fresh,
        note=lambda found: first(found.index.max()),
    )
    integral, orders = report.time(
        case,
        "govlib shapley_shubik",
        lambda: shapley_shubik(game),
        prepare=fresh,
        repeat=3,
        note=lambda found: first(found.index.max()) + ("" if found.exact else ", integrated"),
    )
    return count, integral, swings.index.max(), orders.index.max()


def with_peers(report: Report, n: int, total: int) -> None:
    weights = votes(n, total)
    game = WeightedGame.above(weights, "1/2")
    case = f"{n} members, {game.total:,} votes"
    count, integral, swings, orders = ours(report, case, game)

    if library := peer("powerindex"):

        def theirs(name: str) -> list[float]:
            made = library.Game(game.quota, weights=list(weights))
            getattr(made, f"calc_{name}")()
            return getattr(made, name)

        for name, quick, value in (
            ("banzhaf", count, swings),
            ("shapley_shubik", integral, orders),
        ):
            slow, found = report.time(
                case, f"powerindex {name}", lambda name=name: theirs(name), repeat=1
            )
            report.agree(name, value, max(found), within=1e-9)
            ratio = slow / quick
            if n == 100:
                report.goal(f"times faster than powerindex ({name})", ratio, least=100)
            else:
                print(f"  {ratio:.0f} times faster", flush=True)

    if n <= 60 and (library := peer("powerindices")):
        slow, found = report.time(
            case,
            "powerindices compute_pbi",
            lambda: library.compute_pbi(game.quota, list(weights)),
            repeat=1,
        )
        print(f"  {slow / count:.0f} times faster", flush=True)
        slow, found = report.time(
            case,
            "powerindices compute_ssi",
            lambda: library.compute_ssi(game.quota, list(weights)),
            repeat=1,
        )
        report.agree("shapley_shubik", orders, max(found), within=1e-9)
        print(f"  {slow / integral:.0f} times faster", flush=True)

    if n <= 27 and peer("power_bdd"):
        from power_bdd import bdd

        slow, _ = report.time(
            case,
            "power_bdd calc_banzhaf",
            lambda: bdd.BDD(bdd.WeightedGame(game.quota, list(weights))).calc_banzhaf(),
            repeat=1,
        )
        print(f"  {slow / count:.0f} times faster", flush=True)


def processor(call: Callable[[], Any], repeat: int = 3) -> float:
    """Best time of one processor: what a call in one thread takes where nothing else runs."""
    seconds = []
    for _ in range(repeat):
        fresh()
        begin = time.process_time()
        call()
        seconds.append(time.process_time() - begin)
    return min(seconds)


def fund(report: Report) -> None:
    for percent in (50, 85):
        body = imf_governors(percent / 100)
        assert isinstance(body.game, WeightedGame)
        case = f"IMF, 190 members, {percent} %"
        ours(report, case, body.game)
        count = processor(partial(banzhaf, body.game))
        integral = processor(partial(shapley_shubik, body.game))
        report.goal("seconds of one processor for Banzhaf", count, most=0.25)
        report.goal("seconds of one processor for Shapley–Shubik", integral, most=5)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    report.goal("gigabytes of memory at most", peak, most=2)


def main() -> None:
    report = Report(__doc__ or "")
    fund(report)  # first, so that the memory is ours alone
    for n, total in (
        ((15, 1_000), (27, 1_000))
        if report.quick
        else (
            (15, 1_000),
            (27, 1_000),
            (60, 5_000),
            (100, 20_000),
        )
    ):
        with_peers(report, n, total)
    report.close()


if __name__ == "__main__":
    main()
