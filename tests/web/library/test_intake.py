"""Taking records in: nothing is lost, nothing comes twice, what cannot be read is kept with its reason."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from tests.web.library.factories import marc

from tutela.catalogue.record import Record
from tutela.catalogue.writing import to_iso2709, to_json, to_mrk
from tutela.web.library.intake import Counts, Options, Source, open_batch, take_in
from tutela.web.library.models import BatchState, CatalogueRecord, Revision, SetAsideRecord, State
from tutela.web.library.preparing import LOT

pytestmark = pytest.mark.django_db


def file_of(*parts: bytes) -> Source:
    return Source("records.mrc", lambda: io.BytesIO(b"".join(parts)))


def taken(*parts: bytes, options: Options | None = None) -> Counts:
    return take_in([file_of(*parts)], open_batch("records.mrc"), options or Options())


def acts(count: int) -> list[Record]:
    return [marc(f"Act {number}", number=f"m{number}", year=1990 + number % 30) for number in range(count)]


@pytest.mark.parametrize("count", [1, LOT - 1, LOT, 2 * LOT + 7])
def test_bytes_go_in_and_come_out(count: int) -> None:
    """A lot is read here; more than one by other processes."""
    data = [to_iso2709(record) for record in acts(count)]
    assert taken(*data) == Counts(read=count, added=count)
    assert [bytes(row.marc) for row in CatalogueRecord.objects.order_by("pk")] == data


def test_the_same_file_again_adds_nothing() -> None:
    data = [to_iso2709(record) for record in acts(3)]
    taken(*data)
    assert taken(*data) == Counts(read=3, known=3)
    assert CatalogueRecord.objects.count() == 3


def test_what_stands_twice_in_one_file_is_kept_twice() -> None:
    data = to_iso2709(marc("Act"))
    assert taken(data, data).added == 2


def test_a_damaged_record_stops_nothing() -> None:
    first, second = (to_iso2709(record) for record in acts(2))
    batch = open_batch("records.mrc")
    damaged = b"00099" + second[5:]
    counts = take_in([file_of(first, damaged, second)], batch, Options())
    assert counts == Counts(read=2, added=2, set_aside=1)
    row = SetAsideRecord.objects.get()
    assert (row.file, row.number, bytes(row.data)) == ("records.mrc", 2, damaged)
    assert (batch.state, batch.counts["set_aside"]) == (BatchState.DONE, 1)


def test_a_newer_version_takes_the_place_of_the_older_where_asked() -> None:
    taken(to_iso2709(marc("Act", number="m1")))
    newer = to_iso2709(marc("Act, amended", number="m1"))
    assert taken(newer, options=Options(update=True)) == Counts(read=1, updated=1)
    assert CatalogueRecord.objects.get().title == "Act, amended"
    assert Revision.objects.get().action == "imported"
    assert taken(to_iso2709(marc("Act, again", number="m1"))).added == 1


def test_a_number_that_two_records_share_tells_nothing() -> None:
    taken(to_iso2709(marc("One", number="m1")), to_iso2709(marc("Two", number="m1")))
    assert taken(to_iso2709(marc("Three", number="m1")), options=Options(update=True)).added == 1


def test_drafts_are_not_published() -> None:
    taken(to_iso2709(marc("Act")), options=Options(state=State.DRAFT))
    row = CatalogueRecord.objects.get()
    assert (row.state, row.stamp) == (State.DRAFT, None)


@pytest.mark.parametrize("form", ["mrk", "json"])
def test_other_formats(form: str, tmp_path: Path) -> None:
    write = to_mrk if form == "mrk" else to_json
    path = tmp_path / f"records.{form}"
    path.write_text("".join(f"{write(record)}\n" for record in acts(3)), "utf-8")
    assert take_in([Source.of(path)], open_batch("x"), Options()).added == 3
    assert list(CatalogueRecord.objects.order_by("pk").values_list("title", flat=True)) == ["Act 0", "Act 1", "Act 2"]


def test_it_is_told_how_far_it_is() -> None:
    data = b"".join(to_iso2709(record) for record in acts(5))
    told: list[int] = []
    take_in([file_of(data)], open_batch("x"), Options(), told.append)
    assert sum(told) == len(data)
