"""What is to be known of the documents of an assessment: which could be searched, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from tutela.typesetting import typeset
from tutela.web.assessments.models import InPlace
from tutela.web.documents.domain import domain_notice
from tutela.web.documents.models import Document, DocumentState


@dataclass(frozen=True, slots=True)
class Remark:
    """A thing to know about a file: what happened, and what to do next ("" where nothing)."""

    what: str
    next_step: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A document of an assessment in its place. ``newest`` is the version that it was replaced by, if any."""

    row: InPlace
    document: Document
    remarks: list[Remark]
    newest: Document | None

    @property
    def is_set_aside(self) -> bool:
        return self.document.state == DocumentState.SET_ASIDE

    @property
    def is_waiting(self) -> bool:
        return self.document.state == DocumentState.WAITING

    @property
    def is_searched(self) -> bool:
        """Whether some of its passages could be searched, and were."""
        return self.row.searched > 0


def readings(rows: Iterable[InPlace]) -> list[Reading]:
    """The documents of these rows, in their order, with their remarks in the language of the page."""
    return [
        Reading(
            row,
            row.document,
            [_remark(pair) for pair in row.document.notices],
            row.document.replaced_by if row.document.is_replaced else None,
        )
        for row in rows
    ]


def _remark(pair: object) -> Remark:
    notice, language = domain_notice(pair), get_language() or "en"
    return Remark(typeset(notice.what(language), language), typeset(notice.next_step(language), language))
