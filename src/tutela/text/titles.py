"""Titles that files carry in their properties, as far as they say what the document is."""

from __future__ import annotations

import re

from tutela.text.folding import fold_spaces

_EMPTY_WORDS = re.compile(
    r"(?:microsoft word\b.*|untitled.*|sans titre.*|sin t[ií]tulo.*|documento?\s*\d*|pr[ée]sentation.*|powerpoint.*|"
    r"new page.*|home|index|page title|title|template|modèle|plantilla|normal|slide \d+|"
    r".*\.(?:docx?|pdf|rtf|odt|wpd|html?|txt)|[\W\d_]+)",
    re.IGNORECASE,
)


def sensible_title(text: str) -> str:
    """``text`` on one line, "" where it names a program, a file or nothing."""
    title = fold_spaces(text)
    return "" if len(title) < 4 or _EMPTY_WORDS.fullmatch(title) else title[:500]
