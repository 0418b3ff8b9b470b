"""The scanned page: a typed circular, printed to an image that lies a little askew, with the grain of a scanner."""

from __future__ import annotations

import random
from io import BytesIO
from math import cos, exp, sin

import pypdfium2
from fpdf import FPDF
from PIL import Image, ImageChops, ImageFilter

from typesetting.emblem import draw_emblem
from typesetting.lines import Font, Line, break_lines, draw_line
from typesetting.pages import HEIGHT, WIDTH
from typesetting.pdf_files import DISCLAIMER, new_pdf
from typesetting.source import Run, Source

_DOTS_PER_INCH = 200
_ANGLE = 0.7
"""Degrees by which the sheet lay askew."""
_TYPED = Font("Courier", 10.5)
_LEFT, _RIGHT = 84.0, 76.0
_LEADING = 15.0


def make_scan(source: Source) -> bytes:
    """A PDF file that holds one image and no text."""
    image = BytesIO()
    _scanned(_typed(source)).save(image, "JPEG", quality=38, dpi=(_DOTS_PER_INCH, _DOTS_PER_INCH))
    pdf = new_pdf(source)
    pdf.add_page()
    pdf.image(image, 0, 0, WIDTH, HEIGHT)
    return bytes(pdf.output())


def _scanned(sheet: bytes) -> Image.Image:
    """The sheet in shades of grey as a scanner sees it: turned, slightly blurred, paper not quite white, with grain."""
    document = pypdfium2.PdfDocument(sheet)
    page = document[0].render(scale=_DOTS_PER_INCH / 72).to_pil().convert("L")
    document.close()
    page = page.rotate(_ANGLE, Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(0.7))
    page = page.point([30 + value * 213 // 255 for value in range(256)])
    width, height = page.size
    coarse = (width // 2, height // 2)
    grain = Image.frombytes("L", coarse, random.Random(156).randbytes(coarse[0] * coarse[1]))
    grain = grain.resize(page.size, Image.Resampling.BILINEAR).point([value * 22 // 255 for value in range(256)])
    return ImageChops.subtract(page, grain, offset=11)


def _typed(source: Source) -> bytes:
    """The circular as it left the typewriter, stamped on its arrival."""
    pdf = new_pdf(source)
    pdf.add_page()
    width = WIDTH - _LEFT - _RIGHT
    draw_emblem(pdf, WIDTH / 2, 66, 22)
    y = 106.0
    for number, text in enumerate(source.head["masthead"]):
        y = _write(pdf, [Run(text, "bold" if number == 0 else "")], y, _LEFT, width, "center")
    y += 14
    for key in ("reference", "date"):
        y = _write(pdf, [Run(source.head[key])], y, _LEFT, width)
    y += 8
    for key in ("to", "subject"):
        y = _write(pdf, [Run(source.head[key], "bold" if key == "subject" else "")], y, _LEFT, width)
    y += 12
    for block in source.blocks:
        y = _write(pdf, [Run(f"{block.mark} "), *block.runs], y, _LEFT, width) + 9
    _sign(pdf, y + 30, source.head["signature"])
    _stamp(pdf, y + 22, source.head["stamp"])
    foot = Font("Courier", 7.5)
    line = break_lines(pdf, [Run(DISCLAIMER[source.language])], foot, WIDTH)[0]
    draw_line(pdf, Line(line.words, WIDTH), foot, 0, HEIGHT - 34, "center")
    return bytes(pdf.output())


def _write(pdf: FPDF, runs: list[Run], y: float, x: float, width: float, align: str = "left") -> float:
    for line in break_lines(pdf, runs, _TYPED, width):
        draw_line(pdf, line, _TYPED, x, y, align)
        y += _LEADING
    return y


def _sign(pdf: FPDF, y: float, office: str) -> None:
    """A stroke of the pen, and below it the office that signed."""
    pdf.set_line_width(1.2)
    x = WIDTH - _RIGHT - 160
    turns = [step / 6 for step in range(90)]
    stroke = [(x + 6.5 * turn + 9 * sin(turn), y - 12 - 9 * cos(1.3 * turn) * exp(-turn / 9)) for turn in turns]
    pdf.polyline(stroke)
    _write(pdf, [Run(office)], y + 14, x, 160)


def _stamp(pdf: FPDF, y: float, lines: list[str]) -> None:
    """The stamp of the registry, beside the signature."""
    x = _LEFT + 20
    with pdf.rotation(9, x, y):
        pdf.set_line_width(1.4)
        pdf.set_draw_color(110)
        pdf.set_text_color(110)
        pdf.rect(x, y, 116, 36)
        for number, text in enumerate(lines):
            line = break_lines(pdf, [Run(text)], Font("Helvetica", 10, "B"), 400)[0]
            draw_line(pdf, Line(line.words, 116), Font("Helvetica", 10, "B"), x, y + 15 + number * 14, "center")
    pdf.set_draw_color(0)
    pdf.set_text_color(0)
