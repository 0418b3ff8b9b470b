"""People, documents and assessments for the tests. Persons and texts are invented."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.module_loading import import_string

from tutela.text.reading import read_data
from tutela.web.accounts.models import User
from tutela.web.assessments.models import AssessedDocument, Assessment
from tutela.web.documents.models import Document
from tutela.web.workspaces.models import Membership, Role, Workspace

PASSWORD = "correct horse battery"

LAW = """# Child Protection Act

## Part I. Offences

1. Any person who offers, obtains, procures or provides a child for sexual exploitation in exchange for remuneration is
guilty of an offence and liable to imprisonment for ten years.

2. Any person who produces, distributes, offers, sells or possesses child sexual abuse material is guilty of an offence and
liable to imprisonment for eight years.

3. A legal person may be held liable for an offence under this Act and punished with a fine.

## Part II. Reporting

4. A teacher, doctor, social worker or other professional who works with children and has reasonable grounds to suspect
that a child is a victim of sale or sexual exploitation shall report it to the social services or to the police.

5. A child who was exploited is a victim and shall not be prosecuted for acts that result from the exploitation.

6. The registration of motor vehicles is governed by the Road Traffic Act.
"""
"""A small law that answers some measures and not others."""


def person(name: str, *, is_active: bool = True) -> User:
    return User.objects.create_user(f"{name.lower()}@example.org", PASSWORD, name, is_active=is_active)


def member_of(workspace: Workspace, name: str, role: Role) -> User:
    user = person(name)
    Membership.objects.create(workspace=workspace, user=user, role=role)
    return user


def document_in(workspace: Workspace, text: str = LAW, name: str = "act.md") -> Document:
    """A document of this Markdown, read and stored as the site stores it."""
    import hashlib

    from tutela.web.documents.intake import store

    data = text.encode()
    digest = hashlib.sha256(data).hexdigest()
    row = Document(workspace=workspace, name=name, sha256=digest, size=len(data))
    row.file.save(name, ContentFile(data), save=True)
    store(row, read_data(data, name, digest))
    return row


def assessment_in(
    workspace: Workspace,
    documents: list[Document],
    *,
    by: User | None = None,
    state: str = "Maravel",
    period: str = "2026",
) -> Assessment:
    """An assessment of these documents whose run the real engine has completed."""
    assessment = Assessment.objects.create(workspace=workspace, created_by=by, state=state, period=period)
    for position, document in enumerate(documents):
        AssessedDocument.objects.create(assessment=assessment, document=document, position=position)
    run_again(assessment, by or workspace.members.order_by("pk")[0])
    return assessment


def run_again(assessment: Assessment, by: User) -> None:
    """The next run of an assessment, from the click to its end; other jobs that wait are done with it.

    Not by ``do_one``, which closes the connection to the database that a test holds open for its transaction.
    """
    from tutela.web.assessments.running import start
    from tutela.web.jobs.models import Job, JobState
    from tutela.web.jobs.progress import Progress
    from tutela.web.jobs.queue import take

    start(assessment, by)
    while (job := take("tests")) is not None:
        work: Callable[[Job, Progress], None] = import_string(settings.JOBS[job.kind])
        work(job, Progress(job))
        Job.objects.filter(pk=job.pk).update(state=JobState.DONE, finished=timezone.now())
    assessment.refresh_from_db()
