"""A harvester for the tests, which reads the answers of the repository element by element."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.test import Client
from lxml import etree

from tutela.web.library.models import CatalogueRecord

OAI = "{http://www.openarchives.org/OAI/2.0/}"
MARC = "{http://www.loc.gov/MARC21/slim}"
LAST_YEAR = datetime(2025, 3, 1, 12, tzinfo=UTC)


def asked(client: Client, **arguments: str) -> Any:
    """The answer to a request, which must be one of OAI-PMH."""
    given = {name.rstrip("_"): value for name, value in arguments.items()}
    response = client.get("/oai", given)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/xml; charset=utf-8"
    return etree.fromstring(response.content)


def errors(root: Any) -> list[str]:
    return [one.get("code") for one in root.iterfind(f"{OAI}error")]


def error_of(client: Client, **arguments: str) -> list[str]:
    return errors(asked(client, **arguments))


def headers(root: Any) -> list[tuple[str, bool]]:
    """Of each header of an answer the key of the record, and whether it is deleted."""
    return [
        (one.findtext(f"{OAI}identifier").rpartition(":")[2], one.get("status") == "deleted")
        for one in root.iter(f"{OAI}header")
    ]


def token_of(root: Any) -> str:
    return root.findtext(f".//{OAI}resumptionToken") or ""


def harvested(client: Client, **arguments: str) -> list[list[tuple[str, bool]]]:
    """The headers of a whole list, page by page."""
    pages = [asked(client, **arguments)]
    while token := token_of(pages[-1]):
        pages.append(asked(client, verb=arguments["verb"], resumptionToken=token))
        assert not errors(pages[-1])
    return [headers(root) for root in pages]


def identifier(row: CatalogueRecord) -> str:
    return f"oai:tutela.localhost:{row.key}"


def stamped(row: CatalogueRecord, seconds: int) -> CatalogueRecord:
    """The record as if it had last changed so many seconds after LAST_YEAR."""
    row.stamp = LAST_YEAR + timedelta(seconds=seconds)
    row.save(update_fields=["stamp"])
    return row
