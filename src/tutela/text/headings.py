"""What reads as a heading: marked as one and short enough, or set in bold or in the middle of the page."""

from __future__ import annotations

from tutela.text.numbering import find_mark

_LONGEST = 250
_LONGEST_UNMARKED = 120
"""Characters that a heading may have, where markup says that it is one and where only its look does."""


def reads_as_heading(text: str) -> bool:
    """Whether a text that is marked as a heading is one, and not running text in the wrong style: not too long, and not
    the beginning of a sentence that goes on ("'agent' means—")."""
    if len(text) > _LONGEST:
        return False
    if text[-1] not in "—–;,":
        return True
    mark = find_mark(text)
    return mark is not None and mark.rank in ("division", "article")


def is_set_as_heading(text: str, *, is_bold: bool, is_centred: bool) -> bool:
    """Whether a paragraph that is bold throughout, or capitals in the middle, reads as a heading rather than as a
    stressed sentence: short, without the end of a sentence, and not an item of a list."""
    if not (is_bold or (is_centred and text.isupper())) or len(text) > _LONGEST_UNMARKED:
        return False
    mark = find_mark(text)
    if mark is not None:
        return mark.rank in ("division", "article")
    return any(letter.isalpha() for letter in text) and text[-1] not in ".,;:!?" and text[0] not in "(\"“«‘'"
