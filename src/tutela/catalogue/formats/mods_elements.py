"""Elements of MODS: titles, names, and how the fields of a record become elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from pymarc import Field, Indicators

from tutela.catalogue.formats.xml_text import legal
from tutela.catalogue.record import Record, tidy

MODS = "http://www.loc.gov/mods/v3"


def add(parent: Any, name: str, text: str | None = None, **attributes: str) -> Any:
    """A child element; attributes that are empty are left out."""
    child = etree.SubElement(parent, f"{{{MODS}}}{name}")
    for key, value in attributes.items():
        if value:
            child.set(key.rstrip("_"), legal(value))
    if text is not None:
        child.text = legal(text)
    return child


def values(one: Field, codes: str) -> list[str]:
    """The subfields with these codes, without the punctuation that leads over to the next."""
    return [found for code, value in one.subfields if code in codes and value and (found := tidy(value))]


def text_of(one: Field, codes: str) -> str:
    """The subfields with these codes as one text."""
    return tidy(" ".join(value for code, value in one.subfields if code in codes and value))


def fields(record: Record, *tags: str) -> Iterator[tuple[Field, str]]:
    """The fields with these tags, and those in another script that belong to them; with the number that links them."""
    for one in record.fields(*tags):
        yield one, _link(one)
    for one in record.fields("880"):
        linked = (one.get("6") or "")[:3]
        if linked in tags:
            yield (
                Field(linked, Indicators(one.indicator1 or " ", one.indicator2 or " "), list(one.subfields)),
                _link(one),
            )


def _link(one: Field) -> str:
    found = re.match(r"\w{3}-(\d\d)", one.get("6") or "")
    return found[1] if found and found[1] != "00" else ""


def authority(one: Field) -> str:
    """The vocabulary of a heading: its second indicator, or $2."""
    known = {"0": "lcsh", "1": "lcshac", "2": "mesh", "3": "nal", "5": "csh", "6": "rvm"}
    return known.get(one.indicator2 or "", "") or next(iter(values(one, "2")), "")


def address(one: Field) -> str:
    """The address of a heading or an agent ($0, $1)."""
    return next((value for value in values(one, "01") if "://" in value), "")


def title_info(parent: Any, one: Field, codes: str, link: str = "", skip: str = "", **attributes: str) -> Any:
    """A title with its parts; ``skip`` the number of characters that sorting leaves out."""
    main = text_of(one, codes)
    if not main and not values(one, "np"):
        return None
    element = add(parent, "titleInfo", altRepGroup=link, **attributes)
    left_out = int(skip) if skip.isdigit() else 0
    if 0 < left_out < len(main):
        add(element, "nonSort", main[:left_out])
        main = main[left_out:]
    add(element, "title", main)
    if "b" not in codes and (rest := text_of(one, "b")):
        add(element, "subTitle", rest)
    for code, name in (("n", "partNumber"), ("p", "partName")):
        if part := ", ".join(values(one, code)):
            add(element, name, part)
    return element


_NAMES = {"00": "personal", "10": "corporate", "11": "conference"}


def name(parent: Any, one: Field, link: str = "", **attributes: str) -> Any:
    """A person, body or meeting with its roles."""
    kind = "family" if one.tag[1:] == "00" and one.indicator1 == "3" else _NAMES[one.tag[1:]]
    element = add(parent, "name", type_=kind, altRepGroup=link, valueURI=address(one), **attributes)
    if kind in ("personal", "family"):
        add(element, "namePart", text_of(one, "aq"))
        for codes, of in (("bc", "termsOfAddress"), ("d", "date")):
            if text := text_of(one, codes):
                add(element, "namePart", text, type_=of)
    else:
        for value in values(one, "ab" if kind == "corporate" else "aqe"):
            add(element, "namePart", value)
        if rest := text_of(one, "cdn"):
            add(element, "namePart", rest)
    text_code = "j" if kind == "conference" else "e"
    for code, value in one.subfields:
        if value and code in (text_code, "4"):
            is_code = code == "4"  # or the address that ends in it
            text = tidy(value).rpartition("/")[2] if is_code else tidy(value).rstrip(".")
            vocabulary = "marcrelator" if is_code else ""
            add(add(element, "role"), "roleTerm", text, type_="code" if is_code else "text", authority=vocabulary)
    for value in values(one, "u"):
        add(element, "affiliation", value)
    return element
