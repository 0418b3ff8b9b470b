"""Ready citations of records, in the styles that ``catalogue.citing`` knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from tutela.catalogue.citing import STYLES
from tutela.catalogue.citing import cite as cite_record
from tutela.catalogue.record import Record
from tutela.web.library.models import CatalogueRecord
from tutela.web.library.store import record_of

STYLE_NAMES: Mapping[str, Promise | str] = {
    **{code: style.name for code, style in STYLES.items()},
    "apa": _("APA (7th edition)"),
    "chicago": _("Chicago (18th edition)"),
    "mla": _("MLA (9th edition)"),
    "oscola": _("OSCOLA (4th edition)"),
    "un": _("United Nations"),
}
"""The styles by their codes, with the names that readers know."""


class Cited(NamedTuple):
    """A citation: its style, the plain ``text``, and the same as ``html``, with italics."""

    code: str
    name: Promise | str
    text: str
    html: SafeString


def page_address(request: HttpRequest, row: CatalogueRecord) -> str:
    """The whole address of a record's page, in the language of the reader."""
    return request.build_absolute_uri(reverse("library:record", kwargs={"key": row.key}))


def cited(record: Record, style: str, language: str, page: str) -> Cited:
    """The citation of a record in one style."""
    found = cite_record(record, style, language, page=page)
    # The processor escapes what the record says, and adds <i>, <b> and <sup> only.
    return Cited(style, STYLE_NAMES[style], found.text, mark_safe(found.html))


def citations_of(request: HttpRequest, rows: Iterable[CatalogueRecord], style: str, language: str) -> list[Cited]:
    """The citations of many records in one style, in order of their text, as a bibliography has them."""
    made = [cited(record_of(row), style, language, page_address(request, row)) for row in rows]
    return sorted(made, key=lambda one: one.text.casefold())
