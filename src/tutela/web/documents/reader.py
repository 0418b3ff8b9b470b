"""A part of a document as the reader shows it: its passages in order, with headings, pages, marks and notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Min

from tutela.report.excerpt import Place
from tutela.report.quotation import Piece, legible, pieces
from tutela.web.documents.margin import Margin, Note
from tutela.web.documents.models import Document, Passage

PART = 100
"""Passages on one page of the reader."""

_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})
_DEEPEST = 6  # of the headings of a page


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the document, at its level on the page of the reader (2 to 6)."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage as it is shown. ``headings`` are those that stand above it and not above the one before it; ``page`` is
    given where a page begins with it; ``language`` is "" where it is not known."""

    passage: Passage
    headings: list[Heading]
    page: int | None
    language: str
    direction: str
    text: list[Piece]
    notes: list[Note]
    is_marked: bool

    @property
    def number(self) -> int:
        return self.passage.number


@dataclass(frozen=True, slots=True)
class Part:
    """So many passages of a document; ``number`` of ``count`` parts."""

    number: int
    count: int
    first: int
    last: int

    @classmethod
    def of(cls, document: Document, number: int) -> Part:
        """This part, or the nearest one that there is."""
        count = max(1, -(-document.passage_count // PART))
        number = min(max(1, number), count)
        last = min(number * PART, document.passage_count)
        return cls(number, count, (number - 1) * PART + 1, last)

    @classmethod
    def with_passage(cls, document: Document, passage: int) -> Part:
        """The part in which a passage stands."""
        return cls.of(document, (passage - 1) // PART + 1)


def passages_of(document: Document, part: Part) -> tuple[list[Passage], Passage | None]:
    """The passages of a part, and the one before them. One query."""
    rows = list(
        document.passages.filter(number__gte=part.first - 1, number__lte=part.last).order_by("number").defer("stems")
    )
    before = rows.pop(0) if rows and rows[0].number < part.first else None
    return rows, before


def first_on_page(document: Document, page: int) -> int | None:
    """The number of the first passage that begins on a page, or on the next one where one does."""
    found: int | None = document.passages.filter(page__gte=page).aggregate(first=Min("number"))["first"]
    return found


def shown(
    rows: Sequence[Passage],
    before: Passage | None,
    *,
    margin: Margin | None = None,
    searched: dict[int, list[Place]] | None = None,
    marked: int | None = None,
) -> list[Shown]:
    """The passages as they are shown. ``searched`` are places of words that were looked for, by the passage's key;
    ``marked`` is the number of the passage that was asked for."""
    margin = margin or Margin()
    result = []
    above: Sequence[str] = ()  # a part begins with the headings under which it stands
    page = before.page if before else None
    for row in rows:
        places = [*margin.places.get(row.pk, ()), *(searched or {}).get(row.pk, ())]
        language = "" if row.language == "und" else row.language
        result.append(
            Shown(
                passage=row,
                headings=_headings(above, row.heading_path),
                page=row.page if row.page != page else None,
                language=language,
                direction="rtl" if row.language in _RIGHT_TO_LEFT else "ltr",
                text=_pieces(row.text, places),
                notes=margin.notes.get(row.pk, []),
                is_marked=row.number == marked,
            )
        )
        above, page = row.heading_path, row.page if row.page is not None else page
    return result


def _headings(above: Sequence[str], path: Sequence[str]) -> list[Heading]:
    """The headings of a passage that are not those of the one before it."""
    same = 0
    while same < min(len(above), len(path)) and above[same] == path[same]:
        same += 1
    return [Heading(min(2 + level, _DEEPEST), legible(path[level])) for level in range(same, len(path))]


def _pieces(text: str, places: Iterable[Place]) -> list[Piece]:
    found = merged(places, len(text))
    return [Piece(legible(piece.text), piece.marked) for piece in pieces(text, found, [(0, len(text))]) if piece.text]


def merged(places: Iterable[Place], length: int) -> list[Place]:
    """Places within a text of this length, in order and without overlap, none empty."""
    result: list[Place] = []
    for first, last in sorted(places):
        start, end = max(first, 0), min(last, length)
        if start >= end:
            continue
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result
