"""The Word report as Word opens it: real structure, every measure in order, passages marked and sourced."""

from __future__ import annotations

import io
import time
import zipfile

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.report.assessments import HOSTILE, STATE, empty, large, meridia
from tests.report.graded import graded
from tests.report.passages import assessment_of

from tutela.evidence.finding import STATUSES, Assessment
from tutela.register.loading import load_register
from tutela.report.docx_passage import LONGEST
from tutela.report.docx_report import to_docx
from tutela.report.page import SHOWN
from tutela.report.quotation import ELLIPSIS, legible
from tutela.report.words import words
from tutela.typesetting import typeset

LANGUAGES = ("en", "fr", "es")


def opened(assessment: Assessment, language: str = "en") -> Document:
    return docx.Document(io.BytesIO(to_docx(assessment, language)))


def styled(document: Document, style: str) -> list[Paragraph]:
    return [paragraph for paragraph in document.paragraphs if paragraph.style and paragraph.style.name == style]


@pytest.mark.parametrize("language", LANGUAGES)
def test_sections_and_measures_are_headings_in_the_instruments_order(language: str) -> None:
    register = load_register()
    document = opened(large(register, 300, 300), language)
    said = words(language)
    front = [said["section.summary"], said["section.how-to-read"]]
    back = [said["section.documents"], said["section.set-aside"], said["section.repeat"]]
    sections = [f"{section.id}  {typeset(section.heading[language], language)}" for section in register.sections]
    found = [typeset(paragraph.text, language) for paragraph in styled(document, "Heading 1")]
    assert found == front + sections + back
    titles = [typeset(measure.title[language], language) for measure in register.measures]
    assert [paragraph.text for paragraph in styled(document, "Heading 2")] == titles


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_measure_says_its_status(language: str) -> None:
    assessment = meridia()
    said = words(language)
    lines = [paragraph.text for paragraph in styled(opened(assessment, language), "Measure Status")]
    assert len(lines) == 5
    for line, finding in zip(lines, assessment.findings, strict=True):
        assert said.status(finding.status) in line
        assert said.plural("measure.passages", len(finding.evidence)) in line


def test_words_found_are_bold_and_opening_words_in_italics() -> None:
    [quote] = [quote for quote in styled(opened(meridia()), "Quote") if "report to the police" in quote.text]
    assert [run.text for run in quote.runs if run.bold] == ["report to the police", "without delay"]
    assert [run.text for run in quote.runs if run.italic] == ["Providers of internet access shall: "]


def test_each_quotation_has_its_source_and_its_reasons() -> None:
    document = opened(meridia())
    sources = [paragraph.text for paragraph in styled(document, "Quote Source")]
    reasons = [paragraph.text for paragraph in styled(document, "Quote Reasons")]
    assert len(styled(document, "Quote")) == len(sources) == len(reasons) == 1 + 1 + 2 + SHOWN
    assert "children-act.pdf · Part II Protection of children › Duties of providers · Art. 12 (b) · p. 14" in sources
    assert "plan-national.docx · Suivi › Tableau 1 · table row" in sources
    why = "Why: duty to report; internet provider (in the heading or opening words); without delay."
    assert f"Strength 0.91: expresses nearly all the ideas of the measure. {why}" in reasons


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_strongest_passages_are_shown_and_the_others_counted(language: str) -> None:
    text = "\n".join(paragraph.text for paragraph in opened(meridia(), language).paragraphs)
    assert words(language).plural("docx.more", 9 - SHOWN) in text
    assert "(14)" in text
    assert "(17)" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_was_found_the_nearest_passages_stand_as_no_evidence(language: str) -> None:
    said = words(language)
    text = "\n".join(paragraph.text for paragraph in opened(meridia(), language).paragraphs)
    assert said["read.not-no"] in text
    assert text.count(said.plural("measure.misses", 1)) == 1
    assert text.count(said["measure.no-misses"]) == 1
    assert said["strength.weak"] in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_counts_where_measures_are_answered_and_links_to_contrary_passages(language: str) -> None:
    document, said = opened(graded(), language), words(language)
    keys = ("where.law", "where.policy", "where.practice", "where.only-recommended")
    rows = [[cell.text for cell in row.cells] for row in document.tables[1].rows]
    assert rows == [
        [said["where.title"], said["where.measures"]],
        *([said[key], count] for key, count in zip(keys, "2111", strict=True)),
    ]
    titles = {measure.id: typeset(measure.title[language], language) for measure in graded().register.measures}
    marks = {mark.get(qn("w:name")): mark.getparent() for mark in document.element.body.iter(qn("w:bookmarkStart"))}
    links = [link for bullet in styled(document, "List Bullet") for link in bullet.hyperlinks]
    assert [link.text for link in links] == [titles[id] for id in ("legislation.child", "online.report", "online.plan")]
    assert [Paragraph(marks[link.fragment], document).text for link in links] == [link.text for link in links]


@pytest.mark.parametrize("language", LANGUAGES)
def test_contrary_passages_and_those_to_decide_on_stand_apart(language: str) -> None:
    document, said = opened(graded(), language), words(language)
    titles = [paragraph.text for paragraph in styled(document, "Heading 3")]
    contrary, unsure = said["contrary.title"], said["unsure.title"]
    assert [title for title in titles if title in (contrary, unsure)] == [contrary, unsure, unsure, contrary, contrary]
    notes = [paragraph.text for paragraph in styled(document, "Passages Note")]
    assert notes.count(said["contrary.note"]) == 3
    kinds = [paragraph.text for paragraph in styled(document, "Quote Kind")]
    assert len(kinds) == len(styled(document, "Quote")) == 1 + 1 + 5 + 1 + 1 + 5 + 5 + 1
    law = said["grade.law"].capitalize()
    assert kinds[:2] == [f"{law} · {said['direction.does']}", f"{law} · {said['direction.contrary']}"]
    assert said["grade.practice"].capitalize() + f" · {said['direction.does']}" in kinds
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert said.plural("unsure.rest", 2) in text
    assert said["unsure.only"] in text
    assert said["contrary.only"] in text
    assert said["status-meaning.not-found"] not in text.split(said["read.disclaimer"])[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_measure_says_where_it_is_answered_and_what_else_there_is(language: str) -> None:
    document, said = opened(graded(), language), words(language)
    where = [paragraph.text.replace("\xa0", " ") for paragraph in styled(document, "Measure Where")]
    assert len(where) == 3
    assert f"{said['where.law']}: 6 · {said['where.policy']}: 1 · {said['where.practice']}: 1" in where[2]
    status = [paragraph.text for paragraph in styled(document, "Measure Status")]
    assert said.plural("contrary.count", 1) in status[0]
    assert said.plural("unsure.count", 7) in status[1]
    assert said.plural("measure.passages", 0) not in status[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_counts_by_section(language: str) -> None:
    table = opened(meridia(), language).tables[0]
    said = words(language)
    head = [said["column.section"], *(said.status(status) for status in STATUSES), said["column.total"]]
    assert [cell.text for cell in table.rows[0].cells] == head
    numbers = [[cell.text for cell in row.cells[1:]] for row in table.rows[1:]]
    assert numbers == [["1", "0", "1", "2"], ["0", "1", "0", "1"], ["1", "0", "1", "2"], ["2", "1", "2", "5"]]
    assert table.cell(1, 0).text.startswith("III.A")


def test_heads_of_tables_are_repeated_and_rows_stay_whole() -> None:
    tables = opened(meridia()).tables
    assert len(tables) == 5
    for table in tables:
        properties = [row._tr.trPr for row in table.rows]
        assert [p is not None and p.find(qn("w:tblHeader")) is not None for p in properties] == [
            True, *[False] * (len(properties) - 1),
        ]  # fmt: skip
        assert all(p is not None and p.find(qn("w:cantSplit")) is not None for p in properties)


def test_contents_link_to_the_headings() -> None:
    document = opened(meridia())
    body = document.element.body
    bookmarks = {mark.get(qn("w:name")): mark.getparent() for mark in body.iter(qn("w:bookmarkStart"))}
    ids = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len(ids) == len(set(ids))
    contents = styled(document, "toc 1")
    assert len(contents) == 8
    for line in contents:
        [link] = line.hyperlinks
        assert Paragraph(bookmarks[link.fragment], document).text == link.text
    assert all(len(name) <= 40 and name.replace("_", "").isalnum() for name in bookmarks)
    instructions = [text.text for text in body.iter(qn("w:instrText"))]
    assert instructions == [r' TOC \o "1-1" \h \z \u ']
    kinds = [mark.get(qn("w:fldCharType")) for mark in body.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]


def test_word_does_not_ask_to_update_fields() -> None:
    with zipfile.ZipFile(io.BytesIO(to_docx(meridia(), "en"))) as package:
        settings_part = package.read("word/settings.xml").decode()
    assert "updateFields" not in settings_part
    assert 'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"' in settings_part


def test_the_foot_of_the_page_has_its_number() -> None:
    footer = opened(meridia()).sections[0].footer
    fields = [text.text for text in footer._element.iter(qn("w:instrText"))]
    assert fields == [" PAGE ", " NUMPAGES "]
    assert footer.paragraphs[0].text.startswith(STATE)


@pytest.mark.parametrize(("language", "tag"), [("en", "en-GB"), ("fr", "fr-FR"), ("es", "es-ES")])
def test_text_says_its_language(language: str, tag: str) -> None:
    document = opened(meridia(), language)
    [default] = document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang/@w:val")
    assert default == tag
    assert document.core_properties.language == tag
    tags = {
        quote.text[:12]: {str(code) for code in quote._p.xpath("w:r/w:rPr/w:lang/@w:val")}
        for quote in styled(document, "Quote")
    }
    expected = {"In this Act,": "en-GB", "Toute person": "fr-FR"}
    for beginning, own in expected.items():
        assert tags[beginning] == (set() if own == tag else {own})


def test_properties() -> None:
    properties = opened(meridia(), "fr").core_properties
    assert properties.title == f"{STATE} – {words('fr')['report.name']}"
    assert properties.author == "Tutela 0.1.0"
    assert properties.created is not None
    assert (properties.created.year, properties.created.hour) == (2026, 9)
    assert opened(assessment_of("Text.", state="x" * 999)).core_properties.title == "x" * 255


def test_the_page_is_a4_and_the_font_is_everywhere() -> None:
    document = opened(meridia())
    section = document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    for name in ("Normal", "Heading 1", "Quote", "Table Text"):
        fonts = document.styles[name].element.rPr.rFonts
        assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "cs")} == {"Arial"}


def test_the_run_can_be_repeated() -> None:
    document = opened(meridia())
    [command] = styled(document, "Command")
    assert command.text.startswith("tutela assess --language en --state 'Republic of Meridia' -- laws/children-act.pdf")
    digests = {row.cells[0].text: row.cells[1].text for row in document.tables[-1].rows}
    assert digests["scans/decree.pdf"] == "ab" * 32


@given(st.text())
@settings(max_examples=15, deadline=None)
def test_any_text_comes_back(text: str) -> None:
    document = opened(assessment_of(text, label=text, title=text, state=text))
    [quote] = styled(document, "Quote")
    assert quote.text == legible(text)


def test_hostile_text_is_text() -> None:
    document = opened(meridia())
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert legible(HOSTILE) in text
    with zipfile.ZipFile(io.BytesIO(to_docx(meridia(), "en"))) as package:
        relations = b"".join(package.read(name) for name in package.namelist() if name.endswith(".rels"))
    assert b'TargetMode="External"' not in relations


@pytest.mark.parametrize("found", ["", "shall report"])
def test_a_passage_of_40_000_characters_is_cut(found: str) -> None:
    text = "Providers shall report without delay. " * 1_100
    [quote] = styled(opened(assessment_of(text, found)), "Quote")
    assert len(quote.text) <= LONGEST
    assert quote.text.endswith(ELLIPSIS)
    assert [run.text for run in quote.runs if run.bold] == ([found] if found else [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_read_still_makes_a_report(language: str) -> None:
    said = words(language)
    text = "\n".join(paragraph.text for paragraph in opened(empty(), language).paragraphs)
    assert text.startswith(said["report.name"])
    assert said["document.none-read"] in text


def test_two_thousand_passages_do_not_take_long() -> None:
    assessment = large(load_register())
    start = time.process_time()
    to_docx(assessment, "en")
    assert time.process_time() - start < 5  # half a second on an idle machine
