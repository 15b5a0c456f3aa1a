"""Find a Chromium on this machine, and how it is started so that it makes no request of its own.

The browser tests and the printed edition share it.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

#: What is not asked of the browser: what Playwright leaves out too, as the last list counts alone,
#: and its own window of pages, which nobody sees and which costs each new context a second.
WITHOUT = [
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "AimEnabled",
    "PreconnectToSearch",
    "InitialWebUI",
    "InitialWebUISurfaceSync",
    "InitialWebUIWithoutExtensions",
    "PreloadTopChromeWebUI",
    "SideBySide",
    "TopChromeWebUI",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxPopup",
    "WebUIReloadButton",
    "WebUITabStrip",
]

#: Switches that keep the browser quiet and let it run in a container.
FLAGS = [
    f"--disable-features={','.join(WITHOUT)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

HOW = (
    "no Chromium: install one (`apt-get install chromium`, or `playwright install chromium`) "
    "or name it in the environment variable CHROMIUM"
)


def find_chromium() -> str | None:
    """Return the path of a Chromium, or None.

    Looked for in this order: the environment variable ``CHROMIUM``, the usual names on the
    PATH, Playwright's own download.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    for name in NAMES:
        if path := shutil.which(name):
            return path
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as play:
        own = play.chromium.executable_path
    return own if Path(own).exists() else None
