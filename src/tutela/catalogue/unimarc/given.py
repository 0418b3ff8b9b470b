"""A field of UNIMARC while it is converted: what has been taken of it, and what nothing was made of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml
from pymarc import Field, Indicators, Subfield

from tutela.catalogue.punctuation import joined, without_stop

# Words that do not count in sorting stand between two control characters (ISO 6630, and the same as MARC has them).
_NOT_SORTED = re.compile("[\x88\x98]|<<")
_SORTED_AGAIN = re.compile("[\x89\x9c]|>>")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

Parts = list[tuple[str, str]]


class LeftOut(NamedTuple):
    """Something of the UNIMARC record that has no place in the one made of it: the tag, with the subfield where the
    rest of the field was converted ("200$z"), and the text."""

    place: str
    text: str


@cache
def tables() -> dict[str, Any]:
    """The tables of unimarc.yaml."""
    text = files("tutela.catalogue.unimarc").joinpath("unimarc.yaml").read_text("utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return found


class Given:
    """The subfields of a field; ``parts`` gives some and notes that they are taken."""

    def __init__(self, field: Field) -> None:
        self.tag = field.tag
        self.first = field.indicator1 or " "
        self.second = field.indicator2 or " "
        self.parts_given: Parts = [(code, value) for code, value in field.subfields if value and value.strip()]
        self._taken: set[int] = set()

    def parts(self, codes: str) -> Parts:
        """The subfields of these codes in their order, without the signs for sorting."""
        found = []
        for place, (code, value) in enumerate(self.parts_given):
            if code in codes:
                self._taken.add(place)
                found.append((code, plain(value)))
        return found

    def values(self, codes: str) -> list[str]:
        """As ``parts``, without the codes."""
        return [value for _code, value in self.parts(codes)]

    def all_parts(self) -> Parts:
        """Every subfield, in order."""
        return self.parts("".join({code for code, _value in self.parts_given}))

    def value(self, codes: str) -> str:
        """The first of these subfields, "" where there is none."""
        return next(iter(self.values(codes)), "")

    def left_out(self, *, is_converted: bool) -> list[LeftOut]:
        """What nothing was made of: the field as a whole, or its subfields that were not taken."""
        if not is_converted:
            return [LeftOut(self.tag, " ".join(f"${code} {plain(value)}" for code, value in self.parts_given))]
        return [
            LeftOut(f"{self.tag}${code}", plain(value))
            for place, (code, value) in enumerate(self.parts_given)
            if place not in self._taken
        ]


def plain(value: str) -> str:
    """A value without the signs for sorting and other control characters."""
    text = _SORTED_AGAIN.sub("", _NOT_SORTED.sub("", value))
    return _CONTROLS.sub("", text).strip()


def not_sorted(value: str) -> int:
    """How many characters at the beginning do not count in sorting, by the signs around them; at most 9."""
    value = value.lstrip()
    start = _NOT_SORTED.match(value)
    end = _SORTED_AGAIN.search(value)
    if start is None or end is None:
        return 0
    article = value[start.end() : end.start()]
    rest = value[end.end() :]
    return min(9, len(article) + len(rest) - len(rest.lstrip()))


def made(tag: str, indicators: str, subfields: Iterable[tuple[str, str]]) -> Field:
    """A field of MARC 21; # in the indicators is a blank."""
    blank = indicators.replace("#", " ")
    return Field(tag, Indicators(blank[0], blank[1]), [Subfield(code, value) for code, value in subfields if value])


class Piece(NamedTuple):
    """An element on its way into a subfield: the code, the mark before it, and whether it goes on in the subfield of
    the element before."""

    code: str
    mark: str
    text: str
    goes_on: bool = False


def punctuated(pieces: Iterable[Piece]) -> Parts:
    """Subfields with the prescribed marks where MARC 21 has them: at the end of the subfield before.

    UNIMARC has no punctuation between subfields: a point there belongs to an abbreviation. Some systems end each field
    with one.
    """
    found: Parts = []
    for code, mark, text, goes_on in pieces:
        if not text:
            continue
        if found and goes_on:
            before_code, before = found.pop()
            found.append((before_code, joined(before, mark, text)))
            continue
        if found:
            before_code, before = found.pop()
            end = mark.rstrip()
            found.append((before_code, before if end == "." and before.endswith(".") else before + end))
        found.append((code, text))
    return [*found[:-1], *((code, without_stop(text)) for code, text in found[-1:])]
