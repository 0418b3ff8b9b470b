"""Lines put together to running text, words that a line end breaks made whole."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from tutela.text.folding import fold_spaces
from tutela.text.pdf_lines import HYPHENS, Page

_FORMS = re.compile("[\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufefc]+")
"""Ligatures, and the shapes that Arabic letters take beside each other."""
_PRIVATE_BULLET = re.compile("^[\uf000-\uf0ff]\\s*")
_SPECIAL = re.compile(
    "[\x00-\x1f\x7f-\xa0\xad\u0300-\u036f\u0590-\u08ff\u1e00-\u2012\u2028-\u202f\u205f-\u2064\u3000\uf000-\uf0ff"
    "\ufb00-\uffff]"
)
"""What must not stay as it is in a text: all but letters, signs and spaces."""
_JOINING = HYPHENS + "-–/"
_KEPT_HYPHEN = frozenset({"non", "self", "well"})
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")


class LineJoiner:
    """Joins lines; looks up in the whole document how a word is written elsewhere."""

    def __init__(self, pages: list[Page]) -> None:
        self._pages = pages
        self._whole: str | None = None  # made when first asked for

    def _has(self, word: str) -> bool:
        if self._whole is None:
            self._whole = "\n".join(line.text for page in self._pages for line in page.lines).lower()
        return word.lower() in self._whole

    def join(self, lines: Sequence[str]) -> str:
        """Lines as one: NFC, ligatures as letters, white space folded, broken words whole."""
        is_plain = not any(line[-1] in _JOINING for line in lines[:-1])
        text = " ".join(lines) if is_plain else self._joined(lines)
        if not _SPECIAL.search(text) and "  " not in text:
            return text
        text = _FORMS.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)
        return fold_spaces(_PRIVATE_BULLET.sub("• ", text))

    def _joined(self, lines: Sequence[str]) -> str:
        """Lines as one, where some do not end with a word."""
        text = lines[0]
        for line in lines[1:]:
            last = text[-1:]
            if last in HYPHENS or (last == "-" and text[-2:-1].isalpha() and line[0].islower()):
                text = self._heal(text[:-1], line)
            elif (last in "-–" and text[-2:-1].isalnum() and line[0].isalnum()) or text.endswith("://"):
                text += line
            else:
                text = f"{text} {line}"
        return text

    def _heal(self, before: str, after: str) -> str:
        """A word that a hyphen breaks, whole; with the hyphen where it belongs to the word."""
        first, second = _LAST_WORD.search(before), _FIRST_WORD.match(after)
        if first is None or second is None or not after[0].islower() or "/" in before[-40:].rsplit(" ", 1)[-1]:
            return f"{before}-{after}"
        start, rest = first.group(), second.group()
        is_compound = start.lower() in _KEPT_HYPHEN or (self._has(f"{start}-{rest}") and not self._has(start + rest))
        return f"{before}-{after}" if is_compound else before + after
