"""A page of a PDF file as a picture, and where passages stand on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from ctypes import byref, c_double, c_int
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from tutela.text.pdf_traps import check_forms
from tutela.text.places import Finder, letters_of

SCALE = 1.75
"""Pixels a point: sharp on most screens, at a few hundred kilobytes."""
_MOST_PIXELS = 4_000_000
_FEW_LETTERS = 8  # a page with fewer is a picture
_BACK = 2
"""A passage is at most so many pages long before the one that is shown."""
_FINE = 16  # units a point, in which PDFium's whole numbers are exact enough


class Box(NamedTuple):
    """A part of a page, in points from its upper left corner as it is shown."""

    left: float
    top: float
    width: float
    height: float


class Wanted(NamedTuple):
    """A passage that is to be found: any number by which it is known, its text, the page on which it begins."""

    number: int
    text: str
    page: int
    is_row: bool


@dataclass(frozen=True, slots=True)
class PagePlaces:
    """Where passages stand on a page of this size in points. ``has_letters``: False for a page that is a picture."""

    width: float
    height: float
    has_letters: bool
    places: dict[int, list[Box]]


def draw_page(data: bytes, number: int, target: Path) -> None:
    """Write the picture of page ``number`` (from 1) as PNG. Raises UnreadableError, or
    PdfiumError, also where there is no such page."""
    check_forms(data)
    with pdfium.PdfDocument(data) as document:
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(SCALE, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
        page.render(scale=scale).to_pil().save(target, "PNG")


def find_places(data: bytes, number: int, passages: Iterable[Wanted]) -> PagePlaces:
    """Find on page ``number`` (from 1) the passages that stand on it; they come in their order, those that begin on
    one of the pages before it too. Raises PdfiumError."""
    with pdfium.PdfDocument(data) as document:
        first = max(1, number - _BACK)
        pages = [_Letters(document[at - 1]) for at in range(first, number + 1)]
        starts = [0]
        for page in pages:
            starts.append(starts[-1] + len(page.letters))
        finder = Finder("".join(page.letters for page in pages))
        here, begin = pages[-1], starts[-2]
        places: dict[int, list[Box]] = {}
        for passage in passages:
            if not first <= passage.page <= number:
                continue
            found = finder.find(passage.text, starts[passage.page - first], is_row=passage.is_row)
            boxes = [
                box for start, end in found if end > begin for box in here.boxes(max(0, start - begin), end - begin)
            ]
            if boxes:
                places[passage.number] = boxes
        return PagePlaces(here.width, here.height, len(here.letters) >= _FEW_LETTERS, places)


class _Letters:
    """The letters of a page, and their boxes."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._page = page
        self.width, self.height = page.get_size()
        self._text = page.get_textpage()
        count = self._text.count_chars()
        codes = (pdfium_c.FPDFText_GetUnicode(self._text, at) for at in range(count))
        self.letters, self._places = letters_of(map(_character, codes))

    def boxes(self, start: int, end: int) -> list[Box]:
        """The boxes of a stretch, one for each line or part of a line."""
        places = self._places[start:end]
        characters = [place for place, following in pairwise([*places, -1]) if place != following]
        return [box for line in _lines([self._box(at) for at in characters]) if (box := self._on_page(line))]

    def _box(self, at: int) -> Box:
        left, bottom, right, top = self._text.get_charbox(at, loose=True)
        corners = (self._shown(left, top), self._shown(right, bottom))
        (x1, x2), (y1, y2) = (sorted(values) for values in zip(*corners, strict=True))
        return Box(x1, y1, x2 - x1, y2 - y1)

    def _shown(self, x: float, y: float) -> tuple[float, float]:
        """A place of the page's own space as it is shown: pages may be turned, and cut."""
        size = round(self.width * _FINE), round(self.height * _FINE)
        across, down = c_int(), c_int()
        pdfium_c.FPDF_PageToDevice(self._page, 0, 0, *size, 0, c_double(x), c_double(y), byref(across), byref(down))
        return across.value / _FINE, down.value / _FINE

    def _on_page(self, box: Box) -> Box | None:
        """The part of a box that can be seen."""
        left, top = max(0.0, box.left), max(0.0, box.top)
        right, bottom = min(self.width, box.left + box.width), min(self.height, box.top + box.height)
        return Box(left, top, right - left, bottom - top) if right - left > 0.5 and bottom - top > 0.5 else None


def _character(code: int) -> str:
    return chr(code) if code < 0x110000 else ""


def _lines(boxes: Sequence[Box]) -> list[Box]:
    """Boxes of characters that stand on one line, put together."""
    lines: list[Box] = []
    for box in boxes:
        if lines and _goes_on(lines[-1], box):
            lines[-1] = _around(lines[-1], box)
        else:
            lines.append(box)
    return lines


def _goes_on(line: Box, box: Box) -> bool:
    """Whether a character stands beside a line, at its height and not far from it, on either side (Arabic)."""
    common = min(line.top + line.height, box.top + box.height) - max(line.top, box.top)
    gap = max(box.left - line.left - line.width, line.left - box.left - box.width)
    return common > 0.5 * min(line.height, box.height) and gap < 2.5 * max(line.height, box.height)


def _around(line: Box, box: Box) -> Box:
    left, top = min(line.left, box.left), min(line.top, box.top)
    right = max(line.left + line.width, box.left + box.width)
    return Box(left, top, right - left, max(line.top + line.height, box.top + box.height) - top)
