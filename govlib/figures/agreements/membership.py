"""A coalition of real emitters that the reader builds: who would leave it, and who would join.

The model stands in :mod:`govlib.agreements.coalitions`, the countries in
:mod:`govlib.agreements.emitters`.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations

import numpy as np
from matplotlib.figure import Figure

from govlib.agreements import AbatementGame, emitters, membership_gain
from govlib.drawing import Choice, Target, figure
from govlib.figures.handles import handle
from govlib.figures.names import called
from govlib.figures.words import listed, per_cent
from govlib.palette import color, is_narrow

__all__ = ["membership", "say_membership"]

#: the players that can be tapped, and how the menu calls them
PLAYERS = {"CHN": "China", "USA": "US", "IND": "India", "JPN": "Japan", "EUR": "Europe"}

#: every set of them, as the menu's values: who has signed, in the order of the players
SETS = tuple("-".join(some) or "none" for size in range(6) for some in combinations(PLAYERS, size))

#: how benefits are divided -> weight of population
WEIGHTS = {"GDP": 0.0, "half and half": 0.5, "population": 1.0}

#: who speaks for Europe
ALONE, UNION = "each country", "the EU as one"

#: thousand dollars in a billion of them, payoffs being in millions
BILLION = 1000.0


@lru_cache(maxsize=8)
def _game(by: str, europe: str) -> AbatementGame:
    return emitters(WEIGHTS[by], union=europe == UNION)


def _codes(europe: str) -> tuple[str, ...]:
    """Return the codes of the five that can be tapped; Europe is Germany or the Union."""
    return (*list(PLAYERS)[:4], "EU" if europe == UNION else "DEU")


def _signed(signed: str) -> tuple[str, ...]:
    """Return who has signed, by the names of the menu."""
    return () if signed == "none" else tuple(signed.split("-"))


def _toggled(signed: str, player: str) -> str:
    """Return the set with one player in it that was not, or out of it that was."""
    now = set(_signed(signed)) ^ {player}
    return "-".join(one for one in PLAYERS if one in now) or "none"


def _text(signed: str) -> str:
    """Return a set as the menu shows it."""
    return ", ".join(PLAYERS[one] for one in _signed(signed)) or "nobody"


@lru_cache(maxsize=512)
def _state(signed: str, by: str, europe: str) -> tuple[tuple[str, ...], np.ndarray, float]:
    """Return who signs, what each country gains by signing, and the share of the gap closed."""
    pairs = zip(PLAYERS, _codes(europe), strict=True)
    coalition = tuple(code for one, code in pairs if one in _signed(signed))
    game = _game(by, europe)
    # one country alone does what it would do anyway
    if len(coalition) < 2:
        return coalition, membership_gain(game, coalition) / BILLION, 0.0
    return coalition, membership_gain(game, coalition) / BILLION, game.gap_closed(coalition)


def _movers(
    coalition: tuple[str, ...], gain: np.ndarray, names: tuple[str, ...]
) -> tuple[list[str], list[str]]:
    """Return members who would gain by leaving and outsiders who would gain by joining."""
    leave = [code for code in coalition if gain[names.index(code)] < -1e-9]
    join = [
        code
        for code, more in zip(names, gain, strict=True)
        if more > 1e-9 and code not in coalition
    ]
    return leave, join


def _begin(text: str) -> str:
    return text[0].upper() + text[1:]


def say_membership(*, signed: str, by: str, europe: str) -> str:
    """Say what :func:`membership` shows."""
    coalition, gain, closed = _state(signed, by, europe)
    if len(coalition) < 2:
        return "Fewer than two have signed, so all forty do what each would do alone."
    leave, join = _movers(coalition, gain, _game(by, europe).names)
    shown = [code for code in _codes(europe) if code in join]
    others = len(join) - len(shown)
    text = (
        f"{_begin(listed([called(code) for code in coalition]))} close {per_cent(closed)} of "
        "the gap between all alone and all together. "
    )
    if leave:
        text += f"{_begin(listed([called(code) for code in leave]))} would gain by leaving; "
    else:
        text += "No member would gain by leaving; "
    if not join:
        return text + "no outsider would gain by joining."
    names = [called(code) for code in shown]
    if others:
        names.append(f"{others} other{'s' if others > 1 else ''}" if shown else f"{others}")
    kind = " outsider" if others == 1 and not shown else " outsiders" if not shown else ""
    return f"{text}{listed(names)}{kind} would gain by joining."


def _best_that_holds(by: str, europe: str) -> tuple[str, ...]:
    """Return the coalition of the five that closes most of the gap and that nobody leaves."""
    best: tuple[float, tuple[str, ...]] = (0.0, ())
    for signed in SETS:
        coalition, gain, closed = _state(signed, by, europe)
        if len(coalition) > 1 and not _movers(coalition, gain, _game(by, europe).names)[0]:
            best = max(best, (closed, coalition))
    return best[1]


def _holds(signed: str, by: str, europe: str, players: str) -> bool:
    """Tell whether a state is the best by GDP that nobody leaves, for one kind of player."""
    if by != "GDP" or europe != players:
        return False
    return _state(signed, by, europe)[0] == _best_that_holds(by, europe)


@figure(
    says=say_membership,
    size=(6.4, 3.6),
    narrow=(3.6, 4.2),
    targets=(
        Target(
            "by GDP, each country alone: of these five, the best coalition that nobody leaves",
            lambda signed, by, europe: _holds(signed, by, europe, ALONE),
            said="China and Japan. The United States would join, and then each of the two would "
            "gain by leaving.",
        ),
        Target(
            "by GDP, the EU as one: the coalition that nobody would leave and nobody join",
            lambda signed, by, europe: _holds(signed, by, europe, UNION),
            said="The United States and the EU: among all coalitions of these players the only "
            "one that holds both ways.",
        ),
    ),
    signed=Choice(
        SETS,
        labels=[_text(signed) for signed in SETS],
        start="CHN-USA-IND",
        label="signatories",
        help="Who has signed. Or tap a country in the picture. Europe is Germany, or the EU.",
    ),
    by=Choice(list(WEIGHTS), style="radio", label="benefits divided by"),
    europe=Choice([ALONE, UNION], style="radio", label="players in Europe"),
)
def membership(fig: Figure, *, signed: str, by: str, europe: str) -> None:
    """Draw what five countries gain by being in a coalition rather than out of it.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    signed : str
        Who has signed: one of ``SETS``.
    by : str
        How benefits are divided: a key of ``WEIGHTS``.
    europe : str
        Whether the members of the European Union act alone or as one.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.13, 0.2, 0.84, 0.66) if narrow else (0.09, 0.2, 0.88, 0.66))
    coalition, gain, closed = _state(signed, by, europe)
    codes, names = _codes(europe), _game(by, europe).names
    values = np.array([gain[names.index(code)] for code in codes])
    inside = np.array([code in coalition for code in codes])
    spots = np.arange(len(codes))
    # the whole column of a country can be tapped
    columns = ax.bar(
        spots, 12.9, 0.86, bottom=-6.2, color=color["paper"], edgecolor=color["line"], lw=0.8
    )
    for bar, member, player in zip(columns, inside, PLAYERS, strict=True):
        if member:
            bar.set(edgecolor=color["ink"], lw=1.8)
        handle(bar, "signed", value=_toggled(signed, player))
    ax.axhline(0, color=color["muted"], lw=0.8)
    for spot, value, member in zip(spots.tolist(), values, inside, strict=True):
        wrong = value < -1e-9 if member else value > 1e-9
        tint = color["orange"] if member and wrong else color["green" if wrong else "blue"]
        ax.bar(
            spot, value, 0.56, edgecolor=tint, lw=1.2, hatch="//" if wrong else "",
            facecolor=color["paper"] if wrong or not member else tint,
        )  # fmt: skip
        word = _word(member, wrong, len(coalition))
        ax.text(spot, 6.5, word, ha="center", va="top", fontsize=10, color=tint)
        ax.text(
            spot, value + (0.15 if value >= 0 else -0.15), _amount(value),
            ha="center", va="bottom" if value >= 0 else "top", fontsize=10,
        )  # fmt: skip
    short = {"CHN": "China", "USA": "United\nStates", "IND": "India", "JPN": "Japan"}
    short |= {"DEU": "Germany", "EU": "EU"}
    ax.set_xticks(spots, [short[code] for code in codes])
    ax.tick_params(axis="x", length=0)
    ax.set(xlim=(-0.5, 4.5), ylim=(-6.3, 6.8), yticks=[-4, -2, 0, 2, 4])
    ax.set_title("Gain, billion $" if narrow else "Gain by signing, billion $ a year", loc="left")
    ax.set_title(f"gap closed: {100 * closed:.1f} %", loc="right")


def _amount(value: float) -> str:
    """Write a gain, with as many decimals as show on which side of nothing it lies."""
    decimals = 1 if abs(value) >= 0.05 or abs(value) < 0.0005 else 2 if abs(value) >= 0.005 else 3
    return f"{value:+.{decimals}f}".replace("-", "−") if abs(value) >= 0.0005 else "0"


def _word(member: bool, wrong: bool, members: int) -> str:
    """Return what a country does, given that it would gain by changing sides or would not."""
    if members < 2:
        return "signed" if member else "outside"
    if member:
        return "leaves" if wrong else "stays"
    return "joins" if wrong else "outside"
