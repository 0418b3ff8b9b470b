"""What a PDF page shows besides its text is left out: running heads, page numbers, stamps, line numbers, watermarks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fpdf import FPDF

from tutela.text.pdf import read_pdf

SENTENCES = (
    "The authority shall keep a register of all institutions in which children are placed.",
    "A child who is heard as a witness shall be heard once, by a person trained for it.",
    "The court may order that the hearing be held without the public.",
    "The State shall give victims the means to claim compensation from those responsible.",
    "Each police district shall name an officer for the protection of children.",
    "Schools shall teach children about their rights and how to claim them.",
)


def new_file() -> FPDF:
    pdf = FPDF(unit="pt", format="A4")
    pdf.set_auto_page_break(False)
    pdf.set_font("times", size=11)
    return pdf


def body(pdf: FPDF, at: int) -> list[str]:
    """A page of paragraphs, others on each page."""
    written = []
    for line in range(4):
        text = f"{4 * at + line + 1}. {SENTENCES[(at * 5 + line) % len(SENTENCES)]}"
        pdf.text(70, 90 + 24 * line, text)
        written.append(text)
    return written


def texts(pdf: FPDF) -> list[str]:
    return [block.text for block in read_pdf(bytes(pdf.output())).blocks]


Placed = tuple[float, float, str]
MARGINS: list[tuple[str, Callable[[int], list[Placed]]]] = [
    ("the same head", lambda _: [(250, 40, "Children Act, 2019")]),
    ("a number that counts", lambda page: [(290, 810, str(page + 1))]),
    ("a number between dashes", lambda page: [(290, 810, f"- {page + 1} -")]),
    ("a number of a volume", lambda page: [(290, 810, str(page + 1437))]),
    ("Roman numbers", lambda page: [(290, 810, ("i", "ii", "iii", "iv", "v", "vi")[page])]),
    ("page of pages", lambda page: [(270, 810, f"Página {page + 1} de 6")]),
    ("a head with the number in it", lambda page: [(200, 40, f"Official Gazette, No. 12, 2019 {page + 77}")]),
    (
        "left and right pages",
        lambda page: (
            [(70, 40, f"{page + 1}"), (250, 40, "Children Act")]
            if page % 2
            else [(250, 40, "Chapter on offences"), (510, 40, f"{page + 1}")]
        ),
    ),
    (
        "a block of lines",
        lambda _: [(70, 30, "CHAMBER OF DEPUTIES"), (70, 40, "Secretariat"), (400, 40, "Last reform 17-10-2019")],
    ),
    ("an address", lambda _: [(350, 820, "PURL: https://example.org/doc/0e057b/")]),
]


@pytest.mark.parametrize("lines", [lines for _, lines in MARGINS], ids=[name for name, _ in MARGINS])
def test_running_lines_are_no_text(lines: Callable[[int], list[Placed]]) -> None:
    pdf = new_file()
    expected = []
    for page in range(6):
        pdf.add_page()
        expected += body(pdf, page)
        pdf.set_font("times", size=9)
        for x, y, text in lines(page):
            pdf.text(x, y, text)
        pdf.set_font("times", size=11)
    assert texts(pdf) == expected


def test_heads_that_change_with_the_chapter() -> None:
    pdf = new_file()
    expected = []
    heads = ["Part I – General provisions"] * 3 + ["Part II – Offences"] * 1 + ["Part III – Final provisions"] * 4
    for page, head in enumerate(heads):
        pdf.add_page()
        expected += body(pdf, page)
        pdf.set_font("times", "I", 9)
        pdf.text(230, 40, head.replace("–", "-"))
        pdf.set_font("times", size=11)
    assert texts(pdf) == expected


def test_like_lines_at_the_tops_of_pages_are_text() -> None:
    pdf = new_file()
    expected = []
    for page in range(6):
        pdf.add_page()
        pdf.text(70, 66, f"Article {page + 1}")
        expected += [f"Article {page + 1}", *body(pdf, page)]
    assert texts(pdf) == expected


def test_a_word_that_ends_several_pages_is_text() -> None:
    pdf = new_file()
    expected = []
    for page in range(12):
        pdf.add_page()
        expected += body(pdf, page)
        if page in (1, 6, 11):
            pdf.text(90, 760, "(c) any other person; and")
            expected.append("(c) any other person; and")
    assert texts(pdf) == expected


def test_a_page_number_on_a_single_page() -> None:
    pdf = new_file()
    pdf.add_page()
    expected = body(pdf, 0)
    pdf.text(295, 810, "1")
    assert texts(pdf) == expected


def test_watermarks() -> None:
    pdf = new_file()
    expected = []
    for page in range(4):
        pdf.add_page()
        pdf.set_font("helvetica", "B", 60)
        with pdf.rotation(45, x=150, y=600):
            pdf.text(150, 600, "DRAFT")
        pdf.set_font("helvetica", "B", 40)
        pdf.text(220, 500, "COPY")
        pdf.set_font("times", size=11)
        expected += body(pdf, page)
    assert texts(pdf) == expected


@pytest.mark.parametrize("x", [45, 540], ids=["left", "right"])
def test_line_numbers(x: float) -> None:
    pdf = new_file()
    for page in range(2):
        pdf.add_page()
        for line in range(40):
            text = SENTENCES[(page + line) % len(SENTENCES)]
            if (line + 1) % 5 == 0 and x < 70:
                pdf.text(x, 80 + 14 * line, str(line + 1))
            pdf.text(70, 80 + 14 * line, text)
            if (line + 1) % 5 == 0 and x > 70:
                pdf.text(x, 80 + 14 * line, str(line + 1))
    assert set(" ".join(texts(pdf)).split()) == set(" ".join(SENTENCES).split())


def test_the_stamps_of_a_united_nations_document() -> None:
    pdf = new_file()
    pdf.add_page()
    pdf.set_font("times", size=14)
    pdf.text(120, 60, "United Nations")
    pdf.text(440, 60, "CRC/C/OPSC/XXX/CO/1")
    pdf.set_font("times", "B", 18)
    pdf.text(120, 100, "Convention on the")
    pdf.text(120, 120, "Rights of the Child")
    pdf.set_font("times", size=10)
    for at, text in enumerate(("Distr.: General", "12 March 2019", "", "Original: English")):
        if text:
            pdf.text(440, 95 + 12 * at, text)
    pdf.text(70, 790, "GE.19-01234(E)")
    pdf.set_font("times", "B", 14)
    pdf.text(120, 260, "Concluding observations on the report of the State party")
    pdf.set_font("times", size=10)
    pdf.text(120, 300, "1. The Committee considered the report at its meeting.")
    content = read_pdf(bytes(pdf.output()))
    assert content.title == "Concluding observations on the report of the State party"
    assert not [b.text for b in content.blocks if "Distr" in b.text or "GE." in b.text or "CRC/C" in b.text]
    assert content.blocks[-1].text == "1. The Committee considered the report at its meeting."
