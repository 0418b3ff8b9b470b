"""The index of passages, made and kept in step with its table by the database itself.

On SQLite triggers tell an FTS5 table, which keeps no text of its own, of every change. ``searching_facts`` holds where
each passage stands: small rows, quick to count, and what must be told again when a passage goes, even where its
document went first. No view reads the passages: SQLite would refuse to make their table anew under it, as migrations
do. On PostgreSQL the vector is a generated column.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from tutela.web.searching import triggers

_FACTS = (
    "SELECT t.id, d.workspace_id, t.document_id, t.language"
    " FROM documents_passage AS t JOIN documents_document AS d ON d.id = t.document_id"
)
_SCOPE = "'w' || f.workspace || ' d' || f.document || ' l' || f.language"

_LEAVE = (
    "INSERT INTO searching_passages (searching_passages, rowid, stems, scope)"
    f" SELECT 'delete', old.id, old.stems, {_SCOPE} FROM searching_facts AS f WHERE f.id = old.id;"
    " DELETE FROM searching_facts WHERE id = old.id;"
)
_ENTER = (
    f"INSERT OR REPLACE INTO searching_facts (id, workspace, document, language) {_FACTS} WHERE t.id = new.id;"
    " INSERT INTO searching_passages (rowid, stems, scope)"
    f" SELECT new.id, new.stems, {_SCOPE} FROM searching_facts AS f WHERE f.id = new.id;"
)

_TRIGGERS = {
    "searching_inserted": f"AFTER INSERT ON documents_passage BEGIN {_ENTER} END",
    "searching_deleted": f"AFTER DELETE ON documents_passage BEGIN {_LEAVE} END",
    "searching_updated": "AFTER UPDATE OF id, stems, language, document_id ON documents_passage"
    f" BEGIN {_LEAVE} {_ENTER} END",
}

_SQLITE = [
    "CREATE TABLE searching_facts (id integer PRIMARY KEY, workspace integer NOT NULL, document integer NOT NULL,"
    " language text NOT NULL)",
    "CREATE VIRTUAL TABLE searching_passages USING fts5 (stems, scope, content='', tokenize='ascii')",
]

_POSTGRES = [
    "ALTER TABLE documents_passage ADD COLUMN stems_vector tsvector"
    " GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, stems)) STORED",
    "CREATE INDEX searching_passages ON documents_passage USING gin (stems_vector)",
]


def make(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the index of what is there."""
    if schema_editor.connection.vendor == "postgresql":
        for statement in _POSTGRES:
            schema_editor.execute(statement)
        return
    for statement in _SQLITE:
        schema_editor.execute(statement)
    fill(schema_editor.connection)


def drop(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the index away, the passages untouched."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE documents_passage DROP COLUMN stems_vector")
        return
    for trigger in _TRIGGERS:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {trigger}")
    schema_editor.execute("DROP TABLE searching_passages")
    schema_editor.execute("DROP TABLE searching_facts")


def fill(connection: Any) -> None:
    """Set the triggers, and index every passage anew (SQLite)."""
    with connection.cursor() as cursor:
        triggers.set_anew(cursor, _TRIGGERS)
        cursor.execute("DELETE FROM searching_facts")
        cursor.execute(f"INSERT INTO searching_facts (id, workspace, document, language) {_FACTS}")
        cursor.execute("INSERT INTO searching_passages (searching_passages) VALUES ('delete-all')")
        cursor.execute(
            f"INSERT INTO searching_passages (rowid, stems, scope) SELECT t.id, t.stems, {_SCOPE}"
            " FROM documents_passage AS t JOIN searching_facts AS f ON f.id = t.id ORDER BY t.id"
        )


def mend(sender: object, *, using: str, **_given: object) -> None:
    """After a migration, which may have dropped the triggers (``searching.triggers``)."""
    triggers.mend(using, "searching_passages", _TRIGGERS, fill)
