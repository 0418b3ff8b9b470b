"""Harvesting: what is new, changed and deleted there; going on after a stop; repositories that are busy or broken."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

import pytest
from tests.web.exchange.fake_repository import Answer, Repository, dublin_core, marcxml, record, served
from tests.web.library.factories import marc

from tutela.web.exchange.harvest import fetching
from tutela.web.exchange.harvest.counts import Counts
from tutela.web.exchange.harvest.errors import HarvestError
from tutela.web.exchange.harvesting import harvest, source_at
from tutela.web.exchange.models import HarvestedRecord, HarvestSource, HarvestState
from tutela.web.library import store
from tutela.web.library.models import Batch, CatalogueRecord, SetAsideRecord, State

pytestmark = pytest.mark.django_db

DAY = "2025-05-0{}T00:00:00Z"


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Seconds that the harvester would have waited."""
    waited: list[float] = []
    monkeypatch.setattr(fetching.time, "sleep", waited.append)
    return waited


@pytest.fixture
def there(waits: list[float]) -> Iterator[Repository]:
    """A repository of five acts."""
    acts = {f"oai:x:{n}": (DAY.format(n), marcxml(f"Act {n}", str(n))) for n in range(1, 6)}
    with served(Repository(acts)) as repository:
        yield repository


def titles(**state: str) -> list[str]:
    return sorted(CatalogueRecord.objects.filter(**state).values_list("title", flat=True))


def lists_asked(repository: Repository) -> list[dict[str, str]]:
    return [{k: v for k, v in one.items() if k != "verb"} for one in repository.asked if one["verb"] == "ListRecords"]


def the_source() -> HarvestSource:
    return HarvestSource.objects.get()


# --- the first harvest, and those that follow -------------------------------------------------------------------------


def test_everything_comes_in_the_best_format(there: Repository) -> None:
    told: list[tuple[int, int | None]] = []
    counts = harvest(there.url, progress=lambda counts, size: told.append((counts.read, size)))
    assert counts == Counts(read=5, added=5)
    assert titles(state=State.DRAFT) == ["Act 1", "Act 2", "Act 3", "Act 4", "Act 5"]
    assert told == [(2, 5), (4, 5), (5, 5)]
    assert lists_asked(there)[0] == {"metadataPrefix": "marc21"}
    source = the_source()
    assert (source.name, source.state, source.token) == ("Archive of Maravel", HarvestState.DONE, "")
    batch = Batch.objects.get()
    assert (batch.kind, batch.state, batch.name) == ("harvest", "done", "Archive of Maravel")
    assert CatalogueRecord.objects.filter(batch=batch).count() == 5


def test_new_records_can_be_published_at_once(there: Repository) -> None:
    harvest(there.url, publish=True)
    assert len(titles(state=State.PUBLISHED)) == 5


def test_a_second_harvest_asks_for_changes_only(there: Repository) -> None:
    harvest(there.url, publish=True)
    there.asked.clear()
    there.now = "2025-07-01T12:00:00Z"
    there.records["oai:x:2"] = ("2025-06-02T00:00:00Z", marcxml("Act 2, amended", "2"))
    there.records["oai:x:3"] = ("2025-06-03T00:00:00Z", None)
    there.records["oai:x:6"] = ("2025-06-04T00:00:00Z", marcxml("Act 6", "6"))
    there.records["oai:x:7"] = ("2025-06-05T00:00:00Z", None)  # never seen here
    assert harvest(there.url) == Counts(read=4, added=1, changed=1, deleted=1, gone=1)
    assert lists_asked(there)[0] == {"metadataPrefix": "marc21", "from": "2025-06-01T11:50:00Z"}
    assert titles(state=State.PUBLISHED) == ["Act 1", "Act 2, amended", "Act 4", "Act 5", "Act 6"]
    assert titles(state=State.WITHDRAWN) == ["Act 3"]
    assert CatalogueRecord.objects.get(title="Act 2, amended").version == 2


def test_nothing_new_leaves_no_batch(there: Repository) -> None:
    harvest(there.url)
    there.now = "2025-07-01T12:00:00Z"
    assert harvest(there.url) == Counts()
    assert Batch.objects.count() == 1
    assert the_source().state == HarvestState.DONE


def test_what_comes_again_unchanged_is_left_to_the_librarians(there: Repository) -> None:
    harvest(there.url)
    row = CatalogueRecord.objects.get(title="Act 1")
    store.save(row, marc("Act 1, catalogued here"), by=None)
    assert harvest(there.url, full=True) == Counts(read=5, unchanged=5)
    row.refresh_from_db()
    assert (row.title, row.version) == ("Act 1, catalogued here", 2)
    there.records["oai:x:1"] = ("2025-06-02T00:00:00Z", marcxml("Act 1, amended", "1"))
    assert harvest(there.url).changed == 1
    assert [one.version for one in row.revisions.all()] == [2, 1]


def test_what_is_back_there_is_back_here(there: Repository) -> None:
    harvest(there.url, publish=True)
    act, there.records["oai:x:1"] = there.records["oai:x:1"], ("2025-06-02T00:00:00Z", None)
    harvest(there.url)
    there.records["oai:x:1"] = ("2025-06-03T00:00:00Z", act[1])
    assert harvest(there.url).changed == 1
    assert len(titles(state=State.PUBLISHED)) == 5


def test_what_librarians_withdrew_stays_withdrawn(there: Repository) -> None:
    harvest(there.url, publish=True)
    store.change_state(CatalogueRecord.objects.get(title="Act 1"), State.WITHDRAWN, by=None, action="withdrawn")
    there.records["oai:x:1"] = ("2025-06-02T00:00:00Z", marcxml("Act 1, amended", "1"))
    harvest(there.url)
    assert titles(state=State.WITHDRAWN) == ["Act 1, amended"]


def test_a_full_harvest_withdraws_what_is_told_of_no_longer(there: Repository) -> None:
    harvest(there.url, publish=True)
    del there.records["oai:x:4"]
    assert harvest(there.url, full=True) == Counts(read=5, unchanged=4, deleted=1)
    assert titles(state=State.WITHDRAWN) == ["Act 4"]


def test_two_sets_of_one_repository_share_their_records(there: Repository) -> None:
    harvest(there.url, set_="a", publish=True)
    assert harvest(there.url, set_="b", publish=True) == Counts(read=5, unchanged=5)
    assert (CatalogueRecord.objects.count(), HarvestedRecord.objects.count()) == (5, 10)
    assert "set" in lists_asked(there)[0]
    there.records["oai:x:1"] = ("2025-06-02T00:00:00Z", None)
    assert harvest(there.url, set_="a") == Counts(read=1, gone=1)  # it is still in the other set
    assert len(titles(state=State.PUBLISHED)) == 5
    assert harvest(there.url, set_="b") == Counts(read=1, deleted=1)
    assert titles(state=State.WITHDRAWN) == ["Act 1"]


def test_since_never_leaves_a_gap(there: Repository) -> None:
    harvest(there.url)
    there.asked.clear()
    harvest(there.url, since=datetime(2025, 7, 1, tzinfo=UTC))
    assert lists_asked(there)[0]["from"] == "2025-06-01T11:50:00Z"
    there.asked.clear()
    harvest(there.url, since=datetime(2025, 5, 3, tzinfo=UTC))
    assert lists_asked(there)[0]["from"] == "2025-05-03T00:00:00Z"


def test_dublin_core_is_taken_where_there_is_no_marc(waits: list[float]) -> None:
    formats = {"qdc": "http://example.org/qdc", "oai_dc": "http://www.openarchives.org/OAI/2.0/oai_dc/"}
    with served(Repository({"oai:x:1": ("2025-05-01", dublin_core("Loi"))}, formats=formats)) as there:
        assert harvest(there.url) == Counts(read=1, added=1)
    row = CatalogueRecord.objects.get()
    assert (row.title, row.language) == ("Loi", "fre")


def test_neither_format(waits: list[float]) -> None:
    with (
        served(Repository(formats={"qdc": "http://example.org/qdc"})) as there,
        pytest.raises(HarvestError, match="neither"),
    ):
        harvest(there.url)


# --- stops and refusals -----------------------------------------------------------------------------------------------


def test_a_harvest_goes_on_where_it_was(there: Repository) -> None:
    class KilledError(BaseException):
        pass

    def kill(_counts: Counts, _size: int | None) -> None:
        raise KilledError

    with pytest.raises(KilledError):
        harvest(there.url, progress=kill)
    assert len(titles()) == 2
    there.asked.clear()
    assert harvest(there.url) == Counts(read=5, added=5)
    assert lists_asked(there)[0] == {"resumptionToken": "!2"}
    assert len(titles()) == 5
    assert Batch.objects.count() == 1


def test_a_page_is_taken_over_whole_or_not_at_all(there: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    from tutela.web.exchange import harvesting

    def fail(*_: Any) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(harvesting, "_reached", fail)
        with pytest.raises(RuntimeError):
            harvest(there.url)
    assert titles() == []
    assert harvest(there.url) == Counts(read=5, added=5)


def test_a_refused_token_makes_it_ask_again_from_where_it_was(there: Repository) -> None:
    refused: list[str] = []

    def refuse_once(asked: dict[str, str]) -> Answer | None:
        if asked.get("resumptionToken") == "!4" and not refused:
            refused.append("!4")
            return Answer(there.envelope('<error code="badResumptionToken">Expired.</error>'))
        return None

    there.before = refuse_once
    assert harvest(there.url) == Counts(read=6, added=5, unchanged=1)
    assert {"metadataPrefix": "marc21", "from": "2025-05-04T00:00:00Z"} in lists_asked(there)
    assert len(titles()) == 5


def test_a_list_out_of_order_is_asked_for_from_its_beginning(there: Repository) -> None:
    there.records["oai:x:1"] = ("2025-05-09T00:00:00Z", marcxml("Act 1", "1"))
    pages = [
        there.envelope("<ListRecords>" + "".join(record(f"oai:x:{n}", *there.records[f"oai:x:{n}"]) for n in pair)
                       + f"<resumptionToken>{token}</resumptionToken></ListRecords>")
        for pair, token in (((1, 2), "b"), ((3, 4), "c"))
    ]  # fmt: skip

    def scripted(asked: dict[str, str]) -> Answer | None:
        if asked["verb"] != "ListRecords" or len(lists_asked(there)) > 3:
            return None
        if "resumptionToken" not in asked:
            return Answer(pages[0])
        refused = there.envelope('<error code="badResumptionToken"/>')
        return Answer(pages[1] if asked["resumptionToken"] == "b" else refused)

    there.before = scripted
    counts = harvest(there.url)
    assert lists_asked(there)[3] == {"metadataPrefix": "marc21"}
    assert (counts.added, counts.unchanged, len(titles())) == (5, 4, 5)


def test_a_token_that_is_always_refused(there: Repository) -> None:
    def refuse(asked: dict[str, str]) -> Answer | None:
        return Answer(there.envelope('<error code="badResumptionToken"/>')) if "resumptionToken" in asked else None

    there.before = refuse
    there.records = {name: (DAY.format(1), data) for name, (_stamp, data) in there.records.items()}
    with pytest.raises(HarvestError, match="refused"):
        harvest(there.url)
    assert the_source().state == HarvestState.STOPPED
    assert "refused" in the_source().error


def test_a_list_that_does_not_go_on(there: Repository) -> None:
    same = there.envelope(
        f"<ListRecords>{record('oai:x:1', '2025-05-01', marcxml('A'))}<resumptionToken>t</resumptionToken></ListRecords>"
    )
    there.before = lambda asked: Answer(same) if asked["verb"] == "ListRecords" else None
    with pytest.raises(HarvestError, match="twice"):
        harvest(there.url)


def test_two_harvests_at_once(there: Repository) -> None:
    def another(_counts: Counts, _size: int | None) -> None:
        HarvestSource.objects.update(harvests=9)

    with pytest.raises(HarvestError, match="at the same time"):
        harvest(there.url, progress=another)
    assert len(titles()) == 2


# --- HTTP -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "least", "most"),
    [
        ({"Retry-After": "7"}, 7, 7),
        ({"Retry-After": format_datetime(datetime(2030, 1, 1, tzinfo=UTC), usegmt=True)}, 600, 600),
        ({"Retry-After": "soon"}, 1, 1),
        ({}, 1, 1),
    ],
    ids=["seconds", "date", "nonsense", "none"],
)
def test_a_busy_repository_is_asked_again(
    there: Repository, waits: list[float], header: dict[str, str], least: int, most: int
) -> None:
    there.before = lambda _asked: Answer(status=503, headers=header) if len(there.asked) == 1 else None
    assert harvest(there.url).added == 5
    assert len(waits) == 1
    assert least <= waits[0] <= most


def test_patience_has_an_end(there: Repository, waits: list[float]) -> None:
    there.before = lambda _asked: Answer(status=503)
    with pytest.raises(HarvestError, match="503"):
        harvest(there.url)
    assert len(waits) == fetching.ATTEMPTS - 1


def test_nobody_there(waits: list[float]) -> None:
    with served(Repository()) as gone:
        url = gone.url
    with pytest.raises(HarvestError):
        harvest(url)


def test_compressed_answers(there: Repository) -> None:
    plain = there.answer

    def packed(asked: dict[str, str]) -> Answer:
        return Answer(plain(asked).body, headers={"Content-Encoding": "gzip"})

    there.answer = packed  # type: ignore[method-assign]
    assert harvest(there.url).added == 5


def test_an_answer_that_is_too_long(there: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "LARGEST", 2_000_000)
    there.before = lambda _asked: Answer(b"<x>" + b" " * 3_000_000, headers={"Content-Encoding": "gzip"})
    with pytest.raises(HarvestError, match="more than 2 MB"):
        harvest(there.url)


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/oai", "gopher://x/"])
def test_it_follows_to_http_only(there: Repository, target: str) -> None:
    there.before = lambda _asked: Answer(status=302, headers={"Location": target})
    with pytest.raises(HarvestError, match="leads to"):
        harvest(there.url)


def test_it_follows_to_another_address(there: Repository) -> None:
    with served(Repository(before=lambda _asked: None)) as old:

        def move(asked: dict[str, str]) -> Answer:
            query = "&".join(f"{name}={value}" for name, value in asked.items())
            return Answer(status=301, headers={"Location": f"{there.url}?{query}"})

        old.before = move
        assert harvest(old.url).added == 5


def test_it_does_not_go_round_in_circles(there: Repository) -> None:
    there.before = lambda _asked: Answer(status=302, headers={"Location": there.url})
    with pytest.raises(HarvestError, match="circle"):
        harvest(there.url)


@pytest.mark.parametrize(
    "url", ["", "file:///etc/passwd", "ftp://example.org", "example.org/oai", "http://", "http://[", "http://a b/", "http://x:99999/", "javascript:alert(1)"],
)  # fmt: skip
def test_addresses_that_are_none(url: str) -> None:
    with pytest.raises(HarvestError, match="not an address"):
        source_at(url)
    assert not HarvestSource.objects.exists()


def test_an_address_with_a_query_keeps_it(there: Repository) -> None:
    harvest(f"{there.url}?page=oai")
    assert there.asked[0] == {"page": "oai", "verb": "Identify"}


# --- answers that are not as they should be ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body", [b"", b"<html><body>Welcome</body></html>", b"not XML at all", b"<OAI-PMH/>", b"\x00\xff\xfe"],
    ids=["empty", "a page", "text", "no answer", "bytes"],
)  # fmt: skip
def test_what_is_no_repository(there: Repository, body: bytes) -> None:
    there.before = lambda asked: Answer(body) if asked["verb"] == "ListRecords" else None
    with pytest.raises(HarvestError, match=r"not one of OAI-PMH"):
        harvest(there.url)


def test_an_error_that_the_repository_tells(there: Repository) -> None:
    there.before = lambda asked: (
        Answer(there.envelope('<error code="cannotDisseminateFormat">No marc21 here</error>'))
        if asked["verb"] == "ListRecords"
        else None
    )
    with pytest.raises(HarvestError, match="No marc21 here"):
        harvest(there.url)


BROKEN = [
    ("control characters", "Act \x0b1", "Act \ufffd1"),
    ("a reference to one", "Act &#11;1", "Act \ufffd1"),
    ("names of HTML", "Loi&nbsp;n&ordm;&#160;1", "Loi\xa0nº\xa01"),
    ("an ampersand", "Law & order", "Law & order"),
]


@pytest.mark.parametrize(("title", "expected"), [one[1:] for one in BROKEN], ids=[one[0] for one in BROKEN])
def test_what_can_be_mended_is(there: Repository, title: str, expected: str) -> None:
    there.records["oai:x:1"] = (DAY.format(1), marcxml(title))
    assert harvest(there.url) == Counts(read=5, added=5)
    assert expected in titles()


def test_wrong_bytes_are_mended(there: Repository) -> None:
    there.records["oai:x:1"] = (DAY.format(1), marcxml("Loi XX"))
    page = there.page
    there.page = lambda asked: page(asked).replace(b"XX", b"d\xe9")  # type: ignore[method-assign]
    assert harvest(there.url).added == 5
    assert "Loi d\ufffd" in titles()


def test_a_record_that_is_no_xml_is_set_aside_and_the_others_come(there: Repository) -> None:
    there.records["oai:x:2"] = (DAY.format(2), marcxml("Act 2").replace("</subfield>", "<b>", 1))
    there.records["oai:x:3"] = (DAY.format(3), marcxml("Act 3").replace("</subfield>", "</sub>", 1))
    assert harvest(there.url) == Counts(read=5, added=3, set_aside=2)
    assert titles() == ["Act 1", "Act 4", "Act 5"]
    assert [(one.file, one.reason) for one in SetAsideRecord.objects.all()] == [
        ("oai:x:2", "broken-xml"), ("oai:x:3", "broken-xml"),
    ]  # fmt: skip
    assert b"Act 2" in bytes(SetAsideRecord.objects.all()[0].data)


@pytest.mark.parametrize(
    "data",
    [
        marcxml("A").replace('tag="245"', 'tag=""'),
        "<mods xmlns='http://www.loc.gov/mods/v3'/>",
        "<x/>",
        "",
        dublin_core("").replace("<dc:language>", "<dc:language>"),
        '<collection xmlns="http://www.loc.gov/MARC21/slim"/>',
    ],
    ids=["no tag", "mods", "unknown", "nothing", "no title", "empty collection"],
)
def test_a_record_that_cannot_be_read_is_set_aside(there: Repository, data: str) -> None:
    there.records["oai:x:2"] = (DAY.format(2), data)
    assert harvest(there.url) == Counts(read=5, added=4, set_aside=1)
    assert SetAsideRecord.objects.get().file == "oai:x:2"
    assert harvest(there.url, full=True) == Counts(read=5, unchanged=4, set_aside=1)


def test_a_collection_around_each_record(there: Repository) -> None:
    there.records = {
        "oai:x:1": (DAY.format(1), f'<collection xmlns="http://www.loc.gov/MARC21/slim">{marcxml("Act")}</collection>')
    }
    assert harvest(there.url).added == 1


def test_entities_and_files_are_not_read(there: Repository) -> None:
    page = there.page

    def dangerous(asked: dict[str, str]) -> bytes:
        data = page(asked).decode()
        declared = (
            '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd"><!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
        )
        return data.replace("?>", f"?>{declared}", 1).replace("Act 1", "Act &secret;&b;").encode()

    there.page = dangerous  # type: ignore[method-assign]
    harvest(there.url)
    assert not any("root:" in title or "aaaa" in title for title in titles())


def test_a_page_takes_few_queries(waits: list[float], django_assert_max_num_queries: Any) -> None:
    acts = {f"oai:x:{n}": (DAY.format(1), marcxml(f"Act {n}", str(n))) for n in range(60)}
    with served(Repository(acts, size=100)) as there:
        with django_assert_max_num_queries(60):
            harvest(there.url)
        with django_assert_max_num_queries(40):
            harvest(there.url, full=True)


# --- our own repository -----------------------------------------------------------------------------------------------


def test_our_own_repository_can_be_harvested(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.web.library.factories import catalogued

    from tutela.web.exchange.oai import lists

    monkeypatch.setattr(lists, "RECORDS", 3)
    rows = [catalogued(f"Act {place}", number=str(place)) for place in range(8)]

    class Inside(fetching.Fetcher):
        def get(self, arguments: Any) -> bytes:
            content: bytes = client.get("/oai", dict(arguments)).content
            return content

    monkeypatch.setattr("tutela.web.exchange.harvesting.Fetcher", Inside)
    assert harvest("http://testserver/oai") == Counts(read=8, added=8)
    assert titles(state=State.DRAFT) == [f"Act {place}" for place in range(8)]
    store.change_state(rows[0], State.WITHDRAWN, by=None, action="withdrawn")
    store.save(rows[1], marc("Act 1, amended"), by=None)
    counts = harvest("http://testserver/oai")
    assert (counts.deleted, counts.changed, counts.added) == (1, 1, 0)
    assert "Act 1, amended" in titles(state=State.DRAFT)
