"""The groups of a form: which fields of MARC 21 each one's rows are, and how boxes become subfields and back.

A field is shown in a form only where every box can hold all that it stands for; others stay untouched.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

import pymarc
from pymarc import Indicators, Subfield

from tutela.catalogue.record import tidy
from tutela.catalogue.wording import has_word
from tutela.web.cataloguing.form_values import Values, plain

SEPARATOR = "; "
DIVISION = " -- "


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

    ``tags`` are the tags of its fields. ``signs`` reads boxes that are no subfields (a kind that tag or indicators tell)
    and ``marked`` gives tag and indicators for them: a row's values and the field there was to tag, first and second.
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
        if not all(sign == " " or sign.isalnum() for sign in (_sign(one.indicator1), _sign(one.indicator2))):
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


def _sign(indicator: str | None) -> str:
    return indicator or " "


def _as(tag: str, first: str = " ", second: str = " ") -> Callable[[Values, pymarc.Field | None], tuple[str, str, str]]:
    def marked(_values: Values, old: pymarc.Field | None) -> tuple[str, str, str]:
        return (old.tag, _sign(old.indicator1), _sign(old.indicator2)) if old is not None else (tag, first, second)

    return marked


def _raw(name: str, codes: str) -> Box:
    return Box(name, codes, is_tidied=False)


# --- titles ---------------------------------------------------------------------------------------------------------

TITLE = Group(
    "title",
    frozenset({"245"}),
    (Box("title", "a"), Box("remainder", "b"), Box("number", "n"), Box("part", "p"), Box("responsibility", "c")),
    _as("245", "0", "0"),
    must="title",
)


def _title_kind(one: pymarc.Field) -> Values:
    return {"kind": "parallel" if one.indicator2 == "1" else "variant"}


def _title_marked(values: Values, old: pymarc.Field | None) -> tuple[str, str, str]:
    first = _sign(old.indicator1) if old is not None else "3"
    return "246", first, "1" if values.get("kind") == "parallel" else " "


OTHER_TITLES = Group(
    "other-titles", frozenset({"246"}), (Box("title", "a"), Box("remainder", "b")), _title_marked, _title_kind
)

# --- persons and bodies ---------------------------------------------------------------------------------------------

_KINDS = {"00": "person", "10": "body", "11": "meeting"}
_ENDINGS = {kind: ending for ending, kind in _KINDS.items()}


def _name_signs(one: pymarc.Field) -> Values:
    return {"kind": _KINDS[one.tag[1:]], "main": "on" if one.tag[0] == "1" else ""}


def _name_marked(values: Values, old: pymarc.Field | None) -> tuple[str, str, str]:
    kind = values.get("kind") or "body"
    first = {"person": "1" if "," in values.get("name", "") else "0"}.get(kind, "2")
    second = " "
    if old is not None:
        if old.tag[1:] == _ENDINGS[kind]:
            first = _sign(old.indicator1)
        second = _sign(old.indicator2)
    return ("1" if values.get("main") else "7") + _ENDINGS[kind], first, " " if values.get("main") else second


def _name_settled(one: pymarc.Field, new: Values, old: Values) -> None:
    """A role given by its code stands in $4, that of a meeting in $j; a link to an authority goes with its name."""
    if new.get("role", "") != old.get("role", "") or new.get("kind") != old.get("kind"):
        term = "j" if one.tag[1:] == "11" else "e"
        one.subfields = [
            Subfield("4" if _is_relator(sub.value) else term, sub.value) if sub.code in "ej" else sub
            for sub in one.subfields
        ]
    _unlink(one, new, old, "name", "unit", "dates")


def _is_relator(role: str) -> bool:
    return len(role) == 3 and has_word("relators", role)


def _has_plain_roles(one: pymarc.Field) -> bool:
    """$e of a meeting is a part of its name, and so is $j of a person: only what says a role is shown as one."""
    wrong = "te" if one.tag[1:] == "11" else "tj"
    return not any(code in wrong for code, _value in one.subfields)


def _unlink(one: pymarc.Field, new: Values, old: Values, *boxes: str) -> None:
    if old and any(plain(new.get(box, "")) != plain(old.get(box, "")) for box in boxes):
        one.subfields = [sub for sub in one.subfields if sub.code not in "01"]


CONTRIBUTORS = Group(
    "contributors",
    frozenset({"100", "110", "111", "700", "710", "711"}),
    (Box("name", "a"), Box("unit", "b", repeats=True), Box("dates", "d"), Box("role", "ej4", repeats=True)),
    _name_marked,
    _name_signs,
    accepts=_has_plain_roles,
    settled=_name_settled,
    must="name",
)

# --- edition, publication, description, series ------------------------------------------------------------------------

EDITION = Group("edition", frozenset({"250"}), (Box("edition", "a"),), _as("250"))


def _publication_kind(one: pymarc.Field) -> Values:
    return {"kind": "1" if one.tag == "260" else _sign(one.indicator2).strip()}


def _publication_marked(values: Values, old: pymarc.Field | None) -> tuple[str, str, str]:
    kind = values.get("kind", "1")
    if old is not None and old.tag == "260" and kind == "1":
        return "260", _sign(old.indicator1), _sign(old.indicator2)
    return "264", _sign(old.indicator1) if old is not None else " ", _sign(kind[:1])


PUBLICATION = Group(
    "publication",
    frozenset({"260", "264"}),
    (Box("place", "a", repeats=True), Box("publisher", "b", repeats=True), Box("date", "c")),
    _publication_marked,
    _publication_kind,
)
DESCRIPTION = Group(
    "description",
    frozenset({"300"}),
    (Box("extent", "a"), Box("details", "b"), Box("dimensions", "c"), Box("accompanying", "e")),
    _as("300"),
)
SERIES = Group(
    "series", frozenset({"490"}), (Box("series", "a"), _raw("issn", "x"), Box("number", "v")), _as("490", "0")
)

# --- notes and summary ------------------------------------------------------------------------------------------------

NOTE_TAGS = (
    "500", "501", "502", "504", "505", "506", "511", "515", "518", "521", "525", "530", "536", "538", "540", "545",
    "546", "550", "580", "585", "586", "588",
)  # fmt: skip


def _note_marked(values: Values, old: pymarc.Field | None) -> tuple[str, str, str]:
    tag = values.get("kind") or "500"
    if old is not None and old.tag == tag:
        return tag, _sign(old.indicator1), _sign(old.indicator2)
    return tag, "0" if tag == "505" else " ", " "


NOTES = Group(
    "notes",
    frozenset(NOTE_TAGS),
    (_raw("note", "a"),),
    _note_marked,
    lambda one: {"kind": one.tag},
)
SUMMARY = Group("summary", frozenset({"520"}), (_raw("summary", "a"),), _as("520"))

# --- subjects ---------------------------------------------------------------------------------------------------------

SUBJECT_TAGS = {
    "topic": "650", "place": "651", "person": "600", "body": "610", "meeting": "611", "title": "630", "free": "653",
}  # fmt: skip
_SUBJECT_KINDS = {tag: kind for kind, tag in SUBJECT_TAGS.items()}
_SOURCES = {"0": "lcsh", "1": "lcshac", "2": "mesh", "3": "nal", "5": "cash", "6": "rvm"}
_SOURCE_SIGNS = {source: sign for sign, source in _SOURCES.items()}


def _sources(one: pymarc.Field) -> list[str]:
    return [value for code, value in one.subfields if code == "2"]


def _subject_signs(one: pymarc.Field) -> Values:
    source = _sources(one)
    vocabulary = source[0] if source else _SOURCES.get(_sign(one.indicator2), "")
    return {"kind": _SUBJECT_KINDS[one.tag], "vocabulary": "" if one.tag == "653" else plain(vocabulary)}


def _subject_marked(values: Values, old: pymarc.Field | None) -> tuple[str, str, str]:
    tag = SUBJECT_TAGS.get(values.get("kind", ""), "650")
    first = {"600": "1", "610": "2", "611": "2", "630": "0"}.get(tag, " ")
    if old is not None and old.tag == tag:
        first = _sign(old.indicator1)
    if tag == "653":
        return tag, first, " "
    source = values.get("vocabulary", "")
    return tag, first, _SOURCE_SIGNS.get(source, "7" if source else "4")


def _subject_settled(one: pymarc.Field, new: Values, old: Values) -> None:
    if not old or any(plain(new.get(sign, "")) != plain(old.get(sign, "")) for sign in ("kind", "vocabulary")):
        source = new.get("vocabulary", "")
        one.subfields = [sub for sub in one.subfields if sub.code != "2"]
        if source and source not in _SOURCE_SIGNS and one.tag != "653":
            one.subfields = [*one.subfields, Subfield("2", source)]
    _unlink(one, new, old, "heading", "divisions", "vocabulary")


SUBJECTS = Group(
    "subjects",
    frozenset(_SUBJECT_KINDS),
    (Box("heading", "a"), Box("divisions", "xvyz", repeats=True, joint=DIVISION)),
    _subject_marked,
    _subject_signs,
    accepts=lambda one: len(_sources(one)) < 2 and not (one.tag == "653" and _sources(one)),
    settled=_subject_settled,
    must="heading",
    told_by="2",
)

# --- numbers ----------------------------------------------------------------------------------------------------------

SYMBOL = Group("symbol", frozenset({"191"}), (_raw("symbol", "a"),), _as("191"))
_NUMBER_TAGS = {"020": "isbn", "022": "issn", "088": "report"}
_TAGS_OF_NUMBERS = {kind: tag for tag, kind in _NUMBER_TAGS.items()}


def _number_signs(one: pymarc.Field) -> Values:
    if one.tag in _NUMBER_TAGS:
        return {"kind": _NUMBER_TAGS[one.tag]}
    source = _sources(one)
    return {"kind": plain(source[0]) if source else f"024/{_sign(one.indicator1).strip()}"}


def _number_marked(values: Values, old: pymarc.Field | None) -> tuple[str, str, str]:
    kind = values.get("kind", "isbn")
    if kind in _TAGS_OF_NUMBERS:
        return _TAGS_OF_NUMBERS[kind], " ", " "
    return "024", kind[4:5] or "8" if kind.startswith("024/") else "7", " "


def _number_settled(one: pymarc.Field, new: Values, old: Values) -> None:
    if not old or new.get("kind") != old.get("kind"):
        kind = new.get("kind", "")
        one.subfields = [sub for sub in one.subfields if sub.code != "2"]
        if one.tag == "024" and not kind.startswith("024/"):
            one.subfields = [*one.subfields, Subfield("2", kind)]


IDENTIFIERS = Group(
    "identifiers",
    frozenset({*_NUMBER_TAGS, "024"}),
    (_raw("number", "a"), _raw("qualifier", "q")),
    _number_marked,
    _number_signs,
    accepts=lambda one: (
        len(_sources(one)) < 2
        and any(code == "a" and value.strip() for code, value in one.subfields)
        and not (one.tag == "024" and _sources(one) and one.indicator1 != "7")
    ),
    settled=_number_settled,
    must="number",
    told_by="2",
)

# --- other resources --------------------------------------------------------------------------------------------------

HOST = Group(
    "host",
    frozenset({"773"}),
    (Box("title", "t"), _raw("place", "g"), _raw("publication", "d"), _raw("issn", "x"), _raw("isbn", "z"),
     _raw("record", "w")),
    _as("773", "0"),
    must="title",
)  # fmt: skip
RELATION_TAGS = (
    "787", "765", "767", "775", "776", "770", "772", "774", "777", "780", "785", "786", "760", "762",
)  # fmt: skip


def _relation_marked(values: Values, old: pymarc.Field | None) -> tuple[str, str, str]:
    first, second = ("0", " ") if old is None else (_sign(old.indicator1), _sign(old.indicator2))
    return values.get("kind") or "787", first, second


RELATIONS = Group(
    "relations",
    frozenset(RELATION_TAGS),
    (_raw("note", "i"), Box("title", "t"), _raw("symbol", "r"), _raw("issn", "x"), _raw("isbn", "z"),
     _raw("record", "w")),
    _relation_marked,
    lambda one: {"kind": one.tag},
)  # fmt: skip


def _online_marked(values: Values, old: pymarc.Field | None) -> tuple[str, str, str]:
    return "856", _sign(old.indicator1) if old is not None else "4", _sign(values.get("kind", "0")[:1])


ONLINE = Group(
    "online",
    frozenset({"856"}),
    (_raw("url", "u"), _raw("label", "y"), _raw("note", "z")),
    _online_marked,
    lambda one: {"kind": _sign(one.indicator2).strip()},
    must="url",
)

GROUPS: dict[str, Group] = {
    one.name: one
    for one in (
        TITLE, SYMBOL, OTHER_TITLES, CONTRIBUTORS, EDITION, PUBLICATION, DESCRIPTION, SERIES, HOST, SUMMARY, NOTES,
        SUBJECTS, IDENTIFIERS, ONLINE, RELATIONS,
    )
}  # fmt: skip
