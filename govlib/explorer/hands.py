"""Read from the frames what a hand can take hold of, and where it stands.

A figure function marks its handles with ids (:func:`govlib.figures.handles.handle`). In a frame
they become attributes that the script in the page reads:

``data-drag="n" data-at="120.5 88"``
    an element that moves with ``n``, and its middle, in the units of the frame;
``data-tap="hit" data-value="GBR"``
    an element that chooses a value;
``data-field="n"``
    an area in which a tap takes the handle of ``n`` to the nearest place.

Whether every mark is one that works is proved when the frames are made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import unquote

from govlib.drawing.controls import Control

__all__ = ["attributes", "located", "marked", "proved", "stands"]

_MARK = re.compile(r"gx-(drag|field|tap|taps):(.*)", re.S)
_GROUP = re.compile(r"<g\b|</g>")
_DRAG = re.compile(r'<g data-drag="([^"]*)"')
_TAPS = re.compile(r'<g data-taps="(\w+)" data-value="([^"]*)">')
_DEFS = re.compile(r"(<defs>.*?</defs>)", re.S)
_PART = re.compile(r"(<use\b|<path\b)")
_PLACE = re.compile(
    r'<use\b[^>]*? x="(-?[\d.]+)" y="(-?[\d.]+)"|<path\b[^>]*? d="([^"]*)"'
    r"|<text\b[^>]*?translate\((-?[\d.]+)[ ,](-?[\d.]+)\)"
    r'|<text\b[^>]*? x="(-?[\d.]+)" y="(-?[\d.]+)"'
)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
_STANDS = re.compile(r'data-drag="([^"]*)" data-at="(-?[\d.]+) (-?[\d.]+)"')
_NAMED = re.compile(r'data-(drag|field|tap)="([^"]*)"(?: data-value="([^"]*)")?')


def attributes(id: str) -> str:
    """Return the attributes that an id stands for; empty for an id that marks no handle.

    Examples
    --------
    >>> attributes("gx-drag:mpcr+n"), attributes("gx-tap:hit=GBR"), attributes("patch_2")
    (' data-drag="mpcr n"', ' data-tap="hit" data-value="GBR"', '')
    """
    match = _MARK.fullmatch(id)
    if match is None:
        return ""
    kind, rest = match.groups()
    if kind in ("drag", "field"):
        return f' data-{kind}="{rest.replace("+", " ")}"'
    name, _, value = rest.partition("=")
    return f' data-{kind}="{name}" data-value="{value}"'


def located(svg: str) -> str:
    """Write into a frame where its handles stand, and mark the members of its collections."""
    if "<g data-taps=" in svg:
        svg = _each(svg)
    if "<g data-drag=" not in svg:
        return svg
    parts, last = [], 0
    for match in _DRAG.finditer(svg):
        x, y = _middle(svg[match.end() : _end(svg, match.start())])
        parts += [svg[last : match.end()], f' data-at="{x:.1f} {y:.1f}"']
        last = match.end()
    return "".join([*parts, svg[last:]])


def _each(svg: str) -> str:
    """Move the values of a collection from its group to its members, in their order."""
    while match := _TAPS.search(svg):
        end = _end(svg, match.start())
        name, values = match[1], match[2].split("|")
        inside = _DEFS.split(svg[match.end() : end])  # definitions stand at the odd places
        drawn = [_PART.split(part) for part in inside[::2]]
        count = sum(len(part) // 2 for part in drawn)
        if count != len(values):
            raise ValueError(
                f"the handles of {name!r} are {len(values)}, but {count} were drawn: "
                "points without a place cannot be handles"
            )
        left = iter(values)
        for part in drawn:
            for i in range(1, len(part), 2):
                if value := next(left):
                    part[i] += f' data-tap="{name}" data-value="{value}"'
        inside[::2] = map("".join, drawn)
        svg = f"{svg[: match.start()]}<g>{''.join(inside)}{svg[end:]}"
    return svg


def _end(svg: str, start: int) -> int:
    """Return where the group that begins at ``start`` ends."""
    depth = 0
    for tag in _GROUP.finditer(svg, start):
        depth += 1 if tag[0] == "<g" else -1
        if not depth:
            return tag.start()
    raise ValueError("the frame is cut off: a group has no end")


def _middle(inside: str) -> tuple[float, float]:
    """Return the middle of what a group draws."""
    points: list[tuple[float, float]] = []
    for found in _PLACE.finditer(_DEFS.sub("", inside)):
        if found[3] is None:
            x, y = (v for v in found.groups() if v is not None)
            points.append((float(x), float(y)))
        else:
            numbers = [float(v) for v in _NUMBER.findall(found[3])]
            points += zip(numbers[::2], numbers[1::2], strict=True)
    if not points:
        raise ValueError("a handle draws nothing that has a place: mark a line, a point or a text")
    xs, ys = zip(*points, strict=True)
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def stands(svg: str) -> dict[str, tuple[float, float]]:
    """Return the place of each dragged handle of a frame, by its controls.

    Examples
    --------
    >>> stands('<g data-drag="n" data-at="3.5 4"><path/></g>')
    {'n': (3.5, 4.0)}
    """
    return {m[1]: (float(m[2]), float(m[3])) for m in _STANDS.finditer(svg)}


def marked(frames: Iterable[str], controls: Mapping[str, Control]) -> dict[str, str]:
    """Return the handles of some frames by their controls, each ``tap`` or ``drag``.

    Raises
    ------
    ValueError
        If a handle names no control, or a value that its control lacks.
    """
    found: dict[str, str] = {}
    marks = {(m[2], m[1], m[3]) for frame in frames for m in _NAMED.finditer(frame)}
    for names, kind, value in sorted(marks, key=str):
        for name in names.split():
            if name not in controls:
                known = ", ".join(controls)
                raise ValueError(f"the figure marks a handle of {name!r}; the controls are {known}")
        if kind == "tap" and not controls[names].knows(unquote(value)):
            keys = ", ".join(controls[names].keys)
            raise ValueError(
                f"the figure marks a handle of {names} = {unquote(value)}; its values are {keys}"
            )
        if kind != "field":
            found[names] = kind
    return found


def proved(frames: Sequence[str], controls: Mapping[str, Control]) -> dict[str, str]:
    """Prove that every handle of an explorer's frames works, and say which way each moves.

    Parameters
    ----------
    frames : sequence of str
        All frames of one shape.
    controls : mapping of str to Control
        The controls by name.

    Returns
    -------
    dict of str to str
        For each handle, by its controls: ``tap``, or for a dragged one ``x``, ``y`` or ``xy``,
        the directions in which it moves.

    Raises
    ------
    ValueError
        As :func:`marked`, and if a dragged handle stands in one place in all frames, or one of
        two controls on one line.
    """
    found = marked(frames, controls)
    places: dict[str, list[tuple[float, float]]] = {}
    for frame in frames:
        for names, place in stands(frame).items():
            places.setdefault(names, []).append(place)
    for names, at in places.items():
        ways = [w for w, v in zip("xy", zip(*at, strict=True), strict=True) if max(v) - min(v) > 1]
        if len(ways) < len(names.split()):
            where = "in one place" if not ways else "on one line"
            raise ValueError(
                f"the handle of {names.replace(' ', ' and ')} stays {where}: mark what moves"
            )
        found[names] = "".join(ways)
    return found
