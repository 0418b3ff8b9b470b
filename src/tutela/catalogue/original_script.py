"""Fields in the script of the resource: those of tag 880 with the romanised ones that they stand beside.

How $6 links them (tag, occurrence number, script, orientation): MARC 21 Format for Bibliographic Data, appendix A.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple, TypeVar

import pymarc
from babel.core import get_global
from pymarc import Field, Indicators, Subfield

from tutela.catalogue.codes import short_language
from tutela.catalogue.record import Record

_LINK = re.compile(r"\s*(?P<tag>\d{3})-(?P<occurrence>\d{2})(?:/(?P<script>[^/]+))?(?:/(?P<direction>r))?")
_SAME_SCRIPT = {"Jpan": "Hani", "Kore": "Hani", "Hans": "Hani", "Hant": "Hani"}


class Script(NamedTuple):
    """A text in the script of the resource. ``language`` is a tag of BCP 47 for its markup ("ru", "und-Arab"),
    ``direction`` "rtl" or "ltr"."""

    text: str
    language: str = "und"
    direction: str = "ltr"


class Linked(NamedTuple):
    """A field (None where the record has no romanised form of it), and what 880 gives for it, under the field's own
    tag."""

    field: Field | None
    original: Field


def linked(record: Record) -> tuple[Linked, ...]:
    """The fields in original script, in the order of the record."""
    if not any(record.fields("880")):
        return ()
    partners: dict[tuple[str, str], Field] = {}
    for one in record.marc.fields:
        if not one.control_field and one.tag != "880" and (link := _link(one)) and link["tag"] == "880":
            partners.setdefault((one.tag, link["occurrence"]), one)
    found = []
    for one in record.fields("880"):
        link = _link(one)
        if link is None:
            continue
        subfields = [Subfield(code, value) for code, value in one.subfields if code != "6"]
        indicators = Indicators(one.indicator1 or " ", one.indicator2 or " ")
        original = Field(tag=link["tag"], indicators=indicators, subfields=subfields)
        partner = partners.get((link["tag"], link["occurrence"])) if link["occurrence"] != "00" else None
        found.append(Linked(partner, original))
    return tuple(found)


def _link(one: Field) -> re.Match[str] | None:
    return next((match for code, value in one.subfields if code == "6" and (match := _LINK.match(value or ""))), None)


def in_original_script(record: Record) -> Record | None:
    """A record of the fields in original script alone, with the leader and 008 of the other; None where there are
    none."""
    pairs = linked(record)
    if not pairs:
        return None
    marc = pymarc.Record()
    marc.leader = record.marc.leader
    marc.fields = [*record.fields("008"), *(pair.original for pair in pairs)]
    return Record(marc)


View = TypeVar("View")


def originals(record: Record, view: Callable[[Record], tuple[View, ...]], *tags: str) -> dict[View, View]:
    """For the values of a view ("contributors") the same values in original script, where 880 gives them.

    ``tags`` are those of the fields that the view reads.
    """
    found: dict[View, View] = {}
    for field, original in linked(record):
        if field is None or field.tag not in tags:
            continue
        for romanised, other in zip(view(_alone(record, field)), view(_alone(record, original)), strict=False):
            found.setdefault(romanised, other)
    return found


def unlinked(record: Record, view: Callable[[Record], tuple[View, ...]], *tags: str) -> list[View]:
    """The values of a view that the record gives in original script only."""
    return [
        value
        for field, original in linked(record)
        if field is None and original.tag in tags
        for value in view(_alone(record, original))
    ]


def _alone(record: Record, field: Field) -> Record:
    marc = pymarc.Record()
    marc.leader = record.marc.leader
    marc.fields = [field]
    return Record(marc)


def script_of(text: str, record: Record) -> Script:
    """A text with the language and direction that it is to be marked with."""
    code = _code(text)
    language = next((tag for tag in map(short_language, record.languages) if code and code in _usual(tag)), "")
    if not language:
        language = f"und-{code}" if code else "und"
    return Script(text, language, "rtl" if _is_right_to_left(text) else "ltr")


def is_latin(text: str) -> bool:
    """Whether most letters of a text are Latin, or it has none."""
    return _code(text) in ("Latn", "")


def _is_right_to_left(text: str) -> bool:
    """By the first letter that has a direction, as the Unicode algorithm does it (rule P2)."""
    for sign in text:
        direction = unicodedata.bidirectional(sign)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


_NAMES = {
    "ARABIC": "Arab", "HEBREW": "Hebr", "CYRILLIC": "Cyrl", "GREEK": "Grek", "CJK": "Hani", "HIRAGANA": "Jpan",
    "KATAKANA": "Jpan", "HANGUL": "Kore", "THAI": "Thai", "DEVANAGARI": "Deva", "BENGALI": "Beng", "TAMIL": "Taml",
    "TELUGU": "Telu", "ARMENIAN": "Armn", "GEORGIAN": "Geor", "ETHIOPIC": "Ethi", "LATIN": "Latn", "GUJARATI": "Gujr",
    "GURMUKHI": "Guru", "KANNADA": "Knda", "MALAYALAM": "Mlym", "SINHALA": "Sinh", "KHMER": "Khmr", "LAO": "Laoo",
    "MYANMAR": "Mymr", "TIBETAN": "Tibt", "THAANA": "Thaa", "SYRIAC": "Syrc",
    "TIFINAGH": "Tfng", "MONGOLIAN": "Mong", "ORIYA": "Orya",
}  # fmt: skip


def _code(text: str) -> str:
    """The code of ISO 15924 of the script of a text, "" for none: the one other than Latin that a tenth of its letters
    or more are in, else Latin."""
    counts: dict[str, int] = {}
    for sign in text[:200]:
        if sign.isalpha():
            code = _NAMES.get(unicodedata.name(sign, "").split(" ")[0].split("-")[0], "")
            counts[code] = counts.get(code, 0) + 1
    if not counts:
        return ""
    if "Jpan" in counts:
        return "Jpan"
    other = max(counts, key=lambda code: counts[code] if code != "Latn" else 0)
    return other if counts[other] * 10 >= sum(counts.values()) else "Latn"


def romanised(tag: str) -> str:
    """The tag for a text of a language in Latin letters: "he-Latn", but "fr"."""
    scripts = _usual(tag)
    return tag if not scripts[0] or scripts[0] == "Latn" else f"{tag}-Latn"


def _usual(tag: str) -> tuple[str, ...]:
    """The scripts that a language is written in by the likely subtags of CLDR ("Cyrl" for "ru")."""
    likely = get_global("likely_subtags").get(tag, "")
    script = next((part for part in likely.split("_")[1:] if len(part) == 4), "")
    return (script, _SAME_SCRIPT.get(script, ""))
