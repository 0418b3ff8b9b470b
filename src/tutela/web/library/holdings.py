"""What the library has of a record: copies on the shelf, files, and where it is online, as one table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tutela.catalogue.elements import OnlineResource
from tutela.web.library.models import Attachment, CatalogueRecord, Item


class Holding(NamedTuple):
    """A row of the table. ``status`` is a code of Item.Status, or "on-loan"; ``state`` the word for it. ``url`` leads
    to the resource, ``label`` says what is there; ``size`` is that of a file, in bytes."""

    kind: str
    status: str
    state: str
    location: str = ""
    collection: str = ""
    call_number: str = ""
    due: date | None = None
    barcode: str = ""
    note: str = ""
    url: str = ""
    label: str = ""
    language: str = ""
    size: int = 0
    is_here: bool = False
    """Whether ``url`` is an address of this site."""
    item: int = 0
    """The key of the copy, 0 for what is none."""


def due_dates(item_ids: Iterable[int]) -> dict[int, date]:
    """For those of these items that are on loan, when they are due back. One query, none for no items."""
    from tutela.web.circulation import lending  # which is built on the library

    ids = list(item_ids)
    return lending.due_dates(ids) if ids else {}


def holdings(
    row: CatalogueRecord, items: Sequence[Item], attachments: Sequence[Attachment], online: Sequence[OnlineResource]
) -> list[Holding]:
    """The copies, then the files of the record, then its addresses (856; not those of related resources)."""
    due = due_dates([one.pk for one in items])
    found = [_copy(one, due.get(one.pk)) for one in items]
    found += [_file(row, one) for one in attachments]
    seen: set[str] = set()
    for one in online:
        if one.kind == "related" or one.url in seen:
            continue
        seen.add(one.url)
        found.append(_address(one))
    return found


def is_web_address(url: str) -> bool:
    """Whether a reader may be led there: a plain web address, not a script, a file or whatever else a record says."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _copy(item: Item, due: date | None) -> Holding:
    on_loan = due is not None and item.status == Item.Status.AVAILABLE
    return Holding(
        kind=item.kind,
        status="on-loan" if on_loan else item.status,
        state=pgettext("copy", "on loan") if on_loan else str(Item.Status(item.status).label),
        location=item.location,
        collection=item.collection,
        call_number=item.call_number,
        due=due,
        barcode=item.barcode,
        note=item.note,
        item=item.pk,
    )


def _file(row: CatalogueRecord, attachment: Attachment) -> Holding:
    return Holding(
        kind=_("File"),
        status=Item.Status.ONLINE,
        state=str(Item.Status.ONLINE.label),
        url=reverse("library:file", args=[row.key, attachment.pk]),
        label=attachment.name,
        language=attachment.language,
        size=attachment.size,
        is_here=True,
    )


def _address(one: OnlineResource) -> Holding:
    is_version = one.kind == "version"
    return Holding(
        kind=_("Another version online") if is_version else _("Online access"),
        status=Item.Status.ONLINE,
        state=str(Item.Status.ONLINE.label),
        url=one.url if is_web_address(one.url) else "",
        label=one.label or (urlsplit(one.url).hostname or one.url if is_web_address(one.url) else one.url),
        note=one.note,
    )
