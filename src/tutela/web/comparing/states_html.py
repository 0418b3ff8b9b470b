"""The table of States as HTML: twenty thousand cells, so that each of them is a string that was made before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tutela.evidence.finding import STATUSES as FOUND
from tutela.typesetting import typeset
from tutela.web.assessments.status import STATUSES
from tutela.web.comparing.states import Row, StatesTable
from tutela.web.site.templatetags.register import current_words

CODES = {"addressed": "a", "partly": "p", "not-found": "n", "no-data": "d", "not-assessed": "x"}
"""The class of a cell: one letter, for there are many of them."""


def states_html(table: StatesTable) -> SafeString:
    """The table: rows of States, columns of measures under their sections, with counts of both."""
    words = current_words()
    names = {status: escape(words[f"status.{status}"]) for status in STATUSES}
    # xgettext finds no text inside an f-string.
    caption = escape(_("Status of each measure for each State"))
    parts = [
        '<table class="states" id="states-table">',
        f'<caption class="hidden-text">{caption}</caption>',
        '<colgroup><col class="name"></colgroup>',
        f"<colgroup>{'<col>' * len(FOUND)}</colgroup>",
        *(f"<colgroup>{'<col>' * len(columns)}</colgroup>" for _section, columns in table.sections),
        *_head(table, names),
        *_totals(table, names),
        *_rows(table.rows, names),
        "</table>",
    ]  # fmt: skip
    return mark_safe("".join(parts))


def _head(table: StatesTable, names: Mapping[str, str]) -> Iterator[str]:
    """Two rows: the sections over their measures; the measures, each a link to its page."""
    language = get_language() or "en"
    state, measures = escape(_("State or organisation")), escape(_("Measures"))
    yield f'<thead><tr class="over"><th scope="col" rowspan="2" class="state">{state}</th>'
    yield f'<th scope="colgroup" colspan="{len(FOUND)}">{measures}</th>'
    for section, columns in table.sections:
        heading = escape(f"{section.id} {typeset(section.heading[language], language)}")
        yield f'<th scope="colgroup" colspan="{len(columns)}" title="{heading}"><span>{heading}</span></th>'
    yield '</tr><tr class="under">'
    for status in FOUND:
        yield f'<th scope="col"><span>{names[status]}</span></th>'
    for column in table.columns:
        title = escape(typeset(column.measure.title[language], language))
        address = reverse("understand:measure", kwargs={"measure": column.measure.id})
        yield f'<th scope="col"><a href="{address}"><span>{title}</span></a></th>'
    yield "</tr></thead>"


def _totals(table: StatesTable, names: Mapping[str, str]) -> Iterator[str]:
    """For each status a row that counts the States of each measure."""
    words = current_words()
    label = escape(_("States: {status}"))
    yield '<tbody class="totals">'
    for status in FOUND:
        yield f'<tr><th scope="row">{label.format(status=names[status])}</th>'
        yield "<td></td>" * len(FOUND)
        yield "".join(f"<td>{words.number(column.counts.get(status, 0))}</td>" for column in table.columns)
        yield "</tr>"
    yield "</tbody>"


def _rows(rows: Iterable[Row], names: Mapping[str, str]) -> Iterator[str]:
    # What a screen reader says stands in the cell, too small to be seen; its sign comes from the style sheet. Each cell
    # is one element and no more: a browser lays out twenty thousand of them. End tags of cells and rows may be left
    # out in HTML, which spares a quarter of the page.
    cells = {status: f"<td class={CODES[status]}>{names[status]}" for status in STATUSES}
    words = current_words()
    yield "<tbody>"
    for row in rows:
        one = row.assessment
        address = reverse("assessments:overview", kwargs={"slug": one.workspace.slug, "pk": one.pk})
        period = f" <small>{escape(one.period)}</small>" if one.period else ""
        yield f'<tr><th scope="row"><a href="{address}">{escape(one.state)}</a>{period}'
        yield "".join(f"<td>{words.number(row.counts.get(status, 0))}" for status in FOUND)
        yield "".join([cells[status] for status in row.statuses])
    yield "</tbody>"
