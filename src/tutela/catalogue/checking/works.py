"""Records of one work: language versions, and what is known of the work from a record that was catalogued with care."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tutela.catalogue.checking.faults import LANGUAGE_NAMES, Found
from tutela.catalogue.checking.headings import fold
from tutela.catalogue.checking.un_documents import is_un_document, symbol_in
from tutela.catalogue.elements import Relation
from tutela.catalogue.record import Record

_VERSIONS = frozenset({"translation-of", "translated-as", "edition"})
_NOT_TELLING = re.compile(r"[\W_]+")
_EXPLAINS = re.compile(r"expla|expli")
"""How a note begins that says that one resource explains the other, in three languages."""
_SHORT_TITLE = 12
"""Letters of a title that many works have ("Report", "Annual report")."""
_LANGUAGE_WORDS = {
    "eng": "english anglais ingles", "fre": "french francais frances", "spa": "spanish espagnol espanol",
    "ara": "arabic arabe", "chi": "chinese chinois chino", "rus": "russian russe ruso",
    "por": "portuguese portugais portugues", "ger": "german allemand aleman",
}  # fmt: skip
_ALSO = re.compile(
    r"\b(?:also|available|versions?|translat\w+|issued|publi\w+|egalement|aussi|disponibles?|traduit\w*|traduc\w+|paru\w*|"
    r"tambien|edicion\w*)\b"
)


def title_key(text: str) -> str:
    """A title as it is compared: letters and digits only. "" where it is too short to tell a work."""
    key = _NOT_TELLING.sub("", fold(text))
    return key if len(key) > _SHORT_TITLE else ""


class KnownWorks:
    """Records by which others of the same work are judged, found by document symbol or title."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = tuple(records)
        self._found: dict[str, Record] = {}
        for record in self._records:
            for key in _keys(record):
                self._found.setdefault(key, record)

    def of(self, record: Record) -> Record | None:
        """The known record of the same work; None where there is none, or the record is itself a known one."""
        if record.number and any(record.number == one.number for one in self._records):
            return None
        return next((self._found[key] for key in _keys(record) if key in self._found), None)

    def languages(self, known: Record) -> tuple[str, ...]:
        """The languages in which a known work is catalogued."""
        mine = set(_keys(known))
        found = dict.fromkeys(known.languages)
        for other in self._records:
            if mine.intersection(_keys(other)) or _names(known, other):
                found.update(dict.fromkeys(other.languages))
        return tuple(found)


def _keys(record: Record) -> Iterator[str]:
    if record.symbol:
        yield f"symbol {_NOT_TELLING.sub('', record.symbol).upper()}"
    for title in (record.title.proper, record.title.full):
        if key := title_key(title):
            yield f"title {key}"


def _names(known: Record, other: Record) -> bool:
    """Whether a record names the other as a version in another language."""
    keys = {key for one in known.relations if one.kind in _VERSIONS for key in one.keys}
    return bool(other.number) and any(key.rpartition(")")[2] == other.number for key in keys)


def versions_of(record: Record) -> tuple[Relation, ...]:
    """The versions in other languages that a record names (765, 767, 775)."""
    return tuple(one for one in record.relations if one.kind in _VERSIONS)


def work_faults(record: Record, works: KnownWorks) -> Iterator[Found]:
    """What a record lacks or has differently, by a known record of the same work."""
    known = works.of(record)
    if known is None:
        yield from _named_without_link(record)
        return
    if known.year and record.year and known.year != record.year:
        values = {"year": record.year, "known": known.year, "date": known.first("264", "c") or known.year}
        yield Found("date-against-known", "error", "264", values)
    if known.symbol and not record.symbol:
        yield Found("missing-symbol", "error", "191", {"symbol": known.symbol})
    others = tuple(code for code in works.languages(known) if code not in record.languages)
    if others and not versions_of(record):
        yield Found("missing-versions", "error", "775", {LANGUAGE_NAMES: others})
    linked = {title_key(one.title) for one in record.relations}
    for one in known.relations:
        belongs = one.kind in ("supplement", "supplement-to") or _EXPLAINS.match(fold(one.note))
        if belongs and title_key(one.title) not in linked:
            yield Found("missing-related", "error", "787", {"title": one.title, "note": one.note or "–"})


def _named_without_link(record: Record) -> Iterator[Found]:
    """Languages that the notes name as versions, while no version is linked."""
    if versions_of(record):
        return
    named: dict[str, None] = {}
    for note in record.notes:
        folded = fold(note.text)
        if note.tag in ("500", "530", "546", "580") and _ALSO.search(folded):
            words = set(re.findall(r"[a-z]+", folded))
            named.update(dict.fromkeys(code for code, names in _LANGUAGE_WORDS.items() if words & set(names.split())))
    others = tuple(code for code in named if code not in record.languages)
    if others and record.languages:
        yield Found("versions-not-linked", "advice", "775", {LANGUAGE_NAMES: others})


def lacks_versions(record: Record) -> bool:
    """Whether it is a document that its organ issues in several languages, and the record names no other version."""
    return is_un_document(record) and bool(symbol_in(record.symbol)) and not versions_of(record)
