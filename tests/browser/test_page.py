"""The furniture of a page: lines, captions, formulas, code, results, search, without JavaScript."""

from __future__ import annotations

import re

import pytest
from built import CHAPTERS, COVER, HTML, PAGES, PHONE, WIDE

pytestmark = pytest.mark.browser

API = [p for p in PAGES if "/api/" in p]
REFERENCE = "book/reference/published.html"

#: rem in pixels, as browsers have it unless told otherwise
REM = 16
LONGEST_LINE = 40 * REM


# ---- text


@pytest.mark.parametrize("page", [COVER, *CHAPTERS, "book/teaching/instructor-guide.html"])
@pytest.mark.parametrize("width", [1280, 1600])
def test_no_line_is_longer_than_an_eye_follows(look, page, width):
    page = look(page, {"width": width, "height": WIDE["height"]}).page
    widths = page.evaluate(
        """() => [...document.querySelectorAll("article section > p, article li > p, article li")]
             .map((e) => e.getBoundingClientRect().width)"""
    )
    assert len(widths) > 5
    assert max(widths) <= LONGEST_LINE


@pytest.mark.parametrize("page", [COVER, *CHAPTERS[:1], REFERENCE, "book/reference/data.html"])
def test_text_of_twice_the_size_wraps(visit, server, page):
    """The reader's own size of text, not the zoom of the page."""
    page = visit(server + page, viewport=PHONE).page
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.wait_for_timeout(100)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("page", API)
def test_no_page_of_the_api_is_wider_than_a_small_phone(look, page):
    """The page that others look at wide, made narrow for a moment."""
    page = look(page).page
    page.set_viewport_size({"width": 320, "height": 640})
    try:
        assert page.evaluate("innerWidth") == 320
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        # a head breaks behind dots and its bracket: a name that fits on a line stays whole
        names = page.locator(".sig-name .pre, .sig-param .n .pre")
        cut = names.evaluate_all(
            """all => all.filter((e) => e.getClientRects().length > 1).map((e) => e.innerText)
                 .filter((name) => /^\\w{1,20}$/.test(name))"""
        )
        assert cut == []
    finally:
        page.set_viewport_size(WIDE)


def test_words_in_the_heads_of_tables_stay_whole(visit, server):
    """A head is at least as wide as its longest word, on a phone too."""
    page = visit(server + CHAPTERS[0], viewport=PHONE).page
    narrow = page.evaluate(
        """() => [...document.querySelectorAll("article table th")].filter((th) => {
             const range = document.createRange();
             return [...th.querySelectorAll("p"), th].some((e) => {
               for (const node of e.childNodes) {
                 if (node.nodeType !== 3) continue;
                 for (const word of node.textContent.matchAll(/\\S+/g)) {
                   range.setStart(node, word.index);
                   range.setEnd(node, word.index + word[0].length);
                   if (range.getClientRects().length > 1) return true;
                 }
               }
               return false;
             });
           }).map((th) => th.textContent)"""
    )
    assert page.locator("article table th").count() > 2
    assert narrow == []


def test_captions_are_text(visit, server):
    page = visit(server + CHAPTERS[0], viewport=WIDE).page
    for part in ("figcaption p", "figcaption .caption-number", "figcaption .caption-source"):
        found = page.locator(f"article {part}")
        assert found.count() >= 1, part
        weight = found.first.evaluate("e => getComputedStyle(e).fontWeight")
        assert int(weight) >= 400, part
    strong = page.locator("figcaption .caption-text > strong").first
    assert re.match(r"[A-Z].*[.?!]$", strong.inner_text(), re.S)
    assert int(strong.evaluate("e => getComputedStyle(e).fontWeight")) >= 600


# ---- formulas


@pytest.mark.parametrize("page", CHAPTERS)
def test_formulas_are_set_without_a_script(visit, server, page):
    one = visit(server + page, viewport=WIDE, java_script_enabled=False)
    formulas = one.page.locator("article math")
    assert formulas.count() > 3
    assert formulas.first.bounding_box()["width"] > 4
    html = (HTML / page).read_text(encoding="utf-8")
    assert not re.search(r'class="math[^>]*>\s*\\[(\[]', html), "LaTeX in the page"
    assert "tex-chtml" not in html
    assert any("book-math" in url for url in one.requests)


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_formula_is_a_stop_of_the_tab_key_where_it_scrolls_and_nowhere_else(
    visit, server, viewport
):
    most = max(CHAPTERS, key=lambda page: (HTML / page).read_text("utf-8").count('="formula"'))
    page = visit(server + most, viewport=viewport).page
    page.wait_for_timeout(100)
    assert page.locator("article span.math [tabindex], article math[tabindex]").count() == 0
    boxes = page.locator("article div.formula")
    assert boxes.count() >= 2
    for box in boxes.all():
        wide, stop = box.evaluate("e => [e.scrollWidth > e.clientWidth, e.tabIndex === 0]")
        assert wide == stop, box.inner_text()
    # made narrow, each is one; wide again, none
    boxes.first.evaluate("e => { e.style.flex = 'none'; e.style.width = '2rem'; }")
    page.wait_for_timeout(100)
    assert boxes.first.get_attribute("tabindex") == "0"


PRINTED = [*CHAPTERS, "book/teaching/capstone.html"]


@pytest.mark.parametrize("page", PRINTED)
def test_a_phone_shows_what_is_printed_and_set_without_scrolling_sideways(visit, server, page):
    """Printed tables and formulas; the code of a cell may scroll."""
    page = visit(server + page, viewport=PHONE).page
    wide = page.locator("article :is(.cell_output pre, div.formula)").evaluate_all(
        "all => all.filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.innerText)"
    )
    assert page.locator("article .cell_output pre").count() >= 1
    assert wide == []


TABLES = [
    "book/learned.html",
    "book/reference/architecture.html",
    "book/teaching/by-hand.html",
    "book/teaching/objectives.html",
    "book/teaching/predictions.html",
    "book/teaching/syllabus.html",
]


@pytest.mark.parametrize("page", [*CHAPTERS, *TABLES])
def test_tables_of_words_need_no_scrolling_on_a_phone(visit, server, page):
    page = visit(server + page, viewport=PHONE).page
    wide = page.locator("article .pst-scrollable-table-container").evaluate_all(
        "all => all.filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.innerText)"
    )
    assert wide == []


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_index_is_as_wide_as_the_text(visit, server, viewport):
    page = visit(server + "genindex.html", viewport=viewport).page
    cell, text = page.locator("article .indextable td").first, page.locator("article h1").first
    assert cell.bounding_box()["width"] >= 0.9 * text.bounding_box()["width"]


# ---- what a page loads


@pytest.mark.parametrize("page", [COVER, *CHAPTERS[:1], REFERENCE])
def test_the_index_of_the_search_waits_for_a_search(visit, server, page):
    one = visit(server + page, viewport=WIDE)
    assert not [u for u in one.requests if "search" in u.rpartition("/")[2]]


def test_icons_are_few_and_there(visit, server):
    one = visit(server + COVER, viewport=WIDE)
    font = next(u for u in one.requests if "fa-solid" in u)
    assert (HTML / font.removeprefix(server)).stat().st_size < 10_000
    # an icon of the subset is drawn from it: its width is that of the glyph, not of a box
    drawn = one.page.evaluate("document.fonts.check('900 16px \"Font Awesome 6 Free\"', '\\uf0c9')")
    assert drawn


# ---- search


@pytest.mark.parametrize("query", ["free rider", "Nash", "payoffs", "public good", "network"])
def test_the_search_leads_to_chapters_first(visit, server, query):
    page = visit(f"{server}search.html?q={query}", viewport=WIDE).page
    page.get_by_text("Search finished", exact=False).wait_for()
    hits = page.locator("ul.search > li")
    assert hits.count() > 2
    first = hits.first.locator("a").get_attribute("href")
    assert any(c.removesuffix(".html") in first for c in CHAPTERS), first
    said = hits.first.locator(".told").inner_text()
    assert len(said) > 30
    assert not said.startswith("(")


def test_the_search_finds_a_name_of_the_library(visit, server):
    page = visit(f"{server}search.html?q=LinearPublicGood", viewport=WIDE).page
    page.locator("ul.search a", has_text="LinearPublicGood").first.wait_for()


# ---- without JavaScript


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_page_without_javascript(visit, server, viewport):
    page = visit(server + CHAPTERS[0], viewport=viewport, java_script_enabled=False).page
    link = page.get_by_role("link", name="Glossary")
    assert link.first.is_visible()
    assert not page.locator(".primary-toggle:visible").count()
    colour = page.locator("article p a").first.evaluate("e => getComputedStyle(e).color")
    assert colour == "rgb(11, 92, 173)"
    head = page.locator(".bd-header-article")
    assert head.evaluate("e => getComputedStyle(e).position") == "static"


def test_the_theme_is_chosen_before_anything_is_painted(visit, server):
    page = visit(server + CHAPTERS[0], viewport=WIDE, color_scheme="dark").page
    page.route("**/*.js*", lambda route: route.abort())
    page.reload(wait_until="domcontentloaded")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


# ---- furniture


def test_the_head_of_a_phone_has_room_for_three_buttons(visit, server):
    page = visit(server + CHAPTERS[0], viewport=PHONE, has_touch=True).page
    buttons = page.locator(".bd-header-article :is(button, a.btn):visible")
    assert buttons.count() == 3
    page.locator(".primary-toggle:visible").first.tap()
    assert page.locator(".sidebar-tools .theme-switch-button").is_visible()
    assert page.locator(".sidebar-tools a", has_text=".ipynb").is_visible()


def test_the_skip_link_takes_the_focus_along(visit, server):
    page = visit(server + CHAPTERS[0], viewport=WIDE).page
    page.keyboard.press("Tab")
    # in the colours of the page, not the theme's orange
    link = page.locator(".skip-link a")
    assert link.evaluate("e => getComputedStyle(e).color") == "rgb(11, 92, 173)"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


def test_code_is_a_quiet_line_below_its_figure(visit, server):
    page = visit(server + CHAPTERS[0], viewport=WIDE).page
    cell = page.locator("div.cell:has(> details.hide):has(figure)").first
    summary, figure = cell.locator("summary"), cell.locator("figure")
    assert summary.inner_text().strip().startswith("Code")
    assert summary.bounding_box()["y"] > figure.bounding_box()["y"]
    size = summary.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    assert size <= 0.86 * REM
    page.emulate_media(media="print")
    assert not summary.is_visible()


@pytest.mark.parametrize("page", CHAPTERS)
def test_the_head_of_a_chapter_is_a_box(visit, server, page):
    page = visit(server + page, viewport=WIDE).page
    box = page.locator(".chapter-head")
    explorers = page.locator("gx-explorer").count()
    assert re.search(r"\d+ minutes", box.inner_text())
    assert f"{explorers} explorer" in box.inner_text()
    box.get_by_text("When you have finished").click()
    assert box.locator("ol > li").count() >= 3
    box.get_by_role("link", name="My answers").click()
    page.wait_for_url("**/my-answers.html")


@pytest.mark.parametrize("page", CHAPTERS)
def test_a_cycle_is_one_entry_of_the_contents(visit, server, page):
    page = visit(server + page, viewport=WIDE).page
    cycles = page.locator("#pst-page-toc-nav li.toc-cycle")
    # one that opens the chapter is asked under the opening's own heading: Explain alone is left
    explained = page.locator("article h2", has_text=re.compile("^Explain: "))
    predicted = page.locator("article h2", has_text=re.compile("^Predict: "))
    assert cycles.count() == explained.count() >= predicted.count() >= 1
    whole = cycles.filter(has=page.get_by_role("link", name="Predict"))
    assert whole.count() == predicted.count()
    for cycle in whole.all():
        names = cycle.get_by_role("link").all_inner_texts()
        assert names in (["Predict", "Observe", "Explain"], ["Predict", "Explain"])
    whole.first.get_by_role("link", name="Explain").click()
    target = page.evaluate("decodeURIComponent(location.hash.slice(1))")
    assert page.locator(f"section#{target} > h2").inner_text().startswith("Explain")


def test_the_cover_shows_every_chapter_as_a_card(visit, server):
    page = visit(server + COVER, viewport=WIDE).page
    cards = page.locator(".chapters .sd-card")
    assert cards.count() >= len(CHAPTERS)
    for i, card in enumerate(cards.all()):
        assert re.search(r"\d+ minutes", card.inner_text()), i
    cards.first.click()
    page.wait_for_url(lambda url: any(url.endswith(p) for p in PAGES if p != COVER))


def test_paper_begins_with_the_text(visit, server):
    page = visit(server + CHAPTERS[0], viewport=WIDE).page
    page.emulate_media(media="print")
    assert not page.locator("#jb-print-docs-body").count()
    title = page.locator("article h1").first
    assert title.is_visible()
    assert title.bounding_box()["y"] < 100
    heights = page.locator("article figure svg:visible").evaluate_all(
        "all => all.map((e) => e.getBoundingClientRect().height)"
    )
    assert heights
    assert max(heights) < 270  # 7 cm


# ---- published results


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_results_can_be_chosen_by_tag(visit, server, script):
    page = visit(server + REFERENCE, viewport=WIDE, java_script_enabled=script).page
    every = page.locator(".result").count()
    counts = {}
    for label in page.locator(".results-tags .choice").all():
        count, tag = label.inner_text().split()
        label.click()
        assert page.locator(".result:visible").count() == int(count), tag
        counts[tag] = int(count)
    assert counts.pop("all") == every == sum(counts.values())
    assert set(counts) == {"printed", "computed", "derived", "remembered"}


def test_results_can_be_chosen_by_chapter(visit, server):
    page = visit(server + REFERENCE, viewport=WIDE).page
    menu = page.get_by_label("Of", exact=True)
    every = page.locator(".result:visible").count()
    menu.select_option(label="III.A. One network, two edges")
    assert page.get_by_text("IIIA.W1", exact=True).is_visible()
    assert 0 < page.locator(".result:visible").count() < every
    menu.select_option(label="all chapters")
    assert page.locator(".result:visible").count() == every


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_results_are_read_in_words(visit, server, viewport):
    page = visit(server + REFERENCE, viewport=viewport).page
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    block = page.locator(".result").first
    text = block.inner_text()
    assert re.search(r"published \S.*\s· ours \S.*\s· ±\s\S+\s· agrees", text)
    assert block.bounding_box()["width"] > 0.85 * min(viewport["width"], 600)


@pytest.mark.parametrize("page", CHAPTERS)
def test_evidence_is_read_in_a_row_on_a_phone(visit, server, page):
    """What is compared, in full width; below it both numbers and how the first is known."""
    page = visit(server + page, viewport=PHONE).page
    rows = page.locator("article table tr:has(td:nth-child(4) .tag)")
    assert rows.count() >= 2
    for row in rows.all():
        what, expected, ours, tag = (cell.bounding_box() for cell in row.locator("td").all())
        assert what["width"] > 0.85 * (PHONE["width"] - 32)
        assert max(x["y"] for x in (expected, ours, tag)) < expected["y"] + 8
        assert what["y"] + what["height"] <= expected["y"] + 1
        assert tag["x"] + tag["width"] <= PHONE["width"]
        assert row.locator(".tag").inner_text() in ("printed", "computed", "derived")


# ---- reference pages


def test_the_bibliography_goes_by_author_and_year():
    html = (HTML / "book/reference/bibliography.html").read_text(encoding="utf-8")
    assert re.search(r'class="label">.*?Isaac and Walker 1988', html)
    assert re.search(r'class="label">.*?Fischbacher et al\. 2001', html)
    for page in PAGES:
        text = (HTML / page).read_text(encoding="utf-8")
        assert "n.d.</a>" not in text, page


def test_tables_of_data_show_what_they_hold(visit, server):
    page = visit(server + "book/reference/data.html", viewport=WIDE).page
    section = page.locator("section:is(#data-emissions-2018, #emissions-2018)")
    assert section.locator(".first-rows tbody tr").count() == 5
    assert section.locator(".small-picture svg").bounding_box()["height"] > 20
    checks = section.get_by_text("Checks", exact=True)
    assert not checks.is_visible()
    section.locator("summary").click()
    assert checks.is_visible()


def test_the_root_has_an_icon():
    assert (HTML / "favicon.ico").read_bytes()[:4] == b"\0\0\1\0"
