"""The date of publication, understood: what a citation, a file for reference managers or a schema asks of "[2019?]".

Dates are read as records print them: a year that the cataloguer supplied ("[2019]"), doubts ("[2019?]", "[ca. 2019]",
"[between 2015 and 2019]"), years of copyright ("©2018"), open ranges of serials ("2001-"), no date ("s.d.", "n.d.",
"s.f."), and days with their month in English, French or Spanish.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from babel.dates import get_month_names

from tutela.catalogue.record import Record

_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
_OF_COPYRIGHT = re.compile(r"(?:[©℗]|\b[cp]|copyright)\s*$", re.IGNORECASE)
_DOUBT = re.compile(
    r"\?|\bca\.?\s*(?=\d)|\bcirca\b|\b(?:approximately|between|before|after|vers|entre|avant|après|hacia|antes)\b"
    r"|(?<!\d)\d{3}-(?!\d)",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(1[4-9]\d\d|20\d\d)\s*[-–]\s*(1[4-9]\d\d|20\d\d)?(?!\d)")
_ISO = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?(?!\d)")
_COMPACT = re.compile(r"(1[4-9]\d\d|20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_WORD = re.compile(r"[^\W\d_]+\.?")


class Dating(NamedTuple):
    """A date: ``year``, ``month`` and ``day`` as far as they are known, all None where there is no date; ``end`` the
    last year of a range; ``is_open``: it goes on; ``is_uncertain``: the record doubts it; ``text`` as it is printed."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    end: int | None = None
    is_open: bool = False
    is_uncertain: bool = False
    text: str = ""

    @property
    def iso(self) -> str:
        """The date in the form of ISO 8601, as far as it is known: "2019-09-10", "2019", "" for none."""
        parts = [f"{self.year:04}"] if self.year else []
        parts += [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)


def dating_of(record: Record) -> Dating:
    """The date of publication of a record: printed (260, 264, 269 of the United Nations), else coded (008)."""
    printed = read_date(record.date)
    coded = record.control("008")
    if printed.year is None:
        return printed._replace(year=record.year, is_uncertain=bool(record.date and record.year) or coded[6:7] == "q")
    if printed.month is None:
        for tag, codes in (("269", "a"), ("046", "k")):
            exact = read_date(record.first(tag, codes))
            if exact.year == printed.year and exact.month:
                return exact._replace(text=printed.text)
    if coded[6:7] == "c" and printed.end is None:
        return printed._replace(is_open=True)
    return printed


def read_date(text: str) -> Dating:
    """A printed date."""
    text = text.strip()
    if found := _ISO.search(text) or _COMPACT.fullmatch(text):
        year, month, day = (int(part) if part else None for part in found.groups())
        return Dating(year, month, day, text=text)
    plain = text.replace("[", "").replace("]", "")
    uncertain = bool(_DOUBT.search(plain))
    # The year of copyright counts only where there is no other.
    every = list(_YEAR.finditer(plain))
    years = [match for match in every if not _OF_COPYRIGHT.search(plain[: match.start()])] or every
    if not years:
        return Dating(text=text)
    year = int(years[0].group())
    if found := _RANGE.match(plain, years[0].start()):
        end = int(found[2]) if found[2] else None
        return Dating(year, end=end, is_open=end is None, is_uncertain=uncertain, text=text)
    month, day = _month_and_day(plain)
    return Dating(year, month, day, is_uncertain=uncertain, text=text)


def _month_and_day(text: str) -> tuple[int | None, int | None]:
    for match in _WORD.finditer(text):
        month = _months().get(match.group().rstrip(".").casefold())
        if month is None:
            continue
        before = re.search(r"(?<!\d)(\d{1,2})(?:er|º|\.)?(?:\s+de)?\s*$", text[: match.start()])
        after = re.match(r"\s*(\d{1,2})(?!\d)", text[match.end() :])
        found = before or after
        day = int(found[1]) if found else 0
        return month, day if 1 <= day <= 31 else None
    return None, None


@cache
def _months() -> dict[str, int]:
    """Names of months and their abbreviations, in three languages."""
    known = {"sept": 9}
    for language in ("en", "fr", "es"):
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=language).items():
                known[str(name).rstrip(".").casefold()] = int(number)
    return known
