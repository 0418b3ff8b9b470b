"""The formats in which readers save records (``catalogue.formats``), with what each is good for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from tutela.catalogue.formats import FORMATS as KNOWN
from tutela.catalogue.formats.schema_org import for_html, schema_org
from tutela.catalogue.record import Record
from tutela.web.library.models import CatalogueRecord
from tutela.web.library.store import record_of

_GOOD_FOR: dict[str, Promise | str] = {
    "bibtex": _("for LaTeX and most reference managers"),
    "ris": _("for Zotero, Mendeley and other reference managers"),
    "endnote": _("for EndNote"),
    "csl-json": _("for citation processors and Zotero"),
    "mods": _("for digital libraries"),
    "dublin-core": _("for repositories; a short description"),
    "schema-org": _("for web pages and search engines"),
    "marcxml": _("for library systems: the whole record, in XML"),
    "iso2709": _("for library systems: the whole record, as catalogues exchange it"),
    "mrk": _("for cataloguers: the whole record, as text"),
}
_IN_UTF_8 = ("text/", "application/x-")


class Format(NamedTuple):
    """A format: its code in addresses, its name, and what it is good for."""

    code: str
    name: str
    good_for: Promise | str
    media_type: str
    extension: str

    @property
    def content_type(self) -> str:
        """The media type, with the encoding where the type does not imply it."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith(_IN_UTF_8) else self.media_type


FORMATS: tuple[Format, ...] = tuple(
    Format(code, one.name, _GOOD_FOR.get(code, ""), one.media_type, one.extension) for code, one in KNOWN.items()
)
"""The formats, in the order in which they are shown."""

BY_CODE = {one.code: one for one in FORMATS}
_ASKED_FOR = {one.media_type: one.code for one in FORMATS if one.media_type not in ("text/plain", "application/xml")}
"""Media types by which a program may ask for the record at the address of its page."""


def exported(format: Format, pairs: Sequence[tuple[CatalogueRecord, str]]) -> bytes:
    """The file of records, each with the address of its page.

    Of several, those that the format cannot hold are left out (ISO 2709 holds 99,999 bytes). Raises ValueError for a
    single one.
    """
    if len(pairs) == 1:
        row, page = pairs[0]
        return KNOWN[format.code].one(record_of(row), page)
    records = [(record_of(row), page) for row, page in pairs]
    pages = {id(record): page for record, page in records}
    parts = KNOWN[format.code].write(
        [record for record, _page in records], lambda record: pages[id(record)], lambda _record, _error: None
    )
    return b"".join(parts)


def preferred(request: HttpRequest) -> str | None:
    """The code of the format that a program asks for with ``Accept``; None for the page itself."""
    wanted = request.get_preferred_type(["text/html", *_ASKED_FOR])
    return _ASKED_FOR.get(wanted or "")


def linked_data(record: Record, page: str) -> SafeString:
    """The element <script> with the description after schema.org; data, which no browser runs."""
    # for_html leaves no sign that could end the element.
    data = mark_safe(for_html(schema_org(record, page)))
    return format_html('<script type="application/ld+json">{}</script>', data)
