"""Changes to the vocabulary by a librarian: concepts made, changed, merged and deleted."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from tutela.web.subjects.current import current, touch
from tutela.web.subjects.importing import RESERVED, new_key
from tutela.web.subjects.models import (
    Concept,
    ConceptNote,
    ConceptRelation,
    Label,
    LabelKind,
    NoteKind,
    RelationKind,
    Scheme,
)
from tutela.web.subjects.skos_reading import DEFAULT_SCHEME, ConceptData
from tutela.web.subjects.thesaurus import HEADING_LANGUAGE, Entry, Term, plain

LANGUAGES = ("en", "fr", "es")
"""The languages that the form has; labels and notes in others are left as they are."""

EDITED_NOTES = (NoteKind.DEFINITION, NoteKind.SCOPE)


@dataclass
class Given:
    """What a librarian says of a concept: labels by kind and language, notes by kind and language, and neighbours."""

    preferred: Mapping[str, str]
    alternative: Mapping[str, Iterable[str]] = field(default_factory=dict)
    hidden: Mapping[str, Iterable[str]] = field(default_factory=dict)
    notes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    notation: str = ""
    broader: Iterable[int] = ()
    related: Iterable[int] = ()

    def terms(self) -> list[Term]:
        """All labels, each text once a language."""
        found: dict[tuple[str, str], Term] = {}
        for language, text in self.preferred.items():
            if text:
                found[language, plain(text)] = Term(LabelKind.PREFERRED.value, language, text)
        for kind, given in ((LabelKind.ALTERNATIVE, self.alternative), (LabelKind.HIDDEN, self.hidden)):
            for language, texts in given.items():
                for text in texts:
                    found.setdefault((language, plain(text)), Term(kind.value, language, text))
        return list(found.values())


def make(given: Given) -> Concept:
    """A new concept, in the vocabulary of the library itself."""
    with transaction.atomic():
        scheme, _ = Scheme.objects.get_or_create(uri=DEFAULT_SCHEME)
        uri = f"urn:uuid:{uuid.uuid4()}"
        data = ConceptData(uri, scheme.uri, terms=given.terms())
        key = new_key(data, set(Concept.objects.values_list("key", flat=True)) | RESERVED)
        row = Concept.objects.create(scheme=scheme, key=key, uri=uri)
        _write(row, given)
    return row


def change(row: Concept, given: Given, *, keep_heading: bool = True) -> str:
    """Bring a concept to what is given; gives the heading that it had before, where that is another one now, else "".

    ``keep_heading``: the old heading stays as a non-preferred label.
    """
    before = heading_of(row)
    now = given.preferred.get(HEADING_LANGUAGE, "")
    renamed = bool(before) and before != now
    if renamed and keep_heading:
        kept = [*given.alternative.get(HEADING_LANGUAGE, ()), before]
        given.alternative = {**given.alternative, HEADING_LANGUAGE: kept}
    with transaction.atomic():
        _write(row, given)
    return before if renamed else ""


def heading_of(row: Concept) -> str:
    """The label of a concept that stands in records, "" where it has none."""
    labels = row.labels.filter(kind=LabelKind.PREFERRED, language=HEADING_LANGUAGE)
    return labels.values_list("text", flat=True).first() or ""


def circle(row: Concept | None, broader: Iterable[int]) -> Entry | None:
    """The broader concept that would make a circle, if one would: it is the concept, or lies below it."""
    thesaurus = current()
    for pk in broader:
        if row is not None and pk in thesaurus.entries and (pk == row.pk or row.pk in thesaurus.above(pk)):
            return thesaurus.entries[pk]
    return None


def _write(row: Concept, given: Given) -> None:
    row.notation, row.changed = given.notation, timezone.now()
    row.save(update_fields=["notation", "changed"])
    row.labels.filter(language__in=LANGUAGES).delete()
    Label.objects.bulk_create(
        Label(concept=row, kind=one.kind, language=one.language, text=one.text) for one in given.terms()
    )
    row.notes.filter(kind__in=EDITED_NOTES, language__in=LANGUAGES).delete()
    ConceptNote.objects.bulk_create(
        ConceptNote(concept=row, kind=kind, language=language, text=text)
        for (kind, language), text in given.notes.items()
        if text
    )
    ConceptRelation.objects.filter(kind=RelationKind.BROADER, source=row).delete()
    ConceptRelation.objects.filter(kind=RelationKind.RELATED, source=row).delete()
    ConceptRelation.objects.filter(kind=RelationKind.RELATED, target=row).delete()
    broader = set(given.broader)
    _relate((RelationKind.BROADER, row.pk, pk) for pk in broader)
    _relate((RelationKind.RELATED, row.pk, pk) for pk in set(given.related) - broader)
    touch()


def _relate(pairs: Iterable[tuple[str, int, int]]) -> None:
    rows = []
    for kind, source, target in pairs:
        if source == target:
            continue
        if kind == RelationKind.RELATED:
            source, target = sorted((source, target))
        rows.append(ConceptRelation(kind=kind, source_id=source, target_id=target))
    ConceptRelation.objects.bulk_create(rows, ignore_conflicts=True)


def merge(row: Concept, into: Concept) -> str:
    """Merge a concept into another: its labels, notes and neighbours go over, its address leads there from now on.

    Gives the heading that records may still have.
    """
    with transaction.atomic():
        heading = heading_of(row)
        _move_labels(row, into)
        row.notes.exclude(kind__in=into.notes.values("kind")).update(concept=into)
        above = current().above(into.pk)
        pairs = []
        for one in ConceptRelation.objects.filter(source=row):
            pairs.append((one.kind, into.pk, one.target_id))
        for one in ConceptRelation.objects.filter(target=row):
            # What was below the one is below the other now, unless it is above it as well.
            if one.kind == RelationKind.RELATED or one.source_id not in above:
                pairs.append((one.kind, one.source_id, into.pk))
        ConceptRelation.objects.filter(source=row).delete()
        ConceptRelation.objects.filter(target=row).delete()
        below = {pk for pk in current().entries if into.pk in current().above(pk)}
        _relate(
            pair for pair in pairs if not (pair[0] == RelationKind.BROADER and pair[1] == into.pk and pair[2] in below)
        )
        row.replaces.update(replaced_by=into)
        row.replaced_by, row.changed = into, timezone.now()
        row.save(update_fields=["replaced_by", "changed"])
        touch()
    return heading


def _move_labels(row: Concept, into: Concept) -> None:
    there = {(one.language, plain(one.text)) for one in into.labels.all()}
    preferred = {one.language for one in into.labels.all() if one.kind == LabelKind.PREFERRED}
    for one in row.labels.all():
        if (one.language, plain(one.text)) in there:
            continue
        if one.kind == LabelKind.PREFERRED and one.language in preferred:
            one.kind = LabelKind.ALTERNATIVE
        there.add((one.language, plain(one.text)))
        one.concept = into
        one.save(update_fields=["concept", "kind"])
    row.labels.all().delete()


def delete(row: Concept) -> None:
    """Delete a concept. What was narrower goes to what was broader; headings in records stay as they are."""
    with transaction.atomic():
        entry = current().entries.get(row.pk)
        if entry is not None:
            _relate((RelationKind.BROADER, below, above) for below in entry.narrower for above in entry.broader)
        row.delete()
        touch()
