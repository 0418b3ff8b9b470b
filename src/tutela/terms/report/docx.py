"""The reader's own text as a Word document with a comment at each finding."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.text.run import Run
from lxml import etree

from tutela.terms.finding import Finding
from tutela.terms.kinds import Kind
from tutela.terms.languages import check_regions, detected, paragraphs
from tutela.terms.languages import told as told_in
from tutela.terms.places import Place
from tutela.terms.report import docx_letters, saying
from tutela.terms.rule import Level
from tutela.terms.sources import Checked, Placed, Replacement
from tutela.terms.wording import word
from tutela.text.docx_xml import W

AUTHOR, INITIALS = "Tutela", "T"
_TAGS = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES"}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_docx(checked: Checked, level: Level, *, explain: bool = False, language: str | None = None) -> bytes:
    """The commented document. A Word file is copied with all that is in it; of any other file the text is written anew.

    ``level`` and ``explain`` say which findings are told, and ``language`` is the one that the text was said to be in.
    """
    document = _commented_copy(checked, level, explain, language) or _new_document(checked)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _commented_copy(checked: Checked, level: Level, explain: bool, language: str | None) -> WordDocument | None:
    """The reader's document with comments, None where it is none that can be copied."""
    if checked.source is None or checked.source.read.format != "docx":
        return None
    try:
        document = docx.Document(io.BytesIO(checked.source.data))
    except (OpcError, KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError):
        return None  # a template, a file with macros or Strict Open XML, which python-docx does not open
    found = docx_letters.letters(document.element.body, _notes(document))
    regions = told_in(found.text, language) if language else detected(found.text)
    placed = tuple(_placed(one, found.text) for one in check_regions(found.text, regions, checked.settings))
    shown = Checked(checked.path, placed, settings=checked.settings).shown(level, explain=explain).findings
    cut = [found.runs(one.finding.start, one.finding.end) for one in reversed(shown)]
    for one, (first, last) in zip(shown, reversed(cut), strict=True):
        _comment(document, [_run(first, document), _run(last, document)], one, _inside(found, one.finding))
    return document


def _placed(finding: Finding, text: str) -> Placed:
    edit = finding.edit
    return Placed(finding, Place(), Replacement(text[edit.start : edit.end], edit.write, Place()) if edit else None)


def _inside(found: docx_letters.Letters, finding: Finding) -> str:
    inside = found.piece(finding.start).inside
    return word("report", inside, finding.rule.language) if inside else ""


def _run(element: Any, document: WordDocument) -> Run:
    return Run(element, document)  # of its parent a run asks nothing but the part


def _notes(document: WordDocument) -> dict[str, dict[str, etree._Element]]:
    """The footnotes and endnotes of a document, by kind and id."""
    found: dict[str, dict[str, etree._Element]] = {}
    for link in document.part.rels.values():
        kind = link.reltype.rsplit("/", 1)[-1]
        if kind in ("footnotes", "endnotes") and not link.is_external:
            root = parse_xml(link.target_part.blob)
            found[kind] = {note.get(W + "id", ""): note for note in root.iterchildren(W + kind.removesuffix("s"))}
    return found


def _new_document(checked: Checked) -> WordDocument:
    """The text of a file that is none of Word's own, in its paragraphs."""
    document = docx.Document()
    _set_up(document, checked)
    if checked.source is None:
        return document
    text, waiting = checked.source.text, list(checked.findings)
    for start, end in _stretches(text, is_document=checked.source.read.kind is Kind.DOCUMENT):
        own = [one for one in waiting if start <= one.finding.start < end]
        waiting = waiting[len(own) :]
        _paragraph(document, text, start, end, own)
    return document


def _stretches(text: str, *, is_document: bool) -> list[tuple[int, int]]:
    """The paragraphs: the lines of a document, for each is a block; what stands between empty lines elsewhere."""
    if not is_document:
        return paragraphs(text)
    return [match.span() for match in re.finditer(r"[^\n]+", text)]


def _paragraph(document: WordDocument, text: str, start: int, end: int, findings: Sequence[Placed]) -> None:
    paragraph = document.add_paragraph()
    last = start
    for one in findings:
        stop = min(one.finding.end, end)
        if one.finding.start > last:
            paragraph.add_run(_legible(text[last : one.finding.start]))
        run = paragraph.add_run(_legible(text[one.finding.start : stop]))
        _comment(document, [run], one, "")
        last = stop
    if last < end:
        paragraph.add_run(_legible(text[last:end]))


def _comment(document: WordDocument, runs: Sequence[Run], placed: Placed, inside: str) -> None:
    rule = placed.finding.rule
    words = saying.quoted(_legible(placed.finding.words), rule.language)
    opening = word("report", "comment", rule.language, level=saying.level(rule), words=words)
    opening = word("report", "comment.inside", rule.language, place=inside, told=opening) if inside else opening
    opening = opening[0].upper() + opening[1:]
    told = (saying.exception(placed) or saying.reason(rule), saying.instead(rule), saying.replacement(placed))
    comment = document.add_comment(runs, text=opening, author=AUTHOR, initials=INITIALS)
    for piece in filter(None, (*told, saying.source(rule) if rule.source == "luxembourg" else "")):
        comment.add_paragraph(_legible(piece[0].upper() + piece[1:]))


def _set_up(document: WordDocument, checked: Checked) -> None:
    """A4, the language of the text, and no "compatibility mode", which the template of python-docx asks for."""
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    tag = _TAGS[checked.language]
    for said in document.styles.element.iterfind(f"{qn('w:docDefaults')}//{qn('w:lang')}"):
        said.set(qn("w:val"), tag)
    properties = document.core_properties
    title = word("report", "docx.title", checked.language, name=PurePath(checked.path).name)
    properties.title = _legible(title)[:255]
    properties.author = properties.last_modified_by = AUTHOR
    properties.language, properties.comments = tag, ""


def _legible(text: str) -> str:
    """A text without the characters that XML does not allow, as long as it was."""
    return _NOT_XML.sub("\ufffd", text.replace("\r\n", "\n"))
