"""Akoma Ntoso: laws as a lawyer reads them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutela.text.akoma_ntoso import read_akoma_ntoso
from tutela.text.blocks import Content
from tutela.text.notices import UnreadableError

NAMESPACES = [
    "http://docs.oasis-open.org/legaldocml/ns/akn/3.0",
    "http://docs.oasis-open.org/legaldocml/ns/akn/3.0/CSD13",
    "http://www.akomantoso.org/2.0",
    "http://www.akomantoso.org/1.0",
]


def akn(inner: str, language: str = "eng", meta: str = "", kind: str = "act", namespace: str = NAMESPACES[0]) -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><akomaNtoso xmlns="{namespace}"><{kind}><meta><identification source="#s">'
        f'{meta}<FRBRExpression><FRBRlanguage language="{language}"/></FRBRExpression></identification>'
        f"<notes><note><p>about the edition</p></note></notes></meta>{inner}</{kind}></akomaNtoso>"
    ).encode()


def kinds(inner: str, language: str = "eng") -> list[tuple[str, int, str]]:
    content: Content = read_akoma_ntoso(akn(inner, language))
    return [(block.kind, block.level, block.text) for block in content.blocks]


def shown(inner: str, language: str = "eng") -> list[str]:
    return [text for _, _, text in kinds(inner, language)]


ACT = """
<preface><longTitle><p>An Act to protect <docTitle>children</docTitle></p></longTitle></preface>
<preamble><recitals><recital><num>(1)</num><p>Children need care.</p></recital></recitals><formula><p>Be it enacted:</p></formula></preamble>
<body>
 <part><num>Part I</num><heading>General</heading>
  <chapter><num>2</num><heading>Offences<authorialNote marker="a"><p>Amended.</p></authorialNote></heading>
   <section><num>4.</num><heading>Sale of <term>children</term></heading>
    <subsection><num>(1)</num>
     <intro><p>Whoever</p></intro>
     <paragraph><num>(a)</num><content><p>sells a child; or<authorialNote><p>Protocol, article 2.</p></authorialNote></p></content></paragraph>
     <paragraph><num>(b)</num><subparagraph><num>(i)</num><content><p>buys a child,</p></content></subparagraph></paragraph>
     <wrapUp><p>commits an offence.</p></wrapUp>
    </subsection>
    <subsection><num>(2)</num><heading>Attempt</heading><content><p>An attempt is punished.</p></content></subsection>
   </section>
   <section><num>5</num><content><p>No heading here.</p></content></section>
  </chapter>
 </part>
</body>
<conclusions><p>Done at the capital.</p></conclusions>
"""


@pytest.mark.parametrize("namespace", NAMESPACES)
def test_an_act(namespace: str) -> None:
    blocks = read_akoma_ntoso(akn(ACT, namespace=namespace)).blocks
    assert [(block.kind, block.level, block.text) for block in blocks] == [
        ("paragraph", 0, "An Act to protect children"),
        ("item", 1, "(1) Children need care."),
        ("paragraph", 0, "Be it enacted:"),
        ("heading", 1, "Part I General"),
        ("heading", 2, "Chapter 2 Offences"),
        ("footnote", 0, "a Amended."),
        ("heading", 3, "Section 4. Sale of children"),
        ("item", 1, "(1) Whoever"),
        ("item", 2, "(a) sells a child; or"),
        ("footnote", 0, "2 Protocol, article 2."),
        ("item", 3, "(b) (i) buys a child,"),
        ("paragraph", 0, "commits an offence."),
        ("item", 1, "(2) Attempt"),
        ("paragraph", 0, "An attempt is punished."),
        ("heading", 3, "Section 5"),
        ("paragraph", 0, "No heading here."),
        ("paragraph", 0, "Done at the capital."),
    ]


NUMBERS = [
    ("<article><num>12</num></article>", "eng", "Article 12"),
    ("<article><num>Art. 12</num></article>", "eng", "Art. 12"),
    ("<article><num>12 bis</num><heading>Vente</heading></article>", "fra", "Article 12 bis Vente"),
    ("<article><num>L. 227-3</num></article>", "fra", "Article L. 227-3"),
    ("<article><num>Article premier</num></article>", "fra", "Article premier"),
    ("<article><num>9.º</num></article>", "spa", "Artículo 9.º"),
    ("<chapter><num>III</num><heading>Penas</heading></chapter>", "spa", "Capítulo III Penas"),
    ("<chapter><num>CHAPITRE III</num></chapter>", "fra", "CHAPITRE III"),
    ("<section><num>§ 5</num></section>", "eng", "§ 5"),
    ("<chapter><num>2</num><heading>Straffer</heading></chapter>", "dan", "2 Straffer"),
    ('<hcontainer name="article"><num>7</num></hcontainer>', "eng", "Article 7"),
]


@pytest.mark.parametrize(("unit", "language", "text"), NUMBERS)
def test_numbers_as_they_are_read_aloud(unit: str, language: str, text: str) -> None:
    assert kinds(f"<body>{unit}</body>", language) == [("heading", 1, text)]


def test_bare_numbers_of_small_units_get_brackets() -> None:
    article = (
        "<article><num>5</num><paragraph><num>1</num><list><intro><p>Whoever:</p></intro>"
        "<point><num>a</num><content><p>sells;</p></content></point></list></paragraph></article>"
    )
    assert shown(f"<body>{article}</body>") == ["Article 5", "(1) Whoever:", "(a) sells;"]


def test_lists_inside_lists() -> None:
    inner = (
        "<body><section><num>1.</num><content><p>In this Act:</p><blockList><listIntroduction>sale is</listIntroduction>"
        "<item><num>(a)</num><p>transfer;</p></item><item><num>(b)</num><blockList><listIntroduction>offer, if</listIntroduction>"
        "<item><num>(i)</num><p>made in person;</p></item></blockList></item><listWrapUp>for any return.</listWrapUp></blockList>"
        "</content></section></body>"
    )
    assert shown(inner) == [
        "Section 1.",
        "In this Act:",
        "sale is",
        "(a) transfer;",
        "(b) offer, if",
        "(i) made in person;",
        "for any return.",
    ]


def test_inserted_text_opens_no_new_article() -> None:
    inner = (
        "<body><article><num>3</num><paragraph><num>1.</num><content><p>The Penal Code is amended: <mod>after article 9 insert "
        '<quotedStructure startQuote="“" endQuote="”"><article><num>Article 9 bis</num><heading>Grooming</heading>'
        "<paragraph><num>1.</num><content><p>Whoever grooms.</p></content></paragraph></article></quotedStructure></mod>.</p>"
        '<p>In article 4, for <mod><quotedText startQuote="«" endQuote="»">ten</quotedText></mod> read twelve.</p>'
        "</content></paragraph></article></body>"
    )
    assert kinds(inner) == [
        ("heading", 1, "Article 3"),
        ("item", 1, "1. The Penal Code is amended: after article 9 insert"),
        ("item", 2, "“Article 9 bis Grooming"),
        ("item", 3, "“1. Whoever grooms.”"),
        ("paragraph", 0, "."),
        ("paragraph", 0, "In article 4, for «ten» read twelve."),
    ]


def test_tables() -> None:
    inner = (
        "<body><section><num>1</num><content><table><caption>Fees</caption><tr><th><p>Body</p></th><th><p>Fee</p></th></tr>"
        "<tr><td><p>Court<authorialNote marker='*'><p>All.</p></authorialNote></p></td><td><p>10</p></td></tr></table></content></section></body>"
    )
    assert kinds(inner)[1:] == [
        ("paragraph", 0, "Fees"),
        ("row", 0, "Body | Fee"),
        ("row", 0, "Court | 10"),
        ("footnote", 0, "* All."),
    ]


DOCUMENTS = [
    (  # schedules after the body
        "<body><section><num>1</num><heading>Title</heading></section></body><attachments><attachment><heading>Schedule</heading>"
        "<subheading>Forms</subheading><doc name='schedule'><meta><x>y</x></meta><mainBody><paragraph><num>1.</num><content><p>Form.</p>"
        "</content></paragraph></mainBody></doc></attachment></attachments>",
        [("heading", 1, "Section 1 Title"), ("heading", 1, "Schedule"), ("heading", 2, "Forms"), ("item", 1, "1. Form.")],
    ),
    (  # a heading between sections
        "<body><hcontainer name='crossheading'><heading>Penalties</heading></hcontainer><section><num>1</num></section></body>",
        [("heading", 1, "Penalties"), ("heading", 1, "Section 1")],
    ),
    (  # a debate
        "<debateBody><debateSection><heading>Questions</heading><speech by='#a'><from>The Minister:</from><p>We act.</p><p>Now.</p></speech>"
        "</debateSection></debateBody>",
        [("heading", 1, "Questions"), ("item", 1, "The Minister: We act."), ("paragraph", 0, "Now.")],
    ),
    (  # a judgment
        "<header><p>Supreme Court</p></header><judgmentBody><motivation><heading>Reasons</heading><paragraph><num>12.</num><content>"
        "<p>The child was not heard.</p></content></paragraph></motivation></judgmentBody>",
        [("paragraph", 0, "Supreme Court"), ("heading", 1, "Reasons"), ("item", 1, "12. The child was not heard.")],
    ),
    (  # words struck out by an amendment, line ends, and a list of contents
        "<preface><toc><tocItem>Section 1</tocItem></toc></preface><body><section><num>1</num><content><p>ten<del>five</del> years<eol/>at most"
        "</p><p>One<br/>(a) two</p></content></section></body>",
        [("heading", 1, "Section 1"), ("paragraph", 0, "ten years at most"), ("paragraph", 0, "One"), ("paragraph", 0, "(a) two")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("inner", "blocks"), DOCUMENTS)
def test_documents_of_other_kinds(inner: str, blocks: list[tuple[str, int, str]]) -> None:
    assert kinds(inner) == blocks


TITLES = [
    (
        '<FRBRWork><FRBRalias value="Children Act"/></FRBRWork>',
        "<preface><docTitle>Other</docTitle></preface>",
        "Children Act",
    ),
    (
        '<FRBRWork><FRBRalias value="act-5"/></FRBRWork>',
        "<preface><p><docTitle>Children <b>Act</b></docTitle></p></preface>",
        "Children Act",
    ),
    ("", "<preface><p><shortTitle>Children Act</shortTitle></p></preface>", "Children Act"),
    ('<FRBRWork><FRBRname value="Children Act"/></FRBRWork>', "", "Children Act"),
    ("", "<body><part><num>Part 1</num><heading>General</heading></part></body>", "Part 1 General"),
]


@pytest.mark.parametrize(("meta", "inner", "title"), TITLES)
def test_titles(meta: str, inner: str, title: str) -> None:
    assert read_akoma_ntoso(akn(inner, meta=meta)).title == title


BOMB = '<!DOCTYPE akomaNtoso [<!ENTITY a "child">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True)
)
BROKEN = [
    (b"<akomaNtoso><act>", "damaged"),
    (b"", "damaged"),
    (b"no xml", "damaged"),
    (akn("<body><p>&nbsp;</p></body>"), "damaged"),
    (BOMB.encode() + b"]><akomaNtoso><act><body><p>&j;</p></body></act></akomaNtoso>", "too-complex"),
    (
        b'<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><akomaNtoso><act><p>&f;</p></act></akomaNtoso>',
        "too-complex",
    ),
    (akn("<part>" * 5000 + "</part>" * 5000), "too-complex"),
]


@pytest.mark.parametrize(("data", "code"), BROKEN)
def test_broken_files_say_what_is_wrong(data: bytes, code: str) -> None:
    start = time.process_time()
    with pytest.raises(UnreadableError) as caught:
        read_akoma_ntoso(data)
    assert caught.value.notice.code == code
    assert time.process_time() - start < 5


def test_nesting_as_deep_as_xml_allows() -> None:
    assert shown("<body>" + "<part>" * 200 + "<p>Text</p>" + "</part>" * 200 + "</body>") == ["Text"]


def test_other_encodings() -> None:
    assert (
        read_akoma_ntoso(akn("<body><p>États</p></body>").decode().replace("UTF-8", "UTF-16").encode("utf-16"))
        .blocks[0]
        .text
        == "États"
    )


ELEMENTS = [
    "section",
    "article",
    "paragraph",
    "num",
    "heading",
    "p",
    "content",
    "quotedStructure",
    "authorialNote",
    "table",
    "tr",
    "td",
    "item",
    "from",
    "blockList",
]


@st.composite
def trees(draw: st.DrawFn) -> str:
    """Well-formed XML with elements of the format in any order."""
    parts: list[str] = []
    opened: list[str] = []
    for step in draw(st.lists(st.sampled_from([*ELEMENTS, "/", "text", "<br/>", "/"]), max_size=60)):
        if step == "/":
            parts.append(f"</{opened.pop()}>" if opened else "")
        elif step in ELEMENTS:
            opened.append(step)
            parts.append(f"<{step}>")
        else:
            parts.append(step)
    return "".join(parts) + "".join(f"</{name}>" for name in reversed(opened))


@settings(max_examples=300, deadline=None)
@given(trees())
def test_elements_in_any_order_are_read_and_no_word_is_lost(inner: str) -> None:
    texts = shown(f"<body>{inner}</body>")
    assert all(text == " ".join(text.split()) != "" for text in texts)
    assert "".join(texts).count("text") == inner.count("text")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_damage_is_reported_as_such(data: st.DataObject) -> None:
    file = bytearray(akn(ACT))
    for _ in range(data.draw(st.integers(1, 5))):
        file[data.draw(st.integers(0, len(file) - 1))] = data.draw(st.integers(0, 255))
    try:
        read_akoma_ntoso(bytes(file[: data.draw(st.integers(0, len(file)))]))
        code = ""
    except UnreadableError as error:
        code = error.notice.code
    assert code in ("", "damaged", "too-complex")
