"""Writing to the catalogue: data, history, facets and index agree after every change."""

from __future__ import annotations

import pytest
from tests.web.library.factories import catalogued, marc

from tutela.catalogue.writing import same_fields
from tutela.web.accounts.models import User
from tutela.web.library import facets, store
from tutela.web.library.lots import add_lot
from tutela.web.library.models import CatalogueRecord, IdentifierKey, IndexedText, Revision, State
from tutela.web.library.preparing import prepared

pytestmark = pytest.mark.django_db


def ids(kind: str, value: str) -> list[int]:
    return list(facets.BITMAPS.current().get(kind, {}).get(value, ()))


def test_a_published_record_is_found_by_its_facets() -> None:
    row = catalogued("Children Act", year=2019, subjects=["Children’s rights"], kind="law", symbol="CRC/C/999")
    assert (row.title, row.year, row.symbol, row.work_key) == ("Children Act", 2019, "CRC/C/999", "CRCC999")
    assert ids("type", "law") == ids("subject", "Children’s rights") == ids("year", "2019") == [row.pk]
    assert list(facets.everything()) == [row.pk]
    assert IndexedText.objects.get(pk=row.pk).title == "child act"
    assert IdentifierKey.objects.filter(record=row, kind="symbol", value="CRCC999").exists()
    assert row.stamp is not None


def test_a_draft_is_in_no_index() -> None:
    row = catalogued("Draft Act", state=State.DRAFT, kind="law")
    assert ids("type", "law") == []
    assert not IndexedText.objects.filter(pk=row.pk).exists()
    assert row.stamp is None


def test_a_change_keeps_what_was_there(librarian: User) -> None:
    row = catalogued("Children Act", kind="law", subjects=["Courts"])
    changed = store.save(row, marc("Children Act, amended", kind="report"), by=librarian)
    assert (changed.version, changed.title) == (2, "Children Act, amended")
    assert (ids("type", "law"), ids("type", "report"), ids("subject", "Courts")) == ([], [row.pk], [])
    revision = Revision.objects.get(record=row)
    assert (revision.version, revision.by) == (1, librarian)
    assert same_fields(
        store.kept(revision.form, bytes(revision.marc)).marc, marc("Children Act", kind="law", subjects=["Courts"]).marc
    )


def test_two_people_do_not_overwrite_each_other(librarian: User) -> None:
    row = catalogued()
    store.save(row, marc("First"), by=librarian, expected=1)
    with pytest.raises(store.ChangedMeanwhileError):
        store.save(row, marc("Second"), by=librarian, expected=1)
    assert CatalogueRecord.objects.get().title == "First"


def test_a_withdrawn_record_leaves_the_index_and_keeps_a_stamp(librarian: User) -> None:
    row = catalogued(kind="law")
    gone = store.change_state(row, State.WITHDRAWN, by=librarian, action="withdrawn")
    assert gone.stamp is not None
    assert ids("type", "law") == [] == list(facets.everything())
    assert not IndexedText.objects.exists()


def test_many_at_once_are_as_good_as_one_by_one() -> None:
    records = [marc(f"Act {number}", kind="law", year=2000 + number) for number in range(5)]
    keys = add_lot([prepared(one) for one in records])
    assert ids("type", "law") == keys
    assert list(CatalogueRecord.objects.values_list("title", flat=True)) == [f"Act {number}" for number in range(5)]
    assert IndexedText.objects.count() == 5
