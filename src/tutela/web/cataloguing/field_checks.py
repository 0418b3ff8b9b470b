"""What is doubtful in the boxes of a form, told at once: check digits, dates, symbols, addresses.

None of it stops anybody: books are printed with wrong numbers. The form asks once, and saves all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.translation import gettext as _
from stdnum import isbn, issn
from stdnum.exceptions import InvalidChecksum, InvalidComponent, InvalidFormat, InvalidLength, ValidationError

from tutela.catalogue.record import OWN
from tutela.web.cataloguing.choices import here
from tutela.web.cataloguing.form_values import FormValues, Row, plain
from tutela.web.subjects.advising import Adviser
from tutela.web.subjects.current import current

_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?10\.\d{4,9}/\S+", re.IGNORECASE)
_SYMBOL = re.compile(r"[A-Z][A-Za-z0-9.()&-]*(?:/[A-Za-z0-9.()*&-]+)+(?: \([A-Z]+\))?")
_EARLIEST = 1400


class Said(NamedTuple):
    """Something doubtful: in which box ("identifiers-0-number", "year"), and in words."""

    box: str
    text: str


def doubts(values: FormValues) -> list[Said]:
    """What is doubtful in a form, in the order of its parts. Rows count from 0, as the page numbers them."""
    return list(_all(values))


def new_doubts(values: FormValues, before: FormValues) -> list[Said]:
    """What is doubtful and was not before: an old fault does not stand in the way of another change."""
    known = {said.text for said in doubts(before)}
    return [said for said in doubts(values) if said.text not in known]


def _all(values: FormValues) -> Iterator[Said]:
    yield from _titles(values)
    yield from _symbols(values)
    yield from _years(values)
    yield from _numbers(values)
    yield from _addresses(values)
    yield from _headings(values)


def _rows(values: FormValues, name: str, box: str) -> Iterator[tuple[str, str, Row]]:
    for number, row in enumerate(values.rows.get(name, ())):
        if value := plain(row.values.get(box, "")):
            yield f"{name}-{number}-{box}", value, row


def _titles(values: FormValues) -> Iterator[Said]:
    for box, title, _row in _rows(values, "title", "title"):
        if title.isupper() and len(title) > 12 and " " in title:
            yield Said(box, _("The title is in capitals throughout. Write it as in a sentence."))


def _symbols(values: FormValues) -> Iterator[Said]:
    for box, symbol, _row in _rows(values, "symbol", "symbol"):
        if not _SYMBOL.fullmatch(symbol):
            yield Said(
                box,
                _("“%(symbol)s” does not look like a document symbol: capitals, figures and strokes without blanks, "
                  "such as CRC/C/156.") % {"symbol": symbol},
            )  # fmt: skip


def _years(values: FormValues) -> Iterator[Said]:
    latest = timezone.localdate().year + 1
    if values.year and not _EARLIEST <= int(values.year) <= latest:
        yield Said("year", _("The year %(year)s cannot be right.") % {"year": values.year})
    printed: set[str] = set()
    for box, date, row in _rows(values, "publication", "date"):
        years = _YEAR.findall(date)
        if row.values.get("kind") != "4":
            printed.update(years)
        for year in years:
            if not _EARLIEST <= int(year) <= latest:
                yield Said(box, _("The year %(year)s cannot be right.") % {"year": year})
        if not years and not re.search(r"\d", date):
            yield Said(box, _("There is no year in “%(date)s”.") % {"date": date})
    if values.year and printed and values.year not in printed and not _is_between(values.year, printed):
        told = _("The year %(year)s is not in the printed date (%(printed)s).")
        yield Said("year", told % {"year": values.year, "printed": ", ".join(sorted(printed))})


def _is_between(year: str, printed: set[str]) -> bool:
    return len(printed) > 1 and min(printed) <= year <= max(printed)


def _numbers(values: FormValues) -> Iterator[Said]:
    for box, number, row in _rows(values, "identifiers", "number"):
        kind = row.values.get("kind")
        if kind == "isbn" and (told := _of_isbn(number)):
            yield Said(box, told)
        if kind == "issn" and (told := _of_issn(number)):
            yield Said(box, told)
        if kind == "doi" and not _DOI.fullmatch(number):
            yield Said(box, _("“%(number)s” is no DOI: it begins with 10. and has a stroke.") % {"number": number})
    for name in ("series", "host", "relations"):
        for box, number, _row in _rows(values, name, "issn"):
            if told := _of_issn(number):
                yield Said(box, told)
        for box, number, _row in _rows(values, name, "isbn"):
            if told := _of_isbn(number):
                yield Said(box, told)


def _of_isbn(number: str) -> str:
    bare = number.split(" ")[0] if not number[:13].replace(" ", "").isdigit() else number
    try:
        isbn.validate(bare)
    except InvalidLength:
        return _("“%(number)s” is no ISBN: it has 13 digits, or 10 in books before 2007.") % {"number": number}
    except (InvalidFormat, InvalidComponent):
        return _("“%(number)s” is no ISBN: only digits and hyphens belong there.") % {"number": number}
    except (InvalidChecksum, ValidationError):
        return _("The check digit of the ISBN “%(number)s” is wrong. Compare it with the resource.") % {
            "number": number
        }
    return ""


def _of_issn(number: str) -> str:
    try:
        issn.validate(number)
    except (InvalidLength, InvalidFormat):
        return _("“%(number)s” is no ISSN: it has eight digits, the last of which may be X.") % {"number": number}
    except ValidationError:
        return _("The check digit of the ISSN “%(number)s” is wrong. Compare it with the resource.") % {
            "number": number
        }
    return ""


def _addresses(values: FormValues) -> Iterator[Said]:
    seen: set[str] = set()
    for box, url, _row in _rows(values, "online", "url"):
        if not _is_address(url):
            yield Said(
                box, _("“%(url)s” is no address that a browser can open: it begins with https://.") % {"url": url}
            )
        elif url in seen:
            yield Said(box, _("The address %(url)s stands here twice.") % {"url": url})
        seen.add(url)


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and "." in (parts.hostname or "") and " " not in url
    except ValueError:
        return False


def _headings(values: FormValues) -> Iterator[Said]:
    """Headings that are advised against, and those of the library's own vocabulary that are not in it."""
    rows = list(_rows(values, "subjects", "heading"))
    if not rows:
        return
    thesaurus = current()
    adviser = Adviser(thesaurus)
    for box, heading, row in rows:
        advice = adviser(heading)
        if advice and not (advice.only_about_children or advice.with_care):
            preferred = advice.preferred[here()]
            told = _("“%(heading)s” is advised against: use “%(preferred)s”.")
            yield Said(box, told % {"preferred": preferred, "heading": heading})
        elif row.values.get("vocabulary") == OWN and thesaurus.named(heading) is None:
            yield Said(box, _("“%(heading)s” is not in the library’s vocabulary.") % {"heading": heading})
