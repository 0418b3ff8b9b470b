"""The Word file: heading styles, automatic numbers, footnotes, a table, a text box and marked changes."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from itertools import count, groupby
from xml.sax.saxutils import escape

from typesetting import word_parts as parts
from typesetting.pdf_files import DISCLAIMER, MADE
from typesetting.source import Block, Run, Source

_DATE = MADE.strftime("%Y-%m-%dT%H:%M:%SZ")
_AUTHOR = "Drafting Office of Parliament"
_CHANGE = "change"
"""Stands for the number of a marked change until all of them are counted."""
_PROVISIONS = ("Subsection", "Clause", "Subclause")
_AUTOMATIC = re.compile(r"PART [IVX]+ – |\d+\. ")


def make_docx(source: Source) -> bytes:
    """The Word file of a text. Its numbers are Word's own: those in the text are left off, and come out the same."""
    files = {
        "[Content_Types].xml": parts.CONTENT_TYPES,
        "_rels/.rels": parts.PACKAGE_LINKS,
        "docProps/core.xml": _properties(source),
        "word/document.xml": _document(source),
        "word/_rels/document.xml.rels": parts.DOCUMENT_LINKS,
        "word/styles.xml": parts.STYLES,
        "word/numbering.xml": parts.NUMBERING,
        "word/settings.xml": parts.SETTINGS,
        "word/footnotes.xml": _footnotes(source),
        "word/header1.xml": _header(source),
        "word/footer1.xml": _footer(source),
    }
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as package:  # packed bytes differ between machines
        for name, text in files.items():
            package.writestr(zipfile.ZipInfo(name, MADE.timetuple()[:6]), text)
    return archive.getvalue()


def _run(text: str, properties: str = "", tag: str = "t") -> str:
    letters = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{letters}<w:{tag} xml:space="preserve">{escape(text)}</w:{tag}></w:r>'


def _runs(runs: list[Run]) -> str:
    """The runs of a paragraph; a marked change carries its author and date."""
    made = []
    change = f'w:id="{_CHANGE}" w:author="{_AUTHOR}" w:date="{_DATE}"'
    for run in runs:
        if run.style == "note":
            reference = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
            made.append(f'<w:r>{reference}<w:footnoteReference w:id="{run.text}"/></w:r>')
        elif run.style == "inserted":
            made.append(f"<w:ins {change}>{_run(run.text)}</w:ins>")
        elif run.style == "deleted":
            made.append(f"<w:del {change}>{_run(run.text, tag='delText')}</w:del>")
        else:
            made.append(_run(run.text, {"bold": "<w:b/>", "italic": "<w:i/>"}.get(run.style, "")))
    return "".join(made)


def _paragraph(style: str, content: str, properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def _document(source: Source) -> str:
    state, title, *rest = source.head["masthead"]
    body = [_paragraph("Subtitle", _run(state)), _paragraph("Title", _run(title))]
    body += [_paragraph("Subtitle", _run(line)) for line in rest]
    for is_table, group in groupby(source.blocks, key=lambda block: block.kind == "row"):
        blocks = list(group)
        body += [_table(blocks)] if is_table else [_block(block) for block in blocks]
    section = (
        f'<w:sectPr><w:headerReference w:type="default" r:id="{parts.HEADER_LINK}"/>'
        f'<w:footerReference w:type="default" r:id="{parts.FOOTER_LINK}"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1531" w:right="1474" w:bottom="1418" w:left="1474"'
        ' w:header="709" w:footer="567" w:gutter="0"/></w:sectPr>'
    )
    numbers = count(1)
    text = re.sub(f'"{_CHANGE}"', lambda _: f'"{next(numbers)}"', "".join(body))
    return f"{parts.XML}<w:document {parts.NAMESPACES}><w:body>{text}{section}</w:body></w:document>"


def _block(block: Block) -> str:
    if block.kind == "heading":
        text = _AUTOMATIC.sub("", block.text, count=1)
        unnumbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>' if text == block.text else ""
        return _paragraph(f"Heading{block.level}", _run(text), unnumbered)
    if block.kind == "box":
        return _text_box(block)
    if block.mark:
        return _paragraph(_PROVISIONS[block.level], _runs(block.runs))
    return _paragraph("SectionText", _runs(block.runs))


def _table(rows: list[Block]) -> str:
    widths = [5100, 1700, 2150]
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>' for side in sides)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = []
    for number, row in enumerate(rows):
        look = "<w:b/>" if number == 0 else ""
        repeated = "<w:trPr><w:tblHeader/></w:trPr>" if number == 0 else ""
        cells = (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            f"{_paragraph('TableText', _run(text, look))}</w:tc>"
            for text, width in zip(row.cells, widths, strict=True)
        )
        lines.append(f"<w:tr>{repeated}{''.join(cells)}</w:tr>")
    layout = f'<w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{borders}</w:tblBorders></w:tblPr>'
    return f"<w:tbl>{layout}<w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>{_paragraph('Normal', '')}"


def _text_box(block: Block) -> str:
    """A text box as Word writes it: a drawing, and the same in the older form for programs that do not know it."""
    text = f"<w:txbxContent>{_paragraph('BoxText', _runs(block.runs))}</w:txbxContent>"
    width, height = 5_600_000, 1_060_000
    drawing = (
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        '<wp:docPr id="1" name="Text Box 1"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f'<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="EEF3F6"/></a:solidFill>'
        '<a:ln w="9525"><a:solidFill><a:srgbClr val="16425B"/></a:solidFill></a:ln></wps:spPr>'
        f'<wps:txbx>{text}</wps:txbx><wps:bodyPr wrap="square"/></wps:wsp></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )
    older = (
        '<w:pict><v:shape id="box1" style="width:441pt;height:83pt" fillcolor="#EEF3F6" strokecolor="#16425B">'
        f"<v:textbox>{text}</v:textbox></v:shape></w:pict>"
    )
    choice = f'<mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback>{older}</mc:Fallback>'
    return _paragraph("Normal", f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>")


def _footnotes(source: Source) -> str:
    def separator(number: int, kind: str, sign: str) -> str:
        return f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{sign}/></w:r></w:p></w:footnote>'

    sign = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    notes = "".join(
        f'<w:footnote w:id="{number}">{_paragraph("FootnoteText", sign + _run(" " + text))}</w:footnote>'
        for number, text in source.notes.items()
    )
    first = separator(-1, "separator", "separator")
    second = separator(0, "continuationSeparator", "continuationSeparator")
    return f"{parts.XML}<w:footnotes {parts.NAMESPACES}>{first}{second}{notes}</w:footnotes>"


def _header(source: Source) -> str:
    left, right = source.head["running_head"]
    tabs = '<w:tabs><w:tab w:val="right" w:pos="8958"/></w:tabs>'
    content = _paragraph("Header", _run(left) + "<w:r><w:tab/></w:r>" + _run(right), tabs)
    return f"{parts.XML}<w:hdr {parts.NAMESPACES}>{content}</w:hdr>"


def _footer(source: Source) -> str:
    page = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    content = _paragraph("Footer", page) + _paragraph("Footer", _run(DISCLAIMER[source.language]))
    return f"{parts.XML}<w:ftr {parts.NAMESPACES}>{content}</w:ftr>"


def _properties(source: Source) -> str:
    return (
        f'{parts.XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(source.title)}</dc:title><dc:creator>Republic of Maravel (invented)</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{_DATE}</dcterms:created></cp:coreProperties>'
    )
