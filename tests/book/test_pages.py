"""What the extension makes of a page: formulas, icons, search, heads of chapters, citations."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pandas as pd
import pytest
from bookkit import ROOT, citing, data, formulas, icons, reading, search
from bs4 import BeautifulSoup
from docutils import nodes
from pybtex.database import parse_file, parse_string

# ---- formulas


def test_a_formula_is_mathml():
    assert formulas.mathml("x_i") == "<math><msub><mi>x</mi><mi>i</mi></msub></math>"
    shown = formulas.mathml(r"\sum_j a_j", display=True)
    assert shown.startswith('<math display="block">')
    assert "<munder>" in shown  # the index below the sign, as on a line of its own


def test_lines_of_a_formula_are_rows():
    plain = formulas.mathml("a = b \\\\ c = d", display=True)
    assert plain.count("<mtr>") == 2
    aligned = formulas.mathml("\\begin{align}a &= b \\\\ c &= d\\end{align}", display=True)
    assert aligned.count("<mtr>") == 2
    assert "(1)" not in aligned  # the page numbers what has a label


def test_a_formula_that_cannot_be_read_is_named():
    with pytest.raises(ValueError, match=r"formula '\\\\foo x': Unknown command"):
        formulas.mathml(r"\foo x")


# ---- icons


def test_icons_that_pages_name_are_kept():
    style = '.fa-bars:before,.fa-navicon:before{content:"\\f0c9"}.fa-sun:before{content:"\\f185"}'
    assert icons.characters(style, ['<i class="fa-solid fa-bars">'], []) == {0xF0C9}
    assert icons.characters(style, ['"fa-navicon"'], ['a::after{content:"\\f107"}']) == {
        0xF0C9,
        0xF107,
    }
    # as Font Awesome 7 writes it
    style = '.fa-bars,.fa-navicon{--fa:"\\f0c9"}.fa-sun{--fa:"\\f185"}.fa-2x{font-size:2em}'
    assert icons.characters(style, ['<i class="fa-solid fa-bars">'], []) == {0xF0C9}


# ---- search


def test_what_stands_under_a_hit_is_the_beginning_of_its_section():
    document = nodes.document(None, None)
    inner = nodes.section("", nodes.title("", "Two"), ids=["two"])
    inner += nodes.paragraph("", "A second text that is long enough.")
    outer = nodes.section("", nodes.title("", "One"), ids=["one"])
    outer += [nodes.paragraph("", "Short."), nodes.paragraph("", "word " * 80), inner]
    document += outer
    told = search.told(document)
    assert told["#two"] == "A second text that is long enough."
    assert told[""] == told["#one"]
    assert told[""].endswith("word …")
    assert len(told[""]) <= search.LENGTH + 1


# ---- the head of a chapter, captions, contents


def chapter():
    time = nodes.paragraph(
        "", "", nodes.Text(""), nodes.strong("", "Time"), nodes.Text(" 45 minutes. ")
    )
    time += [nodes.strong("", "You need"), nodes.Text(" fractions.")]
    goals = nodes.enumerated_list("", nodes.list_item("", nodes.paragraph("", "name it")))
    section = nodes.section("", nodes.title("", "T"), time)
    section += [nodes.paragraph("", "When you have finished, you can"), goals]
    section += nodes.raw(
        "", '<gx-explorer id="a"></gx-explorer><gx-explorer id="b">', format="html"
    )
    document = nodes.document(None, None)
    document += section
    return document, section


def test_the_head_of_a_chapter_is_made_of_what_it_says():
    document, section = chapter()
    box = reading.head(document, "book/definitions/x", 45)
    assert section.index(box) == 1
    assert box.children[0].astext() == "45 minutes · 2 explorers"
    assert box.children[1].astext() == "You need fractions."
    text = box.astext()
    assert "<summary>When you have finished, you can …</summary>" in text
    assert "name it" in text
    assert "No code need be run." in text
    assert not [n for n in section.children if isinstance(n, nodes.enumerated_list)]


def test_a_page_that_says_no_time_has_no_box():
    document = nodes.document(None, None)
    document += nodes.section("", nodes.title("", "T"), nodes.paragraph("", "Text."))
    assert reading.head(document, "book/x", 5) is None


def test_the_cell_of_an_explorer_is_wide_and_no_other():
    explorer, still = (
        nodes.container(
            "", nodes.container("", nodes.raw("", html, format="html")), classes=["cell"]
        )
        for html in ('<gx-explorer id="a"></gx-explorer>', '<div class="gx gx-still"></div>')
    )
    document = nodes.document(None, None)
    document += [explorer, still, nodes.raw("", "<gx-explorer ></gx-explorer>", format="html")]
    reading.widen(document)
    assert explorer["classes"] == ["cell", reading.WIDE]
    assert still["classes"] == ["cell"]


def test_a_sentence_of_a_caption_may_begin_with_a_year():
    caption = nodes.caption("", "", nodes.Text("Spending at 2.5 percent. 1964 is older."))
    assert reading.divide(caption)
    assert caption.children[0].astext() == "Spending at 2.5 percent."


def test_the_first_sentence_of_a_caption_stands_out():
    long = nodes.caption(
        "", "", nodes.Text("Few reach it. Reports of the "), nodes.emphasis("", "W")
    )
    assert reading.divide(long)
    assert long.astext() == "Few reach it. Reports of the W"
    assert isinstance(long.children[0], nodes.strong)
    assert long.children[0].astext() == "Few reach it."
    assert long.children[2]["classes"] == ["caption-source"]
    short = nodes.caption("", "", nodes.Text("A share of 0.7 and no more."))
    assert not reading.divide(short)
    assert len(short.children) == 1


def test_a_quoted_number_has_a_true_minus():
    document = nodes.document(None, None)
    for text in ("-0.025", "Guinea-Bissau"):
        document += nodes.inline(text, text, classes=["pasted-text"])
    document += nodes.inline("-1", "-1")
    app = SimpleNamespace(env=SimpleNamespace(docname="book/index"))
    reading.arrange(app, document)
    assert [node.astext() for node in document] == ["−0.025", "Guinea-Bissau", "-1"]
    assert all(text.parent for text in document.findall(nodes.Text)), "writers look upwards"


def test_steps_of_a_cycle_share_an_entry():
    titles = ["Start", "Predict: your gift", "Observe: payoffs", "Explain: why", "The model"]
    titles += ["Predict: patience", "Observe: size", "Explain: less", "Limits"]
    entries = "".join(
        f'<li class="toc-h2"><a class="nav-link" href="#{i}">{t}</a></li>'
        for i, t in enumerate(titles)
    )
    found = reading.cycles(BeautifulSoup(f"<ul>{entries}</ul>", "html.parser"))
    rows = [row.get_text() for row in found.find_all("li")]
    assert rows == [
        *("Start", "1 Your giftPredict · Observe · Explain", "The model"),
        *("2 PatiencePredict · Observe · Explain", "Limits"),
    ]
    assert [a["href"] for a in found.find_all("a")] == [f"#{i}" for i in range(9)]


# ---- citations


def test_labels_are_author_and_year():
    entries = parse_string(
        "@book{a, author={Nye, Joseph and Keohane, Robert}, year={1977}}"
        "@book{b, author={A, X and B, Y and C, Z}, year={2001}}"
        "@book{c, author={A, X and D, Y and E, Z}, year={2001}}"
        "@misc{d, author={Zhang, Yi}}"
        "@book{e, author={{OECD}}, year={2002}}"
        r"@book{f, author={von Br{\'e}chet, Ann}, year={2007}}",
        "bibtex",
    ).entries.values()
    labels = list(citing.AuthorYear().format_labels(entries))
    assert labels == [
        "Nye and Keohane 1977",
        "A et al. 2001a",
        "A et al. 2001b",
        "Zhang",
        "OECD 2002",
        "von Bréchet 2007",
    ]


def test_no_label_of_the_book_shows_how_its_accent_is_written():
    entries = parse_file(str(ROOT / "book" / "references.bib")).entries.values()
    assert not [one for one in citing.AuthorYear().format_labels(entries) if set(one) & set("{}\\")]


def test_a_source_without_a_year_is_cited_by_its_author():
    span = '<span class="bibtex-citation" id="id1">'
    link = '<a class="reference internal" href="b.html#z">'
    assert citing.undate(f"{span}Zhang [{link}n.d.</a>]</span>") == f"{span}{link}Zhang</a></span>"
    assert (
        citing.undate(f"{span}[{link}Zhang, n.d.</a>]</span>") == f"{span}[{link}Zhang</a>]</span>"
    )


# ---- data


def test_a_table_shows_its_first_rows():
    frame = pd.DataFrame(
        {
            "name": [f"<{i}>" for i in range(9)],
            "share": [i / 7 for i in range(9)],
            "year": [2018] * 9,
            "people": [-12345] * 9,
        },
        index=pd.Index(range(9), name="iso3"),
    )
    html = data.first_rows(frame)
    assert html.count("<tr>") == 1 + data.ROWS
    assert '<th scope="col">iso3</th>' in html
    assert "&lt;4&gt;" in html
    assert "0.1429" in html
    assert "<td>2018</td><td>−12,345</td>" in html
    wide = pd.DataFrame([[1.0] * 9])
    assert data.first_rows(wide).count("<td>…</td>") == 2


def test_a_year_does_not_begin_a_numbered_list():
    told = "".join(data._listed({"Year": "2014", "Unit": "tonnes", "Note": "", "Download": "x"}))
    assert told == "Year\n: 2014\\.\nUnit\n: tonnes.\nDownload\n: x\n"


def test_the_picture_of_a_table_is_of_what_was_measured():
    frame = pd.DataFrame({"year": [1990, 1991, 1992], "cases": [3.0, 0.0, 12.0]})
    html = data.picture(frame)
    assert 'aria-label="cases, row by row: from 0 to 12"' in html
    heights = [float(h) for h in re.findall(r"v([\d.]+)h-", html)]
    assert heights == pytest.approx([data.HEIGHT / 4, 0.5, data.HEIGHT], abs=0.06)
    assert data.picture(pd.DataFrame({"name": ["a", "b"]})) == ""
