"""A PDF of 400 pages, from the texts of the samples, each page with other numbers."""

from __future__ import annotations

from itertools import cycle, islice
from pathlib import Path

from fpdf import FPDF

PAGES = 400


def write(path: Path, texts: Path) -> None:
    """Write it; ``texts`` is the folder with the English texts of the samples."""
    lines = [
        line.lstrip("#>- ").encode("latin-1", "replace").decode("latin-1")
        for file in sorted(texts.glob("*.md"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if len(line) > 60
    ]
    coming = cycle(lines)
    pdf = FPDF()
    pdf.set_font("Times", size=11)
    for page in range(PAGES):
        pdf.add_page()
        for number, line in enumerate(islice(coming, 11)):
            pdf.multi_cell(0, 5.2, f"{page * 11 + number + 1}. {line}", new_x="LMARGIN", new_y="NEXT")
            pdf.ln(2)
            if pdf.get_y() > 260:
                break
    pdf.output(str(path))
