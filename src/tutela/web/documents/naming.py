"""Names of formats and languages, in the language of the page."""

from __future__ import annotations

from babel import Locale
from django.utils.translation import get_language
from django.utils.translation import gettext as _

_FORMATS = {"pdf": "PDF", "docx": "Word (DOCX)", "html": "HTML", "markdown": "Markdown", "akoma-ntoso": "Akoma Ntoso"}


def format_name(kind: str) -> str:
    """The name of a file format, as ``Document.kind`` has it."""
    return _("plain text") if kind == "text" else _FORMATS.get(kind, kind)


def language_name(code: str) -> str:
    """The name of a language by its ISO 639-1 code; "" where the language is not known."""
    if code in ("", "und"):
        return ""
    names = Locale(get_language() or "en").languages
    return str(names.get(code, code))
