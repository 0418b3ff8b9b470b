"""Signs around words, as each language of the site sets them."""

from __future__ import annotations

from django.utils.translation import get_language

from tutela.typesetting import typeset

QUOTES = {"en": ("“", "”"), "fr": ("«\u00a0", "\u00a0»"), "es": ("«", "»")}
"""Quotation marks: before, after."""


def quoted(text: str) -> str:
    """A text in the quotation marks of the page's language."""
    before, after = QUOTES[get_language() or "en"]
    return f"{before}{text}{after}"


def with_colon(label: str) -> str:
    """A label with its colon: French puts a no-break space before it."""
    language = get_language() or "en"
    return typeset(f"{label} :", language) if language == "fr" else f"{label}:"
