"""Lines of text with their places on the page, as PDFium finds them.

PDFium tells a text character by character; asking it for each of a million characters would cost more than finding
them. So the text of a page is taken at once, and of each line only the first and the last character are asked for
their boxes. Lines that are wider than their letters explain, or jump, are looked at word by word and split at the
gaps: producers write table rows, and sometimes whole columns, across the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter
from statistics import median

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from tutela.text.numbering import opens_unit
from tutela.text.pdf_characters import Characters, Fonts
from tutela.text.pdf_rules import Rule, find_rules

HYPHENS = "\ufffe\x02\u00ad"
"""What PDFium puts in the place of a hyphen that breaks a word at a line end, and the soft hyphen."""

_BROKEN_WORD = re.compile("[^\ufffe\x02]+[\ufffe\x02]?|[\ufffe\x02]")
_WORD = re.compile(r"\S+")
_LEADER = re.compile(r"\.{4,}|(?:\. ){4,}|…{2,}|_{4,}")
_ARABIC = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_SPACED_MARK = re.compile(r" (\d{1,3})(?= |$)")
# Where a space may be missing: before a capital, after a comma.
_TIGHT = re.compile(r"[a-zß-öø-ÿ][A-ZÀ-ÖØ-Þ]")
_TIGHT_COMMA = re.compile(r"[,;][A-Za-zÀ-ÿ]")
_LEADING_NUMBER = re.compile(r"\d{1,3}(?!\d|[.,]\d)")

_NUMBER_FIRST = re.compile(r"^(\d{1,2}) \S")
_NUMBER_LAST = re.compile(r"\S (\d{1,2})$")

_SMALLER = 0.8  # times: letters of another rank, such as a note's mark
_MIXED = 0.75
_DROP_CAP = 1.5
_LEAST_GAP = 1.1  # in letter heights: narrower gaps may be wide spaces of a justified line
_SURE_GAP = 2.5  # in letter heights: no line is justified so badly
_LEAST_SPACE = 0.085  # in letter heights: between two words of a very tight line
_FEW_SPACES = 0.14  # of the characters of a line
_USUAL_WIDTH = 0.6  # of a letter, in letter heights; no common font is wider on average
_DEFAULT_WIDTH = 0.45
_PAGES_TRIED_TWICE = 8


@dataclass(slots=True)
class Line:
    """A line of text, or the part of one up to a wide gap.

    Lengths are in points: x to the right, ``y`` (the foot of the letters) downwards from the top of the page, both in
    the direction in which most of the page's text runs. ``bold`` and ``bold_end`` tell of the first and the last
    letter; ``raised`` is the number of characters at its beginning that are set as the mark of a note; ``order`` its
    place in the file. A hyphen that breaks a word is the last character (one of ``HYPHENS``).
    """

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool = False
    bold_end: bool = False
    raised: int = 0
    order: int = 0

    @property
    def width(self) -> float:
        """From the first letter to the last, in points."""
        return self.right - self.left


@dataclass(slots=True)
class Page:
    """The lines of a page, by their height. ``number`` counts from 1; ``aside`` holds lines that run in another
    direction than most (stamps in the margin, watermarks); ``marks`` are those of the notes that its text refers to;
    ``rules`` are the drawn horizontal lines, looked for only where lines of text stand side by side."""

    number: int
    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    aside: list[Line] = field(default_factory=list)
    marks: set[str] = field(default_factory=set)
    rules: list[Rule] = field(default_factory=list)


def counts_lines(numbers: list[tuple[int, float]]) -> bool:
    """Whether numbers, each with its height on the page, count its lines: by fives or ones, evenly down the page."""
    numbers = sorted(numbers, key=lambda number: number[1])
    if not (all(number % 5 == 0 for number, _ in numbers) or {b[0] - a[0] for a, b in pairwise(numbers)} == {1}):
        return False
    if any(below[0] <= above[0] for above, below in pairwise(numbers)):
        return False
    steps = [(below[1] - above[1]) / (below[0] - above[0]) for above, below in pairwise(numbers)]
    return len(steps) > 1 and min(steps) > 4 and max(steps) < 1.3 * min(steps)


class LineReader:
    """Reads the lines of the pages of one document, and remembers what it learns of it."""

    def __init__(self) -> None:
        self._fonts = Fonts()
        self._is_tight = False  # spaces between words were found missing; one page in four is looked at until then

    def read(self, page: pdfium_c.FPDF_PAGE, number: int) -> Page:
        """The lines of a page that PDFium has loaded. Raises PdfiumError where its text cannot be read."""
        textpage = pdfium_c.FPDFText_LoadPage(page)
        if not textpage:
            raise pdfium.PdfiumError("Failed to load text page.")
        try:
            reading = _PageReading(page, textpage, self._fonts)
            found = reading.page(number, self._is_tight)
            self._is_tight = reading.is_tight
            found.lines.sort(key=attrgetter("y"))
            if _has_neighbours(found.lines):
                found.rules = find_rules(page, reading.turned, reading.edges)
            return found
        except (ArithmeticError, ValueError) as error:  # coordinates that are no numbers
            raise pdfium.PdfiumError("Failed to place the text of a page.") from error
        finally:
            pdfium_c.FPDFText_ClosePage(textpage)


def _is_on(page: Page, line: Line) -> bool:
    """Whether a line stands on the page, in letters that fit on it; damaged files tell any numbers and none."""
    is_between = -page.width < line.left < page.width and 0 < line.right < 2 * page.width
    return is_between and -line.size < line.y < page.height + line.size and line.size < page.height


def _has_neighbours(lines: list[Line]) -> bool:
    """Whether lines, sorted by height, stand side by side in two places at least."""
    pairs = 0
    for line, below in pairwise(lines):
        if below.y - line.y < 0.75 * line.size and (below.left > line.right - 1 or below.right < line.left + 1):
            pairs += 1
    return pairs > 1


class _PageReading(Characters):
    """A page while its lines are read."""

    def page(self, number: int, is_tight: bool) -> Page:
        """The page's lines, in the direction of most of them. ``is_tight``: spaces are missing on earlier pages."""
        self.is_tight = is_tight
        self.marks = self.glued_marks()
        self.mixed: set[int] = set()  # where lines begin that end in letters of another size
        self.slope = 0.0
        self.height, self.ratio, self.bold = 0.0, 1.0, False  # of the line before
        left, bottom, right, top = self.edges
        page = Page(number, right - left, top - bottom)
        if not self.text:
            return page
        page.marks = {self.text[start:end] for start, end in self.marks}
        width, height = page.width, page.height
        spans: list[tuple[int, int]] = []
        for start, end in self._spans():
            line = self._line(start, end)
            if line.right < line.left or abs(self.slope) > 0.6 * line.size:
                self._take_unusual(page, line, end)
            elif (line.left > 0 and line.right < width and line.size < line.y < height) or _is_on(page, line):
                page.lines.append(line)
                spans.append((start, end))
        if len(page.lines) == len(spans):
            if self.is_tight or (number % 4 == 1 and _looks_tight(self.text)):
                self._add_spaces(page, spans)
            self._split_wide(page, spans)
        self._drop_spaced_marks(page)
        if _ARABIC.search(self.text) and len(_ARABIC.findall(self.text)) * 2 > sum(map(str.isalpha, self.text)):
            for line in page.lines:  # right is where lines begin: read the page in a mirror
                line.left, line.right = page.width - line.right, page.width - line.left
        return page

    def _spans(self) -> list[tuple[int, int]]:
        """Start and end of each line in the text, without white space around it."""
        spans, start = [], 0
        for line in self.text.split("\r\n"):
            stripped = line.strip()
            if stripped:
                begin = start if line[0] == stripped[0] else start + len(line) - len(line.lstrip())
                if "\ufffe" in stripped or "\x02" in stripped:  # the break after a hyphen is not told otherwise
                    for part in _BROKEN_WORD.findall(stripped):
                        spans.append((begin, begin + len(part)))
                        begin += len(part)
                else:
                    spans.append((begin, begin + len(stripped)))
            start += len(line) + 2
        return spans

    def _line(self, start: int, end: int) -> Line:
        """The line from one character to another; ``self.slope`` is how much its foot rises."""
        left, bottom, right, top = self.box(start)
        last_left, last_bottom, last_right, last_top = self.box(end - 1)
        height, last_height = top - bottom, last_top - last_bottom
        if height == self.height and self.text[start].islower():
            ratio, bold = self.ratio, self.bold  # it goes on in the letters of the line before it
        else:
            ratio, bold = self.ratio, self.bold = self.font(start, height)
            self.height = height
        if last_left < left and _ARABIC.search(self.text, start, end):
            left, last_right = last_left, right
        self.slope = last_bottom - bottom if last_height > _SMALLER * height else 0.0
        size, raised = height * ratio, 0
        text = self._without_marks(start, end) if self.marks else self.text[start:end]
        if not 0.88 * height < last_height < 1.14 * height:
            size, last_size = self.size(start), self.size(end - 1)
            number = _LEADING_NUMBER.match(text)
            if size < _SMALLER * last_size and number and self.is_taller(start + number.end(), start):
                size, raised, bottom = last_size, number.end(), last_bottom
            elif not _MIXED * size < last_size < size / _MIXED and text[0] != "*":
                self.mixed.add(start)
            if size > _DROP_CAP * last_size and text[1:3].lstrip()[:1].islower() and self.is_taller(start, start + 2):
                size, bottom = last_size, last_bottom
                text = text[0] + text[1:].lstrip()
            elif not raised:
                size = last_size if text[0] == "*" else max(size, last_size)
        x, top_edge = self.edges[0], self.edges[3]
        bold_end = bold and self.font(end - 1, last_height)[1]
        return Line(text, left - x, last_right - x, top_edge - bottom, max(size, 1.0), bold, bold_end, raised, start)

    def _without_marks(self, start: int, end: int) -> str:
        """The text between two characters, without the marks of notes in it."""
        pieces, at = [], start
        for mark_start, mark_end in self.marks:
            if start < mark_start < end:
                pieces.append(self.text[at:mark_start])
                at = mark_end
        pieces.append(self.text[at:end])
        return "".join(pieces)

    def _take_unusual(self, page: Page, line: Line, end: int) -> None:
        """Take in a line whose ends do not lie on one foot: it runs in another direction, or is several lines."""
        away = abs(self.direction(line.order) - self.turn) % 4
        if min(away, 4 - away) > 0.05:
            page.aside.append(line)
        else:
            page.lines.extend(piece for piece in self._pieces(line.order, end) if _is_on(page, piece))

    # Gaps

    def _pieces(self, start: int, end: int) -> list[Line]:
        """The parts of a line between its wide gaps and jumps."""
        words = [found.span() for found in _WORD.finditer(self.text, start, end)]
        ends = [(self.box(a), self.box(b - 1)) for a, b in words]
        gaps = [after[0][0] - before[1][2] for before, after in pairwise(ends)]
        height = max(median(first[3] - first[1] for first, _ in ends), 0.1)
        usual = sorted(gaps)[(len(gaps) - 1) // 3] if gaps else 0.0
        widest = max(_LEAST_GAP * height, min(2.5 * usual, _SURE_GAP * height))
        leaders = len(_LEADER.findall(self.text, start, end))
        begins = [start]
        for at, gap in enumerate(gaps, 1):
            (left, bottom, _, _), (before_left, before_bottom, _, _) = ends[at][0], ends[at - 1][1]
            jumps = abs(bottom - before_bottom) > 0.6 * height and ends[at][1][3] - ends[at][1][1] > _SMALLER * height
            if jumps or left < before_left - height:
                begins.append(words[at][0])
            elif leaders > 1 and not self.text[slice(*words[at - 1])].strip("."):
                begins.append(words[at][0])  # a table that leads from cell to cell
            elif gap > widest and not leaders and not self._is_mark(begins[-1], words[at - 1][1], gap / height):
                begins.append(words[at][0])
        return [
            self._line(begin, begin + len(self.text[begin:after].rstrip()))
            for begin, after in zip(begins, [*begins[1:], end], strict=True)
        ]

    def _is_mark(self, start: int, end: int, gap: float) -> bool:
        """Whether the line so far is but the number or bullet of what follows the gap (in letter heights)."""
        return end - start <= 9 and gap < 6 and opens_unit(self.text[start:end])

    def _split_wide(self, page: Page, spans: list[tuple[int, int]]) -> None:
        """Split the lines that hold wide gaps; ``spans`` are those of the lines."""
        lines = page.lines
        ratios = [(line.right - line.left) / (line.size * len(line.text)) for line in lines]
        telling = [ratio for ratio, line in zip(ratios, lines, strict=True) if len(line.text) > 30]
        usual = min(_USUAL_WIDTH, median(telling)) if len(telling) > 9 else _DEFAULT_WIDTH
        suspects = {
            at
            for at, ratio in enumerate(ratios)
            if ratio > 1.65 * usual
            or (ratio > 1.22 * usual and not lines[at].text.isupper())
            or lines[at].order in self.mixed
        }
        if self._is_interleaved(page, spans):
            suspects = set(range(len(lines)))
        suspects |= _numbered_lines(lines)
        split = {at: self._pieces(*spans[at]) for at in suspects if " " in lines[at].text}
        lefts = [piece.left for pieces in split.values() for piece in pieces[1:]]
        columns = [x for x in lefts if sum(abs(x - other) < 6 for other in lefts) > 1]
        for at, line in enumerate(lines if columns else ()):  # full cells are but a wide space apart
            if at not in split and any(line.left < x - 20 and line.right > x + 5 for x in columns):
                split[at] = self._pieces(*spans[at])
        if split:
            page.lines = [piece for at, line in enumerate(lines) for piece in split.get(at) or [line]]

    def _is_interleaved(self, page: Page, spans: list[tuple[int, int]]) -> bool:
        """Whether the file writes across the columns: long lines, tried here and there, have a gap at one place."""
        lines = page.lines
        if len(lines) < 6:
            return False
        widths = [line.right - line.left for line in lines]
        longest = max(widths)
        wide = [at for at, width in enumerate(widths) if width > 0.85 * longest]
        if longest < 0.5 * page.width or len(wide) < 3:
            return False
        tried = [wide[len(wide) // 2], wide[len(wide) // 4], wide[-1 - len(wide) // 4]]
        gutters: list[list[float]] = []
        for number, at in enumerate(tried):
            if number and not gutters and (number > 1 or page.number > _PAGES_TRIED_TWICE):
                return False
            if inner := self._inner_gaps(lines[at], *spans[at]):
                gutters.append(inner)
        places = [x for inner in gutters for x in inner]
        return any(sum(any(abs(x - other) < 12 for other in inner) for inner in gutters) > 1 for x in places)

    def _inner_gaps(self, line: Line, start: int, end: int) -> list[float]:
        """Where words of the middle of a line begin after a wide gap."""
        reach = (end - start) // 4
        at = self.text.find(" ", start + reach, end - reach)
        while at > 0:
            if self.box(at + 1)[0] - self.box(at - 1)[2] > _LEAST_GAP * line.size:
                pieces = self._pieces(start, end)[1:]
                return [piece.left for piece in pieces if piece.left > line.left + 0.15 * line.width]
            at = self.text.find(" ", at + 1, end - reach)
        return []

    # Spaces and marks

    def _add_spaces(self, page: Page, spans: list[tuple[int, int]]) -> None:
        """Set the spaces that PDFium misses in very tight lines: where one is missing, others of the document are."""
        for line, (start, end) in zip(page.lines, spans, strict=True):
            is_dense = self.is_tight and line.text.count(" ") < _FEW_SPACES * len(line.text) - 1
            if (is_dense or _looks_tight(line.text)) and self._add_spaces_to(line, start, end) and not self.is_tight:
                self.is_tight = True
                self._add_spaces(page, spans)
                return

    def _add_spaces_to(self, line: Line, start: int, end: int) -> bool:
        """Set the missing spaces of a line; whether there were any."""
        text = line.text
        if text != self.text[start:end] or end - start < 4:
            return False
        boxes = [self.box(at) for at in range(start, end)]
        gaps = [after[0] - before[2] for before, after in pairwise(boxes)]
        inner = [gap for gap, before, after in zip(gaps, text, text[1:], strict=False) if before != " " != after]
        least = median(inner) + _LEAST_SPACE * line.size if inner else 0.0
        pieces = [text[0]]
        for gap, before, after in zip(gaps, text, text[1:], strict=False):
            if gap > least and (before.isalpha() or before in ",;:.)") and after.isalpha():
                pieces.append(" ")
            pieces.append(after)
        line.text = "".join(pieces)
        return len(pieces) > len(text)

    def _drop_spaced_marks(self, page: Page) -> None:
        """Take the marks of notes that are set with a space before them out of the lines: the numbers with which
        smaller lines of the page begin, where they are raised."""
        numbered = [line for line in page.lines if line.text[0].isdigit()]
        largest = max(line.size for line in page.lines) if numbered else 0.0
        notes = {
            number.group(): line.size
            for line in numbered
            if line.size < 0.95 * largest and (number := _LEADING_NUMBER.match(line.text))
        }
        if not notes:
            return
        least = 1.05 * min(notes.values())
        for line in page.lines:
            text = line.text
            if line.size < least or not self.text.startswith(text, line.order):
                continue
            for found in reversed([*_SPACED_MARK.finditer(text)]):
                if found[1] in notes and line.size > 1.05 * notes[found[1]]:
                    start, end = line.order + found.start(1), line.order + found.end(1)
                    if self.is_raised(start - 2, end):
                        page.marks.add(found[1])
                        line.text = line.text[: found.start(1)].rstrip() + line.text[found.end(1) :]


def _numbered_lines(lines: list[Line]) -> set[int]:
    """The indices of lines that begin, or end, with their number on the page, as in a bill."""
    for pattern, end in ((_NUMBER_FIRST, 0), (_NUMBER_LAST, -1)):
        found = [
            (at, int(number[1]))
            for at, line in enumerate(lines)
            if line.text[end].isdigit() and (number := pattern.search(line.text))
        ]
        fives = [(at, number) for at, number in found if number % 5 == 0]
        for candidates in (fives, found):
            if len(candidates) > 2 and counts_lines([(number, lines[at].y) for at, number in candidates]):
                return {at for at, _ in candidates}
    return set()


def _looks_tight(text: str) -> bool:
    """Whether spaces may be missing in a text: words run into each other."""
    return bool(_TIGHT.search(text) or _TIGHT_COMMA.search(text))
