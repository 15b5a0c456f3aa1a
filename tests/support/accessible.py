"""Whether everybody can read a page: rules of accessibility, and no page wider than its screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from chromium import chromium


def faults(tab: Any) -> list[str]:
    """Return the rules that an open page breaks, each with some elements that break it.

    Of what passes nothing is told: to name each such element takes longer than to find the rest.
    """
    from axe_playwright_python.sync_playwright import Axe

    told = Axe().run(tab, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{one['id']}: {[n['html'][:160] for n in one['nodes'][:5]]}" for one in told]


def violations(page: Path) -> list[str]:
    """Return what is wrong with a file, wide and narrow, light and dark."""
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
                found += [f"{scheme}, {width}: {fault}" for fault in faults(tab)]
                if (wide := tab.evaluate("document.documentElement.scrollWidth")) > width:
                    found.append(f"{scheme}, {width}: the page is {wide} wide")
                context.close()
    return found
