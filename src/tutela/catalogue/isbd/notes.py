"""Area 7 of an ISBD, the notes, and the host that a part was published in.

Notes come in the order of the areas that they explain: frequency, titles, then those of the record, other resources and
addresses. What introduces a note by its indicators is that of the MARC 21 Format for Bibliographic Data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pymarc import Field

from tutela.catalogue.codes import language_of, short_language
from tutela.catalogue.isbd.areas import once, parts_of
from tutela.catalogue.punctuation import AREA, element, joined, mark_after, without_marks, without_stop
from tutela.catalogue.record import Record
from tutela.catalogue.stock_words import relationship
from tutela.catalogue.wording import has_word, word

# By the first indicator, "" for any other.
_INTRODUCED: dict[str, dict[str, str]] = {
    "505": {"0": "contents", " ": "contents", "1": "contents-incomplete", "2": "contents-partial"},
    "508": {" ": "credits"},
    "510": {"0": "indexed", "1": "indexed", "2": "indexed", "3": "references", "4": "references"},
    "511": {"1": "cast"},
    "516": {" ": "file"},
    "520": {" ": "summary", "0": "subject", "1": "review", "2": "scope", "3": "abstract", "4": "advice"},
    "521": {" ": "audience"},
    "522": {" ": "coverage"},
    "524": {" ": "cite"},
    "555": {" ": "indexes"},
    "556": {" ": "documentation"},
    "567": {" ": "methodology"},
    "581": {" ": "publications"},
    "586": {" ": "awards"},
}
_FOR_STAFF = frozenset(("541", "542", "583", "584"))
"""Acquisition, copyright status, actions, accumulation."""
_MAY_BE_PRIVATE = frozenset(("541", "542", "561", "583"))


def is_for_readers(tag: str, first_indicator: str = " ") -> bool:
    """Whether a note is for readers: not one for the staff, of a tag that MARC 21 leaves to local use (but 590), or
    private by its first indicator."""
    is_private = tag in _MAY_BE_PRIVATE and first_indicator == "0"
    return tag not in _FOR_STAFF and not is_private and has_word("marc_fields", tag)


def notes(record: Record, language: str) -> list[str]:
    """The texts of area 7, one a note."""
    found = [*_frequencies(record, language), *_titles(record, language)]
    not_read = _other_summaries(record, language)
    for field in record.marc.fields:
        if field in not_read:
            continue
        if field.tag[0] == "5" and is_for_readers(field.tag, field.indicator1 or " "):
            found.append(_note(field, language))
        elif field.tag == "256" or (field.tag == "362" and field.indicator1 == "1"):
            found.append(_said(field, "a"))
    found += _relations(record, language)
    found += _addresses(record, language)
    return list(once(found))


def _other_summaries(record: Record, language: str) -> list[Field]:
    """The summaries in other languages (520 $9), where there is one in the reader's."""
    said = [
        (field, short_language(language_of(code)))
        for field in record.fields("520")
        for code in field.get_subfields("9")
    ]
    is_there = any(code == language for _field, code in said)
    return [field for field, code in said if code != language] if is_there else []


def _introduced(introduction: str, text: str, language: str) -> str:
    """A note with the words that introduce it, if it does not begin with them already."""
    if not text or text.casefold().startswith(introduction.casefold()):
        return text
    return word("isbd", "introduction", language, what=introduction, text=text)


def _said(field: Field, codes: str) -> str:
    return " ".join(" ".join(value.split()) for _code, value in parts_of(field, codes))


def _note(field: Field, language: str) -> str:
    text = _FORMS[field.tag](field, language) if field.tag in _FORMS else _said(field, "abcdefghijklmnopqrstuvwxyz")
    if applies := _said(field, "3"):
        text = f"{without_marks(applies)}: {text}" if text else ""
    key = _INTRODUCED.get(field.tag, {}).get(field.indicator1 or " ", "")
    return _introduced(word("isbd", f"note-{key}", language), text, language) if key else text


def _contents(field: Field, _language: str) -> str:
    return re.sub(r"\s*--\s*", " — ", _said(field, "agrtu"))


def _thesis(field: Field, language: str) -> str:
    """A note in subfields of its own: "Thesis (M.A.) — University, 2019"."""
    degree = element(_said(field, "b"))
    if not degree and not parts_of(field, "cd"):
        return _said(field, "ago").replace("--", " — ")
    text = _said(field, "a") or word("isbd", "note-thesis", language)
    text = joined(text, " ", f"({degree})" if degree else "")
    text = joined(text, " — ", ", ".join(once(element(value) for _code, value in parts_of(field, "cd"))))
    return joined(text, ". ", _said(field, "go"))


def _citation(field: Field, _language: str) -> str:
    return ", ".join(once(element(value) for _code, value in parts_of(field, "abcx")))


def _pieces(field: Field, _language: str) -> str:
    """A note made of the areas of another description, each in its subfield."""
    text = ""
    for _code, value in parts_of(field, "abcdefklmnoptxz"):
        mark = mark_after(text)
        bare = without_stop(" ".join(value.split()))
        text = f"{text} {bare}" if mark else joined(text, ". ", bare)
    return text


_FORMS = {"502": _thesis, "505": _contents, "510": _citation, "533": _pieces, "534": _pieces}


def _frequencies(record: Record, language: str) -> Iterator[str]:
    for tag, key in (("310", "note-frequency"), ("321", "note-former-frequency")):
        for field in record.fields(tag):
            text = ", ".join(once(element(value) for _code, value in parts_of(field, "ab")))
            yield _introduced(word("isbd", key, language), text, language)


def _titles(record: Record, language: str) -> Iterator[str]:
    """Variants of the title that their first indicator asks to be noted (246), and former titles (247)."""
    for field in record.fields("246"):
        key = f"note-title-{field.indicator2}"
        introduction = element(_said(field, "i"))
        if field.indicator1 not in ("0", "1") or not (introduction or has_word("isbd", key)):
            continue
        yield _introduced(introduction or word("isbd", key, language), _title(field, "abnpfg"), language)
    for field in record.fields("247"):
        if field.indicator2 != "1":
            yield _introduced(word("isbd", "note-former-title", language), _title(field, "abnpfgx"), language)


def _title(field: Field, codes: str) -> str:
    marks = {"a": "", "b": " : ", "n": ". ", "p": ". ", "f": ", ", "g": " ", "x": ", ISSN "}
    text = ""
    for code, value in parts_of(field, codes):
        text = joined(text, marks[code], element(value))
    return text


# --- other resources ----------------------------------------------------------------------------------------------

_LINKS = ("760", "762", "765", "767", "770", "772", "774", "775", "776", "777", "780", "785", "786", "787")


def _relations(record: Record, language: str) -> Iterator[str]:
    for field in record.fields(*_LINKS):
        if field.indicator1 == "1":
            continue  # "do not display note"
        key = f"relation-{field.tag}"
        if not has_word("isbd", key):
            key = f"{key}-{field.indicator2 if has_word('isbd', f'{key}-{field.indicator2}') else '0'}"
        introduction = relationship(element(_said(field, "i")), language) or word("isbd", key, language)
        yield _introduced(introduction, _described(field), language)


def _described(field: Field) -> str:
    """Another resource as its linking field describes it, by areas."""
    heading = without_stop(without_marks(_said(field, "a")))
    title = without_stop(without_marks(_said(field, "t") or _said(field, "s")))
    text = joined(heading, ". ", title)
    numbers = [f"ISSN {value.strip().removeprefix('ISSN').strip()}" for _code, value in parts_of(field, "x")]
    numbers += [f"ISBN {value.strip().removeprefix('ISBN').strip()}" for _code, value in parts_of(field, "z")]
    areas = [
        _said(field, "b"),
        _said(field, "d"),
        _said(field, "h"),
        *(f"({value})" for value in [_said(field, "k")] if value),
    ]
    areas += [_said(field, "n"), _said(field, "r"), _said(field, "u"), *numbers]
    if field.tag != "773":
        areas.append(_said(field, "g"))
    for area in areas:
        text = joined(text, AREA, without_stop(without_marks(area)))
    return text


def host(record: Record, language: str) -> list[str]:
    """Where a part was published (773): "In: Title. — Place : Publisher, date. — ISSN … — Vol. 3, p. 1-20"."""
    found = []
    for field in record.fields("773"):
        if field.indicator1 == "1":
            continue
        text = _described(field)
        for _code, value in parts_of(field, "g"):
            text = joined(text, AREA, without_stop(without_marks(value)))
        found.append(_introduced(element(_said(field, "i")) or word("isbd", "in", language), text, language))
    return list(once(found))


def _addresses(record: Record, language: str) -> Iterator[str]:
    """Where it is online (856), with what the record says of the address."""
    for field in record.fields("856"):
        about = without_marks(_said(field, "3")) or without_marks(_said(field, "y"))
        note = without_stop(without_marks(_said(field, "z")))
        said = ", ".join(once((about, note)))
        for _code, value in parts_of(field, "u"):
            url = value.strip()
            url = f"{url} ({said})" if said else url
            yield _introduced(word("isbd", "note-url", language), url, language)
