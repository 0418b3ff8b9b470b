"""Markdown: CommonMark with tables, footnotes and front matter."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutela.text.markdown import read_markdown


def kinds(text: str) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, block.text) for block in read_markdown(text).blocks]


def shown(text: str) -> list[str]:
    return [block.text for block in read_markdown(text).blocks]


TEXTS = [
    ("Every *child* shall\nbe **heard** [in court](http://x.example/a).", ["Every child shall be heard in court."]),
    ("See [the Act][1] and <http://x.example>.\n\n[1]: http://x.example/act", ["See the Act and http://x.example."]),
    ("![Map](a.png) Text `code` &amp; 5\\. x", ["Text code & 5. x"]),
    ("1. one\n2. two\n\n5. five\n", ["1. one", "2. two", "5. five"]),
    ("1) one\n2) two", ["1) one", "2) two"]),
    ("The State shall ensure that:\na. no child is sold;\nb. no child is\nbought.", ["The State shall ensure that:", "a. no child is sold;", "b. no child is bought."]),
    ("1. The State shall:\n  a. act;\n    i. at once;\n2. It reports.", ["1. The State shall:", "a. act;", "i. at once;", "2. It reports."]),
    ("States shall:\n3. act\n4. report", ["States shall:", "3. act", "4. report"]),
    ("(1) Whoever sells.\n(2) Whoever buys.", ["(1) Whoever sells.", "(2) Whoever buys."]),
    ("Article 5\\\nWhoever sells.\\\n(a) a boy", ["Article 5 Whoever sells.", "(a) a boy"]),
    ("One line  \nand its break.<br>Another", ["One line and its break.", "Another"]),
    ("* first\n* second\n    * inner\n\n      more", ["• first", "• second", "• inner", "more"]),
    ("- (a) own mark\n- (b) too", ["(a) own mark", "(b) too"]),
    ("Text\n\n    (a) indented like code\n\n    (b) but is law", ["Text", "(a) indented like code", "(b) but is law"]),
    ("> quoted\n> > twice\n\n>and thrice", ["quoted twice", "and thrice"]),
    ("```\nArticle 1\n\nText\n```", ["Article 1", "Text"]),
    ("| Year | Cases |\n|---|--:|\n| 2019 | 12 |\n| | *14* |", ["Year | Cases", "2019 | 12", "14"]),
    ("<div>\n<p>One</p><ol><li>Two</ol>\n</div>\n\nThree", ["One", "1. Two", "Three"]),
    ("Text <span class=x>inside</span> <!-- gone --> here", ["Text inside here"]),
    ("::: warning\nText\n:::", ["Text"]),
    ("# Policy {#policy .unnumbered}", ["Policy"]),
    ("1986\\. A year", ["1986. A year"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "texts"), TEXTS)
def test_what_is_shown(text: str, texts: list[str]) -> None:
    assert shown(text) == texts


def test_kinds_and_levels() -> None:
    text = "Policy\n======\n\n## Purpose ##\n\n### 1.1 Scope\n\n* one\n    1. two\n\nText\n"
    assert kinds(text) == [
        ("heading", 1, "Policy"),
        ("heading", 2, "Purpose"),
        ("heading", 3, "1.1 Scope"),
        ("item", 1, "• one"),
        ("item", 2, "1. two"),
        ("paragraph", 0, "Text"),
    ]


def test_footnotes_follow_the_block_that_calls_them() -> None:
    text = "Sale[^1] is an offence.[^law] Again[^1] and [^none].\n\n[^1]: Act 5,\n    second line.\n\n    Second paragraph.\n[^law]: Act *6*.\n\nEnd.[^1]\n"
    assert kinds(text) == [
        ("paragraph", 0, "Sale is an offence. Again and [^none]."),
        ("footnote", 0, "1 Act 5, second line. Second paragraph."),
        ("footnote", 0, "2 Act 6."),
        ("paragraph", 0, "End."),
    ]


FRONT = [
    ("---\ntitle: Safeguarding policy\nreview: 2024\n---\n# Purpose\n", "Safeguarding policy", ["Purpose"]),
    ('---\ntitle: "Safeguarding: policy"\n---\nText', "Safeguarding: policy", ["Text"]),
    ("+++\ntitle = 'Safeguarding policy'\n+++\nText", "Safeguarding policy", ["Text"]),
    ("\ufeff---\r\nTitle: Safeguarding policy\r\n---\r\nText", "Safeguarding policy", ["Text"]),
    ("---\nauthor: x\n---\n## Second\n\n# First", "First", ["Second", "First"]),
    ("Text\n\n---\n\nMore", "", ["Text", "More"]),
    ("---\nno end of it", "", ["no end of it"]),
]


@pytest.mark.parametrize(("text", "title", "texts"), FRONT)
def test_title_and_front_matter(text: str, title: str, texts: list[str]) -> None:
    content = read_markdown(text)
    assert content.title == title
    assert [block.text for block in content.blocks] == texts


HARD = [
    "[" * 5000,
    "![" * 5000,
    "*a " * 5000,
    "`" * 5000,
    "<" * 5000,
    "> " * 5000 + "x",
    "- " * 3000 + "x",
    "[a](" * 3000,
    "_a*b " * 3000,
    "|a" * 2000,
]


@pytest.mark.parametrize("text", HARD)
def test_hard_texts_take_little_time(text: str) -> None:
    start = time.process_time()
    read_markdown(text)
    assert time.process_time() - start < 10


def test_nesting_too_deep_for_the_parser_loses_nothing() -> None:
    text = "\n".join("  " * depth + f"- word{depth}" for depth in range(300))
    read = " ".join(shown(text))
    assert all(f"word{depth}" in read for depth in range(300))


PARTS = [
    "# ",
    "\n",
    "\n\n",
    "word ",
    "1. ",
    "- ",
    "* ",
    "> ",
    "```",
    "|",
    "---",
    "[^1]",
    "[^1]: ",
    "[a](b)",
    "<b>",
    "<table>",
    "</td>",
    "    ",
    "**",
    "\\",
    "  \n",
    ":::",
    "(a) ",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=60))
def test_any_text_is_read(parts: list[str]) -> None:
    for block in read_markdown("".join(parts)).blocks:
        assert block.text == " ".join(block.text.split()) != ""
