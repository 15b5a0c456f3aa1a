"""Make matplotlib's SVG fit to stand in a page: small, themed, without ids that clash."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from itertools import pairwise

from govlib.drawing.typeset import apostrophes

from ..palette import PALETTE
from .hands import attributes, located

__all__ = ["tidy"]

_VARIABLES = {light: f"var(--gx-{name})" for name, (light, _) in PALETTE.items()}
# what matplotlib draws with where nobody chose a colour
_VARIABLES |= {"#000000": "var(--gx-ink)", "#ffffff": "var(--gx-paper)"}

_NOISE = re.compile(
    r"<metadata>.*?</metadata>|<defs>\s*<style.*?</style>\s*</defs>|<!--.*?-->", re.S
)
_HEAD = re.compile(r'<svg[^>]*?(viewBox="[^"]*")[^>]*>')
_TICKS = re.compile(r'<g id="[xy]tick_')
# of a tick: where it stands and what is written at it
_TICK = re.compile(r'<g id="([xy])tick_\d+">')
_MARK = re.compile(r'<use [^>]*?x="([\d.-]+)" y="([\d.-]+)"')
_WORD = re.compile(r"<text[^>]*>([^<]*)</text>")
_TAG = re.compile(r"(<[^>]+>)")
_NONE: frozenset[str] = frozenset()
# two patterns, each with a beginning that is quickly found
_USED = (re.compile(r'url\(#([^)"]+)'), re.compile(r'href="#([^)"]+)'))
_NAMED = re.compile(r'\sid="([^"]*)"')
_ID = re.compile(r' id="([^"]*)"')
_DATA = re.compile(r'("data:[^"]*")')
_FONT = re.compile(r"(font:[^;\"]*?px) [^;\"]*")
_DECIMALS = re.compile(r"-?\d+\.\d{2,}")
_COLOUR = re.compile(r"#[0-9a-f]{6}")


def tidy(svg: str) -> str:
    """Return the ``<svg>`` element of a file that matplotlib wrote, a tag a line.

    The coordinates lose the decimals that nobody sees; the text that readers see is kept as it
    is. Colours of the palette become CSS variables, so that the picture follows the page's
    theme; the font becomes the page's own. Metadata, comments, the global ``<style>`` and all
    ids that nothing refers to are dropped, but for those that mark what a hand can take hold of
    (:mod:`govlib.explorer.hands`). ``data-scale`` names what the axes say: two pictures
    whose scales differ cannot be compared by the eye.

    Parameters
    ----------
    svg : str
        A file saved with ``svg.fonttype: none``.

    Returns
    -------
    str
        The element, ready to be put into HTML.
    """
    svg = _NOISE.sub("", svg[svg.index("<svg") :])
    scale = hashlib.sha256(repr(_ticks(svg)).encode()).hexdigest()[:6]
    head = (
        r'<svg xmlns="http://www.w3.org/2000/svg" \1 stroke-linejoin="round" aria-hidden="true"'
        f' data-scale="{scale}">'
    )
    svg = _HEAD.sub(head, svg, count=1)
    used = {id for pattern in _USED for id in pattern.findall(svg)}
    parts = _TAG.split(svg)
    parts[::2] = map(_tidy_text, parts[::2])
    parts[1::2] = [_tidy_tag(tag, _asked(tag, used)) for tag in parts[1::2]]
    svg = "".join(parts).strip()
    return located(svg.replace("\n</", "</").replace("<g>\n", "<g>"))


def _ticks(svg: str) -> list[tuple[str, ...]]:
    """Return the ticks of all axes: ``x`` or ``y``, the place of the mark, the word at it."""
    found: list[tuple[str, ...]] = []
    starts = [match.start() for match in _TICKS.finditer(svg)]
    for start, end in pairwise([*starts, len(svg)]):
        tick = _TICK.match(svg, start, end)
        mark = _MARK.search(svg, tick.end(), end) if tick else None
        if tick and mark:
            word = _WORD.search(svg, mark.end(), end)
            found.append((tick[1], mark[1], mark[2], word[1] if word else ""))
    return found


def _asked(tag: str, used: set[str]) -> frozenset[str]:
    """Return the ids of a tag that something refers to."""
    return frozenset(used.intersection(_NAMED.findall(tag))) if "id=" in tag else _NONE


@lru_cache(1 << 12)
def _tidy_text(text: str) -> str:
    """Put what stands between two tags on few lines, and give it true apostrophes."""
    return re.sub(r"\s*\n\s*", "\n", apostrophes(text))


@lru_cache(1 << 15)
def _tidy_tag(tag: str, used: frozenset[str]) -> str:
    """Shorten one tag; the bytes of an embedded image are only put on one line."""
    parts = _DATA.split(tag)
    parts[1::2] = [re.sub(r"\s+", "", data) for data in parts[1::2]]
    for i in range(0, len(parts), 2):
        text = re.sub(r"\s+", " ", parts[i]).replace(' "', '"').replace("xlink:href", "href")
        text = _ID.sub(lambda m: m[0] if m[1] in used else attributes(m[1]), text)
        text = _FONT.sub(r"\1 var(--gx-font)", text)
        text = _DECIMALS.sub(_shorter, text)
        parts[i] = _COLOUR.sub(lambda c: _VARIABLES.get(c[0], c[0]), text)
    return "".join(parts)


def _shorter(match: re.Match[str]) -> str:
    """Round: coordinates to a tenth of a point, scales and opacities more finely."""
    value = float(match[0])
    digits = 1 if abs(value) >= 10 else 2 if abs(value) >= 1 else 4
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
