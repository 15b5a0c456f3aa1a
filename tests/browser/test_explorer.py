"""The explorer in Chromium: mouse, touch, keyboard, links, damage, print, no script."""

from __future__ import annotations

import re

import pytest
from accessible import faults
from explorer_pages import write, write_live
from web import serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("pages")
    write(place)
    return place


@pytest.fixture(scope="module")
def server(folder):
    with serving(folder) as address:
        yield address


@pytest.fixture
def visit(browser, folder):
    """Open the page; fail on any error in it, or any request beyond its own files."""
    contexts, errors, requests = [], [], []

    def opened(hash="", *, url=None, init=None, allow_errors=False, **options):
        options = {"viewport": {"width": 1280, "height": 900}, **options}
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        if init:
            page.add_init_script(init)
        base = url or (folder / "index.html").as_uri()
        if not allow_errors:
            page.on("pageerror", lambda error: errors.append(str(error)))
            page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        page.on("request", lambda request: requests.append(request.url))
        page.goto(base + hash)
        page.requests = requests
        page.base = base.rsplit("/", 1)[0]
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not errors
    outside = [
        url for url in requests if not url.startswith(("file:", "http://127.0.0.1", "data:"))
    ]
    assert not outside


def explorer(page, id="line"):
    return page.locator(f"#gx-{id}")


def said(page, text, id="line"):
    """Wait for the sentence; text or pattern must match all of it."""
    from playwright.sync_api import expect

    expect(explorer(page, id).locator(".said")).to_have_text(text)


def title(page, id="line"):
    """Return the label in the picture that is shown."""
    texts = explorer(page, id).locator(".picture svg text").all_text_contents()
    return next(text for text in texts if re.match(r"wide|narrow", text))


def shows(page, text, id="line"):
    from playwright.sync_api import expect

    expect(explorer(page, id).locator(".picture svg text", has_text=text)).to_have_count(1)


PHONE = {"viewport": {"width": 375, "height": 740}, "has_touch": True, "is_mobile": True}


# ---- what a hand does


def test_first_sight(visit):
    page = visit()
    assert title(page) == "wide 2 one False"
    said(page, "The line rises by 2 under rule one.")
    assert explorer(page).locator("output").first.text_content() == "2 units"


def test_keyboard(visit):
    page = visit()
    slider = explorer(page).get_by_role("slider", name="Slope")
    slider.focus()
    slider.press("ArrowRight")
    shows(page, "wide 3 one False")
    said(page, "Slope 2 → 3 units. The line rises by 3 under rule one.")
    assert slider.get_attribute("aria-valuetext") == "3 units"
    slider.press("End")
    shows(page, "wide 5 one False")
    said(page, "Slope 3 → 5 units. The line rises by 5 under rule one.")


def test_keyboard_reaches_everything(visit):
    page = visit()
    explorer(page).get_by_role("button", name="About “slope”").focus()
    reached = []
    for _ in range(6):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "() => { const e = document.activeElement.shadowRoot.activeElement;"
                "return e.textContent || e.getAttribute('role') || e.type; }"
            )
        )
    assert reached == ["range", "radio", "switch", "▶ Play", "Pin", "Reset"]


def test_mouse_drag(visit):
    page = visit()
    box = explorer(page).get_by_role("slider", name="Slope").bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.25, y)
    page.mouse.down()
    for part in (0.4, 0.6, 0.8, 0.99):
        page.mouse.move(box["x"] + box["width"] * part, y)
        page.wait_for_timeout(30)
    page.mouse.up()
    shows(page, "wide 5 one False")
    said(page, "Slope 2 → 5 units. The line rises by 5 under rule one.")  # the drag as a whole


def test_one_announcement_for_a_drag(visit):
    page = visit()
    explorer(page).evaluate(
        """e => { window.told = []; new MutationObserver(() => told.push(
             e.shadowRoot.querySelector('.said').textContent))
             .observe(e.shadowRoot.querySelector('.said'), {childList: true}); }"""
    )
    slider = explorer(page).get_by_role("slider", name="Slope")
    # within one task of the page, so that a busy machine makes no pause between the moves
    slider.evaluate(
        """e => { for (const at of [2, 3, 4, 3]) {
             e.value = at; e.dispatchEvent(new Event('input', {bubbles: true})); } }"""
    )
    said(page, "Slope 2 → 4 units. The line rises by 4 under rule one.")
    assert page.evaluate("told") == ["Slope 2 → 4 units. The line rises by 4 under rule one."]


def test_touch(visit):
    page = visit(**PHONE)
    assert title(page) == "narrow 2 one False"
    slider = explorer(page).get_by_role("slider", name="Slope")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] * 0.97, box["y"] + box["height"] / 2)
    shows(page, "narrow 5 one False")
    explorer(page).get_by_role("switch", name="With noise").tap()
    shows(page, "narrow 5 one True")
    explorer(page).get_by_role("button", name="About “slope”").tap()
    assert explorer(page).get_by_text("How fast it rises.").is_visible()
    for name in ("slider", "switch", "button"):
        for target in explorer(page).get_by_role(name).all():
            assert target.bounding_box()["height"] >= 20
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_radio_switch_and_menu(visit):
    page = visit()
    explorer(page).get_by_role("radio", name="two").check()
    said(page, "Rule one → two. The line rises by 2 under rule two.")
    explorer(page).get_by_role("switch", name="With noise").check()
    said(page, "With noise off → on. The line rises by 2 under rule two with noise.")
    assert title(page) == "wide 2 two True"
    explorer(page, "second").get_by_role("combobox", name="Rule").select_option("three")
    said(page, "Rule one → three. The line rises by 2 under rule three.", "second")


def test_help(visit):
    page = visit()
    slider = explorer(page).get_by_role("slider", name="Slope")
    note = explorer(page).get_by_text("How fast it rises.")
    button = explorer(page).get_by_role("button", name="About “slope”")
    assert slider.get_attribute("aria-describedby") == note.get_attribute("id")
    assert note.is_hidden()
    button.click()
    assert note.is_visible()
    assert button.get_attribute("aria-expanded") == "true"


def test_reset(visit):
    page = visit("#line?n=5&rule=two&noise=on")
    shows(page, "wide 5 two True")
    explorer(page).get_by_role("button", name="Reset").click()
    shows(page, "wide 2 one False")
    said(page, "Back at the start. The line rises by 2 under rule one.")


def test_play(visit):
    page = visit()
    explorer(page).evaluate(
        """e => { window.seen = []; e.addEventListener('gx-drawn', () => seen.push(
             [e.shadowRoot.querySelector('output').value,
              e.shadowRoot.querySelector('.said').getAttribute('aria-live')])) }"""
    )
    button = explorer(page).get_by_role("button", name="Play")
    button.click()
    assert explorer(page).get_by_role("button", name="Pause").is_visible()
    said(page, "Slope 2 → 5 units. The line rises by 5 under rule one.")
    assert page.evaluate("seen") == [[f"{n} units", "off"] for n in (3, 4, 5)]
    assert explorer(page).locator(".said").get_attribute("aria-live") == "polite"
    button = explorer(page).get_by_role("button", name="Play")
    button.click()  # from the end it begins again
    shows(page, "wide 5 one False")


def test_pause(visit):
    page = visit()
    explorer(page).evaluate("e => { e.spec.interval = 700; }")
    explorer(page).get_by_role("button", name="Play").click()
    explorer(page).get_by_role("button", name="Pause").click()
    paused = title(page)
    page.wait_for_timeout(1600)
    assert title(page) == paused
    assert explorer(page).get_by_role("button", name="Play").is_visible()


def test_reduced_motion(visit):
    page = visit(reduced_motion="reduce")
    button = explorer(page).get_by_role("button", name="Step")
    button.click()
    shows(page, "wide 3 one False")
    page.wait_for_timeout(300)
    assert title(page) == "wide 3 one False"


# ---- links


def test_link_in_the_page(visit):
    page = visit()
    page.get_by_role("link", name="Three, with the second rule").click()
    shows(page, "wide 3 two False")
    said(page, "Slope 2 → 3 units; Rule one → two. The line rises by 3 under rule two.")


@pytest.mark.parametrize("query", ["n=4&rule=two&noise=on", "n=4.0&rule=two&noise=on"])
def test_deep_link(visit, query):
    page = visit(f"#line?{query}")
    shows(page, "wide 4 two True")
    assert title(page, "second") == "wide 2 one False"


@pytest.mark.parametrize("hash", ["#line?n=99&rule=x", "#line?", "#line?%E0%A4%A", "#other?n=1"])
def test_links_that_mean_nothing(visit, hash):
    page = visit(hash)
    assert title(page) == "wide 2 one False"


def test_state_goes_into_the_address(visit):
    page = visit()
    length = page.evaluate("history.length")
    explorer(page).get_by_role("slider", name="Slope").press("ArrowRight")
    page.wait_for_url(re.compile(r"#line\?n=3&rule=one&noise=off$"))
    assert page.evaluate("history.length") == length
    page.reload()
    shows(page, "wide 3 one False")


# ---- side files


def side_files(page):
    return [url for url in page.requests if re.search(r"/gx/line-", url)]


def test_loaded_on_first_touch_only(visit):
    page = visit()
    page.wait_for_timeout(300)
    assert not side_files(page)
    explorer(page).get_by_role("slider", name="Slope").hover()
    explorer(page).get_by_role("slider", name="Slope").press("ArrowRight")
    shows(page, "wide 3 one False")
    explorer(page).get_by_role("slider", name="Slope").press("ArrowRight")
    shows(page, "wide 4 one False")
    assert len(side_files(page)) == 1
    assert "-wide-" in side_files(page)[0]


def test_over_http(visit, server):
    page = visit("#line?n=4", url=server + "index.html")
    shows(page, "wide 4 one False")


FAILED = "The other pictures could not be loaded. Move a control to try again."


@pytest.mark.parametrize("how", ["missing", "empty", "damaged", "cut"])
def test_bad_side_file(visit, server, how):
    page = visit(url=server + "index.html", allow_errors=True)
    broken = [True]

    def answer(route):
        if not broken[0]:
            return route.continue_()
        if how == "missing":
            return route.fulfill(status=404, body="")
        text = route.fetch().text()
        body = {
            "empty": "",
            "damaged": text.replace("A", "B"),
            "cut": text[: len(text) // 2],
        }[how]
        return route.fulfill(body=body, content_type="text/javascript")

    page.route("**/gx/line-*.js", answer)
    slider = explorer(page).get_by_role("slider", name="Slope")
    slider.press("ArrowRight")
    said(page, FAILED)
    assert title(page) == "wide 2 one False"
    assert slider.input_value() == "1"  # the control goes back to what the picture shows
    broken[0] = False
    slider.press("ArrowRight")
    shows(page, "wide 3 one False")
    said(page, "Slope 2 → 3 units. The line rises by 3 under rule one.")


def test_play_without_side_file(visit, server):
    page = visit(url=server + "index.html", allow_errors=True)
    page.route("**/gx/line-*.js", lambda route: route.abort())
    explorer(page).get_by_role("button", name="Play").click()
    said(page, FAILED)
    assert explorer(page).get_by_role("button", name="Play").is_visible()


def test_output_that_stands_alone(visit, tmp_path):
    page = visit(url=write(tmp_path, kind="alone").as_uri())
    explorer(page).get_by_role("slider", name="Slope").press("ArrowRight")
    shows(page, "wide 3 one False")
    assert not side_files(page)


# ---- other eyes, other machines


def test_without_script(visit):
    page = visit(java_script_enabled=False)
    assert explorer(page).get_by_text("A line", exact=True).is_visible()
    assert explorer(page).locator(".gx-wide svg").is_visible()
    assert explorer(page).locator(".gx-narrow").is_hidden()
    assert explorer(page).get_by_text("The line rises by 2 under rule one.").is_visible()
    explorer(page).get_by_text("The controls need JavaScript").wait_for()
    phone = visit(java_script_enabled=False, **PHONE)
    assert explorer(phone).locator(".gx-narrow svg").is_visible()
    assert explorer(phone).locator(".gx-wide").is_hidden()
    question = page.locator("gx-predict")
    assert question.get_by_text("It rises.").is_visible()
    answer = page.locator("gx-recap details p").last
    assert answer.is_hidden()
    page.locator("gx-recap summary").click()
    assert answer.inner_text() == "It stays at zero."
    page.locator("gx-recall summary").first.click()
    assert page.get_by_text("B. Below one, giving costs the giver.").is_visible()


def test_old_browser(visit):
    page = visit(init="delete window.DecompressionStream")
    assert explorer(page).locator(".gx-wide svg").is_visible()
    explorer(page).get_by_text("a browser of 2023 or later").wait_for()


def colour(locator):
    return locator.evaluate("e => getComputedStyle(e).stroke")


def test_dark_and_light(visit):
    page = visit()
    spine = explorer(page).locator(".picture path[style*='--gx-blue']").first
    light = colour(spine)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    dark = colour(spine)
    assert light != dark
    page.emulate_media(media="print")
    assert colour(spine) == light


def test_print(visit):
    page = visit("#line?n=4")
    shows(page, "wide 4 one False")
    page.emulate_media(media="print")
    assert explorer(page).locator(".picture svg").is_visible()
    assert explorer(page).locator(".said").is_visible()
    settings = explorer(page).locator(".settings")
    assert settings.text_content() == "Slope: 4 units · Rule: one · With noise: off"
    assert settings.is_visible()
    for control in page.locator("gx-explorer").get_by_role("button").all():
        assert control.is_hidden()
    assert explorer(page).get_by_role("slider").count() == 0
    assert page.locator("gx-predict textarea").is_visible()  # room for an answer
    assert page.locator("gx-predict").get_by_text("It rises.").last.is_visible()
    assert page.locator("gx-predict").get_by_role("button").count() == 0


def test_width_changes_the_shape(visit):
    page = visit("#line?n=4")
    shows(page, "wide 4 one False")
    page.set_viewport_size({"width": 400, "height": 800})
    shows(page, "narrow 4 one False")
    page.set_viewport_size({"width": 1280, "height": 800})
    shows(page, "wide 4 one False")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 375])
def test_accessible(visit, server, theme, width):
    # axe reads the style sheets, which it cannot from file://
    page = visit(url=server + "index.html", viewport={"width": width, "height": 900})
    page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
    for button in page.get_by_role("button", name="About").all():
        button.click()
    recall = page.locator("gx-recall")
    recall.get_by_role("radio").first.check()
    recall.get_by_role("button", name="Check").first.click()
    page.locator("gx-predict").get_by_role("radio").first.check()
    page.locator("gx-recap").get_by_role("button", name="See what happens").click()
    assert faults(page) == []


# ---- live: the same front end, drawn by a kernel


@pytest.fixture
def live(visit, server, folder, request):
    """Open a page whose kernel is the widget itself, in this process."""
    explorer = write_live(folder, getattr(request, "param", (1, 2, 3, 4, 5)))
    widget = explorer.widget()
    page = visit(url=server + "index.html")
    asked = []

    def kernel(message):
        asked.append(message["at"])
        replies = []
        widget.send = replies.append
        widget._handle_custom_msg(message, [])
        return replies[0]

    page.expose_function("kernel", kernel)
    page.goto(server + "live.html")
    page.asked = asked
    return page


def test_live_values_between(live):
    field = explorer(live).get_by_role("spinbutton", name="Slope, any value")
    slider = explorer(live).get_by_role("slider", name="Slope")
    assert title(live) == "wide 2 one False"
    slider.focus()
    slider.press("ArrowRight")
    said(live, "Slope 2 → 3 units. The line rises by 3 under rule one.")
    field.fill("4")
    field.press("Enter")
    shows(live, "wide 4 one False")
    assert slider.input_value() == "3"
    field.fill("9")
    field.press("Enter")
    said(live, "Slope must be a whole number from 1 to 5.")
    assert field.input_value() == "4"
    explorer(live).get_by_role("radio", name="two").check()
    shows(live, "wide 4 two False")
    assert live.asked[-1] == [4, 1, 0]
    assert "#" not in live.url  # the address is the notebook's, not ours


@pytest.mark.parametrize("live", [(1, 2, 5)], indirect=True)
def test_live_keys_reach_every_whole_number(live):
    slider = explorer(live).get_by_role("slider", name="Slope")
    slider.press("ArrowRight")
    shows(live, "wide 3 one False")
    slider.press("ArrowUp")
    shows(live, "wide 4 one False")
    for _ in range(3):
        slider.press("ArrowRight")
    shows(live, "wide 5 one False")
    slider.press("ArrowLeft")
    shows(live, "wide 4 one False")


def test_live_play_and_reset(live):
    explorer(live).get_by_role("button", name="Play").click()
    said(live, "Slope 2 → 5 units. The line rises by 5 under rule one.")
    explorer(live).get_by_role("button", name="Reset").click()
    said(live, "Back at the start. The line rises by 2 under rule one.")


def test_live_error_is_a_sentence(live):
    explorer(live).evaluate("e => { e.ask = () => Promise.reject(new Error('ValueError: no')); }")
    slider = explorer(live).get_by_role("slider", name="Slope")
    slider.press("ArrowRight")
    said(live, "ValueError: no")
    assert title(live) == "wide 2 one False"
