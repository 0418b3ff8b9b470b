"""The Normal view: labelled statements, as the public catalogue of a library shows a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest
from typing import NamedTuple, TypeVar

import pymarc

from tutela.catalogue.codes import language_name, short_language
from tutela.catalogue.elements import Contributor, Identifier, Publication, Series, Subject, Title
from tutela.catalogue.isbd.areas import material
from tutela.catalogue.isbd.notes import is_for_readers
from tutela.catalogue.original_script import (
    Script,
    in_original_script,
    is_latin,
    originals,
    romanised,
    script_of,
    unlinked,
)
from tutela.catalogue.punctuation import without_marks, without_stop
from tutela.catalogue.record import Record
from tutela.catalogue.relators import role_name
from tutela.catalogue.stock_words import relationship, supplied
from tutela.catalogue.wording import has_word, word


class Value(NamedTuple):
    """One value of a line.

    ``kind`` says what it leads to: "contributor", "subject", "series" and "title" are looked for in the catalogue by
    ``target``; "url" is opened; "" leads nowhere. ``note`` stands beside it (roles, vocabulary, qualification), in the
    reader's words. ``original`` is the same in the script of the resource. ``language`` (BCP 47) and ``direction`` are
    for the markup, and "" where the text is as the page.
    """

    text: str
    kind: str = ""
    target: str = ""
    note: str = ""
    original: Script | None = None
    language: str = ""
    direction: str = ""


class Line(NamedTuple):
    """A statement: ``key`` (of words/normal.yaml), its ``label`` in the reader's language, and the values."""

    key: str
    label: str
    values: tuple[Value, ...]


_Lines = Iterator[tuple[str, Iterable[Value]]]


def normal(record: Record, language: str) -> list[Line]:
    """What a record says, in the order of the catalogue, labelled in "en", "fr" or "es"; no line is empty."""
    lines = []
    for key, values in _lines(record, language):
        found = tuple(value for value in values if value.text)
        if found:
            lines.append(Line(key, _label(key, language, len(found)), found))
    return lines


def _label(key: str, language: str, count: int) -> str:
    many = f"{key}-many"
    return word("normal", many if count > 1 and has_word("normal", many) else key, language)


_CODED = (("255", "scale", "abcde"), ("362", "numbering", "a"), ("310", "frequency", "ab"))


def _lines(record: Record, language: str) -> _Lines:
    yield from _titles(record)
    yield "contributor", _contributors(record, language)
    yield "material", [Value(word("materials", record.material, language))]
    yield "language", [Value(language_name(code, language)) for code in record.languages]
    yield "translated-from", [Value(language_name(code, language)) for code in record.translated_from]
    yield "edition", _texts(record, lambda one: (one.edition,) if one.edition else (), "250")
    for tag, key, codes in _CODED:
        yield key, [_marked(record, _joined(one, codes)) for one in record.fields(tag)]
    yield from _publications(record, language)
    yield "description", _stock(_texts(record, lambda one: tuple(material(one)), "300"), language)
    yield "series", _series(record)
    yield from _notes(record, language)
    yield "summary", _texts(record, lambda one: one.summaries, "520")
    yield from _subjects(record, language)
    yield from _identifiers(record, language)
    yield from _relations(record, language)
    yield "online", _online(record, language)


def _joined(one: pymarc.Field, codes: str) -> str:
    return without_stop(" ".join(value for code, value in one.subfields if code in codes and value))


# --- markup -------------------------------------------------------------------------------------------------------


def _marked(record: Record, text: str, kind: str = "", target: str = "", note: str = "") -> Value:
    """A value with its language and direction where it is in another script than the page."""
    if text.isascii() or is_latin(text):
        return Value(text, kind, target, note)
    script = script_of(text, record)
    return Value(text, kind, target, note, None, script.language, script.direction)


def _transcribed(record: Record, text: str, original: str = "") -> Value:
    """A value taken from the resource: in its language, where it has but one."""
    if not text:
        return _marked(record, original)
    value = _marked(record, text)
    if not value.language and len(record.languages) == 1:
        value = value._replace(language=romanised(short_language(record.languages[0])))
    return value._replace(original=script_of(original, record) if original else None)


_V = TypeVar("_V")


def _beside(
    record: Record, view: Callable[[Record], tuple[_V, ...]], text: Callable[[_V], str], *tags: str
) -> Iterator[tuple[_V, str, str]]:
    """The values of a view with their text and, beside it, the text in original script; at the end those that the
    record gives in original script only."""
    others = originals(record, view, *tags)
    for one in view(record):
        yield one, text(one), text(others[one]) if one in others else ""
    for one in unlinked(record, view, *tags):
        yield one, text(one), ""


def _texts(record: Record, view: Callable[[Record], tuple[str, ...]], tag: str) -> Iterator[Value]:
    for _one, text, original in _beside(record, view, str, tag):
        yield _marked(record, text)._replace(original=script_of(original, record) if original else None)


# --- titles and names ---------------------------------------------------------------------------------------------


def _titles(record: Record) -> _Lines:
    title = record.title
    shadow = in_original_script(record)
    other = shadow.title if shadow else Title("")
    yield "title", [_transcribed(record, _whole(title), _whole(other))]
    yield "parallel", [_marked(record, text) for text in (*title.parallel, *other.parallel)]
    yield "uniform", [_marked(record, title.uniform)]
    known = {title.proper, title.full, *title.parallel}
    variants = dict.fromkeys(text for text in (*title.variants, *other.variants) if text not in known)
    yield "variant", [_marked(record, text) for text in variants]
    said = [without_stop(one.responsibility) for one in (title, other)]
    yield "responsibility", [_transcribed(record, *said)]


def _whole(title: Title) -> str:
    return f"{title.full} [{title.medium}]" if title.medium else title.full


_NAMES = ("100", "110", "111", "700", "710", "711")


def _contributors(record: Record, language: str) -> Iterator[Value]:
    def text(one: Contributor) -> str:
        return f"{without_stop(one.name)}, {one.dates}" if one.dates else without_stop(one.name)

    for one, name, original in _beside(record, lambda record: record.contributors, text, *_NAMES):
        roles = dict.fromkeys(role_name(role, language) for role in one.roles)
        value = _marked(record, name, "contributor", without_stop(one.name), ", ".join(roles))
        yield value._replace(original=script_of(original, record) if original else None)


# --- publication, description, series -----------------------------------------------------------------------------

_IMPRINTS = ("publication", "production", "distribution", "manufacture", "copyright")


def _publications(record: Record, language: str) -> _Lines:
    colon = "\u00a0: " if language == "fr" else ": "

    def text(one: Publication) -> str:
        """Places and publishers as "Geneva: United Nations, 2019"; publishers follow all places where these are more:
        "Geneva; New York: United Nations"."""
        places, publishers = [*map(without_marks, one.places)], [*map(without_marks, one.publishers)]
        if len(places) > len(publishers):
            places, publishers = ["; ".join(places)], ["; ".join(publishers)] if publishers else []
        named = [colon.join(filter(None, pair)) for pair in zip_longest(places, publishers, fillvalue="")]
        return ", ".join(filter(None, ("; ".join(named), one.date)))

    by_kind: dict[str, list[Value]] = {}
    given = list(record.publications) + unlinked(record, lambda record: record.publications, "260", "264")
    others = originals(record, lambda record: record.publications, "260", "264")
    for one in given:
        original = script_of(text(others[one]), record) if one in others else None
        by_kind.setdefault(one.kind, []).append(_marked(record, text(one))._replace(original=original))
    for kind in _IMPRINTS:
        yield kind, _stock(by_kind.get(kind, ()), language)
    if record.date and not any(one.date for one in given):
        yield "date", _stock([Value(record.date)], language)


def _stock(values: Iterable[Value], language: str) -> Iterator[Value]:
    """Values with the stock words of cataloguers in the reader's language."""
    return (value._replace(text=supplied(value.text, language)) for value in values)


def _series(record: Record) -> Iterator[Value]:
    def text(one: Series) -> str:
        return " ; ".join(filter(None, (without_marks(one.title), one.number)))

    for one, shown, original in _beside(record, lambda record: record.series, text, "490", "440", "830", "810"):
        value = _marked(record, shown, "series", one.title)
        if one.issn:
            value = value._replace(note=f"ISSN {one.issn}")
        yield value._replace(original=script_of(original, record) if original else None)


# --- notes, subjects, identifiers ---------------------------------------------------------------------------------


_NOTES = tuple(f"5{number:02}" for number in range(100) if number != 20)


def _notes(record: Record, language: str) -> _Lines:
    by_key: dict[str, list[Value]] = {}
    for one, text, original in _beside(record, lambda record: record.notes, lambda note: note.text, *_NOTES):
        if not is_for_readers(one.tag):
            continue
        key = f"note-{one.tag}" if has_word("normal", f"note-{one.tag}") else "note"
        original_text = script_of(original, record) if original else None
        by_key.setdefault(key, []).append(_marked(record, text)._replace(original=original_text))
    # The notes that have no label of their own come last.
    for key in sorted(by_key, key=lambda key: key == "note"):
        yield key, _stock(by_key[key], language)


_SUBJECTS = ("600", "610", "611", "630", "648", "650", "651", "653", "655")


def _subjects(record: Record, language: str) -> _Lines:
    subjects: list[Value] = []
    genres: list[Value] = []
    label: Callable[[Subject], str] = lambda subject: without_stop(subject.label)  # noqa: E731
    for one, text, original in _beside(record, lambda record: record.subjects, label, *_SUBJECTS):
        source = one.vocabulary
        known = word("heading_sources", source, language) if has_word("heading_sources", source) else source
        value = _marked(record, text, "subject", text, known)
        value = value._replace(original=script_of(original, record) if original else None)
        (genres if one.kind == "genre" else subjects).append(value)
    yield "subject", _once(subjects)
    yield "genre", _once(genres)


def _once(values: list[Value]) -> Iterable[Value]:
    """The same heading of several vocabularies once, with the vocabularies beside it."""
    found: dict[str, Value] = {}
    for value in values:
        same = found.get(value.text.casefold())
        if same is None:
            found[value.text.casefold()] = value
        elif value.note and value.note not in same.note.split("; "):
            found[value.text.casefold()] = same._replace(note="; ".join(filter(None, (same.note, value.note))))
    return found.values()


_LINES = ("symbol", "isbn", "issn", "ismn", "doi", "report", "identifier")
_INNER = frozenset(("control", "lccn"))
"""Numbers by which catalogues know each other: they stand in the MARC view."""


def _identifiers(record: Record, language: str) -> _Lines:
    by_key: dict[str, list[Value]] = {}
    for one in record.identifiers:
        if one.kind not in _INNER:
            key = one.kind if one.kind in _LINES else "identifier"
            by_key.setdefault(key, []).append(_identifier(one, language))
    for key in _LINES:
        yield key, dict.fromkeys(by_key.get(key, ()))


def _identifier(one: Identifier, language: str) -> Value:
    notes = [one.qualifier] if one.qualifier else []
    if not one.is_valid:
        notes.append(word("normal", "invalid", language))
    if one.kind == "doi":
        bare = one.value.removeprefix("https://doi.org/").removeprefix("doi:")
        return Value(bare, "url", f"https://doi.org/{bare}", ", ".join(notes))
    if one.value.startswith(("https://", "http://")):
        return Value(one.value, "url", one.value, ", ".join(notes))
    return Value(one.value, note=", ".join(notes))


# --- other resources ----------------------------------------------------------------------------------------------


def _relations(record: Record, language: str) -> _Lines:
    by_kind: dict[str, list[Value]] = {}
    for one in record.relations:
        text = ". ".join(filter(None, (one.title, one.symbol)))
        key = f"relation-{one.kind}"
        note = relationship(one.note, language)
        by_kind.setdefault(key, []).append(_marked(record, text, "title", one.symbol or one.title, note))
    yield from by_kind.items()


def _online(record: Record, language: str) -> Iterator[Value]:
    for one in record.online:
        notes = [one.note] if one.note else []
        if one.kind != "resource":
            notes.append(word("normal", one.kind, language))
        # Only what a browser can open is a link: javascript: and the like never are.
        is_open = one.url.lower().startswith(("https://", "http://", "ftp://"))
        label = without_stop(one.label) or one.url
        if is_open:
            yield _marked(record, label, "url", one.url, "; ".join(notes))
        else:
            yield Value(". ".join(dict.fromkeys((label, one.url))), note="; ".join(notes))
