"""A group of a form: how the subfields of a field become the boxes of a row, and back.

A field is shown in a form only where every box can hold all that it stands for; others stay untouched.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

import pymarc
from pymarc import Indicators, Subfield

from tutela.catalogue.record import tidy
from tutela.web.cataloguing.form_values import Values, plain

SEPARATOR = "; "


@dataclass(frozen=True)
class Box:
    """A box of a row: its name and the code of the subfield it holds. One that ``repeats`` holds all subfields of its
    ``codes``, joined by ``joint``; a new one gets the first code. ``is_tidied``: shown without final punctuation."""

    name: str
    codes: str
    repeats: bool = False
    joint: str = SEPARATOR
    is_tidied: bool = True

    def shown(self, value: str) -> str:
        return tidy(value) if self.is_tidied else plain(value)


def _no_sign(_field: pymarc.Field) -> Values:
    return {}


@dataclass(frozen=True)
class Group:
    """A kind of row.

    ``tags`` are the tags of its fields. ``signs`` reads boxes that are no subfields (a kind that tag or indicators
    tell), and ``marked`` gives tag and indicators for them, from a row's values and the field that there was.
    """

    name: str
    tags: frozenset[str]
    boxes: tuple[Box, ...]
    marked: Callable[[Values, pymarc.Field | None], tuple[str, str, str]]
    signs: Callable[[pymarc.Field], Values] = _no_sign
    accepts: Callable[[pymarc.Field], bool] = field(default=lambda _field: True)
    settled: Callable[[pymarc.Field, Values, Values], None] = field(default=lambda _field, _new, _old: None)
    """What is put right in a field after its boxes were written, given the new and the former values."""
    must: str = ""
    """The box that every row needs; "" where any one will do."""
    told_by: str = ""
    """Codes of subfields that ``signs`` reads."""

    def knows(self, one: pymarc.Field) -> bool:
        """Whether a row can hold this field without loss."""
        if one.tag not in self.tags or one.control_field or not one.subfields:
            return False
        if any(_is_odd(value) for _code, value in one.subfields):
            return False
        if not all(one_sign == " " or one_sign.isalnum() for one_sign in (sign(one.indicator1), sign(one.indicator2))):
            return False
        for box in self.boxes:
            found = [box.shown(value) for code, value in one.subfields if code in box.codes]
            if len(found) > 1 and not box.repeats:
                return False
            if box.repeats and any(box.joint.strip() in value or not value for value in found):
                return False
        if not self.accepts(one):
            return False
        read = self.read(one)
        return bool(read[self.must]) if self.must else any(read[box.name] for box in self.boxes)

    def read(self, one: pymarc.Field) -> Values:
        """The boxes of a field."""
        values = dict(self.signs(one))
        for box in self.boxes:
            values[box.name] = box.joint.join(box.shown(value) for code, value in one.subfields if code in box.codes)
        return values

    def further(self, one: pymarc.Field) -> str:
        """The subfields that no box holds."""
        codes = "".join(box.codes for box in self.boxes) + self.told_by
        return " ".join(f"${code} {value}" for code, value in one.subfields if code not in codes)

    def made(self, values: Values) -> pymarc.Field:
        """A new field of these boxes."""
        one = pymarc.Field(tag=self.marked(values, None)[0], indicators=Indicators(" ", " "), subfields=[])
        self._write(one, values, {})
        return one

    def changed(self, one: pymarc.Field, values: Values) -> pymarc.Field:
        """The field with the boxes that differ written into it; its other subfields stay."""
        self._write(one, values, self.read(one))
        return one

    def _write(self, one: pymarc.Field, values: Values, former: Values) -> None:
        for box in self.boxes:
            value = values.get(box.name, "")
            if plain(value) != plain(former.get(box.name, "")):
                self._put(one, box, value)
        signs = {name: value for name, value in values.items() if name not in {box.name for box in self.boxes}}
        old = {name: former.get(name, "") for name in signs}
        if not former or signs != old:
            tag, first, second = self.marked(values, one if former else None)
            one.tag, one.indicators = tag, Indicators(first, second)
        self.settled(one, values, former)

    def _put(self, one: pymarc.Field, box: Box, value: str) -> None:
        given = value.split(box.joint.strip()) if box.repeats else [value]
        wanted = [found for found in map(plain, given) if found]
        there = {box.shown(old): Subfield(code, old) for code, old in one.subfields if code in box.codes}
        new = [there.get(text, Subfield(box.codes[0], text)) for text in wanted]
        place = next((n for n, sub in enumerate(one.subfields) if sub.code in box.codes), None)
        if place is None:
            place = self._place(one, box)
        before = [sub for sub in one.subfields[:place] if sub.code not in box.codes]
        after = [sub for sub in one.subfields[place:] if sub.code not in box.codes]
        one.subfields = [*before, *new, *after]

    def _place(self, one: pymarc.Field, box: Box) -> int:
        """Where a subfield goes that was not there: after those of the boxes before it."""
        earlier = "".join(other.codes for other in self.boxes[: self.boxes.index(box)])
        return max((n + 1 for n, sub in enumerate(one.subfields) if sub.code in earlier), default=0)


def _is_odd(value: str | None) -> bool:
    """Whether a browser would not give a text back as it is: control signs, halves of pairs."""
    return value is None or any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\t\n\r" for sign in value)


def sign(indicator: str | None) -> str:
    return indicator or " "


def as_it_is(
    tag: str, first: str = " ", second: str = " "
) -> Callable[[Values, pymarc.Field | None], tuple[str, str, str]]:
    def marked(_values: Values, old: pymarc.Field | None) -> tuple[str, str, str]:
        return (old.tag, sign(old.indicator1), sign(old.indicator2)) if old is not None else (tag, first, second)

    return marked


def raw(name: str, codes: str) -> Box:
    return Box(name, codes, is_tidied=False)
