"""Whether everybody can read a page: rules of accessibility, and no page wider than its screen."""

from __future__ import annotations

from pathlib import Path

from chromium import chromium


def violations(page: Path) -> list[str]:
    """Return what is wrong with a file, wide and narrow, light and dark."""
    from axe_playwright_python.sync_playwright import Axe

    found = []
    with chromium() as browser:
        for scheme in ("light", "dark"):
            for width in (1280, 375):
                # the page forbids scripts; the rules are one
                context = browser.new_context(
                    color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True
                )
                tab = context.new_page()
                tab.goto(page.as_uri())
                told = Axe().run(tab).response["violations"]
                found += [f"{scheme}, {width}: {one['id']}" for one in told]
                if (wide := tab.evaluate("document.documentElement.scrollWidth")) > width:
                    found.append(f"{scheme}, {width}: the page is {wide} wide")
                context.close()
    return found
