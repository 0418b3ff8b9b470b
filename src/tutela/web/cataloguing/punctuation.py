"""The punctuation of the ISBD at the end of subfields, for records that carry it (leader 18 "i" or "a").

The forms show subfields without it. What a cataloguer changes gets it again, as the rest of the record has it.
"""

from __future__ import annotations

import re

import pymarc
from pymarc import Subfield

from tutela.catalogue.record import Record, tidy

_NAME = {"b": ".", "d": ",", "e": ","}
_MEETING = {"d": ",", "j": ","}
_BEFORE = {
    "245": {"b": " :", "n": ".", "p": ",", "c": " /"},
    "260": {"a": " ;", "b": " :", "c": ","},
    "264": {"a": " ;", "b": " :", "c": ","},
    "250": {"b": " /"},
    "300": {"b": " :", "c": " ;", "e": " +"},
    "490": {"x": ",", "v": " ;"},
    "100": _NAME,
    "110": _NAME,
    "700": _NAME,
    "710": _NAME,
    "111": _MEETING,
    "711": _MEETING,
}
"""What stands before a subfield, at the end of the one before it."""

_ENDED = frozenset({"245", "250", "260", "264"})
"""Fields that end with a full stop."""

_MARKED = re.compile(r"[\s:;/,+]+$")
_ANY_MARK = re.compile(r"[:;/,=+]$")


def has_punctuation(record: Record) -> bool:
    """Whether a record writes this punctuation: as its leader says, or else as its title does."""
    form = record.leader[18:19]
    if form in ("i", "a"):
        return True
    if form == "c":
        return False
    title = next(record.fields("245"), None)
    return title is not None and any(re.search(r" [:/]$", value or "") for _code, value in title.subfields)


def punctuate(field: pymarc.Field) -> None:
    """Give the subfields of a field that was changed the punctuation that leads from each to the next."""
    before = _BEFORE.get(field.tag)
    if before is None:
        return
    ended = []
    for place, (code, value) in enumerate(field.subfields):
        following = field.subfields[place + 1].code if place + 1 < len(field.subfields) else ""
        ended.append(Subfield(code, _led_over(value, before.get(following, ""), field.tag) if following else value))
    code, value = ended[-1]
    if code.isalpha():
        ended[-1] = Subfield(code, _finished(value, field.tag))
    field.subfields = ended


def _led_over(value: str, mark: str, tag: str) -> str:
    """A value with the mark that leads to the next one. A parallel title keeps its =."""
    if not mark or value.endswith("="):
        return value
    bare = _MARKED.sub("", value)
    if bare == value and tag in _ENDED:
        bare = tidy(value)  # it was the last one, and had the full stop of the field
    if mark in (".", ",") and bare.endswith((".", "-", "?", "!")):
        return bare
    return bare + mark


def _finished(value: str, tag: str) -> str:
    if _ANY_MARK.search(value):
        value = tidy(value)
    return f"{value}." if tag in _ENDED and value and value[-1] not in ".?!)]-" else value
