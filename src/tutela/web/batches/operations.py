"""What can be done to many records at once: each operation makes of a record a changed one, or says that it stays."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass

import pymarc
from pymarc import Field, Indicators, Subfield

from tutela.catalogue.record import OWN, Record, tidy
from tutela.web.library.models import State

SUBJECT_TAGS = ("600", "610", "611", "630", "648", "650", "651", "653")


@dataclass(frozen=True)
class Edit:
    """An operation of NAMES and what it needs: ``value`` and ``replacement`` are headings, codes or texts, ``tag`` and
    ``code`` a field and a subfield, ``content`` a field as cataloguers type it ("10$aTitle")."""

    operation: str
    value: str = ""
    replacement: str = ""
    tag: str = ""
    code: str = ""
    content: str = ""

    def as_dict(self) -> dict[str, str]:
        """To be kept with the batch; ``Edit(**...)`` gives it back."""
        return dict(vars(self))


FACT_FIELDS = {
    "type": ("655", " 7", "a"),
    "audience": ("385", "  ", "a"),
    "sector": ("690", " 7", "a"),
    "measure": ("691", " 7", "a"),
}
"""Where Tutela's own facts stand in a record (docs/library.md)."""

STATES = {"publish": State.PUBLISHED, "withdraw": State.WITHDRAWN}
"""Operations that leave the data as they are, and the state that they lead to."""


def changed(record: Record, edit: Edit) -> Record | None:
    """The record after the edit; None where it stays as it is. Raises KeyError for an unknown operation."""
    if edit.operation in STATES:
        return None
    marc = copy.deepcopy(record.marc)
    if not _OPERATIONS[edit.operation](marc, edit):
        return None
    return Record(marc)


# --- subjects -------------------------------------------------------------------------------------------------------


def _heading(field: Field) -> str:
    """The main heading of a field, as filters name it (``catalogue.record``)."""
    return tidy(" ".join(value for code, value in field.subfields if code in "abcdgnpqt" and value))


def _own_subject(heading: str, divisions: list[Subfield] | None = None) -> Field:
    subfields = [Subfield("a", heading), *(divisions or []), Subfield("2", OWN)]
    return Field(tag="650", indicators=Indicators(" ", "7"), subfields=subfields)


def _has_own(marc: pymarc.Record, heading: str, divisions: list[Subfield] | None = None) -> bool:
    wanted = [tuple(one) for one in _own_subject(heading, divisions).subfields]
    return any(
        [tuple(one) for one in field.subfields if one.code not in "01"] == wanted for field in marc.get_fields("650")
    )


def _add_subject(marc: pymarc.Record, edit: Edit) -> bool:
    if _has_own(marc, edit.value):
        return False
    marc.add_ordered_field(_own_subject(edit.value))
    return True


def _remove_subject(marc: pymarc.Record, edit: Edit) -> bool:
    return bool(_taken_out(marc, edit.value))


def _replace_subject(marc: pymarc.Record, edit: Edit) -> bool:
    out = _taken_out(marc, edit.value)
    if not out:
        return False
    for place, field in reversed(out):
        divisions = [one for one in field.subfields if one.code in "vxyz"]
        if not _has_own(marc, edit.replacement, divisions):
            marc.fields.insert(place, _own_subject(edit.replacement, divisions))
    return True


def _taken_out(marc: pymarc.Record, heading: str) -> list[tuple[int, Field]]:
    """Take the headings out that are this one; gives them with the places that they had among those that stay."""
    out: list[tuple[int, Field]] = []
    kept: list[Field] = []
    for field in marc.fields:
        if field.tag == "653":
            rest = [one for one in field.subfields if one.code != "a" or tidy(one.value or "") != heading]
            if len(rest) < len(field.subfields):
                out.append((len(kept), Field(tag="653", indicators=field.indicators, subfields=[])))
                if not any(one.code == "a" for one in rest):
                    continue
                field.subfields = rest
        elif field.tag in SUBJECT_TAGS and _heading(field) == heading:
            out.append((len(kept), field))
            continue
        kept.append(field)
    marc.fields = kept
    return out


# --- facts ----------------------------------------------------------------------------------------------------------


def _fact(kind: str, *, add: bool) -> Callable[[pymarc.Record, Edit], bool]:
    tag, indicators, code = FACT_FIELDS[kind]

    def apply(marc: pymarc.Record, edit: Edit) -> bool:
        own = [field for field in marc.get_fields(tag) if OWN in field.get_subfields("2")]
        having = [field for field in own if edit.value in (value.strip() for value in field.get_subfields(code))]
        if add:
            if having:
                return False
            subfields = [Subfield(code, edit.value), Subfield("2", OWN)]
            marc.add_ordered_field(Field(tag=tag, indicators=Indicators(*indicators), subfields=subfields))
            return True
        for field in having:
            _drop_value(marc, field, code, edit.value)
        return bool(having)

    return apply


def _drop_value(marc: pymarc.Record, field: Field, code: str, value: str) -> None:
    """Take a value out of a field, and the field out of the record where it holds no other."""
    field.subfields = [one for one in field.subfields if one.code != code or (one.value or "").strip() != value]
    if not any(one.code not in "2" for one in field.subfields):
        marc.remove_field(field)


def _add_country(marc: pymarc.Record, edit: Edit) -> bool:
    codes = [value.strip().upper() for field in marc.get_fields("043") for value in field.get_subfields("c")]
    if edit.value in codes:
        return False
    first = marc.get("043")
    if first is None:
        marc.add_ordered_field(Field(tag="043", indicators=Indicators(" ", " "), subfields=[Subfield("c", edit.value)]))
    else:
        first.subfields = [*first.subfields, Subfield("c", edit.value)]
    return True


def _remove_country(marc: pymarc.Record, edit: Edit) -> bool:
    having = [
        field
        for field in marc.get_fields("043")
        if edit.value in (value.strip().upper() for value in field.get_subfields("c"))
    ]
    for field in having:
        field.subfields = [
            one for one in field.subfields if one.code != "c" or (one.value or "").strip().upper() != edit.value
        ]
        if not field.subfields:
            marc.remove_field(field)
    return bool(having)


# --- fields ---------------------------------------------------------------------------------------------------------


def _replace_text(marc: pymarc.Record, edit: Edit) -> bool:
    is_changed = False
    for field in marc.get_fields(edit.tag):
        if field.control_field:
            continue
        subfields = [
            Subfield(code, value.replace(edit.value, edit.replacement))
            if value and edit.code in ("", code)
            else Subfield(code, value)
            for code, value in field.subfields
        ]
        if subfields != list(field.subfields):
            is_changed = True
            field.subfields = [one for one in subfields if one.value]
            if not field.subfields:
                marc.remove_field(field)
    return is_changed


class ContentError(ValueError):
    """What was typed is no field: indicators and at least one subfield are wanted."""


def field_of(tag: str, content: str) -> Field:
    """The field that a cataloguer types as "10$aTitle :$bremainder"; blanks of indicators may be typed as # or \\.

    Raises ContentError.
    """
    head, *parts = content.strip("\r\n").split("$")
    head = head.replace("#", " ").replace("\\", " ")
    if not head.strip():
        head = head[:2]  # blanks between the indicators and the first subfield
    indicators = head.rstrip().ljust(2) if len(head.rstrip()) <= 2 else head
    subfields = [Subfield(part[0], part[1:].strip()) for part in parts if len(part) > 1 and part[1:].strip()]
    is_code = all(one.code.isascii() and (one.code.isdigit() or one.code.islower()) for one in subfields)
    if len(indicators) != 2 or not indicators.isascii() or not subfields or not is_code:
        raise ContentError(content[:60])
    return Field(tag=tag, indicators=Indicators(*indicators), subfields=subfields)


def _add_field(marc: pymarc.Record, edit: Edit) -> bool:
    made = field_of(edit.tag, edit.content)
    same = (field for field in marc.get_fields(edit.tag) if not field.control_field)
    if any(one.subfields == made.subfields and one.indicators == made.indicators for one in same):
        return False
    marc.add_ordered_field(made)
    return True


def _remove_field(marc: pymarc.Record, edit: Edit) -> bool:
    """Fields with the tag, or only those that hold a text."""
    out = [
        field
        for field in marc.get_fields(edit.tag)
        if not field.control_field and any(edit.value in (value or "") for _, value in field.subfields)
    ]
    for field in out:
        marc.remove_field(field)
    return bool(out)


_OPERATIONS: dict[str, Callable[[pymarc.Record, Edit], bool]] = {
    "add-subject": _add_subject,
    "replace-subject": _replace_subject,
    "remove-subject": _remove_subject,
    **{f"add-{kind}": _fact(kind, add=True) for kind in FACT_FIELDS},
    **{f"remove-{kind}": _fact(kind, add=False) for kind in FACT_FIELDS},
    "add-country": _add_country,
    "remove-country": _remove_country,
    "replace-text": _replace_text,
    "add-field": _add_field,
    "remove-field": _remove_field,
}

NAMES = (*_OPERATIONS, *STATES)
"""The codes of all operations."""


# --- what is different ------------------------------------------------------------------------------------------------


def lines(record: Record) -> list[str]:
    """The fields of a record as cataloguers read them: tag, indicators, subfields."""
    found = []
    for field in record.marc.fields:
        if field.control_field:
            found.append(f"{field.tag} {field.data or ''}")
        else:
            signs = f"{field.indicator1}{field.indicator2}".replace(" ", "#")
            found.append(f"{field.tag} {signs} " + " ".join(f"${code} {value}" for code, value in field.subfields))
    return found


def differences(before: Record, after: Record) -> list[tuple[str, str]]:
    """Lines that go ("-") and that come ("+"), in the order of the record."""
    import difflib

    found = []
    for line in difflib.ndiff(lines(before), lines(after)):
        if line[:1] in "-+":
            found.append((line[0], line[2:]))
    return found
