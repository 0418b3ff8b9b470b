"""The headings above a passage."""

from __future__ import annotations

from dataclasses import dataclass, field

from tutela.text.blocks import Block
from tutela.text.numbering import Mark

_LONGEST = 200
_ANNEXES = {"annex": "Annex", "annexe": "Annexe", "anexo": "Anexo", "schedule": "Schedule", "appendix": "Appendix",
            "appendice": "Appendice"}  # fmt: skip
_APART = {*_ANNEXES, "disposicion"}
"""Divisions that stand beside all others, never inside a chapter."""


@dataclass(slots=True)
class _Heading:
    text: str
    level: int  # rank from 1; 0 where the format does not tell
    word: str  # "chapter", "titre"; how a numbered heading is numbered; "" for any other
    number: str = ""
    awaits_title: bool = False


@dataclass(slots=True)
class HeadingPath:
    """The open headings, outermost first.

    A heading closes those of its own word ("Chapter III" closes "Chapter II" and all below it) and those of its level
    or a lower one.
    """

    _open: list[_Heading] = field(default_factory=list)
    _article_title: str = ""

    @property
    def path(self) -> tuple[str, ...]:
        """The headings above the place where we are, outermost first, the article's own title last."""
        path = tuple(dict.fromkeys(heading.text for heading in self._open))
        return (*path, self._article_title) if self._article_title else path

    @property
    def annex(self) -> str:
        """The annex or schedule in which we are, as it is cited ("Schedule 2", "First Schedule"), or ""."""
        for heading in self._open:
            if heading.word in _ANNEXES:
                name = _ANNEXES[heading.word]
                is_ordinal = heading.number.isalpha() and len(heading.number) > 4
                return f"{heading.number.title()} {name}" if is_ordinal else f"{name} {heading.number}".strip()
        return ""

    def enter_division(self, block: Block, mark: Mark) -> None:
        """A part, chapter, annex ... begins; its title may stand in the same block or in the next heading."""
        self._article_title = ""
        for at, heading in enumerate(self._open):
            if heading.word == mark.word or (mark.word in _APART and heading.word):
                del self._open[at:]
                break
        else:
            if block.level:
                self._close_from(block.level)
            self._close_unranked()
        has_title = bool(block.text[mark.end :].strip())
        self._open.append(_Heading(block.text[:_LONGEST], block.level, mark.word, mark.number, not has_title))

    def enter(self, block: Block, numbered: Mark | None = None) -> None:
        """A heading without a division's word."""
        self._article_title = ""
        last = self._open[-1] if self._open else None
        if last is not None and last.awaits_title and numbered is None:
            last.awaits_title = False
            last.text = f"{last.text} – {block.text}"[:_LONGEST]
            return
        if block.level:
            self._close_from(block.level, keeps_divisions=True)
        shape = "" if numbered is None else _shape(numbered)
        for at, heading in enumerate(self._open):
            if shape and heading.word == shape:
                del self._open[at:]
                break
        else:
            if not block.level and not shape:
                self._close_unranked()
        self._open.append(_Heading(block.text[:_LONGEST], block.level, shape, numbered.number if numbered else ""))

    def enter_article_title(self, title: str) -> None:
        """The title of the article that begins ("" where it has none): it stands above the article's passages only."""
        self._article_title = title.strip(" .:–—-")[:_LONGEST]
        if self._open:
            self._open[-1].awaits_title = False

    def _close_from(self, level: int, *, keeps_divisions: bool = False) -> None:
        """Close the headings of this level and below. A chapter set no larger than the titles in it stays open."""
        for at, heading in enumerate(self._open):
            is_division = keeps_divisions and heading.word.isalpha() and len(heading.word) > 3
            if heading.level > level or (heading.level == level and not is_division):
                del self._open[at:]
                return

    def _close_unranked(self) -> None:
        while self._open and not self._open[-1].word and not self._open[-1].level:
            self._open.pop()


def _shape(mark: Mark) -> str:
    """How a heading is numbered, as the word that headings of the same kind share: "IV." and "V." replace each other,
    "A." stands below them."""
    if mark.rank == "number":
        return f"1{mark.shape}" + "." * mark.number.count(".")
    upper = mark.number.isupper()
    roman = upper and all(letter in "IVXLC" for letter in mark.number) and mark.number not in ("C", "L")
    return f"{'I' if roman else 'A' if upper else 'a'}{mark.shape}"


def reads_as_heading(block: Block, mark: Mark, rest: str, *, in_unit: bool) -> bool:
    """Whether a block that begins with a mark is a heading: set as one, or a short "IV. Legislation" without an end.

    ``in_unit``: whether an article or section is open; then "II. ..." is one of its items.
    """
    if block.kind == "heading":
        return len(rest) < 200
    if not in_unit and mark.rank == "letter" and mark.shape == "x." and mark.number.isupper():
        return 3 < len(rest) < 90 and rest[0].isupper() and rest[-1] not in ".;:,—–-"
    return False
