"""From the blocks of a file to its citable passages: labels, heading paths, leads and languages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from tutela.text.blocks import Block, Content
from tutela.text.contents import without_contents
from tutela.text.document import Document, Passage, PassageKind, Span
from tutela.text.heading_path import HeadingPath, reads_as_heading
from tutela.text.language import language_of, main_language
from tutela.text.numbering import Mark, find_heading_number, find_marks
from tutela.text.outline import NOTE, Outline, bare_prefix

_LONGEST_JOINED = 1500
"""Unnumbered paragraphs of one provision are kept together up to this many characters."""
_LONGEST = 2600
"""A longer passage is cut at sentence ends, so that a quotation stays readable."""
_CUT_AT = 1600
_LEAD = 400
"""At most so many characters of the opening text are carried to the parts that complete it."""

_SENTENCE_END = re.compile(r"(?<=[.;:!?»”])\s+(?=[A-ZÀ-ÝÑ¿¡(«“\d])")
_OPEN_END = re.compile(r"(?:[:—–-]|:\s?[-–—]|\b(?:and|or|et|ou|y|o|that|que|to|de|who|which))$")
_OPENING = '“«„"'
_QUOTATION_END = re.compile(r"[”»\"][.;,:]?\)?$")
_INLINE_TITLE = re.compile(r"(?P<title>[^.;]{3,140}?)\.?\s?[—–―-]{1,2}\s?(?=\(\w{1,4}\)\s|[A-Z“\"'(])")


_NUMBERED = ("heading", "paragraph", "item")
"""Kinds of blocks whose marks number the document; rows, notes and boxes have their own."""


def _is_open(text: str) -> bool:
    """Whether a text ends so that the parts below complete it: "States Parties shall:"."""
    return _OPEN_END.search(text[-8:]) is not None


def _opened_quotations(text: str) -> int:
    """How many more quotations a text opens than it closes; a straight mark at its beginning opens one."""
    opened = sum(text.count(mark) for mark in "“«„") - sum(text.count(mark) for mark in "”»")
    straight = text.count('"') % 2
    return opened + (straight if text.startswith('"') else -straight)


@dataclass(slots=True)
class _Draft:
    """A passage in the making: whole blocks of the document's text."""

    start: int
    end: int
    label: str
    heading_path: tuple[str, ...]
    page: int | None
    lead: str
    kind: PassageKind


@dataclass(slots=True)
class _Cutter:
    """Walks over the blocks once, with the outline and the headings as its memory."""

    language: str
    outline: Outline
    headings: HeadingPath = field(default_factory=HeadingPath)
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    drafts: list[_Draft] = field(default_factory=list)
    footnotes: list[Block] = field(default_factory=list)
    openings: list[str] = field(default_factory=list)  # the text that opened each depth of the outline
    current: _Draft | None = None
    awaits_title: bool = False  # an article's heading stood alone: its title may follow
    interrupted: bool = False  # a heading stood inside the open unit: only the next number continues it
    table_head: str = ""
    quoted: int = 0  # blocks since a quotation (an amendment's new text) was opened and not closed

    def write(self, text: str) -> Span:
        """Append a block to the document's text."""
        if self.pieces:
            self.length += 1  # the line break between blocks
        start = self.length
        self.pieces.append(text)
        self.length += len(text)
        return Span(start, self.length)

    def close(self) -> None:
        """The open passage is complete; the notes that stood in it follow it."""
        if self.current is not None:
            self.drafts.append(self.current)
            self.current = None
        notes, self.footnotes = self.footnotes, []
        for note in notes:
            span = self.write(note.text)
            number = re.match(r"[\[(]?(\d{1,4}|[*†‡]+|[a-z])\b", note.text)
            label = f"{NOTE.get(self.language, 'note')} {number.group(1)}" if number else ""
            self.drafts.append(_Draft(*span, label, self.headings.path, note.page, "", "footnote"))

    def open(self, block: Block, kind: PassageKind = "body", lead: str = "") -> None:
        """Begin a passage with this block."""
        self.close()
        span = self.write(block.text)
        self.current = _Draft(*span, self.outline.label, self.headings.path, block.page, lead, kind)

    def extend(self, block: Block) -> None:
        """Add this block to the open passage."""
        assert self.current is not None
        self.current.end = self.write(block.text).end

    # The kinds of block

    def take(self, block: Block, marks: list[Mark]) -> None:
        """Take in the next block, with the marks at its beginning."""
        if block.kind == "footnote":
            self.footnotes.append(block)
            return
        if block.kind == "row":
            self._row(block)
            return
        if block.kind == "box":
            self.close()
            self.drafts.append(_Draft(*self.write(block.text), "", self.headings.path, block.page, "", "body"))
            return
        self.table_head = ""
        if not marks and block.kind == "heading" and (number := find_heading_number(block.text)):
            marks = [number]
        if self._in_quotation(block, marks):
            self._paragraph(block, is_bullet=False)
        elif marks and marks[0].rank == "division":
            self._division(block, marks[0])
        elif marks and marks[0].rank in ("article", "number", "letter"):
            self._numbered(block, marks)
        elif block.kind == "heading":
            self._heading(block)
        else:
            self._paragraph(block, is_bullet=block.kind == "item" or bool(marks))

    def _in_quotation(self, block: Block, marks: list[Mark]) -> bool:
        """Whether the block belongs to quoted text (the words that an amendment inserts): its numbers are not ours.

        A quotation that is never closed is given up at a heading with the next number of the document itself, or after
        300 blocks.
        """
        opened = _opened_quotations(block.text)
        if self.quoted:
            is_ours = bool(marks) and block.kind == "heading" and self.outline.is_next_top(marks[0])
            if is_ours or self.quoted > 300:
                self.quoted = 0
                return False
            closes = opened < 0 and _QUOTATION_END.search(block.text[-4:]) is not None
            self.quoted = 0 if closes else self.quoted + 1
            return True
        if block.text[0] in _OPENING and self.outline.in_provision:
            self.quoted = 1 if opened > 0 else 0
            return True
        return False

    def _division(self, block: Block, mark: Mark) -> None:
        self.close()
        self.write(block.text)
        self.headings.enter_division(block, mark)
        self.outline.enter_division(self.headings.annex)
        self.openings.clear()
        self.awaits_title = self.interrupted = False

    def _heading(self, block: Block) -> None:
        self.close()
        self.write(block.text)
        if self.awaits_title:
            self.headings.enter_article_title(block.text)
            self.awaits_title = False
            return
        self.headings.enter(block)
        self.interrupted = True

    def _numbered(self, block: Block, marks: list[Mark]) -> None:
        mark = marks[0]
        rest = block.text[marks[-1].end :]
        in_unit = self.outline.in_provision or self.outline.continues(mark)
        if reads_as_heading(block, mark, rest, in_unit=in_unit):
            self._numbered_heading(block, mark, rest)
            return
        if self.interrupted and mark.rank != "article" and not self.outline.continues(mark):
            self._leave_unit(mark)
        if not self.outline.place(mark):
            self._paragraph(block, is_bullet=False)
            return
        self.interrupted = False
        depth = self.outline.depth
        for further in marks[1:]:
            self.outline.place(further)
        if mark.rank == "article" or depth == 1:
            self.openings.clear()
            self._enter_unit(block, mark, rest, is_chain=len(marks) > 1)
        else:
            self.awaits_title = False
            self._begin(block, depth)

    def _leave_unit(self, mark: Mark) -> None:
        """A heading closed the open unit, unless the outline goes on below it."""
        if mark.rank == "number" and mark.number == "1" and mark.shape == "x.":
            self.outline.begin_anew()
        elif not (mark.rank == "number" and self.outline.bare_prefix):
            self.outline.leave()
        self.openings.clear()

    def _numbered_heading(self, block: Block, mark: Mark, rest: str) -> None:
        """ "3.2 Reporting procedures", "IV. Legislation", "Article 34 – Sexual exploitation" set as a heading."""
        self.close()
        self.write(block.text)
        self.openings.clear()
        self.interrupted = False
        is_section = mark.rank == "number" and self.outline.numbers_provisions
        if mark.rank == "article" or (is_section and self.outline.place(mark)):
            if mark.rank == "article":
                self.outline.place(mark)
            self.headings.enter_article_title(rest)
            self.awaits_title = not rest
            return
        self.headings.enter(block, numbered=mark)
        if mark.rank == "number":
            self.outline.enter_heading(mark.number)
        else:
            self.outline.leave()

    def _enter_unit(self, block: Block, mark: Mark, rest: str, *, is_chain: bool) -> None:
        """An article, section or numbered paragraph begins with this block."""
        if mark.rank == "article" and not rest:
            self.close()
            self.write(block.text)
            self.headings.enter_article_title("")
            self.awaits_title = True
            return
        title = _INLINE_TITLE.match(rest) if not is_chain else None
        if mark.rank == "article" or self.outline.numbers_provisions:
            if title:
                self.headings.enter_article_title(title["title"])
                for further in find_marks(rest[title.end() :], self.language)[:2]:
                    if further.shape == "(x)" and further.number in ("1", "a"):
                        self.outline.place(further)
            elif mark.rank == "article":
                self.headings.enter_article_title("")
        self.awaits_title = False
        self._begin(block, self.outline.depth)

    def _begin(self, block: Block, depth: int) -> None:
        """Begin the passage of the unit just entered, with the opening text of the units above it as its lead."""
        del self.openings[depth - 1 :]
        lead = " ".join(text for text in self.openings if text)
        self.open(block, lead=lead[-_LEAD:])
        self._remember(block)

    def _remember(self, block: Block) -> None:
        """Keep the opening text of the depth where we are, for the parts that will complete it."""
        depth = self.outline.depth
        if depth:
            self.openings += [""] * (depth - len(self.openings))
            self.openings[depth - 1] = block.text if _is_open(block.text) else ""

    def _paragraph(self, block: Block, *, is_bullet: bool) -> None:
        if self.awaits_title:
            self.awaits_title = False
        if self.interrupted or (self.outline.is_plain_list and not is_bullet):
            self.outline.leave()
            self.openings.clear()
            self.interrupted = False
        current = self.current
        size = current.end - current.start + len(block.text) if current else 0
        if current is None or current.kind != "body" or current.label != self.outline.label:
            self.open(block)
            self._remember(block)
        elif size <= _LONGEST_JOINED and (self.outline.label or is_bullet):
            self.extend(block)
            if _is_open(block.text):
                self._remember(block)
        else:
            opening = self.pieces[-1] if is_bullet and self.pieces[-1].endswith(":") else ""
            self.open(block, lead=opening[-_LEAD:])

    def _row(self, block: Block) -> None:
        if self.table_head and block.text != self.table_head:
            self.open(block, "row", self.table_head)
        else:
            self.open(block, "row")
            self.table_head = block.text[:_LEAD]


def _parts(text: str, start: int, end: int) -> list[Span]:
    """The spans into which a very long passage is cut, at ends of sentences."""
    if end - start <= _LONGEST:
        return [Span(start, end)]
    spans, begin, last = [], start, start
    for found in _SENTENCE_END.finditer(text, start, end):
        if found.start() - begin > _CUT_AT and last > begin:
            spans.append(Span(begin, last))
            begin = last
            while begin < end and text[begin].isspace():
                begin += 1
        last = found.start()
    if end - begin > _LONGEST and last - begin > _CUT_AT // 2:
        spans.append(Span(begin, last))
        begin = last
        while begin < end and text[begin].isspace():
            begin += 1
    spans.append(Span(begin, end))
    return spans


def cut(content: Content, *, path: str = "", kind: str = "text", sha256: str = "") -> Document:
    """The document that a file's content makes: its text, and its passages in reading order.

    Headings stand in the document's text and in the heading paths, and are not passages; tables of contents are left
    out. Every passage's text is the document's text at its span.
    """
    blocks = [block for block in without_contents(content.blocks) if block.text]
    if all(block.kind == "heading" for block in blocks):  # a title page is all there is to cite
        blocks = [replace(block, kind="paragraph") for block in blocks]
    texts = [block.text for block in blocks]
    language = main_language([block.text for block in blocks if block.kind != "heading"] or texts)
    marks = [find_marks(block.text, language) if block.kind in _NUMBERED else [] for block in blocks]
    articles = sum(1 for found in marks if found and found[0].rank == "article" and found[0].shape == "word")
    cutter = _Cutter(language, Outline(bare_prefix(texts, language, articles >= 2), language))
    for block, found in zip(blocks, marks, strict=True):
        cutter.take(block, found)
    cutter.close()
    text = "\n".join(cutter.pieces)
    passages = _passages(cutter.drafts, text, language)
    title = content.title or next((block.text[:200] for block in blocks if block.kind == "heading"), "")
    return Document(path, kind, title, sha256, text, passages, language, content.pages, tuple(content.notices))


def _passages(drafts: list[_Draft], text: str, language: str) -> tuple[Passage, ...]:
    passages = []
    around = language
    for draft in drafts:
        for span in _parts(text, draft.start, draft.end):
            words = text[span.start : span.end]
            own = language_of(words, around)
            if len(words) > 200:
                around = own  # a long stretch in another language carries the short ones after it
            path = draft.heading_path
            passages.append(Passage(words, span, draft.label, path, draft.page, own, draft.lead, draft.kind))
    return tuple(passages)
