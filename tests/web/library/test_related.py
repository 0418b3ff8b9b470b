"""Related resources: each has a reason worth naming."""

from __future__ import annotations

import lxml.html
import pytest
from django.test import Client
from tests.web.library.factories import catalogued, field

from tutela.web.library.models import CatalogueRecord, State
from tutela.web.library.related import AT_MOST, Related, related
from tutela.web.library.relations import explaining, linked
from tutela.web.library.store import record_of

pytestmark = pytest.mark.django_db


def measure(id: str) -> object:
    return field("691", " 7", ("a", id), ("2", "tutela"))


def series(title: str) -> object:
    return field("490", "0 ", ("a", f"{title} ;"), ("v", "3"))


def of(row: CatalogueRecord, versions: tuple[int, ...] = ()) -> list[Related]:
    return related(row, linked(row, record_of(row)), versions, "en")


def titles(row: CatalogueRecord) -> list[str]:
    return [one.row.title for one in of(row)]


def kinds(row: CatalogueRecord) -> dict[str, list[str]]:
    return {one.row.title: [reason.kind for reason in one.reasons] for one in of(row)}


def test_what_has_one_subject_in_common_is_not_related() -> None:
    row = catalogued("One", subjects=["Hotlines", "Prevention"])
    catalogued("One subject", subjects=["Hotlines"])
    catalogued("None at all", subjects=["Fishing"])
    two = catalogued("Two subjects", subjects=["Prevention", "Hotlines", "Law"])
    assert kinds(row) == {"Two subjects": ["subject"]}
    assert of(row)[0].reasons[0].subjects == ("Hotlines", "Prevention")
    assert titles(two) == ["One"]


def test_a_measure_in_common_is_enough() -> None:
    row = catalogued("One", extra=[measure("online.hotline")])
    catalogued("Same", extra=[measure("online.hotline"), measure("reporting.mandatory")])
    catalogued("Other", extra=[measure("reporting.mandatory")])
    catalogued("Draft", extra=[measure("online.hotline")], state=State.DRAFT)
    assert kinds(row) == {"Same": ["measure"]}
    assert [one.id for one in of(row)[0].reasons[0].measures] == ["online.hotline"]


def test_a_measure_that_the_register_does_not_know_relates_nothing() -> None:
    row = catalogued("One", extra=[measure("no.such")])
    catalogued("Two", extra=[measure("no.such")])
    assert of(row) == []


def test_a_series_in_common_is_enough() -> None:
    row = catalogued("One", extra=[series("Children’s rights papers")])
    catalogued("Two", extra=[series("Children's Rights Papers")])
    catalogued("Three", extra=[series("Other papers")])
    assert kinds(row) == {"Two": ["same-series"]}
    assert of(row)[0].reasons[0].text == "Children’s rights papers"


def test_articles_of_one_journal() -> None:
    host = field("773", "0 ", ("t", "Journal of Maravel"), ("x", "1234-5679"))
    row = catalogued("One", extra=[host])
    catalogued("Two", extra=[host])
    assert kinds(row) == {"Two": ["same-host"]}
    assert of(row)[0].reasons[0].text == "Journal of Maravel"


@pytest.mark.parametrize(
    ("note", "of_the_named", "of_the_naming"),
    [
        ("Explains:", "Is explained by this resource", "Explains this resource"),
        ("Rapport explicatif de :", "Is explained by this resource", "Explains this resource"),
        ("Explained by:", "Explains this resource", "Is explained by this resource"),
        ("Explicado en:", "Explains this resource", "Is explained by this resource"),
    ],
)
def test_who_explains_whom(note: str, of_the_named: str, of_the_naming: str) -> None:
    """Record "naming" says of "named" what stands in the note."""
    named = catalogued("named", number="named1")
    naming = catalogued(
        "naming", number="naming1", extra=[field("787", "08", ("i", note), ("t", "x"), ("w", "named1"))]
    )
    assert [str(reason.text) for reason in of(naming)[0].reasons] == [of_the_named]
    assert [str(reason.text) for reason in of(named)[0].reasons] == [of_the_naming]


def test_other_words_are_quoted() -> None:
    named = catalogued("named", number="named1")
    naming = catalogued("naming", extra=[field("787", "08", ("i", "Reviewed in:"), ("w", "named1"))])
    assert [(one.kind, one.text) for one in of(naming)[0].reasons] == [("note", "Reviewed in")]
    assert [(one.kind, one.text) for one in of(named)[0].reasons] == [("named-by", "Reviewed in")]


@pytest.mark.parametrize(
    ("note", "kind"),
    [
        ("Explains:", "explains"), ("Commentary on (work):", "explains"), ("Explained by", "explained-by"),
        ("Expliqué dans :", "explained-by"), ("Informe explicativo de", "explains"), ("Related to", ""), ("", ""),
    ],
)  # fmt: skip
def test_words_that_say_explains(note: str, kind: str) -> None:
    assert explaining(note) == kind


@pytest.mark.parametrize(
    ("tag", "of_the_named", "of_the_naming"),
    [
        ("770", "A supplement to this resource", "The resource to which this is a supplement"),
        ("772", "The resource to which this is a supplement", "A supplement to this resource"),
        ("773", "The publication in which this appeared", "A part of this resource"),
        ("780", "The earlier resource that this one continues", "The later resource that continues this one"),
        ("785", "The later resource that continues this one", "The earlier resource that this one continues"),
        ("774", "A part of this resource", "The resource of which this is a part"),
    ],
)
def test_each_relation_is_said_from_both_sides(tag: str, of_the_named: str, of_the_naming: str) -> None:
    named = catalogued("named", number="named1")
    naming = catalogued("naming", extra=[field(tag, "0 ", ("t", "named"), ("w", "named1"))])
    assert [str(one.text) for one in of(naming)[0].reasons] == [of_the_named]
    assert [str(one.text) for one in of(named)[0].reasons] == [of_the_naming]


def test_what_records_name_comes_first_and_then_the_rare() -> None:
    for number in range(5):
        catalogued(f"Common {number}", extra=[measure("reporting.mandatory")])
    catalogued("Rare", extra=[measure("online.hotline")])
    catalogued("Named", number="named1")
    row = catalogued(
        "One",
        extra=[measure("online.hotline"), measure("reporting.mandatory"), field("787", "0 ", ("w", "named1"))],
    )
    assert titles(row)[:2] == ["Named", "Rare"]


def test_not_more_than_a_reader_looks_at() -> None:
    for number in range(AT_MOST + 5):
        catalogued(f"Record {number}", extra=[measure("online.hotline")])
    row = catalogued("One", extra=[measure("online.hotline")])
    assert len(titles(row)) == AT_MOST


def test_the_versions_of_a_work_are_one_related_resource() -> None:
    english = catalogued("Report", symbol="MAR/9", language="eng", extra=[measure("online.hotline")])
    french = catalogued("Rapport", symbol="MAR/9", language="fre", extra=[measure("online.hotline")])
    row = catalogued("Une loi", language="fre", extra=[measure("online.hotline")])
    [one] = of(row)
    assert (one.row.pk, one.others) == (french.pk, ((english.key, "en", "English"),))


def test_own_versions_are_not_related() -> None:
    row = catalogued("Report", symbol="MAR/9", subjects=["A", "B"])
    other = catalogued("Rapport", symbol="MAR/9", subjects=["A", "B"])
    assert of(row, (other.pk,)) == []


def test_the_reasons_are_said(client: Client) -> None:
    row = catalogued("One", subjects=["Hotlines", "Law"], extra=[measure("online.hotline")])
    catalogued("Two", subjects=["Hotlines", "Law"], extra=[measure("online.hotline")])
    page = lxml.html.document_fromstring(client.get(f"/en/library/{row.key}/").content.decode())
    assert [" ".join(one.text_content().split()) for one in page.cssselect(".reasons li")] == [
        "Same measure of the Guidelines: Run a public hotline for illegal content",
        "Subjects in common: Hotlines; Law",
    ]
