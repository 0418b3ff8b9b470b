"""The forms by what is catalogued: which record each begins with, and what it asks for first."""

from __future__ import annotations

from typing import NamedTuple

import pymarc
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pymarc import Field, Indicators, Subfield

from tutela.catalogue.record import OWN, Record
from tutela.web.cataloguing.code_sets import blank_008
from tutela.web.library.models import CatalogueRecord


class MaterialType(NamedTuple):
    """A form. ``kind`` and ``level`` are leader 06 and 07; ``coded`` what 008 says by its place; ``resource`` the type
    of resource that it begins with; ``first`` the parts that are open, in their order: names of groups and sets."""

    code: str
    name: str | Promise
    explanation: str | Promise
    kind: str
    level: str
    first: tuple[str, ...]
    resource: str = ""
    coded: tuple[tuple[int, str], ...] = ()

    def blank(self, agency: str, language: str) -> Record:
        """The record that a new form of this type begins with: catalogued by ``agency`` in "en", "fr" or "es"."""
        marc = pymarc.Record(leader=f"00000n{self.kind}{self.level} a2200000 c 4500")
        data = blank_008()
        for place, sign in self.coded:
            data = data[:place] + sign + data[place + len(sign) :]
        marc.fields.append(Field("008", data=data))
        source = [Subfield("a", agency), Subfield("b", _LANGUAGES[language]), Subfield("c", agency)]
        marc.fields.append(Field("040", Indicators(" ", " "), source))
        if self.resource:
            marc.fields.append(Field("655", Indicators(" ", "7"), [Subfield("a", self.resource), Subfield("2", OWN)]))
        return Record(marc)


_LANGUAGES = {"en": "eng", "fr": "fre", "es": "spa"}
_BEGINNING = ("title", "contributors")
_END = ("languages", "online", "subjects", "summary", "types", "audiences", "sectors", "measures", "countries")

MATERIAL_TYPES: dict[str, MaterialType] = {
    one.code: one
    for one in (
        MaterialType(
            "book",
            _("Book or report"),
            _("Books, reports, guidelines, manuals: printed or as a file."),
            "a",
            "m",
            (*_BEGINNING, "publication", "year", "identifiers", "description", "series", *_END),
        ),
        MaterialType(
            "article",
            _("Article or chapter"),
            _("A part of a journal or of a book, with author and title of its own."),
            "a",
            "b",
            (*_BEGINNING, "host", "year", "identifiers", *_END),
        ),
        MaterialType(
            "law",
            _("Law or official document"),
            _("Treaties, acts, decisions, and documents of an organisation that have a symbol."),
            "a",
            "m",
            ("title", "symbol", "contributors", "publication", "year", "notes", *_END, "relations"),
            resource="law",
        ),
        MaterialType(
            "website",
            _("Web page or website"),
            _("What is read online and may change."),
            "a",
            "i",
            ("title", "online", "contributors", "publication", "year", "notes", "languages", "subjects", "summary",
             "types", "audiences", "sectors", "measures", "countries"),
            coded=((6, "u"), (11, "uuuu"), (21, "w")),
        ),
        MaterialType(
            "film",
            _("Film or video"),
            _("Films, videos and animations, on a disc or online."),
            "g",
            "m",
            (*_BEGINNING, "publication", "year", "description", *_END),
            coded=((33, "v"),),
        ),
        MaterialType(
            "recording",
            _("Sound recording"),
            _("Radio programmes, podcasts and recorded talks."),
            "i",
            "m",
            (*_BEGINNING, "publication", "year", "description", *_END),
        ),
        MaterialType(
            "graphics",
            _("Graphics"),
            _("Posters, charts, infographics and other pictures."),
            "k",
            "m",
            (*_BEGINNING, "publication", "year", "description", *_END),
            resource="graphics",
            coded=((33, "k"),),
        ),
        MaterialType(
            "training",
            _("Training material"),
            _("Courses, exercises and manuals for learning."),
            "a",
            "m",
            (*_BEGINNING, "edition", "publication", "year", "description", *_END),
            resource="training",
        ),
        MaterialType(
            "news",
            _("News item"),
            _("What a newspaper, an organisation or an agency reported."),
            "a",
            "b",
            (*_BEGINNING, "host", "publication", "year", *_END, "relations"),
            resource="news",
        ),
    )
}  # fmt: skip

_OF_MATERIALS = {
    "article": "article", "website": "website", "film": "film", "recording": "recording", "image": "graphics",
}  # fmt: skip


def material_type_of(row: CatalogueRecord) -> MaterialType:
    """The form in which a record is opened, by its type of resource or else by what it is made of."""
    types = row.facets.get("type", [])
    code = next((one for one in types if one in ("law", "training", "news", "graphics")), "")
    return MATERIAL_TYPES[code or _OF_MATERIALS.get(row.material, "book")]
