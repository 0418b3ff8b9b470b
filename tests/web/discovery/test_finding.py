"""Filters and their counts, orders, pages, spelling: what every program that searches the catalogue gets."""

from __future__ import annotations

import pytest
from pyroaring import BitMap
from tests.web.library.factories import catalogued, field, marc

from tutela.web.discovery import counting, ordering, vocabulary
from tutela.web.discovery.finding import Results, find, keys_of
from tutela.web.discovery.models import CatalogueWord
from tutela.web.library import store
from tutela.web.library.facets import BITMAPS
from tutela.web.library.lots import add_lot
from tutela.web.library.models import Batch, BatchKind, BatchState, CatalogueRecord, State
from tutela.web.library.preparing import prepared

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf() -> None:
    catalogued("Children Act", year=2004, kind="law", language="eng", subjects=["Courts"])
    catalogued("Children and courts", year=2011, kind="report", language="eng", subjects=["Courts", "Victims"])
    catalogued("Loi sur les enfants", year=2012, kind="law", language="fre", subjects=["Victims"])
    catalogued("Children online", year=2019, kind="report", language="fre", subjects=["Internet"])
    catalogued("A hotel code", year=None, kind="good-practice", language="spa")


def titles(results: Results) -> list[str]:
    known = CatalogueRecord.objects.in_bulk([hit.key for hit in results.hits])
    return [known[hit.key].title for hit in results.hits]


def counts(results: Results, kind: str) -> dict[str, int]:
    return dict(next(one.counts for one in results.facets() if one.kind == kind))


def test_nothing_typed_is_everything_the_last_added_first(shelf: None) -> None:
    results = find("")
    assert titles(results) == [
        "A hotel code",
        "Children online",
        "Loi sur les enfants",
        "Children and courts",
        "Children Act",
    ]
    assert counts(results, "type") == {"law": 2, "report": 2, "good-practice": 1}


FILTERS = [
    ({"type": ["law"]}, {"Children Act", "Loi sur les enfants"}),
    ({"type": ["law", "report"]}, {"Children Act", "Loi sur les enfants", "Children and courts", "Children online"}),
    ({"type": ["law"], "language": ["fre"]}, {"Loi sur les enfants"}),
    ({"year": ["2011-2012"]}, {"Children and courts", "Loi sur les enfants"}),
    ({"year": ["2012-"]}, {"Loi sur les enfants", "Children online"}),
    ({"year": ["-2004", "2019"]}, {"Children Act", "Children online"}),
    ({"type": ["unheard-of"]}, set()),
    ({"year": ["never"]}, set()),
    ({"type": []}, {"Children Act", "Loi sur les enfants", "Children and courts", "Children online", "A hotel code"}),
]


@pytest.mark.parametrize(("filters", "found"), FILTERS, ids=[str(filters) for filters, _found in FILTERS])
def test_of_one_filter_any_value_of_each_filter_one(
    filters: dict[str, list[str]], found: set[str], shelf: None
) -> None:
    results = find("", filters)
    assert set(titles(results)) == found
    assert keys_of("", filters) == results.keys == BitMap([hit.key for hit in results.hits])


def test_a_filter_is_counted_under_the_others_not_under_itself(shelf: None) -> None:
    results = find("children OR enfants", {"type": ["law"], "language": ["fre"]})
    assert titles(results) == ["Loi sur les enfants"]
    assert counts(results, "type") == {"law": 1, "report": 1}
    assert counts(results, "language") == {"eng": 1, "fre": 1}
    assert counts(results, "subject") == {"Victims": 1}
    assert counts(find("children", {"type": ["training"]}), "type") == {"training": 0, "report": 2, "law": 1}


def test_words_and_filters_at_once(shelf: None) -> None:
    assert titles(find("children type:law")) == ["Children Act"]
    assert titles(find("children", {"type": ["law"]})) == ["Children Act"]
    assert len(keys_of("children")) == 3
    assert keys_of("NOT children") == BitMap()


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("newest", ["Children online", "Loi sur les enfants", "Children and courts", "Children Act", "A hotel code"]),
        ("oldest", ["Children Act", "Children and courts", "Loi sur les enfants", "Children online", "A hotel code"]),
        ("title", ["A hotel code", "Children Act", "Children and courts", "Children online", "Loi sur les enfants"]),
        ("added", ["A hotel code", "Children online", "Loi sur les enfants", "Children and courts", "Children Act"]),
        ("colour", ["A hotel code", "Children online", "Loi sur les enfants", "Children and courts", "Children Act"]),
    ],
)
def test_orders_and_their_pages(sort: str, order: list[str], shelf: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert titles(find("", sort=sort)) == order
    assert [title for page in (1, 2, 3) for title in titles(find("", sort=sort, page=page, size=2))] == order
    monkeypatch.setattr(ordering, "FEW", 1)  # as with many records
    assert titles(find("", sort=sort)) == order
    if sort != "colour":  # with words, the order is by relevance
        some = [title for title in order if title != "A hotel code"]
        assert titles(find("type:law OR type:report", sort=sort, page=2, size=3)) == some[3:]


def test_the_order_of_titles_follows_the_catalogue(shelf: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ordering, "FEW", 1)
    assert titles(find("", sort="title"))[0] == "A hotel code"
    catalogued("A first title")
    assert titles(find("", sort="title"))[0] == "A first title"


def test_a_page_past_the_end_is_the_last(shelf: None) -> None:
    results = find("", page=10**9, size=2)
    assert (results.page, len(results.hits)) == (3, 1)
    assert find("unicorn", page=7).page == 1


def test_decades_where_there_are_many_years() -> None:
    for year in range(1990, 2006):
        catalogued(f"Report of {year}", year=year)
    assert counts(find(""), "year") == {"2000-2009": 6, "1990-1999": 10}
    assert counts(find("", {"year": ["1995-1996"]}), "year") == {"1995-1996": 2, "2000-2009": 6, "1990-1999": 10}


def test_the_most_frequent_values_are_found_either_way(monkeypatch: pytest.MonkeyPatch) -> None:
    records = [
        marc(f"Act {number}", subjects=[f"Heading {number % place}" for place in (2, 3, 5, 7, 11, 13)])
        for number in range(60)
    ]
    add_lot([prepared(one) for one in records])
    facets = BITMAPS.current()
    everything = facets["all"][""]
    some = BitMap([key for key in everything if key % 4 == 0])
    plain = sorted((-(keys.intersection_cardinality(some)), value) for value, keys in facets["subject"].items())
    for kind_is_large in (False, True):
        monkeypatch.setattr(counting, "MANY", 0 if kind_is_large else 10**6)
        subjects = next(one for one in counting.counted(some, {}, facets) if one.kind == "subject")
        assert [count for _value, count in subjects.counts] == [-count for count, _value in plain[:12]]
        assert all(len(facets["subject"][value] & some) == count for value, count in subjects.counts)
        assert subjects.has_more == (len([count for count, _value in plain if count]) > 12)
        more = next(one for one in counting.counted(some, {}, facets, all_of="subject") if one.kind == "subject")
        assert dict(more.counts) == {value: -count for count, value in plain if count}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("chidlren", "children"),
        ("Chidlren courts", "Children courts"),
        ("hcildren", "children"),
        ("childrn act", "children act"),
        ("corts children", "courts children"),
        ("title:chidlren", "title:children"),
        ('"chidlren act"', '"children act"'),
        ("enfnats", "enfants"),
    ],
)
def test_another_spelling(typed: str, meant: str, shelf: None) -> None:
    suggestion = find(typed).spelling
    assert suggestion is not None
    assert suggestion.text == meant
    assert suggestion.total == find(meant).total > 0


@pytest.mark.parametrize(
    "typed", ["children", "unicorn", "xy", "1234567", "chidlren unicorn", "chil*", "", "NOT chidlren"]
)
def test_no_other_spelling(typed: str, shelf: None) -> None:
    assert find(typed).spelling is None


def test_a_spelling_must_find_more_under_the_filters(shelf: None) -> None:
    assert find("chidlren", {"language": ["spa"]}).spelling is None
    assert find("chidlren", {"language": ["fre"]}).spelling is not None


def test_any_of_the_words_and_those_that_no_record_has(shelf: None) -> None:
    results = find("hotel enfants unicorn")
    assert results.any_word is not None
    assert (results.any_word.text, results.any_word.total) == ("hotel OR enfants OR unicorn", 2)
    assert results.absent == ["unicorn"]
    assert find("hotel").any_word is None
    assert find('"hotel enfants"').any_word is None


def test_words_are_kept_up() -> None:
    row = catalogued("Orphanage statute", names=["Council of Maravel"], subjects=["Adoption"])
    catalogued("Hidden", state=State.DRAFT)
    known = set(CatalogueWord.objects.values_list("word", flat=True))
    assert {"orphanage", "statute", "council", "maravel", "adoption"} <= known
    assert "hidden" not in known
    store.save(row, marc("Foster care statute"), by=None)
    assert CatalogueWord.objects.filter(word="foster").exists()
    # a word that has gone is not suggested, though it is still listed
    assert find("orphanege").spelling is None


def test_words_of_a_batch_are_counted_when_it_is_done() -> None:
    batch = Batch.objects.create(kind=BatchKind.IMPORT, name="file.mrc")
    add_lot([prepared(marc(title)) for title in ("Élections", "Élections again", "Other")], batch=batch)
    assert not CatalogueWord.objects.exists()
    batch.state = BatchState.DONE
    batch.save(update_fields=["state"])
    assert dict(CatalogueWord.objects.values_list("word", "records")) == {"élections": 2, "again": 1, "other": 1}
    batch.save()
    assert CatalogueWord.objects.get(folded="elections").records == 2
    assert vocabulary.rebuild() == 3
    assert CatalogueWord.objects.get(folded="elections").records == 2


def test_words_of_strange_records_are_kept_out() -> None:
    catalogued("X" * 300 + " \u0130stanbul 12345 a1b2 中文", extra=[field("246", "3 ", ("a", "y" * 60))])
    assert {one.folded for one in CatalogueWord.objects.all()} <= {"istanbul", "state", "printer", "中文"}
