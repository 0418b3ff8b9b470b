"""The ISBD view: a description by areas, with the prescribed punctuation.

International Standard Bibliographic Description, consolidated edition, IFLA, 2011. Where the standard would let a point
follow the point of an abbreviation, one is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tutela.catalogue.isbd.areas import edition, material, publication, series, specific, title
from tutela.catalogue.isbd.content import content
from tutela.catalogue.isbd.identifiers import identifiers
from tutela.catalogue.isbd.notes import host, notes
from tutela.catalogue.original_script import Script, in_original_script, is_latin, script_of
from tutela.catalogue.punctuation import AREA, joined
from tutela.catalogue.record import Record
from tutela.catalogue.wording import word


class Area(NamedTuple):
    """An area, or one of its repetitions (notes, identifiers): ``number`` 0 to 8, 9 for the host of a part; its
    ``name`` in the reader's language; the ``text`` without the punctuation before it; ``original`` the same in the
    script of the resource. ``language`` and ``direction`` are for the markup of a text in another script."""

    number: int
    name: str
    text: str
    original: Script | None = None
    language: str = ""
    direction: str = ""


TITLE, NOTES, IDENTIFIERS, HOST = 1, 7, 8, 9
_TRANSCRIBED = range(1, 7)
"""Areas that are taken from the resource, and so may stand in its script."""


def isbd(record: Record, language: str = "en") -> list[Area]:
    """The areas that a record has, in their order; words that the description adds are in "en", "fr" or "es"."""
    areas: list[Area] = []
    shadow = in_original_script(record)
    others = {number: list(filter(None, texts)) for number, texts in _areas(shadow)} if shadow else {}
    found = dict(_areas(record))
    found[0] = content(record, language)
    found[NOTES] = notes(record, language)
    found[IDENTIFIERS] = identifiers(record, language)
    found[HOST] = host(record, language)
    for number in sorted(found):
        texts = [text for text in found[number] if text]
        other = others.get(number, []) if number in _TRANSCRIBED else []
        name = word("isbd", f"area-{number}", language)
        if not texts:
            areas += [_area(record, number, name, text) for text in other]
            continue
        areas += [_area(record, number, name, text) for text in texts]
        if other:
            first = len(areas) - len(texts)
            areas[first] = areas[first]._replace(original=script_of(AREA.join(other), record))
    return areas


def _areas(record: Record) -> Iterator[tuple[int, Iterable[str]]]:
    yield 1, title(record)
    yield 2, edition(record)
    yield 3, specific(record)
    yield 4, publication(record)
    yield 5, material(record)
    yield 6, series(record)


def _area(record: Record, number: int, name: str, text: str) -> Area:
    if text.isascii() or is_latin(text):
        return Area(number, name, text)
    script = script_of(text, record)
    return Area(number, name, text, None, script.language, script.direction)


def isbd_text(record: Record, language: str = "en") -> str:
    """The description in paragraphs: content form, areas 1 to 6, each note, the identifiers, the host."""
    areas = isbd(record, language)
    paragraphs = [area.text for area in areas if area.number == 0]
    paragraphs.append(_run(area.text for area in areas if area.number in _TRANSCRIBED))
    paragraphs += [area.text for area in areas if area.number == NOTES]
    paragraphs.append(_run(area.text for area in areas if area.number == IDENTIFIERS))
    paragraphs += [area.text for area in areas if area.number == HOST]
    return "\n".join(filter(None, paragraphs))


def _run(texts: Iterable[str]) -> str:
    run = ""
    for text in texts:
        run = joined(run, AREA, text)
    return run
