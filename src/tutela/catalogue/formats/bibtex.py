"""BibTeX entries (as BibTeX 0.99 and biblatex read them), in UTF-8.

Characters that TeX takes for commands are escaped, capitals that a style must not lower are kept in braces, names of
bodies stand in a second pair of braces, so that they are not taken apart.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterator

from tutela.catalogue.formats.makers import Maker
from tutela.catalogue.formats.reference import Reference
from tutela.catalogue.record import Record

_TYPES = {
    "book": "book", "chapter": "incollection", "article": "article", "news": "misc", "report": "techreport",
    "document": "techreport", "thesis": "phdthesis", "conference": "proceedings", "manuscript": "unpublished",
}  # fmt: skip
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
}  # fmt: skip
_ESCAPES = str.maketrans(_SPECIAL)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_STOP_WORDS = frozenset("a an and the of on in for to de des du la le les un une el los las una der die das".split())


def to_bibtex(record: Record, page: str = "", taken: set[str] | None = None) -> str:
    """The entry of a record. ``taken`` are the keys of the file so far; the new one is added to them."""
    reference = Reference(record, page)
    kind = _kind(reference)
    key = _free(citation_key(reference), taken if taken is not None else set())
    lines = [f"@{kind}{{{key}"]
    lines += [f"  {name} = {value}" for name, value in _fields(reference, kind) if value]
    return ",\n".join(lines) + "\n}\n"


def _kind(reference: Reference) -> str:
    if reference.genre == "news" and reference.host is not None:
        return "article"
    if reference.genre == "thesis":
        return (
            "mastersthesis"
            if re.match(r"master|m\.?\s?a|maîtrise|maestr", reference.thesis[0], re.IGNORECASE)
            else "phdthesis"
        )
    return _TYPES.get(reference.genre, "misc")


def _fields(reference: Reference, kind: str) -> Iterator[tuple[str, str]]:
    record, host, series, dating = reference.record, reference.host, reference.series, reference.dating
    publisher = "; ".join(reference.publishers)
    yield "author", names(reference.by_role("author") or reference.by_role("director", "composer", "compiler"))
    yield "editor", names(reference.by_role("editor"))
    yield "translator", names(reference.by_role("translator"))
    yield "title", _braced(_kept_capitals(reference.title))
    if host is not None:
        yield "journal" if kind == "article" else "booktitle", _braced(_kept_capitals(host.title))
        yield "volume", _text(host.volume)
        yield "number", _text(host.issue)
        yield "pages", _braced(_escaped(host.pages).replace("–", "--"))
    if kind == "techreport":
        yield "institution", _text(publisher or next((one.name for one in reference.by_role("author")), ""))
        yield "number", _text(reference.number)
    elif kind in ("phdthesis", "mastersthesis"):
        yield "school", _text(reference.thesis[1])
        yield "type", _text(reference.thesis[0])
    else:
        yield "publisher", _text(publisher)
        if host is None:
            yield "number", _text(reference.number)
    yield "address", _text("; ".join(reference.places))
    yield "edition", _text(reference.edition)
    if series is not None:
        yield "series", _text(series.title)
        yield ("number" if kind in ("book", "proceedings") and not reference.number else "volume"), _text(series.number)
    if dating.year:
        yield "year", f"{{{dating.year}{f'--{dating.end}' if dating.end else ''}{'?' if dating.is_uncertain else ''}}}"
        yield "month", _MONTHS[dating.month - 1] if dating.month else ""
        yield "day", f"{{{dating.day}}}" if dating.day else ""
    yield "isbn", _text(reference.isbn)
    yield "issn", _text(reference.issn)
    yield "doi", _address(reference.doi)
    yield "url", _address(reference.url or reference.page)
    yield "language", _text(reference.language)
    yield "keywords", _text(", ".join(word.replace(",", ";") for word in reference.keywords))
    yield "abstract", _text(" ".join(record.summaries))


def names(makers: tuple[Maker, ...]) -> str:
    """The names of a field, joined by "and"."""
    return _braced(" and ".join(_name(one) for one in makers)) if makers else ""


def _name(maker: Maker) -> str:
    if not maker.family:
        return _braced(_escaped(maker.name))
    parts = (_part(maker.family), _escaped(maker.suffix), _part(maker.given))
    return ", ".join(filter(None, parts))


def _part(text: str) -> str:
    """A part of a name; in braces where BibTeX would take it for several names."""
    escaped = _escaped(text)
    return _braced(escaped) if re.search(r"\band\b|,", text) else escaped


def _escaped(text: str) -> str:
    return " ".join(text.split()).translate(_ESCAPES)


def _braced(text: str) -> str:
    return f"{{{text}}}" if text else ""


def _text(text: str) -> str:
    return _braced(_escaped(text))


def _address(text: str) -> str:
    """An address or DOI: only braces and blanks would harm it, the packages that print it escape the rest."""
    return _braced(re.sub(r"[{}\\\s]", lambda found: f"%{ord(found.group()):02X}", text))


def _kept_capitals(title: str) -> str:
    """A title whose words with capitals stand in braces; of the first word only what is more than a first letter."""
    words = _escaped(title).split(" ")
    kept = [_keep(word, is_first=number == 0) for number, word in enumerate(words)]
    return " ".join(kept)


def _keep(word: str, is_first: bool) -> str:
    plain = re.sub(r"\\text\w+\{\}|\\", "", word)
    letters = plain.lstrip("“‘«\"'([")[1:] if is_first else plain
    return f"{{{word}}}" if any(sign.isupper() for sign in letters) else word


def citation_key(reference: Reference) -> str:
    """A key of plain letters: name, year, first word of the title; the control number where these are not Latin."""
    maker = next((one for one in reference.makers if one.role in ("author", "editor")), None)
    name = (maker.family or maker.name) if maker is not None else ""
    words = [_plain(word) for word in re.split(r"[\W_]+", reference.short_title)]
    word = next((one for one in words if one and one not in _STOP_WORDS), "")
    year = str(reference.dating.year or "")
    named = [plain for part in re.split(r"[\W_]+", name) if (plain := _plain(part)) and plain not in _STOP_WORDS]
    parts = ("".join(named[:3]), year, word)
    return "".join(parts) if parts[0] or parts[2] else f"record{_plain(reference.key)}"


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in folded if sign in string.ascii_lowercase + string.digits)


def _free(key: str, taken: set[str]) -> str:
    number, free = 1, key
    while free in taken:
        number += 1
        free = f"{key}-{number}"
    taken.add(free)
    return free
