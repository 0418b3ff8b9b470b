"""The styles of a Word file, and what they say of a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from tutela.text.docx_xml import W, number, switch, value

# Word writes the English name of its own heading styles in every language; other programs, and files without a list
# of styles, leave only the local one ("Título 1" becomes the id "Ttulo1").
_HEADING = re.compile(r"(?:heading|titre|t[ií]?tulo|titolo|[üu]berschrift|berschrift|kop|rubrik|nagłówek)\s?([1-9])")
_TITLE = re.compile(r"title|titre|t[ií]?tulo|puesto|document title|doc title")
_SUBTITLE = re.compile(r"subtitle|sous-titre|subt[ií]?tulo")
_CONTENTS = re.compile(
    r"(?:toc|tm|tdc) ?[1-9]|(?:toc|contents) heading|table of (?:figures|authorities)|index ?[1-9]|index heading"
)
_UN_HEADING = re.compile(r"_?[ _]*h[_ ]*(m|ch|1|2/3|23|4|4/5|45|5/6|56)(?:[_ ]*ga?)?")
_UN_LEVELS = {"m": 1, "ch": 1, "1": 2, "2/3": 3, "23": 3, "4": 4, "4/5": 4, "45": 4, "5/6": 5, "56": 5}


class StyleNumbering(NamedTuple):
    """The list that a style puts its paragraphs in: ``level`` from 0, None where the list names the style instead."""

    num_id: int
    level: int | None
    style_id: str


@dataclass(slots=True)
class _Style:
    name: str
    based_on: str
    properties: etree._Element | None
    run: etree._Element | None


class Styles:
    """Answers what a style, or the styles that it is based on, say. Unknown styles say nothing."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        self.default = ""
        self.language = "en"
        if root is None:
            return
        language = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
        if language is not None:
            self.language = language.get(W + "val", "en")[:2].lower()
        for element in root.iter(W + "style"):
            style_id = element.get(W + "styleId", "")
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true", "on"):
                self.default = style_id
            self._styles[style_id] = _Style(
                (value(element, "name") or style_id).strip().lower(),
                value(element, "basedOn") or "",
                element.find(W + "pPr"),
                element.find(W + "rPr"),
            )

    def _chain(self, style_id: str) -> list[_Style]:
        """The style and those it is based on, nearest first."""
        found: list[_Style] = []
        while (style := self._styles.get(style_id)) is not None and len(found) < 30 and style not in found:
            found.append(style)
            style_id = style.based_on
        return found

    def _names(self, style_id: str) -> list[str]:
        """The names of the style and of those it is based on; the id stands in where the style is not listed."""
        return [style.name for style in self._chain(style_id)] or [style_id.lower()]

    def is_title(self, style_id: str) -> bool:
        """Whether the style marks the title of the document."""
        return bool(_TITLE.fullmatch(self._names(style_id)[0]))

    def is_contents(self, style_id: str) -> bool:
        """Whether the style marks an entry of a table of contents or an index."""
        return bool(_CONTENTS.fullmatch(self._names(style_id)[0]))

    def heading_level(self, style_id: str) -> int | None:
        """The rank of a heading from 1, 0 for a subtitle, None where the style is none of a heading."""
        if self.is_title(style_id):
            return 1
        if _SUBTITLE.fullmatch(self._names(style_id)[0]):
            return 0
        for style in self._chain(style_id):
            outline = number(style.properties, "outlineLvl")
            if outline is not None:
                return outline + 1 if 0 <= outline < 9 else None
        for name in self._names(style_id):
            if found := _HEADING.fullmatch(name):
                return int(found[1])
            if found := _UN_HEADING.fullmatch(name):
                return _UN_LEVELS[found[1]]
        return None

    def numbering(self, style_id: str) -> StyleNumbering | None:
        """The list of the style's paragraphs, None where it has none."""
        seen = 0
        while (style := self._styles.get(style_id)) is not None and seen < 30:
            num_id = number(style.properties, "numPr", "numId")
            if num_id is not None:
                return StyleNumbering(num_id, number(style.properties, "numPr", "ilvl"), style_id) if num_id else None
            style_id, seen = style.based_on, seen + 1
        return None

    def run_switch(self, style_id: str, name: str) -> bool:
        """Whether the style turns a property of letters on ("vanish", "b")."""
        return next((on for style in self._chain(style_id) if (on := switch(style.run, name)) is not None), False)
