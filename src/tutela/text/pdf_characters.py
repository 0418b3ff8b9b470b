"""The characters of a page of a PDF file: its text, and questions to PDFium about single characters in it."""

from __future__ import annotations

import ctypes
import re
import struct
from typing import Any

import pypdfium2.raw as pdfium_c

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points, y upwards."""

_BOLD_NAME = re.compile(rb"(?i)bold|black|heavy|demi|[-_,](?:bd|b|bi)$")
# The end of a number or of stars: the mark of a footnote, where it is also set right after a word and smaller.
_MARK_END = re.compile(r"[\d*](?![\w*.,])")
_RAISED = 0.8
"""A mark of a note is at most so tall, beside the letters of its line."""


def _at_once(function: Any) -> Any:
    """A function of PDFium as one that keeps Python's lock while it runs.

    Short questions are asked a hundred thousand times: giving the lock up and taking it back costs more than the
    answer, and would mean to wait for another thread each time.
    """
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(function.restype, *function.argtypes)(address)


_get_box = _at_once(pdfium_c.FPDFText_GetLooseCharBox)
_get_font = _at_once(pdfium_c.FPDFText_GetFontInfo)
_get_index = _at_once(pdfium_c.FPDFText_GetCharIndexFromTextIndex)
_get_angle = _at_once(pdfium_c.FPDFText_GetCharAngle)
_get_matrix = _at_once(pdfium_c.FPDFText_GetMatrix)
_get_size = _at_once(pdfium_c.FPDFText_GetFontSize)
_four_floats = struct.Struct("4f").unpack


class Fonts:
    """What is known of a document's fonts, by name: letter height in units of the height of PDFium's box for a
    character, and whether they are bold."""

    def __init__(self) -> None:
        self.known: dict[bytes, tuple[float, bool]] = {}


def _text(textpage: pdfium_c.FPDF_TEXTPAGE, count: int) -> str:
    """The text of a page of so many characters."""
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (2 * count + 16))()  # letters beyond the basic plane take two places
    written = pdfium_c.FPDFText_GetText(textpage, 0, count, buffer)
    return bytes(memoryview(buffer)[: max(0, written - 1)]).decode("utf-16-le", errors="ignore")


class Characters:
    """The text of a page, and where its characters are.

    Characters are told by their place in ``text``. Places on the page are in the direction in which most of its text
    runs: ``turn`` is 0 for text that runs to the right, 1 downwards, 2 to the left (upside down), 3 upwards, and
    ``edges`` is the page's own box, turned so.
    """

    def __init__(self, page: pdfium_c.FPDF_PAGE, textpage: pdfium_c.FPDF_TEXTPAGE, fonts: Fonts) -> None:
        self.fonts = fonts.known
        self.raw = textpage
        count = pdfium_c.FPDFText_CountChars(textpage)
        self.text = _text(textpage, count)
        self._is_aligned = len(self.text) == count
        self._rect = pdfium_c.FS_RECTF()
        self._rect_ref = ctypes.byref(self._rect)
        self._name = ctypes.create_string_buffer(80)
        self._flags_ref = ctypes.byref(ctypes.c_int())
        self.turn = 0
        self.turn = self._usual_turn()
        pdfium_c.FPDF_GetPageBoundingBox(page, self._rect_ref)
        self.edges = self.turned(self._rect.left, self._rect.bottom, self._rect.right, self._rect.top)

    def _index(self, at: int) -> int:
        """PDFium's own index of a character: it counts some that it does not tell."""
        return max(0, int(_get_index(self.raw, at)))

    def box(self, at: int) -> Box:
        """The box of a character, as tall as its font makes it."""
        _get_box(self.raw, at if self._is_aligned else self._index(at), self._rect_ref)
        left, top, right, bottom = _four_floats(self._rect)
        return self.turned(left, bottom, right, top) if self.turn else (left, bottom, right, top)

    def turned(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box of the page's own space as it lies when the page is turned so that its text is upright."""
        if self.turn == 1:
            return -top, left, -bottom, right
        if self.turn == 2:
            return -right, -top, -left, -bottom
        if self.turn == 3:
            return bottom, -right, top, -left
        return left, bottom, right, top

    def _usual_turn(self) -> int:
        """The direction of most of the text, from characters here and there in it."""
        step = max(1, len(self.text) // 5)
        seen = [round(self.direction(at)) % 4 for at in range(step // 2, len(self.text), step)]
        return max(set(seen), key=seen.count) if any(seen) else 0

    def direction(self, at: int) -> float:
        """The direction in which a character stands on the page, as ``turn`` counts it; between two for slopes."""
        angle = _get_angle(self.raw, at if self._is_aligned else self._index(at))
        return float(angle) / 1.5707963267948966 % 4

    def font(self, at: int, height: float) -> tuple[float, bool]:
        """Letter height in units of box height, and boldness, of the font of a character whose box is so tall."""
        _get_font(self.raw, at if self._is_aligned else self._index(at), self._name, 80, self._flags_ref)
        name = self._name.value
        known = self.fonts.get(name)
        if known is None:
            ratio = self.size(at) / height if height > 0 else 1.0
            is_bold = bool(_BOLD_NAME.search(name))
            known = self.fonts[name] = (ratio if 0.5 < ratio < 1.5 else 1.0), is_bold
        return known

    def size(self, at: int) -> float:
        """The height of the letters of a character's font, in points."""
        index = at if self._is_aligned else self._index(at)
        matrix = pdfium_c.FS_MATRIX()
        _get_matrix(self.raw, index, ctypes.byref(matrix))
        return float(_get_size(self.raw, index)) * float((matrix.c**2 + matrix.d**2) ** 0.5)

    def is_taller(self, at: int, other: int) -> bool:
        """Whether a character's letters are plainly taller than another's."""
        _, bottom, _, top = self.box(at)
        _, other_bottom, _, other_top = self.box(other)
        return _RAISED * (top - bottom) > other_top - other_bottom

    def is_raised(self, after: int, end: int) -> bool:
        """Whether the characters up to ``end`` are set as a mark: smaller than the one at ``after``, and not on its
        foot."""
        _, low, _, high = self.box(after)
        _, bottom, _, top = self.box(end - 1)
        return top - bottom < _RAISED * (high - low) and top > low + 0.6 * (high - low)

    def glued_marks(self) -> list[tuple[int, int]]:
        """The marks of notes that stand right after a word: start and end of each."""
        text, marks = self.text, []
        for found in _MARK_END.finditer(text):
            start, end = found.start(), found.end()
            while start > 1 and end - start < 4 and (text[start - 1].isdigit() or text[start - 1] == "*"):
                start -= 1
            before = text[start - 1]
            if before.isdigit() and text[end - 5 : end].isdigit() and self.is_raised(end - 5, end):
                raised = (at for at in range(end - 4, end) if self.is_raised(end - 5, at + 1))
                marks.append((next(raised, end - 1), end))  # "in 2019" + "1"
                continue
            follows = before.isalpha() or (before in ".,;:)”’»]—" and not text[start - 2].isdigit())
            if start > 1 and follows and self.is_raised(start - 1, end):
                marks.append((start, end))
        return marks
