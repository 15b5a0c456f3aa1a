"""The controls of an explorer: a slider, a choice, a switch.

A control is a short list of values with a text for each, and says which one is shown first.
All values of all controls together are the grid that the book draws in advance.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from decimal import Decimal
from typing import Any

import numpy as np

from govlib.drawing.typeset import apostrophes

__all__ = ["Choice", "Control", "Slider", "Switch", "number_text"]


def number_text(value: float) -> str:
    """Write a number as a reader expects it: no float noise, no exponent, a true minus sign.

    Examples
    --------
    >>> number_text(0.1 + 0.2), number_text(-2), number_text(1e6)
    ('0.3', '−2', '1\u202f000\u202f000')
    """
    text = _plain(value)
    whole, dot, rest = text.lstrip("-").partition(".")
    if len(whole) > 4:
        whole = f"{int(whole):,}".replace(",", "\u202f")
    return ("−" if text.startswith("-") else "") + whole + dot + rest


def _plain(value: float) -> str:
    """Write a number for a link: digits, a dot, a hyphen."""
    if isinstance(value, int):
        return str(value)
    text = format(Decimal(f"{value:.12g}"), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _item(value: Any) -> Any:
    """Return a numpy scalar as the Python object that it stands for."""
    return value.item() if isinstance(value, np.generic) else value


class Control:
    """What all controls share.

    Attributes
    ----------
    values : tuple
        What the figure function is given, in the order of the control.
    texts : tuple of str
        The values as the reader sees them, unit included.
    keys : tuple of str
        The values as they stand in a link, ``#id?name=key``.
    start : int
        Index of the value shown first.
    label : str or None
        Its name on the page; None stands for the name of the parameter.
    unit, help : str
        What follows a number; a sentence or two that explain the control.
    kind : str
        ``slider``, ``menu``, ``radio`` or ``switch``.
    """

    kind = ""

    def __init__(
        self,
        values: Iterable[Any],
        texts: Iterable[str],
        keys: Iterable[str],
        start: Any,
        *,
        label: str | None,
        unit: str = "",
        help: str = "",
    ) -> None:
        self.values = tuple(values)
        self.texts = tuple(texts)
        self.keys = tuple(keys)
        for name, text in (("label", label or ""), ("help", help)):
            if not isinstance(text, str):
                raise TypeError(f"{name} must be text; got {text!r}")
        self.label, self.unit, self.help = label, unit, help
        if len(self.values) < 2:
            raise ValueError(f"a control needs at least two values; got {list(self.values)}")
        if len(set(self.keys)) < len(self.keys):
            twice = sorted({k for k in self.keys if self.keys.count(k) > 1})
            raise ValueError(f"values must differ; {', '.join(twice)} came twice")
        if start is None:
            self.start = 0
        elif start in self.values:
            self.start = self.values.index(start)
        else:
            known = ", ".join(self.keys if len(self.keys) < 25 else (*self.keys[:20], "…"))
            raise ValueError(f"start must be one of the values {known}; got {start!r}")

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(self.texts)})"

    def spec(self, name: str) -> dict[str, Any]:
        """Return what the script in the page needs to know of this control."""
        return {
            "name": name,
            "kind": self.kind,
            "label": apostrophes(self.label or name.replace("_", " ")),
            "unit": self.unit,
            "help": apostrophes(self.help),
            "texts": [apostrophes(text) for text in self.texts],
            "keys": list(self.keys),
            "start": self.start,
        }

    def value(self, sent: Any) -> Any:
        """Return the value that a live page means: it sends an index."""
        return self.values[sent]

    def knows(self, key: str) -> bool:
        """Tell whether a link or a handle that says ``key`` means one of the values."""
        return key in self.keys


class Slider(Control):
    """A slider over numbers.

    Parameters
    ----------
    first, last, step : float, optional
        The numbers from ``first`` to ``last``, both included, ``step`` apart. ``last`` must lie
        on the grid. Whole numbers stay whole.
    values : sequence of float, optional
        The numbers themselves, increasing, in place of ``first``, ``last`` and ``step``.
    start : float, optional
        The number shown first; the first one by default. It must be on the grid.
    label : str, optional
        The control's name on the page; by default the name of the parameter.
    unit : str, optional
        Written after the number, as it is: ``" people"``, ``"%"``.
    help : str, optional
        A sentence or two, shown on demand and given to screen readers.

    Examples
    --------
    >>> Slider(0.1, 0.5, 0.1).values
    (0.1, 0.2, 0.3, 0.4, 0.5)
    >>> Slider(values=[1, 10, 100], start=10, unit=" %").texts
    ('1 %', '10 %', '100 %')
    """

    kind = "slider"

    def __init__(
        self,
        first: float | None = None,
        last: float | None = None,
        step: float | None = None,
        *,
        values: Sequence[float] | None = None,
        start: float | None = None,
        label: str | None = None,
        unit: str = "",
        help: str = "",
    ) -> None:
        given = [x is not None for x in (first, last, step)]
        if values is not None and any(given):
            raise TypeError("give a slider either first, last and step, or values; not both")
        if values is None:
            if not all(given):
                raise TypeError("a slider needs first, last and step, or values")
            values = _steps(first, last, step)
        values = [_item(v) for v in values]
        for v in values:
            if isinstance(v, bool) or not isinstance(v, (int, float)) or not np.isfinite(v):
                raise TypeError(f"a slider moves over finite numbers; got {v!r} (use Choice?)")
        if not isinstance(unit, str):
            raise TypeError(f"unit must be text; got {unit!r}")
        keys = [_plain(v) for v in values]
        # 0.30000000000000004 becomes 0.3, for the figure as for the reader
        values = [v if isinstance(v, int) else float(k) for v, k in zip(values, keys, strict=True)]
        start = _item(start)
        if isinstance(start, (int, float)) and _plain(start) in keys:
            start = values[keys.index(_plain(start))]
        super().__init__(
            values,
            [number_text(v) + unit for v in values],
            keys,
            start,
            label=label,
            unit=unit,
            help=help,
        )
        if any(a > b for a, b in zip(self.values, self.values[1:], strict=False)):
            raise ValueError(f"the values of a slider must increase; got {', '.join(keys)}")
        self.whole = all(isinstance(v, int) for v in self.values)

    def knows(self, key: str) -> bool:
        """Tell whether ``key`` is a number of the slider, however it is written."""
        try:
            return _plain(float(key)) in {_plain(float(v)) for v in self.values}
        except ValueError:
            return False

    def spec(self, name: str) -> dict[str, Any]:
        """Return what the script needs: the numbers too, for the values between them."""
        return {**super().spec(name), "numbers": list(self.values), "whole": self.whole}

    def value(self, sent: Any) -> float:
        """Return the number that a live page sends, if it lies on the slider.

        Raises
        ------
        ValueError
            If it is no number, or lies outside the slider, or is not whole where all are.
        """
        low, high = self.values[0], self.values[-1]
        inside = isinstance(sent, (int, float)) and low <= sent <= high
        if not inside or (self.whole and sent != int(sent)):
            kind = "a whole number" if self.whole else "a number"
            raise ValueError(
                f"must be {kind} from {number_text(low)} to {number_text(high)}; got {sent}"
            )
        return int(sent) if self.whole else float(sent)


def _steps(first: Any, last: Any, step: Any) -> list[float]:
    """Return the numbers of a regular grid, counted in decimals so that 0.3 stays 0.3."""
    a, b, d = (_item(x) for x in (first, last, step))
    for name, x in (("first", a), ("last", b), ("step", d)):
        if isinstance(x, bool) or not isinstance(x, (int, float)) or not np.isfinite(x):
            raise TypeError(f"{name} must be a finite number; got {x!r}")
    if d <= 0:
        raise ValueError(f"step must be above 0; got {d}")
    if b <= a:
        raise ValueError(f"last must be above first = {a}; got {b}")
    low, high, gap = (Decimal(str(x)) for x in (a, b, d))
    count, rest = divmod(high - low, gap)
    if rest:
        raise ValueError(f"last must be first plus a number of steps; {a}, {a} + {d}, … misses {b}")
    whole = isinstance(a, int) and isinstance(d, int)
    return [(int if whole else float)(low + i * gap) for i in range(int(count) + 1)]


class Choice(Control):
    """A menu, or a row of radio buttons.

    Parameters
    ----------
    options : sequence of hashable
        What the figure function is given.
    labels : sequence of str, optional
        A text for each option; by default the option itself.
    style : {"menu", "radio"}
        A menu for many options or long ones; radio buttons for two to four short ones.
    start : hashable, optional
        The option shown first; the first one by default.
    label, help : str, optional
        As for :class:`Slider`.

    Examples
    --------
    >>> Choice(["simple", "complex"], labels=["one neighbour", "two neighbours"]).texts
    ('one neighbour', 'two neighbours')
    """

    def __init__(
        self,
        options: Sequence[Hashable],
        labels: Sequence[str] | None = None,
        style: str = "menu",
        *,
        start: Hashable = None,
        label: str | None = None,
        help: str = "",
    ) -> None:
        if isinstance(options, str):
            raise TypeError(f"options must be a list; got the text {options!r}")
        if style not in ("menu", "radio"):
            raise ValueError(f"style must be 'menu' or 'radio'; got {style!r}")
        options = [_item(x) for x in options]
        texts = [str(x) for x in (options if labels is None else labels)]
        if len(texts) != len(options):
            raise ValueError(f"labels must be as many as options; {len(texts)} for {len(options)}")
        self.kind = style
        super().__init__(
            options, texts, [str(x) for x in options], _item(start), label=label, help=help
        )


class Switch(Control):
    """A switch between False and True.

    Parameters
    ----------
    label : str, optional
        What is on when the switch is on; by default the name of the parameter.
    start : bool, optional
        Its first position; off by default.
    help : str, optional
        As for :class:`Slider`.

    Examples
    --------
    >>> Switch("with noise").values
    (False, True)
    """

    kind = "switch"

    def __init__(self, label: str | None = None, *, start: bool = False, help: str = "") -> None:
        if not isinstance(start, (bool, np.bool_)):
            raise TypeError(f"start must be True or False; got {start!r}")
        keys = ["off", "on"]
        super().__init__((False, True), keys, keys, bool(start), label=label, help=help)
