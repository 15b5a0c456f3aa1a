"""Find a Firefox and drive it: Mozilla's own client speaks to a Firefox as it is installed.

Playwright drives a Firefox of its own making only, which cannot be had everywhere.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Any

import pytest

NAMES = ("firefox-esr", "firefox")
HOW = (
    "no Firefox: install one (`apt-get install firefox-esr`), or name it in the environment "
    "variable FIREFOX"
)

#: No window of its own, no first-run page, no request of its own.
PREFERENCES = {
    "app.update.disabledForTesting": True,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "ui.prefersReducedMotion": 1,
}

#: Run with the browser's own rights: what its console holds of errors in scripts of pages.
ERRORS = """
return Services.console.getMessageArray()
  .filter((m) => m instanceof Ci.nsIScriptError && !(m.flags & 1)
    && m.category.startsWith("content javascript") && /^(http|file)/.test(m.sourceName))
  .map((m) => `${m.sourceName}: ${m.errorMessage}`);
"""


def find_firefox() -> str | None:
    """Return the path of a Firefox, or None."""
    named = os.environ.get("FIREFOX")
    if named:
        return shutil.which(named)
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def firefox() -> Iterator[Any]:
    """Start a headless Firefox (a ``Marionette``); skip or fail without one."""
    path = find_firefox()
    if path is None:
        _missing(HOW)
    try:
        from marionette_driver.marionette import Marionette
    except ImportError:
        _missing("marionette-driver is not installed: `pip install marionette-driver`")
    with TemporaryDirectory() as folder:
        driver = Marionette(
            bin=path,
            headless=True,
            prefs=PREFERENCES,
            # Marionette deletes the file first: of the null device root would make a plain file
            gecko_log=os.path.join(folder, "gecko.log"),
            startup_timeout=120,
        )
        try:
            driver.start_session()
            driver.timeout.script = 30
            yield driver
        finally:
            driver.quit()
            driver.cleanup()


def errors(driver: Any) -> list[str]:
    """Return what scripts of pages complained of since this was last asked."""
    with driver.using_context("chrome"):
        found: list[str] = driver.execute_script(ERRORS)
        driver.execute_script("Services.console.reset();")
    return found


def _missing(why: str) -> None:
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(why, pytrace=False)
    pytest.skip(why)
