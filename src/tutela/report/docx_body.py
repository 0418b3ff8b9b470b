"""The body of a Word document, written as WordprocessingML.

python-docx makes an object of each run and looks up each style anew, which takes seconds for the ten thousand
runs of a report. Here a paragraph is a string, and all of them are parsed in one go. python-docx keeps the
rest: styles, sections, properties, the package.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document
from docx.oxml import parse_xml

from tutela.report.colours import ACCENT
from tutela.report.quotation import Piece, legible

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TWIPS_A_CM = 567
_HEAD_SHADE = f'<w:shd w:val="clear" w:color="auto" w:fill="{ACCENT}"/>'

Cell = str | Sequence[str]
"""A cell of a table: a run, or several."""


def run(
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    colour: str = "",
    fill: str = "",
    language: str = "",
) -> str:
    """Text of one look. ``colour`` and ``fill`` are RRGGBB; ``language`` is a tag, "" for the document's."""
    look = "".join(
        (
            "<w:b/>" if bold else "",
            "<w:i/>" if italic else "",
            f'<w:color w:val="{colour}"/>' if colour else "",
            f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else "",
            f"<w:lang w:val={quoteattr(language)}/>" if language else "",
        )
    )
    shown = escape(legible(text))
    if "\n" in shown or "\t" in shown:
        shown = shown.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
        shown = shown.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{shown}</w:t></w:r>'


def quoted(pieces: Iterable[Piece], language: str = "") -> list[str]:
    """The runs of a quotation, words found in bold."""
    return [run(piece.text, bold=piece.marked, language=language) for piece in pieces]


def link(anchor: str, *runs: str) -> str:
    """A link to a heading of the same document."""
    return f'<w:hyperlink w:anchor={quoteattr(anchor)} w:history="1">{"".join(runs)}</w:hyperlink>'


def field(instruction: str, shown: str) -> str:
    """A field that Word fills in, with what it shows until then."""
    return f"{_field_start(instruction)}{run(shown)}{_FIELD_END}"


def _field_start(instruction: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


_FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def paragraph_xml(runs: Iterable[str], style: str = "", *, new_page: bool = False) -> str:
    """A paragraph; ``style`` is the id of a style, "" for the body's; ``new_page`` begins a page with it."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    broken = "<w:pageBreakBefore/>" if new_page else ""
    properties = f"<w:pPr>{named}{broken}</w:pPr>" if style or new_page else ""
    return f"<w:p>{properties}{''.join(runs)}</w:p>"


class Body:
    """Paragraphs and tables in the making, in order."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._headings: list[tuple[str, str]] = []
        self._anchors = 0
        self._contents_at = 0

    def paragraph(self, *runs: str, style: str = "") -> None:
        self._parts.append(paragraph_xml(runs, style))

    def heading(self, text: str, level: int, anchor: str = "", *, listed: bool = True, new_page: bool = False) -> None:
        """A heading of Word's own; with an ``anchor`` it can be linked to, and stands in the contents if ``listed``."""
        runs = [run(text)]
        if anchor:
            self._anchors += 1
            number = self._anchors
            if listed:
                self._headings.append((text, anchor))
            start = f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(anchor)}/>'
            runs = [start, *runs, f'<w:bookmarkEnd w:id="{number}"/>']
        self._parts.append(paragraph_xml(runs, f"Heading{level}", new_page=new_page))

    def contents_here(self) -> None:
        """The table of contents comes here, with all headings that have an anchor."""
        self._contents_at = len(self._parts)

    def table(
        self,
        head: Sequence[Cell],
        rows: Iterable[Sequence[Cell]],
        widths: Sequence[float],
        styles: Sequence[str],
    ) -> None:
        """A table whose head is repeated on each page and whose rows stay whole.

        ``widths`` are in centimetres, ``styles`` the ids of the paragraphs' styles, both a column.
        """
        twips = [round(width * _TWIPS_A_CM) for width in widths]
        self._parts.append(
            '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>'
            f'<w:tblW w:w="{sum(twips)}" w:type="dxa"/>{_borders()}<w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
            ' w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        )
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
        self._parts.append(f"<w:tblGrid>{grid}</w:tblGrid>")
        self._parts.append(_row(head, twips, ["TableHead"] * len(twips), _HEAD_SHADE, "<w:tblHeader/>"))
        self._parts += [_row(row, twips, styles) for row in rows]
        self._parts.append("</w:tbl>")

    def put_into(self, document: Document) -> None:
        """Append everything to a document, before its closing section properties."""
        parts = self._parts[: self._contents_at] + self._contents() + self._parts[self._contents_at :]
        parsed = parse_xml(f'<w:body xmlns:w="{_W}">{"".join(parts)}</w:body>')
        end = document.element.body.sectPr
        for element in list(parsed):
            end.addprevious(element)

    def _contents(self) -> list[str]:
        """A real field, already filled, so that Word neither asks nor shows nothing; F9 adds page numbers."""
        if not self._headings:
            return []
        lines = [[link(anchor, run(text))] for text, anchor in self._headings]
        lines[0].insert(0, _field_start(r'TOC \o "1-1" \h \z \u'))
        lines[-1].append(_FIELD_END)
        return [paragraph_xml(line, "toc1") for line in lines]


def _borders() -> str:
    """Thin grey lines; "Table Grid" has black ones."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="B8C2D0"/>' for side in sides)
    return f"<w:tblBorders>{lines}</w:tblBorders>"


def _row(
    cells: Sequence[Cell], twips: Sequence[int], styles: Sequence[str], shade: str = "", repeated: str = ""
) -> str:
    shown = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
        f"{paragraph_xml([cell] if isinstance(cell, str) else cell, style)}</w:tc>"
        for cell, width, style in zip(cells, twips, styles, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{shown}</w:tr>"
