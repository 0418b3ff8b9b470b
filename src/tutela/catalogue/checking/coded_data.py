"""The coded data of a record: lengths, standard numbers, codes of languages, countries and Tutela's own facts."""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import cache

from babel import Locale
from stdnum import isbn, issn

from tutela.catalogue.checking.faults import Found
from tutela.catalogue.codes import language_of, short_language
from tutela.catalogue.record import Record
from tutela.catalogue.vocabularies import terms

_LENGTH_OF_008 = 40
# Codes of groups of languages and the like in ISO 639-2/B, which CLDR does not name.
_GROUPS = frozenset(
    """afa alg apa art ath aus bad bai bat ber bih bnt btk cai cau cel cmc cpe cpf cpp crp cus day dra egy elx fiu gem
    goh grb hmn ijo inc ine ira iro kar khi kro map mis mkh mno mun myn nah nai nic nub ota oto paa phi pra roa sai sal
    sem sgn sio sit sla smi son ssa tai tup tut wak wen ypk znd""".split()
)
_NO_COUNTRY = frozenset({"ZZ", "EU", "UN", "QO", "EZ", "XA", "XB"})


def coded_faults(record: Record, measures: Container[str] | None) -> Iterator[Found]:
    """What is wrong with the codes of a record. ``measures`` are the ids that exist, None where they are not known."""
    field = record.control("008")
    if not field:
        yield Found("missing-008", "error", "008")
    elif len(field) != _LENGTH_OF_008:
        yield Found("wrong-length-008", "error", "008", {"length": len(field)})
    if not any(record.fields("040")):
        yield Found("missing-040", "advice", "040")
    yield from _languages(record)
    for one in record.identifiers:
        if one.kind == "isbn" and one.is_valid and not isbn.is_valid(one.value):
            yield Found("wrong-isbn", "error", "020", {"number": one.value[:40]})
        if one.kind == "issn" and one.is_valid and not issn.is_valid(one.value):
            yield Found("wrong-issn", "error", "022", {"number": one.value[:40]})
    yield from _facts(record, measures)


def _languages(record: Record) -> Iterator[Found]:
    coded = record.control("008")[35:38]
    if not record.languages and coded not in ("zxx", "mul"):
        yield Found("missing-language", "error", "041")
    for code in record.languages:
        if not _is_language(code):
            yield Found("unknown-language", "error", "041", {"code": code})
    first = language_of(coded)
    if first and record.languages and first not in record.languages:
        yield Found("languages-differ", "error", "041", {"coded": first, "listed": record.languages})


def _is_language(code: str) -> bool:
    return code in _GROUPS or short_language(code) in _names()


@cache
def _names() -> Container[str]:
    return frozenset(Locale("en").languages)


@cache
def _countries() -> Container[str]:
    return frozenset(code for code in map(str, Locale("en").territories) if len(code) == 2) - _NO_COUNTRY


def _facts(record: Record, measures: Container[str] | None) -> Iterator[Found]:
    facts = record.facts
    checked: list[tuple[str, str, tuple[str, ...], Container[str] | None]] = [
        ("unknown-type", "655", facts.types, terms("types")),
        ("unknown-audience", "385", facts.audiences, terms("audiences")),
        ("unknown-sector", "690", facts.sectors, terms("sectors")),
        ("unknown-measure", "691", facts.measures, measures),
        ("unknown-country", "043", facts.countries, _countries()),
    ]
    for fault, tag, codes, known in checked:
        for code in codes:
            if known is not None and code not in known:
                yield Found(fault, "error", tag, {"code": code[:60]})
