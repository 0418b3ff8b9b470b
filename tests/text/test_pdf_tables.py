"""Tables in PDF files are read row by row, with rules and without."""

from __future__ import annotations

import pytest
from fpdf import FPDF

from tutela.text.pdf import read_pdf

STATES = (("State", "Ratification", "Reservation"), ("Avaria", "2001", "No"), ("Bellmark", "2006", "No"),
          ("Corvania", "2001", "Yes"), ("East Dorland", "2003", "No"))  # fmt: skip
ANSWERS = (
    (
        "Adopt legislation that prohibits all forms of violence against children in all settings",
        "Accepted. A bill to this effect was laid before Parliament in the course of this year.",
    ),
    ("Establish a national register of missing children", "Noted."),
    (
        "Strengthen the ombudsperson and give her the means to receive complaints from children",
        "Accepted in part, as the office has the means that it needs under the present budget.",
    ),
)
BEFORE = "The following table shows which States of the region have ratified the Protocol, when, and how."
AFTER = "All of them report to the Committee at intervals of five years, as the Convention asks them to."


def new_file() -> FPDF:
    pdf = FPDF(unit="pt", format="A4")
    pdf.set_auto_page_break(False)
    pdf.set_font("times", size=11)
    pdf.add_page()
    return pdf


def wrap(pdf: FPDF, text: str, width: float) -> list[str]:
    lines = [""]
    for word in text.split():
        if pdf.get_string_width(f"{lines[-1]} {word}") > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def shown(pdf: FPDF) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read_pdf(bytes(pdf.output())).blocks]


def write_table(
    pdf: FPDF, y: float, rows: tuple[tuple[str, ...], ...], columns: list[float], width: float, gap: float
) -> float:
    """Write rows of cells, line by line across the page, as word processors do."""
    for row in rows:
        cells = [wrap(pdf, cell, width) for cell in row]
        for at in range(max(map(len, cells))):
            for x, cell in zip(columns, cells, strict=True):
                if at < len(cell):
                    pdf.text(x, y, cell[at])
            y += 13
        y += gap
    return y


@pytest.mark.parametrize("gap", [0, 6])
def test_short_cells(gap: float) -> None:
    pdf = new_file()
    pdf.text(70, 80, BEFORE)
    y = write_table(pdf, 110, STATES, [70, 220, 330], 130, gap)
    pdf.text(70, y + 20, AFTER)
    rows = [("row", " | ".join(row)) for row in STATES]
    assert shown(pdf) == [("paragraph", BEFORE), *rows, ("paragraph", AFTER)]


def test_long_cells_without_rules() -> None:
    pdf = new_file()
    pdf.text(70, 80, BEFORE)
    y = write_table(pdf, 110, ANSWERS, [70, 300], 200, 8)
    pdf.text(70, y + 20, AFTER)
    rows = [("row", " | ".join(row)) for row in ANSWERS]
    assert shown(pdf) == [("paragraph", BEFORE), *rows, ("paragraph", AFTER)]


def test_long_cells_between_rules() -> None:
    pdf = new_file()
    pdf.text(70, 70, BEFORE)
    y = 110.0
    pdf.line(66, y - 12, 520, y - 12)
    for row in ANSWERS:
        y = write_table(pdf, y, (row,), [70, 300], 200, 0)
        pdf.line(66, y - 9, 520, y - 9)
        y += 3
    pdf.text(70, y + 20, AFTER)
    rows = [("row", " | ".join(row)) for row in ANSWERS]
    assert shown(pdf) == [("paragraph", BEFORE), *rows, ("paragraph", AFTER)]


def test_boxes_around_cells() -> None:
    pdf = new_file()
    y = 100.0
    for row in ANSWERS:
        top = y - 12
        y = write_table(pdf, y, (row,), [70, 300], 200, 2)
        for x, width in ((66, 228), (294, 230)):
            pdf.rect(x, top, width, y - 12 - top)
    assert shown(pdf) == [("row", " | ".join(row)) for row in ANSWERS]


def test_columns_of_text_are_no_table() -> None:
    pdf = new_file()
    for x in (60, 310):
        y = 80.0
        for one, other in ANSWERS:
            for line in wrap(pdf, f"{one}. {other}", 220):
                pdf.text(x, y, line)
                y += 13
    assert {kind for kind, _ in shown(pdf)} == {"paragraph"}


def test_a_pair_of_signatures_is_no_table() -> None:
    pdf = new_file()
    pdf.text(70, 80, BEFORE)
    pdf.text(70, 200, "The Minister of Justice")
    pdf.text(350, 200, "The Minister of Health")
    assert shown(pdf) == [
        ("paragraph", BEFORE),
        ("paragraph", "The Minister of Justice"),
        ("paragraph", "The Minister of Health"),
    ]
