"""The quality check: faults of records by themselves, by what is known of their work, and against one another.

Rules: MARC 21 (lengths, codes), the check digits of ISBN and ISSN, the United Nations' practice of document symbols,
and the words that headings.yaml advises against. Each fault says what is wrong and what to do (words/check.yaml).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from datetime import date

from tutela.catalogue.checking.coded_data import coded_faults
from tutela.catalogue.checking.faults import Fault, Found
from tutela.catalogue.checking.headings import Advise, advice_on, subject_faults
from tutela.catalogue.checking.links import link_faults
from tutela.catalogue.checking.said_dates import said_dates
from tutela.catalogue.checking.summaries import summary_faults
from tutela.catalogue.checking.un_documents import is_un_document, symbols_told
from tutela.catalogue.checking.works import KnownWorks, lacks_versions, title_key, work_faults
from tutela.catalogue.record import Record

Checked = Record | tuple[str, Record]
"""A record, or one with the key by which the caller knows it."""

_YEAR = re.compile(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)")
_ONE_DATE = frozenset("se")
"""Types of date in 008 that have one year of publication."""


def check(
    records: Iterable[Checked],
    *,
    advice: Advise = advice_on,
    known: Iterable[Record] = (),
    measures: Container[str] | None = None,
    today: date | None = None,
) -> Iterator[Fault]:
    """The faults of records, one record after the other; those that only all of them show come last.

    ``advice`` judges headings; ``known`` are records catalogued with care, by which others of the same work are judged
    (``content.first_records()``); ``measures`` the ids that exist, None where no matter; ``today`` the date by which a
    date lies in the future.
    """
    works = KnownWorks(known)
    together = _Together()
    for number, one in enumerate(records, 1):
        key, record = one if isinstance(one, tuple) else (one.number, one)
        for found in (*_by_itself(record, advice, measures, today or date.today(), works), *together.seen(key, record)):
            yield Fault(key, number, *found)
    yield from together.rest()


def check_record(
    record: Record,
    *,
    advice: Advise = advice_on,
    known: Iterable[Record] = (),
    measures: Container[str] | None = None,
    today: date | None = None,
) -> list[Fault]:
    """The faults of one record, as far as it shows them by itself."""
    found = _by_itself(record, advice, measures, today or date.today(), KnownWorks(known))
    return [Fault(record.number, 1, *one) for one in found]


def _by_itself(
    record: Record, advice: Advise, measures: Container[str] | None, today: date, works: KnownWorks
) -> Iterator[Found]:
    if not record.title.proper:
        yield Found("missing-title", "error", "245")
    elif _is_shouted(record.title.proper):
        yield Found("title-in-capitals", "advice", "245")
    known = works.of(record)
    if known is None or not known.symbol:
        yield from _symbol(record)
    yield from _dates(record, today)
    yield from work_faults(record, works)
    yield from summary_faults(record)
    yield from link_faults(record)
    yield from subject_faults(record, advice)
    yield from coded_faults(record, measures)


def _is_shouted(title: str) -> bool:
    return len(title) > 20 and title.isupper()


def _symbol(record: Record) -> Iterator[Found]:
    if record.symbol:
        return
    told = next(symbols_told(record), "")
    if told:
        yield Found("symbol-not-in-field", "error", "191", {"symbol": told})
    elif is_un_document(record):
        has_isbn = any(one.kind == "isbn" for one in record.identifiers)
        yield Found("no-symbol", "advice" if has_isbn else "error", "191")


def _dates(record: Record, today: date) -> Iterator[Found]:
    year = record.year
    if year is None:
        if not record.date:
            yield Found("missing-date", "error", "264")
        return
    if year > today.year + 1:
        yield Found("future-date", "error", "264", {"year": year})
    printed = [found for one in record.publications for found in _YEAR.findall(one.date)]
    coded = record.control("008")
    if printed and coded[6:7] in _ONE_DATE and _YEAR.fullmatch(coded[7:11]) and coded[7:11] not in printed:
        yield Found("dates-differ", "error", "264", {"coded": coded[7:11], "printed": printed[0]})
    for said in said_dates(record):
        values = {"year": year, "said": said.year, "quotation": said.quotation}
        if not said.is_update and said.year != year:
            yield Found("date-against-notes", "error", "264", values)
            return
        if said.is_update and said.year > year:
            yield Found("date-before-update", "advice", "264", values)
            return


class _Together:
    """What only several records show: the same number or title twice, and versions that none of them links."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}
        self._alone: dict[str, tuple[str, int, frozenset[str]]] = {}
        self._count = 0

    def seen(self, key: str, record: Record) -> Iterator[Found]:
        self._count += 1
        shown = key or str(self._count)
        languages = " ".join(sorted(record.languages))
        told = False
        for kind, where, value in _identities(record, languages):
            other = self._first.setdefault(f"{kind} {value}", shown)
            if other != shown and not told:
                told = True
                yield Found(f"same-{kind}", "error", where, {"other": other, "value": value.split("\t")[0][:120]})
        if record.symbol:
            alone = lacks_versions(record)
            if record.symbol in self._alone:
                self._alone.pop(record.symbol)
            elif alone:
                self._alone[record.symbol] = key, self._count, frozenset(record.languages)

    def rest(self) -> Iterator[Fault]:
        for symbol, (key, number, _languages) in self._alone.items():
            yield Fault(key, number, "no-language-versions", "advice", "775", {"symbol": symbol})


def _identities(record: Record, languages: str) -> Iterator[tuple[str, str, str]]:
    """By which two records are of the same resource: kind, tag, value. Language versions share a symbol."""
    for one in record.identifiers:
        if one.kind == "isbn" and one.is_valid:
            yield "isbn", "020", re.sub(r"[^0-9Xx]", "", one.value).upper()
    if record.symbol:
        yield "symbol", "191", f"{record.symbol}\t{languages}"
    if title := title_key(record.title.full):
        for link in record.online:
            yield "title-and-link", "856", f"{link.url}\t{title}"
