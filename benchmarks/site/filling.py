"""Fills a site with assessments as large as those of a busy institution, from the sample documents varied by number."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction

from tutela.evidence.assessment import assess
from tutela.evidence.finding import Assessment as Found
from tutela.register.loading import load_register
from tutela.text.folder import list_files, read_files
from tutela.web.accounts.models import User
from tutela.web.assessments.findings import refresh
from tutela.web.assessments.models import AssessedDocument, Assessment, Finding, Match
from tutela.web.documents.models import Document, DocumentState, Passage
from tutela.web.searching.stems import stems_of
from tutela.web.workspaces.models import Workspace

PASSAGES = 5000
ASSESSMENTS = 20
STATES = 196


@dataclass(frozen=True)
class Filled:
    """A site that was filled: the workspace's slug, the numbers of its assessments, and the cookie of its owner."""

    slug: str
    assessments: list[int]
    cookie: str


def fill(samples: str) -> Filled:
    """ASSESSMENTS of PASSAGES passages each, in one workspace; samples: the folder with the sample documents."""
    owner = User.objects.create_user("owner@example.org", None, "Owner", is_active=True)
    workspace = Workspace.open("Benchmark", owner)
    register = load_register()
    found = assess(read_files(list_files([samples])), register)
    numbers = [_assessment(workspace, found, number) for number in range(ASSESSMENTS)]
    return Filled(workspace.slug, numbers, _cookie(owner))


def fill_states(slug: str) -> None:
    """One assessment for each of STATES States, with a finding for every measure (statuses drawn at random)."""
    workspace = Workspace.objects.get(slug=slug)
    draw = random.Random(7)
    measures = [measure.id for measure in load_register().measures]
    made = Assessment.objects.bulk_create(
        Assessment(workspace=workspace, state=f"State {number:03}", period="2026", run=1, shown_run=1, is_complete=True)
        for number in range(STATES)
    )
    Finding.objects.bulk_create(
        (
            Finding(
                assessment=assessment,
                measure=measure,
                machine=draw.choice(("addressed", "partly", "not-found")),
                people=draw.choice(("", "", "addressed", "partly")),
                evidence=draw.randrange(9),
            )
            for assessment in made
            for measure in measures
        ),
        batch_size=2000,
    )


@transaction.atomic
def _assessment(workspace: Workspace, found: Found, number: int) -> int:
    row = Assessment.objects.create(
        workspace=workspace, state=f"Country {number}", period=str(2007 + number), run=1, shown_run=1, is_complete=True
    )
    passages = _passages(workspace, row, found, number)
    _matches(row, found, passages)
    refresh(row)
    return row.pk


def _passages(workspace: Workspace, row: Assessment, found: Found, number: int) -> dict[tuple[int, int], list[Passage]]:
    """The passages, by document and start in it: each sample passage comes again until there are PASSAGES of them."""
    documents = []
    for place, document in enumerate(found.documents):
        documents.append(
            Document.objects.create(
                workspace=workspace,
                name=f"{number}-{document.path}",
                title=document.title,
                sha256=f"{number:032}{place:032}",
                state=DocumentState.READ,
                kind=document.kind,
                language=document.language,
                pages=document.pages,
            )
        )
        AssessedDocument.objects.create(assessment=row, document=documents[-1], position=place, run=1)
    counted = [0] * len(documents)
    made: dict[tuple[int, int], list[Passage]] = {}
    for round_, place, passage in islice(_endless(found), PASSAGES):
        counted[place] += 1
        text = f"{passage.text} ({number}.{round_})"
        new = Passage(
            document=documents[place],
            number=counted[place],
            text=text,
            start=passage.span.start,
            end=passage.span.start + len(text),
            label=passage.label[:200],
            heading_path=list(passage.heading_path),
            page=passage.page,
            language=passage.language,
            lead=passage.lead,
            kind=passage.kind,
            stems=stems_of(text, passage.language),
        )
        made.setdefault((place, passage.span.start), []).append(new)
    Passage.objects.bulk_create([one for same in made.values() for one in same], batch_size=500)
    return made


def _endless(found: Found) -> Iterator[tuple[int, int, object]]:
    flat = [(place, passage) for place, document in enumerate(found.documents) for passage in document.passages]
    for count, (place, passage) in enumerate(cycle(flat)):
        yield count // len(flat), place, passage


def _matches(row: Assessment, found: Found, passages: dict[tuple[int, int], list[Passage]]) -> None:
    rows = []
    for finding in found.findings:
        for verdict in ("evidence", "unsure", "contrary"):
            for located in getattr(finding, verdict):
                match = located.match
                start = match.passage.span.start
                reasons = [
                    [reason.concept, [[a - start, b - start] for a, b in reason.spans], reason.weight]
                    for reason in match.reasons
                ]
                for passage in passages[located.document, start]:
                    rows.append(
                        Match(
                            assessment=row,
                            run=1,
                            measure=finding.measure,
                            passage=passage,
                            score=match.score,
                            grade=match.grade,
                            direction=match.direction,
                            verdict=verdict,
                            reasons=reasons,
                        )
                    )
    Match.objects.bulk_create(rows, batch_size=500)


def _cookie(user: User) -> str:
    """A session in which this person is signed in."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "tutela.web.accounts.backend.EmailBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"sessionid={session.session_key}"
