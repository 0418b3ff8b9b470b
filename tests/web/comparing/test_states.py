"""Many States by measure: only what a person may see, every status told in words, filters in the address."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
from django.test import Client
from lxml import html
from lxml.html import HtmlElement

from tutela.report.words import words
from tutela.web.accounts.models import User
from tutela.web.assessments.models import Assessment, Finding
from tutela.web.assessments.status import STATUSES
from tutela.web.comparing.states import PER_PAGE, latest_of_each_state, table
from tutela.web.site.register import the_register
from tutela.web.workspaces.models import Workspace

LANGUAGES = ("en", "fr", "es")
PLACES = ("states/", "states.csv", "states.json")


def state(workspace: Workspace, name: str, period: str = "2026", source: str = "state", shift: int = 0) -> Assessment:
    """An assessment whose statuses go round through all that there are, from ``shift`` on."""
    assessment = Assessment.objects.create(
        workspace=workspace, state=name, period=period, source=source, shown_run=1, is_complete=True
    )
    Finding.objects.bulk_create(
        Finding(assessment=assessment, measure=measure.id, machine=STATUSES[(place + shift) % len(STATUSES)])
        for place, measure in enumerate(the_register().measures)
    )
    return assessment


def page(client: Client, query: str = "", language: str = "en") -> HtmlElement:
    response = client.get(f"/{language}/compare/states/{query}")
    assert response.status_code == 200
    return html.document_fromstring(response.content.decode())


def text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def states_of(root: HtmlElement) -> list[str]:
    return [text(one) for one in root.cssselect("#states-table tbody:not(.totals) th a")]


# Who may see what


@pytest.mark.parametrize("place", PLACES)
def test_each_sees_the_states_of_their_own_workspaces(
    workspace: Workspace,
    charlie: User,
    as_alice: Client,
    as_bob: Client,
    as_rita: Client,
    as_charlie: Client,
    place: str,
) -> None:
    state(workspace, "Maravel")
    state(Workspace.objects.get(memberships__user=charlie), "Elsewhere")
    for client in (as_alice, as_bob, as_rita):
        content = client.get(f"/en/compare/{place}").content.decode()
        assert "Maravel" in content
        assert "Elsewhere" not in content
    content = as_charlie.get(f"/en/compare/{place}").content.decode()
    assert "Elsewhere" in content
    assert "Maravel" not in content
    assert Client().get(f"/en/compare/{place}").status_code == 302
    assert as_alice.post(f"/en/compare/{place}").status_code == 405


@pytest.mark.parametrize("place", PLACES)
def test_another_workspace_cannot_be_asked_for(
    workspace: Workspace, charlie: User, as_alice: Client, place: str
) -> None:
    state(workspace, "Maravel")
    other = Workspace.objects.get(memberships__user=charlie)
    unknown = as_alice.get(f"/en/compare/{place}?workspace=no-such-room")
    theirs = as_alice.get(f"/en/compare/{place}?workspace={other.slug}")
    assert unknown.status_code == theirs.status_code == 400
    told = [
        re.sub(r'(name="csrfmiddlewaretoken" value=")\w+', r"\1", response.content.decode()).replace(asked, "")
        for response, asked in ((unknown, "no-such-room"), (theirs, other.slug))
    ]
    assert told[0] == told[1]


# The table


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cell_says_its_status_under_its_heads(workspace: Workspace, as_rita: Client, language: str) -> None:
    state(workspace, "Maravel")
    state(workspace, "Norvania", shift=1)
    root, spoken, register = page(as_rita, language=language), words(language), the_register()
    [over, under] = root.cssselect("#states-table thead tr")
    sections = over.cssselect("th[scope=colgroup]")[1:]
    assert [text(one).split()[0] for one in sections] == [section.id for section in register.sections]
    assert sum(int(one.get("colspan")) for one in sections) == 105
    heads = under.cssselect("th")[3:]
    assert [one.cssselect("a")[0].get("href").split("/")[3] for one in heads] == [one.id for one in register.measures]
    rows = root.cssselect("#states-table tbody:not(.totals) tr")
    for shift, row in enumerate(rows):
        cells = row.cssselect("td")
        expected = [spoken[f"status.{STATUSES[(place + shift) % 5]}"] for place in range(105)]
        assert [text(one) for one in cells[3:]] == expected
        assert [text(one) for one in cells[:3]] == ["21", "21", "21"]
        assert row.cssselect("th")[0].get("scope") == "row"
    assert len(root.cssselect("#states-table col")) == 1 + 3 + 105


def test_columns_are_counted(workspace: Workspace, as_rita: Client) -> None:
    for number in range(3):
        state(workspace, f"State {number}")
    root = page(as_rita)
    totals = root.cssselect("#states-table .totals tr")
    assert [[text(cell) for cell in row.cssselect("td")[3:8]] for row in totals] == [
        ["3", "0", "0", "0", "0"], ["0", "3", "0", "0", "0"], ["0", "0", "3", "0", "0"],
    ]  # fmt: skip


def test_the_status_of_people_holds_and_what_no_run_reached_is_not_assessed(
    workspace: Workspace, as_rita: Client
) -> None:
    one = state(workspace, "Maravel")
    first, second, *_ = the_register().measures
    Finding.objects.filter(assessment=one, measure=first.id).update(people="not-found")
    Finding.objects.filter(assessment=one, measure=second.id).delete()
    [row] = table([one], [first, second]).rows
    assert list(row.statuses) == ["not-found", "not-assessed"]
    report = json.loads(as_rita.get("/en/compare/states.json").content)
    assert report["states"][0]["measures"][first.id] == {
        "status": "not-found",
        "machine": "addressed",
        "people": "not-found",
    }
    assert report["states"][0]["measures"][second.id] == {
        "status": "not-assessed",
        "machine": "not-assessed",
        "people": None,
    }


def test_the_table_can_be_scrolled_and_has_summaries(workspace: Workspace, as_rita: Client) -> None:
    state(workspace, "Maravel")
    root = page(as_rita)
    [region] = root.cssselect("[role=region]")
    assert (region.get("tabindex"), bool(region.get("aria-label"))) == ("0", True)
    by_state, by_measure = root.cssselect("details table")
    assert [text(cell) for cell in by_state.cssselect("tbody tr")[0]] == [
        "Maravel",
        "2026",
        "21",
        "21",
        "21",
        "21",
        "21",
    ]
    assert len(by_measure.cssselect("tbody tr")) == 105
    labels = [cell.get("data-label") for cell in by_measure.cssselect("tbody tr")[0].cssselect("td")]
    assert labels == [words("en")[f"status.{status}"] for status in STATUSES]


def test_a_name_is_text_and_nothing_else(workspace: Workspace, as_rita: Client) -> None:
    state(workspace, "<script>alert(1)</script>", period="<b>2026")
    content = as_rita.get("/en/compare/states/").content.decode()
    assert "<script>alert" not in content
    assert "<b>2026" not in content
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in content


# Filters


def test_the_latest_assessment_of_each_state_stands_for_it(workspace: Workspace, as_rita: Client) -> None:
    for name, period in (("Maravel", "2022"), ("MARAVEL ", "2026"), ("Maravel", "2024"), ("Norvania", "2020")):
        state(workspace, name, period)
    root = page(as_rita)
    assert [text(one) for one in root.cssselect("#states-table tbody:not(.totals) th")] == [
        "MARAVEL 2026",
        "Norvania 2020",
    ]
    assert len(states_of(page(as_rita, "?rows=all"))) == 4


def test_of_one_period_the_newest_stands_for_a_state(workspace: Workspace) -> None:
    older, newer = state(workspace, "Maravel"), state(workspace, "Maravel")
    assert latest_of_each_state([newer, older]) == [newer]


@pytest.mark.parametrize(
    ("query", "states", "measures"),
    [
        ("?period=2024", ["Norvania"], 105),
        ("?source=ngo", ["Norvania"], 105),
        ("?section=V", ["Maravel", "Norvania", "Second"], len(list(the_register().select(section="V")))),
        (
            "?addressee=financial-sector",
            ["Maravel", "Norvania", "Second"],
            len(list(the_register().select(addressee="financial-sector"))),
        ),
        (
            "?theme=boys-and-gender",
            ["Maravel", "Norvania", "Second"],
            len(list(the_register().select(theme="boys-and-gender"))),
        ),
    ],
)
def test_filters_choose_rows_and_columns(
    workspace: Workspace, alice: User, as_alice: Client, query: str, states: list[str], measures: int
) -> None:
    state(workspace, "Maravel")
    state(workspace, "Norvania", "2024", "ngo")
    state(Workspace.open("Second room", alice), "Second")
    value = query.split("=")[1]
    root = page(as_alice, query)
    assert states_of(root) == states
    assert len(root.cssselect("#states-table thead tr.under th")) == 3 + measures
    head, *rows = csv.reader(io.StringIO(as_alice.get(f"/en/compare/states.csv{query}").content.decode("utf-8-sig")))
    assert (len(head), [row[0] for row in rows]) == (4 + measures, states)
    report = json.loads(as_alice.get(f"/en/compare/states.json{query}").content)
    assert [one["state"] for one in report["states"]] == [row[0] for row in rows]
    assert len(report["measures"]) == measures
    chosen = root.cssselect("form option[selected]")
    assert value in [one.get("value") for one in chosen]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("query", ["?section=XX", "?period=1999", "?source=%00", "?rows=some", "?theme=x&addressee=y"])
def test_values_that_do_not_exist_are_refused(workspace: Workspace, as_rita: Client, place: str, query: str) -> None:
    state(workspace, "Maravel")
    assert as_rita.get(f"/en/compare/{place}{query}").status_code == 400


@pytest.mark.parametrize("query", ["", "?page=99", "?page=x", "?page=%00", "?page=-1", "?unknown=1"])
def test_an_empty_or_small_table_is_shown_whatever_page_is_asked_for(
    workspace: Workspace, as_rita: Client, query: str
) -> None:
    assert page(as_rita, query).cssselect(".empty")
    state(workspace, "Maravel")
    assert states_of(page(as_rita, query)) == ["Maravel"]


def test_more_states_than_a_page_holds_are_on_further_pages(workspace: Workspace, as_rita: Client) -> None:
    Assessment.objects.bulk_create(
        Assessment(workspace=workspace, state=f"State {number:03}", key=f"{number}") for number in range(PER_PAGE + 2)
    )
    first, second = page(as_rita, "?section=V"), page(as_rita, "?section=V&page=2")
    assert (len(states_of(first)), states_of(second)) == (PER_PAGE, ["State 300", "State 301"])
    [link] = first.cssselect("a[rel=next]")
    assert link.get("href") == "?section=V&page=2"
    rows = list(csv.reader(io.StringIO(as_rita.get("/en/compare/states.csv").content.decode("utf-8-sig"))))
    assert len(rows) == PER_PAGE + 3


# Saving


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_is_saved_in_the_language_of_the_page(workspace: Workspace, as_rita: Client, language: str) -> None:
    state(workspace, "@SUM(1)")
    response = as_rita.get(f"/{language}/compare/states.csv")
    assert response["Content-Disposition"] == 'attachment; filename="tutela-states.csv"'
    _head, row = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
    assert row[0] == "'@SUM(1)"
    assert row[4:9] == [words(language)[f"status.{status}"] for status in STATUSES]


# Twenty thousand cells


def test_a_large_table_takes_few_queries_and_few_bytes(
    workspace: Workspace, as_rita: Client, django_assert_max_num_queries: Any
) -> None:
    measures = [measure.id for measure in the_register().measures]
    rows = Assessment.objects.bulk_create(
        Assessment(workspace=workspace, state=f"State {number:03}", period="2026", key=f"{number}")
        for number in range(196)
    )
    Finding.objects.bulk_create(
        [
            Finding(assessment=row, measure=measure, machine=STATUSES[(n + m) % 3])
            for n, row in enumerate(rows)
            for m, measure in enumerate(measures)
        ],
        batch_size=2000,
    )
    with django_assert_max_num_queries(6):
        response = as_rita.get("/en/compare/states/")
    content = response.content.decode()
    assert len(re.findall(r"<td class=[apn]>", content)) == 196 * 105
    assert len(content) < 1_000_000
    for place in ("states.csv", "states.json"):
        with django_assert_max_num_queries(6):
            assert as_rita.get(f"/en/compare/{place}").status_code == 200
