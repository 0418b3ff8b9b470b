"""Web pages and HTML saved from word processors: what a reader sees, in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from tutela.text.blocks import Block, Content
from tutela.text.counting import letters, roman
from tutela.text.folding import fold_spaces
from tutela.text.headings import is_set_as_heading, reads_as_heading
from tutela.text.html_page import parse_page, text_of
from tutela.text.html_shape import BLOCKS, PageShape, names
from tutela.text.lines import broken_paragraphs
from tutela.text.numbering import find_mark
from tutela.text.plain import plain_blocks
from tutela.text.rows import row_blocks
from tutela.text.seams import close_seams
from tutela.text.titles import sensible_title

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD = frozenset(("b", "strong", "th"))
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_CENTRED_STYLE = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
# Classes that word processors and the gazettes of the European Union and of Spain give to headings.
_HEADING_CLASS = re.compile(
    r"(?:^|\s)(?:mso(?:title|subtitle|heading\d?)|(?:doc-?)?title|titre|heading\d?|(?:oj-)?(?:s?ti-[\w-]+|doc-ti)|"
    r"s?title-(?:article|division|gr)[\w-]*|(?:libro|t[ií]tulo|cap[ií]tulo|secci[oó]n|subsecci[oó]n|anexo)(?:_num|_tit)?|"
    r"articulo)(?:$|\s)"
)
_LETTERED = re.compile(r"(lower|upper)-(alpha|latin|roman)")
_NUMBER_NAME = re.compile(r"(?:^|[\s_-])(?:num|numero|number|enum|leg(?:p\d|part|chapter|schedule)no\w*)(?:$|\s)")
# Akoma Ntoso shown as HTML uses span for everything; these of its elements stand in the line, the others are blocks.
_AKN_INLINE = frozenset(
    "akn-" + name
    for name in (
    "num", "b", "i", "u", "sup", "sub", "a", "ref", "mref", "rref", "term", "def", "remark", "inline", "span",
    "date", "img", "br", "docTitle", "docNumber", "docDate", "docType", "shortTitle", "person", "organization",
    "role", "location", "concept", "quantity", "ins", "del", "abbr",
))  # fmt: skip
_WAY_BACK = re.compile(r"[\u21a9\u21b5\u2191\u2934\ufe0e\ufe0f]+|\^(?=\s|$)")
_CALL = "\ue000"  # stands where a footnote was called until the line is done
_AROUND_CALL = re.compile(rf"[ \u00a0]{{0,4}}(?:[\[(] ?{_CALL} ?[\])]|{_CALL})(?=[.,;:])|[\[(] ?{_CALL} ?[\])]|{_CALL}")


def read_html(data: bytes, codec: str = "") -> Content:
    """Read an HTML page, or HTML that a word processor wrote.

    ``codec`` is the Python codec of its letters, found out where it is not given. Scripts, hidden parts, menus, forms,
    page headers and footers, and lists of contents are left out; numbers of lists stand in the text. No markup is too
    bad to be read: the worst that happens is a page without blocks.
    """
    root = parse_page(data, codec)
    if root is None:
        return Content([])
    page = _Page(PageShape(root))
    blocks = close_seams(page.read(root))
    declared = root.find(".//title")
    title = sensible_title(text_of(declared)) if declared is not None else ""
    return Content(blocks, title or next((block.text for block in blocks if block.kind == "heading"), ""))


@dataclass(slots=True)
class _Frame:
    """Text that is being gathered: the page, one cell or one footnote. ``deferred`` holds footnotes that wait for the
    end of the line they are called in."""

    blocks: list[Block] = field(default_factory=list)
    deferred: list[Block] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    heading: int | None = None
    mark: str = ""
    depth: int = 0
    is_bold: bool = True
    is_numbered: bool = False
    is_plain: bool = False


@dataclass(slots=True)
class _List:
    form: str
    count: int
    step: int


class _Page:
    """Walks over a page once, without recursion, and gathers its blocks."""

    def __init__(self, shape: PageShape) -> None:
        self._shape = shape
        self._frames = [_Frame()]
        self._rows: list[list[list[Block]]] = []
        self._lists: list[_List] = []
        self._data_tables: list[bool] = []
        self._headings: list[int] = []
        self._bold = 0
        self._centred = 0

    def read(self, root: etree._Element) -> list[Block]:
        """The blocks of the page."""
        left_out: etree._Element | None = None
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if self._shape.is_left_out(element):
                    left_out = element
                    walk.skip_subtree()
                    if element in self._shape.calls:
                        self._frame.pieces.append(_CALL)
                else:
                    self._start(element)
                    self._add(element.text)
                continue
            if element is left_out:
                left_out = None
            else:
                self._end(element)
            if element is not root:
                self._add(element.tail)
        self._flush()
        return self._frames[0].blocks

    @property
    def _frame(self) -> _Frame:
        return self._frames[-1]

    def _add(self, text: str | None) -> None:
        if not text:
            return
        frame = self._frame
        frame.pieces.append(text if frame.is_plain else text.replace("\n", " "))
        if not text.isspace():
            frame.is_numbered = False
            frame.is_bold = frame.is_bold and self._bold > 0

    def _start(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == "br":
            self._frame.pieces.append("\n")
            return
        if element in self._shape.notes:
            self._frames.append(_Frame())
            return
        if _is_bold(element):
            self._bold += 1
        if tag == "q":
            self._add("“")
        if _is_block(element):
            self._start_block(element)

    def _start_block(self, element: etree._Element) -> None:
        tag = element.tag
        if self._frame.is_numbered:
            self._frame.is_numbered = False
        else:
            self._flush()
        if _is_centred(element):
            self._centred += 1
        if tag in ("ul", "ol", "menu", "dir"):
            self._lists.append(_open_list(element))
        elif tag == "li":
            self._frame.mark, self._frame.depth = self._item_mark(element), len(self._lists)
        elif tag == "table":
            self._data_tables.append(_is_data_table(element))
        elif tag == "tr" and self._in_data_table:
            self._rows.append([])
        elif tag in ("td", "th") and self._in_row:
            self._frames.append(_Frame())
        elif tag == "pre":
            self._frames.append(_Frame(is_plain=True))
        is_titled = tag in ("p", "div") and _HEADING_CLASS.search(names(element))
        if tag in _HEADINGS:
            self._headings.append(_HEADINGS[tag])
        self._frame.heading = self._headings[-1] if self._headings else 0 if is_titled else None

    def _end(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == "br":
            return
        if element in self._shape.notes:
            self._end_note(self._shape.notes[element])
            return
        if tag == "q":
            self._add("”")
        if _is_bold(element):
            self._bold -= 1
        if _is_block(element):
            self._end_block(element)
        elif element.attrib and _NUMBER_NAME.search(names(element)) and self._frame.pieces:
            self._add(" ")
            self._frame.is_numbered = True

    def _end_block(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == "pre" and self._frame.is_plain:
            text = "".join(self._frames.pop().pieces)
            self._frame.blocks += plain_blocks(text)
            return
        self._flush()
        if _is_centred(element):
            self._centred -= 1
        if tag in ("ul", "ol", "menu", "dir") and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._frame.mark = ""
        elif tag == "table" and self._data_tables:
            self._data_tables.pop()
        elif tag == "tr" and self._in_row:
            self._frame.blocks += row_blocks(self._rows.pop())
        elif tag in ("td", "th") and self._in_row and len(self._frames) > 1:
            self._rows[-1].append(self._frames.pop().blocks)
        elif tag in _HEADINGS:
            self._headings.pop()
        self._frame.heading = self._headings[-1] if self._headings else None

    @property
    def _in_data_table(self) -> bool:
        return bool(self._data_tables) and self._data_tables[-1]

    @property
    def _in_row(self) -> bool:
        return self._in_data_table and bool(self._rows)

    def _end_note(self, number: str) -> None:
        self._flush()
        text = " ".join(block.text for block in self._frames.pop().blocks)
        text = fold_spaces(_WAY_BACK.sub(" ", text))
        text = re.sub(rf"^[\[(]?{re.escape(number)}[\])]?(?:\s*[.:)]\s*|\s+|$)", "", text) if number else text
        if text:
            self._frame.deferred.append(Block("footnote", f"{number} {text}".strip()))

    def _flush(self) -> None:
        """Make blocks of the text gathered since the last block began or ended."""
        frame = self._frame
        if frame.is_plain:
            frame.pieces.append("\n")
            return
        if frame.pieces:
            text = "".join(frame.pieces)
            text = _AROUND_CALL.sub("", text) if _CALL in text else text
            frame.pieces.clear()
            lines = [fold_spaces(line) for line in text.split("\n")]
            if any(lines):
                frame.blocks += self._text_blocks(frame, lines)
        if frame.deferred:
            frame.blocks += frame.deferred
            frame.deferred.clear()
        frame.is_bold, frame.is_numbered = True, False

    def _text_blocks(self, frame: _Frame, lines: list[str]) -> list[Block]:
        text = " ".join(line for line in lines if line)
        if frame.heading is not None and reads_as_heading(text):
            return [Block("heading", text, level=frame.heading)]
        if not frame.mark and is_set_as_heading(text, is_bold=frame.is_bold, is_centred=self._centred > 0):
            return [Block("heading", text)]
        first, *rest = broken_paragraphs(lines)
        if frame.mark:
            mark = "" if find_mark(first) else frame.mark.strip("\0")
            blocks = [Block("item", f"{mark} {first}".strip(), level=max(1, frame.depth))]
            frame.mark = ""
        else:
            blocks = [Block("paragraph", first)]
        return blocks + [Block("paragraph", line) for line in rest]

    def _item_mark(self, item: etree._Element) -> str:
        """The number or bullet that a browser shows before a list item ("\\0" where it shows none)."""
        if not self._lists:
            return "•"
        current = self._lists[-1]
        given = item.get("value", "")
        count = int(given) if re.fullmatch(r"-?\d{1,6}", given) else current.count
        current.count = count + current.step
        return _counted(_list_form(item) or current.form, count)


def _is_block(element: etree._Element) -> bool:
    if element.tag in BLOCKS:
        return True
    shown = element.get("class", "")
    return shown.startswith("akn-") and element.tag == "span" and shown.split()[0] not in _AKN_INLINE


def _is_bold(element: etree._Element) -> bool:
    return element.tag in _BOLD or bool(_BOLD_STYLE.search(element.get("style", "")))


def _is_centred(element: etree._Element) -> bool:
    if element.tag == "center" or element.get("align", "").lower() in ("center", "middle"):
        return element.tag not in ("table", "tr", "td", "th", "tbody", "body")
    return bool(_CENTRED_STYLE.search(element.get("style", "")))


def _list_form(element: etree._Element) -> str:
    """How a list or an item says that it is numbered: "1", "a", "A", "i", "I", "none", or "" where it does not say."""
    given = element.get("type", "")
    if given in ("1", "a", "A", "i", "I"):
        return given
    style = f"{element.get('style', '')} {element.get('class', '')}".lower()
    if found := _LETTERED.search(style):
        form = "i" if found[2] == "roman" else "a"
        return form.upper() if found[1] == "upper" else form
    return "none" if re.search(r"list-style(?:-type)?\s*:\s*none", style) else ""


def _open_list(element: etree._Element) -> _List:
    form = _list_form(element)
    if element.tag != "ol":
        return _List(form if form == "none" else "•", 1, 1)
    given = element.get("start", "")
    step = -1 if element.get("reversed") is not None else 1
    default = 1 if step == 1 else sum(1 for child in element if child.tag == "li")
    return _List(form or "1", int(given) if re.fullmatch(r"-?\d{1,6}", given) else default, step)


def _counted(form: str, count: int) -> str:
    if form in ("•", "none"):
        return "•" if form == "•" else "\0"
    written = {"a": letters, "i": roman}.get(form.lower(), str)(count)
    return (written.upper() if form.isupper() else written) + "."


def _is_data_table(table: etree._Element) -> bool:
    """Whether a table sets data side by side: several cells in a row, and no table inside it."""
    if table.get("role") in ("presentation", "none"):
        return False
    cells = widest = 0
    for element in table.iter("table", "tr", "td", "th"):
        if element.tag == "table" and element is not table:
            return False
        cells = 0 if element.tag in ("table", "tr") else cells + 1
        widest = max(widest, cells)
    return widest > 1
