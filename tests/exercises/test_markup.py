"""Students' Markdown runs nothing and fetches nothing, wherever it is shown."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from kit.markup import harmless, is_harmless, to_html, without_outside

ATTACKS = [
    "[go](javascript:x())",
    "[go]( JaVaScript:x())",
    "[go](java&Tab;script:x)",
    "[go](&#106;avascript:x)",
    "[go](<javascript:x>)",
    "[go](vbscript:x) [go](data:text/html,x) [go](/api/terminals) [go](//x.org/y)",
    "[y]\n\n[y]: javascript:x",
    "> see [my sources][y]\n>\n> [y]: javascript:x",
    "- [y]\n\n  [y]:\n  javascript:x",
    "1. > [y][]\n   >\n   > [y]: <javascript:x> 'title'",
    "<javascript:x>",
    "<a href=javascript:x>go</a>",
    "<scr<script>ipt>x()</script>",
    "<svg/onload=x()><math><mi//xlink:href='javascript:x'>",
    "<img src=x onerror=x()> <iframe src=https://x.org></iframe> <style>*{}</style>",
    "![p](https://example.org/read.png)",
    "![p][r]\n\n[r]: //example.org/read.png",
    "![p](data:image/svg+xml;base64,PHN2Zy8+)",
    r"$\href{javascript:x}{y}$ $$\require{html}\style{background:url(//x.org)}{z}$$",
    "`<script>x()</script>` and\n\n```\n<script>x()</script>\n```",
    "| a |\n|---|\n| <b onmouseover=x()>b</b> |",
    "[" * 5000,
    "<" * 30_000,
]


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def check(page: str) -> None:
    for tag, attrs in Tags(page).found:
        assert tag not in ("script", "svg", "style", "iframe", "object", "link", "form", "base")
        for name, value in attrs.items():
            assert not name.startswith("on"), (tag, attrs)
            if name == "href":
                assert value.startswith(("https://", "http://", "mailto:", "#")), (tag, attrs)
            if name == "src":
                assert value.startswith("data:image/png;base64,"), (tag, attrs)
            assert name != "style" or value.startswith("text-align:")


@pytest.mark.parametrize("text", ATTACKS)
def test_an_attack_does_nothing_as_it_is_nor_as_it_is_kept(text):
    check(to_html(text))
    kept = harmless(text)
    assert is_harmless(kept) or len(kept) > 20_000
    check(to_html(kept))


def test_what_people_write_stays():
    text = "**bold** [here](https://un.org)\n\n| a | b |\n|--:|---|\n| 1 | 2 |\n\n1. one\n2. two"
    assert harmless(text) == text
    page = to_html(text)
    for part in ("<strong>bold</strong>", 'href="https://un.org"', "<table>", "<ol>"):
        assert part in page


def test_a_pasted_picture_is_shown_and_a_missing_one_is_no_error():
    attached = {"map.png": {"image/png": "aGk="}}
    assert 'src="data:image/png;base64,aGk="' in to_html("![m](attachment:map.png)", attached)
    assert "<img" in to_html("![m](attachment:gone.png)", {})


def test_formulas_need_no_script():
    page = to_html(r"Thus $a<b$ and $$\frac{m_1}{n} \ge \gamma$$ and $\unknown{")
    assert page.count("<math") == 2
    assert "<mfrac>" in page
    assert "script" not in page


def test_nothing_comes_from_other_hosts():
    head = '<script src="/own.js"></script><script src="https://cdn.org/MathJax.js?c"></script>'
    head += '<script type="text/x-mathjax-config">MathJax.Hub</script><style>a{}</style>'
    assert without_outside(head) == '<script src="/own.js"></script><style>a{}</style>'
