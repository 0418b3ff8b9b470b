"""The addresses of SRU: /sru for every version, /sru/1.2 and /sru/2.0 for one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tutela.web.discovery.finding import keys_of
from tutela.web.discovery.ordering import newest
from tutela.web.exchange.answering import child, legal, xml
from tutela.web.exchange.repository import Repository, the_repository
from tutela.web.exchange.sru import answers, explain
from tutela.web.exchange.sru.clauses import read as read_cql
from tutela.web.exchange.sru.diagnostics import Diagnostic, SRUError
from tutela.web.exchange.sru.requests import Request, escaping_of, operation_of, read, version_of
from tutela.web.exchange.sru.searching import Search
from tutela.web.library.facets import BITMAPS
from tutela.web.library.models import CatalogueRecord, State

_FORM = "application/x-www-form-urlencoded"
_KEPT = 60  # seconds that others may keep an answer
_EXACT = "info:srw/vocabulary/resultCountPrecision/1/exact"


@csrf_exempt  # it changes nothing, and knows no user
@require_http_methods(["GET", "HEAD", "POST"])
def sru(request: HttpRequest, version: str = "") -> HttpResponse:
    """Answer a search, or explain what can be searched. What is wrong is said by diagnostics, with status 200."""
    given, repeated = _given(request)
    asked = version
    version = version_of(given, asked)
    repository = the_repository(request)
    try:
        if repeated:
            raise SRUError(6, repeated)
        operation = operation_of(given, version, asked)
        root = (
            _explained(given, version, repository) if operation == "explain" else _searched(given, version, repository)
        )
    except SRUError as error:
        root = _refused(given, version, [error.diagnostic])
    wanted = given.get("httpAccept", "") if version == "2.0" else ""
    media_type = wanted if wanted in ("application/sru+xml", "application/xml") else "text/xml"
    return xml(root, media_type=media_type, seconds=_KEPT)


def _given(request: HttpRequest) -> tuple[dict[str, str], str]:
    """The parameters, and the name of one that is given twice."""
    if request.method != "POST":
        lists = request.GET
    elif request.content_type == _FORM:
        lists = request.POST
    else:
        return {}, ""
    given, repeated = {}, ""
    for name, values in lists.lists():
        given[legal(name)] = legal(str(values[0])) if values else ""
        repeated = repeated or (name if len(values) > 1 else "")
    return given, repeated


def _explained(given: Mapping[str, str], version: str, repository: Repository) -> Any:
    root = answers.root_of("explainResponse", version)
    record = child(root, "record")
    try:
        escaping, warnings = escaping_of(given, version), []
    except SRUError as error:
        escaping, warnings = "xml", [error.diagnostic]
    answers.add_record_data(record, explain.element(repository, version), explain.SCHEMA, escaping, version)
    answers.add_diagnostics(root, warnings)
    return root


def _searched(given: Mapping[str, str], version: str, repository: Repository) -> Any:
    request = read(given, version)
    total, keys = _found(request, repository)
    root = answers.root_of("searchRetrieveResponse", version)
    child(root, "numberOfRecords", str(total))
    diagnostics = list(request.warnings)
    if request.start > max(1, total):
        diagnostics.append(Diagnostic(61, str(request.start)))
    rows = CatalogueRecord.objects.filter(state=State.PUBLISHED).only("key", "form", "marc").in_bulk(keys)
    found = [rows[key] for key in keys if key in rows]
    answers.add_records(root, request, found, repository, version=version, total=total)
    answers.add_echo(root, given, version)
    answers.add_diagnostics(root, diagnostics)
    if version == "2.0":
        child(root, "resultCountPrecision", _EXACT)
    return root


def _found(request: Request, repository: Repository) -> tuple[int, list[int]]:
    """How many records there are, and the keys of those that are asked for."""
    if not request.is_cql:
        found = keys_of(request.query)
        years = BITMAPS.current().get("year", {})
        return len(found), newest(found, years, request.most, request.start - 1)
    search = Search(read_cql(request.query), repository)
    if not request.most:
        return len(search.keys), []
    return len(search.keys), search.ordered(request.most, request.start - 1, request.sorting)


def _refused(given: Mapping[str, str], version: str, diagnostics: list[Diagnostic]) -> Any:
    root = answers.root_of("searchRetrieveResponse", version)
    child(root, "numberOfRecords", "0")
    answers.add_echo(root, given, version)
    answers.add_diagnostics(root, diagnostics)
    return root
