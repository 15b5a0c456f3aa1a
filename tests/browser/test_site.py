"""Every page of the built book in Chromium: no outside request, no error, axe, phone, print."""

from __future__ import annotations

import gzip
import re
from urllib.parse import unquote, urlsplit

import pytest
from accessible import faults
from built import CHAPTERS, CLOSE, COVER, FOUND, HTML, PAGES, PHONE, WIDE

pytestmark = pytest.mark.browser

#: What a chapter may weigh, packed, without the frames of its explorers.
MOST_BYTES = 450_000


def test_the_book_is_built():
    assert HTML.exists(), "run `make book` first"
    assert len(CHAPTERS) >= 2
    assert COVER in PAGES
    assert "index.html" in FOUND


def test_github_leaves_out_no_folder():
    """GitHub Pages drops folders that begin with an underscore unless this file says not to."""
    assert (HTML / ".nojekyll").exists()


@pytest.mark.parametrize("page", PAGES)
def test_over_http(look, server, page):
    one = look(page)
    assert not one.outside(server)
    assert not one.errors
    assert not one.failed


@pytest.mark.parametrize("page", CLOSE)
def test_from_a_disk(visit, page):
    one = visit((HTML / page).as_uri(), viewport=PHONE)
    assert not one.outside(HTML.as_uri())
    assert not one.errors
    assert not one.failed


def test_the_first_address_leads_to_the_cover(browser, server):
    page = browser.new_page()
    page.goto(server, wait_until="commit")
    page.wait_for_url("**/book/index.html")
    assert page.get_by_role("heading", level=1).inner_text().startswith("Governing Global")
    page.close()


#: Both widths in both themes where readers are; elsewhere each width and each theme once.
LOOKS = [
    (page, wide, scheme)
    for page in CLOSE
    for wide in (True, False)
    for scheme in ("light", "dark")
    if page in [*CHAPTERS, COVER] or wide == (scheme == "light")
]


@pytest.mark.parametrize(("page", "wide", "scheme"), LOOKS)
def test_accessibility(look, page, wide, scheme):
    one = look(page, WIDE if wide else PHONE, scheme)
    assert one.page.evaluate("document.documentElement.dataset.theme") in (scheme, None)
    assert faults(one.page) == []


@pytest.mark.parametrize("page", CLOSE)
def test_no_page_is_wider_than_a_phone(look, page):
    """In both themes, whichever is open for its accessibility."""
    one = look(page, PHONE, next(s for p, wide, s in LOOKS if p == page and not wide))
    widths = one.page.evaluate(
        """() => { const root = document.documentElement, before = root.dataset.theme;
             const found = ["light", "dark"].map((theme) => {
               root.dataset.theme = theme;
               return root.scrollWidth;
             });
             if (before) root.dataset.theme = before; else delete root.dataset.theme;
             return found; }"""
    )
    assert max(widths) <= PHONE["width"]


@pytest.mark.parametrize("page", CHAPTERS)
def test_transfer(look, server, page):
    """What a reader loads before the first touch, compressed as a server sends it."""
    one = look(page)
    assert one.page.locator("math").count() > 3
    paths = {unquote(urlsplit(u).path).lstrip("/") for u in one.requests if u.startswith(server)}
    sizes = {}
    for path in paths:
        content = (HTML / path).read_bytes()
        packed = path.endswith((".woff", ".woff2", ".png"))
        sizes[path] = len(content if packed else gzip.compress(content, 6))
    assert not [p for p in paths if re.search(r"/gx/[\w-]+-(wide|narrow)-\w+\.js", p)]
    assert sum(sizes.values()) <= MOST_BYTES, sorted(sizes.items(), key=lambda i: -i[1])[:8]


def test_the_menu_of_a_phone(visit, server):
    page = visit(server + CHAPTERS[0], viewport=PHONE, has_touch=True).page
    link = page.get_by_role("link", name="Glossary")
    assert not link.is_visible()
    page.locator(".primary-toggle:visible").first.tap()
    link.wait_for(state="visible")
    link.tap()
    page.wait_for_url("**/reference/glossary.html")


@pytest.mark.parametrize("disk", [False, True], ids=["http", "disk"])
def test_search(visit, server, disk):
    root = HTML.as_uri() + "/" if disk else server
    one = visit(f"{root}search.html?q=clearing", viewport=WIDE)
    one.page.locator("ul.search a", has_text="One network, two edges").first.wait_for()
    assert not one.errors


@pytest.mark.parametrize("page", [p for p in PAGES if p.startswith("book/")])
def test_figures_have_numbers_captions_and_alternatives(page):
    html = (HTML / page).read_text(encoding="utf-8")
    figures = re.findall(r"<figure.*?</figure>", html, re.S)
    numbers = [int(n) for n in re.findall(r'class="caption-number">Fig\. (\d+)', html)]
    assert len(numbers) == len(figures)
    for figure in figures:
        caption = re.search(r'class="caption-text">(.*?)</span>', figure, re.S)
        assert caption
        assert len(re.sub(r"<[^>]+>", "", caption[1])) > 40
        # a drawing of ours has a label, a picture from a file its alternative text
        labels = re.findall(r'role="img" aria-label="([^"]+)"|<img[^>]*\balt="([^"]+)"', figure)
        assert labels
        assert all(len(label or alternative) > 8 for label, alternative in labels)
    for alt in re.findall(r"<img[^>]*\balt=\"([^\"]*)\"", html):
        assert "_images/" not in alt


@pytest.mark.parametrize("page", CHAPTERS)
def test_every_explorer_moves(visit, server, page):
    """Each control of each explorer, by keyboard: the picture or the sentence follows."""
    one = visit(server + page, viewport=WIDE)
    page = one.page
    for explorer in page.locator("gx-explorer").all():
        explorer.scroll_into_view_if_needed()
        for slider in explorer.locator("input[type=range]").all():
            before = explorer.locator(".picture").inner_html()
            said = explorer.locator(".said").inner_text()
            # a grip in the picture is a slider too, and tells its place to screen readers
            place, last = slider.evaluate(
                "e => [e.value ?? e.ariaValueNow, e.max ?? e.ariaValueMax].map(Number)"
            )
            at_end = place == last
            slider.press("ArrowLeft" if at_end else "ArrowRight")
            page.wait_for_function(
                "([e, before, said]) => e.shadowRoot.querySelector('.picture').innerHTML !== before"
                " || e.shadowRoot.querySelector('.said').textContent !== said",
                arg=[explorer.element_handle(), before, said],
            )
    assert not one.errors


EXPLORERS = [COVER, *CHAPTERS]
SMALL = {"phone": {"width": 375, "height": 667}, "laptop": {"width": 1366, "height": 657}}


#: Rectangles of the head of the page and of the parts of an explorer: [left, top, right, bottom].
PARTS = """e => {
  const of = (x) => { const { left, top, right, bottom } = x.getBoundingClientRect();
                      return [left, top, right, bottom]; };
  return Object.fromEntries([["head", document.querySelector(".bd-header-article")],
    ["plate", e.plate], ["form", e.form], ["said", e.said], ["row", e.layout.row]]
    .filter(([, x]) => x).map(([name, x]) => [name, of(x)])); }"""


@pytest.mark.parametrize("screen", SMALL)
@pytest.mark.parametrize("page", EXPLORERS)
def test_an_explorer_and_its_controls_share_a_screen(visit, server, page, screen):
    """There is a place to scroll to where the whole picture and all controls can be seen."""
    page = visit(server + page, viewport=SMALL[screen]).page
    page.wait_for_function("!!customElements.get('gx-explorer')")
    for explorer in page.locator("gx-explorer").all():
        beside = explorer.evaluate("e => e.card.classList.contains('beside')")
        assert not (beside and screen == "phone")
        explorer.evaluate(
            """(e, beside) => scrollBy({behavior: "instant", top: beside
                 ? e.plate.getBoundingClientRect().top - 60
                 : e.form.getBoundingClientRect().bottom - innerHeight + 2})""",
            beside,
        )
        page.wait_for_timeout(100)
        name, found = explorer.get_attribute("id"), explorer.evaluate(PARTS)
        plate, form = found["plate"], found["form"]
        assert found["head"][3] - 1 <= plate[1], (name, found)
        if beside:
            assert plate[2] <= form[0] + 1, (name, found)
            assert plate[3] <= SMALL[screen]["height"], (name, found)
        else:
            assert plate[3] <= form[1] + 1, (name, found)
        assert form[3] <= SMALL[screen]["height"], (name, found)
        assert plate[2] - plate[0] >= 200, (name, found)
        seen = "([x, y]) => document.elementFromPoint(x + 9, y + 9)?.id"
        assert page.evaluate(seen, form[:2]) == name, (name, found)


@pytest.mark.parametrize("page", [p for p in EXPLORERS if p != COVER])
def test_controls_stand_beside_the_picture_where_there_is_room(visit, server, page):
    """On a wide screen picture, sentence and controls are all in sight."""
    page = visit(server + page, viewport={"width": 1440, "height": 900}).page
    page.wait_for_function("!!customElements.get('gx-explorer')")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440
    for explorer in page.locator("gx-explorer").all():
        explorer.evaluate(
            "e => scrollBy({behavior: 'instant', top: e.plate.getBoundingClientRect().top - 60})"
        )
        page.wait_for_timeout(100)
        name, found = explorer.get_attribute("id"), explorer.evaluate(PARTS)
        plate, form = found["plate"], found["form"]
        assert plate[2] <= form[0] + 1, (name, found)
        assert plate[2] - plate[0] >= 540, (name, found)
        assert max(plate[3], form[3], found["said"][3]) <= 900, (name, found)


@pytest.mark.parametrize("page", EXPLORERS)
def test_the_sentence_is_in_sight_while_a_phone_moves_a_control(visit, server, page):
    """Whichever control is moved, what it changes can be read beside the picture."""
    page = visit(server + page, viewport=SMALL["phone"], has_touch=True, is_mobile=True).page
    page.wait_for_function("!!customElements.get('gx-explorer')")
    for explorer in page.locator("gx-explorer").all():
        name = explorer.get_attribute("id")
        for slider in explorer.locator("form input[type=range]").all():
            explorer.evaluate(
                """e => scrollBy({behavior: "instant",
                     top: e.form.getBoundingClientRect().bottom - innerHeight + 2})"""
            )
            page.wait_for_timeout(100)
            before = explorer.locator(".said").inner_text()
            slider.focus()
            slider.press("Home" if slider.evaluate("e => e.value === e.max") else "End")
            page.wait_for_function(
                "([e, before]) => e.said.innerText !== before",
                arg=[explorer.element_handle(), before],
            )
            found = explorer.evaluate(PARTS)
            head, said, row = found["head"], found["said"], found["row"]
            assert said[1] >= head[3], (name, found)
            assert said[3] <= SMALL["phone"]["height"] + 1, (name, found)
            # it hides neither the control in hand nor more than the foot of the picture
            assert said[3] <= row[1] + 1 or said[1] >= row[3] - 1, (name, found)
            assert found["plate"][3] - said[1] <= 0.3 * (found["plate"][3] - found["plate"][1]) or (
                said[1] >= found["plate"][3]
            ), (name, found)
            middle = [(said[0] + said[2]) / 2, (said[1] + said[3]) / 2]
            seen = "([x, y]) => document.elementFromPoint(x, y)?.id"
            assert page.evaluate(seen, middle) == name, (name, found)


def test_no_pill_lies_on_a_phone(visit, server):
    page = visit(server + CHAPTERS[0], viewport=PHONE).page
    page.mouse.wheel(0, 3000)
    page.wait_for_timeout(300)
    page.mouse.wheel(0, -400)
    page.wait_for_timeout(600)
    assert not page.locator("#pst-back-to-top").is_visible()


def luminance(rgb):
    parts = [int(x) / 255 for x in re.findall(r"\d+", rgb)[:3]]
    linear = [x / 12.92 if x <= 0.03928 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("page", ["book/index.html", *CHAPTERS[:1], "book/reference/data.html"])
def test_print_from_the_dark_theme_is_light(visit, server, page):
    page = visit(server + page, viewport=WIDE, color_scheme="dark").page
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.emulate_media(media="print", color_scheme="dark")
    page.wait_for_timeout(300)
    for what in (
        "p",
        "h1",
        "h2",
        "li",
        "figcaption",
        "td",
        "th",
        "a",
        "code",
        "summary",
        "pre span",
    ):
        for element in page.locator(f"article {what}:visible").all()[:3]:
            colour = element.evaluate("e => getComputedStyle(e).color")
            contrast = 1.05 / (luminance(colour) + 0.05)
            assert contrast >= 4.5, f"{what}: {colour}, {contrast:.1f}:1 on white"
    for what in ("body", "article pre", "article .admonition-title", "article .sd-summary-title"):
        for element in page.locator(what).all()[:3]:
            ground = element.evaluate("e => getComputedStyle(e).backgroundColor")
            assert ground == "rgba(0, 0, 0, 0)" or luminance(ground) > 0.8, (what, ground)


@pytest.mark.parametrize("page", CHAPTERS)
def test_print(visit, server, page):
    one = visit(server + page, viewport=WIDE)
    one.page.emulate_media(media="print")
    for hidden in (".bd-header-article", ".bd-sidebar-primary", ".prev-next-footer"):
        for element in one.page.locator(hidden).all():
            assert not element.is_visible(), hidden
    assert one.page.locator("gx-explorer .settings").first.is_visible()
    assert not one.page.locator("gx-explorer form").first.is_visible()
    assert one.page.evaluate("document.documentElement.scrollWidth") <= WIDE["width"]
    assert len(one.page.pdf(format="A4")) > 50_000


def test_the_cover_moves_within_one_screen(visit, server):
    for viewport in ({"width": 1280, "height": 800}, PHONE):
        options = {"viewport": viewport, "reduced_motion": "no-preference"}
        page = visit(server + "book/index.html", **options).page
        button = page.locator("gx-explorer").get_by_role("button", name="Play")
        button.wait_for()
        box = button.bounding_box()
        assert box["y"] + box["height"] <= viewport["height"]


def test_every_result_is_listed_and_agrees():
    from govlib.published import results

    html = (HTML / "book/reference/published.html").read_text(encoding="utf-8")
    text = re.sub(r"<[^>]+>", "", html)
    for result in results():
        assert re.search(rf"\b{re.escape(result.id)}\b", text), result.id
    count = len(results())
    assert f"{count} results, {count} of them within their tolerance" in text


@pytest.mark.parametrize("page", CHAPTERS)
def test_the_downloaded_notebook_is_plain(page):
    import nbformat

    name = page.removesuffix(".html")
    html = (HTML / page).read_text(encoding="utf-8")
    assert f'_sources/{name}.ipynb"' in html
    book = nbformat.read(HTML / "_sources" / f"{name}.ipynb", as_version=4)
    nbformat.validate(book)
    text = "\n".join(c.source for c in book.cells if c.cell_type == "markdown")
    assert not re.search(r"\{[\w:]+\}`|^```+\{", text, re.M), "roles that Jupyter does not know"
    assert "**Figure 1.**" in text
    assert not [c for c in book.cells if c.cell_type == "code" and "myst_nb" in c.source]
