"""The full-text index of the catalogue, made and kept in step with ``library_indexedtext`` by the database itself.

SQLite: an FTS5 table with the table as its content, told by triggers. PostgreSQL: a tsvector a column, and one over all
("everything", weighted; a token of its own stands between the columns, so that no phrase reaches over), with GIN.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from tutela.web.library.deriving import GAP
from tutela.web.searching import triggers

COLUMNS = ("title", "subject", "name", "identifier", "publisher", "summary", "note", "body")
"""Columns of ``IndexedText``, by their weight."""

FTS = "library_fulltext"
WEIGHTS = dict(zip(COLUMNS, "ABBBCCDD", strict=True))

_LISTED = ", ".join(COLUMNS)
_NEW = ", ".join(f"new.{column}" for column in COLUMNS)
_OLD = ", ".join(f"old.{column}" for column in COLUMNS)
_ENTER = f"INSERT INTO {FTS} (rowid, {_LISTED}) VALUES (new.record_id, {_NEW});"
_LEAVE = f"INSERT INTO {FTS} ({FTS}, rowid, {_LISTED}) VALUES ('delete', old.record_id, {_OLD});"

TRIGGERS = {
    "library_text_inserted": f"AFTER INSERT ON library_indexedtext BEGIN {_ENTER} END",
    "library_text_deleted": f"AFTER DELETE ON library_indexedtext BEGIN {_LEAVE} END",
    "library_text_updated": f"AFTER UPDATE ON library_indexedtext BEGIN {_LEAVE} {_ENTER} END",
}

_SQLITE = (
    f"CREATE VIRTUAL TABLE {FTS} USING fts5 ({_LISTED}, content='library_indexedtext', content_rowid='record_id',"
    " tokenize='ascii')"
)


def _vector(column: str) -> str:
    return f"to_tsvector('simple'::regconfig, {column})"


def _postgres() -> list[str]:
    gap = f" || to_tsvector('simple'::regconfig, '{GAP}') || "
    everything = gap.join(f"setweight({_vector(column)}, '{WEIGHTS[column]}')" for column in COLUMNS)
    made = [f"ADD COLUMN {column}_vector tsvector GENERATED ALWAYS AS ({_vector(column)}) STORED" for column in COLUMNS]
    made.append(f"ADD COLUMN everything tsvector GENERATED ALWAYS AS ({everything}) STORED")
    vectors = ", ".join(f"{column}_vector" for column in COLUMNS)
    return [
        f"ALTER TABLE library_indexedtext {', '.join(made)}",
        f"CREATE INDEX {FTS} ON library_indexedtext USING gin (everything)",
        f"CREATE INDEX {FTS}_columns ON library_indexedtext USING gin ({vectors})",
    ]


def make(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the index of what is there."""
    if schema_editor.connection.vendor == "postgresql":
        for statement in _postgres():
            schema_editor.execute(statement)
        return
    schema_editor.execute(_SQLITE)
    fill(schema_editor.connection)


def drop(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the index away, the texts untouched."""
    if schema_editor.connection.vendor == "postgresql":
        for column in ("everything", *(f"{column}_vector" for column in COLUMNS)):
            schema_editor.execute(f"ALTER TABLE library_indexedtext DROP COLUMN {column}")
        return
    for trigger in TRIGGERS:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {trigger}")
    schema_editor.execute(f"DROP TABLE {FTS}")


def fill(connection: Any) -> None:
    """Set the triggers, and index all texts anew (SQLite)."""
    with connection.cursor() as cursor:
        triggers.set_anew(cursor, TRIGGERS)
        cursor.execute(f"INSERT INTO {FTS} ({FTS}) VALUES ('rebuild')")


def mend(sender: object, *, using: str, **_given: object) -> None:
    """After a migration, which may have dropped the triggers (``searching.triggers``)."""
    triggers.mend(using, FTS, TRIGGERS, fill)
