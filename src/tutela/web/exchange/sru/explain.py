"""What this server can do, as a record of ZeeRex (explain.z3950.org)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from tutela.web.exchange.answering import child, root_element
from tutela.web.exchange.repository import Repository
from tutela.web.exchange.sru.indexes import CONTEXT_SETS, INDEXES, NAMES, SORTS, Index
from tutela.web.exchange.sru.requests import MOST, RECORDS, SCHEMAS

NAMESPACE = "http://explain.z3950.org/dtd/2.0/"
SCHEMA = "http://explain.z3950.org/dtd/2.0/"
_RELATIONS = ("=", "==", "<>", "<", ">", "<=", ">=", "any", "all", "adj", "within")


def element(repository: Repository, version: str) -> Any:
    """The element <explain>."""
    root = root_element(NAMESPACE, "explain")
    _server(root, repository, version)
    database = child(root, "databaseInfo")
    child(database, "title", repository.name, lang="en", primary="true")
    child(database, "contact", repository.email)
    _indexes(root)
    schemas = child(root, "schemaInfo")
    for one in SCHEMAS.values():
        schema = child(schemas, "schema", name=one.name, identifier=one.identifier, sort="false", retrieve="true")
        child(schema, "title", one.title, lang="en", primary="true")
    _configuration(root)
    return root


def _server(root: Any, repository: Repository, version: str) -> None:
    parts = urlsplit(repository.address)
    server = child(root, "serverInfo", protocol="SRU", version=version, transport=parts.scheme, method="GET POST")
    child(server, "host", parts.hostname or "")
    child(server, "port", str(parts.port or (443 if parts.scheme == "https" else 80)))
    child(server, "database", "sru")


def _indexes(root: Any) -> None:
    info = child(root, "indexInfo")
    for name, identifier in CONTEXT_SETS.items():
        child(info, "set", name=name, identifier=identifier)
    names: dict[Index, list[str]] = {}
    for full, index in INDEXES.items():
        names.setdefault(index, []).append(full)
    for index, fulls in names.items():
        can_sort = str(any(full in SORTS for full in fulls)).lower()
        told = child(info, "index", search="true", scan="false", sort=can_sort)
        child(told, "title", index.title, lang="en", primary="true")
        for full in fulls:
            prefix, _, name = full.partition(".")
            child(child(told, "map"), "name", NAMES.get(name, name), set=prefix)


def _configuration(root: Any) -> None:
    info = child(root, "configInfo")
    child(info, "default", "cql", type="contextSet")
    child(info, "default", "cql.serverChoice", type="index")
    child(info, "default", "=", type="relation")
    child(info, "default", str(RECORDS), type="numberOfRecords")
    child(info, "default", "marcxml", type="retrieveSchema")
    child(info, "setting", str(MOST), type="maximumRecords")
    for relation in _RELATIONS:
        child(info, "supports", relation, type="relation")
    child(info, "supports", "*", type="maskingCharacter")
    child(info, "supports", "sort", type="sort")
