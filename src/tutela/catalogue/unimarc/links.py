"""Links of UNIMARC to other resources (4XX) as linking fields of MARC 21.

A link holds either whole fields, each after $1, or subfields of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from pymarc import Field

from tutela.catalogue.punctuation import element, joined, without_marks, without_stop
from tutela.catalogue.record import Record
from tutela.catalogue.unimarc.given import Given, Parts, made, plain, tables

_OWN = {
    "a": "a", "t": "t", "c": "place", "n": "publisher", "d": "date", "e": "b", "v": "g", "p": "g", "x": "x", "y": "z",
    "0": "w", "3": "w", "u": "url", "h": "number", "i": "part",
}  # fmt: skip
_EMBEDDED = {
    "001 ": "w", "200a": "t", "200e": "t:", "200h": "number", "200i": "part", "200v": "g", "205a": "b", "210a": "place",
    "210c": "publisher", "210d": "date", "214a": "place", "214c": "publisher", "214d": "date", "010a": "z",
    "011a": "x", "700a": "a", "700b": "a,", "710a": "a", "856u": "url", "500a": "t",
}  # fmt: skip


def series_heading(given: Given, _record: Record) -> Iterator[Field]:
    """410: the series as a heading."""
    found = _told(given)
    title = _title(found)
    if title:
        parts = [("a", f"{title} ;" if "g" in found else title), ("v", found.get("g", "")), ("x", found.get("x", ""))]
        yield made("830", "#0", [*parts, ("w", found.get("w", ""))])


def link(given: Given, record: Record) -> Iterator[Field]:
    """The other links. Of a set described as a whole the levels below are its parts, else the level above is the
    host."""
    tag, second = tables()["links"][given.tag].split(" ")
    if given.tag in ("462", "463") and record.leader[8:9] == "1":
        tag = "774"
    found = _told(given)
    imprint = " : ".join(filter(None, (found.get("place", ""), found.get("publisher", ""))))
    imprint = joined(imprint, ", ", found.get("date", ""))
    parts = [("a", found.get("a", "")), ("t", _title(found)), ("b", found.get("b", "")), ("d", imprint)]
    parts += [("g", found.get("g", "")), ("x", found.get("x", "")), ("z", found.get("z", ""))]
    parts += [("o", found.get("url", "")), ("w", found.get("w", ""))]
    if any(value for _code, value in parts):
        yield made(tag, f"0{second}", parts)


def _title(found: dict[str, str]) -> str:
    title = joined(found.get("t", ""), ". ", found.get("number", ""))
    return joined(title, ", " if found.get("number") else ". ", found.get("part", ""))


def _told(given: Given) -> dict[str, str]:
    """What the link says of the other resource, by what it becomes."""
    found: dict[str, str] = {}
    for name, value in _named(given):
        text = without_stop(without_marks(value))
        if name == "t:":
            found["t"] = joined(found.get("t", ""), " : ", text)
        elif name == "a,":
            found["a"] = joined(found.get("a", ""), ", ", text)
        elif name == "g":
            found["g"] = joined(found.get("g", ""), ", ", text)
        else:
            found.setdefault(name, text)
    return found


def _named(given: Given) -> Parts:
    if not any(code == "1" for code, _value in given.parts_given):
        return [(_OWN[code], value) for code, value in given.parts("".join(_OWN))]
    named: Parts = []
    tag = ""
    for code, value in given.all_parts():
        if code != "1":
            if f"{tag}{code}" in _EMBEDDED:
                named.append((_EMBEDDED[f"{tag}{code}"], value))
            continue
        tag = value[:3]
        if tag == "001":
            named.append(("w", element(plain(value[3:]))))
    return named
