"""Names (70X-72X) and subjects (60X, 610) of UNIMARC as entries of MARC 21."""

from __future__ import annotations

from collections.abc import Iterator

from pymarc import Field

from tutela.catalogue.punctuation import bare_of, without_marks, without_stop
from tutela.catalogue.record import Record
from tutela.catalogue.relators import relator_of
from tutela.catalogue.unimarc.given import Given, Parts, made, tables

_SOURCES = {"rameau": "ram", "lc": "lcsh", "lcsh": "lcsh"}
_DIVISIONS = {"x": "x", "y": "z", "z": "y", "j": "v"}


def _clean(value: str) -> str:
    return without_stop(without_marks(value))


def person(given: Given, record: Record) -> Iterator[Field]:
    """700-702, 720-722: a person, or a family."""
    tag: str = tables()["persons"][given.tag]
    if tag == "100" and _is_second(given, record):
        tag = "700"
    is_family = given.tag[1] == "2"
    parts = _person_parts(given)
    is_inverted = given.second == "1" or any("," in value for code, value in parts if code == "a")
    kind = "3" if is_family else "1" if is_inverted else "0"
    yield made(tag, f"{kind}#", [*_with_commas(parts), *_roles(given)])


def _person_parts(given: Given) -> Parts:
    """Entry element and the rest of the name in one, then numeration, other words, fuller form and dates."""
    entry = ", ".join(filter(None, map(_clean, given.values("a"))))
    rest = " ".join(map(_clean, given.values("b")))
    name = entry if not rest else f"{entry}, {rest}" if given.second != "0" else f"{entry} {rest}"
    parts = [("a", name)]
    parts += [("b", _clean(value)) for value in given.values("d")]
    parts += [("c", _clean(value)) for value in given.values("c")]
    parts += [("q", f"({bare_of(_clean(value), '()')})") for value in given.values("g")]
    parts += [("d", _clean(bare_of(value, "()"))) for value in given.values("f")]
    return parts


def _with_commas(parts: Parts) -> Parts:
    """A name with a comma before its dates and other words, as headings of MARC 21 have them."""
    found: Parts = []
    for code, value in parts:
        if found and code in "cd" and value[:1] != "(":
            before_code, before = found.pop()
            found.append((before_code, f"{before},"))
        found.append((code, value))
    return found


def _roles(given: Given) -> Parts:
    """What they did: a code of the MARC list where the number is known, else what is given; then the other numbers."""
    known: dict[str, str] = tables()["relators"]
    parts: Parts = []
    for value in given.values("4"):
        bare = _clean(value)
        if bare in known:
            parts.append(("4", known[bare]))
        elif relator_of(bare) == bare.casefold():
            parts.append(("4", bare.casefold()))
        else:
            parts.append(("e", bare))
    parts += [("u", value) for value in given.values("p")]
    parts += [("0", value) for value in given.values("3o")]
    return parts


def _is_second(given: Given, record: Record) -> bool:
    """Whether the record names somebody else as the main entry before."""
    first = next(iter(record.fields("700", "710", "720")), None)
    return first is not None and (first.tag != given.tag or Given(first).parts_given != given.parts_given)


def body(given: Given, record: Record) -> Iterator[Field]:
    """710-712: a body, or a meeting."""
    tag: str = tables()["bodies"][given.tag]
    if tag == "110" and _is_second(given, record):
        tag = "710"
    is_meeting = given.first == "1"
    parts = _body_parts(given, is_meeting=is_meeting)
    roles = [("j" if is_meeting and code == "e" else code, value) for code, value in _roles(given)]
    kind = given.second if given.second in "012" else "2"
    yield made(f"{tag[:2]}1" if is_meeting else tag, f"{kind}#", [*parts, *roles])


def _body_parts(given: Given, *, is_meeting: bool) -> Parts:
    """Name and subdivisions after full stops; number, date and place of a meeting in parentheses."""
    parts: Parts = []
    for code, value in given.parts("abcgh"):
        text = _clean(value)
        if code == "c" and parts:
            before_code, before = parts.pop()
            parts.append((before_code, f"{before} ({bare_of(text, '()')})"))
        elif parts:
            before_code, before = parts.pop()
            parts.append((before_code, before if before.endswith(".") else f"{before}."))
            parts.append(("e" if is_meeting else "b", text))
        else:
            parts.append(("a", text))
    held = [
        (new, _clean(bare_of(value, "()")))
        for old, new in (("d", "n"), ("f", "d"), ("e", "c"))
        for value in given.values(old)
    ]
    if held:
        (first_code, first), *more = held
        held = [(first_code, f"({first}"), *more]
        held = [(code, f"{value} :") for code, value in held[:-1]] + [(held[-1][0], f"{held[-1][1]})")]
    return parts + held


def subject(given: Given, _record: Record) -> Iterator[Field]:
    """600-608: a heading with its subdivisions and its source."""
    if given.tag in ("600", "602"):
        tag, kind, parts = "600", "3" if given.tag == "602" else "1", _with_commas(_person_parts(given))
        if given.tag == "600" and not any("," in value for code, value in parts if code == "a"):
            kind = "0"
    elif given.tag == "601":
        is_meeting = given.first == "1"
        tag, kind = ("611" if is_meeting else "610"), (given.second if given.second in "012" else "2")
        parts = _body_parts(given, is_meeting=is_meeting)
    else:
        tag = {"605": "630", "606": "650", "607": "651", "608": "655"}[given.tag]
        kind = "0" if tag == "630" else "#"
        parts = [("a", _clean(value)) for value in given.values("a")[:1]]
    parts += [("t", _clean(value)) for value in given.values("t")]
    parts += [(_DIVISIONS[code], _clean(value)) for code, value in given.parts("xyzj")]
    source = given.value("2").lower()
    named = _SOURCES.get(source, source)
    parts += [("0", value) for value in given.values("3")]
    second = {"": "4", "lcsh": "0", "mesh": "2"}.get(named, "7")
    if second == "7":
        parts.append(("2", named))
    yield made(tag, f"{kind}{second}", parts)


def free_terms(given: Given, _record: Record) -> Iterator[Field]:
    """610: terms of no vocabulary."""
    yield made("653", "##", [("a", _clean(value)) for value in given.values("a")])
