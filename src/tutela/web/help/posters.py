"""Posters for schools and other places: one page of A4 each, with big calm words, the numbers of the country, and room
to write in whom one can talk to there. Their words are in texts/<language>/posters.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, cast

import yaml
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tutela.web.help.directory import Help
from tutela.web.help.models import Entry, Kind, Need
from tutela.web.help.paper import FONT, INK, POINT, RULE, SOFT, Sheet, name_of, printable, short_address
from tutela.web.help.templatetags.help_entries import in_language

POSTERS = ("8-11", "12-15", "16-17", "adults")

Colour = tuple[int, int, int]
_COLOURS: dict[str, tuple[Colour, Colour]] = {
    "8-11": ((15, 76, 99), (230, 240, 242)),
    "12-15": ((47, 75, 124), (233, 238, 246)),
    "16-17": ((80, 64, 110), (239, 236, 245)),
    "adults": ((56, 82, 54), (235, 241, 233)),
}
"""The ink of the headings and the tint behind them; dark enough on light to be read on a printer without colours."""

_EDGE = 16.0
"""Millimetres that a home printer surely leaves white, and a little more."""

_MOST = 4
"""As many services as one takes in at a glance."""

_OTHER_NEEDS: dict[str, tuple[str, ...]] = {
    "8-11": (),
    "12-15": (Need.IMAGE,),
    "16-17": (Need.IMAGE,),
    "adults": (Need.REPORT_PERSON, Need.IMAGE),
}

_SENTENCE_END = re.compile(r"(?<=[.?!»”]) (?=[A-ZÀ-Ý¿¡])")

_ROW_HIGH = 16.0
"""Millimetres that a service takes."""

_SCALES = (0.5, 1.25)
"""How much smaller and larger than designed the words may be, so that they fill the page."""


@dataclass(frozen=True, slots=True)
class Poster:
    """The words of a poster; those that all of a language share are in ``words``."""

    language: str
    key: str
    name: str
    heading: str
    lines: tuple[str, ...]
    closing: str
    contact: str
    is_numbered: bool
    words: dict[str, str]


@cache
def _read(language: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(
        files("tutela.web.help").joinpath("texts", language, "posters.yaml").read_text("utf-8")
    )
    return read


def poster(language: str, key: str) -> Poster:
    """A poster in "en", "fr" or "es". Raises KeyError where there is none of this name."""
    if key not in POSTERS:
        raise KeyError(key)
    read = _read(language)
    own = read["posters"][key]
    lines, numbered = tuple(own["lines"]), bool(own.get("numbered"))
    rest = (own["closing"], own["contact"], numbered, dict(read["words"]))
    return Poster(language, key, own["name"], own["heading"], lines, *rest)


class Row(NamedTuple):
    """A line of the services: ``reach`` is a number or an address, "" where it is to be written in by hand."""

    reach: str
    name: str
    more: str = ""
    is_confirmed: bool = True
    checked: date | None = None


def rows_of(shown: Poster, found: Help) -> list[Row]:
    """The few services that a poster has room for: danger first, then helplines, then what its readers may need.

    Where no emergency number or nobody to talk to is known, there is room to write one in.
    """
    left = [*found.here, *found.everywhere]

    def take(need: str, most: int) -> list[Entry]:
        taken = [one for one in left if need in one.needs_list()]
        if need == Need.IMAGE:  # of those in the country first who takes images down, then who takes reports of them
            taken.sort(key=lambda one: (not one.country, one.kind != Kind.IMAGE_REMOVAL))
        taken = taken[:most]
        left[:] = [one for one in left if one not in taken]
        return taken

    danger, talk = take(Need.DANGER, 1), take(Need.TALK, 2)
    has_talk = bool(talk) or any(Need.TALK in one.needs_list() for one in danger)
    others = [one for need in _OTHER_NEEDS[shown.key] for one in take(need, 1)]
    return [
        *([_row(shown, one) for one in danger] or [Row("", shown.words["emergency"])]),
        *[_row(shown, one) for one in talk],
        *([] if has_talk else [Row("", shown.words["helpline"])]),
        *[_row(shown, one) for one in others],
    ][:_MOST]


def _row(shown: Poster, entry: Entry) -> Row:
    reach = printable(entry.phone) or short_address(entry.web or entry.chat)
    more = [printable(in_language(words)) for words in (entry.hours, entry.cost)]
    name = name_of(entry)
    if name.startswith(reach):  # "112" says no more than the number does, "17 – Police secours" does
        rest = name.removeprefix(reach).strip(" –-:()")
        name = rest or shown.words["emergency" if Need.DANGER in entry.needs_list() else "helpline"]
    return Row(reach, name, " · ".join(filter(None, more)), entry.confirmed is not None, entry.checked)


def poster_file(shown: Poster, found: Help, *, country: str = "", site: str = "") -> bytes:
    """The PDF, on one page. ``country`` is a name; ``site`` the address of the help pages, "" where it is not known."""
    rows = rows_of(shown, found)
    days = [row.checked for row in rows if row.checked is not None]
    checked = shown.words["checked"].format(day=date_format(min(days))) if days else ""
    foot = _Foot(rows, country, site, checked)
    small, large = _SCALES
    for _halving in range(7):
        middle = (small + large) / 2
        if _PosterSheet(shown, middle).room_above(foot) >= 0:
            small = middle
        else:
            large = middle
    sheet = _PosterSheet(shown, small)
    sheet.upper(min(9.0, max(0.0, _PosterSheet(shown, small).room_above(foot) / (len(shown.lines) + 2))))
    sheet.lower(foot)
    return sheet.file()


class _Foot(NamedTuple):
    """What stands at the foot of a poster."""

    rows: list[Row]
    country: str
    site: str
    checked: str

    @property
    def height(self) -> float:
        """In millimetres."""
        return 44 + len(self.rows) * _ROW_HIGH + (6 if self.checked else 0) + (10 if self.site else 0)


class _PosterSheet(Sheet):
    """``scale`` makes the words smaller where there are many."""

    def __init__(self, shown: Poster, scale: float) -> None:
        super().__init__(shown.language, _("Poster"))
        self.shown, self.scale = shown, scale
        self.mark, self.tint = _COLOURS[shown.key]
        self.set_margins(_EDGE, _EDGE, _EDGE)
        self.set_auto_page_break(False)
        self.c_margin = 0
        self.add_page()

    def room_above(self, foot: _Foot) -> float:
        """What is left between the words and the foot, in millimetres; less than 0 where they do not fit."""
        return self.h - _EDGE - foot.height - self.upper()

    def upper(self, gap: float = 0) -> float:
        """Heading, lines and closing, with ``gap`` more between them; the place below, in millimetres."""
        size, inside = (38 if self.shown.is_numbered else 46) * self.scale, self.epw - 20
        self.set_font(FONT, "B", size)
        high = size * POINT * 1.12
        heading = printable(self.shown.heading)
        tall = cast(float, self.multi_cell(inside, high, heading, align="L", dry_run=True, output="HEIGHT"))
        self.set_fill_color(self.tint)
        self.rect(_EDGE, _EDGE, self.epw, tall + 20, style="F", round_corners=True, corner_radius=5)
        self.set_xy(_EDGE, _EDGE + 10)
        self.start_section(heading)
        self._balanced(heading, size, inside, bold=True, colour=self.mark, indent=10, after=10, spacing=1.12)
        self.ln(7 * self.scale + gap)
        for number, line in enumerate(self.shown.lines, 1):
            self._line(number, line, gap)
        self._closing()
        return self.y

    def _line(self, number: int, said: str, gap: float) -> None:
        size = (20 if self.shown.is_numbered else 23) * self.scale
        top = self.y
        indent = 13 if self.shown.is_numbered else 8
        if self.shown.is_numbered:
            self.words(str(number), size, bold=True, colour=self.mark, after=0, spacing=1.25)
            self.set_y(top)
        self._balanced(said, size, self.epw - indent, indent=indent, after=0, spacing=1.25)
        if not self.shown.is_numbered:
            self.set_fill_color(self.mark)
            self.rect(_EDGE, top + 1, 2, self.y - top - 2, style="F")
        self.ln(5 * self.scale + gap)

    def _closing(self) -> None:
        size = (20 if self.shown.is_numbered else 25) * self.scale
        self._balanced(self.shown.closing, size, self.epw, bold=True, colour=self.mark, after=0, spacing=1.2)

    def _balanced(self, said: str, size: float, width: float, *, bold: bool = False, **how: Any) -> None:
        """Words in as few lines as ``width`` (millimetres) allows, broken after a sentence where that costs no line.

        Otherwise no line is much shorter than the others.
        """
        self.set_font(FONT, "B" if bold else "", size)
        said = printable(said)

        def height(words: str, room: float) -> float:
            return cast(float, self.multi_cell(room, 1, words, align="L", dry_run=True, output="HEIGHT"))

        least = height(said, width)
        broken = [f"{said[: end.start()]}\n{said[end.end() :]}" for end in _SENTENCE_END.finditer(said)]
        best = min((words for words in broken if height(words, width) == least), key=self._unevenness, default=said)
        while best == said and least > 1 and width > 40 and height(said, width - 5) == least:
            width -= 5
        self.words(best, size, bold=bold, width=width, **how)

    def _unevenness(self, words: str) -> float:
        first, second = (self.get_string_width(line) for line in words.split("\n"))
        return abs(first - second)

    def lower(self, foot: _Foot) -> None:
        """At the foot: whom to talk to here, the services, the site."""
        top = self.h - _EDGE - foot.height
        self.set_xy(_EDGE, top + 4)
        self._contact()
        heading = self.shown.words["services"] + (f" – {foot.country}" if foot.country else "")
        self.set_xy(_EDGE, top + 29)
        self.words(heading, 13, bold=True, colour=SOFT, spacing=1.2)
        for row in foot.rows:
            self._service(row)
        if foot.checked:
            self.words(foot.checked, 9, colour=SOFT, after=0)
        if foot.site:
            self.ln(3)
            said = f"**{self.shown.words['address']}** {short_address(foot.site)}"
            self.words(said, 13, after=0, spacing=1.3, markdown=True)

    def _contact(self) -> None:
        """Room for a name, a room and a number, written by hand."""
        self.set_font(FONT, "B", 15)
        said = printable(self.shown.contact)
        self.set_text_color(INK)
        self.set_xy(_EDGE, self.y)
        self.cell(text=said, h=9)
        self._rule(_EDGE + self.get_string_width(said) + 4, self.y + 7, self.w - _EDGE)
        self._rule(_EDGE, self.y + 18, self.w - _EDGE)

    def _rule(self, start: float, y: float, end: float) -> None:
        self.set_draw_color(RULE)
        self.set_line_width(0.3)
        self.line(start, y, end, y)

    def _service(self, row: Row) -> None:
        """The number or address at the left, who it is and when at the right."""
        top, left = self.y, 76.0
        if row.reach:
            size = 27.0
            self.set_font(FONT, "B", size)
            while self.get_string_width(row.reach) > left - 6 and size > 10:
                size -= 0.5
                self.set_font(FONT, "B", size)
            self.set_text_color(self.mark)
            self.set_xy(_EDGE, top)
            self.cell(left, _ROW_HIGH - 3, row.reach)
        else:
            self._rule(_EDGE, top + 10, _EDGE + left - 6)
        beside = [(row.name, "B", 14.0, INK)]
        if not row.is_confirmed:
            beside.append((printable(self.shown.words["unconfirmed"]), "B", 10.5, (150, 60, 20)))
        if row.more:
            beside.append((row.more, "", 11.0, SOFT))
        self.set_xy(_EDGE + left, top + (_ROW_HIGH - 3 - 6 - 4.5 * len(beside[1:])) / 2)
        for said, style, size, colour in beside:
            self._fitted(said, style, size, colour, _EDGE + left)
        self.set_xy(_EDGE, top + _ROW_HIGH)

    def _fitted(self, said: str, style: str, size: float, colour: Colour, left: float) -> None:
        """A line beside a number, made smaller or cut where it is too long."""
        room = self.w - _EDGE - left
        self.set_font(FONT, style, size)
        while self.get_string_width(said) > room and size > 8:
            size -= 0.5
            self.set_font(FONT, style, size)
        while self.get_string_width(said) > room:
            said = said[:-2].rstrip() + "…"
        self.set_text_color(colour)
        self.set_x(left)
        self.cell(0, 6 if size > 11 else 4.5, said, new_x="LMARGIN", new_y="NEXT")
