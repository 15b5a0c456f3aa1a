"""What the theme leaves out for screen readers."""

from __future__ import annotations

from typing import Any

CURES = (
    # docutils: a list that holds no item
    ('role="doc-biblioentry"', 'role="listitem"'),
    # myst-nb: a label that hides the words on the button
    ('<summary aria-label="Toggle hidden content">', "<summary>"),
)


def cure(app: Any, pagename: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Mend a page's HTML."""
    body = context.get("body")
    if body:
        for wrong, right in CURES:
            body = body.replace(wrong, right)
        context["body"] = body


def setup(app: Any) -> dict[str, Any]:
    """Register the extension."""
    app.connect("html-page-context", cure, priority=850)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
