"""What the terminal shows: the closing summary of a run, measures and passages as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from tutela.evidence.finding import STATUSES, Assessment
from tutela.register.measures import Measure
from tutela.report.overview import overview
from tutela.report.quotation import legible
from tutela.report.rows import heading
from tutela.report.words import Words, words
from tutela.text.document import Document, Passage
from tutela.text.notices import Notice
from tutela.typesetting import typeset

_STYLES = {"addressed": "green", "partly": "yellow", "not-found": ""}

_FIRST_WORDS = 160  # characters; Rich cuts what the width of the terminal does not hold


def summary(assessment: Assessment, language: str, written: Iterable[Path]) -> RenderableType:
    """What was found by section, what could not be read and what to do about it, where the reports are."""
    said = words(language)
    parts: list[RenderableType] = [_sections(assessment, said), *_overview(assessment, said)]
    if assessment.set_aside:
        parts.append(Text(said.plural("summary.set-aside", len(assessment.set_aside)), style="bold"))
        parts.append(_remarks([(file.path, file.notice) for file in assessment.set_aside], said))
    noted = [(document.path, notice) for document in assessment.documents for notice in document.notices]
    if noted:
        parts.append(Text(said["document.notices"], style="bold"))
        parts.append(_remarks(noted, said))
    parts += [_line(said["read.not-no"])] if any(f.status == "not-found" for f in assessment.findings) else []
    paths = list(written)
    if paths:
        parts.append(Text(said["terminal.reports"], style="bold"))
        parts += [_line(f"  {path}") for path in paths]
    return Group(*parts)


def measures_table(measures: Iterable[Measure], language: str) -> RenderableType:
    """Measures with their section and title; one measure in full, CSV and JSON say the rest."""
    said = words(language)
    table = Table()
    table.add_column(heading("measure", said), no_wrap=True, style="cyan")
    table.add_column(heading("section", said), no_wrap=True)
    table.add_column(heading("title", said))
    for measure in measures:
        table.add_row(measure.id, measure.section, _line(typeset(measure.title[language], language)))
    return table


def passages_table(document: Document, language: str) -> RenderableType:
    """The passages of a document, a line each: where it stands, its language and its first words."""
    said = words(language)
    table = Table()
    table.add_column(heading("label", said), no_wrap=True, max_width=14, style="cyan")
    table.add_column(heading("heading", said), no_wrap=True, max_width=18)
    table.add_column(heading("page", said), no_wrap=True, justify="right")
    table.add_column(heading("language", said), no_wrap=True)
    table.add_column(said["terminal.first-words"])
    for passage in document.passages:
        table.add_row(*_passage(passage))
    return table


def _passage(passage: Passage) -> tuple[RenderableType, ...]:
    innermost = passage.heading_path[-1] if passage.heading_path else ""
    page = "" if passage.page is None else str(passage.page)
    first_words = _line(passage.text[:_FIRST_WORDS].replace("\n", " "))
    # Said of the text, not of its column: Rich takes the width that is missing from columns that may wrap,
    # and this one has some to spare.
    first_words.no_wrap, first_words.overflow = True, "ellipsis"
    return _line(passage.label), _line(innermost), page, passage.language, first_words


def _sections(assessment: Assessment, words: Words) -> Table:
    register = assessment.register
    section_of = {measure.id: measure.section for measure in register.measures}
    counts = Counter((section_of[finding.measure], finding.status) for finding in assessment.findings)
    table = Table(show_footer=True)
    table.add_column(words["column.section"], Text(words["column.total"]))
    for status in STATUSES:
        total = sum(finding.status == status for finding in assessment.findings)
        table.add_column(
            words.status(status),
            words.number(total),
            justify="right",
            max_width=14,
            style=_STYLES[status],
            footer_style="bold",
        )
    for section in register.sections:
        heading = typeset(section.heading[words.language], words.language)
        numbers = [counts[section.id, status] for status in STATUSES]
        if any(numbers):
            table.add_row(_line(f"{section.id}  {heading}"), *(words.number(n) if n else "–" for n in numbers))
    return table


def _overview(assessment: Assessment, words: Words) -> list[RenderableType]:
    """Where the measures are answered; those with contrary passages by name; how many wait for a person to decide."""
    told = overview(assessment.findings)
    places = " · ".join(f"{words[key]} {words.number(count)}" for key, count in told.places.items())
    lines = [Text.assemble((words.fill("docx.label", label=words["where.measures"]), "bold"), f" {places}")]
    lines.append(Text(words.plural("contrary.measures", len(told.contrary)), style="bold" if told.contrary else ""))
    if told.contrary:
        lines.append(_line(f"  {', '.join(told.contrary)}"))
    lines.append(_line(words.plural("unsure.measures", len(told.unsure))))
    return [*lines]


def _remarks(remarks: Iterable[tuple[str, Notice]], words: Words) -> Table:
    """Files with what happened to each, and what to do next."""
    table = Table()
    table.add_column(words["document.name"], overflow="fold", style="cyan")
    table.add_column(words["document.what"])
    table.add_column(words["document.next"])
    language = words.language
    for path, notice in remarks:
        what, next_step = notice.what(language), notice.next_step(language)
        table.add_row(_line(path), _line(typeset(what, language)), _line(typeset(next_step, language)))
    return table


def _line(text: str) -> Text:
    """Text as it is: brackets in it are no markup of Rich's, and no control reaches the terminal."""
    return Text(legible(text))
