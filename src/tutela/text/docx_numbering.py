"""Word's automatic numbers, counted and written as Word shows them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from tutela.text.counting import cardinal_words, doubled_letters, ordinal, ordinal_words, roman
from tutela.text.docx_styles import StyleNumbering, Styles
from tutela.text.docx_xml import W, number, switch, value

_PLACE = re.compile(r"%([1-9])")
_FORMATS: dict[str, Callable[[int, str], str]] = {
    "lowerLetter": lambda count, _: doubled_letters(count),
    "upperLetter": lambda count, _: doubled_letters(count).upper(),
    "lowerRoman": lambda count, _: roman(count),
    "upperRoman": lambda count, _: roman(count).upper(),
    "decimalZero": lambda count, _: f"{count:02}",
    "ordinal": ordinal,
    "ordinalText": ordinal_words,
    "cardinalText": cardinal_words,
    "numberInDash": lambda count, _: f"- {count} -",
    "decimalEnclosedParen": lambda count, _: f"({count})",
    "decimalEnclosedFullstop": lambda count, _: f"{count}.",
    "hex": lambda count, _: f"{count:X}",
    "chicago": lambda count, _: "*†‡§"[(count - 1) % 4] * ((count - 1) // 4 + 1) if 0 < count < 100 else str(count),
    "none": lambda _count, _language: "",
}
BULLET = "•"


def written(count: int, number_format: str, language: str = "en") -> str:
    """A number in one of Word's formats; formats that are not known here are written in figures."""
    form = _FORMATS.get(number_format)
    return form(count, language) if form else str(count)


@dataclass(frozen=True, slots=True)
class _Level:
    """How one depth of a list is numbered. ``restart``: None after any higher level, 0 never, else after level n."""

    start: int
    form: str
    pattern: str
    is_legal: bool
    restart: int | None
    style_id: str
    gap: str


@dataclass(slots=True)
class _Counter:
    start: int
    count: int | None = None


class Numbering:
    """The lists of a Word file. Asked for each paragraph in order, it counts and gives the mark before the text."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._levels: dict[str, dict[int, _Level]] = {}
        self._links: dict[str, str] = {}
        self._counters: dict[str, dict[int, _Counter]] = {}
        self._lists: dict[int, tuple[dict[int, _Level], dict[int, _Counter]]] = {}
        self._nums: dict[int, etree._Element] = {}
        if root is None:
            return
        for abstract in root.iterchildren(W + "abstractNum"):
            abstract_id = abstract.get(W + "abstractNumId", "")
            levels = abstract.iterchildren(W + "lvl")
            self._levels[abstract_id] = {_depth(level): _read_level(level) for level in levels}
            self._links[abstract_id] = value(abstract, "numStyleLink") or ""
        self._nums = {_whole(num.get(W + "numId")): num for num in root.iterchildren(W + "num")}

    def mark(self, num_id: int, depth: int) -> tuple[str, str] | None:
        """Count one paragraph of a list at a depth from 0; give its mark and what stands between mark and text.

        None where the list is not known; the mark is "" where the level shows none, "•" for any bullet.
        """
        levels, counters = self._list(num_id)
        level = levels.get(depth)
        if level is None:
            return None
        self._count(levels, counters, depth)
        if level.form == "bullet":
            return (BULLET if level.pattern.strip() else ""), " "

        def place(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            shown = levels.get(at, level)
            counter = counters.get(at) or _Counter(1)
            count = counter.start if counter.count is None else counter.count
            return written(count, "decimal" if level.is_legal else shown.form, self._styles.language)

        return _PLACE.sub(place, level.pattern), level.gap

    def depth_of_style(self, numbering: StyleNumbering) -> int:
        """The depth from 0 at which a style stands in its list: where the list names the style, else what it says."""
        levels, _ = self._list(numbering.num_id)
        named = next((depth for depth, level in levels.items() if level.style_id == numbering.style_id), None)
        return named if named is not None else numbering.level or 0

    def _count(self, levels: dict[int, _Level], counters: dict[int, _Counter], depth: int) -> None:
        counter = counters.setdefault(depth, _Counter(levels[depth].start))
        counter.count = counter.start if counter.count is None else counter.count + 1
        for deeper, level in levels.items():
            if deeper > depth and deeper in counters and (level.restart is None or depth < level.restart):
                counters[deeper].count = None

    def _list(self, num_id: int) -> tuple[dict[int, _Level], dict[int, _Counter]]:
        """The levels and counters of a list. Lists made of the same abstract list go on counting together, except
        where one of them starts a level anew."""
        if num_id not in self._lists:
            self._lists[num_id] = self._open_list(num_id)
        return self._lists[num_id]

    def _open_list(self, num_id: int) -> tuple[dict[int, _Level], dict[int, _Counter]]:
        num = self._nums.get(num_id)
        if num is None:
            return {}, {}
        abstract_id = self._follow_links(value(num, "abstractNumId") or "")
        levels = dict(self._levels.get(abstract_id, {}))
        shared = self._counters.setdefault(abstract_id, {})
        for depth, level in levels.items():
            shared.setdefault(depth, _Counter(level.start))
        counters = dict(shared)
        for override in num.iterchildren(W + "lvlOverride"):
            depth = _depth(override)
            own = override.find(W + "lvl")
            if own is not None:
                levels[depth] = _read_level(own)
                counters[depth] = _Counter(levels[depth].start)
            start = number(override, "startOverride")
            if start is not None:
                counters[depth] = _Counter(start)
        return levels, counters

    def _follow_links(self, abstract_id: str) -> str:
        """The abstract list that holds the levels: some only name a list style, whose own list holds them."""
        for _ in range(10):
            linked = self._styles.numbering(self._links.get(abstract_id, "")) if self._links.get(abstract_id) else None
            num = self._nums.get(linked.num_id) if linked else None
            following = value(num, "abstractNumId") if num is not None else None
            if self._levels.get(abstract_id) or following is None:
                break
            abstract_id = following
        return abstract_id


def _whole(text: str | None) -> int:
    try:
        return int(text or "")
    except ValueError:
        return -1


def _depth(level: etree._Element) -> int:
    return _whole(level.get(W + "ilvl"))


def _read_level(level: etree._Element) -> _Level:
    form = next(level.iter(W + "numFmt"), None)
    start = number(level, "start")
    restart = number(level, "lvlRestart")
    name = form.get(W + "val", "decimal") if form is not None else "decimal"
    if name == "custom" and form is not None and form.get(W + "format", "").startswith("0"):
        name = "decimalZero"
    return _Level(
        start=1 if start is None else start,
        form=name,
        pattern=value(level, "lvlText") or "",
        is_legal=bool(switch(level, "isLgl")),
        restart=restart,
        style_id=value(level, "pStyle") or "",
        gap="" if value(level, "suff") == "nothing" else " ",
    )
