"""Both databases find the same, and order it alike: by where the words stand, then the newer first."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.web.library.factories import catalogued, field

from tutela.web.discovery.query import read
from tutela.web.discovery.text_index import IDENTIFIER, TextIndex, matching, ranked
from tutela.web.library.deriving import normal
from tutela.web.library.facets import BITMAPS
from tutela.web.library.keeping import COLUMNS
from tutela.web.library.models import CatalogueRecord, IdentifierKey, IndexedText, State
from tutela.web.searching.tree import All, Named, Some, Tree, Valued, Words, places, words

pytestmark = pytest.mark.django_db

SUMMARY = "A study of hotels and of the sale of children."


@pytest.fixture
def shelf() -> dict[str, CatalogueRecord]:
    """Records by a short name."""
    rows = {
        "act": catalogued("Children Act", year=2004, kind="law", symbol="CRC/C/156", isbn="978-92-1-154271-4"),
        "courts": catalogued("Courts and victims", year=2010, subjects=["Children’s rights"], kind="report"),
        "hotels": catalogued("Travel and tourism", year=2019, summary=SUMMARY, names=["Maravel Ombudsman"]),
        "loi": catalogued("Loi sur l’enfance", year=1998, language="fre", subjects=["Enfants exploités"]),
        "ley": catalogued("Ley de protección de niñas y niños", year=2015, language="spa"),
        "note": catalogued("Annual report", year=2021, extra=[field("500", "  ", ("a", "On hotels and children."))]),
        "series": catalogued(
            "Working paper", year=None, extra=[field("490", "0 ", ("a", "Tourism papers"), ("v", "3"))]
        ),
        "zebra": catalogued("Zebra crossings 中文 закон", year=2001),
    }
    catalogued("Children in a draft", state=State.DRAFT)
    return rows


def tree_of(text: str) -> Tree:
    tree = read(text, "en", BITMAPS.current()).tree
    assert tree is not None, text
    return tree


def found(text: str, shelf: dict[str, CatalogueRecord]) -> set[str]:
    names = {row.pk: name for name, row in shelf.items()}
    return {names[key] for key in matching(tree_of(text))}


FOUND = [
    ("children", {"act", "courts", "hotels", "note"}),
    ("CHILD", {"act", "courts", "hotels", "note"}),
    ("enfants exploités", {"loi"}),
    ("enfant exploite", {"loi"}),
    ("ninas", {"ley"}),
    ("travel children", {"hotels"}),  # spread over title and summary
    ('"children act"', {"act"}),
    ('"act children"', set()),
    ('"tourism study"', set()),  # no phrase reaches from one field into the next
    ('"victims children"', set()),
    ("hotels OR enfant", {"hotels", "note", "loi"}),
    ("children NOT hotels", {"act", "courts"}),
    ("children -(hotels OR act)", {"courts"}),
    ("title:children", {"act"}),
    ("titre:children", {"act"}),
    ("título:children", {"act"}),
    ("subject:children", {"courts"}),
    ("materia:children", {"courts"}),
    ("sujet:(children OR enfants)", {"courts", "loi"}),
    ("author:ombudsman", {"hotels"}),
    ("auteur:ombudsman", {"hotels"}),
    ("publisher:printer -children", {"loi", "ley", "zebra"}),
    ("series:tourism", {"series"}),
    ("summary:children", {"hotels"}),
    ("note:children", {"note"}),
    ('title:"children act"', {"act"}),
    ("title:act children", {"act"}),
    ("title:act subject:children", set()),
    ("title:act OR subject:children", {"act", "courts"}),
    ("children NOT title:act", {"courts", "hotels", "note"}),
    ("year:2004", {"act"}),
    ("year:2001-2010", {"act", "courts", "zebra"}),
    ("year:2010-2001", {"act", "courts", "zebra"}),
    ("children year:2010-2019", {"courts", "hotels"}),
    ("year:2100", set()),
    ("language:fr", {"loi"}),
    ("language:fra", {"loi"}),
    ("language:French", {"loi"}),
    ("langue:français", {"loi"}),
    ("lengua:francés", {"loi"}),
    ("language:klingon", set()),
    ("type:law", {"act"}),
    ("tipo:Derecho", {"act"}),
    ("type:law OR type:report", {"act", "courts"}),
    ("children NOT type:law", {"courts", "hotels", "note"}),
    ("children OR language:fre", {"act", "courts", "hotels", "note", "loi"}),
    ("CRC/C/156", {"act"}),
    ("crc c 156", {"act"}),
    ("symbol:CRC/C/156", {"act"}),
    ("id:9789211542714", {"act"}),
    ("978-92-1-154271-4", {"act"}),
    ("9789211542714", {"act"}),
    ("92-1-154271-5", {"act"}),
    ("touris*", {"hotels", "series"}),
    ("childr*", {"act", "courts", "hotels", "note"}),
    ("title:childr*", {"act"}),
    ("exploit*", {"loi"}),
    ("exploité*", {"loi"}),
    ("中文", {"zebra"}),
    ("закон", {"zebra"}),
    ("zebras", {"zebra"}),
    ("unicorn", set()),
]


@pytest.mark.parametrize(("text", "names"), FOUND, ids=[text for text, _names in FOUND])
def test_found(text: str, names: set[str], shelf: dict[str, CatalogueRecord]) -> None:
    assert found(text, shelf) == names


WORDS = st.sampled_from(
    "child children hotels act victims enfant courts 2004 sale of tourism printer title:act title:children subject:child "
    "summary:hotels note:children type:law year:2001-2010 language:fre language:xx exploit* id:156".split(" ")
)
QUERIES = st.recursive(
    st.one_of(WORDS, st.sampled_from(['"children act"', '"state printer"', 'title:"children act"', '"act courts"'])),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' '.join(parts)})"),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' OR '.join(parts)})"),
        inner.map(lambda part: f"NOT {part}"),
    ),
    max_leaves=8,
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=QUERIES)
def test_the_database_and_a_plain_reading_agree(text: str, shelf: dict[str, CatalogueRecord]) -> None:
    tree = read(text, "en", BITMAPS.current()).tree
    if tree is None:
        return
    rows = IndexedText.objects.select_related("record").prefetch_related("record__identifier_keys")
    assert set(matching(tree)) == {row.pk for row in rows if holds(tree, row)}


def holds(tree: Tree, row: IndexedText) -> bool:
    """The plainest way to answer a tree."""
    if isinstance(tree, Words):
        return any(places(tree, getattr(row, column).split()) for column in COLUMNS)
    if isinstance(tree, Named):
        columns = {"series": "publisher", "text": "body"}
        return bool(places(tree.words, getattr(row, columns.get(tree.field, tree.field)).split()))
    if isinstance(tree, Valued):
        known = (
            {one.value for one in row.record.identifier_keys.all()}
            if tree.kind == IDENTIFIER
            else row.record.facets.get(tree.kind, ())
        )
        return not set(known).isdisjoint(tree.values)
    if isinstance(tree, Some):
        return any(holds(part, row) for part in tree.parts)
    return all(holds(part, row) for part in tree.parts) and not any(holds(part, row) for part in tree.without)


def order(text: str) -> list[str]:
    query = read(text, "en", BITMAPS.current())
    assert query.tree is not None
    keys = ranked(query.tree, matching(query.tree), 50, typed=query.typed)
    titles = dict(CatalogueRecord.objects.values_list("pk", "title"))
    return [titles[key] for key in keys]


def test_title_comes_before_subject_before_summary_before_notes_and_then_the_newer() -> None:
    catalogued("In a note", year=2025, extra=[field("500", "  ", ("a", "About zebras."))])
    catalogued("In the summary", year=2024, summary="A zebra is seen, and zebras are heard.")
    catalogued("In the subjects", year=2023, subjects=["Zebras"])
    catalogued("Old zebra stripes", year=1990)
    catalogued("By a body", year=2022, names=["Zebra Council"])
    catalogued("New zebra stripes", year=2020)
    catalogued("Undated zebra stripes", year=None)
    catalogued("Zebras", year=1950)
    assert order("zebra") == [
        "New zebra stripes",
        "Old zebra stripes",
        "Zebras",
        "Undated zebra stripes",
        "In the subjects",
        "By a body",
        "In the summary",
        "In a note",
    ]
    assert order("zebras")[0] == "Zebras"  # the whole title


def test_a_title_that_was_typed_whole_comes_first_then_the_phrase() -> None:
    catalogued("Report on children and the sale of goods", year=2024)
    catalogued("Against the sale of children in tourism", year=2001)
    catalogued("The sale of children", year=1999)
    catalogued("Sale of children: a study", year=1998)
    assert order("sale of children") == [
        "Sale of children: a study",
        "Against the sale of children in tourism",
        "The sale of children",  # its article is not marked as such in the record
        "Report on children and the sale of goods",
    ]
    assert order("the sale of children")[:2] == ["The sale of children", "Sale of children: a study"]


def test_a_record_with_the_number_comes_first() -> None:
    catalogued("Comments on CRC/C/156", year=2024)
    catalogued("Guidelines", year=2019, symbol="CRC/C/156")
    assert order("CRC/C/156") == ["Guidelines", "Comments on CRC/C/156"]


def test_every_page_of_the_order_follows_the_one_before(shelf: dict[str, CatalogueRecord]) -> None:
    tree = tree_of("children OR hotels OR law OR report OR enfant")
    keys = matching(tree)
    whole = ranked(tree, keys, 50)
    assert sorted(whole) == list(keys)
    for size in (1, 2, 3):
        pages = [key for start in range(0, len(whole), size) for key in ranked(tree, keys, size, start)]
        assert pages == whole
    assert ranked(tree, keys, 5, 100) == []


def test_nodes_that_other_programs_make(shelf: dict[str, CatalogueRecord]) -> None:
    children = words("children")
    assert children is not None
    name = {row.pk: key for key, row in shelf.items()}
    assert {name[key] for key in matching(Named("body", children))} == set()
    assert {name[key] for key in matching(Named("title", children))} == {"act"}
    assert {name[key] for key in matching(Valued("subject", ("Children’s rights",)))} == {"courts"}
    assert {name[key] for key in matching(All((Valued("type", ("law", "report")), children)))} == {"act", "courts"}
    assert {name[key] for key in matching(All((children,), (Valued("type", ("law",)), Named("note", children))))} == {
        "courts",
        "hotels",
    }
    assert matching(Valued(IDENTIFIER, (normal("symbol", "CRC/C/156"),))) == matching(tree_of("CRC/C/156"))
    assert not matching(Valued("type", ()))
    assert not matching(Valued("nothing", ("x",)))
    with pytest.raises(KeyError):
        matching(Named("colour", children))


def test_what_leaves_the_catalogue_is_not_found(shelf: dict[str, CatalogueRecord]) -> None:
    from tutela.web.library.store import change_state

    change_state(shelf["act"], State.WITHDRAWN, by=None, action="withdrawn")
    assert IdentifierKey.objects.filter(value="CRCC156").exists()
    assert found("CRC/C/156", shelf) == set()
    assert found("children", shelf) == {"courts", "hotels", "note"}


def test_no_more_is_asked_than_is_needed(shelf: dict[str, CatalogueRecord], django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    index = TextIndex(BITMAPS.current())
    tree = tree_of("children")
    keys = index.matching(tree)
    with django_assert_max_num_queries(2):
        index.ranked(tree, keys, 1)
    with django_assert_max_num_queries(6):
        index.ranked(tree, keys, 50)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=QUERIES)
def test_few_records_are_ordered_as_many_are(text: str, shelf: dict[str, CatalogueRecord]) -> None:
    from tutela.web.discovery import text_index

    query = read(text, "en", BITMAPS.current())
    if query.tree is None:
        return
    index = TextIndex(BITMAPS.current())
    keys = index.matching(query.tree)
    by_reading = index.ranked(query.tree, keys, 50, typed=query.typed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_index, "FEW", -1)
        assert index.ranked(query.tree, keys, 50, typed=query.typed) == by_reading
