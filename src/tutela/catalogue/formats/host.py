"""What an article or a chapter is a part of (773): its host, with volume, issue and pages as citations need them."""

from __future__ import annotations

import re
from typing import NamedTuple

from tutela.catalogue.formats.dating import Dating, read_date
from tutela.catalogue.record import Record, tidy

_VOLUME = re.compile(r"\b(?:vol(?:ume|umen)?|tome|t|bd|año)\b\.?\s*(?P<n>[\w/.-]*\w)", re.IGNORECASE)
_ISSUE = re.compile(
    r"(?:\b(?:no|nos|nr|num|núm|número|numéro|number|iss|issue|fasc)\b\.?|\bn\s?[°º]|№)\s*(?P<n>[\w/–-]*\w)",
    re.IGNORECASE,
)
_PAGES = re.compile(
    r"\b(?:pp?|pages?|pag|pág|págs|páginas?)\b\.?\s*(?P<n>\w*\d\w*(?:\s*[-–]\s*\w*\d\w*)?)", re.IGNORECASE
)
_ENUMERATION = re.compile(r"(?P<volume>[^:<]+)(?::(?P<issue>[^:<]+))?[^<]*(?:<(?P<page>.+))?")


class Host(NamedTuple):
    """The host: ``is_periodical`` tells journals, newspapers and magazines from books. ``pages`` is "45–67"."""

    title: str
    volume: str = ""
    issue: str = ""
    pages: str = ""
    issn: str = ""
    isbn: str = ""
    place: str = ""
    publisher: str = ""
    editors: str = ""
    dating: Dating = Dating()
    is_periodical: bool = False
    key: str = ""


def host_of(record: Record) -> Host | None:
    """The host that a record names first, None where it names none."""
    one = next((field for field in record.fields("773") if field.get("t") or field.get("s") or field.get("w")), None)
    if one is None:
        return None

    def value(codes: str) -> str:
        return next((tidy(text) for code, text in one.subfields if code in codes and text), "")

    related = " ".join(text for code, text in one.subfields if code == "g" and text)
    volume, issue, pages = (_found(pattern, related) for pattern in (_VOLUME, _ISSUE, _PAGES))
    if (enumeration := value("q")) and (found := _ENUMERATION.fullmatch(enumeration)):
        volume = volume or (found["volume"] or "").strip()
        issue = issue or (found["issue"] or "").strip()
        pages = pages or (found["page"] or "").strip()
    imprint = value("d")
    place, publisher = _imprint(imprint)
    issn, isbn = value("x"), value("z")
    return Host(
        title=value("t") or value("s"),
        volume=volume,
        issue=issue,
        pages=re.sub(r"\s*[-–]\s*", "–", pages),
        issn=issn,
        isbn=isbn,
        place=place,
        publisher=publisher,
        editors=value("a"),
        dating=_date(related, imprint),
        is_periodical=_is_periodical(record, issn, isbn, volume or issue),
        key=value("w"),
    )


def _found(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found["n"] if found else ""


def _date(related: str, imprint: str) -> Dating:
    """The date of the issue: in parentheses or after volume and number ($g), else in the imprint ($d)."""
    inner = re.search(r"\(([^()]*\d{4}[^()]*)\)", related)
    # Pages may look like years.
    texts = (inner[1] if inner else "", _PAGES.sub("", related), imprint)
    return next((date for date in map(read_date, texts) if date.year), Dating())


def _imprint(text: str) -> tuple[str, str]:
    place, colon, rest = text.partition(":")
    if not colon:
        return "", ""
    publisher = re.sub(r",?\s*[\[©c]*\d{4}.*$", "", rest).strip()
    return tidy(place), tidy(publisher)


def _is_periodical(record: Record, issn: str, isbn: str, numbering: str) -> bool:
    level = record.leader[7:8]
    if level == "b":
        return True
    if isbn:
        return False
    return bool(issn or numbering)
