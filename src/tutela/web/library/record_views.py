"""The page of a record: Normal, MARC and ISBD, what the library has of it, what belongs to it, and how to cite it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tutela.catalogue.isbd import isbd as isbd_areas
from tutela.catalogue.normal import Line, Value
from tutela.catalogue.normal import normal as normal_lines
from tutela.catalogue.original_script import Script, in_original_script, script_of
from tutela.catalogue.punctuation import without_stop
from tutela.catalogue.record import OWN, Record
from tutela.catalogue.tagged import tagged
from tutela.catalogue.wording import word
from tutela.evidence.tokens import fold
from tutela.web.library.citations import STYLE_NAMES, cited, page_address
from tutela.web.library.exporting import FORMATS, linked_data, preferred
from tutela.web.library.facts import facts_of
from tutela.web.library.holdings import Holding, holdings
from tutela.web.library.metadata import coins, meta_elements
from tutela.web.library.models import Attachment, CatalogueRecord
from tutela.web.library.related import related
from tutela.web.library.relations import linked
from tutela.web.library.shown import RecordRequest, framed, shown_record
from tutela.web.library.store import record_of
from tutela.web.library.versions import versions
from tutela.web.subjects.expansion import heading_in, held

PDF = "application/pdf"


@require_safe
@shown_record
def normal(request: RecordRequest) -> HttpResponse:
    """What readers see first. A program that asks for another format (``Accept``) is sent to it."""
    if (wanted := preferred(request)) is not None:
        there = redirect("library:export", key=request.record.key, format=wanted)
        there.status_code = 303
        there["Vary"] = "Accept, Cookie"
        return there
    row, record, language = request.record, record_of(request.record), get_language() or "en"
    files = list(row.attachments.defer("text"))
    rows = holdings(row, list(row.items.all()), files, record.online)
    links = linked(row, record)
    groups = versions(row, links, language)
    of_the_work = [one.row.pk for group in groups for one in group.versions]
    page = page_address(request, row)
    with held():  # headings are many, the vocabulary is asked for once
        others = related(row, links, of_the_work, language)
        below = [one.row.title for one in others] + [one.row.title for group in groups for one in group.versions]
        beside = _beside(normal_lines(record, language), record, rows, below)
    context = {
        "lines": beside,
        "summaries": _summaries(request.record, record),
        "facts": facts_of(record.facts),
        "holdings": rows,
        "versions": groups,
        "related": others,
        "linked_data": linked_data(record, page),
        "meta_elements": meta_elements(record, page=page, files=_pdf_addresses(request, files)),
        "coins": coins(record, page=page),
    }
    answer = _page(request, "normal", record, **context)
    answer["Vary"] = "Accept, Cookie"
    return answer


@require_safe
@shown_record
def marc(request: RecordRequest) -> HttpResponse:
    """The record as cataloguers read it: tags, indicators, subfields."""
    record = record_of(request.record)
    return _page(request, "marc", record, tagged=tagged(record, get_language() or "en"))


@require_safe
@shown_record
def isbd(request: RecordRequest) -> HttpResponse:
    """The record area by area, with the punctuation of the International Standard Bibliographic Description."""
    record = record_of(request.record)
    return _page(request, "isbd", record, areas=isbd_areas(record, get_language() or "en"))


@require_safe
@shown_record
def cite(request: RecordRequest) -> HttpResponse:
    """The ready citations, the formats to save, and the address to give to others."""
    record, language = record_of(request.record), get_language() or "en"
    page = page_address(request, request.record)
    return _page(request, "cite", record, citations=[cited(record, style, language, page) for style in STYLE_NAMES])


def _page(request: RecordRequest, tab: str, record: Record, **context: Any) -> HttpResponse:
    title = record.title
    framing = framed(
        request,
        tab=tab,
        record=request.record,
        responsibility=title.responsibility,
        original=_in_original_script(record),
        formats=FORMATS,
        page=page_address(request, request.record),
        **context,
    )
    return render(request, f"library/{tab}.html", framing)


def _in_original_script(record: Record) -> list[Script]:
    """The title and the statement of responsibility as the resource has them, where that is another script."""
    other = in_original_script(record)
    if other is None:
        return []
    return [script_of(text, record) for text in (other.title.full, other.title.responsibility) if text]


def _beside(lines: Sequence[Line], record: Record, rows: Sequence[Holding], below: Iterable[str]) -> list[Line]:
    """The lines that are not said elsewhere on the page: title and responsibility head it, summaries stand by
    themselves, addresses are in the table of holdings, and resources of the catalogue are ``below``, by their titles.
    Subjects lead to their main heading, which the search filters by."""
    shown = {one.url for one in rows if one.url}
    titles = tuple(filter(None, map(_letters, below)))
    headings = {without_stop(one.label): one.parts[0] for one in record.subjects if one.kind != "genre"}
    found = []
    for line in lines:
        if line.key in ("title", "responsibility", "summary"):
            continue
        if line.key == "online":
            line = line._replace(values=tuple(one for one in line.values if one.target not in shown))
        if line.key == "subject":
            line = line._replace(
                values=_once_noted([_subject(one, headings.get(one.target, one.target)) for one in line.values])
            )
        if line.key.startswith("relation-"):
            line = line._replace(values=tuple(one for one in line.values if not _letters(one.text).startswith(titles)))
        if line.values:
            found.append(line)
    return found


def _letters(text: str) -> str:
    """A title without what stands about and after it: what two records have alike that name the same resource."""
    return fold(text.split(": [")[0].strip("[] ."))


def _subject(value: Value, heading: str) -> Value:
    """A heading in the words of the page's language, where it stands alone; with divisions it stays as catalogued. Of
    which vocabulary it is, is said where it is not the library's own."""
    text = heading_in(heading, get_language() or "en") if value.text == heading else value.text
    own = word("heading_sources", OWN, get_language() or "en")
    return value._replace(target=heading, text=text, note="" if value.note == own else value.note)


def _once_noted(values: Sequence[Value]) -> tuple[Value, ...]:
    """Of headings of the same vocabulary one after the other, only the last says which it is."""
    after = [*(one.note for one in values[1:]), ""]
    return tuple(
        one._replace(note="" if one.note == note else one.note) for one, note in zip(values, after, strict=True)
    )


def _summaries(row: CatalogueRecord, record: Record) -> tuple[str, ...]:
    """The summary in the language of the page, where there is one; else all there are."""
    own = row.summaries.get(get_language() or "en")
    return (own,) if own else record.summaries


def _pdf_addresses(request: RecordRequest, files: Sequence[Attachment]) -> list[str]:
    return [
        request.build_absolute_uri(reverse("library:file", args=[request.record.key, one.pk]))
        for one in files
        if one.media_type == PDF
    ]
