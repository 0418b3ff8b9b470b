"""Answers of SRU as elements: searchRetrieveResponse and explainResponse, of 1.1 and 1.2 (Library of Congress) or 2.0
(OASIS searchRetrieve 1.0, part 3)."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree

from tutela.web.exchange.answering import child
from tutela.web.exchange.formats import MARC21, MODS, OAI_DC
from tutela.web.exchange.pages import page_of
from tutela.web.exchange.repository import Repository
from tutela.web.exchange.sru.diagnostics import Diagnostic
from tutela.web.exchange.sru.requests import Request
from tutela.web.library import store
from tutela.web.library.models import CatalogueRecord

log = logging.getLogger("tutela.exchange")

ONE, TWO = "http://www.loc.gov/zing/srw/", "http://docs.oasis-open.org/ns/search-ws/sruResponse"
_DIAGNOSTIC = {ONE: f"{ONE}diagnostic/", TWO: "http://docs.oasis-open.org/ns/search-ws/diagnostic"}
_SURROGATE = "info:srw/schema/1/diagnostics-v1.1"
_DC = "info:srw/schema/1/dc-schema"


def root_of(name: str, version: str) -> Any:
    """An answer that says its version and nothing else yet."""
    namespace = TWO if version == "2.0" else ONE
    root = etree.Element(f"{{{namespace}}}{name}", nsmap={"sru": namespace})
    child(root, "version", version)
    return root


def add_diagnostics(root: Any, diagnostics: Sequence[Diagnostic]) -> None:
    """Say what was wrong."""
    if diagnostics:
        listed = child(root, "diagnostics")
        for one in diagnostics:
            _add_diagnostic(listed, one, _DIAGNOSTIC[etree.QName(root).namespace])


def _add_diagnostic(parent: Any, one: Diagnostic, namespace: str) -> None:
    element = etree.SubElement(parent, f"{{{namespace}}}diagnostic", nsmap={"diag": namespace})
    child(element, "uri", one.uri)
    if one.details:
        child(element, "details", one.details)
    child(element, "message", one.message)


def add_records(
    root: Any, request: Request, rows: Sequence[CatalogueRecord], repository: Repository, *, version: str, total: int
) -> None:
    """The records, with their places, and where the next ones are."""
    if rows:
        listed = child(root, "records")
        for place, row in enumerate(rows, request.start):
            _add_record(listed, row, request, repository, version, place)
    following = request.start + len(rows)
    if rows and following <= total:
        child(root, "nextRecordPosition", str(following))


def _add_record(
    listed: Any, row: CatalogueRecord, request: Request, repository: Repository, version: str, place: int
) -> None:
    element = child(listed, "record")
    try:
        data = data_of(row, request.schema.name, page_of(repository.address, row.key))
        schema = request.schema.identifier
    except Exception:
        log.exception("Record %s cannot be given as %s", row.key, request.schema.name)
        holder = etree.Element("holder")
        namespace = _DIAGNOSTIC[etree.QName(listed).namespace]
        _add_diagnostic(holder, Diagnostic(67, request.schema.name), namespace)
        data, schema = holder[0], _SURROGATE
    add_record_data(element, data, schema, request.escaping, version)
    child(element, "recordIdentifier", repository.identifier_of(row.key))
    child(element, "recordPosition", str(place))


def add_record_data(element: Any, data: Any, schema: str, escaping: str, version: str) -> None:
    """A record in its schema, as XML or as text."""
    child(element, "recordSchema", schema)
    child(element, "recordXMLEscaping" if version == "2.0" else "recordPacking", escaping)
    holder = child(element, "recordData")
    if escaping == "xml":
        holder.append(data)
    else:
        holder.text = etree.tostring(data, encoding="unicode")


def data_of(row: CatalogueRecord, schema: str, page: str) -> Any:
    """The element of a record in a schema of SRU."""
    record = store.record_of(row)
    if schema == "marcxml":
        return MARC21.element(record, page)
    if schema == "mods":
        return MODS.element(record, page)
    # The schema of SRU for Dublin Core has a root of its own, with the same elements in it.
    source = OAI_DC.element(record, page)
    root = etree.Element(f"{{{_DC}}}dc", nsmap={"srw_dc": _DC, "dc": "http://purl.org/dc/elements/1.1/"})
    root.extend(list(source))
    return root


_ECHOED_ONE = (
    "version", "query", "startRecord", "maximumRecords", "recordPacking", "recordSchema", "recordXPath", "resultSetTTL",
    "sortKeys", "stylesheet",
)  # fmt: skip
_ECHOED_TWO = (
    "version", "query", "startRecord", "maximumRecords", "recordPacking", "recordXMLEscaping", "recordSchema",
    "resultSetTTL", "sortKeys", "stylesheet", "queryType", "renderedBy", "httpAccept", "responseType",
)  # fmt: skip


def add_echo(root: Any, given: Mapping[str, str], version: str) -> None:
    """What was asked for, as it was understood."""
    if "query" not in given:
        return
    element = child(root, "echoedSearchRetrieveRequest")
    for name in _ECHOED_TWO if version == "2.0" else _ECHOED_ONE:
        if name == "version":
            child(element, name, version)
        elif name in given:
            child(element, name, given[name])
