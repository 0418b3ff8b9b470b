"""What people decide on passages: the one place where judgements are written."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tutela.web.accounts.models import User
from tutela.web.assessments.findings import refresh
from tutela.web.assessments.models import Answer, Assessment, Judgement
from tutela.web.documents.models import Passage
from tutela.web.site.register import the_register

NOTE_LIMIT = 4000
"""Characters of a note, at most."""


def decide(
    assessment: Assessment,
    measure: str,
    passages: Iterable[Passage],
    reviewer: User,
    answer: str,
    note: str = "",
) -> list[Judgement]:
    """Record what a reviewer says of passages as evidence for a measure; the new judgements, in the passages' order.

    Nothing is overwritten: an older judgement of the same reviewer stays and is no longer the current one. WITHDRAWN
    takes one's own back. What says nothing new (the same answer with the same note; nothing to withdraw) is left out.
    All passages are decided on, or none. Whether the reviewer may decide is for the caller to know.

    ValidationError where the register has no such measure, no passage is given or one stands in no document of the
    assessment, the answer is none of ``Answer``, or the note cannot be kept.
    """
    if answer not in Answer.values:
        raise ValidationError(_("This is not an answer that can be given."), code="answer")
    _check_measure(measure)
    note = clean_note(note)
    wanted = {passage.pk: passage for passage in passages}
    with transaction.atomic():
        # One at a time: two requests of one reviewer would otherwise both find the same judgement current.
        Assessment.objects.select_for_update(no_key=True).get(pk=assessment.pk)
        _check_passages(assessment, wanted)
        said = Judgement.objects.filter(
            assessment=assessment, measure=measure, reviewer=reviewer, passage__in=wanted, is_current=True
        )
        current = {judgement.passage_id: judgement for judgement in said}
        new = [passage for pk, passage in wanted.items() if _is_new(current.get(pk), answer, note)]
        if not new:
            return []
        followed = [current[passage.pk].pk for passage in new if passage.pk in current]
        Judgement.objects.filter(pk__in=followed).update(is_current=False)
        now = timezone.now()
        made = Judgement.objects.bulk_create(
            Judgement(
                assessment=assessment,
                measure=measure,
                passage=passage,
                reviewer=reviewer,
                answer=answer,
                note=note,
                at=now,
            )
            for passage in new
        )
        refresh(assessment, [measure])
    return made


def clean_note(note: str) -> str:
    """A note as it is kept: line ends as one character, nothing around it. ValidationError where it cannot be."""
    note = note.replace("\r\n", "\n").replace("\r", "\n").strip()
    if "\x00" in note:
        raise ValidationError(_("The note holds a character that cannot be kept."), code="note")
    if len(note) > NOTE_LIMIT:
        raise ValidationError(
            _("The note is too long: at most %(limit)s characters can be kept.") % {"limit": NOTE_LIMIT}, code="note"
        )
    return note


def _check_measure(measure: str) -> None:
    try:
        the_register().measure(measure)
    except KeyError as error:
        raise ValidationError(_("The register has no such measure."), code="measure") from error


def _check_passages(assessment: Assessment, wanted: dict[int, Passage]) -> None:
    if not wanted:
        raise ValidationError(_("Choose at least one passage."), code="passages")
    known = Passage.objects.filter(pk__in=wanted, document__assessed_in__assessment=assessment).count()
    if known != len(wanted):
        raise ValidationError(_("One of the passages is not in the documents of this assessment."), code="passages")


def _is_new(last: Judgement | None, answer: str, note: str) -> bool:
    """Whether an answer says something that the reviewer's last one did not."""
    if answer == Answer.WITHDRAWN:
        return last is not None and last.answer != Answer.WITHDRAWN
    return last is None or (last.answer, last.note) != (answer, note)
