"""Make the derived tables of what takes a model longer than a reader waits.

    python tools/known_tables.py imf_governors_power imf_double_majority
    python tools/known_tables.py dice_policies office_populations

Each name is a table ``govlib/data/tables/<name>.csv``; all of it takes about half a minute. They
are made again when the model or a table behind them changes; ``test_known.py`` in the tests of
each family recomputes some rows. ``tools/lab_tables.py`` makes those of the institution lab.
"""

from __future__ import annotations

import argparse
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd

from govlib.drawing import declaration
from govlib.evolution import Sanctions, sanctioned
from govlib.figures.evolution import institutions as offices
from govlib.figures.sustainability.climate import DISCOUNTING
from govlib.figures.voting.reform import ROWS, powers
from govlib.sustainability import Dice, optimum, under_prices
from govlib.voting import PRICES, banzhaf, imf_governors, imf_reform, shapley_shubik

TABLES = Path(__file__).resolve().parents[1] / "govlib" / "data" / "tables"

#: weights of output and basic votes at which a double majority is counted, percent
GDP, BASIC = (0, 50, 75, 100), (5.5, 10, 15, 30)

#: warming by a doubling of carbon at which policies are solved, °C
SENSITIVITIES = (2.0, 3.1, 4.5)


def imf_governors_power() -> pd.DataFrame:
    """Count and integrate the power of the 190 Governors."""
    body = imf_governors()
    return pd.DataFrame(
        {
            "iso3": body.members,
            "banzhaf": banzhaf(body.game).index,
            "shapley_shubik": shapley_shubik(body.game).index,
        }
    )


def double_majority(gdp: float, prices: str, basic: float) -> dict[str, float]:
    """Count who could stop what if votes and members both need a majority."""
    body = imf_reform(gdp / 100, prices=prices, basic=basic / 100, members="1/2")
    prevent, act = powers(body)
    return {"act": act, **dict(zip((*ROWS, "LDC"), prevent, strict=True))}


def imf_double_majority() -> pd.DataFrame:
    """Count under each weight of output, price list and share of basic votes."""
    return pd.DataFrame(
        {"gdp": gdp, "prices": prices, "basic": basic, **double_majority(gdp, prices, basic)}
        for gdp, prices, basic in product(GDP, PRICES, BASIC)
    )


def policies(model: Dice) -> pd.DataFrame:
    """Climb to the best saving under today's prices, and to the best policy."""
    today, best = under_prices(model.base_prices, model).path, optimum(model).path
    return pd.DataFrame(
        {
            "time_preference": model.time_preference,
            "elasticity": model.elasticity,
            "sensitivity": model.sensitivity,
            "year": model.years,
            "saving_today": today.saving,
            "control": best.control,
            "saving": best.saving,
        }
    )


def dice_policies() -> pd.DataFrame:
    """Climb for each way to weigh the future, and each sensitivity."""
    cases = product(DISCOUNTING.values(), SENSITIVITIES)
    return pd.concat(
        policies(Dice(time_preference=rho, elasticity=eta, sensitivity=warms))
        for (rho, eta), warms in cases
    )


def office(scale: str, founders: int, fine: float) -> pd.DataFrame:
    """Solve the populations under an office, at every risk of the figure."""
    risks = np.array(offices.RISKS)
    game = Sanctions(**offices.RULES, risk=risks, fine=fine, scale=scale, founders=founders)
    (found,) = sanctioned([game], offices.POPULATION)
    columns = {"scale": scale, "founders": founders, "fine": fine, "risk": risks}
    kinds = dict(zip(("cooperators", "punishers", "defectors"), found.shares.T, strict=True))
    return pd.DataFrame({**columns, "achievement": found.achievement, **kinds})


def asked() -> tuple[list[int], list[float]]:
    """Return the numbers of founders and the fines that the figure has."""
    declared = declaration(offices.institutions)
    assert declared, "a figure that explorers draw is declared"
    return list(declared.controls["founders"].values), list(declared.controls["fine"].values)


def office_populations() -> pd.DataFrame:
    """Solve those of each fine and number of founders that the figure asks for."""
    founders, fines = asked()
    kinds = [*(("global", number) for number in founders), ("local", offices.LOCAL)]
    return pd.concat(office(*kind, fine) for kind in kinds for fine in fines)


MAKERS = {
    make.__name__: make
    for make in (imf_governors_power, imf_double_majority, dice_policies, office_populations)
}


def main(names: list[str]) -> None:
    """Make the tables that are named; numbers are written with all their digits."""
    for name in names:
        made = MAKERS[name]()
        made.to_csv(TABLES / f"{name}.csv", index=False)
        print(name, len(made), "rows")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="+", choices=MAKERS, metavar="table")
    main(parser.parse_args().names)
