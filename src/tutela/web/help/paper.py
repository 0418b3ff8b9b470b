"""Sheets of A4 as PDF, and the leaflet: the pages of a voice to print. In the fonts that every reader of PDF has."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from tutela.web.help.copies import Copy, Part
from tutela.web.help.models import Entry, Kind
from tutela.web.help.templatetags.help_entries import ages, dialled, in_language, language_list
from tutela.web.help.texts import paragraphs_of

FONT = "helvetica"
INK, SOFT, MARK, RULE, PANEL = (30, 37, 43), (80, 90, 99), (15, 76, 99), (150, 156, 160), (230, 240, 242)
MARGIN = 24.0
"""Millimetres at each side: a line holds about 75 signs, which is easy to read."""

A4_HEIGHT = 297.0
"""Millimetres."""

_BETWEEN = 8.0
"""Millimetres between two parts on one page."""

POINT = 25.4 / 72
"""Millimetres."""

# Letters that do not come apart into a plain letter and a sign, and are not in Windows-1252.
_PLAIN = str.maketrans(
    {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ħ": "h", "Ħ": "H", "ı": "i", "\u202f": "\xa0", "\u2011": "-"}
)
_LINK = re.compile(r"\[(?P<words>[^\]]*)\]\((?P<target>[^)\s]*)\)")


def printable(words: str) -> str:
    """Words in the signs that the fonts have (Windows-1252): "Łódź" becomes "Lódz".

    "" where they are in another script, for half a name would mislead.
    """
    written = []
    for sign in unicodedata.normalize("NFC", words).translate(_PLAIN):
        if not _has(sign):
            sign = "".join(part for part in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(part))
        if sign and not all(map(_has, sign)):
            return ""
        written.append(sign)
    return "".join(written)


def _has(sign: str) -> bool:
    try:
        sign.encode("windows-1252")
    except UnicodeEncodeError:
        return False
    return True


def short_address(address: str) -> str:
    """An address of the web as one writes it on paper."""
    return re.sub(r"^https?://(?:www\.)?", "", address).rstrip("/")


class Sheet(FPDF):
    """A document on A4: a neutral title, the language, words in Windows-1252, lengths in millimetres.

    Whoever opens the file is told nothing of when it was made: that may be when a child was here.
    """

    def __init__(self, language: str, title: str, *, numbered: bool = False) -> None:
        super().__init__(orientation="portrait", unit="mm", format="A4")
        self.core_fonts_encoding = "windows-1252"
        self.set_lang(language)
        self.set_title(title)
        self.set_creation_date(datetime(1970, 1, 1, tzinfo=UTC))
        self.set_display_mode("fullwidth")
        self.set_margins(MARGIN, MARGIN - 4, MARGIN)
        self.set_auto_page_break(True, MARGIN - 5)
        self.numbered = numbered
        self.set_font(FONT, size=12)

    def footer(self) -> None:
        """The number of the page, where pages are numbered."""
        if self.numbered:
            self.set_y(-14)
            self.set_font(FONT, size=10)
            self.set_text_color(SOFT)
            self.cell(0, 6, str(self.page_no()), align="C")

    def words(
        self, said: str, size: float, *, bold: bool = False, colour: tuple[int, int, int] = INK, indent: float = 0,
        after: float = 2, spacing: float = 1.4, link: str | int = "", markdown: bool = False, width: float = 0,
    ) -> None:  # fmt: skip
        """A paragraph at the left margin. ``size`` in points; ``indent``, ``after`` and ``width`` in millimetres."""
        self.set_font(FONT, "B" if bold else "", size)
        self.set_text_color(colour)
        self.set_x(self.l_margin + indent)
        self.multi_cell(
            width, size * POINT * spacing, printable(said), align="L", link=link, markdown=markdown,
            new_x=XPos.LMARGIN, new_y=YPos.NEXT,
        )  # fmt: skip
        self.ln(after)

    def file(self) -> bytes:
        """The document."""
        return bytes(self.output())


def leaflet(copy: Copy) -> bytes:
    """A copy on paper. Links become numbers of pages, which are known once all of it has been set."""
    places: dict[str, int] = {}
    fits = {part.anchor: _fit_of(copy, part) for part in copy.parts} if copy.is_for_children else {}
    while True:
        sheet = _Leaflet(copy, places, fits)
        sheet.fill()
        if sheet.found == places:
            return sheet.file()
        places = sheet.found


class _Fit(NamedTuple):
    """How a part is set: the size of its words in points, and its height in millimetres."""

    size: float
    height: float


_FITS: dict[tuple[str, str, Part], _Fit] = {}
"""Those found before: the texts stay what they are for the life of the process, and finding one out takes time."""


def _fit_of(copy: Copy, part: Part) -> _Fit:
    """The largest size at which a part keeps to one page; where none does, it takes as many as it needs."""
    key = (copy.language, copy.voice, part)
    if key in _FITS:
        return _FITS[key]
    most = _size_of(copy, part)
    sizes = [most - step / 2 for step in range(5)] if part.text else [most]
    heights = (_Leaflet(copy, {}, {part.anchor: _Fit(size, 0)}, numbered=False).height_of(part) for size in sizes)
    fit = next(
        (_Fit(size, height) for size, height in zip(sizes, heights, strict=True) if height), _Fit(most, A4_HEIGHT)
    )
    if part.text:
        _FITS[key] = fit
    return fit


def _size_of(copy: Copy, part: Part | None = None) -> float:
    """In points: larger for the youngest, and smaller for what is said to all."""
    is_own = part is None or (part.text is not None and part.text.voice != "")
    if not (copy.is_for_children and is_own):
        return 11.5
    return {"8-11": 14.0, "12-15": 12.5, "16-17": 12.0}[copy.voice]


class _Leaflet(Sheet):
    """``places`` are the numbers of the pages by part as they were found before, ``found`` as they come out now;
    ``fits`` are of the parts of a copy for children."""

    def __init__(self, copy: Copy, places: dict[str, int], fits: dict[str, _Fit], *, numbered: bool = True) -> None:
        super().__init__(copy.language, copy.tab, numbered=numbered)
        self.copy, self.places, self.fits = copy, places, fits
        self.found: dict[str, int] = {}
        self.size = _size_of(copy)

    def fill(self) -> None:
        """All of it, page by page."""
        self.add_page()
        self._front()
        is_first = True
        for part in self.copy.parts:
            if is_first or not self._fits(part):
                self.add_page()
            else:
                self.ln(_BETWEEN)
            is_first = False
            self.found[part.anchor] = self.page_no()
            self.start_section(part.title)
            self._part(part)

    def _page(self, anchor: str) -> str:
        return _("page %(number)s").replace(" ", "\xa0") % {"number": self.places.get(anchor, 10)}

    def _front(self) -> None:
        self.words(self.copy.title, 28, bold=True, colour=MARK, after=6, spacing=1.15)
        danger = _("Are you in danger now?") if self.copy.is_for_children else _("In danger now")
        self._row(f"**{danger}**", "danger", panel=True)
        self.ln(3)
        for part in self.copy.parts:
            if part.anchor != "danger":
                self._row(part.title, part.anchor)
        self.ln(8)
        self.words(_("This paper tells others what you read. Keep it where it is safe for you, or give it back."),
                   self.size - 1, colour=SOFT)  # fmt: skip

    def _row(self, said: str, anchor: str, *, panel: bool = False) -> None:
        """A line of the contents, which leads to its page."""
        high = self.size * POINT * 1.9
        number = 24
        self.set_font(FONT, size=self.size)
        self.set_text_color(INK)
        self.set_fill_color(PANEL)
        place = self.add_link(page=self.places[anchor]) if anchor in self.places else ""
        self.set_x(self.l_margin)
        top = self.y
        self.multi_cell(self.epw - number, high, said, align="L", fill=panel, markdown=True, link=place,
                        new_x=XPos.RIGHT, new_y=YPos.NEXT)  # fmt: skip
        bottom = self.y
        self.set_xy(self.l_margin + self.epw - number, top)
        self.cell(number, bottom - top, self._page(anchor), align="R", fill=panel, link=place)
        self.set_xy(self.l_margin, bottom)
        self.set_draw_color(RULE)
        self.line(self.l_margin, bottom, self.l_margin + self.epw, bottom)

    def height_of(self, part: Part) -> float:
        """How high a part is, on a document of its own; 0 where it needs more than a page."""
        self.add_page()
        top = self.y
        self._part(part)
        return self.y - top if self.page_no() == 1 else 0

    def _fits(self, part: Part) -> bool:
        """Whether a part begins on the page that is begun: one for children where all of it has room there, so that a
        page can be given by itself; the longer ones for adults follow each other."""
        if not self.copy.is_for_children:
            return self.y < self.h * 0.7
        return self.y + _BETWEEN + self.fits[part.anchor].height < self.h - self.b_margin

    def _part(self, part: Part) -> None:
        self.size = self.fits[part.anchor].size if part.anchor in self.fits else _size_of(self.copy, part)
        self.words(part.title, self.size + 7, bold=True, colour=MARK, after=3, spacing=1.2)
        if part.text is None:
            self._addresses()
            return
        body = _LINK.sub(lambda link: self._with_page(part.anchor, link["words"], link["target"]), part.text.body)
        for kind, said in paragraphs_of(replace(part.text, body=body)):
            if kind == "heading":
                self._keep_with_next()
                self.ln(1.5)
                self.words(said, self.size + 2, bold=True, after=1)
            elif kind == "item":
                self._item(said)
            else:
                self.words(said, self.size, markdown=True)
        if part.measures:
            said = _("From the Guidelines of the United Nations (CRC/C/156, 2019):")
            self.words(f"{said} {'; '.join(part.measures)}.", self.size - 2.5, colour=SOFT, spacing=1.3)

    def _with_page(self, here: str, words: str, target: str) -> str:
        """The words of a link, with the page that it leads to."""
        anchor = self.copy.leads_to(here, target)
        return f"{words} ({self._page(anchor)})" if anchor else words

    def _keep_with_next(self) -> None:
        if self.y + self.size * POINT * 5 > self.h - self.b_margin:
            self.add_page()

    def _item(self, said: str) -> None:
        high = self.size * POINT * 1.4
        if self.y + high > self.h - self.b_margin:
            self.add_page()
        self.set_font(FONT, "B", self.size)
        self.set_text_color(MARK)
        self.cell(5, high, "•", new_x=XPos.LMARGIN, new_y=YPos.TOP)
        self.words(said, self.size, indent=5, after=0.8, markdown=True)

    def _addresses(self) -> None:
        """The services: of the country, of many countries, and lists to look further."""
        copy = self.copy
        groups = ((copy.country, copy.found.here), (_("In many countries"), copy.found.everywhere),
                  (_("To look further"), copy.found.directories))  # fmt: skip
        if copy.country and not copy.found.here:
            self.words(_("We have no address in this country that somebody has checked. "
                         "That does not mean that there is no help there."), self.size)  # fmt: skip
        for heading, entries in groups:
            if entries:
                self._keep_with_next()
                self.words(heading, self.size + 2, bold=True, after=1)
                for entry in entries:
                    self._entry(entry)

    def _entry(self, entry: Entry) -> None:
        if self.y + 9 * self.size * POINT * 1.4 > self.h - self.b_margin:
            self.add_page()
        small = self.size - 1
        self.words(name_of(entry), self.size + 1, bold=True, after=0)
        if entry.confirmed is None and entry.kind != Kind.DIRECTORY:
            self.words(_("To be confirmed by the operator before going live"), small, bold=True, after=0)
        if entry.phone:
            self.words(entry.phone, self.size + 4, bold=True, colour=MARK, after=0, link=f"tel:{dialled(entry.phone)}")
        for said, address in ((_("Write to them (chat)"), entry.chat), (_("Website"), entry.web)):
            if address:
                self.words(f"{said}: {short_address(address)}", small, colour=MARK, after=0, link=address)
        self.words(facts_of(entry), small, after=0)
        if entry.kind != Kind.DIRECTORY:
            label = _("What happens to what you tell them")
            after = printable(in_language(entry.after)) or _("We do not know. Ask them before you tell more.")
            self.words(f"{label}: {after}", small, after=0)
        day = date_format(entry.checked)
        source = _("Source: %(source)s, checked on %(day)s.") % {"source": printable(entry.source), "day": day}
        self.words(f"{printable(entry.run_by)}. {source}", self.size - 3, colour=SOFT, after=4)


def name_of(entry: Entry) -> str:
    """What a service is called on paper: by its kind, where its name is in a script that the fonts have not."""
    kind: str = entry.get_kind_display()
    return printable(entry.name) or f"{kind[:1].upper()}{kind[1:]}"


def facts_of(entry: Entry) -> str:
    """What a service is, when it can be reached, what it costs, in which languages and for whom, on one line."""
    kind = entry.get_kind_display()
    facts = (
        kind[:1].upper() + kind[1:],
        in_language(entry.hours),
        in_language(entry.cost),
        language_list(entry.languages),
        ages(entry.ages) if entry.ages else "",
    )
    return " · ".join(filter(None, map(printable, facts)))
