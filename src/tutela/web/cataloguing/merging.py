"""Making one record of two: which fields of each stay, what moves over, and the way back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import pymarc
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import ForeignObjectRel, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _
from pymarc import Field, Indicators, Subfield

from tutela.catalogue.record import Record
from tutela.catalogue.tagged import field_name
from tutela.web.accounts.models import User
from tutela.web.cataloguing.code_sets import insert
from tutela.web.cataloguing.models import Merge
from tutela.web.library import store
from tutela.web.library.history import version_of
from tutela.web.library.models import CatalogueRecord, State
from tutela.web.library.reader_models import SharedList

_ONCE = frozenset((
    "001", "003", "005", "008", "010", "018", "036", "038", "040", "042", "043", "044", "045", "066", "240", "243",
    "245", "254", "256", "263", "306", "357", "507", "514",
))  # fmt: skip
"""Fields that a record of MARC 21 can have only once."""
_MAIN = ("100", "110", "111", "130")
"""The main entry: one of them, once."""

_STAYS = frozenset(
    ("IndexedText", "IdentifierKey", "Link", "Revision", "CheckedRecord", "FoundFault", "Merge", "Proposal")
)
"""What is derived from a record, or is its own history, does not move to another."""


class Choice(NamedTuple):
    """A field to keep or not. ``side`` is "kept" or "other", ``number`` its place there; ``is_on`` what is proposed."""

    side: str
    number: int
    text: str
    is_on: bool

    @property
    def name(self) -> str:
        return f"{self.side}-{self.number}"


class Pair(NamedTuple):
    """The fields of one tag in both records. ``is_once``: only one of them can stay."""

    tag: str
    name: str
    kept: tuple[Choice, ...]
    other: tuple[Choice, ...]
    is_once: bool


class UnsoundError(Exception):
    """A choice that makes no record: ``tag`` says of which field there would be too many, or none."""

    def __init__(self, tag: str, is_missing: bool) -> None:
        super().__init__(tag)
        self.tag, self.is_missing = tag, is_missing


def pairs(kept: Record, other: Record, language: str, chosen: Iterable[str] | None = None) -> list[Pair]:
    """Both records side by side, tag by tag. ``chosen`` are names of Choices; None proposes the fields of ``kept`` and
    those of ``other`` that say something more and can stand beside them."""
    given = None if chosen is None else set(chosen)
    mine, theirs = _by_tag(kept), _by_tag(other)
    known = {_same(one) for one in kept.marc.fields}
    has_main = any(tag in mine for tag in _MAIN)
    found = []
    for tag in sorted({*mine, *theirs}):
        is_once = tag in _ONCE or tag in _MAIN
        taken = tag in mine or (tag in _MAIN and has_main)
        rows = []
        for side, fields in (("kept", mine.get(tag, [])), ("other", theirs.get(tag, []))):
            choices = []
            for number, field in fields:
                adds = _same(field) not in known and not (is_once and taken)
                is_on = f"{side}-{number}" in given if given is not None else side == "kept" or adds
                choices.append(Choice(side, number, _shown(field), is_on))
            rows.append(tuple(choices))
        found.append(Pair(tag, field_name(tag, language), rows[0], rows[1], is_once))
    return found


def _by_tag(record: Record) -> dict[str, list[tuple[int, Field]]]:
    found: dict[str, list[tuple[int, Field]]] = {}
    for number, field in enumerate(record.marc.fields):
        found.setdefault(field.tag, []).append((number, field))
    return found


def _same(field: Field) -> str:
    return " ".join(_shown(field).casefold().split()).rstrip(" .,;:/")


def _shown(field: Field) -> str:
    if field.control_field:
        return (field.data or "").replace(" ", "#")
    return " ".join(f"${code} {value}" for code, value in field.subfields)


def merged(kept: Record, other: Record, chosen: Iterable[str]) -> Record:
    """The record of the fields that were chosen, with the leader of the one that stays and, as 035, the control number
    of the other. Raises UnsoundError."""
    names = set(chosen)
    marc = pymarc.Record(leader=f"{kept.leader[:9]}a{kept.leader[10:]}")
    marc.fields = [field for number, field in enumerate(kept.marc.fields) if f"kept-{number}" in names]
    insert(marc, *(field for number, field in enumerate(other.marc.fields) if f"other-{number}" in names))
    _check(marc.fields)
    number = _control_number(other)
    there = {value for field in marc.fields if field.tag == "035" for _code, value in field.subfields}
    if number and other.number != kept.number and number not in there:
        insert(marc, Field("035", Indicators(" ", " "), [Subfield("a", number)]))
    return Record(marc)


def _control_number(record: Record) -> str:
    agency = record.control("003").strip()
    return f"({agency}){record.number}" if agency and record.number else record.number


def _check(fields: Sequence[Field]) -> None:
    tags = [field.tag for field in fields]
    for tag in sorted(_ONCE):
        if tags.count(tag) > 1:
            raise UnsoundError(tag, is_missing=False)
    if sum(tag in _MAIN for tag in tags) > 1:
        raise UnsoundError("1XX", is_missing=False)
    if "245" not in tags:
        raise UnsoundError("245", is_missing=True)


# --- in the catalogue -------------------------------------------------------------------------------------------------


def merge(
    kept: CatalogueRecord, other: CatalogueRecord, chosen: Iterable[str], *, by: User, expected: tuple[int, int]
) -> CatalogueRecord:
    """Make one of two: the other is withdrawn, with a sign where it went; copies, files and saved records move over.

    ``expected`` are the versions that were shown. Raises UnsoundError and ChangedMeanwhileError.
    """
    names = list(chosen)
    with transaction.atomic():
        ordered = CatalogueRecord.objects.select_for_update().filter(pk__in=(kept.pk, other.pk)).order_by("pk")
        rows = {row.pk: row for row in ordered}
        kept, other = rows[kept.pk], rows[other.pk]
        if (kept.version, other.version) != expected:
            raise store.ChangedMeanwhileError("One of the two records was changed by somebody else in the meantime.")
        record = merged(store.record_of(kept), store.record_of(other), names)
        former = other.state
        moved = _move(other, kept)
        gone = store.change_state(other, State.WITHDRAWN, by=by, action="merged", note=str(kept)[:300])
        CatalogueRecord.objects.filter(pk=gone.pk).update(replaced_by=kept)
        if not kept.cover and other.cover:
            CatalogueRecord.objects.filter(pk=kept.pk).update(cover=other.cover)
            CatalogueRecord.objects.filter(pk=other.pk).update(cover="")
            moved["cover"] = True
        kept = store.save(kept, record, by=by, action="merged", note=str(other)[:300], expected=expected[0])
        Merge.objects.create(
            kept=kept, other=gone, kept_version=kept.version, other_state=former, moved=moved, by=by
        )  # fmt: skip
    return kept


def _move(source: CatalogueRecord, target: CatalogueRecord) -> dict[str, Any]:
    """Let everything that hangs on one record hang on another; which rows they were, by model and field."""
    moved: dict[str, Any] = {}
    for relation in CatalogueRecord._meta.get_fields(include_hidden=True):
        model: Any = relation.related_model
        if not isinstance(relation, ForeignObjectRel) or model.__name__ in _STAYS or model is CatalogueRecord:
            continue
        field = relation.field.name
        keys = []
        for row in model.objects.filter(**{field: source}):
            try:
                with transaction.atomic():
                    model.objects.filter(pk=row.pk).update(**{field: target})
                keys.append(row.pk)
            except IntegrityError:
                continue  # the same is there already: a reader has saved both
        if keys:
            moved[f"{model._meta.label}.{field}"] = keys
    if lists := _rename_in_lists(source.key, target.key):
        moved[_LISTS] = lists
    return moved


_LISTS = "shared lists"


def _rename_in_lists(old: str, new: str, keys: Iterable[int] | None = None) -> list[int]:
    """Put one record in the place of another in lists that readers share; the lists that had it."""
    rows = SharedList.objects.annotate(text=Cast("keys", TextField())).filter(text__contains=old)
    found = []
    for row in rows if keys is None else rows.filter(pk__in=list(keys)):
        row.keys = list(dict.fromkeys(new if key == old else key for key in row.keys))
        row.save(update_fields=["keys"])
        found.append(row.pk)
    return found


class CannotUndoError(Exception):
    """The record that stayed was changed since the merge, or the merge is undone already."""


def undo(done: Merge, *, by: User) -> CatalogueRecord:
    """Make two of one again, as they were before. Raises CannotUndoError."""
    with transaction.atomic():
        done = Merge.objects.select_for_update().get(pk=done.pk)
        ordered = (
            CatalogueRecord.objects.select_for_update().filter(pk__in=(done.kept_id, done.other_id)).order_by("pk")
        )
        rows = {row.pk: row for row in ordered}
        kept, other = rows[done.kept_id], rows[done.other_id]
        before = version_of(kept, done.kept_version - 1)
        if done.undone is not None or kept.version != done.kept_version or before is None:
            raise CannotUndoError
        if other.state != State.WITHDRAWN or other.replaced_by_id != kept.pk:
            raise CannotUndoError
        for place, keys in done.moved.items():
            if place == "cover":
                CatalogueRecord.objects.filter(pk=other.pk).update(cover=kept.cover)
                CatalogueRecord.objects.filter(pk=kept.pk).update(cover="")
                continue
            if place == _LISTS:
                _rename_in_lists(kept.key, other.key, keys)
                continue
            label, _dot, field = place.rpartition(".")
            apps.get_model(label).objects.filter(pk__in=keys, **{field: kept}).update(**{field: other})
        kept = store.save(
            kept, before, by=by, action="restored", note=_("Version %(number)d") % {"number": done.kept_version - 1}
        )
        CatalogueRecord.objects.filter(pk=other.pk).update(replaced_by=None)
        store.change_state(other, done.other_state, by=by, action="restored")
        Merge.objects.filter(pk=done.pk).update(undone=timezone.now())
    return kept
