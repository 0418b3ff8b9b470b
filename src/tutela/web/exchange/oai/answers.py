"""The answers of the six verbs, as elements of OAI-PMH.xsd."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tutela.web.exchange import datestamps
from tutela.web.exchange.answering import XSI, child, root_element
from tutela.web.exchange.formats import PREFIXES
from tutela.web.exchange.oai.arguments import OAIError, beginning
from tutela.web.exchange.oai.lists import Page, Told, earliest, page, told
from tutela.web.exchange.oai.tokens import Position
from tutela.web.exchange.pages import page_of
from tutela.web.exchange.repository import Repository
from tutela.web.exchange.sets import all_sets
from tutela.web.library import store
from tutela.web.library.models import CatalogueRecord, State

log = logging.getLogger("tutela.exchange")

NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
_IDENTIFIER = "http://www.openarchives.org/OAI/2.0/oai-identifier"


def envelope(now: datetime, address: str, arguments: Mapping[str, str]) -> Any:
    """What every answer is in: when it was given, and what was asked for."""
    root = root_element(NAMESPACE, "OAI-PMH", prefixes={"xsi": XSI})
    root.set(f"{{{XSI}}}schemaLocation", f"{NAMESPACE} {NAMESPACE}OAI-PMH.xsd")
    child(root, "responseDate", datestamps.written(now))
    child(root, "request", address, **arguments)
    return root


def add_error(root: Any, error: OAIError) -> None:
    """Say in the envelope what was wrong."""
    child(root, "error", error.message, code=error.code)


def add_answer(root: Any, arguments: Mapping[str, str], repository: Repository, now: datetime) -> None:
    """Put into the envelope what the verb asks for. Raises OAIError."""
    verb = arguments["verb"]
    if verb == "Identify":
        _identify(root, repository, now)
    elif verb == "ListMetadataFormats":
        _list_formats(root, arguments, repository)
    elif verb == "ListSets":
        _list_sets(root, arguments)
    elif verb == "GetRecord":
        _get_record(root, arguments, repository)
    else:
        _list(root, arguments, repository)


def _identify(root: Any, repository: Repository, now: datetime) -> None:
    told = child(root, "Identify")
    child(told, "repositoryName", repository.name)
    child(told, "baseURL", f"{repository.address}/oai")
    child(told, "protocolVersion", "2.0")
    child(told, "adminEmail", repository.email)
    child(told, "earliestDatestamp", datestamps.written(earliest() or now))
    child(told, "deletedRecord", "persistent")
    child(told, "granularity", datestamps.GRANULARITY)
    child(told, "compression", "gzip")
    scheme = root_element(_IDENTIFIER, "oai-identifier")
    child(told, "description").append(scheme)
    scheme.set(f"{{{XSI}}}schemaLocation", f"{_IDENTIFIER} {_IDENTIFIER}.xsd")
    child(scheme, "scheme", "oai")
    child(scheme, "repositoryIdentifier", repository.identifier)
    child(scheme, "delimiter", ":")
    child(scheme, "sampleIdentifier", repository.identifier_of("0123456789ab"))


def _list_formats(root: Any, arguments: Mapping[str, str], repository: Repository) -> None:
    if "identifier" in arguments and _row(arguments["identifier"], repository).state != State.PUBLISHED:
        raise OAIError("noMetadataFormats", "This record is deleted.")
    listed = child(root, "ListMetadataFormats")
    for prefix, format in PREFIXES.items():
        element = child(listed, "metadataFormat")
        child(element, "metadataPrefix", prefix)
        child(element, "schema", format.schema)
        child(element, "metadataNamespace", format.namespace)


def _list_sets(root: Any, arguments: Mapping[str, str]) -> None:
    if "resumptionToken" in arguments:
        raise OAIError("badResumptionToken", "The list of sets is given whole.")
    listed = child(root, "ListSets")
    for one in all_sets():
        element = child(listed, "set")
        child(element, "setSpec", one.spec)
        child(element, "setName", one.name)


def _row(identifier: str, repository: Repository) -> CatalogueRecord:
    """The record with this name, if it was ever published. Raises OAIError (idDoesNotExist)."""
    key = repository.key_of(identifier)
    row = CatalogueRecord.objects.filter(key=key, stamp__isnull=False).first() if key else None
    if row is None:
        raise OAIError("idDoesNotExist", "This repository has no record with this identifier.")
    return row


def _get_record(root: Any, arguments: Mapping[str, str], repository: Repository) -> None:
    row = _row(arguments["identifier"], repository)
    _check_prefix(arguments["metadataPrefix"])
    if not _record(child(root, "GetRecord"), told(row), arguments["metadataPrefix"], repository):
        raise OAIError("cannotDisseminateFormat", "This record cannot be given in this format.")


def _check_prefix(prefix: str) -> None:
    if prefix not in PREFIXES:
        raise OAIError("cannotDisseminateFormat", f"The formats of this repository are {', '.join(PREFIXES)}.")


def _list(root: Any, arguments: Mapping[str, str], repository: Repository) -> None:
    verb = arguments["verb"]
    position = beginning(arguments)
    if position.prefix not in PREFIXES and "resumptionToken" in arguments:
        raise OAIError("badResumptionToken", "This token names a format that this repository does not have.")
    _check_prefix(position.prefix)
    listed = child(root, verb)
    while True:
        found = page(position, with_data=verb == "ListRecords")
        for one in found.told:
            if verb == "ListRecords":
                _record(listed, one, position.prefix, repository)
            else:
                _header(listed, one, repository)
        if len(listed):
            _add_token(listed, position, found)
            return
        if found.next is None:
            raise OAIError("noRecordsMatch", "No record is what was asked for.")
        position = found.next


def _add_token(listed: Any, position: Position, found: Page) -> None:
    if found.next is None and position.stamp is None:
        return  # the list is whole
    element = child(listed, "resumptionToken", found.next.token() if found.next else None)
    given = position.cursor + len(found.told)
    # The size may change while the list is read: it is never less than what was given.
    size = max(found.next.size, given + 1) if found.next else given
    element.set("completeListSize", str(size))
    element.set("cursor", str(position.cursor))


def _header(parent: Any, one: Told, repository: Repository) -> None:
    header = child(parent, "header")
    if one.is_deleted:
        header.set("status", "deleted")
    child(header, "identifier", repository.identifier_of(one.row.key))
    child(header, "datestamp", datestamps.written(one.stamp))
    for spec in one.specs:
        child(header, "setSpec", spec)


def _record(parent: Any, one: Told, prefix: str, repository: Repository) -> bool:
    """Add a record; False where it cannot be written in this format, which does not keep others from being read."""
    metadata = None
    if not one.is_deleted:
        try:
            record = store.record_of(one.row)
            metadata = PREFIXES[prefix].element(record, page_of(repository.address, one.row.key))
        except Exception:
            log.exception("Record %s cannot be given as %s", one.row.key, prefix)
            return False
    element = child(parent, "record")
    _header(element, one, repository)
    if metadata is not None:
        format = PREFIXES[prefix]
        metadata.set(f"{{{XSI}}}schemaLocation", f"{format.namespace} {format.schema}")
        child(element, "metadata").append(metadata)
    return True
