"""Writing words as those that they replace were written: capitals, line breaks, apostrophes, accents."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from itertools import pairwise

_WORD = re.compile(r"[^\W\d_\u00ad](?:[^\W\d_]|[\u0300-\u036f\u00ad])*")
_BREAK = re.compile(r"[ \t]*(?:\r\n|\r|\n)[ \t]*")
_SMALL = frozenset(
    """a an and by for from in of on or the to with à au aux avec d dans de des du en et l la le les ou par pour qui sur
    un une el los las y e o u con por para que al del""".split()
)
_NEAR = 1000


class Capitals(Enum):
    """How a term is written."""

    NONE = "none"
    FIRST = "first"
    TITLE = "title"
    ALL = "all"


def capitals_of(words: str) -> Capitals | None:
    """How words are written; None where no pattern is seen (“cHild”)."""
    found = [
        word.replace("\u00ad", "") for word in _WORD.findall(_BREAK.sub(" ", re.sub(r"-[ \t]*\r?\n[ \t]*", "", words)))
    ]
    if not found:
        return None
    if all(word.isupper() for word in found) and sum(map(len, found)) > 1:
        return Capitals.ALL
    if not all(word[1:] == word[1:].lower() for word in found):
        return None
    first, *rest = [word[0].isupper() for word in found]
    if not any(rest):
        return Capitals.FIRST if first else Capitals.NONE
    long = [is_capital for word, is_capital in zip(found[1:], rest, strict=True) if word.lower() not in _SMALL]
    return Capitals.TITLE if first and all(long) else None


def with_capitals(words: str, capitals: Capitals) -> str:
    """Words with such capitals."""
    match capitals:
        case Capitals.ALL:
            return words.upper()
        case Capitals.FIRST:
            return words[:1].upper() + words[1:]
        case Capitals.TITLE:
            return re.sub(r"[^\W\d_]+", lambda match: _in_title(match, words), words)
        case Capitals.NONE:
            return words


def _in_title(match: re.Match[str], words: str) -> str:
    word = match.group()
    is_ending = words[match.start() - 1 : match.start()] in ("'", "’") and len(word) == 1  # child's
    if match.start() and (word in _SMALL or is_ending):
        return word
    return word[0].upper() + word[1:]


def over_lines(words: str, like: str) -> str | None:
    """Words broken over as many lines as those that they replace, at about the same place; None if it cannot be."""
    breaks = list(_BREAK.finditer(like))
    if not breaks:
        return words
    if any(one.end() == two.start() for one, two in pairwise(breaks)):
        return None  # a blank line: another paragraph
    gaps = [match.start() for match in re.finditer(" ", words)]
    if len(gaps) < len(breaks):
        return None
    written, last = "", 0
    for place, one in enumerate(breaks):
        left = gaps[: len(gaps) - (len(breaks) - place - 1)]
        gap = min(left, key=lambda gap: abs(gap - one.start()))
        gaps = [other for other in gaps if other > gap]
        written += words[last:gap] + one.group()
        last = gap + 1
    return written + words[last:]


def with_signs(words: str, text: str, start: int, end: int) -> str:
    """Words with the apostrophes of the text around a place, and with its accents: composed or not."""
    near = text[max(0, start - _NEAR) : end + _NEAR]
    if "'" in words:
        curly, straight = len(re.findall(r"\w’\w", near)), len(re.findall(r"\w'\w", near))
        words = words.replace("'", "’") if curly > straight else words
    return words if unicodedata.is_normalized("NFC", near) else unicodedata.normalize("NFD", words)


def with_gaps(words: list[str], old: str) -> tuple[str, bool] | None:
    """Words before a term (an article, a contraction) with the blanks and the line break that stood between and after
    the old ones; and whether the break now stands first. A word that ends with an apostrophe is joined to the next.
    None where a break would have to move and there is more than one."""
    gaps = re.findall(r"\s+", old)
    slots = sum(not word.endswith("'") for word in words)
    moved = [gap for gap in gaps if "\n" in gap or "\r" in gap]
    first = ""
    if slots > len(gaps):
        gaps = [" "] * (slots - len(gaps)) + gaps
    elif slots < len(gaps) and moved:
        if len(moved) > 1:
            return None
        first, gaps = _BREAK.findall(moved[0])[0], [" "] * slots
    left = iter(gaps)
    return first + "".join(word if word.endswith("'") else word + next(left) for word in words), bool(first)
