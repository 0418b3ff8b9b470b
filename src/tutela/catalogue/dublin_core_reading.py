"""Simple Dublin Core (oai_dc), as repositories give it to harvesters, converted to MARC 21.

After the Library of Congress, "Dublin Core to MARC Crosswalk" (unqualified), with these refinements: a name with a
comma is that of a person, others stay uncontrolled (720); identifiers are told apart by their form (ISBN, ISSN, DOI, UN
document symbol, address); a language is given by its code where it is one or has an English, French or Spanish name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Any

import pymarc
from babel import Locale
from pymarc import Field, Indicators, Subfield
from stdnum import isbn, issn

from tutela.catalogue.codes import language_of
from tutela.catalogue.record import Record

NAMESPACE = "http://purl.org/dc/elements/1.1/"
ELEMENTS = (
    "title", "creator", "subject", "description", "publisher", "contributor", "date", "type", "format", "identifier",
    "source", "language", "relation", "coverage", "rights",
)  # fmt: skip

_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*|info:doi/)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_URN = re.compile(r"urn:(isbn|issn):(.+)|(isbn|issn)[\s:]+(.+)", re.IGNORECASE)
_SYMBOL = re.compile(r"(?:[A-Z]{1,10}(?:\.\d+)?/){1,3}[A-Z0-9.\-/()]*\d[A-Z0-9.\-/()]*")
_TYPES = {
    "stillimage": "k", "image": "k", "movingimage": "g", "sound": "i", "software": "m", "dataset": "m",
    "interactiveresource": "m", "physicalobject": "r", "collection": "p",
}  # fmt: skip
_SHORT = {
    "en": "eng", "fr": "fre", "es": "spa", "ar": "ara", "zh": "chi", "ru": "rus", "pt": "por", "de": "ger",
    "it": "ita", "nl": "dut", "ja": "jpn",
}  # fmt: skip


class NotDublinCoreError(ValueError):
    """An element that holds no Dublin Core, or no title."""


def record_of_dc(element: Any) -> Record:
    """The record that an element with Dublin Core elements in it describes. Raises NotDublinCoreError."""
    values = _values(element)
    if not values:
        raise NotDublinCoreError("no elements of Dublin Core")
    if not values.get("title"):
        raise NotDublinCoreError("no title")
    return convert(values)


def _values(element: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for child in element.iter():
        if not isinstance(child.tag, str):
            continue
        name = child.tag.rpartition("}")[2].lower()
        text = " ".join("".join(child.itertext()).split())
        if name in ELEMENTS and text and text not in found[name]:
            found[name].append(text)
    return {name: texts for name, texts in found.items() if texts}


def convert(values: Mapping[str, list[str]]) -> Record:
    """A record of these values of the fifteen elements. There is at least one title."""
    languages = list(dict.fromkeys(filter(None, map(_language, values.get("language", ())))))
    marc = pymarc.Record(leader=f"     n{_kind(values)}m a22     3u 4500")
    fields = [
        Field(tag="008", data=_coded(values, languages)),
        *_identified(values),
        *_languages(values, languages),
        *_named(values),
        *_described(values),
    ]
    marc.add_field(*sorted(fields, key=lambda field: field.tag))  # type: ignore[no-untyped-call]
    return Record(marc)


def _kind(values: Mapping[str, list[str]]) -> str:
    """Type of record (leader 06) by the DCMI Type Vocabulary; language material where it is not told."""
    found = (_TYPES.get(re.sub(r"\W", "", one).lower()) for one in values.get("type", ()))
    return next(filter(None, found), "a")


def _coded(values: Mapping[str, list[str]], languages: list[str]) -> str:
    years = [found[0] for one in values.get("date", ()) if (found := _YEAR.search(one))]
    date = f"s{min(years)}    " if years else "n" + "u" * 8
    return f"      {date}xx            000 0 {languages[0] if languages else 'und'} d".ljust(40)[:40]


def _identified(values: Mapping[str, list[str]]) -> list[Field]:
    fields = []
    for one in values.get("identifier", ()):
        if found := _URN.fullmatch(one):
            kind, value = (found[1] or found[3]).lower(), (found[2] or found[4]).strip()
            fields.append(_field("020" if kind == "isbn" else "022", "  ", ("a", value)))
        elif found := _DOI.fullmatch(one):
            fields.append(_field("024", "7 ", ("a", found[1]), ("2", "doi")))
        elif _ADDRESS.fullmatch(one):
            fields.append(_field("856", "40", ("u", one)))
        elif isbn.is_valid(one):
            fields.append(_field("020", "  ", ("a", one)))
        elif issn.is_valid(one):
            fields.append(_field("022", "  ", ("a", one)))
        elif _SYMBOL.fullmatch(one):
            fields.append(_field("191", "  ", ("a", one)))
        else:
            fields.append(_field("024", "8 ", ("a", one)))
    return fields


def _languages(values: Mapping[str, list[str]], codes: list[str]) -> list[Field]:
    fields = [_field("041", "  ", *(("a", code) for code in codes))] if codes else []
    unknown = [one for one in values.get("language", ()) if not _language(one)]
    return fields + [_field("546", "  ", ("a", one)) for one in unknown]


def _language(text: str) -> str:
    """The code of ISO 639-2/B; "" where it is none."""
    text = text.strip().lower().replace("_", "-")
    start = text.partition("-")[0]
    return _SHORT.get(start) or _named_languages().get(text) or language_of(start)


@cache
def _named_languages() -> dict[str, str]:
    names = {}
    for tag, code in _SHORT.items():
        for reader in ("en", "fr", "es"):
            names[str(Locale(reader).languages[tag]).lower()] = code
    return names


def _named(values: Mapping[str, list[str]]) -> list[Field]:
    fields: list[Field] = []
    for name in values.get("creator", ()):
        is_first = not any(field.tag == "100" for field in fields)
        fields.append(_name(name, "100" if is_first else "700"))
    for name in values.get("contributor", ()):
        fields.append(_name(name, "700", ("e", "contributor")))
    return fields


def _name(name: str, tag: str, *more: tuple[str, str]) -> Field:
    if "," in name:
        return _field(tag, "1 ", ("a", name), *more)
    return _field("720", "  ", ("a", name), *more)


def _described(values: Mapping[str, list[str]]) -> list[Field]:
    title, *others = values["title"]
    has_main = any("," in name for name in values.get("creator", ()))
    fields = [_field("245", f"{int(has_main)}0", ("a", title))]
    fields += [_field("246", "3 ", ("a", other)) for other in others]
    imprint = [("b", one) for one in values.get("publisher", ())] + [("c", one) for one in values.get("date", ())[:1]]
    if imprint:
        fields.append(_field("264", " 1", *imprint))
    for name, tag, indicators, code in (
        ("format", "300", "  ", "a"),
        ("description", "520", "  ", "a"),
        ("rights", "540", "  ", "a"),
        ("subject", "653", "  ", "a"),
        ("source", "786", "0 ", "n"),
        ("relation", "787", "0 ", "n"),
        ("coverage", "522", "  ", "a"),
    ):
        fields += [_field(tag, indicators, (code, one)) for one in values.get(name, ())]
    fields += [_field("655", " 7", ("a", one), ("2", "local")) for one in values.get("type", ())]
    return fields


def _field(tag: str, indicators: str, *pairs: tuple[str, str]) -> Field:
    return Field(
        tag=tag, indicators=Indicators(*indicators), subfields=[Subfield(code, value) for code, value in pairs]
    )
