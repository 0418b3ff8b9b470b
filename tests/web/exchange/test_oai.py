"""The OAI-PMH repository: verbs, errors, sets, lists that go on, and what is told of records that are gone."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.web.exchange.harvester import (
    MARC,
    OAI,
    asked,
    error_of,
    errors,
    harvested,
    headers,
    identifier,
    stamped,
    token_of,
)
from tests.web.library.factories import catalogued, field, marc

from tutela.web.exchange.oai import lists
from tutela.web.exchange.oai.tokens import InvalidTokenError, Position, position
from tutela.web.library import store
from tutela.web.library.models import CatalogueRecord, Setting, State

pytestmark = pytest.mark.django_db

DC = "{http://purl.org/dc/elements/1.1/}"


def withdraw(row: CatalogueRecord) -> CatalogueRecord:
    return store.change_state(row, State.WITHDRAWN, by=None, action="withdrawn")


@pytest.fixture
def pages_of_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "RECORDS", 2)
    monkeypatch.setattr(lists, "HEADERS", 2)


# --- the repository -------------------------------------------------------------------------------------------------


def test_identify_says_who_and_how(client: Client) -> None:
    stamped(catalogued(), 0)
    root = asked(client, verb="Identify")
    told = {one.tag.removeprefix(OAI): one.text for one in root.find(f"{OAI}Identify")}
    told.pop("description")
    assert told == {
        "repositoryName": "Tutela",
        "baseURL": "http://testserver/oai",
        "protocolVersion": "2.0",
        "adminEmail": "library@tutela.localhost",
        "earliestDatestamp": "2025-03-01T12:00:00Z",
        "deletedRecord": "persistent",
        "granularity": "YYYY-MM-DDThh:mm:ssZ",
        "compression": "gzip",
    }
    request = root.find(f"{OAI}request")
    assert (request.text, dict(request.attrib)) == ("http://testserver/oai", {"verb": "Identify"})
    assert root.findtext(".//{*}repositoryIdentifier") == "tutela.localhost"


def test_identify_says_what_librarians_gave(client: Client) -> None:
    for key, value in (
        ("name", "Library of Maravel"),
        ("email", "desk@example.org"),
        ("identifier", "lib.example.org"),
    ):
        Setting.objects.create(key=f"repository-{key}", value=value)
    row = catalogued()
    root = asked(client, verb="Identify")
    assert root.findtext(f".//{OAI}repositoryName") == "Library of Maravel"
    assert root.findtext(f".//{OAI}adminEmail") == "desk@example.org"
    assert root.findtext(".//{*}sampleIdentifier") == "oai:lib.example.org:0123456789ab"
    listed = asked(client, verb="ListIdentifiers", metadataPrefix="marc21")
    assert listed.findtext(f".//{OAI}identifier") == f"oai:lib.example.org:{row.key}"


def test_formats_are_told_for_all_and_for_one(client: Client) -> None:
    row = catalogued()
    for more in ({}, {"identifier": identifier(row)}):
        root = asked(client, verb="ListMetadataFormats", **more)
        assert [one.text for one in root.iter(f"{OAI}metadataPrefix")] == ["oai_dc", "marc21", "mods"]
    withdraw(row)
    assert error_of(client, verb="ListMetadataFormats", identifier=identifier(row)) == ["noMetadataFormats"]


def test_post_is_answered_like_get(client: Client) -> None:
    catalogued()
    given = {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc"}
    from lxml import etree

    posted = etree.fromstring(client.post("/oai", "&".join(f"{k}={v}" for k, v in given.items()),
                                          content_type="application/x-www-form-urlencoded").content)  # fmt: skip
    assert headers(posted) == headers(asked(client, **given)) != []
    assert errors(etree.fromstring(client.post("/oai", "{}", content_type="application/json").content)) == ["badVerb"]


def test_answers_are_for_anybody(client: Client, as_librarian: Client) -> None:
    row = catalogued()
    for who in (client, as_librarian):
        response = who.get("/oai", {"verb": "GetRecord", "identifier": identifier(row), "metadataPrefix": "marc21"})
        assert not response.cookies
        assert "no-store" not in response["Cache-Control"]
        assert "Cookie" not in response.get("Vary", "")
    head = client.head("/oai", {"verb": "Identify"})
    assert (head.status_code, head.content, head["Content-Type"]) == (200, b"", "text/xml; charset=utf-8")
    assert client.put("/oai").status_code == 405


def test_answers_are_compressed(client: Client) -> None:
    response = client.get("/oai", {"verb": "Identify"}, headers={"Accept-Encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"


# --- records --------------------------------------------------------------------------------------------------------


def test_a_record_in_each_format(client: Client) -> None:
    row = catalogued("Children Act", kind="law", number="77")
    for prefix, found, text in (
        ("marc21", f"{MARC}record/{MARC}controlfield[@tag='001']", "77"),
        ("oai_dc", f"{{*}}dc/{DC}title", "Children Act"),
        ("mods", "{*}mods/{*}titleInfo/{*}title", "Children Act"),
    ):
        root = asked(client, verb="GetRecord", identifier=identifier(row), metadataPrefix=prefix)
        assert [one.text for one in root.iterfind(f".//{OAI}metadata/{found}")] == [text]
        assert [one.text for one in root.iter(f"{OAI}setSpec")] == ["type", "type:law", "language", "language:eng"]


def test_only_what_was_published_is_told(client: Client) -> None:
    rows = {state: catalogued(f"A {state} record", state=state) for state in State}
    assert headers(asked(client, verb="ListRecords", metadataPrefix="marc21")) == [(rows["published"].key, False)]
    for state in (State.DRAFT, State.REVIEW, State.WITHDRAWN):  # withdrawn: it was never published
        given = {"identifier": identifier(rows[state]), "metadataPrefix": "marc21"}
        assert error_of(client, verb="GetRecord", **given) == ["idDoesNotExist"]


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.DRAFT, State.REVIEW])
def test_what_is_no_longer_published_is_deleted(client: Client, state: State) -> None:
    row = stamped(catalogued(), 0)
    since = "2025-03-02"
    assert error_of(client, verb="ListRecords", metadataPrefix="marc21", from_=since) == ["noRecordsMatch"]
    store.change_state(row, state, by=None, action="withdrawn")
    for verb, more in (
        ("ListRecords", {"from": since}),
        ("ListIdentifiers", {"from": since}),
        ("GetRecord", {"identifier": identifier(row)}),
    ):
        root = asked(client, verb=verb, metadataPrefix="marc21", **more)
        assert headers(root) == [(row.key, True)]
        assert root.find(f".//{OAI}metadata") is None


def test_characters_that_xml_cannot_hold(client: Client) -> None:
    row = catalogued("Act \x0b no. 1 \ufffe", summary="\x00\x1f")
    for prefix in ("marc21", "oai_dc", "mods"):
        root = asked(client, verb="GetRecord", identifier=identifier(row), metadataPrefix=prefix)
        assert len(root.find(f".//{OAI}metadata")) == 1
    assert error_of(client, verb="\x00\x0b\ufffe") == ["badVerb"]


def test_odd_marc_is_given_as_its_schema_has_it(client: Client) -> None:
    odd = field("9Aa", "A#", ("a", "x"))  # capitals and small letters: no tag of the schema
    other = field("500", "A\x1b", ("É", "Kept."), ("a", ""))
    row = catalogued(extra=[odd, other])
    root = asked(client, verb="GetRecord", identifier=identifier(row), metadataPrefix="marc21")
    record = root.find(f".//{MARC}record")
    assert len(record.findtext(f"{MARC}leader")) == 24
    last = record[-1]
    assert (last.get("tag"), last.get("ind1"), last.get("ind2")) == ("500", "a", " ")
    assert [(one.get("code"), one.text) for one in last] == [("-", "Kept."), ("a", None)]
    tags = [one.get("tag") for one in record][1:]
    assert tags == sorted(tags, key=lambda tag: not tag.startswith("00"))


# --- wrong requests -------------------------------------------------------------------------------------------------

WRONG = [
    ("", "badVerb"),
    ("verb=", "badVerb"),
    ("verb=listrecords", "badVerb"),
    ("verb=Identify&verb=Identify", "badVerb"),
    ("verb=Identify&until=2019-01-01", "badArgument"),
    ("verb=ListSets&metadataPrefix=marc21", "badArgument"),
    ("verb=ListRecords", "badArgument"),
    ("verb=ListRecords&metadataPrefix=marc21&metadataPrefix=marc21", "badArgument"),
    ("verb=ListRecords&metadataPrefix=marc21&colour=red", "badArgument"),
    ("verb=ListRecords&metadataPrefix=marc%2021", "badArgument"),
    ("verb=ListRecords&metadataPrefix=marcxml", "cannotDisseminateFormat"),
    ("verb=GetRecord&metadataPrefix=marc21", "badArgument"),
    ("verb=GetRecord&identifier=oai:tutela.localhost:0123456789ab", "badArgument"),
    ("verb=GetRecord&identifier=oai:tutela.localhost:0123456789ab&metadataPrefix=marc21", "idDoesNotExist"),
    ("verb=GetRecord&identifier=nonsense&metadataPrefix=marc21", "idDoesNotExist"),
    ("verb=GetRecord&identifier=%22%3C%3E&metadataPrefix=marc21", "badArgument"),
    ("verb=ListMetadataFormats&identifier=oai:other.example.org:0123456789ab", "idDoesNotExist"),
    ("verb=ListRecords&metadataPrefix=marc21&from=2019", "badArgument"),
    ("verb=ListRecords&metadataPrefix=marc21&from=2019-13-01", "badArgument"),
    ("verb=ListRecords&metadataPrefix=marc21&from=2019-01-01T00:00:00%2B01:00", "badArgument"),
    ("verb=ListRecords&metadataPrefix=marc21&from=2019-01-01T25:00:00Z", "badArgument"),
    ("verb=ListRecords&metadataPrefix=marc21&from=2019-01-01&until=2019-01-02T00:00:00Z", "badArgument"),
    ("verb=ListRecords&metadataPrefix=marc21&from=2019-01-02&until=2019-01-01", "badArgument"),
    ("verb=ListRecords&metadataPrefix=marc21&until=0000-01-01", "badArgument"),
    ("verb=ListRecords&metadataPrefix=marc21&until=1900-01-01", "noRecordsMatch"),
    ("verb=ListRecords&metadataPrefix=marc21&from=9999-12-31", "noRecordsMatch"),
    ("verb=ListRecords&metadataPrefix=marc21&set=type:poster", "noRecordsMatch"),
    ("verb=ListRecords&metadataPrefix=marc21&set=a%20b", "badArgument"),
    ("verb=ListRecords&metadataPrefix=marc21&set=", "badArgument"),
    ("verb=ListRecords&resumptionToken=abc", "badResumptionToken"),
    ("verb=ListRecords&resumptionToken=", "badResumptionToken"),
    ("verb=ListRecords&resumptionToken=abc&metadataPrefix=marc21", "badArgument"),
    ("verb=ListSets&resumptionToken=abc", "badResumptionToken"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "code"), WRONG, ids=[query or "nothing" for query, _ in WRONG])
def test_wrong_requests(client: Client, query: str, code: str) -> None:
    from lxml import etree

    catalogued()
    root = etree.fromstring(client.get(f"/oai?{query}").content)
    assert errors(root) == [code]
    has_arguments = bool(root.find(f"{OAI}request").attrib)
    assert has_arguments is (code not in ("badVerb", "badArgument"))


_TEXT = st.text(max_size=40)
_LIKELY = st.sampled_from([
    "Identify", "ListRecords", "ListIdentifiers", "GetRecord", "ListSets", "ListMetadataFormats", "marc21", "oai_dc",
    "type:law", "2019-01-01", "9999-12-31", "0001-01-01T00:00:00Z", "oai:tutela.localhost:0123456789ab", "\x00",
])  # fmt: skip
_NAMES = st.sampled_from(["verb", "identifier", "metadataPrefix", "from", "until", "set", "resumptionToken", "x"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(_NAMES, st.one_of(_LIKELY, _TEXT)), max_size=6))
def test_whatever_is_asked_is_answered(client: Client, pairs: list[tuple[str, str]]) -> None:
    from urllib.parse import quote

    from lxml import etree

    query = "&".join(f"{name}={quote(value, errors='surrogatepass')}" for name, value in pairs)
    response = client.get(f"/oai?{query}")
    assert response.status_code == 200
    assert etree.fromstring(response.content).tag == f"{OAI}OAI-PMH"


# --- lists ----------------------------------------------------------------------------------------------------------


def test_days_and_seconds(client: Client) -> None:
    rows = [
        stamped(catalogued(f"Act {place}"), seconds) for place, seconds in enumerate((0, 1, 12 * 3600 - 1, 12 * 3600))
    ]
    keys = [row.key for row in rows]

    def found(**window: str) -> list[int]:
        root = asked(client, verb="ListIdentifiers", metadataPrefix="marc21", **window)
        return [keys.index(key) for key, _ in headers(root)]

    assert found() == [0, 1, 2, 3]
    assert found(from_="2025-03-01T12:00:01Z") == [1, 2, 3]
    assert found(until="2025-03-01T12:00:01Z") == [0, 1]
    assert found(from_="2025-03-01T12:00:01Z", until="2025-03-01T12:00:01Z") == [1]
    assert found(from_="2025-03-02") == [3]
    assert found(until="2025-03-01") == [0, 1, 2]
    assert found(from_="2025-03-01", until="2025-03-01") == [0, 1, 2]


@pytest.mark.usefixtures("pages_of_two")
def test_a_list_goes_on(client: Client) -> None:
    rows = [stamped(catalogued(f"Act {place}"), 0) for place in range(5)]
    first = asked(client, verb="ListRecords", metadataPrefix="oai_dc")
    assert dict(first.find(f".//{OAI}resumptionToken").attrib) == {"completeListSize": "5", "cursor": "0"}
    second = asked(client, verb="ListRecords", resumptionToken=token_of(first))
    assert dict(second.find(f".//{OAI}resumptionToken").attrib) == {"completeListSize": "5", "cursor": "2"}
    last = asked(client, verb="ListRecords", resumptionToken=token_of(second))
    end = last.find(f".//{OAI}resumptionToken")
    assert (end.text, dict(end.attrib)) == (None, {"completeListSize": "5", "cursor": "4"})
    assert [key for root in (first, second, last) for key, _ in headers(root)] == [row.key for row in rows]
    again = asked(client, verb="ListRecords", resumptionToken=token_of(first))
    assert headers(again) == headers(second)


@pytest.mark.usefixtures("pages_of_two")
def test_a_list_that_fits_has_no_token(client: Client) -> None:
    for place in range(2):
        catalogued(f"Act {place}")
    assert asked(client, verb="ListRecords", metadataPrefix="marc21").find(f".//{OAI}resumptionToken") is None


@pytest.mark.usefixtures("pages_of_two")
@pytest.mark.parametrize("spec", ["", "language:eng"])
def test_changes_during_a_harvest_shift_nothing(client: Client, spec: str) -> None:
    rows = [stamped(catalogued(f"Act {place}"), place) for place in range(6)]
    given = {"verb": "ListRecords", "metadataPrefix": "marc21", **({"set": spec} if spec else {})}
    seen = headers(root := asked(client, **given))
    assert seen == [(rows[0].key, False), (rows[1].key, False)]
    # One of those already told changes, one of those still to come too, one is withdrawn, and one is new.
    store.save(rows[0], marc("Act 0, amended"), by=None)
    store.save(rows[3], marc("Act 3, amended"), by=None)
    withdraw(rows[4])
    new = catalogued("Act 6")
    while token := token_of(root):
        root = asked(client, verb="ListRecords", resumptionToken=token)
        seen += headers(root)
    assert seen[2:4] == [(rows[2].key, False), (rows[5].key, False)]
    assert sorted(seen[4:]) == sorted(
        [(rows[0].key, False), (rows[3].key, False), (rows[4].key, True), (new.key, False)]
    )


@pytest.mark.usefixtures("pages_of_two")
def test_a_token_is_good_for_its_own_verb_alone(client: Client) -> None:
    for place in range(3):
        catalogued(f"Act {place}")
    token = token_of(asked(client, verb="ListRecords", metadataPrefix="marc21"))
    assert error_of(client, verb="ListIdentifiers", resumptionToken=token) == ["badResumptionToken"]


@pytest.mark.usefixtures("pages_of_two")
def test_a_list_whose_rest_has_moved_beyond_its_end(client: Client) -> None:
    rows = [stamped(catalogued(f"Act {place}"), place) for place in range(3)]
    root = asked(client, verb="ListRecords", metadataPrefix="marc21", until="2025-03-31")
    withdraw(rows[2])
    assert error_of(client, verb="ListRecords", resumptionToken=token_of(root)) == ["noRecordsMatch"]


def test_tokens_are_read_back_and_others_refused() -> None:
    whole = Position("ListRecords", "marc21", "type:law", stamped_at := lists.datetime(2025, 3, 1, tzinfo=_utc()), None,
                     stamped_at, 7, 200, 500)  # fmt: skip
    assert position(whole.token()) == whole
    assert set(whole.token()) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    for text in (
        "[]", "{}", "null", "[1]", "[1,1,2,3,4,5,6,7,8,9]", '[1,"ListRecords","marc21","",null,null,null,1,1,1]',
        '[2,"ListRecords","marc21","",null,null,5,1,1,1]', '[1,"ListRecords","marc21","",null,null,5,-1,1,1]',
        '[1,"ListRecords","marc21","",null,null,5,true,1,1]', '[1,"ListRecords","marc21","",null,null,1e9,1,1,1]',
        '[1,"ListRecords","marc21","",null,null,99999999999999999,1,1,1]', "[" * 400,
    ):  # fmt: skip
        with pytest.raises(InvalidTokenError):
            position(base64.urlsafe_b64encode(text.encode()).decode().rstrip("="))
    for token in ("", "é", "=", "a", "%%%", whole.token() + "=", "A" * 5000):
        with pytest.raises(InvalidTokenError):
            position(token)


def _utc() -> Any:
    from datetime import UTC

    return UTC


def test_a_page_takes_as_many_queries_whatever_it_holds(client: Client, django_assert_max_num_queries: Any) -> None:
    for place in range(12):
        catalogued(f"Act {place}", kind="law")
    with django_assert_max_num_queries(2):
        asked(client, verb="ListRecords", metadataPrefix="marc21")
    asked(client, verb="ListRecords", metadataPrefix="marc21", set="type:law")
    with django_assert_max_num_queries(4):
        asked(client, verb="ListRecords", metadataPrefix="marc21", set="type:law")


# --- sets -----------------------------------------------------------------------------------------------------------


def sector(code: str) -> Any:
    return field("690", " 7", ("a", code), ("2", "tutela"))


def test_sets_are_told_with_their_names(client: Client) -> None:
    catalogued(kind="law", language="fre")
    catalogued(kind="a:b c", extra=[sector("education")])  # no name of a set can hold this type
    root = asked(client, verb="ListSets")
    told = {one.findtext(f"{OAI}setSpec"): one.findtext(f"{OAI}setName") for one in root.iter(f"{OAI}set")}
    assert list(told) == ["type", "type:law", "language", "language:eng", "language:fre", "sector", "sector:education"]
    assert told["type:law"] == "Type of resource: Law"
    assert told["language:fre"] == "Language: French"


def test_a_set_holds_its_records(client: Client) -> None:
    law = catalogued("Children Act", kind="law")
    report = catalogued("Report", kind="report", language="fre")
    plain = catalogued("Plain")
    expected = {
        "type:law": [law], "type:report": [report], "type": [law, report], "language": [law, report, plain],
        "language:fre": [report], "language:eng": [law, plain],
    }  # fmt: skip
    for spec, rows in expected.items():
        root = asked(client, verb="ListIdentifiers", metadataPrefix="marc21", set=spec)
        assert headers(root) == [(row.key, False) for row in rows], spec


def test_a_record_that_leaves_a_set_is_deleted_there_and_nowhere_else(client: Client) -> None:
    row = catalogued("Children Act", kind="law")
    given = {"verb": "ListRecords", "metadataPrefix": "marc21"}
    assert headers(asked(client, **given, set="type:law")) == [(row.key, False)]
    store.save(row, marc("Children Act", kind="report"), by=None)
    left = asked(client, **given, set="type:law")
    assert headers(left) == [(row.key, True)]
    assert left.findtext(f".//{OAI}setSpec") == "type:law"
    assert headers(asked(client, **given, set="type:report")) == [(row.key, False)]
    assert headers(asked(client, **given, set="type")) == [(row.key, False)]
    assert headers(asked(client, **given)) == [(row.key, False)]
    store.save(row, marc("Children Act", kind="law"), by=None)
    assert headers(asked(client, **given, set="type:law")) == [(row.key, False)]


def test_a_withdrawn_record_is_deleted_in_its_sets(client: Client) -> None:
    row = catalogued("Children Act", kind="law")
    withdraw(row)
    root = asked(client, verb="ListRecords", metadataPrefix="marc21", set="type:law")
    assert headers(root) == [(row.key, True)]
    assert [one.text for one in root.iter(f"{OAI}setSpec")] == ["type", "type:law", "language", "language:eng"]


@pytest.mark.usefixtures("pages_of_two")
def test_a_set_goes_on_and_keeps_to_its_window(client: Client) -> None:
    rows = [stamped(catalogued(f"Act {place}", kind="law" if place % 2 else "report"), place) for place in range(8)]
    pages = harvested(client, verb="ListIdentifiers", metadataPrefix="marc21", set="type:law")
    assert pages == [[(rows[1].key, False), (rows[3].key, False)], [(rows[5].key, False), (rows[7].key, False)]]
    within = {"from": "2025-03-01T12:00:02Z", "until": "2025-03-01T12:00:05Z"}
    root = asked(client, verb="ListIdentifiers", metadataPrefix="marc21", set="type:law", **within)
    assert headers(root) == [(rows[3].key, False), (rows[5].key, False)]
