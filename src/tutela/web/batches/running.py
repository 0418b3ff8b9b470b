"""The job of a batch: what its next step is (looked at, taken in or done, undone), done by the worker."""

from __future__ import annotations

from collections.abc import Callable

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from tutela.web.batches import editing, files, undoing
from tutela.web.batches.previewing import preview
from tutela.web.jobs.models import Job
from tutela.web.jobs.progress import LostError, Progress
from tutela.web.jobs.queue import ask
from tutela.web.library import intake, store
from tutela.web.library.intake import Options
from tutela.web.library.models import Batch, BatchKind, BatchState, CatalogueRecord

KIND = "library-import"
"""The kind of job (settings.JOBS)."""

PREVIEW, RUN, UNDO = "preview", "run", "undo"
"""Steps of a batch; ``options["step"]`` has the one that was asked for last."""


def ask_for(batch: Batch, step: str, user: object) -> Job | None:
    """Ask the worker for a step of a batch; None where the batch is not in the state for it."""
    wanted = {PREVIEW: (BatchState.PREVIEW,), RUN: (BatchState.PREVIEW,), UNDO: (BatchState.DONE, BatchState.FAILED)}
    with transaction.atomic():
        row = Batch.objects.select_for_update().get(pk=batch.pk)
        if row.state not in wanted[step] or job_is_open(row):
            return None
        row.options = {**row.options, "step": step}
        row.state = BatchState.PREVIEW if step == PREVIEW else BatchState.RUNNING
        row.save(update_fields=["options", "state"])
        number = Job.objects.filter(kind=KIND, subject=row.pk).count() + 1
        return ask(None, KIND, row.pk, number, user)[0]  # type: ignore[arg-type]


def job_of(batch: Batch) -> Job | None:
    """The last job of a batch."""
    return Job.objects.filter(kind=KIND, subject=batch.pk).order_by("-number").first()


def job_is_open(batch: Batch) -> bool:
    """Whether something is being done with a batch."""
    job = job_of(batch)
    return job is not None and job.is_open


def run(job: Job, progress: Progress) -> None:
    """Do the step that a batch waits for. A batch that is gone needs nothing."""
    batch = Batch.objects.filter(pk=job.subject).first()
    if batch is None:
        return
    step = batch.options.get("step", PREVIEW)
    try:
        _STEPS[batch.kind == BatchKind.EDIT and step != UNDO, step](batch, job, progress)
    except (LostError, OperationalError, InterfaceError):
        raise  # it is taken up again, by this worker or another
    except Exception:
        _fail(batch, step)
        raise


def _fail(batch: Batch, step: str) -> None:
    """What was written until then stays, and can be undone."""
    if step == PREVIEW:
        batch.options = {**batch.options, "preview": {"failed": True}}
        batch.save(update_fields=["options"])
    else:
        batch.state, batch.finished = BatchState.FAILED, timezone.now()
        batch.save(update_fields=["state", "finished"])


def options_of(batch: Batch) -> Options:
    """How the records of an import are taken in."""
    given = batch.options
    unimarc = True if given.get("unimarc") else None
    return Options(given.get("state", "draft"), bool(given.get("update")), bool(given.get("mend")), unimarc)


class _Bytes:
    """Tells the progress how many thousand bytes were read: a job counts in numbers that every database holds."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._read = 0

    def __call__(self, more: int) -> None:
        self._read += more
        self._progress.within(self._read // 1000)


def _preview_import(batch: Batch, job: Job, progress: Progress) -> None:
    progress.start(max(1, files.size(batch) // 1000))
    found = preview(files.sources(batch), options_of(batch), _Bytes(progress))
    batch.options = {**batch.options, "preview": found.as_dict()}
    batch.save(update_fields=["options"])


def _run_import(batch: Batch, job: Job, progress: Progress) -> None:
    _take_back(batch)
    progress.start(max(1, files.size(batch) // 1000))
    intake.take_in(files.sources(batch), batch, options_of(batch), _Bytes(progress))
    files.discard(batch)


def _take_back(batch: Batch) -> None:
    """An import that was broken off begins anew: what it had added goes, so that nothing is there twice. A new
    one has nothing to lose here."""
    rows = CatalogueRecord.objects.filter(batch=batch, version=1)
    while lot := list(rows[:500]):
        store.delete_new(lot)
    batch.set_aside.all().delete()


def _preview_edit(batch: Batch, job: Job, progress: Progress) -> None:
    progress.start(len(editing.records_of(batch)))
    found = editing.preview(batch, progress)
    batch.options = {**batch.options, "preview": found}
    batch.save(update_fields=["options"])


def _run_edit(batch: Batch, job: Job, progress: Progress) -> None:
    progress.start(len(editing.records_of(batch)))
    batch.counts = editing.run(batch, progress)
    batch.state, batch.finished = BatchState.DONE, timezone.now()
    batch.save(update_fields=["counts", "state", "finished"])


def _undo(batch: Batch, job: Job, progress: Progress) -> None:
    progress.start(undoing.total(batch))
    outcome = undoing.undo(batch, by=job.asked_by, told=lambda count: progress.step(advance=count))
    batch.options = {**batch.options, "undone": vars(outcome)}
    batch.state, batch.finished = BatchState.UNDONE, timezone.now()
    batch.save(update_fields=["options", "state", "finished"])
    files.discard(batch)


_STEPS: dict[tuple[bool, str], Callable[[Batch, Job, Progress], None]] = {
    (False, PREVIEW): _preview_import,
    (False, RUN): _run_import,
    (False, UNDO): _undo,
    (True, PREVIEW): _preview_edit,
    (True, RUN): _run_edit,
}
"""By whether it is a bulk edit, and the step."""
