"""Coded data of UNIMARC (leader, 100-102, 801) as leader, 008, 040, 041 and 044 of MARC 21."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pymarc import Field

from tutela.catalogue.codes import language_of
from tutela.catalogue.record import Record
from tutela.catalogue.unimarc.given import Given, Parts, made, tables

_TYPES = {"a": "a", "b": "t", "c": "c", "d": "d", "e": "e", "f": "f", "g": "g", "i": "i", "j": "j", "k": "k", "l": "m",
          "m": "o", "r": "r"}  # fmt: skip
_LEVELS = frozenset("amsic")
_ENCODING = {"1": "1", "2": "8", "3": "3"}
_DATES = {"a": "c", "b": "d", "c": "u", "d": "s", "e": "r", "f": "q", "g": "m", "h": "t", "i": "p", "j": "e", "u": "n"}
_AUDIENCES = {"a": "j", "b": "a", "c": "b", "d": "c", "e": "d", "k": "e", "m": "g"}
_GOVERNMENTS = {"a": "f", "b": "s", "c": "l", "d": "l", "e": "c", "f": "i", "g": "o", "h": "o", "u": "u", "y": " ",
                "z": "z"}  # fmt: skip
_YEAR = re.compile(r"[\du ]{4}")


def leader_of(leader: str) -> str:
    """The leader of the MARC 21 record: status, type and level; UTF-8; ISBD punctuation included."""
    status = leader[5:6] if leader[5:6] in "acdnp" else "n"
    kind = _TYPES.get(leader[6:7], "a")
    level = leader[7:8] if leader[7:8] in _LEVELS else "m"
    return f"00000{status}{kind}{level} a2200000{_ENCODING.get(leader[17:18], ' ')}i 4500"


def _first(record: Record, tag: str, code: str) -> str:
    found = (value.strip() for one in record.fields(tag) for key, value in one.subfields if key == code and value)
    return next(found, "")


def fixed_field(record: Record) -> Field:
    """008 of what 100, 101 and 102 say; what they do not say is left open (|)."""
    coded = next((value for one in record.fields("100") for key, value in one.subfields if key == "a" and value), "")
    entered = coded[2:8] if coded[2:8].isdigit() else "000000"
    kind = _DATES.get(coded[8:9], "|")
    years = [coded[place : place + 4].ljust(4) for place in (9, 13)]
    first, second = (year.replace("?", "u") if _YEAR.fullmatch(year.replace("?", "u")) else "||||" for year in years)
    if kind in ("c", "u") and not second.strip():
        second = "9999" if kind == "c" else "uuuu"
    country = tables()["countries"].get(_first(record, "102", "a").strip(" .").upper(), "xx")
    language = language_of(_first(record, "101", "a").strip(" .")) or "und"
    details = list("|" * 17)
    details[4] = _AUDIENCES.get(coded[17:18], "|")
    details[10] = _GOVERNMENTS.get(coded[20:21], "|")
    changed = "o" if coded[21:22] == "1" else " "
    data = f"{entered}{kind}{first}{second}{country:<3}{''.join(details)}{language}{changed}|"
    return Field("008", data=data)


_LANGUAGES = {"a": "a", "b": "k", "c": "h", "d": "b", "e": "f", "h": "e", "i": "g", "j": "j"}


def languages(given: Given, _record: Record) -> Iterator[Field]:
    """101."""
    parts: Parts = []
    for code, value in given.parts("".join(_LANGUAGES)):
        bare = value.strip(" .")
        parts.append((_LANGUAGES[code], language_of(bare) or bare))
    is_translation = given.first in ("1", "2") or any(code == "h" for code, _value in parts)
    if [code for code, _value in parts] == ["a"] and not is_translation:
        return  # 008 tells it
    yield made("041", "1#" if is_translation else "0#", parts)


def countries(given: Given, _record: Record) -> Iterator[Field]:
    """102: the codes of ISO 3166, which 008 has not."""
    codes = [value.strip(" .").lower() for value in given.values("a")]
    yield made("044", "##", [("c", code) for code in codes])


_AGENCIES = {"0": "a", "1": "c", "2": "d"}


def sources(record: Record) -> Iterator[Field]:
    """040 of all 801: who catalogued, transcribed and changed the record, in which language, by which rules."""
    parts: Parts = []
    rules: Parts = []
    for one in record.fields("801"):
        given = Given(one)
        agency = given.value("b").strip(" .")
        code = _AGENCIES.get(given.second, "d")
        if agency and (code, agency) not in parts:
            parts.append((code, agency))
        rules += [("e", value.strip(" .").lower()) for value in given.values("g")]
    language = language_of(_first(record, "100", "a")[22:25])
    parts = sorted(parts, key=lambda part: part[0])
    if language:
        parts.insert(sum(code == "a" for code, _value in parts), ("b", language))
    if parts:
        place = sum(code in "ab" for code, _value in parts)
        yield made("040", "##", [*parts[:place], *dict.fromkeys(rules), *parts[place:]])
