"""Of the theme's icons, those that the pages show: 2 kB of a font in place of 156."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont

#: The theme's style, which says what character each icon is, and its font of icons.
STYLE = "styles/pydata-sphinx-theme.css"
FONT = "vendor/fontawesome/webfonts/fa-solid-900"

_NAME = re.compile(r"\bfa-[a-z][a-z0-9-]*")
# Font Awesome 6 writes the character itself, 7 a variable that holds it
_RULE = re.compile(r"((?:\.fa-[a-z0-9-]+(?::before)?,?)+)\{(?:content|--fa):\"\\([0-9a-f]+)\"")
_OTHER = re.compile(r"content:\s*\"\\(f[0-9a-f]{3})\"")


def characters(style: str, pages: list[str], others: list[str]) -> set[int]:
    """Return the characters of the icons that pages name, and of those that styles write.

    Parameters
    ----------
    style : str
        The theme's style: ``.fa-bars:before{content:"\\f0c9"}`` and so on, or since Font Awesome 7
        ``.fa-bars{--fa:"\\f0c9"}``.
    pages : list of str
        Pages and scripts: a name there is an icon.
    others : list of str
        Styles that write an icon's character themselves.
    """
    named = {name for page in pages for name in _NAME.findall(page)}
    found = {int(code, 16) for text in others for code in _OTHER.findall(text)}
    for names, code in _RULE.findall(style):
        if named & set(_NAME.findall(names)):
            found.add(int(code, 16))
    return found


def drop_icons(app: Any, exception: Exception | None) -> None:
    """Write the font anew, with what the pages need of it."""
    static = Path(app.outdir) / "_static"
    target = static / f"{FONT}.woff2"
    if exception is not None or app.builder.name not in ("html", "dirhtml") or not target.exists():
        return
    texts = [
        file.read_text(encoding="utf-8")
        for file in [*Path(app.outdir).rglob("*.html"), *static.glob("**/*.js")]
    ]
    styles = [
        f.read_text(encoding="utf-8") for f in static.rglob("*.css") if f.name != "mystnb.css"
    ]
    theme = (static / STYLE).read_text(encoding="utf-8")
    wanted = characters(theme, texts, [_RULE.sub("", style) for style in styles])
    # whole, as the theme has it: the pages' own may have lost at the last build what they need now
    whole = files("pydata_sphinx_theme") / "theme" / "pydata_sphinx_theme" / "static"
    font = TTFont(str(whole / f"{FONT}.woff2"), recalcTimestamp=False)  # the same at each build
    options = subset.Options(hinting=False, notdef_outline=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted(wanted))
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(target)


def setup(app: Any) -> dict[str, Any]:
    """Register the extension."""
    app.connect("build-finished", drop_icons)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
