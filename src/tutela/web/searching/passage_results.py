"""Passages as the page of search shows them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from django.db.models import Count, F, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tutela.report.quotation import Piece
from tutela.typesetting import typeset
from tutela.web.assessments.models import AssessedDocument, Assessment, Match
from tutela.web.documents.models import Document, Passage
from tutela.web.documents.naming import language_name
from tutela.web.searching.asked import Asked
from tutela.web.searching.facets import Facet, Row, facet, fits
from tutela.web.searching.full_text import KEY, Narrow
from tutela.web.searching.passages import COUNTED, RANKED, PassageSearch
from tutela.web.searching.snippet import snippet
from tutela.web.searching.tree import Tree
from tutela.web.site.register import the_register
from tutela.web.workspaces.models import Workspace

HEADINGS = 2
"""Headings above a passage that are shown: the nearest. The others are in the document."""

LINKED = 5_000
"""Of more passages than this it is not counted for which measures they are evidence."""

_OF_DOCUMENTS = ("workspace", "document", "doctype", "assessment")


class PassageResult(NamedTuple):
    passage: Passage
    document: Document
    workspace: Workspace
    language_name: str
    is_stale: bool
    headings: list[str]
    text: list[Piece]


class PassageResults:
    """The passages of a person's workspaces that a query finds, under the filters of the address."""

    def __init__(self, tree: Tree, workspaces: Mapping[int, Workspace], asked: Asked) -> None:
        self.asked = asked
        self._tree = tree
        self._workspaces = workspaces
        self._search = PassageSearch(tree, list(workspaces))
        self._filters = asked.filters if asked.group == "passages" else {}

    @cached_property
    def total(self) -> int:
        if self._filters_apply and self._counted < COUNTED:
            return sum(row.results for row in self._rows if fits(row, self._filters))
        return self._search.count(self._narrow)

    @property
    def reachable(self) -> int:
        """The number of results that can be paged to."""
        return min(self.total, RANKED)

    @property
    def is_capped(self) -> bool:
        """Whether there are so many that not all were compared."""
        return self.total > RANKED

    @property
    def is_partly_counted(self) -> bool:
        """Whether there are so many that the filters do not count them all."""
        return self._counted >= COUNTED

    @property
    def counted(self) -> int:
        return COUNTED

    @property
    def ranked(self) -> int:
        return RANKED

    def shown(self, start: int, size: int) -> list[PassageResult]:
        is_ranked = self.asked.is_ranked or not self._filters_apply
        found = self._search.best(self._narrow, offset=start, limit=size, is_ranked=is_ranked)
        return [self._result(passage) for passage in found]

    def facets(self) -> list[Facet]:
        """The filters, each with what it would leave under the others."""
        asked = self.asked
        rows = self._rows
        register = the_register()
        language = get_language() or "en"
        titles = {measure.id: typeset(measure.title[language], language) for measure in register.measures}
        assessments = {str(one.pk): self._assessment_name(one) for one in self._assessments}
        workspaces = {one.slug: one.name for one in self._workspaces.values()}
        documents = {str(pk): document.title for pk, document in self._documents.items()}
        doctypes = {
            "law": _("law or treaty"),
            "guidance": _("policy, plan or guide"),
            "report": _("report or review"),
        }
        facets = [
            facet("workspace", _("Workspace"), rows, lambda value: workspaces.get(value, value), asked),
            facet("document", _("Document"), rows, lambda value: documents.get(value, value), asked),
            facet("doctype", _("Kind of document"), rows, lambda value: doctypes.get(value, value), asked),
            facet("language", _("Language"), rows, language_name, asked),
            facet("assessment", _("Assessment"), rows, lambda value: assessments.get(value, value), asked),
            facet("measure", _("Evidence for"), self._evidence_rows(), lambda value: titles.get(value, value), asked),
        ]
        if len(workspaces) < 2 and "workspace" not in self._filters:
            facets = facets[1:]
        return [one for one in facets if one.choices]

    def _assessment_name(self, assessment: Assessment) -> str:
        if len(self._workspaces) < 2:
            return str(assessment)
        return _("%(assessment)s, %(workspace)s") % {
            "assessment": assessment,
            "workspace": self._workspaces[assessment.workspace_id].name,
        }

    @property
    def _filters_apply(self) -> bool:
        return self.asked.group == "passages"

    @cached_property
    def _narrow(self) -> Narrow:
        narrow: dict[str, list[int | str]] = {}
        if any(name in self._filters for name in _OF_DOCUMENTS):
            of_documents = {name: value for name, value in self._filters.items() if name in _OF_DOCUMENTS}
            narrow["document"] = [pk for pk in self._documents if fits(Row(self._values[pk], 0), of_documents)]
        if "language" in self._filters:
            narrow["language"] = [self._filters["language"]]
        return {**narrow, **self._evidence}

    @cached_property
    def _evidence(self) -> Narrow:
        """The passages that stand as evidence for the measure that is asked for."""
        if "measure" not in self._filters:
            return {}
        found = self._matches.filter(measure=self._filters["measure"])
        return {KEY: list(found.values_list("passage", flat=True).distinct()[:COUNTED])}

    @property
    def _matches(self) -> QuerySet[Match]:
        """What the shown runs of the person's assessments took as evidence."""
        return Match.objects.filter(
            assessment__workspace__in=list(self._workspaces), run=F("assessment__shown_run"), verdict="evidence"
        )

    @cached_property
    def _documents(self) -> dict[int, _Known]:
        found = Document.objects.filter(workspace__in=list(self._workspaces))
        rows = found.values_list("pk", "title", "name", "workspace_id", "doctype")
        return {
            pk: _Known(title or name, self._workspaces[workspace].slug, doctype)
            for pk, title, name, workspace, doctype in rows
        }

    @cached_property
    def _assessments(self) -> list[Assessment]:
        found = Assessment.objects.filter(workspace__in=list(self._workspaces))
        return list(found.only("pk", "state", "period", "workspace_id"))

    @cached_property
    def _assessed_in(self) -> dict[int, tuple[str, ...]]:
        found: defaultdict[int, list[str]] = defaultdict(list)
        rows = AssessedDocument.objects.filter(assessment__workspace__in=list(self._workspaces))
        for document, assessment in rows.values_list("document_id", "assessment_id"):
            found[document].append(str(assessment))
        return {document: tuple(assessments) for document, assessments in found.items()}

    @cached_property
    def _rows(self) -> list[Row]:
        rows = self._search.by_document(self._evidence)
        return [
            self._row(document, language, count) for document, language, count in rows if document in self._documents
        ]

    @cached_property
    def _counted(self) -> int:
        return sum(row.results for row in self._rows)

    def _row(self, document: int, language: str, count: int, measure: str = "") -> Row:
        # The passages themselves are evidence for the measure that is asked for, if any.
        measures = (measure or self._filters.get("measure", ""),)
        return Row({**self._values[document], "language": (language,), "measure": measures}, count)

    @cached_property
    def _values(self) -> dict[int, dict[str, tuple[str, ...]]]:
        """What is known of each document, for the filters."""
        return {
            document: {
                "workspace": (known.workspace,),
                "document": (str(document),),
                "doctype": (known.doctype,) if known.doctype else (),
                "assessment": self._assessed_in.get(document, ()),
            }
            for document, known in self._documents.items()
        }

    def _evidence_rows(self) -> list[Row]:
        if not self._assessments or self._counted > LINKED:
            return []
        found = self._matches.filter(passage__in=self._search.keys({}, most=LINKED))
        rows = found.values_list("measure", "passage__document_id", "passage__language")
        counts = rows.annotate(n=Count("passage", distinct=True)).order_by()
        return [
            self._row(document, language, count, measure)
            for measure, document, language, count in counts
            if document in self._documents
        ]

    def _result(self, passage: Passage) -> PassageResult:
        document = passage.document
        return PassageResult(
            passage,
            document,
            self._workspaces[document.workspace_id],
            language_name(passage.language),
            document.is_replaced,
            passage.heading_path[-HEADINGS:],
            snippet(self._tree, passage.text, passage.language),
        )


class _Known(NamedTuple):
    title: str
    workspace: str
    doctype: str
