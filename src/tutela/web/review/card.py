"""A passage as the page of a measure shows it: where it stands, its words, why it was chosen, what people say of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from tutela.report.excerpt import excerpt
from tutela.report.quotation import Piece, legible, merged, pieces
from tutela.report.rows import shown_score
from tutela.report.words import Words
from tutela.typesetting import typeset
from tutela.web.assessments.models import Answer, Assessment, Judgement, Match
from tutela.web.documents.models import Document, Passage
from tutela.web.review.listing import Entry
from tutela.web.site.register import reason_name
from tutela.web.site.templatetags.register import current_words


@dataclass(frozen=True, slots=True)
class Card:
    """A passage with all that its part of the page shows, in the language of the page.

    ``mine`` is the viewer's answer that holds, ``said`` are those of all whom the viewer may hear, and ``history`` all
    that they ever said, latest first. ``whole`` is empty where ``quotation`` is all of the passage.
    """

    entry: Entry
    passage: Passage
    document: Document
    read_url: str
    heading: str
    place: str
    grade: str
    direction: str
    strength: str
    quotation: Sequence[Piece]
    whole: Sequence[Piece]
    reasons: str
    against: str
    mine: Judgement | None
    said: Sequence[Judgement]
    history: Sequence[Judgement]
    is_contrary: bool

    @property
    def is_disputed(self) -> bool:
        return self.entry.said == "disputed"

    @property
    def answer(self) -> str:
        """The viewer's answer that holds, or ""."""
        return self.mine.answer if self.mine else ""


def cards(
    assessment: Assessment, measure: str, entries: Sequence[Entry], viewer: int, *, independent: bool = False
) -> list[Card]:
    """The cards of these entries, in their order. Three queries, however many they are."""
    wanted = [entry.passage for entry in entries]
    passages = (
        Passage.objects.filter(pk__in=wanted)
        .select_related("document", "document__replaced_by")
        .defer("stems")
        .in_bulk(wanted)
    )
    matches = Match.objects.in_bulk([entry.match for entry in entries if entry.match is not None])
    given: dict[int, list[Judgement]] = {}
    for judgement in Judgement.objects.filter(
        assessment=assessment, measure=measure, passage__in=wanted
    ).select_related("reviewer"):
        given.setdefault(judgement.passage_id, []).append(judgement)
    return [
        _card(
            assessment,
            entry,
            passages[entry.passage],
            matches.get(entry.match or 0),
            _heard(given.get(entry.passage, []), viewer, independent and not entry.is_mine),
            viewer,
        )
        for entry in entries
    ]


def _heard(history: Iterable[Judgement], viewer: int, only_own: bool) -> list[Judgement]:
    """What the viewer may hear of what was said."""
    return [judgement for judgement in history if not only_own or judgement.reviewer_id == viewer]


def _card(
    assessment: Assessment,
    entry: Entry,
    passage: Passage,
    match: Match | None,
    history: Sequence[Judgement],
    viewer: int,
) -> Card:
    words = current_words()
    found = ((first, last) for _, spans, _ in match.reasons for first, last in spans) if match else ()
    marks = merged(found, len(passage.text))
    shown, everything = excerpt(passage.text, marks), [(0, len(passage.text))]
    said = [judgement for judgement in history if judgement.is_current and judgement.answer != Answer.WITHDRAWN]
    slug = assessment.workspace.slug
    address = reverse("documents:read", kwargs={"slug": slug, "pk": passage.document_id})
    return Card(
        entry=entry,
        passage=passage,
        document=passage.document,
        read_url=f"{address}?assessment={assessment.pk}&p={passage.number}#p-{passage.number}",
        heading=" › ".join(map(legible, passage.heading_path)),
        place=_place(passage, words),
        grade=words[f"grade.{match.grade}"] if match else "",
        direction=_direction(match, words) if match else "",
        strength=_strength(match, entry, words) if match else "",
        quotation=_legible(pieces(passage.text, marks, shown)),
        whole=[] if shown == everything else _legible(pieces(passage.text, marks, everything)),
        reasons=_reasons(match.reasons, words) if match and match.reasons else words["people.chosen"],
        against=_named(match.against, words) if match else "",
        mine=next((judgement for judgement in said if judgement.reviewer_id == viewer), None),
        said=said,
        history=history,
        is_contrary=match is not None and match.direction == "contrary",
    )


def _legible(shown: Iterable[Piece]) -> list[Piece]:
    return [Piece(legible(piece.text), piece.marked) for piece in shown if piece.text]


def _place(passage: Passage, words: Words) -> str:
    """The label of a passage (its number where it has none), its page, and what kind of text it is."""
    parts = [legible(passage.label) or f"¶ {passage.number}"]
    if passage.page is not None:
        parts.append(words.fill("quotation.page", page=passage.page).replace(" ", "\u00a0"))
    if passage.kind in ("footnote", "row"):
        parts.append(words[f"quotation.{passage.kind}"])
    return ", ".join(parts)


def _direction(match: Match, words: Words) -> str:
    """Whether a passage does what is asked; that it may, of one to decide on; "" of one too weak to say so."""
    if match.direction == "contrary" or match.verdict == "evidence":
        return words[f"direction.{match.direction}"]
    return words[f"may.{match.direction}"] if match.verdict == "unsure" else ""


def _strength(match: Match, entry: Entry, words: Words) -> str:
    """The score in figures and words; nothing of a contrary passage, which is no evidence however strong, nor of one
    that the program did not find."""
    if match.direction == "contrary" or match.score <= 0:
        return ""
    is_weak = match.verdict != "evidence" and entry.said == "confirmed"
    meaning = words["strength.confirmed"] if is_weak else words.strength(match.score)
    return words.fill("quotation.strength", score=words.number(shown_score(match.score), 2), words=meaning)


def _reasons(reasons: Iterable[Sequence[object]], words: Words) -> str:
    """Why the passage was chosen: the ideas found, and which of them stand outside the passage."""
    elsewhere = words["quotation.elsewhere"]
    named = [(_name(concept, words), spans) for concept, spans, _ in reasons]
    return " · ".join(name if spans else f"{name} ({elsewhere})" for name, spans in named)


def _named(signals: Iterable[Sequence[object]], words: Words) -> str:
    return " · ".join(_name(signal[0], words) for signal in signals)


def _name(concept: object, words: Words) -> str:
    return typeset(reason_name(str(concept))[words.language], words.language)
