"""What a declaration refuses: a control that is none, a size, a function of other parameters."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from govlib.drawing.controls import Control
from govlib.drawing.targets import Target

__all__ = [
    "check_apart",
    "check_controls",
    "check_size",
    "check_takes",
    "checked_targets",
    "merged",
    "refuse_controls",
]

Size = tuple[float, float]


def merged(controls: Mapping[str, Control] | None, more: Mapping[str, Control]) -> dict[str, Any]:
    """Return the controls of both, each checked; one that stands twice is refused."""
    every = dict(controls or {})
    if twice := sorted(set(every) & set(more)):
        raise TypeError(f"the control {twice[0]!r} was given twice")
    every |= more
    check_controls(every)
    return every


def check_controls(controls: Mapping[str, Any]) -> None:
    """Refuse what is no control, and a name that a link could not carry."""
    for name, value in controls.items():
        if not isinstance(value, Control):
            raise TypeError(f"{name} must be a Slider, a Choice or a Switch; got {value!r}")
        if name.startswith("_"):
            raise ValueError(f"a control's name must not begin with an underscore; got {name!r}")


def check_apart(fixed: Mapping[str, Any], controls: Mapping[str, Control]) -> None:
    """Refuse a parameter that has a control and keeps one value as well."""
    if twice := sorted(set(fixed) & set(controls)):
        raise ValueError(f"{', '.join(twice)} cannot be fixed and have a control")


def refuse_controls(settings: Mapping[str, Any]) -> None:
    """Refuse a control in the place of a setting, and say where it belongs."""
    for name, value in settings.items():
        if isinstance(value, Control):
            raise TypeError(
                f"{name} is a setting of its own: give the control of the parameter {name!r} "
                f"as controls={{{name!r}: …}}"
            )


def check_size(name: str, size: Any) -> Size:
    """Return a size as two floats, or say what is wrong with it."""
    try:
        width, height = (float(x) for x in size)
    except (TypeError, ValueError):
        raise TypeError(f"{name} must be (width, height) in inches; got {size!r}") from None
    if not (1 <= width <= 20 and 1 <= height <= 20):
        raise ValueError(f"{name} must be between 1 and 20 inches each way; got {size!r}")
    return width, height


def check_takes(
    role: str, function: Callable[..., Any], names: Iterable[str], first: bool = False
) -> None:
    """Refuse a function that cannot be called with exactly these keywords."""
    names = list(names)
    if not callable(function):
        raise TypeError(f"{role} must be a function; got {function!r}")
    name = getattr(function, "__name__", repr(function))
    parameters = list(inspect.signature(function).parameters.values())
    if first:
        if not parameters or parameters[0].kind not in (
            inspect.Parameter.POSITIONAL_ONLY,
            inspect.Parameter.POSITIONAL_OR_KEYWORD,
        ):
            raise TypeError(f"{name} must take the figure as its first parameter")
        parameters = parameters[1:]
    if not any(p.kind is p.VAR_KEYWORD for p in parameters):
        taken = {p.name for p in parameters if p.kind in (p.KEYWORD_ONLY, p.POSITIONAL_OR_KEYWORD)}
        if extra := [n for n in names if n not in taken]:
            raise TypeError(f"{name} has no parameter {', '.join(map(repr, extra))}")
    needed = {p.name for p in parameters if p.default is p.empty and "VAR" not in p.kind.name}
    if missing := sorted(needed - set(names)):
        raise TypeError(f"{name} needs a value for {', '.join(map(repr, missing))}")


def checked_targets(targets: Any, controls: Mapping[str, Control]) -> tuple[Target, ...]:
    """Return targets as a tuple, each with controls to look at and an id of its own."""
    if isinstance(targets, Target) or not all(isinstance(t, Target) for t in targets):
        raise TypeError(f"targets must be a list of Target; got {targets!r}")
    targets = tuple(targets)
    for target in targets:
        target.check(controls)
    ids = [target.id for target in targets]
    if len(set(ids)) < len(ids):
        raise ValueError(f"targets must have different ids; got {', '.join(ids)}")
    return targets
