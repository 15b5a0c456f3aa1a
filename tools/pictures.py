"""The pictures of the README, taken in the built book: ``make pictures`` writes them into ``docs``.

A browser plays a game, drags a point and opens the map of claims, as a reader would. When a page
changes so that this can no longer be done, the script stops; a test runs it on each built book.
"""

from __future__ import annotations

import argparse
import io
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from headless import FLAGS, HOW, find_chromium
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
HTML = Path(os.environ.get("BOOK_HTML", ROOT / "_build" / "html"))
OUT = ROOT / "docs"

#: Whoever clones the repository loads them: a few colours are enough for drawings.
COLOURS, LARGEST = 64, 60_000


@dataclass(frozen=True)
class Picture:
    """A picture: its file, where it is taken, how wide the window is, and what is done there."""

    name: str
    page: str
    width: int
    show: Callable[[Any], Any]


def play(tab: Any) -> Any:
    """Give in six of ten rounds, less each time, as people do."""
    game = tab.locator("gx-play[data-id=giving]")
    for gift in (14, 12, 10, 8, 8, 6):
        game.get_by_role("slider").fill(str(gift // 2))
        game.get_by_role("button", name="Give").click()
    return game


def drag(tab: Any) -> Any:
    """Pin a network with few links, and drag the point to one with many."""
    explorer = tab.locator("#gx-window")
    explorer.get_by_role("button", name="Pin").click()
    ring = explorer.get_by_role("slider", name="in the figure")
    ring.scroll_into_view_if_needed()
    box = ring.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    tab.mouse.move(x, y)
    tab.mouse.down()
    tab.mouse.move(x + 40, y, steps=4)
    tab.mouse.up()
    explorer.locator(".said b", has_text="→").wait_for()
    tab.mouse.move(0, 0)
    return explorer


def choose(tab: Any) -> Any:
    """Choose a claim on the map."""
    explorer = tab.locator("#gx-claims")
    menu = explorer.get_by_role("combobox", name="Claim")
    before = explorer.locator(".said").inner_text()
    menu.select_option(index=menu.locator("option").count() // 2)
    tab.wait_for_function(
        "([card, before]) => card.shadowRoot.querySelector('.said').innerText !== before",
        arg=[explorer.element_handle(), before],
    )
    return explorer


PICTURES = (
    Picture("play", "book/definitions/collective-action.html", 420, play),
    Picture("drag", "book/opportunities/two-edges.html", 420, drag),
    Picture("claims", "book/introduction.html", 1000, choose),
)


def small(shot: bytes) -> bytes:
    """Return a picture of few colours, as a PNG file."""
    image = Image.open(io.BytesIO(shot)).convert("RGB")
    file = io.BytesIO()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(file, "png", optimize=True)
    return file.getvalue()


def take(out: Path, html: Path = HTML) -> list[Path]:
    """Take all pictures; return their files.

    Raises
    ------
    ValueError
        If a picture weighs more than ``LARGEST`` bytes.
    """
    from playwright.sync_api import sync_playwright

    if (path := find_chromium()) is None:
        raise SystemExit(HOW)
    out.mkdir(parents=True, exist_ok=True)
    written = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        for picture in PICTURES:
            tab = browser.new_page(
                viewport={"width": picture.width, "height": 1500},
                device_scale_factor=1.5,
                color_scheme="light",
                reduced_motion="reduce",
            )
            tab.goto((html / picture.page).as_uri())
            tab.evaluate("() => document.fonts.ready.then(() => 0)")
            data = small(picture.show(tab).screenshot(animations="disabled"))
            if len(data) > LARGEST:
                raise ValueError(f"{picture.name}.png may weigh {LARGEST}; got {len(data)} bytes")
            written.append(out / f"{picture.name}.png")
            written[-1].write_bytes(data)
            tab.close()
        browser.close()
    return written


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path, default=OUT, help="the folder to write into")
    for path in take(parser.parse_args().out):
        print(f"{path}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
