"""How the Word report looks: an A4 page, Word's own styles, fonts that every office has."""

from __future__ import annotations

from typing import cast

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from tutela.report.colours import ACCENT, QUIET

FONT, CODE_FONT = "Arial", "Courier New"

LANGUAGE_TAGS = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES"}
"""What Word calls the languages; others are named by their ISO 639-1 code."""


def blank(language: str) -> DocxDocument:
    """An empty document in the language of the report, with the styles that it uses."""
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.2)
    page.top_margin = page.bottom_margin = Cm(2.2)
    _defaults(document, language)
    _modern(document)
    _style(document, "Normal", size=10.5, after=6)
    _style(document, "Title", size=26, before=36, after=6, colour=ACCENT, bold=True)
    _style(document, "Subtitle", size=14, after=12, colour=QUIET)
    _style(document, "Heading 1", size=17, before=24, after=8, colour=ACCENT, bold=True)
    _style(document, "Heading 2", size=12.5, before=18, after=4, colour=ACCENT, bold=True)
    _style(document, "Heading 3", size=10.5, before=8, after=4, colour=QUIET, bold=True)
    _style(document, "List Bullet", after=4)
    _style(document, "TOC Heading", size=14, before=24, after=6, colour=ACCENT, bold=True)
    _style(document, "toc 1", size=10, after=2)
    _style(document, "Footer", size=8.5, colour=QUIET)
    _style(document, "Quote", before=8, after=2, left=0.6, keep=True)
    _bar(document, "Quote")
    _style(document, "Quote Source", size=9, after=1, left=0.6, colour=QUIET, keep=True)
    _bar(document, "Quote Source")
    _style(document, "Quote Kind", size=9, after=1, left=0.6, keep=True)
    _bar(document, "Quote Kind")
    _style(document, "Quote Reasons", size=9, after=8, left=0.6, colour=QUIET)
    _bar(document, "Quote Reasons")
    _style(document, "Section Counts", keep=True)
    _style(document, "Measure Facts", size=9, after=4, colour=QUIET, keep=True)
    _style(document, "Measure Asks", keep=True)
    _style(document, "Measure Status", before=2, after=4, keep=True)
    _style(document, "Measure Where", size=9, after=4, keep=True)
    _style(document, "Passages Note", keep=True)
    _style(document, "Table Text", size=9, before=2, after=2)
    _style(document, "Table Number", size=9, before=2, after=2)
    document.styles["Table Number"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _style(document, "Table Head", size=9, before=2, after=2, colour="FFFFFF", bold=True)
    _style(document, "Table Code", size=7, before=2, after=2, font=CODE_FONT)
    _style(document, "Command", size=9, font=CODE_FONT)
    return document


def _style(
    document: DocxDocument,
    name: str,
    *,
    size: float = 10.5,
    before: float = 0,
    after: float = 6,
    left: float | None = None,
    colour: str = "",
    bold: bool = False,
    keep: bool | None = None,
    font: str = FONT,
) -> None:
    """Set a style, made where Word's own list lacks it; sizes and spaces in points, ``left`` in cm."""
    styles = document.styles
    if name not in styles:
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name == "toc 1")
    style = cast(ParagraphStyle, styles[name])
    if left is not None:
        style.paragraph_format.left_indent = Cm(left)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.15
    if keep is not None:
        style.paragraph_format.keep_with_next = keep
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    if colour:  # body text keeps the reader's own colour, for dark and high-contrast screens
        style.font.color.rgb = RGBColor.from_string(colour)
    _font(style, font)


def _font(style: ParagraphStyle, name: str) -> None:
    """The font itself, in place of the theme's, which differs from one office program to the next."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), name)


def _bar(document: DocxDocument, name: str) -> None:
    """A line at the left, which says "quoted" without the quotation marks of any one language."""
    properties = document.styles[name].element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)
    bar = parse_xml(f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="18" w:space="8" w:color="B8C2D0"/></w:pBdr>')
    properties.insert_element_before(
        bar, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )


def _defaults(document: DocxDocument, language: str) -> None:
    """The language and font of all text that says nothing else."""
    run = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    run.find(qn("w:lang")).set(qn("w:val"), LANGUAGE_TAGS[language])
    fonts = run.find(qn("w:rFonts"))
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)


def _modern(document: DocxDocument) -> None:
    """No "compatibility mode": the template of python-docx asks Word to behave as in 2010."""
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
