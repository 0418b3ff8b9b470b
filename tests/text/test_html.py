"""Web pages and HTML from word processors: what a reader sees."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutela.text.html import read_html


def shown(source: str | bytes) -> list[str]:
    return [block.text for block in read_html(source if isinstance(source, bytes) else source.encode()).blocks]


def kinds(source: str) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, block.text) for block in read_html(source.encode()).blocks]


FLOW = [
    ("<p>Every child\n   shall be&nbsp;heard.</p>", ["Every child shall be heard."]),
    ("<p>Every <b>ch</b>ild <i>shall</i> be <a href='x'>heard</a>.", ["Every child shall be heard."]),
    ("<div>One<div>Two</div>Three</div>", ["One", "Two", "Three"]),
    ("before<p>One<p>Two", ["before", "One", "Two"]),
    ("<b><p>Unclosed bold</p><p>goes on.", ["Unclosed bold", "goes on."]),
    ("<p>A 1<sup>er</sup> article of 5 m<sup>2</sup>", ["A 1er article of 5 m2"]),
    ("<p>chil&shy;dren &amp; fam&#8203;ilies &lt;18", ["children & families <18"]),
    ("<p>Ley N.º&#160;26.061 &mdash; Niñez", ["Ley N.º 26.061 — Niñez"]),
    ("<p>said <q>I was heard</q>.", ["said “I was heard”."]),
    ("<p>sold<del> or leased</del><ins> or given</ins>", ["sold or given"]),
    ("<ruby>法<rt>ho</rt></ruby>", ["法"]),
    ("<dl><dt>child</dt><dd>a person under eighteen;</dd></dl>", ["child", "a person under eighteen;"]),
    ("<dl><dt>(a)</dt><dd>any act or transaction;</dd></dl>", ["(a) any act or transaction;"]),
    ("<address>Ministry of Justice<br>P.O. Box</address>", ["Ministry of Justice P.O. Box"]),
    ("<p>T</p><p>HE State shall act.</p>", ["THE State shall act."]),
    ("<pre>5. Whoever sells\na child.\n\n6. Whoever buys</pre>", ["5. Whoever sells a child.", "6. Whoever buys"]),
    ("<h2>Part <div>One</div><br></h2><p>Text", ["Part", "One", "Text"]),
    ("<details><summary>Section 1</summary>Text</details>", ["Section 1", "Text"]),
    ("<h2></h2><p> </p><ul><li></li></ul><table><tr><td></td></tr></table>", []),
]


@pytest.mark.parametrize(("source", "texts"), FLOW)
def test_text_in_reading_order(source: str, texts: list[str]) -> None:
    assert shown(source) == texts


BROKEN_LINES = [
    ("<p>Article 5<br>Whoever sells a child<br>commits an offence.", ["Article 5 Whoever sells a child commits an offence."]),
    ("<p>Whoever:<br>(a) sells; or<br>(b) buys<br>a child.", ["Whoever:", "(a) sells; or", "(b) buys a child."]),
    ("<div>First paragraph.<br/><br/>Second paragraph.<br/>1° Third ;<br/>2° Fourth.</div>",
     ["First paragraph.", "Second paragraph.", "1° Third ;", "2° Fourth."]),
    ("<div>No full stop<br><br>yet two lines</div>", ["No full stop", "yet two lines"]),
    ("<p>as set out in paragraphs (a) and<br>(b) of this section.", ["as set out in paragraphs (a) and (b) of this section."]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "texts"), BROKEN_LINES)
def test_lines_broken_on_purpose(source: str, texts: list[str]) -> None:
    assert shown(source) == texts


def test_headings_by_tag_and_by_look() -> None:
    source = """
    <h1>Children Act</h1><h3 class=title>Chapter I<br>Offences</h3>
    <h2>To provide for the protection of children, to punish those who harm them, and for matters connected with it,
    as well as for the repeal of the earlier Act and of the rules made under it, which shall cease to have effect on
    the day on which this Act comes into force in all its parts.</h2>
    <h4>"agent" means—</h4>
    <p align=center><b>CHAPTER II<br>PENALTIES</b></p><center>FINAL PROVISIONS</center>
    <p><b>Duty to report</b></p><p><b>Whoever knows of it shall report.</b></p><p><b>Section 5</b> applies</p>
    <p class=MsoTitle>Regulations</p><p style="font-weight:700">Scope</p><p class="oj-ti-art">Article 5</p>
    <p class="oj-sti-art">Duty</p><p class="capitulo_tit">De los deberes</p>"""
    assert [(kind, level) for kind, level, _ in kinds(source)] == [
        ("heading", 1), ("heading", 3), ("paragraph", 0), ("paragraph", 0), ("heading", 0), ("heading", 0),
        ("heading", 0), ("paragraph", 0), ("paragraph", 0), ("heading", 0), ("heading", 0), ("heading", 0),
        ("heading", 0), ("heading", 0),
    ]  # fmt: skip
    assert shown(source)[1] == "Chapter I Offences"


LISTS = [
    ("<ol><li>one<li>two</ol>", ["1. one", "2. two"]),
    ("<ol start=4><li>one<li value=9>two<li>three</ol>", ["4. one", "9. two", "10. three"]),
    ("<ol reversed><li>a<li>b</ol>", ["2. a", "1. b"]),
    ("<ol type=a start=26><li>x<li>y</ol>", ["z. x", "aa. y"]),
    ("<ol type=I><li>x<li type=1>y</ol>", ["I. x", "2. y"]),
    ("<ol style='list-style-type: lower-roman'><li>x<li>y</ol>", ["i. x", "ii. y"]),
    ("<ol class='upper-alpha'><li>x</ol>", ["A. x"]),
    ("<ol style='list-style:none'><li>plain</ol>", ["plain"]),
    ("<ol><li>(a) own number<li>(b) too</ol>", ["(a) own number", "(b) too"]),
    ("<ul><li>first<li>second</ul>", ["• first", "• second"]),
    ("<ul><li>(1) own number</ul>", ["(1) own number"]),
    ("<ol><li><p>one</p><p>more</p><ol type=a><li>sub</ol></li><li>two</ol>", ["1. one", "more", "a. sub", "2. two"]),
    ("<ol start=x><li value=-y>one</ol><li>loose", ["1. one", "• loose"]),
]


@pytest.mark.parametrize(("source", "texts"), LISTS)
def test_list_numbers_stand_in_the_text(source: str, texts: list[str]) -> None:
    assert shown(source) == texts


def test_headings_keep_their_rank_around_other_blocks() -> None:
    assert kinds("<h2><div class=x>Article 5</div></h2><p>Text") == [
        ("heading", 2, "Article 5"),
        ("paragraph", 0, "Text"),
    ]


def test_depth_of_lists() -> None:
    source = "<ul><li>one<ul><li>two</ul></ul><p>end"
    assert kinds(source) == [("item", 1, "• one"), ("item", 2, "• two"), ("paragraph", 0, "end")]


TABLES = [
    ("<table><caption>Cases</caption><tr><th>Year<th>Cases<tr><td>2019<td>12<tr><td><td>14</table>",
     [("paragraph", "Cases"), ("row", "Year | Cases"), ("row", "2019 | 12"), ("row", "14")]),
    ("<table><thead><tr><td rowspan=2>A<td colspan=2>B</thead><tbody><tr><td><p>x<p>y<td>z</tbody></table>",
     [("row", "A | B"), ("row", "x y | z")]),
    ("<table><tr><td><h2>Law</h2><p>Text one.</p><p>Text two.</p></td></tr></table>",
     [("heading", "Law"), ("paragraph", "Text one."), ("paragraph", "Text two.")]),
    ("<table><tr><td>menu<td><table><tr><td>a<td>b</table><p>Text</table>",
     [("paragraph", "menu"), ("row", "a | b"), ("paragraph", "Text")]),
    ("<table role=presentation><tr><td>One<td>Two</table>", [("paragraph", "One"), ("paragraph", "Two")]),
    ("<table><tr><td><p>(a)</p><td><p>any act or transaction;</p></table>", [("item", "(a) any act or transaction;")]),
    ("<table><tr><td>(b)<td><p>sale, that is:</p><table><tr><td>(i)<td>transfer;</table></table>",
     [("item", "(b) sale, that is:"), ("item", "(i) transfer;")]),
    ("<table><tr><td><h3>Left</h3><p>text<td>Right</table>", [("heading", "Left"), ("paragraph", "text"), ("paragraph", "Right")]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "blocks"), TABLES)
def test_tables(source: str, blocks: list[tuple[str, str]]) -> None:
    assert [(kind, text) for kind, _, text in kinds(source)] == blocks


def test_a_cell_of_running_text_is_read_as_such() -> None:
    article = "<p>" + "The State shall take all measures needed. " * 30 + "</p>"
    source = f"<table><tr><td>{article}{article}<td><p>Autre langue.</p></table>"
    assert [kind for kind, _, _ in kinds(source)] == ["paragraph"] * 3


NOTES = [
    # a program that writes the roles of the parts
    """<p>Sale<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a> is an offence.</p>
    <section id="footnotes" class="footnotes" role="doc-endnotes"><hr><ol><li id="fn1"><p>Act 5.<a href="#fnref1"
    class="footnote-back" role="doc-backlink">↩︎</a></p></li></ol></section>""",
    # a word processor
    """<p>Sale<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title=""><span>[1]</span></a> is an offence.</p>
    <div style='mso-element:footnote-list'><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText>
    <a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> Act 5.</p></div></div>""",
    # an encyclopedia
    """<p>Sale<sup id="cite_ref-1" class="reference"><a href="#cite_note-1"><span>[</span>1<span>]</span></a></sup> is an
    offence.</p><ol class="references"><li id="cite_note-1"><b><a href="#cite_ref-1">^</a></b> <span>Act 5.</span></ol>""",
    # Akoma Ntoso shown as HTML: the note stands in the paragraph
    """<span class="akn-p">Sale<sup class="akn-sup"><a href="#n1">1</a></sup> is an offence.<span class="akn-authorialNote"
    id="n1"><span class="akn-authorialNote--marker"><sup>1</sup></span><span class="akn-p">Act 5.</span></span></span>""",
    # a gazette
    """<p>Sale<a id="ntc1" href="#ntr1">(<span class="oj-super">1</span>)</a> is an offence.</p><hr>
    <p class="oj-note"><a id="ntr1" href="#ntc1">(<span class="oj-super">1</span>)</a> Act 5.</p>""",
    # bare raised numbers
    "<p>Sale<sup>1</sup> is an offence.</p><hr><p><sup>1</sup> Act 5.</p>",
    # anchors in front of the note
    """<p>Sale <a href="#note1"><sup>(1)</sup></a> is an offence.</p><p><a name="note1"></a>(1) Act 5.</p>""",
]


def test_no_gap_is_left_where_a_footnote_was_called() -> None:
    source = "<p>Sale <a href='#fn1'><sup>1</sup></a>, or offer [ ] of a child ( <a href='#fn1'><sup>1</sup></a> ).<p id=fn1>1 Act 5."
    assert shown(source)[0] == "Sale, or offer [ ] of a child."


@pytest.mark.parametrize("source", NOTES)
def test_footnotes_are_kept_apart(source: str) -> None:
    assert kinds(source) == [("paragraph", 0, "Sale is an offence."), ("footnote", 0, "1 Act 5.")]


NOT_NOTES = [
    '<p>See <a href="#s5">section 5</a>.</p><p id="s5">Section 5. Text.</p>',
    '<h2 id="h1">Scope</h2><p>See<sup><a href="#h1">1</a></sup> above.</p>',
    "<p>An area of 5 km<sup>2</sup>.</p>",
]


@pytest.mark.parametrize("source", NOT_NOTES)
def test_other_links_are_no_footnotes(source: str) -> None:
    assert all(kind != "footnote" for kind, _, _ in kinds(source))


FURNITURE = [
    "<script>var a = 1</script>",
    "<style>p {}</style>",
    "<noscript>Switch on scripts</noscript>",
    "<nav><a href=/>Home</a></nav>",
    "<div role=navigation>Home</div>",
    "<header><img alt=x><a href=/>Ministry</a></header>",
    "<footer>© Ministry. <a href=/legal>Legal notice</a></footer>",
    "<aside><a href=/a>Related</a></aside>",
    "<ul class='breadcrumb'><li><a href=/>Home</a><li><a href=/laws>Laws</a></ul>",
    "<div id='main-menu'><a href=/>Home</a> <a href=/laws>Laws</a></div>",
    "<div class=toc><a href='#a'>1. Scope</a> <a href='#b'>2. Offences</a></div>",
    "<ul><li><a href='#a'>Scope</a><li><a href='#b'>Offences</a><li><a href='#c'>Penalties</a></ul>",
    "<p class=MsoToc1>Scope 1</p>",
    "<form><input name=q> Search the site <button>Go</button></form>",
    "<button>Print</button>",
    "<select><option>en<option>fr</select>",
    "<p hidden>hidden</p>",
    "<p style='display: none'>hidden</p>",
    "<span class='sr-only'>Skip to text</span>",
    "<template><p>x</p></template>",
    "<iframe>old browser</iframe>",
    "<a class='skip-link' href='#main'>Skip to text</a>",
    "<div id='cookie-banner'>We use some.</div>",
    "<a href='#top'>Back to top</a>",
]


@pytest.mark.parametrize("part", FURNITURE)
def test_what_is_around_the_text_is_left_out(part: str) -> None:
    text = "Every child shall be heard in all matters that concern the child."
    assert shown(f"<body>{part}<p>{text}</p>{part}</body>") == [text]


KEPT = [
    "<article><header><p>{}</p></header></article>",
    "<header><h1>{}</h1></header>",
    "<main><aside><p>{}</p></aside></main>",
    "<form id=aspnetForm action=x><input type=hidden value=y><div>{}</div></form>",
    "<article><footer>{}</footer></article>",
    "<div class=header>{}</div>",
    "<div class='content menu'><p>{}</p></div>",
    "<section class=law><ul><li>{} <a href='#x'>s. 5</a></ul></section>",
]


@pytest.mark.parametrize("page", KEPT)
def test_text_in_parts_named_like_furniture_is_kept(page: str) -> None:
    text = "Every child shall be heard in all matters that concern the child"
    assert any(text in found for found in shown(page.format(text)))


TITLES = [
    ("<title> Children\n Act </title><h1>Site</h1>", "Children Act"),
    ("<title>Untitled Document</title><h1>Children Act</h1>", "Children Act"),
    ("<title></title><h2>Children Act</h2>", "Children Act"),
    ("<p>no title", ""),
]


@pytest.mark.parametrize(("source", "title"), TITLES)
def test_titles(source: str, title: str) -> None:
    assert read_html(source.encode()).title == title


LAW_PAGES = [
    (  # numbers and texts side by side in spans
        """<p class="LegP1Container"><span class="LegDS LegP1No">5</span><span class="LegDS LegP1GroupTitle">Sale</span></p>
        <p><span class="LegDS LegLHS LegP2No">(1)</span><span class="LegDS LegRHS LegP2Text">Whoever sells a child.</span></p>""",
        ["5 Sale", "(1) Whoever sells a child."],
    ),
    (  # numbers and texts as blocks
        "<div><div class=n>(1)</div><div>Whoever sells a child.</div><div>2)</div><p>Whoever buys.</p></div>",
        ["(1) Whoever sells a child.", "2) Whoever buys."],
    ),
    (  # elements of Akoma Ntoso as spans
        """<section class="akn-section"><h3>3. Sale</h3><span class="akn-blockList"><span class="akn-listIntroduction">Sale is
        </span><span class="akn-item"><span class="akn-num">(a)</span><span class="akn-p">transfer;</span></span></span></section>""",
        ["3. Sale", "Sale is", "(a) transfer;"],
    ),
    (
        """<div class="bloque"><h5 class="articulo">Artículo 9. Deber.</h5><p class="parrafo">1. Toda persona avisará.</p>
        <p class="parrafo_2">a) sin demora;</p></div>""",
        ["Artículo 9. Deber.", "1. Toda persona avisará.", "a) sin demora;"],
    ),
    (
        """<article><h3><a id="x">Article 7</a></h3><button>Versions</button><div class="content">Le fait de vendre un enfant
        est puni :<br/>1° D'une amende ;<br/>2° D'une peine de prison.<br/><br/>La tentative est punie.</div></article>""",
        ["Article 7", "Le fait de vendre un enfant est puni :", "1° D'une amende ;", "2° D'une peine de prison.", "La tentative est punie."],
    ),
    (  # old page ends and line ends left in the text
        """<p>The availability of services to the children who are referred to in this section and in</p>
        <p>subsection (1), and the effective coordination of them, is a duty.</p><p>It is effec- tive at once.</p>""",
        ["The availability of services to the children who are referred to in this section and in subsection (1), and the "
         "effective coordination of them, is a duty.", "It is effective at once."],
    ),
    (
        """<p class=MsoListParagraph style='mso-list:l0 level1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span
        style='font:7.0pt'>&nbsp;&nbsp; </span></span><![endif]>Whoever sells<o:p></o:p></p>""",
        ["1. Whoever sells"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("source", "texts"), LAW_PAGES)
def test_pages_of_laws(source: str, texts: list[str]) -> None:
    assert shown(source) == texts


@pytest.mark.parametrize(
    "source",
    [
        b'<meta charset="windows-1252"><p>Protecci\xf3n',
        b"<p>Protecci\xf3n",
        "<p>Protección".encode(),
        "<p>Protección".encode("utf-16"),
        b"\xef\xbb\xbf<p>Protecci\xc3\xb3n",
        b'<?xml version="1.0" encoding="iso-8859-1"?><html><p>Protecci\xf3n</p></html>',
    ],
)
def test_encodings(source: bytes) -> None:
    assert shown(source) == ["Protección"]


def test_empty_tags_of_xhtml_do_not_swallow_the_page() -> None:
    source = '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/><script src="a/b.js"/></head><body><a id="x"/><p>Text</p></body></html>'
    assert shown(source) == ["Text"]


@pytest.mark.parametrize(
    "source", ["", " ", "<!-- c -->", "<", "\0\0", "<html>", "<frameset><frame src=a></frameset>", "<?php echo 1 ?>"]
)
def test_pages_without_text(source: str) -> None:
    assert len(read_html(source.encode()).blocks) <= 1


DEEP = ["<div>", "<b>", "<ul><li>", "<table><tr><td>", "<blockquote>", "<span><p>", "<font><div class=menu>"]


@pytest.mark.parametrize("opening", DEEP)
def test_endless_nesting_takes_little_time_and_loses_nothing(opening: str) -> None:
    start = time.process_time()
    texts = shown("<p>before</p>" + opening * 50_000 + "deep text" + "</div>" * 50_000 + "<p>after</p>")
    assert time.process_time() - start < 20
    assert " ".join(texts).replace("• ", "").replace("before ", "").startswith("deep text")
    assert texts[-1].endswith("after")


def test_huge_attributes_and_many_small_parts() -> None:
    assert shown(f"<p title='{'x' * 11_000_000}'>Text</p>") == ["Text"]
    assert len(shown("<p>x" * 20_000)) == 20_000
    assert len(shown("x<br>" * 20_000)) == 1
    assert len(shown("<sup>1</sup>" * 20_000)) <= 1
    assert len(shown("<a href='#a'>1</a><i id=a>" * 5_000)) <= 1


TAGS = ["<p>", "</p>", "<div>", "</div>", "<table>", "</table>", "<tr>", "<td>", "</td>", "<th>", "<ol>", "</ol>", "<ul>", "<li>",
        "<pre>", "</pre>", "<q>", "<b>", "</b>", "<br>", "<h1>", "</h1>", "<sup>1</sup>", "<a href='#n'>1</a>", "<li id=n>", "<p id=n>",
        "<span class='akn-num'>", "<span class='akn-p'>", "</span>", "<div class=footnotes>", "<form>", "<nav>", "<aside>", "&amp;", "&#xD800;",
        "\x0c", "word ", "(a) ", "\n", "<!--", "-->", "<![CDATA[", "\ufffe", "<svg>", "</body>", "<dl>", "<dt>", "<dd>"]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(TAGS), max_size=60))
def test_no_markup_is_too_bad(parts: list[str]) -> None:
    for block in read_html("".join(parts).encode()).blocks:
        assert block.text == " ".join(block.text.split()) != ""


@settings(deadline=None)
@given(st.lists(st.text(alphabet="abcdefgh", min_size=3, max_size=9), min_size=1, max_size=30), st.data())
def test_no_word_is_lost_in_plain_markup(words: list[str], data: st.DataObject) -> None:
    tags = st.sampled_from(
        [
            "<p>{}</p>",
            "<div>{}</div>",
            "<h2>{}</h2>",
            "<ul><li>{}</li></ul>",
            "<b>{}</b> ",
            "<table><tr><td>{}</td><td>zz</td></tr></table>",
        ]
    )
    source = "".join(data.draw(tags).format(word) for word in words)
    read = [word for text in shown(source) for word in text.split() if word not in ("•", "|", "zz")]
    assert "".join(read) == "".join(words)
