"""Where in the numbering of a document we are: from marks in their sequence to labels such as "Art. 12 (3) (b)"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tutela.text.numbering import Mark, letter_value, roman_value

PARAGRAPH = {"en": "para.", "fr": "par.", "es": "párr."}
NOTE = {"en": "note", "fr": "note", "es": "nota"}

_PREFIXES = {
    "article": "Art.", "articulo": "Art.", "articulos": "Art.", "art": "Art.", "section": "s.", "sec": "s.", "s": "s.",
    "§": "§", "§§": "§", "rule": "Rule", "regulation": "Reg.", "clause": "Cl.", "regle": "Règle", "regla": "Regla",
    "principle": "Principle", "principe": "Principe", "principio": "Principio", "guideline": "Guideline",
    "clausula": "Cláusula", "disposicion": "Disp.",
}  # fmt: skip


@dataclass(slots=True)
class _Level:
    """One open level of numbering: what numbers it ("n" figures, "a" letters, "r" Roman, "aa" doubled letters), how
    it is set, and where it stands."""

    kind: str
    shape: str
    value: int
    shown: str


def _candidates(mark: Mark) -> list[tuple[str, int]]:
    """What a bare mark may count: "(i)" is the ninth letter or Roman one; the sequence decides."""
    if mark.rank == "number":
        figures = re.match(r"\d+", mark.number)
        return [("n", int(figures.group()))] if figures else []
    found = []
    bare = mark.number.split()[0]
    if (roman := roman_value(bare)) is not None:
        found.append(("r", roman))
    if (letter := letter_value(bare)) is not None:
        found.append(("a", letter))
        if len(bare) == 2:
            found.append(("aa", letter - 26))
    return found


@dataclass(slots=True)
class Outline:
    """The open unit of a document and its open sub-levels.

    ``bare_prefix`` is what a bare number at the top stands for: "s." in statutes that number their sections "12.",
    "para." in reports, "" where it is a plain list.
    """

    bare_prefix: str
    language: str
    base: str = ""
    annex: str = ""
    _number: str = ""
    _is_heading: bool = False  # the base is the number of a heading: paragraphs may count through it
    _levels: list[_Level] = field(default_factory=list)
    _last_top: int = 0

    @property
    def depth(self) -> int:
        """0 outside any unit, 1 in an article or numbered paragraph, one more for each level below it."""
        return (1 if self.base else 0) + len(self._levels)

    @property
    def label(self) -> str:
        """The citation of the place where we are, "" outside any numbered unit."""
        parts = [self.base] if self.base else []
        parts += [f"({level.shown})" for level in self._levels]
        label = " ".join(parts)
        return f"{self.annex}, {label}" if self.annex and label else label

    def leave(self) -> None:
        """Leave the open unit: what follows is not part of it."""
        self.base, self._number, self._is_heading = "", "", False
        self._levels.clear()

    def enter_division(self, annex: str) -> None:
        """A new chapter, part or annex begins; numbering may begin anew in annexes."""
        self.leave()
        if annex != self.annex:
            self.annex = annex
            self._last_top = 0

    def begin_anew(self) -> None:
        """Numbering starts again at 1 below a new heading."""
        self.leave()
        self._last_top = 0

    def enter_heading(self, number: str) -> None:
        """A numbered heading of a policy or report ("3.2 Reporting"): its number cites what stands below it."""
        self.leave()
        self.base = self._number = number
        self._is_heading = True

    @property
    def in_provision(self) -> bool:
        """Whether an article, section or rule is open, rather than a paragraph of a report or nothing."""
        return bool(self.base) and not self.base.startswith(tuple(PARAGRAPH.values())) and not self.base[0].isdigit()

    @property
    def is_plain_list(self) -> bool:
        """Whether the open unit is an item of a list outside all articles ("1)" in a preamble): it ends with itself."""
        if self.bare_prefix or self._is_heading:
            return False
        return self.base == self._number if self.base else bool(self._levels)

    @property
    def numbers_provisions(self) -> bool:
        """Whether bare numbers at the top are sections, articles or rules."""
        return bool(self.bare_prefix) and self.bare_prefix not in PARAGRAPH.values()

    def place(self, mark: Mark) -> bool:
        """Go to the unit that the mark opens. False where it cannot be a mark in this place (a date, a name)."""
        if mark.rank == "article":
            self._enter_article(mark)
            return True
        if mark.shape == "x.x":
            return self._enter_dotted(mark)
        if mark.rank == "number" and self._is_top(mark):
            self._enter_top(mark)
            return True
        return self._enter_level(mark)

    def is_next_top(self, mark: Mark) -> bool:
        """Whether the mark is the very next article, section or paragraph of the document."""
        figures = re.match(r"\d+", mark.number)
        if figures is None or mark.rank not in ("article", "number"):
            return False
        return int(figures.group()) == self._last_top + 1

    def continues(self, mark: Mark) -> bool:
        """Whether the mark is the very next of an open level, so that it belongs to the open unit."""
        return self._next_level(mark, gap=1) is not None

    def _enter_article(self, mark: Mark) -> None:
        self.leave()
        prefix = _PREFIXES.get(mark.word, mark.word)
        if mark.word.startswith("disposicion"):
            prefix = "Disp. " + mark.word.split(" ", 1)[-1]
        number = re.sub(r"(?<=\d)\.?(?:[ºª°]|o\b)", "", mark.number).replace("‑", "-").replace("–", "-")
        if number.isupper() and number.isalpha() and roman_value(number) is None:
            number = number.capitalize() if not prefix else number.lower()
        self._number = number
        self.base = f"{prefix} {number}".strip()
        figures = re.match(r"\d+", number)
        self._last_top = int(figures.group()) if figures else self._last_top

    def _is_top(self, mark: Mark) -> bool:
        """Whether a bare number opens a section or paragraph of the document rather than a part of the open one."""
        if mark.shape not in ("x.", "x-", "x", "[x]"):
            return False
        value = _candidates(mark)[0][1]
        if self.base and not self._is_bare_base() and not (self._is_heading and value != 1):
            return False  # inside "Article 5", or below a numbered heading: "1." is its first paragraph
        if not self.bare_prefix:
            return not self._levels
        is_inserted = value == self._last_top and mark.number != self._number  # "12A" after "12"
        if self._last_top < value <= self._last_top + 12 or is_inserted:
            return True
        if self._last_top == 0 and not self.numbers_provisions and value < 1000:
            return True  # an extract that begins at paragraph 28
        return value == 1 and not self._levels and not self.base

    def _is_bare_base(self) -> bool:
        """Whether the open unit is one of those that bare numbers make."""
        return bool(self.bare_prefix) and self.base.startswith(self.bare_prefix)

    def _enter_top(self, mark: Mark) -> None:
        self.leave()
        self._number = mark.number
        self.base = f"{self.bare_prefix} {mark.number}".strip() if self.bare_prefix else mark.number
        self._last_top = _candidates(mark)[0][1]

    def _enter_dotted(self, mark: Mark) -> bool:
        first = mark.number.split(".")[0]
        prefix = self.base.rsplit(" ", 1)[0] if " " in self.base and self._number.split(".")[0] == first else ""
        if not prefix and first == str(self._last_top):  # "26.149" long after paragraph 26 announced it
            prefix = self.bare_prefix
        self.leave()
        self._number = mark.number
        self.base = f"{prefix} {mark.number}".strip()
        return True

    def _enter_level(self, mark: Mark) -> bool:
        found = self._next_level(mark, gap=1) or self._first_of_level(mark) or self._next_level(mark, gap=12)
        if found is None:
            if mark.shape not in ("(x)", "x)", "x°"):
                return False  # "A. Smith", "1995. The": no sequence, no mark
            candidates = _candidates(mark)
            if not candidates:
                return False
            # "(2)" after "(c)", its "(1)" unseen: figures stand above letters
            found = (0 if mark.rank == "number" else len(self._levels), *candidates[-1])
        at, kind, value = found
        del self._levels[at:]
        shown = f"{mark.number}°" if mark.shape == "x°" else mark.number
        self._levels.append(_Level(kind, _shape(mark), value, shown))
        return True

    def _next_level(self, mark: Mark, gap: int) -> tuple[int, str, int] | None:
        """The open level, innermost first, of which the mark is the next (at most ``gap`` further on)."""
        for at in range(len(self._levels) - 1, -1, -1):
            level = self._levels[at]
            if level.shape != _shape(mark):
                continue
            for kind, value in _candidates(mark):
                inserted = value == level.value and mark.number != level.shown  # "(1A)" after "(1)"
                if kind == level.kind and (level.value < value <= level.value + gap or inserted):
                    return at, kind, value
        return None

    def _first_of_level(self, mark: Mark) -> tuple[int, str, int] | None:
        """Where a first item ("(a)", "(i)", "1.") opens a level: below the innermost, or anew in place of its like."""
        for kind, value in _candidates(mark):
            if value == 1:
                for at, level in enumerate(self._levels):
                    if (level.kind, level.shape) == (kind, _shape(mark)):
                        return at, kind, value
                return len(self._levels), kind, value
        return None


def _shape(mark: Mark) -> str:
    """How the mark is set, capitals apart: "(A)" and "(a)" are two levels."""
    return mark.shape + ("U" if mark.rank == "letter" and mark.number[0].isupper() else "")


_BARE_SUBSECTION = re.compile(
    r"\d{1,4}[A-Z]{0,2}(?:\.\s?[-–—]?|\s?[-–—])\s?\(1\)|\d{1,4}[A-Z]{0,2}\.\s[^.]{3,120}\.\s?[-–—]"
)
_REFERENCES = {
    "Art.": re.compile(r"\b[Aa]rticles? \d"),
    "s.": re.compile(r"\b(?:[Ss]ub-?)?[Ss]ections? \(?\d|\bthis section\b"),
    "Reg.": re.compile(r"\b(?:this )?regulations? \d"),
    "Rule": re.compile(r"\brules? \d"),
}
_STATUTE = re.compile(r"(?i)\b(?:be it enacted|enacted by|an act to|this act may be cited|cette loi|short title)\b")


def bare_prefix(texts: list[str], language: str, has_articles: bool) -> str:
    """What a bare number at the beginning of a block stands for in this document.

    Statutes of the common law number their sections "12. (1) ..." or "12. Title.—...": such documents, or those that
    say so in their enacting words, give "s." (or "Art.", "Rule", "Reg.", whichever they refer to most). Others count
    paragraphs, as UN documents do. Documents whose articles carry the word leave bare numbers to what is inside them.
    """
    if has_articles:
        return ""
    if language != "en":
        return PARAGRAPH.get(language, "para.")
    subsections = sum(1 for text in texts if _BARE_SUBSECTION.match(text))
    whole = "\n".join(texts[:400])[:60_000]
    references = {prefix: len(pattern.findall(whole)) for prefix, pattern in _REFERENCES.items()}
    most = max(references, key=lambda prefix: references[prefix])
    is_statute = subsections >= 3 or (_STATUTE.search(whole[:20_000]) is not None and references[most] >= 3)
    if is_statute and references[most]:
        return most
    return PARAGRAPH.get(language, "para.")
