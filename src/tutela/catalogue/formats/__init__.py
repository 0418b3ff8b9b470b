"""The formats that records leave in: for reference managers, for the web, for other catalogues.

Each format is a pure function of a record and the address of its page; FORMATS names them all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from lxml import etree

from tutela.catalogue import marcxml, writing
from tutela.catalogue.formats.bibtex import to_bibtex
from tutela.catalogue.formats.csl_json import item
from tutela.catalogue.formats.dublin_core import element_of_dc
from tutela.catalogue.formats.endnote import to_endnote
from tutela.catalogue.formats.mods import SCHEMA, VERSION, element_of_mods
from tutela.catalogue.formats.mods_elements import MODS
from tutela.catalogue.formats.reference import Reference
from tutela.catalogue.formats.ris import to_ris
from tutela.catalogue.formats.schema_org import schema_org
from tutela.catalogue.record import Record

Page = Callable[[Record], str]
LeftOut = Callable[[Record, Exception], None]
Writer = Callable[[Iterable[Record], Page], Iterator[bytes]]


def nowhere(_record: Record) -> str:
    """No address: for records that have no page."""
    return ""


class Format(NamedTuple):
    """A format: ``code`` for addresses and options, ``name`` as the world knows it, media type, file extension.

    ``writer`` writes several records with what goes around them.
    """

    code: str
    name: str
    media_type: str
    extension: str
    writer: Writer

    def one(self, record: Record, page: str = "") -> bytes:
        """The file of one record. Raises what the format cannot hold (writing.TooLongError in ISO 2709)."""
        return b"".join(self.writer([record], lambda _record: page))

    def write(
        self, records: Iterable[Record], page: Page = nowhere, left_out: LeftOut | None = None
    ) -> Iterator[bytes]:
        """The file of several records, piece by piece. ``page`` gives the address of a record's page.

        A record that the format cannot hold is told to ``left_out`` and left out; without it, raises the exception.
        """
        if left_out is None:
            return self.writer(records, page)
        return self.writer(_writable(records, page, self, left_out), page)


def _writable(records: Iterable[Record], page: Page, of: Format, left_out: LeftOut) -> Iterator[Record]:
    for record in records:
        try:
            of.one(record, page(record))
        except (ValueError, UnicodeError) as error:
            left_out(record, error)
        else:
            yield record


# --- text ---------------------------------------------------------------------------------------------------------


def _bibtex(records: Iterable[Record], page: Page) -> Iterator[bytes]:
    taken: set[str] = set()
    for number, record in enumerate(records):
        yield (("\n" if number else "") + to_bibtex(record, page(record), taken)).encode("utf-8", "replace")


def _ris(records: Iterable[Record], page: Page) -> Iterator[bytes]:
    for record in records:
        yield (to_ris(record, page(record)) + "\r\n").encode("utf-8", "replace")


def _endnote(records: Iterable[Record], page: Page) -> Iterator[bytes]:
    for record in records:
        yield to_endnote(record, page(record)).encode("utf-8", "replace")


def _json_list(of: Callable[[Record, str], object]) -> Writer:
    def write(records: Iterable[Record], page: Page) -> Iterator[bytes]:
        before = b"[\n"
        for record in records:
            yield before + json.dumps(of(record, page(record)), ensure_ascii=False).encode("utf-8", "replace")
            before = b",\n"
        yield b"[]\n" if before == b"[\n" else b"\n]\n"

    return write


def _schema_org(records: Iterable[Record], page: Page) -> Iterator[bytes]:
    """One object, or a graph of several."""
    found = [schema_org(record, page(record)) for record in records]
    context = {"@context": "https://schema.org"}
    graph = [{key: value for key, value in one.items() if key != "@context"} for one in found]
    data = found[0] if len(found) == 1 else context | {"@graph": graph}
    yield json.dumps(data, ensure_ascii=False, indent=2).encode("utf-8", "replace")


# --- XML ----------------------------------------------------------------------------------------------------------

_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'


def _collection(opening: bytes, closing: bytes, of: Callable[[Record, str], Any]) -> Writer:
    def write(records: Iterable[Record], page: Page) -> Iterator[bytes]:
        yield _DECLARATION + opening + b"\n"
        for record in records:
            element: bytes = etree.tostring(of(record, page(record)), encoding="utf-8")
            yield element + b"\n"
        yield closing + b"\n"

    return write


_MARCXML = _collection(
    f'<collection xmlns="{marcxml.NAMESPACE}">'.encode(),
    b"</collection>",
    lambda record, _page: marcxml.element_of(record),
)
_MODS = _collection(
    f'<modsCollection xmlns="{MODS}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    f' xsi:schemaLocation="{MODS} {SCHEMA}">'.encode(),
    b"</modsCollection>",
    element_of_mods,
)
_DUBLIN_CORE = _collection(b"<records>", b"</records>", element_of_dc)


def _single_dc(records: Iterable[Record], page: Page) -> Iterator[bytes]:
    """One record is an element <oai_dc:dc>; several stand in an element <records>: the schema has none for them."""
    ahead = iter(records)
    first = next(ahead, None)
    second = next(ahead, None)
    if first is not None and second is None:
        yield _DECLARATION + etree.tostring(element_of_dc(first, page(first)), encoding="utf-8") + b"\n"
        return

    def again() -> Iterator[Record]:
        yield from (one for one in (first, second) if one is not None)
        yield from ahead

    yield from _DUBLIN_CORE(again(), page)


# --- MARC ---------------------------------------------------------------------------------------------------------


def _iso2709(records: Iterable[Record], _page: Page) -> Iterator[bytes]:
    for record in records:
        yield writing.to_iso2709(record)


def _mrk(records: Iterable[Record], _page: Page) -> Iterator[bytes]:
    for record in records:
        yield writing.to_mrk(record).encode("utf-8", "replace")


_ALL = (
    Format("bibtex", "BibTeX", "application/x-bibtex", "bib", _bibtex),
    Format("ris", "RIS", "application/x-research-info-systems", "ris", _ris),
    Format("endnote", "EndNote", "application/x-endnote-refer", "enw", _endnote),
    Format(
        "csl-json",
        "CSL-JSON",
        "application/vnd.citationstyles.csl+json",
        "json",
        _json_list(lambda record, page: item(Reference(record, page))),
    ),
    Format("mods", f"MODS {VERSION}", "application/mods+xml", "xml", _MODS),
    Format("dublin-core", "Dublin Core", "application/xml", "xml", _single_dc),
    Format("schema-org", "JSON-LD (schema.org)", "application/ld+json", "jsonld", _schema_org),
    Format("marcxml", "MARCXML", "application/marcxml+xml", "xml", _MARCXML),
    Format("iso2709", "MARC 21 (ISO 2709)", "application/marc", "mrc", _iso2709),
    Format("mrk", "MARCMaker", "text/plain", "mrk", _mrk),
)
FORMATS: Mapping[str, Format] = {one.code: one for one in _ALL}
"""The formats by their codes, in the order in which they are shown."""
