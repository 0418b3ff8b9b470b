"""Text into lines: broken at spaces and soft hyphens, set on the page word by word."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from fpdf import FPDF

from typesetting.source import Run

_FONT_STYLES = {"bold": "B", "italic": "I"}
_RAISED = 0.65
"""Size of raised text, as a share of the size around it."""
_SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True)
class Font:
    """A family of the fonts that every PDF reader has, a size in points, and "B", "I" or "" for the whole text."""

    family: str
    size: float
    style: str = ""

    def use(self, pdf: FPDF, run_style: str = "") -> None:
        """Make it the font in which the page goes on, in the style of a run."""
        style = "".join(sorted({*self.style, *_FONT_STYLES.get(run_style, "")}))
        pdf.set_font(self.family, style, self.size * (_RAISED if run_style in ("raised", "note") else 1))


@dataclass
class Word:
    """What stands between two spaces: runs without a gap, and their width together."""

    runs: list[Run] = field(default_factory=list)
    width: float = 0.0


@dataclass
class Line:
    """The words of a line, the width of the column, and whether it is stretched to fill it."""

    words: list[Word]
    width: float
    is_stretched: bool = False

    @property
    def notes(self) -> list[str]:
        """The footnotes that the line calls."""
        return [run.text for word in self.words for run in word.runs if run.style == "note"]


def soft_hyphens(path: Path) -> Callable[[str], str]:
    """A function that puts soft hyphens into the words that the list at ``path`` breaks."""
    listed = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    breaks = {line.replace("-", ""): [len(part) for part in line.split("-")] for line in listed if line}

    def broken(found: re.Match[str]) -> str:
        parts, at = [], 0
        for length in breaks.get(found[0].lower(), []):
            parts.append(found[0][at : at + length])
            at += length
        return _SOFT_HYPHEN.join([*parts[:-1], parts[-1]]) if parts else found[0]

    return lambda text: re.sub(r"[A-Za-z]+", broken, text)


def break_lines(
    pdf: FPDF, runs: list[Run], font: Font, width: float, *, is_justified: bool = False, tab: float = 0
) -> list[Line]:
    """The lines that a text fills in a column of this width; a word that ends in a tab is ``tab`` points wide."""
    space = _space(pdf, font)
    lines: list[Line] = []
    words: list[Word] = []
    used = 0.0
    queue = _words(pdf, runs, font, tab)[::-1]
    while queue:
        word = queue.pop()
        if not words or used + space + word.width <= width:
            used += word.width + (space if words else 0)
            words.append(word)
            continue
        halves = _hyphenate(pdf, word, font, width - used - space)
        if halves:
            words.append(halves[0])
        queue.append(halves[1] if halves else word)
        lines.append(Line(words, width, is_justified))
        words, used = [], 0.0
    return [*lines, Line(words, width)]


def draw_line(pdf: FPDF, line: Line, font: Font, x: float, baseline: float, align: str = "left") -> None:
    """Set a line with its left end at ``x``; centred or to the right within its width if ``align`` says so."""
    space = _space(pdf, font)
    natural = sum(word.width for word in line.words)
    gaps = len(line.words) - 1
    if line.is_stretched and gaps:
        space = (line.width - natural) / gaps
    elif align != "left":
        x += (line.width - natural - gaps * space) * (1 if align == "right" else 0.5)
    for number, word in enumerate(line.words):
        at = x
        for run in word.runs:
            end = " " if run is word.runs[-1] and number < gaps else ""
            font.use(pdf, run.style)
            raised = font.size * 0.35 if run.style in ("raised", "note") else 0
            pdf.text(at, baseline - raised, _shown(run.text) + end)
            at += _width(pdf, run, font)
        x += word.width + space


def _shown(text: str) -> str:
    return text.replace(_SOFT_HYPHEN, "")


def _space(pdf: FPDF, font: Font) -> float:
    font.use(pdf)
    return float(pdf.get_string_width(" "))


def _width(pdf: FPDF, run: Run, font: Font) -> float:
    font.use(pdf, run.style)
    return float(pdf.get_string_width(_shown(run.text)))


def _words(pdf: FPDF, runs: list[Run], font: Font, tab: float) -> list[Word]:
    """The words of a text; a change of style inside a word does not divide it."""
    words = [Word()]
    for run in runs:
        for number, part in enumerate(re.split("[ \t]", run.text)):
            if number:
                words.append(Word())
            if part:
                words[-1].runs.append(Run(part, run.style))
    for word in words:
        word.width = sum(_width(pdf, run, font) for run in word.runs)
    if runs[0].text.endswith("\t"):
        words[0].width = tab - _space(pdf, font)
    return [word for word in words if word.runs]


def _hyphenate(pdf: FPDF, word: Word, font: Font, room: float) -> tuple[Word, Word] | None:
    """The two halves of a word, the first as long as there is room for; None where it cannot be broken."""
    if len(word.runs) != 1 or _SOFT_HYPHEN not in word.runs[0].text:
        return None
    text, style = word.runs[0].text, word.runs[0].style
    places = [found.start() for found in re.finditer(_SOFT_HYPHEN, text)]
    for place in reversed(places):
        first, rest = Run(text[:place] + "-", style), Run(text[place + 1 :], style)
        if len(_shown(first.text)) > 2 and _width(pdf, first, font) <= room:
            return Word([first], _width(pdf, first, font)), Word([rest], _width(pdf, rest, font))
    return None
