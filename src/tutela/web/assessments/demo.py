"""A workspace to try the site with: the sample State, assessed, and three people who have begun to review it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from django.core.files.base import ContentFile

from tutela.errors import TutelaError
from tutela.web.accounts.models import User
from tutela.web.assessments.models import Answer, Assessment, Match, Source
from tutela.web.assessments.opening import open_assessment
from tutela.web.assessments.running import start
from tutela.web.documents.intake import receive
from tutela.web.documents.models import Document, Passage
from tutela.web.jobs.doing import do_one
from tutela.web.jobs.models import JobState
from tutela.web.review.decisions import decide
from tutela.web.site.register import the_register
from tutela.web.workspaces.models import Membership, Role, Workspace

WORKSPACE = "Office of the Ombudsperson of Maravel"
STATE = "Republic of Maravel"

PEOPLE = (
    ("Amina Reyes", "owner@example.org", Role.OWNER),
    ("Bruno Castel", "reviewer@example.org", Role.REVIEWER),
    ("Clara Ndiaye", "reader@example.org", Role.READER),
)
"""Invented persons; addresses of a domain that is kept for examples."""

EARLIER = ("penal-code-extract.pdf", "loi-protection-de-l-enfant.pdf", "school-safeguarding-policy.html")
"""The documents of the second assessment: what an organisation had before it five years earlier."""

NOTES = {
    Answer.CONFIRMED: "Read in its document: it does what the measure asks.",
    Answer.REJECTED: "On another subject: it names the same ideas, but asks for nothing of the kind.",
    Answer.UNSURE: "It depends on a regulation that is not among the documents.",
}

LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""What passwords are made of: nothing that can be read as something else."""

REVIEWED = 14
"""Measures with evidence, from the first on, that both reviewers have looked at."""


class DemoAccount(NamedTuple):
    """Somebody to sign in as."""

    role: str
    email: str
    password: str

    def __str__(self) -> str:
        return f"{self.role}: {self.email}, password {self.password}"


class SamplesError(TutelaError):
    """The documents of the sample State are not there."""


def fill() -> list[DemoAccount]:
    """Make what is not there yet; the accounts, with new passwords. What people did since then stays as it is.

    Raises SamplesError where the sample documents are missing.
    """
    accounts = [_account(name, email, role) for name, email, role in PEOPLE]
    owner, reviewer, _ = (User.objects.get(email=account.email) for account in accounts)
    workspace = _workspace(owner)
    if not workspace.assessments.exists():
        documents = _documents(workspace, owner)
        main = _assessed(workspace, owner, documents, period="2026", source=Source.STATE)
        earlier = [document for document in documents if document.name in EARLIER]
        _assessed(workspace, owner, earlier, period="2021", source=Source.NGO)
        _review(main, owner, reviewer)
    return accounts


def samples() -> Path:
    """The folder of the sample documents: in the package where it is installed, else beside the source."""
    package = Path(__file__).resolve().parents[2]
    for folder in (package / "samples", package.parents[1] / "samples"):
        if (folder / "children-act.docx").is_file():
            return folder
    raise SamplesError(
        "The sample documents are not there.", "Install Tutela anew, or run the demonstration from its source."
    )


def _account(name: str, email: str, role: Role) -> DemoAccount:
    # New passwords at each start: none of them is known from the source, and those on the terminal work.
    password = "".join(secrets.choice(LETTERS) for _ in range(12))
    user = User.objects.filter(email=email).first()
    if user is None:
        User.objects.create_user(email, password, name, is_active=True)
    else:
        user.set_password(password)
        user.is_active = True
        user.save(update_fields=["password", "is_active"])
    return DemoAccount(role.name.lower(), email, password)


def _workspace(owner: User) -> Workspace:
    workspace = Workspace.objects.filter(name=WORKSPACE, memberships__user=owner).first()
    if workspace is not None:
        return workspace
    workspace = Workspace.open(WORKSPACE, owner)
    for _name, email, role in PEOPLE[1:]:
        Membership.objects.create(workspace=workspace, user=User.objects.get(email=email), role=role)
    return workspace


def _documents(workspace: Workspace, owner: User) -> list[Document]:
    files = sorted(file for file in samples().iterdir() if file.is_file() and not file.name.startswith("."))
    return [receive(workspace, owner, ContentFile(file.read_bytes(), name=file.name))[0] for file in files]


def _assessed(
    workspace: Workspace, owner: User, documents: Sequence[Document], *, period: str, source: Source
) -> Assessment:
    """A new assessment of these documents, run here and now."""
    assessment, _ = open_assessment(workspace, owner, documents, state=STATE, period=period, source=source)
    job, _ = start(assessment, owner)
    while job.is_open:
        do_one("demonstration")
        job.refresh_from_db()
    assessment.refresh_from_db()
    assert job.state == JobState.DONE
    return assessment


def _review(assessment: Assessment, owner: User, reviewer: User) -> None:
    """The first decisions of two people, who agree on most of them."""
    measures = [measure.id for measure in the_register().measures]
    reviewed = 0
    for measure in measures:
        passages = _strongest(assessment, measure)
        if not passages:
            continue
        for place, passage in enumerate(passages):
            first, second = _answers(reviewed, place)
            decide(assessment, measure, [passage], owner, first, NOTES[first] if place == 0 else "")
            if second is not None:
                decide(assessment, measure, [passage], reviewer, second, NOTES[second] if second != first else "")
        reviewed += 1
        if reviewed == REVIEWED:
            return


def _answers(measure: int, place: int) -> tuple[Answer, Answer | None]:
    """What the two say of a passage (None: nothing yet), by the place of the measure and its own: mostly the same."""
    if measure % 5 == 3 and place == 0:
        return Answer.CONFIRMED, Answer.REJECTED
    if measure % 7 == 4:
        return Answer.REJECTED, Answer.REJECTED
    if place == 2:
        return Answer.UNSURE, Answer.CONFIRMED
    return Answer.CONFIRMED, Answer.CONFIRMED if measure % 2 == 0 else None


def _strongest(assessment: Assessment, measure: str) -> list[Passage]:
    found = Match.objects.filter(
        assessment=assessment, run=assessment.shown_run, measure=measure, verdict="evidence"
    ).select_related("passage")
    return [match.passage for match in found.order_by("-score", "pk")[:3]]
