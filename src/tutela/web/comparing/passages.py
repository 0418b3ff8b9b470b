"""For one measure, the passages that are evidence in one of two assessments and not in the other, by their words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from tutela.evidence.judgement import Outcome, counts, outcome
from tutela.evidence.match import Direction, Grade
from tutela.evidence.match import Match as Found
from tutela.report.excerpt import excerpt
from tutela.report.quotation import Piece, legible, merged, pieces
from tutela.text.document import Passage as ReadPassage
from tutela.text.document import Span
from tutela.web.assessments.models import Answer, Assessment, Judgement, Match
from tutela.web.documents.models import Passage

SHOWN = 40
"""Passages of a list that are shown; the others are counted."""

_NOWHERE = ReadPassage("", Span(0, 0))


@dataclass(frozen=True, slots=True)
class Cited:
    """A passage that is evidence; ``said`` is what people together say of it. ``elsewhere`` tells what the other
    assessment holds of the same words: "rejected", "unsure" and so on as people decided, "weak" where its run took them
    for no evidence, "" where it has no such passage near the measure."""

    passage: Passage
    grade: str
    said: Outcome
    quotation: Sequence[Piece]
    elsewhere: str


@dataclass(frozen=True, slots=True)
class Passages:
    """The evidence of two assessments for a measure: in A alone, in B alone, in both (as A has it)."""

    only_a: Sequence[Cited]
    only_b: Sequence[Cited]
    shared: Sequence[Cited]


@dataclass(frozen=True, slots=True)
class _Held:
    match: Match
    said: Outcome
    is_evidence: bool


def passages(a: Assessment, b: Assessment, measure: str) -> Passages:
    """The passages for a measure. Three queries."""
    held = {pk: _by_words(rows) for pk, rows in _held((a, b), measure).items()}
    in_a, in_b = held[a.pk], held[b.pk]
    evidence_a, evidence_b = _evidence(in_a), _evidence(in_b)
    return Passages(
        [_cited(one, in_b.get(words)) for words, one in evidence_a.items() if words not in evidence_b],
        [_cited(one, in_a.get(words)) for words, one in evidence_b.items() if words not in evidence_a],
        [_cited(one, None) for words, one in evidence_a.items() if words in evidence_b],
    )


def _held(assessments: Sequence[Assessment], measure: str) -> dict[int, list[_Held]]:
    """The matches of the shown runs, strongest first, with what people said."""
    said: dict[tuple[int, int], list[str]] = defaultdict(list)
    judgements = Judgement.objects.filter(assessment__in=assessments, measure=measure, is_current=True)
    for assessment, passage, answer in (
        judgements.exclude(answer=Answer.WITHDRAWN).order_by().values_list("assessment", "passage", "answer")
    ):
        said[assessment, passage].append(answer)
    held: dict[int, list[_Held]] = {assessment.pk: [] for assessment in assessments}
    runs = {assessment.pk: assessment.shown_run for assessment in assessments}
    rows = (
        Match.objects.filter(assessment__in=assessments, run__in=set(runs.values()), measure=measure)
        .select_related("passage__document")
        .defer("passage__stems", "against")
        .order_by("-score", "passage__document", "passage__number")
    )
    for row in rows:
        if row.run == runs[row.assessment_id]:
            together = outcome(said.get((row.assessment_id, row.passage_id), ()))
            held[row.assessment_id].append(_Held(row, together, counts(_found(row), together)))
    return held


def _found(row: Match) -> Found:
    """The match as the rules see it, which need nothing of its passage."""
    return Found(row.measure, _NOWHERE, row.score, (), (), cast(Grade, row.grade), cast(Direction, row.direction))


def _by_words(rows: Iterable[_Held]) -> dict[str, _Held]:
    """The strongest for each text; spaces and capitals make no difference."""
    by_words: dict[str, _Held] = {}
    for one in rows:
        words = " ".join(one.match.passage.text.casefold().split())
        known = by_words.get(words)
        if known is None or (one.is_evidence and not known.is_evidence):
            by_words[words] = one
    return by_words


def _evidence(held: dict[str, _Held]) -> dict[str, _Held]:
    return {words: one for words, one in held.items() if one.is_evidence}


def _cited(one: _Held, other: _Held | None) -> Cited:
    text = one.match.passage.text
    spans = (tuple(span) for _, spans, _ in one.match.reasons for span in spans)
    marks = merged(spans, len(text))
    quotation = [
        Piece(legible(piece.text), piece.marked) for piece in pieces(text, marks, excerpt(text, marks)) if piece.text
    ]
    elsewhere = ""
    if other is not None:
        elsewhere = "weak" if other.said in ("undecided", "confirmed") else other.said
    return Cited(one.match.passage, one.match.grade, one.said, quotation, elsewhere)
