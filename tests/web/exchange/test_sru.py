"""SRU: versions, queries in CQL, records in three schemas, diagnostics for whatever is wrong."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.web.library.factories import catalogued, field

from tutela.web.library.models import CatalogueRecord, State

pytestmark = pytest.mark.django_db

ONE = "{http://www.loc.gov/zing/srw/}"
TWO = "{http://docs.oasis-open.org/ns/search-ws/sruResponse}"
DIAGNOSTIC = {
    ONE: "{http://www.loc.gov/zing/srw/diagnostic/}",
    TWO: "{http://docs.oasis-open.org/ns/search-ws/diagnostic}",
}
TITLE = ".//{http://www.loc.gov/MARC21/slim}datafield[@tag='245']/{http://www.loc.gov/MARC21/slim}subfield"


@pytest.fixture
def shelf(db: None) -> dict[str, CatalogueRecord]:
    """Five published records, and two that nobody may see."""
    rows = {
        "act": catalogued(
            "Children Act", year=2010, names=["Parliament of Maravel"], subjects=["Protection of children"], kind="law",
            summary="Rules on the exploitation of children.", symbol="MAR/2010/7",
        ),
        "report": catalogued(
            "Report on the Children Act", year=2015, names=["Ministry of Justice"], subjects=["Law reform"], kind="report",
            isbn="9789211014532",
        ),
        "loi": catalogued(
            "Loi relative à la protection des enfants", year=2019, language="fre", names=["Parliament of Maravel"],
            subjects=["Protection of children"], kind="law", extra=[field("043", "  ", ("c", "mv"))],
        ),
        "guide": catalogued("Guide for schools", year=2019, extra=[field("690", " 7", ("a", "education"), ("2", "tutela"))]),
        "undated": catalogued("Annals", year=None),
    }  # fmt: skip
    catalogued("Children of the draft", state=State.DRAFT)
    catalogued("Children of the withdrawn", state=State.WITHDRAWN)
    return rows


def root_of(client: Client, path: str = "/sru", **given: str) -> Any:
    response = client.get(path, {name.replace("_", "-"): value for name, value in given.items()})
    assert response.status_code == 200
    return etree.fromstring(response.content)


def searched(client: Client, query: str, **given: str) -> Any:
    return root_of(client, operation="searchRetrieve", version="1.2", query=query, **given)


def diagnostics(root: Any) -> list[tuple[int, str]]:
    space = f"{{{etree.QName(root).namespace}}}"
    found = root.iterfind(f"{space}diagnostics/{DIAGNOSTIC[space]}diagnostic")
    return [
        (
            int(one.findtext(f"{DIAGNOSTIC[space]}uri").rpartition("/")[2]),
            one.findtext(f"{DIAGNOSTIC[space]}details") or "",
        )
        for one in found
    ]


def titles(root: Any) -> list[str]:
    return [one.text for one in root.iterfind(TITLE)]


QUERIES = [
    ("children", {"act", "report", "loi"}),  # one of the subjects of the law in French
    ("child", {"act", "report", "loi"}),
    ('"children act"', {"act", "report"}),
    ("cql.allRecords=1", {"act", "report", "loi", "guide", "undated"}),
    ('cql.serverChoice = "*"', {"act", "report", "loi", "guide", "undated"}),
    ("dc.title=children", {"act", "report"}),
    ("title=children", {"act", "report"}),
    ("DC.Title = Children", {"act", "report"}),
    ('dc.title = "act children"', set()),
    ('dc.title all "act children"', {"act", "report"}),
    ('dc.title any "schools annals"', {"guide", "undated"}),
    ('dc.title adj "children act"', {"act", "report"}),
    ('dc.title == "children act"', {"act"}),
    ('dc.title exact "Children Act"', {"act"}),
    ("dc.title = enfant", {"loi"}),
    ("dc.title = a\\*", {"loi"}),  # the letter, not what begins so
    ("dc.title = ann*", {"undated"}),
    ("dc.description = exploit*", {"act"}),
    ("dc.description = exploitat*", {"act"}),
    ("dc.title =/cql.unmasked ann*", set()),
    ("dc.creator = parliament", {"act", "loi"}),
    ("bath.corporateName = ministry", {"report"}),
    ('dc.subject == "Protection of children"', {"act", "loi"}),
    ('dc.subject == "protection"', set()),
    ("dc.subject = reform", {"report"}),
    ("dc.publisher = printer", {"act", "report", "loi", "guide"}),
    ("dc.date = 2019", {"loi", "guide"}),
    ("dc.date < 2015", {"act"}),
    ("dc.date <= 2015", {"act", "report"}),
    ("dc.date > 2015-06-01", {"loi", "guide"}),
    ("dc.date >= 2015", {"report", "loi", "guide"}),
    ("dc.date <> 2019", {"act", "report"}),
    ('dc.date within "2010 2015"', {"act", "report"}),
    ("dc.language = fre", {"loi"}),
    ("dc.language = fr", {"loi"}),
    ("dc.language = fra", {"loi"}),
    ("dc.language = French", {"loi"}),
    ("dc.language <> fre", {"act", "report", "guide", "undated"}),
    ('dc.language any "fre spa"', {"loi"}),
    ("dc.type = law", {"act", "loi"}),
    ("tutela.sector = education", {"guide"}),
    ("dc.coverage = MV", {"loi"}),
    ('dc.identifier = "MAR/2010/7"', {"act"}),
    ('dc.identifier = "mar 2010 7"', {"act"}),
    ("bath.isbn = 978-92-1-101453-2", {"report"}),
    ("bath.isbn == 9211014530", {"report"}),  # the same in ten digits
    ("bath.isbn = 9210000000", set()),
    ("dc.title=children and dc.date=2010", {"act"}),
    ("dc.title=children or dc.title=schools", {"act", "report", "guide"}),
    ("dc.title=children not dc.title=report", {"act"}),
    ("cql.allRecords=1 not (dc.title=children or dc.language=fre)", {"guide", "undated"}),
    ('> x="info:srw/cql-context-set/1/dc-v1.1" x.title=schools', {"guide"}),
    ('> "info:srw/cql-context-set/1/dc-v1.1" title=schools', {"guide"}),
    ("draft or withdrawn", set()),
    ("nothing", set()),
]  # fmt: skip


@pytest.mark.parametrize(("query", "expected"), QUERIES, ids=[query for query, _ in QUERIES])
def test_queries(client: Client, shelf: dict[str, CatalogueRecord], query: str, expected: set[str]) -> None:
    root = searched(client, query, maximumRecords="100")
    assert diagnostics(root) == []
    assert {row.title for name, row in shelf.items() if name in expected} == set(titles(root))
    assert root.findtext(f"{ONE}numberOfRecords") == str(len(expected))


def test_a_record_by_its_identifier(client: Client, shelf: dict[str, CatalogueRecord]) -> None:
    for term in (shelf["act"].key, f"oai:tutela.localhost:{shelf['act'].key}"):
        assert titles(searched(client, f'rec.identifier = "{term}"')) == ["Children Act"]
    hidden = CatalogueRecord.objects.get(state=State.DRAFT)
    assert titles(searched(client, f"rec.identifier = {hidden.key}")) == []


SORTED = [
    ("cql.allRecords=1 sortBy dc.title", ["Annals", "Children Act", "Guide for schools"]),
    ("cql.allRecords=1 sortBy title/sort.descending", ["Report on the Children Act", "Loi relative à la protection des enfants", "Guide for schools"]),
    ("dc.date > 1900 sortBy dc.date", ["Children Act", "Report on the Children Act", "Guide for schools"]),
    ("dc.date > 1900 sortBy dc.date/descending", ["Guide for schools", "Loi relative à la protection des enfants", "Report on the Children Act"]),
    ("children", ["Report on the Children Act", "Children Act", "Loi relative à la protection des enfants"]),  # title before subject, then the newer
]  # fmt: skip


@pytest.mark.parametrize(("query", "expected"), SORTED, ids=[query for query, _ in SORTED])
def test_orders(client: Client, shelf: dict[str, CatalogueRecord], query: str, expected: list[str]) -> None:
    assert titles(searched(client, query, maximumRecords="3")) == expected


def test_sort_keys(client: Client, shelf: dict[str, CatalogueRecord]) -> None:
    assert titles(searched(client, "cql.allRecords=1", sortKeys="title,,0", maximumRecords="1")) == [
        "Report on the Children Act"
    ]


WRONG = [
    ({"operation": "searchRetrieve", "version": "1.2"}, 7, "query"),
    ({"operation": "searchRetrieve", "query": "x"}, 7, "version"),
    ({"version": "1.2", "query": "x"}, 7, "operation"),
    ({"operation": "searchRetrieve", "version": "1.2", "query": " "}, 7, "query"),
    ({"operation": "scan", "version": "1.2", "scanClause": "dc.title=a"}, 4, "scan"),
    ({"operation": "searchRetrieve", "version": "3.0", "query": "x"}, 5, "2.0"),
    ({"query": "x", "startRecord": "0"}, 6, "startRecord"),
    ({"query": "x", "startRecord": "first"}, 6, "startRecord"),
    ({"query": "x", "maximumRecords": "-1"}, 6, "maximumRecords"),
    ({"query": "x", "maximumRecords": "9" * 30}, 6, "maximumRecords"),
    ({"query": "x", "queryType": "xquery"}, 6, "queryType"),
    ({"query": "x", "colour": "red"}, 8, "colour"),
    ({"query": "x", "recordSchema": "pica"}, 66, "pica"),
    ({"query": "x", "recordXMLEscaping": "zip"}, 71, "zip"),
    ({"operation": "searchRetrieve", "version": "1.2", "query": "x", "recordPacking": "zip"}, 71, "zip"),
    ({"operation": "searchRetrieve", "version": "1.2", "query": "x", "recordXPath": "/a"}, 72, "/a"),
    ({"query": "cql.allRecords=1", "startRecord": "6"}, 61, "6"),
    ({"query": "cql.allRecords=1", "stylesheet": "x.xsl"}, 110, ""),
    ({"query": "x", "sortKeys": "colour"}, 82, "colour"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("given_", "code", "details"), WRONG, ids=["&".join(f"{k}={v[:9]}" for k, v in one[0].items()) for one in WRONG]
)
def test_wrong_requests(client: Client, shelf: object, given_: dict[str, str], code: int, details: str) -> None:
    assert diagnostics(root_of(client, **given_)) == [(code, details)]


WRONG_QUERIES = [
    ("(((", 10), ("a or", 10), ('"open', 10), ("dc.title =", 10), (")", 10), ("a" * 5000, 12), ("nosuch.title=x", 15),
    ('> x="http://example.org/set" x.title=a', 15), ("dc.colour=x", 16), ("colour=x", 16), ("dc.title near x", 19),
    ("dc.title =/rel.fuzzy x", 20), ("dc.title < x", 22), ("dc.creator == x", 22), ("dc.date encloses 2019", 22),
    ('dc.title=""', 27), ("dc.title=!!", 27), ("dc.title = ch?ld", 28), ("dc.title = *ren", 28), ("dc.title = ^children", 31),
    ("dc.date = soon", 36), ("dc.date within 2019", 36), ("a prox b", 37), (" and ".join(["a"] * 60), 38),
    ("a and/rel.combine=sum b", 46), ("a sortBy dc.creator", 82), ("a sortBy dc.title dc.date", 84), ("(" * 900, 38),
]  # fmt: skip


@pytest.mark.parametrize(("query", "code"), WRONG_QUERIES, ids=[query[:20] for query, _ in WRONG_QUERIES])
def test_wrong_queries(client: Client, db: None, query: str, code: int) -> None:
    root = searched(client, query)
    assert [found for found, _ in diagnostics(root)] == [code]
    assert root.findtext(f"{ONE}numberOfRecords") == "0"


def test_pages_of_results(client: Client, shelf: object) -> None:
    first = searched(client, "cql.allRecords=1 sortBy dc.title", maximumRecords="2")
    assert (first.findtext(f"{ONE}numberOfRecords"), first.findtext(f"{ONE}nextRecordPosition")) == ("5", "3")
    last = searched(client, "cql.allRecords=1 sortBy dc.title", maximumRecords="2", startRecord="5")
    assert last.find(f"{ONE}nextRecordPosition") is None
    assert [one.text for one in last.iter(f"{ONE}recordPosition")] == ["5"]
    assert titles(first) == ["Annals", "Children Act"]
    none = searched(client, "cql.allRecords=1", maximumRecords="0")
    assert none.find(f"{ONE}records") is None
    assert none.findtext(f"{ONE}numberOfRecords") == "5"


@pytest.mark.parametrize(
    ("schema", "identifier", "path"),
    [
        ("marcxml", "info:srw/schema/1/marcxml-v1.1", TITLE[3:]),
        ("info:srw/schema/1/marcxml-v1.1", "info:srw/schema/1/marcxml-v1.1", TITLE[3:]),
        ("dc", "info:srw/schema/1/dc-v1.1", "{http://purl.org/dc/elements/1.1/}title"),
        ("mods", "info:srw/schema/1/mods-v3.8", "{http://www.loc.gov/mods/v3}title"),
    ],
)
@pytest.mark.parametrize("version", ["1.2", "2.0"])
def test_schemas_and_packing(
    client: Client, shelf: object, version: str, schema: str, identifier: str, path: str
) -> None:
    space, packing = (ONE, "recordPacking") if version == "1.2" else (TWO, "recordXMLEscaping")
    given_ = {
        "version": version,
        "operation": "searchRetrieve",
        "query": 'dc.title == "Annals"',
        "recordSchema": schema,
    }
    for way in ("xml", "string"):
        root = root_of(client, **given_, **{packing: way})
        record = root.find(f"{space}records/{space}record")
        assert record.findtext(f"{space}recordSchema") == identifier
        assert record.findtext(f"{space}{packing}") == way
        data = record.find(f"{space}recordData")
        inner = data[0] if way == "xml" else etree.fromstring(data.text)
        assert inner.find(f".//{path}").text == "Annals"


def test_versions(client: Client, shelf: object) -> None:
    new = root_of(client, query="annals")
    assert (new.tag, new.findtext(f"{TWO}version")) == (f"{TWO}searchRetrieveResponse", "2.0")
    assert [etree.QName(one).localname for one in new] == [
        "version", "numberOfRecords", "records", "echoedSearchRetrieveRequest", "resultCountPrecision",
    ]  # fmt: skip
    old = searched(client, "annals")
    assert [etree.QName(one).localname for one in old] == [
        "version", "numberOfRecords", "records", "echoedSearchRetrieveRequest",
    ]  # fmt: skip
    assert root_of(client, operation="searchRetrieve", version="1.1", query="annals").findtext(f"{ONE}version") == "1.1"
    assert (
        root_of(client, "/sru/1.2", operation="searchRetrieve", query="annals").findtext(f"{ONE}numberOfRecords") == "1"
    )
    assert root_of(client, "/sru/2.0", query="annals").findtext(f"{TWO}numberOfRecords") == "1"
    assert diagnostics(root_of(client, "/sru/1.2", version="2.0", operation="explain")) == [(5, "1.2")]
    words = root_of(client, query="Annals OR schools", queryType="searchTerms")
    assert words.findtext(f"{TWO}numberOfRecords") == "2"


@pytest.mark.parametrize(
    ("path", "given_", "space"),
    [
        ("/sru", {}, TWO),
        ("/sru", {"operation": "explain", "version": "1.2"}, ONE),
        ("/sru/1.2", {}, ONE),
        ("/sru/2.0", {}, TWO),
    ],
    ids=["no version", "1.2", "address 1.2", "address 2.0"],
)
def test_explain(client: Client, db: None, path: str, given_: dict[str, str], space: str) -> None:
    root = root_of(client, path, **given_)
    assert root.tag == f"{space}explainResponse"
    zeerex = "{http://explain.z3950.org/dtd/2.0/}"
    told = root.find(f"{space}record/{space}recordData/{zeerex}explain")
    assert told.findtext(f"{zeerex}serverInfo/{zeerex}host") == "testserver"
    names = {f"{one.get('set')}.{one.text}" for one in told.iter(f"{zeerex}name")}
    assert {"dc.title", "dc.creator", "cql.serverChoice", "cql.allRecords", "rec.identifier", "bath.isbn"} <= names
    assert [one.get("name") for one in told.iter(f"{zeerex}schema")] == ["marcxml", "dc", "mods"]


def test_every_index_that_is_explained_can_be_asked(client: Client, shelf: object) -> None:
    root = root_of(client)
    for one in root.iter("{http://explain.z3950.org/dtd/2.0/}name"):
        answer = searched(client, f"{one.get('set')}.{one.text} = 2019")
        assert diagnostics(answer) == [], one.text


def test_post_and_head(client: Client, shelf: object) -> None:
    given_ = "operation=searchRetrieve&version=1.2&query=annals"
    posted = client.post("/sru", given_, content_type="application/x-www-form-urlencoded")
    assert titles(etree.fromstring(posted.content)) == ["Annals"]
    assert client.head("/sru", {"query": "annals"}).status_code == 200
    assert client.delete("/sru").status_code == 405
    accepted = client.get("/sru", {"query": "annals", "httpAccept": "application/sru+xml"})
    assert accepted["Content-Type"].startswith("application/sru+xml")
    assert not accepted.cookies


def test_a_search_takes_few_queries(client: Client, shelf: object, django_assert_max_num_queries: Any) -> None:
    searched(client, "children")
    with django_assert_max_num_queries(14):
        searched(client, "children and dc.date > 2000 not dc.title = report", maximumRecords="50")


_PIECES = st.sampled_from([
    "a", "dc.title", "=", "==", "<", "any", "within", "and", "or", "not", "prox", "(", ")", '"', "/", "*", "^", "\\", ">",
    "sortBy", "dc.date", "2019", "rec.identifier", "dc.language", "\x00", "é", "cql.allRecords", "bath.isbn", "tutela.text",
])  # fmt: skip


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.lists(_PIECES, max_size=12).map(" ".join), st.text(max_size=60)))
def test_whatever_is_asked_is_answered(client: Client, query: str) -> None:
    response = client.get(f"/sru?version=1.2&operation=searchRetrieve&query={quote(query, errors='surrogatepass')}")
    assert response.status_code == 200
    assert etree.fromstring(response.content).tag == f"{ONE}searchRetrieveResponse"


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(["operation", "version", "query", "startRecord", "maximumRecords", "recordSchema", "sortKeys", "recordPacking", "httpAccept", "queryType", "x-a"]),
        st.one_of(st.sampled_from(["searchRetrieve", "explain", "1.2", "2.0", "1", "xml", "dc", "title,,0", "cql", "searchTerms"]), st.text(max_size=20)),
    )
)  # fmt: skip
def test_whatever_parameters_are_given(client: Client, pairs: dict[str, str]) -> None:
    query = "&".join(f"{name}={quote(value, errors='surrogatepass')}" for name, value in pairs.items())
    response = client.get(f"/sru?{query}")
    assert response.status_code == 200
    etree.fromstring(response.content)
