"""Batches in the site: looked at, taken in, undone."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.library.factories import catalogued, marc

from tutela.catalogue.writing import same_fields, to_iso2709
from tutela.web.accounts.models import User
from tutela.web.jobs.doing import do_one
from tutela.web.library import store
from tutela.web.library.facets import everything
from tutela.web.library.models import Batch, BatchState, CatalogueRecord, Item, Revision, SetAsideRecord, State
from tutela.web.subjects.importing import load_start

pytestmark = pytest.mark.django_db

DAMAGED = b"00058nam a2200037 a 4500245000700000\x1e10\x1faA\x1e"
"""A record that breaks off."""


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def file(*titles: str, name: str = "acts.mrc", damaged: bytes = b"", **facts: Any) -> SimpleUploadedFile:
    """A file with a record for each title, numbered from 1."""
    data = b"".join(to_iso2709(marc(title, number=f"act-{number}", **facts)) for number, title in enumerate(titles, 1))
    return SimpleUploadedFile(name, data + damaged)


def work() -> None:
    """Let the worker do all that waits."""
    while do_one("test"):
        pass


def imported(client: Client, *files: SimpleUploadedFile, **options: str) -> Batch:
    """A batch that was looked at and then taken in."""
    batch = looked_at(client, *files, **options)
    client.post(f"/en/library/desk/batches/{batch.pk}/run/")
    work()
    batch.refresh_from_db()
    return batch


def looked_at(client: Client, *files: SimpleUploadedFile, **options: str) -> Batch:
    sent = {"sources": list(files), "state": "published", **options}
    answer = client.post("/en/library/desk/batches/import/", sent)
    assert answer.status_code == 302, answer.content.decode()
    work()
    return Batch.objects.latest("pk")


def page(client: Client, batch: Batch) -> str:
    return client.get(f"/en/library/desk/batches/{batch.pk}/").content.decode()


# --- import -----------------------------------------------------------------------------------------------------------


def test_the_preview_says_what_would_be_done_and_writes_nothing(as_librarian: Client) -> None:
    catalogued("Known by number", number="act-2")
    catalogued("Juvenile Courts Act", year=2015)
    known = marc("Exactly the same", number="same")
    store.save(None, known, by=None, state=State.PUBLISHED)
    before = CatalogueRecord.objects.count()
    data = file("Children Act", "New wording", damaged=to_iso2709(known) + DAMAGED)
    twins = file("Juvenile Courts Act", name="more.mrc", year=2015)
    batch = looked_at(as_librarian, data, twins, update="on")
    found = batch.options["preview"]
    assert (found["read"], found["new"], found["updated"], found["known"], found["set_aside"]) == (4, 2, 1, 1, 1)
    assert [one["twin"] for one in found["duplicates"]] == ["Juvenile Courts Act"]
    assert CatalogueRecord.objects.count() == before
    text = page(as_librarian, batch)
    for words in (
        "Children Act",
        "the same title and year",
        "acts.mrc",
        "known already",
        "replaces a record",
        "Import them",
    ):
        assert words in text


def test_records_are_taken_in_and_files_let_go(as_librarian: Client) -> None:
    batch = imported(as_librarian, file("Children Act", "Courts Act", damaged=DAMAGED))
    assert (batch.state, batch.counts["added"], batch.counts["set_aside"]) == (BatchState.DONE, 2, 1)
    assert {row.title for row in CatalogueRecord.objects.filter(state=State.PUBLISHED)} == {
        "Children Act",
        "Courts Act",
    }
    assert not list((Path(settings.MEDIA_ROOT) / "batches").iterdir())
    text = page(as_librarian, batch)
    assert "Records set aside" in text
    assert "Undo the batch" in text


def test_files_are_kept_under_names_that_say_nothing(as_librarian: Client) -> None:
    batch = looked_at(as_librarian, file("Children Act", name="../../secret name.mrc"))
    (kept,) = (Path(settings.MEDIA_ROOT) / "batches").iterdir()
    assert "secret" not in kept.name
    assert batch.name == "secret name.mrc"
    as_librarian.post(f"/en/library/desk/batches/{batch.pk}/discard/")
    assert not kept.exists()
    assert not Batch.objects.exists()


@pytest.mark.parametrize(("state", "expected"), [("draft", State.DRAFT), ("published", State.PUBLISHED)])
def test_new_records_are_drafts_or_published(as_librarian: Client, state: str, expected: State) -> None:
    imported(as_librarian, file("Children Act"), state=state)
    assert CatalogueRecord.objects.get().state == expected


def test_what_was_set_aside_can_be_fetched_and_mended(as_librarian: Client) -> None:
    batch = imported(as_librarian, file("Children Act", damaged=DAMAGED))
    answer = as_librarian.get(f"/en/library/desk/batches/{batch.pk}/set-aside.mrc")
    assert b"".join(answer.streaming_content) == bytes(SetAsideRecord.objects.get().data)  # type: ignore[attr-defined]
    listed = as_librarian.get(f"/en/library/desk/batches/{batch.pk}/set-aside.csv").content.decode()
    assert "acts.mrc,2," in listed


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"state": "published"}, "This field is required|Choose at least one file"),
        ({"state": "published", "sources": SimpleUploadedFile("empty.mrc", b"")}, "empty"),
        ({"state": "nonsense", "sources": SimpleUploadedFile("a.mrc", b"x")}, "Select a valid choice"),
    ],
)
def test_an_upload_that_makes_no_sense_is_refused(as_librarian: Client, sent: dict[str, Any], message: str) -> None:
    text = as_librarian.post("/en/library/desk/batches/import/", sent).content.decode()
    assert any(part in text for part in message.split("|"))
    assert not Batch.objects.exists()


def test_a_file_that_holds_no_records_is_told(as_librarian: Client) -> None:
    batch = looked_at(
        as_librarian, SimpleUploadedFile("letter.txt", b"Dear colleague, please find the records enclosed.")
    )
    assert batch.options["preview"]["read"] == 0
    assert "There is nothing to do." in page(as_librarian, batch)


def test_an_import_is_not_done_twice(as_librarian: Client) -> None:
    batch = imported(as_librarian, file("Children Act"))
    as_librarian.post(f"/en/library/desk/batches/{batch.pk}/run/")
    work()
    assert CatalogueRecord.objects.count() == 1


def test_an_import_that_was_broken_off_leaves_nothing_twice(as_librarian: Client, librarian: User) -> None:
    from tutela.web.batches import running
    from tutela.web.jobs.models import Job
    from tutela.web.jobs.progress import Progress

    batch = looked_at(as_librarian, file("Children Act", "Courts Act"))
    as_librarian.post(f"/en/library/desk/batches/{batch.pk}/run/")
    batch.refresh_from_db()
    store.save(None, marc("Children Act", number="act-1"), by=None, state=State.PUBLISHED, batch=batch)
    work()
    assert sorted(CatalogueRecord.objects.values_list("title", flat=True)) == ["Children Act", "Courts Act"]
    assert Job.objects.filter(kind=running.KIND).count() == 2
    assert Progress


# --- undo -------------------------------------------------------------------------------------------------------------


def test_drafts_are_deleted_and_published_ones_withdrawn(as_librarian: Client) -> None:
    drafts = imported(as_librarian, file("Draft Act"), state="draft")
    published = imported(as_librarian, file("Public Act"))
    for batch in (drafts, published):
        as_librarian.post(f"/en/library/desk/batches/{batch.pk}/undo/")
    work()
    assert [(row.title, row.state) for row in CatalogueRecord.objects.all()] == [("Public Act", State.WITHDRAWN)]
    assert not everything()
    published.refresh_from_db()
    assert (published.state, published.options["undone"]["withdrawn"]) == (BatchState.UNDONE, 1)
    assert "records withdrawn" in page(as_librarian, published)


def test_what_was_undone_can_be_imported_again_and_what_was_withdrawn_by_hand_stays_so(
    as_librarian: Client, librarian: User
) -> None:
    batch = imported(as_librarian, file("Undone", "Withdrawn by hand"))
    by_hand = CatalogueRecord.objects.get(title="Withdrawn by hand")
    store.change_state(by_hand, State.WITHDRAWN, by=librarian, action="withdrawn")
    as_librarian.post(f"/en/library/desk/batches/{batch.pk}/undo/")
    work()
    again = imported(as_librarian, file("Undone", "Withdrawn by hand"))
    assert (again.counts["added"], again.counts["known"]) == (1, 1)
    assert [row.title for row in CatalogueRecord.objects.filter(state=State.PUBLISHED)] == ["Undone"]
    undone = Revision.objects.get(record__title="Undone", action="undone")
    assert (undone.state, undone.version, undone.by) == (State.PUBLISHED, 1, librarian)


def test_replaced_records_are_as_they_were_before(as_librarian: Client) -> None:
    row = catalogued("Old wording", number="act-1", subjects=["Courts"])
    before = store.record_of(row)
    batch = imported(as_librarian, file("New wording"), update="on")
    row.refresh_from_db()
    assert (row.title, batch.counts["updated"]) == ("New wording", 1)
    as_librarian.post(f"/en/library/desk/batches/{batch.pk}/undo/")
    work()
    row.refresh_from_db()
    assert row.title == "Old wording"
    assert same_fields(store.record_of(row).marc, before.marc)
    assert row.state == State.PUBLISHED


def test_what_was_changed_since_stays_and_is_told(as_librarian: Client, librarian: User) -> None:
    batch = imported(as_librarian, file("Changed Act", "With a copy", "Untouched"))
    changed, copied, _untouched = CatalogueRecord.objects.order_by("pk")
    store.save(changed, marc("Changed by hand"), by=librarian)
    Item.objects.create(record=copied, barcode="1")
    text = as_librarian.get(f"/en/library/desk/batches/{batch.pk}/undo/").content.decode()
    assert "3 records that readers have seen are withdrawn." in text
    as_librarian.post(f"/en/library/desk/batches/{batch.pk}/undo/")
    work()
    states = dict(CatalogueRecord.objects.values_list("title", "state"))
    assert states == {"Changed by hand": "published", "With a copy": "published", "Untouched": "withdrawn"}
    text = page(as_librarian, batch)
    assert "2 records were left as they are" in text
    assert "Changed by hand" in text


def test_an_undo_that_was_broken_off_goes_on(as_librarian: Client, librarian: User) -> None:
    from tutela.web.batches import undoing

    row = catalogued("Old wording", number="act-1")
    batch = imported(as_librarian, file("New wording", "Added"), update="on")
    undoing.undo(batch, by=librarian)
    again = undoing.undo(batch, by=librarian)
    assert (again.restored, again.left, again.withdrawn) == (0, 0, 0)
    row.refresh_from_db()
    assert row.title == "Old wording"


# --- many records changed ---------------------------------------------------------------------------------------------


def edited(client: Client, query: str, **sent: Any) -> Batch:
    answer = client.post(f"/en/library/desk/batches/edit/{query}", {"scope": "all", **sent})
    assert answer.status_code == 302, answer.content.decode()
    work()
    return Batch.objects.latest("pk")


def done(client: Client, batch: Batch) -> Batch:
    client.post(f"/en/library/desk/batches/{batch.pk}/run/")
    work()
    batch.refresh_from_db()
    return batch


def test_a_heading_is_replaced_in_all_records_and_back(as_librarian: Client) -> None:
    load_start()
    rows = [catalogued(f"Act {number}", subjects=["Child prostitution"]) for number in range(3)]
    catalogued("Another", subjects=["Courts"])
    batch = edited(
        as_librarian,
        "?subject=Child+prostitution",
        operation="replace-subject",
        subject="Child prostitution",
        new_subject="Child prostitution",
    )
    text = page(as_librarian, batch)
    assert "650 #7 $a Child prostitution $2 tutela" in text
    assert "650 #7 $a Sexual exploitation of children in prostitution $2 tutela" in text
    assert "Change 3 records" in text
    done(as_librarian, batch)
    assert batch.counts == {"read": 3, "updated": 3, "known": 0}
    for row in rows:
        row.refresh_from_db()
        assert row.facets["subject"] == ["Sexual exploitation of children in prostitution"]
    assert Revision.objects.filter(batch=batch, action="bulk").count() == 3
    as_librarian.post(f"/en/library/desk/batches/{batch.pk}/undo/")
    work()
    rows[0].refresh_from_db()
    assert rows[0].facets["subject"] == ["Child prostitution"]


def test_drafts_of_an_import_are_published_at_once(as_librarian: Client) -> None:
    drafts = imported(as_librarian, file("One", "Two"), state="draft")
    batch = done(as_librarian, edited(as_librarian, f"?batch={drafts.pk}", operation="publish"))
    assert set(CatalogueRecord.objects.values_list("state", flat=True)) == {State.PUBLISHED}
    as_librarian.post(f"/en/library/desk/batches/{batch.pk}/undo/")
    work()
    assert set(CatalogueRecord.objects.values_list("state", flat=True)) == {State.DRAFT}


def test_only_ticked_records_are_changed(as_librarian: Client) -> None:
    one, two = catalogued("Children Act"), catalogued("Children Code")
    batch = edited(as_librarian, "?q=children", operation="add-type", type="law", scope="ticked", key=[one.key])
    done(as_librarian, batch)
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.facets.get("type"), two.facets.get("type")) == (["law"], None)


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"operation": ""}, "required"),
        ({"operation": "add-subject", "subject": "Nothing like it"}, "has no such subject"),
        ({"operation": "add-type"}, "needs it"),
        ({"operation": "add-type", "type": "novel"}, "Select a valid choice"),
        ({"operation": "remove-field", "tag": "001"}, "three digits"),
        ({"operation": "remove-field", "tag": "24x"}, "three digits"),
        ({"operation": "add-field", "tag": "500", "content": "no subfield"}, "at least one subfield"),
        ({"operation": "replace-text", "tag": "500", "text": "a\0"}, "Null characters"),
        ({"operation": "publish", "scope": "ticked"}, "No record is chosen"),
        ({"operation": "format-disk"}, "Select a valid choice"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(as_librarian: Client, sent: dict[str, str], message: str) -> None:
    catalogued("Children Act")
    answer = as_librarian.post("/en/library/desk/batches/edit/?q=children", {"scope": "all", **sent})
    assert (answer.status_code, message in answer.content.decode()) == (200, True)
    assert not Batch.objects.exists()


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?q=%00",
        "?batch=99999999999999999999",
        "?batch=x",
        "?key=zz",
        "?key=abcdefabcdef",
        "?type=%00",
        "?q=nothing+here",
    ],
)
def test_odd_addresses_are_answered(as_librarian: Client, query: str) -> None:
    assert as_librarian.get(f"/en/library/desk/batches/edit/{query}").status_code == 200


def test_a_link_fills_the_form(as_librarian: Client) -> None:
    catalogued("Children Act", subjects=["Courts"])
    text = as_librarian.get(
        "/en/library/desk/batches/edit/?subject=Courts&operation=replace-subject&value=Courts&replacement=Justice"
    ).content.decode()
    assert 'value="Justice"' in text
    assert '<option value="replace-subject" selected>' in text


# --- who, and what is shown -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["", "import/", "edit/", "1/", "1/undo/", "1/set-aside.csv"])
def test_batches_are_for_librarians(
    client: Client, as_cataloguer: Client, as_alice: Client, as_librarian: Client, path: str
) -> None:
    assert client.get(f"/en/library/desk/batches/{path}").status_code == 302
    assert as_cataloguer.get(f"/en/library/desk/batches/{path}").status_code == 403
    assert as_alice.get(f"/en/library/desk/batches/{path}").status_code == 403


@pytest.mark.parametrize("number", ["7", str(2**63), str(10**40)])
def test_a_batch_that_is_not_there_is_not_found(as_librarian: Client, number: str) -> None:
    assert as_librarian.get(f"/en/library/desk/batches/{number}/").status_code == 404


def test_the_list_asks_the_database_the_same_however_long_it_is(
    as_librarian: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        Batch.objects.create(kind="import", name=f"Batch {number}", counts={"read": number})
    with django_assert_max_num_queries(8):
        text = as_librarian.get("/en/library/desk/batches/").content.decode()
    assert "Batch 29" in text


def test_the_progress_of_the_work_is_shown(as_librarian: Client) -> None:
    answer = as_librarian.post(
        "/en/library/desk/batches/import/", {"sources": [file("Children Act")], "state": "draft"}
    )
    batch = Batch.objects.get()
    assert answer.headers["Location"] == f"/en/library/desk/batches/{batch.pk}/"
    piece = as_librarian.get(f"/en/library/desk/batches/{batch.pk}/progress/").content.decode()
    assert 'data-open="yes"' in piece
    assert "waits for its turn" in piece
    as_librarian.post(f"/en/library/desk/batches/{batch.pk}/stop/")
    assert "The preview was not finished" in page(as_librarian, batch)
    as_librarian.post(f"/en/library/desk/batches/{batch.pk}/preview/")
    work()
    assert "What would be done" in page(as_librarian, batch)


def test_a_job_of_a_batch_that_is_gone_is_nothing(as_librarian: Client) -> None:
    as_librarian.post(
        "/en/library/desk/batches/import/",
        {"sources": [SimpleUploadedFile("a.mrc", io.BytesIO(b"x").getvalue())], "state": "draft"},
    )
    Batch.objects.all().delete()
    work()


@pytest.mark.parametrize("page", ["", "import/", "edit/"])
def test_the_pages_stand_in_the_library(as_librarian: Client, page: str) -> None:
    text = as_librarian.get(f"/en/library/desk/batches/{page}").content.decode()
    assert 'class="below library-menu"' in text
    assert '<a href="/en/library/desk/">Desk</a>' in text
