"""Repositories as they are met outside, on a port of this machine: orderly ones, busy ones, and broken ones."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

OAI = "http://www.openarchives.org/OAI/2.0/"


@dataclass
class Answer:
    """What is sent: a body, a status, headers."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Repository:
    """A repository whose ``records`` (identifier: (datestamp, metadata or None where deleted)) are given ``size`` a page,
    in the order of their datestamps. ``asked`` is what was asked for; ``before`` may answer in its place."""

    records: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    size: int = 2
    asked: list[dict[str, str]] = field(default_factory=list)
    before: Callable[[dict[str, str]], Answer | None] = lambda _asked: None
    url: str = ""
    now: str = "2025-06-01T12:00:00Z"
    formats: dict[str, str] = field(
        default_factory=lambda: {"oai_dc": f"{OAI}oai_dc/", "marc21": "http://www.loc.gov/MARC21/slim"}
    )

    def answer(self, asked: dict[str, str]) -> Answer:
        self.asked.append(asked)
        if given := self.before(asked):
            return given
        verb = asked.get("verb")
        if verb == "Identify":
            return Answer(self.envelope(
                "<Identify><repositoryName>Archive of Maravel</repositoryName>"
                "<granularity>YYYY-MM-DDThh:mm:ssZ</granularity></Identify>"
            ))  # fmt: skip
        if verb == "ListMetadataFormats":
            listed = "".join(
                f"<metadataFormat><metadataPrefix>{prefix}</metadataPrefix><schema/><metadataNamespace>{namespace}"
                "</metadataNamespace></metadataFormat>"
                for prefix, namespace in self.formats.items()
            )
            return Answer(self.envelope(f"<ListMetadataFormats>{listed}</ListMetadataFormats>"))
        return Answer(self.page(asked))

    def page(self, asked: dict[str, str]) -> bytes:
        since, place = asked.get("from", ""), 0
        if token := asked.get("resumptionToken"):
            since, _, number = token.partition("!")
            place = int(number)
        found = sorted((stamp, name, data) for name, (stamp, data) in self.records.items() if stamp >= since)
        some = found[place : place + self.size]
        if not some:
            return self.envelope('<error code="noRecordsMatch">Nothing.</error>')
        rest = f"{since}!{place + self.size}" if place + self.size < len(found) else ""
        token = f'<resumptionToken completeListSize="{len(found)}" cursor="{place}">{rest}</resumptionToken>'
        listed = "".join(record(name, stamp, data) for stamp, name, data in some)
        return self.envelope(f"<ListRecords>{listed}{token}</ListRecords>")

    def envelope(self, inner: str) -> bytes:
        return (
            f'<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="{OAI}"><responseDate>{self.now}</responseDate>'
            f"<request>{self.url}</request>{inner}</OAI-PMH>"
        ).encode()


def record(name: str, stamp: str, data: str | None) -> str:
    status = "" if data is not None else ' status="deleted"'
    metadata = f"<metadata>{data}</metadata>" if data is not None else ""
    return f"<record><header{status}><identifier>{name}</identifier><datestamp>{stamp}</datestamp></header>{metadata}</record>"


def marcxml(title: str, number: str = "1") -> str:
    """A record of MARCXML with this title."""
    return (
        '<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000nam a2200000 i 4500</leader>'
        f'<controlfield tag="001">{number}</controlfield><datafield tag="245" ind1="0" ind2="0"><subfield code="a">{title}'
        "</subfield></datafield></record>"
    )


def dublin_core(title: str) -> str:
    return (
        f'<oai_dc:dc xmlns:oai_dc="{OAI}oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
        "<dc:language>fr</dc:language></oai_dc:dc>"
    )


@contextmanager
def served(repository: Repository) -> Iterator[Repository]:
    """The repository, as long as the context lasts; ``url`` is where."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = repository.answer(dict(parse_qsl(urlsplit(self.path).query)))
            body = answer.body
            if "gzip" in self.headers.get("Accept-Encoding", "") and answer.headers.get("Content-Encoding") == "gzip":
                body = gzip.compress(body)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    repository.url = f"http://127.0.0.1:{server.server_port}/oai"
    try:
        yield repository
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
