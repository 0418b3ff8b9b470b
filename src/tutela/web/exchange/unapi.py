"""unAPI (version 1): a record in a format, by its identifier, for reference managers and browser extensions.

Pages name the records they show in ``<abbr class="unapi-id" title="{identifier}">`` and this address in
``<link rel="unapi-server" type="application/xml" href="/unapi">``.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from lxml import etree

from tutela.catalogue.formats import FORMATS
from tutela.web.exchange.answering import child, plain, xml
from tutela.web.exchange.pages import page_of
from tutela.web.exchange.repository import Repository, the_repository
from tutela.web.library import store
from tutela.web.library.models import CatalogueRecord, State

log = logging.getLogger("tutela.exchange")

_KEPT = 300  # seconds that others may keep an answer
_KEY = 24


class Offered(NamedTuple):
    """A format as unAPI knows it: its name there, the code in FORMATS, and where it is described."""

    name: str
    code: str
    docs: str = ""


OFFERED: Mapping[str, Offered] = {
    one.name: one
    for one in (
        Offered("marcxml", "marcxml", "http://www.loc.gov/standards/marcxml/"),
        Offered("mods", "mods", "http://www.loc.gov/standards/mods/"),
        Offered("oai_dc", "dublin-core", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"),
        Offered("ris", "ris"),
        Offered("bibtex", "bibtex"),
        Offered("endnote", "endnote"),
        Offered("csl-json", "csl-json"),
        Offered("schema-org", "schema-org", "https://schema.org/"),
        Offered("marc", "iso2709", "http://www.loc.gov/marc/specifications/"),
    )
}


@require_safe
def unapi(request: HttpRequest) -> HttpResponse:
    """The formats there are; those of a record (300); or a record in one of them (404, 406 where there is none)."""
    identifier, name = request.GET.get("id"), request.GET.get("format")
    if identifier is None:
        return _refused(400, "A format is named, but no id.") if name is not None else _formats(None)
    repository = the_repository(request)
    row = _row(identifier, repository)
    if row is None:
        return _refused(404, "There is no record with this id.")
    if name is None:
        return _formats(identifier)
    if name not in OFFERED:
        return _refused(406, "Records are not given in this format.")
    return _record(row, OFFERED[name], repository)


def _row(identifier: str, repository: Repository) -> CatalogueRecord | None:
    """The published record of an identifier: its OAI identifier, its key, or the address of its page."""
    key = repository.key_of(identifier) or identifier
    if identifier.startswith(("http://", "https://")):
        parts = identifier.split("?")[0].rstrip("/").split("/")
        key = parts[-1]
        if len(parts[-1]) > _KEY or identifier.rstrip("/") not in {
            page_of(repository.address, key, code).rstrip("/") for code in ("en", "fr", "es") if _is_key(key)
        }:
            return None
    return CatalogueRecord.objects.filter(key=key, state=State.PUBLISHED).first() if _is_key(key) else None


def _is_key(text: str) -> bool:
    return 0 < len(text) <= _KEY and all(character in "0123456789abcdef" for character in text)


def _formats(identifier: str | None) -> HttpResponse:
    root = etree.Element("formats")
    if identifier is not None:
        root.set("id", identifier)
    for name, one in OFFERED.items():
        docs = {"docs": one.docs} if one.docs else {}
        child(root, "format", name=name, type=FORMATS[one.code].media_type, **docs)
    return xml(root, media_type="application/xml", status=200 if identifier is None else 300, seconds=_KEPT)


def _record(row: CatalogueRecord, offered: Offered, repository: Repository) -> HttpResponse:
    format = FORMATS[offered.code]
    try:
        data = format.one(store.record_of(row), page_of(repository.address, row.key))
    except (ValueError, UnicodeError):  # too long for ISO 2709, for instance
        log.warning("Record %s cannot be given as %s", row.key, offered.code, exc_info=True)
        return _refused(406, "This record cannot be given in this format.")
    is_text = format.media_type.startswith(("text/", "application/x-"))
    media_type = f"{format.media_type}; charset=utf-8" if is_text else format.media_type
    response = plain(data, media_type=media_type, seconds=_KEPT)
    response["Content-Disposition"] = f'inline; filename="{row.key}.{format.extension}"'
    return response


def _refused(status: int, message: str) -> HttpResponse:
    return plain(message.encode(), media_type="text/plain; charset=utf-8", status=status)
