"""Comments in Word documents: where they stand, and that nothing else of the reader's document changes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from tutela.terms.report.docx import to_docx
from tutela.terms.rule import Level
from tutela.terms.sources import check_file


def body_of(document: WordDocument) -> Any:
    return document.element.body


def save(document: WordDocument, path: Path) -> Path:
    document.save(str(path))
    return path


def commented(path: Path, *, explain: bool = False, level: Level = Level.CARE) -> WordDocument:
    checked = check_file(str(path)).shown(level, explain=explain)
    return docx.Document(io.BytesIO(to_docx(checked, level, explain=explain)))


def comments(document: WordDocument) -> list[tuple[str, str]]:
    """The words that each comment is put at, and its first line, in the order of the comments."""
    found = []
    for comment in document.comments:
        inside, words = False, ""
        for element in body_of(document).iter():
            if element.tag == qn("w:commentRangeStart") and element.get(qn("w:id")) == str(comment.comment_id):
                inside = True
            elif element.tag == qn("w:commentRangeEnd") and element.get(qn("w:id")) == str(comment.comment_id):
                inside = False
            elif inside and element.tag == qn("w:t"):
                words += element.text or ""
        found.append((words, comment.paragraphs[0].text))
    return found


def looks(document: WordDocument) -> list[tuple[str, tuple[str, ...]]]:
    """Each letter with its look, whatever the runs."""
    found = []
    for paragraph in document.element.body.iter(qn("w:p")):
        for run in paragraph.iter(qn("w:r")):
            look = run.find(qn("w:rPr"))
            names = tuple(child.tag.rsplit("}", 1)[-1] for child in look) if look is not None else ()
            for text in run.iter(qn("w:t")):
                found += [(letter, names) for letter in text.text or ""]
    return found


@pytest.fixture
def bill(tmp_path: Path) -> Path:
    document = docx.Document()
    document.add_heading("Draft law on child pornography", 1)
    paragraph = document.add_paragraph("The bill punishes the possession of ")
    paragraph.add_run("child por").bold = True
    paragraph.add_run("nography").italic = True
    paragraph.add_run(" and of child prostitution, and it punishes child prostitution twice.")
    document.add_paragraph(
        "The Optional Protocol on the sale of children, child prostitution and child pornography was ratified in 2005."
    )
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "A paedophile was convicted by the court."
    return save(document, tmp_path / "bill.docx")


def test_comments_stand_at_the_words_found(bill: Path) -> None:
    assert comments(commented(bill)) == [
        ("child pornography", "Avoid: “child pornography”"),
        ("child pornography", "Avoid: “child pornography”"),
        ("child prostitution", "Avoid: “child prostitution”"),
        ("child prostitution", "Avoid: “child prostitution”"),
        ("paedophile", "Use with care: “paedophile”"),
    ]


def test_nothing_else_of_the_document_changes(bill: Path) -> None:
    before, after = docx.Document(str(bill)), commented(bill)
    assert [paragraph.text for paragraph in after.paragraphs] == [paragraph.text for paragraph in before.paragraphs]
    assert [paragraph.style.name for paragraph in after.paragraphs if paragraph.style] == [
        paragraph.style.name for paragraph in before.paragraphs if paragraph.style
    ]
    assert looks(after) == looks(before)
    kept = set(zipfile.ZipFile(bill).namelist())
    buffer = io.BytesIO()
    after.save(buffer)
    assert kept <= set(zipfile.ZipFile(buffer).namelist())


def test_a_comment_tells_why_and_what_instead(bill: Path) -> None:
    comment = next(iter(commented(bill).comments))
    told = [paragraph.text for paragraph in comment.paragraphs]
    assert comment.author == "Tutela"
    assert told[1].startswith("Pornography suggests")
    assert told[2].startswith("Instead: child sexual abuse material")
    assert any("Luxembourg" in line for line in told)


def test_levels_and_exceptions(bill: Path) -> None:
    assert all(first.startswith("Avoid") for _, first in comments(commented(bill, level=Level.AVOID)))
    document = commented(bill, explain=True)
    left_alone = [one for one in document.comments if any("Left alone" in line.text for line in one.paragraphs)]
    assert len(left_alone) == 2


def test_links_changes_fields_and_hidden_text(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("The bill of the ministry, which ")._p
    for piece in (
        '<w:hyperlink {ns} w:anchor="a"><w:r><w:t>punishes child pornography here</w:t></w:r></w:hyperlink>',
        '<w:ins {ns} w:id="9" w:author="A"><w:r><w:t xml:space="preserve"> and child prostitution too</w:t></w:r></w:ins>',
        '<w:del {ns} w:id="8" w:author="A"><w:r><w:delText>child porn</w:delText></w:r></w:del>',
        "<w:r {ns}><w:rPr><w:vanish/></w:rPr><w:t>kiddie porn</w:t></w:r>",
        '<w:r {ns}><w:fldChar w:fldCharType="begin"/></w:r>',
        "<w:r {ns}><w:instrText>REF child_porn kiddie porn</w:instrText></w:r>",
        '<w:r {ns}><w:fldChar w:fldCharType="separate"/></w:r>',
        '<w:r {ns}><w:t xml:space="preserve"> as a paedophile did</w:t></w:r>',
        '<w:r {ns}><w:fldChar w:fldCharType="end"/></w:r>',
    ):
        paragraph.append(parse_xml(piece.format(ns=nsdecls("w"))))
    path = save(document, tmp_path / "a.docx")
    assert [words for words, _ in comments(commented(path))] == [
        "child pornography",
        "child prostitution",
        "paedophile",
    ]
    assert looks(commented(path)) == looks(docx.Document(str(path)))


def test_breaks_and_tabs_within_a_run(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph().add_run(
        "A child\nporn\ttrial on\tchild prostitution began\n\nin the matter of child-prostitution."
    )
    path = save(document, tmp_path / "a.docx")
    assert commented(path).paragraphs[0].text == docx.Document(str(path)).paragraphs[0].text
    assert [words for words, _ in comments(commented(path))][-2:] == ["child prostitution", "child-prostitution"]


def test_existing_comments_stay(bill: Path) -> None:
    document = docx.Document(str(bill))
    document.add_comment(document.paragraphs[2].runs, text="Keep this.", author="Ministry")
    save(document, bill)
    assert [comment.author for comment in commented(bill).comments] == ["Ministry", *["Tutela"] * 5]
    ids = [comment.comment_id for comment in commented(bill).comments]
    assert len(set(ids)) == len(ids)


def test_what_a_note_says_is_told_where_it_is_called(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("The report of the committee")
    run = document.paragraphs[0].add_run()._r
    run.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="2"/>'))
    document.paragraphs[0].add_run(" was published in the spring.")
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>'
        "<w:r><w:t>The study on child pornography was not published.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    path = save(document, tmp_path / "a.docx")
    assert [first for _, first in comments(commented(path))] == ["In the note: avoid: “child pornography”"]


def test_other_files_become_a_new_document(tmp_path: Path) -> None:
    path = tmp_path / "loi.md"
    path.write_text(
        "# Loi\n\nLa loi punit la détention de pédopornographie\net la diffusion de ces images.\n\nLe texte est en vigueur.\x0b\n"
    )
    document = commented(path)
    assert [paragraph.text for paragraph in document.paragraphs][:2] == [
        "# Loi",
        "La loi punit la détention de pédopornographie\net la diffusion de ces images.",
    ]
    assert comments(document) == [("pédopornographie", "À éviter\u00a0: «\u00a0pédopornographie\u00a0»")]
    assert document.core_properties.language == "fr-FR"
    assert document.core_properties.title.startswith("loi.md")


def test_a_pdf_becomes_a_new_document() -> None:
    path = Path("/work/main/samples/state-report-to-the-committee.pdf")
    if not path.exists():
        path = Path(__file__).parents[2] / "samples" / path.name
    document = commented(path, explain=True)
    assert len(document.paragraphs) > 20
    assert [words for words, _ in comments(document)] == ["child prostitution", "child pornography"]


def test_a_word_file_that_cannot_be_copied_is_written_anew(bill: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(bill) as old, zipfile.ZipFile(data, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(b"document.main+xml", b"template.main+xml")
            new.writestr(name, content)
    bill.with_suffix(".dotx").write_bytes(data.getvalue())
    assert len(comments(commented(bill.with_suffix(".dotx")))) == 5
