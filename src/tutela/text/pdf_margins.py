"""What a page shows besides its text: running heads and feet, page numbers, stamps, line numbers, watermarks.

A running line is known by coming again at the same height of other pages, word for word or with a number that counts
the pages. Lines that merely look alike ("Article 5", "Article 6" at the tops of two pages) are text.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise

from tutela.text.numbering import opens_unit, roman_value
from tutela.text.pdf_lines import Line, Page, counts_lines

_TOP, _BOTTOM = 0.17, 0.83
"""The shares of a page's height above and below which lines may be running ones."""
_SAME_HEIGHT = 3.5  # points
_MOST_HEIGHTS = 6  # a running head or foot has not more lines one below the other

_WORDS = re.compile(r"[^\W\d_][^\d_]*\s[^\d_]*")
_DIGITS = re.compile(r"\d+")
_ROMAN_ALONE = re.compile(r"(?i)[\W_]*([ivxlc]{1,7})[\W_]*")
_PAGE_NUMBER = re.compile(
    r"(?i)(?:page|página|p[áa]g\.?|p\.)?\s?[-–—\[(]?\s?(\d{1,4})\s?[-–—\])]?(?:\s?(?:/|of|de|sur)\s?(\d{1,4}))?"
)
_UN_STAMPS = (
    re.compile(r"(?i)distr\s?\.\s?:?\s?\w+|distribution\s?:.*"),
    re.compile(r"(?i)united nations|nations unies|naciones unidas"),
    re.compile(r"(?i)(?:original|langue originale)\s?:.{0,40}"),
    re.compile(r"[A-Z]+(?:/[\w.*()-]+){1,6}\*?"),  # the symbol: A/HRC/17/5, CRC/C/OPSC/XXX/CO/1
    re.compile(r"GE\.\s?\d\d-\d+.*"),
    re.compile(r"(?i)please recycle.*|merci de recycler.*|se ruega reciclar.*"),
    re.compile(r"\*\d{6,}\*|(?:\*\s?)?(?:\d\s){6,}\d\s?\*?"),  # the bar code's digits
)
_UN_DATE = re.compile(r"(?i)(\d{1,2}(?:er)?|1º)\s(?:de\s)?[a-zéûí]+\s(?:de\s)?\d{4}")
_UN_ORGANS = (
    "general assembly|assemblée générale|asamblea general|economic and social council|conseil économique et social|"
    "consejo económico y social|security council|conseil de sécurité|consejo de seguridad|convention on the rights of "
    "the child|convention relative aux droits de l’enfant|convención sobre los derechos del niño"
)
"""Whose document it is, as its first page shows in one line or two."""


def strip_margins(pages: list[Page]) -> str:
    """Take running heads and feet, page numbers, stamps and repeated marks out of the pages' lines, in place.

    Returns the words of the running head that most pages have, "" where there is none: often the title.
    """
    for page in pages:
        _drop_line_numbers(page)
    dropped: set[int] = set()  # ids of lines; they live as long as their pages
    tops = _edge_lines(pages, True)
    for edges in (tops, _edge_lines(pages, False)):
        _drop_running(edges, len(pages), dropped)
    heads = Counter(line.text for _, line in tops if id(line) in dropped and _WORDS.fullmatch(line.text))
    _drop_watermarks(pages, dropped)
    for page in pages:
        _drop_page_number(page, dropped)
    if pages:
        _drop_un_stamps(pages[0], dropped)
    for page in pages:
        if dropped:
            page.lines = [line for line in page.lines if id(line) not in dropped]
    _drop_repeated_asides(pages)
    head, count = heads.most_common(1)[0] if heads else ("", 0)
    return head if count > 0.4 * len(pages) else ""


_Edge = tuple[int, Line]  # the index of a page, and one of its lines near an edge


def _edge_lines(pages: list[Page], at_top: bool) -> list[_Edge]:
    """The outermost lines of each page at its top or bottom."""
    found = []
    for index, page in enumerate(pages):
        if at_top:
            limit = _TOP * page.height
            lines = sorted((line for line in page.lines if line.y < limit), key=lambda line: line.y)
        else:
            limit = _BOTTOM * page.height
            lines = sorted((line for line in page.lines if line.y > limit), key=lambda line: -line.y)
        heights, last = 0, -1e9
        for line in lines:
            if abs(line.y - last) > 1:
                heights, last = heights + 1, line.y
            if heights > _MOST_HEIGHTS:
                break
            found.append((index, line))
    return found


def _drop_running(edges: list[_Edge], pages: int, dropped: set[int]) -> None:
    """Find the lines that come again at one height: word for word, or counting the pages."""
    alike: defaultdict[str, list[_Edge]] = defaultdict(list)
    for edge in edges:
        alike[_DIGITS.sub("#", edge[1].text)].append(edge)
    slots: list[_Edge] = []
    for shape, group in alike.items():
        if len(group) > 1:
            for level in _same_height(group):
                running = _running(shape, level, pages)
                dropped.update(id(line) for _, line in running)
                slots += running
    romans = [edge for edge in edges if _ROMAN_ALONE.fullmatch(edge[1].text)]
    for level in _same_height(romans):
        values = [(index, roman_value(_ROMAN_ALONE.fullmatch(line.text)[1]) or 0) for index, line in level]  # type: ignore[index]
        if len(level) > 1 and _counts_pages(values):
            dropped.update(id(line) for _, line in level)
    _drop_slot_mates(edges, slots, pages, dropped)


def _same_height(group: list[_Edge]) -> Iterable[list[_Edge]]:
    """A group of like lines, parted by their height on the page."""
    group = sorted(group, key=lambda edge: edge[1].y)
    level: list[_Edge] = []
    for edge in group:
        if level and edge[1].y - level[-1][1].y > _SAME_HEIGHT:
            yield level
            level = []
        level.append(edge)
    if level:
        yield level


def _running(shape: str, level: list[_Edge], pages: int) -> list[_Edge]:
    """Those of some like lines at one height that are running lines."""
    needed = 2 if pages <= 6 else 3
    found: list[_Edge] = []
    for text in {line.text for _, line in level}:
        same = sorted((edge for edge in level if edge[1].text == text), key=lambda edge: edge[0])
        near = {at for at, (one, other) in enumerate(pairwise(same)) if other[0] - one[0] <= 2}
        if len(near | {at + 1 for at in near}) >= needed:  # on pages that follow each other, or on every other one
            found += same
    if "#" not in shape or len(level) < 2:
        return found
    has_letters = any(map(str.isalpha, shape))
    if has_letters and opens_unit(level[0][1].text):
        return found  # "Article 5" ... "Article 6"
    for place in range(shape.count("#")):
        values = [(index, int(_DIGITS.findall(line.text)[place][:9])) for index, line in level]
        if _counts_pages(values):
            return level
    return found


def _counts_pages(values: list[tuple[int, int]]) -> bool:
    """Whether numbers rise with the pages on which they stand: page index and number, for most by one offset."""
    offsets = Counter(number - index for index, number in values)
    offset, most = offsets.most_common(1)[0]
    pages = {index for index, number in values if number - index == offset}
    return len(pages) >= 2 and most >= 0.6 * len(values)


def _drop_slot_mates(edges: list[_Edge], slots: list[_Edge], pages: int, dropped: set[int]) -> None:
    """Where most pages have a running line at one height, what else stands there in that size runs too: the title of
    a chapter that is a page long, a page number that has been misread."""
    if pages < 4:
        return
    for level in _same_height(slots):
        indices = {index for index, _ in level}
        if len(indices) < 0.6 * pages:
            continue
        low, high = level[0][1].y, level[-1][1].y
        sizes = {round(line.size) for _, line in level}
        for _, line in edges:
            if low - 1 <= line.y <= high + 1 and round(line.size) in sizes and len(line.text) < 100:
                dropped.add(id(line))


def _drop_page_number(page: Page, dropped: set[int]) -> None:
    """A number alone at the very top or bottom of a page is its number."""
    lines = [line for line in page.lines if id(line) not in dropped]
    if len(lines) < 2:
        return
    lowest = max(lines, key=lambda line: line.y)
    highest = min(lines, key=lambda line: line.y)
    for line, other in ((lowest, max((x.y for x in lines if x is not lowest), default=0)),
                        (highest, min((x.y for x in lines if x is not highest), default=0))):  # fmt: skip
        found = _PAGE_NUMBER.fullmatch(line.text.strip())
        if not found or abs(line.y - other) < 1.5 * line.size:
            continue
        is_edge = line.y > 0.88 * page.height or line.y < 0.1 * page.height
        if is_edge and (int(found[1]) == page.number or found[2] or not line.text.strip().isdigit()):
            dropped.add(id(line))


def _drop_watermarks(pages: list[Page], dropped: set[int]) -> None:
    """Large words at one place of most pages."""
    if len(pages) < 3:
        return
    places: defaultdict[tuple[str, int, int], list[Line]] = defaultdict(list)
    for page in pages:
        for line in page.lines:
            if line.size > 16 and len(line.text) < 60:
                places[line.text, round(line.left / 4), round(line.y / 4)].append(line)
    for lines in places.values():
        if len(lines) >= max(3, 0.5 * len(pages)):
            dropped.update(map(id, lines))


def _drop_un_stamps(page: Page, dropped: set[int]) -> None:
    """The head and foot of a United Nations document's first page: symbol, distribution, date, original language."""
    if not any(_UN_STAMPS[0].match(line.text) for line in page.lines):
        return
    for line in page.lines:
        text = line.text.strip()
        in_head, in_foot = line.y < 0.25 * page.height, line.y > 0.85 * page.height
        is_stamp = (in_head or in_foot) and any(stamp.fullmatch(text) for stamp in _UN_STAMPS)
        is_organ = len(text) > 8 and text.lower().replace("'", "’") in _UN_ORGANS
        if is_stamp or (in_head and (is_organ or _UN_DATE.fullmatch(text))):
            dropped.add(id(line))


def _drop_line_numbers(page: Page) -> None:
    """The numbers 5, 10, 15 ... or 1, 2, 3 ... that count the lines of a bill, where they stand by themselves."""
    numbers = [line for line in page.lines if line.text.isdigit() and len(line.text) < 3]
    if len(numbers) < 3:
        return
    for side in ("left", "right"):
        columns: defaultdict[int, list[Line]] = defaultdict(list)
        for line in numbers:
            columns[round(getattr(line, side) / 8)].append(line)
        for column in columns.values():
            if len(column) > 2 and counts_lines([(int(line.text), line.y) for line in column]):
                gone = set(map(id, column))
                page.lines = [line for line in page.lines if id(line) not in gone]
                return


def _drop_repeated_asides(pages: list[Page]) -> None:
    """Lines across the page's direction: repeated ones, and short ones, are stamps and watermarks."""
    counts = Counter(_DIGITS.sub("#", line.text) for page in pages for line in page.aside)
    for page in pages:
        page.aside = [line for line in page.aside if counts[_DIGITS.sub("#", line.text)] == 1]
        if sum(len(line.text) for line in page.aside) < 80:
            page.aside.clear()
