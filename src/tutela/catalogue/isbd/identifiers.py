"""Area 8 of an ISBD: standard and other numbers, qualifications in parentheses, terms of availability after a colon."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pymarc import Field
from stdnum import isbn

from tutela.catalogue.isbd.areas import once, parts_of
from tutela.catalogue.punctuation import bare_of, element, joined, without_marks
from tutela.catalogue.record import Record
from tutela.catalogue.wording import word

_NUMBER = re.compile(r"(?P<number>[\d][\d -]{6,15}[\dXx]|\S+)\s*:?\s*(?P<rest>.*)", re.DOTALL)
_KINDS = {"0": "ISRC", "1": "UPC", "2": "ISMN", "3": "EAN", "4": "SICI"}
_SOURCES = {"doi": "DOI", "hdl": "Handle", "urn": "URN", "uri": "URI", "isni": "ISNI", "ark": "ARK", "ismn": "ISMN"}


def identifiers(record: Record, language: str) -> list[str]:
    """The texts of area 8, one an identifier."""
    return list(once(_identifiers(record, language)))


def _identifiers(record: Record, language: str) -> Iterator[str]:
    for field in record.fields("191", "086", "088", "027"):
        for _code, value in parts_of(field, "a"):
            yield element(value)
    for field in record.fields("020"):
        yield from _numbered(field, "ISBN", language)
    keys = [element(value) for field in record.fields("222") for _code, value in parts_of(field, "a")]
    for field in record.fields("022"):
        for text in _numbered(field, "ISSN", language):
            key = keys.pop(0) if keys and not text.endswith(")") else ""
            yield joined(text, " = ", key)
    for field in record.fields("024"):
        source = next((value for code, value in field.subfields if code == "2"), "").lower()
        is_symbol = source in ("undocs", "symbol")
        label = _SOURCES.get(source, "" if is_symbol else source.upper()) or _KINDS.get(field.indicator1 or "", "")
        yield from _numbered(field, label, language)
    for field in record.fields("028"):
        label = element(" ".join(value for _code, value in parts_of(field, "b")))
        introduced = word("isbd", "plate" if field.indicator1 == "2" else "publisher-number", language)
        for _code, value in parts_of(field, "a"):
            yield f"{introduced}: {joined(label, ' ', element(value))}"
    for field in record.fields("037"):
        number = element(" ".join(value for _code, value in parts_of(field, "a")))
        source = element(" ".join(value for _code, value in parts_of(field, "b")))
        text = joined(number, " (", f"{source})") if source and number else number
        terms = _terms(field)
        yield joined(
            f"{word('isbd', 'stock', language)}: {text}" if text else "", " " if terms[:1] == "(" else " : ", terms
        )


def _terms(field: Field) -> str:
    return element(" ; ".join(without_marks(value) for _code, value in parts_of(field, "c")))


def _numbered(field: Field, label: str, language: str) -> Iterator[str]:
    """The numbers of a field: valid ones, then those that are cancelled or wrong, marked as such."""
    texts: list[str] = []
    is_right: list[bool] = []
    qualified: list[list[str]] = []
    for code, value in parts_of(field, "azylbq"):
        text = without_marks(value)
        if code in "bq":
            if qualified:
                qualified[-1].append(bare_of(text, "()"))
            continue
        match = _NUMBER.fullmatch(text)
        if match is None or code == "l":
            continue
        rest = match["rest"].strip()
        texts.append(_hyphenated(match["number"].rstrip(".")) if label == "ISBN" else element(text))
        qualified.append([bare_of(rest, "()")] if rest and label == "ISBN" else [])
        is_right.append(code == "a")
    terms = _terms(field)
    for number, (text, more, right) in enumerate(zip(texts, qualified, is_right, strict=True)):
        if not right:
            more = [*more, word("isbd", "erroneous", language)]
        shown = f"{label} {text}".strip() + (f" ({' ; '.join(more)})" if more else "")
        is_last = number == len(texts) - 1
        yield joined(shown, " : ", terms) if terms and is_last else shown
    if terms and not texts:
        yield terms


def _hyphenated(number: str) -> str:
    """An ISBN with its hyphens; as it stands where it is none."""
    if "-" in number or " " in number or not isbn.is_valid(number):
        return number
    hyphenated: str = isbn.format(number)
    return hyphenated
