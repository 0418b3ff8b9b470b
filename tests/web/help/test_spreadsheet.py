"""The directory as a spreadsheet: read with care, written so that it can be read back, brought in in two steps."""

from __future__ import annotations

import csv
import io
from importlib.resources import files

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.web.help.factories import entry

from tutela.web.help.entry_rules import COLUMNS, columns_of
from tutela.web.help.importing import carry_out, plan
from tutela.web.help.models import Entry
from tutela.web.help.spreadsheet import LARGEST, SpreadsheetError, decode, read_entries, write_entries

ROW = {
    "key": "mv-line", "kind": "child-helpline", "needs": "talk", "country": "FR", "name": "Line of Maravel", "run_by": "An invented association",
    "phone": "00 00 00", "source": "An invented leaflet", "checked": "2026-01-31",
}  # fmt: skip


def sheet(*rows: dict[str, str], separator: str = ",", columns: tuple[str, ...] = COLUMNS) -> str:
    """A spreadsheet of these rows; what they do not name is as in ROW."""
    target = io.StringIO(newline="")
    writer = csv.DictWriter(target, columns, restval="", delimiter=separator, extrasaction="ignore")
    writer.writeheader()
    writer.writerows({**ROW, **row} for row in rows)
    return target.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_all_separators_are_read_with_or_without_a_mark(separator: str, mark: str) -> None:
    found = read_entries(mark + sheet({"source": "Leaflet; page 2, left"}, separator=separator))
    assert not found.problems
    assert [one.source for one in found.entries] == ["Leaflet; page 2, left"]
    assert found.rows == [2]


def test_columns_may_stand_in_any_order_and_empty_rows_count_as_rows() -> None:
    text = sheet({}, columns=tuple(reversed(COLUMNS)))
    head, row = text.splitlines()
    found = read_entries(f"{head.upper()}\r\n\r\n{',' * (len(COLUMNS) - 1)}\r\n{row}\r\n")
    assert not found.problems
    assert found.rows == [4]


def test_a_row_with_a_fault_is_set_aside_and_the_others_come_in() -> None:
    rows = [{"key": "a"}, {"key": "b", "phone": "call", "checked": "31/01/2026"}, {"key": "a"}, {"key": "c"}]
    found = read_entries(sheet(*rows))
    assert [one.key for one in found.entries] == ["a", "c"]
    assert [(one.row, one.column) for one in found.problems] == [(3, "phone"), (3, "checked"), (4, "key")]
    assert "Row 2 has the same key" in found.problems[2].what


@pytest.mark.parametrize(
    ("text", "row", "column", "said"),
    [
        ("", 1, "", "empty"),
        ("\n\n", 1, "", "empty"),
        (sheet({}, columns=COLUMNS[:-1]), 1, "checked", "missing"),
        (sheet({}).replace("key,kind", "key,key,kind", 1), 1, "key", "twice"),
        (sheet({}).rstrip() + ",more\r\n", 2, "", "more cells"),
        (sheet({}) + '"never closed,', 2, "", "breaks off"),
        (sheet({}) + 'x,"a"b,', 2, "", "breaks off"),
        ("x" * (LARGEST + 1), 1, "", "too large"),
    ],
    ids=["empty", "blank", "missing", "twice", "cells", "open", "within", "large"],
)
def test_files_that_cannot_be_read(text: str, row: int, column: str, said: str) -> None:
    found = read_entries(text)
    told = [(one.row, one.column) for one in found.problems if said in one.what]
    assert told == [(row, column)]


def test_an_unknown_column_is_told_of_and_the_rest_is_read() -> None:
    found = read_entries(sheet({}).replace("\r\n", ",colour\r\n", 1))
    assert [(one.row, one.column) for one in found.problems] == [(1, "colour")]
    assert len(found.entries) == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04", "CSV UTF-8"),
        ("clé".encode("latin-1"), "CSV UTF-8"),
        (b"x" * (LARGEST + 1), "Divide it"),
        (b"\xff\xfea", "CSV UTF-8"),
    ],
)
def test_files_of_other_kinds_are_refused(data: bytes, said: str) -> None:
    with pytest.raises(SpreadsheetError, match=said):
        decode(data)


def test_text_of_spreadsheet_programs_is_decoded() -> None:
    assert decode("clé".encode("utf-8-sig")) == "clé"
    assert decode("clé".encode("utf-16")) == "clé"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "start", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "'=1", "''@x", "'plain", 'ordinary, with "marks"; and more']
)
def test_nothing_written_is_calculated_and_all_is_read_back(start: str) -> None:
    entry("line", name=start, phone="+00 00 00", hours={"en": start})
    text = write_entries(Entry.objects.all())
    cells = next(csv.DictReader(io.StringIO(text)))
    assert cells["name"][0] not in "=+-@\t\r"
    assert cells["hours_en"][0] not in "=+-@\t\r"
    assert cells["phone"] == "+00 00 00"
    found = read_entries(text)
    assert not found.problems
    assert [columns_of(one) for one in found.entries] == [columns_of(one) for one in Entry.objects.all()]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text(st.characters(exclude_categories=("C", "Z"), max_codepoint=0x2000), min_size=1, max_size=20),
        min_size=1,
        max_size=4,
    )
)
def test_whatever_an_entry_says_comes_back(words: list[str]) -> None:
    rows = []
    for number, said in enumerate(words):
        found = read_entries(sheet({"key": f"k{number}", "name": said, "source": said[::-1]}))
        rows += found.entries
    again = read_entries(write_entries(rows))
    assert not again.problems
    assert [columns_of(one) for one in again.entries] == [columns_of(one) for one in rows]


def test_the_first_entries_are_without_fault() -> None:
    text = files("tutela.web.help").joinpath("directory", "start.csv").read_text("utf-8")
    found = read_entries(text)
    assert found.problems == []
    assert len(found.entries) == len({one.key for one in found.entries}) > 20


@pytest.mark.django_db
def test_who_confirmed_is_written_and_never_read() -> None:
    entry("line", days=0)
    entry("open", confirmed=False)
    text = write_entries(Entry.objects.order_by("key"))
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["confirmed"] for row in rows] == [timezone.now().date().isoformat(), ""]
    Entry.objects.all().delete()
    done, _was_done = carry_out(text)
    assert len(done.new) == 2
    assert not Entry.objects.exclude(confirmed=None).exists()


@pytest.mark.django_db
def test_a_file_is_looked_at_before_it_is_applied() -> None:
    entry("same")
    entry("other", phone="0800 00")
    entry("lost", phone="0800 11")
    entry("kept")
    rows = [columns_of(one) for one in Entry.objects.exclude(key="kept").order_by("key")]
    by_key = {row["key"]: row for row in rows}
    text = sheet(
        by_key["same"],
        {**by_key["other"], "phone": "0800 22"},
        {**by_key["lost"], "phone": "80011"},
        {"key": "new"},
        {"key": "bad", "kind": "x"},
    )
    found = plan(text)
    assert [one.key for one in found.new] == ["new"]
    assert [(one.before.key, one.columns) for one in found.changed] == [("other", [("phone", "0800 00", "0800 22")])]
    assert [one.key for one in found.unchanged] == ["same"]
    assert [(one.row, one.column) for one in found.problems] == [(4, "phone"), (6, "kind")]
    assert Entry.objects.count() == 4
    done, was_done = carry_out(text, found.digest)
    assert was_done
    assert done.digest == found.digest
    assert Entry.objects.count() == 5
    assert Entry.objects.get(key="other").phone == "0800 22"
    assert Entry.objects.get(key="other").confirmed is None
    assert Entry.objects.get(key="lost").phone == "0800 11"
    assert Entry.objects.get(key="same").confirmed
    assert not plan(text).does_something


@pytest.mark.django_db
def test_a_file_is_not_applied_to_another_directory_than_was_shown() -> None:
    row = entry("line")
    text = sheet({**columns_of(row), "name": "Another name"})
    shown = plan(text)
    Entry.objects.filter(key="line").update(phone="99 99")
    found, was_done = carry_out(text, shown.digest)
    assert not was_done
    assert {column for column, _old, _new in found.changed[0].columns} == {"name", "phone"}
    assert Entry.objects.get(key="line").name == "Service line"
