"""MARCXML exactly as its schema has it (MARC21slim.xsd 1.2), for other catalogues, some of which check.

What the catalogue keeps may be odd: it is kept as it came. Here a character that the schema does not know in a place of
the leader, an indicator or a code of a subfield becomes the one that says nothing; control fields stand first; a field
that MARC has no place for is left out.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from tutela.catalogue.marcxml import NAMESPACE, element_of
from tutela.catalogue.record import Record

_LEADER = (
    ("[0-9 ]",) * 5
    + ("[0-9A-Za-z ]", "[0-9A-Za-z]")
    + ("[0-9A-Za-z ]",) * 3
    + ("[2 ]",) * 2
    + (("[0-9 ]",) * 5 + ("[0-9A-Za-z ]",) * 3)
)
_PLACES = [re.compile(pattern) for pattern in _LEADER]
_NOTHING = "     nam         "
_CONTROL = re.compile(r"00[1-9A-Za-z]")
_DATA = re.compile(r"0[1-9A-Z][0-9A-Z]|0[1-9a-z][0-9a-z]|[1-9A-Z][0-9A-Z]{2}|[1-9a-z][0-9a-z]{2}")
_INDICATOR = re.compile(r"[0-9a-z ]")
_CODE = re.compile(r"[0-9A-Za-z!\"#$%&'()*+,\-./:;<=>?{}_^`~\[\]\\]")


def element(record: Record) -> Any:
    """The element <record> of MARC21slim."""
    root = element_of(record)
    control, data = [], []
    for child in list(root):
        name = etree.QName(child).localname
        if name == "leader":
            child.text = _leader(child.text or "")
            continue
        root.remove(child)
        if name == "controlfield" and _CONTROL.fullmatch(child.get("tag", "")):
            control.append(child)
        elif name == "datafield" and _DATA.fullmatch(child.get("tag", "")) and len(child):
            data.append(_data_field(child))
    root.extend([*control, *data])
    return root


def _leader(text: str) -> str:
    text = text.ljust(24)[:24]
    places = [
        character if pattern.fullmatch(character) else nothing
        for character, pattern, nothing in zip(text, _PLACES, _NOTHING.ljust(20), strict=False)
    ]
    return "".join(places) + "4500"


def _data_field(field: Any) -> Any:
    for name in ("ind1", "ind2"):
        value = field.get(name, " ")
        if not _INDICATOR.fullmatch(value):
            field.set(name, value.lower() if _INDICATOR.fullmatch(value.lower()) else " ")
    for subfield in field:
        if not _CODE.fullmatch(subfield.get("code", "")):
            subfield.set("code", "-")
    return field


def canonical(record: Record) -> bytes:
    """The record as the bytes of that element, in which lengths and offsets of the leader do not count: by this the
    same record is known at both ends of a harvest."""
    root = element(record)
    leader = root.find(f"{{{NAMESPACE}}}leader")
    if leader is not None:
        leader.text = " " * 5 + leader.text[5:12] + " " * 5 + leader.text[17:]
    data: bytes = etree.tostring(root, method="c14n")
    return data
