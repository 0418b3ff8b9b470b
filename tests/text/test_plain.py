"""Plain text: paragraphs out of lines."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutela.text.lines import join_lines, opens_paragraph, words_of
from tutela.text.plain import read_plain


def shown(text: str) -> list[str]:
    return [block.text for block in read_plain(text).blocks]


def kinds(text: str) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, block.text) for block in read_plain(text).blocks]


WRAPPED = """\
5. (1) A person who sells a child, in whatever form and for what-
ever purpose, commits an offence and is liable on conviction as set
out in Article 5 of the Convention and in paragraphs (a) and
(b) of this section.
(2) In this section "sale" means
    (a) any act or transaction whereby a child is transferred;
    (b) child-friendly procedures being a duty, a breach of child-
friendly procedures.
    The court may order otherwise in the cases that section
12 provides for.

A new paragraph follows after an empty line and is wrapped at the
same width as all others.
Short line.
Next short line.
"""


def test_wrapped_lines_are_joined_and_units_are_not() -> None:
    assert shown(WRAPPED) == [
        "5. (1) A person who sells a child, in whatever form and for whatever purpose, commits an offence and is liable on "
        "conviction as set out in Article 5 of the Convention and in paragraphs (a) and (b) of this section.",
        '(2) In this section "sale" means',
        "(a) any act or transaction whereby a child is transferred;",
        "(b) child-friendly procedures being a duty, a breach of child-friendly procedures.",
        "The court may order otherwise in the cases that section 12 provides for.",
        "A new paragraph follows after an empty line and is wrapped at the same width as all others.",
        "Short line.",
        "Next short line.",
    ]


def test_lines_that_nobody_wrapped_are_paragraphs() -> None:
    lines = [f"The State shall take measure number {n} so that children are protected. " * 3 for n in range(9)]
    assert shown("\n".join(lines)) == [line.strip() for line in lines]


def test_double_spacing_parts_nothing() -> None:
    text = "\n\n".join(
        ["The State shall take", "all measures that are", "needed so that every", "child is safe, and shall", "report on them to the",
         "Committee in the time", "that the Protocol sets", "and shall make the", "report known to all.", "", "It shall also act."]
    )  # fmt: skip
    assert len(shown(text)) == 2


HEADINGS = [
    ("CHAPTER II\nOFFENCES\n\nText.", [("heading", 0, "CHAPTER II OFFENCES"), ("paragraph", 0, "Text.")]),
    (
        "Policy\n======\n\nPurpose\n-------\nText.",
        [("heading", 1, "Policy"), ("heading", 2, "Purpose"), ("paragraph", 0, "Text.")],
    ),
    ("LEY DE NIÑEZ\nTexto normal.", [("heading", 0, "LEY DE NIÑEZ"), ("paragraph", 0, "Texto normal.")]),
    ("THE STATE SHALL ACT.", [("paragraph", 0, "THE STATE SHALL ACT.")]),
    ("A B", [("paragraph", 0, "A B")]),
    ("-----\n* * *\nText\n_____\n", [("paragraph", 0, "Text")]),
]


@pytest.mark.parametrize(("text", "blocks"), HEADINGS)
def test_headings(text: str, blocks: list[tuple[str, int, str]]) -> None:
    assert kinds(text) == blocks


def test_pages() -> None:
    pages = [
        "CHILDREN ACT                 Page 1\n\nThe State shall take all measures that are\nneeded and shall re-\n\n- 1 -\n",
        "CHILDREN ACT                 Page 2\n\nport on them.\n\nArticle 2\nText of it.\n\n- 2 -\n",
        "CHILDREN ACT                 Page 3\n\nArticle 3\n\niv\n",
    ]
    content = read_plain("\f".join(pages) + "\f")
    assert content.pages == 3
    assert [(block.page, block.text) for block in content.blocks] == [
        (1, "The State shall take all measures that are needed and shall report on them."),
        (2, "Article 2"),
        (2, "Text of it."),
        (3, "Article 3"),
    ]


def test_without_form_feeds_there_are_no_pages() -> None:
    content = read_plain("CHILDREN ACT 1\n\nText.\n\nCHILDREN ACT 2\n\nMore.")
    assert content.pages is None
    assert {block.page for block in content.blocks} == {None}
    assert len(content.blocks) == 4


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\u2028"])
def test_line_ends_of_all_systems(ending: str) -> None:
    assert shown(ending.join(["One.", "", "Two.", ""])) == ["One.", "Two."]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\f\f", "\u200b\u00a0\n"])
def test_nothing_to_read(text: str) -> None:
    assert read_plain(text).blocks == []


OPENING = [
    ("(a) any act;", "means:", True),
    ("(b) of this section", "in paragraphs (a) and", False),
    ("(b) the child", "(a) the parent; and", True),
    ("Article 5 of the Convention", "as provided for under", False),
    ("Article 5", "The end.", True),
    ("artículo 5 de la ley", "conforme al", False),
    ("12. The court", "as in section", False),
    ("12. The court", "The end.", True),
    ("III. Offences", "", True),
    ("the child", "of", False),
    ("ii) sells", "Whoever:", True),
]


@pytest.mark.parametrize(("line", "before", "opens"), OPENING)
def test_lines_that_open_a_paragraph(line: str, before: str, opens: bool) -> None:
    assert opens_paragraph(line, before) is opens


JOINED = [
    (["protec-", "tion"], "", "protection"),
    (["child-", "friendly"], "child-friendly justice", "child-friendly"),
    (["co-", "operation"], "cooperation", "cooperation"),
    (["Guinea-", "Bissau"], "", "Guinea-Bissau"),
    (["1990-", "2000"], "", "1990-2000"),
    (["one -", "two"], "", "one - two"),
    (["pre-", "", "vention"], "", "prevention"),
]


@pytest.mark.parametrize(("lines", "elsewhere", "text"), JOINED)
def test_hyphens_at_line_ends(lines: list[str], elsewhere: str, text: str) -> None:
    assert join_lines(lines, words_of(elsewhere)) == text


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=400))
def test_any_text_is_read(text: str) -> None:
    for block in read_plain(text).blocks:
        assert block.text == " ".join(block.text.split()) != ""


@settings(deadline=None)
@given(st.lists(st.text(alphabet="abcdefgh", min_size=1, max_size=9), min_size=1, max_size=80), st.data())
def test_no_word_is_lost(words: list[str], data: st.DataObject) -> None:
    breaks = st.sampled_from([" ", "\n", "\n\n", "  "])
    text = "".join(word + data.draw(breaks) for word in words)
    assert " ".join(shown(text)).split() == words


def test_twenty_megabytes_take_seconds() -> None:
    sentence = "5. A person who sells a child, in whatever form and for whatever purpose,\ncommits an offence under this Act.\n\n"
    start = time.process_time()
    assert len(read_plain(sentence * 40_000).blocks) == 40_000
    assert len(read_plain("a" * 5_000_000).blocks) == 1
    assert time.process_time() - start < 20
