"""What each part of the form is called, and what is to be known before filling it in."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Told(NamedTuple):
    """The heading of a part, its explanation, and what its button for one row more says ("": there is one row)."""

    legend: str | Promise
    help: str | Promise = ""
    add: str | Promise = ""


PARTS: dict[str, Told] = {
    "title": Told(_("Title")),
    "symbol": Told(_("Document symbol"), "", _("Add a symbol")),
    "other-titles": Told(
        _("Other titles"),
        _("Titles in other languages, abbreviations and other forms that readers look for."),
        _("Add a title"),
    ),
    "contributors": Told(
        _("Persons and bodies"),
        _("Everybody responsible for the resource, each with a role."),
        _("Add a person or body"),
    ),
    "edition": Told(_("Edition"), "", _("Add an edition")),
    "publication": Told(_("Publication"), "", _("Add a publication")),
    "year": Told(
        _("Year"),
        _("The year by which the record is sorted and filtered. Left empty, it is taken from the printed date."),
    ),
    "description": Told(_("Description"), _("What the resource consists of."), _("Add a description")),
    "languages": Told(_("Languages of the text"), _("The main language first."), _("Add a language")),
    "originals": Told(
        _("Translated from"), _("Only for a translation: the language of the original."), _("Add a language")
    ),
    "series": Told(_("Series"), "", _("Add a series")),
    "host": Told(_("Published in"), _("For an article or a chapter."), _("Add a journal or book")),
    "summary": Told(pgettext_lazy("of a record", "Summary"), "", _("Add a summary")),
    "notes": Told(_("Notes"), "", _("Add a note")),
    "subjects": Told(
        _("Subjects"), _("What it is about, in headings of a vocabulary: three to eight are usual."), _("Add a subject")
    ),
    "identifiers": Told(_("Standard numbers"), "", _("Add a number")),
    "online": Told(_("Online"), _("Where the resource can be read or seen."), _("Add an address")),
    "relations": Told(
        _("Related resources"),
        _("Translations, explanations, earlier and later versions. A number or a symbol makes it a link."),
        _("Add a related resource"),
    ),
    "types": Told(_("Type of resource"), _("What it is for. More than one can be right.")),
    "audiences": Told(_("Audiences"), _("For whom it is useful.")),
    "sectors": Told(_("Sectors"), _("The field of work it concerns.")),
    "measures": Told(
        _("Measures of the Guidelines"),
        _("What the Guidelines ask, and this resource explains, regulates or documents."),
    ),
    "countries": Told(_("Countries"), _("The countries that the resource is about."), _("Add a country")),
}
"""The parts of the form, in the order in which those stand that a material does not put first."""
