"""From a record to the boxes of a form, and back without loss.

Only what differs between the boxes as they were and as they are now is written. What the form does not know, and what
nobody changed, stays as it is: a record that is opened and saved without a change is the same, field by field.
"""

from __future__ import annotations

import copy
from typing import NamedTuple

import pymarc
from pymarc import Field

from tutela.catalogue.record import Record
from tutela.web.cataloguing.articles import skipped
from tutela.web.cataloguing.code_sets import SETS, insert, write_year, year_of
from tutela.web.cataloguing.field_group import Group
from tutela.web.cataloguing.field_groups import GROUPS
from tutela.web.cataloguing.form_values import FormValues, Row, Values, plain
from tutela.web.cataloguing.punctuation import has_punctuation, punctuate

MOST_ROWS = 200
"""Rows of one form; the fields beyond stay as they are. A browser may not send more boxes than the site takes in."""

_OF_SETS = {"041": "", "385": "tutela", "655": "tutela", "690": "tutela", "691": "tutela", "043": ""}


class Opened(NamedTuple):
    """A record in a form, and the fields that it has besides: those that only the MARC editor changes."""

    values: FormValues
    others: list[Field]


def opened(record: Record) -> Opened:
    """The boxes of a record."""
    values = FormValues(rows={name: [] for name in GROUPS}, year=year_of(record))
    for name, one in SETS.items():
        values.sets[name] = list(one.read(record))
    others = []
    count = 0
    for place, field in enumerate(record.marc.fields):
        group = next((one for one in GROUPS.values() if field.tag in one.tags), None)
        if group is not None and count < MOST_ROWS and group.knows(field):
            values.rows[group.name].append(Row(group.read(field), place, group.further(field)))
            count += 1
        elif field.tag != "008" and not _is_in_a_set(field):
            others.append(field)
    return Opened(values, others)


def _is_in_a_set(field: Field) -> bool:
    source = _OF_SETS.get(field.tag)
    if source is None:
        return False
    return not source or any(code == "2" and value == source for code, value in field.subfields)


def applied(record: Record, values: FormValues) -> Record:
    """The record with the boxes of a form written into it: the same object where nothing differs.

    Rows name their fields by their places in ``record``: it must be the version that the form was opened from.
    """
    before = opened(record).values
    marc = copy.deepcopy(record.marc)
    is_punctuated = has_punctuation(record)
    changed = _apply_rows(marc, before, values, is_punctuated=is_punctuated)
    changed |= _apply_sets(marc, before, values)
    if values.year != before.year:
        write_year(marc, values.year)
        changed = True
    if not changed:
        return record
    _settle_title(marc, record.marc, values, before)
    marc.leader = pymarc.Leader(f"{record.leader[:9]}a{record.leader[10:]}")  # written in UTF-8 from now on
    return Record(marc)


def _apply_rows(marc: pymarc.Record, before: FormValues, values: FormValues, *, is_punctuated: bool) -> bool:
    fields = list(marc.fields)
    gone: set[int] = set()
    new: list[Field] = []
    is_changed = False
    for name, group in GROUPS.items():
        there = {row.at: row for row in before.rows.get(name, [])}
        given = [row for row in values.rows.get(name, []) if not is_empty(group, row.values)]
        seen: set[int] = set()
        for row in given:
            if row.at is None or row.at not in there or row.at in seen:
                new.append(_punctuated(group.made(row.values), is_punctuated))
                continue
            seen.add(row.at)
            if is_same(group, row.values, there[row.at].values):
                continue
            is_changed = True
            tag = fields[row.at].tag
            field = _punctuated(group.changed(fields[row.at], row.values), is_punctuated)
            if field.tag != tag:  # to its new place
                gone.add(row.at)
                new.append(field)
        gone.update(at for at in there if at is not None and at not in seen)
    marc.fields = [field for place, field in enumerate(fields) if place not in gone]
    insert(marc, *new)
    return is_changed or bool(gone or new)


def _punctuated(field: Field, is_punctuated: bool) -> Field:
    """With the punctuation of the record; names have theirs in all records, for it belongs to the heading."""
    if is_punctuated or field.tag[0] in "17":
        punctuate(field)
    return field


def is_empty(group: Group, values: Values) -> bool:
    """Whether no box of a row holds anything; what is merely chosen (a kind) does not count."""
    return not any(plain(values.get(box.name, "")) for box in group.boxes)


def is_same(group: Group, one: Values, other: Values) -> bool:
    """Whether two rows say the same."""
    names = {*(box.name for box in group.boxes), *other}
    return all(plain(one.get(name, "")) == plain(other.get(name, "")) for name in names)


def _apply_sets(marc: pymarc.Record, before: FormValues, values: FormValues) -> bool:
    is_changed = False
    for name, one in SETS.items():
        codes = list(dict.fromkeys(values.sets.get(name, [])))
        if codes != before.sets[name]:
            one.write(marc, codes)
            is_changed = True
    return is_changed


_MAIN = frozenset(("100", "110", "111", "130"))


def _settle_title(marc: pymarc.Record, old_marc: pymarc.Record, values: FormValues, before: FormValues) -> None:
    """The signs of the title: whether there is a main entry, and how much is left out in sorting."""
    field = next((one for one in marc.fields if one.tag == "245"), None)
    if field is None:
        return
    has_main, had_main = (any(one.tag in _MAIN for one in fields) for fields in (marc.fields, old_marc.fields))
    former, new = _first_title(before), _first_title(values)
    first, second = field.indicator1 or " ", field.indicator2 or " "
    if has_main != had_main or (new and not former):
        first = "1" if has_main else "0"
    if new != former:
        second = str(skipped(new, (values.sets.get("languages") or [""])[0]))
    if (first, second) != (field.indicator1, field.indicator2):
        field.indicators = pymarc.Indicators(first, second)


def _first_title(values: FormValues) -> str:
    rows = values.rows.get("title") or []
    return plain(rows[0].values.get("title", "")) if rows else ""
