"""Prescribed punctuation: taken off what a record gives, and set between elements, so that no mark stands twice.

Records write it at the end of the subfield before (leader/18 "a" and "i") or leave it out ("c", blank); what an element
is preceded by is the same for all once the marks are taken off. International Standard Bibliographic Description,
consolidated edition, IFLA, 2011: A.3 and "Prescribed punctuation" at the head of each area.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

# = and + may belong to a name ("C++"): they are marks after a blank only. With the Arabic comma and semicolon.
_ENDING = re.compile(r"(?:\s*[:;/,،؛]|\s[=+]|\s)+$")
_BEGINNING = re.compile(r"^(?:[:;,،؛]|[/=+]\s|\s)+(?=\S)")
_MARK_BEFORE = re.compile(r"\s*([:;,]|[/=+](?=\s))")
_MARK_AFTER = re.compile(r"(?:([:;/,])|\s([=+]))\s*$")
_LAST_WORD = re.compile(r"[^\s(\[/&—–]+$")
_ROMAN = re.compile(r"[IVXLCDM]{2,}")
# Abbreviations that end elements of descriptions, without their point. Shorter ones ("p.", "ed.") need no list.
_ABBREVIATIONS = frozenset(
    """
    abr abt add assoc aufl aug augm ausg avr bd bde bearb bibl bibliog bros capt cat cie col coll comp conf cong coul
    corp corr dec def dep dept diagr diagrs dir dist distrib div doc déc edit encad enl esp est etc expl facsim
    fasc feb fig févr gen geneal gov govt hbk hft hrsg ill illus ilus impr inc ing int intr introd inv jahrg jan
    juil jul jun kart kol ltd ltda maj maps mar mem mfg misc mme nat neg nov num núm oct off orig par pbk phot
    photog photos port ports pref prep pres print prof proj prol prov préf pról pseud pub publ pág red ref rel
    repr rept rev rús sd sept ser sess sig soc soft sup supp suppl sér tab tavv tip trad trans transl typ univ
    unp verb verm verz vol vols vyd wyd zus éd
    """.split()
)
_SYMBOLS = frozenset(("cm", "mm", "kg", "km", "kb", "mb"))


def without_marks(text: str) -> str:
    """A subfield without the prescribed marks at its beginning and end, and on one line."""
    text = " ".join(text.split())
    return _BEGINNING.sub("", _ENDING.sub("", text)) if text else ""


def mark_before(text: str) -> str:
    """The mark that a subfield begins with, "" for none."""
    match = _MARK_BEFORE.match(text)
    return match[1] if match else ""


def mark_after(text: str) -> str:
    """The mark that a subfield ends with and leads over to the next one, "" for none."""
    match = _MARK_AFTER.search(text)
    return (match[1] or match[2]) if match else ""


def without_stop(text: str) -> str:
    """A text without the full stop that ends an area in MARC records; abbreviations, initials and ellipses keep
    theirs."""
    text = text.rstrip()
    if not text.endswith(".") or text.endswith((". .", "...")):
        return text
    if text.endswith(".."):
        text = text[:-1]
    bare = text[:-1].rstrip()
    match = _LAST_WORD.search(bare)
    if match is None or bare[-1] in ')]?!"”»':
        return bare if bare else text
    last = match.group().strip("\"'“”«»)],;:")
    if "." in last.strip(".") or _is_abbreviation(last):
        return text
    return bare


def _is_abbreviation(last: str) -> bool:
    letters = unicodedata.normalize("NFC", last)
    if not letters.isalpha() or letters.casefold() in _SYMBOLS:
        return False
    if letters.casefold() in _ABBREVIATIONS:
        return True
    return len(letters) <= 2 and not _ROMAN.fullmatch(letters) and unicodedata.category(letters[0]) != "Lo"


def element(text: str) -> str:
    """A subfield as an element: without marks, and without the stop of an area. A stop before a mark ("Ont. :") is that
    of an abbreviation, and is kept."""
    bare = without_marks(text)
    return bare if mark_after(text) else without_stop(bare)


SPACED = {":": " : ", ";": " ; ", "/": " / ", "=": " = ", "+": " + ", ",": ", ", ".": ". "}
"""Each mark with the blanks that belong to it."""


def joined(left: str, mark: str, right: str) -> str:
    """Two elements with what is prescribed between them (" : ", ". "), never with a point twice."""
    if not left or not right:
        return left or right
    if mark.startswith(".") and left.endswith("."):
        mark = mark[1:]
    return f"{left}{mark}{right}"


def statement(parts: Iterable[tuple[str, str]], marks: Mapping[str, str], own: Mapping[str, str] | None = None) -> str:
    """Subfields (code and value) as elements, each after the mark that ``marks`` prescribes for its code.

    ``own`` has, by code, the other marks that a record may give at that place and that are then kept: "=:" for other
    title information that is a parallel title.
    """
    text = ""
    given = ""
    for code, value in parts:
        bare = element(value)
        if not bare:
            given = mark_after(value) or given
            continue
        said = mark_before(value) or given
        mark = SPACED[said] if said and said in (own or {}).get(code, "") else marks[code]
        text = joined(text, mark, bare)
        given = mark_after(value)
    return text


def bare_of(text: str, brackets: str) -> str:
    """A text without the pair of brackets that it stands in as a whole: "()", "[]"."""
    if text[:1] != brackets[0] or text[-1:] != brackets[1]:
        return text
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == brackets[0]) - (sign == brackets[1])
        if not depth:
            return text[1:-1].strip() if place == len(text) - 1 else text
    return text


AREA = ". — "
"""What precedes an area that does not begin a paragraph."""
