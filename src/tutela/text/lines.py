"""Lines that belong together: wrapped lines become paragraphs, a line that opens a unit begins a new one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tutela.text.numbering import find_mark

_ENDS_SENTENCE = re.compile(r"[.;:!?…—–»”\"’)\]]$")
_ENDS_LISTED = re.compile(r"[;,:]\s*(?:and|or|et|ou|y|o|e|u)$", re.IGNORECASE)
# A line that stops at one of these is not finished, so that the next one goes on: "set out in / paragraph (b)".
_EXPECTS_MORE = re.compile(
    r"(?:^|\s)(?:a|an|the|of|in|on|to|by|for|from|under|with|and|or|than|as|at|that|articles?|sections?|paragraphs?|"
    r"sub-?paragraphs?|sub-?sections?|items?|nos?\.?|art\.|arts\.|pp?\.|par\.|"
    r"le|la|les|l['’]|du|de|des|d['’]|au|aux|et|ou|en|dans|par|pour|sur|sous|avec|à|alinéas?|paragraphes?|"
    r"el|los|las|del|y|o|con|sin|por|para|según|artículos?|apartados?|párrafos?|incisos?|numeral(?:es)?|núms?\.)$",
    re.IGNORECASE,
)
_MARK_SIGN = re.compile(r"[).\-–—/°º]")  # "ii)", "a.", "b -": what a mark in small letters has near its beginning
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_WORD = re.compile(r"[^\W\d_]+-$")
_BROKEN_WORD = re.compile(r"\b([^\W\d_]{2,})- ([^\W\d_]{2,})\b")


def opens_paragraph(line: str, before: str) -> bool:
    """Whether ``line`` begins a unit of its own ("(b) ...", "Article 5"), and is not the middle of the sentence that
    the line ``before`` it leaves open ("as set out in / Article 5 of the Convention")."""
    if line[:1].islower() and not _MARK_SIGN.search(line, 0, 8):
        return False
    mark = find_mark(line)
    if mark is None:
        return False
    if _EXPECTS_MORE.search(before) and not _ENDS_LISTED.search(before):
        return False
    # A worded mark that goes on in lower case after an open line is a reference: "Article 5 of the Convention".
    goes_on = mark.shape in ("word", "x.x") and line[mark.end : mark.end + 1].islower()
    return not goes_on or bool(_ENDS_SENTENCE.search(before)) or not before


def is_only_a_mark(text: str) -> bool:
    """Whether a text is nothing but the number of what follows it ("(a)", "12.")."""
    if len(text) > 12:
        return False
    mark = find_mark(text)
    return mark is not None and mark.end == len(text)


def words_of(text: str) -> frozenset[str]:
    """The words of a text in small letters, compounds with their hyphens, to tell a broken word from a compound."""
    return frozenset(_WORD.findall(text.lower()))


def join_lines(lines: Iterable[str], words: frozenset[str] = frozenset()) -> str:
    """The lines as one; a word that a hyphen breaks at a line end is made whole, while a compound that ``words`` knows
    keeps its hyphen."""
    pieces: list[str] = []
    before = ""
    for line in lines:
        if before.endswith("-") and line and not before.endswith(" -"):
            if _is_broken_word(before, line, words):
                pieces[-1] = before[:-1]
            pieces.append(line)
        elif line:
            pieces += [" ", line]
        before = line or before
    return "".join(pieces).lstrip()


def _is_broken_word(before: str, line: str, words: frozenset[str]) -> bool:
    left, right = _LAST_WORD.search(before), _WORD.match(line)
    if not left or not right or not line[0].islower():
        return False
    compound = f"{left[0]}{right[0]}".lower()
    return compound not in words or compound.replace("-", "") in words


def mend_words(text: str, words: frozenset[str]) -> str:
    """``text`` with words made whole that an old line end left in two ("con- sumer")."""

    def mend(broken: re.Match[str]) -> str:
        whole, compound = f"{broken[1]}{broken[2]}", f"{broken[1]}-{broken[2]}"
        if whole.lower() in words:
            return whole
        return compound if compound.lower() in words else broken[0]

    return _BROKEN_WORD.sub(mend, text)


def broken_paragraphs(lines: Iterable[str]) -> list[str]:
    """The paragraphs in lines that were broken on purpose (HTML's ``<br>``, Word's line break): a new one begins at an
    empty line, at a line that opens a unit, and after the end of a sentence; other lines go on."""
    paragraphs: list[list[str]] = []
    before = ""
    for line in lines:
        starts = not before or before[-1] in ".;:" or opens_paragraph(line, before)
        if line and starts:
            paragraphs.append([line])
        elif line:
            paragraphs[-1].append(line)
        before = line
    return [join_lines(paragraph) for paragraph in paragraphs]
