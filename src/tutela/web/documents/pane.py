"""The page beside the text: its picture, with marks where passages stand."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from tutela.text.page_picture import Box
from tutela.web.documents.models import Document, Passage
from tutela.web.documents.pictures import PagePicture, PictureError, page_picture

Rect = tuple[str, str, str, str]
"""Left, top, width and height, written as SVG wants them in every language."""

_AIR = 1.0  # points around the letters


@dataclass(frozen=True, slots=True)
class Pane:
    """Page ``number`` of ``count``. ``marks`` are the places of the passage that is asked for (``is_found``: there are
    some), ``others`` those of passages with evidence. ``width`` "" : the page cannot be shown."""

    number: int
    count: int
    width: str = ""
    height: str = ""
    has_letters: bool = True
    marked: Passage | None = None
    marks: tuple[Rect, ...] = ()
    others: tuple[Rect, ...] = ()

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def following(self) -> int | None:
        return self.number + 1 if self.number < self.count else None


def pane(document: Document, number: int, marked: Passage | None, with_notes: Collection[int]) -> Pane:
    """The pane for a page of a PDF document; ``with_notes`` are the numbers of passages that are marked lightly."""
    count = document.pages or 1
    try:
        picture = page_picture(document, number)
    except PictureError:
        return Pane(number, count)
    asked = marked.number if marked else None
    others = [box for one, boxes in picture.places.items() if one in with_notes and one != asked for box in boxes]
    return Pane(
        number,
        count,
        *_size(picture),
        has_letters=picture.has_letters,
        marked=marked,
        marks=_rects(picture.places.get(asked, []) if asked is not None else []),
        others=_rects(others),
    )


def _size(picture: PagePicture) -> tuple[str, str]:
    return f"{picture.width:.1f}", f"{picture.height:.1f}"


def _rects(boxes: Collection[Box]) -> tuple[Rect, ...]:
    return tuple(
        (
            f"{box.left - _AIR:.1f}",
            f"{box.top - _AIR:.1f}",
            f"{box.width + 2 * _AIR:.1f}",
            f"{box.height + 2 * _AIR:.1f}",
        )
        for box in boxes
    )
