"""An assessment as the reports know it, rebuilt from the database, with people's decisions applied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby
from typing import Any, cast

from django.db.models import Q

from tutela.evidence.finding import Assessment as Assessed
from tutela.evidence.finding import Finding, Located
from tutela.evidence.findings import NEAREST, findings
from tutela.evidence.judgement import Answer as Said
from tutela.evidence.judgement import Judgement as Decision
from tutela.evidence.judgement import decided
from tutela.evidence.match import Direction, Grade, Reason
from tutela.evidence.match import Match as Found
from tutela.text.document import Document as Read
from tutela.text.document import Passage, SetAside, Span
from tutela.text.notices import notice
from tutela.web.assessments.keeping import GRADE_OF_DOCTYPE
from tutela.web.assessments.models import Answer, Assessment, Judgement, Match
from tutela.web.documents.domain import domain_document, domain_notice
from tutela.web.documents.models import Document, DocumentState
from tutela.web.documents.models import Passage as PassageRow
from tutela.web.site.register import reason_name, the_register

Pair = tuple[str, int]
"""A measure (its id) and a passage (its key)."""

Decisions = Mapping[Pair, tuple[Decision, ...]]

_ROWS = 2000
"""Rows that are fetched at a time: those of a large assessment need not be in memory together."""


def domain_assessment(assessment: Assessment, *, with_names: bool = True, with_notes: bool = True) -> Assessed:
    """The shown run of an assessment with what people decided; five queries, whatever its size.

    Its ``state`` names the period as well. Documents stand in their place, files that could not be read apart.
    ``with_names`` and ``with_notes`` say whether the names and notes of reviewers are in it. Passages that people
    confirmed are evidence even where the run did not find them.
    """
    rows = [row.document for row in assessment.assessed_documents.select_related("document")]
    read = [row for row in rows if row.state == DocumentState.READ]
    documents, places = _documents(read)
    decisions = _decisions(assessment, places, with_names=with_names, with_notes=with_notes)
    register = the_register()
    known = {measure.id for measure in register.measures}
    matches = dict(_matches(assessment, places, decisions, known))
    machine = findings((one for one in matches.values() if one.match.score >= NEAREST), register)
    return Assessed(
        state=str(assessment),
        created=_moment(assessment.assessed or assessment.created),
        version=assessment.version,
        register=replace(register, digest=assessment.register_digest or register.digest),
        documents=tuple(documents),
        set_aside=tuple(_set_aside(rows)),
        findings=_after_people(machine, matches, decisions),
    )


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")


# --- documents ------------------------------------------------------------------------------------------------------

Places = Mapping[int, tuple[int, Passage]]
"""For the key of a passage the number of its document, and the passage."""


def _documents(rows: Sequence[Document]) -> tuple[list[Read], Places]:
    numbers = {row.pk: number for number, row in enumerate(rows)}
    documents: dict[int, Read] = {}
    places: dict[int, tuple[int, Passage]] = {}
    passages = PassageRow.objects.filter(document__in=rows).order_by("document", "number").defer("stems")
    for document, group in groupby(passages.iterator(_ROWS), key=lambda row: row.document_id):
        own = list(group)
        number = numbers[document]
        made = domain_document(rows[number], own)
        documents[document] = made
        places |= {row.pk: (number, passage) for row, passage in zip(own, made.passages, strict=True)}
    return [documents.get(row.pk) or domain_document(row, ()) for row in rows], places


def _set_aside(rows: Iterable[Document]) -> Iterator[SetAside]:
    """The files that could not be read, each with the reason that was kept."""
    for row in rows:
        if row.state == DocumentState.SET_ASIDE:
            told = domain_notice(row.notices[0]) if row.notices else notice("reader-stopped")
            yield SetAside(row.name, told, row.sha256)


# --- what people said -----------------------------------------------------------------------------------------------


def _decisions(assessment: Assessment, places: Places, *, with_names: bool, with_notes: bool) -> Decisions:
    """What holds of what people said, for each measure and passage, earliest first; only of documents that are still
    part of the assessment."""
    given: dict[Pair, list[Decision]] = defaultdict(list)
    current = Judgement.objects.filter(assessment=assessment, is_current=True).exclude(answer=Answer.WITHDRAWN)
    fields = ("measure", "passage", "answer", "reviewer__name", "at", "note")
    for measure, passage, answer, name, at, note in current.order_by("at", "pk").values_list(*fields):
        if passage in places:
            by, why = name if with_names else "", note if with_notes else ""
            given[measure, passage].append(Decision(cast(Said, answer), by, _moment(at), why))
    return {pair: tuple(decisions) for pair, decisions in given.items()}


def _after_people(
    machine: Iterable[Finding], matches: Mapping[Pair, Located], decisions: Decisions
) -> tuple[Finding, ...]:
    of_measure: dict[str, list[Pair]] = defaultdict(list)
    for pair in decisions:
        of_measure[pair[0]].append(pair)
    pair_of = {id(located): pair for pair, located in matches.items()}
    return tuple(
        _decided(finding, [matches[pair] for pair in of_measure[finding.measure]], pair_of, decisions)
        for finding in machine
    )


def _decided(finding: Finding, judged: Sequence[Located], pair_of: Mapping[int, Pair], decisions: Decisions) -> Finding:
    """The finding with its decisions. Judged passages that are too weak to be shown for themselves come to the misses
    (or stay contrary), from where people's decisions take them."""
    if not judged:
        return finding
    shown = (*finding.evidence, *finding.contrary, *finding.unsure, *finding.misses)
    present = set(map(id, shown))
    added = [one for one in judged if id(one) not in present]
    contrary = (*finding.contrary, *(one for one in added if one.match.direction == "contrary"))
    misses = (*finding.misses, *(one for one in added if one.match.direction != "contrary"))
    everything = (*finding.evidence, *contrary, *finding.unsure, *misses)
    given = {place: decisions.get(pair_of[id(one)], ()) for place, one in enumerate(everything)}
    return decided(replace(finding, contrary=contrary, misses=misses), given)


# --- what the run found ---------------------------------------------------------------------------------------------

_FIELDS = ("measure", "passage", "score", "grade", "direction", "verdict", "reasons", "against")


def _matches(
    assessment: Assessment, places: Places, decisions: Decisions, known: set[str]
) -> Iterator[tuple[Pair, Located]]:
    """The matches that a report can show: what was found; what came near where nothing else was; what was judged."""
    run = Match.objects.filter(assessment=assessment, run=assessment.shown_run).order_by()
    answered: set[str] = set()
    pairs: set[Pair] = set()
    for row in run.exclude(verdict="miss").values_list(*_FIELDS).iterator(_ROWS):
        if row[0] in known and row[1] in places:
            answered.add(row[0])
            pairs.add(row[:2])
            yield row[:2], _located(row, places)
    judged = Judgement.objects.filter(assessment=assessment, is_current=True).order_by().values("passage")
    near = run.filter(verdict="miss").filter(~Q(measure__in=answered) | Q(passage__in=judged))
    for row in near.values_list(*_FIELDS).iterator(_ROWS):
        if row[0] in known and row[1] in places and (row[0] not in answered or row[:2] in decisions):
            pairs.add(row[:2])
            yield row[:2], _located(row, places)
    for measure, passage in decisions.keys() - pairs:
        if measure in known:
            yield (measure, passage), _chosen(measure, places[passage])


def _located(row: tuple[Any, ...], places: Places) -> Located:
    measure, key, score, grade, direction, _, reasons, against = row
    number, passage = places[key]
    start = passage.span.start
    return Located(
        number,
        Found(
            measure,
            passage,
            score,
            tuple(_reasons(reasons, start)),
            tuple(_reasons(against, start)),
            cast(Grade, grade),
            cast(Direction, direction),
        ),
    )


def _chosen(measure: str, place: tuple[int, Passage]) -> Located:
    """A passage that people judged and that no run has kept."""
    number, passage = place
    return Located(
        number, Found(measure, passage, 0.0, (), grade=cast(Grade, GRADE_OF_DOCTYPE.get(passage.doctype, "law")))
    )


def _reasons(kept: Iterable[Any], start: int) -> Iterator[Reason]:
    """Reasons as they were kept, spans counted from the beginning of the passage, as the reports know them."""
    for concept, spans, weight in kept:
        stretches = tuple(Span(start + first, start + last) for first, last in spans)
        yield Reason(concept, reason_name(concept), stretches, weight)
