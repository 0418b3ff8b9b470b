"""One run: every document read, searched and kept, one after the other."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from django.db import IntegrityError
from django.db.models import QuerySet
from django.utils import timezone

from tutela import __version__
from tutela.evidence.document_kind import with_kind
from tutela.evidence.engine import ConceptScorer
from tutela.evidence.findings import NEAREST
from tutela.evidence.match import Match as Found
from tutela.evidence.match import Reason
from tutela.text.document import ASSESSED_LANGUAGES
from tutela.web.assessments.carrying import carry
from tutela.web.assessments.findings import refresh
from tutela.web.assessments.keeping import keep_as_before
from tutela.web.assessments.models import (
    AssessedDocument,
    Assessment,
    InPlace,
    Match,
    PlannedDocument,
)
from tutela.web.assessments.planning import newest_versions
from tutela.web.documents.domain import domain_document
from tutela.web.documents.intake import read
from tutela.web.documents.models import Document, DocumentState, Passage
from tutela.web.jobs.progress import CancelledError, Progress
from tutela.web.site.register import the_register

STEPS = 100
"""Steps of the job that a document counts."""

BATCH = 256
"""Passages whose matches are written together."""

SHOW_EVERY = 3.0
"""Seconds between two looks at what was found in a long document."""


@cache
def the_scorer() -> ConceptScorer:
    """The engine, prepared once for the life of the process."""
    return ConceptScorer(the_register(), least=NEAREST)


def engine() -> str:
    """The version and the register that decide what a run finds."""
    return f"{__version__} {the_register().digest}"


class Run:
    """One run of an assessment: numbered, resumable, for the worker that ``progress`` speaks for.

    A run of an assessment of which nothing complete is shown shows what it finds as it comes, and keeps it when it is
    cancelled. Any other works aside, takes the place of the shown run at its end in one transaction, and leaves
    nothing behind when it is cancelled.
    """

    def __init__(self, assessment: Assessment, number: int, progress: Progress) -> None:
        self._assessment = assessment
        self._number = number
        self._progress = progress
        self._engine = engine()
        self._is_aside = assessment.is_complete
        self._shown_at = 0.0

    def go(self) -> None:
        """Do what is left of the run. Raises CancelledError and LostError where it is to stop."""
        if self._is_aside and self._assessment.shown_run >= self._number:
            return  # the last worker was stopped between the end of the run and the end of the job
        try:
            self._begin()
            rows = list(self._documents.select_related("document").order_by("position", "pk"))
            done = [row for row in rows if self._is_done(row)]
            self._progress.start(total=len(rows) * STEPS, done=len(done) * STEPS)
            for row in rows:
                if not self._is_done(row):
                    self._search(row)
            self._finish()
        except CancelledError:
            self._stop()
            raise

    @property
    def _documents(self) -> QuerySet[AssessedDocument] | QuerySet[PlannedDocument]:
        """The documents of this run."""
        assessment = self._assessment
        return assessment.planned_documents.all() if self._is_aside else assessment.assessed_documents.all()

    @property
    def _matches(self) -> QuerySet[Match]:
        return Match.objects.filter(assessment=self._assessment, run=self._number)

    def _is_done(self, row: InPlace) -> bool:
        return row.run == self._number and row.engine == self._engine

    # --- beginning and end ------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        """Clear away what runs left behind that did not come to their end; show this one where none is shown."""
        assessment = self._assessment
        with self._progress.held():
            if not self._is_aside and assessment.shown_run != self._number:
                self._take_over()
                self._write(shown_run=self._number)
            kept = {assessment.shown_run, self._number}
            Match.objects.filter(assessment=assessment).exclude(run__in=kept).delete()
            if not self._is_aside:
                refresh(assessment)

    def _take_over(self) -> None:
        """Let this run have what a run that was stopped has found in documents that it had finished."""
        shown = self._assessment.shown_run
        finished = (
            self._documents.filter(run=shown, engine=self._engine, searched__gt=0) if shown else self._documents.none()
        )
        documents = set(finished.values_list("document", flat=True))
        passages = Passage.objects.filter(document__in=documents)
        Match.objects.filter(assessment=self._assessment, run=shown, passage__in=passages).update(run=self._number)
        finished.update(run=self._number)

    def _finish(self) -> None:
        """Show the run as the complete one, and nothing of the one before."""
        assessment = self._assessment
        with self._progress.held():
            if self._is_aside:
                self._carry()
                self._put_in_place()
                Match.objects.filter(assessment=assessment).exclude(run=self._number).delete()
            self._write(shown_run=self._number, is_complete=True)
            refresh(assessment)

    def _write(self, **fields: object) -> None:
        now = {"register_digest": the_register().digest, "version": __version__, "assessed": timezone.now()}
        Assessment.objects.filter(pk=self._assessment.pk).update(**fields, **now)
        self._assessment.refresh_from_db()

    def _carry(self) -> None:
        """What people decided goes with the words: to newer versions, and to matches that were not found again."""
        before = [row.document for row in self._assessment.assessed_documents.select_related("document")]
        after = set(self._documents.values_list("document", flat=True))
        newest = newest_versions(self._assessment.workspace_id, before)
        replaced = {old: new.pk for old, new in newest.items() if old not in after and new.pk in after}
        moved = carry(self._assessment, replaced)
        keep_as_before(self._assessment, self._number, after, moved)

    def _put_in_place(self) -> None:
        """The documents of this run become those that are shown."""
        self._assessment.assessed_documents.all().delete()
        AssessedDocument.objects.bulk_create(
            AssessedDocument(
                assessment=self._assessment,
                document=row.document,
                **{name: getattr(row, name) for name in ("position", "run", "engine", "searched", "found")},
            )
            for row in self._documents.select_related("document")
        )
        self._documents.delete()

    def _stop(self) -> None:
        """Leave things in good order after somebody cancelled the run."""
        with self._progress.held(cancelled=True):
            if self._is_aside:
                self._matches.delete()
                self._documents.update(run=0)
            elif self._assessment.shown_run == self._number:
                refresh(self._assessment)

    # --- one document -----------------------------------------------------------------------------------------------

    def _search(self, row: InPlace) -> None:
        """Read a document where that is to be done, and keep its matches."""
        document = row.document
        self._progress.step(document.name)
        try:
            if document.state == DocumentState.WAITING:
                read(document, watch=self._progress.check)
                document.refresh_from_db()
            searched, found = self._match(document) if document.state == DocumentState.READ else (0, 0)
            with self._progress.held():
                self._documents.filter(pk=row.pk).update(
                    run=self._number, engine=self._engine, searched=searched, found=found
                )
                if not self._is_aside:
                    refresh(self._assessment)
        except (Document.DoesNotExist, IntegrityError):
            # Somebody deleted the document meanwhile: it is no longer part of the assessment.
            if Document.objects.filter(pk=document.pk).exists():
                raise
        self._progress.step(document.name, advance=STEPS)

    def _match(self, document: Document) -> tuple[int, int]:
        """Keep the matches of a document; how many passages could be searched, and how many are evidence."""
        self._delete_half(document)
        passages = list(document.passages.order_by("number").defer("stems"))
        read = with_kind(domain_document(document, passages))
        searched = sum(passage.language in ASSESSED_LANGUAGES for passage in passages)
        found = 0
        at = 0
        coming = zip(passages, the_scorer().matches(read.passages), strict=True)
        for batch in _batches(coming):
            rows = [self._row(passage, match) for passage, matches in batch for match in matches]
            evidence = {row.passage_id for row in rows if row.verdict == "evidence"}
            at += len(batch)
            found += len(evidence)
            with self._progress.held():
                Match.objects.bulk_create(rows, batch_size=500)
            self._show(bool(rows))
            self._tell(at / len(passages), document)
        return searched, found

    def _delete_half(self, document: Document) -> None:
        """Delete what a worker wrote of a document that it did not finish."""
        with self._progress.held():
            self._matches.filter(passage__document=document).delete()

    def _tell(self, share: float, document: Document) -> None:
        self._progress.within(min(int(STEPS * share), STEPS - 1), document.name)

    def _show(self, has_more: bool) -> None:
        """Let readers see what was found so far: the first of it at once."""
        if self._is_aside or not has_more or time.monotonic() - self._shown_at < SHOW_EVERY:
            return
        with self._progress.held():
            refresh(self._assessment)
        self._shown_at = time.monotonic()

    def _row(self, passage: Passage, match: Found) -> Match:
        return Match(
            assessment=self._assessment,
            run=self._number,
            measure=match.measure,
            passage=passage,
            score=match.score,
            grade=match.grade,
            direction=match.direction,
            verdict=verdict_of(match),
            reasons=_placed(match.reasons, passage.start),
            against=_placed(match.against, passage.start),
        )


def verdict_of(match: Found) -> str:
    """How ``tutela.evidence.findings`` sorts a match: "evidence", "contrary", "unsure", or "miss"."""
    if match.is_evidence:
        return "evidence"
    if match.direction == "contrary":
        return "contrary"
    return "unsure" if match.verdict == "unsure" else "miss"


def _placed(reasons: Sequence[Reason], start: int) -> list[list[object]]:
    """Reasons as they are stored: spans counted from the start of the passage."""
    return [
        [reason.concept, [[span.start - start, span.end - start] for span in reason.spans], reason.weight]
        for reason in reasons
    ]


Searched = tuple[Passage, list[Found]]


def _batches(coming: Iterator[Searched]) -> Iterator[list[Searched]]:
    while batch := list(islice(coming, BATCH)):
        yield batch
