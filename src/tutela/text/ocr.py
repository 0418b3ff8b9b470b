"""Pages that are pictures, read by Tesseract where it is installed."""

from __future__ import annotations

import os
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from statistics import median
from typing import TYPE_CHECKING

from tutela.text.language import language_of
from tutela.text.pdf_lines import Line, Page

if TYPE_CHECKING:
    from PIL.Image import Image

_CODES = {"en": "eng", "fr": "fra", "es": "spa"}
_SECONDS = 120
"""After so long, a page is given up."""
_WORKERS = min(4, os.cpu_count() or 1)
_CAPITAL = 0.7  # of the letters' size: the height of a capital
_DESCENT = 0.19
_USUAL_SIZE = 11  # points
_DESCENDING = frozenset("gjpqyçQJ,;()[]{}|/§$")
_LEAST_CONFIDENCE = 60  # of 100, on average: less may be a page that lies on its side
_NOISE = 30
_UNREADABLE = 50


class OcrTimeout(Exception):
    """Tesseract did not finish a page in time."""


@cache
def tesseract_languages() -> str:
    """The languages that Tesseract can read here, as it takes them ("eng+fra"); "" where it is not installed, or
    without any of English, French and Spanish."""
    if shutil.which("tesseract") is None:
        return ""
    import pytesseract

    try:
        installed = pytesseract.get_languages()
    except (pytesseract.TesseractError, OSError):
        return ""
    return "+".join(language for language in _CODES.values() if language in installed)


def read_pictures(pictures: Iterable[tuple[int, Image, float]]) -> Iterator[tuple[int, Page | None]]:
    """Read pictures of pages: page number, picture, and pixels a point. For each, in their order, its lines, or None
    where that took too long.

    The first page is read in all languages at once; if it is plainly in one of them, the others are read in that one,
    which keeps more accents. Pictures are taken one by one, and not many more than can be read at once are in memory.
    """
    languages = ""
    # Tesseract's own threads gain little on one page and get in each other's way on several.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    waiting: list[tuple[int, Future[Page]]] = []
    with ThreadPoolExecutor(_WORKERS) as pool:
        for number, picture, scale in pictures:
            if not languages:
                first = pool.submit(_read, picture, number, scale, tesseract_languages())
                languages = _language(first)
                if languages not in ("fra", "spa"):
                    waiting.append((number, first))  # without accents, a second reading finds no more
                    continue
            waiting.append((number, pool.submit(_read, picture, number, scale, languages)))
            if len(waiting) > _WORKERS:
                yield _result(*waiting.pop(0))
        for number, future in waiting:
            yield _result(number, future)


def _language(first: Future[Page]) -> str:
    """The language in which to read on, by the first page that was read."""
    languages = tesseract_languages()
    page = _result(0, first)[1]
    text = " ".join(line.text for line in page.lines) if page else ""
    own = _CODES.get(language_of(text, "und"), "") if len(text) > 300 else ""
    return own if own in languages.split("+") else languages


def _result(number: int, future: Future[Page]) -> tuple[int, Page | None]:
    try:
        return number, future.result()
    except OcrTimeout:
        return number, None


def _read(picture: Image, number: int, scale: float, languages: str) -> Page:
    """The lines of one picture; one that can hardly be read is turned upright and read again."""
    words = _words(picture, languages)
    is_sideways = _stand_upright(words)
    if is_sideways or _confidence(words) < _LEAST_CONFIDENCE:
        languages = tesseract_languages()
        quarter = _turn(picture)
        if quarter:
            turned = picture.rotate(quarter, expand=True)
            again = _words(turned, languages)
            if is_sideways or _confidence(again) > _confidence(words):
                picture, words = turned, again
    page = Page(number, picture.width / scale, picture.height / scale)
    if _confidence(words) > _UNREADABLE or sum(len(word[1]) for word in words) < 20:
        page.lines = _lines(words, scale)  # else a photograph, a hand, or another script
    return page


_Word = tuple[tuple[int, int, int], str, float, int, int, int, int]
"""Its line, its letters, how sure they are (0 to 100), and left, top, width and height in pixels."""


def _words(picture: Image, languages: str) -> list[_Word]:
    import pytesseract

    try:
        found = pytesseract.image_to_data(
            picture, lang=languages, config="--psm 3", output_type=pytesseract.Output.DICT, timeout=_SECONDS
        )
    except pytesseract.TesseractError:
        return []  # it refuses pictures without anything like a letter
    except RuntimeError as error:  # what pytesseract raises for a timeout
        raise OcrTimeout from error
    words = []
    for at, text in enumerate(found["text"]):
        if text.strip() and float(found["conf"][at]) >= 0:
            line = found["block_num"][at], found["par_num"][at], found["line_num"][at]
            box = found["left"][at], found["top"][at], found["width"][at], found["height"][at]
            words.append((line, _letters(text), float(found["conf"][at]), *box))
    return words


def _confidence(words: list[_Word]) -> float:
    """How sure the letters are, on average."""
    letters = sum(len(word[1]) for word in words)
    return sum(len(word[1]) * word[2] for word in words) / letters if letters else 0.0


def _stand_upright(words: list[_Word]) -> bool:
    """Whether most long words are taller than wide: the page lies on its side, and Tesseract read it all the same."""
    long = [word for word in words if len(word[1]) > 3]
    return sum(word[6] > word[5] for word in long) * 2 > len(long)


def _turn(picture: Image) -> int:
    """By how many degrees, counter-clockwise, a picture must be turned to stand upright; 0 where that is not clear."""
    import pytesseract

    try:
        found = pytesseract.image_to_osd(picture, output_type=pytesseract.Output.DICT, timeout=_SECONDS)
    except (pytesseract.TesseractError, RuntimeError):
        return 0  # too few letters to tell, or no data for it
    return -int(found["rotate"]) % 360


def _letters(text: str) -> str:
    """A word as it is meant: a stroke by itself is a Roman one."""
    return "I" if text.strip() == "|" else text.strip()


def _lines(words: list[_Word], scale: float) -> list[Line]:
    """Words put together to lines, in points."""
    rows: defaultdict[tuple[int, int, int], list[_Word]] = defaultdict(list)
    for word in words:
        rows[word[0]].append(word)
    good = [row for row in rows.values() if _is_text(row)]
    sizes = [_size(row) for row in good]
    usual = median([size for size in sizes if size] or [scale * _USUAL_SIZE])
    lines = []
    for row, size in zip(good, sizes, strict=True):
        if not size or 0.85 < size / usual < 1.18:  # heights on a picture are rough: like sizes are the same
            size = usual
        row.sort(key=lambda word: word[3])
        piece = [row[0]]
        for word in row[1:]:
            if word[3] - piece[-1][3] - piece[-1][5] > 2.5 * size:
                lines.append(_line(piece, size, scale))
                piece = []
            piece.append(word)
        lines.append(_line(piece, size, scale))
    for order, line in enumerate(lines):
        line.order = 10_000 * order  # no line goes on where the one before it stops
    return lines


def _is_text(row: list[_Word]) -> bool:
    """Whether the words of a line are more than specks on the paper."""
    return median(word[2] for word in row) >= _NOISE and any(char.isalnum() for word in row for char in word[1])


def _size(row: list[_Word]) -> float:
    """The size of a line's letters in pixels, from words that are as tall as a capital; 0 where it has none."""
    heights = [word[6] for word in row if not _DESCENDING.intersection(word[1]) and any(map(_is_tall, word[1]))]
    return median(heights) / _CAPITAL if heights else 0.0


def _is_tall(letter: str) -> bool:
    return letter.isupper() or letter in "bdfhklt"


def _line(words: list[_Word], size: float, scale: float) -> Line:
    feet = [word[4] + word[6] - (_DESCENT * size if _DESCENDING.intersection(word[1]) else 0) for word in words]
    left, right = words[0][3], max(word[3] + word[5] for word in words)
    text = " ".join(word[1] for word in words)
    return Line(text, left / scale, right / scale, median(feet) / scale, size / scale)
