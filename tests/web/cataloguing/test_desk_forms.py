"""The desk and the forms: making records, changing them, doubts, and what two people do at once."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.web.cataloguing.pages import desk, form_in, send, text_of
from tests.web.library.factories import catalogued, field, marc

from tutela.catalogue.writing import same_fields
from tutela.web.accounts.models import User
from tutela.web.cataloguing.material_types import MATERIAL_TYPES
from tutela.web.cataloguing.models import Proposal
from tutela.web.library import store
from tutela.web.library.models import CatalogueRecord, Revision, State
from tutela.web.subjects.models import Concept, Label, Scheme

pytestmark = pytest.mark.django_db


def now(row: CatalogueRecord) -> CatalogueRecord:
    return CatalogueRecord.objects.get(pk=row.pk)


# --- the desk ---------------------------------------------------------------------------------------------------------


def test_the_desk_shows_what_waits_in_a_fixed_number_of_queries(
    as_librarian: Client, librarian: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    draft = catalogued("Draft Act", state=State.DRAFT)
    store.change_state(
        catalogued("Sent back Act", state=State.REVIEW),
        State.DRAFT,
        by=librarian,
        action="returned",
        note="Add the year.",
    )
    for number in range(20):
        catalogued(f"Act for review {number}", state=State.REVIEW)
        catalogued(f"Published Act {number}")
    with django_assert_max_num_queries(16):
        page = as_librarian.get(desk("home"))
    text = text_of(page)
    assert "Draft Act" in text
    assert "For review 20" in text
    assert "Add the year." in text
    assert "Act for review 19" in text
    assert "Act for review 0" not in text
    assert desk("edit", draft) in page.content.decode()
    assert "Act for review 0" in text_of(as_librarian.get(desk("waiting", None, "review")))
    assert as_librarian.get(desk("waiting", None, "published")).status_code == 404


# --- new records ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("material", sorted(MATERIAL_TYPES))
def test_each_form_makes_a_draft_that_opens_in_the_same_form(as_cataloguer: Client, material: str) -> None:
    url = desk("new", None, material)
    page = as_cataloguer.get(url)
    answer = send(as_cataloguer, url, page, title__0__title="The Children Act", languages__0__code="eng", year="2019")
    row = CatalogueRecord.objects.get()
    assert answer["Location"] == desk("edit", row)
    assert (row.title, row.sort_title, row.state, row.year, row.language) == (
        "The Children Act",
        "children act",
        State.DRAFT,
        2019,
        "eng",
    )
    assert MATERIAL_TYPES[material].blank("Library", "en").material == row.material
    assert as_cataloguer.get(answer["Location"]).context["form"].material.code == material


def test_what_was_filled_in_stands_in_the_record_and_in_the_form(as_cataloguer: Client) -> None:
    url = desk("new", None, "law")
    page = as_cataloguer.get(url)
    send(
        as_cataloguer, url, page, title__0__title="Children Act", symbol__0__symbol="MV/2019/7",
        contributors__0__kind="body", contributors__0__name="Maravel", contributors__0__unit="Parliament",
        contributors__0__role="isb", contributors__0__main="on", publication__0__place="Port Ems",
        publication__0__publisher="State Printer", publication__0__date="2019", languages__0__code="eng",
        subjects__0__heading="Courts", summary__0__summary="What the Act protects, and who enforces it.",
        online__0__url="https://example.org/act", online__0__label="Full text (PDF)", types=["law", "guidance"],
        sectors=["justice"], audiences=["judiciary"], countries__0__code="KE",
    )  # fmt: skip
    row = CatalogueRecord.objects.get()
    record = store.record_of(row)
    assert (row.title, row.symbol, row.year, row.byline) == ("Children Act", "MV/2019/7", 2019, "Maravel. Parliament")
    assert record.facts.types == ("law", "guidance")
    assert (record.facts.countries, record.facts.audiences) == (("KE",), ("judiciary",))
    assert record.online[0].label == "Full text (PDF)"
    form = form_in(as_cataloguer.get(desk("edit", row)))
    assert form["title-0-title"] == ["Children Act"]
    assert form["contributors-0-role"] == ["isb"]
    assert form["contributors-0-main"] == ["on"]
    assert form["types"] == ["guidance", "law"]
    assert form["countries-0-code"] == ["KE"]


def test_without_a_title_nothing_is_saved_and_the_page_says_where(as_cataloguer: Client) -> None:
    url = desk("new", None, "book")
    answer = send(as_cataloguer, url, as_cataloguer.get(url), year="19", online__0__label="Text")
    assert answer.status_code == 422
    text = text_of(answer)
    assert "A record needs a title." in text
    assert "Write the year with four digits" in text
    assert "“Address” is empty." in text
    assert 'href="#id_title-0-title"' in answer.content.decode()
    assert not CatalogueRecord.objects.exists()


def test_a_librarian_publishes_at_once_and_a_cataloguer_sends_to_review(
    as_librarian: Client, as_cataloguer: Client
) -> None:
    url = desk("new", None, "book")
    send(as_librarian, url, as_librarian.get(url), title__0__title="First Act", do="publish")
    send(as_cataloguer, url, as_cataloguer.get(url), title__0__title="Second Report", do="review")
    send(as_cataloguer, url, as_cataloguer.get(url), title__0__title="Third Plan", do="publish")
    assert dict(CatalogueRecord.objects.values_list("title", "state")) == {
        "First Act": State.PUBLISHED, "Second Report": State.REVIEW, "Third Plan": State.DRAFT,
    }  # fmt: skip


# --- rows without JavaScript ------------------------------------------------------------------------------------------


def test_rows_are_added_and_removed_by_buttons_and_nothing_that_was_written_is_lost(as_cataloguer: Client) -> None:
    url = desk("new", None, "book")
    page = as_cataloguer.get(url)
    page = send(as_cataloguer, url, page, title__0__title="Act", contributors__0__name="Maravel", add="contributors")
    page = send(as_cataloguer, url, page, contributors__1__name="Port Ems", add="contributors")
    page = send(as_cataloguer, url, page, contributors__2__name="Ombudsman", add="languages")
    assert len(page.context["form"].opened.values.rows["contributors"]) == 0
    page = send(as_cataloguer, url, page, languages__0__code="eng", languages__1__code="fre", remove="contributors-1")
    assert not CatalogueRecord.objects.exists()
    form = form_in(page)
    assert form["title-0-title"] == ["Act"]
    assert "contributors-1-name" not in form
    send(as_cataloguer, url, page)
    record = store.record_of(CatalogueRecord.objects.get())
    assert [one.name for one in record.contributors] == ["Maravel", "Ombudsman"]
    assert record.languages == ("eng", "fre")


# --- changing what is there -------------------------------------------------------------------------------------------


def rich() -> CatalogueRecord:
    return catalogued(
        "Children Act :", number="mv-1", symbol="MV/2019/7", isbn="978-3-16-148410-0", names=["Maravel. Parliament", "Ombudsman"],
        summary="What the Act\nprotects.", subjects=["Courts"], kind="law", state=State.DRAFT,
        extra=[
            field("041", "0 ", ("a", "engfre")), field("246", "31", ("a", "Loi sur les enfants")), field("490", "0 ", ("a", "Laws ;"), ("v", "7")),
            field("500", "  ", ("a", "In  force since 2020.")), field("655", " 7", ("a", "unheard-of"), ("2", "tutela")),
            field("691", " 7", ("a", "no-such-measure"), ("2", "tutela")), field("245", "10", ("a", "Act"), ("n", "1"), ("n", "2")),
            field("880", "10", ("6", "245-01"), ("a", "Закон")), field("024", "8 ", ("a", "77")), field("653", "  ", ("a", "odd\x1b")),
            field("856", "42", ("u", "javascript:alert(1)"), ("3", "Cover")), field("700", "1 ", ("a", "Doe, Jane"), ("e", "unheard-of role")),
        ],
    )  # fmt: skip


def test_opening_and_saving_changes_nothing(as_cataloguer: Client) -> None:
    row = rich()
    answer = send(as_cataloguer, desk("edit", row), as_cataloguer.get(desk("edit", row)))
    assert answer.status_code == 302
    assert now(row).version == 1
    assert bytes(now(row).marc) == bytes(row.marc)


def test_a_record_that_codes_no_year_gets_none_by_being_opened(as_cataloguer: Client) -> None:
    row = catalogued("Act", year=None, extra=[field("264", " 1", ("c", "2019."))], state=State.DRAFT)
    send(as_cataloguer, desk("edit", row), as_cataloguer.get(desk("edit", row)))
    assert now(row).version == 1


def test_what_the_form_does_not_know_is_shown_and_stays(as_cataloguer: Client) -> None:
    row = rich()
    page = as_cataloguer.get(desk("edit", row))
    assert "Fields that this form does not show" in text_of(page)
    assert "Закон" in text_of(page)
    assert "Also in this field: $3 Cover" in text_of(page)
    send(as_cataloguer, desk("edit", row), page, notes__0__note="In force since 2021.", note="A new date.")
    before, after = store.record_of(row), store.record_of(now(row))
    changes = [
        (str(one), str(other))
        for one, other in zip(before.marc.fields, after.marc.fields, strict=True)
        if str(one) != str(other)
    ]
    assert changes == [("=500  \\\\$aIn  force since 2020.", "=500  \\\\$aIn force since 2021.")]
    revision = Revision.objects.get(record=row)
    assert (revision.action, revision.note, now(row).version) == ("edited", "A new date.", 2)


def test_a_withdrawn_record_is_looked_at_and_not_changed(as_librarian: Client, librarian: User) -> None:
    row = store.change_state(catalogued(), State.WITHDRAWN, by=librarian, action="withdrawn")
    page = as_librarian.get(desk("edit", row))
    assert "it can be looked at, but not changed" in text_of(page)
    send(as_librarian, desk("edit", row), page, title__0__title="Other")
    assert now(row).version == row.version


# --- doubts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("boxes", "told"),
    [
        ({"identifiers__0__number": "978-3-16-148410-1"}, "The check digit of the ISBN “978-3-16-148410-1” is wrong."),
        ({"identifiers__0__number": "978-3-16"}, "“978-3-16” is no ISBN"),
        (
            {"identifiers__0__kind": "issn", "identifiers__0__number": "0317-8472"},
            "The check digit of the ISSN “0317-8472” is wrong.",
        ),
        ({"identifiers__0__kind": "doi", "identifiers__0__number": "11.22"}, "“11.22” is no DOI"),
        ({"year": "2999"}, "The year 2999 cannot be right."),
        ({"year": "2018", "publication__0__date": "2019"}, "The year 2018 is not in the printed date (2019)."),
        ({"publication__0__date": "no date"}, "There is no year in “no date”."),
        ({"symbol__0__symbol": "CRC C 156"}, "“CRC C 156” does not look like a document symbol"),
        ({"online__0__url": "www.example.org"}, "“www.example.org” is no address that a browser can open"),
        ({"title__0__title": "THE CHILDREN ACT OF MARAVEL"}, "The title is in capitals throughout."),
    ],
    ids=lambda value: " ".join(value.values()) if isinstance(value, dict) else "",
)
def test_a_doubt_is_told_once_and_can_be_passed(as_cataloguer: Client, boxes: dict[str, str], told: str) -> None:
    url = desk("new", None, "book")
    page = send(
        as_cataloguer, url, as_cataloguer.get(url), **{"title__0__title": "Act", "symbol__0__symbol": "", **boxes}
    )
    assert page.status_code == 422
    assert told in text_of(page)
    assert not CatalogueRecord.objects.exists()
    assert send(as_cataloguer, url, page).status_code == 302
    assert CatalogueRecord.objects.count() == 1


@pytest.mark.parametrize(
    "number", ["978-3-16-148410-0", "9783161484100", "3-16-148410-X", "978-3-16-148410-0 (paperback)"]
)
def test_right_numbers_raise_no_doubt(as_cataloguer: Client, number: str) -> None:
    url = desk("new", None, "book")
    answer = send(as_cataloguer, url, as_cataloguer.get(url), title__0__title="Act", identifiers__0__number=number)
    assert answer.status_code == 302


def test_an_old_fault_does_not_stand_in_the_way_of_another_change(as_cataloguer: Client) -> None:
    row = catalogued("Act", isbn="978-3-16-148410-1", state=State.DRAFT)
    answer = send(
        as_cataloguer, desk("edit", row), as_cataloguer.get(desk("edit", row)), title__0__title="Children Act"
    )
    assert answer.status_code == 302
    assert now(row).title == "Children Act"


def test_accepting_one_doubt_accepts_no_other(as_cataloguer: Client) -> None:
    url = desk("new", None, "book")
    page = send(as_cataloguer, url, as_cataloguer.get(url), title__0__title="Act", year="2999")
    page = send(as_cataloguer, url, page, year="2998")
    assert (page.status_code, CatalogueRecord.objects.count()) == (422, 0)


def test_headings_are_held_to_the_vocabulary(as_cataloguer: Client) -> None:
    concept = Concept.objects.create(
        scheme=Scheme.objects.create(uri="https://example.org/s"), key="courts", uri="https://example.org/s/courts"
    )
    for kind, text in (("preferred", "Courts"), ("alternative", "Tribunals")):
        Label.objects.create(concept=concept, kind=kind, language="en", text=text)
    from tutela.web.subjects.current import touch

    touch()
    url = desk("new", None, "book")
    page = send(
        as_cataloguer,
        url,
        as_cataloguer.get(url),
        title__0__title="Act",
        subjects__0__heading="Tribunals",
        subjects__0__vocabulary="tutela",
    )
    assert "“Tribunals” is advised against: use “Courts”." in text_of(page)
    send(as_cataloguer, url, page, subjects__0__heading="Courts", subjects__0__vocabulary="")
    assert [(one.label, one.vocabulary) for one in store.record_of(CatalogueRecord.objects.get()).subjects] == [
        ("Courts", "tutela")
    ]


# --- duplicates -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("there", "boxes", "why"),
    [
        ({"isbn": "3-16-148410-X"}, {"title__0__title": "Other title", "identifiers__0__number": "978-3-16-148410-0"}, "same number"),
        ({"title": "The Children Acts", "year": 2019}, {"title__0__title": "The children act", "year": "2019"}, "title is nearly the same"),
        ({"symbol": "MV/2019/7"}, {"title__0__title": "Other", "symbol__0__symbol": "MV/2019/7", "languages__0__code": "eng"}, "same document symbol, in the same language"),
        ({"symbol": "MV/2019/7"}, {"title__0__title": "Autre", "symbol__0__symbol": "MV/2019/7", "languages__0__code": "fre"}, "link the two as translations"),
    ],
    ids=["isbn", "title", "symbol", "translation"],
)  # fmt: skip
def test_a_record_that_may_be_the_same_is_shown(
    as_librarian: Client, there: dict[str, Any], boxes: dict[str, str], why: str
) -> None:
    row = catalogued(**{"title": "Children Act", **there})
    url = desk("new", None, "law")
    page = send(as_librarian, url, as_librarian.get(url), **{"year": "2010", **boxes})
    assert page.status_code == 422
    assert why in text_of(page)
    assert desk("edit", row) in page.content.decode()
    answer = send(as_librarian, url, page, do=f"merge:{row.key}")
    other = CatalogueRecord.objects.exclude(pk=row.pk).get()
    assert answer["Location"] == f"{desk('merge', row)}?other={other.key}"


@pytest.mark.parametrize(
    ("there", "title", "year"),
    [
        ({"title": "Children Act", "year": 2010}, "Children Act", "2019"),
        ({"title": "Prisons Act"}, "Children Act", "2019"),
    ],
    ids=["another year", "another title"],
)
def test_other_records_are_not_taken_for_duplicates(
    as_cataloguer: Client, there: dict[str, Any], title: str, year: str
) -> None:
    catalogued(**there)
    url = desk("new", None, "law")
    assert send(as_cataloguer, url, as_cataloguer.get(url), title__0__title=title, year=year).status_code == 302


def test_the_script_of_the_page_gets_doubts_and_duplicates(as_cataloguer: Client) -> None:
    row = catalogued("The children act", year=2019)
    url = desk("new", None, "book")
    data = form_in(as_cataloguer.get(url)) | {"material": ["book"], "record": [""]}
    assert as_cataloguer.post(desk("check-fields"), data).json() == {"said": [], "duplicates": []}
    data |= {"title-0-title": ["The Children Act"], "year": ["2019"], "identifiers-0-number": ["978-3-16-148410-1"]}
    told = as_cataloguer.post(desk("check-fields"), data).json()
    assert [one["box"] for one in told["said"]] == ["id_identifiers-0-number"]
    assert [one["url"] for one in told["duplicates"]] == [desk("edit", row)]
    data = form_in(as_cataloguer.get(desk("edit", row))) | {"record": [row.key], "material": ["law"]}
    assert as_cataloguer.post(desk("check-fields"), data).json() == {"said": [], "duplicates": []}


# --- two at once ------------------------------------------------------------------------------------------------------


def test_two_changes_of_different_fields_are_put_together(as_cataloguer: Client, as_librarian: Client) -> None:
    row = catalogued("Act", summary="Old summary.", state=State.DRAFT)
    mine, theirs = as_cataloguer.get(desk("edit", row)), as_librarian.get(desk("edit", row))
    send(as_librarian, desk("edit", row), theirs, title__0__title="Children Act")
    page = send(as_cataloguer, desk("edit", row), mine, summary__0__summary="New summary.")
    assert page.status_code == 409
    assert "Somebody else changed this record in the meantime" in text_of(page)
    assert now(row).summary == "Old summary."
    answer = send(as_cataloguer, desk("edit", row), page, "main form:has(input[name=onto])", do="save")
    assert answer.status_code == 302
    assert (now(row).title, now(row).summary, now(row).version) == ("Children Act", "New summary.", 3)


def test_two_changes_of_the_same_field_are_shown_and_none_is_lost(as_cataloguer: Client, as_librarian: Client) -> None:
    row = catalogued("Act", state=State.DRAFT)
    mine, theirs = as_cataloguer.get(desk("edit", row)), as_librarian.get(desk("edit", row))
    send(as_librarian, desk("edit", row), theirs, title__0__title="Children Act")
    page = send(as_cataloguer, desk("edit", row), mine, title__0__title="Act on children")
    assert page.status_code == 409
    assert "Act on children" in text_of(page)
    assert not page.context["fits"]
    assert now(row).title == "Children Act"


def test_a_draft_that_was_published_meanwhile_is_not_changed_by_a_cataloguer(
    as_cataloguer: Client, librarian: User
) -> None:
    row = catalogued("Act", state=State.DRAFT)
    page = as_cataloguer.get(desk("edit", row))
    store.change_state(row, State.PUBLISHED, by=librarian, action="published")
    page = send(as_cataloguer, desk("edit", row), page, title__0__title="Children Act")
    assert page.status_code == 409
    send(as_cataloguer, desk("edit", row), page, "main form:has(input[name=onto])", do="save")
    assert now(row).title == "Act"
    assert Proposal.objects.get().record == row


# --- bad input --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "boxes",
    [
        {"title-0-title": "A\0ct"}, {"version": "99999999999999999999"}, {"version": ""}, {"title-0-at": "99999"}, {"title-0-at": "-1"},
        {"year": "٢٠١٩"}, {"languages-0-code": "no-such"}, {"types": "../../etc"}, {"measures": "\0"}, {"add": "no-such"}, {"remove": "no-such-9"},
        {"remove": "title-99999999999999"}, {"contributors-0-kind": "alien", "contributors-0-name": "X"}, {"note": "\0" * 400},
        {"do": "merge:\0"}, {"title-9999-title": "Much"}, {"title-0-title": "x" * 20_001}, {"accepted": "\0"}, {"onto": "x"},
    ],
    ids=lambda boxes: " ".join(f"{name}={value[:12]!r}" for name, value in boxes.items()),
)  # fmt: skip
def test_odd_input_is_refused_or_passed_over_and_never_an_error(as_librarian: Client, boxes: dict[str, str]) -> None:
    row = catalogued("Act", state=State.DRAFT)
    for url in (desk("edit", row), desk("new", None, "book")):
        data = form_in(as_librarian.get(url)) | {name: [value] for name, value in boxes.items()}
        assert as_librarian.post(url, data).status_code in (200, 302, 409, 422)
        assert (
            as_librarian.post(desk("check-fields"), {**data, "record": row.key, "material": "law"}).status_code == 200
        )
    assert as_librarian.post(url, {"add": "contributors"}).status_code == 200
    assert same_fields(store.record_of(row).marc, marc("Act").marc)


def test_unknown_forms_and_records_are_not_found(as_librarian: Client) -> None:
    assert as_librarian.get(desk("new", None, "no-such")).status_code == 404
    assert as_librarian.get("/en/library/desk/0123456789ab/").status_code == 404


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_form_opens_in_each_language_in_a_fixed_number_of_queries(
    as_librarian: Client, language: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    row = catalogued(
        "Act", names=["Ombudsman"] * 30, subjects=["Courts"] * 30, isbn="978-3-16-148410-0", symbol="CRC/C/999"
    )
    with django_assert_max_num_queries(20):
        page = as_librarian.get(desk("edit", row).replace("/en/", f"/{language}/"))
    assert page.status_code == 200
    assert len(page.context["form"].opened.values.rows["subjects"]) == 30
