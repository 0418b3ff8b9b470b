"""Terms between quotation marks: “ ” " " ‘ ’ ' ' « » ‹ › „ “, nested, over paragraphs, none of them an apostrophe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tutela.terms.finding import Exemption, Kind
from tutela.terms.folding import fold
from tutela.terms.matching import Hit
from tutela.terms.surroundings import exemption

LONGEST = 2000
"""Characters of a quotation before the term, and after it."""

LONGEST_SINGLE = 300

_PAIRS = (("“", "”"), ("«", "»"), ("‹", "›"), ("„", "“"), ("„", "”"))
_PARAGRAPH = re.compile(r"\n[ \t]*\r?\n\s*")
_APOSTROPHES = re.compile(r"(?:\d+s?|tis|twas|em|til|cause|n|bout)\b", re.IGNORECASE)
_NEW_LAW = re.compile(
    r"(?:\b(?:is|are|be|hereby|there shall be) (?:substituted|inserted|added|replaced (?:by|with))|\b(?:shall|to) read"
    r"|\bby (?:substituting|inserting|adding|the (?:insertion|substitution|addition) of)|\b(?:substitute|insert)"
    r"|\b(?:remplacee?s? par|ainsi (?:redigee?s?|libellee?s?|modifiee?s?|concue?s?)|redaction suivante|par les? mots?"
    r"|(?:est|sont) (?:ajoutee?s?|inseree?s?|completee?s?)(?: par)?)"
    r"|\b(?:queda(?:ra|n|ran)?|redactad[oa]s?|(?:sustituye|reemplaza)(?:n|ra|ran)? por|siguiente redaccion"
    r"|se (?:anade|agrega|adiciona|inserta|incorpora)n?))"
    r"(?:[ ,]+[\w'.°-]+){0,7}\s*[:,—–-]*\s*$"
)
_LONE_WORDS = frozenset("a an the of le la les l un une des de d du el los las una unos unas del".split())
_WORD = re.compile(r"[^\W_]+")
_SINGLE = re.compile("['‘’‚]")


class Quoted(NamedTuple):
    """A quotation: what stands between the marks."""

    start: int
    end: int


def quotation(text: str, hit: Hit) -> Exemption | None:
    """The quotation in which a term stands: a mention where the term stands alone in it, none where it is the text of a
    new law ("is replaced by “…”", « ainsi rédigé : « … » »)."""
    found = next(quoted(text, hit), None)
    if found is None or is_new_law(text, found):
        return None
    around = fold(text[found.start : hit.start] + " " + text[hit.end : found.end])
    is_lone = all(word in _LONE_WORDS for word in _WORD.findall(around))
    return exemption(text, Kind.MENTION if is_lone else Kind.QUOTATION, found.start, found.end)


def is_new_law(text: str, found: Quoted) -> bool:
    """Whether what is quoted is the wording that a text gives to a law, and not someone else's words."""
    return _NEW_LAW.search(fold(text[max(0, found.start - 90) : found.start - 1])) is not None


def quoted(text: str, hit: Hit) -> Iterator[Quoted]:
    """The quotations in which a term stands, by the kind of their marks."""
    for opening, closing in _PAIRS:
        if found := _paired(text, hit, opening, closing):
            yield found
    for find in (_straight, _single):
        if found := find(text, hit):
            yield found


def _paired(text: str, hit: Hit, opening: str, closing: str) -> Quoted | None:
    """Between marks that tell their side, counted so that nested ones are passed over."""
    first = max(0, hit.start - LONGEST)
    if text.rfind(opening, first, hit.start) < 0:
        return None
    marks = re.compile(f"[{opening}{closing}]")
    depth = 0
    for match in reversed(list(marks.finditer(text, first, hit.start))):
        if _continues(text, match.start()):
            continue
        if match[0] == opening and not depth:
            return _closed(text, hit, match.end(), marks, opening)
        depth += 1 if match[0] == closing else -1
    return None


def _closed(text: str, hit: Hit, start: int, marks: re.Pattern[str], opening: str) -> Quoted | None:
    depth = 1
    for match in marks.finditer(text, hit.end, hit.end + LONGEST):
        if _continues(text, match.start()):
            continue
        depth += 1 if match[0] == opening else -1
        if not depth:
            return Quoted(start, match.start()) if _is_one(text, start, match.start(), opening) else None
    return None


def _continues(text: str, place: int) -> bool:
    """Whether a mark only begins a further paragraph of a quotation, as English and French printers do."""
    before = text[max(0, place - LONGEST) : place].rstrip(" \t")
    if text[place] not in "“«»" or not before.endswith("\n" if text[place] != "»" else "\n\n"):
        return False
    opening, closing = ("“", "”") if text[place] == "“" else ("«", "»")
    before = before.rstrip()
    paragraph = before[max(before.rfind("\n\n"), -1 if "\n\n" in before else before.rfind("\n")) + 1 :].lstrip()
    begins = paragraph[:1] in (opening, closing)
    body = paragraph[begins:]
    return body.count(opening) - body.count(closing) + begins > 0


def _is_one(text: str, start: int, end: int, opening: str) -> bool:
    """Whether it is one quotation: guillemets may go over paragraphs, others only where each paragraph has a mark."""
    if opening in "«‹":
        return True
    return all(text[match.end()] == opening for match in _PARAGRAPH.finditer(text, start, end) if match.end() < end)


def _paragraph(text: str, hit: Hit, reach: int) -> tuple[int, int]:
    start, end = max(0, hit.start - reach), min(len(text), hit.end + reach)
    for match in _PARAGRAPH.finditer(text, start, hit.start):
        start = match.end()
    if after := _PARAGRAPH.search(text, hit.end, end):
        end = after.start()
    return min(start, hit.start), end


class _Side(NamedTuple):
    opens: bool
    closes: bool


def _side(text: str, place: int) -> _Side:
    left = text[place - 1] if place else " "
    right = text[place + 1] if place + 1 < len(text) else " "
    opens = not right.isspace() and (left.isspace() or left in "([{—–-/‘“«'\"=>*_:")
    return _Side(opens, not left.isspace() and left != "(" and not right.isalnum() and right not in "‘“«")


def _straight(text: str, hit: Hit) -> Quoted | None:
    """Between straight double marks: the last before opens, the next closes."""
    if text.rfind('"', max(0, hit.start - LONGEST // 2), hit.start) < 0:
        return None
    start, end = _paragraph(text, hit, LONGEST // 2)
    before, after = text.rfind('"', start, hit.start), text.find('"', hit.end, end)
    if before < 0 or after < 0 or not _side(text, before).opens or not _side(text, after).closes:
        return None
    return Quoted(before + 1, after)


def _single(text: str, hit: Hit) -> Quoted | None:
    """Between single marks, which look like apostrophes: short, in one paragraph, the nearest on both sides."""
    start, end = _paragraph(text, hit, LONGEST_SINGLE)
    is_doubtful = False
    for match in reversed(list(_SINGLE.finditer(text, start, hit.start))):
        side = _single_side(text, match.start())
        if side.opens:
            after = _single_end(text, hit.end, end, is_doubtful)
            return Quoted(match.end(), after) if after is not None else None
        if side.closes:
            if not _may_possess(text, match.start()):
                return None
            is_doubtful = True
    return None


def _single_end(text: str, start: int, end: int, is_doubtful: bool) -> int | None:
    for match in _SINGLE.finditer(text, start, end):
        side = _single_side(text, match.start())
        if side.closes and not (is_doubtful and _may_possess(text, match.start())):
            return match.start()
        if side.opens:
            return None
    return None


def _single_side(text: str, place: int) -> _Side:
    side = _side(text, place)
    opens = side.opens and text[place] != "’" and not _APOSTROPHES.match(text, place + 1)
    return _Side(opens or text[place] == "‚", side.closes and text[place] not in "‘‚")


def _may_possess(text: str, place: int) -> bool:
    """Whether it may be the apostrophe of “the rights of the victims’ families”."""
    return text[place - 1 : place].lower() == "s" and text[place + 1 : place + 3].strip()[:1].isalnum()
