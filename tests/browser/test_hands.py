"""Hands in the figure, in Chromium: drag and tap, by mouse, finger and keyboard."""

from __future__ import annotations

import re

import pytest
from accessible import faults
from explorer_pages import handles, write, write_cell
from playwright.sync_api import expect
from visits import PHONE, visits
from web import serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("hands")
    write(place, kind="handles")
    return place


@pytest.fixture(scope="module")
def server(folder):
    with serving(folder) as address:
        yield address


@pytest.fixture
def visit(browser, folder):
    with visits(browser) as open_page:
        yield lambda hash="", **options: open_page(
            (folder / "index.html").as_uri() + hash, **options
        )


def explorer(page, id="curve"):
    return page.locator(f"#gx-{id}")


def shows(page, text, id="curve"):
    expect(explorer(page, id).locator(".picture svg text", has_text=text)).to_have_count(
        1, timeout=30_000
    )


def ring(page, id="curve", name="Number, in the figure"):
    return explorer(page, id).get_by_role("slider", name=name, exact=True)


def middle(locator):
    locator.scroll_into_view_if_needed()
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def place(page, x, y, id="curve", low=(-1, -5), high=(11, 120)):
    """Where data (x, y) stand on the screen: the axes take 84 and 76 percent of the picture."""
    box = explorer(page, id).locator(".picture svg").bounding_box()
    right = box["width"] * (0.12 + 0.84 * (x - low[0]) / (high[0] - low[0]))
    down = box["height"] * (0.10 + 0.76 * (high[1] - y) / (high[1] - low[1]))
    return box["x"] + right, box["y"] + down


def touch(page, start, *moves, end="touchEnd"):
    """Let a finger go down, move and lift, as the browser itself sends it."""
    session = page.context.new_cdp_session(page)
    for kind, point in [("touchStart", start), *[("touchMove", m) for m in moves], (end, None)]:
        points = [{"x": point[0], "y": point[1]}] if point else []
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        page.wait_for_timeout(40)


def swipe(page, x, y, *, up=200):
    """Scroll the page by a finger that starts at (x, y)."""
    touch(page, (x, y), *[(x, y - up * part) for part in (0.05, 0.2, 0.4, 0.6, 0.8, 1)])
    page.wait_for_timeout(400)


# ---- dragging


def test_the_ring_stands_on_the_handle(visit):
    page = visit()
    assert middle(ring(page)) == pytest.approx(place(page, 2, 4), abs=1.5)
    expect(explorer(page).get_by_text("Drag the ring, or tap to choose the person")).to_be_visible()


def test_drag_with_the_mouse(visit):
    page = visit()
    page.mouse.move(*middle(ring(page)))
    page.mouse.down()
    page.mouse.move(*place(page, 4.4, 14))
    shows(page, "4 ann")
    page.mouse.move(*place(page, 8.2, 70))  # off the curve: the nearest place counts
    shows(page, "8 ann")
    page.mouse.up()
    assert middle(ring(page)) == pytest.approx(place(page, 8, 64), abs=1.5)
    expect(explorer(page).locator(".said")).to_have_text(
        re.compile("^Number 2 → 8. Ann stands by 64.")
    )
    page.wait_for_url(re.compile(r"#curve\?x=8&who=ann$"))
    assert explorer(page).get_by_role("slider", name="Number", exact=True).input_value() == "8"


def test_a_press_without_a_drag_changes_nothing(visit):
    page = visit()
    x, y = middle(ring(page))
    page.mouse.move(x + 6, y + 6)
    page.mouse.down()
    page.mouse.move(x + 8, y + 6)
    page.mouse.up()
    page.wait_for_timeout(400)
    shows(page, "2 ann")
    assert "#" not in page.url


def test_escape_takes_a_drag_back(visit):
    page = visit()
    page.mouse.move(*middle(ring(page)))
    page.mouse.down()
    page.mouse.move(*place(page, 7, 49))
    shows(page, "7 ann")
    page.keyboard.press("Escape")
    shows(page, "2 ann")
    page.mouse.move(*place(page, 9, 81))
    page.mouse.up()
    shows(page, "2 ann")


def test_drag_with_a_finger(visit):
    page = visit(**PHONE)
    start = middle(ring(page))
    touch(page, start, place(page, 4, 10), place(page, 5, 15), place(page, 6, 36))
    shows(page, "6 ann")
    box = ring(page).bounding_box()
    assert min(box["width"], box["height"]) >= 44


def test_a_finger_that_scrolls_the_page_drags_nothing(visit):
    """A handle that moves sideways leaves the other way to the page."""
    page = visit(**PHONE)
    page.evaluate("document.body.style.paddingBottom = '2000px'")
    x, y = middle(ring(page, "flat"))
    before = page.evaluate("scrollY")
    swipe(page, x, y)
    assert page.evaluate("scrollY") > before
    shows(page, "flat 2", "flat")
    page.wait_for_timeout(300)
    assert "#" not in page.url
    x, y = middle(ring(page, "flat"))
    limits = {"id": "flat", "low": (-1, 0), "high": (5, 1)}
    touch(page, (x, y), *[place(page, at, 0.5, **limits) for at in (2.5, 3, 4)])
    shows(page, "flat 4", "flat")


def test_drag_both_ways(visit):
    page = visit()
    grip = ring(page, "square", "Across and Up, in the figure")
    limits = {"id": "square", "low": (-1, -0.2), "high": (5, 1.2)}
    page.mouse.move(*middle(grip))
    page.mouse.down()
    page.mouse.move(*place(page, 1.1, 0.7, **limits))
    page.mouse.up()
    shows(page, "square 1 0.75", "square")
    assert grip.get_attribute("aria-valuetext") == "Across: 1; Up: 0.75"
    page.mouse.click(*place(page, 3.2, 0.05, **limits))  # the field
    shows(page, "square 3 0", "square")


# ---- tapping


def test_tap(visit):
    page = visit()
    page.mouse.click(*place(page, 9, 100))
    shows(page, "2 cy")
    assert explorer(page).get_by_role("combobox", name="Person").input_value() == "Cy"
    page.mouse.click(*place(page, 7, 100))  # between two: neither
    page.wait_for_timeout(300)
    shows(page, "2 cy")


def test_tap_with_a_finger(visit):
    page = visit(**PHONE)
    explorer(page).scroll_into_view_if_needed()
    x, y = place(page, 5, 100)
    page.touchscreen.tap(x + 14, y)  # a little beside it
    shows(page, "2 bob")


def test_a_swipe_over_an_element_chooses_nothing(visit):
    page = visit(**PHONE)
    page.evaluate("document.body.style.paddingBottom = '2000px'")
    swipe(page, *place(page, 5, 100), up=100)
    assert page.evaluate("scrollY") > 50
    shows(page, "2 ann")


# ---- keyboard and screen reader


def test_arrow_keys_on_the_ring(visit):
    page = visit()
    grip = ring(page)
    grip.focus()
    grip.press("ArrowRight")
    shows(page, "3 ann")
    assert grip.get_attribute("aria-valuetext") == "3"
    assert grip.get_attribute("aria-valuenow") == "3"
    grip.press("End")
    shows(page, "10 ann")
    grip.press("ArrowUp")
    grip.press("ArrowDown")
    shows(page, "9 ann")
    assert page.evaluate("document.activeElement.shadowRoot.activeElement.className") == "grip ring"


def test_arrow_keys_go_from_element_to_element(visit):
    page = visit()
    spot = ring(page, name="Person, in the figure")
    spot.focus()
    spot.press("ArrowLeft")  # nobody there
    spot.press("ArrowRight")
    shows(page, "2 bob")
    assert spot.get_attribute("aria-valuetext") == "Bob"
    assert middle(spot) == pytest.approx(place(page, 5, 100), abs=2)
    spot.press("ArrowRight")
    shows(page, "2 cy")


def test_arrow_keys_both_ways(visit):
    page = visit()
    grip = ring(page, "square", "Across and Up, in the figure")
    grip.press("ArrowRight")
    shows(page, "square 3 0.5", "square")
    grip.press("ArrowUp")
    shows(page, "square 3 0.75", "square")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 375])
def test_accessible(browser, server, theme, width):
    with visits(browser) as open_page:
        page = open_page(server + "index.html", viewport={"width": width, "height": 900})
        page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
        for id in ("curve", "square"):
            explorer(page, id).get_by_role("button", name="Pin").click()
        ring(page).press("End")
        for _ in range(3):
            ring(page).press("ArrowLeft")
        expect(explorer(page).locator(".targets .found")).to_have_count(1)
        assert faults(page) == []


# ---- pin and compare


def test_pin(visit):
    page = visit()
    button = explorer(page).get_by_role("button", name="Pin", exact=True)
    button.click()
    expect(explorer(page).locator(".said")).to_contain_text("Pinned: Number: 2; Person: Ann.")
    ghost, words = explorer(page).locator(".ghost"), explorer(page).locator(".pinned")
    first = explorer(page).locator(".picture").inner_html()
    ring(page).press("ArrowRight")
    shows(page, "3 ann")
    expect(words).to_have_text("In grey: Number: 2. In colour: Number: 3.")
    assert ghost.is_visible()
    paths = re.findall(r' d="[^"]+"', first)
    assert re.findall(r' d="[^"]+"', ghost.inner_html()) == paths
    assert not re.search(r"data-(tap|drag|field)", ghost.inner_html())
    page.wait_for_url(re.compile(r"#curve\?x=3&who=ann&pin\.x=2&pin\.who=ann$"))
    page.reload()
    expect(words).to_have_text("In grey: Number: 2. In colour: Number: 3.")
    assert re.findall(r' d="[^"]+"', ghost.inner_html()) == paths
    page.emulate_media(media="print")
    assert ghost.is_visible()
    settings = explorer(page).locator(".settings")
    assert settings.inner_text() == (
        "In colour: Number: 3 · Person: Ann. In grey: Number: 2 · Person: Ann."
    )
    page.emulate_media(media="screen")
    explorer(page).get_by_role("button", name="Unpin").click()
    expect(ghost).to_be_hidden()
    expect(words).to_be_hidden()
    page.wait_for_url(re.compile(r"#curve\?x=3&who=ann$"))


def test_a_pin_on_another_scale_says_so(visit):
    page = visit()
    explorer(page, "square").get_by_role("button", name="Pin").click()
    words = explorer(page, "square").locator(".pinned")
    grip = ring(page, "square", "Across and Up, in the figure")
    grip.press("ArrowRight")
    expect(words).to_have_text("In grey: Across: 2. In colour: Across: 3.")
    grip.press("ArrowRight")
    expect(words).to_contain_text("The axes of the two differ")


def test_a_pin_is_drawn_again_for_a_phone(visit):
    page = visit("#curve?x=4&who=bob&pin.x=1&pin.who=cy")
    ghost = explorer(page).locator(".ghost svg")
    wide = ghost.get_attribute("viewBox")
    page.set_viewport_size({"width": 400, "height": 800})
    expect(ghost).not_to_have_attribute("viewBox", wide)
    assert ghost.get_attribute("viewBox") == explorer(page).locator(".picture svg").get_attribute(
        "viewBox"
    )


def test_a_frame_that_comes_late_is_not_pinned_under_a_picture_that_has_turned(visit):
    page = visit()
    one = explorer(page).element_handle()
    explorer(page).get_by_role("slider").first.press("End")
    explorer(page).get_by_role("button", name="Pin").click()
    explorer(page).get_by_role("slider").first.press("Home")
    shapes = page.evaluate(
        """async (one) => {
             const late = one.frame.bind(one);
             const wait = (ms) => new Promise((done) => setTimeout(done, ms));
             one.frame = async (at) => {
               const { variant } = one, found = await late(at);
               await wait(variant === "narrow" ? 300 : 0);
               return found;
             };
             one.turn("narrow");
             one.turn("wide");
             await wait(900);
             return [".ghost svg", ".picture svg"].map(
               (svg) => one.shadowRoot.querySelector(svg).getAttribute("viewBox"));
           }""",
        one,
    )
    assert shapes[0] == shapes[1]


# ---- targets

FOUND = "✓ Found: The largest x whose square is below 50."


def through(slider, *steps):
    """Move within one task of the page, so that a busy machine makes no pause between."""
    slider.evaluate(
        """(e, steps) => { for (const at of steps) {
             e.value = at; e.dispatchEvent(new Event('input', {bubbles: true})); } }""",
        list(steps),
    )


def items(page):
    texts = explorer(page).locator(".targets li").all_text_contents()
    return [text.replace("✓", "").replace("○", "") for text in texts]


def test_a_target_is_noticed_once_and_kept(visit):
    page = visit()
    assert items(page) == ["The largest x whose square is below 50", "Cy at 9"]
    slider = explorer(page).get_by_role("slider", name="Number", exact=True)
    said = explorer(page).locator(".said")
    slider.press("End")
    expect(said).to_contain_text("→ 10")
    through(slider, 9, 8, 7)
    expect(said).to_have_text(f"Number 10 → 7. Ann stands by 49. {FOUND}")
    assert "Found: " in items(page)[0]
    kept = page.evaluate("Object.entries(localStorage)")
    assert len(kept) == 1
    assert "target" in kept[0][0]
    assert '"answer":"Number: 7; Person: Ann"' in kept[0][1]
    slider.press("ArrowRight")
    expect(said).to_contain_text("→ 8")
    slider.press("ArrowLeft")
    expect(said).to_have_text("Number 8 → 7. Ann stands by 49.")
    page.reload()
    assert "Found: " in items(page)[0]
    assert "Found: " not in items(page)[1]
    expect(explorer(page).get_by_text("Kept in this browser only.")).to_be_visible()


def test_its_own_words(visit):
    page = visit("#curve?x=9&who=bob")
    spot = ring(page, name="Person, in the figure")
    spot.press("ArrowRight")
    expect(explorer(page).locator(".said .found")).to_have_text("✓ There is Cy.")


def test_a_link_or_a_passing_hand_finds_nothing(visit):
    page = visit("#curve?x=7&who=ann")
    shows(page, "7 ann")
    page.wait_for_timeout(500)
    assert not page.evaluate("localStorage.length")
    slider = explorer(page).get_by_role("slider", name="Number", exact=True)
    through(slider, 6, 7, 8)
    expect(explorer(page).locator(".said")).to_contain_text("7 → 8")
    assert not page.evaluate("localStorage.length")


def test_without_script_the_targets_can_be_read(visit):
    page = visit(java_script_enabled=False)
    expect(explorer(page).get_by_text("The largest x whose square is below 50")).to_be_visible()


# ---- several explorers in the address


def test_the_address_holds_all_explorers(visit):
    page = visit()
    ring(page).press("ArrowRight")
    page.wait_for_url(re.compile(r"#curve\?x=3&who=ann$"))
    ring(page, "square", "Across and Up, in the figure").press("ArrowUp")
    page.wait_for_url(re.compile(r"#square\?a=2&b=0\.75;curve\?x=3&who=ann$"))
    page.reload()
    shows(page, "3 ann")
    shows(page, "square 2 0.75", "square")
    page.evaluate("location.hash = '#curve?x=5&who=bob'")
    shows(page, "5 bob")
    shows(page, "square 2 0.75", "square")


@pytest.mark.parametrize(
    ("hash", "words"),
    [
        ("#curve?x=99&who=bob", "This link asks for what is not here any more: Number = 99."),
        ("#curve?x=2&colour=red&who=bob", "not here any more: colour = red."),
        ("#curve?who=bob&pin.x=77", "not here any more: Number = 77."),
    ],
)
def test_a_link_to_what_is_gone_says_so(visit, hash, words):
    page = visit(hash)
    said = explorer(page).locator(".said")
    expect(said).to_contain_text(words)
    expect(said).to_have_class(re.compile("problem"))
    shows(page, "2 bob")
    page.wait_for_url(re.compile(r"#curve\?x=2&who=bob"))
    assert "99" not in page.url


def test_a_link_to_an_explorer_that_is_gone_says_so(visit):
    page = visit("#decline?n=4")
    expect(explorer(page).locator(".said")).to_contain_text(
        "This link names “decline”, which is not on this page any more."
    )


def test_a_link_without_a_state_leads_there(visit):
    page = visit("#square", viewport={"width": 1000, "height": 500})
    page.wait_for_function("scrollY > 100")
    box = explorer(page, "square").bounding_box()
    assert 0 <= box["y"] < 250


# ---- a finger that scrolls over a slider


def test_a_swipe_over_a_slider_changes_nothing(visit):
    page = visit(**PHONE)
    page.evaluate("document.body.style.paddingBottom = '2000px'")
    slider = explorer(page).get_by_role("slider", name="Number", exact=True)
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    drawn = explorer(page).evaluate(
        "e => { e.count = 0; e.addEventListener('gx-drawn', () => { e.count += 1; }); }"
    )
    assert drawn is None
    before = page.evaluate("scrollY")
    swipe(page, box["x"] + 0.85 * box["width"], box["y"] + box["height"] / 2)
    assert page.evaluate("scrollY") > before
    assert slider.get_attribute("aria-valuetext") == "2"
    assert slider.input_value() == "2"
    assert explorer(page).evaluate("e => e.count") == 0  # not even for a moment
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    y = box["y"] + box["height"] / 2
    xs = [box["x"] + part * box["width"] for part in (0.3, 0.5, 0.7, 0.95)]
    touch(page, (xs[0], y), *[(x, y) for x in xs[1:]])
    expect(slider).to_have_attribute("aria-valuetext", re.compile("9|10"))


# ---- live


@pytest.fixture
def live(visit, server, folder, browser):
    """Open a cell whose kernel is the widget itself, in this process."""
    made = handles()
    for explorer_ in made:
        explorer_.widget()

    def opened(which, **options):
        widget = write_cell(folder, made[which]).widget()
        with_page = browser.new_page(**options)
        asked = []

        def kernel(message):
            asked.append(message)
            replies = []
            widget.send = replies.append
            widget._handle_custom_msg(message, [])
            return replies[0]

        with_page.expose_function("kernel", kernel)
        with_page.goto(server + "live.html")
        with_page.asked = asked
        return with_page

    return opened


def test_live_drag_and_target(live):
    page = live(0)
    page.mouse.move(*middle(ring(page)))
    page.mouse.down()
    page.mouse.move(*place(page, 6.9, 50))
    shows(page, "7 ann")
    page.mouse.up()
    expect(explorer(page).locator(".said")).to_have_text(f"Number 2 → 7. Ann stands by 49. {FOUND}")
    assert [m["track"] for m in page.asked if "track" in m] == ["x", "x"]
    page.mouse.click(*place(page, 9, 100))
    shows(page, "7 cy")
    page.close()


def test_live_drag_both_ways(live):
    page = live(1)
    limits = {"id": "square", "low": (-1, -0.2), "high": (5, 1.2)}
    page.mouse.click(*place(page, 3, 0.25, **limits))
    shows(page, "square 3 0.25", "square")
    page.close()
