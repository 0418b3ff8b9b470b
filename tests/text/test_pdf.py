"""PDF files: their blocks, in the order in which a reader reads them."""

from __future__ import annotations

import textwrap

import pytest
from fpdf import FPDF

from tutela.text.blocks import Block
from tutela.text.pdf import read_pdf

LEADING = 13
FIRST = (
    "Every child deprived of a family environment is entitled to special protection and assistance provided by the "
    "State, which shall ensure alternative care for such a child."
)
SECOND = (
    "The competent authority shall review the placement of a child in an institution at least every six months, and "
    "shall hear the child in person."
)
THIRD = (
    "Whoever offers, delivers or accepts a child for the purpose of sexual exploitation is liable to imprisonment for "
    "a term of not less than ten years."
)
FOURTH = (
    "Legal persons are liable for the offences in this chapter where these were committed for their benefit by a "
    "person in a leading position."
)


def new_file() -> FPDF:
    pdf = FPDF(unit="pt", format="A4")
    pdf.set_auto_page_break(False)
    pdf.set_font("times", size=11)
    pdf.add_page()
    return pdf


def wrap(pdf: FPDF, text: str, width: float) -> list[str]:
    """The lines of a text as a word processor breaks them; "\\n" breaks on purpose."""
    lines = []
    for part in text.split("\n"):
        line = ""
        for word in part.split():
            longer = f"{line} {word}".strip()
            if pdf.get_string_width(longer) > width:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    return lines


def write(
    pdf: FPDF, x: float, y: float, width: float, text: str, *, gap: float = 8, indent: float = 0, hanging: float = 0
) -> float:
    """Write a paragraph line by line; the height where the next one begins."""
    for at, line in enumerate(wrap(pdf, text, width - max(indent, hanging))):
        pdf.text(x + (hanging if at else indent), y, line)
        y += LEADING
    return y + gap


def centre(pdf: FPDF, y: float, text: str) -> None:
    pdf.text(300 - pdf.get_string_width(text) / 2, y, text)


def shown(data: FPDF) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read_pdf(bytes(data.output())).blocks]


def texts(data: FPDF) -> list[str]:
    return [text for _, text in shown(data)]


def test_a_law() -> None:
    pdf = new_file()
    pdf.set_font("times", "B", 16)
    centre(pdf, 80, "Child Protection Act")
    pdf.set_font("times", "B", 11)
    centre(pdf, 110, "CHAPTER I")
    centre(pdf, 124, "GENERAL PROVISIONS")
    pdf.text(70, 150, "Article 1")
    pdf.set_font("times", size=11)
    y = write(pdf, 70, 170, 450, FIRST)
    y = write(pdf, 70, y, 450, "For the purposes of this Act:")
    y = write(pdf, 90, y, 430, '(a) "child" means a person under the age of eighteen years;', gap=0)
    y = write(pdf, 90, y, 430, '(b) "authority" means the Child Protection Authority.')
    content = read_pdf(bytes(pdf.output()))
    assert content.title == "Child Protection Act"
    assert content.pages == 1
    assert content.notices == []
    assert content.blocks == [
        Block("heading", "Child Protection Act", 1, 1),
        Block("heading", "CHAPTER I", 1, 2),
        Block("heading", "GENERAL PROVISIONS", 1, 2),
        Block("heading", "Article 1", 1, 3),
        Block("paragraph", FIRST, 1),
        Block("paragraph", "For the purposes of this Act:", 1),
        Block("paragraph", '(a) "child" means a person under the age of eighteen years;', 1),
        Block("paragraph", '(b) "authority" means the Child Protection Authority.', 1),
    ]


@pytest.mark.parametrize(
    ("gap", "indent", "hanging"),
    [(8, 0, 0), (0, 18, 0), (0, 0, 18)],
    ids=["set apart by gaps", "by indents", "by hanging lines"],
)
def test_paragraphs_are_told_apart(gap: float, indent: float, hanging: float) -> None:
    pdf = new_file()
    y = 80.0
    for text in (FIRST, SECOND, THIRD, FOURTH):
        y = write(pdf, 70, y, 400, text, gap=gap, indent=indent, hanging=hanging)
    assert texts(pdf) == [FIRST, SECOND, THIRD, FOURTH]


def test_numbers_in_the_middle_of_a_sentence_open_nothing() -> None:
    pdf = new_file()
    lines = (
        "The court may in any case make the order that is described in paragraph",
        "(a) of this section, or the one that is provided for in the preceding section",
        "12. It shall give its reasons in writing within seven days, as laid down in",
        "Article 5 of the Code of Procedure, and shall send a copy to the guardian.",
    )
    width = max(pdf.get_string_width(line) for line in lines)
    for at, line in enumerate(lines):
        pdf.set_char_spacing((width - pdf.get_string_width(line)) / len(line))  # justified
        pdf.text(70, 80 + LEADING * at, line)
    assert texts(pdf) == [" ".join(lines)]


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("The State shall take all appro-", "priate measures.", "The State shall take all appropriate measures."),
        ("The State shall take all appro\u00ad", "priate measures.", "The State shall take all appropriate measures."),
        ("It applies to non-", "governmental bodies.", "It applies to non-governmental bodies."),
        ("It applies to the Saint-", "Denis office.", "It applies to the Saint-Denis office."),
        ("See document CRC/C/OPSC-", "annex for more.", "See document CRC/C/OPSC-annex for more."),
    ],
    ids=["hyphen", "soft hyphen", "compound", "name", "symbol"],
)
def test_broken_words_are_made_whole(first: str, second: str, whole: str) -> None:
    pdf = new_file()
    pdf.text(70, 80, first)
    pdf.text(70, 80 + LEADING, second)
    assert texts(pdf) == [whole]


def test_a_compound_that_is_written_so_elsewhere_keeps_its_hyphen() -> None:
    pdf = new_file()
    write(pdf, 70, 80, 450, "Long-term plans are made.\nThe plan is a long-\nterm one.")
    assert " ".join(texts(pdf)).endswith("The plan is a long-term one.")


def test_columns_are_read_one_after_the_other() -> None:
    pdf = new_file()
    pdf.set_font("times", "B", 18)
    centre(pdf, 70, "National Plan of Action")
    pdf.set_font("times", size=11)
    for x, numbers in ((60, (1, 2, 3)), (320, (4, 5))):
        y = 110.0
        for number in numbers:
            y = write(pdf, x, y, 220, f"{number}. {(FIRST, SECOND, THIRD, FOURTH, FIRST)[number - 1]}")
    assert texts(pdf) == [
        "National Plan of Action",
        f"1. {FIRST}",
        f"2. {SECOND}",
        f"3. {THIRD}",
        f"4. {FOURTH}",
        f"5. {FIRST}",
    ]


def test_columns_that_the_file_writes_across() -> None:
    pdf = new_file()
    left = [line for text in (FIRST, THIRD, FOURTH) for line in [*wrap(pdf, text, 220), ""]]
    right = [line for text in (SECOND, FOURTH, SECOND) for line in [*wrap(pdf, text, 220), ""]]
    for at, (one, other) in enumerate(zip(left, right, strict=False)):
        for x, line in ((60, one), (310, other)):
            if line:
                pdf.text(x, 80 + LEADING * at, line)
    assert texts(pdf) == [FIRST, THIRD, FOURTH, SECOND, FOURTH, SECOND]


def test_two_languages_side_by_side_go_on_page_by_page() -> None:
    french = (
        "Tout enfant privé de son milieu familial a droit à une protection et à une aide spéciales de l'État, qui "
        "assure à cet enfant une protection de remplacement conforme à la loi. L'autorité réexamine le placement de "
        "l'enfant dans un établissement au moins tous les six mois et entend l'enfant en personne dans les locaux de "
        "la juridiction."
    )
    english = f"{FIRST} {SECOND} {THIRD}"
    pdf = new_file()
    for x, text in ((60, english), (320, french)):
        lines = wrap(pdf, f"1. {text} {text}", 220)
        for at, line in enumerate(lines[:14]):
            pdf.text(x, 80 + LEADING * at, line)
    pdf.add_page()
    for x, text in ((60, english), (320, french)):
        lines = wrap(pdf, f"1. {text} {text}", 220)
        for at, line in enumerate(lines[14:]):
            pdf.text(x, 80 + LEADING * at, line)
    assert texts(pdf) == [f"1. {english} {english}", f"1. {french} {french}"]


def test_a_paragraph_goes_on_over_a_page() -> None:
    pdf = new_file()
    lines = wrap(pdf, f"{FIRST} {SECOND}", 450)
    write(pdf, 70, 80, 450, THIRD)
    for at, line in enumerate(lines[:2]):
        pdf.text(70, 140 + LEADING * at, line)
    pdf.add_page()
    for at, line in enumerate(lines[2:]):
        pdf.text(70, 80 + LEADING * at, line)
    blocks = read_pdf(bytes(pdf.output())).blocks
    assert [(block.text, block.page) for block in blocks] == [(THIRD, 1), (f"{FIRST} {SECOND}", 1)]


def test_a_numbered_unit_at_the_top_of_a_page_begins_anew() -> None:
    pdf = new_file()
    write(pdf, 70, 80, 450, f"1. {FIRST}")
    pdf.add_page()
    write(pdf, 70, 80, 450, f"2. {SECOND}")
    assert texts(pdf) == [f"1. {FIRST}", f"2. {SECOND}"]


def test_footnotes_stand_after_the_text_and_their_marks_go() -> None:
    pdf = new_file()
    pdf.text(70, 80, "The State party adopted the Act in 2019")
    end = 70 + pdf.get_string_width("The State party adopted the Act in 2019")
    pdf.set_font("times", size=7)
    pdf.text(end, 76, "1")
    end += pdf.get_string_width("1")
    pdf.set_font("times", size=11)
    pdf.text(end, 80, " and repealed the law.")
    write(pdf, 70, 110, 450, SECOND)
    pdf.set_font("times", size=8)
    pdf.text(70, 760, "1 Act No. 12 of 2019 on the protection of children against all forms of violence, abuse and")
    pdf.text(70, 770, "neglect, as amended.")
    pdf.text(70, 780, "2 See the report of the Committee on its visit.")
    assert shown(pdf) == [
        ("paragraph", "The State party adopted the Act in 2019 and repealed the law."),
        ("paragraph", SECOND),
        (
            "footnote",
            "1 Act No. 12 of 2019 on the protection of children against all forms of violence, abuse and neglect, as "
            "amended.",
        ),
        ("footnote", "2 See the report of the Committee on its visit."),
    ]


def test_lists_are_items_with_their_depth() -> None:
    pdf = new_file()
    y = write(pdf, 70, 80, 450, "The plan has three aims:")
    for x, text in ((90, "- to prevent violence;"), (110, "- in schools;"), (90, "- to protect victims.")):
        pdf.text(x, y, text)
        y += LEADING
    blocks = read_pdf(bytes(pdf.output())).blocks
    assert [(block.kind, block.text, block.level) for block in blocks] == [
        ("paragraph", "The plan has three aims:", 0),
        ("item", "- to prevent violence;", 1),
        ("item", "- in schools;", 2),
        ("item", "- to protect victims.", 1),
    ]


def test_entries_of_a_table_of_contents_stay_apart() -> None:
    pdf = new_file()
    entries = ["Introduction", "Chapter I Offences", "Chapter II Protection of victims", "Annex"]
    for at, entry in enumerate(entries):
        pdf.text(70, 80 + LEADING * at, f"{entry} {'.' * (100 - len(entry))} {at + 3}")
    assert [text.split(" .")[0] for text in texts(pdf)] == entries


def test_a_drop_capital_is_put_back() -> None:
    pdf = new_file()
    text = f"hereas {FIRST.lower()} {SECOND}"
    pdf.set_font("times", size=40)
    width = pdf.get_string_width("W")
    pdf.text(70, 106, "W")
    pdf.set_font("times", size=11)
    beside = wrap(pdf, text, 320 - width)[:3]
    below = wrap(pdf, text[len(" ".join(beside)) :].strip(), 320)
    for at, line in enumerate([*beside, *below]):
        pdf.text(72 + width if at < 3 else 70, 80 + LEADING * at, line)
    assert texts(pdf) == [f"W{text}"]


def test_notes_in_the_margin_stand_before_what_they_are_about() -> None:
    pdf = new_file()
    y = 80.0
    for number, note, text in ((1, "Duty to care.", FIRST), (2, "Review of\nplacement.", SECOND), (3, "Sale.", THIRD)):
        pdf.set_font("times", size=8)
        for at, line in enumerate(note.split("\n")):
            pdf.text(60, y + 9 * at, line)
        pdf.set_font("times", size=11)
        y = write(pdf, 140, y, 360, f"{number}. {text}")
    assert shown(pdf) == [
        ("heading", "Duty to care."),
        ("paragraph", f"1. {FIRST}"),
        ("heading", "Review of placement."),
        ("paragraph", f"2. {SECOND}"),
        ("heading", "Sale."),
        ("paragraph", f"3. {THIRD}"),
    ]


def test_turned_pages() -> None:
    pdf = new_file()
    with pdf.rotation(90, x=100, y=700):
        y = write(pdf, 100, 700, 500, f"1. {FIRST}")
        write(pdf, 100, y, 500, f"2. {SECOND}")
    pdf.add_page(orientation="landscape")
    write(pdf, 80, 80, 600, f"3. {THIRD}")
    assert texts(pdf) == [f"1. {FIRST}", f"2. {SECOND}", f"3. {THIRD}"]


@pytest.mark.parametrize(
    ("metadata", "title"),
    [
        ("Loi relative à la protection de l'enfant", "Loi relative à la protection de l'enfant"),
        ("Microsoft Word - loi_enfant_v3.doc", "Loi sur la protection de l'enfant"),
        ("untitled", "Loi sur la protection de l'enfant"),
        ("", "Loi sur la protection de l'enfant"),
        ("Budget de la commune de Vignes", "Loi sur la protection de l'enfant"),
    ],
)
def test_titles(metadata: str, title: str) -> None:
    pdf = new_file()
    pdf.set_title(metadata)
    pdf.set_font("times", "B", 18)
    pdf.text(70, 80, "Loi sur la protection de l'enfant")
    pdf.set_font("times", size=11)
    write(pdf, 70, 120, 450, "La présente loi est relative à la protection de l'enfant contre toute violence.")
    assert read_pdf(bytes(pdf.output())).title == title


def test_accents_are_composed_and_spaces_folded() -> None:
    pdf = new_file()
    pdf.text(70, 80, "Le  père,\xa0la mère et l'État répondent de l'éducation de l'enfant.")
    assert texts(pdf) == ["Le père, la mère et l'État répondent de l'éducation de l'enfant."]


def test_pages_are_counted_with_the_blank_ones() -> None:
    pdf = new_file()
    pdf.add_page()
    write(pdf, 70, 80, 450, FIRST)
    pdf.add_page()
    content = read_pdf(bytes(pdf.output()))
    assert content.pages == 3
    assert content.blocks == [Block("paragraph", FIRST, 2)]
    assert content.notices == []


def test_the_same_file_is_read_the_same_way_twice() -> None:
    pdf = new_file()
    write(pdf, 70, 80, 450, textwrap.dedent(f"{FIRST}\n{SECOND}\n{THIRD}"))
    data = bytes(pdf.output())
    assert read_pdf(data) == read_pdf(data)
