"""A vocabulary taken into the catalogue: new concepts added, those that are there brought to the state of the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from tutela.web.subjects import checking
from tutela.web.subjects.current import current, touch
from tutela.web.subjects.models import Concept, ConceptNote, ConceptRelation, Label, RelationKind, Scheme
from tutela.web.subjects.problems import Problem
from tutela.web.subjects.skos_reading import ConceptData, SchemeData, VocabularyData, parse, read
from tutela.web.subjects.thesaurus import Term

RESERVED = frozenset({"new", "import", "export", "suggest", "merge", "edit", "delete"})
_BULK = 500


class Outcome(NamedTuple):
    """How many concepts were added, changed, and were the same before; and what is wrong with the file."""

    added: int
    changed: int
    same: int
    problems: list[Problem]


def load_start() -> Outcome:
    """Take the starting vocabulary in (vocabulary/start.ttl). Concepts that a librarian has changed since are brought
    back to it, others are left alone; it may be loaded again."""
    data = files("tutela.web.subjects").joinpath("vocabulary/start.ttl").read_bytes()
    return take_in(data, "turtle")


def take_in(data: bytes, form: str, *, is_trial: bool = False) -> Outcome:
    """Take in a file of SKOS; ``form`` is a key of ``skos_reading.FORMATS``, ``is_trial``: only say what would be done.

    Concepts are known by their URI. Those that the file does not name stay as they are. Raises VocabularyError.
    """
    given = read(parse(data, form))
    thesaurus = current()
    problems = [*given.problems, *checking.check(given.concepts, checking.Known.of(thesaurus))]
    with transaction.atomic():
        there = _there(given)
        same = {uri for uri, told in there.items() if told == _told(given.concepts[uri])}
        new = [one for uri, one in given.concepts.items() if uri not in there]
        changed = [one for uri, one in given.concepts.items() if uri in there and uri not in same]
        if not is_trial:
            schemes = _write_schemes(given.schemes)
            _write(new, changed, schemes)
            if new or changed:
                touch()
    return Outcome(len(new), len(changed), len(same), problems)


# --- what is there ------------------------------------------------------------------------------------------------


def _told(one: ConceptData) -> tuple[Any, ...]:
    """All that is said of a concept, in a form that can be compared."""
    terms = sorted((str(term.kind), term.language, term.text) for term in one.terms)
    notes = sorted(one.notes)
    other = "\n".join(sorted(one.other))
    return (one.scheme, one.notation, terms, notes, sorted(one.broader), sorted(one.related), one.replaced_by, other)


def _there(given: VocabularyData) -> dict[str, tuple[Any, ...]]:
    """The concepts of the file that the catalogue has, in the form of ``_told``."""
    found: dict[str, ConceptData] = {}
    for lot in _lots(list(given.concepts)):
        found |= concepts_data(lot)
    return {uri: _told(one) for uri, one in found.items()}


def concepts_data(uris: Iterable[str] | None = None) -> dict[str, ConceptData]:
    """Concepts of the catalogue as plain values, by URI: those named, or all."""
    rows = Concept.objects.select_related("scheme", "replaced_by")
    if uris is not None:
        rows = rows.filter(uri__in=list(uris))
    names: dict[int, str] = {}
    found: dict[str, ConceptData] = {}
    for row in rows:
        names[row.pk] = row.uri
        found[row.uri] = ConceptData(
            row.uri, row.scheme.uri, row.notation, replaced_by=row.replaced_by.uri if row.replaced_by else "",
            other=row.other.splitlines(),
        )  # fmt: skip
    chosen: dict[str, Any] = {} if uris is None else {"concept__in": list(names)}
    for concept, *term in Label.objects.filter(**chosen).values_list("concept_id", "kind", "language", "text"):
        found[names[concept]].terms.append(Term(*term))
    for concept, *note in ConceptNote.objects.filter(**chosen).values_list("concept_id", "kind", "language", "text"):
        found[names[concept]].notes.append((note[0], note[1], note[2]))
    pairs = ConceptRelation.objects.values_list("kind", "source_id", "target_id", "source__uri", "target__uri")
    for kind, source, target, source_uri, target_uri in pairs:
        if kind == RelationKind.BROADER and source in names:
            found[source_uri].broader.append(target_uri)
        if kind == RelationKind.RELATED:
            if source in names:
                found[source_uri].related.append(target_uri)
            if target in names:
                found[target_uri].related.append(source_uri)
    return found


# --- writing ------------------------------------------------------------------------------------------------------


def _write_schemes(given: Mapping[str, SchemeData]) -> dict[str, Scheme]:
    rows = {}
    for uri, one in given.items():
        row, is_new = Scheme.objects.get_or_create(uri=uri, defaults={"titles": one.titles, "other": one.other})
        if not is_new and (one.titles or one.other):
            row.titles, row.other = one.titles or row.titles, one.other or row.other
            row.save(update_fields=["titles", "other"])
        rows[uri] = row
    return rows


def _write(new: list[ConceptData], changed: list[ConceptData], schemes: Mapping[str, Scheme]) -> None:
    taken = set(Concept.objects.values_list("key", flat=True)) | RESERVED
    rows = [
        Concept(scheme=schemes[one.scheme], key=new_key(one, taken), uri=one.uri, notation=one.notation,
                other="\n".join(sorted(one.other)))
        for one in new
    ]  # fmt: skip
    Concept.objects.bulk_create(rows, batch_size=_BULK)
    by_uri = {row.uri: row for row in rows}
    for lot in _lots([one.uri for one in changed]):
        by_uri |= {row.uri: row for row in Concept.objects.filter(uri__in=lot)}
    for one in changed:
        row = by_uri[one.uri]
        row.scheme, row.notation, row.other = schemes[one.scheme], one.notation, "\n".join(sorted(one.other))
        row.changed = timezone.now()
    Concept.objects.bulk_update(
        [by_uri[one.uri] for one in changed], ["scheme", "notation", "other", "changed"], batch_size=_BULK
    )
    _clear([by_uri[one.uri].pk for one in changed])
    _write_details([*new, *changed], by_uri)


def _clear(keys: list[int]) -> None:
    """Take labels, notes and relations of concepts away that are to be written anew."""
    for lot in _lots(keys):
        Label.objects.filter(concept__in=lot).delete()
        ConceptNote.objects.filter(concept__in=lot).delete()
        ConceptRelation.objects.filter(source__in=lot, kind=RelationKind.BROADER).delete()
        ConceptRelation.objects.filter(source__in=lot, kind=RelationKind.RELATED).delete()
        ConceptRelation.objects.filter(target__in=lot, kind=RelationKind.RELATED).delete()


def _write_details(concepts: list[ConceptData], by_uri: dict[str, Concept]) -> None:
    missing = {target for one in concepts for target in (*one.broader, *one.related, one.replaced_by)} - set(by_uri)
    targets = {uri: row.pk for uri, row in by_uri.items()}
    for lot in _lots(sorted(missing - {""})):
        targets |= dict(Concept.objects.filter(uri__in=lot).values_list("uri", "pk"))
    labels, notes, replaced = [], [], []
    pairs: dict[tuple[str, int, int], None] = {}
    for one in concepts:
        row = by_uri[one.uri]
        labels += [Label(concept=row, kind=term.kind, language=term.language, text=term.text) for term in one.terms]
        notes += [ConceptNote(concept=row, kind=kind, language=code, text=text) for kind, code, text in one.notes]
        for target in one.broader:
            pairs[RelationKind.BROADER.value, row.pk, targets[target]] = None
        for target in one.related:
            low, high = sorted((row.pk, targets[target]))
            pairs[RelationKind.RELATED.value, low, high] = None
        target_pk = targets.get(one.replaced_by)
        if row.replaced_by_id != target_pk:
            row.replaced_by_id = target_pk
            replaced.append(row)
    Label.objects.bulk_create(labels, batch_size=_BULK)
    ConceptNote.objects.bulk_create(notes, batch_size=_BULK)
    ConceptRelation.objects.bulk_create(
        [ConceptRelation(kind=kind, source_id=source, target_id=target) for kind, source, target in pairs],
        batch_size=_BULK, ignore_conflicts=True,
    )  # fmt: skip
    Concept.objects.bulk_update(replaced, ["replaced_by"], batch_size=_BULK)


def new_key(one: ConceptData, taken: set[str]) -> str:
    """A word for the address of a concept that no other has, from its URI or its name; it is added to ``taken``."""
    last = re.split(r"[/#:]", one.uri.rstrip("/#"))[-1]
    is_word = bool(re.search("[a-z]{4}", last)) and not one.uri.startswith("urn:uuid:")
    stem = (slugify(last if is_word else one.name) or slugify(last) or "concept")[:100]
    key, number = stem, 1
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    taken.add(key)
    return key


def _lots(values: list[Any]) -> Iterable[list[Any]]:
    return (values[start : start + _BULK] for start in range(0, len(values), _BULK))
