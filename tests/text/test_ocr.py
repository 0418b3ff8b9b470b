"""Pages that are pictures: read by Tesseract, or named where it is missing."""

from __future__ import annotations

import difflib
import os
import shutil
from io import BytesIO

import pypdfium2 as pdfium
import pytest
from fpdf import FPDF
from PIL import Image

from tutela.text.notices import UnreadableError
from tutela.text.ocr import tesseract_languages
from tutela.text.pdf import read_pdf

ENGLISH = (
    "1. Every child has the right to be protected from all forms of violence.",
    "2. The State shall give child victims the means to claim compensation.",
    "3. Whoever sells a child is liable to imprisonment for ten years.",
)
FRENCH = (
    "Article 1. L'enfant a droit à être protégé contre toute forme de violence.",
    "Article 2. L'État assure aux enfants victimes l'accès à une réparation équitable.",
    "Article 3. Toute personne qui vend un enfant encourt une peine de dix années.",
    "Article 4. Le ministère public est informé sans délai des infractions commises à l'étranger.",
    "Article 5. La juridiction entend l'enfant en présence d'un représentant légal désigné à cet effet.",
    "Article 6. À l'école, les élèves reçoivent un enseignement relatif à leurs droits et libertés.",
    "Article 7. La présente loi entre en vigueur à compter de sa publication au Journal officiel.",
)

needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None and not os.environ.get("CI"), reason="Tesseract is not installed"
)


def new_file() -> FPDF:
    pdf = FPDF(unit="pt", format="A4")
    pdf.set_auto_page_break(False)
    pdf.set_font("times", size=12)
    return pdf


def typed(*lines: str) -> FPDF:
    pdf = new_file()
    pdf.add_page()
    for at, line in enumerate(lines):
        pdf.text(60, 100 + 40 * at, line)
    return pdf


def photographed(pdf: FPDF, page: int = 0, turn: int = 0) -> Image.Image:
    """The picture that a scanner makes of a page."""
    document = pdfium.PdfDocument(bytes(pdf.output()))
    picture: Image.Image = document[page].render(scale=200 / 72, grayscale=True).to_pil().rotate(turn, expand=True)
    document.close()
    return picture


def add_picture(pdf: FPDF, picture: Image.Image) -> FPDF:
    pdf.add_page()
    stored = BytesIO()
    picture.save(stored, "PNG")
    pdf.image(stored, 0, 0, pdf.w, pdf.h)
    return pdf


def resembles(texts: list[str], expected: tuple[str, ...]) -> bool:
    """Whether texts are the expected ones but for a letter here and there."""
    pairs = zip(texts, expected, strict=False)
    return len(texts) == len(expected) and all(difflib.SequenceMatcher(None, a, b).ratio() > 0.95 for a, b in pairs)


@needs_tesseract
def test_a_scanned_file() -> None:
    pdf = add_picture(new_file(), photographed(typed(*ENGLISH)))
    content = read_pdf(bytes(pdf.output()))
    assert resembles([block.text for block in content.blocks], ENGLISH)
    assert [(notice.code, dict(notice.values)) for notice in content.notices] == [("read-by-ocr", {"pages": "1"})]


@needs_tesseract
def test_accents_are_read_in_the_language_of_the_file() -> None:
    pdf = new_file()
    for page in (FRENCH[:5], FRENCH[5:]):
        add_picture(pdf, photographed(typed(*page)))
    content = read_pdf(bytes(pdf.output()))
    assert "être protégé contre toute forme" in content.blocks[0].text
    assert resembles([block.text for block in content.blocks], FRENCH)


@needs_tesseract
def test_scanned_pages_among_others() -> None:
    pdf = typed(*ENGLISH[:1])
    add_picture(pdf, photographed(typed(*ENGLISH[1:])))
    pdf.add_page()
    content = read_pdf(bytes(pdf.output()))
    assert resembles([block.text for block in content.blocks], ENGLISH)
    assert [block.page for block in content.blocks] == [1, 2, 2]
    assert [(notice.code, dict(notice.values)) for notice in content.notices] == [("read-by-ocr", {"pages": "2"})]


@needs_tesseract
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_was_scanned_on_its_side(turn: int) -> None:
    lines = ENGLISH * 4
    pictured = new_file()
    picture = photographed(typed(*lines), turn=turn)
    pictured.add_page(orientation="landscape" if turn % 180 else "portrait")
    stored = BytesIO()
    picture.save(stored, "PNG")
    pictured.image(stored, 0, 0, pictured.w, pictured.h)
    content = read_pdf(bytes(pictured.output()))
    assert resembles([block.text for block in content.blocks], lines)


@needs_tesseract
def test_scanned_columns_are_read_in_order() -> None:
    pdf = new_file()
    pdf.add_page()
    columns = (
        "Every child has the right\nto be protected from all\nforms of violence, abuse\nand neglect in the family.",
        "The State shall provide\nchild victims with access\nto compensation from the\npersons legally responsible.",
    )
    for x, column in zip((60, 330), columns, strict=True):
        for at, line in enumerate(column.split("\n")):
            pdf.text(x, 100 + 15 * at, line)
    content = read_pdf(bytes(add_picture(new_file(), photographed(pdf)).output()))
    assert resembles([block.text for block in content.blocks], tuple(column.replace("\n", " ") for column in columns))


def test_without_tesseract_a_scanned_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    tesseract_languages.cache_clear()
    pdf = add_picture(new_file(), photographed(typed(*ENGLISH)))
    pdf.add_page()
    with pytest.raises(UnreadableError) as refused:
        read_pdf(bytes(pdf.output()))
    tesseract_languages.cache_clear()
    assert refused.value.notice.code == "needs-ocr"
    assert dict(refused.value.notice.values) == {"pages": "1", "total": "2"}


def test_where_ocr_is_not_wanted_scanned_pages_are_named() -> None:
    pdf = typed(*ENGLISH)
    picture = photographed(typed(*ENGLISH))
    for _ in range(3):
        add_picture(pdf, picture)
    pdf.add_page()
    pdf.text(60, 100, "4. This Act enters into force on the day of its publication.")
    content = read_pdf(bytes(pdf.output()), ocr=False)
    assert [block.page for block in content.blocks] == [1, 1, 1, 5]
    assert [(notice.code, dict(notice.values)) for notice in content.notices] == [("pages-need-ocr", {"pages": "2-4"})]


def test_a_cover_in_dark_colours_is_no_page_of_text() -> None:
    pdf = add_picture(new_file(), Image.linear_gradient("L").resize((600, 800)).point(lambda shade: shade // 3))
    for number in (1, 2):
        pdf.add_page()
        pdf.text(60, 100, f"{number}. Every child has the right to be protected from all forms of violence.")
    content = read_pdf(bytes(pdf.output()))
    assert [block.page for block in content.blocks] == [2, 3]
    assert content.notices == []
