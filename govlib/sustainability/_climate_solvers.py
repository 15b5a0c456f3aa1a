"""The optimisers of the climate economy: scipy's L-BFGS-B, and IPOPT by way of casadi.

:mod:`govlib.sustainability.climate_policy` asks them. Both maximise welfare over controls and
saving rates. L-BFGS-B climbs with the slopes of :mod:`govlib.sustainability.carbon_cost`; IPOPT
takes the laws of motion as constraints, so that limits to what they move are bounds like others.
"""

from __future__ import annotations

from functools import lru_cache
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import choice
from govlib._values import lock
from govlib.sustainability.carbon_cost import shadow_prices, slopes_of_welfare
from govlib.sustainability.climate_optimum import Optimum
from govlib.sustainability.climate_path import ClimatePath
from govlib.sustainability.climate_records import State
from govlib.sustainability.dice import Dice

__all__ = ["HOTTEST", "SAVING", "SOLVERS", "casadi", "solve"]

SOLVERS = ("scipy", "ipopt")

#: periods at the end whose saving rate is given
_LATE = 10

#: bounds of the saving rate, and the rates from which solvers start; so much control that even
#: large damages leave some output
SAVING, _CONTROL_START, _SAVING_START = (0.01, 0.9), 0.9, 0.25

#: step at which curvature is measured, and how often it is measured anew
_NUDGE, _ROUNDS = 1e-5, 2

#: sizes that bring the parts of the state, and welfare, near 1 for the solvers
_STATE_SCALE = State(500.0, 1000.0, 1000.0, 2000.0, 3.0, 1.0, 3000.0)
_WELFARE_SCALE = 1e5

#: bounds of the state within which the laws make sense, as the program has them; what is burnt
#: may fall below 0, because later on industry can take carbon out of the air
_LOWEST = State(1.0, 10.0, 100.0, 1000.0, -np.inf, -1.0, -np.inf)
_HIGHEST = State(np.inf, np.inf, np.inf, np.inf, 12.0, 20.0, np.inf)

#: largest warming at which the model is solved, °C
HOTTEST = _HIGHEST.warming


def solve(
    model: Dice,
    least: NDArray[np.float64],
    most: NDArray[np.float64],
    warming_limit: float | None = None,
    solver: str | None = None,
) -> Optimum:
    """Maximise welfare with controls between ``least`` and ``most``; answers are stored.

    Parameters
    ----------
    model : Dice
        Parameters.
    least, most : numpy.ndarray, shape (periods,)
        Bounds of the control rates; equal where a rate is given.
    warming_limit : float, optional
        Largest warming, °C; only IPOPT knows such a limit.
    solver : {"scipy", "ipopt"}, optional
        ``"ipopt"`` with a limit to warming and ``"scipy"`` without, if none is named.
    """
    if solver is None:
        solver = "scipy" if warming_limit is None else "ipopt"
    if choice("solver", solver, SOLVERS) == "scipy" and warming_limit is not None:
        raise ValueError("solver must be 'ipopt' where warming_limit is set; got 'scipy'")
    # arrays are not hashable, their bytes are
    bounds = (np.asarray(bound, dtype=np.float64).tobytes() for bound in (least, most))
    return solved(model, *bounds, warming_limit, solver)


@lru_cache(maxsize=256)
def solved(
    model: Dice, least: bytes, most: bytes, warming_limit: float | None, solver: str
) -> Optimum:
    """Do the work of :func:`govlib.sustainability._climate_solvers.solve`, once for each case."""
    low, high = np.frombuffer(least), np.frombuffer(most)
    if solver == "scipy":
        return _by_scipy(model, low, high)
    return _by_ipopt(model, low, high, warming_limit)


def casadi() -> ModuleType:
    """Import casadi, or say which extra brings it."""
    try:
        import casadi
    except ImportError:
        raise ImportError(
            "solver 'ipopt' needs casadi, which the extra named climate brings: "
            "pip install 'govlib[climate]'"
        ) from None
    return casadi


def _by_scipy(model: Dice, least: NDArray[np.float64], most: NDArray[np.float64]) -> Optimum:
    """Climb with L-BFGS-B, each rate measured in units of its own curvature."""
    from scipy.optimize import minimize

    periods, free = model.periods, model.periods - _LATE
    late = np.full(_LATE, model.late_saving)

    def run(x: NDArray[np.float64]) -> ClimatePath:
        rest = np.broadcast_to(late, (*x.shape[:-1], _LATE))
        return model.path(x[..., :periods], np.concatenate([x[..., periods:], rest], axis=-1))

    def slope(path: ClimatePath) -> NDArray[np.float64]:
        found = shadow_prices(path)
        slopes = np.concatenate([found.control, found.saving[..., :free]], axis=-1)
        return np.asarray(slopes / _WELFARE_SCALE)

    low = np.append(least, np.full(free, SAVING[0]))
    high = np.append(most, np.full(free, SAVING[1]))
    start = np.append(np.full(periods, _CONTROL_START), np.full(free, _SAVING_START))
    x = np.clip(start, low, high)
    for _ in range(_ROUNDS):
        # curvature in each direction alone, from slopes at small steps to both sides
        up, down = (np.clip(x + h * np.eye(x.size), low, high) for h in (_NUDGE, -_NUDGE))
        apart = np.maximum((up - down).diagonal(), _NUDGE * 1e-6)
        curve = np.abs((slope(run(up)) - slope(run(down))).diagonal() / apart)
        unit = 1 / np.sqrt(np.maximum(curve, curve.max() * 1e-8))

        def loss(
            z: NDArray[np.float64], x: NDArray[np.float64] = x, unit: NDArray[np.float64] = unit
        ) -> tuple[float, NDArray[np.float64]]:
            rates = np.clip(x + unit * z, low, high)
            welfare, by_control, by_saving = slopes_of_welfare(
                model, rates[:periods], np.append(rates[periods:], late)
            )
            slopes = np.append(by_control, by_saving[:free]) / _WELFARE_SCALE
            return -welfare / _WELFARE_SCALE, -slopes * unit

        found = minimize(
            loss,
            np.zeros(x.size),
            jac=True,
            method="L-BFGS-B",
            bounds=np.column_stack([(low - x) / unit, (high - x) / unit]),
            options={"maxiter": 5000, "maxfun": 5000, "maxcor": 50, "ftol": 1e-16, "gtol": 1e-8},
        )
        x = np.clip(x + unit * found.x, low, high)
    path = run(x)
    if not found.success:
        raise RuntimeError(f"scipy found no optimum: {found.message}")
    if not path.within_fossil_limit:
        raise RuntimeError(
            f"the policy burns more than the {model.fossil_limit:g} Gt of fossil carbon there are; "
            "ask for a higher price, or let solver='ipopt' choose it"
        )
    return Optimum(path, lock(shadow_prices(path).social_cost), None, "scipy")


def _by_ipopt(
    model: Dice,
    least: NDArray[np.float64],
    most: NDArray[np.float64],
    warming_limit: float | None,
) -> Optimum:
    """Solve for controls, saving and all states at once, the laws being constraints."""
    ca, periods, size = casadi(), model.periods, len(State._fields)
    mu, s = ca.SX.sym("control", periods), ca.SX.sym("saving", periods)
    x = ca.SX.sym("state", size, periods)
    welfare, gaps = _as_symbols(model, mu, s, x, ca)
    problem = {
        "x": ca.vertcat(mu, s, ca.vec(x)),
        "f": -welfare / _WELFARE_SCALE,
        "g": ca.vertcat(*gaps),
    }
    options = {"print_level": 0, "sb": "yes", "tol": 1e-10, "max_iter": 1000}
    options["bound_relax_factor"] = 0.0
    solver = ca.nlpsol("dice", "ipopt", problem, {"print_time": False, "ipopt": options})

    scale = np.array(_STATE_SCALE)[:, None]
    low, high = (np.tile(np.array(edge)[:, None], periods) for edge in (_LOWEST, _HIGHEST))
    high[State._fields.index("burnt")] = model.fossil_limit
    if warming_limit is not None:
        high[State._fields.index("warming")] = warming_limit
    low[:, 0] = high[:, 0] = np.array(model.initial_state())
    save_least, save_most = np.full(periods, SAVING[0]), np.full(periods, SAVING[1])
    save_least[-_LATE:] = save_most[-_LATE:] = model.late_saving
    guess = model.path(np.clip(_CONTROL_START, least, most), _SAVING_START)

    def flat(*parts: Any) -> NDArray[np.float64]:
        *rates, states = parts
        return np.concatenate([*rates, (np.array(states) / scale).T.ravel()])

    found = solver(
        x0=flat(guess.control, guess.saving, guess.states),
        lbx=flat(least, save_least, low),
        ubx=flat(most, save_most, high),
        lbg=0,
        ubg=0,
    )
    status = solver.stats()["return_status"]
    if status != "Solve_Succeeded":
        within = "" if warming_limit is None else f" with warming of at most {warming_limit:g} °C"
        raise RuntimeError(f"IPOPT found no optimum{within}: it reports {status}")
    answer = np.array(found["x"]).ravel()
    path = model.path(
        np.clip(answer[:periods], least, most),
        np.clip(answer[periods : 2 * periods], save_least, save_most),
    )
    # multipliers of upper bounds are positive; those of free states are zero up to rounding
    tight = np.array(found["lam_x"]).ravel()[2 * periods :].reshape(periods, size)
    tight = np.maximum(tight, 0) * _WELFARE_SCALE / scale.ravel()
    tight[0] = 0  # the first state is given
    scarce = State(*tight.T)
    prices = shadow_prices(path, warming=scarce.warming, burnt=scarce.burnt)
    return Optimum(path, lock(prices.social_cost), warming_limit, "ipopt")


def _as_symbols(model: Dice, mu: Any, s: Any, x: Any, ca: ModuleType) -> tuple[Any, list[Any]]:
    """Return welfare, and how far each state is from where the laws lead, as expressions."""
    states = [
        State(*(x[i, t] * size for i, size in enumerate(_STATE_SCALE)))
        for t in range(model.periods)
    ]
    welfare, gaps, power = 0.0, [], 1 - model.elasticity
    for t, now in enumerate(model.rows):
        flow = model.flows(states[t], mu[t], s[t], now)
        spend = 1000 * flow.consumption / now.population
        log = ca.log(spend)
        # expm1 keeps the difference to the logarithm where η is close to 1
        utility = log if power == 0 else ca.expm1(power * log) / power
        welfare += model.step * now.population * now.discount * utility
        if t + 1 < model.periods:
            reached = model.advance(states[t], flow, s[t], model.rows[t + 1], ca.log)
            gaps += [x[i, t + 1] - part / _STATE_SCALE[i] for i, part in enumerate(reached)]
    return welfare, gaps
