"""The MARC editor, the history of a record, and merging."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.web.cataloguing.pages import desk, send, text_of
from tests.web.factories import person
from tests.web.library.factories import catalogued, field, marc

from tutela.catalogue.tagged import to_tagged_text
from tutela.catalogue.writing import same_fields
from tutela.web.accounts.models import User
from tutela.web.audit.models import Entry
from tutela.web.cataloguing import merging
from tutela.web.cataloguing.differences import differences
from tutela.web.cataloguing.models import Merge, Proposal
from tutela.web.library import store
from tutela.web.library.history import version_of, versions
from tutela.web.library.models import Attachment, CatalogueRecord, Item, Revision, State
from tutela.web.library.reader_models import SavedRecord, SharedList

pytestmark = pytest.mark.django_db

EDITOR = "main .editor form"


def now(row: CatalogueRecord) -> CatalogueRecord:
    return CatalogueRecord.objects.get(pk=row.pk)


# --- the editor -------------------------------------------------------------------------------------------------------


def test_what_is_typed_becomes_the_record(as_cataloguer: Client) -> None:
    row = catalogued("Act", state=State.DRAFT)
    page = as_cataloguer.get(desk("marc", row))
    text = to_tagged_text(store.record_of(row)).replace("$a Act", "$a Children Act") + "650 #7 $a Courts $2 tutela\n"
    answer = send(as_cataloguer, desk("marc", row), page, EDITOR, text=text.replace("\n", "\r\n"), do="save")
    assert answer["Location"] == desk("marc", row)
    assert (now(row).title, now(row).version) == ("Children Act", 2)
    assert [one.label for one in store.record_of(now(row)).subjects] == ["Courts"]


def test_saving_without_a_change_makes_no_version(as_cataloguer: Client) -> None:
    row = catalogued(
        "Act",
        extra=[field("650", " 0", ("a", "odd\x1b")), field("500", "  ", ("a", " two  blanks "))],
        state=State.DRAFT,
    )
    send(as_cataloguer, desk("marc", row), as_cataloguer.get(desk("marc", row)), EDITOR, do="save")
    assert now(row).version == 1


def test_the_preview_shows_the_record_and_saves_nothing(as_cataloguer: Client) -> None:
    row = catalogued("Act", state=State.DRAFT)
    text = to_tagged_text(store.record_of(row)).replace("$a Act", "$a Children Act")
    page = send(as_cataloguer, desk("marc", row), as_cataloguer.get(desk("marc", row)), EDITOR, text=text, do="preview")
    assert page.status_code == 200
    assert "As readers see it" in text_of(page)
    assert "Maravel : State Printer, 2019" in text_of(page)
    assert now(row).title == "Act"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("24 10 $a Act", "The line does not begin with a tag"),
        ("245 10 Act", "Field 245 has no subfield"),
        ("LDR too short", "it needs 24"),
        ("500 ## $a a\x1bb", "control character"),
    ],
)
def test_a_line_that_cannot_be_read_is_told_with_its_number(as_cataloguer: Client, line: str, told: str) -> None:
    row = catalogued("Act", state=State.DRAFT)
    text = (
        f"LDR 00000nam#a2200000#i#4500\n001 1\n{line}\n" if not line.startswith("LDR") else f"\n\n{line}\n245 10 $a Act"
    )
    page = send(as_cataloguer, desk("marc", row), as_cataloguer.get(desk("marc", row)), EDITOR, text=text, do="save")
    assert page.status_code == 422
    assert "Line 3: " in text_of(page)
    assert told in text_of(page)
    assert line.split()[-1].strip("\x1b") in text_of(page) or "\x1b" in line
    assert now(row).version == 1


@pytest.mark.parametrize(
    "text",
    ["", "LDR 00000nam#a2200000#i#4500\n500 ## $a A note.", "\0", "x" * 100_000],
    ids=["empty", "no title", "nul", "long"],
)
def test_what_is_no_record_is_not_saved(as_cataloguer: Client, text: str) -> None:
    row = catalogued("Act", state=State.DRAFT)
    page = send(as_cataloguer, desk("marc", row), as_cataloguer.get(desk("marc", row)), EDITOR, text=text, do="save")
    assert page.status_code == 422
    assert now(row).version == 1


def test_the_editor_does_not_overwrite_what_somebody_else_saved(as_cataloguer: Client, as_librarian: Client) -> None:
    row = catalogued("Act", summary="Old.", state=State.DRAFT)
    mine = as_cataloguer.get(desk("marc", row))
    send(as_librarian, desk("edit", row), as_librarian.get(desk("edit", row)), title__0__title="Children Act")
    text = to_tagged_text(store.record_of(row)).replace("Old.", "New.")
    page = send(as_cataloguer, desk("marc", row), mine, EDITOR, text=text, do="save")
    assert page.status_code == 409
    assert now(row).version == 2
    send(as_cataloguer, desk("marc", row), page, "main form:has(input[name=onto])", do="save")
    assert (now(row).title, now(row).summary) == ("Children Act", "New.")


def test_a_published_record_is_changed_by_proposal(as_cataloguer: Client) -> None:
    row = catalogued("Act")
    text = to_tagged_text(store.record_of(row)).replace("$a Act", "$a Children Act")
    send(as_cataloguer, desk("marc", row), as_cataloguer.get(desk("marc", row)), EDITOR, text=text, do="save")
    assert now(row).title == "Act"
    assert Proposal.objects.get().record == row


# --- history ----------------------------------------------------------------------------------------------------------


def test_each_version_says_who_made_it_and_what_was_done(
    librarian: User, cataloguer: User, as_librarian: Client
) -> None:
    row = catalogued("Act", state=State.DRAFT)
    row = store.save(row, marc("Children Act"), by=cataloguer, note="Its full name.")
    store.change_state(row, State.PUBLISHED, by=librarian, action="published")
    told = [(one.number, one.by, one.action, one.note, one.state) for one in versions(now(row))]
    assert told == [
        (3, librarian, "published", "", State.PUBLISHED), (2, cataloguer, "edited", "Its full name.", State.DRAFT), (1, None, "created", "", State.DRAFT),
    ]  # fmt: skip
    text = text_of(as_librarian.get(desk("history", row)))
    assert "Carlos" in text
    assert "Its full name." in text
    # What was published says what the version before it said: the comparison begins with the last that did not.
    assert "From version 1 to version 3" in text
    assert "The two versions say the same." not in text
    assert "The two versions say the same." in text_of(as_librarian.get(desk("history", row) + "?before=2&after=3"))


def test_differences_are_shown_field_by_field_with_the_words_that_changed(
    librarian: User, as_librarian: Client
) -> None:
    row = catalogued("Children Act", subjects=["Courts"], summary="Kept.")
    store.save(row, marc("Children Act, amended", subjects=["Schools", "Prisons"], summary="Kept."), by=librarian)
    found = differences(
        marc("Children Act", subjects=["Courts"]), marc("Children Act, amended", subjects=["Schools", "Prisons"]), "en"
    )
    assert [(one.tag, one.kind) for one in found] == [("245", "changed"), ("650", "changed"), ("650", "added")]
    assert [(piece.text, piece.is_other) for piece in found[0].after] == [
        ("10 $a Children Act", False),
        (", amended", True),
    ]
    page = as_librarian.get(desk("history", row), {"before": 1, "after": 2})
    assert "<ins>, amended</ins>" in page.content.decode()
    assert "<del>Courts</del>" in page.content.decode()
    assert "Kept." not in text_of(page).split("From version 1 to version 2")[1]


def test_an_earlier_version_is_restored_as_a_new_one(as_librarian: Client, librarian: User) -> None:
    row = catalogued("Act", kind="law")
    store.save(row, marc("Other", kind="report"), by=librarian)
    as_librarian.post(desk("restore", row, 1), {"version": "2"})
    assert (now(row).title, now(row).version, now(row).state) == ("Act", 3, State.PUBLISHED)
    assert versions(now(row))[0].action == "restored"
    first = version_of(now(row), 1)
    assert first is not None
    assert same_fields(store.record_of(now(row)).marc, first.marc)


def test_restoring_what_somebody_else_changed_meanwhile_is_refused(as_librarian: Client, librarian: User) -> None:
    row = catalogued("Act")
    for title in ("Second", "Third"):
        store.save(row, marc(title), by=librarian)
    as_librarian.post(desk("restore", row, 1), {"version": "2"})
    assert now(row).title == "Third"


def test_a_cataloguer_proposes_to_restore(as_cataloguer: Client, librarian: User) -> None:
    row = catalogued("Act")
    store.save(row, marc("Other"), by=librarian)
    as_cataloguer.post(desk("restore", row, 1), {"version": "2"})
    assert now(row).title == "Other"
    assert Proposal.objects.get().note == "Version 1"


@pytest.mark.parametrize(
    "query", [{"before": "0"}, {"after": "99"}, {"before": "x"}, {"before": "9" * 30}, {"before": "1", "after": "1"}]
)
def test_versions_that_are_not_there_are_no_error(as_librarian: Client, query: dict[str, str]) -> None:
    assert as_librarian.get(desk("history", catalogued()), query).status_code == 200


@pytest.mark.parametrize("version", [0, 1, 77, 10**15])
def test_only_earlier_versions_are_restored(as_librarian: Client, version: int) -> None:
    assert as_librarian.post(desk("restore", catalogued(), version), {"version": "1"}).status_code == 404


# --- merging ----------------------------------------------------------------------------------------------------------


def twins() -> tuple[CatalogueRecord, CatalogueRecord]:
    kept = catalogued("Children Act", number="mv-1", subjects=["Courts"], names=["Maravel"], kind="law")
    other = catalogued(
        "The children act",
        number="mv-2",
        isbn="978-3-16-148410-0",
        subjects=["Courts", "Schools"],
        summary="What it protects.",
    )
    return kept, other


def test_both_records_stand_side_by_side_with_a_proposal(as_librarian: Client) -> None:
    kept, other = twins()
    page = as_librarian.get(desk("merge", kept), {"other": other.key})
    on = [one.text for pair in page.context["pairs"] for one in (*pair.kept, *pair.other) if one.is_on]
    assert [text for text in on if text.startswith("$a") and "2019" not in text] == [
        "$a 978-3-16-148410-0", "$a TUT $b eng", "$a Maravel", "$a Children Act", "$a What it protects.", "$a Courts $2 tutela", "$a Schools $2 tutela", "$a law $2 tutela",
    ]  # fmt: skip


def test_two_records_become_one_and_everything_moves_over(as_librarian: Client, librarian: User) -> None:
    kept, other = twins()
    Item.objects.create(record=other, barcode="77")
    Attachment.objects.create(
        record=other, name="act.txt", file="x", media_type="text/plain", size=1, text="protection"
    )
    reader, both = person("Reader"), person("Both")
    SavedRecord.objects.create(user=reader, record=other)
    for row in (kept, other):
        SavedRecord.objects.create(user=both, record=row)
    shared = SharedList.objects.create(user=reader, name="List", keys=[other.key])
    page = as_librarian.get(desk("merge", kept), {"other": other.key})
    answer = send(as_librarian, desk("merge", kept), page, "form:has(input[name=kept])", do="merge")
    assert answer["Location"] == desk("edit", kept)
    record = store.record_of(now(kept))
    assert record.title.full == "Children Act"
    assert {one.value for one in record.identifiers} == {"978-3-16-148410-0", "mv-2"}
    assert [one.label for one in record.subjects] == ["Courts", "Schools"]
    assert (now(other).state, now(other).replaced_by) == (State.WITHDRAWN, kept)
    assert Item.objects.get().record == Attachment.objects.get().record == kept
    assert set(SavedRecord.objects.filter(record=kept).values_list("user", flat=True)) == {reader.pk, both.pk}
    shared.refresh_from_db()
    assert shared.keys == [kept.key]
    assert "library" in now(kept).facets["availability"]
    assert Entry.objects.filter(action="record.merged", user=librarian).exists()

    done = Merge.objects.get()
    assert "was merged into this record" in text_of(as_librarian.get(desk("history", kept)))
    as_librarian.post(desk("undo-merge", kept, done.pk))
    assert (now(other).state, now(other).replaced_by) == (State.PUBLISHED, None)
    assert [one.label for one in store.record_of(now(kept)).subjects] == ["Courts"]
    assert Item.objects.get().record == other
    assert SavedRecord.objects.get(user=reader).record == other
    shared.refresh_from_db()
    assert shared.keys == [other.key]
    as_librarian.post(desk("undo-merge", kept, done.pk))
    assert now(other).state == State.PUBLISHED


def test_a_merge_is_not_undone_over_later_changes(as_librarian: Client, librarian: User) -> None:
    kept, other = twins()
    merging.merge(kept, other, [f"kept-{n}" for n in range(9)], by=librarian, expected=(1, 1))
    store.save(kept, marc("Later"), by=librarian)
    answer = as_librarian.post(desk("undo-merge", kept, Merge.objects.get().pk), follow=True)
    assert "changed since the two were merged" in text_of(answer)
    assert now(kept).title == "Later"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ([], "Field 245 is missing."),
        (["kept-4", "other-4"], "field 245 only once"),
        (["kept-0", "kept-4", "other-0"], "field 001 only once"),
        (["kept-99", "x", "\0"], "Field 245 is missing."),
    ],
)
def test_a_choice_that_makes_no_record_is_told(as_librarian: Client, fields: list[str], told: str) -> None:
    kept, other = twins()
    data = {"other": other.key, "kept": 1, "gone": 1, "field": fields, "do": "merge"}
    page = as_librarian.post(desk("merge", kept), data)
    assert page.status_code == 422
    assert told in text_of(page)
    assert not Merge.objects.exists()


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        ({"kept": 7, "gone": 1}, "changed in the meantime"),
        ({"kept": "x"}, "The form was incomplete"),
        ({}, "The form was incomplete"),
    ],
)
def test_only_the_versions_that_were_shown_are_merged(
    as_librarian: Client, shown: dict[str, object], told: str
) -> None:
    kept, other = twins()
    page = as_librarian.post(desk("merge", kept), {"other": other.key, "field": ["kept-4"], "do": "merge", **shown})
    assert told in text_of(page)
    assert now(other).state == State.PUBLISHED


def test_the_other_record_is_found_by_key_or_address_and_proposed(as_librarian: Client, librarian: User) -> None:
    kept, other = twins()
    assert (
        desk("merge", kept) + f"?other={other.key}"
        not in (page := as_librarian.get(desk("merge", kept))).content.decode()
    )
    assert f"?other={other.key}" in page.content.decode()
    address = f"https://example.org/fr/library/{other.key}/"
    assert as_librarian.get(desk("merge", kept), {"other": address}).context["other"] == other
    for wrong, told in ((kept.key, "the same record"), ("no-such", "no record with this key"), ("\0", "")):
        assert told in text_of(as_librarian.get(desk("merge", kept), {"other": wrong}))
    store.change_state(other, State.WITHDRAWN, by=librarian, action="withdrawn")
    assert "withdrawn already" in text_of(as_librarian.get(desk("merge", kept), {"other": other.key}))


def test_a_withdrawn_record_that_is_restored_no_longer_leads_elsewhere(as_librarian: Client, librarian: User) -> None:
    kept, other = twins()
    merging.merge(kept, other, ["kept-4"], by=librarian, expected=(1, 1))
    assert f"merged into {now(kept)}" in text_of(as_librarian.get(desk("edit", other)))
    as_librarian.post(desk("state", other), {"action": "restore"})
    assert (now(other).state, now(other).replaced_by) == (State.PUBLISHED, None)
    assert Revision.objects.filter(record=other).count() == 2


def test_a_note_is_kept_where_only_the_state_changes(as_cataloguer: Client) -> None:
    row = catalogued("Children Act", state=State.DRAFT)
    send(
        as_cataloguer,
        desk("edit", row),
        as_cataloguer.get(desk("edit", row)),
        do="review",
        note="Please look.",
        accepted="x",
    )
    assert now(row).state == State.REVIEW
    assert versions(now(row))[0].note == "Please look."
