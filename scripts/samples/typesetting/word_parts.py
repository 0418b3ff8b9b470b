"""The parts of a Word file that do not depend on its text: styles, lists, links between the parts."""

from __future__ import annotations

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": W,
        "r": _R,
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)

CONTENT_TYPES = (
    f'{XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    + "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_TYPE}.{part.rstrip("1")}+xml"/>'
        for part in ("styles", "numbering", "settings", "footnotes", "header1", "footer1")
    )
    + '<Override PartName="/docProps/core.xml"'
    ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)

PACKAGE_LINKS = (
    f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)

DOCUMENT_LINKS = (
    f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    + "".join(
        f'<Relationship Id="rId{number}" Type="{_R}/{part.rstrip("1")}" Target="{part}.xml"/>'
        for number, part in enumerate(("styles", "numbering", "settings", "footnotes", "header1", "footer1"), 1)
    )
    + "</Relationships>"
)
HEADER_LINK, FOOTER_LINK = "rId5", "rId6"

SETTINGS = (
    f'{XML}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
    '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
    ' w:val="15"/></w:compat></w:settings>'
)


def _style(
    style_id: str, name: str, paragraph: str = "", run: str = "", kind: str = "paragraph", is_default: bool = False
) -> str:
    default = ' w:default="1"' if is_default else ""
    based = "" if is_default or kind != "paragraph" else '<w:basedOn w:val="Normal"/>'
    layout = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    letters = f"<w:rPr>{run}</w:rPr>" if run else ""
    head = f'<w:style w:type="{kind}"{default} w:styleId="{style_id}"><w:name w:val="{name}"/>{based}'
    return f"{head}<w:qFormat/>{layout}{letters}</w:style>"


def _numbered(level: int, list_id: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'


def _spaced(before: int, after: int) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}"/>'


_CENTRED = '<w:jc w:val="center"/>'
_KEPT = "<w:keepNext/>"
_BOLD = "<w:b/>"

STYLES = (
    f"{XML}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:ascii="Cambria" w:hAnsi="Cambria" w:cs="Times New Roman"/><w:sz w:val="22"/><w:lang w:val="en-GB"/>'
    '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr>'
    "</w:pPrDefault></w:docDefaults>"
    + _style("Normal", "Normal", is_default=True)
    + _style("Title", "Title", _spaced(120, 120) + _CENTRED, f'{_BOLD}<w:sz w:val="40"/>')
    + _style("Subtitle", "Subtitle", _spaced(0, 80) + _CENTRED)
    + _style(
        "Heading1", "heading 1", _KEPT + _numbered(0, 2) + _spaced(360, 160) + _CENTRED + '<w:outlineLvl w:val="0"/>',
        f'{_BOLD}<w:sz w:val="24"/>',
    )
    + _style("Heading2", "heading 2", _KEPT + _numbered(0) + _spaced(240, 80) + '<w:outlineLvl w:val="1"/>', _BOLD)
    + _style("Subsection", "Subsection", _numbered(1))
    + _style("Clause", "Clause", _numbered(2))
    + _style("Subclause", "Subclause", _numbered(3))
    + _style("SectionText", "Section Text", '<w:ind w:left="567"/>')
    + _style("BoxText", "Box Text", _spaced(0, 0))
    + _style("TableText", "Table Text", _spaced(40, 40), '<w:sz w:val="20"/>')
    + _style("Header", "header", "", '<w:i/><w:sz w:val="18"/>')
    + _style("Footer", "footer", _spaced(0, 0) + _CENTRED, '<w:sz w:val="16"/>')
    + _style("FootnoteText", "footnote text", _spaced(0, 40), '<w:sz w:val="18"/>')
    + _style("FootnoteReference", "footnote reference", "", '<w:vertAlign w:val="superscript"/>', "character")
    + "</w:styles>"
)  # fmt: skip


def _level(level: int, form: str, text: str, left: int, style_id: str, gap: str = "tab") -> str:
    indent = f'<w:pPr><w:ind w:left="{left}" w:hanging="567"/></w:pPr>' if gap == "tab" else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="{style_id}"/>'
        f'<w:suff w:val="{gap}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>{indent}</w:lvl>'
    )


NUMBERING = (
    f'{XML}<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>'
    + _level(0, "decimal", "%1.", 567, "Heading2")
    + _level(1, "decimal", "(%2)", 1134, "Subsection")
    + _level(2, "lowerLetter", "(%3)", 1701, "Clause")
    + _level(3, "lowerRoman", "(%4)", 2268, "Subclause")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>'
    + _level(0, "upperRoman", "PART %1 –", 0, "Heading1", "space")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)
