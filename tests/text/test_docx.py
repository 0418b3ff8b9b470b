"""Word files: what a reader sees in Word."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from tutela.text.docx import read_docx
from tutela.text.notices import UnreadableError

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'


def word(
    body: str, *, relationships: str = "", main: str = "word/document.xml", target: str = "", **parts: str | bytes
) -> bytes:
    """A Word file with the given body; ``styles="..."`` adds ``word/styles.xml`` and so on, wrapped in its root."""
    roots = {
        "styles": "styles",
        "numbering": "numbering",
        "footnotes": "footnotes",
        "endnotes": "endnotes",
        "settings": "settings",
    }
    links = relationships + "".join(
        f'<Relationship Id="r-{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>' for name in parts if name in roots
    )
    folder, _, file = main.rpartition("/")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "_rels/.rels",
            f'<Relationships {PACKAGE}><Relationship Id="1" Type="{OFFICE}/officeDocument" Target="{target or main}"/>'
            f'<Relationship Id="2" Type="{OFFICE}/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
        )
        archive.writestr(main, f"<w:document {NAMES}><w:body>{body}</w:body></w:document>")
        archive.writestr(f"{folder}/_rels/{file}.rels", f"<Relationships {PACKAGE}>{links}</Relationships>")
        for name, text in parts.items():
            if name in roots:
                archive.writestr(f"{folder}/{name}.xml", f"<w:{roots[name]} {NAMES}>{text!s}</w:{roots[name]}>")
            else:
                archive.writestr(name, text)
    return buffer.getvalue()


def p(text: str, properties: str = "") -> str:
    """A paragraph with one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def listed(text: str, num: int = 1, depth: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{num}"/></w:numPr>')


def level(depth: int, form: str, pattern: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def abstract(number: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{more}{"".join(levels)}</w:abstractNum>'


def num(number: int, of: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def style(style_id: str, name: str, inner: str = "", kind: str = "paragraph", based_on: str = "") -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="{kind}" w:styleId="{style_id}"><w:name w:val="{name}"/>{base}{inner}</w:style>'


def shown(data: bytes) -> list[str]:
    return [block.text for block in read_docx(data).blocks]


def kinds(data: bytes) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, block.text) for block in read_docx(data).blocks]


def field(instruction: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"<w:r><w:t>{result}</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


RUNS = [
    ("<w:r><w:t>Every</w:t><w:tab/><w:t>child</w:t><w:br/><w:t>shall</w:t></w:r>", "Every child shall"),
    (
        "<w:r><w:t>child</w:t><w:noBreakHyphen/><w:t>friendly jus</w:t><w:softHyphen/><w:t>tice</w:t></w:r>",
        "child-friendly justice",
    ),
    ("<w:r><w:t>the\u00a0 child\u00adren</w:t></w:r>", "the children"),
    ("<w:hyperlink><w:r><w:t>the Protocol</w:t></w:r></w:hyperlink>", "the Protocol"),
    ("<w:smartTag><w:smartTag><w:r><w:t>Geneva</w:t></w:r></w:smartTag></w:smartTag>", "Geneva"),
    ("<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>Ministry</w:t></w:r></w:sdtContent></w:sdt>", "Ministry"),
    ("<w:customXml><w:r><w:t>tagged</w:t></w:r></w:customXml>", "tagged"),
    ('<w:fldSimple w:instr="REF a"><w:r><w:t>Article 5</w:t></w:r></w:fldSimple>', "Article 5"),
    (field("PAGEREF x \\h", "see page 3"), "see page 3"),
    (field("HYPERLINK " + field("x", "y"), "nested"), "nested"),
    ("<w:r><w:t>sale</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>", "sale"),
    ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>seen</w:t></w:r>', "seen"),
    ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t> 18 years</w:t></w:r>', "≥ 18 years"),
    ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t> done</w:t></w:r>', "☑ done"),
    ('<w:r><w:sym w:font="Arial" w:char="00A7"/><w:t> 5</w:t></w:r>', "§ 5"),
    (
        "<w:r><w:ruby><w:rt><w:r><w:t>above</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>base</w:t></w:r></w:rubyBase></w:ruby></w:r>",
        "base",
    ),
    ("<w:r><w:t>rate </w:t></w:r><m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>", "rate x=2"),
    ('<w:commentRangeStart w:id="1"/><w:r><w:t>text</w:t></w:r><w:r><w:commentReference w:id="1"/></w:r>', "text"),
    ("<w:r><w:t>cafe\u0301</w:t></w:r>", "café"),
]


@pytest.mark.parametrize(("runs", "text"), RUNS)
def test_what_runs_say(runs: str, text: str) -> None:
    assert shown(word(f"<w:p>{runs}</w:p>")) == [text]


def test_tracked_changes_count_as_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>Whoever </w:t></w:r><w:del><w:r><w:delText>sells</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>offers</w:t></w:r></w:ins><w:r><w:t> a child</w:t></w:r>"
        "<w:moveFrom><w:r><w:t> moved away</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t> commits an offence.</w:t></w:r></w:moveTo></w:p>"
    )
    assert shown(word(body)) == ["Whoever offers a child commits an offence."]


def test_a_deleted_paragraph_end_joins_paragraphs() -> None:
    deleted = "<w:rPr><w:del/></w:rPr>"
    body = (
        p("The State shall ", deleted)
        + p("protect children.")
        + "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr></w:p>"
        + p("End.")
    )
    assert shown(word(body)) == ["The State shall protect children.", "End."]


def test_deleted_rows_and_cells_are_gone() -> None:
    def row(*cells: str, properties: str = "") -> str:
        return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"

    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"

    rows = (
        row(cell("Measure"), cell("Body"))
        + row(cell("Old"), cell("None"), properties="<w:del/>")
        + row(cell("Hotline"), cell("gone", "<w:cellDel/>"), cell("Police"))
    )
    assert shown(word(f"<w:tbl>{rows}</w:tbl>")) == ["Measure | Body", "Hotline | Police"]


def test_numbers_are_shown_as_word_shows_them() -> None:
    numbering = abstract(
        1,
        level(0, "decimal", "Article %1", '<w:suff w:val="space"/>'),
        level(1, "decimal", "(%2)"),
        level(2, "lowerLetter", "(%3)"),
        level(3, "lowerRoman", "(%4)"),
        level(4, "decimal", "%1.%2.%5"),
    ) + num(1, 1)
    body = (
        listed("Sale", 1, 0) + listed("Whoever", 1, 1) + listed("buys", 1, 2) + listed("a boy", 1, 3) + listed("a girl", 1, 3)
        + listed("sells", 1, 2) + listed("a boy", 1, 3) + listed("The penalty", 1, 1) + listed("deep", 1, 4)
        + p("In between") + listed("Transfer", 1, 0) + listed("Anew", 1, 1)
    )  # fmt: skip
    assert shown(word(body, numbering=numbering)) == [
        "Article 1 Sale", "(1) Whoever", "(a) buys", "(i) a boy", "(ii) a girl", "(b) sells", "(i) a boy", "(2) The penalty",
        "1.2.1 deep", "In between", "Article 2 Transfer", "(1) Anew",
    ]  # fmt: skip
    assert [depth for kind, depth, _ in kinds(word(body, numbering=numbering)) if kind == "item"][:5] == [1, 2, 3, 4, 4]


FORMATS = [
    ("decimal", "%1.", 4, "4. x"),
    ("decimalZero", "%1", 4, "04 x"),
    ("upperLetter", "%1)", 27, "AA) x"),
    ("lowerLetter", "%1)", 28, "bb) x"),
    ("upperRoman", "%1.", 14, "XIV. x"),
    ("ordinal", "%1", 2, "2nd x"),
    ("ordinalText", "%1.", 3, "Third. x"),
    ("cardinalText", "%1.", 3, "Three. x"),
    ("numberInDash", "%1", 3, "- 3 - x"),
    ("chicago", "%1", 2, "† x"),
    ("none", "%1Annex", 1, "Annex x"),
    ("bullet", "\uf0b7", 1, "• x"),
    ("bullet", " ", 1, "x"),
    ("decimal", "", 1, "x"),
    ("someFutureFormat", "%1.", 5, "5. x"),
]


@pytest.mark.parametrize(("form", "pattern", "start", "text"), FORMATS)
def test_number_formats(form: str, pattern: str, start: int, text: str) -> None:
    numbering = abstract(1, level(0, form, pattern, start=start)) + num(1, 1)
    assert shown(word(listed("x"), numbering=numbering)) == [text]


@pytest.mark.parametrize(("code", "text"), [("fr-FR", "Deuxième. x"), ("es-MX", "Segundo. x"), ("en-GB", "Second. x")])
def test_numbers_in_words_follow_the_language(code: str, text: str) -> None:
    styles = f'<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="{code}"/></w:rPr></w:rPrDefault></w:docDefaults>'
    numbering = abstract(1, level(0, "ordinalText", "%1.", start=2)) + num(1, 1)
    assert shown(word(listed("x"), numbering=numbering, styles=styles)) == [text]


def test_restarts_and_overrides() -> None:
    numbering = (
        abstract(1, level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)", '<w:lvlRestart w:val="0"/>'))
        + num(1, 1)
        + num(2, 1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')
        + num(3, 1)
        + num(4, 1, f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1 -", start=5)}</w:lvlOverride>')
    )
    body = (
        listed("one", 1) + listed("sub", 1, 1) + listed("two", 1) + listed("goes on", 1, 1)
        + listed("anew", 2) + listed("anew too", 2) + listed("continues", 3) + listed("own level", 4) + listed("unknown", 9)
    )  # fmt: skip
    assert shown(word(body, numbering=numbering)) == [
        "1. one", "a) sub", "2. two", "b) goes on", "1. anew", "2. anew too", "3. continues", "V - own level", "unknown",
    ]  # fmt: skip


def test_legal_numbering_writes_figures() -> None:
    numbering = abstract(1, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", "<w:isLgl/>")) + num(1, 1)
    assert shown(word(listed("Chapter", 1) + listed("Section", 1, 1), numbering=numbering)) == [
        "I. Chapter",
        "1.1 Section",
    ]


def test_numbers_that_styles_bring() -> None:
    """As in documents of the General Assembly: the style numbers its paragraphs, and direct formatting may stop it."""
    styles = (
        style("ParaNo", "_ParaNo._G", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
        + style("Heading1", "heading 1", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr>')
        + style("Heading2", "heading 2", '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr>', based_on="Heading1")
        + style("Sub", "Sub", based_on="ParaNo")
    )  # fmt: skip
    numbering = (
        abstract(1, level(0, "decimal", "%1."))
        + abstract(2, level(0, "upperRoman", "%1.", '<w:pStyle w:val="Heading1"/>'), level(1, "upperLetter", "%2.", '<w:pStyle w:val="Heading2"/>'))
        + num(1, 1)
        + num(2, 2)
    )  # fmt: skip
    styles += style(
        "Heading2x",
        "Heading two",
        '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr></w:pPr>',
        based_on="Heading2",
    )

    def styled(name: str, text: str, more: str = "") -> str:
        return p(text, f'<w:pStyle w:val="{name}"/>{more}')

    body = (
        styled("Heading1", "Introduction") + styled("ParaNo", "The Committee met.") + styled("Sub", "It adopted.")
        + styled("ParaNo", "No number here.", '<w:numPr><w:numId w:val="0"/></w:numPr>')
        + styled("Heading2x", "Scope") + styled("ParaNo", "It recalls.")
    )  # fmt: skip
    assert kinds(word(body, styles=styles, numbering=numbering)) == [
        ("heading", 1, "I. Introduction"),
        ("item", 1, "1. The Committee met."),
        ("item", 1, "2. It adopted."),
        ("paragraph", 0, "No number here."),
        ("heading", 2, "A. Scope"),
        ("item", 1, "3. It recalls."),
    ]


def test_lists_that_only_name_a_style() -> None:
    styles = style("LegalList", "Legal", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', kind="numbering")
    numbering = (
        abstract(1, level(0, "decimal", "§ %1"), more='<w:styleLink w:val="LegalList"/>')
        + abstract(2, more='<w:numStyleLink w:val="LegalList"/>')
        + num(1, 1)
        + num(2, 2)
    )
    assert shown(word(listed("x", 2) + listed("y", 2), styles=styles, numbering=numbering)) == ["§ 1 x", "§ 2 y"]


def test_empty_and_deleted_items_in_the_count() -> None:
    """Word numbers an empty paragraph of a list, but none whose end is deleted or hidden."""
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    numbering = abstract(1, level(0, "decimal", "%1.")) + num(1, 1)
    body = (
        listed("one") + f"<w:p><w:pPr>{item}</w:pPr></w:p>" + listed("three")
        + f"<w:p><w:pPr>{item}<w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
        + f"<w:p><w:pPr>{item}<w:rPr><w:vanish/></w:rPr></w:pPr></w:p>" + listed("four")
    )  # fmt: skip
    assert shown(word(body, numbering=numbering)) == ["1. one", "3. three", "4. four"]


HEADINGS = [
    ("Heading1", "heading 1", "", 1),
    ("Titre1", "heading 1", "", 1),
    ("berschrift2", "heading 2", "", 2),
    ("Ttulo3", "Título 3", "", 3),
    ("a", "Titre 2", "", 2),
    ("b", "Chapter title", '<w:pPr><w:outlineLvl w:val="3"/></w:pPr>', 4),
    ("Title", "Title", "", 1),
    ("H1G", "_ H_1_G", "", 2),
    ("HChG", "_ H _Ch_G", "", 1),
    ("H23", "_ H_2/3_G", "", 3),
]


@pytest.mark.parametrize(("style_id", "name", "inner", "rank"), HEADINGS)
def test_heading_styles(style_id: str, name: str, inner: str, rank: int) -> None:
    styles = style(style_id, name, inner) + style("Derived", "My own", based_on=style_id)
    assert kinds(word(p("Scope", f'<w:pStyle w:val="{style_id}"/>'), styles=styles)) == [("heading", rank, "Scope")]
    if name != "Title":
        assert kinds(word(p("Scope", '<w:pStyle w:val="Derived"/>'), styles=styles)) == [("heading", rank, "Scope")]


@pytest.mark.parametrize(("style_id", "rank"), [("Heading2", 2), ("Titre1", 1), ("Ttulo3", 3)])
def test_heading_styles_of_a_file_without_a_list_of_styles(style_id: str, rank: int) -> None:
    assert kinds(word(p("Scope", f'<w:pStyle w:val="{style_id}"/>'))) == [("heading", rank, "Scope")]


def test_headings_by_outline_and_by_look() -> None:
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r>"
    body = (
        p("Scope", '<w:outlineLvl w:val="1"/>')
        + f"<w:p>{bold.format('Duty to report')}</w:p>"
        + f"<w:p>{bold.format('Whoever fails to report a suspicion commits an offence.')}</w:p>"
        + f"<w:p>{bold.format('Whoever')}<w:r><w:t> reports</w:t></w:r></w:p>"
        + f"<w:p>{bold.format('(a) sells')}</w:p>"
        + p("PART II", '<w:jc w:val="center"/>')
        + p("word " * 80, '<w:outlineLvl w:val="0"/>')
    )
    assert [(kind, rank) for kind, rank, _ in kinds(word(body))] == [
        ("heading", 2), ("heading", 0), ("paragraph", 0), ("paragraph", 0), ("paragraph", 0), ("heading", 0), ("paragraph", 0),
    ]  # fmt: skip


def test_tables_of_contents_are_left_out() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    field_toc = f"<w:p>{begin}<w:r><w:t>Scope 1</w:t></w:r></w:p>{p('Offences 2')}<w:p>{end}</w:p>"
    gallery = f'<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>{p("Contents")}</w:sdtContent></w:sdt>'
    styles = style("TM1", "toc 1")
    assert shown(word(gallery + field_toc + p("Scope 1", '<w:pStyle w:val="TM1"/>') + p("Text"), styles=styles)) == [
        "Text"
    ]


def test_a_field_without_its_end_loses_nothing() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
    assert shown(word(f"<w:p>{begin}</w:p>" + p("The whole law"))) == ["The whole law"]


def test_automatic_paragraph_numbers_of_old_fields() -> None:
    number = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> AUTONUM </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    body = "".join(f"<w:p>{number}<w:r><w:t>{text}</w:t></w:r></w:p>" for text in ("The Committee met.", "It adopted."))
    assert shown(word(body)) == ["1. The Committee met.", "2. It adopted."]


def note(kind: str, number: int, text: str) -> str:
    return f'<w:{kind} w:id="{number}"><w:p><w:r><w:{kind}Ref/></w:r><w:r><w:t> {text}</w:t></w:r></w:p></w:{kind}>'


def test_footnotes_follow_the_block_that_calls_them() -> None:
    footnotes = (
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        + note("footnote", 2, "Law No. 5.") + note("footnote", 3, "Ibid.") + note("footnote", 4, "Not called.")
        + '<w:footnote w:id="5"><w:p><w:r><w:t>Rates:</w:t></w:r></w:p><w:tbl><w:tr>'
        + "".join(f"<w:tc>{p(text)}</w:tc>" for text in ("2019", "12 cases")) + "</w:tr></w:tbl></w:footnote>"
    )  # fmt: skip
    endnotes = note("endnote", 2, "Report of 2020.")
    body = (
        '<w:p><w:r><w:t>Penalties</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t> rose.</w:t></w:r>'
        '<w:del><w:r><w:footnoteReference w:id="4"/></w:r></w:del><w:r><w:footnoteReference w:id="3"/></w:r></w:p>'
        + '<w:p><w:r><w:t>Later</w:t><w:endnoteReference w:id="2"/><w:footnoteReference w:id="5"/></w:r>'
        '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="3"/><w:t>*</w:t></w:r></w:p>'
    )
    assert kinds(word(body, footnotes=footnotes, endnotes=endnotes)) == [
        ("paragraph", 0, "Penalties rose."),
        ("footnote", 0, "1 Law No. 5."),
        ("footnote", 0, "2 Ibid."),
        ("paragraph", 0, "Later"),
        ("footnote", 0, "i Report of 2020."),
        ("footnote", 0, "3 Rates: 2019 | 12 cases"),
        ("footnote", 0, "* Ibid."),
    ]


def test_footnotes_numbered_as_the_settings_say() -> None:
    settings_xml = '<w:footnotePr><w:numFmt w:val="lowerLetter"/><w:numStart w:val="3"/></w:footnotePr>'
    body = '<w:p><w:r><w:t>x</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    assert shown(word(body, footnotes=note("footnote", 2, "Law."), settings=settings_xml)) == ["x", "c Law."]


def test_text_boxes_are_read_once() -> None:
    box = f"<w:txbxContent>{p('Call the hotline')}</w:txbxContent>"
    both = (
        "<w:p><w:r><w:t>Advice</w:t></w:r><w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    only_fallback = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing/></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert shown(word(both)) == ["Advice", "Call the hotline"]
    assert shown(word(only_fallback)) == ["Call the hotline"]


def test_tables_row_by_row() -> None:
    def cell(content: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"

    wide, tall = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>'
    inner = f"<w:tbl><w:tr>{cell(p('2020'))}{cell(p('14'))}</w:tr></w:tbl>"
    table = (
        f"<w:tbl><w:tr>{cell(p('Measure'), wide)}{cell(p('Status'))}</w:tr>"
        f"<w:tr>{cell(p('Hotline'), tall)}{cell(p('Police') + p('Justice'))}{cell(p('open'))}</w:tr>"
        f"<w:tr>{cell(p(''), '<w:vMerge/>')}{cell(p('Health'))}{cell(p('planned'))}</w:tr>"
        f"<w:sdt><w:sdtContent><w:tr>{cell(p('Cases'))}{cell(p('by year') + inner)}</w:tr></w:sdtContent></w:sdt>"
        f"<w:tr>{cell(p('(a)'))}{cell(p('any act or transaction;'))}</w:tr></w:tbl>"
    )
    assert kinds(word(table)) == [
        ("row", 0, "Measure | Status"),
        ("row", 0, "Hotline | Police Justice | open"),
        ("row", 0, "Health | planned"),
        ("row", 0, "Cases | by year"),
        ("row", 0, "2020 | 14"),
        ("item", 1, "(a) any act or transaction;"),
    ]


def test_a_table_that_only_arranges_the_page_is_read_as_text() -> None:
    long = [p("The State shall take all measures needed. " * 30) for _ in range(2)]
    box = f"<w:tbl><w:tr><w:tc>{p('Key facts')}{p('First fact.')}</w:tc></w:tr></w:tbl>"
    columns = f"<w:tbl><w:tr><w:tc>{long[0]}{long[1]}</w:tc><w:tc>{p('Autre colonne')}</w:tc></w:tr></w:tbl>"
    assert [kind for kind, _, _ in kinds(word(box + columns))] == ["paragraph"] * 5


def test_lines_broken_on_purpose() -> None:
    body = "<w:p><w:r><w:t>Whoever:</w:t><w:br/><w:t>(a) sells a child; or</w:t><w:br/><w:t>(b) buys</w:t><w:br/><w:t>a child.</w:t></w:r></w:p>"
    assert shown(word(body)) == ["Whoever:", "(a) sells a child; or", "(b) buys a child."]


def test_a_large_first_letter_belongs_to_its_word() -> None:
    assert shown(word(p("T", '<w:framePr w:dropCap="drop"/>') + p("he State shall act."))) == ["The State shall act."]


def test_diagrams_and_chunks_of_other_formats() -> None:
    links = (
        f'<Relationship Id="d" Type="{OFFICE}/diagramData" Target="diagrams/data1.xml"/>'
        f'<Relationship Id="h" Type="{OFFICE}/aFChunk" Target="/word/chunk.html"/>'
        f'<Relationship Id="m" Type="{OFFICE}/aFChunk" Target="chunk.mht"/>'
    )
    diagram = f"<dgm:dataModel {NAMES}><dgm:ptLst><dgm:pt><dgm:t><a:p><a:r><a:t>Report</a:t></a:r></a:p></dgm:t></dgm:pt><dgm:pt/></dgm:ptLst></dgm:dataModel>"
    archive = "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n<p>From =C3=A9tats</p>"
    body = (
        '<w:p><w:r><w:drawing><dgm:relIds r:dm="d" r:lo="x"/></w:drawing></w:r></w:p>'
        '<w:altChunk r:id="h"/><w:altChunk r:id="m"/><w:altChunk r:id="none"/>'
    )
    parts = {"word/diagrams/data1.xml": diagram, "word/chunk.html": "<p>From a page</p>", "word/chunk.mht": archive}
    assert shown(word(body, relationships=links, **parts)) == ["Report", "From a page", "From états"]


def test_title() -> None:
    def core(title: str) -> dict[str, str]:
        return {"docProps/core.xml": f'<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></c>'}

    titled = p("Children Act", '<w:pStyle w:val="Title"/>') + p("Scope", '<w:pStyle w:val="Heading1"/>')
    assert read_docx(word(titled, **core("National plan of action"))).title == "National plan of action"
    for empty in ("", "Microsoft Word - act.doc", "Document1", "act.docx"):
        assert read_docx(word(titled, **core(empty))).title == "Children Act"
    assert read_docx(word(p("Scope", '<w:pStyle w:val="Heading1"/>'))).title == "Scope"
    assert read_docx(word(p("Text"))).title == ""


def test_headers_footers_and_comments_are_not_read() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Official Gazette"
    document.sections[0].footer.paragraphs[0].text = "page 1"
    run = document.add_paragraph("Every child shall be heard.").runs[0]
    document.add_comment(run, "check this")
    buffer = io.BytesIO()
    document.save(buffer)
    assert shown(buffer.getvalue()) == ["Every child shall be heard."]


def test_a_file_written_by_python_docx() -> None:
    document = docx.Document()
    document.core_properties.title = "Children (Protection) Act"
    document.add_heading("Children (Protection) Act", 0)
    document.add_heading("Offences", 1)
    document.add_paragraph("A person who sells a child commits an offence.").runs[0].font.size = Pt(11)
    document.add_paragraph("prevention", style="List Bullet")
    document.add_paragraph("first", style="List Number")
    document.add_paragraph("second", style="List Number")
    buffer = io.BytesIO()
    document.save(buffer)
    content = read_docx(buffer.getvalue())
    assert content.title == "Children (Protection) Act"
    assert [(block.kind, block.text) for block in content.blocks] == [
        ("heading", "Children (Protection) Act"),
        ("heading", "Offences"),
        ("paragraph", "A person who sells a child commits an offence."),
        ("item", "• prevention"),
        ("item", "1. first"),
        ("item", "2. second"),
    ]


def rebuilt(data: bytes, changes: dict[str, bytes | None]) -> bytes:
    """The file with some members replaced, or (None) left out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, member in changes.items():
            if member is not None:
                new.writestr(name, member)
    return buffer.getvalue()


LAW = word(p("Every child shall be heard."), styles=style("a", "Normal"))


def xml_of(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml")


def test_unusual_packages_are_read() -> None:
    xml = xml_of(LAW)
    heard = ["Every child shall be heard."]
    strict = xml.replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert shown(rebuilt(LAW, {"word/document.xml": strict})) == heard
    assert shown(rebuilt(LAW, {"word/document.xml": b"\xef\xbb\xbf" + xml})) == heard
    assert shown(rebuilt(LAW, {"word/document.xml": xml.decode().encode("utf-16")})) == heard
    assert shown(rebuilt(LAW, {"word/document.xml": b"\n" + xml})) == heard
    assert (
        shown(rebuilt(LAW, {"word/styles.xml": None, "_rels/.rels": None, "word/_rels/document.xml.rels": None}))
        == heard
    )
    assert shown(word(p("x"), main="word/document2.xml", target="/word/document2.xml")) == ["x"]
    dangling = f'<Relationship Id="i" Type="{OFFICE}/image" Target="media/NULL"/>'
    assert shown(word(p("x"), relationships=dangling)) == ["x"]
    assert shown(word("")) == []


BROKEN = [
    (LAW[: len(LAW) // 2], "damaged"),
    (b"PK\x03\x04 no zip at all", "damaged"),
    (rebuilt(LAW, {"word/document.xml": None}), "damaged"),
    (rebuilt(LAW, {"word/document.xml": b"<w:document"}), "damaged"),
    (rebuilt(LAW, {"word/document.xml": b"<other/>"}), "damaged"),
    (
        rebuilt(
            LAW, {"word/document.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + xml_of(LAW).replace(b"Every", b"&nope;")}
        ),
        "damaged",
    ),
    (word("<w:sdt><w:sdtContent>" * 400 + p("x") + "</w:sdtContent></w:sdt>" * 400), "too-complex"),
    (word(p("x") + " " * 60_000_000), "too-complex"),
]


@pytest.mark.parametrize(("data", "code"), BROKEN)
def test_broken_files_say_what_is_wrong(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_docx(data)
    assert caught.value.notice.code == code


def test_a_locked_member() -> None:
    data = bytearray(LAW)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 1)
    with pytest.raises(UnreadableError) as caught:
        read_docx(bytes(data))
    assert caught.value.notice.code == "encrypted"


def test_tables_within_tables_as_deep_as_xml_allows() -> None:
    body = "<w:tbl><w:tr><w:tc>" * 80 + p("x") + "</w:tc></w:tr></w:tbl>" * 80
    assert shown(word(body)) == ["x"]


def test_entities_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY a "child"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>' + xml_of(LAW).replace(
        b"Every", b"&b;"
    )
    try:
        texts = shown(rebuilt(LAW, {"word/document.xml": bomb}))
    except UnreadableError:
        return
    assert "childchild" not in "".join(texts)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_damage_is_reported_as_such(data: st.DataObject) -> None:
    """Bytes changed or cut in the zip, or in the XML inside it, give text or a reason."""
    if data.draw(st.booleans()):
        changed = bytearray(LAW)
        for _ in range(data.draw(st.integers(1, 6))):
            changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
        file = bytes(changed[: data.draw(st.integers(0, len(changed)))])
    else:
        xml = bytearray(xml_of(LAW))
        for _ in range(data.draw(st.integers(1, 4))):
            at = data.draw(st.integers(0, len(xml) - 1))
            xml[at : at + data.draw(st.integers(0, 9))] = data.draw(
                st.sampled_from([b"<w:tbl>", b"</w:p>", b"&x;", b"\0", b"<", b"w:del", b""])
            )
        file = rebuilt(LAW, {"word/document.xml": bytes(xml)})
    try:
        read_docx(file)
        code = ""
    except UnreadableError as error:
        code = error.notice.code
    assert code in ("", "damaged", "encrypted", "too-complex")
