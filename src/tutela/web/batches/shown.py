"""How batches stand, in words for their pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from tutela.catalogue.checking.faults import Fault
from tutela.catalogue.set_aside import SetAside
from tutela.web.batches.forms import operation_label
from tutela.web.batches.running import PREVIEW, UNDO, job_of
from tutela.web.discovery.labels import label
from tutela.web.jobs.models import Job, JobState
from tutela.web.jobs.wording import wording_of
from tutela.web.library.models import Batch, BatchKind, BatchState


class Told(NamedTuple):
    """A record that was set aside, in words: what happened, and what to do next."""

    file: str
    number: int
    what: str
    next_step: str
    detail: str


def set_aside(batch: Batch, language: str) -> list[Told]:
    """The records of a batch that were set aside; before it runs, the first ones that would be."""
    if batch.state == BatchState.PREVIEW:
        rows = [
            (one["file"], one["number"], one["reason"], one["detail"])
            for one in batch.options.get("preview", {}).get("aside", [])
        ]
    else:
        rows = list(batch.set_aside.values_list("file", "number", "reason", "detail"))
    return [in_words(*row, language=language) for row in rows]


def in_words(file: str, number: int, reason: str, detail: str, *, language: str) -> Told:
    """A record that was set aside, by its reason; one that is not known shows as it is."""
    aside = SetAside(number, reason, detail, b"")
    try:
        return Told(file, number, aside.what(language), aside.next_step(language), detail)
    except KeyError:
        return Told(file, number, reason, "", detail)


def described(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Counts with their names, in order; those that are nothing are left out, but for what was read."""
    names = {
        "read": pgettext("number of records", "read"),
        "added": pgettext("number of records", "added"),
        "updated": pgettext("number of records", "changed"),
        "known": pgettext("number of records", "known already"),
        "set_aside": pgettext("number of records", "set aside"),
    }
    return [(name, counts[code]) for code, name in names.items() if code in counts and (counts[code] or code == "read")]


@dataclass(frozen=True)
class Standing:
    """Where a batch is: ``phase`` is "preparing", "preview", "unread" (the preview failed), "running", "undoing",
    "done", "failed" or "undone"."""

    batch: Batch
    job: Job | None
    phase: str

    @classmethod
    def of(cls, batch: Batch) -> Standing:
        job = job_of(batch)
        return cls(batch, job, _phase(batch, job))

    @property
    def is_open(self) -> bool:
        """Whether something is being done."""
        return self.phase in ("preparing", "running", "undoing")

    @property
    def is_edit(self) -> bool:
        return self.batch.kind == BatchKind.EDIT

    @property
    def preview(self) -> dict[str, Any]:
        """What the preview found."""
        return dict(self.batch.options.get("preview", {}))

    @property
    def undone(self) -> dict[str, Any]:
        """What the undo did."""
        return dict(self.batch.options.get("undone", {}))

    @property
    def counts(self) -> list[tuple[str, int]]:
        return described(self.batch.counts)

    @property
    def failure(self) -> str:
        """What went wrong in the last job, and what to do next; "" where nothing did."""
        if self.job is None or self.job.state != JobState.FAILED:
            return ""
        wording = wording_of(self.job.error)
        return f"{wording.what} {wording.next_step}"

    @property
    def asked(self) -> list[tuple[str, str]]:
        """What a bulk edit does, in words: the operation and what it is done with."""
        given = self.batch.options.get("edit", {})
        if not given:
            return []
        operation = given["operation"]
        kind = operation.partition("-")[2]
        value = label(kind, given["value"]) if kind in _CODED else given["value"]
        told = [
            (_("What is done"), str(operation_label(operation))),
            (_("Field"), " $".join(filter(None, (given["tag"], given["code"])))),
            (_("Text") if kind in ("text", "field") else _("Value"), value),
            (_("In its place"), given["replacement"]),
            (_("Content"), given["content"]),
        ]
        return [pair for pair in told if pair[1]]

    @property
    def options(self) -> list[str]:
        """How the records of an import are taken in, in words."""
        given = self.batch.options
        if self.is_edit or "state" not in given:
            return []
        told = [_("New records are published.") if given["state"] == "published" else _("New records are drafts.")]
        if given.get("update"):
            told.append(_("Records with the same control number are replaced."))
        if given.get("mend"):
            told.append(_("Wrong lengths are mended."))
        if given.get("unimarc"):
            told.append(_("UNIMARC is converted."))
        return told

    @property
    def twins(self) -> list[dict[str, Any]]:
        """Possible duplicates, each with the reason in words."""
        why = {
            "isbn": _("the same ISBN"), "symbol": _("the same document symbol"), "doi": _("the same DOI"),
            "title": _("the same title and year"), "same-file": _("twice in the files"),
        }  # fmt: skip
        return [{**one, "why": why.get(one["why"], one["why"])} for one in self.preview.get("duplicates", [])]

    @property
    def brief(self) -> list[dict[str, Any]]:
        """The first records, each with what becomes of it in words."""
        fates = {"new": _("new"), "known": _("known already"), "updated": _("replaces a record")}
        return [{**one, "fate": fates.get(one["fate"], one["fate"])} for one in self.preview.get("records", [])]

    @property
    def faults(self) -> list[tuple[str, int]]:
        """Kinds of faults in the records, the most frequent first, each in the words of its first example."""
        language = (get_language() or "en")[:2]
        found = []
        for one in self.preview.get("faults", []):
            fault = Fault("", 0, one["code"], one["level"], one["where"], one["values"])
            found.append((fault.what(language), one["count"]))
        return found


_CODED = ("type", "audience", "sector", "measure", "country")


def _phase(batch: Batch, job: Job | None) -> str:
    is_open = job is not None and job.is_open
    step = batch.options.get("step", PREVIEW)
    if batch.state == BatchState.PREVIEW:
        found = batch.options.get("preview")
        if is_open:
            return "preparing"
        return "preview" if found and not found.get("failed") else "unread"
    if batch.state == BatchState.RUNNING:
        if batch.options.get("step") is None or is_open:  # without a step: taken in by the command line
            return "undoing" if step == UNDO else "running"
        return "failed"
    return {BatchState.DONE: "done", BatchState.UNDONE: "undone"}.get(BatchState(batch.state), "failed")
