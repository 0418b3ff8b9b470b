"""Saved records: in the account, in an address; and lists that are shared."""

from __future__ import annotations

from typing import Any

import lxml.html
import pytest
from django.test import Client
from tests.web.conftest import signed_in
from tests.web.factories import person
from tests.web.library.factories import catalogued

from tutela.web.accounts.leaving import forget
from tutela.web.accounts.models import User
from tutela.web.library import saved
from tutela.web.library.models import State
from tutela.web.library.reader_models import SavedRecord, SharedList

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(db: None) -> User:
    return person("Rosa")


@pytest.fixture
def as_reader(reader: User) -> Client:
    return signed_in(reader)


def titles(client: Client, path: str) -> list[str]:
    response = client.get(path)
    assert response.status_code == 200
    page = lxml.html.document_fromstring(response.content.decode())
    return [one.text_content().strip() for one in page.cssselect(".listed h3")]


def test_who_signs_in_saves_in_the_account(as_reader: Client, reader: User) -> None:
    first, second = catalogued("First"), catalogued("Second")
    for row in (first, second, first):
        response = as_reader.post(f"/en/library/{row.key}/save/", {"next": f"/en/library/{row.key}/"})
        assert (response.status_code, response["Location"]) == (302, f"/en/library/{row.key}/#save-{row.key}")
    assert titles(as_reader, "/en/library/list/") == ["Second", "First"]
    as_reader.post(f"/en/library/{second.key}/remove/")
    assert titles(as_reader, "/en/library/list/") == ["First"]
    as_reader.post("/en/library/list/clear/")
    assert not SavedRecord.objects.exists()


def test_the_button_says_what_is_saved(as_reader: Client) -> None:
    row = catalogued("First")
    assert f"/en/library/{row.key}/save/" in as_reader.get("/en/library/").content.decode()
    as_reader.post(f"/en/library/{row.key}/save/")
    text = as_reader.get("/en/library/").content.decode()
    assert f'action="/en/library/{row.key}/remove/"' in text


@pytest.mark.parametrize(
    "there", ["https://example.org/", "//example.org/", "javascript:alert(1)", "\\\\example.org", ""]
)
def test_the_button_leads_back_within_the_site_only(as_reader: Client, there: str) -> None:
    response = as_reader.post(f"/en/library/{catalogued().key}/save/", {"next": there})
    assert response["Location"] == "/en/library/list/"


def test_others_do_not_see_the_list(as_reader: Client, as_charlie: Client, client: Client) -> None:
    row = catalogued("First")
    as_reader.post(f"/en/library/{row.key}/save/")
    assert titles(as_charlie, "/en/library/list/") == []
    assert titles(client, "/en/library/list/") == []


def test_without_an_account_nothing_is_stored(client: Client) -> None:
    row = catalogued("First")
    response = client.post(f"/en/library/{row.key}/save/")
    assert response.status_code == 200  # the page that explains
    assert f"/en/library/list/?keys={row.key}" in response.content.decode()
    assert not SavedRecord.objects.exists()
    for path in (f"{row.key}/remove/", "list/take/", "list/clear/", "list/share/", "list/share/1/withdraw/"):
        assert client.post(f"/en/library/{path}")["Location"].startswith("/en/sign-in/")


def test_a_list_in_the_address_needs_no_account(client: Client) -> None:
    first, second = catalogued("First"), catalogued("Second")
    draft = catalogued("Draft", state=State.DRAFT)
    path = f"/en/library/list/?keys={second.key},{first.key},{draft.key},nonsense,{second.key}"
    assert titles(client, path) == ["Second", "First"]
    response = client.get(path)
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("keys", ["", "\0", "x" * 9000, "0" * 12, "%", "'; drop table"])
def test_odd_keys_show_an_empty_list(client: Client, keys: str) -> None:
    assert client.get("/en/library/list/", {"keys": keys}).status_code == 200


def test_the_keys_of_a_text() -> None:
    assert saved.keys_of("0123456789ab, 0123456789ab\nfedcba987654,ABCDEF012345") == ["0123456789ab", "fedcba987654"]
    assert len(saved.keys_of(",".join(f"{number:012x}" for number in range(500)))) == saved.MOST


def test_the_citations_of_a_list(client: Client) -> None:
    rows = [catalogued("Zebra act", names=["Beta"]), catalogued("Alpha act", names=["Alpha"])]
    keys = ",".join(row.key for row in rows)
    text = client.get(f"/en/library/list/?keys={keys}&style=apa").content.decode()
    page = lxml.html.document_fromstring(text)
    cited = [one.text_content() for one in page.cssselect("#bibliography .citation")]
    assert [one.split(".")[0] for one in cited] == ["Alpha", "Beta"]
    assert client.get(f"/en/library/list/?keys={keys}&style=nothing").status_code == 200


def test_the_list_of_a_device_moves_into_the_account(as_reader: Client) -> None:
    rows = [catalogued(f"Record {number}") for number in range(3)]
    as_reader.post(f"/en/library/{rows[1].key}/save/")
    keys = ",".join(row.key for row in rows)
    response = as_reader.post("/en/library/list/take/", {"keys": f"{keys},000000000000"}, follow=True)
    assert "2 records were added to your list." in response.content.decode()
    assert titles(as_reader, "/en/library/list/") == ["Record 0", "Record 2", "Record 1"]


def test_a_full_list_takes_no_more(as_reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved, "MOST", 2)
    rows = [catalogued(f"Record {number}") for number in range(3)]
    for row in rows:
        response = as_reader.post(f"/en/library/{row.key}/save/", follow=True)
    assert "Your list is full" in response.content.decode()
    assert SavedRecord.objects.count() == 2


def test_a_draft_cannot_be_saved(as_reader: Client) -> None:
    draft = catalogued("Draft", state=State.DRAFT)
    assert as_reader.post(f"/en/library/{draft.key}/save/").status_code == 404
    as_reader.post("/en/library/list/take/", {"keys": draft.key})
    assert not SavedRecord.objects.exists()


def test_a_record_that_is_withdrawn_leaves_the_list(as_reader: Client) -> None:
    row = catalogued("First")
    as_reader.post(f"/en/library/{row.key}/save/")
    row.state = State.WITHDRAWN
    row.save()
    assert titles(as_reader, "/en/library/list/") == []


def share(client: Client, name: str = "For the course") -> SharedList:
    client.post("/en/library/list/share/", {"name": name})
    return SharedList.objects.latest("pk")


def test_a_shared_list_is_read_by_everybody_and_does_not_change(as_reader: Client, client: Client) -> None:
    first, second = catalogued("First"), catalogued("Second")
    as_reader.post(f"/en/library/{first.key}/save/")
    one = share(as_reader)
    as_reader.post(f"/en/library/{second.key}/save/")
    assert titles(client, f"/en/library/shared/{one.token}/") == ["First"]
    response = client.get(f"/en/library/shared/{one.token}/")
    text = response.content.decode()
    assert "For the course" in text
    assert "Rosa" not in text
    assert response["X-Robots-Tag"] == "noindex"
    assert one.token in as_reader.get("/en/library/list/").content.decode()


def test_a_shared_list_is_withdrawn_by_its_owner(as_reader: Client, as_charlie: Client, client: Client) -> None:
    as_reader.post(f"/en/library/{catalogued('First').key}/save/")
    one = share(as_reader)
    assert as_charlie.post(f"/en/library/list/share/{one.pk}/withdraw/").status_code == 404
    assert client.get(f"/en/library/shared/{one.token}/").status_code == 200
    as_reader.post(f"/en/library/list/share/{one.pk}/withdraw/")
    assert client.get(f"/en/library/shared/{one.token}/").status_code == 404
    assert as_reader.post(f"/en/library/list/share/{10**30}/withdraw/").status_code == 404


@pytest.mark.parametrize("name", ["", "x" * 121, "a\0b"])
def test_a_list_needs_a_name(as_reader: Client, name: str) -> None:
    as_reader.post(f"/en/library/{catalogued('First').key}/save/")
    as_reader.post("/en/library/list/share/", {"name": name})
    assert not SharedList.objects.exists()


def test_an_empty_list_is_not_shared(as_reader: Client) -> None:
    as_reader.post("/en/library/list/share/", {"name": "Empty"})
    assert not SharedList.objects.exists()


def test_a_shared_list_says_what_is_gone(as_reader: Client, client: Client) -> None:
    row = catalogued("First")
    as_reader.post(f"/en/library/{row.key}/save/")
    one = share(as_reader)
    row.state = State.WITHDRAWN
    row.save()
    assert "1 is no longer in the catalogue" in client.get(f"/en/library/shared/{one.token}/").content.decode()


@pytest.mark.parametrize("token", ["nothing", "x" * 300, "%00"])
def test_an_unknown_list_is_not_found(client: Client, token: str) -> None:
    assert client.get(f"/en/library/shared/{token}/").status_code == 404


def test_lists_go_with_the_account(as_reader: Client, reader: User) -> None:
    as_reader.post(f"/en/library/{catalogued('First').key}/save/")
    share(as_reader)
    assert forget(reader)
    assert not SavedRecord.objects.exists()
    assert not SharedList.objects.exists()


def test_queries_of_lists_do_not_grow(as_reader: Client, client: Client, django_assert_num_queries: Any) -> None:
    rows = [catalogued(f"Record {number}") for number in range(6)]
    keys = ",".join(row.key for row in rows)
    for row in rows[:2]:
        as_reader.post(f"/en/library/{row.key}/save/")
    with django_assert_num_queries(1):
        client.get(f"/en/library/list/?keys={rows[0].key}")
    with django_assert_num_queries(1):
        client.get(f"/en/library/list/?keys={keys}")
    as_reader.get("/en/library/list/")
    with django_assert_num_queries(OWN_LIST):
        as_reader.get("/en/library/list/")
    as_reader.post("/en/library/list/take/", {"keys": keys})
    as_reader.get("/en/library/list/")
    with django_assert_num_queries(OWN_LIST):
        as_reader.get("/en/library/list/")


OWN_LIST = 7
"""Session, person (twice: as who asks, and as a row of its own), shared lists, the list, staff, what is saved."""
