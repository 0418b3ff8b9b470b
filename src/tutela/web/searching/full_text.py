"""Full text in the database: a table and its column of stems in, keys and ranks out.

SQLite answers with FTS5, PostgreSQL with a tsvector and a GIN index; which one, the connection says. Both hold the
stems as they are (``searching.stems``), so that they find the same.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from django.db import connection

from tutela.web.searching.tree import Named, Some, Tree, Valued, Words

KEY = "key"

Value = int | str
Narrow = Mapping[str, Collection[Value]]
"""What a row must be besides: for each name one of these values. No value at all finds nothing."""


class Found(NamedTuple):
    """The key of a row and how well it fits: the better, the greater."""

    key: int
    rank: float


@dataclass(frozen=True)
class Index:
    """A table with a column of stems that is indexed, and the names by which a search can be narrowed and counted.

    On PostgreSQL ``rows`` is what is selected from: the table as ``t``, and whatever ``narrows``, the columns of the
    names, need joined to it; the tsvector is ``t.{column}_vector``. On SQLite ``fts`` is an FTS5 table and ``facts``
    one that has the names as its columns, both by the same keys; the column ``scope`` of ``fts`` holds, for names that
    are in ``scopes``, a token of the letter given there and the value. The name "key" stands for the keys themselves.
    """

    fts: str
    facts: str
    rows: str
    narrows: Mapping[str, str]
    scopes: Mapping[str, str] = field(default_factory=dict)
    column: str = "stems"


class _Condition(NamedTuple):
    sql: str
    values: list[Value]


class FullText(Protocol):
    """How an index is asked."""

    def count(self, tree: Tree, narrow: Narrow) -> int:
        """How many rows there are."""

    def best(
        self, tree: Tree, narrow: Narrow, *, ranked: int, limit: int, offset: int = 0, is_ranked: bool = True
    ) -> list[Found]:
        """The best rows; or, if not ``is_ranked``, the rows by their keys. Of more than ``ranked``, so many by their
        keys are compared, and the others left out."""

    def counts(self, tree: Tree, narrow: Narrow, names: Collection[str], *, most: int) -> list[tuple[Value, ...]]:
        """The number of rows for each combination of values of these names, the number last; of ``most`` rows."""

    def keys(self, tree: Tree, narrow: Narrow, *, most: int) -> tuple[str, list[Value]]:
        """A query for the keys of the first ``most`` rows, with its values."""


def full_text(index: Index) -> FullText:
    """The means to ask an index on the database of this site."""
    return PostgresText(index) if connection.vendor == "postgresql" else SqliteText(index)


class SqliteText:
    """FTS5, ranked by bm25."""

    MANY = 60
    """Tokens of a scope that are cheaper to ask of FTS5 than of the table."""

    def __init__(self, index: Index) -> None:
        self.index = index

    def count(self, tree: Tree, narrow: Narrow) -> int:
        sql, values = self._matching(tree, narrow, "count(*)")
        return int(_rows(sql, values)[0][0])

    def best(
        self, tree: Tree, narrow: Narrow, *, ranked: int, limit: int, offset: int = 0, is_ranked: bool = True
    ) -> list[Found]:
        rank = f"bm25({self.index.fts}, 1.0, 0.0)" if is_ranked else "0.0"
        sql, values = self._matching(tree, narrow, f"f.rowid, {rank} AS rank")
        rows = _rows(
            f"SELECT rowid, -rank FROM ({sql} ORDER BY f.rowid LIMIT %s) ORDER BY rank, rowid LIMIT %s OFFSET %s",
            [*values, ranked, limit, offset],
        )
        return [Found(int(key), float(rank)) for key, rank in rows]

    def counts(self, tree: Tree, narrow: Narrow, names: Collection[str], *, most: int) -> list[tuple[Value, ...]]:
        sql, values = self.keys(tree, narrow, most=most)
        listed = ", ".join(f"facts.{name}" for name in names)
        source = f"({sql}) AS found CROSS JOIN {self.index.facts} AS facts ON facts.id = found.rowid"
        return _rows(f"SELECT {listed}, count(*) FROM {source} GROUP BY {listed}", values)

    def keys(self, tree: Tree, narrow: Narrow, *, most: int) -> tuple[str, list[Value]]:
        sql, values = self._matching(tree, narrow, "f.rowid")
        return f"{sql} ORDER BY f.rowid LIMIT %s", [*values, most]

    def _matching(self, tree: Tree, narrow: Narrow, what: str) -> tuple[str, list[Value]]:
        match = f"{self.index.column}: {_fts(tree)}"
        columns = {}
        for name, values in narrow.items():
            if self._is_scope(name, values):
                letter = self.index.scopes[name]
                match += f" AND scope: ({' OR '.join(f'{letter}{value}' for value in values)})"
            else:
                # "+" keeps SQLite from searching anew for each of the keys.
                columns[name] = "+f.rowid" if name == KEY else f"facts.{name}"
        source = f"{self.index.fts} AS f"
        if columns.keys() - {KEY}:
            source += f" CROSS JOIN {self.index.facts} AS facts ON facts.id = f.rowid"
        condition = _narrowed(columns, narrow)
        return f"SELECT {what} FROM {source} WHERE {self.index.fts} MATCH %s AND {condition.sql}", [
            match,
            *condition.values,
        ]

    def _is_scope(self, name: str, values: Collection[Value]) -> bool:
        return (
            name in self.index.scopes and 0 < len(values) <= self.MANY and all(str(value).isalnum() for value in values)
        )


class PostgresText:
    """tsvector and GIN, ranked by ts_rank."""

    def __init__(self, index: Index) -> None:
        self.index = index

    def count(self, tree: Tree, narrow: Narrow) -> int:
        sql, values = self._matching(tree, narrow, "count(*)")
        return int(_rows(sql, values)[0][0])

    def best(
        self, tree: Tree, narrow: Narrow, *, ranked: int, limit: int, offset: int = 0, is_ranked: bool = True
    ) -> list[Found]:
        sql, values = self._matching(tree, narrow, f"t.id, t.{self.index.column}_vector AS vector")
        rank = "ts_rank(vector, %s::tsquery, 1)" if is_ranked else "0.0"
        rows = _rows(
            f"SELECT id, {rank} AS rank FROM ({sql} ORDER BY t.id LIMIT %s) AS found"
            " ORDER BY rank DESC, id LIMIT %s OFFSET %s",
            [*([_tsquery(tree)] if is_ranked else []), *values, ranked, limit, offset],
        )
        return [Found(int(key), float(rank)) for key, rank in rows]

    def counts(self, tree: Tree, narrow: Narrow, names: Collection[str], *, most: int) -> list[tuple[Value, ...]]:
        sql, values = self.keys(tree, narrow, most=most)
        listed = ", ".join(self.index.narrows[name] for name in names)
        return _rows(
            f"SELECT {listed}, count(*) FROM {self.index.rows} WHERE t.id IN ({sql}) GROUP BY {listed}", values
        )

    def keys(self, tree: Tree, narrow: Narrow, *, most: int) -> tuple[str, list[Value]]:
        sql, values = self._matching(tree, narrow, "t.id")
        return f"{sql} ORDER BY 1 LIMIT %s", [*values, most]

    def _matching(self, tree: Tree, narrow: Narrow, what: str) -> tuple[str, list[Value]]:
        columns = {name: "t.id" if name == KEY else self.index.narrows[name] for name in narrow}
        condition = _narrowed(columns, narrow)
        where = f"t.{self.index.column}_vector @@ %s::tsquery AND {condition.sql}"
        return f"SELECT {what} FROM {self.index.rows} WHERE {where}", [_tsquery(tree), *condition.values]


def _narrowed(columns: Mapping[str, str], narrow: Narrow) -> _Condition:
    """That each of these columns, given by name, has one of the values of its name."""
    parts = ["1 = 1"]
    given: list[Value] = []
    for name, column in columns.items():
        values = narrow[name]
        parts.append(f"{column} IN ({', '.join(['%s'] * len(values))})" if values else "1 = 0")
        given += values
    return _Condition(" AND ".join(parts), given)


def _rows(sql: str, values: list[Value]) -> list[tuple[Value, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[Value, ...]] = cursor.fetchall()
    return rows


def fts_words(words: Words) -> str:
    """Words in the language of FTS5. Tokens are letters and digits, so that nothing needs to be escaped."""
    more = " *" if words.is_prefix else ""
    return "(" + " OR ".join(f'"{" ".join(variant)}"{more}' for variant in words.variants) + ")"


def tsquery_words(words: Words) -> str:
    """Words in the language of PostgreSQL."""
    more = ":*" if words.is_prefix else ""
    return "(" + " | ".join(" <-> ".join(f"'{token}'" for token in variant) + more for variant in words.variants) + ")"


def _fts(tree: Tree) -> str:
    """The tree in the language of FTS5."""
    if isinstance(tree, Words):
        return fts_words(tree)
    if isinstance(tree, (Named, Valued)):
        raise TypeError("A passage has no fields.")
    if isinstance(tree, Some):
        return "(" + " OR ".join(map(_fts, tree.parts)) + ")"
    wanted = "(" + " AND ".join(map(_fts, tree.parts)) + ")"
    return f"({wanted} NOT ({' OR '.join(map(_fts, tree.without))}))" if tree.without else wanted


def _tsquery(tree: Tree) -> str:
    """The tree in the language of PostgreSQL."""
    if isinstance(tree, Words):
        return tsquery_words(tree)
    if isinstance(tree, (Named, Valued)):
        raise TypeError("A passage has no fields.")
    if isinstance(tree, Some):
        return "(" + " | ".join(map(_tsquery, tree.parts)) + ")"
    wanted = " & ".join(map(_tsquery, tree.parts))
    return (
        f"({wanted} & {' & '.join('!' + _tsquery(part) for part in tree.without)})" if tree.without else f"({wanted})"
    )
