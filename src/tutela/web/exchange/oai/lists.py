"""Records in the order in which they changed, page by page."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from tutela.web.exchange.models import SetMembership
from tutela.web.exchange.oai.tokens import Position
from tutela.web.exchange.sets import catch_up, specs_of
from tutela.web.library.models import CatalogueRecord, State

RECORDS, HEADERS = 200, 1000
"""Records, and headers alone, of a page."""


class Told(NamedTuple):
    """A record as harvesters are told of it: deleted or there, since when, and the sets it is in."""

    row: CatalogueRecord
    stamp: datetime
    is_deleted: bool
    specs: list[str]


class Page(NamedTuple):
    """Some records of a list; ``next`` where it goes on, None at its end."""

    told: list[Told]
    next: Position | None


def told(row: CatalogueRecord) -> Told:
    """How harvesters are told of a record that was published once. What is no longer published, for whatever reason,
    is deleted to them."""
    assert row.stamp is not None
    return Told(row, row.stamp, row.state != State.PUBLISHED, specs_of(row.facets))


def page(position: Position, *, with_data: bool) -> Page:
    """The records that follow a position; ``with_data`` False leaves out what only their metadata need.

    Two queries at most for all records; two more for those of a set.
    """
    most = RECORDS if with_data else HEADERS
    rows, key_name = _of_set(position) if position.spec else _of_all(position)
    found = list(_after(rows, position, key_name, with_data=with_data)[: most + 1])
    has_more = len(found) > most
    found = found[:most]
    all_told = [_told_in_set(one, position) if position.spec else told(one) for one in found]
    if not has_more:
        return Page(all_told, None)
    size = position.size or rows.count()
    last: Any = found[-1]
    key = last.record_id if position.spec else last.pk
    return Page(all_told, position._replace(stamp=last.stamp, key=key, cursor=position.cursor + len(found), size=size))


def _of_all(position: Position) -> tuple[QuerySet[Any], str]:
    return _within(CatalogueRecord.objects.filter(stamp__isnull=False), position), "pk"


def _of_set(position: Position) -> tuple[QuerySet[Any], str]:
    catch_up()
    return _within(SetMembership.objects.filter(spec=position.spec), position), "record_id"


def _within(rows: QuerySet[Any], position: Position) -> QuerySet[Any]:
    if position.since is not None:
        rows = rows.filter(stamp__gte=position.since)
    return rows if position.until is None else rows.filter(stamp__lte=position.until)


def _after(rows: QuerySet[Any], position: Position, key: str, *, with_data: bool) -> QuerySet[Any]:
    if position.stamp is not None:
        # In this form both databases look into the index by the stamp; with OR alone they would read it all.
        later = Q(stamp__gt=position.stamp) | Q(**{f"{key}__gt": position.key})
        rows = rows.filter(stamp__gte=position.stamp).filter(later)
    columns = ["key", "state", "stamp", "facets", *(["form", "marc"] if with_data else [])]
    if key == "pk":
        return rows.order_by("stamp", "pk").only(*columns)
    joined = rows.select_related("record").only(
        "stamp", "has_left", "record_id", *(f"record__{column}" for column in columns)
    )
    return joined.order_by("stamp", "record_id")


def _told_in_set(membership: SetMembership, position: Position) -> Told:
    found = told(membership.record)
    if membership.has_left and not found.is_deleted:
        return Told(found.row, found.stamp, True, [position.spec])
    return found


def earliest() -> datetime | None:
    """The stamp of the record that has not changed for longest; None where nothing was ever published."""
    rows = CatalogueRecord.objects.filter(stamp__isnull=False).order_by("stamp")
    return rows.values_list("stamp", flat=True).first()
