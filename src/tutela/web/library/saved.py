"""The list of records that somebody saved: in the account of who signs in, else in the address that a browser makes of
what it keeps itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from tutela.web.accounts.models import User
from tutela.web.library.models import CatalogueRecord, State
from tutela.web.library.reader_models import SavedRecord, SharedList

MOST = 200
"""Records on one list, at most: more would not fit into an address."""

LISTS = 50
"""Lists that one person shares at a time, at most."""

_KEY = re.compile(r"[0-9a-f]{12}")


def keys_of(text: str) -> list[str]:
    """The keys of records in a text ("ab12…,cd34…"), each once, at most MOST; whatever else is there is passed over."""
    found = [part for part in re.split(r"[,\s]+", text[: MOST * 40]) if _KEY.fullmatch(part)]
    return list(dict.fromkeys(found))[:MOST]


def records_of(keys: Sequence[str]) -> list[CatalogueRecord]:
    """The published records with these keys, in their order. One query, none for no keys."""
    if not keys:
        return []
    rows = {row.key: row for row in CatalogueRecord.objects.filter(key__in=keys, state=State.PUBLISHED)}
    return [rows[key] for key in keys if key in rows]


def saved_records(user: User) -> list[CatalogueRecord]:
    """What somebody saved, the newest first; records that were withdrawn meanwhile are left out. One query."""
    rows = SavedRecord.objects.filter(user=user, record__state=State.PUBLISHED).select_related("record")
    return [one.record for one in rows[:MOST]]


def saved_keys(user: Any) -> frozenset[str]:
    """The keys of what somebody saved; empty for who has not signed in."""
    if not getattr(user, "is_authenticated", False):
        return frozenset()
    return frozenset(SavedRecord.objects.filter(user=user).values_list("record__key", flat=True))


def save(user: User, keys: Iterable[str]) -> int:
    """Put published records on somebody's list; gives how many are new. What finds no room is left out."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        there = set(SavedRecord.objects.filter(user=user).values_list("record_id", flat=True))
        new = [row for row in records_of(list(keys)) if row.pk not in there][: max(0, MOST - len(there))]
        # The first of a list that comes whole stays the first: lists show the newest on top.
        SavedRecord.objects.bulk_create(SavedRecord(user=user, record=row) for row in reversed(new))
    return len(new)


def remove(user: User, key: str) -> bool:
    """Take a record off somebody's list; False where it was not there."""
    return bool(SavedRecord.objects.filter(user=user, record__key=key).delete()[0])


def clear(user: User) -> int:
    """Empty somebody's list; gives how many records were on it."""
    return SavedRecord.objects.filter(user=user).delete()[0]


def share(user: User, name: str) -> SharedList | None:
    """Share the list as it is now; None where it is empty or too many lists are shared already."""
    keys = [row.key for row in saved_records(user)]
    if not keys or user.shared_lists.count() >= LISTS:
        return None
    return SharedList.objects.create(user=user, name=name, keys=keys)
