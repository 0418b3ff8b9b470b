"""Area 0 of an ISBD: what form the content has and by which kind of device, if any, it is used."""

from __future__ import annotations

from collections.abc import Iterator

from tutela.catalogue.record import Record
from tutela.catalogue.wording import has_word, word

_TERMS = {
    "text": "txt", "tactile text": "tct", "spoken word": "spw", "sounds": "snd", "notated music": "ntm",
    "performed music": "prm", "still image": "sti", "two-dimensional moving image": "tdi", "cartographic image": "cri",
    "cartographic dataset": "crd", "computer dataset": "cod", "computer program": "cop",
    "three-dimensional form": "tdf",
    "texte": "txt", "texto": "txt", "image fixe": "sti", "imagen fija": "sti", "unmediated": "n", "computer": "c",
    "audio": "s", "microform": "h", "projected": "g", "video": "v", "sin mediación": "n", "sans médiation": "n",
    "computadora": "c", "ordinateur": "c", "electronic": "c",
}  # fmt: skip
_BY_TYPE = {
    "a": "txt", "t": "txt", "c": "ntm", "d": "ntm", "e": "cri", "f": "cri", "g": "tdi", "i": "spw", "j": "prm",
    "k": "sti", "o": "multiple", "p": "multiple", "r": "tdf",
}  # fmt: skip
_BY_FILE = {"a": "cod", "b": "cop", "d": "txt", "g": "cop", "h": "snd", "i": "multiple", "m": "multiple"}
_BY_CARRIER = {"c": "c", "h": "h", "s": "s", "v": "v", "m": "g", "g": "g"}
_BY_FORM = {"a": "h", "b": "h", "c": "h", "o": "c", "q": "c", "s": "c"}


def content(record: Record, language: str) -> Iterator[str]:
    """ "Text (visual) : unmediated": from 336 and 337, else from what is coded (leader/06, 007, 008)."""
    forms = _coded(record, "336") or _form(record)
    forms = [code for code in forms if has_word("isbd", f"content-{code}")]
    media = _coded(record, "337") or _media(record)
    media = [code for code in media if has_word("isbd", f"media-{code}")]
    if not forms:
        return
    said = [word("isbd", f"content-{code}", language) for code in forms]
    by = [word("isbd", f"media-{code}", language) for code in media]
    if len(by) == len(said):
        yield " + ".join(f"{one} : {other}" for one, other in zip(said, by, strict=True))
    elif len(by) == 1:
        yield f"{'. '.join(said)} : {by[0]}"
    elif by:
        yield f"{'. '.join(said)} : {word('isbd', 'media-multiple', language)}"
    else:
        yield ". ".join(said)


def _coded(record: Record, tag: str) -> list[str]:
    found: dict[str, None] = {}
    for field in record.fields(tag):
        codes = [value.strip() for code, value in field.subfields if code == "b" and value]
        terms = [value.strip().lower() for code, value in field.subfields if code == "a" and value]
        found.update(dict.fromkeys(codes or [_TERMS[term] for term in terms if term in _TERMS]))
    return list(found)


def _form(record: Record) -> list[str]:
    kind = record.leader[6:7]
    if kind == "m":
        kind = record.control("008")[26:27]
        return [_BY_FILE[kind]] if kind in _BY_FILE else []
    if kind not in _BY_TYPE:
        return []
    form = _BY_TYPE[kind]
    return ["tct"] if form == "txt" and _form_of_item(record) == "f" else [form]


def _form_of_item(record: Record) -> str:
    place = 29 if record.leader[6:7] in "efgkr" else 23
    return record.control("008")[place : place + 1]


def _media(record: Record) -> list[str]:
    kind = record.leader[6:7]
    carrier = record.control("007")[:1]
    if carrier in _BY_CARRIER:
        return [_BY_CARRIER[carrier]]
    if kind == "m" or _form_of_item(record) in _BY_FORM:
        return [_BY_FORM.get(_form_of_item(record), "c")]
    if kind in "ij":
        return ["s"]
    if kind == "g":
        return ["v" if record.control("008")[33:34] == "v" else "g"]
    return ["n"] if kind not in "op" else []
