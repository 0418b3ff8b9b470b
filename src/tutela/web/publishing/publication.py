"""Publishing a report under an address of its own, and withdrawing it."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from tutela.evidence.finding import Assessment as Assessed
from tutela.report.html import Published, to_html
from tutela.web.accounts.models import User
from tutela.web.assessments.models import Assessment
from tutela.web.audit.log import record
from tutela.web.publishing.models import Publication
from tutela.web.publishing.rebuilding import domain_assessment


def publish(assessment: Assessment, user: User, *, with_names: bool, with_notes: bool) -> Publication:
    """Publish the report of an assessment as it is now, in each language. ``with_names`` and ``with_notes`` say
    whether the names and notes of reviewers are in it."""
    assessed = domain_assessment(assessment, with_names=with_names, with_notes=with_notes)
    publication = Publication(
        assessment=assessment,
        title=str(assessment)[:200],
        names_reviewers=with_names,
        shows_notes=with_notes,
        made_by=user,
        made=timezone.now(),
    )
    publication.pages = {
        language: _page(assessed, publication, assessment.workspace.name, language)
        for language, _ in settings.LANGUAGES
    }
    with transaction.atomic():
        publication.save()
        record("publication.made", user=user, workspace=assessment.workspace, subject=publication)
    return publication


def withdraw(publication: Publication, user: User) -> bool:
    """Take a published page away, and what it held; False where it was withdrawn before."""
    with transaction.atomic():
        held = Publication.objects.filter(pk=publication.pk, withdrawn=None)
        if not held.update(withdrawn=timezone.now(), pages={}):
            return False
        workspace = publication.assessment.workspace
        record("publication.withdrawn", user=user, workspace=workspace, subject=publication)
    return True


def _page(assessed: Assessed, publication: Publication, by: str, language: str) -> str:
    made: datetime = publication.made
    # Relative to the page itself, so that they hold wherever the site is moved to.
    others = tuple(
        (code, name, f"../../../{code}/published/{publication.slug}/")
        for code, name in settings.LANGUAGES
        if code != language
    )
    at = made.astimezone(UTC).isoformat(timespec="seconds")
    return to_html(assessed, language, published=Published(by, at, others))
