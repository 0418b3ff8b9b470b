"""Official names by their make: acts, bills, conventions, committees, and the titles of works."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from tutela.terms.finding import Exemption, Kind
from tutela.terms.folding import fold
from tutela.terms.quotations import is_new_law, quoted
from tutela.terms.rule import About
from tutela.terms.surroundings import Surroundings, Word, exemption
from tutela.terms.titles import has_capitals, title_data

FARTHEST = 40
"""Words between the head of a name and the term."""

_ENDS = re.compile(r"[.;:!?\"”“«»]|\n[ \t]*\r?\n")
_YEAR = re.compile(r"[\s,(]*(?:\(?No\.?\s*\d[\w/]*\)?|Cap\.?\s*[\w:]+|of|\d{4})(?:[\s,]*(?:of\s)?\s*\d{4}\)?)?")
_NOT_ACT = re.compile(r"\s+(?:now|as|out|up|like|together|upon|when|if)\b", re.IGNORECASE)
_NUMBERED = re.compile(
    r"\b(?:Act|Law|Bill|Directive|Regulation|Resolution|Decision|Decree|Recommendation|Ordinance|Convention|Order)s?\s+"
    r"(?:\(\w+\)\s+)?(?:Nos?\.?\s*)?[A-Z/]{0,8}\d[\w./()-]*(?:,?\s+of\s+(?:\d+\s+\w+\s+)?\d{4})?"
    r"(?:,?\s+of\s+the\s+(?:European\s+Parliament|Council)(?:\s+and\s+of\s+the\s+Council)?)?"
    r"(?:\s+of\s+\d+\s+\w+\s+\d{4})?,?\s+"
    r"(?:on|concerning|relating\s+to|regarding|respecting|amending|against|in\s+respect\s+of)\s"
)
_DATED = re.compile(r"\d{4}|(?:^|\s)n(?:o|um|ro)?[.\s]*[º°o]?\s*\d|\d+[-/]\d+")
_DATED_NEXT = re.compile(r"\s+(?:(?:n|no|num|nro)\b[.\s]*[o°]?\s*|(?:organica|federale?)\s+|du\s+|de\s+)?\d")
_ITALIC = re.compile(
    r"\*\*?([^*\n]{1,200})\*\*?|(?<!\w)_([^_\n]{1,200})_(?!\w)|<(?:i|em|cite)>([^<]{1,200})</(?:i|em|cite)>"
)
_SAYS = re.compile(
    r"[,:]\s*$|\bartic(?:le|ulo)s?\s+\d|\b(?:said|says|states?|stated|notes?|noted|dit|declare|dice|dijo|senala|"
    r"afirma)\b"
)
_CONTENT = re.compile(r"[^\W\d_]{3,}")


class _Words(NamedTuple):
    strong: frozenset[str]
    weak: frozenset[str]
    connecting: frozenset[str]
    verbs: frozenset[str]
    joining: frozenset[str] = frozenset()
    leading: frozenset[str] = frozenset()
    courts: frozenset[str] = frozenset()
    exact: frozenset[str] = frozenset()
    months: frozenset[str] = frozenset()
    described: frozenset[str] = frozenset()
    chain: frozenset[str] = frozenset()
    complete: re.Pattern[str] | None = None


@cache
def _words(language: str) -> _Words:
    given = dict(title_data()["names"][language])
    complete = given.pop("complete", "")
    sets = {key: frozenset(value.split()) for key, value in given.items()}
    names = "|".join(re.escape(name.strip()).replace(r"\ ", r"\s+") for name in complete.split("|"))
    return _Words(**sets, complete=re.compile(rf"(?:{names})\b") if complete else None)


@cache
def _works() -> frozenset[str]:
    return frozenset(title_data()["works"].split())


def official_name(place: Surroundings, language: str) -> Exemption | None:
    """The official name, or the title of a work, in which a term stands."""
    span = _name_after(place) or _name_before(place) or _numbered(place)
    if span is None and language != "en":
        span = _romance_name(place, _words(language)) or _court(place, _words(language))
    if span is not None:
        return place.exemption(Kind.TITLE, *span)
    return _work(place)


def _name_after(place: Surroundings) -> tuple[int, int] | None:
    """English: "Child Pornography Prevention Act 1996"."""
    words = _words("en")
    if not has_capitals(place.cased[place.start : place.end]):
        return None
    last = place.end
    for count, word in enumerate(place.after()):
        if count > 10 or not _is_joined(place.cased[last : word.start]):
            return None
        if not place.cased[word.start].isupper():
            if word.text not in words.joining:
                return None
        elif word.text in words.strong and not _NOT_ACT.match(place.cased, word.end):
            year = _YEAR.match(place.cased, word.end)
            return _whole_start(place), year.end() if year and year[0][-1:].strip(")").isdigit() else word.end
        elif word.text in words.weak and not _is_headline(place, _whole_start(place), word.end):
            return _whole_start(place), word.end
        last = word.end
    return None


def _is_joined(between: str) -> bool:
    return not _ENDS.search(between) and len(between) < 6 and not any(sign in between for sign in "—–|•\t")


def _whole_start(place: Surroundings, begin: int | None = None) -> int:
    """Where the words with capitals before a term, or before another place, begin."""
    start = last = place.start if begin is None else begin
    for word in [word for word in place.before[:24] if word.end <= start][:12]:
        if not _is_joined(place.cased[word.end : last]):
            break
        last = word.start
        if place.cased[word.start].isupper() and word.text not in ("the", "under", "in", "a", "an"):
            start = word.start
        elif word.text not in ("of", "and", "or"):
            break
    return start


def _name_before(place: Surroundings) -> tuple[int, int] | None:
    """English: "Committee on the Prevention of Child Pornography"."""
    words = _words("en")
    if not has_capitals(place.cased[place.start : place.end]):
        return None
    last, follower = place.start, ""
    for word in place.before[:16]:
        if not _is_listed(place.cased[word.end : last]):
            return None
        if place.cased[word.start].isupper():
            is_head = word.text in words.strong or word.text in words.weak
            start = _whole_start(place, word.start)
            if words.complete is not None and words.complete.match(place.plain, word.start):
                return None
            if is_head and follower in words.connecting and not _is_headline(place, start, place.end):
                return start, place.end
        elif word.text not in words.leading:
            return None
        last, follower = word.start, word.text
    return None


def _is_listed(between: str) -> bool:
    return not _ENDS.search(between) and len(between) < 8 and not any(sign in between for sign in "—–|•\t")


def _is_headline(place: Surroundings, start: int, end: int) -> bool:
    """Whether no word of the line but the name itself is written without a capital, so that a capital says nothing."""
    first, last = place.line()
    rest = place.cased[min(first, start) : start] + " " + place.cased[end : max(last, end)]
    return not any(word[0].islower() and fold(word) not in _words("en").leading for word in _CONTENT.findall(rest))


def _numbered(place: Surroundings) -> tuple[int, int] | None:
    """English: "Directive 2011/93/EU of the European Parliament and of the Council on combating …"."""
    last = None
    for match in _NUMBERED.finditer(place.cased, max(0, place.start - 300), place.start):
        last = match
    if last is None:
        return None
    between = place.plain[last.end() : place.start]
    if _ENDS.search(place.cased, last.end(), place.start) or len(between) > 200:
        return None
    return None if _words("en").verbs & set(re.findall(r"\w+", between)) else (last.start(), place.end)


def _romance_name(place: Surroundings, words: _Words) -> tuple[int, int] | None:
    """French and Spanish, where only the first word has a capital: « Loi n° 98-468 relative à la répression … »."""
    last, chain_holds = place.start, True
    for count, word in enumerate(place.before[:FARTHEST]):
        written = place.cased[word.start : word.end]
        if not _holds(place.cased[word.end : last]) or word.text in words.verbs or written in words.exact:
            return None
        is_name = written[0].isupper() or (word.text in words.strong and _DATED_NEXT.match(place.plain, word.end))
        if is_name and (word.text in words.strong or word.text in words.weak):
            followers = place.before[:count][::-1]
            if _is_name(place, word, followers, words, chain_holds):
                return word.start, place.end
            return None
        # A name with capitals of its own (a minister, a town) is no part of a title that has only one.
        is_known = word.text in words.chain or word.text in words.described
        chain_holds = chain_holds and (is_known or _is_part(place, word))
        last = word.start
    return None


def _is_part(place: Surroundings, word: Word) -> bool:
    is_capital = place.cased[word.start].isupper()
    return word.text.isdigit() or (is_capital and has_capitals(place.cased[place.start : place.end]))


def _holds(between: str) -> bool:
    """Whether nothing between two words ends a sentence; the dot of "N.º" does not."""
    if any(sign in between for sign in ';:!?"”“«»—') or re.search(r"\n[ \t]*\r?\n", between):
        return False
    return "." not in between or "º" in between or "°" in between or between == "."


def _is_name(place: Surroundings, head: Word, followers: Sequence[Word], words: _Words, chain_holds: bool) -> bool:
    after = place.plain[head.start : place.start]
    if words.complete is not None and words.complete.match(after):
        return False
    is_dated = _DATED.search(after) is not None
    if not chain_holds and not is_dated:
        return False
    is_first = place.cased[: head.start].rstrip(" \t\"“«'’‘(")[-1:] in ("", ".", "!", "?", ":", "\n", "-", "•")
    if head.text in words.weak and is_first and not is_dated:
        return False
    rest = [word.text for word in followers if word.text not in words.described and not word.text[0].isdigit()]
    if is_dated:
        last = max((place for place, word in enumerate(followers) if word.text[0].isdigit()), default=-1)
        rest = [word.text for word in followers[last + 1 :] if word.text not in words.described | words.months]
        if rest[:1] == ["de"] and {word.text for word in followers[last + 2 : last + 3]} & words.months:
            rest = rest[1:]
    return bool(rest) and rest[0] in words.connecting


def _court(place: Surroundings, words: _Words) -> tuple[int, int] | None:
    """« Brigade des mineurs », "Fiscalía de Menores": a court or office for children, with a capital."""
    if place.hit.rule.about is not About.CHILD or len(place.before) < 2:
        return None
    joined, head = place.before[:2]
    if head.text not in words.courts or joined.text not in ("des", "de", "pour", "para", "del", "du"):
        return None
    return (head.start, place.end) if place.cased[head.start].isupper() else None


def _work(place: Surroundings) -> Exemption | None:
    """The title of a report, book or film: between marks or in italics, after a word that says so."""
    text, hit = place.text, place.hit
    for found in quoted(text, hit):
        if found.end - found.start <= 200 and _says_work(text, found.start - 1) and not is_new_law(text, found):
            return exemption(text, Kind.TITLE, found.start, found.end)
    start, end = max(0, hit.start - 200), hit.end + 200
    for match in _ITALIC.finditer(text, start, end):
        if match.start() < hit.start and hit.end < match.end() and _says_work(text, match.start(), 12):
            return exemption(text, Kind.TITLE, *match.span())
    return None


def _says_work(text: str, place: int, words: int = 3) -> bool:
    """Whether one of the last words says that a title follows, and nothing ends in between."""
    before = re.split(r"[.;!?]|\n\s*\n|\bterms?\b|\bwords?\b", fold(text[max(0, place - 60) : place]))[-1]
    near = re.findall(r"\w+", before)[-words:]
    return any(word in _works() for word in near) and not _is_said(before, words)


def _is_said(before: str, words: int) -> bool:
    """Whether what follows is said, not titled: "the report said", "the study: “…”". Italics may follow a comma."""
    return _SAYS.search(before if words == 3 else before.rstrip(" ,:")) is not None
