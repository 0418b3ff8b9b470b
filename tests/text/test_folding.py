"""Letters, numbers and short lines: the small parts that all readers share."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutela.text.blocks import Block
from tutela.text.counting import cardinal_words, doubled_letters, letters, ordinal, ordinal_words, roman
from tutela.text.folding import fold_spaces
from tutela.text.headings import is_set_as_heading, reads_as_heading
from tutela.text.rows import row_blocks
from tutela.text.titles import sensible_title

FOLDED = [
    ("  Every\n\tchild\u00a0shall \r\n", "Every child shall"),
    ("protec\u00adtion", "protection"),
    ("\ufeffzero\u200bwidth\x00", "zerowidth"),
    ("child\u2011friendly", "child-friendly"),
    ("cafe\u0301", "café"),
    ("a\u2028b\x1cc", "a b c"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_white_space_and_invisible_letters(text: str, folded: str) -> None:
    assert fold_spaces(text) == folded


@settings(deadline=None)
@given(st.text())
def test_folding_is_final(text: str) -> None:
    folded = fold_spaces(text)
    assert fold_spaces(folded) == folded
    assert unicodedata.is_normalized("NFC", folded)
    assert folded == " ".join(folded.split())


def test_numbers_in_lists() -> None:
    assert [roman(n) for n in (1, 4, 9, 14, 40, 1999, 0, 5000)] == [
        "i",
        "iv",
        "ix",
        "xiv",
        "xl",
        "mcmxcix",
        "0",
        "5000",
    ]
    assert [letters(n) for n in (1, 26, 27, 52, 703, 0)] == ["a", "z", "aa", "az", "aaa", "0"]
    assert [doubled_letters(n) for n in (1, 26, 27, 28, 53, -1)] == ["a", "z", "aa", "bb", "aaa", "-1"]
    assert [ordinal(n, "en") for n in (1, 2, 3, 4, 11, 12, 13, 21, 112)] == [
        "1st",
        "2nd",
        "3rd",
        "4th",
        "11th",
        "12th",
        "13th",
        "21st",
        "112th",
    ]
    assert [ordinal(n, "fr") for n in (1, 2)] == ["1er", "2e"]
    assert [ordinal(n, "es") for n in (1, 2)] == ["1.º", "2.º"]
    assert [ordinal_words(n, "es") for n in (1, 12, 21)] == ["Primero", "Duodécimo", "21.º"]
    assert [cardinal_words(n, "fr") for n in (1, 20, 21)] == ["Un", "Vingt", "21"]
    assert ordinal_words(3, "de") == "Third"


HEADINGS = [
    ("Duty to report", True, False, True),
    ("Duty to report", False, True, False),
    ("FINAL PROVISIONS", False, True, True),
    ("Whoever reports shall be heard.", True, False, False),
    ("Artículo 9. Deber de aviso.", True, False, True),
    ("(a) sells", True, False, False),
    ("“child” means a person", True, False, False),
    ("12", True, False, False),
    ("word " * 40, True, False, False),
]


@pytest.mark.parametrize(("text", "is_bold", "is_centred", "is_heading"), HEADINGS)
def test_headings_by_their_look(text: str, is_bold: bool, is_centred: bool, is_heading: bool) -> None:
    assert is_set_as_heading(text.strip(), is_bold=is_bold, is_centred=is_centred) is is_heading


def test_headings_in_name_only() -> None:
    assert reads_as_heading("Definitions")
    assert reads_as_heading("PART I—")
    assert not reads_as_heading("'agent' means—")
    assert not reads_as_heading("Whoever sells a child, in whatever form, " * 10)


@pytest.mark.parametrize(
    "name", ["", "abc", "Microsoft Word - act.doc", "Untitled-1", "act_2020.pdf", "Documento1", "2020", "Index"]
)
def test_titles_that_say_nothing(name: str) -> None:
    assert sensible_title(name) == ""


def test_titles_that_do() -> None:
    assert sensible_title(" Children\n Act ") == "Children Act"
    assert sensible_title("Index of laws") == "Index of laws"


def test_rows() -> None:
    def cell(*texts: str) -> list[Block]:
        return [Block("paragraph", text) for text in texts]

    note = Block("footnote", "1 Act 5.")
    assert row_blocks([cell("a", "b"), [], cell("c")]) == [Block("row", "a b | c")]
    assert row_blocks([[*cell("a"), note], cell("b")]) == [Block("row", "a | b"), note]
    assert row_blocks([cell("(a)"), cell("text")]) == [Block("item", "(a) text", level=1)]
    assert row_blocks([[Block("row", "x | y")], []]) == [Block("row", "x | y")]
    assert row_blocks([]) == []
