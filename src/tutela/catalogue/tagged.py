"""The MARC view: a record as cataloguers read and type it, field by field.

The text form has a line a field: ``LDR`` and control fields with their characters, others as
``245 10 $a Title : $b rest``. A blank is #, \\ or a space; what a line cannot show has a name in braces: {dollar},
{lcub}, {rcub}, {num} (#), {bsol} (\\), {blank} at the end of a value, {tab}, {newline}, {return}.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import pymarc
from pymarc import Field, Subfield

from tutela.catalogue.record import Record
from tutela.catalogue.wording import has_word, word

BLANK = "#"


class TaggedField(NamedTuple):
    """A line of the view. ``indicators`` are two signs, # for a blank, and "" for the leader and control fields, whose
    characters are ``data``, blanks as #. ``name`` is that of the field in the reader's language, "" for a local one."""

    tag: str
    indicators: str
    subfields: tuple[Subfield, ...]
    data: str
    name: str


def tagged(record: Record, language: str) -> list[TaggedField]:
    """The fields of a record, the leader first, the others in the order of the record."""
    lines = [TaggedField("LDR", "", (), record.leader.replace(" ", BLANK), field_name("LDR", language))]
    for field in record.marc.fields:
        name = field_name(field.tag, language)
        if field.control_field:
            lines.append(TaggedField(field.tag, "", (), (field.data or "").replace(" ", BLANK), name))
        else:
            subfields = tuple(Subfield(code, value or "") for code, value in field.subfields)
            lines.append(TaggedField(field.tag, _indicators(field), subfields, "", name))
    return lines


def field_name(tag: str, language: str) -> str:
    """The name of a field in "en", "fr" or "es"; "" for a tag that has none in common use."""
    return word("marc_fields", tag, language) if has_word("marc_fields", tag) else ""


def _indicators(field: Field) -> str:
    return "".join(sign or " " for sign in (field.indicator1, field.indicator2)).replace(" ", BLANK)


# --- text ---------------------------------------------------------------------------------------------------------

_NAMES = {
    "$": "{dollar}", "{": "{lcub}", "}": "{rcub}", "\t": "{tab}", "\n": "{newline}", "\r": "{return}",
}  # fmt: skip
_FIXED_NAMES = _NAMES | {" ": BLANK, BLANK: "{num}", "\\": "{bsol}"}
_VALUE = str.maketrans(_NAMES)
_FIXED = str.maketrans(_FIXED_NAMES)
SIGNS = {
    **{name: sign for sign, name in _NAMES.items()}, "{num}": "#", "{bsol}": "\\", "{blank}": " ",
}  # fmt: skip
"""What the names in braces stand for."""


def to_tagged_text(record: Record | pymarc.Record) -> str:
    """The record as text that ``parse_tagged`` reads, with a line break after each line."""
    marc = record.marc if isinstance(record, Record) else record
    lines = [f"LDR {str(marc.leader).translate(_FIXED)}"]
    for field in marc.fields:
        if field.control_field:
            lines.append(f"{field.tag} {(field.data or '').translate(_FIXED)}")
        else:
            subfields = " ".join(f"${code} {_edges(value or '')}" for code, value in field.subfields)
            lines.append(f"{field.tag} {_indicators(field)} {subfields}")
    return "\n".join(lines) + "\n"


_AT_AN_EDGE = re.compile(r"^\s+|\s+$")


def _edges(value: str) -> str:
    """A value for a line: blanks at its beginning and end, which cannot be seen, by name."""
    return _AT_AN_EDGE.sub(lambda match: match.group().replace(" ", "{blank}"), value.translate(_VALUE))
