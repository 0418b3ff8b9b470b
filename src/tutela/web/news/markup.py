"""The text of a post as HTML: Markdown, and nothing that a writer could slip in besides."""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "linkify": False}).disable(["image", "heading", "lheading"])


def html_of(text: str) -> SafeString:
    """Paragraphs, lists, emphasis, quotations and links. HTML, pictures and headings stay as they were written; links
    with schemes that run code are left out by the parser."""
    # The parser escapes all HTML that is in the text.
    return mark_safe(str(_MARKDOWN.render(text)))
