"""Areas 1 to 6 of an ISBD: title, edition, material specific, publication, material description, series.

Each function gives the texts of one area, without the punctuation that precedes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile

from pymarc import Field

from tutela.catalogue.punctuation import bare_of, element, joined, statement, without_marks, without_stop
from tutela.catalogue.record import Record

Parts = list[tuple[str, str]]


def parts_of(field: Field, codes: str) -> Parts:
    """The subfields of these codes that hold something, in the order of the field."""
    return [(code, value) for code, value in field.subfields if code in codes and value and value.strip()]


def once(texts: Iterable[str]) -> Iterable[str]:
    """The texts that are not empty, each once."""
    return dict.fromkeys(filter(None, texts))


# --- area 1 -------------------------------------------------------------------------------------------------------

_TITLE = {
    "a": ". ", "b": " : ", "c": " / ", "f": ", ", "g": ", ", "h": " ", "k": " : ", "n": ". ", "p": ". ", "s": ". ",
    "P": ", ", "C": " ; ", "=": " = ",
}  # fmt: skip
_TITLE_OWN = {"a": ";=", "b": "=;:", "n": ":=", "p": "=:,", "c": "=", "k": ","}


def title(record: Record) -> Iterator[str]:
    """Title and statement of responsibility (245)."""
    for field in record.fields("245"):
        yield statement(_title_parts(record, field), _TITLE, _TITLE_OWN)


def _title_parts(record: Record, field: Field) -> Parts:
    """The subfields of the title; the general material designation after the title proper and in brackets."""
    parallel = {
        _folded(value) for one in record.fields("246") if one.indicator2 == "1" for _code, value in parts_of(one, "a")
    }
    parts: Parts = []
    designations: Parts = []
    before = ""
    for code, value in parts_of(field, "abcfghknps"):
        mark = code
        if code == "h":
            # What leads over to the next element stands behind the brackets.
            text = without_stop(without_marks(value))
            designations.append(("h", value if "[" in text else value.replace(text, f"[{text}]")))
            continue
        if code == "p" and before == "n":
            mark = "P"  # the name of a part after its number
        elif code == "c" and before == "c":
            mark = "C"  # each statement of responsibility in a subfield of its own
        elif code == "b" and _folded(value) in parallel:
            mark = "="
        parts.append((mark, value))
        before = code
    place = len(list(takewhile(lambda part: part[0] in "akfnpP", parts)))
    return [*parts[:place], *designations, *parts[place:]]


def _folded(text: str) -> str:
    return element(text).casefold()


# --- area 2 -------------------------------------------------------------------------------------------------------


def edition(record: Record) -> Iterator[str]:
    """Edition (250), additional statements after a comma."""
    text = ""
    for field in record.fields("250"):
        one = statement(parts_of(field, "ab"), {"a": ", ", "b": " / "}, {"a": "=;", "b": "=,:;"})
        text = joined(text, ", ", one)
    yield text


# --- area 3 -------------------------------------------------------------------------------------------------------


def specific(record: Record) -> Iterator[str]:
    """Scale and coordinates of maps (255), format of music (254), numbering of serials (362)."""
    for field in record.fields("255"):
        text = statement(parts_of(field, "ab"), {"a": " ; ", "b": " ; "})
        inner = statement(
            [(code, bare_of(element(value), "()")) for code, value in parts_of(field, "cdefg")],
            {"c": " ; ", "d": " ; ", "e": " ; ", "f": " ; ", "g": " ; "},
        )
        yield joined(text, " ", f"({inner})" if inner else "")
    for field in record.fields("254"):
        yield statement(parts_of(field, "a"), {"a": " = "})
    numbering = ""
    for field in record.fields("362"):
        if field.indicator1 != "1":
            numbering = joined(numbering, " ; ", statement(parts_of(field, "a"), {"a": " ; "}, {"a": "="}))
    yield numbering


# --- area 4 -------------------------------------------------------------------------------------------------------

_NAMED = {"a": " ; ", "b": " : ", "c": ", "}
_NAMED_OWN = {"a": "=,", "b": ";=,", "c": ";="}
_MADE = {"e": " ; ", "f": " : ", "g": ", "}
_MADE_OWN = {"f": ";,", "g": ":"}


def publication(record: Record) -> Iterator[str]:
    """Publication, production and distribution (260, 264), the manufacture in parentheses."""
    by_kind: dict[str, list[Field]] = {}
    for field in record.fields("264"):
        by_kind.setdefault((field.indicator2 or " ").strip() or "1", []).append(field)
    published = [*record.fields("260"), *by_kind.get("1", []), *by_kind.get("0", []), *by_kind.get("2", [])]
    text = ""
    for names, date in _dated(published):
        text = joined(text, " ; ", joined(" ; ".join(names), ", ", date))
    for field in by_kind.get("4", []):
        text = joined(text, ", ", statement(parts_of(field, "c"), _NAMED))
    made = [statement(parts_of(field, "efg"), _MADE, _MADE_OWN) for field in published]
    made += [statement(parts_of(field, "abc"), _NAMED, _NAMED_OWN) for field in by_kind.get("3", [])]
    for one in once(made):
        text = joined(text, " ", f"({bare_of(one, '()')})")
    yield text


def _dated(published: Iterable[Field]) -> list[tuple[list[str], str]]:
    """Places and names with their date; those that have the same or none stand together before it."""
    groups: list[tuple[list[str], str]] = []
    for field in published:
        named = statement(parts_of(field, "ab"), _NAMED, _NAMED_OWN)
        date = statement(parts_of(field, "c"), _NAMED, _NAMED_OWN)
        if groups and (not date or not groups[-1][1] or date == groups[-1][1]):
            names, before = groups.pop()
            groups.append(([*names, named] if named else names, before or date))
        elif named or date:
            groups.append(([named] if named else [], date))
    return groups


# --- area 5 -------------------------------------------------------------------------------------------------------

_EXTENT = {"a": " + ", "b": " : ", "c": " ; ", "e": " + ", "f": " ", "g": " "}
_EXTENT_OWN = {"a": ";:,", "b": ";,+", "c": ",+", "e": ":"}


def material(record: Record) -> Iterator[str]:
    """Material description (300), one text for each carrier that the record describes by itself."""
    for field in record.fields("300"):
        parts: Parts = []
        for code, value in parts_of(field, "abcefg"):
            if parts and parts[-1][1].endswith((" and", " et", " y", " und")):
                value = f"{parts.pop()[1]} {value}"  # "2 cassettes, and" "1 transcript"
            parts.append((code, value))
        yield statement(parts, _EXTENT, _EXTENT_OWN)


# --- area 6 -------------------------------------------------------------------------------------------------------

_SERIES = {"a": ". ", "b": " : ", "n": ". ", "p": ". ", "P": ", ", "t": ". ", "v": " ; ", "x": ", "}
_SERIES_OWN = {"a": "=:", "b": "=", "p": "=", "v": "=", "x": ""}


def series(record: Record) -> Iterator[str]:
    """Series (490, 440; else the headings 8XX), each in parentheses, with a blank between them."""
    shown = list(record.fields("490", "440"))
    texts = [statement(_series_parts(field, "abnpvx"), _SERIES, _SERIES_OWN) for field in shown]
    if not any(texts):
        headings = [(field, "anpvx") for field in record.fields("830")]
        headings += [(field, "tnpvx") for field in record.fields("800", "810", "811")]
        texts = [statement(_series_parts(*heading), _SERIES, _SERIES_OWN) for heading in headings]
    yield " ".join(f"({bare_of(text, '()')})" for text in once(texts))


def _series_parts(field: Field, codes: str) -> Parts:
    parts: Parts = []
    for code, value in parts_of(field, codes):
        if code == "x":
            number = element(value).removeprefix("ISSN").strip()
            value = value.replace(element(value), f"ISSN {number}")
        parts.append(("P" if code == "p" and parts and parts[-1][0] == "n" else code, value))
    return parts
