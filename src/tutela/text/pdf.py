"""PDF files, with a text layer or, where Tesseract is installed, without one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from tutela.text.blocks import Content
from tutela.text.notices import Notice, UnreadableError, notice
from tutela.text.ocr import read_pictures, tesseract_languages
from tutela.text.pdf_blocks import blocks_of
from tutela.text.pdf_lines import LineReader, Page
from tutela.text.pdf_traps import check_forms

if TYPE_CHECKING:
    from PIL.Image import Image

_MOST_PAGES = 10_000
_SECONDS = 180
"""After so long, the pages that are left are not read any more (those that go to Tesseract have their own limit)."""
_FEW_LETTERS = 8
_MUCH_OF_PAGE = 0.25  # a picture that covers less is not the page's text
_MANY_OBJECTS = 150  # letters may be drawn as shapes
_FEW_TEXTS = 3
_THUMBNAIL = 0.15
_SHADES = 16
_PAPER = 0.55  # of a page's surface
_DOTS_PER_INCH = 300
_MOST_PIXELS = 25_000_000


def read_pdf(data: bytes, *, ocr: bool = True) -> Content:
    """The content of a PDF file.

    Blocks come in reading order: columns one after the other, tables row by row, footnotes after the text of their
    page; running heads and feet, page numbers and the marks of notes in the text are left out. ``ocr``: whether pages
    that are pictures go to Tesseract where it is installed.

    Raises UnreadableError: "encrypted", "damaged", "too-large", "needs-ocr", "too-complex", "no-text". Pages that could
    not be read are named in the content's notices. Not to be called from several threads at once: PDFium allows none.
    """
    check_forms(data)
    document = _open(data)
    try:
        reading = _Reading(document)
        reading.read_text()
        reading.drop_illustrations()
        if ocr and reading.pictures and tesseract_languages():
            reading.read_pictures()
        reading.check()
        blocks, title = blocks_of(reading.pages, document.get_metadata_value("Title"))
        if not blocks:
            raise UnreadableError("no-text")
        return Content(blocks, title, len(document), reading.notices())
    finally:
        document.close()


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY):
            raise UnreadableError("encrypted") from error
        raise UnreadableError("damaged", format="PDF", detail=f"PDFium {error.err_code}") from error
    count = len(document)
    if 0 < count <= _MOST_PAGES:
        return document
    document.close()
    if count:
        raise UnreadableError("too-large", size=f"{count} p.", limit=f"{_MOST_PAGES} p.")
    raise UnreadableError("damaged", format="PDF", detail="0 p.")


@dataclass(slots=True)
class _Reading:
    """A document while it is read; page numbers count from 1."""

    document: pdfium.PdfDocument
    pages: list[Page] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    read_by_ocr: list[int] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)
    late: list[int] = field(default_factory=list)

    def read_text(self) -> None:
        """Read the lines of all pages, and note those that are pictures."""
        reader = LineReader()
        end = time.monotonic() + _SECONDS
        count = len(self.document)
        for number in range(1, count + 1):
            if time.monotonic() > end:
                self.late += range(number, count + 1)
                return
            try:
                lines = self._lines(reader, number)
                if _letters(lines) < _FEW_LETTERS and self._is_picture(number):
                    self.pictures.append(number)
                else:
                    self.pages.append(lines)
            except pdfium.PdfiumError:
                self.damaged.append(number)

    def _lines(self, reader: LineReader, number: int) -> Page:
        """The lines of a page. Raises PdfiumError."""
        page = pdfium_c.FPDF_LoadPage(self.document, number - 1)  # at less cost than by pypdfium2's own objects
        if not page:
            raise pdfium.PdfiumError("Failed to load page.")
        try:
            return reader.read(page, number)
        finally:
            pdfium_c.FPDF_ClosePage(page)

    def drop_illustrations(self) -> None:
        """Among pages of text, a dark cover or a photograph is not a page to be read."""
        if len(self.pictures) < len(self.pages):
            with suppress(pdfium.PdfiumError):  # then they stay, and are told
                self.pictures = [number for number in self.pictures if self._looks_written(number)]

    def _looks_written(self, number: int) -> bool:
        """Whether the picture of a page is mostly of one light shade, as paper is, and all that the page holds."""
        with self._page(number) as page:
            texts = sum(1 for item in page.get_objects(max_depth=1) if item.type == pdfium_c.FPDF_PAGEOBJ_TEXT)
            if _FEW_TEXTS < texts < _MANY_OBJECTS:
                return False  # blank lines of a word processor: the picture is set into a page
            picture = page.render(scale=_THUMBNAIL, grayscale=True).to_pil()
        shades = [0] * _SHADES
        for shade, count in enumerate(picture.histogram()):
            shades[shade * _SHADES // 256] += count
        paper = max(range(_SHADES), key=shades.__getitem__)
        return paper >= _SHADES // 2 and sum(shades[paper - 1 : paper + 2]) > _PAPER * sum(shades)

    def _is_picture(self, number: int) -> bool:
        """Whether a page without letters shows something that may be text: a large picture, text in unknown letters,
        or letters drawn as shapes."""
        shapes = 0
        with self._page(number) as page:
            width, height = page.get_size()
            for item in page.get_objects(max_depth=1):
                if item.type in (pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_FORM):
                    left, bottom, right, top = item.get_bounds()
                    if abs(right - left) * abs(top - bottom) > _MUCH_OF_PAGE * width * height:
                        return True
                elif item.type in (pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_TEXT):
                    shapes += 1
        return shapes > _MANY_OBJECTS

    @contextmanager
    def _page(self, number: int) -> Iterator[pdfium.PdfPage]:
        """A page, open. Raises PdfiumError, in damaged files even for one that could be opened before."""
        page = self.document[number - 1]
        try:
            yield page
        finally:
            page.close()

    def read_pictures(self) -> None:
        """Let Tesseract read the pages that are pictures."""
        for number, page in read_pictures(self._rendered()):
            if page is None:
                self.late.append(number)
            elif page.lines:
                self.pages.append(page)
                self.read_by_ocr.append(number)
        self.pictures.clear()
        self.pages.sort(key=lambda page: page.number)

    def _rendered(self) -> Iterator[tuple[int, Image, float]]:
        """The pictures of the pages, with their pixels a point."""
        for number in self.pictures:
            try:
                with self._page(number) as page:
                    width, height = page.get_size()
                    scale = min(_DOTS_PER_INCH / 72, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
                    picture = page.render(scale=scale, grayscale=True).to_pil()
            except pdfium.PdfiumError:
                self.damaged.append(number)
            else:
                yield number, picture, scale

    def check(self) -> None:
        """Raise UnreadableError where nothing was read, and why is known."""
        if any(page.lines for page in self.pages):
            return
        if self.pictures:
            raise UnreadableError("needs-ocr", pages=len(self.pictures), total=len(self.document))
        if self.late:
            raise UnreadableError("too-complex", detail=f"> {_SECONDS} s")
        if self.damaged:
            raise UnreadableError("damaged", format="PDF", detail=f"p. {_listed(self.damaged)}")

    def notices(self) -> list[Notice]:
        """What to tell of the pages."""
        told = (
            ("read-by-ocr", self.read_by_ocr),
            ("pages-need-ocr", self.pictures),
            ("damaged-pages", self.damaged),
            ("pages-over-time", self.late),
        )
        return [notice(code, pages=_listed(pages)) for code, pages in told if pages]


def _letters(page: Page) -> int:
    """How many letters a page has, as far as that matters."""
    count = 0
    for line in page.lines:
        count += sum(map(str.isalpha, line.text))
        if count >= _FEW_LETTERS:
            break
    return count


def _listed(numbers: list[int]) -> str:
    """Page numbers as people list them: "1-4, 9"."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ", ".join("-".join(map(str, run)) for run in runs)
