"""A spreadsheet brought into the directory: first looked at beside what is there, then applied.

Entries are known by their key. One that is there already is brought to the state of the file and loses its
confirmation; one that is not in the file stays as it is.
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from tutela.web.help.entry_rules import apply, changes, columns_of, lost_signs
from tutela.web.help.models import Entry
from tutela.web.help.spreadsheet import Problem, read_entries


class Changed(NamedTuple):
    """An entry that the file has otherwise: what is there, what it becomes, and each column with before and after."""

    before: Entry
    after: Entry
    columns: list[tuple[str, str, str]]


class Plan(NamedTuple):
    """What a file would do. ``digest`` names it: where the directory changes meanwhile, it is another one."""

    new: list[Entry]
    changed: list[Changed]
    unchanged: list[Entry]
    problems: list[Problem]
    digest: str

    @property
    def does_something(self) -> bool:
        return bool(self.new or self.changed)


def plan(text: str) -> Plan:
    """What the file would do to the directory as it is now."""
    read = read_entries(text)
    there = {entry.key: entry for entry in Entry.objects.filter(key__in=[entry.key for entry in read.entries])}
    new, changed, unchanged, problems = [], [], [], list(read.problems)
    for row, entry in zip(read.rows, read.entries, strict=True):
        before = there.get(entry.key)
        if before is None:
            new.append(entry)
        elif lost_signs(before.phone, entry.phone):
            problems.append(Problem(row, "phone", _lost(before, entry)))
        elif columns := changes(before, entry):
            changed.append(Changed(before, entry, columns))
        else:
            unchanged.append(before)
    problems.sort(key=lambda one: one.row)
    return Plan(new, changed, unchanged, problems, _digest(new, changed))


def carry_out(text: str, digest: str = "") -> tuple[Plan, bool]:
    """Apply a file; gives what it did, and whether it was done: not where the plan is another than ``digest`` names."""
    with transaction.atomic():
        list(Entry.objects.select_for_update().values_list("pk"))
        found = plan(text)
        if digest and digest != found.digest:
            return found, False
        Entry.objects.bulk_create(found.new)
        for one in found.changed:
            apply(one.before, one.after)
            one.before.save()
    return found, True


def _lost(before: Entry, after: Entry) -> str:
    return _(
        "The number was %(before)s and is %(after)s in the file. Spreadsheets take away a 0 or + at the start: format "
        "the column as text and write the number anew. If it is right as it is, change it at the desk."
    ) % {"before": before.phone, "after": after.phone}


def _digest(new: list[Entry], changed: list[Changed]) -> str:
    stated = [
        [columns_of(entry) for entry in new],
        [[columns_of(one.before), columns_of(one.after)] for one in changed],
    ]
    return hashlib.sha256(repr(stated).encode()).hexdigest()[:24]
