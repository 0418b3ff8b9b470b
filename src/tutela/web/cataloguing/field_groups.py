"""The groups of a form: which fields of MARC 21 each one's rows are, and what is particular to them."""

from __future__ import annotations

import pymarc
from pymarc import Subfield

from tutela.catalogue.wording import has_word
from tutela.web.cataloguing.field_group import Box, Group, as_it_is, raw, sign
from tutela.web.cataloguing.form_values import Values, plain

DIVISION = " -- "

# --- titles ---------------------------------------------------------------------------------------------------------

TITLE = Group(
    "title",
    frozenset({"245"}),
    (Box("title", "a"), Box("remainder", "b"), Box("number", "n"), Box("part", "p"), Box("responsibility", "c")),
    as_it_is("245", "0", "0"),
    must="title",
)


def _title_kind(one: pymarc.Field) -> Values:
    return {"kind": "parallel" if one.indicator2 == "1" else "variant"}


def _title_marked(values: Values, old: pymarc.Field | None) -> tuple[str, str, str]:
    first = sign(old.indicator1) if old is not None else "3"
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
            first = sign(old.indicator1)
        second = sign(old.indicator2)
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

EDITION = Group("edition", frozenset({"250"}), (Box("edition", "a"),), as_it_is("250"))


def _publication_kind(one: pymarc.Field) -> Values:
    return {"kind": "1" if one.tag == "260" else sign(one.indicator2).strip()}


def _publication_marked(values: Values, old: pymarc.Field | None) -> tuple[str, str, str]:
    kind = values.get("kind", "1")
    if old is not None and old.tag == "260" and kind == "1":
        return "260", sign(old.indicator1), sign(old.indicator2)
    return "264", sign(old.indicator1) if old is not None else " ", sign(kind[:1])


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
    as_it_is("300"),
)
SERIES = Group(
    "series", frozenset({"490"}), (Box("series", "a"), raw("issn", "x"), Box("number", "v")), as_it_is("490", "0")
)

# --- notes and summary ------------------------------------------------------------------------------------------------

NOTE_TAGS = (
    "500", "501", "502", "504", "505", "506", "511", "515", "518", "521", "525", "530", "536", "538", "540", "545",
    "546", "550", "580", "585", "586", "588",
)  # fmt: skip


def _note_marked(values: Values, old: pymarc.Field | None) -> tuple[str, str, str]:
    tag = values.get("kind") or "500"
    if old is not None and old.tag == tag:
        return tag, sign(old.indicator1), sign(old.indicator2)
    return tag, "0" if tag == "505" else " ", " "


NOTES = Group(
    "notes",
    frozenset(NOTE_TAGS),
    (raw("note", "a"),),
    _note_marked,
    lambda one: {"kind": one.tag},
)
SUMMARY = Group("summary", frozenset({"520"}), (raw("summary", "a"),), as_it_is("520"))

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
    vocabulary = source[0] if source else _SOURCES.get(sign(one.indicator2), "")
    return {"kind": _SUBJECT_KINDS[one.tag], "vocabulary": "" if one.tag == "653" else plain(vocabulary)}


def _subject_marked(values: Values, old: pymarc.Field | None) -> tuple[str, str, str]:
    tag = SUBJECT_TAGS.get(values.get("kind", ""), "650")
    first = {"600": "1", "610": "2", "611": "2", "630": "0"}.get(tag, " ")
    if old is not None and old.tag == tag:
        first = sign(old.indicator1)
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

SYMBOL = Group("symbol", frozenset({"191"}), (raw("symbol", "a"),), as_it_is("191"))
_NUMBER_TAGS = {"020": "isbn", "022": "issn", "088": "report"}
_TAGS_OF_NUMBERS = {kind: tag for tag, kind in _NUMBER_TAGS.items()}


def _number_signs(one: pymarc.Field) -> Values:
    if one.tag in _NUMBER_TAGS:
        return {"kind": _NUMBER_TAGS[one.tag]}
    source = _sources(one)
    return {"kind": plain(source[0]) if source else f"024/{sign(one.indicator1).strip()}"}


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
    (raw("number", "a"), raw("qualifier", "q")),
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
    (Box("title", "t"), raw("place", "g"), raw("publication", "d"), raw("issn", "x"), raw("isbn", "z"),
     raw("record", "w")),
    as_it_is("773", "0"),
    must="title",
)  # fmt: skip
RELATION_TAGS = (
    "787", "765", "767", "775", "776", "770", "772", "774", "777", "780", "785", "786", "760", "762",
)  # fmt: skip


def _relation_marked(values: Values, old: pymarc.Field | None) -> tuple[str, str, str]:
    first, second = ("0", " ") if old is None else (sign(old.indicator1), sign(old.indicator2))
    return values.get("kind") or "787", first, second


RELATIONS = Group(
    "relations",
    frozenset(RELATION_TAGS),
    (raw("note", "i"), Box("title", "t"), raw("symbol", "r"), raw("issn", "x"), raw("isbn", "z"),
     raw("record", "w")),
    _relation_marked,
    lambda one: {"kind": one.tag},
)  # fmt: skip


def _online_marked(values: Values, old: pymarc.Field | None) -> tuple[str, str, str]:
    return "856", sign(old.indicator1) if old is not None else "4", sign(values.get("kind", "0")[:1])


ONLINE = Group(
    "online",
    frozenset({"856"}),
    (raw("url", "u"), raw("label", "y"), raw("note", "z")),
    _online_marked,
    lambda one: {"kind": sign(one.indicator2).strip()},
    must="url",
)

GROUPS: dict[str, Group] = {
    one.name: one
    for one in (
        TITLE, SYMBOL, OTHER_TITLES, CONTRIBUTORS, EDITION, PUBLICATION, DESCRIPTION, SERIES, HOST, SUMMARY, NOTES,
        SUBJECTS, IDENTIFIERS, ONLINE, RELATIONS,
    )
}  # fmt: skip
