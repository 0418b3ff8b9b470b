"""What a page of HTML says, and where in its source each letter stands.

Unlike ``tutela.text``, which gives a page's citable text, all that a reader can meet is taken, menus and titles too,
and keeps its place in the file, as an editor of the page needs it.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from html.parser import HTMLParser

BREAK = "\n\n\n"
"""Between the blocks of a page: no term reaches over it."""

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark meter nobr output progress rb rp rt "
    "ruby s samp small span strike strong sub sup time tt u var wbr".split()
)
_SILENT = frozenset(("script", "style", "template"))
_QUOTATION = "q"
_SAID = re.compile(
    r"\s(?:alt|title|aria-label|placeholder|summary)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')",
    re.IGNORECASE,
)
_META_SAID = re.compile(r"\scontent\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')", re.IGNORECASE)
_META = re.compile(r"\s(?:name|property)\s*=\s*[\"']?(?:description|\w+:(?:title|description))\b", re.IGNORECASE)


@dataclass
class Visible:
    """The text of a page. ``text`` is made of pieces; a piece of letters stands in the source as it is."""

    text: str = ""
    _pieces: list[str] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _places: list[tuple[int, int, bool]] = field(default_factory=list)
    _length: int = 0

    def add(self, piece: str, start: int, end: int) -> None:
        """Add what stands, or is said, at a stretch of the source."""
        if not piece:
            return
        self._starts.append(self._length)
        self._places.append((start, end, len(piece) == end - start))
        self._pieces.append(piece)
        self._length += len(piece)

    def close(self) -> None:
        """All pieces are there."""
        self.text = "".join(self._pieces)

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the text stands in the source, markup within it included."""
        return self._source(start)[0], self._source(max(start, end - 1))[1]

    def is_unbroken(self, start: int, end: int) -> bool:
        """Whether a stretch of the text stands in the source letter for letter."""
        first, last = (bisect_right(self._starts, place) - 1 for place in (start, max(start, end - 1)))
        return first == last and self._places[first][2]

    def _source(self, place: int) -> tuple[int, int]:
        if not self._starts:
            return 0, 0
        number = bisect_right(self._starts, place) - 1
        start, end, is_literal = self._places[number]
        if not is_literal:
            return start, end
        offset = start + place - self._starts[number]
        return offset, offset + 1


def visible(source: str) -> Visible:
    """The text of a page with its places. What no parser can make sense of is taken as it stands."""
    found = Visible()
    try:
        reader = _Reader(source, found)
        reader.feed(source)
        reader.close()
        reader.finish()
    except (AssertionError, ValueError):  # what the parser does at some broken declarations
        found = Visible()
        found.add(source, 0, len(source))
    found.close()
    return found


class _Reader(HTMLParser):
    def __init__(self, source: str, found: Visible) -> None:
        super().__init__(convert_charrefs=False)
        self._source = source
        self._found = found
        self._lines = [0, *(match.end() for match in re.finditer("\n", source))]
        self._hidden = ""
        self._attributes: list[tuple[str, int, int]] = []

    def finish(self) -> None:
        """Add what attributes say, after all else, for it interrupts the text that it stands in."""
        for piece, start, end in self._attributes:
            self._found.add(BREAK, start, start)
            self._found.add(piece, start, end)

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs  # they are read with their places instead
        start, written = self._at(), self.get_starttag_text() or ""
        end = start + len(written)
        self._said(tag, written, start)
        if tag in _SILENT:
            self._hidden = tag
        elif tag == "br":
            self._found.add("\n", start, end)
        elif tag == _QUOTATION:
            self._found.add("“", start, end)
        elif tag not in _INLINE:
            self._found.add(BREAK, start, end)

    def handle_endtag(self, tag: str) -> None:
        start = self._at()
        if tag == self._hidden:
            self._hidden = ""
        elif tag == _QUOTATION:
            self._found.add("”", start, start + 1)
        elif tag not in _INLINE and tag not in _SILENT:
            self._found.add(BREAK, start, start)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag in (_QUOTATION, *_SILENT):
            self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._found.add(data, self._at(), self._at() + len(data))

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name}")

    def handle_comment(self, data: str) -> None:
        if "tutela-terms:" in data:  # an inline comment for the checker itself
            start = self._at()
            self._found.add(f"<!--{data}-->", start, start + len(data) + 7)

    def _reference(self, written: str) -> None:
        start = self._at()
        end = start + len(written)
        end += self._source.startswith(";", end)
        sign = html.unescape(written + ";")
        if not self._hidden:
            self._found.add(self._source[start:end] if sign.startswith(written) else sign, start, end)

    def _said(self, tag: str, written: str, start: int) -> None:
        patterns = [_SAID]
        if tag == "meta":
            patterns = [_META_SAID] if _META.search(written) else []
        for pattern in patterns:
            for match in pattern.finditer(written):
                name = "double" if match["double"] is not None else "single"
                raw = match[name]
                self._attributes.append((html.unescape(raw), start + match.start(name), start + match.end(name)))
