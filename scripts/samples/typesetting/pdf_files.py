"""The five PDF files with text: each with its own design, title page and running heads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from fpdf import FPDF

from typesetting.emblem import draw_emblem
from typesetting.lines import Font, Line, break_lines, draw_line, soft_hyphens
from typesetting.pages import HEIGHT, WIDTH, Design, HeadingStyle, Pages
from typesetting.source import Block, Run, Source, plain
from typesetting.tables import draw_table

MADE = datetime(2024, 1, 15, 9, 0, tzinfo=UTC)
"""The date in every file, so that the same texts make the same bytes."""

DISCLAIMER = {
    "en": "Sample document of an invented State, written for the demonstration of Tutela",
    "fr": "Document d’exemple d’un État inventé, rédigé pour la démonstration de Tutela",
    "es": "Documento de muestra de un Estado inventado, redactado para la demostración de Tutela",
}

_HYPHENS = Path(__file__).parents[1] / "texts" / "hyphens.txt"
_TIMES, _HELVETICA = "Times", "Helvetica"

_ACT = Design(
    Font(_TIMES, 11),
    {1: HeadingStyle(Font(_TIMES, 11), "center", 14, 7)},
    left=92, right=92, leading=1.32, is_justified=True, hang=24, indent=24,
)  # fmt: skip
_PLAN = Design(
    Font(_HELVETICA, 10),
    {
        1: HeadingStyle(Font(_HELVETICA, 14, "B"), "left", 16, 6),
        2: HeadingStyle(Font(_HELVETICA, 10.5, "B"), "left", 10, 4),
    },
    left=56, right=56, top=74, bottom=70, columns=2, leading=1.36, hang=12, gap=5.5,
)  # fmt: skip
_STATE_REPORT = Design(
    Font(_TIMES, 11.5),
    {
        1: HeadingStyle(Font(_TIMES, 14, "B"), "left", 18, 8),
        2: HeadingStyle(Font(_TIMES, 12, "B"), "left", 14, 7),
        3: HeadingStyle(Font(_TIMES, 11.5, "B"), "left", 11, 6),
    },
    left=112, right=84, top=82, bottom=84, leading=1.3, hang=34, gap=8, is_hanging=False,
)  # fmt: skip
_LOI = Design(
    Font(_TIMES, 11),
    {
        1: HeadingStyle(Font(_TIMES, 11.5, "B"), "center", 18, 6),
        2: HeadingStyle(Font(_TIMES, 11, "B"), "center", 12, 5),
        3: HeadingStyle(Font(_TIMES, 11, "I"), "center", 9, 4),
    },
    left=84, right=84, leading=1.32, hang=24, gap=5, is_justified=True,
)  # fmt: skip
_LEY = Design(
    Font(_HELVETICA, 10),
    {
        1: HeadingStyle(Font(_HELVETICA, 10.5, "B"), "center", 18, 5),
        2: HeadingStyle(Font(_HELVETICA, 10, "B"), "center", 11, 5),
    },
    left=80, right=80, leading=1.38, hang=24, gap=6,
)  # fmt: skip


def make_pdf(source: Source) -> bytes:
    """The PDF file of one of the texts."""
    design, front = _DOCUMENTS[source.name]
    pdf = new_pdf(source)
    prepare = soft_hyphens(_HYPHENS) if source.name == "penal-code-extract" else str
    pages = Pages(pdf, design, source, _furniture(source, design), prepare)
    pages.open_page()
    front(pages)
    for _, group in groupby(_with_tables(source.blocks), key=lambda pair: pair[0]):
        blocks = [block for _, block in group]
        if blocks[-1].kind == "row":
            _table_across(pages, blocks)
        else:
            pages.add(blocks)
    pages.close()
    return bytes(pdf.output())


def new_pdf(source: Source) -> FPDF:
    """An empty file that is the same each time: fixed date, no compression (whose bytes differ between machines)."""
    pdf = FPDF(unit="pt", format="A4")
    pdf.core_fonts_encoding = "cp1252"
    pdf.set_compression(False)
    pdf.set_auto_page_break(False)
    pdf.set_creation_date(MADE)
    pdf.set_producer("Tutela samples")
    pdf.set_title(source.title)
    pdf.set_lang(source.language)
    pdf.set_line_width(0.5)
    return pdf


def _with_tables(blocks: list[Block]) -> Iterator[tuple[int, Block]]:
    """Each block with the number of its stretch: a table and the heading above it are one of their own."""
    stretch = 0
    for at, block in enumerate(blocks):
        follows = blocks[at + 1].kind if at + 1 < len(blocks) else ""
        if (block.kind == "heading" and follows == "row") or (at and blocks[at - 1].kind == "row" != block.kind):
            stretch += 1
        yield stretch, block


def _table_across(pages: Pages, blocks: list[Block]) -> None:
    """A table over the whole width of a new page; the text goes on below it in lines as wide."""
    pages.open_page()
    pages.start_columns(1, pages.design.top)
    pages.add(blocks[:1])
    draw_table(pages, blocks[1:], (0.07, 0.35, 0.2, 0.15, 0.23))


# What every page has


def _furniture(source: Source, design: Design) -> Callable[[FPDF, int], None]:
    """A function that draws the running head (from the second page on), the page number and the line at the foot."""
    family = design.body.family
    left, right = source.head["running_head"]
    width = WIDTH - design.left - design.right

    def draw(pdf: FPDF, number: int) -> None:
        head, foot = Font(family, 9, "I"), Font(family, 7.5)
        if number > 1:
            for text, align in ((left, "left"), (right, "right")):
                _text(pdf, text, head, design.left, 48, width, align)
            pdf.line(design.left, 54, WIDTH - design.right, 54)
        _text(pdf, str(number), Font(family, 9.5), design.left, HEIGHT - 44, width, "center")
        _text(pdf, DISCLAIMER[source.language], foot, design.left, HEIGHT - 28, width, "center")

    return draw


def _text(pdf: FPDF, text: str, font: Font, x: float, baseline: float, width: float, align: str) -> None:
    line = break_lines(pdf, [Run(text)], font, 10_000)[0]
    draw_line(pdf, Line(line.words, width), font, x, baseline, align)


# Title pages


def _centred(pages: Pages, lines: list[tuple[str, Font]], after: float = 4) -> None:
    for text, font in lines:
        for line in break_lines(pages.pdf, [Run(text)], font, pages.width):
            pages.put(line, font, align="center")
        pages.y += after


def _rule(pages: Pages, length: float | None = None) -> None:
    length = length or pages.width
    x = pages.x + (pages.width - length) / 2
    pages.pdf.line(x, pages.y, x + length, pages.y)
    pages.y += 10


def _act_front(pages: Pages) -> None:
    """Emblem, title and the arrangement of sections; the Act itself begins on the next page."""
    state, laws, title, number, extract = pages.source.head["masthead"]
    draw_emblem(pages.pdf, WIDTH / 2, 104, 30)
    pages.y = 148
    _centred(pages, [(state, Font(_TIMES, 13)), (laws, Font(_TIMES, 10))])
    _rule(pages, 90)
    _centred(pages, [(title, Font(_TIMES, 20, "B")), (number, Font(_TIMES, 11)), (extract, Font(_TIMES, 11, "I"))])
    pages.y += 10
    _centred(pages, [(pages.source.head["contents"], Font(_TIMES, 11))])
    font = Font(_TIMES, 9.5)
    for block in pages.source.blocks:
        if block.kind == "heading":
            pages.y += 2.5
            pages.put(break_lines(pages.pdf, [Run(block.text)], font, pages.width)[0], font, align="center")
            pages.y += 1.5
        elif block.mark.endswith("."):
            title = plain(block.text).split("—")[0]
            pages.put(break_lines(pages.pdf, [Run(title)], font, pages.width)[0], font, 40, mark=block.mark, at=14)
    pages.open_page()
    _centred(pages, [("PENAL CODE", Font(_TIMES, 14, "B"))], 8)


def _plan_front(pages: Pages) -> None:
    """A coloured band with the title across the first page; the columns begin below it."""
    state, ministry, *title, years = pages.source.head["masthead"]
    pdf = pages.pdf
    pdf.set_fill_color(22, 66, 91)
    pdf.rect(0, 0, WIDTH, 196, style="F")
    pdf.set_text_color(255, 255, 255)
    left = pages.design.left
    _text(pdf, state, Font(_HELVETICA, 11, "B"), left, 52, 300, "left")
    _text(pdf, ministry, Font(_HELVETICA, 10), left, 67, 300, "left")
    for number, text in enumerate(title):
        _text(pdf, text, Font(_HELVETICA, 22, "B"), left, 116 + number * 27, 480, "left")
    _text(pdf, years, Font(_HELVETICA, 15), left, 174, 300, "left")
    pdf.set_text_color(0, 0, 0)
    pages.start_columns(2, 222)


def _report_front(pages: Pages) -> None:
    """The head of a document of a treaty body, without a symbol, since there is none."""
    symbol, distribution, original, committee, title, date = pages.source.head["masthead"]
    pdf, design = pages.pdf, pages.design
    width = WIDTH - design.left - design.right
    _text(pdf, symbol, Font(_TIMES, 13), design.left, 64, width, "right")
    pdf.line(design.left, 70, WIDTH - design.right, 70)
    draw_emblem(pdf, design.left + 22, 100, 20)
    _text(pdf, "Republic of Maravel", Font(_TIMES, 15, "B"), design.left + 54, 105, 240, "left")
    for number, text in enumerate((distribution, date, original)):
        _text(pdf, text, Font(_TIMES, 10.5), design.left, 90 + number * 13, width, "right")
    pdf.set_line_width(1.6)
    pdf.line(design.left, 128, WIDTH - design.right, 128)
    pdf.set_line_width(0.5)
    pages.y = 142
    for text, font in ((committee, Font(_TIMES, 13, "B")), (title, Font(_TIMES, 15, "B"))):
        for line in break_lines(pdf, [Run(text)], font, pages.width):
            pages.put(line, font)
        pages.y += 12


def _gazette_front(pages: Pages) -> None:
    """The head of an official gazette: emblem, name of the State and of the gazette, then the title of the law."""
    state, gazette, number, title = pages.source.head["masthead"]
    family = pages.design.body.family
    draw_emblem(pages.pdf, WIDTH / 2, 76, 26)
    pages.y = 112
    _centred(pages, [(state, Font(family, 12, "B")), (gazette, Font(family, 10))])
    _rule(pages)
    pages.y += 6
    _centred(pages, [(number, Font(family, 14, "B")), (title, Font(family, 12, "B"))])
    pages.y += 10


_DOCUMENTS: dict[str, tuple[Design, Callable[[Pages], None]]] = {
    "penal-code-extract": (_ACT, _act_front),
    "national-plan-of-action": (_PLAN, _plan_front),
    "state-report-to-the-committee": (_STATE_REPORT, _report_front),
    "loi-protection-de-l-enfant": (_LOI, _gazette_front),
    "ley-turismo-y-entorno-digital": (_LEY, _gazette_front),
}
