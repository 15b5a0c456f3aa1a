"""A core of the browser tests in Firefox: every chapter moves, keeps, is set and is found there."""

from __future__ import annotations

import pytest
from built import CHAPTERS, COVER, HTML
from firefox import errors, firefox

client = pytest.importorskip("marionette_driver", reason="pip install marionette-driver")
waiting = pytest.importorskip("marionette_driver.wait")

# one Firefox for all, on one worker
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("firefox")]


@pytest.fixture(scope="module")
def driver():
    with firefox() as started:
        yield started


@pytest.fixture
def opened(driver, server):
    """Open a page over http, or from the disk, and find no error in it at the end."""
    errors(driver)

    def visit(page, *, disk=False, width=1280, height=900):
        driver.set_window_rect(width=width, height=height)
        driver.navigate((HTML / page).as_uri() if disk else server + page)
        return driver

    yield visit
    assert errors(driver) == []


def until(driver, script, *arguments):
    return waiting.Wait(driver, timeout=30).until(
        lambda d: d.execute_script(script, script_args=list(arguments))
    )


def ready(driver):
    until(driver, "return !!customElements.get('gx-explorer')")


#: the first control that arrow keys move: a slider, or the chosen one of some buttons (what
#: they do in a closed list depends on the platform), or the first switch, which the space bar moves
FIRST = (
    "(root => root.querySelector('input[type=range], input[type=radio]:checked')"
    " ?? root.querySelector('input[type=checkbox]'))"
)


def press(driver, id, key):
    """Press a key on the first control of an explorer, as its reader does."""
    driver.execute_script(
        f"{FIRST}(document.getElementById(arguments[0]).shadowRoot).focus()", script_args=[id]
    )
    driver.actions.sequence("key", "keyboard").key_down(key).key_up(key).perform()


KEYS = {"left": "\ue012", "right": "\ue014", "space": " "}

STATE = """const root = document.getElementById(arguments[0]).shadowRoot;
const inputs = [...root.querySelectorAll('input')];
const moved = inputs.map(c => c.type === 'range' ? c.value : c.checked);
return [moved.join(), root.querySelector('.said').textContent,
        root.querySelector('.picture').innerHTML.length];"""


@pytest.mark.parametrize("disk", [False, True], ids=["http", "disk"])
@pytest.mark.parametrize("page", [COVER, *CHAPTERS])
def test_every_explorer_moves(opened, page, disk):
    driver = opened(page, disk=disk)
    ready(driver)
    ids = driver.execute_script("return [...document.querySelectorAll('gx-explorer')].map(e=>e.id)")
    assert ids
    for id in ids:
        before = driver.execute_script(STATE, script_args=[id])
        for key in ("right", "left", "space"):  # one of them leads away from where it stands
            press(driver, id, KEYS[key])
            after = driver.execute_script(STATE, script_args=[id])
            if after[0] != before[0]:
                break
        until(
            driver,
            "const root = document.getElementById(arguments[0]).shadowRoot;"
            "return root.querySelector('.said').textContent !== arguments[1]"
            " || root.querySelector('.picture').innerHTML.length !== arguments[2];",
            id,
            before[1],
            before[2],
        )


def test_a_prediction_is_kept(opened):
    driver = opened(CHAPTERS[0])
    until(driver, "return !!customElements.get('gx-predict')")
    driver.execute_script("localStorage.clear()")
    driver.refresh()
    until(driver, "return !!document.querySelector('gx-predict')?.shadowRoot")
    chosen = "document.querySelector('gx-predict').shadowRoot.querySelectorAll('[type=radio]')[1]"
    driver.execute_script(f"{chosen}.click()")
    driver.refresh()
    until(driver, f"return !!customElements.get('gx-predict') && {chosen}.checked")


@pytest.mark.parametrize("page", CHAPTERS)
def test_formulas_are_set(opened, page):
    driver = opened(page)
    # in a font for mathematics a sum grows in a display: taller than the letters beside it
    heights = driver.execute_script(
        """return document.fonts.ready.then(() => [...document.querySelectorAll("article math")]
             .map((m) => m.getBoundingClientRect().height))"""
    )
    assert len(heights) > 3
    assert min(heights) > 5
    assert driver.execute_script("return document.fonts.check('16px \"Book Math\"')")


DARK = ".article-header-buttons .theme-change-button[data-mode=dark]"


def test_the_theme_can_be_chosen(opened):
    driver = opened(CHAPTERS[0])
    theme = "return document.documentElement.dataset.theme"
    before = driver.execute_script(theme)
    button = driver.find_element(
        client.By.CSS_SELECTOR, ".article-header-buttons .theme-switch-button"
    )
    for _ in range(2):  # through what the system says
        button.click()
        # or by a menu, in newer themes
        for dark in driver.find_elements(client.By.CSS_SELECTOR, DARK):
            dark.click()
        if driver.execute_script(theme) != before:
            break
    assert driver.execute_script(theme) != before
    driver.execute_script("localStorage.clear()")


@pytest.mark.parametrize("disk", [False, True], ids=["http", "disk"])
def test_the_search_finds_a_chapter(opened, driver, server, disk):
    driver.navigate(f"{HTML.as_uri() if disk else server.rstrip('/')}/search.html?q=clearing")
    until(
        driver,
        "return [...document.querySelectorAll('ul.search a')]"
        ".some((a) => a.textContent.includes('One network, two edges'))",
    )
    assert errors(driver) == []


@pytest.mark.parametrize("page", [COVER, *CHAPTERS])
def test_no_page_is_wider_than_a_narrow_window(opened, page):
    driver = opened(page, width=500, height=720)  # no window of Firefox is narrower
    width, inner = driver.execute_script(
        "return [document.documentElement.scrollWidth, innerWidth]"
    )
    assert width <= inner
