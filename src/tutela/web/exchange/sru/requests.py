"""Requests of SRU: which version, which operation, and what its parameters ask for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tutela.web.exchange.formats import MARC21, MODS
from tutela.web.exchange.sru.clauses import Sorting
from tutela.web.exchange.sru.diagnostics import Diagnostic, SRUError
from tutela.web.exchange.sru.indexes import SORTS, full_name

RECORDS, MOST = 10, 200
"""Records of an answer where the request does not say, and at most."""

_LARGEST = 10**9
_ONE = frozenset(
    "operation version query startRecord maximumRecords recordPacking recordSchema recordXPath resultSetTTL sortKeys"
    " stylesheet".split()
)
_TWO = _ONE | frozenset("queryType recordXMLEscaping renderedBy httpAccept responseType".split())


class Schema(NamedTuple):
    """A schema in which records are given: its name, identifier and title."""

    name: str
    identifier: str
    title: str


SCHEMAS = {
    one.name: one
    for one in (
        Schema("marcxml", "info:srw/schema/1/marcxml-v1.1", "MARCXML"),
        Schema("dc", "info:srw/schema/1/dc-v1.1", "Dublin Core"),
        Schema("mods", "info:srw/schema/1/mods-v3.8", "MODS 3.8"),
    )
}
_BY_IDENTIFIER = {one.identifier: one for one in SCHEMAS.values()} | {
    MARC21.namespace: SCHEMAS["marcxml"],
    MODS.namespace: SCHEMAS["mods"],
}


class Request(NamedTuple):
    """A searchRetrieve request. ``is_cql`` False: the query is words as a reader types them."""

    query: str
    start: int
    most: int
    schema: Schema
    escaping: str
    is_cql: bool = True
    sorting: Sorting | None = None
    warnings: tuple[Diagnostic, ...] = ()


def version_of(given: Mapping[str, str], asked: str = "") -> str:
    """The version to answer in: that of the address (``asked``), else that of the request; without one, 1.2 where it
    names an operation, as that version requires, and else 2.0."""
    named = given.get("version", "")
    if asked == "2.0" or (not asked and named == "2.0"):
        return "2.0"
    if named == "1.1":
        return "1.1"
    return "1.2" if asked or named or "operation" in given else "2.0"


def operation_of(given: Mapping[str, str], version: str, asked: str = "") -> str:
    """ "searchRetrieve" or "explain". Raises SRUError."""
    known = ("1.1", "1.2", "2.0") if not asked else ("2.0",) if asked == "2.0" else ("1.1", "1.2")
    if given.get("version") is not None and given["version"] not in known:
        raise SRUError(5, known[-1])
    operation = given.get("operation")
    if operation is not None and operation not in ("searchRetrieve", "explain"):
        raise SRUError(4, operation)
    if not given:
        return "explain"
    if version == "2.0":
        return operation or ("searchRetrieve" if "query" in given or "queryType" in given else "explain")
    for name in ("version", "operation"):
        if name not in given and not (name == "version" and asked):
            raise SRUError(7, name)
    return operation or "explain"


def read(given: Mapping[str, str], version: str) -> Request:
    """A searchRetrieve request. Raises SRUError."""
    for name in given:
        if name not in (_TWO if version == "2.0" else _ONE) and not name.startswith("x-"):
            raise SRUError(8, name)
    if given.get("recordXPath"):
        raise SRUError(72, given["recordXPath"])
    if not given.get("query", "").strip():
        raise SRUError(7, "query")
    kind = given.get("queryType", "cql")
    if kind not in ("cql", "searchTerms"):
        raise SRUError(6, "queryType")
    _number(given, "resultSetTTL", 0, 0)
    return Request(
        query=given["query"],
        start=_number(given, "startRecord", 1, 1),
        most=min(_number(given, "maximumRecords", RECORDS, 0), MOST),
        schema=schema_of(given.get("recordSchema", "")),
        escaping=escaping_of(given, version),
        is_cql=kind == "cql",
        sorting=_sorting(given.get("sortKeys", "")),
        warnings=(Diagnostic(110),) if given.get("stylesheet") else (),
    )


def schema_of(name: str) -> Schema:
    """The schema with this name or identifier; MARCXML for none. Raises SRUError."""
    found = SCHEMAS.get(name or "marcxml") or _BY_IDENTIFIER.get(name)
    if found is None:
        raise SRUError(66, name)
    return found


def escaping_of(given: Mapping[str, str], version: str) -> str:
    """ "xml" or "string": whether records stand in the answer as XML or as text. Raises SRUError."""
    name = "recordXMLEscaping" if version == "2.0" else "recordPacking"
    value = given.get(name) or "xml"
    if version == "2.0" and given.get("recordPacking", "packed") not in ("packed", "unpacked", "xml", "string"):
        raise SRUError(71, given["recordPacking"])
    if value not in ("xml", "string"):
        raise SRUError(71, value)
    return value


def _number(given: Mapping[str, str], name: str, default: int, least: int) -> int:
    text = given.get(name, "").strip()
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or len(text) > 9 or not least <= int(text) <= _LARGEST:
        raise SRUError(6, name)
    return int(text)


def _sorting(text: str) -> Sorting | None:
    """sortKeys of SRU 1.1 and 2.0: path, schema, ascending ("1" or "0"), and more that makes no difference here."""
    keys = text.split()
    if not keys:
        return None
    if len(keys) > 1:
        raise SRUError(84, "1")
    path, _schema, ascending, *_more = [*keys[0].split(","), "", "", ""]
    prefix, dot, name = path.partition(".")
    full = full_name(prefix.lower(), name) if dot else full_name(None, prefix)
    if full not in SORTS or ascending not in ("", "0", "1", "true", "false"):
        raise SRUError(82, keys[0])
    return Sorting(SORTS[full], ascending in ("0", "false"))
