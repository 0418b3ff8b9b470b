"""The vocabulary as readers and librarians meet it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.library.factories import catalogued

from tutela.web.library.models import IndexedText
from tutela.web.subjects import expansion
from tutela.web.subjects.current import current
from tutela.web.subjects.importing import load_start
from tutela.web.subjects.models import Concept, ConceptRelation

pytestmark = pytest.mark.django_db

CSAM = "Child sexual abuse material"


@pytest.fixture
def vocabulary(db: None) -> None:
    load_start()


def address(heading: str, rest: str = "", language: str = "en") -> str:
    entry = current().named(heading)
    assert entry is not None
    return f"/{language}/library/subjects/{entry.key}/{rest}"


@pytest.mark.parametrize(
    ("language", "label", "other"),
    [
        ("en", "Sale of children", "Child sexual exploitation material"),
        ("fr", "Vente d&#x27;enfants", "Contenus d&#x27;abus sexuels d&#x27;enfants"),
        ("es", "Venta de niñas, niños y adolescentes", "MASI"),
    ],
)
def test_the_list_is_in_the_language_of_the_page(
    client: Client, vocabulary: None, language: str, label: str, other: str
) -> None:
    page = client.get(f"/{language}/library/subjects/").content.decode()
    assert label in page
    assert other in page
    assert "child pornography" not in page.lower()


def test_the_hierarchy_shows_what_is_narrower_under_what_is_broader(client: Client, vocabulary: None) -> None:
    page = client.get("/en/library/subjects/?view=tree").content.decode()
    assert (
        page.index("Justice<")
        < page.index("Statute of limitations<")
        < page.index("Sexual exploitation of children<")
        < page.index(f"{CSAM}<")
    )


@pytest.mark.parametrize(
    "query", ["?view=tree&top=nothing", "?letter=%00", "?q=%00", "?q=zzzz", "?view=x", "?letter=QQQQQQQ"]
)
def test_odd_addresses_are_answered(client: Client, vocabulary: None, query: str) -> None:
    assert client.get(f"/en/library/subjects/{query}").status_code == 200


def test_the_lists_ask_the_database_the_same_however_long_they_are(
    client: Client, vocabulary: None, django_assert_max_num_queries: Any
) -> None:
    client.get("/en/library/subjects/")
    with django_assert_max_num_queries(4):
        client.get("/en/library/subjects/")
    with django_assert_max_num_queries(4):
        client.get("/en/library/subjects/?view=tree")


def test_a_concept_has_its_names_neighbours_and_records(client: Client, vocabulary: None) -> None:
    catalogued("Offences Act", subjects=[CSAM])
    page = client.get(address(CSAM)).content.decode()
    for text in (
        "Matériel d&#x27;abus sexuel d&#x27;enfants",
        "Material de abuso sexual",
        "CSAM",
        "Self-generated sexual content",
        "Show the 1 record",
    ):
        assert text in page
    assert "Pornografía" not in page
    assert "/en/library/search/?subject=Child+sexual+abuse+material" in page


def test_hidden_labels_are_shown_to_librarians_only(
    as_librarian: Client, as_cataloguer: Client, vocabulary: None
) -> None:
    assert "Indecent images" in as_librarian.get(address(CSAM)).content.decode()
    assert "Indecent images" not in as_cataloguer.get(address(CSAM)).content.decode()


@pytest.mark.parametrize(
    ("language", "typed", "heading", "advice"),
    [
        ("en", "child sexual abuse m", CSAM, ""),
        ("en", "child porn", CSAM, "Use “Child sexual abuse material” instead of “Child pornography”."),
        ("en", "CSAM", CSAM, "Use “Child sexual abuse material” instead of “CSAM”."),
        ("fr", "vente d'enf", "Sale of children", ""),
        ("es", "ninas ninos venta", "Sale of children", ""),
        ("en", "grooming", "Solicitation of children for sexual purposes", "Use “Solicitation of children for sexual purposes” instead of “Grooming”."),
    ],
)  # fmt: skip
def test_concepts_are_suggested_by_any_label(
    client: Client, vocabulary: None, language: str, typed: str, heading: str, advice: str
) -> None:
    found = client.get(f"/{language}/library/subjects/suggest/", {"q": typed}).json()["suggestions"]
    assert (found[0]["heading"], found[0]["advice"]) == (heading, advice)


@pytest.mark.parametrize("typed", ["", " ", "\0", "'", "x" * 5000])
def test_nothing_is_suggested_for_nothing(client: Client, vocabulary: None, typed: str) -> None:
    assert client.get("/en/library/subjects/suggest/", {"q": typed}).json() == {"suggestions": []}


@pytest.mark.parametrize(
    ("form", "media_type"),
    [("turtle", "text/turtle"), ("rdfxml", "application/rdf+xml"), ("jsonld", "application/ld+json")],
)
def test_the_vocabulary_is_exported(client: Client, vocabulary: None, form: str, media_type: str) -> None:
    answer = client.get(f"/en/library/subjects/export/{form}/")
    assert answer.headers["Content-Type"].startswith(media_type)
    assert len(answer.content) > 10_000
    assert client.get(address(CSAM, f"export/{form}/")).status_code == 200


@pytest.mark.parametrize("path", ["export/word/", "nothing/", "nothing/export/turtle/"])
def test_what_is_not_there_is_not_found(client: Client, vocabulary: None, path: str) -> None:
    assert client.get(f"/en/library/subjects/{path}").status_code == 404


@pytest.mark.parametrize("rest", ["edit/", "merge/", "delete/"])
def test_only_librarians_change_concepts(
    client: Client, as_cataloguer: Client, as_alice: Client, vocabulary: None, rest: str
) -> None:
    assert client.get(address(CSAM, rest)).status_code == 302
    assert as_cataloguer.get(address(CSAM, rest)).status_code == 403
    assert as_alice.post(address(CSAM, rest)).status_code == 403


def form(heading: str, **changes: str) -> dict[str, str]:
    """What the form of a concept has, with changes."""
    from tutela.web.subjects.forms import ConceptForm

    row = Concept.objects.get(pk=current().named(heading).pk)  # type: ignore[union-attr]
    given = {**ConceptForm(concept=row).initial, "keep_heading": "on", **changes}
    return {name: str(value) for name, value in given.items()}


def test_saving_without_changes_changes_nothing(as_librarian: Client, vocabulary: None) -> None:
    before = current().named(CSAM)
    as_librarian.post(address(CSAM, "edit/"), form(CSAM))
    after = current().named(CSAM)
    assert before is not None
    assert after is not None
    assert (set(before.terms), before.broader, set(before.related)) == (
        set(after.terms),
        after.broader,
        set(after.related),
    )


def test_a_renamed_heading_offers_to_change_the_records(as_librarian: Client, vocabulary: None) -> None:
    row = catalogued("Offences Act", subjects=["Sale of children"])
    page = as_librarian.post(
        address("Sale of children", "edit/"), form("Sale of children", preferred_en="Sale of a child"), follow=True
    )
    text = page.content.decode()
    assert "1 published record has the heading “Sale of children”." in text
    assert "operation=replace-subject" in text
    entry = current().named("Sale of children")
    assert entry is not None
    assert (entry.heading, entry.pk) == ("Sale of a child", current().named("Venta de niños").pk)  # type: ignore[union-attr]
    assert row.facets["subject"] == ["Sale of children"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"preferred_en": ""}, "required"),
        ({"preferred_en": "sale of children"}, "Merge the two"),
        ({"broader": "Nothing like it"}, "has no “Nothing like it”"),
        ({"broader": CSAM}, "narrower than this concept"),
        ({"alternative_fr": "x" * 300}, "200 characters"),
        ({"preferred_fr": "a\0b"}, "Null characters"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(
    as_librarian: Client, vocabulary: None, changes: dict[str, str], message: str
) -> None:
    heading = "Sexual exploitation of children"
    page = as_librarian.post(address(heading, "edit/"), form(heading, **changes))
    assert message in page.content.decode()
    assert current().named(heading) is not None


def test_a_new_concept_has_an_address_and_neighbours(as_librarian: Client, vocabulary: None) -> None:
    given = {
        "preferred_en": "Juvenile courts",
        "preferred_fr": "Tribunaux pour enfants",
        "broader": "Justice",
        "related": "Justicia penal\n",
    }
    page = as_librarian.post("/en/library/subjects/new/", given)
    assert "has no “Justicia penal”" in page.content.decode()
    page = as_librarian.post("/en/library/subjects/new/", {**given, "related": "Child-friendly justice"})
    assert page.headers["Location"] == "/en/library/subjects/juvenile-courts/"
    assert (
        ConceptRelation.objects.filter(source__key="juvenile-courts").count()
        + ConceptRelation.objects.filter(target__key="juvenile-courts").count()
        == 2
    )


def test_a_merged_concept_leads_to_the_other(as_librarian: Client, vocabulary: None) -> None:
    old = address("Prosecution")
    as_librarian.post(address("Prosecution", "merge/"), {"into": "Criminal investigation"})
    entry = current().named("Prosecution")
    assert entry is not None
    assert entry.heading == "Criminal investigation"
    assert ("alternative", "fr", "Poursuites") in entry.terms
    answer = as_librarian.get(old)
    assert (answer.status_code, answer.headers["Location"]) == (301, address("Criminal investigation"))
    text = as_librarian.get("/en/library/subjects/export/turtle/").content.decode()
    assert "isReplacedBy" in text


@pytest.mark.parametrize("into", ["Prosecution", "No such concept", ""])
def test_a_merger_with_nothing_is_refused(as_librarian: Client, vocabulary: None, into: str) -> None:
    assert as_librarian.post(address("Prosecution", "merge/"), {"into": into}).status_code == 200


def test_merging_a_concept_with_what_is_below_it_makes_no_circle(as_librarian: Client, vocabulary: None) -> None:
    as_librarian.post(address("Justice", "merge/"), {"into": "Criminal law"})
    entry = current().named("Criminal law")
    assert entry is not None
    assert entry.broader == []
    assert entry.pk not in current().above(entry.pk)
    assert current().named("Extradition").broader == [entry.pk]  # type: ignore[union-attr]


def test_what_is_below_a_deleted_concept_goes_to_what_is_above(as_librarian: Client, vocabulary: None) -> None:
    as_librarian.post(address("Reporting mechanisms", "delete/"))
    assert current().named("Reporting mechanisms") is None
    entry = current().named("Helplines and hotlines")
    assert entry is not None
    assert [current().entries[pk].heading for pk in entry.broader] == ["Services for children"]


def test_all_labels_of_a_heading_are_given(vocabulary: None, django_assert_num_queries: Any) -> None:
    labels = expansion.labels_for("Child sexual abuse material")
    assert {"CSAM", "Child pornography", "Matériel d'abus sexuel d'enfants", "Pornografía infantil"} <= set(labels)
    assert expansion.labels_for("No such heading") == []
    assert set(expansion.labels_for("urn:x-tutela:subject:child-sexual-abuse-material")) == set(labels)
    with django_assert_num_queries(1):
        expansion.labels_for("CSAM")
    with expansion.held(), django_assert_num_queries(0):
        assert set(expansion.labels_for("CSAM")) == set(labels)


def test_a_new_label_finds_records_that_were_there(as_librarian: Client, vocabulary: None) -> None:
    row = catalogued("Offences Act", subjects=["Sale of children"])
    as_librarian.post(
        address("Sale of children", "edit/"), form("Sale of children", alternative_en="Zubrowka of minors")
    )
    assert "zubrowka" in IndexedText.objects.get(pk=row.pk).subject


def test_a_file_is_checked_then_imported(as_librarian: Client) -> None:
    data = b'@prefix skos: <http://www.w3.org/2004/02/skos/core#> . <urn:a:1> a skos:Concept ; skos:prefLabel "Courts"@en ; skos:broader <urn:a:2> .'
    sent = {"file": SimpleUploadedFile("courts.ttl", data), "is_trial": "on"}
    page = as_librarian.post("/en/library/subjects/import/", sent).content.decode()
    assert "nothing was changed" in page
    assert "urn:a:2" in page
    assert not Concept.objects.exists()
    as_librarian.post("/en/library/subjects/import/", {"file": SimpleUploadedFile("courts.ttl", data)})
    assert Concept.objects.get().key == "courts"
    page = as_librarian.post(
        "/en/library/subjects/import/", {"file": SimpleUploadedFile("x.ttl", b"not turtle")}
    ).content.decode()
    assert "cannot be read" in page


def test_the_starting_vocabulary_is_taken_over_by_a_button(as_librarian: Client) -> None:
    assert "Take over the starting vocabulary" in as_librarian.get("/en/library/subjects/").content.decode()
    as_librarian.post("/en/library/subjects/import/start/")
    assert Concept.objects.count() >= 60


def test_records_under_an_earlier_heading_are_counted_with_the_subject(
    as_librarian: Client, client: Client, vocabulary: None
) -> None:
    catalogued(subjects=["Prosecution"])
    as_librarian.post(address("Prosecution", "edit/"), form("Prosecution", preferred_en="Bringing to court"))
    page = client.get(address("Bringing to court")).content.decode()
    assert "No published record has this subject yet." not in page
    assert "subject=Bringing+to+court&amp;subject=Prosecution" in page
