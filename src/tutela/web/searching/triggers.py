"""The triggers by which SQLite keeps an index in step with its table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db import connections


def set_anew(cursor: Any, triggers: Mapping[str, str]) -> None:
    """Set these triggers, by name and body, whether they are there or not."""
    for name, body in triggers.items():
        cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        cursor.execute(f"CREATE TRIGGER {name} {body}")


def mend(using: str, index: str, triggers: Mapping[str, str], fill: Callable[[Any], None]) -> None:
    """After a migration: SQLite drops a table's triggers when a migration makes it anew. ``fill`` the index once more,
    which sets them, where the table ``index`` is there and one of them is not."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master", [])
        there = {name for (name,) in cursor.fetchall()}
    if index in there and not there.issuperset(triggers):
        fill(connection)
