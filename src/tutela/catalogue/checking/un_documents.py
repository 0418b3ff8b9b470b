"""Documents of the United Nations: how they are recognised, and their symbols.

Symbols: "Series symbols of United Nations documents" (Dag Hammarskjöld Library): parts between strokes, of which the
first names the organ ("CRC/C/156", "A/RES/54/263", "E/CN.4/2004/9", "S/RES/1325 (2000)").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutela.catalogue.checking.headings import fold
from tutela.catalogue.record import Record

_SYMBOL = re.compile(
    r"(?<![\w/.-])(?P<symbol>(?:A|S|E|T|ST|DP|TD|HRI|HSP|UNEP|CAT|CCPR|CEDAW|CED|CERD|CMW|CRC|CRPD|OPCAT|SPT|ICCPR)"
    r"(?:/[A-Z0-9][A-Za-z0-9.-]*(?:\(\d+\))?){2,7}(?: \(\d{4}\)|\(\d{4}\))?)(?![\w/])"
)
# Organs whose documents have symbols; funds and agencies (UNICEF, UNHCR, ILO) publish without.
_ORGAN = re.compile(
    r"^(?:united nations|nations unies|naciones unidas|un|onu)(?:$|[.,(;/])|"
    r"^(?:united nations |nations unies |naciones unidas )?(?:"
    r"general assembly|security council|economic and social council|human rights council|commission on human rights|"
    r"committee on the rights of the child|committee on the elimination of|committee against torture|"
    r"human rights committee|secretary-general|special rapporteur|"
    r"assemblee generale|conseil de securite|conseil economique et social|conseil des droits de l.homme|"
    r"comite des droits de l.enfant|comite des droits de l.homme|"
    r"asamblea general|consejo de seguridad|consejo economico y social|consejo de derechos humanos|"
    r"comite de los derechos del nino|comite de derechos humanos)\b"
)


def is_un_document(record: Record) -> bool:
    """Whether an organ of the United Nations made or published it, or it has a symbol."""
    names = [one.name for one in record.contributors if one.kind != "person"]
    publishers = [name for one in record.publications for name in one.publishers]
    return bool(record.symbol) or any(_ORGAN.search(fold(name)) for name in (*names, *publishers))


def symbols_told(record: Record) -> Iterator[str]:
    """Symbols that stand in the title or the addresses, outside the field for them: of the resource itself, so far as
    the record tells."""
    texts = [record.title.full, *record.title.variants]
    texts += [one.url.rpartition("symbolno=")[2].replace("%2F", "/").replace("%2f", "/") for one in record.online]
    texts += [one.label for one in record.online if one.kind == "resource"]
    texts += [one.text for one in record.notes if one.tag == "500" and len(one.text) < 60]
    yield from dict.fromkeys(match["symbol"] for text in texts for match in _SYMBOL.finditer(text))


def symbol_in(text: str) -> str:
    """The first symbol that stands in a text, "" where none does."""
    match = _SYMBOL.search(text)
    return match["symbol"] if match else ""
