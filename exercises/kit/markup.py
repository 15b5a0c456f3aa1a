"""Markdown of students, as HTML that runs nothing and fetches nothing.

The pages that teachers read are served beside JupyterLab, so a script in one could do whatever the
teacher may. All Markdown passes nh3 (Ammonia) after it has become HTML, whatever it was written
like. Formulas become MathML, which browsers draw by themselves: no page needs a script for them.
"""

from __future__ import annotations

import re
import secrets
import xml.etree.ElementTree as ET
from html import escape
from html.parser import HTMLParser
from typing import Any

import nh3
from jinja2 import pass_context
from latex2mathml.converter import convert
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

#: Markdown longer than this is shown as plain text
LONGEST = 20_000

_TAGS = {
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "caption",
    "code",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
    "var",
}
_ATTRIBUTES = {
    "*": {"class", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"align", "colspan", "rowspan", "style"},
    "th": {"align", "colspan", "rowspan", "style"},
    "ol": {"start"},
}
_LINK = re.compile(r"(?:https?://|mailto:|#)", re.I)
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif);base64,[A-Za-z0-9+/=\s]*", re.I)


def clean(page: str) -> str:
    """Return HTML without scripts, and without pictures from elsewhere.

    Examples
    --------
    >>> clean('<a href="javascript:x()">go</a><img src="//un.org/x.png" alt="x"><svg/onload=x>')
    '<a rel="noopener noreferrer">go</a><img alt="x">'
    """
    return nh3.clean(
        page,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_kept,
        url_schemes={"http", "https", "mailto", "data"},
        link_rel="noopener noreferrer",
        clean_content_tags={"script", "style"},
        strip_comments=True,
    )


def _kept(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "href":
        return value if _LINK.match(value) else None
    if attribute == "src":
        return value if _PICTURE.fullmatch(value) else None
    if attribute == "style":
        return value if re.fullmatch(r"text-align:\s*(left|right|center);?", value) else None
    return value


class _Renderer(IPythonRenderer):
    """Nbconvert's own, with formulas put aside and no file of the disk in a picture."""

    def __init__(self, attachments: dict[str, Any] | None = None) -> None:
        super().__init__(escape=False, attachments=attachments or {}, exclude_anchor_links=True)
        self.word = secrets.token_hex(8)
        self.formulas: list[str] = []

    def aside(self, latex: str, display: str) -> str:
        """Keep a formula, and return what stands for it until the page is clean."""
        self.formulas.append(formula(latex, display))
        return f"{self.word}{len(self.formulas) - 1}x"

    def block_math(self, body: str) -> str:
        """Keep a formula on a line of its own."""
        return self.aside(body, "block")

    def inline_math(self, body: str) -> str:
        """Keep a formula within a line."""
        return self.aside(body, "inline")

    def latex_environment(self, name: str, body: str) -> str:
        """Keep an environment."""
        return self.aside(rf"\begin{{{name}}}{body}\end{{{name}}}", "block")

    def _embed_image_or_attachment(self, src: str) -> str:
        bundle = self.attachments.get(src.removeprefix("attachment:"), {})
        for kind, data in bundle.items() if src.startswith("attachment:") else ():
            if kind.startswith("image/"):
                return f"data:{kind};base64,{''.join(str(data).split())}"
        return src


def to_html(source: str, attachments: dict[str, Any] | None = None) -> str:
    """Return Markdown as HTML that is clean."""
    if len(source) > LONGEST:
        return f"<pre>{escape(source)}</pre>"
    renderer = _Renderer(attachments)
    page = clean(MarkdownWithMath(renderer=renderer).render(source))
    return re.sub(rf"{renderer.word}(\d+)x", lambda m: renderer.formulas[int(m[1])], page)


@pass_context
def markdown2html(context: Any, source: str) -> str:
    """Do so where a template of nbconvert asks for it."""
    return to_html(source, context.get("cell", {}).get("attachments", {}))


def without_outside(head: str) -> str:
    """Return the head of a page without scripts from other hosts, and without what sets them up."""
    head = re.sub(r"<script[^>]*\bsrc\s*=\s*[\"']?(?:https?:)?//.*?</script>", "", head, flags=re.S)
    return re.sub(
        r"<script[^>]*x-mathjax-config.*?</script>|<!-- MathJax.*?-->", "", head, flags=re.S
    )


# ---- formulas

_MATHML = {
    "math",
    "mrow",
    "mi",
    "mn",
    "mo",
    "ms",
    "mspace",
    "mtext",
    "mfrac",
    "msqrt",
    "mroot",
    "mstyle",
    "merror",
    "mpadded",
    "mphantom",
    "msub",
    "msup",
    "msubsup",
    "munder",
    "mover",
    "munderover",
    "mmultiscripts",
    "mtable",
    "mtr",
    "mtd",
    "mlabeledtr",
    "menclose",
}
_MATHML_ATTRIBUTES = {
    "display",
    "mathvariant",
    "stretchy",
    "fence",
    "separator",
    "lspace",
    "rspace",
    "minsize",
    "maxsize",
    "accent",
    "accentunder",
    "linethickness",
    "columnalign",
    "rowspacing",
    "columnspacing",
    "displaystyle",
    "scriptlevel",
    "width",
    "form",
}


def formula(latex: str, display: str) -> str:
    r"""Return a formula as MathML; what cannot be read stays as it was typed.

    Examples
    --------
    >>> formula("a<b", "inline")
    '<math display="inline"><mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow></math>'
    >>> formula(r"\href{javascript:x}{y}", "inline").count("javascript:x")
    0
    """
    if len(latex) <= 2000:
        try:
            tree = ET.fromstring(convert(latex, display=display))
            return ET.tostring(_plain(tree), encoding="unicode", short_empty_elements=False)
        except Exception:  # whatever the converter makes of what people type
            pass
    return f"<code>{escape(latex)}</code>"


def _plain(node: ET.Element) -> ET.Element:
    """Return MathML with nothing in it but mathematics."""
    name = node.tag.rpartition("}")[2]
    new = ET.Element(name if name in _MATHML else "mrow")
    new.text, new.tail = node.text, None
    for key, value in node.attrib.items():
        if key in _MATHML_ATTRIBUTES:
            new.set(key, value)
    new.extend(_plain(child) for child in node)
    return new


# ---- sources


def harmless(text: str) -> str:
    """Return Markdown that shows no HTML, no link to a script, no picture from elsewhere.

    A space after ``<`` makes no difference to mathematics or to the eye, and no tag. What that and
    broken links do not make harmless is shown as plain text; nh3 decides what is.

    Examples
    --------
    >>> harmless("$a<b$ <script>x</script> [go](javascript:x) [ok](https://un.org)")
    '$a< b$ < script>x< /script> [go] (javascript:x) [ok](https://un.org)'
    """
    text = re.sub(r"<(?=[A-Za-z/!?])", "< ", text)
    for change in (_broken_links, _no_links):
        if is_harmless(text):
            return text
        text = change(text)
    return text if is_harmless(text) else _fenced(text)


def _broken_links(text: str) -> str:
    """Break the links that go to no page, and the pictures that are not pasted."""
    safe = r"(?!https?://|mailto:|attachment:|#)"
    text = re.sub(rf"\]\(\s*{safe}", "] (", text)
    text = re.sub(r"!\[(?=[^\]]*\](?!\(attachment:))", "! [", text)
    return re.sub(rf"^([\s>*+\d.)-]*\[[^\]\n]+\]):(\s*){safe}(?=\S)", r"\1 :\2", text, flags=re.M)


def _no_links(text: str) -> str:
    return re.sub(r"\]\s*(?=[(\[:])", "] \u200b", text)


def _fenced(text: str) -> str:
    """Return a text as it was typed, in a block of code."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


def is_harmless(text: str) -> bool:
    """Tell whether nh3 finds nothing to take out of a text once it is HTML."""
    if len(text) > LONGEST:
        return False
    renderer = _Renderer()
    try:
        page = MarkdownWithMath(renderer=renderer).render(text)
    except Exception:  # what the renderer cannot take, nobody should have to look at
        return False
    page = re.sub(r"attachment:[^\"]*", "data:image/png;base64,", page)
    return _Tags(page).found == _Tags(clean(page)).found


class _Tags(HTMLParser):
    """The tags of a page, with what they carry."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.found.append((tag, tuple(sorted(a for a in attrs if a[0] not in ("rel", "id")))))
