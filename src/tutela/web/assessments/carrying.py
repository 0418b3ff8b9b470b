"""Judgements carried to the newer version of a document: to the passage with exactly the same words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from tutela.web.assessments.models import Answer, Assessment, Judgement
from tutela.web.documents.models import Passage


def same_words(replaced: Mapping[int, int]) -> dict[int, int]:
    """For the passages of documents, those of their newer versions with exactly the same text (keys of both).

    ``replaced`` gives for the key of a document that of the version in its place. Where a text stands several times,
    the first stands for the first, and so on.
    """
    places: dict[int, dict[str, list[int]]] = {}
    for document in {*replaced, *replaced.values()}:
        places[document] = defaultdict(list)
    rows = Passage.objects.filter(document__in=places).order_by("document", "number")
    for pk, document, text in rows.values_list("pk", "document", "text"):
        places[document][text].append(pk)
    moved: dict[int, int] = {}
    for old, new in replaced.items():
        for text, passages in places[old].items():
            # Not strict: the newer version may say it more or less often.
            moved.update(zip(passages, places[new].get(text, ()), strict=False))
    return moved


def carry(assessment: Assessment, replaced: Mapping[int, int]) -> dict[int, int]:
    """Write what people said of passages of documents that were ``replaced`` for the passages with the same words in
    the versions that took their place; where each passage went.

    The judgements keep reviewer, answer, note and time, and name the one that they come from. Where the reviewer has
    said something of the passage itself, that stands.
    """
    if not replaced:
        return {}
    moved = same_words(replaced)
    current = Judgement.objects.filter(assessment=assessment, is_current=True)
    there = current.filter(passage__document__in=replaced.values())
    said = set(there.values_list("measure", "passage", "reviewer"))
    before = current.filter(passage__document__in=replaced).exclude(answer=Answer.WITHDRAWN).order_by("pk")
    Judgement.objects.bulk_create(
        Judgement(
            assessment=assessment,
            measure=one.measure,
            passage_id=moved[one.passage_id],
            reviewer_id=one.reviewer_id,
            answer=one.answer,
            note=one.note,
            at=one.at,
            carried_from=one,
        )
        for one in before
        if one.passage_id in moved and (one.measure, moved[one.passage_id], one.reviewer_id) not in said
    )
    return moved
