"""Deciding on the page: with and without JavaScript, one passage or several, taken back, refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import lxml.html
import pytest
from django.contrib.messages import get_messages
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.web.review.conftest import MEASURE, Address, Lay

from tutela.web.accounts.models import User
from tutela.web.assessments.models import Assessment, Judgement
from tutela.web.documents.models import Passage
from tutela.web.review.decisions import decide

PassageOf = Callable[[int], Passage]
JSON = {"Accept": "application/json"}


@pytest.fixture
def url(bare: Assessment, address: Address) -> str:
    return address("decide", bare, measure=MEASURE)


@pytest.fixture
def page_url(bare: Assessment, address: Address) -> str:
    return address("measure", bare, measure=MEASURE)


def held(user: User) -> dict[int, tuple[str, str]]:
    """What a reviewer says now, by the number of the passage."""
    rows = Judgement.objects.filter(reviewer=user, is_current=True).exclude(answer="withdrawn")
    return {one.passage.number: (one.answer, one.note) for one in rows.select_related("passage")}


def told(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("confirmed", "1 passage confirmed."),
        ("rejected", "1 passage rejected."),
        ("unsure", "1 passage marked as unsure."),
        ("withdrawn", "Nothing changed: this had been said already."),
    ],
)
def test_without_javascript_the_reader_comes_back_to_the_passage(
    lay: Lay, url: str, page_url: str, as_alice: Client, answer: str, said: str
) -> None:
    key = lay(1).passage_id
    response = as_alice.post(url, {"answer": answer, "passage": key})
    assert response["Location"] == f"{page_url}?passage={key}#m-{key}"
    assert told(response) == [said]
    page = as_alice.get(response["Location"]).content.decode()
    assert said in page
    assert f'id="m-{key}"' in page


def test_a_decision_with_a_note_and_its_withdrawal(lay: Lay, url: str, as_bob: Client, bob: User) -> None:
    key = lay(1).passage_id
    as_bob.post(url, {"answer": "rejected", "passage": key, "note": "Repealed in 2020."})
    assert held(bob) == {1: ("rejected", "Repealed in 2020.")}
    response = as_bob.post(url, {"answer": "withdrawn", "passage": key})
    assert told(response)[-1] == "Your decision on 1 passage was withdrawn."
    assert held(bob) == {}
    assert Judgement.objects.count() == 2


def test_several_at_once(lay: Lay, url: str, page_url: str, as_alice: Client, alice: User) -> None:
    keys = [lay(number).passage_id for number in range(1, 5)]
    data = {"answer": "rejected", "passage": keys[:3], "bulk": "yes", "note": "Not in force.", "page": "2"}
    response = as_alice.post(url, data)
    assert response["Location"] == f"{page_url}?page=2#passages"
    assert told(response) == ["3 passages rejected."]
    assert held(alice) == dict.fromkeys((1, 2, 3), ("rejected", "Not in force."))


def test_several_at_once_without_a_note_take_no_note_away(
    bare: Assessment, lay: Lay, url: str, as_alice: Client, alice: User, passage: PassageOf
) -> None:
    keys = [lay(number).passage_id for number in (1, 2, 3)]
    decide(bare, MEASURE, [passage(1)], alice, "confirmed", "kept")
    decide(bare, MEASURE, [passage(2)], alice, "rejected", "of another answer")
    as_alice.post(url, {"answer": "confirmed", "passage": keys, "bulk": "yes", "note": ""})
    assert held(alice) == {1: ("confirmed", "kept"), 2: ("confirmed", ""), 3: ("confirmed", "")}


def test_confirming_all_shown_leaves_what_was_decided(
    bare: Assessment, lay: Lay, url: str, page_url: str, as_alice: Client, alice: User, bob: User, passage: PassageOf
) -> None:
    for number in range(1, 6):
        lay(number)
    lay(6, "unsure")
    lay(7, "contrary")
    decide(bare, MEASURE, [passage(2)], bob, "rejected")
    form = lxml.html.fromstring(as_alice.get(page_url).content.decode()).cssselect("form[data-all]")[0]
    data: dict[str, Any] = {"answer": "confirmed", "passage": form.xpath(".//input[@name='passage']/@value")}
    data |= {one.name: one.value for one in form.cssselect("input") if one.name in ("bulk", "undecided", "page")}
    decide(bare, MEASURE, [passage(1)], alice, "rejected", "meanwhile, in another window")
    response = as_alice.post(form.get("action"), data)
    assert told(response) == ["3 passages confirmed."]
    expected = dict.fromkeys((3, 4, 5), ("confirmed", ""))
    assert held(alice) == {1: ("rejected", "meanwhile, in another window"), **expected}


def test_the_program_of_the_page_gets_what_changed(
    bare: Assessment, lay: Lay, url: str, as_alice: Client, passage: PassageOf, bob: User
) -> None:
    key = lay(1).passage_id
    lay(2)
    decide(bare, MEASURE, [passage(1)], bob, "rejected")
    answer = as_alice.post(url, {"answer": "confirmed", "passage": key}, headers=JSON).json()
    assert answer["said"] == "1 passage confirmed."
    assert list(answer["passages"]) == [str(key)]
    card = lxml.html.fromstring(answer["passages"][str(key)])
    assert card.get("id") == f"m-{key}"
    assert card.get("data-answer") == "confirmed"
    assert "reviewers disagree" in card.text_content()
    assert card.cssselect("input[name=csrfmiddlewaretoken]")
    standing = lxml.html.fromstring(answer["standing"])
    assert [" ".join(one.text_content().split()) for one in standing.cssselect("dd")][1:] == [
        "Addressed",  # by the passage that nobody disputes
        "1 of 2",
    ]
    assert answer["undo"] == [{"answer": "withdrawn", "note": "", "passages": [key]}]


def test_what_is_given_for_undoing_brings_back_what_was(
    bare: Assessment, lay: Lay, url: str, as_alice: Client, alice: User, passage: PassageOf
) -> None:
    keys = [lay(number).passage_id for number in range(1, 6)]
    decide(bare, MEASURE, [passage(1), passage(2)], alice, "confirmed", "first note")
    decide(bare, MEASURE, [passage(3)], alice, "unsure")
    decide(bare, MEASURE, [passage(5)], alice, "rejected")
    before = held(alice)
    data = {"answer": "rejected", "passage": keys, "bulk": "yes"}
    answer = as_alice.post(url, data, headers=JSON).json()
    assert answer["said"] == "4 passages rejected."
    assert set(answer["passages"]) == {str(key) for key in keys[:4]}
    for step in answer["undo"]:
        data = {"answer": step["answer"], "note": step["note"], "passage": step["passages"]}
        assert as_alice.post(url, data, headers=JSON).status_code == 200
    assert held(alice) == before


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"answer": "confirmed"},
        {"answer": "confirmed", "passage": []},
        {"answer": "confirmed", "passage": ["x"]},
        {"answer": "confirmed", "passage": ["\x00"]},
        {"answer": "confirmed", "passage": ["-1"]},
        {"answer": "confirmed", "passage": ["٣"]},
        {"answer": "confirmed", "passage": ["999999999"]},
        {"answer": "confirmed", "passage": [str(2**63 - 1)]},
        {"answer": "confirmed", "passage": [str(2**63)]},
        {"answer": "confirmed", "passage": ["9" * 400]},
        {"answer": "confirmed", "passage": [str(number) for number in range(600)]},
        {"answer": "approved", "passage": ["here"]},
        {"answer": "confirmed\x00", "passage": ["here"]},
        {"answer": "confirmed", "passage": ["here", "999999999"]},
        {"answer": "confirmed", "passage": ["here"], "note": "a\x00b"},
        {"answer": "confirmed", "passage": ["here"], "note": "x" * 4001},
        {"answer": "confirmed", "passage": ["here"], "page": "x"},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    lay: Lay, url: str, page_url: str, as_alice: Client, data: dict[str, Any]
) -> None:
    key = str(lay(1).passage_id)
    data = {**data, "passage": [key if one == "here" else one for one in data.get("passage", ())]}
    answer = as_alice.post(url, data, headers=JSON)
    assert answer.status_code == 400
    assert answer.json()["errors"]
    plain = as_alice.post(url, data)
    if plain.status_code == 302:
        assert plain["Location"] == f"{page_url}#passages"
        assert told(plain)
    else:
        assert plain.status_code == 400
    assert not Judgement.objects.exists()


def test_a_decision_needs_a_token_against_forgery(lay: Lay, url: str, alice: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice, backend="tutela.web.accounts.backend.EmailBackend")
    assert client.post(url, {"answer": "confirmed", "passage": lay(1).passage_id}).status_code == 403
    assert not Judgement.objects.exists()


def test_a_decision_on_many_takes_no_more_queries_than_on_one(
    lay: Lay, url: str, as_alice: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    keys = [lay(number).passage_id for number in range(1, 61)]
    for given in (keys[:1], keys[1:]):
        with django_assert_max_num_queries(26):
            answer = as_alice.post(url, {"answer": "confirmed", "passage": given, "bulk": "yes"}, headers=JSON)
        assert len(answer.json()["passages"]) == len(given)
