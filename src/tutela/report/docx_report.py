"""The report as a Word document, in the instrument's order, to print, to send round and to comment on."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tutela.evidence.finding import STATUSES, Assessment, Finding, Located, Status
from tutela.report.colours import ACCENT, FILL, INK
from tutela.report.docx_body import Body, field, link, paragraph_xml, run
from tutela.report.docx_passage import labelled, quotation, source_of
from tutela.report.docx_styles import LANGUAGE_TAGS, blank
from tutela.report.page import NEXT_STEPS, SHOWN, Entry, Group, Page, open_and_folded, page
from tutela.report.people import Tally, told
from tutela.report.quotation import legible
from tutela.report.words import Words, words
from tutela.typesetting import typeset

MISSES = 3
"""Nearest passages that are shown where nothing was found."""


def to_docx(assessment: Assessment, language: str) -> bytes:
    """The document, in ``language``; passages keep their own, which Word needs to check and to read aloud."""
    said = words(language)
    shown = page(assessment, said)
    document = blank(language)
    _properties(document, shown, said)
    _footer(document, shown, said)
    body = Body()
    _opening(body, shown, said)
    _summary(body, shown, said)
    _how_to_read(body, shown, said)
    for group in shown.groups:
        _section(body, group, shown, said)
    _documents(body, shown, said)
    _set_aside(body, shown, said)
    _repeat(body, shown, said)
    body.put_into(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _properties(document: Document, shown: Page, words: Words) -> None:
    properties, assessment = document.core_properties, shown.assessment
    title = legible(f"{shown.title} – {words['report.name']}" if assessment.state else shown.title)
    properties.title = title[:255]  # the format's limit
    properties.subject = _subject(shown, words)[:255]
    properties.author = properties.last_modified_by = f"Tutela {assessment.version}"
    properties.language = LANGUAGE_TAGS[words.language]
    properties.created = properties.modified = datetime.fromisoformat(assessment.created).replace(tzinfo=None)
    properties.comments = ""
    properties.keywords = assessment.register.symbol


def _footer(document: Document, shown: Page, words: Words) -> None:
    """The name of the report and "3 / 120" at the foot of each page."""
    name = f"{shown.title} · {words['report.name']}" if shown.assessment.state else shown.title
    line = paragraph_xml(
        [run(f"{name}\t"), "<w:r><w:tab/></w:r>", field("PAGE", "1"), run(" / "), field("NUMPAGES", "1")],
        "Footer",
    )
    footer = document.sections[0].footer
    old = footer.paragraphs[0]._element
    old.addprevious(parse_xml(line.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))
    old.getparent().remove(old)


def _subject(shown: Page, words: Words) -> str:
    register = shown.assessment.register
    return words.fill(
        "report.subject",
        instrument=typeset(register.instrument[words.language], words.language),
        symbol=register.symbol,
    )


def _opening(body: Body, shown: Page, words: Words) -> None:
    assessment = shown.assessment
    body.paragraph(run(shown.title), style="Title")
    if assessment.state:
        body.paragraph(run(words["report.name"]), style="Subtitle")
    body.paragraph(run(words["report.subtitle"]), style="Subtitle")
    body.paragraph(run(_subject(shown, words)))
    body.paragraph(run(words.fill("report.made-on", date=words.date(assessment.created), version=assessment.version)))
    languages = words.fill("report.languages", languages=shown.languages)
    body.paragraph(run(languages if shown.files else words["report.no-languages"]))
    body.paragraph(run(words["report.contents"]), style="TOCHeading")
    body.contents_here()


def _summary(body: Body, shown: Page, words: Words) -> None:
    body.heading(words["section.summary"], 1, "summary", new_page=True)
    body.paragraph(run(shown.summary, bold=True))
    for sentence in (shown.searched, *shown.caveats):
        body.paragraph(run(sentence))
    head = [run(text) for text in (words["column.section"], *map(words.status, STATUSES), words["column.total"])]
    rows = [
        [
            link(_anchor(group), run(f"{group.section.id}  {group.heading}", colour=ACCENT)),
            *(run(words.number(group.counts[status])) for status in STATUSES),
            run(words.number(sum(group.counts.values()))),
        ]
        for group in shown.groups
    ]
    totals = (*(shown.counts[status] for status in STATUSES), sum(shown.counts.values()))
    rows.append([run(words["column.total"], bold=True), *(run(words.number(n), bold=True) for n in totals)])
    body.table(head, rows, (7.4, 2.4, 2.4, 2.6, 1.8), ("TableText", *["TableNumber"] * 4))
    _overview(body, shown, words)
    if shown.people:
        _people(body, shown.people, words)


def _people(body: Body, people: Tally, words: Words) -> None:
    """What people decided, and for how many measures it gives another status."""
    body.heading(words["people.title"], 3)
    head = [run(words["people.title"]), run(words["column.passages"])]
    rows = [
        [run(words[f"people.passages-{outcome}"]), run(words.number(count))]
        for outcome, count in people.passages.items()
    ]
    body.table(head, rows, (7.4, 4.8), ("TableText", "TableNumber"))
    body.paragraph(run(words.plural("people.measures", people.measures)))
    body.paragraph(run(words.plural("people.changed", people.changed), bold=True))


def _overview(body: Body, shown: Page, words: Words) -> None:
    """Where the measures are answered, and links to those with contrary passages."""
    body.heading(words["where.overview"], 3)
    told = shown.overview
    rows = [[run(words[key]), run(words.number(count))] for key, count in told.places.items()]
    head = [run(words["where.title"]), run(words["where.measures"])]
    body.table(head, rows, (7.4, 4.8), ("TableText", "TableNumber"))
    body.paragraph(run(words["where.note"]))
    body.paragraph(run(words.plural("contrary.measures", len(told.contrary)), bold=True))
    for measure in told.contrary:
        body.paragraph(link(_bookmark(measure, shown), run(shown.titles[measure], colour=ACCENT)), style="ListBullet")
    body.paragraph(run(words.plural("unsure.measures", len(told.unsure)), bold=True))


def _how_to_read(body: Body, shown: Page, words: Words) -> None:
    body.heading(words["section.how-to-read"], 1, "how_to_read")
    body.paragraph(run(words["read.support"]))
    body.paragraph(run(words["read.not-no"], bold=True))
    for status in STATUSES:
        meaning = run(f" {words[f'status-meaning.{status}']}")
        body.paragraph(_badge(words, status), meaning, style="ListBullet")
    if shown.people:
        body.paragraph(run(words["read.people"]))
    body.paragraph(run(words["read.grades"]))
    body.paragraph(run(words["read.scores"]))
    body.paragraph(run(words.fill("docx.marks", n=SHOWN)))
    body.heading(words["read.next-title"], 3)
    for key in NEXT_STEPS:
        body.paragraph(run(words[f"read.next-{key}"]), style="ListBullet")
    body.paragraph(run(words["read.disclaimer"], italic=True))


def _badge(words: Words, status: Status) -> str:
    """The name of a status on its colour, with no-break spaces as margins."""
    return run(f"\u00a0{words.status(status)}\u00a0", bold=True, colour=INK[status], fill=FILL[status])


def _anchor(group: Group) -> str:
    """A bookmark's name: Word wants letters, digits and underscores, forty at most."""
    return "section_" + re.sub(r"\W", "_", group.section.id)[:32]


def _section(body: Body, group: Group, shown: Page, words: Words) -> None:
    body.heading(f"{group.section.id}  {group.heading}", 1, _anchor(group))
    counts = {status.replace("-", "_"): words.number(count) for status, count in group.counts.items()}
    body.paragraph(run(words.fill("summary.section", **counts)), style="SectionCounts")
    findings = {finding.measure: finding for finding in shown.assessment.findings}
    for entry in group.entries:
        _measure(body, entry, shown, words)
        finding = findings[entry.measure.id]
        _evidence(body, finding.evidence, shown, words)
        _contrary(body, finding.contrary, shown, words)
        _unsure(body, finding.unsure, shown, words)
        _rejected(body, finding.rejected, shown, words)
        if not (finding.evidence or finding.contrary or finding.unsure):
            _misses(body, finding, shown, words)


def _bookmark(measure: str, shown: Page) -> str:
    """The name of a measure's bookmark: ids may be longer than Word's names."""
    return f"measure_{list(shown.titles).index(measure) + 1}"


def _measure(body: Body, entry: Entry, shown: Page, words: Words) -> None:
    """What the measure asks, its status, and where it is answered."""
    measure = entry.measure
    linked = _bookmark(measure.id, shown) if entry.contrary else ""
    body.heading(entry.title, 2, linked, listed=False)
    articles = f"{words.plural('measure.articles', len(measure.articles))} {words.listed(measure.articles)}"
    facts = [
        measure.id,
        articles if measure.articles else "",
        _listing(words["measure.addressees"], entry.addressees, words),
        _listing(words["measure.themes"], entry.themes, words),
    ]
    body.paragraph(run(" · ".join(fact for fact in facts if fact)), style="MeasureFacts")
    body.paragraph(run(labelled(words["measure.asks"], words), bold=True), run(entry.asks), style="MeasureAsks")
    body.paragraph(_badge(words, entry.status), run(f"  {_tally(entry, words)}"), style="MeasureStatus")
    if entry.machine:
        body.paragraph(run(entry.machine), style="MeasureWhere")
    if entry.where:
        places = " · ".join(f"{place}: {words.number(n) if n else '–'}" for place, n in entry.where)
        body.paragraph(run(labelled(words["where.title"], words), bold=True), run(places), style="MeasureWhere")
    if entry.remark:
        body.paragraph(run(entry.remark))


def _tally(entry: Entry, words: Words) -> str:
    """How many passages of which kind were found; "No passage" only where there is none of any kind."""
    others = (("contrary.count", entry.contrary_found), ("unsure.count", entry.unsure_found))
    told = [words.plural(key, count) for key, count in others if count]
    if entry.found or not told:
        where = f", {words.plural('measure.documents', entry.found_in)}" if entry.found else ""
        told.insert(0, f"{words.plural('measure.passages', entry.found)}{where}")
    return " · ".join(told)


def _evidence(body: Body, evidence: Sequence[Located], shown: Page, words: Words) -> None:
    open, folded = open_and_folded(evidence)
    for located in open:
        quotation(body, located, shown, words)
    if folded:
        body.paragraph(run(words.plural("docx.more", len(folded)), italic=True))


def _contrary(body: Body, contrary: Sequence[Located], shown: Page, words: Words) -> None:
    """The passages that say the contrary, under a heading of their own."""
    if not contrary:
        return
    body.heading(words["contrary.title"], 3)
    body.paragraph(run(words["contrary.note"], italic=True), style="PassagesNote")
    _evidence(body, contrary, shown, words)


def _unsure(body: Body, unsure: Sequence[Located], shown: Page, words: Words) -> None:
    """The passages that a person must decide on, under a heading of their own."""
    if not unsure:
        return
    body.heading(words["unsure.title"], 3)
    body.paragraph(run(words["unsure.note"], italic=True), style="PassagesNote")
    for located in unsure[:SHOWN]:
        quotation(body, located, shown, words)
    if len(unsure) > SHOWN:
        body.paragraph(run(words.plural("unsure.rest", len(unsure) - SHOWN), italic=True))


def _rejected(body: Body, rejected: Sequence[Located], shown: Page, words: Words) -> None:
    """Where the passages stand that people rejected, and who said so; their words are in the other reports."""
    if not rejected:
        return
    body.heading(words["people.rejected-title"], 3)
    body.paragraph(run(words["people.rejected-note"], italic=True), style="PassagesNote")
    for located in rejected[:SHOWN]:
        body.paragraph(*source_of(located, shown, words), run(f"\n{told(located, words)}"), style="ListBullet")
    if len(rejected) > SHOWN:
        body.paragraph(run(words.plural("people.rejected-rest", len(rejected) - SHOWN), italic=True))


def _listing(label: str, items: Sequence[str], words: Words) -> str:
    return labelled(label, words) + ", ".join(items) if items else ""


def _misses(body: Body, finding: Finding, shown: Page, words: Words) -> None:
    misses = finding.misses[:MISSES]
    body.paragraph(run(words["status-meaning.not-found"]))
    if not misses:
        if not finding.rejected:
            body.paragraph(run(words["measure.no-misses"]))
        return
    body.heading(words.plural("measure.misses", len(misses)), 3)
    body.paragraph(run(words["measure.misses-note"], italic=True))
    for located in misses:
        quotation(body, located, shown, words)


def _documents(body: Body, shown: Page, words: Words) -> None:
    body.heading(words["section.documents"], 1, "documents")
    if not shown.files:
        body.paragraph(run(words["document.none-read"]))
        return
    head = [run(words[f"document.{key}"]) for key in ("name", "kind", "language", "pages", "passages")]
    rows = [
        [
            [run(file.name, bold=True), run(f"\n{file.document.title}" if file.document.title else "")],
            *(run(text) for text in (file.kind, file.language, file.pages, file.passages)),
        ]
        for file in shown.files
    ]
    body.table(head, rows, (8.2, 2.6, 2.3, 1.5, 2), (*["TableText"] * 3, *["TableNumber"] * 2))
    noted = [file for file in shown.files if file.remarks or file.foreign]
    if noted:
        body.heading(words["document.notices"], 2)
    for file in noted:
        body.paragraph(run(file.name, bold=True))
        for remark in file.remarks:
            body.paragraph(run(f"{remark.what} {remark.next_step}"), style="ListBullet")
        for foreign in file.foreign:
            body.paragraph(run(foreign), style="ListBullet")
    if any(file.foreign for file in noted):
        body.paragraph(run(words["document.other-languages-note"]))


def _set_aside(body: Body, shown: Page, words: Words) -> None:
    body.heading(words["section.set-aside"], 1, "set_aside")
    if not shown.set_aside:
        body.paragraph(run(words["document.none-set-aside"]))
        return
    head = [run(words[f"document.{key}"]) for key in ("name", "what", "next")]
    rows = [[run(file.path), run(remark.what), run(remark.next_step)] for file, remark in shown.set_aside]
    body.table(head, rows, (4.6, 6, 6), ["TableText"] * 3)


def _repeat(body: Body, shown: Page, words: Words) -> None:
    assessment = shown.assessment
    body.heading(words["section.repeat"], 1, "repeat")
    body.paragraph(run(words["repeat.note"]))
    if shown.people:
        body.paragraph(run(words["repeat.people"]))
    register = assessment.register
    facts = (
        ("version", assessment.version),
        ("register", f"{typeset(register.name[words.language], words.language)} ({register.symbol})"),
        ("register-digest", register.digest),
        ("created", words.date(assessment.created)),
    )
    for key, text in facts:
        body.paragraph(run(labelled(words[f"repeat.{key}"], words), bold=True), run(text))
    body.paragraph(run(labelled(words["repeat.command"], words), bold=True))
    body.paragraph(run(shown.command), style="Command")
    if shown.digests:
        head = [run(words["document.name"]), run(words["document.digest"])]
        rows = [[run(path), run(digest or "–")] for digest, path in shown.digests]
        body.table(head, rows, (6.6, 10), ["TableCode"] * 2)
