"""CQL, read: a tree of clauses, each with an index and a relation that are known here. Raises SRUError for all else."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

import cql
from cql.lexer import CQLLexerError
from cql.parser import CQLParserError, CQLSearchClause, CQLTriple

from tutela.web.exchange.sru.diagnostics import SRUError
from tutela.web.exchange.sru.indexes import CONTEXT_SETS, INDEXES, SORTS, Index, full_name, set_of

logging.getLogger("cql").setLevel(logging.CRITICAL)  # it reports what others type as errors of its own

LONGEST = 4000
"""Characters of a query."""

MOST = 50
"""Clauses of a query."""

_TOKENS = 4 * MOST
_RELATIONS = {"=", "scr", "==", "exact", "<>", "<", ">", "<=", ">=", "any", "all", "adj", "within", "encloses"}
_SAME = {"scr": "=", "exact": "=="}
_MODIFIERS = {
    "stem",
    "relevant",
    "word",
    "string",
    "masked",
    "unmasked",
    "ignorecase",
    "ignoreaccents",
    "isodate",
    "number",
}
_DIRECTIONS = {"ascending": False, "descending": True}
_IGNORED = {"ignorecase", "ignoreaccents", "respectcase", "respectaccents"}


@dataclass(frozen=True, slots=True)
class Clause:
    """What one index is to hold. ``is_masked``: asterisks stand for letters."""

    name: str
    index: Index
    relation: str
    term: str
    is_masked: bool = True


@dataclass(frozen=True, slots=True)
class Both:
    """Two clauses joined by "and", "or" or "not"."""

    operator: str
    left: Node
    right: Node


Node: TypeAlias = "Clause | Both"


class Sorting(NamedTuple):
    """The order of the results: by "title" or "date"."""

    by: str
    is_descending: bool = False


class Query(NamedTuple):
    """A query as it was read."""

    root: Node
    sorting: Sorting | None = None


def read(text: str) -> Query:
    """Read a query. Raises SRUError."""
    if len(text) > LONGEST:
        raise SRUError(12, str(LONGEST))
    if text.count(" ") > 2 * LONGEST or _operators(text) > _TOKENS:
        raise SRUError(38, str(MOST))
    try:
        parsed: Any = cql.parse(text)
    except (CQLParserError, CQLLexerError, RecursionError) as error:
        raise SRUError(10, str(error.args[0]) if error.args else "") from error
    if parsed is None:
        raise SRUError(10)
    return Query(_node(parsed.root, {}, [0]), _sorting(parsed.root))


def _operators(text: str) -> int:
    words = text.lower().split()
    return sum(words.count(word) for word in ("and", "or", "not", "prox")) + text.count("(")


def _node(parsed: Any, prefixes: Mapping[str, str], count: list[int]) -> Node:
    for given in parsed.prefixes:
        name = set_of(given.uri)
        if name is None:
            raise SRUError(15, given.uri)
        prefixes = {**prefixes, (given.prefix or "").lower(): name}
    if isinstance(parsed, CQLTriple):
        operator = str(parsed.operator.value).lower()
        if operator not in ("and", "or", "not"):
            raise SRUError(37, operator)
        if parsed.operator.modifiers:
            raise SRUError(46, str(parsed.operator.modifiers[0].name))
        return Both(operator, _node(parsed.left, prefixes, count), _node(parsed.right, prefixes, count))
    count[0] += 1
    if count[0] > MOST:
        raise SRUError(38, str(MOST))
    return _clause(parsed, prefixes)


def _clause(parsed: CQLSearchClause, prefixes: Mapping[str, str]) -> Clause:
    name = _name(str(parsed.index), prefixes) if parsed.index is not None else "cql.serverchoice"
    if name not in INDEXES:
        raise SRUError(16, str(parsed.index))
    relation, is_masked = _relation(parsed.relation) if parsed.relation is not None else ("=", True)
    index = INDEXES[name]
    if not parsed.term.strip() and index.kind != "all":
        raise SRUError(27, name)
    return Clause(name, index, relation, parsed.term, is_masked)


def _name(written: str, prefixes: Mapping[str, str]) -> str:
    prefix, dot, name = written.partition(".")
    if not dot:
        return full_name(prefixes.get(""), written)
    known = prefixes.get(prefix.lower()) or (prefix.lower() if prefix.lower() in CONTEXT_SETS else None)
    if known is None:
        raise SRUError(15, prefix)
    return full_name(known, name)


def _relation(parsed: Any) -> tuple[str, bool]:
    prefix, dot, name = str(parsed.comparitor).lower().rpartition(".")
    if name not in _RELATIONS or (dot and prefix != "cql"):
        raise SRUError(19, str(parsed.comparitor))
    is_masked = True
    for modifier in parsed.modifiers or ():
        written = str(modifier.name).lower().removeprefix("cql.").removeprefix("rel.")
        if written not in _MODIFIERS or modifier.value is not None:
            raise SRUError(20, str(modifier.name))
        is_masked = is_masked and written != "unmasked"
    return _SAME.get(name, name), is_masked


def _sorting(root: Any) -> Sorting | None:
    keys = getattr(root, "sortSpecs", [])
    if not keys:
        return None
    if len(keys) > 1:
        raise SRUError(84, "1")
    prefix, dot, name = str(keys[0].index).partition(".")
    full = full_name(prefix.lower(), name) if dot else full_name(None, prefix)
    if full not in SORTS:
        raise SRUError(82, str(keys[0].index))
    is_descending = False
    for modifier in keys[0].modifiers or ():
        written = str(modifier.name).lower().removeprefix("sort.")
        if written not in _DIRECTIONS and written not in _IGNORED:
            raise SRUError(82, str(modifier.name))
        is_descending = _DIRECTIONS.get(written, is_descending)
    return Sorting(SORTS[full], is_descending)
