"""The emblem of the invented State: a star over three waves, in a double ring."""

from __future__ import annotations

from math import cos, pi, sin

from fpdf import FPDF


def draw_emblem(pdf: FPDF, x: float, y: float, radius: float) -> None:
    """Draw it around the point (``x``, ``y``), in points."""
    pdf.set_line_width(1.1)
    pdf.circle(x, y, radius)
    pdf.set_line_width(0.5)
    pdf.circle(x, y, radius * 0.88)
    star = []
    for corner in range(10):
        reach = radius * (0.36 if corner % 2 == 0 else 0.15)
        angle = corner * pi / 5 - pi / 2
        star.append((x + reach * cos(angle), y - radius * 0.28 + reach * sin(angle)))
    pdf.set_fill_color(40, 40, 40)
    pdf.polygon(star, style="F")
    pdf.set_line_width(0.9)
    for wave in range(3):
        level = y + radius * (0.24 + 0.16 * wave)
        half = radius * (0.62 - 0.1 * wave)
        steps = [half * step / 20 for step in range(-20, 21)]
        pdf.polyline([(x + step, level + radius * 0.05 * sin(step * 9 / radius)) for step in steps])
    pdf.set_line_width(0.5)
