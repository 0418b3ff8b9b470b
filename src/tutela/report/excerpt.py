"""A long passage cut down to the places that matter, none of the words found left out."""

from __future__ import annotations

LIMIT = 640
"""Passages of up to this many characters are shown whole."""

_AROUND = 130  # characters kept on each side of the words found
_GAP = 90  # a gap shorter than this is not worth an ellipsis

Place = tuple[int, int]
"""Start and end of a stretch of a text, half-open."""


def excerpt(text: str, marks: list[Place]) -> list[Place]:
    """The stretches of a passage to show: all of it, or the parts around the words found.

    ``marks`` are places in ``text``, in order and without overlap; each lies wholly within one stretch. Cuts
    are made between words. Of a long passage without marks the opening is given.
    """
    if len(text) <= LIMIT:
        return [(0, len(text))]
    stretches = _around(text, marks) if marks else [(0, _back(text, LIMIT))]
    if sum(end - start for start, end in stretches) > 0.8 * len(text):
        return [(0, len(text))]
    return stretches


def _around(text: str, marks: list[Place]) -> list[Place]:
    """The stretches around the marks, grown to borders of words, joined where they nearly touch."""
    stretches: list[Place] = []
    for first, last in marks:
        start = 0 if first - _AROUND < _GAP else _ahead(text, first - _AROUND, first)
        end = len(text) if len(text) - last - _AROUND < _GAP else max(last, _back(text, last + _AROUND))
        if stretches and start - stretches[-1][1] < _GAP:
            stretches[-1] = (stretches[-1][0], max(end, stretches[-1][1]))
        else:
            stretches.append((start, end))
    return stretches


def _ahead(text: str, place: int, latest: int) -> int:
    """The start of the first word at or after a place, ``latest`` at most; else the place itself."""
    space = text.find(" ", place, latest)
    return space + 1 if space >= 0 else place


def _back(text: str, place: int) -> int:
    """The end of the last word before a place; the place itself where no space is near."""
    space = text.rfind(" ", place - 80, place + 1)
    return space if space > 0 else place
