"""What an assessment says of passages, for the margin of the reader: which measures, on whose word, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from tutela.evidence.judgement import outcome
from tutela.register.wording import Wording
from tutela.report.excerpt import Place
from tutela.report.words import Words
from tutela.typesetting import typeset
from tutela.web.assessments.models import Answer, Assessment, Judgement, Match
from tutela.web.site.register import reason_name, the_register
from tutela.web.site.templatetags.register import current_words
from tutela.web.site.typography import with_colon


@dataclass(frozen=True, slots=True)
class Note:
    """What an assessment says of a passage as evidence for a measure, in the language of the page.

    ``verdict`` is the machine's ("evidence", "unsure", "contrary"), or "" where people alone chose the passage;
    ``said`` what people make of it, "undecided" where nobody has said anything that may be heard.
    """

    title: Wording
    url: str
    verdict: str
    grade: str
    reasons: str
    said: str
    people: tuple[str, ...] = ()


@dataclass(slots=True)
class Margin:
    """The notes beside passages, and the words found in them, by the passage's key."""

    notes: dict[int, list[Note]] = field(default_factory=lambda: defaultdict(list))
    places: dict[int, list[Place]] = field(default_factory=lambda: defaultdict(list))


def margin(assessment: Assessment, passages: Collection[int], viewer: int, *, independent: bool = False) -> Margin:
    """The margin of these passages. Two queries. ``independent``: the viewer decides without hearing the others."""
    said: dict[tuple[int, str], list[Judgement]] = defaultdict(list)
    judgements = Judgement.objects.filter(assessment=assessment, is_current=True, passage__in=passages)
    for judgement in judgements.exclude(answer=Answer.WITHDRAWN).select_related("reviewer"):
        said[judgement.passage_id, judgement.measure].append(judgement)
    # Misses are near, but no evidence: they are shown only where a person has said something of them.
    rows = Match.objects.filter(assessment=assessment, run=assessment.shown_run, passage__in=passages)
    matches = {(row.passage_id, row.measure): row for row in rows}
    shown = {key for key, row in matches.items() if row.verdict != "miss"} | said.keys()
    place = {measure.id: at for at, measure in enumerate(the_register().measures)}
    made = Margin()
    for passage, measure in sorted(shown, key=lambda key: (key[0], place.get(key[1], 0))):
        if measure not in place:
            continue  # of a register that was another then
        match = matches.get((passage, measure))
        heard = _heard(said.get((passage, measure), []), viewer, independent)
        made.notes[passage].append(_note(assessment, passage, measure, match, heard))
        if match is not None:
            made.places[passage] += spans_of(match.reasons)
    return made


def _heard(judgements: list[Judgement], viewer: int, independent: bool) -> list[Judgement]:
    """What the viewer may hear: one who decides independently hears nobody before having decided."""
    has_decided = any(judgement.reviewer_id == viewer for judgement in judgements)
    return judgements if has_decided or not independent else []


def _note(assessment: Assessment, passage: int, measure: str, match: Match | None, heard: Iterable[Judgement]) -> Note:
    words = current_words()
    address = reverse(
        "review:measure", kwargs={"slug": assessment.workspace.slug, "pk": assessment.pk, "measure": measure}
    )
    said = [(str(judgement.reviewer.name), judgement.answer) for judgement in heard]
    return Note(
        title=the_register().measure(measure).title,
        url=f"{address}#m-{passage}",
        verdict=match.verdict if match and match.verdict != "miss" else "",
        grade=match.grade if match else "",
        reasons=" · ".join(_name(reason[0], words) for reason in match.reasons) if match else "",
        said=outcome(answer for _, answer in said),
        people=tuple(f"{with_colon(name)} {words[f'people.{answer}']}" for name, answer in said),
    )


def _name(concept: object, words: Words) -> str:
    return typeset(reason_name(str(concept))[words.language], words.language)


def spans_of(reasons: Iterable[Any]) -> list[Place]:
    """The places of the words found, in the passage's own text."""
    return [(int(start), int(end)) for _, spans, _ in reasons for start, end in spans]
