"""Letters and white space as passages keep them: NFC, one line, nothing invisible."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u2060\ufeff]")
_HYPHENS = re.compile("[\u2010\u2011]")


def fold_spaces(text: str) -> str:
    """``text`` as one line: runs of white space (no-break spaces and line ends too) are one space, none at the ends;
    soft hyphens, zero-width and control characters are gone; no-break hyphens are hyphens; letters are NFC."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", _HYPHENS.sub("-", _INVISIBLE.sub("", text)))
    elif not text.isprintable():
        text = _INVISIBLE.sub("", text)
    return " ".join(text.split())
